"""Methods among everything else: reports, scenarios, sensitivity, draws, quality, locks, exports, co-products."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.factors.library import open_library
from carbonfoot.factors.numbers import number_hash, row_of

COKE = {"name": "coke", "amount": "3 kg", "carbon": "80 %"}
STONE = {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "2 kg"}
CO2_OF_STONE = 2 * 44.009 / 100.086
CARBON = 3 * 0.8
FURNACE = CARBON * 44 / 12 + CARBON * 0.001 * 29.8


def furnace(*charges: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A use of the invented method; 3 kg of coke with 80 % carbon unless said otherwise."""
    return {"method": "invented/furnace", "charges": list(charges) or [COKE], **more}


def close(number: float) -> Any:
    return pytest.approx(number, rel=1e-9)


def lines(data: Any) -> dict[str, Any]:
    return {line["name"]: line for line in data["lines"]}


def codes(ran: Any) -> list[str]:
    return [one["code"] for one in ran.data["findings"] if one["severity"] in ("error", "incomplete")]


# --- calc


def test_the_numbers_of_the_invented_method(project: Any) -> None:
    project.part(furnace())
    assert project.total() == close(FURNACE)
    project.part(furnace(COKE, COKE, dust={"bag": "0.4 kg"}, more={"x": COKE}, burned="50 %"))
    assert project.total() == close((9 * 0.8 - 0.4) * 0.5 * (44 / 12 + 0.001 * 29.8))


def test_calc_tells_the_method_in_both_languages(project: Any) -> None:
    project.part({**STONE, "name": "Limestone", "name_ko": "석회석"}, furnace())
    text = project.run("calc", "part.yaml").out
    assert "Limestone, CO2 of CaCO3" in text and " minerals/carbonates" in text
    assert "Melting, CO2" in text and " invented/furnace" in text
    korean = project.run("calc", "part.yaml", "--lang", "ko").out
    assert "석회석, CaCO3의 CO2" in korean and "용해, CO2" in korean


def test_a_use_without_a_name_is_told_by_its_method(project: Any) -> None:
    def names(**more: str) -> set[tuple[str, str | None]]:
        project.part(
            {"method": "energy/stationary-combustion", "fuel": "natural-gas", "amount": "9 MJ (net)", **more}
        )
        return {(one["name"], one["name_ko"]) for one in project.data("calc", "part.yaml")["lines"]}

    assert {name for name, _ in names()} == {"Melting, Stationary combustion"}
    assert all(korean and korean.startswith("용해, ") for _, korean in names())
    assert {name for name, _ in names(name="Kiln 1")} == {"Kiln 1"}


def test_the_json_of_calc_has_what_the_method_did_and_fits_its_schema(project: Any) -> None:
    project.contents(coke="0.8")
    project.part(STONE, furnace({"name": "coke", "amount": "3 kg"}))
    answer = project.run("calc", "part.yaml", "--format", "json").data
    schema = project.run("schema", "calc").data
    assert [error.message for error in Draft7Validator(schema).iter_errors(answer)] == []
    found = lines(answer["data"])["Melting, CO2"]["worked"]
    assert (found["method"], found["tier"], found["reference"]) == ("invented/furnace", "2", "nowhere (1)")
    assert {"key": "charges/0/amount", "value": "3 kg", "from": "given"} in found["values"]
    assert {"key": "carbon-content", "value": "0.8 kg/kg", "from": "ours:coke"} in found["values"]
    assert [one["method"] for one in answer["data"]["by_method"]] == ["worked"]
    assert lines(answer["data"])["Melting, CO2 of CaCO3"]["worked"]["working"].startswith("2 kg x ")


def test_numbers_of_a_private_pack_stay_out_of_json(project: Any) -> None:
    project.contents(share_class="private", coke="0.8123")
    project.part(furnace({"name": "coke", "amount": "3 kg"}))
    for words in (["calc", "part.yaml"], ["explain", "part.yaml"]):
        out = project.run(*words, "--format", "json").out
        assert "0.8123" not in out and '"numbers of a private pack"' in out
    assert "carbon-content: 0.8123 kg/kg, ours:coke" in project.run("explain", "part.yaml").out


