"""`carbonfoot explain programme.yaml:measures/air`: every number of a programme, step by step.

An explanation is a list of steps: words, the arithmetic, and the number it comes to. English, as all traces are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum, prod
from typing import Any

from carbonfoot.documents.load import Loaded
from carbonfoot.programmes.model import KG_PER_TONNE, Made, Planned, Worked
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.rows import together
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.told.explain_ledgers import (
    NO_TIER,
    credit,
    member,
    money,
    payment,
    target,
    tier,
    trading,
)
from carbonfoot.programmes.told.steps import Step, n
from carbonfoot.programmes.world import World
from carbonfoot.scenarios.amending import Amending

MOST = 40
"""Lines that one step lists; the rest is counted."""


def names(told: Reported) -> list[str]:
    """What can be asked for."""
    worked, sections = told.worked, told.sections
    tiers = {one.tier for one in worked.members.values()}
    found = {
        "measures": [one.id for one in worked.measures],
        "products": [one.id for one in worked.products],
        "members": [*worked.members],
        "tiers": [
            NO_TIER if one is None else str(one) for one in sorted(tiers, key=lambda one: (one is None, one))
        ],
        "payments": [one.id for one in sections["money"].payments] if "money" in sections else [],
        "credits": [one.id for one in sections.get("credits", ())],
        "trading": [one.member for one in sections.get("trading", ())],
        "targets": [one.aim.id for one in sections["targets"].judged] if "targets" in sections else [],
    }
    whole = ["money"] if "money" in sections else []
    return [f"{kind}/{id}" for kind, ids in found.items() for id in ids] + whole


def explain(programmed: Programmed, told: Reported, path: str, year: int) -> list[Step] | None:
    """The steps behind what stands at a path, such as `measures/air`; None where nothing does."""
    kind, _, id = path.strip("/").partition("/")
    worked, world = told.worked, programmed.world
    if world is None:
        return None
    if not kind:
        return _totals(worked, year)
    makers: dict[str, Callable[[], list[Step] | None]] = {
        "measures": lambda: _first(
            worked.measures, id, lambda one: _measure(programmed, told, world, one, year)
        ),
        "products": lambda: _first(worked.products, id, lambda one: _product(programmed, worked, one, year)),
        "members": lambda: member(told, id, year),
        "tiers": lambda: tier(told, id, year),
        "payments": lambda: payment(told, id),
        "credits": lambda: credit(told, id),
        "trading": lambda: trading(told, id, year),
        "targets": lambda: target(told, id),
        "money": lambda: None if id else money(told),
    }
    return makers[kind]() if kind in makers else None


def _first(those: Iterable[Any], id: str, make: Callable[[Any], list[Step]]) -> list[Step] | None:
    every = list(those)
    for number, one in enumerate(every):
        if id in (one.id, str(number)):
            return make(one)
    return None


def _totals(worked: Worked, year: int) -> list[Step]:
    steps = [Step(f"All that leaves the programme in {year}")]
    for made in worked.products:
        leaving = made.leaving(year)
        if leaving:
            before, after = worked.before[made.number, year], worked.after[made.number, year]
            how = f"({n(before)} - {n(after)}) kg CO2e x {n(leaving)} / 1000"
            tonnes = (before - after) * leaving / KG_PER_TONNE
            steps.append(Step(f"{made.id} ({made.shown})", how, tonnes, "t CO2e"))
    steps.append(Step("together", "", worked.avoided_all(year), "t CO2e avoided"))
    return steps


def _measure(programmed: Programmed, told: Reported, world: World, one: Planned, year: int) -> list[Step]:
    worked = told.worked
    steps = [Step(f"{one.id}: {one.name}, by {one.member}, {year}"), Step("What it changes")]
    steps += _changed(world, one)
    steps.append(Step("works on a share of production", _share(one, year), one.share[year], ""))
    steps += _sharing(programmed, worked, world, one, year)
    steps.append(Step("Tonnes: change of each product x what of it leaves the programme"))
    parts = []
    for made in worked.products:
        change = worked.changes.get((one.number, made.number, year))
        if change is None or not made.leaving(year):
            continue
        parts.append(-change * made.leaving(year) / KG_PER_TONNE)
        steps.append(
            Step(f"{made.id}", f"{n(-change)} kg CO2e x {n(made.leaving(year))} / 1000", parts[-1], "t CO2e")
        )
    steps.append(Step("avoided", "", fsum(parts), f"t CO2e in {year}"))
    return steps + _cash(told, one)


def _share(one: Planned, year: int) -> str:
    start = one.shape.start
    told = [f"starts {start.year}-{start.month:02d}"]
    if one.shape.lifetime is not None:
        told.append(f"lifetime {getattr(one.shape.lifetime, 'text', '')}")
    if one.shape.ramp:
        told.append(
            "ramp "
            + ", ".join(f"{key} {getattr(value, 'text', '')}" for key, value in one.shape.ramp.items())
        )
    if one.candidate:
        told.append("a candidate counts nowhere")
    return f"{year}: " + ", ".join(told)


def _changed(world: World, one: Planned) -> list[Step]:
    """Every value that the measure changes in documents, before and after."""
    steps = []
    amending = Amending(world.display, world.layers_of(frozenset({one.number})))
    for file in one.files:
        loaded: Loaded | None = world.documents.loaded.get(file)
        if loaded is None:
            continue
        before = loaded.source.data
        amending(file, before)
        patch = amending.patches.get(loaded.source.display)
        for origin in [] if patch is None else patch.origins:
            place = "/".join(map(str, origin.target))
            was, now = _at(before, origin.target), _at(patch.data if patch else None, origin.target)
            name = _named(before, origin.target)
            what = f"{loaded.source.display}: {name}" if name else loaded.source.display
            steps.append(Step(what, f"{place}: {was} -> {now}"))
    return steps[:MOST]


def _named(data: Any, path: tuple[str | int, ...]) -> str:
    """The name of the innermost line around a place."""
    found, node = "", data
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and isinstance(node.get("name"), str):
            found = node["name"]
    return found


def _at(data: Any, path: tuple[str | int, ...]) -> str:
    node = data
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return str(node) if isinstance(node, str) else "nothing"
    return node if isinstance(node, str) else "..."


def _sharing(programmed: Programmed, worked: Worked, world: World, one: Planned, year: int) -> list[Step]:
    """How the effect on finished products is shared with the measures that act on the same."""
    group = next((each for each in programmed.groups if one.number in each.members), None)
    if group is None or group.dividends is None or not one.share[year]:
        return []
    width = 1 + len(world.countries)
    ratios = _ratios(programmed, year)
    attribution = worked.programme.attribution
    order = attribution.order or [] if attribution and attribution.method == "sequential" else None
    steps = []
    for made in worked.products:
        if not made.finished:
            continue
        at = made.number * width
        told = worked.changes.get((one.number, made.number, year), 0.0)
        way = "shared equally among its members" if order is None else "all of it to its last measure"
        steps.append(Step(f"Change of {made.id}: what each set of measures does, {way}"))
        listed = [
            (members, dividend[at : at + width])
            for members, dividend in group.dividends.items()
            if one.number in members
            and (
                order is None
                or max((worked.measures[each].id for each in members), key=order.index) == one.id
            )
        ]
        listed = [each for each in listed if any(each[1])]
        for members, dividend in listed[:MOST]:
            works = prod(worked.measures[each].share[year] for each in sorted(members))
            number = together(dividend, ratios, world.countries)
            ids = " with ".join(
                worked.measures[each].id for each in sorted(members, key=lambda each: each != one.number)
            )
            parts = len(members) if order is None else 1
            how = f"{n(number)} kg CO2e x share {n(works)}" + (f" / {parts}" if order is None else "")
            steps.append(Step(f"  {ids}", how, number * works / parts, "kg CO2e"))
        if len(listed) > MOST:
            steps.append(Step(f"  and {len(listed) - MOST} more sets"))
        grid = f" (with the grid of {year})" if world.countries else ""
        said = f"sum{grid}" if order is None else f"sum, in the stated order{grid}"
        steps.append(Step("  together", said, told, f"kg CO2e per {made.unit}"))
    return steps


def _cash(told: Reported, one: Planned) -> list[Step]:
    ledger = told.sections.get("money")
    costed = (
        None
        if ledger is None
        else next((each for each in ledger.measures if each.number == one.number), None)
    )
    if ledger is None or costed is None:
        return []
    base, currency = told.worked.years[0], ledger.currency
    steps = [Step(f"Money, {currency} of {ledger.price_year}")]
    steps += [
        Step(f"  {kind}", "payments that fund it", amount, currency) for kind, amount in costed.funded.items()
    ]
    steps.append(
        Step("  own money", f"investment {n(costed.investment)} less what funds it", costed.own, currency)
    )
    for year, amount in costed.cash.items():
        if amount:
            paid = costed.investment if year == costed.paid_in else 0.0
            less = f", {n(paid)} invested" if paid else ""
            how = f"{n(amount + paid)} saved less spent{less}; / {n(1 + ledger.rate)}^{year - base}"
            steps.append(Step(f"  {year}", how, amount / (1 + ledger.rate) ** (year - base), currency))
    steps.append(Step("  present value", "sum", costed.npv, currency))
    if costed.per_tonne is not None:
        how = f"-({n(costed.npv)}) / {n(costed.discounted)} t CO2e, discounted alike"
        steps.append(Step("  cost of a tonne", how, costed.per_tonne, f"{currency}/t CO2e"))
    return steps


def _ratios(programmed: Programmed, year: int) -> dict[str, float]:
    """What the grid of each country with a path emits in a year, for one of the base year."""
    grid = {} if programmed.read is None else programmed.read.grid
    return {country: path[year] for country, path in grid.items()}


def _product(programmed: Programmed, worked: Worked, made: Made, year: int) -> list[Step]:
    base = worked.years[0]
    first = worked.before[made.number, base]
    before, after = worked.before[made.number, year], worked.after[made.number, year]
    steps = [Step(f"{made.id}: {made.name}, {year}, per {made.unit}")]
    if before == first:
        steps.append(Step("without measures", f"`carbonfoot explain {made.shown}`", before, "kg CO2e"))
    else:
        how = ", ".join(
            f"{country} emits {n(ratio)} for 1 in {base}"
            for country, ratio in _ratios(programmed, year).items()
        )
        steps += [
            Step(f"in {base}", f"`carbonfoot explain {made.shown}`", first, "kg CO2e"),
            Step("  the grid", how, before - first, "kg CO2e"),
            Step("without measures", "sum", before, "kg CO2e"),
        ]
    for one in worked.measures:
        change = worked.changes.get((one.number, made.number, year))
        if change is not None:
            steps.append(Step(f"  {one.id}", f"measures/{one.id}, by {one.member}", change, "kg CO2e"))
    steps.append(Step("with measures", "sum", after, "kg CO2e"))
    how = "stated" if made.stated else "what the others here use"
    steps += [
        Step("declared units made", how, made.volume[year], f"x {made.unit}"),
        Step("of these used by products here", "", made.inside[year], f"x {made.unit}"),
        Step("leaving the programme", "", made.leaving(year), f"x {made.unit}"),
    ]
    return steps
