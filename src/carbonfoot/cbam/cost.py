"""What an import costs: certificates of a tonne by actual and by default values, year by year.

Source: Regulation (EU) 2023/956, Articles 6, 9, 22 and 31; the Commission's questions and answers, 3.7 to 3.10 and 4.32:
certificates = quantity x (SEE - SEFA) - carbon price paid / price of a certificate, good by good, not below zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum, isfinite, isnan
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.benchmarks import ACTUAL, DEFAULT, NoBenchmark, benchmark, routes, year_factors, years
from carbonfoot.cbam.defaults import DefaultValue, NoDefault, default_value
from carbonfoot.cbam.free_allocation import (
    ELECTRICITY,
    FreeAllocation,
    Term,
    Unallocated,
    of_default,
    of_goods,
)
from carbonfoot.cbam.names import korean_name
from carbonfoot.cbam.standard import TRANSITIONAL_END

if TYPE_CHECKING:
    from carbonfoot.cbam.goods import CbamGood
    from carbonfoot.cbam.model import GoodResult, Path, Result, SupplyResult
    from carbonfoot.factors.library import Library

_ACCEPT = "compare it with the act in force, then take it with `--accept-superseded`"
UNVERIFIED = ("no", "superseded")
"""Values of `verified` that enter a cost only where the user accepts them."""


class Asked(NamedTuple):
    """What the user says: EUR per certificate, units of a currency per EUR, and whether unverified rows may enter.

    A price of infinity is none: the carbon price paid then takes nothing off, and money means nothing.
    """

    price: float
    rates: Mapping[str, float]
    accept: bool


class Way(NamedTuple):
    """A tonne of a good by actual values, or by the default value; t CO2e per t.

    see       direct, and indirect where it is in scope
    paid      carbon price paid per t, by currency; `paid_eur` the same in EUR
    price     EUR per certificate
    default   the row that was taken
    """

    kind: str
    direct: float | None
    see: float
    free: FreeAllocation
    paid: Mapping[str, float]
    paid_eur: float
    price: float
    default: DefaultValue | None

    @property
    def certificates(self) -> float:
        """Certificates due per t, not below zero."""
        return max(0.0, self.see - self.free.value - self.paid_eur / self.price)

    @property
    def eur(self) -> float:
        """EUR per t."""
        return self.certificates * self.price


class Refusal(NamedTuple):
    """Why a way cannot be told: `kind` of the way, a code, and a sentence."""

    kind: str
    code: str
    message: str
    help: str
    path: Path


class YearCost(NamedTuple):
    """A good in a year of import; a way that cannot be told is None, with the reason among `refusals`."""

    year: int
    factor: float
    actual: Way | None
    default: Way | None
    refusals: tuple[Refusal, ...]

    @property
    def worth(self) -> float | None:
        """Certificates per t that measuring saves against the default value; below zero where it costs more."""
        if self.actual is None or self.default is None:
            return None
        return self.default.certificates - self.actual.certificates

    @property
    def carried(self) -> bool:
        """Whether a factor or benchmark of an earlier year stands for one that is not set yet."""
        return any(way.free.carried for way in (self.actual, self.default) if way is not None)


class GoodCost(NamedTuple):
    """A good and what it costs in every year. `tonnes`: imported in a year, None where not said.

    unverified  precursors whose actual values nobody verified, by name
    see         actual emissions in scope, t CO2e per t, known also where the certificates are not; None where they rest on
                default values that nobody compared and that were not accepted
    """

    name: str
    cn: str
    good: CbamGood | None
    country: str
    tonnes: float | None
    stated_for: int
    default_share: float
    years: tuple[YearCost, ...]
    unverified: tuple[str, ...] = ()
    name_ko: str = ""
    see: float | None = None

    def of(self, year: int) -> YearCost:
        """The cost in a year."""
        return next(one for one in self.years if one.year == year)


class Line(NamedTuple):
    """What is imported: code, ISO 3166 country (None: not known), route letter, words of a row of default values."""

    cn: str
    country: str | None
    route: str
    words: str = ""
    path: Path = ()


class NoRate(Exception):
    """A carbon price in a currency without a rate."""

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency


def in_eur(paid: Mapping[str, float], rates: Mapping[str, float]) -> float:
    """Money by currency in EUR. Raises `NoRate`."""
    for currency in paid:
        if currency != "EUR" and currency not in rates:
            raise NoRate(currency)
    return fsum(number / (1.0 if one == "EUR" else rates[one]) for one, number in paid.items())


def of_installation(
    result: Result,
    library: Library,
    asked: Asked,
    tonnes: Sequence[float | None],
) -> list[GoodCost]:
    """The cost of every good of an installation, in every year of the mechanism. Raises `NoRate`."""
    country = result.installation.installation.country.partition("-")[0]
    free = {year: of_goods(result, library, year) for year in years(library)}
    found = []
    for place, good in enumerate(result.goods):
        line = Line(good.cn, country, good.route, path=good.path)
        several = tuple(
            _year(
                library,
                year,
                _actual(result, good, rows[place], asked),
                _default(library, line, year, asked),
            )
            for year, rows in free.items()
        )
        share = good.see.default_share_in_scope
        share = 0.0 if isnan(share) else share
        row = good.name, good.cn, good.good, country, tonnes[place], result.year, share, several
        see = good.see.in_scope if asked.accept or not _unverified(result, good) else None
        found.append(GoodCost(*row, _not_verified(result, good), korean_name(result, good), see))
    return found


class Stated(NamedTuple):
    """Actual values of a good without a document: t CO2e per t; `free` of its verified report, in the year `year`."""

    direct: float
    indirect: float | None
    free: float | None
    year: int


def of_line(
    library: Library, good: CbamGood, line: Line, stated: Stated | None, asked: Asked, tonnes: float | None
) -> GoodCost:
    """The cost of a good by its code and country, in every year of the mechanism."""
    several = []
    for year in years(library):
        actual = None if stated is None else _stated(library, good, line, year, stated, asked)
        several.append(_year(library, year, actual, _default(library, line, year, asked)))
    first = several[0].year if stated is None else stated.year
    return GoodCost(good.description, line.cn, good, line.country or "", tonnes, first, 0.0, tuple(several))


def _year(library: Library, year: int, actual: Way | Refusal | None, default: Way | Refusal) -> YearCost:
    refusals = tuple(one for one in (actual, default) if isinstance(one, Refusal))
    return YearCost(
        *(year, year_factors(library, year).cbam),
        actual if isinstance(actual, Way) else None,
        default if isinstance(default, Way) else None,
        refusals,
    )


def _actual(
    result: Result, good: GoodResult, free: FreeAllocation | Unallocated, asked: Asked
) -> Way | Refusal:
    if isinstance(free, Unallocated):
        return Refusal("actual", "CF704", free.message, free.help, free.path)
    rows = [] if asked.accept else _unverified(result, good)
    if rows:
        path, what = rows[0]
        return Refusal("actual", "CF827", f"{what} was not compared with the act in force", _ACCEPT, path)
    paid = dict(good.prices)
    eur = in_eur(paid, asked.rates) if isfinite(asked.price) else 0.0
    return Way("actual", good.see.direct, good.see.in_scope, free, paid, eur, asked.price, None)


def _behind(result: Result, good: GoodResult) -> list[tuple[str, SupplyResult]]:
    """Every supply of every bought precursor behind a good, with the name of the precursor."""
    found: list[tuple[str, SupplyResult]] = []
    waiting, seen = [good.process], {good.process}
    while waiting:
        for use in result.processes[waiting.pop()].uses:
            if use.internal is not None and use.internal not in seen:
                seen.add(use.internal)
                waiting.append(use.internal)
            if use.precursor is not None:
                found += [(use.name, supply) for supply in result.precursors[use.precursor].supplies]
    return found


def _unverified(result: Result, good: GoodResult) -> list[tuple[Path, str]]:
    """Default values behind a good that nobody compared with the act in force, with their places."""
    return [
        (supply.path, f"the default value of `{name}` ({supply.default.row})")
        for name, supply in _behind(result, good)
        if isinstance(supply.default, DefaultValue) and supply.default.verified in UNVERIFIED
    ]


def _not_verified(result: Result, good: GoodResult) -> tuple[str, ...]:
    """Precursors of which the act would count the default value: actual values without a verifier."""
    if result.year <= TRANSITIONAL_END:
        return ()
    names = [
        name
        for name, one in _behind(result, good)
        if one.kind in {"actual", "document"} and not one.verified and one.share
    ]
    return tuple(dict.fromkeys(names))


def _default(library: Library, line: Line, year: int, asked: Asked) -> Way | Refusal:
    try:
        value = default_value(library, line.cn, line.country, year, good=line.words, route=line.route)
    except NoDefault as error:
        return Refusal("default", "CF704", error.message, error.help, line.path)
    if value.verified in UNVERIFIED and not asked.accept:
        message = f"the default value of {line.cn} ({value.row}) was not compared with the act in force"
        return Refusal("default", "CF827", message, _ACCEPT, line.path)
    try:
        free = _free_of_default(library, line, year, value.route)
    except NoBenchmark as error:
        return Refusal("default", "CF704", error.message, error.help, line.path)
    return Way("default", None, value.value, free, {}, 0.0, asked.price, value)


def _free_of_default(library: Library, line: Line, year: int, route: str) -> FreeAllocation:
    """With the route of the default value; that of the line where the benchmark does not know it."""
    try:
        return of_default(library, line.cn, year, route or line.route)
    except NoBenchmark:
        if not route or not line.route:
            raise
        return of_default(library, line.cn, year, line.route)


def _stated(
    library: Library, good: CbamGood, line: Line, year: int, stated: Stated, asked: Asked
) -> Way | Refusal:
    see = stated.direct if good.annex_ii else stated.direct + (stated.indirect or 0.0)
    try:
        free = _free(library, good, line, year, stated)
    except NoBenchmark as error:
        return Refusal("actual", "CF704", error.message, error.help, line.path)
    return Way("actual", stated.direct, see, free, {}, 0.0, asked.price, None)


def _free(library: Library, good: CbamGood, line: Line, year: int, stated: Stated) -> FreeAllocation:
    """As stated, with the factors of the year; else of a simple good, whose columns A and B are the same."""
    factors = year_factors(library, year)
    if good.sector == ELECTRICITY:
        return FreeAllocation(0.0, (), factors, ())
    if stated.free is not None:
        before = year_factors(library, stated.year).product
        if not before and year != stated.year:
            help = "state that of an earlier year, with `--year`"
            raise NoBenchmark(
                f"in {stated.year} nothing is left of free allocation to tell {year} from", help
            )
        number = stated.free if year == stated.year else stated.free * factors.product / before
        why = "as stated, with the factors of the year"
        term = Term(line.cn, "stated", 1.0, number, number, None, why)
        return FreeAllocation(number, (term,), factors, ())
    own = benchmark(library, line.cn, ACTUAL, year, line.route)
    alike = routes(library, line.cn, ACTUAL) == routes(library, line.cn, DEFAULT)
    if not alike or benchmark(library, line.cn, DEFAULT, year, line.route).value != own.value:
        help = "state `--free-allocation` of the verified report, or calculate the installation's document"
        raise NoBenchmark(f"{line.cn} is a complex good: its free allocation rests on its precursors", help)
    number = factors.product * own.value
    term = Term(line.cn, "own", 1.0, number, number, own, "column A: simple good, equal to column B")
    return FreeAllocation(number, (term,), factors, ())
