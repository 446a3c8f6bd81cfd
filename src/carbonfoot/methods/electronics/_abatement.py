"""Abatement of exhaust gases: how much of a gas passes devices, how long they run, what they destroy."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, optional
from carbonfoot.methods.electronics._tables import IPCC, Table
from carbonfoot.methods.needs import each, share, share_or
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Refused, Work

OTHERS = "others"


class Abated(Shape):
    """Keys of a gas that passes abatement."""

    abated = optional(share(), "Share of the gas in tools with abatement; none unless stated.", "80 %")
    destruction_efficiency = optional(
        share_or("default"),
        "Share that a running device destroys or removes, as measured or certified; `default`: that of the table, "
        "where it has one.",
        "95 %",
    )
    uptime = optional(
        share(), "Share of the time with gas in which the device runs; 40 CFR 98 asks for it.", "98 %"
    )


class AbatedWithByProducts(Abated):
    """Keys of a gas that forms others, all of which pass abatement."""

    by_product_efficiency = optional(
        each(share_or("default")),
        "The same for each by-product: `{CF4: 90 %, others: 95 %}`.",
        {"CF4": "90 %"},
    )


def passing(work: Work, use: Abated, at: Path, *, needs_uptime: bool) -> float:
    """Share of the gas that passes a running device: a x UT. Raises `Refused` (CF726, CF102)."""
    keys = ("destruction_efficiency", "uptime", "by_product_efficiency")
    stated = [key for key in keys if getattr(use, key, None) is not None]
    if use.abated is None:
        if stated:
            message = f"`{stated[0]}` is stated, but not how much of the gas passes abatement"
            raise work.refuse("CF102", message, (*at, stated[0]), "add `abated: 80 %`")
        return 0.0
    if use.abated == 0:
        return use.abated
    if use.destruction_efficiency is None:
        message = "gas passes abatement, but how much of it is destroyed is not stated"
        raise work.refuse(
            "CF726", message, (*at, "abated"), "add `destruction_efficiency: 90 %`, as measured or certified"
        )
    if use.uptime is None:
        if needs_uptime:
            message = "gas passes abatement, but how long the devices run is not stated"
            raise work.refuse(
                "CF726", message, (*at, "abated"), "add `uptime: 98 %`; `100 %` if they never stop"
            )
        return use.abated
    return use.abated * use.uptime


def of_gas(work: Work, use: Abated, table: Table | None, gas: str, at: Path) -> float:
    """The efficiency for the gas that is fed; 0 where nothing is abated."""
    if not use.abated:
        return 0.0
    return _number(work, use.destruction_efficiency, table, gas, (*at, "destruction_efficiency"))


def of_by_products(
    work: Work, use: AbatedWithByProducts, table: Table | None, products: list[str], at: Path
) -> dict[str, float]:
    """The efficiency for each by-product. Raises `Refused`: CF726 where one is not stated, CF106 for what is none."""
    place = (*at, "by_product_efficiency")
    stated: dict[str, float | str] = {}
    for name, given in (use.by_product_efficiency or {}).items():
        key = OTHERS if name == OTHERS else work.gas(name, (*place, name))
        if key != OTHERS and key not in products:
            message = f"`{name}` has no effect: it is no by-product here"
            raise work.refuse(
                "CF106", message, (*place, name), f"by-products: {', '.join(products) or 'none'}"
            )
        stated[key] = given
    if not use.abated:
        return dict.fromkeys(products, 0.0)
    if use.destruction_efficiency == "default":
        stated.setdefault(OTHERS, "default")
    missing = [one for one in products if one not in stated and OTHERS not in stated]
    if missing:
        message = (
            f"by-products pass abatement too, but how much is destroyed of {', '.join(missing)} is not stated"
        )
        help = (
            f"add `by_product_efficiency: {{{missing[0]}: 90 %}}`; `others:` for all others, `0 %` for none"
        )
        raise work.refuse("CF726", message, (*at, "abated"), help)
    return {
        one: _number(work, stated.get(one, stated.get(OTHERS)), table, one, (*place, one)) for one in products
    }


def needs_uptime(table: Table | None) -> bool:
    """Whether the source has the uptime in its equations: 40 CFR 98 does, IPCC 2006 counts it into the efficiency."""
    return table is None or table.name != IPCC


def _number(work: Work, given: float | str | None, table: Table | None, gas: str, at: Path) -> float:
    if isinstance(given, str):
        if table is None:
            raise work.refuse("CF704", f"there is no default efficiency of {gas}", at, "state it: `90 %`")
        return table.destroyed(gas, at)
    if given is None:
        raise Refused(gas)
    return given
