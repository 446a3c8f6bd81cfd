"""What a scenario makes of the plain data of one document, and where in the scenario each changed value stands."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NamedTuple

from carbonfoot.documents.fields import AMOUNT, BARE_AMOUNT, SHARE
from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.documents.part import Changes
from carbonfoot.documents.reading import shape_at, top_of
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.scenarios.derived import (
    WITH_STEPS,
    Derived,
    amount_in,
    changed_by,
    derived,
    expression_text,
    meter_change,
    more_text,
    product_text,
)
from carbonfoot.scenarios.paths import GONE, WRAPPED, PathError, resolve
from carbonfoot.scenarios.scaling import factor_of, scaled

SAME = (("carbonfoot",), ("scenarios",), ("boundary",), ("product", "id"), ("product", "declared_unit"))
"""What a scenario leaves alone: another product, amount or boundary could not be compared."""

_SAME_NOTE = "a scenario is of the same product, the same declared unit and the same boundary"


_NOTHING = 1e-12
"""A share of a meter below which nothing is left of it."""


class Origin(NamedTuple):
    """Where a changed value stands: the path in the scenario; `literal` unless it was computed from what was there."""

    target: Path
    place: Path
    literal: bool
    layer: int


class Patch:
    """The data of one document while scenarios change it.

    Lines that are removed leave a mark, so that numbers of lines mean those of the document as written until `finished`.
    """

    def __init__(self, data: Any, file: str) -> None:
        self.data = deepcopy(data)
        self.file = file  # display path of the document that has the scenarios
        self.findings: list[Finding] = []
        self.origins: list[Origin] = []
        self.layer = 0
        self._before: Any = None  # the data as the layers before have left them
        self._moved: dict[Path, list[int]] = {}

    def apply(self, raw: Any, place: Path, changes: Changes) -> None:
        """One scenario's changes; `raw` is their plain data, `place` the path where they stand."""
        self.layer += 1
        self._before = deepcopy(self.data)
        for name in changes.sets or {}:
            where = (*place, "set", name)
            known = self.data.get("parameters") if isinstance(self.data, dict) else None
            if not isinstance(known, dict) or name not in known:
                names = ", ".join(f"`{one}`" for one in known or {}) or "none"
                self._report(
                    "CF461", f"the document has no parameter `{name}`", where, f"it has {names}", on="key"
                )
            else:
                self._put(("parameters", name), raw["set"][name], where, literal=True)
        if getattr(changes, "gwp", None) is not None:
            self._put(("gwp",), raw["gwp"], (*place, "gwp"), literal=True)
        meters = []
        for text, value in (changes.change or {}).items():
            if value == WITH_STEPS:
                meters.append(text)
            else:
                self._change(text, value, (*place, "change", text))
        for text, value in (changes.add or {}).items():
            self._add(text, value, (*place, "add", text))
        for index, text in enumerate(changes.remove or []):
            self._remove(text, (*place, "remove", index))
        for text in meters:
            self._meter(text, (*place, "change", text))

    def _resolved(self, text: str, place: Path, on: str) -> Path | None:
        try:
            path = resolve(self.data, text)
        except PathError as error:
            self._report("CF461", error.message, place, error.help, on=on)
            return None
        if path == ("product",) or any(path[: len(fixed)] == fixed for fixed in SAME):
            message = f"{shown(text)} is not for a scenario to change"
            self._report("CF462", message, place, "make a document of its own for it", (_SAME_NOTE,), on=on)
            return None
        return path

    def _change(self, text: str, value: Any, place: Path) -> None:
        path = self._resolved(text, place, "key")
        if path is None:
            return
        if value is None:
            help = "write a value; what is to be left out stands under `remove:`"
            self._report("CF104", "the value is empty", place, help, on="key")
            return
        there = self._at(path)
        if there is None and path[0] == "parameters":
            help = "`change` and `set` give what is there another value"
            self._report(
                "CF461", f"the document has no parameter {shown(str(path[-1]))}", place, help, on="key"
            )
            return
        if path[-1] in ENERGY_ITEMS and isinstance(there, dict) and isinstance(value, str):
            path, there = (*path, "amount"), there.get("amount")
        factor = factor_of(value)
        if factor is None:
            new = self._worked_out(value, place, there, path)
            if new is not None:
                self._put(path, new, place, literal=new is value)
            return
        if factor < 0:
            self._report("CF208", f"`{value}` takes away more than there is", place, "`-100 %` is all of it")
            return
        result = scaled(there, factor) if there is not None and self._is_amount(path) else None
        if there is None:
            message = f"there is no {shown(text)} to multiply"
            self._report("CF461", message, place, "write the whole value, such as `2.35 kg`", on="key")
        elif result is None:
            help = "`x 0.82` and `-18 %` scale amounts, shares and distances; write the value itself for anything else"
            self._report("CF462", f"{shown(text)} is no amount that could be multiplied", place, help)
        else:
            self._put(path, result, place, literal=False)

    def _worked_out(self, value: Any, place: Path, there: Any = None, target: Path = ()) -> Any:
        """The value itself, or what a `Derived` one comes to; None with a finding where that cannot be found."""
        try:
            change = derived(value)
            return value if change is None else self._multiplied(change, there, target)
        except PathError as error:
            self._report("CF461", error.message, place, error.help)
        except QuantityError as error:
            self._report(error.code, error.message, place, error.help)
        return None

    def _multiplied(self, change: Derived, there: Any, target: Path) -> str:
        if not change.path:
            return expression_text(change, None, there) or more_text(change.times, amount_in(there))
        node: Any = self._before
        unit = None
        step: Any
        for step in resolve(self._before, change.path):
            unit = node.get("unit") if isinstance(node, dict) else None
            inside = isinstance(node, list) or (isinstance(node, dict) and step in node)
            node = node[step] if inside else node
        worked = expression_text(change, node, there)
        if worked:
            return worked
        source = amount_in(node, unit)
        if source is None:
            raise PathError(f"there is no amount at {shown(change.path)}", "name a line that has one")
        fuel = next((str(step) for step in target[-2:] if step in ENERGY_ITEMS), "")
        return product_text(change, source, amount_in(there), fuel)

    def _meter(self, text: str, place: Path) -> None:
        """A meter that follows its steps, in its amount or in all its readings."""
        path = self._resolved(text, place, "key")
        meter = None if path is None else self._at(path[:2])
        if path is None or path[0] != "meters" or not isinstance(meter, dict):
            if path is not None:
                help = "write it for `meters/NAME/amount`"
                self._report("CF462", f"{shown(text)} is no meter with steps", place, help, on="key")
            return
        try:
            change = meter_change(self._before, self.data, meter)
        except QuantityError as error:
            self._report(error.code, error.message, place, error.help)
            return
        if change < -1 - _NOTHING:
            message = f"the steps of {shown(str(meter.get('name')))} save more than it counts"
            self._report("CF462", message, place, "correct the meter, or the change of its steps")
        elif change < -1 + _NOTHING:
            self._holder(path[:2])[path[1]] = (
                GONE  # nothing is bought any more: a meter that counts nothing is none
            )
        elif isinstance(meter.get("readings"), dict):
            for key, value in meter["readings"].items():
                self._put((*path[:2], "readings", key), changed_by(value, change), place, literal=False)
        else:
            self._put((*path[:2], "amount"), changed_by(meter, change), place, literal=False)

    def _put(self, path: Path, value: Any, place: Path, *, literal: bool) -> None:
        """Set a value, remembering where it came from; twice in one scenario is refused, no change a warning."""
        if self._again(path, place):
            return
        before = self._at(path)
        if before == value or (
            isinstance(before, str) and isinstance(value, str) and before.strip() == value.strip()
        ):
            message = f"the scenario changes nothing: {shown(str(value))} stands there already"
            self._report("CF466", message, place, "leave it out, or correct the value")
            return
        holder = self._holder(path)
        holder[path[-1]] = deepcopy(value)
        self.origins.append(Origin(path, place, literal, self.layer))

    def _again(self, path: Path, place: Path, *, whole: bool = True) -> bool:
        """Whether this scenario has changed it, or what it is in; or, of the `whole`, something in it."""
        for one in self.origins:
            size = min(len(path), len(one.target)) if whole else len(one.target)
            if one.layer == self.layer and path[:size] == one.target[:size]:
                message = f"`{'/'.join(map(str, path))}` is changed twice by this scenario"
                self._report("CF462", message, place, "keep one of the two", on="key")
                return True
        return False

    def _add(self, text: str, value: Any, place: Path) -> None:
        path = self._resolved(text, place, "key")
        if path is None or self._again(path, place, whole=False):
            return
        there = self._at(path)
        if isinstance(there, dict) and path[-1] in WRAPPED:
            there = [there]
        if not isinstance(there, list) and there is not None:
            help = "`add:` takes the path of a list, such as `inputs`; `change:` gives a key another value"
            self._report("CF462", f"{shown(text)} is no list of lines", place, help, on="key")
            return
        lines = [self._line(one, place) for one in (value if isinstance(value, list) else [value])]
        whole = [*(there or []), *lines]
        self._holder(path)[path[-1]] = whole
        for index in range(len(lines)):
            origin = (*place, index) if isinstance(value, list) else place
            self.origins.append(Origin((*path, len(whole) - len(lines) + index), origin, True, self.layer))

    def _line(self, given: Any, place: Path) -> Any:
        """A line to add, its amount worked out where it follows from another."""
        line = deepcopy(given)
        if isinstance(line, dict) and isinstance(line.get("amount"), str):
            line["amount"] = self._worked_out(line["amount"], place)
        return line

    def _remove(self, text: str, place: Path) -> None:
        path = self._resolved(text, place, "value")
        if path is None or self._again(path, place):
            return
        holder = self._holder(path)
        if isinstance(holder, dict) and path[-1] not in holder:
            self._report("CF461", f"there is no {shown(text)} to remove", place, "leave it out here")
        elif isinstance(holder, dict):
            del holder[path[-1]]
        else:
            holder[path[-1]] = GONE

    def _is_amount(self, path: Path) -> bool:
        """Whether a path names a number with a unit, by the shape of a part document or of the method around it."""
        if path[0] == "parameters" or path[-1] in ENERGY_ITEMS:
            return True
        for place, step in enumerate(path[:-2]):
            use = self._at(path[: place + 2]) if step == "methods" else None
            if isinstance(use, dict) and isinstance(use.get("method"), str):
                from carbonfoot.methods.reading import is_amount

                return is_amount(use["method"], path[place + 2 :]) or _is_amount(self.data, path)
        return _is_amount(self.data, path)

    def _at(self, path: Path) -> Any:
        """What stands at a path; None where nothing does."""
        node = self.data
        for step in path:
            if isinstance(node, list):
                node = node[step] if isinstance(step, int) and step < len(node) else None
            elif isinstance(node, dict) and step in node:
                node = node[step]
            elif isinstance(node, str) and step == "amount":
                return node  # `electricity: 0.9 kWh`
            elif not (step == 0 and isinstance(node, dict)):
                return None
        return node

    def _holder(self, path: Path) -> Any:
        """The list or mapping that holds the last step; the short form of energy becomes a mapping."""
        node = self.data
        for number, step in enumerate(path[:-1]):
            if step == 0 and isinstance(node, dict):
                continue
            if step in ENERGY_ITEMS and isinstance(node[step], str) and number == len(path) - 2:
                node[step] = {"amount": node[step]}
            node = node[step]
        return node

    def _report(
        self, code: str, message: str, place: Path, help: str, notes: tuple[str, ...] = (), on: str = "value"
    ) -> None:
        self.findings.append(Finding(code, message, self.file, place, on, help, notes))

    def finished(self) -> Any:
        """The changed data, removed lines taken out."""
        return self._without_gone(self.data, ())

    def _without_gone(self, node: Any, path: Path) -> Any:
        if isinstance(node, dict):
            return {key: self._without_gone(value, (*path, key)) for key, value in node.items()}
        if not isinstance(node, list):
            return node
        kept = [index for index, entry in enumerate(node) if entry is not GONE]
        if len(kept) < len(node):
            self._moved[path] = kept
        return [self._without_gone(node[index], (*path, index)) for index in kept]

    def as_written(self, path: Path) -> Path:
        """A path of the changed data with the numbers that lines have in the document as written."""
        old: Path = ()
        for step in path:
            kept = self._moved.get(old)
            moved = isinstance(step, int) and kept is not None and step < len(kept)
            old = (*old, kept[int(step)] if moved and kept is not None else step)
        return old

    def told(self, path: Path) -> tuple[Path, Origin | None]:
        """Where a path of the changed data is from: the path as written, or the place in the scenario and its origin."""
        old = self.as_written(path)
        found: Origin | None = None
        for one in self.origins:
            inside = old[: len(one.target)] == one.target
            if inside and (found is None or len(one.target) >= len(found.target)):
                found = one
        if found is None:
            return old, None
        return (*found.place, *old[len(found.target) :]), found


def _is_amount(data: Any, path: Path) -> bool:
    if path[-2:-1] == ("readings",):
        return True
    shape = shape_at(path[:-1], top_of(data))
    fields = {} if shape is None else {field.alias or name: field for name, field in shape.fields().items()}
    field = fields.get(str(path[-1]))
    return field is not None and field.kind in (AMOUNT, BARE_AMOUNT, SHARE)
