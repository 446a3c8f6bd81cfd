"""The arguments of one use of a method: plain data to a typed instance, every error a finding with its place."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.documents.reading import left_of, read_shape, shape_at
from carbonfoot.documents.shape import Field, Shape
from carbonfoot.documents.values import Scope
from carbonfoot.findings.finding import Finding
from carbonfoot.methods.described import Need, needs
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import Each, Measured
from carbonfoot.methods.registry import find
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, clash, parse_unit

_PER_CENT = 100.0


def read(
    method: type[Method], arguments: dict[str, Any], file: str, path: Path, also: tuple[str, ...]
) -> tuple[Method | None, list[Finding]]:
    """One use of a method from plain data, amounts not worked out yet; `also`: keys that the use itself may have."""
    return read_shape(arguments, file, path, method.about.id, method, also)


def also_wrong(
    method: type[Method],
    arguments: dict[str, Any],
    findings: list[Finding],
    path: Path,
    scope: Scope,
    work: Work,
) -> None:
    """The findings of the arguments that are left when those with `findings` are taken out."""
    refused = {str(one.path[len(path)]) for one in findings if len(one.path) > len(path)}
    left = left_of(arguments, refused, method.about.id, method)
    if left is not None:
        work_out(left, scope, path, work)


def is_amount(id: str, path: Path) -> bool:
    """Whether a path below a use of a method names a number with a unit, or a share."""
    method = find(id)
    if method is None:
        return False
    shape = shape_at(path[:-1], method)
    if shape is None:  # below free names
        field = _field(shape_at(path[:-2], method), path[-2:-1])
        return field is not None and isinstance(field.kind, Each)
    field = _field(shape, path[-1:])
    if field is None:
        return False
    short = [
        _field(inner, ("amount",)) for inner in field.kind.shapes()
    ]  # `coke: 12 t` for `coke: {amount: 12 t}`
    return any(isinstance(one.kind, Measured) for one in (field, *short) if one is not None)


def _field(shape: type[Shape] | None, key: Path) -> Field | None:
    fields = {} if shape is None else {field.alias or name: field for name, field in shape.fields().items()}
    return fields.get(str(key[0])) if key else None


def work_out(used: Shape, scope: Scope, path: Path, work: Work) -> bool:
    """Every amount of a method's arguments, or of another shape, as `needs` says, in place; whether all could be worked out."""
    return _shape(used, scope, path, (), work)


def _shape(shape: Shape, scope: Scope, path: Path, at: Path, work: Work) -> bool:
    fine = True
    for name, field in shape.fields().items():
        value = getattr(shape, name)
        if value is None:
            continue
        here = (*at, field.alias or name)
        if isinstance(field.kind, Measured):
            number = _measured(field.kind, value, scope, path, here, work)
            setattr(shape, name, number)
            fine = fine and number is not None
        elif isinstance(field.kind, Each):
            inner = field.kind.inner
            found = {
                key: _measured(inner, one, scope, path, (*here, key), work) for key, one in value.items()
            }
            setattr(shape, name, found)
            fine = fine and None not in found.values()
        elif isinstance(value, Shape):
            fine = _shape(value, scope, path, here, work) and fine
        elif isinstance(value, list | dict):
            for step, one in value.items() if isinstance(value, dict) else enumerate(value):
                if isinstance(one, Shape):
                    fine = _shape(one, scope, path, (*here, step), work) and fine
        elif isinstance(value, str):
            work.given(_key(here), value)
    return fine


def _key(at: Path) -> str:
    return "/".join(str(step) for step in at)


def _measured(
    kind: Measured, value: Value | str, scope: Scope, path: Path, at: Path, work: Work
) -> float | Quantity | str | None:
    """The argument in the unit that the method wants, or the word that stands for it; None with a finding."""
    if isinstance(value, str):
        work.given(_key(at), value)
        return value
    place = (*path, *at)
    plain = kind.units[0] == "1"
    quantity = scope.quantity(value, place) if plain else scope.amount(value, None, place)
    if quantity is None:
        work.refused = True
        return None
    unit = next(
        (unit for unit in map(parse_unit, kind.units) if unit.dimension == quantity.unit.dimension),
        parse_unit(kind.units[0]),
    )
    try:
        number = quantity.to(unit)
    except QuantityError as error:
        if len(kind.units) > 1 and error.code == "CF204":
            error = clash(quantity, unit)
            named = [unit for unit in kind.units if unit != "1"]
            error.help = f"write it in {', '.join(named[:-1])} or {named[-1]}"
            if "1" in kind.units:
                error.help = f"write a share or mass per mass, such as `0.88 kg/kg`, or {error.help.removeprefix('write ')}"
        elif error.code == "CF204" and ("density of" in error.help or "calorific value of" in error.help):
            error.help = f"write it in {kind.units[0]}, or another unit of the same kind"
        work.refuse(error.code, error.message, at, error.help)
        return None
    if not _inside(kind, number, quantity, at, work):
        return None
    work.given(_key(at), quantity.text.strip() or f"{format_number(number, 6)} {unit.symbol}")
    return number if kind.as_number else quantity


def _inside(kind: Measured, number: float, quantity: Quantity, at: Path, work: Work) -> bool:
    low, high, above_zero = kind.bounds
    unit = "" if kind.units[0] == "1" else f" {kind.units[0]}"
    said = f"`{quantity.text.strip()}`"
    if low is not None and number < low:
        if low == 0:
            work.refuse("CF207", f"{said} is negative", at, "write an amount that is not negative")
        else:
            help = f"write at least {low:g}{unit}"
            work.refuse("CF208", f"{said} is below {low:g}{unit}", at, help)
        return False
    if above_zero and number == 0:
        work.refuse("CF208", f"{said} is zero", at, "write an amount above zero, or leave the key out")
        return False
    if high is not None and number > high:
        help, most = f"write at most {high:g}{unit}", f"{high:g}{unit}"
        if kind.units[0] == "1" and high == 1:
            help, most = "a share is at most 100 %", "100 %"
            if quantity.unit.symbol in ("", "1") and number <= _PER_CENT:
                help = f"write `{number:g} %` or `{number / _PER_CENT:g}`"
        work.refuse("CF208", f"{said} is above {most}", at, help)
        return False
    return True


_PROPERTY = re.compile(r"`(density|calorific_value|mass):`")
_OWN_WORDS = {
    "density": ("density",),
    "calorific_value": ("calorific_value", "net_calorific_value", "gross_calorific_value"),
    "mass": (),  # of a piece: what a method calls `mass` is something else
}


def in_words_of(method: type[Method], finding: Finding) -> Finding:
    """A finding of the library about an amount (CF209) or an item (CF301), with the keys that the method has for it."""
    if finding.code == "CF301" and finding.message[1:2].isdigit() and "emission_factor" in method.fields():
        return finding._replace(help="a number that is stated stands under `emission_factor:`, not `factor:`")
    head, link, tail = finding.help.partition(", or state ")
    if finding.code != "CF209" or not link:
        return finding
    keys = _keys_of(needs(method))
    told = [f"`{key}:`" for one in _PROPERTY.findall(tail) for key in _OWN_WORDS[one] if key in keys]
    return finding._replace(help=f"{head}, or state {' or '.join(told)}" if told else head)


def _keys_of(all_needs: tuple[Need, ...]) -> set[str]:
    return {key for one in all_needs for key in (one.key, *_keys_of(one.inside))}
