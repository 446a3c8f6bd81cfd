"""Production processes and their goods: attributed emissions, precursors, specific embedded emissions.

Source: Implementing Regulation (EU) 2025/2547, Annex III, Eq. 55 to 66.
"""

from __future__ import annotations

from math import nan
from typing import NamedTuple

from carbonfoot.cbam.attribution import Attributed, Sources, attribute
from carbonfoot.cbam.levels import Level, unit_of
from carbonfoot.cbam.model import (
    Embedded,
    GoodResult,
    HeatResult,
    Path,
    PowerResult,
    PrecursorResult,
    ProcessResult,
    Result,
    StreamResult,
    Use,
)
from carbonfoot.cbam.names import unknown
from carbonfoot.cbam.network import LoopError, solve, solve_prices
from carbonfoot.cbam.precursors import mean, weighed
from carbonfoot.cbam.prices import own_prices
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.cbam.shapes.processes import Used
from carbonfoot.cbam.standard import Rules
from carbonfoot.quantities.units import parse_unit

__all__ = ["Parts", "Result", "processes"]

_ARTICLE_14 = "Implementing Regulation (EU) 2025/2547, Article 14(3)"
_ANNEX_I = "Implementing Regulation (EU) 2025/2547, Annex I, 3"
_GASES = "Regulation (EU) 2023/956, Annex I, column greenhouse gas; Implementing Regulation (EU) 2025/2547, Annex II, A.1"
_METALS = ("iron-steel", "aluminium")
"""Sectors whose goods go into each other, as aluminium does that kills steel or coats it."""
_ARTICLE_1 = (
    "Implementing Regulation (EU) 2025/2547, Article 1(7): any input that is a good of Annex I is a precursor"
)
_ANYWHERE = ("hydrogen",)
"""Sectors whose goods go into those of others: hydrogen into ammonia and reduced iron."""


class Parts(NamedTuple):
    """All that processes need."""

    read: Read
    rules: Rules
    document: Installation
    streams: list[StreamResult]
    heat: dict[str, HeatResult]
    power: dict[str, PowerResult]
    precursors: list[PrecursorResult]
    levels: list[Level]


def processes(parts: Parts) -> tuple[list[ProcessResult], list[GoodResult]] | None:
    """Every process and every good; None with findings."""
    read, document = parts.read, parts.document
    sources = Sources(parts.streams, parts.heat, parts.power)
    borne: list[Attributed | None] = []
    used: list[list[Use] | None] = []
    for index, one in enumerate(document.processes):
        path: Path = ("processes", index)
        found = parts.levels[index].good
        borne.append(attribute(read, parts.rules, one, path, sources, found is None or found.annex_ii))
        used.append(_uses(parts, index, path))
    _gases(parts)
    told = [one for one in borne if one is not None]
    uses = [one for one in used if one is not None]
    if len(told) < len(borne) or len(uses) < len(used):
        return None
    names = [one.name for one in document.processes]
    inside = [[(one.internal, one.per_unit) for one in row if one.internal is not None] for row in uses]
    own = [_own(one, each) for one, each in zip(told, parts.levels, strict=True)]
    bought = [
        _added(one, [(each.per_unit, each.see) for each in row if each.precursor is not None])
        for one, row in zip(own, uses, strict=True)
    ]
    levels = parts.levels
    priced = [
        _Priced(name, one.total, each.level / each.share)
        for name, one, each in zip(names, told, levels, strict=True)
    ]
    others = {one.name: _star_of(one.name, parts.streams) for one in document.other_processes or []}
    paid = own_prices(document, priced, read.report, others)
    money = [_paid(one, row) for one, row in zip(paid, uses, strict=True)]
    try:
        sees = solve(names, inside, bought)
        prices = solve_prices(names, inside, money)
    except LoopError as error:
        message = f"{' and '.join(f'`{names[one]}`' for one in error.members)} use up as much of each other as they make"
        read.report(
            "CF812", message, ("processes",), "check the amounts of `precursors`", (_ANNEX_I,), on="key"
        )
        return None
    results = [
        _process(
            parts,
            index,
            told[index],
            _known(uses[index], sees),
            (own[index], sees[index]),
            (paid[index], prices[index]),
        )
        for index in range(len(names))
    ]
    return results, _goods(parts, sees, prices)


