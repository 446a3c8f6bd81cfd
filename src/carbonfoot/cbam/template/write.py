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
    lines = [line for one in head for line in _comments(one, 0)]
    _mapping(data, (), remarks, 0, lines)
    return "\n".join(lines) + "\n"


def comment(text: str) -> str:
    """A text that ends no comment."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))


def _comments(text: str, indent: int) -> list[str]:
    """A remark in lines of a hundred columns."""
    from textwrap import wrap

    blank = " " * indent + "# "
    return wrap(
        comment(text),
        100,
        initial_indent=blank,
        subsequent_indent=blank,
        break_long_words=False,
        break_on_hyphens=False,
    )


def scalar(text: str) -> str:
    """A text as YAML takes it, whatever stands in it."""
    if (
        _PLAIN.fullmatch(text)
        and not text.endswith(" ")
        and (text.casefold() not in _WORDS or text in ("yes", "no"))
    ):
        return text
    written = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in written)


def _mapping(data: Mapping[str, Any], path: Path, remarks: Remarks, indent: int, lines: list[str]) -> None:
    blank = " " * indent
    for key, value in data.items():
        place = (*path, key)
        lines += [line for one in remarks.get(place, ()) for line in _comments(one, indent)]
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


def _sequence(
    name: str, value: list[Any], path: Path, remarks: Remarks, indent: int, lines: list[str]
) -> None:
    blank = " " * indent
    if all(isinstance(one, str) for one in value):
        lines.append(f"{blank}{name}: [{', '.join(_in_flow(one) for one in value)}]")
        return
    lines.append(f"{blank}{name}:")
    for index, one in enumerate(value):
        place = (*path, index)
        lines += [line for said in remarks.get(place, ()) for line in _comments(said, indent + 2)]
        inner: list[str] = []
        flow = _flow(one)
        if flow and len(flow) + indent < _SHORT and len(one) < _FEW and not _inside(remarks, place):
            lines.append(f"{blank}  - {flow}")
            continue
        _mapping(one, place, remarks, indent + 4, inner)
        first = next(number for number, line in enumerate(inner) if not line.lstrip().startswith("#"))
        lines += [line.removeprefix("  ") for line in inner[:first]]
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
