"""The ledger of credits: what was issued, who has it, and where a tonne is claimed twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import fsum
from typing import NamedTuple

from carbonfoot.documents.programme_credits import Credit
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.programmes.credits.periods import avoided_in, years_of
from carbonfoot.programmes.credits.serials import Serials, parse
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.money.amounts import Purse
from carbonfoot.programmes.series import Reader, unit
from carbonfoot.quantities.numbers import format_number

TONNE = "t CO2e"
ROUNDING = 1e-9
HELD = "held"
FINAL = ("surrendered", "retired")
"""Uses after which a unit is gone: it must have been issued."""


class Use(NamedTuple):
    """Some of a credit: who did what with it, when; `buyer` of what is sold."""

    by: str
    use: str
    tonnes: float
    year: int
    buyer: str


class Claim(NamedTuple):
    """Tonnes that are a credit of some and a lower footprint of others.

    holders     members, or names, that have or had the credit
    footprints  by member: its products that are lighter because of the measure, by their number
    """

    tonnes: float
    holders: tuple[str, ...]
    footprints: Mapping[str, tuple[int, ...]]


class Issued(NamedTuple):
    """One credit; t CO2e.

    reduced   baseline less project emissions less leakage
    avoided   what its measure avoids in the monitoring period, by the programme; None without measure or period
    held      what the owner still has
    value     at its price, in the currency of the programme; None without a price
    """

    id: str
    number: int
    measure: int | None
    scheme: str
    owner: str
    status: str
    period: tuple[str, str] | None
    baseline: float
    project: float
    leakage: float
    reduced: float
    tonnes: float
    serials: str
    additionality: str
    uses: tuple[Use, ...]
    held: float
    avoided: float | None
    value: float | None
    claim: Claim | None
    place: Path

    @property
    def known(self) -> bool:
        """Whether it can be told that its tonnes are claimed twice: it needs a measure and a period."""
        return self.measure is not None and self.period is not None


def credits_of(worked: Worked) -> tuple[tuple[Issued, ...], list[Finding]]:
    """All credits of a programme, those with errors left out."""
    reader = Reader(worked.source.display)
    money = worked.programme.money
    quiet = Reader(worked.source.display)  # what is wrong with rates is told by the ledger of money
    purse = None if money is None else Purse(money, quiet)
    if purse is not None:
        purse.reader = reader
    found: list[Issued] = []
    known: list[tuple[Serials, Path, str]] = []
    ids: dict[str, Path] = {}
    for number, credit in enumerate(worked.programme.credits or []):
        place: Path = ("credits", number)
        reader.once("credit", credit.id, ids, place)
        one = _One(worked, reader, purse, credit, place, number).issued()
        _serials(reader, credit, place, known, None if one is None else one.tonnes)
        if one is not None:
            found.append(one)
    _together(worked, reader, found)
    return tuple(found), reader.findings


class _One:
    def __init__(
        self, worked: Worked, reader: Reader, purse: Purse | None, credit: Credit, place: Path, number: int
    ) -> None:
        self.worked = worked
        self.reader = reader
        self.purse = purse
        self.credit = credit
        self.place = place
        self.number = number

    def issued(self) -> Issued | None:
        """The credit; None where a number is missing."""
        credit, place, reader = self.credit, self.place, self.reader
        self.reader.known("member", credit.owner, self.worked.members, (*place, "owner"))
        measure = None
        if credit.measure is not None:
            named = {one.id: one.number for one in self.worked.measures}
            if self.reader.known("measure", credit.measure, named, (*place, "measure")):
                measure = named[credit.measure]
        numbers = [
            reader.number(getattr(credit, key), (*place, key), unit(TONNE))
            for key in ("baseline", "project_emissions", "leakage", "amount")
        ]
        self._complete()
        if any(one is None for one in numbers):
            return None
        baseline, project, leakage, tonnes = (one or 0.0 for one in numbers)
        reduced = baseline - project - leakage
        if tonnes > reduced * (1 + ROUNDING) + ROUNDING:
            message = f"{_t(tonnes)} are claimed, and baseline less project less leakage is {_t(reduced)}"
            reader.report(
                "CF982", message, (*place, "amount"), "correct one of the four numbers: no more can be issued"
            )
        uses, held = self._uses(tonnes)
        period = None if credit.period is None else (credit.period.from_, credit.period.to)
        if period is not None and period[0] > period[1]:
            reader.report(
                "CF107",
                "the period ends before it begins",
                (*place, "period"),
                "write the earlier day under `from:`",
                "key",
            )
            period = None
        if period is not None and not set(years_of(period)) <= set(self.worked.years):
            years = self.worked.years
            message = f"the period goes beyond the programme, which has {years[0]} to {years[-1]}"
            help = (
                "let the programme cover it (`years:`): what a measure avoids is known for these years alone"
            )
            reader.report("CF971", message, (*place, "period"), help, "key")
            period = None
        avoided = None if measure is None or period is None else avoided_in(self.worked, measure, period)
        if avoided is not None and tonnes > _most(avoided):
            name = self.worked.measures[measure or 0].id
            message = f"{_t(tonnes)} are credited, and `{name}` avoids {_t(max(avoided, 0.0))} in that time"
            help = "see which of the two is right: the baseline of the project, or what the measure changes"
            reader.report("CF986", message, (*place, "amount"), help)
        claim = (
            None
            if measure is None or period is None
            else self._claim(measure, period, tonnes, avoided or 0.0, uses)
        )
        value = None
        if credit.price is not None and self.purse is not None:
            price = self.purse.number(credit.price, (*place, "price"), f"/{TONNE}")
            value = None if price is None else price * tonnes
        elif credit.price is not None:
            reader.report("CF980", "a price is stated, and the programme says not how money is counted", (*place, "price"),
                          "add `money:` with `currency`, `price_year` and `discount_rate`", "key")  # fmt: skip
        return Issued(
            credit.id, self.number, measure, credit.scheme, credit.owner, credit.status, period, baseline, project, leakage,
            reduced, tonnes, credit.serials or "", credit.additionality, uses, held, avoided, value, claim, place,
        )  # fmt: skip

    def _complete(self) -> None:
        """CF981 for what a credit of its status must have."""
        credit = self.credit
        missing = []
        if credit.status != "planned" and credit.period is None:
            missing.append("period")
        if credit.status == "issued" and not credit.serials:
            missing.append("serials")
        if missing:
            words = " and ".join(f"`{one}:`" for one in missing)
            message = f"`{credit.id}` is {credit.status} and has no {words}"
            help = "state them as the registry does, or set `status: planned`"
            self.reader.report("CF981", message, self.place, help, "key")

    def _uses(self, tonnes: float) -> tuple[tuple[Use, ...], float]:
        """What became of the credit; CF984 where more is used than there is, or by one who never had it."""
        holds: dict[str, float] = {self.credit.owner: tonnes}
        found = []
        for at, use in sorted(enumerate(self.credit.uses or []), key=lambda one: (int(one[1].year), one[0])):
            place: Path = (*self.place, "uses", at)
            self.reader.known("member", use.by, self.worked.members, (*place, "by"))
            amount = self.reader.number(use.amount, (*place, "amount"), unit(TONNE))
            if amount is None:
                continue
            if int(use.year) < self.worked.years[0]:
                message = f"{use.year} is before the programme, which begins with {self.worked.years[0]}"
                self.reader.report("CF971", message, (*place, "year"), "correct the year")
            has = holds.get(use.by, 0.0)
            if self.credit.status == "planned" and use.use != HELD:
                help = "set the status, or take the use out"
                self.reader.report("CF984", "what is only planned cannot be used", (*place, "use"), help)
            elif use.use in FINAL and (early := self._early(int(use.year))):
                help = "what is not there yet can be sold ahead, and used when it is issued"
                self.reader.report("CF984", f"{use.use} in {use.year}, and {early}", (*place, "use"), help)
            elif amount > has * (1 + ROUNDING) + ROUNDING:
                message = f"`{use.by}` has {_t(has)} of `{self.credit.id}`, and {use.use} are {_t(amount)}"
                help = "a tonne is used once: lower it, or say who sold it to them (`use: sold`, `to:`)"
                self.reader.report("CF984", message, (*place, "amount"), help)
            if use.use != HELD:
                holds[use.by] = max(has - amount, 0.0)
            if use.use == "sold":
                if use.to is None:
                    self.reader.report(
                        "CF102",
                        "`to` is missing: who bought it",
                        place,
                        "name the buyer: a member, or a name",
                        "key",
                    )
                else:
                    holds[use.to] = holds.get(use.to, 0.0) + amount
            elif use.to is not None:
                message = f"`to` names a buyer, and what is {use.use} has none"
                help = "take it out, or write `use: sold`"
                self.reader.report("CF106", message, (*place, "to"), help, "key")
            buyer = use.to if use.use == "sold" and use.to else ""
            found.append(Use(use.by, use.use, amount, int(use.year), buyer))
        return tuple(found), holds.get(self.credit.owner, 0.0)

    def _early(self, year: int) -> str:
        """Why units are not there to be surrendered or retired in a year; empty where they may be."""
        if self.credit.status == "monitored":
            return f"`{self.credit.id}` is not issued yet"
        period = self.credit.period
        if period is not None and year < int(period.to[:4]):
            return f"`{self.credit.id}` is of a period that ends on {period.to}"
        return ""

    def _claim(
        self, measure: int, period: tuple[str, str], tonnes: float, avoided: float, uses: tuple[Use, ...]
    ) -> Claim | None:
        """CF985: the same tonne is a credit of one and a lower footprint of another, or of the same."""
        worked = self.worked
        lighter: dict[str, list[int]] = {}
        for made in worked.products:
            years = [year for year in years_of(period) if year in worked.years]
            if any(worked.changes.get((measure, made.number, year), 0.0) < 0 for year in years):
                lighter.setdefault(made.member, []).append(made.number)
        both = min(tonnes, max(avoided, 0.0))
        if not lighter or both <= 0:
            return None
        holders = tuple(dict.fromkeys([self.credit.owner, *(use.buyer for use in uses if use.buyer)]))
        shown = ", ".join(f"`{one}`" for one in [*lighter][:4])
        message = (
            f"{_t(both)} of `{self.credit.id}` are a credit of {', '.join(f'`{one}`' for one in holders)} "
            f"and a lower footprint of {shown}"
        )
        help = "say so wherever either is used; carbonfoot nets nothing: whoever sells the tonne may not show it as well"
        related = [
            Related(
                self.reader.file, (*worked.measures[measure].place, "id"), "the measure behind it", "value"
            )
        ]
        related += [
            Related(
                self.reader.file,
                (*worked.products[numbers[0]].place, "document"),
                "lighter because of it",
                "value",
            )
            for numbers in [*lighter.values()][:3]
        ]
        found = Finding(
            "CF985", message, self.reader.file, (*self.place, "amount"), help=help, related=tuple(related)
        )
        if self.credit.status != "planned":
            self.reader.findings.append(found)
        return Claim(both, holders, {member: tuple(numbers) for member, numbers in lighter.items()})


def _together(worked: Worked, reader: Reader, found: list[Issued]) -> None:
    """CF986 where credits of one measure are together more than it avoids in some time that holds their periods.

    By Hall's theorem they fit, each day credited once, exactly where they do so in every time from the first day of one to
    the last of another. The shortest of these times are told.
    """
    by_measure: dict[int, list[tuple[Issued, tuple[str, str]]]] = {}
    for one in found:
        if one.measure is not None and one.period is not None and one.tonnes <= _most(one.avoided or 0.0):
            by_measure.setdefault(one.measure, []).append((one, one.period))
    for measure, several in by_measure.items():
        times = {(low, high) for _, (low, _) in several for _, (_, high) in several if low <= high}
        told: list[tuple[str, str]] = []
        for low, high in sorted(times, key=_length):
            inside = [one for one, (first, last) in several if low <= first and last <= high]
            tonnes = fsum(one.tonnes for one in inside)
            avoided = avoided_in(worked, measure, (low, high))
            if tonnes <= _most(avoided) or any(low <= first and last <= high for first, last in told):
                continue
            told.append((low, high))
            names = " and ".join(f"`{one.id}`" for one in inside)
            message = f"{names} are {_t(tonnes)}, and `{worked.measures[measure].id}` avoids {_t(avoided)} in that time"
            help = "a tonne is credited once: see whether their periods overlap rightly"
            *others, last_one = sorted(inside, key=lambda one: one.number)
            related = tuple(
                Related(reader.file, (*one.place, "amount"), f"`{one.id}`", "value") for one in others
            )
            place: Path = (*last_one.place, "amount")
            reader.findings.append(Finding("CF986", message, reader.file, place, help=help, related=related))


def _most(avoided: float) -> float:
    """What may be credited of tonnes avoided: both are told with few digits."""
    return max(avoided, 0.0) * (1 + 1e-6)


def _length(time: tuple[str, str]) -> tuple[int, str]:
    first, last = (date.fromisoformat(day) for day in time)
    return (last - first).days, time[0]


def _serials(
    reader: Reader, credit: Credit, place: Path, known: list[tuple[Serials, Path, str]], tonnes: float | None
) -> None:
    """CF983 for serials that another credit has as well, or that are not as many as the tonnes."""
    if not credit.serials:
        return
    where: Path = (*place, "serials")
    serials = parse(credit.serials)
    if serials is None:
        help = "write the first and the last, such as `KR-EP-114-2026-0001..0120`"
        reader.report("CF983", f"`{credit.serials}` are no serials that could be read", where, help)
        return
    if tonnes is not None and abs(serials.units - tonnes) > ROUNDING * tonnes:
        message = f"`{credit.serials}` are {serials.units} units, and {_t(tonnes)} are claimed"
        reader.report("CF983", message, where, "one serial is one tonne: correct one of them")
    for other, there, id in known:
        if serials.meets(other):
            related = (Related(reader.file, there, f"`{id}`", "value"),)
            message = f"`{credit.id}` and `{id}` have serials in common"
            help = "a unit belongs to one credit"
            reader.findings.append(Finding("CF983", message, reader.file, where, help=help, related=related))
    known.append((serials, where, credit.id))


def _t(tonnes: float) -> str:
    return f"{format_number(tonnes, 6)} t"
