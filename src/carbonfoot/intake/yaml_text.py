"""Plain data as YAML text that reads back as the same data, with remarks beside what they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from carbonfoot.intake.quoting import comment

Path = tuple[str | int, ...]
Remarks = Mapping[Path, Sequence[str]]
"""Lines of comment that stand above the key or entry at a path."""

_PLAIN = re.compile(r"(?:[A-Za-z0-9가-힣]|-(?=\d))[\w가-힣 ./()%+;&'^²³-]*")
_WORDS = frozenset(["null", "true", "false", "on", "off", "y", "n"])
_SHORT = 100
_FEW = 5


def to_yaml(data: Mapping[str, Any], remarks: Remarks | None = None, head: Sequence[str] = ()) -> str:
    """The text of a document; `data` holds mappings, lists, texts and None, as `read_yaml` gives them."""
    lines = [f"# {comment(one)}" for one in head]
    _mapping(data, (), remarks or {}, 0, lines)
    return "\n".join(lines) + "\n"


def scalar(text: str | None) -> str:
    """A scalar as YAML takes it, whatever stands in it."""
    if text is None:
        return "null"
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and text.casefold() not in _WORDS:
        return text
    return '"' + "".join(_letter(one) for one in text) + '"'


def _letter(one: str) -> str:
    if one in '"\\':
        return "\\" + one
    if one.isprintable():
        return one
    return f"\\u{ord(one):04x}" if ord(one) < 1 << 16 else f"\\U{ord(one):08x}"


def _mapping(data: Mapping[str, Any], path: Path, remarks: Remarks, indent: int, lines: list[str]) -> None:
    for key, value in data.items():
        place = (*path, key)
        _said(remarks, place, indent, lines)
        _entry(f"{scalar(key)}:", value, place, remarks, indent, lines)


def _entry(before: str, value: Any, place: Path, remarks: Remarks, indent: int, lines: list[str]) -> None:
    """One value behind its key."""
    blank = " " * indent
    flow = _flow(value, place, remarks)
    if flow and (len(flow) + len(before) + indent < _SHORT or not isinstance(value, dict) or not value):
        lines.append(f"{blank}{before} {flow}")
    elif isinstance(value, dict):
        lines.append(blank + before)
        _mapping(value, place, remarks, indent + 2, lines)
    else:
        lines.append(blank + before)
        _sequence(value, place, remarks, indent + 2, lines)


def _sequence(value: list[Any], path: Path, remarks: Remarks, indent: int, lines: list[str]) -> None:
    blank = " " * indent
    for index, one in enumerate(value):
        place = (*path, index)
        _said(remarks, place, indent, lines)
        flow = _flow(one, place, remarks)
        small = not isinstance(one, dict) or len(one) < _FEW
        if flow and small and (len(flow) + indent < _SHORT or not one or not isinstance(one, dict)):
            lines.append(f"{blank}- {flow}")
        elif isinstance(one, dict):
            lines.append(f"{blank}-")
            inner: list[str] = []
            _mapping(one, place, remarks, indent + 2, inner)
            if inner[0].lstrip().startswith("#"):
                lines += inner
            else:
                lines[-1] = f"{blank}- {inner[0].lstrip()}"
                lines += inner[1:]
        else:
            lines.append(f"{blank}-")
            _sequence(one, place, remarks, indent + 2, lines)


def _said(remarks: Remarks, place: Path, indent: int, lines: list[str]) -> None:
    lines += [f"{' ' * indent}# {comment(one)}" for one in remarks.get(place, ())]


def _flow(value: Any, place: Path, remarks: Remarks) -> str:
    """A scalar, or a small mapping or list of scalars, in one line; "" where it holds more, or remarks inside."""
    if not isinstance(value, dict | list):
        return scalar(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if any(len(one) > len(place) and one[: len(place)] == place for one in remarks):
        return ""
    inner = value.values() if isinstance(value, dict) else value
    if any(isinstance(one, dict | list) for one in inner):
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {scalar(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(scalar(one) for one in value) + "]"
