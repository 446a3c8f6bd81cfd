"""What a card would do to a part or plant: before and after, with the range of the card's figures."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import inf
from typing import Any, NamedTuple

from carbonfoot.documents.fields import Value
from carbonfoot.documents.part import Changes
from carbonfoot.documents.reading import read_shape
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.programmes.technologies.answers import CAPACITY, Told, unknown_values
from carbonfoot.programmes.technologies.apply import Applied, changes_of
from carbonfoot.programmes.technologies.figures import HIGH, LOW, VALUE, Ends, Placed, name_of, taken
from carbonfoot.programmes.technologies.shelf import Kept
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity
from carbonfoot.scenarios.amending import Amending, Layer

MOST_RANGED = 12
"""Figures with a range that are moved."""

MOST_CORNERS = 4
"""Numbers with a range of which all corners are computed."""


class Line(NamedTuple):
    """A value of the document: its path, what stood there, what stands there now; None for nothing."""

    path: str
    before: str | None
    after: str | None


class End(NamedTuple):
    """An end of the range: kg CO2e per declared unit, and at which ends the figures of the card stand."""

    total: float
    ends: dict[str, str]


class Trial(NamedTuple):
    """A card applied to a document.

    before, after  outcomes; `after` is None where nothing could be changed
    total          kg CO2e with the card's values; None without them, or while a line is missing
    best, worst    of the card's ranges; None where it has none
    lines          what changed in the document
    unmoved        figures with a range that the range leaves at their value, since it moves `MOST_RANGED`
    """

    kept: Kept
    before: Outcome
    after: Outcome | None
    applied: Applied
    best: End | None
    worst: End | None
    lines: list[Line]
    findings: list[Finding]
    unmoved: tuple[str, ...] = ()

    @property
    def total(self) -> float | None:
        """kg CO2e with the card's values."""
        found = self.after.footprint if self.after is not None else None
        return None if found is None else found.total


def tried(file: str, kept: Kept, line: str | None, values: Mapping[str, Value], options: Options) -> Trial:
    """Apply a card to the document at `file`, below `line` or in all of it. Raises `UsageError` as `calculate` does."""
    before = calculate(file, options)
    top = before.documents.loaded.get(before.documents.top)
    told = Told(kept.source.display, ("effects",), ("effects",), ("effects",), own=True)
    if top is None:
        return Trial(kept, before, None, Applied({}, [], [], [], []), None, None, [], before.findings)
    trying = _Trying(before, kept, line, values, options)
    findings = [*unknown_values(kept.card, values, told)]
    applied = changes_of(kept.card, line, top.source.data, values, None, told)
    open_ranges = bool(applied.asked) and all(one.ranged for one in applied.asked)
    if open_ranges:  # the card gives ranges alone: their ends are shown, and no value between them
        applied = applied._replace(findings=[one for one in applied.findings if one.code != "CF989"])
    findings += applied.findings
    findings += outside(applied, values, told)
    if any(severity(one) == "error" for one in findings) or not (applied.raw or open_ranges):
        return Trial(kept, before, None, applied, None, None, [], _all(before, findings))
    after, lines = (None, []) if open_ranges else trying.run({})
    if after is not None:
        findings += [one for one in after.findings if one not in before.findings]
    best, worst = trying.range([*applied.figures, *applied.asked])
    left = tuple("/".join(map(str, one.path)) for one in trying.unmoved) if best is not None else ()
    return Trial(kept, before, after, applied, best, worst, lines, _all(before, findings), left)


def _all(before: Outcome, findings: list[Finding]) -> list[Finding]:
    return [*before.findings, *dict.fromkeys(one for one in findings if one not in before.findings)]


def outside(applied: Applied, values: Mapping[str, Value], told: Told) -> list[Finding]:
    """CF208, a warning, for an answer outside the range of the card."""
    found = []
    for one in applied.figures:
        answer, low, high = values.get(name_of(one)), one.figure.low, one.figure.high
        if isinstance(answer, Quantity) and isinstance(low, Quantity) and isinstance(high, Quantity):
            try:
                inside = low.number <= answer.to(low.unit) and answer.number <= high.to(answer.unit)
            except QuantityError:
                continue  # told where it is used
            if not inside:
                message = f"`{name_of(one)}`: {answer.text} is outside {low.text} to {high.text} of the card"
                help = "say where it is from, in `source:` of the measure"
                found.append(Finding("CF208", message, told.file, one.path, help=help, severity="warning"))
    return found