def test_explain_shows_the_equation_with_its_numbers(project: Any) -> None:
    project.part({**STONE, "purity": "97 %"})
    text = project.run("explain", "part.yaml:processes/0/methods/0").out
    for said in (
        "method: minerals/carbonates, tier 3, IPCC Guidelines",
        "    CO2 = ",
        "purity: 97 %, given",
        "M(CaCO3): 100.086 g/mol, standard atomic weights",
        "working: 2 kg x 0.97 x 0.439712",
    ):
        assert said in text


def test_grouping_tells_what_methods_found(project: Any) -> None:
    project.part({**STONE, "data": "measured", "tags": "stone"}, furnace(power="1 kWh"))
    data = project.data("calc", "part.yaml")
    assert ("measured", "by a method") in {(one["amount"], one["number"]) for one in data["by_data"]}
    assert {"stone"} <= {one["tag"] for one in data["by_tag"]}
    assert {one["method"] for one in data["by_method"]} == {"worked", "factor"}
    assert "emission method" in project.run("calc", "part.yaml", "--by", "method").out


def test_a_folder_gives_the_same_totals(project: Any) -> None:
    project.part(STONE)
    project.part(furnace(), file="b/other.yaml")
    data = project.data("calc", ".")
    totals = sorted(product["data"]["total"] for product in data["products"])
    assert totals == [close(CO2_OF_STONE), close(FURNACE)]


def test_another_gwp_set_counts_the_gases_of_a_method_anew(project: Any) -> None:
    project.part(furnace())
    assert project.total("--gwp", "AR5") == close(CARBON * 44 / 12 + CARBON * 0.001 * 30)


def test_the_worst_grid_is_taken_for_a_draw_when_asked(project: Any) -> None:
    project.part(
        furnace(power="10 kWh"),
        product={"id": "P", "name": "P", "declared_unit": "1 piece", "made_in": "GLO"},
    )
    assert project.total("--conservative") >= project.total()


# --- what if


def test_scenarios_change_arguments(project: Any) -> None:
    cases = {
        "processes/Melting/methods/0/amount": ("x 0.9", 0.9),
        "processes/Melting/methods/minerals/carbonates/amount": ("-10 %", 0.9),
        "processes/0/methods/0/purity": ("x 0.5", 0.4),
        "processes/0/methods/Stone/amount": ("1 kg", 0.5),
    }
    scenarios = {f"s{n}": {"change": {path: text}} for n, (path, (text, _)) in enumerate(cases.items())}
    use = {**STONE, "name": "Stone"}
    for number, (path, (_, times)) in enumerate(cases.items()):
        own = use | ({"purity": "80 %"} if "purity" in path else {})
        project.part(
            own, scenarios=scenarios if "purity" in path else {f"s{number}": scenarios[f"s{number}"]}
        )
        assert project.total("--scenario", f"s{number}") == close(times * CO2_OF_STONE), path


def test_scenarios_change_what_stands_inside_arguments(project: Any) -> None:
    change = {
        "processes/0/methods/0/charges/coke/amount": "x 0.5",
        "processes/0/methods/0/dust/bag": "x 2",
        "processes/0/methods/0/more/x/carbon": "x 0.5",
    }
    project.part(furnace(COKE, dust={"bag": "0.1 kg"}, more={"x": COKE}), scenarios={"s": {"change": change}})
    burned = 1.5 * 0.8 - 0.2 + 3 * 0.4
    assert project.total("--scenario", "s") == close(burned * (44 / 12 + 0.0298))


def test_a_scenario_adds_and_takes_away_uses(project: Any) -> None:
    scenarios = {
        "more": {"add": {"processes/0/methods": {**STONE, "name": "Second"}}},
        "none": {
            "remove": ["processes/0/methods/minerals/carbonates"],
            "add": {"processes/0/methods": furnace()},
        },
        "single": {"change": {"processes/0/methods/0/carbonate": "Na2CO3"}},
    }
    project.part(STONE, scenarios=scenarios)
    assert project.total("--scenario", "more") == close(2 * CO2_OF_STONE)
    assert project.total("--scenario", "none") == close(FURNACE)
    assert project.total("--scenario", "single") == close(2 * 44.009 / 105.988)


