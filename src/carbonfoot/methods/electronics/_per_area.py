"""What a cm2 of processed wafer takes: from the numbers of a node, or as a fab states it."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work, amount_of

_PACK = "act-2025"
_GASES = "processes/semiconductor/logic-wafer"
_ROUTES = {0.95: ("abatement-95",), 0.97: ("abatement-95", "abatement-99"), 0.99: ("abatement-99",)}
"""Abatement to the records that stand for it; ACT takes the mean of 95 and 99 % for 97 %."""


class Shares(NamedTuple):
    """cm2 of wafer, the factor for layers, and the node whose numbers are taken (``7nm``)."""

    area: float
    layers: float
    node: str


def electricity(work: Work, shares: Shares, stated: float | None, factor: float | None) -> Term:
    """Fab electricity, drawn from the grid of the fab or with a factor per kWh. Raises `Refused` (CF704)."""
    per_area = stated
    if per_area is None:
        prefix = "electronics/wafer-processing"
        known = [one for one, _ in work.library.parameter_items(f"{prefix}/")]
        item = _item(work, shares, prefix, known, "electricity: 1.2 kWh/cm2")
        per_area = work.number(item, "fab-electricity", "kWh/cm2", packs=(_PACK,), at=("node",))
    energy = amount_of(shares.area * per_area * shares.layers, "kWh")
    at: Path = ("node",) if stated is None else ("electricity",)
    if factor is not None:
        one = Stated(energy.number, "kWh", factor, "stated, electricity of the fab")
        return Term("electricity", "전력", at, energy, stated=(one,), scope="2")
    return Term("electricity", "전력", at, energy, draws=(Draw("electricity/grid", energy),))


def gases(work: Work, shares: Shares, abatement: float | None, stated: float | None) -> list[Term]:
    """Process gases that the fab releases. Raises `Refused`: CF102, CF106, CF704."""
    area = shares.area * shares.layers
    if stated is not None:
        if abatement is not None:
            message = "`abatement` has no effect beside `gases`, which are stated as released"
            raise work.refuse("CF106", message, ("abatement",), "leave it out")
        return [_stated(area, stated, "process gases", "공정가스", ("gases",), scope="1")]
    if abatement is None:
        message = "how much of the process gases is destroyed is not stated"
        raise work.refuse("CF726", message, (), "add `abatement: 95 %`, or `gases:` per area as measured")
    routes = next((some for at, some in _ROUTES.items() if abs(abatement - at) < 1e-6), None)  # noqa: PLR2004
    if routes is None:
        message = f"there are no process gases of logic wafers at {100 * abatement:g} % abatement"
        has = ("the library has them for 95, 97 and 99 %",)
        raise work.refuse("CF704", message, ("abatement",), "state `gases:` per area as measured", has)
    item = _drawn(work, shares, _GASES, "gases: 0.2 kg CO2e/cm2")
    part = amount_of(area / len(routes), "cm2")
    draws = tuple(Draw(item, part, route=route, origin="GLO", accept=("process_direct",)) for route in routes)
    return [Term("process gases", "공정가스", ("abatement",), amount_of(area, "cm2"), draws=draws, scope="1")]


def materials(work: Work, shares: Shares, stated: float | None) -> Term:
    """Raw materials of the fab. Raises `Refused` (CF704)."""
    if stated is not None:
        return _stated(shares.area, stated, "raw materials", "원부자재", ("materials",))
    item = _drawn(work, shares, "electronics/wafer-raw-materials", "materials: 0.5 kg CO2e/cm2")
    area = amount_of(shares.area, "cm2")
    return Term(
        "raw materials", "원부자재", (), area, draws=(Draw(item, area, origin="GLO"),), stage="materials"
    )


def total(work: Work, shares: Shares) -> Term:
    """The total of imec per area, without raw materials. Raises `Refused` (CF704)."""
    item = _drawn(work, shares, "electronics/wafer-processing", "model: act")
    area = amount_of(shares.area * shares.layers, "cm2")
    return Term(
        "front end", "전공정", ("node",), area, draws=(Draw(item, area, origin="GLO"),), beside=("materials",)
    )


def _item(work: Work, shares: Shares, prefix: str, known: list[str], help: str) -> str:
    """The item of the node below a path, one of those known; CF704 where there is none, naming those that there are."""
    if not shares.node:
        message = "neither the node nor the number per area is stated"
        raise work.refuse("CF102", message, (), f"add `node: 7 nm`, or `{help}`")
    item = f"{prefix}/{shares.node}"
    if item not in known:
        message = f"there are no numbers of `{prefix}` for the node `{shares.node}`"
        nodes = sorted((one.rsplit("/", 1)[1] for one in known), key=lambda one: (len(one), one))
        has = (f"the library has {', '.join(nodes)}",)
        raise work.refuse("CF704", message, ("node",), f"state `{help}`", has)
    return item


def _drawn(work: Work, shares: Shares, prefix: str, help: str) -> str:
    known = [one for one, _, _ in work.library.items(f"{prefix}/")]
    return _item(work, shares, prefix, known, help)


def _stated(area: float, per_area: float, name: str, ko: str, at: Path, scope: str = "") -> Term:
    one = Stated(area, "cm2", per_area, f"stated, {name} per area")
    return Term(name, ko, at, amount_of(area, "cm2"), stated=(one,), scope=scope)
