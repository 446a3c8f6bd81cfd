"""`carbonfoot import TABLE`: bills of materials, energy bills and questionnaires as documents that `calc` reads."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, QUIET, one_of, settings
from carbonfoot.cli.library import library_here, show
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError

    from carbonfoot.intake.imports import Asked, Imported

_KINDS = ("bom", "energy", "questionnaire", "document")
_LEVELS = ("numbers", "depths", "dots", "indent", "parents", "none")


def import_(
    table: str = typer.Argument("", metavar="TABLE", help="CSV, XLSX or XLS file.", show_default=False),
    target: str | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="FOLDER|FILE.yaml",
        help="Write the documents into this folder, or the only one to this file; - is standard output.",
    ),
    map_file: str | None = typer.Option(
        None, "--map", metavar="FILE", help="Take a saved mapping in place of guesses."
    ),
    save_map: str | None = typer.Option(None, "--save-map", metavar="FILE", help="Save the mapping."),
    kind: str | None = typer.Option(
        None,
        "--as",
        metavar="bom|energy|questionnaire|document",
        help="What the table is, in place of a guess.",
    ),
    column: list[str] = typer.Option(
        [],
        "--column",
        metavar="ROLE=COLUMN",
        help="Column of a role (name, material, quantity, unit, level ...); ROLE==kg is one text for all rows.",
    ),
    levels: str | None = typer.Option(
        None, "--levels", metavar="|".join(_LEVELS), help="How levels are written."
    ),
    quantities: str | None = typer.Option(
        None, "--quantities", metavar="per-parent|total", help="What the amounts of nested parts are of."
    ),
    weight: str | None = typer.Option(
        None, "--weight", metavar="per-piece|per-line", help="What a mass beside an amount is of."
    ),
    unit_is: list[str] = typer.Option(
        [], "--unit-is", metavar="TEXT=UNIT", help="What a unit of the table stands for, such as SET=piece."
    ),
    flat: bool = typer.Option(
        False, "--flat", help="One document a product, with the amounts of nested parts multiplied."
    ),
    product: str | None = typer.Option(
        None,
        "--product",
        metavar="ID",
        help="The product, where the table does not list it; else the file name.",
    ),
    made_in: str | None = typer.Option(
        None, "--made-in", metavar="COUNTRY", help="Where the products are made, such as KR."
    ),
    period: str | None = typer.Option(
        None, "--period", metavar="YEAR", help="Year that the amounts are of, such as 2025."
    ),
    sheet: str | None = typer.Option(None, "--sheet", metavar="NAME", help="Sheet of a workbook."),
    header_row: int | None = typer.Option(
        None, "--header-row", min=1, metavar="N", help="Row that names the columns."
    ),
    hidden: str | None = typer.Option(
        None, "--hidden", metavar="read|skip", help="What to do with hidden rows and columns."
    ),
    decimal: str | None = typer.Option(None, "--decimal", metavar=".|,", help="Decimal mark of the table."),
    leave: list[str] = typer.Option(
        [],
        "--leave",
        metavar="COLUMN",
        help="Leave a column aside that changes amounts (gross, scrap, yield, alternatives ...): they hold as they are.",
    ),
    skip: list[str] = typer.Option(
        [],
        "--skip",
        metavar="COLUMN=TEXT",
        help="Leave out rows with this text in the column; none for an empty one.",
    ),
    repeated: str | None = typer.Option(
        None,
        "--repeated",
        metavar="add|once",
        help="What a component that a parent lists twice, alike in all, means.",
    ),
    template: str | None = typer.Option(
        None,
        "--template",
        metavar="questionnaire",
        help="Write an empty form to send to a supplier (-o FILE.xlsx or FILE.csv), in place of reading a table.",
    ),
    force: bool = typer.Option(False, "--force", help="Write over files that are there."),
    format: str = FORMAT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Make documents of a table: a bill of materials, energy bills, a questionnaire."""
    from carbonfoot.documents.sources import display_path
    from carbonfoot.intake.imports import Asked

    for value, known, option in (
        (format, FORMATS, "--format"),
        (kind, _KINDS, "--as"),
        (levels, _LEVELS, "--levels"),
        (quantities, ("per-parent", "total"), "--quantities"),
        (weight, ("per-piece", "per-line"), "--weight"),
        (hidden, ("read", "skip"), "--hidden"),
        (decimal, (".", ","), "--decimal"),
        (repeated, ("add", "once"), "--repeated"),
        (lang, LANGUAGES, "--lang"),
    ):
        if value is not None:
            one_of(value, known, option)
    if template is not None:
        from carbonfoot.cli.import_template import write_template

        write_template(
            template, table, target, lang or settings(os.getcwd()).lang or "en", quiet=quiet, force=force
        )
        return
    if not table:
        output.fail("name the table, or an empty form with --template questionnaire")
    options = {
        "levels": levels,
        "quantities": quantities,
        "weight": weight,
        "made-in": _country(made_in),
        "period": _period(period),
        "flat": "yes" if flat else None,
        "unit-is": "\n".join(unit_is) or None,
        "leave": "\n".join(" ".join(one.split()) for one in leave) or None,
        "skip": "\n".join(_skip(one) for one in skip) or None,
        "repeated": repeated,
    }
    stem = os.path.splitext(os.path.basename(target if target and target.endswith(".yaml") else table))[0]
    asked = Asked(
        library_here(format, "import"),
        product or stem,
        display_path(table),
        dict(_pair(text) for text in column),
        {key: text for key, text in options.items() if text is not None},
        sheet,
        header_row,
        "read" if hidden == "read" else "skip" if hidden == "skip" else None,
        decimal,
        map_file or "",
    )
    chosen = _Chosen(
        table, target, save_map, format, lang or settings(os.getcwd()).lang or "en", quiet, force
    )
    _run(kind, asked, chosen)


