"""Processes that use each other: what is not known stays unknown, and nothing else does."""

from __future__ import annotations

from math import isnan, nan
from pathlib import Path

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import NOTHING
from carbonfoot.cbam.network import solve, solve_numbers
from carbonfoot.factors.library import Library

LOOP = [[(1, 0.05)], [(0, 1.2)], []]
NAMES = ["Rolling", "Heading", "Alone"]


def test_an_unknown_number_reaches_all_that_use_it_and_a_loop_is_solved() -> None:
    own = [NOTHING._replace(direct=1.0, indirect=nan), NOTHING._replace(direct=2.0), NOTHING]
    rolling, heading, alone = solve(NAMES, LOOP, own)
    assert rolling.direct == pytest.approx((1 + 0.05 * 2) / (1 - 0.06))
    assert heading.direct == pytest.approx((2 + 1.2 * 1) / (1 - 0.06))
    assert isnan(rolling.indirect) and isnan(heading.indirect)
    assert (alone.direct, alone.indirect) == (0.0, 0.0)


def test_one_number_a_process() -> None:
    assert solve_numbers(NAMES, LOOP, [1.0, 0.0, 3.0]) == pytest.approx([1 / 0.94, 1.2 / 0.94, 3.0])


def test_a_loop_that_uses_as_much_as_it_makes_is_refused_by_name(library: Library, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "plants" / "loop.yaml").read_text(encoding="utf-8")
    for sold in ("Rod, amount: 4000 t", "Bolts, amount: 5000 t"):
        text = text.replace(sold, f"{sold.partition(':')[0]}: 0 t")
    file = tmp_path / "installation.yaml"
    file.write_text(text, encoding="utf-8")
    outcome = calculate(str(file), library)
    assert outcome.result is None
    said = [one.message for one in outcome.findings if one.code == "CF812"]
    assert said == ["`Heading` and `Rolling` use up as much of each other as they make"]