def _gases(parts: Parts) -> None:
    """Findings for gases that the goods of a process are not measured by (Annex I to Regulation (EU) 2023/956)."""
    words = {"N2O": "nitrous", "PFC": "perfluoro"}
    for used, made in zip(parts.document.processes, parts.levels, strict=True):
        for one in parts.streams:
            word = words.get(one.gas)
            if (
                word is None
                or not one.shares.get(used.name)
                or made.good is None
                or word in made.good.ghg.lower()
            ):
                continue
            message = f"{one.gas} is no gas of `{made.good.cn}` ({made.category}): {made.good.ghg}"
            help = "check the process, or leave the stream out"
            parts.read.report("CF702", message, (*one.path, "name"), help, (_GASES,))


class _Priced(NamedTuple):
    """What a carbon price is shared by; the level is that of the whole process, co-products included."""

    name: str
    attributed: float
    level: float


def _star_of(name: str, streams: list[StreamResult]) -> float:
    return sum(one.fossil * one.shares.get(name, 0.0) for one in streams)


def _own(borne: Attributed, made: Level) -> Embedded:
    """Attributed emissions per functional unit, of the goods' share of a multifunctional process."""
    per = made.share / made.level
    indirect = borne.indirect * per
    counts = 0.0 if made.good is None or made.good.annex_ii else indirect
    return Embedded(borne.total * per, indirect, counts, 0.0, 0.0, 0.0, borne.electricity * per)


def _added(own: Embedded, bought: list[tuple[float, Embedded]]) -> Embedded:
    return Embedded(
        *(
            own[index] + sum(amount * see[index] for amount, see in bought if amount)
            for index in range(len(own))
        )
    )


def _paid(own: dict[str, float], row: list[Use]) -> dict[str, float]:
    found = dict(own)
    for one in row:
        if one.precursor is not None:
            for currency, price in one.prices.items():
                found[currency] = found.get(currency, 0.0) + one.per_unit * price
    return found


def _uses(parts: Parts, index: int, path: Path) -> list[Use] | None:
    read, document = parts.read, parts.document
    made = {one.name: at for at, one in enumerate(document.processes)}
    bought = {one.name: at for at, one in enumerate(parts.precursors)}
    level = parts.levels[index]
    found: list[Use] = []
    fine = True
    for position, used in enumerate(document.processes[index].precursors or []):
        place = (*path, "precursors", position)
        if used.name not in made and used.name not in bought:
            unknown(read, used.name, (*place, "name"), [*bought, *made], "a precursor or a process")
            fine = False
        elif used.name in made:
            fine = _inside(parts, used, place, made[used.name], level, found) and fine
        else:
            fine = _bought(parts, used, place, bought[used.name], level, found) and fine
    return found if fine else None


def _inside(parts: Parts, used: Used, place: Path, at: int, level: Level, found: list[Use]) -> bool:
    other = parts.levels[at]
    if used.suppliers is not None:
        parts.read.report(
            "CF106",
            "`suppliers` has no meaning for a process of this installation",
            (*place, "suppliers"),
            "leave it out",
        )
        return False
    if used.content is not None and other.unit in {"t", "MWh"}:
        return _no_content(parts, place, f"the functional unit of `{used.name}` is {other.unit}")
    amount = used.amount.to("MWh" if other.unit == "MWh" else "t")
    if not _fits(parts, used, place, other.good.sector if other.good else "", level):
        return False
    content = used.content if used.content is not None else other.content
    per = amount * content * level.share / level.level
    nothing = Embedded(*(nan,) * len(Embedded._fields))
    found.append(Use(used.name, place, at, None, amount, per, nothing, {}))
    return True


