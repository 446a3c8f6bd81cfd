"""`expect:` of a document: what its footprint is, proved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from carbonfoot.checks.limits import SCENARIOS
from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.parts import of_item, of_stage
from carbonfoot.checks.pds import UNKNOWN
from carbonfoot.checks.scenario import total_of
from carbonfoot.checks.verdicts import KG, RATING, SHARE, Asked, expected, opened
from carbonfoot.documents.budgets import Expect
from carbonfoot.documents.fields import Expression, Value
from carbonfoot.findings.finding import Path
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_number, normalise, number_end
from carbonfoot.quantities.units import Quantity

NEAR = 1e-9
"""Of the room: what lies on its edge may be a digit beyond it as floats."""

Answer = tuple[float | None, str]
"""The number, or why there is none."""

_UNITS = {"pds": SHARE, "dqr": RATING}


def judge(expect: Expect, placed: Placed, checking: Checking) -> list[Verdict]:
    """Every number against what the document expects; `placed` has them."""
    found = []
    for key, wanted in placed.limits.items():
        if key[0] == "tolerance":
            continue
        name = " ".join(str(step) for step in key)
        asked = Asked(placed, checking, key, "expect", name, _UNITS.get(str(key[0]), KG))
        if key[0] == SCENARIOS:
            found.append(_scenario(asked, expect))
            continue
        result = checking.footprint
        if result is None or result.total is None:
            found.append(opened(asked, checking.state))
            continue
        actual, why = _ANSWERS[str(key[0])](result, str(key[-1]))
        if actual is None:
            found.append(opened(asked, why))
            continue
        found.append(expected(asked, actual, _room(wanted, _stated(expect, key), placed.limits)))
    return found


def _scenario(asked: Asked, expect: Expect) -> Verdict:
    """The total of a scenario, as `calc --scenario` has it."""
    actual, why = total_of(asked.checking, str(asked.key[-1]))
    if actual is None:
        return opened(asked, why)
    limits = asked.placed.limits
    return expected(asked, actual, _room(asked.limit, _stated(expect, asked.key), limits))


def _total(result: Footprint, _name: str) -> Answer:
    return result.total, ""


def _stage(result: Footprint, name: str) -> Answer:
    part = of_stage(result, name)
    return part.co2e, part.why


def _item(result: Footprint, name: str) -> Answer:
    part = of_item(result, name)
    return part.co2e, part.why


def _pds(result: Footprint, _name: str) -> Answer:
    return (None, UNKNOWN) if result.quality is None else (result.quality.primary, "")


def _dqr(result: Footprint, _name: str) -> Answer:
    """The rating as `calc` prints it, of what has scores."""
    if result.quality is None or result.quality.overall is None:
        return None, UNKNOWN if result.quality is None else "nothing has a score"
    return result.quality.overall, ""


_ANSWERS: dict[str, Callable[[Footprint, str], Answer]] = {
    "total": _total,
    "stage": _stage,
    "item": _item,
    "pds": _pds,
    "dqr": _dqr,
}


def _stated(expect: Expect, key: Path) -> Value:
    given = getattr(expect, str(key[0]))
    value: Value = given[key[1]] if len(key) > 1 else given
    return value


def _room(wanted: float, stated: Value, limits: Mapping[Path, float]) -> float:
    """How far the number may be off: the tolerance, else half of the last digit that is written."""
    tolerance = limits.get(("tolerance",))
    if tolerance is not None:
        return abs(wanted) * tolerance * (1 + NEAR)
    if isinstance(stated, Expression):  # no digits are written
        return abs(wanted) * NEAR
    last = Decimal(10) ** int(Decimal(_digits(stated)).as_tuple().exponent)
    unit = abs(wanted / stated.number) if stated.number else stated.unit.num / stated.unit.den
    return 0.5 * float(last) * unit * (1 + NEAR)


def _digits(stated: Quantity) -> str:
    """The number as it is written, without its unit."""
    text = normalise(stated.text).strip()
    return text[: number_end(text)] or format_number(stated.number)
