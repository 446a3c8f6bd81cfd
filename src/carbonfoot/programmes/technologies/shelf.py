"""Where technology cards are: those that ship, those of the project, those of packs that are named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from carbonfoot.documents.fields import TEXT, read_text
from carbonfoot.documents.reading import read_document
from carbonfoot.documents.shape import Shape, mapping_of, optional, required
from carbonfoot.documents.sources import Source, display_path, read_source, text_for_excerpt
from carbonfoot.documents.technology import KIND, Technology
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.programmes.technologies.judge import judged
from carbonfoot.programmes.technologies.origins import read_origins
from carbonfoot.quantities.units import nearest

FOLDER = "technologies"
"""Cards of a project stand in this folder at its root."""

PACK_FILE = "pack.yaml"
SHIPPED = "carbonfoot:"
"""Before the id of a card that ships, in place of a path of the machine."""

ENDING = ".yaml"
BUILT_IN = os.path.join(os.path.dirname(__file__), "cards")


class About(Shape):
    """What `pack.yaml` says of the cards beside it."""

    title = required(TEXT, "Title.", "Cards of the steel consortium")
    publisher = required(TEXT, "Who publishes them.", "Carbon Neutral Steel Consortium")
    edition = optional(TEXT, "Which edition.", "2026-03")
    licence = required(TEXT, "Licence of the cards.", "CC-BY-4.0")
    note = optional(TEXT, "Free text.", "results of 2025")
    cards = optional(
        mapping_of(TEXT, read_text),
        "SHA-256 of every card, by its id; written by `pack`.",
        {"steel/h2-dri": "9f86..."},
    )


class Kept(NamedTuple):
    """A card on the shelf: its id, what it says, where it is from, and its pack: of one of others with its licence."""

    id: str
    card: Technology
    source: Source
    pack: str


class Shelf(NamedTuple):
    """All cards by their ids, a later folder over an earlier one.

    refused  ids of cards that cannot be used, with their files
    texts    of the cards that ship, by what stands for their paths
    """

    cards: dict[str, Kept]
    refused: dict[str, str]
    findings: list[Finding]
    texts: dict[str, str]

    def text_of(self, display: str) -> str | None:
        """The text behind a display path, for carets."""
        return self.texts.get(display) or text_for_excerpt(display)

    def near(self, id: str) -> list[str]:
        """Ids that look like one that is not there: by the whole, else by the name alone, else a few."""
        known = sorted({*self.cards, *self.refused})
        found = nearest(id, known)
        name = id.rpartition("/")[2].casefold()
        found += [one for one in known if name and name in one.casefold() and one not in found]
        found += [
            one
            for one in known
            if one.rpartition("/")[2] in nearest(name, [two.rpartition("/")[2] for two in known])
        ]
        return [*dict.fromkeys(found)][:3]


def shelf(root: str | None, packs: Sequence[str] = ()) -> Shelf:
    """The cards that a project sees; one that is wrong is told and hides no other.

    root   of the project; None for the built-in cards and the packs alone
    packs  folders that are named besides
    """
    found = Shelf({}, {}, [], {})
    folders = [BUILT_IN, *([] if root is None else [os.path.join(root, FOLDER)])]
    for folder in folders:
        if os.path.isdir(folder):
            _lay(found, folder)
    for folder in packs:
        if os.path.isdir(folder):
            _lay(found, folder)
        else:
            message = f"there is no folder `{display_path(folder)}`"
            found.findings.append(Finding("CF001", message, help="name a folder with `pack.yaml` and cards"))
    return found


def read_about(folder: str) -> tuple[About | None, list[Finding]]:
    """What a folder says of itself; None without findings where it has no `pack.yaml`."""
    file = os.path.join(folder, PACK_FILE)
    if not os.path.lexists(file):
        return None, []
    source, findings = read_source(file)
    if source is None or any(severity(one) == "error" for one in findings):
        return None, findings
    from carbonfoot.documents.reading import read_shape

    if not isinstance(source.data, dict):
        return None, [Finding("CF103", "a mapping of keys and values is needed here", source.display)]
    about, wrong = read_shape(source.data, source.display, (), "technology-pack", About)
    return about, [*findings, *wrong]


def files_of(folder: str) -> list[tuple[str, str]]:
    """Ids and files of the cards of a folder, `<sector>/<name>.yaml`, in the order of the ids."""
    found = []
    for sector in _names(folder):
        inside = os.path.join(folder, sector)
        if sector.startswith(".") or not os.path.isdir(inside):
            continue
        found += [
            (f"{sector}/{name.removesuffix(ENDING)}", os.path.join(inside, name))
            for name in _names(inside)
            if name.endswith(ENDING) and not name.startswith(".")
        ]
    return sorted(found)


def bytes_of(file: str) -> bytes:
    """A card as it lies there, whose checksum tells whether it was changed; empty where it cannot be read, which is told."""
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError:
        return b""


def read_card(
    file: str, id: str, display: str = ""
) -> tuple[Technology | None, Source | None, list[Finding]]:
    """A card and all that is wrong with it; None where it cannot be used. `display`: what stands for its path."""
    source, findings = read_source(file, display)
    if source is None or any(severity(one) == "error" for one in findings):
        return None, source, findings
    card, wrong = read_document(source.data, source.display, KIND, Technology)
    findings = [*findings, *wrong]
    if card is not None:
        findings += judged(card, id, source.display)
    if any(severity(one) == "error" for one in findings):
        return None, source, findings
    return card, source, findings


def _lay(found: Shelf, folder: str) -> None:
    about, findings = read_about(folder)
    found.findings.extend(findings)
    title = about.title if about is not None else ""
    origins, findings = read_origins(folder)
    found.findings.extend(findings)
    for id, file in files_of(folder):
        display = f"{SHIPPED}{id}{ENDING}" if folder == BUILT_IN else display_path(file)
        card, source, wrong = read_card(file, id, display)
        if folder == BUILT_IN and source is not None:
            found.texts[display] = source.text
        found.findings.extend(wrong)
        if card is None or source is None:
            found.refused[id] = display
            found.cards.pop(id, None)  # what lies over it is wrong: never the one below in its place
        else:
            found.refused.pop(id, None)
            of = origins[id].told(bytes_of(file)) if id in origins else title
            found.cards[id] = Kept(id, card, source, of)


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
