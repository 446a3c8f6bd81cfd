"""How much of each product is made, and how much of it other products of the programme use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from carbonfoot.documents.fields import Value
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import adjoint, plan
from carbonfoot.findings.finding import Path
from carbonfoot.programmes.reading import Product
from carbonfoot.programmes.series import Reader
from carbonfoot.programmes.world import GRAVE, NOTHING, State, World
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity

ROUNDING = 1e-6
"""Volumes that fit are written with the digits that each has."""

ROUNDS = 1000
CLOSE = 1e-13
"""Of a volume: two rounds that differ by less are one."""

By = Mapping[int, float]


def needs(world: World, products: Sequence[Product], state: State = NOTHING) -> dict[str, dict[str, float]]:
    """Declared units of each product that one declared unit of another takes, not counting what goes through a third."""
    files = [one.file for one in products if one.file in world.main]
    keys = {world.main[file]: file for file in files}
    changed = world.rows_in(state)
    rows = {key: row for inside in {**world.base, **changed}.values() for key, row in inside.items()}
    known = world.number
    order = sorted(rows, key=lambda key: (known.get(key, len(known)), key))
    number = {key: at for at, key in enumerate(order)}
    targets = [[] if key in keys else [number[to] for to, _ in rows[key].links] for key in order]
    amounts = [[] if key in keys else [amount for _, amount in rows[key].links] for key in order]
    try:
        way = plan(Network(order, targets, amounts))
    except LoopError:
        return {file: {} for file in files}
    found: dict[str, dict[str, float]] = {file: {} for file in files}
    whole = {key for key, file in keys.items() if world.documents.loaded[file].part.boundary == GRAVE}
    for key, file in keys.items():
        unit = [0.0] * len(order)
        unit[number[key]] = 1.0
        need = adjoint(way, unit)
        for user, its in keys.items():
            links = rows[user].links + (rows[user].beyond_links if user in whole else ())
            taken = fsum(amount * need[number[to]] for to, amount in links)
            if taken:
                found[its][file] = taken
    return found


def volumes(
    reader: Reader, world: World, products: Sequence[Product], years: tuple[int, ...]
) -> dict[str, tuple[By, By, bool]]:
    """Of each product: declared units a year, of these what others use, whether stated; CF970 where they do not fit."""
    taken = needs(world, products)
    stated: dict[str, By | None] = {}
    for product in products:
        reference = world.activities[world.number[world.main[product.file]]].reference
        path: Path = (*product.place, "volume")

        def declared(value: Value, at: Path, of: Quantity = reference) -> float | None:
            return reader.number(value, at, lambda quantity: quantity.to(of.unit.symbol) / of.number)

        stated[product.file] = (
            None if product.stated is None else reader.by_year(product.stated, path, years, declared)
        )
    users = {one.file: sorted(user for user in taken if one.file in taken[user]) for one in products}
    made, inside = _made(users, taken, stated, years)
    found: dict[str, tuple[By, By, bool]] = {}
    for product in products:
        volume = stated[product.file]
        if product.stated is None and not _wanted(product.file, users, stated):
            help = "say how much is made in a year, such as `volume: 400000 piece`: tonnes are change times volume"
            message = "nothing here uses it, and no volume is stated"
            if users[product.file]:
                message = "what uses it here has no volume either, and none is stated"
            reader.report("CF970", message, product.place, help, "key")
        elif made is None:
            help = "state the volume of each: what they take of each other comes to no end"
            reader.report("CF970", "it is made of products that are made of it", product.place, help, "key")
        elif volume is not None:
            _fits(reader, product, volume, inside[product.file])
        whole = inside[product.file] if made is None else made[product.file]
        # digits of rounding that others use beyond what is made are none that leave, below zero
        used = {year: min(number, whole[year]) for year, number in inside[product.file].items()}
        found[product.file] = (whole, used, product.stated is not None)
    return found


def _wanted(file: str, users: Mapping[str, Sequence[str]], stated: Mapping[str, By | None]) -> bool:
    """Whether somebody with a volume of his own uses it, directly or through others."""
    seen, waiting = {file}, [file]
    while waiting:
        fresh = set(users[waiting.pop()]) - seen
        if any(stated[one] is not None for one in fresh):
            return True
        seen |= fresh
        waiting += fresh
    return False


def _made(
    users: Mapping[str, Sequence[str]],
    taken: Mapping[str, Mapping[str, float]],
    stated: Mapping[str, By | None],
    years: tuple[int, ...],
) -> tuple[dict[str, By] | None, dict[str, By]]:
    """Declared units made and used by others; of products without a volume what the others use, round by round.

    A chain is done after as many rounds as it is long; products that take of each other come ever closer. No volumes
    where they do not.
    """
    made: dict[str, By] = {file: volume or dict.fromkeys(years, 0.0) for file, volume in stated.items()}
    inside: dict[str, By] = {}
    for _ in range(ROUNDS):
        inside = {
            file: {year: fsum(made[user][year] * taken[user][file] for user in users[file]) for year in years}
            for file in users
        }
        after = {file: volume or inside[file] for file, volume in stated.items()}
        if all(
            abs(after[file][year] - made[file][year]) <= CLOSE * abs(after[file][year])
            for file in after
            for year in years
        ):
            return after, inside
        made = after
    return None, inside


def _fits(reader: Reader, product: Product, volume: By, inside: By) -> None:
    for year, made in volume.items():
        if inside[year] > made * (1 + ROUNDING):
            used, all_ = format_number(inside[year], 6), format_number(made, 6)
            message = f"{year}: the others here use {used} declared units of it, and {all_} are made"
            help = "correct the volume, or leave it out where it is made for the others alone"
            reader.report("CF970", message, (*product.place, "volume"), help)
            return
