"""The declarations that stand in a file, as plain data or text, with the recipes that they carry."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from carbonfoot.declarations.recipe_places import Placed, in_message, in_report, one_way
from carbonfoot.documents.encoding import decode
from carbonfoot.documents.json_text import parse
from carbonfoot.documents.received.bundle import members_of
from carbonfoot.documents.received.read import bytes_of, is_message, looks, read_declarations
from carbonfoot.findings.finding import Finding, Path

REPORTS = (".md", ".html", ".htm")
SUFFIXES = (".json", *REPORTS)


class Member(NamedTuple):
    """One declaration of a file; `data` is None for a report."""

    path: Path
    data: Any
    placed: Placed | None


class Held(NamedTuple):
    """A file that was read.

    text     without byte order mark, its line ends as they stand
    members  its declarations; none where it is no declaration
    findings why it cannot be read
    """

    file: str
    display: str
    suffix: str
    text: str
    members: tuple[Member, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def is_report(self) -> bool:
        """Whether it is text for people, as opposed to JSON."""
        return self.suffix in REPORTS


def held(file: str, display: str) -> Held:
    """What a file holds. Only regular files are opened, and none of more than 20 MB."""
    suffix = os.path.splitext(file)[1].lower()
    data, wrong = bytes_of(file, display)
    if not wrong and suffix in (".csv", ".xlsx", ".pdf"):
        return _none(file, display, _no_declaration(display, f"a {suffix} file carries no recipe"))
    if wrong:
        return Held(file, display, suffix, "", (), tuple(wrong))
    if suffix in REPORTS:
        text, findings = decode(data, display)
        if text is None:
            return Held(file, display, suffix, "", (), tuple(findings))
        placed = in_report(one_way(text), suffix)
        members = () if placed is None else (Member((), None, placed),)
        return Held(
            file,
            display,
            suffix,
            text,
            members,
            () if members else (_no_declaration(display, "no recipe of carbonfoot stands in this report"),),
        )
    parsed, findings = parse(data, display)
    text = decode(data, display)[0] or data.decode("utf-8", "replace")
    if parsed is None and findings:
        return Held(file, display, ".json", text, (), tuple(looks(data, display) or findings))
    if not is_message(parsed):
        return Held(file, display, ".json", text, (), (_nothing(file, display, parsed),))
    found = tuple(Member(path, one, in_message(one, path)) for path, one in members_of(parsed))
    return Held(file, display, ".json", text, found)


def gather(folder: str) -> list[str]:
    """The files of a folder that may be declarations, in the order of their names; hidden ones are left out."""
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        found += [
            os.path.join(here, name)
            for name in sorted(names)
            if os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith(".")
        ]
    return found


def _nothing(file: str, display: str, parsed: Any) -> Finding:
    """What JSON is that is no declaration, as far as it can be told."""
    if _is_cbam(parsed):
        return _no_declaration(display, "a message of Catena-X CBAM carries no recipe")
    said = read_declarations(file, display).findings
    return next((one for one in said if one.code == "CF901"), _no_declaration(display))


def _is_cbam(data: Any) -> bool:
    header = data.get("header") if isinstance(data, dict) else None
    return isinstance(header, dict) and "CBAM" in str(header.get("context"))


def _no_declaration(display: str, said: str = "") -> Finding:
    help = "name a PACT file, or a report by ISO 14067 that `carbonfoot declare` wrote with its recipe"
    return Finding("CF901", said or "this is no declaration that can be verified", display, help=help)


def _none(file: str, display: str, finding: Finding) -> Held:
    return Held(file, display, "", "", (), (finding,))
