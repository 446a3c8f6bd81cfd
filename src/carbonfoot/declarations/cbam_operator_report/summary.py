"""The operator's summary emissions report: 16 items (Implementing Regulation (EU) 2025/2547, Annex IV, point 1.2)."""

from __future__ import annotations

from carbonfoot.cbam.model import Result
from carbonfoot.declarations.cbam_operator_report.report import declared
from carbonfoot.declarations.options import Declared, DeclareOptions

NAME = "cbam-operator-summary"
TITLE = "the operator's summary emissions report, 16 items (2025/2547, Annex IV), Markdown or HTML"


def write(result: Result, options: DeclareOptions) -> Declared:
    """The summary."""
    return declared(result, options, "summary")
