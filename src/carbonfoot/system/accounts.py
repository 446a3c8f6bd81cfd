"""The accounts of a site: the plant as a whole, and one for each product that it makes."""

from __future__ import annotations

from carbonfoot.documents.site import Site, SiteProduct
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.made import Made, agrees, mass_of
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.readings import settle


def site_of(context: Context) -> Site:
    """The document at hand, which is a site."""
    site = context.loaded.part
    assert isinstance(site, Site)  # noqa: S101 - its kind was looked at
    return site


def opened_site(context: Context) -> Activity:
    """The activity of the plant as a whole: its reference is the period."""
    site = site_of(context)
    unit = site.product.declared_unit
    assert isinstance(unit, Quantity)  # noqa: S101 - made when the document was read
    head = site.site
    activity = Activity(context.loaded.source.display, (), head.name, head.name_ko or "", unit)
    activity.id = head.id
    context.known_place(head.located_in, ("site", "located_in"))
    activity.country = head.located_in
    activity.supplier = head.operator or ""
    activity.own_company = True
    return activity


def open_accounts(building: Building, context: Context, file: str) -> None:
    """One activity a product; its reference is what was made of it in the period."""
    site = site_of(context)
    main = building.activities[building.by_file[file]]
    made: list[Made] = []
    places = []
    for index, shape in enumerate(site.products):
        path: Path = ("products", index)
        if any(one.id == shape.id for one in made):
            message = f"two products of the site have the id `{shape.id}`"
            context.report("CF433", message, (*path, "id"), "give every product an id of its own")
        settle(context, shape, path)
        one = Made(shape.id, shape.name, _amount(context, shape, path), path, shape)
        made.append(one)
        agrees(context, one)
        activity = Activity(main.file, path, shape.name, shape.name_ko or "", one.amount)
        activity.id = shape.id
        activity.country, activity.supplier, activity.own_company = main.country, main.supplier, True
        activity.keeps_stages = True
        activity.mass = mass_of(context, one)
        activity.mass_balance = {"status": "not checked", "because": "a product of a site"}
        places.append(len(building.activities))
        building.activities.append(activity)
    building.made[file] = made
    building.products[file] = tuple(places)
    if not made:
        context.report("CF110", "the site lists no products", ("products",), "add what was made", on="key")
    names = [process.name for process in site.processes or []]
    for number, name in enumerate(names):
        if name in names[:number]:
            message = f"two steps of the site are called `{name}`"
            help = "give every one a name of its own: products and parts name them"
            context.report("CF433", message, ("processes", number, "name"), help)


def _amount(context: Context, shape: SiteProduct, path: Path) -> Quantity:
    """What was made; one piece with a finding where that is not said."""
    nothing = Quantity(1.0, parse_unit("piece"), "1 piece")
    if shape.amount is None:
        if shape.readings is None and shape.readings_from is None:
            help = "add how much was made in the period, such as `amount: 120000 piece`"
            context.report("CF102", "`amount` is missing", path, help, on="key")
        return nothing
    amount = context.positive(shape.amount, (*path, "amount"))
    if amount is None:
        return nothing
    if amount.number == 0:
        help = "leave out what was not made: it can bear nothing"
        context.report("CF208", f"`{amount.text}` is zero", (*path, "amount"), help)
        return nothing
    return amount