class _Trying:
    def __init__(
        self, before: Outcome, kept: Kept, line: str | None, values: Mapping[str, Value], options: Options
    ) -> None:
        self.before = before
        self.file = before.documents.top
        self.source = before.documents.loaded[self.file].source
        self.kept = kept
        self.line = line
        self.values = values
        self.options = options
        self.library: Library = before.library
        self.totals: dict[tuple[tuple[Any, str], ...], float | None] = {}
        self.unmoved: list[Placed] = []

    def run(self, ends: Ends) -> tuple[Outcome, list[Line]]:
        """The document with the card at some ends of its ranges, and what changed in it."""
        applied = changes_of(self.kept.card, self.line, self.source.data, self.values, ends)
        display = self.kept.source.display
        changes, wrong = read_shape(applied.raw, display, ("effects",), "changes", Changes)
        layers = {} if changes is None else {self.file: [Layer(changes, applied.raw, ("effects",))]}
        amending = Amending(display, layers)
        outcome = calculate(self.file, self.options, self.library, None, amending)
        own = set(self.before.findings)
        found = [_at_effects(one, display) for one in [*wrong, *amending.findings]]
        found += [_at_effects(amending.told(one, own), display) for one in outcome.findings]
        if any(severity(one) == "error" for one in found):
            outcome = outcome._replace(footprint=None, recipe=None)
        return outcome._replace(findings=found), self._lines(amending, applied.raw)

    def _total(self, ends: Ends) -> float | None:
        key = tuple(sorted(ends.items(), key=repr))
        if key not in self.totals:
            outcome, _ = self.run(ends)
            self.totals[key] = None if outcome.footprint is None else outcome.footprint.total
        return self.totals[key]

    def range(self, figures: list[Placed]) -> tuple[End | None, End | None]:
        """The lowest and the highest footprint that the ranges of the card allow, each figure at the end that leads there.

        Figures of one name move together, being one number. Up to `MOST_CORNERS` numbers all their corners are computed: a
        footprint that is linear in each number has its extremes there. Beyond that, numbers are moved one by one to see their
        direction, then flipped while that leads further out.
        """
        known = [one for one in figures if one.ranged and name_of(one) not in self.values]
        ranged, self.unmoved = known[:MOST_RANGED], known[MOST_RANGED:]
        if not ranged:
            return None, None
        start: dict[Path, str] = {one.path: LOW for one in known if one.figure.value is None}
        groups: dict[str | Path, list[Path]] = {}
        for one in ranged:
            groups.setdefault(name_of(one) or one.path, []).append(one.path)
        numbers = list(groups.values())
        if len(numbers) <= MOST_CORNERS:
            tried = [
                start | {path: end for paths, end in zip(numbers, corner, strict=True) for path in paths}
                for corner in product((LOW, HIGH), repeat=len(numbers))
            ]
        else:
            tried = [self._outward(numbers, start, sign) for sign in (1, -1)]
        found = []
        for ends in [*tried, start]:
            total = self._total(ends)
            if total is None or None in self.totals.values():
                return None, None
            shown = ends or {one.path: VALUE for one in ranged}
            found.append(End(total, {"/".join(map(str, path)): end for path, end in shown.items()}))
        worst = max(found, key=lambda one: (one.total, list(one.ends.values()).count(HIGH)))
        return min(found, key=lambda one: one.total), worst

    def _outward(self, numbers: list[list[Path]], start: dict[Path, str], sign: int) -> dict[Path, str]:
        """Ends that lead low (1) or high (-1): each number by itself, then flipped while that leads further."""

        def leads(ends: dict[Path, str]) -> float:
            total = self._total(ends)
            return inf if total is None else sign * total

        ends = dict(start)
        for paths in numbers:
            alone = [dict.fromkeys(paths, end) for end in (LOW, HIGH)]
            ends |= min(alone, key=lambda one: leads({**start, **one}))
        further = True
        while further:
            further = False
            for paths in numbers:
                other = HIGH if ends[paths[0]] == LOW else LOW
                moved = {**ends, **dict.fromkeys(paths, other)}
                if leads(moved) < leads(ends):
                    ends, further = moved, True
        return ends

    def _lines(self, amending: Amending, raw: dict[str, Any]) -> list[Line]:
        """What the changes came to, line by line, and what they removed."""
        found = []
        for patch in amending.patches.values():
            for origin in patch.origins:
                before, after = (_at(data, origin.target) for data in (self.source.data, patch.data))
                path = _named(self.source.data, origin.target)
                found.append(Line(path, _text(before), _text(after)))
        for path in raw.get("remove", []):
            from carbonfoot.scenarios.paths import resolve

            found.append(Line(path, _text(_at(self.source.data, resolve(self.source.data, path))), None))
        return found


