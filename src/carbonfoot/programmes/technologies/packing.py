"""A pack of technology cards as others may have it: what is confidential left out, with checksums, the same bytes always.

What was left out is looked for in every text and key of the whole pack, and so is what names a person or a machine.
"""

from __future__ import annotations

import os
from copy import deepcopy
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.documents.technology import Technology
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.programmes.technologies.leaks import Hidden, personal, told_all_the_same
from carbonfoot.programmes.technologies.origins import read_origins
from carbonfoot.programmes.technologies.shelf import (
    FOLDER,
    PACK_FILE,
    bytes_of,
    files_of,
    read_about,
    read_card,
)
from carbonfoot.programmes.technologies.writing import yaml_text

NOT_DISCLOSED = "not disclosed"
_COMMON = (
    "country",
    "member",
    "result",
)  # words that stand elsewhere for other reasons: an id such as `mill`
_NEEDED = ("plant", "year", "result")
_THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)


class Packed(NamedTuple):
    """Files of a pack by their names, `pack.yaml` first; ids of cards that stay in the house; what is wrong.

    of_others  cards that were taken in, with whose they are: their own pack is what to share
    """

    files: dict[str, bytes]
    kept_back: list[str]
    findings: list[Finding]
    of_others: dict[str, str]


def packed(folder: str) -> Packed:
    """The cards of a project, or of a folder of cards, as a pack; nothing where an error is found."""
    inside = os.path.join(folder, FOLDER)
    folder = inside if os.path.isdir(inside) else folder
    about, findings = read_about(folder)
    shown = display_path(os.path.join(folder, PACK_FILE))
    if about is None and not findings:
        help = "write `title:`, `publisher:` and `licence:` there: nobody may use cards without a licence"
        findings = [Finding("CF990", f"there is no `{shown}`", help=help)]
    origins, wrong = read_origins(folder)
    findings += wrong
    of_others: dict[str, str] = {}
    cards: dict[str, bytes] = {}
    kept_back: list[str] = []
    hidden: list[Hidden] = []
    shared: dict[str, tuple[Any, str]] = {}
    for id, file in files_of(folder):
        origin = origins.get(id)
        if origin is not None and origin.is_as_it_came(bytes_of(file)):
            of_others[id] = origin.told(bytes_of(file))
            continue
        card, source, wrong = read_card(file, id)
        findings += wrong
        if card is None or source is None:
            continue
        if card.technology.confidential:
            kept_back.append(id)
            continue
        if origin is not None and about is not None and origin.licence != about.licence:
            message = f"`{id}` was taken from {origin.publisher} under {origin.licence}, this pack is under {about.licence}"
            help = "give yours another name and its own sources, or take the card out"
            findings.append(Finding("CF990", message, source.display, (), help=help))
        data, names, problems = disclosed(card, source.data, source.display)
        findings += problems
        hidden += names
        shared[id] = data, source.display
        cards[id] = yaml_text(data).encode()
    if not cards and not findings:
        findings.append(
            Finding(
                "CF990",
                f"there is no card to share in `{display_path(folder)}`",
                shown,
                (),
                help="write cards as `<sector>/<name>.yaml`",
            )
        )
    if about is None:
        return Packed({}, kept_back, findings, of_others)
    head = {key: getattr(about, key) for key in ("title", "publisher", "edition", "licence", "note")}
    listed = {key: value for key, value in head.items() if value is not None}
    whole = {"": (listed, shown), **shared}
    findings += told_all_the_same(hidden, whole)
    findings += [one for data, file in whole.values() for one in personal(data, file)]
    if any(severity(one) == "error" for one in findings):
        return Packed({}, kept_back, findings, of_others)
    sums = {id: sha256(content).hexdigest() for id, content in cards.items()}
    files = {PACK_FILE: yaml_text({**listed, "cards": sums}).encode()}
    files |= {f"{id}.yaml": content for id, content in cards.items()}
    return Packed(files, kept_back, findings, of_others)


def disclosed(card: Technology, data: Any, file: str) -> tuple[Any, list[Hidden], list[Finding]]:
    """The plain data of a card without what is confidential, what that was, and keys that name nothing.

    Sources that nothing names any more are left out too: their titles often name the plant.
    """
    left = deepcopy(data)
    findings: list[Finding] = []
    names: list[Hidden] = []
    for number, shown in enumerate(card.demonstrations or []):
        entry = left["demonstrations"][number]
        hidden = shown.confidential or []
        entry.pop("confidential", None)
        for place, key in enumerate(hidden):
            path: Path = ("demonstrations", number, "confidential")
            path = (*path, place) if len(hidden) > 1 else path
            removed = _removed(entry, key)
            if removed is None:
                known = ", ".join(f"`{one}`" for one in entry)
                message = f"`{key}` is no key here: nothing would be left out"
                findings.append(
                    Finding("CF990", message, file, path, help=f"name one of {known}, or `figures/NAME`")
                )
            elif isinstance(removed, str) and key != "source":
                near = ("demonstrations", number) if key in _COMMON else None
                names.append(Hidden(removed, file, path, near))
            else:
                figures = removed.values() if key == "figures" else (removed,)
                names += [
                    Hidden(text, file, path, ("demonstrations", number), number=True)
                    for one in figures
                    if isinstance(one, dict)
                    for text in (one.get("value"), one.get("low"), one.get("high"), one.get("note"))
                    if isinstance(text, str)
                ]
        if not entry.get("figures", True):
            del entry["figures"]
    used = set(_sources(left))
    left["sources"] = {key: value for key, value in left["sources"].items() if key in used}
    return left, names, findings


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP file of a pack; the same bytes for the same files, whenever and wherever it is made."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            info = ZipInfo(name, _THE_SAME_DAY)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return stream.getvalue()


def _removed(entry: dict[str, Any], key: str) -> Any:
    """What stood at a key that is taken out; None where there is no such key."""
    figures = entry.get("figures")
    name = key.removeprefix("figures/")
    if key in _NEEDED and key in entry:
        old, entry[key] = entry[key], (NOT_DISCLOSED if key != "year" else entry[key])
        return old if key != "year" else None
    if key in entry:
        return entry.pop(key)
    if isinstance(figures, dict) and name in figures:
        return figures.pop(name)
    return None


def _sources(node: Any) -> list[str]:
    """Keys of sources that anything names."""
    if isinstance(node, dict):
        own = [
            value
            for key, value in node.items()
            if key in ("source", "readiness_source") and isinstance(value, str)
        ]
        return own + [one for key, value in node.items() if key != "sources" for one in _sources(value)]
    return [one for value in node for one in _sources(value)] if isinstance(node, list) else []
