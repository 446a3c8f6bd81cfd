"""What `carbonfoot check --format json` printed, as a baseline of totals."""

from __future__ import annotations

from typing import Any

from carbonfoot.checks.baseline import Baseline
from carbonfoot.checks.baseline_schema import printed_schema
from carbonfoot.checks.conforms import faults
from carbonfoot.findings.finding import Finding, path_text

_HELP = (
    "take it as it was printed by `carbonfoot check --format json`, or write a baseline with `check --update`"
)
_ABOUT = ("declared_unit", "gwp_set", "boundary", "name", "name_ko")


def printed(given: dict[str, Any], shown: str) -> tuple[Baseline | None, list[Finding]]:
    """The totals of an answer; CF947 where it lacks what a total means nothing without."""
    wrong = next(faults(given, printed_schema()), None)
    if wrong is not None:
        path, said = wrong
        message = f"this is no answer of `check` that can be compared with: `{path_text(path)}`: {said}"
        return None, [Finding("CF947", message, shown, point=(1, 1), help=_HELP)]
    products = {
        one["file"]: {
            **{key: one[key] for key in ("id", "state", "total")},
            "at_least": one["total"],
            **{key: one[key] for key in _ABOUT if one.get(key) is not None},
        }
        for one in given["data"]["products"]
    }
    return Baseline(shown, shown, products, {}, totals_only=True), []
