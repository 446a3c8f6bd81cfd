"""When and where a declaration holds: reference period, validity, one geography (technical specifications 3.0.3)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from carbonfoot.declarations.pact.ground import Ground

YEARS = 3
"""A declaration holds no longer than so many years after its data (PACT Methodology 3.0, 3.2.3)."""

_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
WORLD = "GLO"


def reference_period(ground: Ground) -> dict[str, str]:
    """From the first moment of the first day to the last second of the last, which is the last day however one counts."""
    start, end = ground.gate.period
    return {"referencePeriodStart": moment(_day(start)), "referencePeriodEnd": last_moment(_day(end))}


def validity(ground: Ground) -> dict[str, str]:
    """From the end of the reference period for three years, unless the document says less."""
    ended = after(ground.gate.period[1])
    limit = later(_day(ground.gate.period[1])) + timedelta(days=1)
    declare, says = ground.declare, ground.says
    start = ended if declare.valid_from is None else _day(declare.valid_from)
    end = limit if declare.valid_until is None else after(declare.valid_until)
    if start < ended:
        says.refuse(
            f"valid from `{declare.valid_from}` is before the data end, on {ground.gate.period[1]}",
            f"write `valid_from: {ended}` or a later day, or leave it out",
            ("declare", "valid_from"),
        )
    if end > limit:
        says.refuse(
            f"valid until `{declare.valid_until}` is more than {YEARS} years after the data end, on {ground.gate.period[1]}",
            f"write `valid_until: {limit - timedelta(days=1)}` or an earlier day, or leave it out",
            ("declare", "valid_until"),
        )
    if start >= end:
        said = f"it would be valid from {start}, and until {end - timedelta(days=1)}"
        says.refuse(said, "correct `valid_from:` or `valid_until:`", ("declare",))
    issued = ground.options.issued.date()
    if end <= issued:
        says.doubt(
            f"the declaration of {issued} is valid until {end - timedelta(days=1)}: it is out of date when it is written",
            "calculate the product with younger data",
            ("period",),
        )
    return {
        "validityPeriodStart": moment(start),
        "validityPeriodEnd": last_moment(end - timedelta(days=1)),
    }


def geography(ground: Ground) -> dict[str, str]:
    """The country or subdivision that the data stand for; nothing for the world."""
    place = ground.declare.place or ground.part.product.made_in
    if place == WORLD:
        return {}
    if _SUBDIVISION.fullmatch(place):
        return {"geographyCountrySubdivision": place}
    if _COUNTRY.fullmatch(place):
        return {"geographyCountry": place}
    country = place.partition("-")[0]
    if _COUNTRY.fullmatch(country):
        ground.says.note(
            f"`{place}` is no subdivision of ISO 3166-2: the declaration says `{country}`",
            "write `declare: {place: ...}` for another",
        )
        return {"geographyCountry": country}
    ground.says.refuse(
        f"PACT has no place for `{place}`: neither a country, nor a subdivision, nor the world",
        "write the country of the plant, such as `declare: {place: DE}`, or `GLO`",
        ("product", "made_in") if ground.declare.place is None else ("declare", "place"),
    )
    return {}


def moment(day: date) -> str:
    """The first moment of a day, UTC."""
    return f"{day.isoformat()}T00:00:00Z"


def last_moment(day: date) -> str:
    """The last second of a day, UTC."""
    return f"{day.isoformat()}T23:59:59Z"


def after(day: str) -> date:
    """The day after."""
    return _day(day) + timedelta(days=1)


def later(day: date, years: int = YEARS) -> date:
    """The same day so many years on; 28 February for 29 February where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _day(day: str) -> date:
    return date.fromisoformat(day)
