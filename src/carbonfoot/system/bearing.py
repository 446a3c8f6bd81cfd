"""Which products of a site bear which of its lines, and the accounts that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbonfoot.documents.coproducts import Allocation
from carbonfoot.documents.lines import ENERGY_ITEMS, Process
from carbonfoot.documents.shape import Shape
from carbonfoot.documents.site import Site
from carbonfoot.system.accounts import site_of
from carbonfoot.system.allocation import Sharing
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import Activity, Flow, Path
from carbonfoot.system.pools import missing_flow
from carbonfoot.system.shares import CUT_OFF, SUBSTITUTION, Among


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

    def stating(self, bearing: Among, allocation: Allocation) -> Among | None:
        """Shares of the site are for all goods, those of a step or line for who bears it; never for energy sold."""
        return self.goods if allocation is self.default else bearing


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
                number = names.index(name)
                found[number].append(index)
                if getattr((site.processes or [])[number], "makes", None):
                    message = f"`{name}` works for other steps: no product passes it"
                    help = "leave it out; the steps that take what it makes bear it"
                    context.report("CF106", message, ("products", index, "made_on", place), help)
                continue
            near = [one for one in names if one.casefold() == name.casefold()] or names[:3]
            help = f"the steps are {', '.join(f'`{one}`' for one in near)}"
            message = f"the site has no step called `{name}`"
            context.report("CF755", message, ("products", index, "made_on", place), help)
    return [tuple(one) for one in found]


def utilities_in_vain(context: Context, site: Site, rests: set[Path]) -> None:
    """CF106 for `for:` and `allocation:` that share nothing: at lines of a utility, and where nothing is left to share.

    rests  the meters, and what steps make, of which a part is left that no step takes
    """
    for number, process in enumerate(site.processes or []):
        if not getattr(process, "makes", None):
            continue
        path: Path = ("processes", number)
        for place, one in _inside(process, path):
            _in_vain(context, one, place, "those who take what the step makes bear it")
        if not any(rest[:2] == path for rest in rests):
            _in_vain(context, process, path, "those who take what the step makes bear all of it")
    for index, meter in enumerate(site.meters or []):
        if ("meters", index) not in rests:
            _in_vain(context, meter, ("meters", index), "steps take all that it counts")


def _inside(process: Process, path: Path) -> Iterator[tuple[Path, Any]]:
    for key in ENERGY_ITEMS:
        if getattr(process, key) is not None:
            yield (*path, key), getattr(process, key)
    for key in ("energy", "inputs", "emissions", "methods", "outputs"):
        for index, line in enumerate(getattr(process, key) or []):
            yield (*path, key, index), line


def _in_vain(context: Context, one: object, path: Path, help: str) -> None:
    for attribute, key in (("serves", "for"), ("allocation", "allocation")):
        if getattr(one, attribute, None) is not None:
            message = f"`{key}` has no effect here"
            context.report("CF106", message, (*path, key), f"leave it out: {help}", on="key")


def share_out(building: Building, context: Context, activity: Activity, file: str) -> None:
    """Every line of the plant to the accounts of its products."""
    accounts = [building.activities[index] for index in building.products[file]]
    if not accounts:
        return  # reported where they were opened
    sharing = _OfSite(building, context, file)
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
        help = "name the step under `made_on:` of a product, or say at the step whom it serves (`for:`)"
        context.report("CF758", message, flow.path[:2], help, on="key")
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
