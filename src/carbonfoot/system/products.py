"""What a document says about its product: the reference amount, the mass, the carbon it holds, what is left out."""

from __future__ import annotations

from functools import cache
from math import fsum

from carbonfoot.documents.lines import CarbonContent
from carbonfoot.documents.part import KIND
from carbonfoot.quantities.table import table
from carbonfoot.quantities.units import Dimension, Quantity, dimension_name, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.model import Activity, Path

CARBON_ROUNDING = 1e-9
"""How far two shares may be above one: rounding in the last digit, nothing else."""


def opened(context: Context) -> Activity:
    """An activity for a document, its reference amount read; flows follow when all documents are open."""
    loaded = context.loaded
    product = loaded.part.product
    if loaded.part.carbonfoot != KIND:
        from carbonfoot.system.accounts import opened_site  # few calculations have a site

        return opened_site(context)
    path: Path = ("product", "declared_unit")
    reference = context.positive(product.declared_unit, path)
    if reference is not None and reference.number == 0:
        context.report("CF208", f"`{reference.text}` is zero", path, "write `1 piece` or `1 kg`")
        reference = None
    if reference is not None and not _can_be_declared(reference.unit.dimension):
        message = f"`{reference.text}` is no amount of a product"
        help = "write `1 piece`, `1 kg`, `1 kWh`, `1 m2` or another amount of what is made"
        note = f"it is a {dimension_name(reference.unit.dimension)}"
        context.report("CF204", message, path, help, (note,))
        reference = None
    if reference is None:
        reference = Quantity(1.0, parse_unit("piece"), "1 piece")
    activity = Activity(loaded.source.display, (), product.name, product.name_ko or "", reference)
    activity.id = product.id
    context.known_place(product.made_in, ("product", "made_in"))
    activity.country = product.made_in
    activity.supplier = product.supplier or ""
    activity.treats = product.treats or ""
    if reference.unit.dimension == parse_unit("kg").dimension:
        activity.mass = context.convert(reference, "kg", path)
    stated = context.mass(product.mass, ("product", "mass"))
    mass = context.convert(stated, "kg", ("product", "mass"))
    if mass is not None and activity.mass is not None and abs(mass - activity.mass) > 1e-9 * mass:
        message = (
            f"`mass: {stated.text if stated else ''}` differs from the declared unit of {reference.text}"
        )
        context.report(
            "CF404", message, ("product", "mass"), "leave `mass:` out when the declared unit is a mass"
        )
    if mass is not None:
        activity.mass = mass
    if product.carbon_content is not None:
        _carbon(context, activity, product.carbon_content)
    return activity


@cache
def _can_be_declared(dimension: Dimension) -> bool:
    """Whether a product can be counted in it: not a plain number or share, not CO2e, not money."""
    if not any(dimension):
        return False
    # a base with a note is a currency
    refused = [row[3] == "co2e" or bool(row[6]) for row in table().base_rows]
    return not any(power and no for power, no in zip(dimension, refused, strict=True))


def exclusions(context: Context, activity: Activity) -> None:
    """Fill `activity.exclusions`; CF208 where the shares leave nothing of the footprint."""
    for index, one in enumerate(context.loaded.part.exclude or []):
        share = context.scope.share(one.share, ("exclude", index, "share"))
        if share is not None:
            activity.exclusions.append((one.name, share, one.reason))
    total = fsum(share for _, share, _ in activity.exclusions)
    if total >= 1:
        message = f"the exclusions add up to {100 * total:g} % of the footprint"
        context.report("CF208", message, ("exclude",), "what is left out stays below 100 %", on="key")


def carbon_shares(context: Context, content: CarbonContent, path: Path) -> dict[str, float]:
    """kg C per kg by origin, each from 0 to 1; CF208 where fossil and biogenic carbon weigh more than the material."""
    found = {}
    for key in ("fossil", "biogenic", "recycled"):
        value = getattr(content, key)
        share = None if value is None else context.scope.share(value, (*path, key))
        if share is not None:
            found[key] = share
    if found.get("fossil", 0.0) + found.get("biogenic", 0.0) > 1 + CARBON_ROUNDING:
        message = "fossil and biogenic carbon together weigh more than the material"
        context.report("CF208", message, path, "kg C per kg: the sum is at most 1", on="key")
    return found


def _carbon(context: Context, activity: Activity, content: CarbonContent) -> None:
    """kg C in the declared unit: the stated content times the mass."""
    path: Path = ("product", "carbon_content")
    if activity.mass is None:
        context.report(
            "CF209", "a carbon content needs the mass of the product", path, "add `mass:`", on="key"
        )
        return
    for key, share in carbon_shares(context, content, path).items():
        activity.carbon[key] = share * activity.mass