def test_a_word_of_a_method_cannot_be_multiplied(project: Any) -> None:
    project.part(STONE, scenarios={"s": {"change": {"processes/0/methods/0/carbonate": "x 0.9"}}})
    ran = project.run("calc", "part.yaml", "--scenario", "s", "--format", "json")
    assert codes(ran) == ["CF462"]


def test_arguments_are_inputs_of_the_sensitivity(project: Any) -> None:
    project.part(
        furnace(COKE, dust={"bag": "0.4 kg"}, more={"x": COKE}, burned="50 %", power="1 kWh"),
        parameters={"p": "1"},
    )
    found = project.data("calc", "part.yaml", "--sensitivity")["sensitivity"]["inputs"]
    by_path = {one["path"]: one for one in found if one.get("path")}
    base = "processes/0/methods/0"
    assert {f"{base}/{key}" for key in ("charges/0/amount", "charges/0/carbon", "burned", "dust/bag")} <= set(
        by_path
    )
    assert {f"{base}/more/x/amount", f"{base}/power"} <= set(by_path)
    per = 0.5 * (44 / 12 + 0.0298)
    # kg CO2e that 1 % more of each makes
    assert by_path[f"{base}/charges/0/amount"]["kg_co2e_for_1_percent"] == close(0.01 * 2.4 * per)
    assert by_path[f"{base}/dust/bag"]["kg_co2e_for_1_percent"] == close(-0.01 * 0.4 * per)
    assert by_path[f"{base}/burned"]["kg_co2e_for_1_percent"] == close(0.01 * (4.8 - 0.4) * per)
    names = {path: (one["name"], one["kind"]) for path, one in by_path.items()}
    furnace_ = "Melting, invented/furnace"
    assert names[f"{base}/charges/0/amount"] == (f"{furnace_}, coke", "amount")
    assert names[f"{base}/more/x/amount"] == (f"{furnace_}, more, x", "amount")
    assert names[f"{base}/dust/bag"] == (f"{furnace_}, dust", "bag")


def test_a_target_is_reached_by_an_argument_alone_and_never_beyond_its_bounds(project: Any) -> None:
    project.part({**STONE, "purity": "80 %"})
    start = 0.8 * CO2_OF_STONE
    for times in (0.5, 1.2, 1.3):
        data = project.data("calc", "part.yaml", "--target", f"{start * times!r} kg CO2e")["sensitivity"]
        found = {(one["path"] or "").rpartition("/")[2]: one["break_even"] for one in data["inputs"]}
        assert found["amount"]["value"] == {"value": close(2 * times), "unit": "kg"}
        assert found["purity"]["possible"] == (times * 0.8 <= 1)
        if found["purity"]["possible"]:
            assert found["purity"]["value"]["value"] == close(80 * times)


def test_a_parameter_of_the_document_reaches_an_argument(project: Any) -> None:
    project.part({**STONE, "amount": "= stone * 2"}, parameters={"stone": "1 kg"})
    assert project.total() == close(CO2_OF_STONE)
    assert project.total("--set", "stone=3 kg") == close(3 * CO2_OF_STONE)


# --- diff


@pytest.mark.parametrize(
    ("change", "key", "before", "after"),
    [
        ({"purity": "90 %"}, "purity", "97 %", "90 %"),
        ({"amount": "3 kg"}, "amount", "2 kg", "3 kg"),
        ({"calcination": "98 %"}, "calcination", None, "98 %"),
    ],
)
def test_diff_finds_and_names_a_changed_argument(
    project: Any, change: dict[str, str], key: str, before: str | None, after: str
) -> None:
    use = {**STONE, "purity": "97 %"}
    project.part(use)
    project.part({**use, **change}, file="other.yaml")
    answer = project.run("diff", "part.yaml", "other.yaml", "--format", "json").data
    schema = project.run("schema", "diff").data
    assert [error.message for error in Draft7Validator(schema).iter_errors(answer)] == []
    (line,) = answer["data"]["lines"]
    assert line["arguments"] == [{"key": key, "a": before, "b": after}]
    assert line["differs_by"] == ["quantities"]
    text = project.run("diff", "part.yaml", "other.yaml").out
    assert f"{before or 'nothing'} -> {after}" in text
    assert text.count("2 kg -> 3 kg") == (key == "amount"), "the amount is said once"


