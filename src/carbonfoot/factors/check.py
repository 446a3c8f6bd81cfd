"""Judge packs beyond the rules of their tables: dates, plausible ranges, records that no rule tells apart."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.figures import differ
from carbonfoot.factors.library import Library, Record
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Unit, parse_unit


class Anchor(NamedTuple):
    """A range in which a factor is plausible, in `unit_num` CO2e per `unit_den`."""

    id: str
    applies_to: str
    route: str
    kind: str
    boundary: str
    unit_num: str
    unit_den: str
    low: str
    high: str
    note: str


class Doubt(NamedTuple):
    """Something about a record that a person should look at; `why` is `range`, `twin` or `age`."""

    record: Record
    why: str
    message: str
    help: str


def expired(library: Library, day: str) -> list[dict[str, str]]:
    """Packs whose `review_by` lies before a day (ISO date), the longest overdue first."""
    packs = [library.pack(pack) for pack in library.packs()]
    late = [pack for pack in packs if pack["review_by"] and pack["review_by"] < day]
    return sorted(late, key=lambda pack: (pack["review_by"], pack["id"]))


class Anchors:
    """The ranges of a library, and what stands outside them."""

    def __init__(self, library: Library) -> None:
        self._private = {pack for pack in library.packs() if library.pack(pack)["share_class"] == "private"}
        columns = ", ".join(Anchor._fields)
        self._of: dict[tuple[str, str, str], list[Anchor]] = {}
        for row in library.rows(
            f"select {columns} from anchor order by length(applies_to) desc, route desc, id"
        ):
            anchor = Anchor._make(row)
            self._of.setdefault((anchor.kind, anchor.boundary, _top(anchor.applies_to)), []).append(anchor)

    def of(self, record: Record) -> Anchor | None:
        """The range for a record: the longest path that holds its item, its own route before any."""
        for anchor in self._of.get((record.kind, record.boundary, _top(record.item)), ()):
            folder = anchor.applies_to.endswith("/")
            holds = record.item.startswith(anchor.applies_to) if folder else record.item == anchor.applies_to
            if holds and anchor.route in ("", record.route) and _ratio(record, anchor) is not None:
                return anchor
        return None

    def outside(self, record: Record) -> Doubt | None:
        """A doubt about a record with a total that lies outside its range."""
        anchor = self.of(record)
        if anchor is None or not record.co2e:
            return None
        ratio = _ratio(record, anchor)
        if ratio is None or float(anchor.low) <= float(record.co2e) * ratio <= float(anchor.high):
            return None
        value = (
            "its total"
            if record.pack in self._private
            else f"{record.co2e} {record.unit_num} CO2e per {record.unit_den}"
        )
        plausible = f"{anchor.low} to {anchor.high} {anchor.unit_num} per {anchor.unit_den}"
        return Doubt(
            record,
            "range",
            f"`{record.id}`: {value} lies outside the plausible {plausible} of {anchor.applies_to}",
            f"look at unit and decimal point; {anchor.id} says where the range is from",
        )


def twins(records: list[Record]) -> list[Doubt]:
    """Records of one pack that no rule tells apart and that differ: a use would be refused as undecided."""
    seen: dict[tuple[str, ...], Record] = {}
    found = []
    for record in records:
        if record.trust == "X":
            continue
        columns = (
            "item",
            "route",
            "boundary",
            "geo",
            "year",
            "unit_den",
            "cv_basis",
            "trust",
            "scope2_method",
        )
        key = tuple(getattr(record, column) for column in columns)
        first = seen.setdefault(key, record)
        if first is not record and differ(first, record):
            message = f"`{record.id}` and `{first.id}` stand for the same thing and differ"
            found.append(Doubt(record, "twin", message, "give them routes or items of their own"))
    return found


def _top(path: str) -> str:
    """The first folder of a path: a range holds below one of them, never over all."""
    return path.partition("/")[0]


def _ratio(record: Record, anchor: Anchor) -> float | None:
    """What turns a total of the record into the units of the anchor; None where they do not meet."""
    try:
        ours = parse_unit(record.unit_num), parse_unit(_with_basis(record))
        theirs = parse_unit(anchor.unit_num), parse_unit(anchor.unit_den)
    except QuantityError:
        return None
    if ours[0].dimension != theirs[0].dimension or ours[1].dimension != theirs[1].dimension:
        return None
    return _size(ours[0]) / _size(ours[1]) * _size(theirs[1]) / _size(theirs[0])


def _with_basis(record: Record) -> str:
    return f"{record.unit_den} ({record.cv_basis})" if record.cv_basis else record.unit_den


def _size(unit: Unit) -> float:
    return unit.num / unit.den
