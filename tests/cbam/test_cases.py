"""Installations whose results are published or worked out by hand, as `cases/*.yaml` writes them down: see `README.md`."""

from __future__ import annotations

import ast
import json
import math
import operator
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.differences import differences as changes
from carbonfoot.cbam.model import Embedded, Outcome, Result
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity
from carbonfoot.reports.cbam_json import report
from carbonfoot.reports.cbam_schema import calc_installation_schema
from carbonfoot.reports.installation_explain import Chosen, as_text, choose, names
from carbonfoot.reports.installation_text import render
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import display_width

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar stays text; written in C where that is there."""

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
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=TEXTS)  # noqa: S506
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
    if "refused" in case:
        errors = [one for one in outcome.findings if severity(one) == "error"]
        assert {one.code for one in errors} == {one.split()[0] for one in case["refused"]}, outcome.findings
        places = {f"{one.code} {'/'.join(map(str, one.path))}" for one in errors}
        assert {one for one in case["refused"] if " " in one} <= places
        assert outcome.result is None
        return
    assert {code for code, _ in told} == set(case.get("findings", [])), outcome.findings
    assert all(how not in {"error", "incomplete"} for _, how in told), outcome.findings
    assert isinstance(outcome.result, Result)
    assert list(differences("result", case["expected"], outcome.result)) == []


def test_formulas_are_exact() -> None:
    assert number("0.1 + 0.2") == Fraction(3, 10)
    assert number("(1 - 1/3) * 3 / -2") == -1
    assert number("1e3") == 1000


@pytest.mark.parametrize("case", CASES)
def test_whatever_is_calculated_can_be_shown(case: Case, tmp_path: Path, library: Library) -> None:
    """Every case as text, as the path of each number, and as data that fits its schema."""
    outcome = calculated(case, tmp_path, library)
    answer = json.loads(json.dumps(report(outcome, library), allow_nan=False))
    assert list(Draft7Validator(calc_installation_schema()).iter_errors(answer)) == []
    if outcome.result is None:
        assert render(outcome, library, Style()) == ""
        return
    texts = []
    for lang, width in (("en", 60), ("ko", 80), ("en", 120)):
        texts.append(render(outcome, library, Style(width, lang)))
        texts.append(as_text(outcome.result, choose(outcome.result, "") or Chosen(), Style(width, lang)))
        for name in names(outcome.result):
            chosen = choose(outcome.result, name)
            assert chosen is not None and any(chosen), name
            texts.append(as_text(outcome.result, chosen, Style(width, lang)))
        for text in texts:
            assert max(map(display_width, text.splitlines())) <= width
            assert not re.search(r"\bnan\b|cbam [a-z]+ [a-z]", text)  # a number or a label that is none
        texts.clear()
    assert [change for change in changes(outcome.result, outcome.result) if change.causes] == []
