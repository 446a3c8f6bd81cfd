"""The publishers whose files are read, by name, and what a file looks like."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from carbonfoot.factors.library import Record
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.publishers.book import Book
from carbonfoot.intake.publishers.published import Asked, Edition, Published

NAMES = {
    "desnz": "desnz",
    "epa-hub": "epa_hub",
    "epa-supply-chain": "epa_supply_chain",
    "ember-owid": "ember_owid",
    "cbam": "cbam",
}
"""Names for the command line, and the modules of this folder."""


class Reader(Protocol):
    """What the module of every publisher offers."""

    FAMILY: str
    WORDS: str

    def recognise(self, book: Book) -> bool:
        """Whether a file is this publication, by its content."""


class Publisher(Reader, Protocol):
    """What the module of a publisher of factors offers; `cbam` gives rules instead."""

    def read(self, book: Book, last: Edition, asked: Asked) -> Published:
        """The figures of the file. Raises UnclearError."""

    def missing(self, old: Record) -> str:
        """How a record of the last edition is named when the file lacks it."""


def reader(name: str) -> Reader:
    """What a publisher's file looks like."""
    module: Reader = import_module(f"carbonfoot.intake.publishers.{NAMES[name]}")
    return module


def publisher(name: str) -> Publisher:
    """The reader of a publisher's factors."""
    module: Publisher = import_module(f"carbonfoot.intake.publishers.{NAMES[name]}")
    return module


def judge(book: Book, name: str) -> list[Finding]:
    """CF634 for a file that is not what this publisher ships, with what it looks like."""
    if book.findings or reader(name).recognise(book):
        return book.findings
    others = [other for other in NAMES if other != name and reader(other).recognise(book)]
    if others:
        help = f"it looks like a file of `{others[0]}`: write --publisher {others[0]}"
    else:
        help = "use an import map: carbonfoot factors import FILE --suggest-map"
    said = f"`{book.display}` is not the file that `{name}` ships"
    return [Finding("CF634", said, book.display, help=help, notes=(f"{name}: {reader(name).WORDS}",))]
