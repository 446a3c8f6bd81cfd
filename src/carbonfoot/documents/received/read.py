"""A supplier's file to declarations: recognised by what stands in it, never by its name."""

from __future__ import annotations

import os
from typing import Any

from carbonfoot.documents.encoding import decode
from carbonfoot.documents.json_found import Found
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.json_text import Words, count_keys, keys_twice, parse, read_bytes, too_small
from carbonfoot.documents.received import bundle
from carbonfoot.documents.received.kinds import not_finite
from carbonfoot.documents.received.lookalikes import LOOKED_AT, of_text
from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity

MAX_BYTES = 20_000_000
"""A declaration has some kilobytes, with its recipe some hundred; a list of a thousand fits."""
_WORDS = Words("ask the supplier to send the declaration again", "a declaration needs some ten levels")


def read_declarations(file: str, display: str = "", *, strict: bool = False) -> Reading:
    """The declarations of a file.

    `strict` judges as a writer is judged (`carbonfoot verify`): what only contradicts itself is then refused, too.
    """
    display = display or display_path(file)
    data, findings = bytes_of(file, display)
    if findings:
        return Reading((), "", tuple(findings))
    parsed, findings = parse(data, display, _WORDS)
    if any(severity(one) == "error" for one in findings):
        return Reading((), "", tuple(looks(data, display) or findings))
    found = Found(display)
    not_finite(parsed, found)
    reading = bundle.read(parsed, found, strict=strict)
    text = decode(data, display)[0] or ""
    findings += keys_twice(data, count_keys(parsed), display)
    findings += too_small(data, display)
    findings += placed(found.all(), text)
    refused = any(severity(one) == "error" for one in findings)
    return Reading(() if refused else reading.declarations, reading.format, tuple(findings))


def looks(data: bytes, display: str) -> list[Finding]:
    """CF901 for a file that is no JSON, and that one can tell by its first characters."""
    what, help = of_text(data[:LOOKED_AT].decode("utf-8", "replace"))
    said = f"this looks like {what}"
    return [Finding("CF901", said, display, help=f"{help}; {bundle.READ}", point=(1, 1))] if what else []


def bytes_of(file: str, display: str) -> tuple[bytes, list[Finding]]:
    """The bytes of a file of up to 20 MB; empty with a finding (CF001, CF007) where there are none to read."""
    try:
        size = os.path.getsize(file)
    except (OSError, ValueError):
        size = 0  # reading says why
    if size > MAX_BYTES:
        message = f"the file has {size / 1e6:,.0f} MB, a declaration some kilobytes"
        return b"", [Finding("CF007", message, display, help="name the declaration itself")]
    return read_bytes(file, display)


def is_message(data: Any) -> bool:
    """Whether some JSON data looks like a declaration of any format that is read."""
    return bundle.format_of(data) != ""
