"""Keys: a digest of all that a result depends on, so that what is stored is used exactly as long as it holds.

Of a document: the run (tool, options, factor library), its project (settings, lock, packs), its name, its bytes, and the
keys of all it names: documents by their own keys, other files by their bytes, what is not there by what is said of it.
Documents that name each other in a circle share one digest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from carbonfoot.documents.folders import Folders
from carbonfoot.documents.roots import LOCK_FILE, ROOT_FILE, below, find_root
from carbonfoot.documents.settings import SettingsError, read_settings
from carbonfoot.engine.network import components
from carbonfoot.factors.library import OWN_PACKS

SIZE = 16
"""Bytes of a digest."""

ABSENT = "absent"


def digest(*parts: str | bytes) -> str:
    """A digest of parts, each with its length, so that no two lists of parts give the same text."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


def digest_of_file(path: str) -> str:
    """A digest of the bytes of a file; `absent` or what the system says where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return digest(stream.read())
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return f"{ABSENT}: {error.errno}"


class Node(NamedTuple):
    """A document: the digest of its bytes and the references in it."""

    digest: str
    asked: tuple[str, ...]


class Keys:
    """Keys of documents under one base; what is asked of the file system is asked once.

    run    digest of what holds for the whole run
    nodes  documents by real path
    """

    def __init__(self, run: str, base: str, tops: tuple[str, ...], nodes: Mapping[str, Node]) -> None:
        self.run = run
        self.base = base
        self.tops = tops
        self.nodes = nodes
        self.folders = Folders()
        self._roots: dict[str, tuple[str, str]] = {}
        self._files: dict[str, str] = {}
        self._beside: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def root(self, file: str) -> tuple[str, str]:
        """The project root of a document, and the digest of the project."""
        folder = os.path.dirname(file)
        if folder not in self._roots:
            self._roots[folder] = self._root(folder)
        return self._roots[folder]

    def _root(self, folder: str) -> tuple[str, str]:
        root = root_of(folder, self.tops)
        known = next((told for other, told in self._roots.values() if other == root), None)
        if known is None:
            known = digest(self.run, os.path.relpath(root, self.base), project_digest(root))
        return root, known

    def key(self, file: str) -> str:
        """The key of a document by its real path."""
        if file not in self._known:
            if not any(self._links(file)):
                self._known[file] = self._alone(file)
            else:
                self._all_of(file)
        return self._known[file]

    def _links(self, file: str) -> list[str]:
        """Real paths of the documents that a document names."""
        node = self.nodes.get(file)
        if node is None or not node.asked:
            return []
        root = self.root(file)[0]
        targets = (self.folders.resolve(file, one, root)[0] for one in node.asked)
        return [one for one in targets if one is not None and one in self.nodes]

    def _alone(self, file: str, inside: frozenset[str] = frozenset()) -> str:
        """The digest of a document whose links are known, those `inside` its circle by their names."""
        node = self.nodes[file]
        root, project = self.root(file)
        parts = [project, below(self.base, file), node.digest]
        for reference in node.asked:
            parts.append(reference)
            target, problem = self._target(file, reference, root)
            if target is None:
                parts.append(repr(problem))
            elif target in inside:
                parts.append("in the circle")
            elif target in self.nodes:
                parts.append(self.key(target))
            else:
                parts += [self._file(target), self._folder(target)]
        return digest(*parts)

    def _target(self, file: str, reference: str, root: str) -> tuple[str | None, object]:
        """Where a reference leads; the name of a file may be followed by `#` and an id, or hold `#` itself."""
        target, problem = self.folders.resolve(file, reference, root)
        marks = [number for number, sign in enumerate(reference) if sign == "#"]
        for at in marks:
            if target is None:
                target, _ = self.folders.resolve(file, reference[:at], root)
        return target, problem

    def _file(self, path: str) -> str:
        if path not in self._files:
            self._files[path] = digest_of_file(path)
        return self._files[path]

    def _folder(self, path: str) -> str:
        """The declarations beside a declaration: one of them may replace it."""
        if not path.lower().endswith(".json"):
            return ""
        folder = os.path.dirname(path)
        if folder not in self._beside:
            try:
                names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))
            except OSError:
                names = []
            self._beside[folder] = digest(
                *(part for name in names for part in (name, self._file(os.path.join(folder, name))))
            )
        return self._beside[folder]

    def _all_of(self, file: str) -> None:
        """Keys of a document and of all behind it, circle by circle."""
        order = [file]
        number = {file: 0}
        targets: list[list[int]] = []
        for one in order:  # grows
            found = []
            for target in self._links(one):
                if target in self._known:
                    continue
                if target not in number:
                    number[target] = len(order)
                    order.append(target)
                found.append(number[target])
            targets.append(found)
        for circle in components(targets):  # what is drawn on before who draws on it
            members = [order[member] for member in circle]
            if len(members) == 1 and members[0] not in self._links(members[0]):
                self._known[members[0]] = self._alone(members[0])
                continue
            inside = frozenset(members)
            shared = digest(*(self._alone(one, inside) for one in sorted(members)))
            for one in members:
                self._known[one] = digest(shared, os.path.relpath(one, self.base))


def root_of(folder: str, tops: tuple[str, ...]) -> str:
    """The project root of a folder: the nearest with a `carbonfoot.toml`, else the folder that was given."""
    nearest = find_root(folder)
    if os.path.isfile(os.path.join(nearest, ROOT_FILE)):
        return nearest
    above = [top for top in tops if folder == top or folder.startswith(top.rstrip(os.sep) + os.sep)]
    return min(above, key=len, default=nearest)


def project_digest(root: str) -> str:
    """A digest of settings, lock and packs of a project."""
    files = (digest_of_file(os.path.join(root, name)) for name in (ROOT_FILE, LOCK_FILE))
    return digest(*files, packs_digest(root))


def packs_digest(root: str) -> str:
    """A digest of the packs of a project: those of its folder, and those that its settings name."""
    try:
        configured = read_settings(root).packs
    except SettingsError:  # told for every document of the project; its text is in the key
        configured = ()
    parts = []
    for top in (OWN_PACKS, *configured):
        parts += [top, *_pack_parts(os.path.join(root, os.path.expanduser(top)))]
    return digest(*parts)


def _pack_parts(top: str) -> Iterator[str]:
    """Names and digests of what stands in a pack or a folder of packs; links are followed, deeper folders are no packs."""
    for folder in (top, *(one for one in _listed(top) if os.path.isdir(one))):
        for path in _listed(folder):
            yield os.path.relpath(path, top)
            yield "folder" if os.path.isdir(path) else digest_of_file(path)


def _listed(folder: str) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name[0] not in "._"]
    except OSError:
        return []
