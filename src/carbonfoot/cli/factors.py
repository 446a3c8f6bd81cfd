"""`carbonfoot factors search|list|show`: what the library holds, in Korean and English."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, OUTPUT, one_of
from carbonfoot.cli.library import library_here

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library, Record
    from carbonfoot.factors.parameters import Parameter

factors = typer.Typer(help="Look into the factor library.", no_args_is_help=True, rich_markup_mode=None)

KINDS = (
    *("fuel", "electricity", "heat", "material", "freight", "travel", "waste", "water", "refrigerant"),
    *("process", "spend", "parameter"),
)
KIND = typer.Option(None, "--kind", metavar="KIND", help=f"One of {', '.join(KINDS)}.")
REGION = typer.Option(None, "--region", metavar="CODE", help="ISO country code, such as KR.")
PACK = typer.Option(None, "--pack", metavar="PACK", help="Pack, such as desnz-2025.")
LIMIT = typer.Option(20, "--limit", min=1, metavar="N", help="At most so many.")
MANY = 50


@factors.command()
def search(
    query: str = typer.Argument(metavar="WORDS", help="Words in Korean or English."),
    kind: str | None = KIND,
    region: str | None = REGION,
    pack: str | None = PACK,
    limit: int = LIMIT,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Items that match: exact, by name, by text, then similar words."""
    _hits(query, kind, region, pack, limit, format, output_file)


@factors.command("list")
def list_(
    prefix: str = typer.Argument("", metavar="FOLDER", help="Path of a folder, such as steel/."),
    kind: str | None = KIND,
    region: str | None = REGION,
    pack: str | None = PACK,
    every: bool = typer.Option(False, "--all", help="Every item below the path, not only the next folders."),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """The tree of items: what stands directly below a path."""
    from carbonfoot.reports import factors_text as report

    one_of(format, FORMATS, "--format")
    library = library_here(format, "factors-list")
    _known_filters(library, kind, region, pack)
    rows = report.below(library, prefix, kind, region, pack)
    if kind in (None, "parameter"):
        found = library.parameter_items(prefix, region, pack)
        rows += [(item, "parameter", count) for item, count in found]
        rows.sort()
    if not rows:
        near = [item for item, _ in library.nearest_items(prefix)]
        output.talk(f"no item below `{prefix}`" + (f"; near: {', '.join(near)}" if near else ""))
        raise SystemExit(5)
    if every or not (prefix == "" or prefix.endswith("/")):
        text = report.items_text(rows, output.width())
    else:
        text = report.tree_text(rows, prefix, output.width())
    print_answer(report.items_json(rows), text, format, output_file)


@factors.command()
def show(
    item: str = typer.Argument(metavar="ITEM|RECORD", help="Item path or record id."),
    region: str | None = REGION,
    pack: str | None = PACK,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Every record of an item, with value, boundary, region, year, source and licence."""
    from carbonfoot.reports import factors_text as report

    one_of(format, FORMATS, "--format")
    library = library_here(format, "factors-show")
    _known_filters(library, None, region, pack)
    one = library.record(item)
    records = [one] if one is not None else library.records(item, [region] if region else None)
    records = [record for record in records if _kept(record, region, pack)]
    if not records:
        _show_parameters(library, item, region, pack, format, output_file)
        if one is not None or library.has_item(item):
            output.talk(f"`{item}` has no record of this region or pack")
            raise SystemExit(5)
        near = [name for name, _ in library.nearest_items(item)]
        output.fail(
            f"`{item}` is neither an item nor a record id"
            + (f"; did you mean {', '.join(near[:3])}?" if near else "")
        )
    data = report.records_json(library, records)
    text = report.records_text(library, records, output.width())
    more = [] if one is not None else [row for row in library.parameters(item) if _kept(row, region, pack)]
    if more:
        from carbonfoot.reports import parameters_text

        data["data"] += parameters_text.parameters_json(library, more)["data"]
        text += parameters_text.parameters_text(library, more, output.width())
    print_answer(data, text, format, output_file)
    if len(records) > MANY and format == "text":
        output.talk(f"{len(records)} records; --region and --pack show fewer")


def _kept(row: Record | Parameter, region: str | None, pack: str | None) -> bool:
    """Whether a row passes the filters."""
    return region in (None, row.geo) and pack in (None, row.pack)


def _show_parameters(
    library: Library, item: str, region: str | None, pack: str | None, format: str, output_file: str | None
) -> None:
    """The parameters of an item, or the one with an id; the command ends here when there are any."""
    from carbonfoot.reports import parameters_text as report

    one = library.parameter(item)
    known = [one] if one is not None else library.parameters(item)
    found = [parameter for parameter in known if _kept(parameter, region, pack)]
    if known and not found:
        output.talk(f"`{item}` has no parameter of this region or pack")
        raise SystemExit(5)
    if found:
        text = report.parameters_text(library, found, output.width())
        print_answer(report.parameters_json(library, found), text, format, output_file)
        raise SystemExit(0)


def _hits(
    query: str,
    kind: str | None,
    region: str | None,
    pack: str | None,
    limit: int,
    format: str,
    output_file: str | None,
) -> None:
    from carbonfoot.factors.search import search as find
    from carbonfoot.reports import factors_text as report

    one_of(format, FORMATS, "--format")
    library = library_here(format, "factors-search")
    _known_filters(library, kind, region, pack)
    hits = find(library, query, kind, region, pack, limit)
    if not hits:
        output.talk(f"nothing in the library matches `{query}`")
        raise SystemExit(5)
    print_answer(report.hits_json(query, hits), report.hits_text(hits, output.width()), format, output_file)


def _known_filters(library: Library, kind: str | None, region: str | None, pack: str | None) -> None:
    """A filter that can never match is a slip, not an empty answer."""
    if kind is not None:
        one_of(kind, KINDS, "--kind")
    if region is not None and library.region(region) is None:
        output.fail(f"--region {region}: not a region code of the library (two capital letters, such as KR)")
    if pack is not None:
        one_of(pack, tuple(library.packs()), "--pack")


def print_answer(data: dict[str, object], text: str, format: str, output_file: str | None) -> None:
    """The answer as text or JSON, to standard output or a file."""
    if format == "json":
        from carbonfoot.reports.envelope import to_text

        output.result(to_text(data), output_file)
    else:
        output.result(text, output_file)
    sys.stdout.flush()
