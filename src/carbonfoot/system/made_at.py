"""`made_at:` of a part: its share of what a site uses, by the account of the product there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carbonfoot.documents.lines import ENERGY_ITEMS, Line, Process
from carbonfoot.documents.load import Loaded
from carbonfoot.documents.part import Part
from carbonfoot.documents.site import Site
from carbonfoot.factors.convert import Property
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, nearest, parse_unit
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context, per_piece
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.links import to_activity
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.sources import MISSING, Found

MASS_ROUNDING = 0.01
"""A part and its site say the mass of a piece with the digits that each has."""


def shares_of_sites(building: Building, context: Context, activity: Activity) -> None:
    """One flow a site, which draws on the account of the product; missing where there is none."""
    taken: dict[int, str] = {}
    for index, text in enumerate(context.loaded.part.made_at or []):
        path: Path = ("made_at", index)
        target = context.loaded.links.get(path)
        other = None if target is None else building.documents.loaded.get(target)
        account = (
            None if other is None or target is None else _account(building, context, other, target, path)
        )
        found: Found = MISSING
        more: dict[str, Any] = {}
        if account is not None and account in taken:
            message = (
                f"`{text}` is the share of `{building.activities[account].id}`, as `{taken[account]}` is"
            )
            context.report("CF106", message, path, "name a product of a site once", on="value")
            account = None
        if account is not None and other is not None:
            taken[account] = text
            _agrees(context, building.activities[account], other, path)
            _beside(context, other)
            _same_mass(context, activity, building.activities[account])
            known: list[Property] = []
            if activity.mass is not None:
                mass = Quantity(activity.mass, parse_unit("kg"), f"{activity.mass:g} kg")
                known.append(per_piece(mass, activity.reference, "mass of the product"))
            at = building.activities[account]
            if at.mass is not None:
                mass = Quantity(at.mass, parse_unit("kg"), f"{at.mass:g} kg")
                known.append(per_piece(mass, at.reference, f"mass in {at.file}"))
            found, more, _ = to_activity(context, activity.reference, path, account, at, known)
        name = text if other is None else other.part.product.name
        activity.flows.append(
            flow(
                context,
                line_of(name=name),
                path,
                "manufacturing",
                "product",
                Scale(),
                found,
                quantity=activity.reference,
                name_ko="" if other is None else other.part.product.name_ko or "",
                country="" if account is None else building.activities[account].country,
                **more,
            )
        )
        if other is not None:
            _counted_twice(context, other)
        if account is not None and other is not None:
            _listed_twice(context, other, building.activities[account])


def _account(building: Building, context: Context, other: Loaded, target: str, path: Path) -> int | None:
    """The activity of the product at the site: by the fragment, else by the id of the part. None with CF750 or CF757."""
    site = other.part
    if not isinstance(site, Site):
        message = f"`{other.source.display}` describes a product, not a site"
        context.report("CF750", message, path, "link to a product by `product:` of a line", on="value")
        return None
    text = (context.loaded.part.made_at or [])[int(path[1])]
    _, mark, fragment = text.partition("#")
    ids = [one.id for one in site.products]
    own = context.loaded.part.product.id
    places = building.products[target]
    if mark and not fragment:
        context.report(
            "CF757", "nothing stands behind `#`", path, "write a step or a product, or leave it out"
        )
        return None
    steps = [process.name for process in site.processes or []]
    fragment = _meant(fragment, [*ids, *steps])
    if fragment in ids:
        return places[ids.index(fragment)]
    if fragment and fragment not in steps:
        near = nearest(fragment, [*steps, *ids]) or [*steps, *ids][:4]
        help = f"it has {', '.join(f'`{one}`' for one in near)}"
        context.report("CF757", f"the site has no step and no product `{fragment}`", path, help)
        return None
    passing = [
        index
        for index, one in enumerate(site.products)
        if one.source is None and (not fragment or one.made_on is None or fragment in one.made_on)
    ]
    chosen = [index for index in passing if ids[index] == own]
    if not chosen and fragment and own not in ids:
        only = [index for index in passing if site.products[index].made_on is not None]
        chosen = only if len(only) == 1 else []
    if chosen:
        return places[chosen[0]]
    where = f"on `{fragment}`" if fragment else "there"
    near = nearest(own, [ids[index] for index in passing]) or [ids[index] for index in passing][:4]
    help = (
        f"products made {where}: {', '.join(f'`{one}`' for one in near)}; name one as `...yaml#{near[0]}`"
        if near
        else ("list it under `products:` of the site")
    )
    context.report("CF757", f"the site makes no product `{own}` {where}", path, help)
    return None


def _meant(fragment: str, names: list[str]) -> str:
    """`line-2` for the step `Line 2`, as addresses are written, where no other one could be meant."""
    alike = [one for one in names if _plain(one) == _plain(fragment)]
    return alike[0] if fragment not in names and len(alike) == 1 else fragment


def _plain(text: str) -> str:
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _beside(context: Context, other: Loaded) -> None:
    """CF106 where the site lists a co-product of the part too: its share is not part of this one."""
    site = other.part
    listed = {one.id for one in getattr(site, "products", None) or []}
    for number, one in enumerate(context.loaded.part.co_products or []):
        if one.id in listed:
            message = f"`{one.id}` has a share of its own at `{other.source.display}`, and a part of this one"
            help = "make it a document of its own (`made_at:`), or take it out of the products of the site"
            context.report("CF106", message, ("co_products", number, "id"), help, (), "value")


def _same_mass(context: Context, activity: Activity, account: Activity) -> None:
    """CF404 where a piece of the same product weighs one thing here and another at the site."""
    units = (activity.reference.unit.dimension, account.reference.unit.dimension)
    if activity.id != account.id or units[0] != units[1] or activity.mass is None or account.mass is None:
        return
    mine, theirs = activity.mass / activity.reference.si, account.mass / account.reference.si
    if abs(mine - theirs) > MASS_ROUNDING * theirs:
        per = f"{activity.mass:.4g} kg for {activity.reference.text}"
        at = format_number(theirs * activity.reference.si, 4)
        message = f"the part says {per}, the site {at} kg"
        context.report("CF404", message, ("product", "mass"), "correct one of them", on="value")


def _agrees(context: Context, account: Activity, other: Loaded, path: Path) -> None:
    """What the part says of itself against what the site says: place and period."""
    mine, theirs = context.loaded.part.period, other.part.period
    if theirs.end < mine.start or theirs.start > mine.end:
        message = f"the site covers {theirs.start} to {theirs.end}, this part {mine.start} to {mine.end}"
        context.report("CF407", message, path, "link to the site document of the same period")
    elif mine.start < theirs.start or mine.end > theirs.end:
        message = f"the site covers {theirs.start} to {theirs.end}, only a part of {mine.start} to {mine.end} of this part"
        help = "its mean stands for the rest; set `period:` of the part to that of the site if it is meant"
        context.report("CF407", message, path, help)
    country = context.loaded.part.product.made_in
    if account.country.split("-", maxsplit=1)[0] != country.split("-", maxsplit=1)[0]:
        message = f"the part is made in {country}, the site is in {account.country}"
        context.report("CF404", message, ("product", "made_in"), "correct one of them")


def materials_elsewhere(building: Building, context: Context) -> bool:
    """Whether a site of the part lists materials, so that its own lines are not all that it weighs."""
    targets = [
        context.loaded.links.get(("made_at", at)) for at in range(len(context.loaded.part.made_at or []))
    ]
    sites = [building.documents.loaded[one].part for one in targets if one in building.documents.loaded]
    return any(site.inputs or any(process.inputs for process in site.processes or []) for site in sites)


def _counted_twice(context: Context, other: Loaded) -> None:
    """CF756 where a step of the part states energy that the site counts already."""
    site = other.part
    if not isinstance(site, Site):
        return
    counted = {meter.carrier for meter in site.meters or []}
    for process in site.processes or []:
        counted |= {key for key in ENERGY_ITEMS if getattr(process, key) is not None}
    for number, process in enumerate(context.loaded.part.processes or []):
        for key in ENERGY_ITEMS:
            if getattr(process, key) is not None and key in counted and process.made_in is None:
                message = f"`{process.name}` states {key.replace('_', ' ')}, and so does the site `{other.source.display}`"
                help = "leave it out here, or say where else the step happens (`made_in:`)"
                context.report("CF756", message, ("processes", number, key), help, on="key")


def _listed_twice(context: Context, other: Loaded, account: Activity) -> None:
    """CF756 where a line of the part takes what the site already lists for this product."""
    site = other.part
    if not isinstance(site, Site):
        return
    place = account.path[1]
    product = next(one for index, one in enumerate(site.products) if index == place)
    lines = _inputs(site, lambda step: product.made_on is None or step.name in product.made_on, product.id)
    there = {key for path, line in lines for key in _drawn(other, line, path)}
    for path, line in _inputs(context.loaded.part, lambda _: True, ""):
        twice = sorted(_drawn(context.loaded, line, path) & there)
        if twice:
            message = f"`{line.name}` takes `{twice[0][1]}`, and so does the site `{other.source.display}` for this product"
            help = "leave it out here, or say at the site which products its line is `for:`; keep both only where they are two"
            context.report("CF756", message, path, help, on="key")


def _inputs(part: Part, passes: Callable[[Process], bool], id: str) -> list[tuple[Path, Line]]:
    """What is bought for a product of a document, by its lines and those of the steps that it passes."""
    found: list[tuple[Path, Line]] = [
        (("inputs", index), line) for index, line in enumerate(part.inputs or [])
    ]
    for number, step in enumerate(part.processes or []):
        if not passes(step) or (id and step.serves is not None and id not in step.serves):
            continue
        for key in ("inputs", "energy"):
            lines = getattr(step, key) or []
            found += [(("processes", number, key, index), line) for index, line in enumerate(lines)]
    return [one for one in found if not id or one[1].serves is None or id in one[1].serves]


def _drawn(loaded: Loaded, line: Line, path: Path) -> set[tuple[str, str]]:
    """What tells two lines that take the same thing: an item, a record, a document."""
    target = loaded.links.get((*path, "product"))
    named = (("factor", line.factor), ("record", line.record), ("product", target))
    return {(key, value) for key, value in named if value}
