"""The technology of a measure: the changes of its card, for the documents that the measure names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from carbonfoot.documents.part import Changes
from carbonfoot.documents.programme import Measure
from carbonfoot.documents.reading import read_shape
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.programmes.technologies.answers import Told, unknown_values
from carbonfoot.programmes.technologies.apply import changes_of
from carbonfoot.programmes.technologies.shelf import Shelf
from carbonfoot.programmes.technologies.trial import outside
from carbonfoot.scenarios.amending import Layer

DataOf = Callable[[str], Any]
"""Plain data of a document by its real path; None where it cannot be read, which is told elsewhere."""


class Effects(NamedTuple):
    """What the card of a measure makes of documents, by their real paths, as layers; and what is to be said."""

    layers: dict[str, list[Layer]]
    findings: list[Finding]


def changes_for(
    measure: Measure, place: Path, shelf: Shelf, data_of: DataOf, where: tuple[str, str, str]
) -> Effects:
    """The changes of the technology that a measure names; findings stand at the measure.

    place    path of the measure in its programme
    data_of  plain data of documents
    where    the file of the programme, its display path, and the root that references stay inside
    """
    file, display, root = where
    found = Effects({}, [])
    id = measure.technology
    if id is None:
        return found
    kept = shelf.cards.get(id)
    if kept is None:
        found.findings.append(unknown(shelf, id, display, (*place, "technology")))
        return found
    if not measure.at:
        message = f"`{measure.id}` does not say where `{id}` is applied"
        help = "add `at: {document: parts/bolt.yaml, line: processes/Melting}`"
        found.findings.append(Finding("CF102", message, display, (*place, "technology"), "key", help))
        return found
    values = measure.values or {}
    path_of_values: Path = (*place, "values") if values else (*place, "technology")
    told = Told(display, (*place, "technology"), (), path_of_values)
    found.findings.extend(unknown_values(kept.card, values, told))
    for number, at in enumerate(measure.at):
        here: Path = (*place, "at", number)
        target, problem = resolve_reference(file, at.document, root)
        if problem is not None:
            found.findings.append(problem._replace(file=display, path=(*here, "document"), span=None))
        data = None if target is None else data_of(target)
        if target is None or data is None:
            continue
        line = (*here, "line") if at.line is not None else (*here, "document")
        beside = _written(measure, file, root, target)
        applied = changes_of(kept.card, at.line, data, values, None, told._replace(line=line, beside=beside))
        found.findings.extend(one for one in applied.findings if one not in found.findings)
        found.findings.extend(
            one._replace(path=path_of_values)
            for one in outside(applied, values, told)
            if one._replace(path=path_of_values) not in found.findings
        )
        changes, _ = read_shape(applied.raw, display, here, "changes", Changes)
        if changes is not None and applied.raw:
            found.layers.setdefault(target, []).append(Layer(changes, applied.raw, here))
    return found


def _written(measure: Measure, file: str, root: str, target: str) -> tuple[str, ...]:
    """Paths of a document that a measure changes besides its card."""
    found: list[str] = []
    for reference, changes in (measure.changes or {}).items():
        if resolve_reference(file, reference, root)[0] == target:
            found += [*(changes.change or {}), *(changes.add or {}), *(changes.remove or [])]
    return tuple(found)


def unknown(shelf: Shelf, id: str, file: str, path: Path) -> Finding:
    """CF001 for a card that is not there, with the nearest; for one that is refused, its file."""
    if id in shelf.refused:
        message = f"the technology card `{id}` cannot be used"
        return Finding("CF001", message, file, path, help=f"see what is wrong with `{shelf.refused[id]}`")
    near = shelf.near(id)
    help = (
        f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
        if near
        else "see `carbonfoot programme technologies list`"
    )
    return Finding("CF001", f"there is no technology card `{id}`", file, path, help=help)
