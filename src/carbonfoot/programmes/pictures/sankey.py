"""From who acts through parts and modules to what leaves the programme: bands as wide as their tonnes, in columns by tier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carbonfoot.programmes.pictures.drawing import LINE, SMALL, Drawing, cut, text_width
from carbonfoot.programmes.pictures.network import PASSING, WHO, Graph, Link, Node, graph
from carbonfoot.programmes.pictures.reading import Data, decimals_for, shown
from carbonfoot.programmes.pictures.waterfall import NARROW
from carbonfoot.programmes.told.words_pictures import say, tier_name
from carbonfoot.reports.adding import units

MOST, MOST_NARROW = 11, 5
"""Nodes of a column by themselves on a broad page and on a telephone; the others stand together."""

_TALL, _TALL_EACH = 360.0, 70.0
"""How high all tonnes together are: at most, and for each node of a column and one more."""

_NODE = 11.0
_GAP = 7.0
_MORE = 4
_HEAD = 2 * LINE + 10
_LEAST, _POINTED, _FILLED = 0.5, 3.0, 5.0
"""The thinnest band; one at which a reader can point; one that is drawn as an area."""


class Place(NamedTuple):
    """Where a node stands; `tall` is its height."""

    x: float
    top: float
    tall: float


class Layout(NamedTuple):
    """A graph with the places of its nodes, by their keys."""

    graph: Graph
    places: dict[str, Place]
    pitch: float
    height: float


def layout(data: Data, year: int, lang: str, width: float) -> Layout:
    """Heights are tonnes at one scale, but that what is too thin is drawn as a line."""
    wide = width >= NARROW
    found = graph(data, year, lang, MOST if wide else MOST_NARROW)
    whole = found.avoided + found.added
    tall = min(_TALL, _TALL_EACH * (1 + max((len(keys) for keys in found.columns), default=0)))
    per = tall / whole if whole else 0.0
    count = len(found.columns)
    pitch = (width if wide else width - 34) / max(count, 1)
    if not wide:
        pitch = (width - 34) / max(count - 1, 1)
    slot = 2 * LINE - 4 if wide else LINE
    rooms: list[list[tuple[Node, float, float]]] = []
    for keys in found.columns:
        nodes = [found.nodes[key] for key in keys]
        highs = [max(one.tonnes * per, 0.6) for one in nodes]
        rooms.append(
            [
                (one, high, high if one.kind == PASSING else max(high, slot))
                for one, high in zip(nodes, highs, strict=True)
            ]
        )
    heights = [sum(room for _, _, room in column) + _GAP * (len(column) - 1) for column in rooms]
    most = max(heights, default=0.0)
    top = _HEAD if wide else _HEAD - LINE
    places: dict[str, Place] = {}
    for at, column in enumerate(rooms):
        y = top + (most - heights[at]) / 2
        for node, high, room in column:
            places[node.key] = Place(at * pitch, y + (room - high) / 2, high)
            y += room + _GAP
    return Layout(found, places, pitch, top + most)


def drawing(data: Data, year: int, lang: str = "en", width: float = 880) -> Drawing:
    """The picture with its boxes."""
    wide = width >= NARROW
    found = layout(data, year, lang, width)
    named = [found.graph.nodes[key] for column in found.graph.columns for key in column]
    named = [one for one in named if one.kind != PASSING]
    decimals = decimals_for([one.tonnes for one in named])
    told = "; ".join(f"{one.name} {_amount(one, decimals, lang)}" for one in named)
    title = say("cascade", lang, year=str(year))
    made = Drawing(f"cascade-{year}-{width:.0f}", width, title, told or say("no tonnes", lang))
    if not named:
        made.text(0, LINE, say("no tonnes", lang))
        return made
    _legend(made, found.graph, lang, wide=wide)
    _bands(made, found, decimals)
    if wide:
        _labels(made, found, decimals, lang)
    else:
        _numbers(made, found, decimals, lang)
    made.height = max(made.height, found.height)
    made.lines(_foot(found.graph, decimals, lang))
    return made


def _foot(found: Graph, decimals: int, lang: str) -> list[str]:
    if not found.added:
        return [say("cascade sum", lang, tonnes=shown(found.avoided, decimals))]
    numbers = (found.avoided, found.added, found.avoided - found.added)
    for more in range(_MORE):  # as many decimals as make them add up as they are printed
        avoided, added, net = (units(one, decimals + more) for one in numbers)
        if avoided - added == net:
            break
    texts = (shown(one, decimals + more) for one in numbers)
    return [say("cascade net", lang, **dict(zip(("avoided", "added", "net"), texts, strict=True)))]


def _amount(node: Node, decimals: int, lang: str) -> str:
    """Tonnes avoided, and those added where there are any."""
    text = f"{shown(node.avoided, decimals)} t"
    if not node.added:
        return text
    more = say("adds", lang, tonnes=shown(node.added, decimals))
    return f"{text}, {more}" if node.avoided else more


def _legend(made: Drawing, found: Graph, lang: str, *, wide: bool) -> None:
    """Who acts by colour, and what adds."""
    x, y = 0.0, LINE - 5
    tiers = sorted({one.tier for one in found.links if not one.added}, key=lambda one: (one == "none", one))
    keys = [(_colour(one), tier_name(one, lang)) for one in tiers]
    keys += [("ink", say("product", lang))]
    keys += [("more", say("adds emissions", lang))] if any(one.added for one in found.links) else []
    said = say("acts key", lang)
    if wide:
        made.text(0, y, said, kind="soft")
        x = text_width(said) + 10
    for kind, name in keys:
        size = 13.0 if wide else SMALL
        if x and x + 16 + text_width(name, size) > made.width:
            break
        made.rect(x, y - 9, 11, 11, kind)
        made.text(x + 16, y, name, kind="soft", size=size)
        x += 16 + text_width(name, size) + 14


def _bands(made: Drawing, found: Layout, decimals: int) -> None:
    places, nodes = found.places, found.graph.nodes
    rank = {
        key: (column, at) for column, keys in enumerate(found.graph.columns) for at, key in enumerate(keys)
    }
    into = {key: one.top for key, one in places.items()}
    starts: dict[Link, float] = {}
    leaves = dict(into)
    for link in sorted(found.graph.links, key=lambda one: (rank[one.target], one.added, one.tier)):
        starts[link] = leaves[link.source]
        leaves[link.source] += places[link.source].tall * link.tonnes / nodes[link.source].tonnes
    ends: dict[Link, float] = {}
    for link in sorted(found.graph.links, key=lambda one: (rank[one.source], one.added, one.tier)):
        ends[link] = into[link.target]
        into[link.target] += places[link.target].tall * link.tonnes / nodes[link.target].tonnes
    for link in sorted(
        found.graph.links, key=lambda one: (one.added, one.tier, rank[one.source], rank[one.target])
    ):
        source, target = places[link.source], places[link.target]
        out = source.tall * link.tonnes / nodes[link.source].tonnes
        high = target.tall * link.tonnes / nodes[link.target].tonnes
        y1, y2 = starts[link] + out / 2, ends[link] + high / 2
        x1 = source.x + (0 if nodes[link.source].kind == PASSING else _NODE)
        hint = f"{nodes[link.source].name} → {nodes[link.target].name}: {shown(link.tonnes, decimals)} t"
        thick = max((out + high) / 2, _LEAST)
        filled = thick >= _FILLED
        made.path(
            _band((x1, y1), (target.x, y2), thick if filled else 0.0),
            "more" if link.added else _colour(link.tier),
            stroke=0.0 if filled else thick,
            faint=True,
            hint=hint if thick >= _POINTED and made.width >= NARROW else "",
        )
    drawn = [
        (_colour(one.tier) if one.kind == WHO else "ink", key)
        for key, one in nodes.items()
        if one.kind != PASSING
    ]
    for kind, key in sorted(drawn):
        made.rect(places[key].x, places[key].top, _NODE, places[key].tall, kind)


def _band(start: tuple[float, float], end: tuple[float, float], thick: float) -> str:
    """The middle of a band; with a thickness all around it, as high everywhere."""
    wide, fall = end[0] - start[0], end[1] - start[1]
    half = wide / 2
    there = f"c{half:.0f} 0 {half:.0f} {fall:.1f} {wide:.0f} {fall:.1f}"
    if not thick:
        return f"M{start[0]:.0f} {start[1]:.1f}{there}"
    back = f"c{-half:.0f} 0 {-half:.0f} {-fall:.1f} {-wide:.0f} {-fall:.1f}"
    return f"M{start[0]:.0f} {start[1] - thick / 2:.1f}{there}v{thick:.1f}{back}z"


def _labels(made: Drawing, found: Layout, decimals: int, lang: str) -> None:
    """Name and tonnes beside each node."""
    for at, keys in enumerate(found.graph.columns):
        x = at * found.pitch
        room = found.pitch - _NODE - 14
        head = _head([found.graph.nodes[key] for key in keys], at, lang)
        made.text(x, _HEAD - 10, cut(head, found.pitch - 8, SMALL), kind="soft", size=SMALL)
        for key in keys:
            node, place = found.graph.nodes[key], found.places[key]
            if node.kind == PASSING:
                continue
            middle = place.top + place.tall / 2
            left = x + _NODE + 5
            made.text(
                left, middle - 2, cut(node.name, room, SMALL, bold=True), halo=True, bold=True, size=SMALL
            )
            made.text(
                left, middle + 12, cut(_amount(node, decimals, lang), room, SMALL), halo=True, size=SMALL
            )


def _head(nodes: Sequence[Node], column: int, lang: str) -> str:
    """What stands in a column: who acts, or the tier of who makes the products."""
    tiers = {one.tier for one in nodes if one.kind not in (WHO, PASSING) and not one.ends}
    acting = any(one.kind == WHO for one in nodes)
    words = [tier_name(one, lang) for one in sorted(tiers, reverse=True)]
    words += [say("leaves", lang)] if column and not tiers else []
    return " / ".join([*words, *([say("who", lang)] if acting else [])])


def _numbers(made: Drawing, found: Layout, decimals: int, lang: str) -> None:
    """Numbers beside nodes, and below what they stand for, column by column."""
    number = 0
    rows: list[tuple[str, str]] = []
    for at, keys in enumerate(found.graph.columns):
        nodes = [found.graph.nodes[key] for key in keys]
        rows.append(("", _head(nodes, at, lang)))
        for node in nodes:
            if node.kind == PASSING:
                continue
            number += 1
            place = found.places[node.key]
            base = place.top + place.tall / 2 + 4
            made.text(place.x + _NODE + 3, base, f"{number}", halo=True, bold=True, size=SMALL)
            rows.append((f"{number}", f"{node.name}\n{_amount(node, decimals, lang)}"))
    y = found.height + 4
    for key, told in rows:
        y += LINE
        if not key:
            y += 4
            made.text(0, y, cut(told, made.width), kind="soft")
            continue
        name, amount = told.split("\n")
        made.text(18, y, key, anchor="end", bold=True, size=SMALL)
        written = made.text(made.width, y, amount, anchor="end", size=SMALL)
        made.text(26, y, cut(name, written.box().left - 32, SMALL), size=SMALL)


def _colour(tier: str) -> str:
    return f"tier-{tier}" if tier in ("0", "1", "2", "3") else "tier-none"


def sankey(data: Data, year: int, lang: str = "en", width: float = 880) -> str:
    """SVG of t CO2e avoided in a year, from who acts through what is made of it to what leaves the programme."""
    return drawing(data, year, lang, width).svg()
