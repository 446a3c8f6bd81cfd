"""`carbonfoot explain programme.yaml:measures/air`: every number of a programme, step by step.

An explanation is a list of steps: words, the arithmetic, and the number it comes to. English, as all traces are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum, prod
from typing import Any, NamedTuple

from carbonfoot.documents.load import Loaded
from carbonfoot.programmes.model import KG_PER_TONNE, Made, Planned, Worked
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.world import World
from carbonfoot.quantities.numbers import format_number, round_digits
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import safe
from carbonfoot.scenarios.amending import Amending

MOST = 40
"""Lines that one step lists; the rest is counted."""


class Step(NamedTuple):
    """One step: what, how, and the number with its unit; no number for a heading."""

    what: str
    how: str = ""
    number: float | None = None
    unit: str = ""


def names(told: Reported) -> list[str]:
    """What can be asked for."""
    worked = told.worked
    found = [f"measures/{one.id}" for one in worked.measures] + [
        f"products/{one.id}" for one in worked.products
    ]
    if "money" in told.sections:
        found += [f"payments/{one.id}" for one in told.sections["money"].payments]
    found += [f"credits/{one.id}" for one in told.sections.get("credits", ())]
    if "targets" in told.sections:
        found += [f"targets/{one.aim.id}" for one in told.sections["targets"].judged]
    return found


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
        "products": lambda: _first(worked.products, id, lambda one: _product(worked, one, year)),
        "payments": lambda: _payment(told, id),
        "credits": lambda: _credit(told, id),
        "targets": lambda: _target(told, id),
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
            how = f"({_n(before)} - {_n(after)}) kg CO2e x {_n(leaving)} / 1000"
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
            Step(
                f"{made.id}", f"{_n(-change)} kg CO2e x {_n(made.leaving(year))} / 1000", parts[-1], "t CO2e"
            )
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
    amending = Amending(world.display, world.layers[one.number])
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
            steps.append(
                Step(f"{loaded.source.display}: {_named(before, origin.target)}", f"{place}: {was} -> {now}")
            )
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
    steps = []
    for made in worked.products:
        if not made.finished:
            continue
        at = made.number * width
        told = worked.changes.get((one.number, made.number, year), 0.0)
        steps.append(
            Step(f"Change of {made.id}: what each set of measures does, shared equally among its members")
        )
        listed = [
            (members, dividend[at : at + width])
            for members, dividend in group.dividends.items()
            if one.number in members
        ]
        listed = [each for each in listed if any(each[1])]
        for members, dividend in listed[:MOST]:
            works = prod(worked.measures[each].share[year] for each in sorted(members))
            ids = " with ".join(
                worked.measures[each].id for each in sorted(members, key=lambda each: each != one.number)
            )
            how = f"{_n(fsum(dividend))} kg CO2e x share {_n(works)} / {len(members)}"
            steps.append(Step(f"  {ids}", how, fsum(dividend) * works / len(members), "kg CO2e"))
        if len(listed) > MOST:
            steps.append(Step(f"  and {len(listed) - MOST} more sets"))
        grid = " (the grid of that year scales its part)" if world.countries else ""
        sequential = (
            worked.programme.attribution is not None and worked.programme.attribution.method == "sequential"
        )
        how = "in the stated order, all of a set to its last measure" if sequential else f"sum{grid}"
        steps.append(Step("  together", how, told, f"kg CO2e per {made.unit}"))
    return steps


def _cash(told: Reported, one: Planned) -> list[Step]:
    money = told.sections.get("money")
    costed = (
        None if money is None else next((each for each in money.measures if each.number == one.number), None)
    )
    if money is None or costed is None:
        return []
    base, currency = told.worked.years[0], money.currency
    steps = [Step(f"Money, {currency} of {money.price_year}")]
    steps += [
        Step(f"  {kind}", "payments that fund it", amount, currency) for kind, amount in costed.funded.items()
    ]
    steps.append(
        Step("  own money", f"investment {_n(costed.investment)} less what funds it", costed.own, currency)
    )
    for year, amount in costed.cash.items():
        if amount:
            how = f"{_n(amount)} / {_n(1 + money.rate)}^{year - base}"
            steps.append(Step(f"  {year}", how, amount / (1 + money.rate) ** (year - base), currency))
    steps.append(Step("  present value", "sum", costed.npv, currency))
    if costed.per_tonne is not None:
        how = f"-({_n(costed.npv)}) / {_n(costed.discounted)} t CO2e, discounted alike"
        steps.append(Step("  cost of a tonne", how, costed.per_tonne, f"{currency}/t CO2e"))
    return steps


def _product(worked: Worked, made: Made, year: int) -> list[Step]:
    before, after = worked.before[made.number, year], worked.after[made.number, year]
    steps = [
        Step(f"{made.id}: {made.name}, {year}, per {made.unit}"),
        Step("without measures", f"`carbonfoot explain {made.shown}`", before, "kg CO2e"),
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


def _payment(told: Reported, id: str) -> list[Step] | None:
    money = told.sections.get("money")
    one = None if money is None else next((each for each in money.payments if each.id == id), None)
    if money is None or one is None:
        return None
    steps = [
        Step(f"{one.id}: {one.kind} from {one.giver} to {one.receiver}, {one.year}"),
        Step("amount", f"as written: {one.stated}", one.amount, money.currency),
    ]
    steps += [
        Step(f"  money of {giver}", "", amount, money.currency) for giver, amount in one.origins.items()
    ]
    steps.append(Step("handed on by later payments", "", one.passed_on, money.currency))
    for number, amount in one.funds.items():
        steps.append(
            Step(
                f"  into {told.worked.measures[number].id}",
                "what is left, by investment",
                amount,
                money.currency,
            )
        )
    return steps


def _credit(told: Reported, id: str) -> list[Step] | None:
    one = next((each for each in told.sections.get("credits", ()) if each.id == id), None)
    if one is None:
        return None
    steps = [
        Step(f"{one.id}: {one.scheme}, {one.status}, owner {one.owner}"),
        Step("reduced", f"{_n(one.baseline)} - {_n(one.project)} - {_n(one.leakage)}", one.reduced, "t CO2e"),
        Step("claimed", "", one.tonnes, "t CO2e"),
    ]
    steps += [Step(f"  {use.use} by {use.by}", f"{use.year}", use.tonnes, "t CO2e") for use in one.uses]
    steps.append(Step("held by the owner", "", one.held, "t CO2e"))
    if one.avoided is not None:
        steps.append(
            Step("avoided by its measure in that time", "each year by its days", one.avoided, "t CO2e")
        )
    if one.claim is not None:
        steps.append(
            Step(
                "claimed twice",
                f"the smaller of both: {_n(one.tonnes)}, {_n(one.avoided or 0)}",
                one.claim.tonnes,
                "t CO2e",
            )
        )
    return steps


def _target(told: Reported, id: str) -> list[Step] | None:
    aims = told.sections.get("targets")
    one = None if aims is None else next((each for each in aims.judged if each.aim.id == id), None)
    if one is None:
        return None
    unit = "t CO2e" if one.aim.product is None else f"kg CO2e per {one.aim.product.unit}"
    steps = [Step(f"{one.aim.id}: {unit}")]
    for year in sorted(one.aim.limit):
        how = f"{_n(one.after[year])} - limit {_n(one.aim.limit[year])}"
        steps.append(Step(f"{year} ({one.verdict(year)})", how, one.gap(year), unit))
    if one.aim.budget is not None:
        how = f"{_n(one.cumulative_after)} - budget {_n(one.aim.budget)}"
        steps.append(Step("all years", how, one.cumulative_after - one.aim.budget, "t CO2e"))
    return steps


def as_text(steps: list[Step], style: Style) -> str:
    """Steps one below the other: what, how, = number."""
    rows: list[str] = []
    for one in steps:
        if one.number is None and not one.how:
            rows += [*([""] if rows else []), *lines_of(safe(one.what), style.width)]
            continue
        text = safe(one.what) + (f": {safe(one.how)}" if one.how else "")
        if one.number is not None:
            text += f" = {_n(one.number)} {one.unit}".rstrip()
        indent = len(one.what) - len(one.what.lstrip()) + 2
        rows += [" " * indent + row for row in lines_of(text.strip(), style.width - indent, 2)]
    return "\n".join(rows) + "\n"


def as_data(steps: list[Step]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "what": one.what.strip(),
            "how": one.how or None,
            "number": None if one.number is None else round_digits(one.number) + 0.0,
            "unit": one.unit or None,
        }
        for one in steps
    ]


def _n(number: float) -> str:
    return format_number(number, 7)
