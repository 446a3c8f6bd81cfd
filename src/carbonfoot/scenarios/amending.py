"""The documents of a calculation as a scenario changes them, and its findings told where the scenario stands."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.load import Loaded
from carbonfoot.documents.part import Scenario
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.scenarios.patch import Patch


class Amending:
    """Scenarios, one after the other, laid over a document and those it links to; called for each as it is read."""

    def __init__(self, loaded: Loaded, root: str, names: tuple[str, ...]) -> None:
        self.top = loaded.source.file
        self.display = loaded.source.display
        self.root = root
        self.scenarios: list[tuple[str, Scenario, Any]] = []
        raw = loaded.source.data["scenarios"]
        for name in names:
            self.scenarios.append((name, (loaded.part.scenarios or {})[name], raw[name]))
        self.findings: list[Finding] = []
        self.patches: dict[str, Patch] = {}  # by display path
        self._amended: dict[str, Any] = {}
        self._waiting = self._documents()

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
            for file, places in self._waiting.items()
            if file not in self._amended
            for _, _, place in places
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
        return moved if literal else moved._replace(span=None)

    def _place(self, file: str, path: Path) -> tuple[str, Path, bool]:
        patch = self.patches.get(file)
        if patch is None or not path:
            return file, path, True
        place, origin = patch.told(path)
        return (file, place, True) if origin is None else (self.display, place, origin.literal)

    def _documents(self) -> dict[str, list[tuple[Any, Any, Path]]]:
        """Changes of linked documents, by the path of the file: typed, plain, and where they stand."""
        found: dict[str, list[tuple[Any, Any, Path]]] = {}
        for name, scenario, raw in self.scenarios:
            for reference, changes in (scenario.documents or {}).items():
                place: Path = ("scenarios", name, "documents", reference)
                target, problem = resolve_reference(self.top, reference, self.root)
                if problem is not None:
                    self.findings.append(problem._replace(file=self.display, path=place, on="key", span=None))
                if target is not None:
                    found.setdefault(target, []).append((changes, raw["documents"][reference], place))
        return found

    def _changed(self, file: str, data: Any) -> Any:
        patch = Patch(data, self.display)
        if file == self.top:
            for name, scenario, raw in self.scenarios:
                patch.apply(raw, ("scenarios", name), scenario)
        for changes, raw, place in self._waiting.get(file, []):
            patch.apply(raw, place, changes)
        if not patch.layer:
            return data
        self.findings += patch.findings
        self.patches[display_path(file)] = patch
        return patch.finished()
