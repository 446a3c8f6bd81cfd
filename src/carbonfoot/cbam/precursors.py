"""Bought precursors: what a tonne of each carries.

Source: Implementing Regulation (EU) 2025/2547, Articles 13 to 15; Annex II, E; Annex III, B.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, nan

from carbonfoot.cbam.codes import spaced
from carbonfoot.cbam.defaults import NoDefault, default_value
from carbonfoot.cbam.goods import CbamGood, good, of_category
from carbonfoot.cbam.model import (
    NOTHING,
    Embedded,
    GoodResult,
    LinkedGoods,
    Path,
    PrecursorResult,
    Result,
    SupplyResult,
)
from carbonfoot.cbam.origins import NotACountry, exempt_origin
from carbonfoot.cbam.prices import supply_prices
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.precursors import Precursor, Supply
from carbonfoot.cbam.standard import TRANSITIONAL_END, Rules
from carbonfoot.cbam.trace import Trace

Linked = Callable[[str, Path], Result | None]
"""The result of another installation document by its reference; None with findings at the path."""

_SCRAP = "Implementing Regulation (EU) 2025/2547, Annex II, F: scrap, by-products and off-spec products enter with zero"
_STATED = ("direct", "indirect", "electricity", "default", "document")
_OF_ONE = (
    *_STATED,
    "electricity_factor",
    "amount",
    "supplier",
    "installation",
    "verified",
    "carbon_price",
    "period",
)
_ANNEX_I = "Implementing Regulation (EU) 2025/2547, Article 1(7): a precursor is a good of Annex I to Regulation (EU) 2023/956"


def precursor(
    read: Read, rules: Rules, used: Precursor, path: Path, linked: Linked
) -> PrecursorResult | None:
    """A bought precursor as the mean of its suppliers; None with findings."""
    trace = Trace(read, path)
    found = _good(trace, rules, used)
    if trace.refused():
        return None
    supplies: list[tuple[Supply, Path]] = [(used, path)]
    if used.supplies is not None:
        for key in _OF_ONE:
            if getattr(used, key) is not None:
                help = "what is said of one supplier stands in its entry of `supplies`"
                trace.refuse("CF106", f"`{key}` stands beside `supplies`", (key,), help)
        supplies = [(one, (*path, "supplies", index)) for index, one in enumerate(used.supplies)]
        if not supplies:
            trace.refuse(
                "CF104", "`supplies` is empty", ("supplies",), "list the suppliers, or remove the key"
            )
    if any(getattr(used, key) is not None for key in _OF_ONE) and used.supplies is not None:
        return None
    results = [
        _priced(read, one, place, _supply(read, rules, used, one, place, found, linked))
        for one, place in supplies
    ]
    if any(one is None for one in results):
        return None
    told = [one for one in results if one is not None]
    if len(told) > 1 and not _amounts(trace, told):
        return None
    told = weighed(told)
    country = used.country or (told[0].country if len({one.country for one in told}) == 1 else "")
    see, prices = mean(told)
    return PrecursorResult(used.name, path, used.cn or "", found, country, see, tuple(told), prices)


def _priced(read: Read, used: Supply, path: Path, made: SupplyResult | None) -> SupplyResult | None:
    """The supply with the carbon price paid for it; what its own document says travels along."""
    if made is None or not used.carbon_price:
        return made
    if made.kind == "document":
        help = "it stands in the document of the supplier"
        read.report(
            "CF106", "`carbon_price` stands beside `document`", (*path, "carbon_price"), help, on="key"
        )
        return None
    total = made.see.direct if isnan(made.see.indirect) else made.see.total
    return made._replace(prices=supply_prices(used, made.kind, total, path, read.report))


def _amounts(trace: Trace, supplies: list[SupplyResult]) -> bool:
    fine = True
    for one in supplies:
        if not one.amount:
            help = "add `amount:` to every supplier: the mean is weighted by mass"
            notes = ("Implementing Regulation (EU) 2025/2547, Article 14(2)",)
            trace.read.report(
                "CF102",
                f"the amount of `{one.supplier or 'this supplier'}` is missing",
                one.path,
                help,
                notes,
            )
            fine = False
    return fine


def weighed(supplies: list[SupplyResult]) -> list[SupplyResult]:
    """The supplies with shares by mass."""
    if len(supplies) == 1:
        return [supplies[0]._replace(share=1.0)]
    total = sum(one.amount or 0.0 for one in supplies)
    return [one._replace(share=(one.amount or 0.0) / total) for one in supplies]


def mean(supplies: list[SupplyResult]) -> tuple[Embedded, dict[str, float]]:
    """Weighted by the shares; a supply without a share (none bought) takes no part."""
    see = Embedded(
        *(sum(one.share * one.see[index] for one in supplies if one.share) for index in range(len(NOTHING)))
    )
    prices: dict[str, float] = {}
    for one in supplies:
        for currency, paid in one.prices.items():
            prices[currency] = prices.get(currency, 0.0) + one.share * paid
    return see, prices


def _good(trace: Trace, rules: Rules, used: Precursor) -> CbamGood | None:
    if used.scrap:
        return None if used.cn is None else good(rules.library, used.cn)
    if used.cn is not None:
        found = good(rules.library, used.cn)
        if found is None:
            help = "leave it out where it is no good of Annex I; write `scrap: yes` for scrap and by-products"
            trace.refuse(
                "CF802",
                f"`{spaced(used.cn)}` is not a good of the mechanism, so `{used.name}` is no precursor",
                ("cn",),
                help,
                (_ANNEX_I,),
            )
        return found
    if used.category is not None:
        found = of_category(rules.library, used.category)
        if found is None:
            trace.refuse(
                "CF105",
                f"`{used.category}` is not an aggregated goods category",
                ("category",),
                "write it as `carbonfoot cbam scope` prints it, such as `Crude steel`",
            )
        return found
    trace.refuse(
        "CF102",
        "`cn` is missing: which good of Annex I it is",
        (),
        "add its CN code of 8 digits",
        (_ANNEX_I,),
    )
    return None


def _supply(
    read: Read,
    rules: Rules,
    whole: Precursor,
    used: Supply,
    path: Path,
    found: CbamGood | None,
    linked: Linked,
) -> SupplyResult | None:
    trace = Trace(read, path)
    country = used.country or whole.country or ""
    supplier = used.supplier or used.installation or ""
    made = SupplyResult(
        supplier, path, country, 1.0, used.amount, "actual", NOTHING, bool(used.verified), used.electricity_factor,
        used.electricity_source or "", None, {}, "" if used.period is None else f"{used.period.start}..{used.period.end}",
    )  # fmt: skip
    if whole.scrap:
        _in_vain(trace, used, "scrap enters with zero", _SCRAP)
        return None if trace.refused() else made._replace(kind="scrap", verified=True)
    exempt = _exempt(trace, rules, country)
    if trace.refused():
        return None
    if exempt:
        _in_vain(
            trace,
            used,
            f"a precursor of {country} counts zero",
            f"{exempt}; Implementing Regulation (EU) 2025/2547, Annex III, B",
        )
        return None if trace.refused() else made._replace(kind="exempt", verified=True)
    if used.document is not None:
        return _of_document(trace, used, made, linked, whole.cn or "")
    if used.default:
        return _default(trace, rules, whole, used, made, found)
    return _actual(trace, rules, whole, used, made, found)


def _exempt(trace: Trace, rules: Rules, country: str) -> str:
    """Why precursors of a country count zero; empty where they do not."""
    try:
        found = exempt_origin(rules.library, country) if country else None
    except NotACountry as error:
        trace.refuse("CF108", error.message, ("country",), error.help)
        return ""
    return "" if found is None else found.why[0]


def _in_vain(trace: Trace, used: Supply, said: str, note: str) -> None:
    for key in ("direct", "indirect", "default", "document"):
        if getattr(used, key) not in {None, False}:
            trace.refuse("CF106", f"`{key}` has no effect: {said}", (key,), "leave it out", (note,))


def _clash(trace: Trace, used: Supply, key: str, others: tuple[str, ...]) -> None:
    for other in others:
        if getattr(used, other) is not None:
            trace.refuse(
                "CF106", f"`{key}` and `{other}` exclude each other", (other,), "leave one of them out"
            )


def goods_named(result: Result, which: str, cn: str) -> list[GoodResult]:
    """The goods of a supplier's document that a reference means: by name of good or process, or by code; else by `cn`."""
    digits = "".join(letter for letter in which if letter.isalnum()) or cn
    return [
        one
        for one in result.goods
        if which in {one.name, result.processes[one.process].name}
        or (digits.isdecimal() and one.cn.startswith(digits))
    ]


