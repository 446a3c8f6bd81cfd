"""The identity of a message: an id from its content, and what it replaces (technical specifications 3.0.3, lifecycle)."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from carbonfoot.declarations.options import Earlier
from carbonfoot.declarations.recipe import SCHEMA, by_hash
from carbonfoot.documents.json_text import parse
from carbonfoot.documents.received.read import MAX_BYTES
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity

if TYPE_CHECKING:
    from carbonfoot.declarations.subject import Subject

FORMAT = "pact-3.0.3"

_NAMES = uuid5(NAMESPACE_URL, "urn:carbonfoot:pact:3")
_OUTSIDE = ("id", "created", "status", "precedingPfIds")
"""Keys that say which declaration it is, and nothing of what it declares."""


def id_of(message: dict[str, Any]) -> str:
    """UUIDv5 of the canonical content: the same content, the same id, whoever writes it and when.

    `carbonfoot verify` asks it of old declarations, too: what it makes of a recipe of this edition never changes.
    """
    content = {key: value for key, value in message.items() if key not in _OUTSIDE}
    content["extensions"] = [_content_of(one) for one in message.get("extensions") or ()]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return str(uuid5(_NAMES, text))


def _content_of(extension: Any) -> Any:
    """A recipe counts by its hash, so that one that is kept in a file of its own gives the same id."""
    data = extension.get("data") if isinstance(extension, dict) else None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return extension
    return {**extension, "data": by_hash(data)}


def moment_of(time: datetime) -> str:
    """A time in UTC, to the second."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def preceding(id: str, earlier: Earlier | None) -> list[str]:
    """The ids that a declaration replaces, oldest first; never its own."""
    if earlier is None:
        return []
    others = [other for one in earlier.each for other in (*one.preceding, one.id)]
    return list(dict.fromkeys(one for one in others if one != id))


def to_text(message: dict[str, Any]) -> str:
    """The bytes of a message, as text."""
    return json.dumps(message, ensure_ascii=False, indent=2) + "\n"


def earlier_of(file: str) -> tuple[Earlier | None, list[Finding]]:
    """The declaration of ours that a file holds.

    None without a finding where there is no file; None with CF919 where it holds anything else, which is then neither
    replaced nor overwritten. Whether it is of the same product is judged where the new one is written (`same_product`).
    """
    shown = display_path(file)
    if not os.path.lexists(file):
        return None, []
    try:
        if os.path.getsize(file) > MAX_BYTES:
            return None, [_not_ours(shown, "it is too large for a declaration")]
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError as error:
        return None, [_not_ours(shown, f"it cannot be read: {error.strerror}")]
    given, findings = parse(data, shown)
    if given is None or any(severity(one) == "error" for one in findings):
        return None, [_not_ours(shown, "it is no JSON")]
    if not ours(given):
        return None, [_not_ours(shown, "it is no declaration that carbonfoot wrote")]
    before = tuple(one for one in given.get("precedingPfIds") or () if isinstance(one, str))
    return Earlier(shown, given["id"], given["created"], before, data.decode("utf-8-sig")), []


def earlier(file: str, subject: Subject) -> tuple[Earlier | None, list[Finding]]:  # noqa: ARG001  # judged by `write`
    """The declaration that a new one of a product replaces, as `earlier_of`."""
    return earlier_of(file)


def ours(given: Any) -> bool:
    """Whether JSON data is a PACT message with a recipe of ours."""
    if not isinstance(given, dict) or not isinstance(given.get("pcf"), dict):
        return False
    if not all(isinstance(given.get(key), str) for key in ("id", "created", "status")):
        return False
    extensions = given.get("extensions")
    return isinstance(extensions, list) and any(
        isinstance(one, dict) and isinstance(one.get("data"), dict) and one["data"].get("schema") == SCHEMA
        for one in extensions
    )


def same_product(earlier: Earlier, message: dict[str, Any]) -> Finding | None:
    """CF919 where an earlier declaration is of another product, or is this very one and was deprecated."""
    given = json.loads(earlier.text.removeprefix("\ufeff"))
    known = given.get("productIds")
    known = [one for one in known if isinstance(one, str)] if isinstance(known, list) else []
    if set(known).isdisjoint(message["productIds"]):
        about = f"it declares {', '.join(known) or 'another product'}"
        return _not_ours(earlier.file, about)
    if given["status"] == "Deprecated" and given["id"] == message["id"]:
        return Finding(
            "CF919",
            f"`{earlier.file}` holds this very declaration, deprecated: it cannot become active again",
            earlier.file,
            help="a declaration that was withdrawn stays so: the next one differs in what it states",
        )
    return None


def edited(earlier: Earlier) -> Finding | None:
    """CF917 where an earlier declaration was changed after it was written: its id is not that of its content."""
    try:
        same = id_of(json.loads(earlier.text.removeprefix("\ufeff"))) == earlier.id
    except (AttributeError, TypeError, ValueError):
        same = False
    if same:
        return None
    return Finding(
        "CF917",
        f"`{earlier.file}` was changed after it was written: its id does not belong to what it says",
        earlier.file,
        help="whoever has the declaration of this id may have other numbers; `carbonfoot verify` says what differs",
    )


def deprecated(text: str) -> str:
    """A declaration of ours with status `Deprecated`, nothing else changed. Raises `ValueError` for any other text."""
    try:
        given = json.loads(text.removeprefix("\ufeff"))
    except ValueError:
        given = None
    if not ours(given):
        raise ValueError("not a declaration that carbonfoot wrote")
    return to_text({**given, "status": "Deprecated"})


def _not_ours(file: str, why: str) -> Finding:
    return Finding(
        "CF919",
        f"`{file}` is not replaced: {why}",
        file,
        help="name another file with --output; a declaration replaces only an earlier one of ours, of the same product",
    )
