"""How a workbook of a document names its values: a path of keys as one text, amounts with their unit apart.

`footprint/value` is a key inside a key, `tags#2` the second entry of a list; `.` is an entry of a list itself. A
backslash stands before a sign that would mean something else. What is no text is written `{}`, `[]` and `~`.
"""

from __future__ import annotations

import re
from typing import Any

Path = tuple[str | int, ...]

SELF = "."
LINE, KEY, VALUE, MEANING = "line", "key", "value", "meaning"
LINE_KO, KEY_KO = "행", "항목"
"""What stands in the first cell of the second row of headings: by it a reader knows that row."""

UNIT = "unit"
"""`amount [unit]` is the column with the units of the column `amount`; `amount [kg]` holds numbers of kg."""

EMPTY_MAPPING, EMPTY_LIST, NOTHING, BLANK = "{}", "[]", "~", '""'
_MARKS = frozenset([EMPTY_MAPPING, EMPTY_LIST, NOTHING, BLANK])

_STEP = re.compile(r"#([1-9][0-9]{0,8})|(/?)((?:[^\\/#\[]|\\[\\/#\[.e])+)")
_AMOUNT = re.compile(r"(-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?) (\S(?:[^\[\]\n]*\S)?)")
_UNIT = re.compile(r"(.*) \[([^\[\]\n]+)\]", re.DOTALL)


def path_text(path: Path) -> str:
    """The text of a path; list positions count from 1."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"#{step + 1}"
        else:
            text += ("/" if text else "") + _escaped(step)
    return text or SELF


def _escaped(step: str) -> str:
    if not step.strip():
        return r"\e" + step  # a heading of blanks alone would be none
    text = re.sub(r"([\\/#\[])", r"\\\1", step)
    return "\\" + text if text == SELF else text


def read_path(text: str) -> Path | None:
    """The path of a text; None where it is none."""
    if text == SELF:
        return ()
    path: list[str | int] = []
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None or (match[1] is None and bool(match[2]) != bool(path)):
            return None
        if match[1] is not None:
            path.append(int(match[1]) - 1)
        else:
            path.append(re.sub(r"\\(.)", r"\1", match[3].removeprefix(r"\e")))
        at = match.end()
    return tuple(path) if path else None


def heading(text: str) -> tuple[str, str]:
    """A column heading as the text of its path and its unit, "" without one."""
    match = _UNIT.fullmatch(text)
    return (match[1], match[2]) if match else (text, "")


def split_amount(text: str) -> tuple[str, str] | None:
    """`2.35 kg` as number and unit; None for what would not come back as it was written."""
    match = _AMOUNT.fullmatch(text)
    return (match[1], match[2]) if match and match[2] != UNIT and _begins_unit(match[2]) else None


def _begins_unit(text: str) -> bool:
    return text[0].isalpha() or text[0] in "%€$₩"


def cell_text(value: Any) -> str:
    """A scalar, or an empty mapping or list, as the text of a cell."""
    if value is None:
        return NOTHING
    if value == {}:
        return EMPTY_MAPPING
    if value == []:
        return EMPTY_LIST
    text = str(value)
    if not text.strip():
        return BLANK + text
    return "\\" + text if text.startswith(("\\", BLANK)) or text in _MARKS else text


def cell_value(text: str) -> Any:
    """What the text of a cell stands for."""
    if text.startswith(BLANK):
        return text.removeprefix(BLANK)
    match text:
        case "{}":
            return {}
        case "[]":
            return []
        case "~":
            return None
    return text.removeprefix("\\")
