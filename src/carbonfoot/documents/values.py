"""The parameters of one document, and the amounts that depend on them."""

from __future__ import annotations

from collections.abc import Callable

from carbonfoot.documents.fields import Expression, Value
from carbonfoot.documents.tables import CsvTable, look_up
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities import expressions
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, nearest, parse_unit

Path = tuple[str | int, ...]

_NUMBER = "+-.0123456789eE"

SHOWN = 8
"""Members of a loop that a message names."""


class Scope:
    """Names and tables of one document; amounts are evaluated against it, errors become findings of its file."""

    def __init__(
        self,
        file: str,
        parameters: dict[str, Value],
        findings: list[Finding],
        table: Callable[[str], CsvTable],
    ) -> None:
        self.file = file
        self.findings = findings
        self.names: dict[str, Quantity] = {}
        self._failed: set[str] = set()
        self._parameters = parameters
        self._table = table
        for name in parameters:
            if name not in self.names and name not in self._failed:
                self._compute(name)

    def quantity(self, value: Value, path: Path) -> Quantity | None:
        """The quantity of a field; None with a finding when it cannot be computed."""
        if not isinstance(value, Expression):
            return value
        try:
            computed = expressions.evaluate(value.node, self._name, self._look_up)
            number = format_number(computed.number, 6)
            plain = _is_plain_number(computed)
            return computed._replace(text=number if plain else f"{number} {computed.unit.symbol}")
        except Reported:
            return None
        except QuantityError as error:
            span = (error.start + 1, error.end + 1)
            self._add(Finding(error.code, error.message, self.file, path, help=error.help, span=span))
            return None

    def used_up(self, left: float) -> float:  # noqa: ARG002 - a watched scope looks
        """What is left of something whose parts take all of it, but for rounding: zero."""
        return 0.0

    def amount(self, value: Value, unit: str | None, path: Path) -> Quantity | None:
        """As `quantity`, for a line that may state its unit beside the number."""
        quantity = self.quantity(value, path)
        if quantity is None:
            return None
        try:
            if unit is not None:
                if quantity.unit.symbol not in ("", "1"):
                    message = f"`{quantity.text}` has a unit and `unit: {unit}` stands beside it"
                    raise QuantityError("CF106", message, "write the unit in one of the two places")
                return Quantity(quantity.number, parse_unit(unit), f"{quantity.text} {unit}")
            if quantity.text[-1:] in _NUMBER and quantity.text == _digits(quantity.text):
                help = "write the unit behind the number, such as `2.35 kg`, or beside it as `unit: kg`"
                if isinstance(value, Expression):
                    help = "give one of its numbers a unit, such as `= 0.5 * 2.35 [kg]`, or add `unit: kg`"
                raise QuantityError("CF205", f"`{quantity.text}` has no unit", help)
        except QuantityError as error:
            self._add(Finding(error.code, error.message, self.file, path, help=error.help))
            return None
        return quantity

    def share(self, value: Value, path: Path, low: float = 0.0, high: float = 1.0) -> float | None:
        """A dimensionless number between bounds; None with a finding when it is not."""
        quantity = self.quantity(value, path)
        if quantity is None:
            return None
        try:
            number = quantity.to("1")
        except QuantityError as error:
            self._add(Finding(error.code, error.message, self.file, path, help=error.help))
            return None
        if not low <= number <= high:
            message = f"`{quantity.text}` is not between {low:g} and {high:g}"
            help = "a share of 30 % is written `30 %` or `0.3`" if high == 1 else f"write at least {low:g}"
            self._add(Finding("CF208", message, self.file, path, help=help))
            return None
        return number

    def _add(self, finding: Finding) -> None:
        """One finding a place: what reads a field twice says the same twice."""
        if finding not in self.findings[-8:]:
            self.findings.append(finding)

    def _name(self, name: str) -> Quantity:
        if name not in self._parameters:
            near = nearest(name, list(self._parameters))
            help = (
                f"did you mean {' or '.join(f'`{n}`' for n in near)}?"
                if near
                else "define it under `parameters:`"
            )
            raise QuantityError("CF221", f"`{name}` is not a parameter of this document", help)
        if name not in self.names:
            raise Reported
        return self.names[name]

    def _compute(self, start: str) -> None:
        """One parameter, after all those it needs; a long chain of them does not make deep calls."""
        trail = {start: self._needs(start)}  # in the order in which they wait for one another
        while trail:
            name, needs = next(reversed(trail.items()))
            needed = needs.pop() if needs else None
            if needed is None:
                del trail[name]
                value, path = self._parameters[name], ("parameters", name)
                quantity = None if name in self._failed else self.quantity(value, path)
                if quantity is None:
                    self._failed.add(name)
                else:
                    self.names[name] = quantity
            elif needed in trail:
                self._loop([*trail][[*trail].index(needed) :])
            elif needed not in self.names and needed not in self._failed:
                trail[needed] = self._needs(needed)

    def _needs(self, name: str) -> list[str]:
        """Other parameters that this one is computed from, last name first."""
        value = self._parameters[name]
        if not isinstance(value, Expression):
            return []
        return sorted(expressions.names(value.node) & self._parameters.keys(), reverse=True)

    def _loop(self, members: list[str]) -> None:
        if not self._failed.issuperset(members):
            way = members if len(members) <= SHOWN else [*members[:SHOWN], "..."]
            message = f"parameters need each other: {' -> '.join([*way, members[0]])}"
            help = "write one of them as an amount, such as `13 g`"
            path = ("parameters", members[0])
            self._add(Finding("CF222", message, self.file, path, help=help))
        self._failed.update(members)

    def table(self, name: str) -> CsvTable:
        """A table of the document. Raises `QuantityError` for a name that is none, `Reported` for one with a finding."""
        return self._table(name)

    def _look_up(self, table: str, column: str, keys: dict[str, Quantity | str]) -> Quantity:
        return look_up(self._table(table), column, keys)


class Reported(Exception):
    """A parameter or a table that an expression needs has a finding of its own already."""


def _is_plain_number(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit.num == unit.den and not unit.basis and not any(unit.dimension)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter in _NUMBER)
