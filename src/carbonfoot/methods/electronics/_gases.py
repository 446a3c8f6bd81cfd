"""Gases that are fed to tools: what leaves unreacted, what forms, what abatement leaves (the equations all tables share)."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, optional, required
from carbonfoot.methods.electronics._abatement import (
    AbatedWithByProducts,
    needs_uptime,
    of_by_products,
    of_gas,
    passing,
)
from carbonfoot.methods.electronics._tables import IPCC, WITHOUT_EFFECT, Table, process_of
from carbonfoot.methods.needs import WORD, each, number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work, amount_of

KO = {
    "all": "전 공정",
    "all-remote-plasma": "전 공정 원격 플라즈마",
    "etching": "식각",
    "chamber-cleaning": "챔버 세정",
    "in-situ-plasma": "챔버 내 플라즈마 세정",
    "remote-plasma": "원격 플라즈마 세정",
    "in-situ-thermal": "챔버 내 열 세정",
}
FLUORINE = "CF4 that burning abatement makes of F2"


class Supplied(Shape):
    """How much of a gas there is."""

    purchased = optional(number("kg", above_zero=True), "Bought in containers, the heel included.", "1000 kg")
    fed = optional(number("kg", above_zero=True), "What reaches the tools; instead of `purchased`.", "900 kg")
    heel = optional(
        share(),
        "Share that goes back in the containers; with `edition: ipcc-2006` its default of 10 % unless stated.",
        "10 %",
    )


class Gas(Shape):
    """Which gas."""

    gas = required(WORD, "The gas, by formula or name.", "NF3")


class Processed(Shape):
    """What happens to a gas in the tools of one kind of process."""

    process = optional(
        WORD,
        "What the gas does: `etching`, `chamber-cleaning`, `in-situ-plasma`, `remote-plasma`, `in-situ-thermal`, "
        "`all` (processes not told apart) or `all-remote-plasma`; the table says which it has.",
        "remote-plasma",
    )
    unreacted = optional(
        share(), "Share of the gas that leaves the tool unchanged (1-U), instead of that of the table.", "2 %"
    )
    utilisation = optional(share(), "Share that is used up (U); instead of `unreacted`.", "98 %")
    by_products = optional(
        each(share()),
        "Mass of another gas formed per mass fed, instead of those of the table; `{CF4: 0}` for none.",
        {"CF4": "0.02"},
    )


class Treatment(AbatedWithByProducts, Processed):
    """What happens to a gas in tools, and behind them."""


def emitted(
    work: Work, gas: str, fed: float, use: Treatment, table: Table, at: Path, name: str
) -> list[Term]:
    """What leaves of `fed` kg of a gas that the document calls `name`, and what of its by-products. Raises `Refused`."""
    unreacted = _stated(work, use, at)
    item, word = "", ""
    if unreacted is None or use.by_products is None:
        if use.process is None:
            message = f"which process uses {name} is not stated"
            raise work.refuse("CF102", message, at, "add `process: remote-plasma`, or what the gas does")
        word = process_of(work, use.process, (*at, "process"))
        item = table.item(use.process, (*at, "process"))
    elif use.process is not None:
        word = process_of(work, use.process, (*at, "process"))
    if unreacted is None:
        unreacted = 0.0 if gas in WITHOUT_EFFECT else table.unreacted(item, gas, (*at, "gas"))
    if use.by_products is None:
        formed = table.by_products(item, gas, (*at, "gas"))
    else:
        formed = {work.gas(one, (*at, "by_products", one)): ratio for one, ratio in use.by_products.items()}
        if gas in formed:
            message = f"{name} is no by-product of itself: what leaves unchanged is `unreacted`"
            raise work.refuse("CF106", message, (*at, "by_products"), "leave it out")
    fluorine = formed.pop("f2", 0.0)
    through = passing(work, use, at, needs_uptime=needs_uptime(table))
    efficiency = of_gas(work, use, table, gas, at) if gas not in WITHOUT_EFFECT else 0.0
    efficiencies = of_by_products(work, use, table, sorted(formed), at)
    of = f"{name}, {word.replace('-', ' ')}" if word else name
    of_ko = f"{name} {KO[word]}" if word else name
    terms = []
    if gas not in WITHOUT_EFFECT:
        mass = fed * unreacted * (1 - through * efficiency)
        how = f"{fed:g} kg x {unreacted:g} x (1 - {through:g} x {efficiency:g})"
        beside = (FLUORINE,) if fluorine and through else ()
        terms.append(Term(of, of_ko, at, amount_of(fed, "kg"), {gas: mass}, how=how, beside=beside))
    masses = {one: fed * ratio * (1 - through * efficiencies[one]) for one, ratio in sorted(formed.items())}
    how = "; ".join(
        f"{one} {fed:g} kg x {ratio:g} x (1 - {through:g} x {efficiencies[one]:g})"
        for one, ratio in sorted(formed.items())
    )
    # A gas without a GWP in the set stands alone: what the others weigh stays known.
    alone = [one for one in masses if work.library.gwp(one, work.gwp_set) is None]
    for part in ([one for one in masses if one not in alone], alone):
        if part:
            gases = {one: masses[one] for one in part}
            place = (*at, "process") if use.process is not None else (*at, "by_products")
            terms.append(Term(f"by-products of {of}", f"{of_ko} 부산물", place, None, gases, how=how))
    return terms


def _stated(work: Work, use: Treatment, at: Path) -> float | None:
    if use.unreacted is not None and use.utilisation is not None:
        message = "`unreacted` and `utilisation` say the same"
        raise work.refuse("CF106", message, (*at, "utilisation"), "leave one of the two out")
    return use.unreacted if use.utilisation is None else 1 - use.utilisation


def fed_of(work: Work, use: Supplied, table: Table, at: Path) -> float:
    """kg fed to tools: as stated, or what was bought less the heel that stays in the containers. Raises `Refused`."""
    fed, bought, heel = use.fed, use.purchased, use.heel
    if fed is not None and bought is not None:
        help = "state `fed:` (what reaches the tools) or `purchased:` (in full containers)"
        raise work.refuse("CF106", "`fed` and `purchased` exclude each other", (*at, "purchased"), help)
    if fed is not None:
        if heel is not None:
            message = "`heel` has no effect beside `fed`"
            raise work.refuse("CF106", message, (*at, "heel"), "leave it out, or state `purchased:`")
        return fed
    if bought is None:
        help = "add `fed:` (what reaches the tools) or `purchased:` (in full containers)"
        raise work.refuse("CF102", "how much gas is not stated", at, help)
    if heel is None:
        if table.name != IPCC:
            message = "how much gas goes back in the containers is not stated"
            raise work.refuse("CF102", message, (*at, "purchased"), "add `heel: 10 %`, as measured")
        item = "electronics/gas-container"
        packs = (table.pack,)
        heel = work.number(item, "heel-share", "1", packs=packs, at=at, substance="", product="")
    return bought * (1 - heel)
