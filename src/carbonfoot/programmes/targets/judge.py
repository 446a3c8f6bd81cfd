"""Targets judged: limit, before, after and gap of every year, and of all years together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from carbonfoot.documents.programme_targets import Target
from carbonfoot.documents.programme_years import ALWAYS
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.programmes.model import KG_PER_TONNE, Made, Worked
from carbonfoot.programmes.series import Reader, between, unit
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, nearest

ROUNDING = 1e-9
PASS, FAIL, OPEN = "pass", "fail", "open"


class Aim(NamedTuple):
    """A target, read; kg CO2e per declared unit of a product, or t CO2e of all that leaves the programme.

    limit   at most, by year: the first stated one, and every year after it
    stated  the years that the document names: what must be kept; between them the path is a line
    budget  t CO2e of all years together
    spend   what may be invested to close the gap, as written
    """

    id: str
    number: int
    product: Made | None
    limit: Mapping[int, float]
    stated: tuple[int, ...]
    budget: float | None
    shape: Target
    place: Path

    def beyond(self, last: int) -> tuple[int, ...]:
        """Years that the document names behind the last one of the programme: nothing is known of them."""
        stated = self.shape.path or self.shape.reduction or {}
        return tuple(sorted(int(key) for key in stated if key != ALWAYS and int(key) > last))


class Judged(NamedTuple):
    """An aim, and what the programme comes to; `gap` above zero is what is missing."""

    aim: Aim
    before: Mapping[int, float]
    after: Mapping[int, float]
    complete: bool
    cumulative_before: float
    cumulative_after: float

    def gap(self, year: int) -> float:
        """How much is too much in a year; below zero there is room."""
        return self.after[year] - self.aim.limit[year]

    def verdict(self, year: int) -> str:
        """Of a stated year: others lie on the way and are not judged. Limits are inclusive; a missing number leaves it open."""
        if not self.complete:
            return OPEN
        return FAIL if self.gap(year) > ROUNDING * abs(self.aim.limit[year]) else PASS

    @property
    def missed(self) -> list[int]:
        """Stated years whose limit is not kept."""
        return [year for year in self.aim.stated if self.verdict(year) == FAIL]

    @property
    def over_budget(self) -> float | None:
        """Tonnes above the budget; None without one, or where it is kept."""
        if self.aim.budget is None or not self.complete:
            return None
        over = self.cumulative_after - self.aim.budget
        return over if over > ROUNDING * abs(self.aim.budget) else None


def judge(worked: Worked) -> tuple[tuple[Judged, ...], list[Finding]]:
    """Every target of a programme; CF995 for each that is not kept."""
    reader = Reader(worked.source.display)
    found = []
    ids: dict[str, Path] = {}
    for number, target in enumerate(worked.programme.targets or []):
        place: Path = ("targets", number)
        reader.once("target", target.id, ids, place)
        aim = _aim(worked, reader, target, number, place)
        if aim is not None:
            found.append(_judged(worked, aim))
            _say(reader, found[-1])
    return tuple(found), reader.findings


def levels(worked: Worked, aim: Aim) -> tuple[dict[int, float], dict[int, float]]:
    """What an aim is about, by year: before, after."""
    if aim.product is None:
        return (
            {year: worked.emitted(year, measures=False) for year in worked.years},
            {year: worked.emitted(year, measures=True) for year in worked.years},
        )
    number = aim.product.number
    return (
        {year: worked.before[number, year] for year in worked.years},
        {year: worked.after[number, year] for year in worked.years},
    )


def cumulative(worked: Worked, aim: Aim, numbers: Mapping[int, float]) -> float:
    """t CO2e of all years after the base year."""
    years = worked.years[1:]
    if aim.product is None:
        return fsum(numbers[year] for year in years)
    return fsum(numbers[year] * aim.product.volume[year] for year in years) / KG_PER_TONNE


def _judged(worked: Worked, aim: Aim) -> Judged:
    before, after = levels(worked, aim)
    return Judged(
        aim, before, after, worked.complete, cumulative(worked, aim, before), cumulative(worked, aim, after)
    )


def _aim(worked: Worked, reader: Reader, target: Target, number: int, place: Path) -> Aim | None:
    made = None
    if target.product is not None:
        made = _product(worked, reader, target.product, (*place, "product"))
        if made is None:
            return None
    if (target.path is None) == (target.reduction is None) and (
        target.path is not None or target.budget is None
    ):
        message = (
            f"`{target.id}` has {'both' if target.path is not None else 'neither'} `path` and `reduction`"
        )
        reader.report(
            "CF106" if target.path is not None else "CF102", message, place, "state one of the two", "key"
        )
        return None
    symbol = "t CO2e" if made is None else "kg CO2e"
    limit: dict[int, float] = {}
    stated: tuple[int, ...] = ()
    if target.path is not None:
        limit, stated = _path(worked, reader, target.path, (*place, "path"), _reading(reader, unit(symbol)))
    elif target.reduction is not None:
        base = (
            worked.emitted(worked.years[0], measures=False)
            if made is None
            else worked.before[made.number, worked.years[0]]
        )
        shares, stated = _path(worked, reader, target.reduction, (*place, "reduction"), reader.share)
        limit = {year: base * (1 - share) for year, share in shares.items()}
    if (target.path is not None or target.reduction is not None) and not limit:
        return None
    budget = (
        None if target.budget is None else reader.number(target.budget, (*place, "budget"), unit("t CO2e"))
    )
    _rises(reader, target, limit, stated, place)
    return Aim(target.id, number, made, limit, stated, budget, target, place)


def _reading(reader: Reader, as_: Callable[[Quantity], float]) -> Callable[[object, Path], float | None]:
    def read(value: object, at: Path) -> float | None:
        return reader.number(value, at, as_)  # type: ignore[arg-type]

    return read


def _path(
    worked: Worked,
    reader: Reader,
    given: Mapping[str, object],
    place: Path,
    read: Callable[..., float | None],
) -> tuple[dict[int, float], tuple[int, ...]]:
    """The limit of every year from the first stated one on; CF994 for a year that is past, or not of the programme."""
    known: dict[int, float] = {}
    always = False
    for key, value in given.items():
        at = place if key == ALWAYS else (*place, key)
        year = worked.years[1] if key == ALWAYS else int(key)
        if year <= worked.years[0]:
            message = f"{year} is past: the programme begins after {worked.years[0]}"
            reader.report("CF994", message, at, "a target is of a year that is still to come", "key")
            continue
        number = read(value, at)
        if number is not None:
            known[year] = number
            always = always or key == ALWAYS
    if not known:
        return {}, ()
    if always:
        return {year: between(known, year) for year in worked.years[1:]}, worked.years[1:]
    first, last = min(known), max(known)
    if first > worked.years[-1]:
        message = f"the first year of the target is {first}, and the programme ends in {worked.years[-1]}"
        reader.report(
            "CF994", message, place, "let the programme go on (`years:`), or name an earlier year", "key"
        )
        return {}, ()
    years = [year for year in worked.years if year >= first]
    stated = tuple(sorted({year for year in known if year in worked.years}))
    if last > worked.years[-1]:
        end = worked.years[-1]
        message = f"{last} is after the programme, which ends in {end}: the years before are held against the way there"
        help = "let the programme go on (`years:`) to judge it"
        at = (*place, str(last)) if str(last) in given else place
        reader.findings.append(Finding("CF994", message, reader.file, at, "key", help, severity="note"))
        stated = tuple(sorted({*stated, worked.years[-1]}))  # on the way to a year beyond the programme
    return {year: between(known, year) for year in years}, stated


def _rises(
    reader: Reader, target: Target, limit: Mapping[int, float], stated: tuple[int, ...], place: Path
) -> None:
    for one, other in pairwise(stated):
        if limit[other] > limit[one] * (1 + ROUNDING):
            key = "path" if target.path is not None else "reduction"
            message = f"`{target.id}` allows more in {other} than in {one}"
            reader.report("CF996", message, (*place, key), "see whether two years are exchanged", "key")
            return


def _product(worked: Worked, reader: Reader, reference: str, place: Path) -> Made | None:
    target, problem = resolve_reference(worked.source.file, reference, worked.root)
    if problem is not None:
        reader.findings.append(problem._replace(file=reader.file, path=place))
        return None
    for made in worked.products:
        if made.file == target:
            return made
    names = [
        os.path.relpath(made.file, os.path.dirname(worked.source.file)).replace(os.sep, "/")
        for made in worked.products
    ]
    near = nearest(reference, names) or names[:3]
    help = f"products here: {', '.join(f'`{one}`' for one in near)}"
    reader.report("CF965", f"`{reference}` is no product of a member", place, help)
    return None


def _say(reader: Reader, judged: Judged) -> None:
    aim = judged.aim
    symbol = "t CO2e" if aim.product is None else f"kg CO2e per {aim.product.unit}"
    key = "path" if aim.shape.path is not None else "reduction"
    given = getattr(aim.shape, key) or {}
    if not judged.complete:
        message = f"`{aim.id}` cannot be judged: a number is missing"
        reader.report("CF997", message, aim.place, "see what the documents of its products lack", "key")
        return
    for year in judged.missed:
        place: Path = (*aim.place, key, str(year)) if str(year) in given else (*aim.place, key)
        message = (
            f"`{aim.id}` {year}: {format_number(judged.after[year], 4)} {symbol}, the limit is "
            f"{format_number(aim.limit[year], 4)}, {format_number(judged.gap(year), 3)} too much"
        )
        help = "see which measures close the gap: `carbonfoot programme report`, targets"
        reader.report("CF995", message, place, help, "key" if str(year) in given else "value")
    over = judged.over_budget
    if over is not None:
        message = (
            f"`{aim.id}`: {format_number(judged.cumulative_after, 6)} t CO2e in all years, the budget is "
            f"{format_number(aim.budget or 0.0, 6)}, {format_number(over, 4)} too much"
        )
        reader.report("CF995", message, (*aim.place, "budget"), "more measures, or earlier ones")
