"""Values by path to a document: rows of workbooks say by the path of their entry where they belong."""

from __future__ import annotations

from typing import Any

from carbonfoot.intake.book_keys import Path


class Node:
    """A value that grows: a mapping, a list whose entries keep the order in which they came, or a single value.

    `place` is whatever the caller knows it by.
    """

    __slots__ = ("children", "place", "value")

    def __init__(self, place: Any = None) -> None:
        self.children: dict[str | int, Node] = {}
        self.value: Any = ...
        self.place = place


class AstrayError(Exception):
    """Something that has no place in the document; the text says why."""


def put(top: Node, path: Path, value: Any, place: Any) -> Node:
    """Add a value, or with `...` an entry whose keys follow. Raises `AstrayError`."""
    node = top
    for step in path:
        if node.value is not ...:
            raise AstrayError("belongs to a value that stands elsewhere and is no list or mapping")
        if node.children and isinstance(next(iter(node.children)), str) != isinstance(step, str):
            raise AstrayError("belongs to a list in one place and to a mapping in another")
        node = node.children.setdefault(step, Node(place))
    if value is ...:
        if node.place is not place:
            raise AstrayError("stands twice")
        return node
    if node.value is not ... or node.children or node.place is not place:
        raise AstrayError("stands twice")
    node.value = value
    return node


def has(top: Node, path: Path) -> bool:
    """Whether something stands there."""
    node: Node | None = top
    for step in path:
        node = node.children.get(step) if node is not None else None
    return node is not None


def built(top: Node) -> tuple[Any, dict[Path, Any]]:
    """The document, and the place of everything in it by its path; positions of lists count on without holes."""
    places: dict[Path, Any] = {}
    return _built(top, (), places), places


def _built(node: Node, path: Path, places: dict[Path, Any]) -> Any:
    if node.place is not None:
        places[path] = node.place
    if node.value is not ...:
        return node.value
    if node.children and isinstance(next(iter(node.children)), int):
        return [_built(child, (*path, index), places) for index, child in enumerate(node.children.values())]
    return {str(step): _built(child, (*path, step), places) for step, child in node.children.items()}
