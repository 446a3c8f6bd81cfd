"""`calc --sensitivity` and `--target`: what each input does, and which value of one alone would reach a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.footprint.breakeven import BreakEven
    from carbonfoot.footprint.sensitivity import Sensitivity
    from carbonfoot.pipeline import Outcome
    from carbonfoot.reports.style import Style


class Analysis(NamedTuple):
    """What was found for an outcome; `target` in kg CO2e."""

    outcome: Outcome
    found: Sensitivity
    target: float | None
    answers: list[BreakEven]

    def data(self) -> dict[str, Any]:
        """As part of the JSON."""
        from carbonfoot.reports.sensitivity_json import sensitivity_data

        result = self.outcome.footprint
        complete = result is not None and result.total is not None
        return sensitivity_data(self.found, complete, self.target, self.answers, self._private)

    def text(self, style: Style, top: int, *, ranked: bool) -> str:
        """As part of the text, with the ranking where it was asked for."""
        from carbonfoot.reports.sensitivity_text import ranking, targets

        rows = ranking(self.found, style, top, self._private) if ranked else []
        if self.target is not None:
            rows += targets(self.answers, self.found.base, self.target, style, top, self._private)
        return "\n".join(rows) + "\n"

    def _private(self, pack: str) -> bool:
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
        return Analysis(outcome, found, None, [])
    from carbonfoot.footprint.breakeven import break_even

    return Analysis(outcome, found, target, break_even(model, found.inputs, target))
