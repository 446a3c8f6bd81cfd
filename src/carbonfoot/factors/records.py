"""Rows of the compiled library. Every cell is text, exactly as published."""

# No `from __future__ import annotations` here: `NamedTuple` compiles each annotation that is left as text, which for
# these tables costs more than opening the library.
from typing import NamedTuple


class Record(NamedTuple):
    """One emission factor, every cell the text that was published; the columns of `docs/formats/factor-pack.md`."""

    id: str
    item: str
    route: str
    name: str
    name_ko: str
    kind: str
    unit_num: str
    unit_den: str
    cv_basis: str
    co2e: str
    gas_basis: str
    co2_fossil: str
    co2_biogenic: str
    co2_land_use: str
    co2_uptake: str
    ch4_fossil: str
    ch4_biogenic: str
    ch4: str
    n2o: str
    other_gases: str
    gwp_set: str
    boundary: str
    includes: str
    geo: str
    year: str
    year_kind: str
    technology: str
    scope2_method: str
    allocation: str
    biogenic_note: str
    ncv: str
    gcv: str
    density: str
    low: str
    high: str
    gsd: str
    uncertainty_origin: str
    trust: str
    flags: str
    flag_note: str
    source_row: str
    codes: str
    tags: str
    supersedes: str
    pack: str


GASES = (
    "co2_fossil",
    "co2_biogenic",
    "co2_land_use",
    "co2_uptake",
    "ch4_fossil",
    "ch4_biogenic",
    "ch4",
    "n2o",
)
"""Columns of a record that hold gases; others stand in `other_gases`."""


class Gas(NamedTuple):
    """One greenhouse gas: kg CO2e per kg by GWP set as published text (empty: none), each with the place it is from.

    `composition` of a blend: gas keys and mass shares, `hfc-32=0.5;hfc-125=0.5`.
    """

    gas: str
    name: str
    name_ko: str
    formula: str
    cas: str
    AR4: str
    AR4_place: str
    AR5: str
    AR5_place: str
    AR6: str
    AR6_place: str
    composition: str
    note: str


class Region(NamedTuple):
    """A country, subdivision, group or the world; `members` is a `;`-list of codes and only groups have it."""

    code: str
    level: str
    name: str
    name_ko: str
    alpha3: str
    subregion: str
    members: str
    parent: str
