"""What a document says about its product: the reference amount, the mass, the carbon it holds."""

from __future__ import annotations

from carbonfoot.documents.lines import CarbonContent
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.model import Activity, Path


def opened(context: Context) -> Activity:
    """An activity for a document, its reference amount read; flows follow when all documents are open."""
    loaded = context.loaded
    product = loaded.part.product
    path: Path = ("product", "declared_unit")
    reference = context.positive(product.declared_unit, path)
    if reference is not None and reference.number == 0:
        context.report("CF208", f"`{reference.text}` is zero", path, "write `1 piece` or `1 kg`")
        reference = None
    if reference is None:
        reference = Quantity(1.0, parse_unit("piece"), "1 piece")
    activity = Activity(loaded.source.display, (), product.name, product.name_ko or "", reference)
    activity.id = product.id
    context.known_place(product.made_in, ("product", "made_in"))
    activity.country = product.made_in
    activity.supplier = product.supplier or ""
    if reference.unit.dimension == parse_unit("kg").dimension:
        activity.mass = reference.to("kg")
    stated = context.positive(product.mass, ("product", "mass"))
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


def _carbon(context: Context, activity: Activity, content: CarbonContent) -> None:
    """kg C in the declared unit: the stated content times the mass."""
    path: Path = ("product", "carbon_content")
    if activity.mass is None:
        context.report(
            "CF209", "a carbon content needs the mass of the product", path, "add `mass:`", on="key"
        )
        return
    for key in ("fossil", "biogenic", "recycled"):
        value = getattr(content, key)
        share = None if value is None else context.scope.share(value, (*path, key))
        if share is not None:
            activity.carbon[key] = share * activity.mass
    if activity.carbon.get("fossil", 0.0) + activity.carbon.get("biogenic", 0.0) > activity.mass:
        message = "fossil and biogenic carbon together weigh more than the product"
        context.report("CF208", message, path, "kg C per kg: the sum is at most 1", on="key")
