"""`calc --conservative`: what is missing is taken at its worst, and what an answer would save is ranked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft7Validator

INGOT = {"item": "own/ingot"}
INGOTS = (
    INGOT | {"id": "tw-primary", "geo": "TW", "year": "2018", "route": "primary", "co2e": "9"},
    INGOT | {"id": "no-primary", "geo": "NO", "year": "2019", "route": "primary", "co2e": "4"},
    INGOT | {"id": "cn-primary", "geo": "CN", "year": "2020", "route": "primary", "co2e": "16"},
    INGOT | {"id": "no-secondary", "geo": "NO", "year": "2020", "route": "secondary", "co2e": "1"},
    INGOT | {"id": "kr-secondary", "geo": "KR", "year": "2021", "route": "secondary", "co2e": "0.5"},
    INGOT | {"id": "us-primary", "geo": "US", "route": "primary", "co2e": "99", "trust": "X"},
    INGOT | {"id": "jp-primary", "geo": "JP", "route": "primary", "co2e": "88", "unit_den": "piece"},
)
NAMED = {"name": "Named", "amount": "1 kg", "record": "one:no-primary"}
ANYWHERE = {"name": "Ingot", "amount": "2 kg", "factor": "own/ingot"}


class Conservative:
    """A conservative result."""

    def __init__(self, ran: Any) -> None:
        assert ran.code == 0, ran.out
        self.data = ran.data["data"]
        self.total: float = self.data["total"]
        self.asks: list[dict[str, Any]] = self.data["conservative"]["ask_first"]
        self.codes = [one["code"] for one in ran.data["findings"]]
        self.messages = [one["message"] for one in ran.data["findings"] if one["code"] == "CF507"]

    def numbers(self) -> list[tuple[str, float, float, float]]:
        return [(one["path"], one["kg_co2e"], one["saving"], one["saving_to_median"]) for one in self.asks]


@pytest.fixture
def worst(project: Any) -> Callable[..., Conservative]:
    """`worst(line, ...)`: a part of these lines, with the ingots above."""

    def calculated(
        *lines: dict[str, Any], records: tuple[dict[str, str], ...] = INGOTS, **more: Any
    ) -> Conservative:
        project.pack("one", *records)
        project.part("part.yaml", list(lines), **more)
        return Conservative(project.run("calc", "part.yaml", "--conservative", "--format", "json"))

    return calculated


def test_origin_and_route_missing_takes_the_highest_of_all_that_fit(worst: Any) -> None:
    result = worst(ANYWHERE)
    assert result.total == 2 * 16
    # 16, 9, 4, 1, 0.5: what is marked unfit, and what is stated per piece, is no answer
    assert result.numbers() == [("inputs/0", 32.0, 31.0, 24.0)]
    (ask,) = result.asks
    assert (ask["missing"], ask["answers"]) == (["origin", "route"], 5)
    assert (ask["records"], ask["lowest"]) == (["one:cn-primary"], ["one:kr-secondary"])
    assert ask["share"] == pytest.approx(31 / 32)
    (message,) = result.messages
    assert message.startswith(
        "`Ingot` states neither its origin nor its route; the highest of 5 stands for it:"
    )
    assert message.endswith(": `one:cn-primary` (CN 2020, primary)")
    assert "CF316" not in result.codes and "CF303" not in result.codes


def test_a_route_that_is_stated_is_kept(worst: Any) -> None:
    result = worst(ANYWHERE | {"route": "secondary"})
    assert result.numbers() == [("inputs/0", 2.0, 1.0, 0.5)]
    assert result.asks[0]["missing"] == ["origin"]


def test_an_origin_that_is_stated_is_kept(worst: Any) -> None:
    result = worst(ANYWHERE | {"origin": "NO"})
    assert result.numbers() == [("inputs/0", 8.0, 6.0, 3.0)]
    assert result.asks[0]["missing"] == ["route"]
    assert result.messages == [
        "`Ingot` does not state its route; the highest of 2 stands for it: `one:no-primary` (NO 2019, primary)"
    ]


@pytest.mark.parametrize("origin", ["TW", "NO", "CN", "KR", "JP", "DE", "US"])
@pytest.mark.parametrize("route", ["primary", "secondary"])
def test_no_answer_gives_more_and_none_saves_more_than_was_said(
    worst: Any, project: Any, origin: str, route: str
) -> None:
    before = worst(ANYWHERE)
    project.part("part.yaml", [ANYWHERE | {"origin": origin, "route": route}])
    answered = project.total("part.yaml", "--conservative")
    assert answered == project.total("part.yaml"), "what is stated is taken as it is"
    assert before.total - before.asks[0]["saving"] <= answered <= before.total


def test_a_result_that_lacks_nothing_is_the_plain_one(worst: Any, project: Any) -> None:
    line = ANYWHERE | {"origin": "TW", "route": "primary"}
    result = worst(line, NAMED)
    assert result.total == project.total("part.yaml") == 22.0
    assert result.asks == [] and result.messages == []
    assert "nothing is missing" in project.run("calc", "part.yaml", "--conservative").out


def test_without_the_option_nothing_changes(worst: Any, project: Any) -> None:
    worst(ANYWHERE)
    assert "CF303" in project.run("calc", "part.yaml").err
    project.part("part.yaml", [ANYWHERE | {"route": "secondary"}])
    free = project.run("calc", "part.yaml", "--format", "json").data
    assert "CF316" in {one["code"] for one in free["findings"]}
    assert "conservative" not in free["data"] and "conservative" not in free["options"]


def test_factors_that_no_rule_tells_apart_are_an_answer_each(worst: Any) -> None:
    rods = [{"item": "own/rod", "id": co2e, "co2e": co2e} for co2e in ("2", "3", "7")]
    records = (*rods, {"item": "own/rod", "id": "c", "geo": "CN", "co2e": "9"})
    result = worst({"name": "Rod", "amount": "1 kg", "factor": "own/rod", "origin": "KR"}, records=records)
    assert result.numbers() == [("inputs/0", 7.0, 5.0, 4.0)]
    assert (result.asks[0]["missing"], result.asks[0]["answers"]) == (["record"], 3)


def test_suppliers_known_by_name_alone_are_the_routes(worst: Any) -> None:
    heat = {"item": "heat/own", "kind": "heat", "unit_den": "MJ", "boundary": "life_cycle"}
    supplied = heat | {"scope2_method": "supplier"}
    records = (
        *INGOTS,
        supplied | {"id": "a", "route": "north", "co2e": "2"},
        supplied | {"id": "b", "route": "south", "co2e": "5"},
        heat | {"id": "c", "geo": "CN", "co2e": "50"},
    )
    energy = [{"name": "Steam", "amount": "1 MJ", "factor": "heat/own"}]
    result = worst(NAMED, processes=[{"name": "Boil", "energy": energy}], records=records)
    assert result.numbers() == [("processes/0/energy/0", 5.0, 3.0, 1.5)]
    assert result.asks[0]["missing"] == ["route"]


def test_both_sides_of_a_recycled_share_are_at_their_worst(worst: Any) -> None:
    result = worst(ANYWHERE | {"recycled": "25 %"})
    assert result.total == pytest.approx(2 * (0.75 * 16 + 0.25 * 1), rel=1e-12)
    ((_, kg, saving, to_median),) = result.numbers()
    assert kg == result.total
    assert saving == pytest.approx(2 * (0.75 * (16 - 4) + 0.25 * (1 - 0.5)))
    assert to_median == pytest.approx(2 * (0.75 * (16 - 9) + 0.25 * (1 - 0.75)))


def test_energy_is_the_sum_of_its_parts(worst: Any) -> None:
    oil = {"item": "fuels/own-oil", "kind": "fuel", "unit_den": "L", "year": "2020"}
    records = (
        oil | {"id": "burn-kr", "boundary": "combustion", "co2e": "2"},
        oil | {"id": "burn-cn", "boundary": "combustion", "co2e": "3", "geo": "CN"},
        oil | {"id": "bring", "boundary": "well_to_tank", "co2e": "0.5", "geo": "GLO"},
    )
    use = [{"name": "Burner", "amount": "10 L", "factor": "fuels/own-oil"}]
    result = worst(NAMED, records=(*records, *INGOTS), use=use, boundary="cradle-to-grave", **LATER)
    assert result.numbers() == [("use/0", 35.0, 10.0, 5.0)]
    assert result.asks[0]["records"] == ["one:burn-cn", "one:bring"]


LATER = {
    "exclude": [{"name": name, "share": "1 %", "reason": "small"} for name in ("distribution", "end of life")]
}


def test_a_grid_is_one_of_the_years_around_the_period_and_completed_by_its_own_country(worst: Any) -> None:
    grid = {"item": "electricity/own", "kind": "electricity", "unit_den": "kWh", "boundary": "generation"}
    records = (
        grid | {"id": "cn-2001", "geo": "CN", "year": "2001", "co2e": "9"},
        grid | {"id": "cn-2024", "geo": "CN", "year": "2024", "co2e": "0.6"},
        grid | {"id": "kr-2024", "geo": "KR", "year": "2024", "co2e": "0.5"},
        grid | {"id": "kr-lost", "geo": "KR", "year": "2024", "co2e": "0.2", "boundary": "transmission"},
    )
    use = [{"name": "Charging", "amount": "10 kWh", "factor": "electricity/own"}]
    result = worst(NAMED, records=(*records, *INGOTS), use=use, boundary="cradle-to-grave", **LATER)
    assert result.numbers() == [("use/0", 7.0, 1.0, 0.5)]
    assert result.asks[0]["records"] == ["one:kr-2024", "one:kr-lost"]
    assert result.data["by_country"][0] == {"country": "not stated", "kg_co2e": 11.0}


def test_what_lies_beyond_the_gate_is_not_asked_for(worst: Any) -> None:
    result = worst(ANYWHERE | {"origin": "NO", "route": "primary"}, use=[ANYWHERE | {"name": "Spare"}])
    assert result.asks == []
    assert len(result.messages) == 1, "it is said all the same"


def test_a_plant_of_a_supplier_that_may_stand_anywhere(worst: Any) -> None:
    grid = {"item": "electricity/own", "kind": "electricity", "unit_den": "kWh", "boundary": "generation"}
    records = (
        *INGOTS,
        grid | {"id": "cn", "geo": "CN", "co2e": "0.6"},
        grid | {"id": "kr", "geo": "KR", "co2e": "0.5"},
    )
    body = {
        "processes": [
            {"name": "Press", "energy": [{"name": "Power", "amount": "1 kWh", "factor": "electricity/own"}]}
        ],
        "inputs": [NAMED],
    }
    line = {"name": "Frame", "amount": "3 piece", "supplier": "Somebody", **body}
    result = worst(line, records=records)
    path = "inputs/0/processes/0/energy/0"
    assert [one[:1] + tuple(round(n, 9) for n in one[1:]) for one in result.numbers()] == [
        (path, 1.8, 0.3, 0.15)
    ]
    assert "CF316" not in result.codes
    assert worst(line | {"origin": "KR"}, records=records).asks == []


def test_a_datum_counts_over_all_uses_of_its_document_and_the_largest_saving_stands_first(
    worst: Any, project: Any
) -> None:
    project.part("pin.yaml", [ANYWHERE | {"amount": "1 kg", "route": "primary", "yield": "0.5"}])
    pins = [{"name": f"Pin {at}", "amount": f"{at} piece", "product": "pin.yaml"} for at in (1, 2)]
    result = worst(*pins, ANYWHERE | {"route": "secondary"})
    # 3 pins, each 1 kg of ingot over a yield of one half
    assert [(one["file"], *rest) for one, rest in zip(result.asks, result.numbers(), strict=True)] == [
        ("pin.yaml", "inputs/0", 96.0, 72.0, 42.0),
        ("part.yaml", "inputs/2", 2.0, 1.0, 0.5),
    ]
    assert result.data["conservative"]["saving"] == 73.0
    assert result.data["conservative"]["saving_to_median"] == 42.5


def test_an_error_stays_an_error(project: Any) -> None:
    project.pack("one", *INGOTS)
    project.part("part.yaml", [ANYWHERE | {"factor": "own/ingott"}, ANYWHERE | {"route": "tertiary"}])
    ran = project.run("calc", "part.yaml", "--conservative", "--format", "json")
    assert ran.code == 3
    assert {"CF301", "CF304"} <= {one["code"] for one in ran.data["findings"]}


def test_the_schema_knows_it(worst: Any, project: Any) -> None:
    worst(ANYWHERE)
    schema = project.run("schema", "calc").data
    Draft7Validator(schema).validate(
        project.run("calc", "part.yaml", "--conservative", "--format", "json").data
    )


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_what_it_says(
    worst: Any,
    project: Any,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    lang: str,
) -> None:
    project.part(
        "pin.yaml", [ANYWHERE | {"name": "Ingot, remelted and cast", "name_ko": "잉곳", "amount": "1 kg"}]
    )
    lines = [
        ANYWHERE | {"name": f"Ingot {at}", "amount": f"{at} kg", "route": "primary"} for at in range(1, 12)
    ]
    worst(*lines, {"name": "Pin", "amount": "5 piece", "product": "pin.yaml"})
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = project.run("calc", "part.yaml", "--conservative", "--lang", lang, "--quiet")
    head, _, rest = ran.out.partition("\n\n")
    headline = rest.partition("\n\n")[0]
    key = "Ask first" if lang == "en" else "먼저"
    golden(f"trust/ask.{columns}.{lang}.txt", f"{head}\n\n{headline}\n\n{ran.out[ran.out.index(key) :]}")
