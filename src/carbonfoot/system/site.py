"""A site to activities: the plant for its period, its meters and utilities, and the share of every product.

The plant holds every line once, with the amounts of the period. Each product has an account: the same lines times its
share of each, so that the accounts together are the plant. Shares follow, in this order: what a product is taken from
(`from:`), the steps that it passes (`made_on:`, `for:`), and the key of the line, its step, or the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.documents.site import Site
from carbonfoot.quantities.traced import slopes_of
from carbonfoot.system.accounts import site_of
from carbonfoot.system.bearing import share_out, utilities_in_vain
from carbonfoot.system.body import body
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.pools import Pool, fed_by, lines_fed, link_flow, unknown
from carbonfoot.system.products import exclusions
from carbonfoot.system.readings import Covered, settle
from carbonfoot.system.spread import EXACT
from carbonfoot.system.supplies import opened_pools, supply, utility
from carbonfoot.system.worked import Around, method_flows


def site_flows(building: Building, context: Context, activity: Activity, file: str) -> None:
    """All flows of a site, of its meters and utilities, and of the accounts of its products."""
    site = site_of(context)
    covered = {path: found for holder, path in _read(site) if (found := settle(context, holder, path))}
    pools = opened_pools(building, context, site, activity)
    fed_by(context, site, pools)
    lines_fed(context, site, pools)
    building.apart = [one for one in site.processes or [] if getattr(one, "makes", None)]
    body(building, context, activity, site, ())
    for index, use in enumerate(site.methods or []):
        method_flows(context, activity, use, ("methods", index), Around(""), Scale())
    for number, process in enumerate(site.processes or []):
        if process in building.apart:
            utility(building, context, process, ("processes", number), pools)
    for index, meter in enumerate(site.meters or []):
        supply(context, pools.get(meter.name), meter, ("meters", index), pools)
    building.apart = []
    _exported(context, site, activity, pools)
    rests = set()
    for pool in pools.values():
        rest = pool.rest(context)
        if rest or slopes_of(rest):  # where steps take all, there is a rest as soon as one takes less
            rests.add(pool.path)
            names = (f"{pool.name}, not metered by step", f"{pool.name}, 공정별 계량 외")
            holder = line_of(name=pool.name)
            flow = link_flow(context, holder, pool.path, pool, rest, names)
            activity.flows.append(flow._replace(spread=EXACT))  # it is what the meters leave of the total
    exclusions(context, activity)
    activity.tags[()] = (*(site.site.tags or ()), *(site.tags or ()))
    if not (activity.flows or pools):
        help = "add its `meters:`, `processes:` or `inputs:`"
        context.report("CF110", "the site lists nothing that it uses", (), help, on="key")
    _incomplete([activity, *(pool.activity for pool in pools.values())], covered)
    utilities_in_vain(context, site, rests)
    _beside_meters(context, site, [activity, *(pool.activity for pool in pools.values())])
    share_out(building, context, activity, file)
    # the plant as a whole uses what its meters count, however well its steps are metered
    inside = {pool.index for pool in pools.values()}
    activity.flows = [flow._replace(spread=EXACT) if flow.link in inside else flow for flow in activity.flows]


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


_CARRIERS = frozenset((key,) for key in ENERGY_ITEMS)


def _beside_meters(context: Context, site: Site, activities: list[Activity]) -> None:
    """CF756 for lines and methods that draw what a meter counts already, and are not fed by it."""
    counted = {meter.factor or ENERGY_ITEMS[meter.carrier]: meter for meter in site.meters or []}
    for activity in activities:
        for flow in activity.flows:
            items = {one.record.item for one in flow.sources if one.record is not None}
            meter = next((counted[item] for item in sorted(items & counted.keys())), None)
            metered = (
                flow.path[0] == "meters" or flow.path[2:] in _CARRIERS
            )  # a use that no meter feeds has a finding
            if meter is None or flow.credit or metered:
                continue
            message = (
                f"`{flow.name}` stands beside the meter `{meter.name}`, which counts what goes into the site"
            )
            help = (
                f"write it as `{meter.carrier}:` of a step, which takes it off the meter; or leave it, "
                "if the meter does not count it"
            )
            context.report("CF756", message, flow.path, help, on="key")


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