def _of_document(
    trace: Trace, used: Supply, made: SupplyResult, linked: Linked, cn: str
) -> SupplyResult | None:
    _clash(trace, used, "document", ("direct", "indirect", "electricity", "default"))
    if trace.refused():
        return None
    reference, _, which = (used.document or "").partition("#")
    result = linked(reference, (*trace.path, "document"))
    if result is None:
        return None
    fitting = goods_named(result, which, cn)
    if len({one.see for one in fitting}) != 1:
        known = ", ".join(f"`{one.cn}` {one.name}" for one in result.goods)
        said = "makes no such good" if not fitting else "makes several such goods, which differ"
        trace.refuse(
            "CF815", f"`{reference}` {said}", ("document",), f"write one of them behind `#`: {known}"
        )
        return None
    one = fitting[0]
    head = result.installation.installation
    supplier = made.supplier or (head.operator.name if head.operator else head.name)
    period = made.period or f"{result.installation.period.start}..{result.installation.period.end}"
    return made._replace(
        kind="document", see=one.see, prices=dict(one.prices), supplier=supplier, period=period,
        country=made.country or head.country, verified=head.verification is not None if used.verified is None else used.verified,
        linked=LinkedGoods(result, tuple(fitting)),
    )  # fmt: skip


def _default(
    trace: Trace, rules: Rules, whole: Precursor, used: Supply, made: SupplyResult, found: CbamGood | None
) -> SupplyResult | None:
    _clash(trace, used, "default", ("direct", "indirect", "electricity", "default_share"))
    if whole.cn is None:
        trace.refuse("CF102", "a default value needs the CN code", (), "add `cn:`")
    if trace.refused() or whole.cn is None:
        return None
    period = used.period or trace.read.period
    year = max(period.year if period else 0, TRANSITIONAL_END + 1)
    try:
        value = default_value(
            rules.library, whole.cn, made.country or None, year, good=used.good or "", route=used.route or ""
        )
    except NoDefault as error:
        trace.refuse("CF809", error.message, ("default",), error.help)
        return None
    if not made.country:
        help = "add `country:` where the country of production is known"
        notes = ("Implementing Regulation (EU) 2025/2621, Article 1(5)", *value.why)
        message = f"no country is stated for `{whole.name}`: the highest default value counts (Annex IV)"
        trace.remark("CF808", message, ("default",), help, notes)
    if value.verified in {"no", "superseded"}:
        help = f"compare it with the act in force; the row is {value.row}"
        trace.remark(
            "CF816",
            f"the default value of `{whole.name}` was not compared with the edition in force",
            ("default",),
            help,
        )
    raised = 1.0 + value.markup
    if found is None or found.annex_ii or value.indirect is None:  # of direct emissions alone
        see = Embedded(value.value, nan, 0.0, value.value, nan, 0.0, nan)
    else:
        indirect = value.indirect * raised
        direct = value.value - indirect
        see = Embedded(direct, indirect, indirect, direct, indirect, indirect, nan)
    return made._replace(kind="default", see=see, default=value, verified=False)


