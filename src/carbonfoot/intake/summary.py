"""What a pack changes once it lies over the library: how much it holds, what is new, what it stands before."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.library import Library, open_library


class Summary(NamedTuple):
    """A judged pack.

    skipped    rows left out, as the map says
    new_items  items that the library does not have
    before     items of the library for which the pack comes first, each with its regions
    beside     items of the library for which its records take their turn
    """

    pack: str
    share_class: str
    records: int
    items: int
    skipped: int
    new_items: list[str]
    before: list[tuple[str, list[str]]]
    beside: list[str]


def summary_of(compiled: str, pack: str, skipped: int = 0) -> Summary:
    """The summary of a compiled pack, beside the library as it is shipped."""
    library = open_library()
    try:
        library.attach(compiled)
        return _summary(library, pack, skipped)
    finally:
        library.close()


def _summary(library: Library, pack: str, skipped: int) -> Summary:
    own = library.schemas[-1]
    records, items = library.rows(f"select count(*), count(distinct item) from {own}.record")[0]
    new = library.rows(
        f"select item from {own}.item where item not in (select item from main.item) order by item"
    )
    shared = library.rows(
        f"select item, geo from {own}.record where item in (select item from main.item) group by item, geo order by 1, 2"
    )
    regions: dict[str, list[str]] = {}
    for item, geo in shared:
        regions.setdefault(str(item), []).append(str(geo))
    about = library.pack(pack)
    first = about["override"] == "first"
    return Summary(
        pack,
        about["share_class"],
        int(records),
        int(items),
        skipped,
        [str(row[0]) for row in new],
        list(regions.items()) if first else [],
        [] if first else list(regions),
    )
