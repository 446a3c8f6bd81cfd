"""`declaration:` of a line: the file inside the project, and the one declaration of it that is meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from carbonfoot.documents.json_found import composed
from carbonfoot.documents.received.model import Reading, Received
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.documents.received.replaced import Folders
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, Related

if TYPE_CHECKING:
    from carbonfoot.documents.load import Documents, Loaded

MAX_MARKS = 5
"""`#` of one reference at which the name of the file may end."""


SHORT = 8
"""Characters of an id that reports show."""


def receive(documents: Documents, loaded: Loaded, path: Path, reference: str) -> None:
    """Read what a line names, once a file; a finding where there is nothing that the line can draw on."""
    display = loaded.source.display
    name, wanted, target, problem = _file(loaded.source.file, reference, documents.root)
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
    meant = _meant(reading, wanted.strip())
    if len(meant) == 1:
        loaded.received[path] = meant[0]
        _replaced(documents, display, path, target, meant[0])
        return
    known = ", ".join(f"`{name}#{each.id}` ({each.product})" for each in (meant or reading.declarations)[:5])
    if not wanted.strip():
        said = f"{len(meant)} declarations, and not which"
    else:
        said = f"{len(meant)} declarations of `{wanted}`" if meant else f"no declaration `{wanted}`"
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


def _file(base: str, reference: str, root: str) -> tuple[str, str, str | None, Finding | None]:
    """The name of the file, what is wanted of it, its real path and what is wrong; a name may hold `#` itself."""
    marks = [number for number, sign in enumerate(reference) if sign == "#"]
    tried = [(reference[:at], reference[at + 1 :]) for at in marks] + [(reference, "")]
    answers = [(*one, *resolve_reference(base, one[0], root)) for one in tried[:MAX_MARKS]]
    return next((one for one in answers if one[2] is not None), answers[0])


def _meant(reading: Reading, wanted: str) -> list[Received]:
    """The declarations that are meant: by their id, by an id of their product, or by the first characters of their id.

    Of an id of a product what stands behind its last colon is enough. Ids compare with letters composed (NFC), and as they are or
    with their percent signs resolved.
    """
    if not wanted:
        return list(reading.declarations)
    by_id = [one for one in reading.declarations if one.id.lower() == wanted.lower()]
    if by_id:
        return by_id
    for read in (composed, _resolved):
        found = [
            one
            for one in reading.declarations
            if any(read(wanted) in (read(known), read(known.rpartition(":")[2])) for known in one.product_ids)
        ]
        if found:
            return found
    if len(wanted) < SHORT:
        return []
    return [one for one in reading.declarations if one.id.lower().startswith(wanted.lower())]


def _resolved(id: str) -> str:
    from urllib.parse import unquote

    return composed(unquote(id))
