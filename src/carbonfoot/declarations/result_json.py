"""The result as our own JSON: what `carbonfoot calc --format json` prints of the document."""

from __future__ import annotations

from carbonfoot.cbam.model import Outcome, Result
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.reports.cbam_json import report
from carbonfoot.reports.envelope import to_text

NAME = "json"
TITLE = "JSON, as `carbonfoot calc --format json` prints it: every digit, every step"


def write(result: Result, options: DeclareOptions) -> Declared:
    """The answer of `calc`, findings of the calculation included."""
    outcome = Outcome(result, list(options.findings), [], dict(options.texts))
    return Declared(to_text(report(outcome, options.library)), [], ".json")
