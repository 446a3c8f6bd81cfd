"""What is said of a result as a whole: GWP sets side by side, gases not given, credits above burdens, parts not assessed."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.factors.boundaries import PART_HELP, PART_WORDS
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_number

WORTH_SAYING = 0.0005
"""A share of the total below this is not mentioned apart."""

MOST_NAMES = 50
"""Names of lines in one message; a bill of materials has thousands."""


class Remarked(NamedTuple):
    """What is said of a result as a whole, for one of many; fields as those of `Footprint`."""

    gwp_set: str
    at_least: float
    foreign_sets: dict[str, float]
    unsplit: float
    not_assessed: list[tuple[str, str]]


def remarks(result: Footprint | Remarked, file: str) -> list[Finding]:
    """What is true of the result as a whole: GWP sets that stand side by side, gases that no source gave."""
    found = []
    if result.foreign_sets and result.at_least:
        shares = ", ".join(
            f"{format_number(100 * (number / result.at_least), 3)} % in "
            + (name if name != "unknown" else "a set the source does not state")
            for name, number in result.foreign_sets.items()
        )
        rest = result.at_least - fsum(result.foreign_sets.values())
        own = abs(rest) > WORTH_SAYING * abs(result.at_least)
        alone = len(result.foreign_sets) == 1 and not own
        word = "does not stand in the GWP set asked for" if alone else "mixes GWP sets"
        message = f"the total {word}: {shares}" + (f", the rest in {result.gwp_set}" if own else "")
        note = "a published total is rebased only when its gases are given (DESIGN 5)"
        found.append(
            Finding(
                "CF309", message, file, notes=(note,), help="ask for factors split by gas where it matters"
            )
        )
    if result.unsplit and result.at_least:
        share = format_number(100 * (result.unsplit / result.at_least), 3)
        message = f"{share} % of the total is CO2e without its gases"
        found.append(
            Finding("CF310", message, file, help="nothing to do unless a declaration asks for the split")
        )
    if result.at_least < 0:  # nothing but declared credits can do that
        message = f"the declared credits exceed all burdens: {format_number(result.at_least, 4)} kg CO2e"
        help = (
            "a co-product that avoids more than everything emits is the main product, or its amount is wrong"
        )
        found.append(Finding("CF434", message, file, ("product",), "key", help))
    whole: dict[str, list[str]] = {}
    for name, part in result.not_assessed:
        whole.setdefault(part, []).append(name)
    for part, names in whole.items():
        once = list(dict.fromkeys(names))
        more = f" and {len(once) - MOST_NAMES} more" if len(once) > MOST_NAMES else ""
        message = f"not assessed: {PART_WORDS.get(part, part)} of {', '.join(once[:MOST_NAMES])}{more}"
        help = PART_HELP.get(part, "no factor of the library covers it for this place")
        found.append(Finding("CF308", message, file, help=help))
    return found
