"""The documents of a calculation as somebody changes them, and findings told where the changes stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from carbonfoot.documents.load import Loaded
from carbonfoot.documents.part import Changes
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.scenarios.patch import Patch

_NEGATIVE = re.compile(r"`-\s*(\d[^`]*)` is negative")


class Layer(NamedTuple):
    """Changes of one document: typed, as plain data, and the path where they stand."""

    changes: Changes
    raw: Any
    place: Path


class Amending:
    """Changes laid over documents, one layer after the other; called for each document as it is read.

    display  the document in which the changes stand, as told to people
    layers   by the real path of the document that they change
    """

    def __init__(self, display: str, layers: Mapping[str, Sequence[Layer]]) -> None:
        self.display = display
        self.layers = layers
        self.findings: list[Finding] = []
        self.patches: dict[str, Patch] = {}  # by display path
        self._amended: dict[str, Any] = {}

    def __call__(self, file: str, data: Any) -> Any:
        """The plain data of a document, changed."""
        if file not in self._amended:
            self._amended[file] = self._changed(file, data)
        return self._amended[file]

    def not_reached(self) -> list[Finding]:
        """Changes of documents that no calculation came by."""
        return [
            Finding("CF461", "no line of the calculation leads to this document", self.display, place, "key",
                    "name a document that a `product:` of this one links to")
            for file, layers in self.layers.items()
            if file not in self._amended
            for _, _, place in layers
        ]  # fmt: skip

    def told(self, finding: Finding, known: set[Finding]) -> Finding:
        """A finding of the changed documents at the place where what it is about was written.

        One that is `known` of the documents as written stays what it is there.
        """
        patch = self.patches.get(finding.file)
        as_written = finding if patch is None else finding._replace(path=patch.as_written(finding.path))
        if as_written in known:
            return as_written
        file, path, literal = self._place(finding.file, finding.path)
        related = []
        for one in finding.related:
            there, inner, same = self._place(one.file, one.path)
            related.append(Related(there, inner, one.message, one.on, one.point, one.span if same else None))
        moved = finding._replace(file=file, path=path, related=tuple(related))
        taken = _NEGATIVE.match(finding.message)
        if finding.code == "CF207" and literal and file == self.display and taken:
            help = f"write what there is then, or `{taken[1]} less` to take it off what stands"
            moved = moved._replace(help=help)
        return moved if literal else moved._replace(span=None)

    def _place(self, file: str, path: Path) -> tuple[str, Path, bool]:
        patch = self.patches.get(file)
        if patch is None or not path:
            return file, path, True
        place, origin = patch.told(path)
        return (file, place, True) if origin is None else (self.display, place, origin.literal)

    def _changed(self, file: str, data: Any) -> Any:
        layers = self.layers.get(file)
        if not layers:
            return data
        patch = Patch(data, self.display)
        for changes, raw, place in layers:
            patch.apply(raw, place, changes)
        self.findings += patch.findings
        self.patches[display_path(file)] = patch
        return patch.finished()


def amending_of(loaded: Loaded, root: str, names: tuple[str, ...]) -> Amending:
    """Scenarios of a document, one after the other, laid over it and those it links to."""
    scenarios = loaded.source.data["scenarios"]
    layers: dict[str, list[Layer]] = {}
    findings: list[Finding] = []
    top = loaded.source.file
    for name in names:
        layers.setdefault(top, []).append(
            Layer((loaded.part.scenarios or {})[name], scenarios[name], ("scenarios", name))
        )
    for name in names:
        for reference, changes in ((loaded.part.scenarios or {})[name].documents or {}).items():
            place: Path = ("scenarios", name, "documents", reference)
            target, problem = resolve_reference(top, reference, root)
            if problem is not None:
                findings.append(problem._replace(file=loaded.source.display, path=place, on="key", span=None))
            if target is not None:
                raw = scenarios[name]["documents"][reference]
                layers.setdefault(target, []).append(Layer(changes, raw, place))
    made = Amending(loaded.source.display, layers)
    made.findings += findings
    return made