def test_diff_names_a_changed_word(project: Any) -> None:
    project.part({**STONE, "name": "Stone"})
    project.part({**STONE, "name": "Stone", "carbonate": "MgCO3"}, file="other.yaml")
    text = project.run("diff", "part.yaml", "other.yaml").out
    assert "CaCO3" in text and "MgCO3" in text


def test_diff_names_another_number_of_the_library(project: Any) -> None:
    project.contents(coke="0.8", pitch="0.9")
    project.part(furnace({"name": "coke", "amount": "3 kg"}))
    project.part(furnace({"name": "pitch", "amount": "3 kg"}), file="other.yaml")
    found = project.data("diff", "part.yaml", "other.yaml")["lines"][0]["arguments"]
    assert {"key": "carbon-content", "a": "ours:coke", "b": "ours:pitch"} in found


# --- how sure, how good


def uncertainty(project: Any) -> dict[str, Any]:
    data = project.data("calc", "part.yaml")
    return {one["label"]: one for one in data["uncertainty"]["drivers"]}


def test_the_amount_behind_a_method_is_uncertain_as_that_of_any_line(project: Any) -> None:
    project.part({**STONE, "data": "measured"})
    assert list(uncertainty(project)) == ["amount of Melting, CO2 of CaCO3"]
    project.part({**STONE, "data": "measured", "gsd": "1.3"})
    data = project.data("calc", "part.yaml")["uncertainty"]["interval"]
    assert data["high"] == pytest.approx(CO2_OF_STONE * 1.3**1.96, rel=1e-3)


def test_two_gases_of_one_argument_share_its_uncertainty(project: Any) -> None:
    project.part(furnace())
    assert len(uncertainty(project)) == 1
    project.part(furnace(power="1 kWh", gsd="1.2"))
    found = uncertainty(project)
    assert sum("amount" in label for label in found) == 1, "one range for all that the use finds"


def test_defaults_of_the_library_are_uncertain_and_no_primary_data(project: Any) -> None:
    project.contents(coke="0.8")
    default = furnace({"name": "coke", "amount": "3 kg"}, data="measured")
    project.part(default)
    assert "defaults of invented/furnace" in uncertainty(project)
    assert project.data("calc", "part.yaml")["quality"]["pds_percent"] == 0
    project.part({**default, "charges": [COKE]})
    assert "defaults of invented/furnace" not in uncertainty(project)
    assert project.data("calc", "part.yaml")["quality"]["pds_percent"] == 100
    project.part(furnace())
    assert project.data("calc", "part.yaml")["quality"]["pds_percent"] == 0, "not said to be measured"


def test_energy_that_a_method_draws_is_no_primary_data(project: Any) -> None:
    project.part(furnace(power="10 kWh", data="measured"))
    data = project.data("calc", "part.yaml")
    drawn = lines(data)["Melting, electricity"]["kg_co2e"]
    assert data["quality"]["pds_percent"] == pytest.approx(100 * FURNACE / (FURNACE + drawn), rel=1e-6)


def test_draws_agree_with_the_interval(project: Any) -> None:
    project.part({**STONE, "gsd": "1.1"})
    data = project.data("calc", "part.yaml", "--draws", "4000", "--seed", "1")
    assert data["monte_carlo"]["interval"]["high"] == pytest.approx(
        data["uncertainty"]["interval"]["high"], rel=0.03
    )
    assert data["monte_carlo"]["interval"]["low"] == pytest.approx(
        data["uncertainty"]["interval"]["low"], rel=0.03
    )


# --- locks


@pytest.fixture
def held(project: Any) -> Any:
    project.contents(coke="0.8")
    project.part(furnace({"name": "coke", "amount": "3 kg"}, power="1 kWh"))
    assert project.run("lock", "part.yaml").code == 0
    return project


def test_a_lock_pins_draws_and_parameters(held: Any) -> None:
    lock = json.loads((held.root / "carbonfoot.lock").read_text(encoding="utf-8"))
    assert list(lock["numbers"]) == ["ours:coke"]
    assert [pick["item"] for pick in lock["picks"]] == ["electricity/grid"]
    assert lock["picks"][0]["used_by"] == ["part.yaml:processes/0/methods/0/power"]
    assert held.total("--locked") == held.total()
    assert held.run("lock", "--check").code == 0
    assert held.run("calc", ".", "--locked").code == 0