class _Chosen:
    """Where the answer goes and how it is told."""

    def __init__(
        self,
        table: str,
        target: str | None,
        save_map: str | None,
        format: str,
        lang: str,
        quiet: bool,
        force: bool,
    ) -> None:
        self.table, self.target, self.save_map = table, target, save_map
        self.format, self.lang, self.quiet, self.force = format, lang, quiet, force


def _run(kind: str | None, asked: Asked, chosen: _Chosen) -> None:
    from carbonfoot.findings.finding import exit_code, severity
    from carbonfoot.intake.imports import KINDS, kind_of_map, kinds_of, read_table
    from carbonfoot.reports.import_text import mapping_text, summary_text

    if kind is None:
        saved = kind_of_map(asked.map_file)
        kinds = {saved: ["the map"]} if saved else kinds_of(chosen.table, asked)
        if len(kinds) > 1:
            listed = "; ".join(f"--as {name}: {', '.join(why[:3])}" for name, why in kinds.items())
            output.fail(f"{asked.display} may be several things, choose one. {listed}")
        kind = next(iter(kinds), "bom")
    if kind not in KINDS:
        output.fail(f"--as {kind}: not known")
    imported = read_table(kind, chosen.table, asked)
    heard = [one for one in imported.findings if not chosen.quiet or severity(one) == "error"]
    if heard and chosen.format == "text":
        show(heard)
    if imported.shown_mapping and not chosen.quiet:
        output.talk(mapping_text(kind, imported, output.width(), chosen.lang))
    if imported.questions:
        output.fail(f"{asked.display}: " + "\n".join(imported.questions))
    if not imported.documents:
        code = exit_code(imported.findings)
        _answer(kind, imported, asked, chosen, [])
        if not code:
            output.talk(f"{asked.display}: no line to import")
        raise SystemExit(code or 5)
    written = _write(imported, asked, chosen)
    if chosen.format == "json":
        _answer(kind, imported, asked, chosen, written)
    elif chosen.target != "-":
        output.result(summary_text(imported, output.width(), chosen.lang, kind), None)
        _say(imported, written, chosen)
    sys.stdout.flush()
    raise SystemExit(4 if imported.undecided else 0)


