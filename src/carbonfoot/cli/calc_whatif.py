"""`calc --scenario`, `--sensitivity` and `--target`: what else is asked of a result."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.footprint.breakeven import BreakEven
    from carbonfoot.footprint.sensitivity import Sensitivity
    from carbonfoot.pipeline import Options, Outcome
    from carbonfoot.reports.style import Style
    from carbonfoot.scenarios.run import Compared, Ran

SHOWN = 15
"""Inputs that a ranking shows as text, unless `--top` says otherwise."""

Shown = tuple[str, str | None, str, bool]
"""Format, file to write to, language, whether to be quiet."""


class WhatIf:
    """What the command line asks beside the result itself."""

    def __init__(
        self,
        scenarios: list[str],
        target: str | None,
        allow_incomplete: bool,
        *,
        sensitivity: bool,
        shaped: bool,
    ) -> None:
        self.names = scenarios
        self.target = None if target is None else read_target(target)
        self.ranked = sensitivity
        self.shaped = shaped
        self.allow_incomplete = allow_incomplete
        self.compared: Compared | None = None
        self.ran: Ran | None = None
        self.analysis: Analysis | None = None

    def outcome(
        self, part: str, options: Options, calculated: Callable[[str, Options], Outcome], shown: Shown
    ) -> Outcome:
        """The result that everything else is about; several scenarios are compared and printed instead."""
        if self.names:
            self._scenarios(part, options, shown)
        found = (
            calculated(part, options) if self.ran is None or self.ran.outcome is None else self.ran.outcome
        )
        if self.ranked or self.target is not None:
            self.analysis = analysed(found, self.target, self.allow_incomplete)
        return found

    def into(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The JSON with what was asked besides."""
        if self.compared is not None and self.ran is not None:
            from carbonfoot.reports.scenario_json import about

            answer["options"]["scenario"] = self.names[0]
            if answer["data"] is not None:
                answer["data"]["scenario"] = about(self.compared, self.ran)
        if self.analysis is not None:
            from carbonfoot.reports.sensitivity_json import sensitivity_data

            one = self.analysis
            answer["data"]["sensitivity"] = sensitivity_data(
                one.found, one.complete, self.target, one.answers, one.private
            )
        return answer

    def around(self, text: str, style: Style, most: int | None) -> str:
        """The text with what was asked before and behind it."""
        top = most or SHOWN
        if self.compared is not None and self.ran is not None:
            from carbonfoot.reports.scenario_text import head_line

            text = head_line(self.compared, self.ran, style) + text
        if self.analysis is not None:
            from carbonfoot.reports.sensitivity_text import ranking, targets

            one = self.analysis
            rows = ranking(one.found, style, top, one.private) if self.ranked else []
            if self.target is not None:
                rows += targets(one.answers, one.found.base, self.target, style, top, one.private)
            if not one.complete:
                from carbonfoot.reports.style import lines_of

                rows += [f"  {row}" for row in lines_of(style.word("what if incomplete"), style.width - 2)]
            text += "\n".join(rows) + "\n"
        return text

    def _scenarios(self, part: str, options: Options, shown: Shown) -> None:
        """One scenario that changes the document takes its place; anything else is a comparison."""
        from carbonfoot.pipeline import UsageError
        from carbonfoot.scenarios.run import compare

        try:
            found = self.compared = compare(part, options, tuple(self.names))
        except UsageError as error:
            output.fail(str(error))
        alone = [ran for ran in found.runs if [ran.name] == self.names] or found.runs
        if len(alone) == 1 and alone[0].outcome is not None:
            self.ran = alone[0]
            return
        if self.ranked or self.target is not None:
            output.fail("--sensitivity and --target look at one result: name one scenario that is no mix")
        if self.shaped:
            output.fail("--by, --top and --depth shape one result: name one scenario that is no mix")
        _compared(found, options, self.names, shown, self.allow_incomplete)


def _compared(
    found: Compared, options: Options, names: list[str], shown: Shown, allow_incomplete: bool
) -> NoReturn:
    """Print a comparison and leave."""
    from carbonfoot.cli.calc import show_findings
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.reports.style import Style

    format, output_file, language, quiet = shown
    files = found.base.documents.files()
    if format == "json":
        from carbonfoot.reports.envelope import to_text
        from carbonfoot.reports.scenario_json import report

        output.result(to_text(report(found, options, names)), output_file, files)
    else:
        from carbonfoot.reports.scenario_text import table

        coloured = output.colour(sys.stdout) and output_file is None
        style = Style(output.width(), language, coloured, output.ascii_only())
        text = table(found, style, allow_incomplete)
        if text:
            output.result(text, output_file, files)
        show_findings(found.base, found.findings, quiet)
    code = exit_code(found.findings)
    if code == 0 and any(ran.total is None for ran in found.runs):
        code = 4
    raise SystemExit(code)


class Analysis(NamedTuple):
    """What was found for an outcome."""

    outcome: Outcome
    found: Sensitivity
    answers: list[BreakEven]

    @property
    def complete(self) -> bool:
        """Whether the slopes are of a total."""
        return self.outcome.footprint is not None and self.outcome.footprint.total is not None

    def private(self, pack: str) -> bool:
        """Whether the numbers of a pack stay where they are."""
        from carbonfoot.reports.private import is_private

        return is_private(self.outcome.library, pack)


def read_target(text: str) -> float:
    """The target in kg CO2e; a usage error for what is none."""
    from carbonfoot.quantities.numbers import QuantityError
    from carbonfoot.quantities.units import parse_quantity

    try:
        number = parse_quantity(text, default_unit="kg CO2e").to("kg CO2e")
    except QuantityError as error:
        output.fail(f"--target {text}: {error.message} ({error.help or 'write it in kg CO2e'})")
    if number < 0:
        output.fail(f"--target {text}: a footprint is not negative")
    return number


def analysed(outcome: Outcome, target: float | None, allow_incomplete: bool) -> Analysis | None:
    """The analysis of an outcome; None where it has no result to analyse."""
    result, recipe = outcome.footprint, outcome.recipe
    if result is None or recipe is None or (result.total is None and not allow_incomplete):
        return None
    from carbonfoot.footprint.sensitivity import sensitivity

    found, model = sensitivity(recipe, result)
    if target is None:
        return Analysis(outcome, found, [])
    from carbonfoot.footprint.breakeven import break_even

    return Analysis(outcome, found, break_even(model, found.inputs, target))
