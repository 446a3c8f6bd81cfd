"""How electricity is treated: every line with its amount and factor, contracts with their criteria, and the grid instead."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.declarations.content import Block, Bullets, Cell, Number, Section
from carbonfoot.declarations.digits import amount, grouped
from carbonfoot.declarations.iso14067.power import CONTRACTS, Power, missing_power, power_of, together
from carbonfoot.declarations.iso14067.ranked import NONE, kilogram
from carbonfoot.declarations.iso14067.results import called
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.otherwise import PURCHASED, by_place
from carbonfoot.reports.adding import adding_up, units
from carbonfoot.reports.private import is_private
from carbonfoot.reports.sensitivity_text import signed
from carbonfoot.system.model import LOCATION, Path

LINES = 25


def section(study: Study) -> Section:
    """The section of electricity."""
    found = power_of(study.result)
    parts = [study.part_of("power lines", *_lines(study, found))]
    if any(one.how in (*CONTRACTS, "residual mix") for one in found):
        parts.append(study.part_of("power contracts", *_contracts(study, found)))
    parts.append(study.part_of("power place", *_place(study, found)))
    return study.section("electricity", *parts)


def _lines(study: Study, found: list[Power]) -> Iterator[Block]:
    missing = missing_power(study.result)
    if missing:
        yield study.say("power missing", lines=study.listed([study.name(one) for one in missing]))
    if not found:
        if not missing:
            yield study.absent("no electricity")
        yield study.say("power inside factors")
        return
    co2e = [one.leaf.co2e for one in found]
    shown, rest = found[:LINES], found[LINES:]
    if len(rest) == 1:
        shown, rest = found, []
    whole = units(sum(co2e), study.style.decimals)
    numbers = [one.leaf.co2e for one in shown] + ([sum(one.leaf.co2e for one in rest)] if rest else [])
    counted = adding_up(whole, numbers, study.style.decimals)
    rows: list[tuple[Cell, ...]] = [
        (*_described(study, one), kilogram(study, one.leaf.co2e, kg))
        for one, kg in zip(shown, counted, strict=False)
    ]
    if rest:
        others = study.word("others", count=str(len(rest)))
        rows.append((others, "", _kwh(together(rest)), "", "", "", kilogram(study, numbers[-1], counted[-1])))
    every = together(found)
    sum_kwh: Cell = NONE if every is None else Number(study.marked(amount(every, 4)))
    total = (study.word("total"), "", sum_kwh, "", "", "", kilogram(study, sum(co2e), whole))
    yield study.table("power", "line bought kwh# record covers per# kg#", [*rows, total])
    yield study.say("power text")
    grid = [called(study, one.leaf) for one in found if one.how == "grid"]
    if grid:
        yield study.say("power grid claimed", lines=study.listed(grid))
    yield study.say("power inside factors")


def _described(study: Study, one: Power) -> tuple[Cell, ...]:
    return (
        called(study, one.leaf),
        study.word(f"bought {one.how}"),
        _kwh(one.kwh),
        _record(study, one),
        _covers(study, one),
        _per(study, one),
    )


def _kwh(number: float | None) -> Cell:
    return NONE if number is None else Number(amount(number, 4))


def _record(study: Study, one: Power) -> Cell:
    if one.records:
        first = one.records[0]
        return study.word("record of", record=first.id, place=first.geo, year=first.year)
    return one.leaf.flow.sources[0].label if one.leaf.flow.sources else study.word("not stated")


def _covers(study: Study, one: Power) -> str:
    covered = [study.word(f"power {key}") for key in one.covers]
    text = ", ".join(covered) if covered else study.word("power whole")
    if one.lacks:
        text = study.word(
            "power lacks", covered=text, parts=", ".join(study.word(f"power {key}") for key in one.lacks)
        )
    return text


def _per(study: Study, one: Power) -> Cell:
    if any(is_private(study.library, record.pack) for record in one.records):
        return study.word("private number")
    return Number(amount(one.leaf.co2e / one.kwh, 4)) if one.kwh else NONE


def _contracts(study: Study, found: list[Power]) -> Iterator[Block]:
    """Each contract with what it is known to meet; those that do not stand too."""
    used = {(one.leaf.activity.key, _contract(one.leaf.flow.path)) for one in found}
    seen: set[tuple[str, Path]] = set()
    entries: list[tuple[Cell, ...]] = []
    for one in found:
        worked = one.leaf.flow.worked
        if worked is None or worked.id != PURCHASED:
            continue
        stated: dict[Path, dict[str, str]] = {}
        for symbol, value, _ in worked.values:
            first, _, rest = symbol.partition("/")
            number, _, key = rest.partition("/")
            if first == "contracts" and number.isdigit():
                stated.setdefault((*worked.use, "contracts", int(number)), {})[key] = value
        for path, said in stated.items():
            place = (one.leaf.activity.key, path)
            if place not in seen:
                seen.add(place)
                entries.append(_entry(study, said, stands=place in used))
    if entries:
        yield Bullets(tuple(entries))
    yield study.say("contracts text")


def _contract(path: Path) -> Path:
    """The contract that a line stands for; () for another line."""
    return path[: path.index("contracts") + 2] if "contracts" in path else ()


def _entry(study: Study, said: dict[str, str], *, stands: bool) -> tuple[Cell, ...]:
    met = [
        key.removeprefix("criteria/")
        for key, value in said.items()
        if key.startswith("criteria/") and value == "yes"
    ]
    kind = study.word(f"bought {said.get('type', 'stated')}")
    return study.phrase(
        "contract" if stands else "contract refused",
        name=said.get("name", kind),
        type=kind,
        share=said.get("share") or said.get("amount") or NONE,
        source=said.get("source", NONE),
        met=", ".join(study.word(f"criterion {name}") for name in met) or NONE,
    )


def _place(study: Study, found: list[Power]) -> Iterator[Block]:
    """The result with the factors of the grid of the country that consumes."""
    result = study.result
    market = any(one.how in (*CONTRACTS, "residual mix") for one in found) or any(
        LOCATION in flow.stated for activity in result.activities for flow in activity.flows
    )
    if any(one.how == "technology" for one in found):
        names = ", ".join(called(study, one.leaf) for one in found if one.how == "technology")
        yield study.say("power technology", lines=names)
    recipe = study.subject.outcome.recipe
    if not market:
        yield study.say("power no contracts")
        return
    instead = None if recipe is None else by_place(recipe, result).co2e
    if instead is None:
        yield study.say("power place unknown")
        return
    change: Cell = NONE
    if result.at_least:
        change = Number(grouped(signed((instead - result.at_least) / result.at_least, 1).removesuffix(" %")))
    rows = [
        (study.word("power as bought"), kilogram(study, result.at_least), NONE),
        (study.word("power by place"), kilogram(study, instead), change),
    ]
    yield study.table("power place", "figure kg# change#", rows)
    yield study.say("power place text")
