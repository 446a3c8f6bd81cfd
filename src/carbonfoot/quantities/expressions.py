"""Computing an expression over quantities: each step checks dimensions, range and calorific-value basis.

The result is in the unit of the operands where they share one, else in coherent base units
(kg, m, s, J, m3, ...).
"""

from __future__ import annotations

import math
from collections.abc import Callable

from carbonfoot.quantities.numbers import SMALLEST, QuantityError, round_digits, shown
from carbonfoot.quantities.syntax import Node, names, parse
from carbonfoot.quantities.table import combined, dimension_of
from carbonfoot.quantities.traced import added, raised, root
from carbonfoot.quantities.units import (
    Quantity,
    dimension_name,
    multiply,
    refuse_unlike,
    si_unit,
    written,
)

__all__ = ["Node", "evaluate", "names", "parse"]

LookupName = Callable[[str], Quantity]
LookupTable = Callable[[str, str, dict[str, Quantity | str]], Quantity]

_NEARLY = 1e-12  # relative; floats nearer than this compare as equal, since results are stated to 12 digits
# In the branch of if() that is not taken only the unit matters: a division by zero or a missing row may
# stand there, because the condition is often what guards against it.
_GUARDED = ("CF206", "CF223")


def evaluate(node: Node, lookup_name: LookupName, lookup_table: LookupTable | None = None) -> Quantity:
    """The amount an expression comes to.

    `lookup_name` gives the amount of a parameter and `lookup_table` that of a cell (table, column, keys); a
    `KeyError` or a `QuantityError` of theirs is placed at its node. Raises, with offsets in the parsed text,
    CF204 (dimensions or bases do not meet), CF206 (division by zero, out of range), CF221 (unknown name),
    CF223 (look-up failed).
    """
    result = _Evaluation(lookup_name, lookup_table).value(node)
    return result if result.text else result._replace(number=result.number + 0.0, text=written(result))


def _placed(error: QuantityError, node: Node) -> QuantityError:
    error.start, error.end = node.start, node.end
    return error


def _refused(node: Node, code: str, message: str, help: str) -> QuantityError:
    return QuantityError(code, message, help, node.start, node.end)


class _Evaluation:
    def __init__(self, lookup_name: LookupName, lookup_table: LookupTable | None) -> None:
        self.lookup_name = lookup_name
        self.lookup_table = lookup_table

    def value(self, node: Node) -> Quantity:
        if node.quantity is not None:
            return node.quantity
        if node.kind == "name":
            return self.named(node)
        if node.kind == "lookup":
            return self.looked_up(node)
        if node.kind == "call" and node.value == "if":
            return self.chosen(node)
        values = [self.value(child) for child in node.children]
        if node.kind == "sum":
            return _sum(node, values)
        if node.kind == "product":
            return _product(node, values)
        if node.kind == "power":
            return _power(node, *values)
        if node.kind == "negative":
            return Quantity(-values[0].number, values[0].unit, "")
        return _call(node, values)

    def named(self, node: Node) -> Quantity:
        try:
            return self.lookup_name(node.value)
        except KeyError:
            raise _refused(
                node, "CF221", f"unknown name {shown(node.value)}", "declare it under `parameters`"
            ) from None
        except QuantityError as error:
            raise _placed(error, node) from None

    def looked_up(self, node: Node) -> Quantity:
        column, *keys = node.parts
        values = [child.value if child.kind == "text" else self.value(child) for child in node.children]
        if self.lookup_table is None:
            raise _refused(node, "CF223", "there is no table to look up in", "declare it under `tables`")
        try:
            return self.lookup_table(node.value, column, dict(zip(keys, values, strict=True)))
        except KeyError:
            message = f"nothing found in table {shown(node.value)}, column {shown(column)}"
            raise _refused(
                node, "CF223", message, "name a declared table, a column of it, and one row"
            ) from None
        except QuantityError as error:
            raise _placed(error, node) from None

    def chosen(self, node: Node) -> Quantity:
        """The branch of if() that applies; the other one is computed for its dimension only."""
        condition, *branches = node.children
        left, right = (self.value(child) for child in condition.children)
        _same_kind([left, right], condition.children)
        if not _holds(condition.parts[0], left.si, right.si):
            branches.reverse()
        taken = self.value(branches[0])
        try:
            other = self.value(branches[1])
        except QuantityError as error:
            if error.code not in _GUARDED:
                raise
        else:
            _same_kind([taken, other], (branches[0], branches[1]))
        return taken


def _holds(sign: str, a: float, b: float) -> bool:
    equal = abs(a - b) <= _NEARLY * max(abs(a), abs(b))
    if sign in ("==", "!="):
        return equal == (sign == "==")
    if sign in ("<=", ">="):
        return equal or (a < b) == (sign == "<=")
    return not equal and (a < b) == (sign == "<")


