"""JSON Lines: an object a product or finding, texts as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from carbonfoot.batch.columns import FINDING_COLUMNS, finding_cells, object_of
from carbonfoot.batch.export.content import Content


def products(content: Content, path: str) -> None:
    """A line a product; stages, items, suppliers and split are objects."""
    _write(path, map(object_of, content.rows()))


def findings(content: Content, path: str) -> None:
    """A line a finding."""
    names = [column.name for column in FINDING_COLUMNS]
    _write(path, (dict(zip(names, finding_cells(*one), strict=True)) for one in content.findings()))


def _write(path: str, objects: Iterable[dict[str, Any]]) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        stream.writelines(encode(one) + "\n" for one in objects)
