"""Carbonates that give off CO2: one line each, the ratio from atomic weights or from the table of a guideline."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.documents.shape import Shape, choice, optional, required
from carbonfoot.methods.constants import atoms
from carbonfoot.methods.lookups import FACTOR, co2_of_record, mass_of, of_law, own_factor
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import nearest

TABLES = choice("stoichiometry", "ipcc", "eu")
"""Where the CO2 of a carbonate is from: atomic weights, IPCC 2006 volume 3 table 2.1, or (EU) 2025/2547 table 3."""

MINERALS = {
    "calcite": "CaCO3",
    "aragonite": "CaCO3",
    "magnesite": "MgCO3",
    "dolomite": "CaMg(CO3)2",
    "siderite": "FeCO3",
    "rhodochrosite": "MnCO3",
    "soda-ash": "Na2CO3",
    "sodium-carbonate": "Na2CO3",
    "witherite": "BaCO3",
    "strontianite": "SrCO3",
}
_OF_IPCC = ("calcite", "magnesite", "dolomite", "siderite", "rhodochrosite", "sodium-carbonate")
_OF_LAW = ("CaCO3", "MgCO3", "Na2CO3", "BaCO3", "Li2CO3", "K2CO3", "SrCO3", "NaHCO3", "FeCO3")
_OXYGEN = 3


class CarbonateInput(Shape):
    """A carbonate that goes in, with how much of it gives its CO2 off."""

    carbonate = required(
        WORD, "The carbonate: its formula, or `calcite`, `dolomite`, `magnesite`, `soda-ash` ...", "CaCO3"
    )
    amount = required(number("kg"), "How much of it, as weighed.", "120 t")
    purity = optional(
        share(above_zero=True), "Share of the carbonate in what was weighed; all of it unless stated.", "97 %"
    )
    calcination = optional(share(), "Share that gives its CO2 off; all of it unless stated.", "98 %")
    emission_factor = optional(FACTOR, "CO2 of the pure carbonate, instead of the table.", "0.44 t/t")


def co2_ratio(work: Work, carbonate: str, table: str | None, at: Path) -> float:
    """kg CO2 per kg of a carbonate. Raises `Refused` (CF702) for what is none, or what the table does not have."""
    if carbonate == "ankerite":
        if table == "ipcc":
            return co2_of_record(work, "ipcc-2006:carbonates-ankerite", at)
        help = "state its `emission_factor:`, or take that of `rule: ipcc`"
        raise work.refuse("CF702", "ankerite has no formula of its own: its metals vary", at, help)
    formula = MINERALS.get(carbonate, carbonate)
    if formula is carbonate and carbonate.islower():
        near = nearest(carbonate, [*MINERALS, "ankerite"])
        help = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else "write its formula"
        raise work.refuse("CF702", f"`{carbonate}` is not a carbonate that is known by name", at, help)
    mass = work.molar_mass(formula, at)
    found = atoms(formula)
    carbon = found.get("C", 0)
    help = "write the formula of the carbonate, such as `CaCO3` or `Na2CO3`"
    if carbon == 0:
        raise work.refuse("CF702", f"`{formula}` holds no carbon", at, help)
    if found.get("O", 0) < _OXYGEN * carbon:
        raise work.refuse("CF702", f"`{formula}` is no carbonate", at, help)
    if table in (None, "stoichiometry"):
        ratio = carbon * work.molar_mass("CO2") / mass
        work.found(f"CO2 per {formula}", ratio, "kg/kg", "computed")
        return ratio
    return _of_table(work, formula, str(table), at)


def _of_table(work: Work, formula: str, table: str, at: Path) -> float:
    same = atoms(formula)
    if table == "ipcc":
        for name in _OF_IPCC:
            if atoms(MINERALS[name]) == same:
                return co2_of_record(work, f"ipcc-2006:carbonates-{name}", at)
    else:
        for known in _OF_LAW:
            value = of_law(work, "carbonate", known) if atoms(known) == same else None
            if value is not None:
                return value
    help = "leave `rule:` out, to take it from atomic weights, or state its `emission_factor:`"
    raise work.refuse("CF702", f"the table of `rule: {table}` has no `{formula}`", at, help)


def mixed_ratio(work: Work, table: str | None) -> float:
    """kg CO2 per kg of the mix that tier 1 assumes (IPCC 2006, equation 2.14)."""
    lime = work.constant("limestone-share-of-carbonates")
    calcite = co2_ratio(work, "CaCO3", table, ())
    return lime * calcite + (1.0 - lime) * co2_ratio(work, "CaMg(CO3)2", table, ())


def released(
    work: Work, inputs: Sequence[CarbonateInput], table: str | None, key: str = "carbonates"
) -> list[Term]:
    """A term for each carbonate. Raises `Refused` where a ratio cannot be found, or where there is no entry."""
    if not inputs:
        raise work.refuse("CF104", f"`{key}` is empty", (key,), "list what goes in")
    terms = []
    for index, one in enumerate(inputs):
        at: Path = (key, index)
        factor = one.emission_factor
        ratio = (
            co2_ratio(work, one.carbonate, table, (*at, "carbonate"))
            if factor is None
            else own_factor(factor)
        )
        terms.append(given_off(one.carbonate, one.amount, one.purity, one.calcination, ratio, at))
    return terms


def given_off(
    name: str, amount: float, purity: float | None, calcination: float | None, ratio: float, at: Path
) -> Term:
    """The CO2 of an amount of a carbonate in kg; all of it is carbonate, and gives its CO2 off, unless stated."""
    pure = 1.0 if purity is None else purity
    calcined = 1.0 if calcination is None else calcination
    return Term(
        f"CO2 of {name}",
        f"{name}의 CO2",
        (*at, "amount"),
        mass_of(amount),
        {"co2": amount * pure * ratio * calcined},
        how=f"{amount:g} kg x {pure:g} x {ratio:.6g} x {calcined:g}",
    )