def _say(imported: Imported, written: list[str], chosen: _Chosen) -> None:
    from carbonfoot.reports.import_words import label
    from carbonfoot.reports.width import safe

    if not chosen.quiet:
        where = chosen.target if chosen.target is not None else ""
        output.talk(label("wrote", chosen.lang, where) if where else label("add -o", chosen.lang))
        if chosen.save_map is not None and chosen.save_map in written:
            output.talk(label("wrote", chosen.lang, chosen.save_map))
        if settles := _settles(imported):
            output.talk(label("settles", chosen.lang, f"{settles} --force" if written else settles))
        if where and where != "-":
            output.talk(label("next", chosen.lang, safe(written[0])))


def _settles(imported: Imported) -> str:
    """Options that answer what every document asks."""
    from carbonfoot.intake.bom_write import DECIDE

    asked = (("--made-in KR", f"{DECIDE}made_in: where"), ("--period 2025", f"{DECIDE}period:"))
    texts = [one.yaml_text for one in imported.documents]
    return " ".join(option for option, mark in asked if any(mark in text for text in texts))


def _answer(kind: str, imported: Imported, asked: Asked, chosen: _Chosen, written: list[str]) -> None:
    if chosen.format != "json":
        return
    from carbonfoot.cli.library import text_for_excerpt
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.finding_text import to_json
    from carbonfoot.reports.import_text import import_json

    options = {"file": asked.display, **asked.options, "columns": dict(asked.columns), "written": written}
    findings = [to_json(one, text_for_excerpt) for one in imported.findings]
    output.result(to_text(import_json(kind, imported, options, findings)), None)


def _write(imported: Imported, asked: Asked, chosen: _Chosen) -> list[str]:
    """Write documents and mapping, all or none; the paths."""
    files: list[tuple[str | bytes, str]] = []
    target, documents = chosen.target, imported.documents
    if target == "-":
        if len(documents) != 1 or chosen.format == "json":
            output.fail(f"--output -: there are {len(documents)} documents; name a folder")
        output.result(documents[0].yaml_text, None)
    elif target is not None and target.endswith((".yaml", ".yml")):
        if len(documents) != 1:
            output.fail(
                f"--output {target}: there are {len(documents)} documents; name a folder, or add --flat"
            )
        files.append((documents[0].yaml_text, target))
    elif target is not None:
        files += [(one.yaml_text, os.path.join(target, one.name)) for one in documents]
    if chosen.save_map is not None:
        if not imported.map_text:
            output.fail(f"--save-map {chosen.save_map}: a table of this kind has no mapping")
        files.append((imported.map_text, chosen.save_map))
    there = [path for _, path in files if os.path.lexists(path)]
    if there and not chosen.force:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        output.fail(f"{there[0]}{more}: there is such a file already; add --force to write over it")
    output.may_write_all([path for _, path in files], [chosen.table, asked.map_file])
    if files and target is not None and files[0][1] != target and target != "-":
        try:
            os.makedirs(target, exist_ok=True)
        except OSError as error:
            output.fail(f"cannot write {target}: {error.strerror}")
    output.write_all(files)
    return [path for _, path in files]


def _pair(text: str) -> tuple[str, str]:
    role, sign, name = text.partition("=")
    if not sign or not role.strip() or not name.strip():
        output.fail(f"--column {text}: write ROLE=COLUMN, such as --column name=품명")
    return role.strip(), " ".join(name.split())


def _skip(text: str) -> str:
    name, sign, cell = text.partition("=")
    if not sign or not name.strip():
        output.fail(f"--skip {text}: write COLUMN=TEXT, such as --skip 대체여부=Y")
    return f"{' '.join(name.split())}={' '.join(cell.split())}"


def _country(text: str | None) -> str | None:
    from pydantic_core import PydanticCustomError

    from carbonfoot.documents.fields import read_country

    try:
        return None if text is None else read_country(text)
    except PydanticCustomError as error:
        output.fail(f"--made-in {text}: {_said(error)}")


def _said(error: PydanticCustomError) -> str:
    """What is wrong with a value, and what to write instead."""
    help = (error.context or {}).get("help", "")
    return f"{error.message()}; {help}" if help else error.message()


def _period(text: str | None) -> str | None:
    from pydantic_core import PydanticCustomError

    from carbonfoot.documents.fields import read_period

    try:
        if text is not None:
            read_period(text)
    except PydanticCustomError as error:
        output.fail(f"--period {text}: {_said(error)}")
    return text
