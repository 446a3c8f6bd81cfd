"""The operator's emissions report: 35 items (Implementing Regulation (EU) 2025/2547, Annex IV, points 1.1 and 2)."""

from __future__ import annotations

from carbonfoot.cbam.model import Result
from carbonfoot.declarations.options import Declared, DeclareOptions

NAME = "cbam-operator-report"
TITLE = "the operator's emissions report, 35 items (2025/2547, Annex IV), Markdown or HTML"


def write(result: Result, options: DeclareOptions) -> Declared:
    """The report in full."""
    from carbonfoot.declarations.cbam_operator_report.report import declared

    return declared(result, options, "full")
