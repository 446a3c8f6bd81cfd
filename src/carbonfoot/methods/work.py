"""Where a method works: the library, the place and the year, and where its findings go. It writes down all it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from carbonfoot.factors.library import Library
from carbonfoot.factors.parameters import Parameter
from carbonfoot.methods import constants
from carbonfoot.methods.terms import Draw, Drawn, Path
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, nearest, parse_quantity

Report = Callable[..., None]
"""`report(code, message, path, help, notes)`; the path is below the use of the method."""

Look = Callable[[Draw], Drawn | None]
"""What a draw would come to, without a finding; None where the library has nothing for it."""

_NAMED = re.compile(r"(?<=[gt]) (CO2|CF4|C|Al)\b")


class Refused(Exception):
    """The method cannot go on; its finding is written already."""


class Work:
    """One use of a method.

    country, year, gwp_set  of the step at hand; `values` what was taken: key, number with unit, where it is from
    look                    what a draw would come to, to be shown beside the result or to choose by what it covers
    used_up                 what is left of something whose parts take all of it: zero, which moves with what it is left of
    """

    def __init__(
        self,
        library: Library,
        country: str,
        year: int,
        gwp_set: str,
        report: Report,
        look: Look = lambda _: None,
        used_up: Callable[[float], float] = lambda _: 0.0,
    ) -> None:
        self.library = library
        self.country = country
        self.year = year
        self.gwp_set = gwp_set
        self.look = look
        self.used_up = used_up
        self.values: list[tuple[str, str, str]] = []
        self.pinned: dict[str, str] = {}  # ids of numbers that a lock holds, which come first
        self.refused = False
        self._report = report

    def given(self, key: str, text: str) -> None:
        """Write down an argument of the document."""
        self.values.append((key, text, "given"))

    def found(self, key: str, number: float, unit: str, origin: str) -> None:
        """Write down a number that was worked out or looked up."""
        text = format_number(number, 6) if unit in ("", "1") else f"{format_number(number, 6)} {unit}"
        if (key, text, origin) not in self.values:
            self.values.append((key, text, origin))

    def refuse(
        self, code: str, message: str, at: Path = (), help: str = "", notes: tuple[str, ...] = ()
    ) -> Refused:
        """An error at an argument; raise what comes back, or go on to find others: nothing is computed either way."""
        self.refused = True
        self._report(code, message, at, help, notes)
        return Refused(message)

    def remark(
        self, code: str, message: str, at: Path = (), help: str = "", notes: tuple[str, ...] = ()
    ) -> None:
        """A warning or note at an argument."""
        self._report(code, message, at, help, notes)

    def constant(self, name: str) -> float:
        """A number of nature or of definition, of `constants.csv`. Raises `KeyError` for a name that is none."""
        one = constants.constant(name)
        self.found(name, one.value, one.unit, one.source)
        return one.value

    def molar_mass(self, formula: str, at: Path = ()) -> float:
        """g/mol of a formula (`CaCO3`, `Na2CO3.10H2O`) from standard atomic weights. Raises `Refused` for what is none."""
        try:
            mass = constants.molar_mass(formula)
        except ValueError as error:
            raise self.refuse("CF702", str(error), at, "write a chemical formula, such as `CaCO3`") from None
        self.found(f"M({formula})", mass, "g/mol", "standard atomic weights")
        return mass

    def gas(self, name: str, at: Path = ()) -> str:
        """The key of a gas of the library. Raises `Refused` (CF315) for a name that is none."""
        gas = self.library.gas(name)
        if gas is not None:
            return str(gas.gas)
        near = nearest(name, [one.gas for one in self.library.gases()])
        help = (
            f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
            if near
            else "write its formula or trade name"
        )
        raise self.refuse("CF315", f"`{name}` is not a greenhouse gas of the library", at, help)

    def number(
        self, item: str, quantity: str, unit: str, *, packs: tuple[str, ...], at: Path = (), **which: str
    ) -> float:
        """A parameter of the library as a number in `unit`. Raises `Refused` (CF704) where there is none, or several.

        packs  where it is looked for, the first that has it wins; a project's own packs come before all
        which  `substance`, `product`, `technology`, `tier`: what tells it from others of the item
        """
        found = self.maybe(item, quantity, unit, packs=packs, at=at, **which)
        if found is None:
            said = ", ".join(value for value in which.values() if value)
            message = f"there is no {quantity.replace('-', ' ')} of `{item}`{f' for {said}' if said else ''}"
            known = sorted(
                {_told(one, which) for one in self.library.parameters(item) if one.quantity == quantity}
            )
            known = [one for one in known if one]
            notes = (f"the library has it for {', '.join(known)}",) if known else ()
            raise self.refuse("CF704", message, at, "state it in the document", notes)
        return found

    def maybe(
        self, item: str, quantity: str, unit: str, *, packs: tuple[str, ...], at: Path = (), **which: str
    ) -> float | None:
        """As `number`, None where there is none."""
        rows = [
            one
            for one in self.library.parameters(item)
            if one.quantity == quantity and all(getattr(one, key) == value for key, value in which.items())
        ]
        own = [one for one in rows if one.pack not in self.library.shipped_packs()]
        places = [own, *([one for one in rows if one.pack == pack] for pack in packs)]
        held = [[one for one in some if one.id in self.pinned] for some in places]
        chosen = next((some for some in (*held, *places) if some), None)
        if chosen is None:
            return None
        if len(chosen) > 1:
            ids = tuple(f"{one.id}: {one.value} {one.unit}" for one in chosen)
            message = f"several values of {quantity.replace('-', ' ')} of `{item}`"
            raise self.refuse("CF704", message, at, "state it in the document", ids)
        return self.taken(chosen[0], unit)

    def taken(self, parameter: Parameter, unit: str) -> float:
        """The value of a parameter in `unit`, written down with where it is from."""
        value = parse_quantity(parameter.value, default_unit=parameter.unit).to(unit)
        words = " ".join(
            word for word in (parameter.quantity, parameter.substance, parameter.product) if word
        )
        self.found(words, value, unit, parameter.id)
        return value

    def released(self, id: str, gas: str, unit: str) -> float | None:
        """What a process releases of a gas by a record of the library: column `co2_fossil`, `ch4_fossil`, ... in `unit`.

        None for an id that is none, and for a gas that the record does not count.
        """
        record = self.library.record(id)
        number = "" if record is None else getattr(record, gas)
        if record is None or not number or record.gas_basis != "mass":
            return None
        value = parse_quantity(f"{number} {record.unit_num}/{record.unit_den}").to(unit)
        self.found(f"emission factor {gas}", value, unit, id)
        return value

    def rule(self, id: str, unit: str) -> float | None:
        """A number of a rule table of standard factors (`cbam_factors`) in `unit`; None for an id that it has not."""
        rows = self.library.rows("select value, unit from cbam_factors where id = ?", id)
        if not rows:
            return None
        value = parse_quantity(str(rows[0][0]), default_unit=_plain(str(rows[0][1]))).to(unit)
        self.found(id.partition(":")[2], value, unit, id)
        return value


def _plain(unit: str) -> str:
    """A unit of a law, which names the gas or the carbon in it, as units are written."""
    return _NAMED.sub("", unit).replace("AE-min/cell-day", "min/day")


def _told(parameter: Parameter, which: dict[str, Any]) -> str:
    return " ".join(getattr(parameter, key) for key in which if getattr(parameter, key))


def amount_of(number: float, unit: str) -> Quantity:
    """An amount that a method worked out, in a unit of the table."""
    from carbonfoot.quantities.units import parse_unit

    return Quantity(number, parse_unit(unit), f"{format_number(number, 6)} {unit}")
