"""How far the totals of a system may be off: first order, or draws when they are asked for."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.json_places import placed
from carbonfoot.engine.loops import LoopError
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.technosphere.model import System
from carbonfoot.technosphere.modelled import Drivers, drivers_of, model_from
from carbonfoot.technosphere.read import Reading
from carbonfoot.technosphere.solve import Solved, loop_findings, too_large
from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.first_order import FirstOrder, first_order

if TYPE_CHECKING:
    from carbonfoot.uncertainty.monte_carlo import MonteCarlo

MEASURED = 50_000
"""Demands times activities up to which first order is held against the model itself: it takes two solves a demand."""

FEW = 10
"""Demands up to which the drivers of draws are told, and how many of them."""

NAMED = 8


class Spread(NamedTuple):
    """One or the other, for each measure; `measured` says whether the intervals of first order were held against the model."""

    first: list[list[FirstOrder]] | None
    drawn: list[MonteCarlo] | None
    measured: bool


def spread(
    solved: Solved, reading: Reading, draws: int | None, seed: int
) -> tuple[Spread | None, list[Finding]]:
    """The uncertainty of all demands; None where no number is uncertain, or with a finding CF440 or CF441."""
    system = solved.system
    if not system.uncertain:
        return None, []
    found = Found(reading.display)
    drivers = Drivers([], {}, {})
    done: Spread | None = None
    try:
        drivers = drivers_of(system)
        models = [model_from(solved, n, drivers) for n in range(len(solved.measures))]
        if draws is None:
            measured = len(solved.answers) * len(system.ids) <= MEASURED
            done = Spread([first_order(one, measured=measured) for one in models], None, measured)
        else:
            from carbonfoot.uncertainty.monte_carlo import monte_carlo

            most = FEW if len(solved.answers) <= FEW else 0
            done = Spread(None, [monte_carlo(one, draws, seed, most=most) for one in models], measured=False)
    except UncertaintyError as error:
        _refused(system, drivers, error, found)
    except LoopError as error:
        return None, loop_findings(system, [error], reading)
    except (OverflowError, ValueError):  # of sums: numbers out of what a float holds
        return None, too_large(reading, solved.answers[0].activity)
    if done is not None and not _finite(done):
        return None, too_large(reading, solved.answers[0].activity)
    if done is not None:
        _doubts(solved, done, {one.key: one.label for one in drivers.drivers}, found)
    text = reading.text_of(reading.display)
    return done, placed(found.all(), text) if text is not None and found else found.all()


def _finite(done: Spread) -> bool:
    """Whether means and deviations are numbers; draws without a solution have none, and are told."""
    numbers = [number for rows in done.first or [] for one in rows for number in (one.mean, one.sd)]
    for drawn in done.drawn or []:
        for demand in drawn.demands:
            summary = demand.summary
            known = sum(times for _, times in drawn.infeasible)
            if summary.infeasible and not known:
                return False
            numbers += [number for number in (summary.mean, summary.sd) if number is not None]
    return all(map(isfinite, numbers))


def _refused(system: System, drivers: Drivers, error: UncertaintyError, found: Found) -> None:
    said = error.said.replace("`key/", "`")
    if error.reason == "correlation":
        pair = {one.removeprefix("key/") for one in error.keys}
        at = next((n for n, (one, other, _) in enumerate(system.correlations) if {one, other} == pair), 0)
        names = " and ".join(f"`{one}`" for one in sorted(pair))
        found.add("CF441", f"{names}: {said}", ("correlations", at), error.help)
        return
    where: Path = drivers.where.get(error.keys[0], ())
    found.add("CF440", said, where, error.help)


def _doubts(solved: Solved, done: Spread, labels: dict[str, str], found: Found) -> None:
    ids = solved.system.ids
    for measure, rows in enumerate(done.first or []):
        of = f" of `{solved.measures[measure].id}`" if len(solved.measures) > 1 else ""
        for n, one in enumerate(rows):
            if one.doubt is not None:
                why = {
                    "loop": f"the loop of {_named(ids, list(one.doubt.members))} may use as much as it makes",
                    "curved": "large uncertainties multiply each other",
                    "shape": "one large uncertainty has another shape than the interval",
                }[one.doubt.reason]
                said = f"the interval{of} does not hold for `{one.name[:60]}`: {why}"
                found.add("CF442", said, ("demands", n), "draws tell: --draws 10000")
    for drawn in (done.drawn or [])[:1]:  # loops are the same for every measure
        for members, times in drawn.infeasible:
            share = f"{times:,} of {drawn.draws:,} draws"
            said = f"in {share} a loop uses as much as it makes: {_named(ids, members)}"
            help = "there is no mean then; narrow what is uncertain in the loop, or correct an amount"
            found.add("CF443", said, _link(solved, members), help)
    worst: tuple[int, int] | None = None
    for drawn in done.drawn or []:
        for n, demand in enumerate(drawn.demands):
            wanted = demand.summary.wanted
            if wanted is not None and not demand.summary.enough and (worst is None or wanted > worst[0]):
                worst = (wanted, n)
    if worst is not None and done.drawn:
        name = done.drawn[0].demands[worst[1]].name[:60]
        said = f"{done.drawn[0].draws:,} draws leave the mean of `{name}` open by more than 1 %"
        found.add("CF444", said, ("demands", worst[1]), f"it takes about {worst[0]:,}: --draws {worst[0]}")
    for drawn in (done.drawn or [])[:1]:
        if drawn.repeated:
            key, length = drawn.repeated[0]
            said = f"the {length:,} samples of `{labels[key][:60]}` come again in {drawn.draws:,} draws"
            found.add("CF444", said, ("demands",), "state as many samples as draws, or fit a distribution")


def _named(ids: list[str] | tuple[str, ...], members: list[int]) -> str:
    names = sorted(ids[one] for one in members)
    rest = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(f"`{one[:40]}`" for one in names[:NAMED]) + rest


def _link(solved: Solved, members: list[int]) -> Path:
    """The first link of a loop that stays inside it."""
    inside, targets = set(members), solved.system.targets
    one = min(members)
    return ("activities", one, "inputs", next(k for k, target in enumerate(targets[one]) if target in inside))