def test_a_parameter_that_changed_is_drift(held: Any) -> None:
    held.contents(coke="0.9")
    ran = held.run("calc", "part.yaml", "--locked", "--format", "json")
    assert (ran.code, codes(ran)) == (1, ["CF505"])
    assert ran.data["data"] is None or ran.data["data"]["total"] is None
    assert held.run("calc", ".", "--locked", "--format", "json").code != 0
    checked = held.run("lock", "--check")
    assert checked.code == 1 and "ours:coke: gone, or its cells" in checked.out
    assert held.run("lock").code == 1, "what was pinned cannot be computed any more"
    updated = held.run("lock", "--update")
    assert updated.code == 0, updated.err
    assert held.run("calc", "part.yaml", "--locked").code == 0


def test_a_parameter_that_is_gone_is_drift(held: Any) -> None:
    held.contents("theirs", coke="0.85")
    held.contents(pitch="0.9")
    ran = held.run("calc", "part.yaml", "--locked", "--format", "json")
    assert (ran.code, codes(ran)) == (1, ["CF505"])
    assert held.run("lock", "--check").code == 1
    assert held.run("lock").code == 1


def test_numbers_are_rows_of_the_library_by_whatever_table_they_stand_in() -> None:
    library = open_library()
    (parameter, *_), *_ = library.rows("select id from parameter order by id")
    (record, *_), *_ = library.rows("select id from record order by id")
    (rule, *_), *_ = library.rows("select id from cbam_factors order by id")
    hashes = {number_hash(library, id) for id in (parameter, record, rule)}
    assert len(hashes) == 3 and "" not in hashes
    assert number_hash(library, "cbam-2026:no-such-row") == ""
    assert row_of(library, f"{rule}: act, annex") == rule
    assert row_of(library, parameter) == parameter
    for words in ("given", "computed", "IPCC 2006, table 4.12: none but in furnaces", "cbam-2026: the act"):
        assert row_of(library, words) == ""
    library.close()


def test_a_second_number_that_comes_later_moves_the_free_result_and_not_the_locked_one(held: Any) -> None:
    before = held.total()
    held.contents("theirs", coke="0.85")
    assert codes(held.run("calc", "part.yaml", "--format", "json")) == ["CF704"], "two numbers, none chosen"
    assert held.total("--locked") == before
    assert held.run("lock", "--check").code == 0


def test_a_lock_from_before_the_method_refuses_its_numbers(project: Any) -> None:
    project.contents(coke="0.8")
    project.part(furnace())
    assert project.run("lock", "part.yaml").code == 0
    assert "numbers" not in json.loads((project.root / "carbonfoot.lock").read_text(encoding="utf-8"))
    project.part(furnace({"name": "coke", "amount": "3 kg"}))
    ran = project.run("calc", "part.yaml", "--locked", "--format", "json")
    assert codes(ran) == ["CF505"]
    checked = project.run("lock", "--check")
    assert checked.code == 1 and "ours:coke: new" in checked.out


# --- exports


@pytest.mark.parametrize("to", ["json", "brightway", "openlca"])
def test_exports_hold_the_gases_and_draws_of_methods(project: Any, tmp_path: Path, to: str) -> None:
    project.part(STONE, furnace(power="1 kWh"))
    target = tmp_path / ("system.json" if to == "json" else "out.zip")
    ran = project.run("export", "part.yaml", "--to", to, "--output", str(target))
    assert ran.code == 0, ran.err
    assert target.stat().st_size > 0
    if to == "json":
        answer = project.run("calc", "--system", str(target), "--format", "json").data["data"]
        found = json.dumps(answer)
        assert str(project.total())[:10] in found
        system = json.loads(target.read_text(encoding="utf-8"))
        (part,) = [one for one in system["activities"] if one["emissions"] and "part.yaml" in one["id"]]
        named = {one["flow"]: one["amount"] for one in part["emissions"]}
        assert sum(number for name, number in named.items() if "ch4" in name) == close(CARBON * 0.001)