def _no_content(parts: Parts, place: Path, why: str) -> bool:
    parts.read.report(
        "CF106", f"`content` has no effect: {why}", (*place, "content"), "leave it out", on="key"
    )
    return False


def _bought(parts: Parts, used: Used, place: Path, at: int, level: Level, found: list[Use]) -> bool:
    read, one = parts.read, parts.precursors[at]
    if used.amount.unit.dimension != parse_unit("t").dimension:
        read.report(
            "CF204", f"`{used.amount.text.strip()}` is not a mass", (*place, "amount"), "write it in t"
        )
        return False
    if not _fits(parts, used, place, one.good.sector if one.good else "", level):
        return False
    if used.content is not None:
        return _no_content(parts, place, f"`{used.name}` is stated per tonne")
    see, prices = one.see, one.prices
    if used.suppliers is not None:
        chosen = [each for each in one.supplies if each.supplier in used.suppliers]
        missing = [name for name in used.suppliers if name not in {each.supplier for each in one.supplies}]
        for name in missing:
            unknown(
                read,
                name,
                (*place, "suppliers"),
                [each.supplier for each in one.supplies],
                f"a supplier of `{one.name}`",
            )
        if missing:
            return False
        see, prices = mean(weighed(chosen))
    amount = used.amount.to("t")
    found.append(Use(used.name, place, None, at, amount, amount * level.share / level.level, see, prices))
    return True


def _fits(parts: Parts, used: Used, place: Path, sector: str, level: Level) -> bool:
    ours = level.good.sector if level.good else ""
    if not sector or not ours or sector == ours or sector in _ANYWHERE:
        return True
    message = f"`{used.name}` ({sector}) is no precursor of {level.category} ({ours})"
    if sector in _METALS and ours in _METALS:
        message = f"`{used.name}` ({sector}) goes into {level.category} ({ours}), and counts"
        help = "nothing is needed where the process uses it, as aluminium that kills or coats steel; else correct it"
        parts.read.report("CF802", message, (*place, "name"), help, (_ARTICLE_1,), how="warning")
        return True
    help = "leave it out: only goods of the same sector, the other metal, and hydrogen go into a good"
    parts.read.report("CF802", message, (*place, "name"), help, (_ANNEX_I,))
    return False


def _known(row: list[Use], sees: list[Embedded]) -> tuple[Use, ...]:
    return tuple(one if one.internal is None else one._replace(see=sees[one.internal]) for one in row)


def _process(
    parts: Parts,
    index: int,
    borne: Attributed,
    uses: tuple[Use, ...],
    embedded: tuple[Embedded, Embedded],
    money: tuple[dict[str, float], dict[str, float]],
) -> ProcessResult:
    level = parts.levels[index]
    return ProcessResult(
        parts.document.processes[index].name,
        ("processes", index),
        level.category,
        level.good,
        level.level,
        level.tonnes,
        level.content,
        level.unit,
        borne.star,
        borne.heat_in,
        borne.heat_out,
        borne.gas_in,
        borne.gas_out,
        borne.power_made,
        borne.total,
        borne.zeroed,
        borne.electricity,
        borne.factor,
        borne.origin,
        borne.actual,
        borne.indirect,
        uses,
        *embedded,
        *money,
        level.share,
    )


def _goods(parts: Parts, sees: list[Embedded], prices: list[dict[str, float]]) -> list[GoodResult]:
    found = []
    for index, level in enumerate(parts.levels):
        process = parts.document.processes[index]
        for position, (used, good, amount, content) in enumerate(level.goods):
            unit = unit_of(good, parts.read.year)
            path: Path = ("processes", index, "goods", position)
            paid = {currency: one * content for currency, one in prices[index].items()}
            route = used.route or process.route or ""
            name = used.name or good.description
            see = sees[index].times(content)
            found.append(
                GoodResult(
                    name, path, used.cn, good, index, amount, content, unit, see, sees[index], route, paid
                )
            )
    return found
