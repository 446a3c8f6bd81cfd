"""For every target of a programme the cheapest measures that keep it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.findings.finding import Finding
from carbonfoot.programmes.model import KG_PER_TONNE, Worked
from carbonfoot.programmes.money.amounts import Purse
from carbonfoot.programmes.money.model import Ledger
from carbonfoot.programmes.rows import together
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.series import Reader
from carbonfoot.programmes.targets.closing import Closing, Limit, NoSolver, Question, close, terms_of
from carbonfoot.programmes.targets.judge import Judged

FIXED = ("decided", "running", "proven")
"""How far a measure is that nobody chooses any more; one that is planned and states no money is not chosen either."""


class Closed(NamedTuple):
    """What closes the gap of one target: `levels` by stated year with it; `left_out` candidates without money."""

    closing: Closing
    levels: Mapping[int, float]
    fixed: tuple[int, ...]
    left_out: tuple[int, ...]


def closings(
    programmed: Programmed, judged: Sequence[Judged], ledger: Ledger | None
) -> tuple[dict[int, Closed], list[Finding]]:
    """By target; none for one that cannot be asked (numbers missing, no money, orders drawn)."""
    worked = programmed.worked
    if worked is None:
        return {}, []
    reader = Reader(worked.source.display)
    if worked.programme.money is None:
        _uncounted(reader, judged)
    if ledger is None or not worked.complete:
        return {}, reader.findings
    found: dict[int, Closed] = {}
    costed = [*ledger.measures, *ledger.candidates]
    cost = {one.number: -one.npv for one in costed}
    fixed = tuple(
        one.number
        for one in worked.measures
        if one.shape.status in FIXED or (one.number not in cost and not one.candidate)
    )
    investment = {one.number: one.investment for one in costed}
    free = [one.number for one in worked.measures if one.number not in fixed and one.number in cost]
    left_out = tuple(
        one.number for one in worked.measures if one.number not in fixed and one.number not in cost
    )
    exclusive = () if programmed.read is None else sorted(programmed.read.exclusive, key=sorted)
    for one in judged:
        spend = _spend(reader, worked, one)
        if spend is None and one.aim.shape.spend_at_most is not None:
            continue
        try:
            limits = _limits(programmed, worked, one)
            closing = close(Question(limits, frozenset(fixed), free, cost, investment, spend, exclusive))
        except ValueError:
            limits, closing = [], Closing(None, 0.0, 0.0, "none", "drawn")
        except NoSolver:
            closing = Closing(None, 0.0, 0.0, "none", "solver")
        chosen = frozenset(closing.chosen or ()) | frozenset(fixed)
        told = {year: limit.level(chosen) for year, limit in zip(one.aim.stated, limits, strict=False)}
        found[one.aim.number] = Closed(closing, told if closing.chosen is not None else {}, fixed, left_out)
    return found, reader.findings


def _uncounted(reader: Reader, judged: Sequence[Judged]) -> None:
    """CF980 for what may be spent in a programme that does not say how money is counted."""
    for one in judged:
        if one.aim.shape.spend_at_most is not None:
            reader.report(
                "CF980",
                "money is stated, and the programme says not how it is counted",
                (*one.aim.place, "spend_at_most"),
                "add `money:` with `currency`, `price_year` and `discount_rate`",
                "key",
            )


def _spend(reader: Reader, worked: Worked, one: Judged) -> float | None:
    stated, money = one.aim.shape.spend_at_most, worked.programme.money
    if stated is None or money is None:
        return None
    purse = Purse(money, Reader(worked.source.display))
    purse.reader = reader
    return purse.number(stated, (*one.aim.place, "spend_at_most"))


def _limits(programmed: Programmed, worked: Worked, one: Judged) -> list[Limit]:
    """The limits of the stated years, then that of the budget."""
    world = programmed.world
    if world is None:
        return []
    countries = world.countries
    width = 1 + len(countries)
    ratios = {} if programmed.read is None else programmed.read.grid
    aim = one.aim

    def weigh(dividend: tuple[float, ...], year: int) -> float:
        at_year = {country: path[year] for country, path in ratios.items()}
        if aim.product is not None:
            at = aim.product.number
            return together(dividend[at * width : (at + 1) * width], at_year, countries)
        return (
            fsum(
                together(dividend[made.number * width : (made.number + 1) * width], at_year, countries)
                * made.leaving(year)
                for made in worked.products
            )
            / KG_PER_TONNE
        )

    def terms(year: int) -> dict[frozenset[int], float]:
        works = {measure.number: measure.possible[year] for measure in worked.measures}
        return terms_of(programmed.groups, works, lambda dividend: weigh(dividend, year))

    found = [Limit(str(year), aim.limit[year], one.before[year], terms(year)) for year in aim.stated]
    if aim.budget is not None:
        parts: dict[frozenset[int], list[float]] = {}
        for year in worked.years[1:]:
            scale = 1.0 if aim.product is None else aim.product.volume[year] / KG_PER_TONNE
            for members, number in terms(year).items():
                parts.setdefault(members, []).append(number * scale)
        found.append(
            Limit(
                "budget",
                aim.budget,
                one.cumulative_before,
                {members: fsum(all_) for members, all_ in parts.items()},
            )
        )
    return found
