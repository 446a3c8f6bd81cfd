"""A programme as `check` tells of budgets: its targets as verdicts, its findings with the places they stand at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from carbonfoot.checks.accept import accepted
from carbonfoot.checks.model import FAIL, OPEN, Checked, Verdict
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.programmes.report import Aims, Reported
from carbonfoot.programmes.targets.judge import Judged
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.finding_text import TextOf


def checked_of(
    told: Reported | None, findings: Sequence[Finding], text_of: TextOf, options: Mapping[str, object]
) -> Checked:
    """What was checked, the findings that a comment accepts moved aside."""
    aims: Aims | None = None if told is None else told.sections.get("targets")
    verdicts: list[Verdict] = []
    if told is not None and aims is not None:
        file = told.worked.source.display
        verdicts = [one for aim in aims.judged for one in _verdicts(aim, file, findings)]
    return accepted(Checked(text_of, [], verdicts, [*findings], [], options, command="programme check"))


def _verdicts(judged: Judged, file: str, findings: Sequence[Finding]) -> Iterator[Verdict]:
    """One for each stated year, and one for the budget of all years together."""
    aim = judged.aim
    unit = "t CO2e" if aim.product is None else f"kg CO2e per {aim.product.unit}"
    missed = [one for one in findings if one.code == "CF995" and one.path[:2] == aim.place]
    lacking = next((one for one in findings if severity(one) in ("error", "incomplete")), None)
    asked = [(str(year), aim.limit[year], judged.after[year], judged.verdict(year)) for year in aim.stated]
    if aim.budget is not None:
        verdict = OPEN if not judged.complete else FAIL if judged.over_budget is not None else "pass"
        asked.append(("all years", aim.budget, judged.cumulative_after, verdict))
    for when, limit, actual, verdict in asked:
        wrong = next((one for one in missed if when in one.path), missed[0] if missed else None)
        of = unit if when != "all years" else "t CO2e"
        yield Verdict(
            "target",
            f"{aim.id} {when}",
            "",
            file,
            verdict,
            f"{format_number(limit, 6)} {of}",
            "" if verdict == OPEN else f"{format_number(actual, 6)} {of}",
            finding={FAIL: wrong, OPEN: lacking}.get(verdict),
            file=file,
            path=aim.place,
        )
