"""Rows of the acts that a calculation takes: standard factors, GWPs, constants, reference efficiencies."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.quantities.units import nearest

TRANSITIONAL_END = 2025
"""Last year of the transitional period; the rules of (EU) 2025/2547 hold from the next."""


class Row(NamedTuple):
    """A number of a rule table and where it stands."""

    value: float
    unit: str
    origin: str


class Substance(NamedTuple):
    """A fuel or material of Annex II, G: its factors by quantity."""

    name: str
    kind: str
    rows: dict[str, Row]

    def get(self, quantity: str) -> Row | None:
        """`emission-factor`, `net-calorific-value` or `carbon-content`."""
        return self.rows.get(quantity)


_FUELS = ("fuel", "biomass")
_MATERIALS = ("carbonate", "oxide", "iron-steel-material")
_GJ_PER_T = ("TJ/Gg", "GJ/t")


class Rules:
    """Look-ups in the rule tables of a library. A missing row of the shipped tables is a fault of ours: `KeyError`."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._constants: dict[str, Row] = {}

    def factor(self, kind: str, name: str, quantity: str) -> Row:
        """One number of `cbam_factors`."""
        rows = self.library.rows(
            "select value, unit, id, act, annex from cbam_factors where kind = ? and name = ? and quantity = ?",
            kind,
            name,
            quantity,
        )
        if len(rows) != 1:
            raise KeyError((kind, name, quantity))
        value, unit, id, act, annex = rows[0]
        return Row(float(value), unit, f"{id}: {act}, {annex}")

    def gwp(self, gas: str) -> Row:
        """t CO2e per t of N2O, CF4 or C2F6, fixed by the act."""
        return self.factor("gwp", gas, "gwp-100")

    def carbon(self) -> Row:
        """t CO2 per t C, 3.664."""
        return self._constant("carbon")

    def natural_gas(self) -> Row:
        """t CO2/TJ of natural gas, the reference fuel of waste gases."""
        return self.factor("fuel", "Natural gas", "emission-factor")

    def waste_gas_correction(self) -> Row:
        """Of exported waste gas (Eq. 54), 0.667."""
        return self.factor("waste-gas", "Corr eta", "correction-factor")

    def boiler(self) -> Row:
        """Efficiency of an unknown boiler."""
        return self.factor("heat", "standard", "fallback-boiler-efficiency")

    def chp_fallback(self, output: str) -> Row:
        """Efficiency of `heat` or `electricity` of a unit of which nothing is known."""
        return self.factor("chp", output, "fallback-efficiency")

    def reference(self, output: str, category: str, form: str, built: int) -> Row | None:
        """Reference efficiency of Annex III, C, as a number up to 1; None for one that there is not."""
        rows = self.library.rows(
            "select efficiency, year_from, year_to, id from cbam_chp where output = ? and category = ? and form = ?",
            output,
            category.upper(),
            form,
        )
        for value, first, last, id in rows:
            if value and int(first or 0) <= built <= int(last or 9999):
                return Row(float(value) / 100, "1", str(id))
        return None

    def _constant(self, kind: str) -> Row:
        if kind not in self._constants:
            value, unit, id, act = self.library.rows(
                "select value, unit, id, act from cbam_constants where kind = ?", kind
            )[0]
            self._constants[kind] = Row(float(value), unit, f"{id}: {act}")
        return self._constants[kind]

    def substance(self, name: str, *, material: bool) -> Substance | None:
        """A fuel or material by its name in the act, English or Korean; case, spaces and hyphens do not matter."""
        kinds = _MATERIALS if material else _FUELS
        found: dict[str, Row] = {}
        told = kind_of = ""
        for row in self._substances(kinds):
            kind, own, own_ko, quantity, value, unit, id, act, annex = row
            if folded(name) in {folded(own), folded(own_ko)} and kind_of in {"", kind}:
                told, kind_of = own, kind
                unit = "GJ/t" if unit in _GJ_PER_T else unit
                found[quantity] = Row(float(value), unit, f"{id}: {act}, {annex}")
        return Substance(told, kind_of, found) if found else None

    def near(self, name: str, *, material: bool) -> list[str]:
        """Names of the act that look like a name."""
        names = self.substances(material=material)
        words = set(_words(name))
        whole = [one for one in names if words and words <= set(_words(one))]
        return whole[:5] or nearest(name, names) or [one for one in names if folded(name) in folded(one)][:5]

    def substances(self, *, material: bool) -> list[str]:
        """Names of the act, in English."""
        return sorted({row[1] for row in self._substances(_MATERIALS if material else _FUELS)})

    def _substances(self, kinds: tuple[str, ...]) -> list[tuple[str, ...]]:
        marks = ",".join("?" * len(kinds))
        return self.library.rows(
            "select kind, name, name_ko, quantity, value, unit, id, act, annex from cbam_factors"
            f" where kind in ({marks}) order by kind, id",
            *kinds,
        )


def folded(text: str) -> str:
    """Letters and digits alone: case, spaces and hyphens do not matter."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
