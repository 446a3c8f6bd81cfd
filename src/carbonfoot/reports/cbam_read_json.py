"""A filled communication template as JSON: what was read, its recomputed goods, the findings at its cells."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from carbonfoot.reports.envelope import answer
from carbonfoot.reports.finding_text import to_json

if TYPE_CHECKING:
    from carbonfoot.cbam.model import Result
    from carbonfoot.cbam.template.read import Read


def read_json(found: Read, as_: str, *, allow_incomplete: bool) -> dict[str, Any]:
    """The answer of `carbonfoot cbam read`; `document` is null where the file is refused, or has errors."""
    draft = found.precursors if as_ == "precursors" else found.installation
    data = {
        "file": found.display,
        "version": found.version or None,
        "document": None if draft is None else draft.data,
        "recomputed": _goods(found.result),
    }
    return answer(
        "cbam-read",
        data,
        {"as": as_, "allow_incomplete": allow_incomplete},
        [to_json(one, lambda _: None) for one in found.findings],
    )


def _goods(result: Result | None) -> list[dict[str, Any]] | None:
    if result is None:
        return None
    return [
        {
            "name": one.name,
            "cn": one.cn,
            "process": result.processes[one.process].name,
            "direct": _number(one.see.direct),
            "indirect": _number(one.see.indirect),
            "total": _number(one.see.total),
            "electricity": _number(one.see.electricity),
        }
        for one in result.goods
    ]


def _number(value: float) -> float | None:
    return None if isnan(value) else value
