"""Whose reduction arrives in which product: members, their tiers, and what leaves the programme; width is tonnes."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.pictures.drawing import LINE, SIZE, Drawing, cut
from carbonfoot.programmes.pictures.reading import (
    Data,
    Flow,
    called,
    decimals_for,
    flows,
    measures,
    members,
    shown,
)
from carbonfoot.programmes.pictures.waterfall import NARROW
from carbonfoot.programmes.told.words_pictures import say, tier_name

MOST_MEMBERS, MOST_PRODUCTS = 16, 10
"""Nodes of their own on the left and on the right; the others of a tier stand together, as do other products."""

_TALL = 380.0
_NODE = 12.0
_GAP = 8.0


class Node(NamedTuple):
    """A bar: `column` from the left, what flows through it, and where it stands; a slot has room for its label."""

    key: str
    column: int
    name: str
    tier: str
    tonnes: float
    top: float
    height: float


class Link(NamedTuple):
    """A band between two nodes, by their keys."""

    source: str
    target: str
    tonnes: float


class Layout(NamedTuple):
    """Nodes and bands; `more` are the flows that are not drawn because they emit more."""

    nodes: list[Node]
    links: list[Link]
    more: list[Flow]
    height: float


def layout(data: Data, year: int, lang: str, *, wide: bool) -> Layout:
    """Sums of bands into and out of every inner node are the same number: each flow is a band in every column."""
    all_flows = flows(data, year)
    drawn, more = [one for one in all_flows if one.tonnes > 0], [one for one in all_flows if one.tonnes < 0]
    left, tier_of = _left(data, drawn, lang)
    right = _right(data, drawn, lang)
    chains: dict[tuple[str, ...], list[float]] = {}
    names: dict[str, tuple[str, str]] = {}
    for flow in drawn:
        tier = tier_of[flow.measure]
        member, product = left[flow.measure], right[flow.product]
        names[f"tier {tier}"] = tier_name(tier, lang), tier
        names[member[0]] = member[1], tier
        names[product[0]] = product[1], "none"
        chain = ((member[0],) if wide else ()) + (f"tier {tier}", product[0])
        chains.setdefault(chain, []).append(flow.tonnes)
    sums = {chain: fsum(parts) for chain, parts in chains.items()}
    return _placed(sums, names, more, wide=wide)


def _left(data: Data, drawn: list[Flow], lang: str) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Node and tier of every measure: its member, or the others of that tier."""
    named, who = measures(data), members(data)
    member_of = {key: str(one.get("member") or "") for key, one in named.items()}
    tier_of, sums = {}, dict[str, float]()
    for flow in drawn:
        member = member_of.get(flow.measure, "")
        given = named.get(flow.measure, {}).get("tier")
        given = who.get(member, {}).get("tier") if given is None else given
        tier_of[flow.measure] = "none" if given is None else str(given)
        sums[member] = sums.get(member, 0.0) + flow.tonnes
    kept = set(sorted(sums, key=lambda one: (-sums[one], one))[:MOST_MEMBERS])
    others: dict[str, set[str]] = {}
    for measure, tier in tier_of.items():
        if member_of.get(measure, "") not in kept:
            others.setdefault(tier, set()).add(member_of.get(measure, ""))
    found = {}
    for measure, tier in tier_of.items():
        member = member_of.get(measure, "")
        if member in kept:
            found[measure] = f"member {tier} {member}", called(who.get(member, {"id": member}), lang)
        else:
            found[measure] = f"others {tier}", say("others", lang, count=str(len(others[tier])))
    return found, tier_of


def _right(data: Data, drawn: list[Flow], lang: str) -> dict[int, tuple[str, str]]:
    """Node of every product: the finished ones by themselves, parts for others together where there are many."""
    products = {int(one["number"]): one for one in data.get("products") or []}
    sums: dict[int, float] = {}
    for flow in drawn:
        sums[flow.product] = sums.get(flow.product, 0.0) + flow.tonnes
    ranked = sorted(sums, key=lambda one: (not products[one].get("finished"), -sums[one], one))
    kept, rest = ranked[:MOST_PRODUCTS], ranked[MOST_PRODUCTS:]
    found = {}
    for number in kept:
        name = called(products[number], lang)
        sold = "" if products[number].get("finished") else say("sold outside", lang)
        found[number] = f"product {number}", f"{name} {sold}".strip()
    for number in rest:
        found[number] = "products", say("other products", lang, count=str(len(rest)))
    return found


def _placed(
    sums: dict[tuple[str, ...], float], names: dict[str, tuple[str, str]], more: list[Flow], *, wide: bool
) -> Layout:
    columns = 3 if wide else 2
    through: list[dict[str, list[float]]] = [{} for _ in range(columns)]
    bands: dict[tuple[str, str], list[float]] = {}
    for chain, tonnes in sums.items():
        for column, key in enumerate(chain):
            through[column].setdefault(key, []).append(tonnes)
        for pair in pairwise(chain):
            bands.setdefault(pair, []).append(tonnes)
    whole = fsum(sums.values())
    per = _TALL / whole if whole else 0.0
    nodes: list[Node] = []
    height = 0.0
    for column, found in enumerate(through):
        size = {key: fsum(parts) for key, parts in found.items()}
        slot = LINE if wide and column == 0 else 2 * LINE
        order = sorted(size, key=lambda key, size=size: _order(key, names[key][1], size[key]))  # type: ignore[misc]
        top = LINE + 8
        for key in order:
            tall = max(size[key] * per, 0.6)
            room = max(tall, slot)
            name, tier = names[key]
            nodes.append(Node(key, column, name, tier, size[key], top + (room - tall) / 2, tall))
            top += room + _GAP
        height = max(height, top)
    links = [Link(*pair, fsum(parts)) for pair, parts in bands.items()]
    return Layout(nodes, links, more, height)


