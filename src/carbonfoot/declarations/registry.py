"""The formats of `carbonfoot declare --as`, by name. Only the one that is asked for is imported.

A format is a module or package with `NAME`, `TITLE` and `write(result, options) -> Declared`, where `result` is what the
calculation of a document of its kind comes to (`cbam.model.Result` of an installation, `subject.Subject` of a part).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from carbonfoot.declarations.options import Declared, DeclareOptions, Earlier
from carbonfoot.findings.finding import Finding

INSTALLATION = "installation"
PART = "part"


class Format(NamedTuple):
    """A format.

    name      as typed behind `--as`
    kind      of document that it declares: `installation` or `part`
    module    below `carbonfoot.declarations`
    suffixes  of its files, the first where none is asked for; each is written where a folder is asked for
    binary    whether it goes to a file only
    marked    whether its file begins with a byte order mark, without which Excel reads it in the code page of the country
    takes     options of its own: `request`, `template`, `replaces`
    identified  whether its declarations have an id, and replace each other by it
    """

    name: str
    kind: str
    module: str
    suffixes: tuple[str, ...]
    binary: bool = False
    marked: bool = False
    takes: tuple[str, ...] = ()
    identified: bool = False

    @property
    def title(self) -> str:
        """What it is, one line."""
        return str(self._module().TITLE)

    def write(self, result: Any, options: DeclareOptions) -> Declared:
        """The declaration of a result."""
        write: Callable[[Any, DeclareOptions], Declared] = self._module().write
        return write(result, options)

    def earlier(self, file: str | None, result: Any) -> tuple[Earlier | None, list[Finding]]:
        """The declaration of the same product that stands in a file, with what is to be said of it."""
        if not self.identified or file is None:
            return None, []
        found: tuple[Earlier | None, list[Finding]] = self._module().earlier(file, result)
        return found

    def _module(self) -> Any:
        return import_module(f"carbonfoot.declarations.{self.module}")


FORMATS = (
    Format(
        "cbam-communication", INSTALLATION, "cbam_communication", (".xlsx",), binary=True, takes=("template",)
    ),
    Format("cbam-operator-report", INSTALLATION, "cbam_operator_report", (".md", ".html")),
    Format("cbam-operator-summary", INSTALLATION, "cbam_operator_report.summary", (".md", ".html")),
    Format("catenax-cbam-1.0.0", INSTALLATION, "catenax_cbam", (".json",), takes=("request",)),
    Format("csv", INSTALLATION, "goods_csv", (".csv",), marked=True),
    Format("json", INSTALLATION, "result_json", (".json",)),
    Format("pact-3.0.3", PART, "pact", (".json",), takes=("replaces",), identified=True),
    Format("iso14067", PART, "iso14067", (".md", ".html")),
)


def format_named(name: str) -> Format | None:
    """The format of a name; None for a name that there is not."""
    return next((one for one in FORMATS if one.name == name), None)


def formats_of(kind: str) -> list[Format]:
    """The formats for documents of a kind."""
    return [one for one in FORMATS if one.kind == kind]
