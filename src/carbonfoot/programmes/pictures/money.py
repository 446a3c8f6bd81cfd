"""The flow of money as a picture: groups in columns, bands as wide as what is paid; what comes back runs below, to the left."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.pictures.drawing import LINE, Drawing, cut, text_width
from carbonfoot.programmes.pictures.payers import Flows, Group, Payment, columns, flows
from carbonfoot.programmes.pictures.reading import Data, decimals_for, shown
from carbonfoot.programmes.pictures.scale import apart
from carbonfoot.programmes.told.words_pictures import money_unit, say, tier_name

_TALL = 190.0
_NODE = 14.0
_STUB = 22.0
_LEAST_COLUMN = 196.0
_HEAD = 2 * LINE


class Port(NamedTuple):
    """Where a band touches a group: `side` out or into, `other` the group at its far end or own, invested, left."""

    group: str
    side: str
    other: str
    amount: float
    middle: float
    thick: float


class Layout(NamedTuple):
    """Ports on both sides of every group together are as high as the group; places are left edge, top, height."""

    ports: list[Port]
    places: dict[str, tuple[float, float, float]]
    slots: dict[str, float]
    over: list[Payment]
    under: list[Payment]
    per: float
    bottom: float


def _far(payment: Payment, place: dict[str, int]) -> int:
    return place[payment.target] - place[payment.source]


def layout(found: Flows, width: float) -> Layout:
    """Where everything stands. Bands that pass a column run above it; those that go back run below."""
    ordered = columns(found.groups)
    place = {group.key: number for number, column in enumerate(ordered) for group in column}
    per = _TALL / max(fsum(one.through for one in column) for column in ordered)
    over = [one for one in found.payments if _far(one, place) > 1 or _far(one, place) == 0]
    under = [one for one in found.payments if _far(one, place) < 0]
    top = LINE + 12 + fsum(one.amount * per + 8 for one in over) + _HEAD
    pitch = width / len(ordered)
    ports: list[Port] = []
    places, slots = {}, {}
    bottom = top
    for number, column in enumerate(ordered):
        y = top
        for group in column:
            out, into = _sides(group, found, place)
            places[group.key] = (number * pitch + _STUB, y, group.through * per)
            for side, ends in (("out", out), ("into", into)):
                edge = y
                for other, amount in ends:
                    ports.append(Port(group.key, side, other, amount, edge + amount * per / 2, amount * per))
                    edge += amount * per
            slots[group.key] = max(group.through * per, (len(out) - 1) * LINE + 6)
            y += slots[group.key] + _HEAD + 8
        bottom = max(bottom, y - _HEAD)
    return Layout(ports, places, slots, over, under, per, bottom)


def _sides(
    group: Group, found: Flows, place: dict[str, int]
) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """Ends of bands from top to bottom: over other columns, to the next, own ends, back."""

    def ends(
        mine: list[Payment], name: Callable[[Payment], str], own: list[tuple[str, float]]
    ) -> list[tuple[str, float]]:
        def kind(one: Payment) -> int:
            far = _far(one, place)
            return 2 if far < 0 else int(far == 1)

        found_at = [[(name(one), one.amount) for one in mine if kind(one) == at] for at in range(3)]
        return [*found_at[0], *found_at[1], *((key, amount) for key, amount in own if amount), *found_at[2]]

    leaving = [one for one in found.payments if one.source == group.key]
    arriving = [one for one in found.payments if one.target == group.key]
    spent = [("invested", group.invested), ("left", group.left)]
    return (
        ends(leaving, lambda one: one.target, spent),
        ends(arriving, lambda one: one.source, [("own", group.own)]),
    )


def drawing(data: Data, lang: str = "en", width: float = 880) -> Drawing:
    """The picture with its boxes; wider where there are many tiers."""
    found = flows(data, lang)
    width = max(width, _LEAST_COLUMN * len(columns(found.groups)))
    currency = str((data.get("money") or {}).get("currency") or "")
    size, unit = money_unit([one.through for one in found.groups], currency, lang)
    decimals = decimals_for([one.through / size for one in found.groups])

    def told(amount: float) -> str:
        return shown(amount / size, decimals)

    names = {one.key: one.name for one in found.groups}
    said = "; ".join(
        f"{names[one.source]} → {names[one.target]} {told(one.amount)}" for one in found.payments
    )
    made = Drawing(
        "money-flow", width, f"{say('money flow', lang)} ({unit})", said or say("no payments", lang)
    )
    if not found.groups:
        made.text(0, LINE, say("no payments", lang))
        return made
    made.text(0, LINE - 3, unit, kind="soft")
    placed = layout(found, width)
    _bands(made, found, placed, names, told)
    _groups(made, found, placed, names, told, lang)
    own, spent, left = (
        fsum(getattr(one, key) for one in found.groups) for key in ("own", "invested", "left")
    )
    within = [
        f"{say('within', lang)}: {tier_name(one.source, lang)}, {told(one.amount)} ({', '.join(one.kinds)})"
        for one in found.inside
    ]
    key = say("money key", lang)
    made.lines([key, say("money sum", lang, own=told(own), spent=told(spent), left=told(left)), *within])
    return made


def _bands(
    made: Drawing, found: Flows, placed: Layout, names: dict[str, str], told: Callable[[float], str]
) -> None:
    ports = {(one.group, one.side, one.other): one for one in placed.ports}
    above, below = LINE + 8, placed.bottom + 8
    for one in sorted(found.payments, key=lambda one: (one in placed.under, one.source, one.target)):
        out, into = ports[one.source, "out", one.target], ports[one.target, "into", one.source]
        x1, x2 = placed.places[one.source][0] + _NODE, placed.places[one.target][0]
        hint = f"{names[one.source]} → {names[one.target]}: {told(one.amount)} ({', '.join(one.kinds)})"
        start, end = f"M{x1:.1f} {out.middle:.1f}", f"{x2:.1f} {into.middle:.1f}"
        thick = max(out.thick, 0.8)
        if one in placed.over or one in placed.under:
            back = one in placed.under
            lane = below + thick / 2 if back else above + thick / 2
            if back:
                below += thick + 8
            else:
                above += thick + 8
            points = _around((x1, out.middle), (x2, into.middle), lane, thick, back=back)
            made.path(points, "goal" if back else "tier-1", stroke=thick, faint=True, hint=hint)
            made.height = max(made.height, lane + thick / 2)
            if back:
                middle = (x1 + x2) / 2
                made.path(f"M{middle - 9:.1f} {lane:.1f}l14 -7v14Z", "goal")
            continue
        mid = (x1 + x2) / 2
        points = f"{start}C{mid:.1f} {out.middle:.1f} {mid:.1f} {into.middle:.1f} {end}"
        made.path(points, "tier-1", stroke=thick, faint=True, hint=hint)
    for port in placed.ports:
        x, top = placed.places[port.group][0], port.middle - port.thick / 2
        if port.other == "own":
            made.rect(x - _STUB + 4, top, _STUB - 4, max(port.thick, 0.8), "before", told(port.amount))
        elif port.other in ("invested", "left"):
            kind = "less" if port.other == "invested" else "line"
            made.rect(x + _NODE, top, _STUB - 6, max(port.thick, 0.8), kind, told(port.amount))


def _around(
    start: tuple[float, float], end: tuple[float, float], lane: float, thick: float, *, back: bool
) -> str:
    """The way of a band over columns, up to a lane and down again; or back under them, in loops at both ends."""
    (x1, y1), (x2, y2) = start, end
    bend = 22 + thick / 2
    leave, settle, turn = (bend, bend, 0.0) if back else (60.0, 30.0, 84.0)
    return (
        f"M{x1:.1f} {y1:.1f}C{x1 + leave:.1f} {y1:.1f} {x1 + settle:.1f} {lane:.1f} {x1 + turn:.1f} {lane:.1f}"
        f"H{x2 - turn:.1f}C{x2 - settle:.1f} {lane:.1f} {x2 - leave:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    )


def _groups(
    made: Drawing,
    found: Flows,
    placed: Layout,
    names: dict[str, str],
    told: Callable[[float], str],
    lang: str,
) -> None:
    """Bars with their names above, what leaves them beside, and their accounts below."""
    ordered = columns(found.groups)
    pitch = made.width / len(ordered)
    foot = max(made.height, placed.bottom) + LINE + 6
    for number, column in enumerate(ordered):
        y = foot
        for group in column:
            x, top, tall = placed.places[group.key]
            made.rect(x, top, _NODE, max(tall, 1.0), "ink", f"{group.name}: {told(group.through)}")
            made.text(x - _STUB + 4, top - 8, cut(group.name, pitch - 12, bold=True), bold=True, halo=True)
            out = [one for one in placed.ports if one.group == group.key and one.side == "out"]
            wanted = [one.middle for one in out]
            spread = apart(wanted, LINE, top + 5, top + max(placed.slots[group.key] - 5, 5))
            for port, middle in zip(out, spread, strict=True):
                what = {"invested": say("into measures", lang), "left": say("left over", lang)}.get(
                    port.other
                )
                what = what or f"→ {names[port.other]}"
                at_x = x + _NODE + _STUB
                room = number * pitch + pitch - 6 - at_x
                amount = told(port.amount)
                made.text(at_x, middle + 4, _beside(what, amount, room), halo=True)
            y = _account(made, group, number * pitch + 4, y, (pitch, told, lang))


def _beside(what: str, amount: str, room: float) -> str:
    """What and how much; the amount stays whole."""
    return f"{cut(what, max(room - text_width(f': {amount}'), 20))}: {amount}"


def _account(
    made: Drawing, group: Group, x: float, y: float, how: tuple[float, Callable[[float], str], str]
) -> float:
    """What a group receives and adds, pays, spends and has left: both sides are equal."""
    pitch, told, lang = how
    right = x + pitch - 20
    count = say("member one" if group.members == 1 else "members", lang, count=str(group.members))
    made.text(x, y, cut(group.name, pitch - 20, bold=True), bold=True)
    y += LINE
    made.text(x, y, count, kind="soft")
    rows = (
        ("received", group.received, "+"),
        ("own money", group.own, "+"),
        ("paid on", group.paid, "−"),
        ("into measures", group.invested, "−"),
        ("left over", group.left, "−"),
    )
    for key, amount, sign in rows:
        if not amount:
            continue
        y += LINE
        number = made.text(right, y, f"{sign} {told(amount)}", anchor="end")
        made.text(x, y, cut(say(key, lang), number.box().left - x - 6), kind="soft")
    return y + LINE + 8


def money_flow(data: Data, lang: str = "en", width: float = 880) -> str:
    """SVG of all payments and investments of the programme, in its currency."""
    return drawing(data, lang, width).svg()
