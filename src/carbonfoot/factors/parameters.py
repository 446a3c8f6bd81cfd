"""The row of a parameter in the compiled library; apart from the records, which every calculation needs."""

from typing import NamedTuple


class Parameter(NamedTuple):
    """A number that a method needs and that is no emission factor; the columns of `docs/formats/factor-pack.md`."""

    id: str
    item: str
    quantity: str
    substance: str
    product: str
    name: str
    name_ko: str
    value: str
    unit: str
    low: str
    high: str
    uncertainty_origin: str
    geo: str
    year: str
    year_kind: str
    edition: str
    tier: str
    technology: str
    trust: str
    flags: str
    flag_note: str
    source_row: str
    tags: str
    supersedes: str
    pack: str
