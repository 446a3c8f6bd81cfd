"""Countries of origin: those that the mechanism does not reach, whose goods count with zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

UNION = "EU27"
_WRITTEN = {"UK": "GB", "EL": "GR"}


class Exempt(NamedTuple):
    """An origin outside the Regulation: the row that says so (empty for the Union itself), its place, and why."""

    row: str
    act: str
    annex: str
    edition: str
    verified: str
    why: tuple[str, ...]


class NotACountry(Exception):
    """No country of ISO 3166: `message`, and `help` with what to write."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def exempt_origin(library: Library, country: str) -> Exempt | None:
    """Whether goods of a country (ISO 3166) are outside the Regulation; None where they are not. Raises `NotACountry`."""
    code = country.upper()
    sql = (
        "select id, act, annex, edition, verified, name, note from cbam_constants"
        " where kind = 'exempt-origin' and value = ?"
    )
    for *place, name, note in library.rows(sql, code.lower()):
        return Exempt._make((*place, (f"{name} ({place[1]}, {place[2]})", note)))
    region = library.region(code)
    if region is None or region.level != "country":
        hint = _WRITTEN.get(code) or (region.parent if region and region.level == "subdivision" else "")
        raise NotACountry(
            f"`{country}` is not a country code",
            f"write `{hint}`" if hint else "two letters of ISO 3166, such as KR",
        )
    if UNION not in library.groups_of(code):
        return None
    why = f"{region.name} is in the European Union: the mechanism is about goods of third countries"
    edition = "as amended by (EU) 2025/2083"
    return Exempt("", "Regulation (EU) 2023/956", "Article 2(1)", edition, "text", (why,))
