"""Versions of declarations: chains, forks, circles, what is only probable; whatever the ids say, it ends."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carbonfoot.declarations.inbox.changes import changed
from carbonfoot.declarations.inbox.makers import company_words, groups
from carbonfoot.declarations.inbox.once import same
from carbonfoot.declarations.inbox.versions import Versions
from carbonfoot.documents.received.model import Received


def one(
    id: str, *preceding: str, year: int = 2024, product: str = "P", place: str = "KR", **more: object
) -> Received:
    """A declaration of which only what orders versions matters."""
    made = Received(
        file="a.json", path=(), format="pact-3", version="3.0.3", id=id, preceding=preceding, status="Active",
        created=f"{year + 1}-01-15", company="Hanil", company_ids=("urn:c",), product=product,
        product_ids=(f"urn:x:{product}",), unit="kg", amount=Decimal(1), mass=Decimal(1),
        period=(f"{year}-01-01", f"{year}-12-31"), valid=(f"{year + 1}-01-01", f"{year + 3}-12-31"), stated_end=True,
        place=place, region="", boundary="cradle-to-gate", total=Decimal(2), parts={"fossil": Decimal(2)}, beside={},
        carbon={}, gwp=("AR6",), primary=0.5, quality={}, exempted=0.0,
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]


def test_a_chain_leads_to_the_newest_that_holds() -> None:
    versions = Versions([one("a", year=2022), one("b", "a", year=2023), one("c", "b", "a", year=2024)])
    assert versions.newest("a", "2025-06-01") == {"c": False}
    assert versions.newest("a", "2024-06-01") == {"b": False}
    assert versions.newest("a", "2023-06-01") == {} == versions.newest("c", "2025-06-01")
    assert versions.state("a", "2024-06-01").word == "replaced"
    assert versions.state("b", "2024-06-01").word == "valid"
    assert versions.forks() == [] == versions.loops


def test_the_way_goes_on_behind_a_withdrawn_one() -> None:
    versions = Versions([one("a"), one("b", "a", status="Deprecated"), one("c", "b")])
    assert versions.newest("a", "2025-06-01") == {"c": False}
    assert versions.state("b", "2025-06-01") == ("deprecated", "c", False)


def test_a_fork_is_named_where_the_ways_part() -> None:
    versions = Versions([one("a"), one("b", "a"), one("c", "b"), one("d", "b"), one("e", "d")])
    assert [(fork.id, [head.id for head in heads]) for fork, heads in versions.forks()] == [("b", ["c", "e"])]
    assert Versions([one("a"), one("b", "a"), one("c", "a", "b")]).forks() == []


def test_what_is_behind_a_probable_step_is_probable() -> None:
    versions = Versions(
        [one("a", year=2020), one("b", "a", year=2021), one("c", year=2023), one("d", "c", year=2024)]
    )
    assert [(older.id, newer.id) for older, newer in versions.guessed] == [("b", "d")]
    assert versions.newest("a", "2025-06-01") == {"d": True}


def test_of_one_age_neither_is_newer() -> None:
    versions = Versions([one("a"), one("b")])
    assert versions.guessed == [] and len(versions.unordered) == 1
    assert versions.newest("a", "2025-06-01") == {}


def test_a_place_of_its_own_is_a_product_of_its_own() -> None:
    assert groups([one("a", place="KR"), one("b", place="CN")]) == []
    assert len(groups([one("a", place="KR"), one("b", place="")])) == 1
    assert [
        len(group) for group in groups([one("a"), one("b", place="CN"), one("c"), one("d", place="")])
    ] == [2]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Hanil Fastener Co., Ltd.", "HANIL  fastener"),
        ("(주)한일화스너", "한일화스너 주식회사"),
        ("Müller GmbH & Co. KG", "Müller"),
    ],
)
def test_legal_forms_and_case_make_no_other_company(name: str, other: str) -> None:
    assert company_words(name) == company_words(other)


def test_a_company_of_nothing_but_a_legal_form_keeps_its_name() -> None:
    assert company_words("AG") == ("ag",) != company_words("KG")


def test_a_company_without_ids_is_known_by_its_name() -> None:
    assert len(groups([one("a"), one("b", company_ids=(), company="HANIL")])) == 1
    assert groups([one("a"), one("b", company_ids=("urn:other",))]) == []


@given(some.data())
def test_whatever_replaces_whatever_it_ends_and_takes_nothing_back(data: some.DataObject) -> None:
    ids = [f"d{number}" for number in range(data.draw(some.integers(1, 9)))]
    given_ = [
        one(
            id,
            *data.draw(some.lists(some.sampled_from([*ids, "unknown"]), max_size=3)),
            year=data.draw(some.integers(2021, 2024)),
            product=data.draw(some.sampled_from("PQ")),
            status=data.draw(some.sampled_from(["Active", "Deprecated"])),
        )
        for id in ids
    ]
    versions = Versions(given_)
    for id in ids:
        ahead = {other.id for other in versions.ahead(id)}
        assert id not in ahead
        assert set(versions.newest(id, "2025-06-01")) <= ahead
        assert versions.state(id, "2025-06-01").word in (
            "valid",
            "replaced",
            "not-yet",
            "expired",
            "deprecated",
        )
    backwards = Versions(given_[::-1])
    assert {id: versions.newest(id, "2025-06-01") for id in ids} == {
        id: backwards.newest(id, "2025-06-01") for id in ids
    }
    assert sorted(map(sorted, versions.loops)) == sorted(map(sorted, backwards.loops))


def test_a_chain_of_thousands_is_no_matter() -> None:
    ids = [f"{number:05}" for number in range(5000)]
    versions = Versions([one(id, *([ids[number - 1]] if number else [])) for number, id in enumerate(ids)])
    assert versions.newest(ids[0], "2025-06-01") == {ids[-1]: False}
    circle = Versions([one(id, ids[number - 1]) for number, id in enumerate(ids)])
    assert [len(members) for members in circle.loops] == [5000]


def test_status_and_what_is_replaced_are_no_other_content() -> None:
    first = one("a")
    assert same(first, one("A", "z", status="Deprecated", file="b.json", created="2026-01-01"))
    assert not same(first, one("a", total=Decimal(3)))
    assert same(first, one("a", format="pact-2", quality={"time": 2.0}))
    assert not same(first, one("a", format="pact-2", total=Decimal(3)))


def test_a_part_that_appears_is_a_change_without_a_share() -> None:
    before = one("a", parts={"fossil": Decimal(2)})
    after = one(
        "b", total=Decimal("2.2"), parts={"fossil": Decimal("1.9"), "land_use_change": Decimal("0.3")}
    )
    found = changed(before, after, probably=False)
    assert [(number.what, number.share is None) for number in found.numbers] == [
        ("total", False),
        ("land_use_change", True),
        ("fossil", False),
    ]
    assert not found.jump  # 10 % is not above it
    assert changed(before, after._replace(total=Decimal("2.2001")), probably=False).jump


def test_what_no_part_explains_counts_as_fossil() -> None:
    found = changed(one("a", parts={}), one("b", parts={"fossil": Decimal(2)}), probably=False)
    assert found.numbers == ()


def test_one_id_in_two_formats_is_one_declaration_where_a_unit_comes_to_the_same() -> None:
    """Version 3 states a declared amount, version 2 always one unit: 20 kg for 10 are 2 kg for one."""
    many = one("a", amount=Decimal(10), total=Decimal(20))
    assert same(many, one("a", format="pact-2", amount=Decimal(1), total=Decimal(2)))
    assert not same(many, one("a", format="pact-2", amount=Decimal(1), total=Decimal(200)))
    assert not same(many, one("a", format="pact-2", amount=Decimal(1), total=Decimal(2), unit="piece"))


def test_the_first_and_the_last_day_of_validity_count() -> None:
    known = Versions([one("a")])
    days = ("2024-12-31", "2025-01-01", "2027-12-31", "2028-01-01")
    assert [known.state("a", day).word for day in days] == ["not-yet", "valid", "valid", "expired"]
