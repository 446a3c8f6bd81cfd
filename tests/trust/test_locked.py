"""`calc --locked` and `explain --locked`: the pinned records, or no number."""

from __future__ import annotations

from typing import Any

import pytest

BETTER = {"id": "rod", "item": "own/rod", "co2e": "3", "year": "2025"}
ROD = {"name": "Rod", "amount": "2 kg", "factor": "own/rod", "origin": "KR"}


def codes(ran: Any) -> set[str]:
    return {one["code"] for one in ran.data["findings"] if one["severity"] in ("error", "incomplete")}


def test_a_pack_that_is_added_moves_the_free_number_and_not_the_locked_one(held: Any) -> None:
    assert held.total("bolt.yaml") == held.total("bolt.yaml", "--locked") == 7.0
    held.pack("two", BETTER)
    assert held.total("bolt.yaml") == 2 * 3 + 1 + 3
    assert held.total("bolt.yaml", "--locked") == 7.0


@pytest.mark.parametrize("keys", [{"override": "first"}, {"preference": "1"}])
def test_nor_does_a_pack_of_the_user_that_comes_first(held: Any, keys: dict[str, str]) -> None:
    held.pack("two", BETTER, **keys)
    assert held.total("bolt.yaml", "--locked") == 7.0


def test_a_twin_or_a_new_route_stops_the_free_number_and_not_the_locked_one(held: Any) -> None:
    held.pack("two", BETTER | {"year": "2020", "co2e": "3"})
    assert "CF303" in codes(held.run("calc", "bolt.yaml", "--format", "json"))
    assert held.total("bolt.yaml", "--locked") == 7.0


def test_the_result_says_that_it_is_locked(held: Any) -> None:
    assert "Locked          every factor is the one that carbonfoot.lock pins" in (
        held.run("calc", "bolt.yaml", "--locked").out
    )
    answer = held.run("calc", "bolt.yaml", "--locked", "--format", "json").data
    assert answer["data"]["locked"] == "carbonfoot.lock"
    assert answer["options"]["locked"] is True
    assert "all factors as pinned in carbonfoot.lock" in held.run("explain", "bolt.yaml", "--locked").out
    free = held.run("calc", "bolt.yaml", "--format", "json").data
    assert "locked" not in free["data"] and "locked" not in free["options"]


def test_explain_traces_the_pinned_record(held: Any) -> None:
    held.pack("two", BETTER)
    assert "two:rod" in held.run("explain", "bolt.yaml:inputs/0").out
    locked = held.run("explain", "bolt.yaml:inputs/0", "--locked")
    assert locked.code == 0
    assert "one:rod" in locked.out and "two:rod" not in locked.out


@pytest.mark.parametrize(
    "change",
    [{"amount": "2000 g"}, {"factor": "own/nut", "year": "2024"}, {"origin": "TW"}, {"record": "one:rod"}],
    ids=str,
)
def test_a_need_that_is_not_in_the_lock_is_drift(held: Any, change: dict[str, str]) -> None:
    line = ROD | change
    if "record" in line:
        del line["factor"]
    held.part("bolt.yaml", [line])
    ran = held.run("calc", "bolt.yaml", "--locked", "--format", "json")
    assert (ran.code, codes(ran)) == (1, {"CF505"})
    assert ran.data["data"]["total"] is None


def test_another_amount_in_the_same_unit_is_none(held: Any) -> None:
    held.part("bolt.yaml", [ROD | {"amount": "5 kg"}])
    assert held.total("bolt.yaml", "--locked") == 10.0


def test_a_document_that_is_not_named_may_use_the_picks(held: Any) -> None:
    held.part("other.yaml", [ROD])
    assert held.total("other.yaml", "--locked") == 4.0


def test_drift_and_an_error_leave_as_an_error(held: Any) -> None:
    held.part("bolt.yaml", [ROD | {"amount": "2000 g"}, ROD | {"factor": "own/rodd"}])
    ran = held.run("calc", "bolt.yaml", "--locked", "--format", "json")
    assert (ran.code, codes(ran)) == (3, {"CF505", "CF301"})


def test_drift_and_a_line_without_a_factor_leave_as_drift(held: Any) -> None:
    held.part("bolt.yaml", [ROD | {"amount": "2000 g"}, {"name": "x", "amount": "1 kg"}])
    assert held.run("calc", "bolt.yaml", "--locked").code == 1
    assert held.run("calc", "bolt.yaml", "--locked", "--allow-incomplete").code == 1


def test_no_lock_is_drift_and_a_lock_that_cannot_be_read_is_an_error(held: Any) -> None:
    file = held.root / "carbonfoot.lock"
    text = held.lock_text
    for broken in (
        "",
        "[]",
        "{}",
        text[:-9],
        text.replace("lock/1", "lock/2"),
        text.replace('"year": 2025', '"year": "2025"'),
        text.replace('"hash"', '"hush"'),
        text.replace('"used_by"', '"records": [], "used_by"'),
        '{"a": ' * 5000 + "1" + "}" * 5000,
    ):
        file.write_text(broken, encoding="utf-8")
        ran = held.run("calc", "bolt.yaml", "--locked", "--format", "json")
        assert (ran.code, codes(ran)) == (3, {"CF506"}), broken[:200]
        assert ran.data["data"] is None
    file.unlink()
    ran = held.run("calc", "bolt.yaml", "--locked", "--format", "json")
    assert (ran.code, codes(ran)) == (1, {"CF505"})


