"""A document as YAML text, with the remarks that a person should read beside what they are about."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Path = tuple[str | int, ...]
Remarks = Mapping[Path, Sequence[str]]
"""Lines of comment that stand above the value at a path."""

_PLAIN = re.compile(r"(?:[A-Za-z0-9가-힣]|-(?=\d))[\w가-힣 .,/()%+;&'^°²³-]*")
_WORDS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_SHORT = 96


def to_yaml(data: Mapping[str, Any], remarks: Remarks, head: Sequence[str] = ()) -> str:
    """The text of a document; every scalar of `data` is a text."""
    lines = [f"# {comment(one)}" for one in head]
    _mapping(data, (), remarks, 0, lines)
    return "\n".join(lines) + "\n"


def list_to_yaml(data: Sequence[Mapping[str, Any]], key: str, remarks: Remarks, head: Sequence[str] = ()) -> str:
    """A list of entries under a key, to be pasted into a document."""
    return to_yaml({key: list(data)}, remarks, head)


def comment(text: str) -> str:
    """A text that ends no comment."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))


def scalar(text: str) -> str:
    """A text as YAML takes it, whatever stands in it."""
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and (text.casefold() not in _WORDS or text in ("yes", "no")):
        return text
    written = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" if ord(one) < 0x10000 else "?" for one in written)


def _mapping(data: Mapping[str, Any], path: Path, remarks: Remarks, indent: int, lines: list[str]) -> None:
    blank = " " * indent
    for key, value in data.items():
        place = (*path, key)
        lines += [f"{blank}# {comment(one)}" for one in remarks.get(place, ())]
        name = scalar(key)
        if isinstance(value, Mapping):
            flow = _flow(value)
            if flow and len(flow) + len(name) + indent < _SHORT and not _inside(remarks, place):
                lines.append(f"{blank}{name}: {flow}")
            else:
                lines.append(f"{blank}{name}:")
                _mapping(value, place, remarks, indent + 2, lines)
        elif isinstance(value, list):
            _sequence(name, value, place, remarks, indent, lines)
        else:
            lines.append(f"{blank}{name}: {scalar(value)}")


def _sequence(name: str, value: list[Any], path: Path, remarks: Remarks, indent: int, lines: list[str]) -> None:
    blank = " " * indent
    if all(isinstance(one, str) for one in value):
        lines.append(f"{blank}{name}: [{', '.join(_in_flow(one) for one in value)}]")
        return
    lines.append(f"{blank}{name}:")
    for index, one in enumerate(value):
        place = (*path, index)
        lines += [f"{blank}  # {comment(said)}" for said in remarks.get(place, ())]
        inner: list[str] = []
        flow = _flow(one)
        if flow and len(flow) + indent < _SHORT and len(one) < _FEW and not _inside(remarks, place):
            lines.append(f"{blank}  - {flow}")
            continue
        _mapping(one, place, remarks, indent + 4, inner)
        first = next(number for number, line in enumerate(inner) if not line.lstrip().startswith("#"))
        lines += [line[2:] if line.startswith("  ") else line for line in inner[:first]]
        inner = inner[first:]
        lines.append(f"{blank}  - {inner[0].lstrip()}")
        lines += inner[1:]


_FEW = 4


def _flow(value: Mapping[str, Any]) -> str:
    """A small mapping in one line; "" where it holds more than texts."""
    if not value or not all(isinstance(one, str) for one in value.values()):
        return ""
    return "{" + ", ".join(f"{_in_flow(key)}: {_in_flow(one)}" for key, one in value.items()) + "}"


def _in_flow(text: str) -> str:
    """As `scalar`, where a comma or a bracket would end it."""
    return json.dumps(text, ensure_ascii=False) if "," in text and scalar(text) == text else scalar(text)


def _inside(remarks: Remarks, path: Path) -> bool:
    return any(place[: len(path)] == path and len(place) > len(path) for place in remarks)
