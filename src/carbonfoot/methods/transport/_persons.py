"""People on their way: whose kilometres the library counts."""

from __future__ import annotations

from carbonfoot.methods.factored import Factored
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import parse_unit

PERSON, VEHICLE = "pkm", "km"


def counted_by(work: Work, used: Factored, item: str, *, persons: bool) -> str:
    """`pkm` or `km`: what the factor of a way of travelling is stated per; `persons`: their number is stated."""
    if used.emission_factor is not None:
        person = parse_unit("kg CO2e/pkm").dimension
        return PERSON if used.emission_factor.unit.dimension == person else VEHICLE
    named = work.library.record(used.record) if used.record else None
    records = [named] if named is not None else work.library.records(item)
    units = {parse_unit(one.unit_den).dimension for one in records}
    per_person = parse_unit("pkm").dimension in units
    per_vehicle = parse_unit("km").dimension in units
    if per_person and per_vehicle:
        return PERSON if persons else VEHICLE
    return VEHICLE if per_vehicle else PERSON