class Made(NamedTuple):
    """A product of a site: kg CO2e per unit of it, before and after."""

    id: str
    name: str
    name_ko: str
    unit: str
    before: float
    after: float


def products_of(trial: Trial) -> list[Made]:
    """What each product of a site bears, per unit of it; [] for a part, or while something is missing."""
    both = (trial.before.footprint, None if trial.after is None else trial.after.footprint)
    tables: list[dict[str, tuple[float, Any]]] = []
    for footprint in both:
        if footprint is None or footprint.scopes is None:
            return []
        activities = footprint.activities
        tables.append(
            {
                activities[one.activity].id: (
                    one.co2e / activities[one.activity].reference.number,
                    activities[one.activity],
                )
                for one in footprint.produced
            }
        )
    before, after = tables
    return [
        Made(id, one.name, one.name_ko or "", one.reference.unit.symbol, number, after[id][0])
        for id, (number, one) in before.items()
        if id in after
    ]


def invested(kept: Kept, values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """What the investment comes to for the capacity that the user gives: at its value and the ends of its range.

    Raises `QuantityError` CF204 where the capacity is not in the unit that the card states it per.
    """
    figure, capacity = kept.card.investment, values.get(CAPACITY)
    if figure is None or not isinstance(capacity, Quantity):
        return []
    found = []
    for end in (VALUE, LOW, HIGH):
        stated = taken(Placed(("investment",), figure), values, {("investment",): end})
        if isinstance(stated, Quantity):
            currency, _, per = stated.unit.symbol.partition("/")
            number = stated.number * (capacity.to(per.strip("()")) if per else 1.0)
            found.append((end, f"{format_number(number, 6)} {currency}"))
    return found


def _at_effects(finding: Finding, display: str) -> Finding:
    """A finding about a change that the card makes, at the effects of the card."""
    if finding.file == display and finding.path[:1] == ("effects",):
        return finding._replace(path=("effects",), on="key", span=None)
    return finding


def _at(node: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        if isinstance(node, list):
            node = node[step] if isinstance(step, int) and step < len(node) else None
        elif isinstance(node, dict):
            node = node.get(step) if step != 0 else node
        elif step != "amount":
            return None
    return node


def _named(data: Any, path: tuple[str | int, ...]) -> str:
    """A path with the names of lines in place of their numbers."""
    steps, node = [], data
    for step in path:
        node = _at(node, (step,))
        name = node.get("name") if isinstance(step, int) and isinstance(node, dict) else None
        steps.append(name if isinstance(name, str) else str(step))
    return "/".join(steps)


def _text(node: Any) -> str | None:
    """A value or a line in a few words."""
    if isinstance(node, dict):
        if set(node) == {"value", "unit"}:
            return f"{node['value']} {node['unit']}"
        words = [str(node[key]) for key in ("name", "factor") if isinstance(node.get(key), str)]
        amount = _text(node.get("amount"))
        return ", ".join([*([] if amount is None else [amount]), *words]) or "..."
    if isinstance(node, list):
        return "..."
    return node if isinstance(node, str) else None


def options_of(gwp: str | None, packs: tuple[str, ...]) -> Options:
    """Options of a trial: without intervals, which many computations would pay for."""
    return Options(None, (), gwp, packs, uncertainty="none")
