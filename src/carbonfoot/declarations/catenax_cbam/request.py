"""The request message that is answered: a JSON file to plain data, with every finding at its line and column."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from carbonfoot.declarations.catenax_cbam.strict import check
from carbonfoot.documents.encoding import decode
from carbonfoot.documents.json_found import Found
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.json_text import count_keys, keys_twice, parse, read_bytes, too_small
from carbonfoot.documents.sources import MAX_BYTES, display_path
from carbonfoot.documents.yaml_reader import too_large
from carbonfoot.findings.finding import Finding, Path, severity


class Request(NamedTuple):
    """A request that may be answered.

    header   of its envelope; None for content alone
    content  the request itself, which stands at `path`
    """

    file: str
    text: str
    header: dict[str, Any] | None
    content: dict[str, Any]
    path: Path

    @property
    def goods(self) -> list[dict[str, Any]]:
        """What it asks about."""
        return list(self.content["good"])

    @property
    def elements(self) -> frozenset[str] | None:
        """What is to come back; None: everything."""
        asked = self.content.get("requestedElements")
        return None if asked is None else frozenset(asked)

    def placed(self, findings: list[Finding]) -> list[Finding]:
        """Findings on its paths, with line and column."""
        mine = [one for one in findings if one.file == self.file]
        return [*placed(mine, self.text), *(one for one in findings if one.file != self.file)]


def read_request(file: str) -> tuple[Request | None, list[Finding]]:
    """The request in a file of up to 5 MB; None with findings where it is refused."""
    display = display_path(os.path.realpath(file))
    data, findings = _bytes(file, display)
    if findings:
        return None, findings
    parsed, findings = parse(data, display)
    if any(severity(one) == "error" for one in findings):
        return None, [_of_a_message(one) for one in findings]
    found = Found(display)
    check(parsed, found, "request")
    text = decode(data, display)[0] or ""
    findings += keys_twice(data, count_keys(parsed), display)
    findings += too_small(data, display)
    findings += [one if one.path else one._replace(point=(1, 1)) for one in placed(found.all(), text)]
    if any(severity(one) == "error" for one in findings):
        return None, findings
    if "content" in parsed:
        return Request(display, text, parsed["header"], parsed["content"], ("content",)), findings
    return Request(display, text, None, parsed, ()), findings


def _bytes(file: str, display: str) -> tuple[bytes, list[Finding]]:
    try:
        if os.path.getsize(file) > MAX_BYTES:
            return b"", [too_large(display)._replace(help="a request is a few kilobytes: name that file")]
    except (OSError, ValueError):
        pass  # reading says why
    return read_bytes(file, display)


def _of_a_message(finding: Finding) -> Finding:
    """The finding with what helps for a message, where its words are about a system file."""
    help = {
        "CF007": "a message needs ten levels",
        "CF009": "the request is a JSON object with `header` and `content`",
    }.get(finding.code)
    return finding if help is None else finding._replace(help=help)
