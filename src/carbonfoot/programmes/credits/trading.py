"""A member's side of an emissions trading scheme, and of the border adjustment, each beside the other."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import NamedTuple

from carbonfoot.documents.programme_credits import Trading
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.programmes.credits.ledger import TONNE
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.money.amounts import Purse
from carbonfoot.programmes.series import Reader, unit

By = Mapping[int, float]


class Position(NamedTuple):
    """One member in one scheme, by year.

    before, after   t CO2e in the scheme, without and with its own measures
    allocation      free allowances, t CO2e
    price           of an allowance, in the currency of the programme
    cbam            what certificates for its goods cost, in the currency of the programme; None where nothing is stated, or
                    no rate; a year is left out where it cannot be told
    """

    member: str
    scheme: str
    covered: float
    before: By
    after: By
    allocation: By
    price: By
    cbam: By | None

    def cost(self, year: int, *, measures: bool) -> float:
        """What the allowances that are missing cost; below zero the worth of those left over."""
        which = self.after if measures else self.before
        return (which[year] - self.allocation[year]) * self.price[year]


def trading(worked: Worked) -> tuple[tuple[Position, ...], list[Finding]]:
    """The positions of all members that state one."""
    reader = Reader(worked.source.display)
    stated = worked.programme.trading or {}
    money = worked.programme.money
    if not stated:
        return (), []
    if money is None:
        help = "add `money:` with `currency`, `price_year` and `discount_rate`"
        reader.report(
            "CF980",
            "prices are stated, and the programme says not how money is counted",
            ("trading",),
            help,
            "key",
        )
        return (), reader.findings
    purse = Purse(money, Reader(worked.source.display))
    purse.reader = reader
    found = []
    for id, one in stated.items():
        place: Path = ("trading", id)
        if not reader.known("member", id, worked.members, place, "key"):
            continue
        position = _position(worked, reader, purse, id, one, place)
        if position is not None:
            found.append(position)
    return tuple(found), reader.findings


def _position(
    worked: Worked, reader: Reader, purse: Purse, id: str, one: Trading, place: Path
) -> Position | None:
    years = worked.years[1:]

    def tonnes(value: object, at: Path) -> float | None:
        return reader.number(value, at, unit(TONNE))  # type: ignore[arg-type]

    before = reader.by_year(one.emissions, (*place, "emissions"), years, tonnes)
    allocation = reader.by_year(one.allocation, (*place, "allocation"), years, tonnes)
    price = reader.by_year(
        one.price, (*place, "price"), years, lambda value, at: purse.number(value, at, f"/{TONNE}")
    )
    covered = reader.share(one.covered, (*place, "covered"))
    cbam = None
    if one.cbam is not None and not one.cbam.quantity:
        help = "write what is sold to the EU in a year, by CN code or name of the good"
        reader.report("CF104", "no quantity is stated", (*place, "cbam", "quantity"), help, "key")
    elif one.cbam is not None:
        cbam = _cbam(worked, reader, purse, one, place, years)
    if before is None or allocation is None or price is None or covered is None:
        return None
    own = [measure.number for measure in worked.measures if measure.member == id]
    after = {
        year: before[year] - covered * fsum(worked.avoided(number, year) for number in own) for year in years
    }
    below = [year for year in years if after[year] < 0]
    if below:
        message = f"in {below[0]} the measures of `{id}` avoid more than it emits in the scheme"
        help = "correct `emissions:`, or how much of what is avoided the scheme counts (`covered:`)"
        reader.report("CF404", message, (*place, "covered"), help)
    return Position(id, one.scheme, covered, before, after, allocation, price, cbam)


def _cbam(
    worked: Worked, reader: Reader, purse: Purse, one: Trading, place: Path, years: tuple[int, ...]
) -> By | None:
    """What the certificates of its goods cost by year, in the currency of the programme."""
    from carbonfoot.cbam.calculate import calculate
    from carbonfoot.cbam.cost import Asked, NoRate, of_installation
    from carbonfoot.documents.roots import resolve_reference
    from carbonfoot.factors.library import open_library

    goods = one.cbam
    if goods is None:
        return None
    where: Path = (*place, "cbam")
    target, problem = resolve_reference(worked.source.file, goods.document, worked.root)
    if problem is not None or target is None:
        if problem is not None:
            reader.findings.append(problem._replace(file=reader.file, path=(*where, "document")))
        return None
    prices = reader.by_year(
        goods.certificate_price, (*where, "certificate_price"), years,
        lambda value, at: reader.number(value, at, unit("EUR/t CO2e")),
    )  # fmt: skip
    library = open_library()
    outcome = calculate(target, library)
    if outcome.result is None or any(severity(finding) == "error" for finding in outcome.findings):
        help = "see `carbonfoot calc` of that document"
        reader.report("CF405", f"`{goods.document}` could not be computed", (*where, "document"), help)
        return None
    tonnes: list[float | None] = [None] * len(outcome.result.goods)
    for key, value in goods.quantity.items():
        amount = reader.number(value, (*where, "quantity", key), unit("t"))
        named = [at for at, good in enumerate(outcome.result.goods) if key in (good.name, good.cn)]
        if len(named) > 1:
            known = ", ".join(f"`{outcome.result.goods[at].name}`" for at in named)
            reader.report(
                "CF965",
                f"`{key}` means several goods",
                (*where, "quantity", key),
                f"name one of {known}",
                "key",
            )
        elif named and tonnes[named[0]] is not None:
            help = "state each good once, by its code or by its name"
            reader.report(
                "CF106",
                f"`{key}` is a good that is stated already",
                (*where, "quantity", key),
                help,
                on="key",
            )
        elif not named:
            known = ", ".join(f"{good.cn} `{good.name}`" for good in outcome.result.goods)
            reader.report(
                "CF965",
                f"`{key}` is no good of that installation",
                (*where, "quantity", key),
                f"it has {known}",
                "key",
            )
        elif amount is not None:
            tonnes[named[0]] = amount
    rate = 1.0 if purse.currency == "EUR" else purse.rates.get("EUR")
    if rate is None:
        help = f"state the rate: `money: rates: {{EUR: {{value: ... {purse.currency}/EUR, source: ...}}}}`"
        reader.report(
            "CF973", "certificates are paid in EUR, and there is no rate for it", where, help, "key"
        )
    if prices is None or rate is None:
        return None
    rates = {
        purse.currency: rate,
        **{code: rate / value for code, value in purse.rates.items() if code != "EUR"},
    }
    found: dict[int, float] = {}
    for year in years:
        try:
            costs = of_installation(outcome.result, library, Asked(prices[year], rates, accept=False), tonnes)
        except NoRate as error:
            help = f"state the rate of {error.currency} under `money: rates:`"
            reader.report("CF973", f"a carbon price was paid in {error.currency}", where, help, "key")
            return None
        ways = [
            (cost.tonnes, next((one.actual for one in cost.years if one.year == year), None))
            for cost in costs
            if cost.tonnes is not None
        ]
        if ways and all(way is not None for _, way in ways):
            found[year] = fsum(sold * way.eur for sold, way in ways if way is not None) * rate
    _untold(reader, goods.document, where, [year for year in years if year not in found])
    return found


def _untold(reader: Reader, document: str, place: Path, years: list[int]) -> None:
    """CF998 for years whose certificates nobody can price."""
    if not years:
        return
    shown = f"{years[0]}" if len(years) == 1 else f"{len(years)} years ({years[0]} to {years[-1]})"
    message = f"what certificates for goods of `{document}` cost cannot be told for {shown}"
    help = f"see `carbonfoot cbam cost {document}`: which value is missing, not verified, or not set yet"
    reader.report("CF998", message, place, help, "key")
