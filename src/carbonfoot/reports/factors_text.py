"""The factor library for people and programs: hits of a search, items of a folder, records of an item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carbonfoot.factors.aliases import Alias
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.parameters import Parameter
from carbonfoot.factors.search import Hit
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.private import WITHHELD, cells, is_private
from carbonfoot.reports.style import NARROWEST, WIDEST, lines_of
from carbonfoot.reports.width import fit, safe

Row = tuple[str, str, int]
"""Item, kind, number of records."""

_RELATIONS = {
    "exact": "is this",
    "broader": "is part of this",
    "proxy": "has no factor of its own; this is similar",
    "none": "has no open factor",
}

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


def tree_text(rows: list[Row], prefix: str, width: int) -> str:
    """One line a folder or item directly below a path: how many items and records it holds."""
    folders: dict[str, list[Row]] = {}
    for row in rows:
        rest = row[0][len(prefix) :]
        name, slash, _ = rest.partition("/")
        folders.setdefault(f"{prefix}{name}{slash}", []).append(row)
    room = max(20, min(width - 30, max(map(len, folders)) + 2))
    lines = []
    for path, rows_of in folders.items():
        items = f"{len(rows_of):>5} item{'s' if len(rows_of) != 1 else ' '}"
        what = items if path.endswith("/") else f"{rows_of[0][1]:>11}"
        lines.append(f"{fit(path, room)} {what} {_counts(rows_of)}")
    return "\n".join(lines) + "\n"


def _counts(rows: list[Row]) -> str:
    """How many records, and how many parameters, apart."""
    found = []
    for word in ("record", "parameter"):
        count = sum(number for _, kind, number in rows if (kind == "parameter") == (word == "parameter"))
        if count:
            found.append(f"{count:>6} {word}{'s' if count != 1 else ''}")
    return ",".join(found)


def items_text(rows: list[Row], width: int) -> str:
    """One line an item."""
    name = max(20, min(width - 26, max(len(item) for item, _, _ in rows) + 2))
    lines = [
        f"{fit(item, name)} {kind:<12} {count:>5} {'value' if kind == 'parameter' else 'record'}{'s' if count != 1 else ''}"
        for item, kind, count in rows
    ]
    return "\n".join(lines) + "\n"


def hits_json(query: str, hits: list[Hit]) -> dict[str, Any]:
    """Hits as data, best first."""
    data = [{**hit._asdict(), "alias": None if hit.alias is None else hit.alias._asdict()} for hit in hits]
    found = answer("factors-search", data)
    found["options"] = {"query": query}
    return found


def hits_text(hits: list[Hit], width: int) -> str:
    """Two lines a hit: the path to write, then names, regions and years."""
    lines: list[str] = []
    for hit in hits:
        years = f"{hit.years[0]}-{hit.years[-1]}" if len(hit.years) > 1 else "".join(hit.years)
        more = len(hit.geos) - _PLACES
        places = ", ".join(hit.geos[:_PLACES]) + (f" and {more} more" if more > 0 else "")
        if hit.alias is not None:
            lines += _alias_lines(hit)
        if not hit.item:
            continue
        names = " / ".join(name for name in (hit.name, hit.name_ko) if name)
        count = f"{hit.records} record{'s' if hit.records != 1 else ''}"
        why = hit.why if hit.alias is None else f"{hit.alias.relation} {hit.why}"
        why += f" {hit.code}" if hit.code and hit.alias is None else ""
        route = f"  route {hit.alias.route}" if hit.alias is not None and hit.alias.route else ""
        lines += [
            f"{hit.item}{route}  [{hit.kind}, {why}]",
            f"    {names}",
            f"    {count}: {places}; {years}{'; all marked unfit' if hit.unfit else ''}",
        ]
    return "".join(indented(line, width, 2) for line in lines)


def alias_text(alias: Alias) -> str:
    """How a word from a drawing stands to its item: `SPCC` is part of this: grade not told apart."""
    note = alias.note.rstrip(".")
    if alias.relation == "none" and note.startswith("no "):
        return f"`{alias.alias}`: {note}"
    return f"`{alias.alias}` {_RELATIONS[alias.relation]}{f': {note}' if note else ''}"


def _alias_lines(hit: Hit) -> list[str]:
    """What the word that led to a hit means, before the hit itself."""
    alias = hit.alias
    assert alias is not None  # noqa: S101
    nearest = "; nearest is:" if alias.relation == "none" and alias.item else ""
    return [alias_text(alias) + nearest]


def records_json(library: Library, records: list[Record]) -> dict[str, Any]:
    """Records as published, with their pack; without numbers where that is private."""
    return rows_json(library, records)


def rows_json(library: Library, rows: Sequence[Record | Parameter]) -> dict[str, Any]:
    """Records or parameters as data."""
    data = []
    for row in rows:
        entry = cells(library, row)
        about = library.pack(row.pack)
        entry["source"] = {
            key: str(about.get(key, "")) for key in ("title", "publisher", "edition", "licence", "url")
        }
        if is_private(library, row.pack):
            entry["withheld"] = WITHHELD
        data.append(entry)
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
