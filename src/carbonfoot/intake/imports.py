"""Kinds of table that become documents: one module each, imported only when a table of its kind is read.

A module has two functions:

    recognise(file, asked) -> list[str]   why the file may be a table of this kind; [] when it is none
    read(file, asked) -> Imported         the documents, or the findings and questions that stand in their way

Neither raises on what stands in the file, writes anything, or prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.records import Hidden

KINDS = {
    "bom": "carbonfoot.intake.bom_import",
    "energy": "carbonfoot.intake.energy",
    "questionnaire": "carbonfoot.intake.questionnaire",
    "document": "carbonfoot.intake.book",
}
"""What `--as` may say, and the module that reads it."""

SURE = ("document", "questionnaire")
"""Kinds that say what they are: tables of another kind stand inside them."""


class Asked(NamedTuple):
    """What the user states about a table.

    library     factors to propose
    name        what the documents are called: the id of a product, the stem of a file
    display     the path of the table as findings show it
    columns     column of a role; `=text` is one text for all rows
    options     what else settles a question, by the name of its option without dashes
    sheet, header_row, hidden, decimal  as for `sheets.open_table`; None where the user said nothing
    map_file    a saved mapping to use, "" for none
    """

    library: Library
    name: str
    display: str
    columns: Mapping[str, str] = {}
    options: Mapping[str, str] = {}
    sheet: str | None = None
    header_row: int | None = None
    hidden: Hidden | None = None
    decimal: str | None = None
    map_file: str = ""


class Document(NamedTuple):
    """A document that came out: the name of its file, without a folder, and its YAML."""

    name: str
    yaml_text: str


class Shown(NamedTuple):
    """One decision of the mapping, for people: `role` and `why` are words that reports translate.

    role  what is known now: a role of a column, or `decimal`, `levels`, `quantities`, `header`, ...
    what  the column, or the value, as the table or the user writes it
    why   how it is known: `stated`, `map`, `header`, `content`, ... with `more` to fill in, several parted by tabs
    """

    role: str
    what: str
    why: str
    more: str = ""


class Imported(NamedTuple):
    """What became of a table.

    documents  in the order in which they are written; [] where findings or questions stand in the way
    findings   of the table, and of a saved mapping
    questions  each with the option that settles it
    shown_mapping  what was decided and why
    map_text   the mapping as YAML, to be saved; "" for a kind that has none
    undecided  lines that wait for a person
    left_out   rows that are no lines, and why: a sentence, or a word that reports translate and after a tab what to fill in
    lines      lines that were read
    """

    documents: list[Document]
    findings: list[Finding]
    questions: list[str]
    shown_mapping: list[Shown]
    map_text: str = ""
    undecided: int = 0
    left_out: tuple[tuple[int, str], ...] = ()
    lines: int = 0


def kinds_of(file: str, asked: Asked) -> dict[str, list[str]]:
    """The kinds that a table may be of, each with its reasons."""
    found = {}
    for kind, module in KINDS.items():
        try:
            why: list[str] = import_module(module).recognise(file, asked)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            continue
        if why:
            found[kind] = why
    return next(({kind: found[kind]} for kind in SURE if kind in found), found)


def kind_of_map(file: str) -> str:
    """The kind of table that a saved mapping is for, by its `carbonfoot: KIND-map/1`; "" where it does not say."""
    if not file:
        return ""
    from carbonfoot.documents.sources import read_source

    source, _ = read_source(file)
    data = source.data if source is not None else None
    said = str(data.get("carbonfoot", "")) if isinstance(data, dict) else ""
    kind = said.partition("-map/")[0]
    return kind if kind in KINDS else "bom"


def read_table(kind: str, file: str, asked: Asked) -> Imported:
    """Read a table of a kind."""
    imported: Imported = import_module(KINDS[kind]).read(file, asked)
    return imported