def _actual(
    trace: Trace, rules: Rules, whole: Precursor, used: Supply, made: SupplyResult, found: CbamGood | None
) -> SupplyResult | None:
    annex_ii = found is not None and found.annex_ii
    if used.direct is None:
        help = "add `direct:` (and `indirect:`) with `verified: yes`, or `default: yes`, or the `document:` of the supplier"
        notes = (
            "Implementing Regulation (EU) 2025/2547, Annex II, E(3): without data the default value counts",
        )
        trace.refuse("CF809", f"nothing says what `{whole.name}` carries", (), help, notes)
        return None
    indirect = used.indirect
    if indirect is None and used.electricity is not None and used.electricity_factor is not None:
        indirect = used.electricity * used.electricity_factor
    if indirect is None and not annex_ii:
        help = "add `indirect:`, or `electricity:` and `electricity_factor:`: this good is outside Annex II, so they count"
        trace.refuse("CF102", f"`indirect` is missing for `{whole.name}`", (), help)
        return None
    if (
        used.period is not None
        and not used.period_proven
        and _another_year(trace.read.year, used.period.year)
    ):
        help = "add `period_proven: yes` where evidence shows that it was produced then"
        notes = (
            "Implementing Regulation (EU) 2025/2547, Article 13: by default the year of the complex good",
        )
        message = f"the values of `{whole.name}` are of {used.period.year}, the good of {trace.read.year}"
        trace.refuse("CF806", message, ("period",), help, notes)
        return None
    if not used.verified and trace.read.year > TRANSITIONAL_END:
        told = _would_be(rules, whole, used, made, trace.read.year)
        help = "add `verified: yes` with `verification:` once a verifier has confirmed them, or write `default: yes`"
        needs = (
            "Implementing Regulation (EU) 2025/2547, Annex II, A.1 and E(3): actual values need verification"
        )
        trace.remark(
            "CF810", f"the values of `{whole.name}` are not verified", ("direct",), help, (needs, *told)
        )
    share = used.default_share or 0.0
    both = nan if indirect is None else indirect
    counts = 0.0 if annex_ii or indirect is None else indirect
    power = nan if used.electricity is None else used.electricity
    see = Embedded(
        used.direct,
        both,
        counts,
        share * used.direct,
        0.0 if isnan(both) else share * both,
        share * counts,
        power,
    )
    return made._replace(see=see)


def _another_year(ours: int, theirs: int) -> bool:
    return ours > TRANSITIONAL_END and theirs != ours


def _would_be(rules: Rules, whole: Precursor, used: Supply, made: SupplyResult, year: int) -> tuple[str, ...]:
    try:
        value = default_value(
            rules.library,
            whole.cn or "",
            made.country or None,
            year,
            good=used.good or "",
            route=used.route or "",
        )
    except NoDefault:
        return ()
    return (f"the default value of {year} with its mark-up is {value.value:g} t CO2e/t ({value.row})",)
