"""CH4 and N2O of vehicles by distance: parameters `vehicles/TYPE/FUEL/model-year-...` of the library."""

from __future__ import annotations

import re

from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import nearest

PACKS = ("epa-hub-2024",)
_YEARS = re.compile(r"(?:(\d{4})|to)(?:-(\d{4}))?")
_STEM = "/model-year-"


def per_distance(work: Work, vehicle: str, model_year: int | None, km: float) -> dict[str, float]:
    """kg of CH4 and N2O over a distance. Raises `Refused` for a vehicle or year that the library does not have."""
    item = _item(work, vehicle, model_year)
    found = {}
    for gas in ("ch4", "n2o"):
        found[gas] = km * work.number(
            item, "emission-per-distance", "kg/vkm", packs=PACKS, at=("vehicle",), substance=gas
        )
    return found


def _item(work: Work, vehicle: str, model_year: int | None) -> str:
    known = [item for item, _ in work.library.parameter_items("vehicles/")]
    wanted = f"vehicles/{vehicle.removeprefix('vehicles/')}"
    if wanted in known:
        if model_year is not None:
            help = f"leave it out: the library has one value for `{vehicle}` of any year"
            raise work.refuse("CF106", "`model_year` has no effect", ("model_year",), help)
        return wanted
    years = {item: item.partition(_STEM)[2] for item in known if item.partition(_STEM)[0] == wanted}
    if not years:
        names = list(dict.fromkeys(item.partition(_STEM)[0].removeprefix("vehicles/") for item in known))
        near = nearest(vehicle, names) or names[:3]
        help = f"write {' or '.join(f'`{one}`' for one in near)}, or state `ch4_factor:` and `n2o_factor:`"
        raise work.refuse("CF704", f"the library has no CH4 and N2O of `{vehicle}`", ("vehicle",), help)
    if model_year is None:
        message = f"CH4 and N2O of `{vehicle}` differ by model year, and none is stated"
        raise work.refuse("CF102", message, ("vehicle",), "add `model_year:`")
    for item, text in years.items():
        low, high = _range(text)
        if low <= model_year <= high:
            return item
    ends = [end for text in years.values() for end in _range(text) if end]
    said = f"the library has `{vehicle}` of the model years {min(ends)} to {max(ends)}"
    help = "state `ch4_factor:` and `n2o_factor:` of the vehicle instead of `vehicle:`"
    raise work.refuse("CF702", f"model year {model_year}: {said}", ("model_year",), help)


def _range(text: str) -> tuple[int, int]:
    """First and last year of `1984-1993`, `1975` or `to-1980`."""
    found: Path = _YEARS.fullmatch(text).groups() if _YEARS.fullmatch(text) else ("0", "0")  # type: ignore[union-attr]
    low, high = found
    return int(low or 0), int(high or low or 0)
