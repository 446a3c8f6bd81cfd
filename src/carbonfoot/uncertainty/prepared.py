"""A model in the order of its draws: judged, and links, terms and products in an order that no file decides."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from carbonfoot.engine import solve
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan
from carbonfoot.uncertainty.distribution import check, sound
from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.model import Model

Factors = tuple[int, ...]


class Prepared(NamedTuple):
    """A model of which only what demands reach is kept, in canonical order.

    model    as given
    network  links of each activity by id of the supplier, then amount and drivers
    links    for each activity and link of `network` its drivers, by key
    terms    for each activity its terms and their drivers, in order
    plan     of the stated numbers
    """

    model: Model
    network: Network
    links: list[list[Factors]]
    terms: list[list[tuple[float, Factors]]]
    plan: Plan


def prepare(model: Model) -> Prepared:
    """The model judged and put in order.

    Raises `UncertaintyError` for a distribution that cannot be or a correlation of something unknown, and `LoopError` for a loop
    that has no solution with the stated numbers.
    """
    judge(model)
    ids, keys = model.network.ids, [driver.key for driver in model.drivers]

    def by_key(numbers: Factors) -> Factors:
        return tuple(sorted(numbers, key=lambda one: _name(keys, one))) if numbers[1:] else numbers

    roots = sorted({index for _, demand in model.demands for index in demand}, key=ids.__getitem__)
    size = len(model.network)
    targets: list[list[int]] = [[] for _ in range(size)]
    amounts: list[list[float]] = [[] for _ in range(size)]
    links: list[list[Factors]] = [[] for _ in range(size)]
    terms: list[list[tuple[float, Factors]]] = [[] for _ in range(size)]
    waiting, seen = list(roots), set(roots)
    while waiting:
        one = waiting.pop()
        rows = [
            (target, amount, by_key(factors))
            for target, amount, factors in zip(
                model.network.targets[one], model.network.amounts[one], model.on_links[one], strict=True
            )
        ]
        rows.sort(key=lambda row: (ids[row[0]], row[1], [_name(keys, number) for number in row[2]]))
        targets[one] = [target for target, _, _ in rows]
        amounts[one] = [amount for _, amount, _ in rows]
        links[one] = [factors for _, _, factors in rows]
        own = [
            (term, by_key(factors))
            for term, factors in zip(model.terms[one], model.on_terms[one], strict=True)
        ]
        own.sort(key=lambda row: (row[0], [_name(keys, number) for number in row[1]]))
        terms[one] = own
        for target in targets[one]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    network = Network(ids, targets, amounts)
    return Prepared(model, network, links, terms, solve.plan(network, roots))


def judge(model: Model) -> set[int]:
    """The numbers of the drivers that divide something.

    Raises `UncertaintyError` for the first driver, by key, that cannot be, and for correlations without a driver.
    """
    used = chain.from_iterable(chain.from_iterable((*model.on_links, *model.on_terms)))
    divide = {~one for one in set(used) if one < 0}
    if (
        not model.correlations
        and len({driver.key for driver in model.drivers}) == len(model.drivers)
        and all(
            driver.distribution.kind != "samples" and sound(driver.distribution, number in divide)
            for number, driver in enumerate(model.drivers)
        )
    ):
        return divide
    kinds: dict[str, str] = {}
    for number, driver in sorted(enumerate(model.drivers), key=lambda pair: pair[1].key):
        if driver.key in kinds:
            help = "one thing that is uncertain is one driver"
            raise UncertaintyError("distribution", (driver.key,), "two drivers have this key", help)
        kinds[driver.key] = driver.distribution.kind
        check(driver, divides=number in divide)
    for one, other, _ in model.correlations:
        for key in (one, other):
            if key not in kinds:
                help = "correlate numbers that are stated with an uncertainty"
                raise UncertaintyError("correlation", (one, other), f"`{key}` is not uncertain", help)
            if kinds[key] == "samples":
                help = "samples that were drawn together stay together as they are listed"
                raise UncertaintyError("correlation", (one, other), f"`{key}` is a list of samples", help)
    return divide


def _name(keys: list[str], number: int) -> tuple[bool, str]:
    """What orders a factor: multiplied before divided, then by key."""
    return (False, keys[number]) if number >= 0 else (True, keys[~number])
