"""The meters of a site and what its steps make for each other: what each holds, and what feeds it."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from carbonfoot.documents.fields import read_value
from carbonfoot.documents.lines import Process
from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.site import Makes, Meter, Site, SiteProcess
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity
from carbonfoot.system import balance
from carbonfoot.system.body import step
from carbonfoot.system.building import Building
from carbonfoot.system.compounds import SHARES_ADD_UP
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import LOCATION, Activity, Path
from carbonfoot.system.pools import Pool, bought_flow, link_flow, missing_flow, piece, unknown
from carbonfoot.system.worked import Around, method_flows


def opened_pools(building: Building, context: Context, site: Site, main: Activity) -> dict[str, Pool]:
    """Meters and what steps make for others, each with an activity; the amounts of both read."""
    found: dict[str, Pool] = {}
    made: dict[str, Quantity] = {}
    for number, process in enumerate(site.processes or []):
        for index, makes in enumerate(getattr(process, "makes", None) or []):
            path: Path = ("processes", number, "makes", index)
            amount = _amount(context, makes, path)
            if amount is not None:
                made[makes.name] = amount
            _open(building, context, main, found, (makes, path, amount, makes.carrier or ""))
    for index, meter in enumerate(site.meters or []):
        path = ("meters", index)
        bought = _amount(context, meter, path)
        total = bought
        for place, name in enumerate(meter.adds or []):
            of = found[name].carrier if name in found else ""
            if name not in made:
                unknown(context, name, list(made), (*path, "adds", place))
            elif of not in ("", meter.carrier):
                message = f"`{name}` is {of.replace('_', ' ')}, the meter measures {meter.carrier.replace('_', ' ')}"
                help = "name what goes into the same network, or correct a `carrier:`"
                context.report("CF755", message, (*path, "adds", place), help)
            elif total is not None:
                total = _plus(context, total, made[name], (*path, "adds", place))
        _open(building, context, main, found, (meter, path, total, meter.carrier))
    return found


def _amount(context: Context, holder: Meter | Makes, path: Path) -> Quantity | None:
    if holder.amount is None:
        if holder.readings is None and holder.readings_from is None:
            context.report("CF102", "`amount` is missing", path, "add it, or `readings:` by month", on="key")
        return None
    amount = context.scope.amount(holder.amount, getattr(holder, "unit", None), (*path, "amount"))
    if amount is not None and amount.number < 0:
        context.report("CF207", f"`{amount.text}` is negative", (*path, "amount"), "amounts are positive")
        return None
    return amount


def _plus(context: Context, total: Quantity, more: Quantity, path: Path) -> Quantity | None:
    try:
        number = total.number + more.to(total.unit)
    except QuantityError as error:
        context.report(error.code, error.message, path, error.help)
        return None
    return Quantity(number, total.unit, f"{format_number(number, 9)} {total.unit.symbol}")


def _open(
    building: Building,
    context: Context,
    main: Activity,
    found: dict[str, Pool],
    what: tuple[Meter | Makes, Path, Quantity | None, str],
) -> None:
    """An activity for a pool; one that could not be read is open as well, so that nothing follows from it."""
    shape, path, total, carrier = what
    if shape.name in found:
        message = f"two meters or utilities of the site are called `{shape.name}`"
        context.report("CF433", message, (*path, "name"), "give every one a name of its own")
        return
    if total is not None and total.number == 0:
        help = "leave out what was not used in the period"
        context.report("CF208", f"`{total.text}` is zero", (*path, "amount"), help)
        total = None
    activity = Activity(main.file, path, shape.name, getattr(shape, "name_ko", None) or "", total or piece())
    activity.country, activity.supplier, activity.own_company = main.country, main.supplier, True
    activity.mass_balance = {"status": "not checked", "because": "energy of a site"}
    found[shape.name] = Pool(shape, path, activity, len(building.activities), carrier)
    found[shape.name].read = total is not None
    building.activities.append(activity)


def supply(context: Context, pool: Pool | None, meter: Meter, path: Path, pools: dict[str, Pool]) -> None:
    """What feeds a meter: what is bought, and what is made on site."""
    if pool is None or pool.path != path:
        return
    key = next((one for one in ("readings", "readings_from") if getattr(meter, one) is not None), "amount")
    bought = _silently(context, meter, path)
    if bought is None or (meter.supply and not _whole(context, meter.supply, bought, (*path, "supply"))):
        pool.activity.flows.append(missing_flow(context, line_of(name=meter.name), path, meter.name))
    elif meter.supply:
        start = len(pool.activity.flows)
        for index, use in enumerate(meter.supply):
            _supplied(context, pool, use, (*path, "supply", index), bought)
        _by_place(context, pool, meter, start, bought)
    else:
        pool.activity.flows.append(bought_flow(context, meter, (*path, key), bought))
    for place, name in enumerate(meter.adds or []):
        source = pools.get(name)
        if source is not None:
            holder = line_of(name=name)
            pool.activity.flows.append(
                link_flow(context, holder, (*path, "adds", place), source, 1.0, (name, name))
            )
            source.shares[*path, "adds", place] = 1.0


def _silently(context: Context, meter: Meter, path: Path) -> Quantity | None:
    """The amount of a meter once more; what is wrong with it was said when it was opened."""
    start = len(context.findings)
    found = (
        None if meter.amount is None else context.scope.amount(meter.amount, meter.unit, (*path, "amount"))
    )
    del context.findings[start:]
    return None if found is None or found.number < 0 else found


def _whole(context: Context, uses: list[MethodUse], bought: Quantity, path: Path) -> bool:
    """Whether the methods of a supply are of all that the meter counts, once: one without an amount, or all with theirs."""
    if len(uses) == 1 and "amount" not in uses[0].arguments:
        return True
    parts: list[float] = []
    for index, use in enumerate(uses):
        place = (*path, index)
        if "amount" not in use.arguments:
            help = "of several supplies each says how much of the meter it is"
            context.report("CF102", "`amount` is missing", place, help, on="key")
            continue
        try:
            part = context.scope.amount(read_value(use.arguments["amount"]), None, (*place, "amount"))
            parts += [] if part is None else [part.to(bought.unit)]
        except PydanticCustomError:
            return True  # the method says what is wrong with it
        except QuantityError as error:
            context.report(error.code, error.message, (*place, "amount"), error.help)
    if len(parts) < len(uses):
        return False
    total = added(parts)
    if abs(total - bought.number) <= SHARES_ADD_UP * bought.number:
        return True
    unit = bought.unit.symbol
    said = f"{format_number(total, 9)} {unit}"
    message = f"the supplies add up to {said}, the meter counts {format_number(bought.number, 9)} {unit}"
    help = "correct an amount; one supply without an `amount` is of all that the meter counts"
    context.report("CF406", message, path, help, on="key")
    return False


def _supplied(context: Context, pool: Pool, use: MethodUse, path: Path, bought: Quantity) -> None:
    """A method that says how it was made; of as much as the meter counts unless it says so itself."""
    metered = bought._replace(text=f"{float(bought.number)!r} {bought.unit.symbol}")
    method_flows(context, pool.activity, use, path, Around(pool.name, metered=metered), Scale())


def _by_place(context: Context, pool: Pool, meter: Meter, start: int, bought: Quantity) -> None:
    """What the energy of a meter with contracts would be by the place of the grid, beside the first of its flows."""
    if len(pool.activity.flows) == start:
        return
    silent = context.at(None)
    silent.findings = []
    found = bought_flow(silent, meter, (*pool.path, "amount"), bought)
    if found.missing:
        return
    number = sum(
        one.number * one.share * one.vector.co2e
        for one in found.sources
        if {"direct", "whole"} & set(one.parts)
    )
    first = pool.activity.flows[start]
    pool.activity.flows[start] = first._replace(stated={**first.stated, LOCATION: float(number)})


def utility(
    building: Building, context: Context, process: Process, path: Path, pools: dict[str, Pool]
) -> None:
    """A step that makes something for the others: its lines belong to what it makes, by stated shares."""
    assert isinstance(process, SiteProcess)  # noqa: S101 - it makes something
    makes = process.makes or []
    shares = _shares_of_makes(context, makes, path)
    whole = Activity("", path, process.name, "", piece())
    there = context.at(process.made_in)
    step(building, there, whole, process, path, Scale(), balance.Masses())
    for one, share in zip(makes, shares, strict=True):
        pool = pools.get(one.name)
        if pool is None:
            continue
        if share == 1.0:
            pool.activity.flows += whole.flows
            continue
        because = f"{format_number(100 * share, 6)} % for {one.name}"
        pool.activity.flows += [
            flow._replace(
                multiplier=flow.multiplier * share,
                allocated=flow.allocated * share,
                because=(*flow.because, because),
            )
            for flow in whole.flows
        ]


def _shares_of_makes(context: Context, makes: list[Makes], path: Path) -> list[float]:
    """The share of a step that each of what it makes bears; they add up to one."""
    if len(makes) == 1:
        if makes[0].share is not None:
            help = "leave it out: the step makes nothing else"
            context.report(
                "CF106", "`share` has no effect here", (*path, "makes", 0, "share"), help, on="key"
            )
        return [1.0]
    shares: list[float | None] = []
    for index, one in enumerate(makes):
        place = (*path, "makes", index)
        if one.share is None:
            help = "add `share:`, such as that of `energy/chp`; they add up to 100 %"
            context.report(
                "CF431",
                f"the step makes several things, and `{one.name}` has no share",
                place,
                help,
                on="key",
            )
        shares.append(None if one.share is None else context.scope.share(one.share, (*place, "share")))
    known = [share for share in shares if share is not None]
    if len(known) < len(makes):
        return [1.0 / len(makes)] * len(makes)
    total = added(known)
    if abs(total - 1) > SHARES_ADD_UP:
        message = f"the shares add up to {format_number(100 * float(total), 6)} %, not 100 %"
        context.report("CF406", message, (*path, "makes"), "correct a share", on="key")
        return known
    return [share / total for share in known]
