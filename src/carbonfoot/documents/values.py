"""The parameters of one document, and the amounts that depend on them."""

from __future__ import annotations

from collections.abc import Callable

from carbonfoot.documents.fields import Expression, Value
from carbonfoot.documents.tables import CsvTable, look_up
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities import expressions
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, nearest, parse_quantity

Path = tuple[str | int, ...]


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
        self._open: list[str] = []
        self._parameters = parameters
        self._table = table
        for name in parameters:
            self._parameter(name)

    def quantity(self, value: Value, path: Path) -> Quantity | None:
        """The quantity of a field; None with a finding when it cannot be computed."""
        if not isinstance(value, Expression):
            return value
        try:
            computed = expressions.evaluate(value.node, self._name, self._look_up)
            return computed._replace(text=f"{format_number(computed.number, 6)} {computed.unit.symbol}")
        except _Failed:
            return None  # the parameter itself has been reported
        except QuantityError as error:
            span = (error.start + 1, error.end + 1)
            self.findings.append(
                Finding(error.code, error.message, self.file, path, help=error.help, span=span)
            )
            return None

    def amount(self, value: Value, unit: str | None, path: Path) -> Quantity | None:
        """As `quantity`, for a line that may state its unit beside the number."""
        quantity = self.quantity(value, path)
        if quantity is None:
            return None
        try:
            if unit is not None:
                if quantity.unit.symbol not in ("", "1"):
                    raise QuantityError(
                        "CF106",
                        f"`{quantity.text}` has a unit and `unit: {unit}` stands beside it",
                        "keep one",
                    )
                return parse_quantity(f"{quantity.text} {unit}")
            if not isinstance(value, Expression) and quantity.text == _digits(quantity.text):
                help = "write the unit behind the number, such as `2.35 kg`, or beside it as `unit: kg`"
                raise QuantityError("CF205", f"`{quantity.text}` has no unit", help)
        except QuantityError as error:
            self.findings.append(Finding(error.code, error.message, self.file, path, help=error.help))
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
            self.findings.append(Finding(error.code, error.message, self.file, path, help=error.help))
            return None
        if not low <= number <= high:
            message = f"`{quantity.text}` is outside {low:g} to {high:g}"
            help = "a share of 30 % is written `30 %` or `0.3`"
            self.findings.append(Finding("CF208", message, self.file, path, help=help))
            return None
        return number

    def _name(self, name: str) -> Quantity:
        if name not in self._parameters:
            near = nearest(name, list(self._parameters))
            help = (
                f"did you mean {' or '.join(f'`{n}`' for n in near)}?"
                if near
                else "define it under `parameters:`"
            )
            raise QuantityError("CF221", f"`{name}` is not a parameter of this document", help)
        quantity = self._parameter(name)
        if quantity is None:
            raise _Failed
        return quantity

    def _parameter(self, name: str) -> Quantity | None:
        if name in self.names or name in self._failed:
            return self.names.get(name)
        path = ("parameters", name)
        if name in self._open:
            chain = " -> ".join([*self._open[self._open.index(name) :], name])
            self._failed.update(self._open)
            help = "one of them must be a plain number"
            self.findings.append(
                Finding("CF222", f"parameters need each other: {chain}", self.file, path, help=help)
            )
            return None
        self._open.append(name)
        quantity = self.quantity(self._parameters[name], path)
        self._open.pop()
        if quantity is None or name in self._failed:
            self._failed.add(name)
            return None
        self.names[name] = quantity
        return quantity

    def _look_up(self, table: str, column: str, keys: dict[str, Quantity | str]) -> Quantity:
        return look_up(self._table(table), column, keys)


class _Failed(Exception):
    """A parameter that an expression needs has already been reported."""


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter in "+-.0123456789eE")