def test_a_lock_that_is_a_link_is_neither_read_nor_written_through(held: Any) -> None:
    target = held.root / "elsewhere.txt"
    (held.root / "carbonfoot.lock").rename(target)
    before = target.read_bytes()
    try:
        (held.root / "carbonfoot.lock").symlink_to(target)
    except OSError:
        pytest.skip("this user may not make symbolic links")
    held.part("washer.yaml", [ROD])
    for command in (["calc", "bolt.yaml", "--locked"], ["lock"], ["lock", "--update"], ["lock", "bolt.yaml"]):
        ran = held.run(*command)
        assert ran.code == 3
        assert "CF506" in ran.err
    assert target.read_bytes() == before


def test_what_is_no_text_is_no_lock(held: Any) -> None:
    file = held.root / "carbonfoot.lock"
    file.write_bytes(b"\xff\xfe{}")
    assert "is not UTF-8 text" in held.run("calc", "bolt.yaml", "--locked").err
    file.unlink()
    file.mkdir()
    assert held.run("lock", "bolt.yaml").code == 3


def test_one_need_that_stands_twice_is_no_lock(held: Any) -> None:
    import json

    lock = held.lock
    lock["picks"].append(lock["picks"][0])
    (held.root / "carbonfoot.lock").write_text(json.dumps(lock), encoding="utf-8")
    ran = held.run("calc", "bolt.yaml", "--locked")
    assert ran.code == 3
    assert "one need of `own/nut` stands twice" in ran.err


def test_parts_that_complete_each_other_are_pinned_together(project: Any) -> None:
    fuel = {"item": "fuels/own-oil", "kind": "fuel", "unit_den": "L", "co2e": "2", "year": "2020"}
    upstream = fuel | {"boundary": "well_to_tank", "co2e": "0.5"}
    project.pack("one", fuel | {"id": "burn", "boundary": "combustion"}, upstream | {"id": "bring"})
    project.part("kiln.yaml", [{"name": "Oil", "amount": "10 L", "factor": "fuels/own-oil"}])
    assert project.run("lock", "kiln.yaml").code == 0
    ids = [record["id"] for record in project.lock["picks"][0]["records"]]
    assert ids == ["one:burn", "one:bring"]
    project.pack("two", upstream | {"id": "bring", "co2e": "0.9", "year": "2025"})
    assert project.total("kiln.yaml") == 29.0
    assert project.total("kiln.yaml", "--locked") == 25.0


def test_both_sides_of_a_recycled_share_are_pinned(project: Any) -> None:
    ingot = {"item": "own/ingot", "year": "2020"}
    sides = [
        ingot | {"id": route[0], "route": route, "co2e": co2e}
        for route, co2e in (("primary", "9"), ("secondary", "1"))
    ]
    project.pack("one", *sides)
    line = {"name": "Ingot", "amount": "1 kg", "factor": "own/ingot", "origin": "KR", "recycled": "25 %"}
    project.part("part.yaml", [line])
    assert project.run("lock", "part.yaml").code == 0
    assert [pick["route"] for pick in project.lock["picks"]] == ["primary", "secondary"]
    project.pack("two", *(side | {"co2e": "5", "year": "2025"} for side in sides))
    assert project.total("part.yaml") == 5.0
    assert project.total("part.yaml", "--locked") == 7.0


def test_where_nothing_fitted_nothing_fits_until_an_update(project: Any) -> None:
    """Beyond the gate a line may be without a factor and the product has its total all the same."""
    cap = {"item": "own/cap", "co2e": "1"}
    project.pack("one", cap | {"id": "cap"}, cap | {"id": "grid", "item": "own/x", "trust": "X"})
    use = [{"name": "Use", "amount": "1 kg", "factor": "own/x", "origin": "KR"}]
    line = {"name": "Cap", "amount": "1 kg", "factor": "own/cap", "origin": "KR"}
    project.part("cap.yaml", [line], use=use)
    assert project.run("lock", "cap.yaml").code == 0
    assert [pick["records"] for pick in project.lock["picks"] if pick["item"] == "own/x"] == [[]]
    project.pack("two", cap | {"id": "x", "item": "own/x", "co2e": "7"})
    free = project.run("calc", "cap.yaml", "--format", "json").data["data"]
    assert free["outside_boundary"] == [{"stage": "use", "kg_co2e": 7.0}]
    locked = project.run("calc", "cap.yaml", "--format", "json", "--locked")
    assert locked.code == 0
    assert locked.data["data"]["outside_boundary"] == []
    assert "no factor of `own/x` fitted when it was locked" in locked.out
