"""Changes that follow from another amount: `+ 0.33 kWh/kWh (net) x processes/Melting/natural_gas`, `with its steps`.

They are worked out on the document as the layers before have left it, so that changes of several layers at one place
belong together: what is switched is what is left, and a meter loses what its steps save.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import fsum
from typing import Any, NamedTuple

from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, multiply, parse_quantity, parse_unit

WITH_STEPS = "with its steps"
"""The amount of a meter changes by as much as the steps that take from it."""

_TIMES = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<number>[0-9][^x]*?(?:\([a-z]+\))?)\s+x\s+(?P<path>[^\s/][^/]*(?:/.+)+)"
)
_MORE = re.compile(r"(?P<number>[0-9].*?)\s+(?P<way>more|less)")
_SPAN = 300  # characters of such a change


class Derived(NamedTuple):
    """A number times the amount at a path, or an amount where the path is ""; `more`: added to what stands there."""

    times: Quantity
    path: str
    more: bool


def derived(value: Any) -> Derived | None:
    """What a text says, None for any other value. Raises `QuantityError` where the number is none."""
    if not isinstance(value, str) or len(value) > _SPAN:
        return None
    plain = _MORE.fullmatch(value.strip())
    if plain is not None:
        amount = parse_quantity(plain["number"])
        way = 1.0 if plain["way"] == "more" else -1.0
        return Derived(amount._replace(number=way * amount.number), "", more=True)
    found = _TIMES.fullmatch(value.strip())
    if found is None:
        return None
    times = parse_quantity(found["number"], default_unit="1")
    if found["sign"] == "-":
        times = times._replace(number=-times.number, text="")
    return Derived(times, found["path"], bool(found["sign"]))


def amount_in(node: Any, unit: Any = None) -> Quantity | None:
    """The amount of a line, an energy carrier or a meter as it is written, of readings their sum; None where none stands.

    Raises `QuantityError` CF462 for what only a calculation knows: expressions, and readings in a table.
    """
    if isinstance(node, dict):
        if set(node) == {"value", "unit"}:
            return amount_in(node["value"], node["unit"])
        if isinstance(node.get("readings"), dict):
            read = [amount_in(one, node.get("unit")) for one in node["readings"].values()]
            given = [one for one in read if one is not None]
            if not given or len(given) < len(read):
                return None
            number = fsum(one.to(given[0].unit) for one in given)
            return Quantity(number, given[0].unit, "")
        if "readings_from" in node:
            help = "state the amount, or write the changes themselves"
            raise QuantityError("CF462", "the amount stands in a table", help)
        return amount_in(node.get("amount"), node.get("unit"))
    if not isinstance(node, str):
        return None
    if node.strip().startswith("="):
        help = "write the changes themselves, such as `x 0.82`"
        raise QuantityError("CF462", f"`{node.strip()}` is known only when it is calculated", help)
    return parse_quantity(node, default_unit=unit if isinstance(unit, str) else "1")


def expression_text(change: Derived, source: Any, there: Any) -> str:
    """The new amount as an expression, where what it follows from is one; "" for plain amounts."""
    source, there = (one.get("amount") if isinstance(one, dict) else one for one in (source, there))
    if not change.path:
        old = there.strip() if isinstance(there, str) else ""
        return f"= ({old[1:].strip()}) + {_bracketed(change.times)}" if old.startswith("=") else ""
    texts = [one.strip() for one in (source, there) if isinstance(one, str)]
    if not isinstance(source, str) or not any(one.startswith("=") for one in texts):
        return ""
    body, *rest = [
        one[1:].strip() if one.startswith("=") else _bracketed(parse_quantity(one, default_unit="1"))
        for one in texts
    ]
    product = f"({body}) * {_bracketed(change.times)}"
    return f"= ({rest[0]}) + {product}" if rest and change.more else f"= {product}"


def _bracketed(quantity: Quantity) -> str:
    """An amount as expressions have it: `0.33 [kWh/kWh (net)]`."""
    symbol = quantity.unit.symbol
    return f"({format_number(quantity.number)}{'' if symbol == '1' else f' [{symbol}]'})"


def more_text(more: Quantity, there: Quantity | None) -> str:
    """An amount that is so much more; alone where nothing stands. Raises `QuantityError` where units do not meet."""
    if there is not None and more.unit.basis != there.unit.basis:
        message = f"`{there.text}` and `{more.text}` stand on different calorific values"
        raise QuantityError("CF210", message, "state both on net or both on gross calorific value")
    unit = more.unit if there is None else there.unit
    number = more.to(unit) + (0.0 if there is None else there.number)
    return f"{format_number(number)} {unit.symbol}".removesuffix(" 1")


def product_text(change: Derived, source: Quantity, there: Quantity | None, fuel: str = "") -> str:
    """The new amount as a document writes it. Raises `QuantityError` where units or calorific bases do not meet.

    there  what stands at the place already, to which it is added; the result is in its unit
    fuel   what stands there is energy of this carrier: electricity and heat have no calorific basis
    """
    found = multiply(source, change.times)
    if found.unit.basis and fuel in ("electricity", "heat", "water"):
        message = f"`{change.times.text}` does not say which calorific value of `{source.text}` it counts"
        help = f"write the basis into its unit, such as `{change.times.text} kWh/kWh (net)`"
        raise QuantityError("CF210", message, help)
    if there is None:
        same = found.unit.dimension == source.unit.dimension
        symbol = source.unit.symbol.replace(f" ({source.unit.basis})", "")
        unit = parse_unit(symbol) if same else found.unit
        number = found._replace(unit=found.unit._replace(basis="", basis_power=1)).to(unit)
        basis = f" ({found.unit.basis})" if found.unit.basis else ""
        text = unit.symbol if unit.symbol != "1" else ""
        return f"{format_number(number)} {text}{basis}".strip()
    if found.unit.basis != there.unit.basis:
        message = f"`{there.text}` and what is added to it stand on different calorific values"
        raise QuantityError("CF210", message, "state both on net or both on gross calorific value")
    number = found.to(there.unit) + (there.number if change.more else 0.0)
    return f"{format_number(number)} {there.unit.symbol}".removesuffix(" 1")


def meter_change(before: Any, after: Any, meter: dict[str, Any]) -> float:
    """By how many times its own amount a meter changes, since the steps that take from it do. Raises `QuantityError`."""
    name, carrier = meter.get("name"), meter.get("carrier")
    alone = _is_alone(before, carrier)
    own = amount_in(meter)
    if own is None or not own.number:
        raise QuantityError("CF462", f"the meter `{name}` has no amount", "state its `amount:`")
    taken = [fsum(one.to(own.unit) for one in _taken(data, carrier, name, alone)) for data in (before, after)]
    return (taken[1] - taken[0]) / own.number


def changed_by(given: Any, share: float) -> str:
    """An amount as it is written, changed by so much of itself."""
    found = amount_in(given)
    if found is None:
        return ""
    return f"{format_number(found.number + found.number * share)} {found.unit.symbol}".removesuffix(" 1")


def meters_of(data: Any, carrier: str, source: Any = None) -> list[dict[str, Any]]:
    """The meters of a site that energy of a carrier is taken from; `source` is what its `from:` says."""
    meters = data.get("meters") if isinstance(data, dict) else None
    found = [one for one in meters or [] if isinstance(one, dict) and one.get("carrier") == carrier]
    return [one for one in found if source in (None, one.get("name"))]


def _is_alone(data: Any, carrier: Any) -> bool:
    return len(meters_of(data, str(carrier))) == 1


def _taken(data: Any, carrier: Any, name: Any, alone: bool) -> Iterator[Quantity]:
    """What steps take from a meter: by its name, or without any where it is the only one of its carrier."""
    for process in data.get("processes") or []:
        use = process.get(carrier) if isinstance(process, dict) and carrier in ENERGY_ITEMS else None
        if use is None:
            continue
        source = use.get("from") if isinstance(use, dict) else None
        if source == name or (source is None and alone):
            amount = amount_in(use)
            if amount is not None:
                yield amount
