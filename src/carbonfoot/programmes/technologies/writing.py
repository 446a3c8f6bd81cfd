"""Plain data as YAML text that reads back the same, the same bytes for the same data."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[A-Za-z0-9가-힣(][\w가-힣 .,/()%+<>=-]*")
_COLUMNS = 120


def yaml_text(data: Any, indent: int = 0) -> str:
    """Block style; texts stand plain where that is safe, else in double quotes."""
    return "".join(f"{row}\n" for row in _rows(data, indent))


def scalar(text: str) -> str:
    """One text, quoted where YAML could read it as something else."""
    safe = _PLAIN.fullmatch(text) and text == text.strip() and ", " not in text and not text.endswith(",")
    return text if safe else json.dumps(text, ensure_ascii=False)


def _rows(data: Any, indent: int) -> list[str]:
    margin = " " * indent
    if isinstance(data, dict):
        rows = []
        for key, value in data.items():
            if isinstance(value, (dict, list)) and value:
                rows += [f"{margin}{scalar(str(key))}:", *_rows(value, indent + 2)]
            else:
                rows.append(f"{margin}{scalar(str(key))}: {_leaf(value)}")
        return rows
    rows = []
    for value in data:
        if isinstance(value, (dict, list)) and value:
            first, *rest = _rows(value, indent + 2)
            rows += [f"{margin}- {first[indent + 2 :]}", *rest]
        else:
            rows.append(f"{margin}- {_leaf(value)}")
    return rows


def _leaf(value: Any) -> str:
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return scalar(str(value))
