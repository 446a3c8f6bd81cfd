"""Published carbon contents of materials and fuels, by edition."""

from __future__ import annotations

import csv
import os
from functools import cache
from typing import NamedTuple

from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import Quantity, multiply, nearest, parse_unit

EDITIONS = ("ipcc-2019", "ipcc-2006", "eu-2025-2547")
EU = "eu-2025-2547"
_HERE = os.path.dirname(os.path.realpath(__file__))
_PLACES = ("processes/steel/materials/", "processes/chemicals/materials/", "fuels/")
_ENERGY = parse_unit("GJ").dimension
_ONE = parse_unit("1")


class Content(NamedTuple):
    """Carbon per unit, and the net calorific value published with it."""

    carbon: Quantity
    calorific_value: Quantity | None = None


@cache
def _names() -> dict[str, tuple[str, bool]]:
    """Name to the row of the EU table that it stands for, and whether it is biomass."""
    with open(os.path.join(_HERE, "materials.csv"), encoding="utf-8", newline="") as file:
        return {row["material"]: (row["eu"], row["biomass"] == "yes") for row in csv.DictReader(file)}


def is_biomass(material: str) -> bool:
    """Whether a material grows, so that its share of biogenic carbon must be said."""
    name = material.removeprefix("fuels/")
    return name.startswith("biomass/") or _names().get(name, ("", False))[1]


def packs_of(edition: str) -> tuple[str, ...]:
    """Where the edition stands; without one the refinement of 2019 comes before the guidelines of 2006."""
    return (edition,) if edition else ("ipcc-2019", "ipcc-2006")


def content(
    work: Work, material: str, edition: str, amount: Quantity, at: Path, *, own: bool = False
) -> Content:
    """The published carbon content of a material. Raises `Refused` (CF704) for one that the edition has not.

    own  the calorific value is stated in the document: carbon per energy comes first, that of the table is not taken
    """
    by_energy = amount.unit.dimension == _ENERGY or own
    found = (
        _eu(work, material, own=own)
        if edition == EU
        else _ipcc(work, material, packs_of(edition), at, by_energy=by_energy, own=own)
    )
    if found is not None:
        return found
    said = f" in `{edition}`" if edition else ""
    known = _known(work, edition)
    near = [one for one in nearest(material, known) if one != material]
    help = "state `carbon_content`, or `emission_factor` with `net_calorific_value`"
    if material in known:
        help = f"another edition has it: leave `edition` out, or {help}"
    if near:
        help = f"did you mean {' or '.join(f'`{one}`' for one in near)}? Or {help}"
    raise work.refuse("CF704", f"there is no carbon content of `{material}`{said}", at, help)


def by_mass(work: Work, material: str, edition: str, at: Path) -> float:
    """kg of carbon per kg of a material, as published. Raises `Refused` (CF704), also for one without mass."""
    one = content(work, material, edition, amount_of(1.0, "t"), at)
    if one.carbon.unit.dimension == _ONE.dimension:
        return one.carbon.to(_ONE)
    value = one.calorific_value
    if value is None or one.carbon.unit.dimension != parse_unit("kg/GJ").dimension:
        message = f"the carbon content of `{material}` is not published by mass"
        raise work.refuse("CF704", message, at, "state `carbon_content:`")
    return multiply(value, one.carbon).to(_ONE)


def _known(work: Work, edition: str) -> list[str]:
    if edition == EU:
        return sorted(name for name, (eu, _) in _names().items() if eu)
    items = [item.removeprefix(place) for place in _PLACES for item, _ in work.library.parameter_items(place)]
    return list(dict.fromkeys(items))


def _eu(work: Work, material: str, *, own: bool) -> Content | None:
    """Annex II of (EU) 2025/2547: carbon contents of table 5, else factors over 3.664, as the act converts them."""
    name = material.removeprefix("fuels/")
    row = _names().get(name, ("", False))[0] or f"fuel-{name}"
    id = f"cbam-2026:factor-{row}"
    carbon = work.rule(f"{id}-carbon-content", "t/t")
    if carbon is not None:
        return Content(Quantity(carbon, parse_unit("1"), ""))
    per_mass = row.startswith("carbonate-")
    factor = work.rule(f"{id}-emission-factor", "t/t" if per_mass else "t/TJ")
    if factor is None:
        return None
    share = factor / work.constant("co2-per-carbon-cbam")
    if per_mass:
        return Content(Quantity(share, parse_unit("1"), ""))
    value = None if own else work.rule(f"{id}-net-calorific-value", "GJ/t")
    calorific = None if value is None else Quantity(value, parse_unit("GJ/t (net)"), "")
    return Content(Quantity(share, parse_unit("t/TJ (net)"), ""), calorific)


def _ipcc(
    work: Work, material: str, packs: tuple[str, ...], at: Path, *, by_energy: bool, own: bool
) -> Content | None:
    items = [material] if material.startswith(_PLACES) else [f"{place}{material}" for place in _PLACES]
    for pack in packs:
        for item in reversed(items) if by_energy else items:
            if not by_energy:
                share = work.maybe(item, "carbon-content", "t/t", packs=(pack,), at=at)
                if share is not None:
                    return Content(Quantity(share, parse_unit("1"), ""))
            per = work.maybe(item, "carbon-content-per-energy", "kg/GJ", packs=(pack,), at=at)
            if per is not None:
                value = None if own else work.maybe(item, "net-calorific-value", "GJ/t", packs=(pack,), at=at)
                calorific = None if value is None else Quantity(value, parse_unit("GJ/t (net)"), "")
                return Content(Quantity(per, parse_unit("kg/GJ (net)"), ""), calorific)
    return None
