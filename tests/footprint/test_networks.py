"""Supply chains as documents, loops among them, against exact fractions; and what holds however they are written."""

from __future__ import annotations

from fractions import Fraction
from math import fsum
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Document = dict[str, Any]
few = settings(max_examples=40, deadline=None, database=None)

MOST = 6
COUNTRIES = ("KR", "CN", "DE", "VN", "US", "GB")


class Maker(NamedTuple):
    """One document: how many pieces it is declared for, what it buys at a stated footprint, whom it draws on.

    goods  amount in cg and kg CO2e per 10 kg
    links  which other maker, and pieces per hundred of its own; three at most, so that no loop uses what it makes
    good   per cent of what it makes; divides all that it takes
    """

    pieces: int
    goods: list[tuple[int, int]]
    links: list[tuple[int, int]]
    good: int


makers = st.builds(
    Maker,
    st.sampled_from([1, 4, 10, 1000]),
    st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 400)), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, MOST - 1), st.integers(0, 25)), max_size=3),
    st.integers(80, 100),
)
chains = st.lists(makers, min_size=1, max_size=MOST)


def shown(number: Fraction) -> str:
    """A decimal that a document can hold, exactly."""
    text = f"{float(number):.9f}"
    assert Fraction(text) == number
    return text


def taken(one: Maker, link: tuple[int, int]) -> Fraction:
    """Pieces of another that its declared amount takes."""
    return Fraction(link[1] * one.pieces, 100)


def documents(chain: list[Maker], make_document: Any, stated: Any) -> dict[str, Document]:
    """One file a maker; the part of the test buys from the first."""
    found = {}
    for place, one in enumerate(chain):
        lines: list[Document] = [
            {
                "name": f"Good {number}",
                "amount": f"{shown(Fraction(amount, 100))} kg",
                "footprint": stated(each, per="10 kg"),
                "origin": COUNTRIES[number],
                "supplier": f"Supplier {number}",
            }
            for number, (amount, each) in enumerate(one.goods)
        ]
        for link in one.links:
            target = link[0] % len(chain)
            amount = f"{shown(taken(one, link))} piece"
            lines.append({"name": f"From {target}", "amount": amount, "product": f"m{target}.yaml"})
        body = {"inputs": lines, "processes": [{"name": "Make", "yield": f"{one.good} %"}]}
        found[f"m{place}.yaml"] = make_document(
            body,
            id=f"M{place}",
            name=f"Maker {place}",
            declared_unit=f"{one.pieces} piece",
            supplier=f"Firm {place}",
            made_in=COUNTRIES[place],
        )
    return found


def exact(chain: list[Maker]) -> Fraction:
    """kg CO2e of a piece of the first, by elimination in fractions."""
    size = len(chain)
    rows = []
    for one in chain:
        share = Fraction(one.good, 100)
        row = [Fraction(0)] * size
        for link in one.links:
            row[link[0] % size] -= taken(one, link) / share / one.pieces
        direct = sum((Fraction(amount, 100) * each / 10 for amount, each in one.goods), Fraction(0))
        rows.append([*row, direct / share / one.pieces])
    for place in range(size):
        rows[place][place] += 1
    for place in range(size):
        pivot = rows[place][place]
        rows[place] = [number / pivot for number in rows[place]]
        for other in range(size):
            factor = rows[other][place]
            if other != place and factor:
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[place], strict=True)]
    return rows[0][-1]


def bought(pieces: str) -> Document:
    return {"inputs": [{"name": "Bought", "amount": f"{pieces} piece", "product": "m0.yaml"}]}


@given(chain=chains)
@few
def test_total_is_the_exact_solution(calc: Any, make_document: Any, stated: Any, chain: list[Maker]) -> None:
    answer = calc(bought("3"), files=documents(chain, make_document, stated))
    assert answer.total == pytest.approx(float(3 * exact(chain)), rel=1e-13, abs=1e-300)


@given(chain=chains)
@few
def test_every_way_to_take_a_loop_apart_adds_up(
    calc: Any, make_document: Any, stated: Any, chain: list[Maker]
) -> None:
    answer = calc(bought("1"), files=documents(chain, make_document, stated))
    result = answer.footprint
    for groups in (result.stages, result.items, result.countries, result.tiers, result.suppliers):
        assert fsum(group.co2e for group in groups) == pytest.approx(answer.total, rel=1e-12, abs=1e-300)
    assert fsum(line.co2e or 0.0 for line in result.lines) == pytest.approx(
        answer.total, rel=1e-12, abs=1e-300
    )
    assert result.split["fossil"] == pytest.approx(answer.total, rel=1e-12, abs=1e-300)
    for line in answer.lines().values():
        if line.lines:
            inner = fsum(one.co2e or 0.0 for one in line.lines)
            assert inner == pytest.approx(line.co2e or 0.0, rel=1e-12, abs=1e-300)


@given(chain=chains, data=st.data())
@few
def test_order_of_files_and_lines_does_not_change_a_digit(
    calc: Any, make_document: Any, stated: Any, chain: list[Maker], data: st.DataObject
) -> None:
    files = documents(chain, make_document, stated)
    names = data.draw(st.permutations([*files]), label="files")
    shuffled = {
        name: {**files[name], "inputs": data.draw(st.permutations(files[name]["inputs"]), label=name)}
        for name in names
    }
    one, other = calc(bought("1"), files=files), calc(bought("1"), files=shuffled)
    assert one.total == other.total  # to the last bit
    for key in ("split", "stages", "items", "tiers", "countries", "suppliers"):
        assert getattr(one.footprint, key) == getattr(other.footprint, key), key


@given(chain=chains)
@few
def test_twice_as_much_is_twice_the_result_to_the_last_bit(
    calc: Any, make_document: Any, stated: Any, chain: list[Maker]
) -> None:
    files = documents(chain, make_document, stated)
    assert calc(bought("2"), files=files).total == 2 * calc(bought("1"), files=files).total


@given(chain=chains, factor=st.sampled_from([2, 5, 100]))
@few
def test_declared_amount_of_a_supplier_does_not_matter(
    calc: Any, make_document: Any, stated: Any, chain: list[Maker], factor: int
) -> None:
    """The same chain with the first maker stated for more pieces."""
    first = chain[0]
    scaled = first._replace(
        pieces=first.pieces * factor, goods=[(amount * factor, each) for amount, each in first.goods]
    )
    assert exact([scaled, *chain[1:]]) == exact(chain)
    one, other = (
        calc(bought("1"), files=documents(each, make_document, stated))
        for each in (chain, [scaled, *chain[1:]])
    )
    assert other.total == pytest.approx(one.total, rel=1e-12, abs=1e-300)


def test_the_chains_drawn_here_have_loops(calc: Any, make_document: Any, stated: Any) -> None:
    """Three makers in a ring with a maker that needs itself, by hand: y0 = 1 + y1/4, y1 = 1 + y2/4, y2 = 1 + y0/4 + y2/4."""
    ring = [
        Maker(1, [(1000, 1)], [(1, 25)], 100),
        Maker(1, [(1000, 1)], [(2, 25)], 100),
        Maker(1, [(1000, 1)], [(0, 25), (2, 25)], 100),
    ]
    assert exact(ring) == Fraction(64, 47)
    answer = calc(bought("1"), files=documents(ring, make_document, stated))
    assert answer.total == pytest.approx(64 / 47, rel=1e-15)
    assert any(not isinstance(step, int) for step in answer.footprint.solved.way.steps)
