"""`declaration:` of a line: the file inside the project, and the one declaration of it that is meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from carbonfoot.documents.received.model import Reading, Received
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.documents.received.replaced import Folders
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, Related

if TYPE_CHECKING:
    from carbonfoot.documents.load import Documents, Loaded


def receive(documents: Documents, loaded: Loaded, path: Path, reference: str) -> None:
    """Read what a line names, once a file; a finding where there is nothing that the line can draw on."""
    name, _, wanted = reference.partition("#")
    display = loaded.source.display
    target, problem = resolve_reference(loaded.source.file, name, documents.root)
    if problem is not None:
        documents.findings.append(problem._replace(file=display, path=path))
    if target is None:
        return
    shown = display_path(target)
    if shown not in loaded.tables:
        loaded.tables.append(shown)
    reading = documents.received.get(target)
    if reading is None:
        reading = documents.received[target] = read_declarations(target)
        # what it claims beside its footprint is told at every line that draws on it (CF912)
        documents.findings += [one for one in reading.findings if one.code != "CF907"]
    if not reading.declarations:
        shown = os.path.basename(name)
        message = f"the declaration `{shown}` could not be used"
        documents.findings.append(
            Finding("CF405", message, display, path, help="see what is said of that file")
        )
        return
    one = _chosen(reading, wanted.strip())
    if one is not None:
        loaded.received[path] = one
        _replaced(documents, display, path, target, one)
        return
    known = ", ".join(f"`{name}#{each.id}` ({each.product})" for each in reading.declarations[:5])
    said = (
        f"no declaration `{wanted}`" if wanted else f"{len(reading.declarations)} declarations, and not which"
    )
    documents.findings.append(
        Finding("CF902", f"`{name}` holds {said}", display, path, help=f"write one of: {known}")
    )


def _replaced(documents: Documents, display: str, path: Path, target: str, one: Received) -> None:
    """CF913 where a file beside the declaration says that it replaces it."""
    if documents.folders_received is None:
        documents.folders_received = Folders()
    newer = documents.folders_received.newer(target, one)
    if newer is None:
        return
    file, other = newer
    shown = display_path(file)
    message = f"declaration {one.id} is replaced by {other.id} in `{shown}`"
    help = f"name `{os.path.basename(file)}`, or keep the older one on purpose"
    related = (Related(shown, (), "it says so itself", "value"),)
    documents.findings.append(Finding("CF913", message, display, path, help=help, related=related))


def _chosen(reading: Reading, wanted: str) -> Received | None:
    """The declaration that is meant: by its id, or by an id of its product that only one has."""
    if not wanted:
        return reading.declarations[0] if len(reading.declarations) == 1 else None
    by_id = [one for one in reading.declarations if one.id.lower() == wanted.lower()]
    named = by_id or [
        one
        for one in reading.declarations
        if any(wanted in (known, known.rpartition(":")[2]) for known in one.product_ids)
    ]
    return named[0] if len(named) == 1 else None