def _order(key: str, tier: str, size: float) -> tuple[object, ...]:
    """The highest tier first, as goods flow; in it the largest first, the others last; products in the order of size."""
    depth = -int(tier) if tier.isdigit() else 1
    return depth, key.startswith(("others", "products")), -size, key


def drawing(data: Data, year: int, lang: str = "en", width: float = 880) -> Drawing:
    """The picture with its boxes."""
    wide = width >= NARROW
    found = layout(data, year, lang, wide=wide)
    decimals = decimals_for([one.tonnes for one in found.nodes])
    drawn = fsum(one.tonnes for one in found.nodes if one.column == 0)
    told = "; ".join(f"{one.name} {shown(one.tonnes, decimals)} t" for one in found.nodes)
    title = say("cascade", lang, year=str(year))
    made = Drawing(f"cascade-{year}-{width:.0f}", width, title, told or say("no tonnes", lang))
    if not found.nodes:
        made.text(0, LINE, say("no tonnes", lang))
    else:
        _draw(made, found, decimals, lang, wide=wide)
    made.height = max(made.height, found.height if found.nodes else 0.0)
    foot = [say("cascade sum", lang, tonnes=shown(drawn, decimals))] if found.nodes else []
    if found.more:
        raised = -fsum(one.tonnes for one in found.more)
        few = decimals_for([raised])
        foot.append(say("cascade more", lang, tonnes=shown(raised, few), net=shown(drawn - raised, decimals)))
    made.lines(foot)
    return made


def _draw(made: Drawing, found: Layout, decimals: int, lang: str, *, wide: bool) -> None:
    width = made.width
    places = (width * 0.29, width * 0.5, width * 0.73) if wide else (0.0, width - _NODE)
    heads = ("who", "tier", "arrives in") if wide else ("tier", "arrives in")
    by_key = {one.key: one for one in found.nodes}
    for column, (x, head) in enumerate(zip(places, heads, strict=True)):
        last = column == len(places) - 1
        ends = (wide and column == 0) or (last and not wide)
        made.text(
            x + _NODE if ends else x,
            LINE - 4,
            say(head, lang),
            anchor="end" if ends else "start",
            kind="soft",
        )
    leaves, arrives = {one.key: one.top for one in found.nodes}, {one.key: one.top for one in found.nodes}
    rank = {one.key: place for place, one in enumerate(found.nodes)}
    for link in sorted(found.links, key=lambda one: (rank[one.source], rank[one.target])):
        source, target = by_key[link.source], by_key[link.target]
        out, into = source.height * link.tonnes / source.tonnes, target.height * link.tonnes / target.tonnes
        x1, x2 = places[source.column] + _NODE, places[target.column]
        y1, y2 = leaves[source.key], arrives[target.key]
        leaves[source.key] += out
        arrives[target.key] += into
        mid = (x1 + x2) / 2
        made.path(
            f"M{x1:.1f} {y1:.1f}C{mid:.1f} {y1:.1f} {mid:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
            f"V{y2 + into:.1f}C{mid:.1f} {y2 + into:.1f} {mid:.1f} {y1 + out:.1f} {x1:.1f} {y1 + out:.1f}Z",
            _colour(source.tier),
            faint=True,
            hint=f"{source.name} → {target.name}: {shown(link.tonnes, decimals)} t",
        )
    for node in found.nodes:
        x = places[node.column]
        amount = f"{shown(node.tonnes, decimals)} t"
        made.rect(x, node.top, _NODE, node.height, _colour(node.tier), f"{node.name}: {amount}")
        middle = node.top + node.height / 2
        if wide and node.column == 0:
            base = middle + SIZE * 0.36
            number = made.text(x - 6, base, amount, anchor="end")
            made.text(number.box().left - 8, base, cut(node.name, number.box().left - 8), anchor="end")
            continue
        outside = wide and node.column == len(places) - 1
        inner = not wide and node.column == len(places) - 1
        at_x = x - 6 if inner else x + _NODE + 6
        room = width - at_x if outside else (width * 0.2 if wide else width / 2 - _NODE - 10)
        anchor = "end" if inner else "start"
        made.text(
            at_x, middle - 3, cut(node.name, room, bold=True), anchor=anchor, halo=not outside, bold=True
        )
        made.text(at_x, middle + LINE - 4, amount, anchor=anchor, halo=not outside)


def _colour(tier: str) -> str:
    return f"tier-{tier}" if tier in ("0", "1", "2", "3") else "tier-none"


def sankey(data: Data, year: int, lang: str = "en", width: float = 880) -> str:
    """SVG of t CO2e avoided in a year, from who acts to the product in which it leaves the programme."""
    return drawing(data, year, lang, width).svg()
