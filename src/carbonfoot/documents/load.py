"""A part document and every document it links to, read once each."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Line
from carbonfoot.documents.part import Part
from carbonfoot.documents.reading import read_part
from carbonfoot.documents.roots import LOCK_FILE, ROOT_FILE, leads_out, resolve_reference
from carbonfoot.documents.sources import Source, display_path, read_source, read_text_file, text_for_excerpt
from carbonfoot.documents.tables import CsvTable, TableError, read_table
from carbonfoot.documents.values import Reported, Scope
from carbonfoot.findings.finding import Finding, Related, severity
from carbonfoot.quantities.numbers import QuantityError

Path = tuple[str | int, ...]
Amend = Callable[[str, Any], Any]
"""What a scenario makes of a document: its absolute path and plain data to plain data."""

MAX_DEPTH = 60
"""How many companies away a document may lie; real supply chains end far sooner."""


class Loaded:
    """One document: its text, its typed content, its parameters, and where its links lead."""

    __slots__ = ("links", "part", "said", "scope", "source")

    def __init__(self, source: Source, part: Part, scope: Scope) -> None:
        self.source = source
        self.part = part
        self.scope = scope
        self.links: dict[Path, str] = {}
        self.said: set[tuple[str, str]] = set()  # remarks on factors, each worth saying once a document


class Documents:
    """All documents of a calculation, by absolute path; `top` is the one that was asked for."""

    def __init__(self, top: str, root: str) -> None:
        self.top = top
        self.root = root
        self.loaded: dict[str, Loaded] = {}
        self.sources: dict[str, Source] = {}
        self.tables: list[str] = []
        self.findings: list[Finding] = []
        self.salvaged: dict[str, list[Path]] = {}  # display path to what was taken out

    def files(self) -> list[str]:
        """Every file that was read: documents, tables, and the settings and the lock of the project."""
        beside = [os.path.join(self.root, name) for name in (ROOT_FILE, LOCK_FILE)]
        return [self.top, *self.sources, *self.tables, *beside]

    def text_of(self, display: str) -> str | None:
        """The text behind a display path, for carets."""
        for source in self.sources.values():
            if source.display == display:
                return source.text
        return text_for_excerpt(display)


def load(
    file: str,
    root: str,
    overrides: dict[str, Value],
    *,
    salvaging: bool = False,
    scope: Callable[..., Scope] = Scope,
    amend: Amend | None = None,
) -> Documents:
    """The document at `file` and all it links to, inside `root`; `overrides` replace parameters of the top one.

    salvaging  keep what is left of refused documents: to find what else is wrong, never to calculate
    scope      what evaluates the amounts of a document, made as `Scope` is
    amend      what a scenario makes of the plain data of a document, before its typed reading
    """
    documents = Documents(file, root)
    reading = _Reading(documents, salvaging, scope, amend)
    outside = leads_out(file, root)
    if outside is not None:
        documents.findings.append(outside._replace(file=display_path(file)))
        return documents
    depth = {file: 0}
    waiting = [file]
    refused: set[str] = set()
    asked: list[tuple[str, Path, str]] = []
    while waiting:
        current = waiting.pop(0)
        if current in documents.loaded or current in refused:
            continue
        loaded = reading.read(current, overrides if current == file else {})
        if loaded is None:
            refused.add(current)
            continue
        documents.loaded[current] = loaded
        for path, reference in _references(loaded.part):
            target, problem = resolve_reference(current, reference, root)
            if target is None or problem is not None:
                if problem is not None:
                    documents.findings.append(problem._replace(file=loaded.source.display, path=path))
                continue
            deeper = depth[current] + 1
            if deeper > MAX_DEPTH:
                message = f"documents link to each other more than {MAX_DEPTH} deep"
                help = "link to parts that are nearer, or state a `footprint:` for what lies further up"
                documents.findings.append(Finding("CF405", message, loaded.source.display, path, help=help))
                continue
            depth[target] = min(deeper, depth.get(target, deeper))
            loaded.links[path] = target
            asked.append((current, path, target))
            waiting.append(target)
    for origin, path, target in asked:
        if target in refused:
            documents.findings.append(_refused(documents, origin, path, target))
    _same_id(documents)
    return documents


class _Reading:
    """How the documents of one calculation are read."""

    def __init__(
        self, documents: Documents, salvaging: bool, scope: Callable[..., Scope], amend: Amend | None
    ) -> None:
        self.documents = documents
        self.salvaging = salvaging
        self.scope = scope
        self.amend = amend

    def read(self, file: str, overrides: dict[str, Value]) -> Loaded | None:
        """One document, read, amended and typed; None where it is refused."""
        documents = self.documents
        source, findings = read_source(file, display_path(file))
        documents.findings.extend(findings)
        if source is None:
            return None
        documents.sources[file] = source
        if any(severity(finding) == "error" for finding in findings):
            return None
        if self.amend is not None:
            source.data = self.amend(file, source.data)
        part, findings = read_part(source.data, source.display)
        documents.findings.extend(findings)
        if part is None and self.salvaging:
            part = _left_over(documents, source)
        if part is None:
            return None
        parameters = {**(part.parameters or {}), **overrides}
        tables = _Tables(documents, file, part)
        return Loaded(source, part, self.scope(source.display, parameters, documents.findings, tables))


def _left_over(documents: Documents, source: Source) -> Part | None:
    from carbonfoot.documents.salvage import salvage

    left = salvage(source.data) if isinstance(source.data, dict) else None
    if left is None:
        return None
    documents.salvaged[source.display] = left[1]
    return left[0]


def _references(part: Part) -> list[tuple[Path, str]]:
    """Every `product:` of a document, at any depth of sub-assembly."""
    found: list[tuple[Path, str]] = []

    def walk(lines: list[Line] | None, base: Path) -> None:
        for index, line in enumerate(lines or []):
            path = (*base, index)
            if line.product is not None:
                found.append(((*path, "product"), line.product))
            walk(line.inputs, (*path, "inputs"))
            for number, process in enumerate(line.processes or []):
                walk(process.inputs, (*path, "processes", number, "inputs"))
                walk(process.energy, (*path, "processes", number, "energy"))

    for key in ("inputs", "tooling", "packaging", "use"):
        walk(getattr(part, key), (key,))
    for number, process in enumerate(part.processes or []):
        walk(process.inputs, ("processes", number, "inputs"))
        walk(process.energy, ("processes", number, "energy"))
    return found


def _refused(documents: Documents, origin: str, path: Path, target: str) -> Finding:
    source = documents.sources.get(target)
    shown = source.display if source else display_path(target)
    related = (Related(shown, (), "see its own findings", "value"),) if source else ()
    return Finding(
        "CF405",
        f"the linked document `{shown}` could not be used",
        documents.loaded[origin].source.display,
        path,
        help="correct that document first",
        related=related,
    )


def _same_id(documents: Documents) -> None:
    """Two files with one product id must say the same, else a sum would depend on which is found first."""
    seen: dict[str, Loaded] = {}
    for file in sorted(documents.loaded):
        loaded = documents.loaded[file]
        other = seen.setdefault(loaded.part.product.id, loaded)
        if other is not loaded and other.source.text != loaded.source.text:
            where = ("product", "id")
            related = (Related(other.source.display, where, "the other document", "value"),)
            message = f"two documents describe product `{loaded.part.product.id}` and differ"
            help = "give one of them another id, or link to one file from both places"
            documents.findings.append(
                Finding("CF409", message, loaded.source.display, where, help=help, related=related)
            )


class _Tables:
    """Reads a CSV table when an expression first asks for it."""

    def __init__(self, documents: Documents, file: str, part: Part) -> None:
        self._documents = documents
        self._file = file
        self._part = part
        self._read: dict[str, CsvTable | None] = {}

    def __call__(self, name: str) -> CsvTable:
        """The table. Raises `QuantityError` for a name that is none, `Reported` when its file has a finding already."""
        tables = self._part.tables or {}
        if name not in tables:
            known = ", ".join(f"`{known}`" for known in tables)
            help = f"tables here: {known}" if known else "name its file under `tables:`"
            raise QuantityError("CF221", f"`{name}` is not a table of this document", help)
        if name not in self._read:
            self._read[name] = self._table(name, tables[name].file)
        table = self._read[name]
        if table is None:
            raise Reported
        return table

    def _table(self, name: str, reference: str) -> CsvTable | None:
        findings = self._documents.findings
        target, problem = resolve_reference(self._file, reference, self._documents.root)
        if problem is not None:
            path = ("tables", name, "file")
            findings.append(problem._replace(file=display_path(self._file), path=path))
        if target is None:
            return None
        self._documents.tables.append(target)
        display = display_path(target)
        text, found = read_text_file(target, display)
        findings.extend(found)
        if text is None:
            return None
        try:
            return read_table(name, text)
        except TableError as error:
            findings.append(Finding(error.code, error.message, display, error.path, help=error.help))
            return None
