"""How much of each product is made, and how much of it other products of the programme use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from math import fsum

from carbonfoot.documents.fields import Value
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import adjoint, plan
from carbonfoot.findings.finding import Path
from carbonfoot.programmes.reading import Product
from carbonfoot.programmes.series import Reader
from carbonfoot.programmes.world import World
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity

ROUNDING = 1e-6
"""Volumes that fit are written with the digits that each has."""

By = Mapping[int, float]


def needs(world: World, products: Sequence[Product]) -> dict[str, dict[str, float]]:
    """Declared units of each product that one declared unit of another takes, not counting what goes through a third."""
    files = [one.file for one in products if one.file in world.main]
    keys = {world.main[file]: file for file in files}
    rows = {key: row for inside in world.base.values() for key, row in inside.items()}
    number = world.number
    order = sorted(rows, key=number.__getitem__)
    targets = [[] if key in keys else [number[to] for to, _ in rows[key].links] for key in order]
    amounts = [[] if key in keys else [amount for _, amount in rows[key].links] for key in order]
    try:
        way = plan(Network(order, targets, amounts))
    except LoopError:
        return {file: {} for file in files}
    found: dict[str, dict[str, float]] = {file: {} for file in files}
    for key, file in keys.items():
        unit = [0.0] * len(order)
        unit[number[key]] = 1.0
        need = adjoint(way, unit)
        for user, its in keys.items():
            taken = fsum(
                amount * need[number[to]] for to, amount in rows[user].links + rows[user].beyond_links
            )
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
    users = {one.file: {user for user in taken if one.file in taken[user]} for one in products}
    try:
        order = list(TopologicalSorter(users).static_order())
    except CycleError:
        order = sorted(users, key=lambda file: stated[file] is None)
    found: dict[str, tuple[By, By, bool]] = {}
    for file in order:
        product = next(one for one in products if one.file == file)
        inside = {
            year: fsum(
                found[user][0][year] * taken[user][file] for user in sorted(users[file]) if user in found
            )
            for year in years
        }
        volume = stated[file]
        if product.stated is None and not users[file]:
            help = "say how much is made in a year, such as `volume: 400000 piece`: tonnes are change times volume"
            reader.report(
                "CF970", "nothing here uses it, and no volume is stated", product.place, help, "key"
            )
        elif volume is not None:
            _fits(reader, product, volume, inside)
        found[file] = (inside if volume is None else volume, inside, product.stated is not None)
    return found


def _fits(reader: Reader, product: Product, volume: By, inside: By) -> None:
    for year, made in volume.items():
        if inside[year] > made * (1 + ROUNDING):
            used, all_ = format_number(inside[year], 6), format_number(made, 6)
            message = f"{year}: the others here use {used} declared units of it, and {all_} are made"
            help = "correct the volume, or leave it out where it is made for the others alone"
            reader.report("CF970", message, (*product.place, "volume"), help)
            return
