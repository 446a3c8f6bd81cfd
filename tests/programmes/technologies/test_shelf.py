"""Cards are read and judged one by one; what is wrong with one hides no other."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from carbonfoot.programmes.technologies.figures import every
from carbonfoot.programmes.technologies.judge import judged, per_of
from carbonfoot.programmes.technologies.shelf import BUILT_IN, files_of, shelf

CARD: dict[str, Any] = {
    "carbonfoot": "technology/1",
    "technology": {"name": "Card", "sector": "cross-sector", "replaces": "a boiler", "readiness": "7-8"},
    "per": "1 t crude steel",
    "before": {"energy": {"electricity": {"value": "3 MWh/t", "low": "2 MWh/t", "high": "4 MWh/t", "source": "s"}}},
    "effects": [
        {"do": "switch", "what": "natural_gas", "to": "electricity", "ratio": {"value": "0.3 kWh/kWh (net)", "source": "s"}},
        {"do": "scale", "what": "electricity", "by": {"value": "-20 %", "source": "s"}},
    ],
    "investment": {"value": "1183 EUR/kW", "source": "s", "year": "2018"},
    "lifetime": {"value": "20 yr", "source": "s"},
    "sources": {"s": {"title": "A study", "publisher": "An agency"}},
}  # fmt: skip


def test_cards_that_ship_are_right() -> None:
    found = shelf(None)
    assert found.findings == []
    assert sorted(found.cards) == [id for id, _ in files_of(BUILT_IN)]
    for kept in found.cards.values():
        for path, figure in every(kept.card):
            assert figure.source in kept.card.sources or figure.ask, (kept.id, path)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("technology/sector", "cement", "CF106"),
        ("technology/readiness", "10", "CF208"),
        ("technology/readiness", "8-7", "CF208"),
        ("technology/readiness_source", "t", "CF987"),
        ("per", "a tonne of steel", "CF201"),
        ("before/energy/electricity/source", "t", "CF987"),
        ("before/energy/electricity/source", None, "CF987"),
        ("before/energy/electricity/low", "5 MWh/t", "CF211"),
        ("before/energy/electricity/high", "4 kg/t", "CF204"),
        ("before/energy/electricity/value", "3 EUR/t", "CF204"),
        ("before/energy/electricity", {"note": "unknown"}, "CF102"),
        ("effects/0/ratio/value", "0.3 kWh/kWh", "CF210"),
        ("effects/0/ratio/value", "0 kWh/kWh (net)", "CF208"),
        ("effects/0/ratio", None, "CF102"),
        ("effects/0/to", None, "CF102"),
        ("effects/0/ratio", {"ask": "how much?"}, "CF102"),
        ("effects/1/by/value", "-120 %", "CF208"),
        ("effects/1/by/value", "3 kWh", "CF204"),
        ("effects/1/by/value", "= 2 * 3", "CF201"),
        ("effects/1", {"do": "set", "what": "x"}, "CF102"),
        ("effects/1", {"do": "add", "what": "inputs", "value": {"name": "A", "amount": "3 kg"}}, "CF987"),
        ("effects/1/by/value", "0.3 kWh/kWh (gross)", "CF204"),
        ("effects/1", {"do": "set", "what": "x", "by": {"value": "-20 %", "source": "s"}}, "CF208"),
        ("before/energy/electricity/low", "-3 MWh/t", "CF207"),
        ("before/energy/electricity", {"value": "3 EUR/t", "source": "s"}, "CF204"),
        ("before/materials", {"steel/scrap": {"value": "3 EUR/t", "source": "s"}}, "CF204"),
        ("before/direct", {"CO2": {"value": "3 MWh/t", "source": "s"}}, "CF204"),
        ("investment/value", "-1183 EUR/kW", "CF207"),
        ("investment/value", "1183 kWh", "CF204"),
        ("lifetime/value", "20 kg", "CF204"),
        ("lifetime/value", "0 yr", "CF208"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(house: Any, path: str, value: Any, code: str) -> None:
    data = deepcopy(CARD)
    node: Any = data
    *steps, last = path.split("/")
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    if value is None:
        del node[last]
    elif isinstance(node, list):
        node[int(last)] = value
    else:
        node[last] = value
    house.write("technologies/cross-sector/bad.yaml", data)
    house.write("technologies/cross-sector/good.yaml", CARD)
    found = shelf(str(house.folder))
    assert code in [one.code for one in found.findings]
    assert {one.file for one in found.findings} == {"technologies/cross-sector/bad.yaml"}
    assert "cross-sector/good" in found.cards and "cross-sector/bad" in found.refused
    prefix = tuple(int(one) if one.isdigit() else one for one in steps)
    assert all(one.path[: len(prefix)][:1] == prefix[:1] for one in found.findings if prefix)


def test_a_card_of_the_project_lies_over_one_that_ships_and_one_that_is_wrong_is_not_replaced(
    house: Any,
) -> None:
    id = min(shelf(None).cards)
    sector = id.partition("/")[0]
    head = {**CARD["technology"], "sector": sector, "name": "Ours"}
    house.write(f"technologies/{id}.yaml", {**CARD, "technology": head})
    assert shelf(str(house.folder)).cards[id].card.technology.name == "Ours"
    house.write(f"technologies/{id}.yaml", {**CARD, "technology": {**head, "readiness": "12"}})
    found = shelf(str(house.folder))
    assert id in found.refused and id not in found.cards


def test_packs_lie_over_all_and_one_that_is_not_there_is_said(house: Any) -> None:
    house.write("other/cross-sector/extra.yaml", CARD)
    found = shelf(str(house.folder), [str(house.folder / "other"), str(house.folder / "none")])
    assert "cross-sector/extra" in found.cards
    assert [one.code for one in found.findings] == ["CF001"]


def test_near_ids() -> None:
    assert "cross-sector/heat-pump" in shelf(None).near("heatpump") or "cross-sector/heat-pump" in shelf(
        None
    ).near("energy/heat-pump")


def test_per_begins_with_an_amount() -> None:
    found = per_of("1 t crude steel")
    assert found is not None and found.to("kg") == 1000
    assert per_of("steel") is None


def test_the_judge_says_nothing_of_a_good_card(house: Any) -> None:
    kept = house.card("cross-sector/good", **CARD)
    assert judged(kept.card, "cross-sector/good", "x") == []


def test_what_is_no_card_is_left_alone(house: Any) -> None:
    house.card()
    for name in ("notes.txt", ".card.yaml", "card.yaml~"):
        (house.folder / "technologies" / "cross-sector" / name).write_text("nothing of a card")
    found = shelf(str(house.folder))
    assert found.findings == []
    assert {*found.cards} - {*shelf(None).cards} == {"cross-sector/card"}


def test_a_card_that_cannot_be_read_hides_no_other(house: Any) -> None:
    house.card()
    (house.folder / "technologies" / "cross-sector" / "torn.yaml").write_text("technology: [")
    found = shelf(str(house.folder))
    assert [*found.refused] == ["cross-sector/torn"]
    assert [one.code for one in found.findings] == ["CF004"]
    assert "cross-sector/card" in found.cards
