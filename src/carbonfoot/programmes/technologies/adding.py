"""A pack of others, looked at before anything of it is taken in: names, checksums, every number of every card."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from stat import S_ISLNK, S_ISREG
from tempfile import TemporaryDirectory
from typing import NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.programmes.technologies.origins import FILE as ORIGINS
from carbonfoot.programmes.technologies.origins import read_origins, with_more
from carbonfoot.programmes.technologies.shelf import PACK_FILE, read_about, read_card

MAX_FILES = 2000
MAX_BYTES = 5_000_000
"""Of one card; a pack is some kilobytes."""

MAX_TOTAL = 20 * MAX_BYTES
"""Of all of a pack, unpacked: what a small `.zip` could else fill the memory with."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}/[a-z0-9][a-z0-9._-]{0,120}\.yaml")


class Taken(NamedTuple):
    """Files of a pack that may be taken in, by their names; empty where an error is found."""

    files: dict[str, bytes]
    findings: list[Finding]


def taken_in(pack: str) -> Taken:
    """The files of a pack, a folder or a `.zip`, verified: checksums, names that stay inside, cards that are right."""
    shown = display_path(pack)
    try:
        files, findings = _of_folder(pack, shown) if os.path.isdir(pack) else _of_zip(pack, shown)
    except OSError as error:
        message = f"`{shown}` cannot be read: {(error.strerror or str(error)).lower()}"
        return Taken({}, [Finding("CF001", message, help="check the path and its permissions")])
    if not findings:
        findings = _verified(files, shown)
    if any(severity(one) == "error" for one in findings):
        return Taken({}, findings)
    return Taken(files, findings)


def _of_folder(pack: str, shown: str) -> tuple[dict[str, bytes], list[Finding]]:
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for folder, folders, names in os.walk(pack):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = os.path.join(folder, name)
            inner = os.path.relpath(path, pack).replace(os.sep, "/")
            if name.startswith("."):
                continue
            about = os.lstat(path)
            refused = _refused(inner, about.st_size, shown, link=S_ISLNK(about.st_mode))
            refused = refused or _too_much(files, about.st_size, shown)
            if refused is None and not S_ISREG(about.st_mode):
                refused = _problem(shown, f"`{inner}` is no plain file", "a pack holds files alone")
            if refused is not None:
                return {}, [refused]
            with open(path, "rb") as stream:
                files[inner] = stream.read(MAX_BYTES + 1)
    return files, findings


def _of_zip(pack: str, shown: str) -> tuple[dict[str, bytes], list[Finding]]:
    import zlib
    from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

    files: dict[str, bytes] = {}
    try:
        with ZipFile(pack) as archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                link = S_ISLNK(info.external_attr >> 16)
                refused = _refused(info.filename, info.file_size, shown, link=link)
                refused = refused or _too_much(files, info.file_size, shown)
                if refused is None and info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                    refused = _problem(
                        shown,
                        f"`{info.filename}` is packed in a rare way",
                        "pack it again as a plain ZIP file",
                    )
                if refused is None and info.filename in files:
                    refused = _problem(
                        shown, f"`{info.filename}` stands in it twice", "ask for the pack again"
                    )
                if refused is not None:
                    return {}, [refused]
                with archive.open(info) as stream:
                    files[info.filename] = stream.read(MAX_BYTES + 1)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error) as error:
        return {}, [
            _problem(
                shown,
                f"this is no ZIP file that can be read: {error}",
                "name a folder, or a `.zip` of `pack`",
            )
        ]
    return files, []


def _refused(name: str, size: int, shown: str, *, link: bool) -> Finding | None:
    if link:
        return _problem(shown, f"`{name}` is a link", "a pack holds files alone")
    if name != PACK_FILE and not _NAME.fullmatch(name):
        return _problem(
            shown, f"`{name}` is no name of a card", "a pack holds `pack.yaml` and `<sector>/<name>.yaml`"
        )
    if size > MAX_BYTES:
        return _problem(
            shown, f"`{name}` is larger than {MAX_BYTES // 1_000_000} MB", "no card is as large as that"
        )
    return None


