"""Which format JSON data is in, and the one or many declarations that it holds.

A file may hold one declaration, a list of them, the answer of a data exchange (`{"data": ...}`), or an event of one
(CloudEvents 1.0, `data.pfs`). One bad declaration refuses them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received import own, pact2, pact3
from carbonfoot.documents.received.lookalikes import of_data
from carbonfoot.documents.received.model import Reading, Received
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown


class Format(NamedTuple):
    """A format that is read.

    name        `pact-3`
    recognises  whether an object is one declaration of it, by what stands in it
    read        one declaration; None with findings where it is refused
    """

    name: str
    recognises: Callable[[dict[str, Any]], bool]
    read: Callable[..., Received | None]


def _pact3(one: dict[str, Any]) -> bool:
    aspect = str(one.get("specVersion")).startswith("urn:")  # Catena-X has both keys, too
    return "specVersion" in one and "pcf" in one and not aspect


FORMATS = (
    Format(own.FORMAT, own.recognises, own.read),
    Format(own.FORMAT, own.entry, own.read_entry),
    Format("pact-1", pact2.older, pact2.refuse),
    Format("pact-2", pact2.recognises, pact2.read),
    Format("pact-3", _pact3, pact3.read),
)
"""The first that recognises an object reads it."""

READ = "what is read: PACT 3, PACT 2.0 to 2.3, and the JSON of `carbonfoot calc PART --format json`"


def format_of(data: Any) -> str:
    """`pact-3`, or "" where nothing is recognised; of several declarations, that of the first."""
    return next((known.name for _, one in members_of(data) if (known := _format(one)) is not None), "")


def read(data: Any, found: Found, *, strict: bool) -> Reading:
    """All declarations of the data; findings go to `found`. Any that is refused is told, and the file with it."""
    format = format_of(data)
    members = members_of(data)
    if not format:
        found.add("CF901", *_nothing(data, members))
        return Reading((), "")
    made: list[tuple[Path, Any, Received]] = []
    for path, one in members:
        known = _format(one)
        if known is None:
            what, help = of_data(one)
            said = f"this entry is {what or 'no declaration'}, in a list of declarations"
            found.add("CF901", said, path, help or READ)
            continue
        declared = known.read(one, found, path, strict=strict)
        if declared is not None:
            made.append((path, one, declared))
    return Reading(tuple(_once(made, found)), format)


def _format(one: Any) -> Format | None:
    if not isinstance(one, dict):
        return None
    return next((known for known in FORMATS if known.recognises(one)), None)


def members_of(data: Any) -> list[tuple[Path, Any]]:
    """The declarations of a file with their paths."""
    many = own.members(data)
    if many is not None:
        return many
    base: Path = ()
    if isinstance(data, dict) and "data" in data and _format(data) is None:
        base, data = ("data",), data["data"]
        if isinstance(data, dict) and "pfs" in data and _format(data) is None:
            base, data = ("data", "pfs"), data["pfs"]
    if isinstance(data, list):
        return [((*base, number), one) for number, one in enumerate(data)]
    return [(base, data)]


def _nothing(data: Any, members: list[tuple[Path, Any]]) -> tuple[str, Path, str]:
    """Message, path and help for data without any declaration."""
    if not members:
        return "the list of declarations is empty", (), "ask for the declarations of the product again"
    for path, one in ((), data), members[0]:
        what, help = of_data(one)
        if what:
            return f"this looks like {what}", path, f"{help}; {READ}"
    if isinstance(data, dict):
        inside = data.get("data")
        error = inside.get("error", data) if isinstance(inside, dict) else data
        if isinstance(error, dict) and isinstance(error.get("code"), str) and "message" in error:
            said = f"this is the answer of a server that refused: {shown(error['code'])}"
            return said, (), f"it says {shown(str(error['message']))}"
        kind = data.get("type")
        if isinstance(kind, str) and "specversion" in data:
            return f"the event {shown(kind)} holds no footprint", (), _EVENT
        if "pcf" in data or "specVersion" in data:
            lacks = "pcf" if "specVersion" in data else "specVersion"
            return f"this could be a footprint of PACT, and `{lacks}` is missing", (), READ
    return "this is no declaration that is known", members[0][0], READ


_EVENT = (
    "an event that answers a request (RequestFulfilled) does; footprints named by id are fetched one by one"
)


def _once(made: list[tuple[Path, Any, Received]], found: Found) -> list[Received]:
    """Each declaration once: the same id with other content is an error, with the same content worth knowing."""
    kept: dict[str, tuple[Path, Any, Received]] = {}
    for path, one, declared in made:
        key = declared.id.lower()
        if key not in kept:
            kept[key] = (path, one, declared)
            continue
        first, other, _ = kept[key]
        related = [found.related((*first, "id"), "first here")]
        said = f"the id {shown(declared.id)} stands twice in this file"
        if json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True):
            help = "with the same content: it is read once"
            found.add("CF904", said, (*path, "id"), help, related=related, severity="note")
        else:
            help = "with other content: any change of a declaration has a new id"
            found.add("CF409", said, (*path, "id"), help, related=related)
    for path, _, declared in kept.values():
        for earlier in declared.preceding:
            before = kept.get(earlier.lower())
            if before is None or before[2] is declared:
                continue
            if declared.status == before[2].status == "Active":
                said = f"both are active, {shown(earlier)} and the one that replaces it"
                related = [found.related((*before[0], "status"), "still active")]
                found.add(
                    "CF904", said, (*path, "id"), "name the later one", related=related, severity="note"
                )
    return [declared for _, _, declared in kept.values()]
