"""How every line of a site is shared among its products."""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

from carbonfoot.documents.part import Part
from carbonfoot.footprint.contributions import footprint
from carbonfoot.footprint.result import Footprint
from carbonfoot.system.model import Path, System
from carbonfoot.system.solve import solve


class Shared(NamedTuple):
    """One line of a site: by which key it is shared, "" where one product bears it, and the share of each that bears some.

    shares  place of the account among all activities, and its share, 0 to 1
    """

    path: Path
    name: str
    name_ko: str
    by: str
    shares: tuple[tuple[int, float], ...]


def account(result: Footprint, number: int, part: Part) -> Footprint:
    """What one product of a site bears, as a footprint of its own, of all that was made of it in the period.

    number  the place of the product in the site document
    """
    first = result.product.products[number]
    order = [first, *(index for index in range(len(result.activities)) if index != first)]
    place = {index: at for at, index in enumerate(order)}
    moved = []
    for index in order:
        one = copy(result.activities[index])
        one.products = tuple(place[other] for other in one.products)
        one.flows = [flow if flow.link < 0 else flow._replace(link=place[flow.link]) for flow in one.flows]
        moved.append(one)
    system = System(moved, result.gwp_set)
    return footprint(system, solve(system), part)


def shared(result: Footprint) -> list[Shared]:
    """The lines of a site in its own order, each with the accounts that bear it."""
    borne: dict[tuple[Path, str], list[tuple[int, float, str]]] = {}
    for index in result.product.products:
        for flow in result.activities[index].flows:
            entry = (index, flow.allocated, flow.allocated_by)
            borne.setdefault((flow.path, flow.name), []).append(entry)
    found = []
    for flow in result.product.flows:
        shares = borne.get((flow.path, flow.name), [])
        by = next((method for _, _, method in shares if method), "")
        parts = tuple((index, share / flow.allocated) for index, share, _ in shares)
        found.append(Shared(flow.path, flow.name, flow.name_ko, by if len(parts) > 1 else "", parts))
    return found
