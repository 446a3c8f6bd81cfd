"""Where cards of others are from: `origins.yaml` beside the cards of a project that has a pack of its own.

A card that was taken in keeps its publisher and licence: it is told with them, and it does not leave under those of the project.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256

from carbonfoot.documents.fields import TEXT, read_text
from carbonfoot.documents.reading import read_shape
from carbonfoot.documents.shape import Shape, mapping_of, nested, optional, required
from carbonfoot.documents.sources import read_source
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.programmes.technologies.writing import yaml_text

FILE = "origins.yaml"
_WRITTEN = "# Written by `carbonfoot programme technologies add`: whose the cards are that were taken in.\n"


class Origin(Shape):
    """The pack that a card came with, and the SHA-256 that it came with."""

    title = required(TEXT, "Title of the pack.", "Cards of the steel consortium")
    publisher = required(TEXT, "Who publishes it.", "Carbon Neutral Steel Consortium")
    edition = optional(TEXT, "Which edition.", "2026-03")
    licence = required(TEXT, "Licence of the card.", "CC-BY-4.0")
    sha256 = required(TEXT, "Of the card as it came.", "9f86...")

    def told(self, content: bytes) -> str:
        """The pack, its publisher and licence in a few words, and whether the card was changed here."""
        changed = "" if self.is_as_it_came(content) else ", changed here"
        return f"{self.title}, {self.publisher}, {self.licence}{changed}"

    def is_as_it_came(self, content: bytes) -> bool:
        """Whether nobody changed it."""
        return sha256(content).hexdigest() == self.sha256


class _Origins(Shape):
    cards = required(mapping_of(nested(lambda: Origin), read_text), "By the id of the card.", {})


def read_origins(folder: str) -> tuple[dict[str, Origin], list[Finding]]:
    """Origins by the ids of cards; none where the folder has no such file."""
    file = os.path.join(folder, FILE)
    if not os.path.lexists(file):
        return {}, []
    source, findings = read_source(file)
    if source is None or any(severity(one) == "error" for one in findings):
        return {}, findings
    if not isinstance(source.data, dict):
        return {}, [Finding("CF103", "a mapping of keys and values is needed here", source.display)]
    found, wrong = read_shape(source.data, source.display, (), "technology-origins", _Origins)
    return ({} if found is None else found.cards), [*findings, *wrong]


def with_more(
    known: Mapping[str, Origin], cards: Mapping[str, bytes], about: Mapping[str, str | None]
) -> bytes:
    """The file with cards of another pack added; `about` is the title, publisher, edition and licence of that."""
    rows: dict[str, dict[str, str]] = {
        id: {key: str(value) for key, value in vars(one).items() if isinstance(value, str)}
        for id, one in known.items()
    }
    head = {key: value for key, value in about.items() if value is not None}
    rows |= {id: {**head, "sha256": sha256(content).hexdigest()} for id, content in cards.items()}
    return (_WRITTEN + yaml_text({"cards": dict(sorted(rows.items()))})).encode()
