"""`carbonfoot lock --update`: every product before and after, and what each changed pick does to it."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import Any

import pytest

from carbonfoot.factors.pins import Key
from carbonfoot.locking.update import Effect, Effects
from carbonfoot.reports.lock_text import update_text
from carbonfoot.reports.style import Style

ROD = {"name": "Rod", "amount": "2 kg", "factor": "own/rod", "origin": "KR"}
BETTER = (
    {"id": "rod", "item": "own/rod", "co2e": "3", "year": "2025"},
    {"id": "nut", "item": "own/nut", "co2e": "0.75", "year": "2025"},
)


def products(ran: Any) -> dict[str, Any]:
    return {one["document"]: one for one in ran.data["data"]["products"]}


def test_each_effect_on_each_product_by_hand(held: Any) -> None:
    held.pack("two", *BETTER)
    before = held.lock_text
    ran = held.run("lock", "--update", "--dry-run", "--format", "json")
    assert ran.code == 0
    assert held.lock_text == before, "a dry run writes nothing"
    bolt, washer = products(ran)["bolt.yaml"], products(ran)["washer.yaml"]
    # bolt: 2 kg of rod, 1 kg of nut, and a pin of 1 kg of rod
    assert (bolt["old"], bolt["new"], bolt["change"]) == (7.0, 9.75, 2.75)
    rod, nut = bolt["effects"]
    assert (rod["need"]["item"], rod["old"], rod["new"]) == ("own/rod", "one:rod", "two:rod")
    assert (rod["total_if_only_this"], rod["change"]) == (10.0, 3.0)
    assert rod["change_share"] == pytest.approx(3 / 7, rel=1e-11)
    assert (nut["total_if_only_this"], nut["change"]) == (6.75, -0.25)
    assert bolt["together"] == 0.0
    assert (washer["old"], washer["new"]) == (3.0, 2.25)
    assert [one["need"]["item"] for one in washer["effects"]] == ["own/nut"]


def test_the_effects_and_what_they_leave_over_are_the_whole_change(held: Any) -> None:
    held.pack("two", *BETTER)
    for one in products(held.run("lock", "--update", "--dry-run", "--format", "json")).values():
        known = fsum(effect["change"] for effect in one["effects"])
        assert known + one["together"] == pytest.approx(one["new"] - one["old"], abs=1e-9)


def test_an_update_is_written_and_holds(held: Any) -> None:
    held.pack("two", *BETTER)
    assert held.run("lock", "--update").code == 0
    assert held.total("bolt.yaml", "--locked") == 9.75
    assert set(held.lock["packs"]) == {"two"}
    assert held.run("lock", "--check").code == 0
    again = held.run("lock", "--update")
    assert again.code == 0
    assert "holds; nothing to write" in again.out


def test_named_documents_move_their_own_picks_and_every_product_is_shown(held: Any) -> None:
    held.pack("two", *BETTER)
    ran = held.run("lock", "--update", "washer.yaml", "--format", "json")
    assert ran.code == 0
    assert {name: one["new"] for name, one in products(ran).items()} == {
        "bolt.yaml": 6.75,
        "washer.yaml": 2.25,
    }
    picks = {pick["item"]: pick["records"][0]["id"] for pick in held.lock["picks"]}
    assert picks == {"own/nut": "two:nut", "own/rod": "one:rod"}
    assert held.run("lock", "--check").code == 0


def test_a_number_that_cannot_be_computed_any_more_is_said_to_be_unknown(held: Any) -> None:
    held.pack(
        "one",
        {"id": "rod", "item": "own/rod", "co2e": "2.5", "year": "2020"},
        {"id": "nut", "item": "own/nut", "co2e": "1", "year": "2020"},
    )
    held.pack("two", BETTER[1])
    ran = held.run("lock", "--update", "--format", "json")
    assert ran.code == 0
    bolt = products(ran)["bolt.yaml"]
    assert (bolt["old"], bolt["base"], bolt["new"], bolt["change"]) == (None, 8.5, 8.25, None)
    by_item = {one["need"]["item"]: one for one in bolt["effects"]}
    assert (by_item["own/rod"]["why"], by_item["own/rod"]["change"]) == ("changed", None)
    assert by_item["own/nut"]["change"] == -0.25
    assert held.total("bolt.yaml", "--locked") == 8.25


def test_new_picks_that_leave_a_product_without_a_total_are_not_written(held: Any) -> None:
    before = held.lock_text
    held.pack("two", BETTER[0] | {"year": "2020"})  # a twin: no rule tells the two apart
    ran = held.run("lock", "--update")
    assert ran.code == 3
    assert "CF303" in ran.err and "nothing is locked" in ran.err
    assert held.lock_text == before


def test_a_document_may_be_locked_by_an_update(project: Any) -> None:
    project.pack("one", BETTER[0])
    project.part("rod.yaml", [ROD])
    assert project.run("lock", "--update", "rod.yaml").code == 0
    assert project.total("rod.yaml", "--locked") == 6.0


@pytest.mark.parametrize("columns", [80, 120])
def test_what_it_says(
    held: Any, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    held.part("plate.yaml", [ROD | {"record": "one:rod"} | {"factor": None}])
    text = (held.root / "plate.yaml").read_text(encoding="utf-8").replace('"factor": null,', "")
    (held.root / "plate.yaml").write_text(text, encoding="utf-8")
    assert held.run("lock", "plate.yaml").code == 0
    held.pack("two", *BETTER)
    said = held.run("lock", "--update", "--dry-run").out
    held.pack("one", {"id": "rod", "item": "own/rod", "co2e": "2.5", "year": "2020"})
    said += "\n# the record of the rod has changed, that of the nut is gone\n"
    said += held.run("lock", "--update", "--dry-run").out
    golden(f"trust/update.{columns}.txt", said)


def test_an_interaction_is_said() -> None:
    key = Key("own/rod", "", "KR", 2025, "kg")
    effects = [Effect(key, "one:rod", "two:rod", "moved", 11.0, 1.0)]
    text = update_text([Effects("bolt.yaml", "Bolt  B", "1 piece", 10.0, 10.0, 12.0, effects, 1.0)], Style())
    rows = [row.split() for row in text.splitlines()]
    assert ["pinned", "10.00"] in rows
    assert ["own/rod,", "KR,", "2025", "11.00", "+1.00", "+10.0", "%"] in rows
    assert ["together", "+1.00", "+10.0", "%"] in rows
    assert ["all", "changes", "12.00", "+2.00", "+20.0", "%"] in rows