# --- co-products, yields, carbon


TWO = {
    "co_products": [
        {"id": "B", "name": "Beside", "amount": "3 piece", "price": "1 EUR/piece", "mass": "3 kg"}
    ]
}
MAIN = {
    "id": "A",
    "name": "A",
    "declared_unit": "1 piece",
    "made_in": "KR",
    "mass": "1 kg",
    "price": "7 EUR/piece",
}


def test_a_use_is_shared_among_co_products_as_its_lines_are(project: Any) -> None:
    def total(**more: Any) -> float:
        project.part({**STONE, **more}, product=MAIN, allocation="mass", **TWO)
        return float(project.total())

    assert total() == close(CO2_OF_STONE / 4)
    assert total(allocation="economic") == close(CO2_OF_STONE * 7 / 10)
    assert total(**{"for": "A"}) == close(CO2_OF_STONE)
    assert total(**{"for": ["A", "B"]}) == close(CO2_OF_STONE / 4)


def test_a_use_for_the_others_costs_the_product_nothing(project: Any) -> None:
    project.part(furnace(), {**STONE, "for": "B"}, product=MAIN, allocation="mass", **TWO)
    assert project.total() == close(FURNACE / 4)


def test_a_yield_divides_what_a_method_finds(project: Any) -> None:
    project.part(STONE, step={"yield": "0.8"})
    assert project.total() == close(CO2_OF_STONE / 0.8)


def test_a_use_of_the_whole_document_stands_beside_the_steps(project: Any) -> None:
    project.part(STONE, methods={**STONE, "name": "Site"})
    assert project.total() == close(2 * CO2_OF_STONE)
    assert project.data("calc", "part.yaml")["lines"][-1]["path"].startswith("methods/0")


def test_a_single_use_without_its_dash_takes_scenarios_too(project: Any) -> None:
    project.part(
        STONE, step={"methods": STONE}, scenarios={"s": {"change": {"processes/0/methods/0/amount": "x 0.5"}}}
    )
    assert project.total("--scenario", "s") == close(CO2_OF_STONE / 2)


def test_the_carbon_balance_counts_the_carbon_that_a_method_releases(project: Any) -> None:
    stone = {
        "name": "Stone",
        "amount": "2 kg",
        "carbon_content": {"fossil": "0.12 kg/kg"},
        "footprint": {"value": "0.1 kg CO2e", "per": "1 kg", "source": "Report"},
    }
    product = {
        "id": "P",
        "name": "P",
        "declared_unit": "1 kg",
        "made_in": "KR",
        "carbon_content": {"fossil": "0 kg/kg"},
    }
    project.part(STONE, inputs=[stone], product=product)
    balance = project.data("calc", "part.yaml")["carbon_balance"]
    assert balance["emissions_kg_c"] == pytest.approx(CO2_OF_STONE * 12.011 / 44.009, rel=1e-6)


# --- what is wrong


def test_findings_stand_at_the_argument(project: Any) -> None:
    project.part(furnace({"name": "coke", "amount": "3 m2"}))
    (found,) = [
        one
        for one in project.run("calc", "part.yaml", "--format", "json").data["findings"]
        if one["severity"] == "error"
    ]
    assert found["code"] == "CF204" and found["path"] == "processes/0/methods/0/charges/0/amount"


def test_every_wrong_argument_is_told_in_one_run(project: Any) -> None:
    project.part(
        {**STONE, "amount": "2 kWh", "purity": "120 %"},
        furnace({**COKE, "amount": "-1 kg"}, colour="red"),
        {"method": "invented/furnaces"},
    )
    ran = project.run("calc", "part.yaml", "--format", "json")
    assert sorted(codes(ran)) == ["CF101", "CF204", "CF207", "CF208", "CF701"]


def test_an_error_elsewhere_does_not_hide_that_of_a_method(project: Any) -> None:
    project.part(
        {"method": "minerals/nothing"},
        STONE,
        outputs=[{"name": "Scrap", "amount": "1,5 kg", "treatment": "recycling"}],
    )
    assert sorted(codes(project.run("calc", "part.yaml", "--format", "json"))) == ["CF201", "CF701"]
