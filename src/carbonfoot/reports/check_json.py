"""`carbonfoot check --format json`."""

from __future__ import annotations

from carbonfoot.checks.model import Checked
from carbonfoot.findings.finding import path_text, sort_findings
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.changes_json import about, change
from carbonfoot.reports.envelope import answer, to_text
from carbonfoot.reports.finding_text import to_json
from carbonfoot.reports.style import Style


def render(checked: Checked, _style: Style) -> str:
    """The answer as JSON text."""
    reasons = checked.reasons()
    data = {
        "products": [
            {
                "file": one.product.shown,
                **about(one),
                "state": one.product.state,
                "total": None
                if one.footprint is None or one.footprint.total is None
                else round_digits(one.footprint.total),
            }
            for one in checked.products
        ],
        "checks": [
            {
                "product": one.product,
                "kind": one.kind,
                "name": one.name or None,
                "budget": one.budget or None,
                "verdict": one.verdict,
                "limit": one.limit,
                "actual": one.actual or None,
                "limit_number": None if one.limit_number is None else round_digits(one.limit_number),
                "actual_number": None if one.actual_number is None else round_digits(one.actual_number),
                "why": one.why or None,
                "accepted": reasons.get(one.finding),
                "file": one.file,
                "path": path_text(one.path),
            }
            for one in checked.verdicts
        ],
        "accepted": [
            {**to_json(one.finding, checked.text_of), "reason": one.reason, "comment_line": one.line}
            for one in checked.suppressed
        ],
        "against": checked.against or None,
        "changes": [change(one) for one in checked.changes],
    }
    findings = [to_json(one, checked.text_of) for one in sort_findings(checked.findings)]
    return to_text(answer("check", data, dict(checked.options), findings))
