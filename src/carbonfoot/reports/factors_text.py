"""The factor library for people and programs: hits of a search, items of a folder, records of an item."""

from __future__ import annotations

from typing import Any

from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.search import Hit
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.style import NARROWEST, WIDEST, lines_of
from carbonfoot.reports.width import fit, safe

Row = tuple[str, str, int]

_PLACES = 8  # regions of an item that a hit names


def below(library: Library, prefix: str, kind: str | None, region: str | None, pack: str | None) -> list[Row]:
    """Items below a path that have a record of the kind, region and pack asked for."""
    rows = []
    for item, its_kind, every in library.items(prefix):
        if kind is not None and its_kind != kind:
            continue
        count = every
        if region is not None or pack is not None:
            records = library.records(item, [region] if region else None)
            count = sum(pack is None or record.pack == pack for record in records)
        if count:
            rows.append((item, its_kind, count))
    return rows


def items_json(rows: list[Row]) -> dict[str, Any]:
    """Items as data."""
    return answer(
        "factors-list", [{"item": item, "kind": kind, "records": count} for item, kind, count in rows]
    )


def items_text(rows: list[Row], width: int) -> str:
    """One line an item."""
    name = max(20, min(width - 26, max(len(item) for item, _, _ in rows) + 2))
    lines = [
        f"{fit(item, name)} {kind:<12} {count:>5} record{'s' if count != 1 else ''}"
        for item, kind, count in rows
    ]
    return "\n".join(lines) + "\n"


def hits_json(query: str, hits: list[Hit]) -> dict[str, Any]:
    """Hits as data, best first."""
    found = answer("factors-search", [hit._asdict() for hit in hits])
    found["options"] = {"query": query}
    return found


def hits_text(hits: list[Hit], width: int) -> str:
    """Two lines a hit: the path to write, then names, regions and years."""
    lines: list[str] = []
    for hit in hits:
        years = f"{hit.years[0]}-{hit.years[-1]}" if len(hit.years) > 1 else "".join(hit.years)
        more = len(hit.geos) - _PLACES
        places = ", ".join(hit.geos[:_PLACES]) + (f" and {more} more" if more > 0 else "")
        names = " / ".join(name for name in (hit.name, hit.name_ko) if name)
        count = f"{hit.records} record{'s' if hit.records != 1 else ''}"
        lines += [
            f"{hit.item}  [{hit.kind}, {hit.why}]",
            f"    {names}",
            f"    {count}: {places}; {years}",
        ]
    return "".join(indented(line, width, 2) for line in lines)


def records_json(library: Library, records: list[Record]) -> dict[str, Any]:
    """Records as published, with their pack."""
    data = []
    for record in records:
        cells = {key: value for key, value in record._asdict().items() if value != ""}
        about = library.pack(record.pack)
        cells["source"] = {
            key: str(about.get(key, "")) for key in ("title", "publisher", "edition", "licence", "url")
        }
        data.append(cells)
    return answer("factors-show", data)


def value_text(record: Record) -> str:
    """The number as published: `2.38 kg CO2e/kg`, or its gases."""
    per = f"{record.unit_den} ({record.cv_basis} calorific value)" if record.cv_basis else record.unit_den
    if record.co2e:
        return f"{record.co2e} {record.unit_num} CO2e per {per}"
    gases = [
        f"{name} {getattr(record, key)}"
        for key, name in (
            ("co2_fossil", "CO2"),
            ("co2_biogenic", "biogenic CO2"),
            ("ch4_fossil", "CH4"),
            ("ch4_biogenic", "biogenic CH4"),
            ("ch4", "CH4"),
            ("n2o", "N2O"),
        )
        if getattr(record, key)
    ]
    return f"{', '.join(gases)} ({record.unit_num} per {per})"


def source_text(library: Library, record: Record) -> str:
    """Publisher, title, edition, place, licence."""
    about = library.pack(record.pack)
    edition = f"{about['title']}, {about['edition']}"
    return f"{about['publisher']}: {edition}; {record.source_row}; licence {about['licence']}"


def records_text(library: Library, records: list[Record], width: int) -> str:
    """A block a record."""
    lines: list[str] = []
    for record in records:
        names = " / ".join(name for name in (record.name, record.name_ko) if name)
        year = f"{record.year}{' (publication year)' if record.year_kind == 'publication' else ''}"
        route = f", route {record.route}" if record.route else ""
        place = f"{library.region_name(record.geo, 'en')} ({record.geo}), {year}"
        gwp = f"GWP set {record.gwp_set or 'by gas'}"
        lines += [
            record.id,
            f"    {names}",
            f"    {value_text(record)}",
            f"    {record.boundary.replace('_', ' ')}{route}; {place}; {gwp}; trust {record.trust}",
            f"    {source_text(library, record)}",
        ]
        if record.flags:
            lines.append(f"    flags: {record.flags.replace(';', ', ')}. {record.flag_note}")
    return "".join(indented(line, width, 2) for line in lines)


def indented(line: str, width: int, hang: int) -> str:
    """The line broken at spaces, further lines `hang` columns in from its own indent; ends in a line feed."""
    body = line.lstrip(" ")
    pad = " " * min(len(line) - len(body), NARROWEST // 2)
    room = max(NARROWEST, min(width, WIDEST)) - len(pad)
    return "".join(f"{pad}{row}\n" for row in lines_of(safe(body), room, hang))
