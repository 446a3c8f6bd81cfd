"""Draws of a footprint, and two footprints under the same draws. numpy is imported here and below, on request alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.uncertain import Policy, uncertain
from carbonfoot.quantities.numbers import format_number
from carbonfoot.uncertainty.compare import Comparison, Expected, Side, compare, expected
from carbonfoot.uncertainty.interval import SCORE
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.monte_carlo import MonteCarlo, monte_carlo

DRIVERS = 10


class Compared(NamedTuple):
    """A footprint beside another, both for the reference of the first.

    other     the other footprint
    file      its file
    times     references of the other for one of the first: how often it counts
    expected  at first order
    drawn     under draws, None where none were asked for
    ends      95 % interval of the difference, kg CO2e: of the draws, else of a normal; None where it has no end
    draws, seed  of them
    """

    other: Footprint
    file: str
    times: float
    expected: Expected
    drawn: Comparison | None
    ends: tuple[float | None, float | None]
    draws: int
    seed: int


def drawn(
    result: Footprint, policy: Policy, name_of: Callable[[str], str], draws: int, seed: int
) -> MonteCarlo | None:
    """Draws of a footprint without missing lines; None where nothing that counts is uncertain.

    Raises `UncertaintyError` for a range that cannot be drawn from.
    """
    model = uncertain(result, policy, name_of).model
    return monte_carlo(model, draws, seed, most=DRIVERS, by_origin=True) if model.drivers else None


def doubts(result: Footprint, found: MonteCarlo) -> list[Finding]:
    """CF443 for loops without a solution in some draws, CF444 for too few draws, or samples that come again."""
    file, place = result.product.file, ("product",)
    told = []
    for members, times in found.infeasible:
        names = ", ".join(
            result.activities[one].name[:40] for one in members[:8] if one < len(result.activities)
        )
        said = f"in {times:,} of {found.draws:,} draws a loop uses as much as it makes: {names}"
        help = "there is no mean then; narrow what is uncertain in the loop, or correct an amount"
        told.append(Finding("CF443", said, file, place, on="key", help=help))
    summary = found.demands[0].summary
    if summary.wanted is not None and not summary.enough:
        said = f"{found.draws:,} draws leave the mean open by more than 1 %"
        help = f"it takes about {summary.wanted:,}: --draws {summary.wanted}"
        told.append(Finding("CF444", said, file, place, on="key", help=help))
    if found.repeated:
        key, length = found.repeated[0]
        said = f"the {length:,} samples of `{key[:80]}` come again in {found.draws:,} draws"
        help = "state as many samples as draws, or a distribution"
        told.append(Finding("CF444", said, file, place, on="key", help=help))
    return told


class Unlike(NamedTuple):
    """Why two footprints cannot be compared, what to do, and the field of the other document that it is about."""

    said: str
    help: str
    path: tuple[str, ...] = ()


def unlike(one: Footprint, other: Footprint) -> Unlike | None:
    """Why two footprints cannot be compared; None where they can."""
    mine, theirs = one.product.reference, other.product.reference
    if mine.unit.dimension != theirs.unit.dimension:
        shown = [f"{format_number(each.number)} {each.unit.symbol}" for each in (mine, theirs)]
        said = f"`{one.product.name}` is declared per {shown[0]}, `{other.product.name}` per {shown[1]}"
        help = "compare products of one unit; what serves the same purpose may need a document of its own"
        return Unlike(said, help, ("product", "declared_unit"))
    for word, ours, yours, help in (
        ("boundary", one.boundary, other.boundary, "state the same `boundary:` in both"),
        ("GWP set", one.gwp_set, other.gwp_set, f"choose one for both: `--gwp {one.gwp_set}`"),
    ):
        if ours != yours:
            return Unlike(
                f"the {word} of `{one.product.name}` is {ours}, that of `{other.product.name}` {yours}", help
            )
    return None


def compared(
    one: Footprint,
    other: Footprint,
    policy: Policy,
    names: tuple[Callable[[str], str], Callable[[str], str]],
    draws: int = 0,
    seed: int = 0,
) -> Compared:
    """How likely the first is lower, factors and lines that both use held together; both have a total and may be compared.

    Raises `UncertaintyError`, and `QuantityError` where a reference is beyond the range of numbers.
    """
    times = one.product.reference.si / other.product.reference.si
    first = uncertain(one, policy, names[0]).model
    second = _times(uncertain(other, policy, names[1]).model, times)
    sides = (Side(first, 0), Side(second, 0))
    found = compare(*sides, draws, seed) if draws else None
    first_order = expected(*sides)
    ends = _ends(_mean(one) - times * _mean(other), first_order.sd) if found is None else _drawn_ends(found)
    return Compared(other, other.product.file, times, first_order, found, ends, draws, seed)


def _mean(result: Footprint) -> float:
    """The mean of a footprint; its total where nothing is uncertain."""
    first = result.uncertainty.first if result.uncertainty is not None else None
    return result.at_least if first is None else first.mean


def _ends(middle: float, sd: float) -> tuple[float | None, float | None]:
    return middle - SCORE * sd, middle + SCORE * sd


def _drawn_ends(found: Comparison) -> tuple[float | None, float | None]:
    summary = found.difference
    return (None, None) if summary is None else (summary.percentile(2.5), summary.percentile(97.5))


def _times(model: Model, times: float) -> Model:
    demands = [
        (name, {index: number * times for index, number in demand.items()}) for name, demand in model.demands
    ]
    return model._replace(demands=demands)
