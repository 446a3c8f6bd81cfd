"""Options about how far a result may be off: what counts, draws, and another product to hold beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of

if TYPE_CHECKING:
    from carbonfoot.documents.settings import Settings
    from carbonfoot.footprint.drawing import Compared
    from carbonfoot.pipeline import Options, Outcome
    from carbonfoot.uncertainty.monte_carlo import MonteCarlo

FEWEST, MOST = 100, 10_000_000
"""Draws that may be asked for."""

LARGEST_SEED = 2**63 - 1


class Asked(NamedTuple):
    """What the command line asks beyond the result itself."""

    draws: int = 0
    seed: int = 0
    compare: str = ""


class Told(NamedTuple):
    """What came of it; `compared` None where it was not asked for or cannot be said."""

    drawn: MonteCarlo | None
    compared: Compared | None
    other: Outcome | None


def asked(draws: int | None, seed: int | None, compare: str | None) -> Asked:
    """The options, checked."""
    if seed is not None and draws is None:
        output.fail("--seed needs --draws")
    if draws is not None and not FEWEST <= draws <= MOST:
        output.fail(f"--draws {draws}: from {FEWEST} to {MOST}")
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        output.fail(f"--seed {seed}: from 0 to {LARGEST_SEED}")
    return Asked(draws or 0, seed if seed is not None else 1, compare or "")


def counts(option: str | None, config: Settings) -> tuple[str, str]:
    """What counts as uncertain and the pedigree matrix: of the command line, else of the project, else the defaults."""
    word = option or config.uncertainty or "all"
    if option is not None or config.uncertainty is not None:
        from carbonfoot.footprint.interval import COUNTS

        one_of(word, tuple(COUNTS), "--uncertainty" if option is not None else "uncertainty.counts")
    matrix = config.pedigree or "pedigree"
    if config.pedigree is not None:
        from carbonfoot.footprint.pedigree import names

        one_of(matrix, names(), "uncertainty.pedigree")
    return word, matrix


def told(outcome: Outcome, options: Options, wanted: Asked) -> Told:
    """Draws and comparison of a result; findings about the other product go to its own outcome."""
    if not (wanted.draws or wanted.compare):
        return Told(None, None, None)
    if options.uncertainty == "none":
        output.fail("--uncertainty none: nothing is left to draw or to compare by")
    from carbonfoot.footprint.drawing import compared, doubts, drawn, unlike
    from carbonfoot.pipeline import calculate, names_of, policy_of

    result, policy = outcome.footprint, policy_of(options)
    other = None
    if wanted.compare:
        other = calculate(wanted.compare, options._replace(parameters=()))
    if result is None or result.uncertainty is None:
        return Told(None, None, other)
    name_of = names_of(outcome.documents)
    draws = drawn(result, policy, name_of, wanted.draws, wanted.seed) if wanted.draws else None
    if draws is not None:
        outcome.findings.extend(doubts(result, draws))
    if other is None or other.footprint is None or other.footprint.uncertainty is None:
        return Told(draws, None, other)
    why = unlike(result, other.footprint)
    if why is not None:
        from carbonfoot.findings.finding import Finding

        file = other.footprint.product.file
        other.findings.append(Finding("CF447", why.said, file, why.path, help=why.help))
        return Told(draws, None, other)
    names = (name_of, names_of(other.documents, outcome.documents))
    return Told(draws, compared(result, other.footprint, policy, names, wanted.draws, wanted.seed), other)
