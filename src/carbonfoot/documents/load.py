"""Part documents and every document they link to, read once each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.documents.fields import Value
from carbonfoot.documents.folders import Folders
from carbonfoot.documents.part import Part
from carbonfoot.documents.reading import installation_refused, read_part, says_installation
from carbonfoot.documents.references import references
from carbonfoot.documents.roots import LOCK_FILE, ROOT_FILE, leads_out, resolve_reference
from carbonfoot.documents.sources import Source, display_path, read_source, read_text_file, text_for_excerpt
from carbonfoot.documents.tables import CsvTable, TableError, read_table
from carbonfoot.documents.values import Reported, Scope
from carbonfoot.findings.finding import Finding, Related, severity
from carbonfoot.quantities.numbers import QuantityError

if TYPE_CHECKING:
    from carbonfoot.documents.received.model import Reading, Received
    from carbonfoot.documents.received.replaced import Folders as Folders_

Path = tuple[str | int, ...]
_ID = ("product", "id")
Amend = Callable[[str, Any], Any]
"""What a scenario makes of a document: its absolute path and plain data to plain data."""

MAX_DEPTH = 60
"""Links that may follow one another; real supply chains end far sooner."""

Read = dict[str, tuple[str | None, list[Finding]]]
"""Texts that were read already, by real path, each with what was found while reading."""


class Loaded:
    """One document: its text, its typed content, its parameters, and where its links lead."""

    __slots__ = ("links", "part", "received", "said", "scope", "settled", "source", "supplies", "tables")

    def __init__(self, source: Source, part: Part, scope: Scope) -> None:
        self.source = source
        self.part = part
        self.scope = scope
        self.links: dict[Path, str] = {}
        self.said: set[tuple[str, str]] = set()  # remarks on factors, each worth saying once a document
        self.settled: dict[Path, Any] = {}  # of a site: lines whose readings were added up
        self.supplies: dict[
            Path, Any
        ] = {}  # of a site: energy of its steps, and the meter that it comes from
        self.tables: list[str] = []  # display paths of tables and declarations that were looked into
        self.received: dict[Path, Received] = {}  # suppliers' declarations that lines name


class Documents:
    """All documents of a calculation, by absolute path; `top` is the one that was asked for, or the first of `tops`."""

    def __init__(self, top: str, root: str) -> None:
        self.top = top
        self.tops: frozenset[str] = frozenset([top])
        self.root = root
        self.loaded: dict[str, Loaded] = {}
        self.apart = False  # the tops have nothing to do with each other, unless one needs another
        self.refused: set[str] = set()
        self.sources: dict[str, Source] = {}
        self.tables: list[str] = []
        self.findings: list[Finding] = []
        self.salvaged: dict[str, list[Path]] = {}  # display path to what was taken out
        self._shown: dict[str, Source] = {}  # `sources` by their display paths
        self.asked: dict[str, set[str]] = {}  # documents, and every file that each names, there or not
        self.received: dict[str, Reading] = {}  # files of suppliers' declarations, each read once
        self.folders_received: Folders_ | None = (
            None  # of these files: what is replaced in each of their folders
        )

    def files(self) -> list[str]:
        """Every file that was read: documents, tables, and the settings and the lock of the project."""
        beside = [os.path.join(self.root, name) for name in (ROOT_FILE, LOCK_FILE)]
        return [*sorted(self.tops), *self.sources, *self.tables, *self.received, *beside]

    def text_of(self, display: str) -> str | None:
        """The text behind a display path, for carets."""
        if len(self._shown) != len(self.sources):  # asked for once a finding: no search through all files
            self._shown = {source.display: source for source in reversed(self.sources.values())}
        source = self._shown.get(display)
        return source.text if source is not None else text_for_excerpt(display)


def closure(loaded: Mapping[str, Loaded], file: str) -> set[str]:
    """A document and all it needs."""
    found = {file}
    waiting = [file]
    while waiting:
        for target in loaded[waiting.pop()].links.values():
            if target in loaded and target not in found:
                found.add(target)
                waiting.append(target)
    return found


class _Link(NamedTuple):
    origin: str
    path: Path
    target: str


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
    return load_all([file], root, overrides, salvaging=salvaging, scope=scope, amend=amend)


def load_all(  # noqa: PLR0913  (each has its reason)
    files: Iterable[str],
    root: str,
    overrides: dict[str, Value],
    *,
    salvaging: bool = False,
    texts: Read | None = None,
    folders: Folders | None = None,
    scope: Callable[..., Scope] = Scope,
    amend: Amend | None = None,
    apart: bool = False,
    known: Mapping[str, Loaded] | None = None,
) -> Documents:
    """The documents at `files` (real paths, at least one) and all they link to, each read once whoever asks for it.

    What comes out does not depend on the order of `files`. `texts` holds files that were read already; `scope` and
    `amend` are those of `load`. With `apart`, documents that no top needs together are not held against each other.
    Documents that are `known` stand as they were read before.
    """
    tops = sorted(set(files))
    folders = folders or Folders()
    documents = Documents(tops[0], root)
    documents.tops = frozenset(tops)
    documents.apart = apart
    reading = _Reading(documents, salvaging, {} if texts is None else texts, folders, scope, amend)
    waiting: list[str] = []
    for file in tops:
        inside = file.startswith(root.rstrip(os.sep) + os.sep) and folders.is_real(os.path.dirname(file))
        outside = leads_out(file, root) if not inside or os.path.islink(file) else None
        if outside is None:
            waiting.append(file)
        else:
            documents.findings.append(outside._replace(file=display_path(file)))
            documents.refused.add(file)
    asked: list[_Link] = []
    seen = set(waiting)
    for current in waiting:  # grows while it is read
        if known is not None and current in known:
            documents.loaded[current] = known[current]
            fresh = [target for target in known[current].links.values() if target not in seen]
            seen.update(fresh)
            waiting += fresh
            continue
        loaded = reading.read(current, overrides if current in documents.tops else {})
        if loaded is None:
            documents.refused.add(current)
            continue
        documents.loaded[current] = loaded
        named = references(loaded.part)
        if named or loaded.part.tables:
            documents.asked[current] = {reference for _, reference in named}
            documents.asked[current].update(table.file for table in (loaded.part.tables or {}).values())
        for path, reference in named:
            if path[-1] == "declaration":
                from carbonfoot.documents.received.links import receive

                receive(documents, loaded, path, reference)
                continue
            target, problem = folders.resolve(current, reference, root)
            if problem is not None:
                documents.findings.append(problem._replace(file=loaded.source.display, path=path))
            elif target is not None:
                loaded.links[path] = target
                asked.append(_Link(current, path, target))
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
    documents.findings += [
        _refused(documents, *link) for link in asked if documents.refused and link.target in documents.refused
    ]
    if len(documents.loaded) > MAX_DEPTH:
        from carbonfoot.documents.chains import too_long

        documents.findings += too_long(documents.loaded, MAX_DEPTH)
    _same_id(documents)
    return documents


class _Reading(NamedTuple):
    """How the documents of one calculation are read."""

    documents: Documents
    salvaging: bool
    texts: Read
    folders: Folders
    scope: Callable[..., Scope]
    amend: Amend | None

    def read(self, file: str, overrides: dict[str, Value]) -> Loaded | None:
        """One document, read, amended and typed; None where it is refused."""
        documents = self.documents
        source, findings = read_source(file, self.folders.shown(file), self.texts.get(file))
        documents.findings.extend(findings)
        if source is None:
            return None
        documents.sources[file] = source
        if any(severity(finding) == "error" for finding in findings):
            return None
        if self.amend is not None:
            source.data = self.amend(file, source.data)
        part, findings = _typed(source)
        if file in documents.tops or not _is_installation(source):  # told at the link
            documents.findings.extend(findings)
        if part is None and self.salvaging and not _is_installation(source):
            part = _left_over(documents, source)
        if part is None:
            return None
        parameters = {**(part.parameters or {}), **overrides}
        tables = Tables(documents, file, part.tables or {})
        scope = self.scope(source.display, parameters, documents.findings, tables)
        loaded = Loaded(source, part, scope)
        loaded.tables = tables.shown
        return loaded


def _typed(source: Source) -> tuple[Part | None, list[Finding]]:
    """The typed document: a part, or a site, which few calculations have."""
    if isinstance(source.data, dict) and source.data.get("carbonfoot") == "site/1":
        from carbonfoot.documents.site import read_site

        return read_site(source.data, source.display)
    return read_part(source.data, source.display)


def _is_installation(source: Source) -> bool:
    return isinstance(source.data, dict) and says_installation(source.data.get("carbonfoot"))


def _left_over(documents: Documents, source: Source) -> Part | None:
    from carbonfoot.documents.salvage import salvage

    left = salvage(source.data) if isinstance(source.data, dict) else None
    if left is None:
        return None
    documents.salvaged[source.display] = left[1]
    return left[0]


def _refused(documents: Documents, origin: str, path: Path, target: str) -> Finding:
    source = documents.sources.get(target)
    shown = source.display if source else display_path(target)
    if source is not None and _is_installation(source):
        return installation_refused(documents.loaded[origin].source.display, path, shown)
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
    files: dict[str, list[str]] = {}
    for file in sorted(documents.loaded):
        files.setdefault(documents.loaded[file].part.product.id, []).append(file)
    for id, several in files.items():
        if len(several) == 1:
            continue
        if documents.apart:
            documents.findings += _of_one_id_behind(documents, id, several)
            continue
        other = documents.loaded[several[0]]
        for file in several[1:]:
            loaded = documents.loaded[file]
            if not _says_the_same(documents, loaded, other):
                related = (Related(other.source.display, _ID, "the other document", "value"),)
                message = f"two documents describe product `{id}` and differ"
                help = "give one of them another id, or link to one file from both places"
                documents.findings.append(
                    Finding("CF409", message, loaded.source.display, _ID, help=help, related=related)
                )


def _of_one_id_behind(documents: Documents, id: str, files: list[str]) -> Iterator[Finding]:
    """CF409 at every top that needs two of them, and at no other."""
    for top in sorted(documents.tops & documents.loaded.keys()):
        needed = closure(documents.loaded, top)
        both = [documents.loaded[file] for file in files if file in needed]
        unlike = [one for one in both[1:] if not _says_the_same(documents, one, both[0])]
        if unlike:
            related = tuple(
                Related(one.source.display, _ID, "one of them", "value") for one in (both[0], *unlike)
            )
            message = f"two documents that it needs describe product `{id}` and differ"
            help = "give one of them another id, or link to one file from both places"
            shown = documents.loaded[top].source.display
            yield Finding("CF409", message, shown, ("product",), "key", help=help, related=related)


def _says_the_same(documents: Documents, one: Loaded, other: Loaded) -> bool:
    """Whether two documents have one text, and links that lead to the same products: whose texts are compared as well.

    Declarations that they name by one path, each in its own folder, are the same where they say the same.
    """
    if one.source.text != other.source.text:
        return False

    def products(of: Loaded) -> list[str | Received | None]:
        found: list[str | Received | None] = []
        for path, _ in references(of.part):
            if path in of.received:
                found.append(of.received[path]._replace(file="", path=()))
                continue
            target = documents.loaded.get(of.links.get(path, ""))
            found.append(None if target is None else target.part.product.id)
        return found

    return products(one) == products(other)


class Tables:
    """The tables that a document names, each read when an expression first asks for it."""

    def __init__(self, documents: Documents, file: str, named: dict[str, Any]) -> None:
        self._documents = documents
        self._file = file
        self._named = named
        self._read: dict[str, CsvTable | None] = {}
        self.shown: list[str] = []

    def __call__(self, name: str) -> CsvTable:
        """The table. Raises `QuantityError` for a name that is none, `Reported` when its file has a finding already."""
        tables = self._named
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
        self.shown.append(display)
        text, found = read_text_file(target, display)
        findings.extend(found)
        if text is None:
            return None
        try:
            return read_table(name, text)
        except TableError as error:
            findings.append(Finding(error.code, error.message, display, error.path, help=error.help))
            return None