def _same_kind(values: list[Quantity], nodes: tuple[Node, ...]) -> None:
    """CF204 at the first operand whose dimension or basis is not that of the first."""
    for value, node in zip(values[1:], nodes[1:], strict=True):
        try:
            refuse_unlike(value, values[0])
        except QuantityError as error:
            raise _placed(error, node) from None


def _in_one_unit(values: list[Quantity], node: Node) -> list[Quantity]:
    """The values as they are when they share a unit, else in base units."""
    _same_kind(values, node.children)
    unit = values[0].unit
    if all(value.unit == unit for value in values):
        return values
    base = si_unit(unit.dimension, unit.basis, unit.basis_power)
    return [Quantity(value.si, base, "") for value in values]


def _sum(node: Node, values: list[Quantity]) -> Quantity:
    terms = _in_one_unit(values, node)
    try:
        total = added(
            term.number if sign == "+" else -term.number for sign, term in zip(node.parts, terms, strict=True)
        )
    except OverflowError:
        raise _out_of_range(node) from None
    return Quantity(_finite(total, node), terms[0].unit, "")


def _product(node: Node, values: list[Quantity]) -> Quantity:
    result = values[0]
    for sign, value, child in zip(node.parts[1:], values[1:], node.children[1:], strict=True):
        try:
            result = multiply(result, value, 1 if sign == "*" else -1)
        except QuantityError as error:
            raise _placed(error, child) from None
    return result


def _power(node: Node, base: Quantity, exponent: Quantity) -> Quantity:
    plain = dimension_of("")
    if exponent.unit.dimension != plain or exponent.unit.basis:
        message = f"the power {shown(written(exponent))} is not a plain number"
        raise _refused(node.children[1], "CF204", message, "write a power without a unit, such as ^2")
    power = exponent.si
    dimension, basis = plain, ("", 1)
    if base.unit.dimension != plain or base.unit.basis:
        if power != int(power):
            words = dimension_name(base.unit.dimension)
            message = f"{shown(written(base))} ({words}) cannot be raised to {shown(written(exponent))}"
            raise _refused(node, "CF204", message, "an amount with a unit takes whole powers only")
        try:
            dimension = combined(plain, base.unit.dimension, int(power))
        except QuantityError as error:
            raise _placed(error, node) from None
        if base.unit.basis and power:
            basis = base.unit.basis, base.unit.basis_power * int(power)
    try:
        number = raised(base.si, power)
    except (OverflowError, ValueError):
        message = f"{shown(written(base))} to the power {shown(written(exponent))} has no finite real value"
        raise _refused(node, "CF206", message, "check the amounts and their units") from None
    if abs(number) < SMALLEST and base.number != 0:
        raise _out_of_range(node)
    return Quantity(number, si_unit(dimension, *basis), "")


def _call(node: Node, values: list[Quantity]) -> Quantity:
    name, first = node.value, values[0]
    if name in ("min", "max"):
        terms = _in_one_unit(values, node)
        number = (min if name == "min" else max)(term.number for term in terms)
        return Quantity(number, terms[0].unit, "")
    if name == "abs":
        return Quantity(abs(first.number), first.unit, "")
    if name == "sqrt":
        return _root(node, first)
    if first.unit.dimension not in (dimension_of(""), dimension_of("count")):
        words = dimension_name(first.unit.dimension)
        message = f"`{name}` of {shown(written(first))} ({words}) depends on its unit"
        raise _refused(node, "CF204", message, f"divide by the unit first: {name}(a / 1 [kg])")
    # to 12 digits first: ceil(0.1 * 3 * 10) is 3, not 4 for the sake of the sixteenth digit
    number = (math.ceil if name == "ceil" else math.floor)(round_digits(first.si))
    return Quantity(float(number), si_unit(first.unit.dimension), "")


def _root(node: Node, value: Quantity) -> Quantity:
    unit = value.unit
    if unit.basis or any(power % 2 for power in unit.dimension):
        message = f"{shown(written(value))} ({dimension_name(unit.dimension)}) has no square root"
        raise _refused(node, "CF204", message, "only plain numbers and squares, such as m2, have one")
    if value.number < 0:
        raise _refused(
            node, "CF206", f"{shown(written(value))} is negative", "a square root needs zero or more"
        )
    return Quantity(root(value.si), si_unit(tuple(power // 2 for power in unit.dimension)), "")


def _finite(number: float, node: Node) -> float:
    if not math.isfinite(number):
        raise _out_of_range(node)
    return number


def _out_of_range(node: Node) -> QuantityError:
    return _refused(
        node, "CF206", "the result leaves the range of numbers", "check the amounts and their units"
    )
