"""A site to activities: the plant for its period, its meters and utilities, and the share of every product.

The plant holds every line once, with the amounts of the period. Each product has an account: the same lines times its
share of each, so that the accounts together are the plant. Shares follow, in this order: what a product is taken from
(`from:`), the steps that it passes (`made_on:`, `for:`), and the key of the line, its step, or the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbonfoot.documents.coproducts import Allocation
from carbonfoot.documents.lines import ENERGY_ITEMS, Process
from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.shape import Shape
from carbonfoot.documents.site import Makes, Meter, Site, SiteProcess
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity
from carbonfoot.system import balance
from carbonfoot.system.accounts import site_of
from carbonfoot.system.allocation import Sharing
from carbonfoot.system.body import body, step
from carbonfoot.system.building import Building
from carbonfoot.system.compounds import SHARES_ADD_UP
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import LOCATION, Activity, Flow, Path
from carbonfoot.system.pools import Pool, bought_flow, fed_by, link_flow, missing_flow, piece, unknown
from carbonfoot.system.products import exclusions
from carbonfoot.system.readings import Covered, settle
from carbonfoot.system.shares import CUT_OFF, SUBSTITUTION, Among
from carbonfoot.system.spread import EXACT
from carbonfoot.system.worked import Around, method_flows


def site_flows(building: Building, context: Context, activity: Activity, file: str) -> None:
    """All flows of a site, of its meters and utilities, and of the accounts of its products."""
    site = site_of(context)
    covered = {path: found for holder, path in _read(site) if (found := settle(context, holder, path))}
    pools = _pools(building, context, site, activity)
    fed_by(context, site, pools)
    building.apart = [one for one in site.processes or [] if getattr(one, "makes", None)]
    body(building, context, activity, site, ())
    for index, use in enumerate(site.methods or []):
        method_flows(context, activity, use, ("methods", index), Around(""), Scale())
    for number, process in enumerate(site.processes or []):
        if process in building.apart:
            _utility(building, context, process, ("processes", number), pools)
    for index, meter in enumerate(site.meters or []):
        _supply(context, pools.get(meter.name), meter, ("meters", index), pools)
    building.apart = []
    _exported(context, site, activity, pools)
    for pool in pools.values():
        rest = pool.rest(context)
        if rest:
            names = (f"{pool.name}, not metered by step", f"{pool.name}, 공정별 계량 외")
            holder = line_of(name=pool.name)
            flow = link_flow(context, holder, pool.path, pool, rest, names)
            activity.flows.append(flow._replace(spread=EXACT))  # it is what the meters leave of the total
    exclusions(context, activity)
    activity.tags[()] = (*(site.site.tags or ()), *(site.tags or ()))
    _incomplete([activity, *(pool.activity for pool in pools.values())], covered)
    _share(building, context, activity, file)


def _read(site: Site) -> Iterator[tuple[Any, Path]]:
    """Every line of a site that may have readings, products aside, with its path."""
    for index, meter in enumerate(site.meters or []):
        yield meter, ("meters", index)
    for key in ("inputs", "outputs"):
        for index, line in enumerate(getattr(site, key) or []):
            yield line, (key, index)
    for number, process in enumerate(site.processes or []):
        path: Path = ("processes", number)
        for key in ENERGY_ITEMS:
            use = getattr(process, key)
            if use is not None:
                yield use, (*path, key)
        for key in ("inputs", "energy", "outputs", "makes"):
            for index, line in enumerate(getattr(process, key, None) or []):
                yield line, (*path, key, index)


def _pools(building: Building, context: Context, site: Site, main: Activity) -> dict[str, Pool]:
    """Meters and what steps make for others, each with an activity; the amounts of both read."""
    found: dict[str, Pool] = {}
    made: dict[str, Quantity] = {}
    for number, process in enumerate(site.processes or []):
        for index, makes in enumerate(getattr(process, "makes", None) or []):
            path: Path = ("processes", number, "makes", index)
            amount = _amount(context, makes, path)
            if amount is not None:
                made[makes.name] = amount
            _open(building, context, main, found, (makes, path, amount, ""))
    for index, meter in enumerate(site.meters or []):
        path = ("meters", index)
        bought = _amount(context, meter, path)
        total = bought
        for place, name in enumerate(meter.adds or []):
            if name not in made:
                unknown(context, name, list(made), (*path, "adds", place))
            elif total is not None:
                total = _plus(context, total, made[name], (*path, "adds", place))
        _open(building, context, main, found, (meter, path, total, meter.carrier))
    return found


def _amount(context: Context, holder: Meter | Makes, path: Path) -> Quantity | None:
    if holder.amount is None:
        if holder.readings is None and holder.readings_from is None:
            context.report("CF102", "`amount` is missing", path, "add it, or `readings:` by month", on="key")
        return None
    amount = context.scope.amount(holder.amount, None, (*path, "amount"))
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
    building.activities.append(activity)


def _supply(context: Context, pool: Pool | None, meter: Meter, path: Path, pools: dict[str, Pool]) -> None:
    """What feeds a meter: what is bought, and what is made on site."""
    if pool is None or pool.path != path:
        return
    key = next((one for one in ("readings", "readings_from") if getattr(meter, one) is not None), "amount")
    bought = None if meter.amount is None else context.scope.amount(meter.amount, None, (*path, "amount"))
    if bought is None:
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


def _supplied(context: Context, pool: Pool, use: MethodUse, path: Path, bought: Quantity) -> None:
    """A method that says how it was made; of as much as the meter counts unless it says so itself."""
    if "amount" not in use.arguments:
        use.__pydantic_extra__ = {**use.arguments, "amount": f"{bought.number!r} {bought.unit.symbol}"}
    method_flows(context, pool.activity, use, path, Around(pool.name), Scale())


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


def _utility(
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
    total = sum(known)
    if abs(total - 1) > SHARES_ADD_UP:
        message = f"the shares add up to {format_number(100 * float(total), 6)} %, not 100 %"
        context.report("CF406", message, (*path, "makes"), "correct a share", on="key")
    return known


def _exported(context: Context, site: Site, activity: Activity, pools: dict[str, Pool]) -> None:
    """Energy that leaves the site as a product of its own: a part of what it is taken from."""
    for index, product in enumerate(site.products):
        if product.source is None:
            continue
        path: Path = ("products", index)
        pool = pools.get(product.source)
        if pool is None:
            unknown(context, product.source, list(pools), (*path, "from"))
            continue
        if product.made_on is not None:
            help = "keep `from:` for energy that is sold, `made_on:` for goods"
            context.report(
                "CF106", "`made_on` has no effect beside `from`", (*path, "made_on"), help, on="key"
            )
        amount = (
            None if product.amount is None else context.scope.amount(product.amount, None, (*path, "amount"))
        )
        if amount is None:
            continue
        holder = line_of(name=product.name)
        known = line_of(name=product.name, density=product.density, calorific_value=product.calorific_value)
        found, more = pool.taken(context, known, amount, path)
        if not found.missing:
            share: float = more["link_number"]
            names = (product.name, product.name_ko or "")
            activity.flows.append(link_flow(context, holder, path, pool, share, names))


def _incomplete(activities: list[Activity], covered: dict[Path, Covered]) -> None:
    """Lines whose readings do not cover the period are missing; all others say how much is covered."""
    for activity in activities:
        for place, flow in enumerate(activity.flows):
            found = covered.get(flow.path) or covered.get(flow.path[:-1])
            if found is None:
                continue
            stated = {**flow.stated, "covered_days": found.days, "period_days": found.of}
            gap = found.days < found.of and not found.estimated
            activity.flows[place] = flow._replace(missing=flow.missing or gap, stated=stated)


class _OfSite(Sharing):
    """The products of a site: those that are taken from a meter bear that and nothing else."""

    products_at: Path = ("products",)

    def __init__(self, building: Building, context: Context, file: str) -> None:
        site = site_of(context)
        self.goods: Among = tuple(index for index, one in enumerate(site.products) if one.source is None)
        self.passing = _passing(context, site)
        super().__init__(building, context, file, building.made[file])

    def _default(self) -> Allocation | None:
        if len(self.goods) <= 1 and self.context.loaded.part.allocation is None:
            return Allocation(CUT_OFF, {})  # one product bears all: nothing is shared
        return super()._default()

    def bearing(self, path: Path) -> Among:
        """Those that pass the step of a line; all goods for what belongs to no step."""
        if path[0] == "products":
            return (int(path[1]),)
        if path[0] == "processes" and "makes" not in path:  # nobody passes the boiler house
            return tuple(index for index in self.passing[int(path[1])] if index in self.goods)
        return self.goods


def _passing(context: Context, site: Site) -> list[Among]:
    """For each step the products that pass it; CF755 for a name that is no step."""
    names = [process.name for process in site.processes or []]
    found: list[list[int]] = [[] for _ in names]
    for index, product in enumerate(site.products):
        if product.made_on is None:
            for one in found:
                one.append(index)
            continue
        for place, name in enumerate(product.made_on):
            if name in names:
                found[names.index(name)].append(index)
                continue
            near = [one for one in names if one.casefold() == name.casefold()] or names[:3]
            help = f"the steps are {', '.join(f'`{one}`' for one in near)}"
            message = f"the site has no step called `{name}`"
            context.report("CF755", message, ("products", index, "made_on", place), help)
    return [tuple(one) for one in found]


def _share(building: Building, context: Context, activity: Activity, file: str) -> None:
    """Every line of the plant to the accounts of its products."""
    sharing = _OfSite(building, context, file)
    accounts = [building.activities[index] for index in building.products[file]]
    method = "" if sharing.default is None else sharing.default.method
    if sharing.default is None:
        for account in accounts:
            account.flows.append(
                missing_flow(context, line_of(name=activity.name), ("products",), activity.name)
            )
        return
    if method in (SUBSTITUTION, CUT_OFF) and len(sharing.goods) > 1:
        help = "state a key; what exported energy or scrap replaces elsewhere is a credit of an output (`avoids:`)"
        context.report("CF438", f"a site is not shared by {method}", ("allocation",), help)
        return
    nobody: list[Flow] = []
    for flow in activity.flows:
        if sharing.bearing(flow.path) or _served(context, flow.path):
            sharing.share(flow)
        else:
            nobody.append(flow)
    for flow in nobody:
        message = f"no product passes the step of `{flow.name}`, so nobody bears it"
        context.report(
            "CF758", message, flow.path[:2], "name the step under `made_on:` of a product", on="key"
        )
    activity.products = building.products[file]
    activity.allocation = method if len(sharing.goods) > 1 else ""
    for account in accounts:
        account.allocation = method if len(sharing.goods) > 1 else ""


def _served(context: Context, path: Path) -> bool:
    """Whether something around a line says whom it serves."""
    node: Any = context.loaded.part
    for one in path:
        node = node[one] if isinstance(node, list) and isinstance(one, int) else getattr(node, str(one), None)
        if isinstance(node, Shape) and getattr(node, "serves", None):
            return True
    return False
