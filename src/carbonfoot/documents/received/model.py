"""What a supplier declares, whatever the format of the file: the neutral model that lines draw on."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from carbonfoot.findings.finding import Finding, Path

UNNAMED = "supplier not named"
"""Stands for the company in declarations of a format that has no place for it: the line may say who it is."""


class Claim(NamedTuple):
    """Something that a declaration says beside its footprint and that never enters one: an offset, a mass balance.

    kind  `offset`, `mass-balance`
    said  what the file says, in words
    path  where
    """

    kind: str
    said: str
    path: Path


class Received(NamedTuple):
    """One declaration. Emissions are kg CO2e, masses kg, of the declared amount (`amount` of `unit`); days are ISO 8601.

    file       display path; `path` is where in it the declaration stands, () for the whole file
    format     `pact-3`, `pact-2`, `carbonfoot`; `version` as the file states it (`3.0.3`)
    id         of this declaration, `preceding` those that it replaces
    company    who declares; `UNNAMED` where the format does not say
    status     `Active` or `Deprecated`; "" where the format has none
    unit       symbol that `quantities` reads: kg, piece, L, m3, kWh, MJ, tkm, m2, h
    mass       of the declared amount; None where the file does not say, or says that mass makes no sense
    period     first and last day of the data
    valid      first and last day of use; "" where nothing says, after the rule of the format was applied
    stated_end whether the file states the last day itself (else it is the rule of the format)
    place      ISO 3166 code of a country or subdivision; "" for a region, the world or nothing
    region     a region in words; "" where there is none
    total      without biogenic uptake; the sum of `parts` and of what no part explains
    parts      by the words of `system.model.CATEGORIES`
    beside     `biogenic_uptake` (<= 0), `aircraft` (part of fossil); `biogenic_co2` released, of our own results
    carbon     kg C in the product: `fossil`, `biogenic`, `recycled`
    gwp        names of GWP sets, `AR6`; () where nothing says
    primary    share of primary data, 0 to 1; None where the file does not say
    quality    scores 1 to 5: `technology`, `time`, `geography`
    exempted   share of emissions left out, 0 to 1; None where the file does not say
    claims     what stands beside the footprint
    details    what the file says and no footprint takes over: name to text, for people
    """

    file: str
    path: Path
    format: str
    version: str
    id: str
    preceding: tuple[str, ...]
    status: str
    created: str
    company: str
    company_ids: tuple[str, ...]
    product: str
    product_ids: tuple[str, ...]
    unit: str
    amount: Decimal
    mass: Decimal | None
    period: tuple[str, str]
    valid: tuple[str, str]
    stated_end: bool
    place: str
    region: str
    boundary: str
    total: Decimal
    parts: dict[str, Decimal]
    beside: dict[str, Decimal]
    carbon: dict[str, Decimal]
    gwp: tuple[str, ...]
    primary: float | None
    quality: dict[str, float]
    exempted: float | None
    standards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    verified: str = ""
    claims: tuple[Claim, ...] = ()
    details: dict[str, str] = {}  # noqa: RUF012 - never written to

    @property
    def label(self) -> str:
        """Who says it, in which declaration, and how long it holds: the origin of every number taken from it."""
        until = f", valid until {self.valid[1]}" if self.valid[1] else ""
        return f"{self.company}, declaration {self.id}{until}"


class Reading(NamedTuple):
    """What a file came to.

    declarations  in the order of the file; none where it is refused
    format        as recognised; "" where nothing was
    findings      of the file, with line and column; an error refuses the whole file
    """

    declarations: tuple[Received, ...]
    format: str
    findings: tuple[Finding, ...] = ()
