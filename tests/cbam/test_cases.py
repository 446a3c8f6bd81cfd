"""Installations whose results are published or worked out by hand, as `cases/*.yaml` writes them down: see `README.md`."""

from __future__ import annotations

import ast
import json
import math
import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Embedded, Outcome, Result
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

FOLDER = Path(__file__).parent / "cases"
ROOT = FOLDER.parents[2]
KEYS = {"name", "source", "file", "document", "files", "expected", "findings", "refused"}
HEAD = {"id": "CASE", "name": "Case", "country": "KR"}
NINE_DIGITS = 1e-9
NO_DIGITS = 1e-12
"""How far from zero a zero may be: t CO2e per t."""

Case = dict[str, Any]
OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def number(text: str) -> Fraction:
    """A number or a formula in + - * / and brackets, without rounding."""
    formula = " ".join(text.split())

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.BinOp(left, op, right):
                return OPERATORS[type(op)](value(left), value(right))
            case ast.UnaryOp(ast.USub(), operand):
                return -value(operand)
            case ast.Constant():
                return Fraction(ast.get_source_segment(formula, node) or "")
        raise ValueError(formula)

    return value(ast.parse(formula, mode="eval").body)


def read() -> list[Any]:
    """Every scalar stays text, as in a document."""
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    ]


CASES = read()


def calculated(case: Case, folder: Path, library: Library) -> Outcome:
    if "file" in case:
        return calculate(str(ROOT / case["file"]), library)
    head = {"carbonfoot": "installation/1", "installation": HEAD, "period": "2026"}
    for name, other in {**case.get("files", {}), "case.yaml": case["document"]}.items():
        text = json.dumps({**head, **other}, ensure_ascii=False)
        (folder / name).write_text(text, encoding="utf-8")
    return calculate(str(folder / "case.yaml"), library, str(folder))


def differences(where: str, expected: Any, found: Any) -> Iterator[str]:
    """What differs: names of mappings are those of fields of the result, or of what is called so."""
    if isinstance(expected, dict):
        for key, one in expected.items():
            yield from differences(f"{where} > {key}", one, look_up(found, key))
        return
    wanted = float(number(expected))
    if found is None or not math.isclose(found, wanted, rel_tol=NINE_DIGITS, abs_tol=NO_DIGITS):
        yield f"{where}: expected {wanted!r}, found {found!r}"


def look_up(found: Any, key: str) -> Any:
    """The field `key` of a result, the entry of that name or code, or a number of the embedded emissions of a good."""
    if isinstance(found, dict):
        return found.get(key)
    if isinstance(found, tuple) and not hasattr(found, "_fields"):
        named = [one for one in found if key in (one.name, getattr(one, "cn", None))]
        assert len(named) == 1, f"{len(named)} entries are called {key}: {[one.name for one in found]}"
        return named[0]
    if isinstance(found, Embedded) and key == "default_share_direct":
        return found.default_direct / found.direct if found.direct else 0.0
    if hasattr(found, "see") and hasattr(Embedded, key):
        return look_up(found.see, key)
    return getattr(found, key)


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, tmp_path: Path, library: Library) -> None:
    assert set(case) <= KEYS, set(case) - KEYS
    outcome = calculated(case, tmp_path, library)
    told = {(one.code, severity(one)) for one in outcome.findings}
    codes = {code for code, _ in told}
    for code in case.get("findings", []):
        assert code in codes, outcome.findings
    if "refused" in case:
        assert {code for code, how in told if how == "error"} == set(case["refused"]), outcome.findings
        assert outcome.result is None
        return
    assert all(how not in {"error", "incomplete"} for _, how in told), outcome.findings
    assert isinstance(outcome.result, Result)
    assert list(differences("result", case["expected"], outcome.result)) == []


def test_formulas_are_exact() -> None:
    assert number("0.1 + 0.2") == Fraction(3, 10)
    assert number("(1 - 1/3) * 3 / -2") == -1
    assert number("1e3") == 1000
