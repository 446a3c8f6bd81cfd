"""The numbers of budgets and expectations: evaluated, in kg CO2e or as shares; what cannot be a limit is a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from typing import NamedTuple

from carbonfoot.checks.model import Placed
from carbonfoot.checks.verdicts import KG, PER_KG
from carbonfoot.documents.budgets import Budget, Expect
from carbonfoot.documents.fields import Value
from carbonfoot.documents.tables import CsvTable
from carbonfoot.documents.values import Scope
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.quantities.units import nearest, parse_unit
from carbonfoot.system.model import STAGES

_SHARES: dict[str, tuple[float, float]] = {"pds": (0.0, 1.0), "dqr": (1.0, 5.0), "tolerance": (0.0, 1.0)}
_NAMED = ("stage", "item", "supplier")
SCENARIOS = "scenarios"
_LIMITS = ("total", "per_kg", *_NAMED, "growth", "probability", "pds", "dqr", "none_of", "valid_on")


class _Reading(NamedTuple):
    """Where values stand and what evaluates them; `signed` numbers may be below zero."""

    scope: Scope
    path: Path
    signed: bool
    limits: dict[Path, float]

    def refuse(self, code: str, message: str, key: Path, help: str, on: str = "value") -> None:
        path = (*self.path, *key)
        self.scope.findings.append(Finding(code, message, self.scope.file, path, on, help))

    def amount(self, value: Value, key: Path) -> None:
        """kg CO2e; where the key says so, per kg."""
        quantity = self.scope.quantity(value, (*self.path, *key))
        if quantity is None:
            return
        per = parse_unit(PER_KG)
        try:
            per_kg = key == ("per_kg",) and quantity.unit.dimension == per.dimension
            number = quantity.to(per if per_kg else KG)
        except QuantityError as error:
            self.refuse(error.code, error.message, key, error.help)
            return
        if number < 0 and not self.signed:
            help = "a limit is zero or more; `growth: -5 %` asks for a reduction against the baseline"
            self.refuse("CF207", f"`{quantity.text}` is negative", key, help)
            return
        self.limits[key] = number

    def share(self, value: Value, key: Path, low: float, high: float) -> None:
        found = self.scope.share(value, (*self.path, *key), low, high)
        if found is not None:
            self.limits[key] = found


def settled(placed: Placed, scope: Scope | None = None) -> tuple[Placed, list[Finding]]:
    """A budget with its numbers, and what is wrong with them; `scope` is that of its document."""
    budget = placed.budget
    reading = _Reading(_own(scope, placed.file), placed.path, False, {})
    _amounts(reading, budget)
    chance = budget.probability
    if chance is not None:
        reading.amount(chance.above, ("probability", "above"))
        reading.share(chance.at_most, ("probability", "at_most"), 0.0, 1.0)
    if not any(getattr(budget, name) for name in _LIMITS):
        message = (
            f"the budget {shown(placed.called)} limits nothing"
            if placed.called
            else "a budget limits nothing"
        )
        reading.refuse("CF944", message, (), "add a limit, such as `total: 3.2 kg CO2e`")
    return placed._replace(limits=reading.limits), reading.scope.findings


def settled_expect(expect: Expect, placed: Placed, scope: Scope) -> tuple[Placed, list[Finding]]:
    """What a document expects, with its numbers."""
    reading = _Reading(_own(scope, placed.file), ("expect",), True, {})
    _amounts(reading, expect)
    if expect.tolerance is not None:
        reading.share(expect.tolerance, ("tolerance",), *_SHARES["tolerance"])
    if not any(getattr(expect, name) for name in ("total", "stage", "item", SCENARIOS, "pds", "dqr")):
        help = "add a number, such as `total: 4.12 kg CO2e`"
        reading.refuse("CF944", "`expect:` expects nothing", (), help, "key")
    return placed._replace(path=("expect",), limits=reading.limits), reading.scope.findings


def _own(scope: Scope | None, file: str) -> Scope:
    """A scope with findings of its own; one without names and tables where there is none."""
    if scope is None:
        return Scope(file, {}, [], _no_table)
    own = copy(scope)
    own.findings = []
    return own


def _no_table(name: str) -> CsvTable:
    message = f"`{name}` is not a table here: budgets outside of a document have none"
    raise QuantityError("CF221", message, "write the number, or put the budget into the document")


def _amounts(reading: _Reading, given: Budget | Expect) -> None:
    for name in ("total", "per_kg"):
        value = getattr(given, name, None)
        if value is not None:
            reading.amount(value, (name,))
    for name in (*_NAMED, SCENARIOS):
        named: Mapping[str, Value] = getattr(given, name, None) or {}
        for one, value in named.items():
            if name == "stage" and one not in STAGES:
                near = nearest(one, list(STAGES))
                known = ", ".join(f"`{stage}`" for stage in STAGES)
                help = (
                    f"did you mean {' or '.join(f'`{stage}`' for stage in near)}?"
                    if near
                    else f"write {known}"
                )
                reading.refuse("CF105", f"{shown(one)} is not a stage", (name, one), help, "key")
                continue
            reading.amount(value, (name, one))
    for name in ("pds", "dqr"):
        value = getattr(given, name)
        if value is not None:
            reading.share(value, (name,), *_SHARES[name])


def same_names(budgets: Iterable[Placed]) -> list[Finding]:
    """CF945 for budgets of one list that are called alike."""
    budgets = list(budgets)
    often = Counter(one.called for one in budgets if one.called)
    first: dict[str, Placed] = {}
    found = []
    for one in budgets:
        if often[one.called] < 2 or first.setdefault(one.called, one) is one:  # noqa: PLR2004
            continue
        from carbonfoot.findings.finding import Related

        other = first[one.called]
        message = f"two budgets are called {shown(one.called)}"
        help = "give each a name of its own: reports tell them apart by it"
        related = (Related(other.file, (*other.path, "name"), "the first of them"),)
        found.append(Finding("CF945", message, one.file, (*one.path, "name"), help=help, related=related))
    return found