def _too_much(files: dict[str, bytes], size: int, shown: str) -> Finding | None:
    if len(files) >= MAX_FILES:
        return _problem(shown, f"it holds more than {MAX_FILES} files", "ask for it in parts")
    if sum(map(len, files.values())) + size > MAX_TOTAL:
        most = MAX_TOTAL // 1_000_000
        return _problem(shown, f"it holds more than {most} MB", "no pack of cards is as large as that")
    return None


def _problem(shown: str, message: str, help: str) -> Finding:
    return Finding("CF990", f"{shown}: {message}", help=help)


def _verified(files: dict[str, bytes], shown: str) -> list[Finding]:
    """What is wrong with the pack as a whole and with each card, told by their names in it."""
    if PACK_FILE not in files:
        return [
            _problem(
                shown,
                f"there is no `{PACK_FILE}`",
                "ask for a pack that `carbonfoot programme technologies pack` made",
            )
        ]
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            target = os.path.join(folder, *name.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as stream:
                stream.write(content)
        about, findings = read_about(folder)
        if about is not None:
            findings += _sums(files, about.cards or {}, shown)
        for name in files:
            if name != PACK_FILE:
                _, _, wrong = read_card(os.path.join(folder, *name.split("/")), name.removesuffix(".yaml"))
                findings += [one._replace(file=f"{shown}/{name}") for one in wrong]
        own = display_path(os.path.join(folder, PACK_FILE))
        return [one._replace(file=f"{shown}/{PACK_FILE}") if one.file == own else one for one in findings]


def _sums(files: dict[str, bytes], listed: dict[str, str], shown: str) -> list[Finding]:
    found = []
    cards = {name.removesuffix(".yaml"): content for name, content in files.items() if name != PACK_FILE}
    for id in sorted({*cards, *listed}):
        if id not in listed:
            message = f"`{id}` is not listed in its `{PACK_FILE}`"
        elif id not in cards:
            message = f"`{id}` is listed in its `{PACK_FILE}` and not there"
        elif sha256(cards[id]).hexdigest() != listed[id]:
            message = f"`{id}` was changed after the pack was made: its SHA-256 is another"
        else:
            continue
        found.append(_problem(shown, message, "ask who publishes it for the pack as it was made"))
    return found


def conflicts(files: dict[str, bytes], folder: str) -> list[Finding]:
    """CF990 for cards that the project has already, with other contents."""
    found = []
    for name, content in files.items():
        target = os.path.join(folder, *name.split("/"))
        if name == PACK_FILE or not os.path.lexists(target):
            continue
        shown = display_path(target)
        message, help = (
            f"`{shown}` stands there already and says something else",
            "compare the two; `--force` writes over it",
        )
        try:
            with open(target, "rb") as stream:
                same = stream.read() == content
        except OSError as error:
            same = False
            message = f"`{shown}` stands there and cannot be read: {(error.strerror or str(error)).lower()}"
            help = "move it out of the way"
        if not same:
            found.append(Finding("CF990", message, shown, (), help=help))
    return found


def settled(files: dict[str, bytes], folder: str) -> tuple[dict[str, bytes], list[Finding]]:
    """The files to write into the folder of a project: beside a pack of its own, whose the new cards are.

    A project without `pack.yaml` takes that of the pack, and with it publisher and licence.
    """
    own, findings = read_about(folder)
    if not files or (own is None and not findings and not os.path.lexists(os.path.join(folder, PACK_FILE))):
        return files, []
    with TemporaryDirectory() as aside:
        with open(os.path.join(aside, PACK_FILE), "wb") as stream:
            stream.write(files[PACK_FILE])
        about, _ = read_about(aside)
    cards = {name: content for name, content in files.items() if name != PACK_FILE}
    if own is None or about is None:
        return {}, findings
    if (own.title, own.publisher, own.licence) == (about.title, about.publisher, about.licence):
        return cards, []
    known, findings = read_origins(folder)
    head = {key: getattr(about, key) for key in ("title", "publisher", "edition", "licence")}
    of = {name.removesuffix(".yaml"): content for name, content in cards.items()}
    return {**cards, ORIGINS: with_more(known, of, head)}, findings
