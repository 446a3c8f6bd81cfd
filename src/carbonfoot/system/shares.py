"""The shares of the products of a document under a method of allocation: exact ratios of keys that all of them state."""

from __future__ import annotations

from fractions import Fraction

from carbonfoot.documents.coproducts import Allocation
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import added, rescaled
from carbonfoot.quantities.units import nearest
from carbonfoot.system.compounds import SHARES_ADD_UP
from carbonfoot.system.context import Context
from carbonfoot.system.made import ECONOMIC, UNITS, Key, KeyMissing, KeyRefused, Made, key_of
from carbonfoot.system.model import Path

SUBSTITUTION = "substitution"
CUT_OFF = "cut-off"
SHARES = "shares"
WORDS = (*UNITS, ECONOMIC, SUBSTITUTION, CUT_OFF)

Among = tuple[int, ...]
"""Products by their place in the list of what a document makes; the declared product is 0."""


def shares_of(
    context: Context,
    made: list[Made],
    allocation: Allocation,
    among: Among,
    path: Path,
    bearing: Among | None = None,
) -> list[float] | None:
    """A share for every product, those not `among` it with zero; they sum to 1. None with a finding.

    `bearing`: those that stated shares are for, all products unless said; no other may have a share above zero.
    What is left by rounding goes to the largest share, so that no burden is lost and none is counted twice.
    """
    if len(among) == 1:
        ratios = {among[0]: Fraction(1)}
    elif allocation.method in (SUBSTITUTION, CUT_OFF):
        if 0 not in among:
            names = " and ".join(f"`{made[index].name}`" for index in among)
            message = f"{allocation.method} says nothing about shares among {names}"
            context.report("CF438", message, path, "state a key for it, such as `allocation: mass`", on="key")
            return None
        ratios = {0: Fraction(1)}
    elif allocation.method == SHARES:
        stated = _stated(context, made, allocation, among, path, bearing)
        if stated is None:
            return None
        ratios = stated
    else:
        keyed = _keyed(context, made, allocation.method, among)
        if keyed is None:
            return None
        whole = added(key.number for key in keyed.values())
        found = rounded([keyed[index].value if index in keyed else Fraction(0) for index in range(len(made))])
        for index, key in keyed.items():
            found[index] = rescaled(key.number / whole, found[index])
        return found
    return rounded([ratios.get(index, Fraction(0)) for index in range(len(made))])


def rounded(ratios: list[Fraction]) -> list[float]:
    """The ratios as shares of their sum; the largest, the first of equals, is what the others leave of 1."""
    whole = sum(ratios, Fraction(0))
    shares = [float(ratio / whole) for ratio in ratios]
    largest = max(range(len(ratios)), key=lambda index: (ratios[index], -index))
    others = sum((Fraction(share) for index, share in enumerate(shares) if index != largest), Fraction(0))
    shares[largest] = float(1 - others)
    return shares


def known_method(context: Context, made: list[Made], allocation: Allocation, path: Path) -> bool:
    """Whether the method is a word, shares, or a key that a product states; CF105 otherwise."""
    named = {key for one in made for key in one.shape.keys or {}}
    if allocation.method in (*WORDS, *named) or allocation.shares:
        return True
    near = nearest(allocation.method, [*WORDS, *named])
    help = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else "state it under `keys:`"
    note = f"the methods are {', '.join(f'`{name}`' for name in (*WORDS, *sorted(named)))}"
    context.report("CF105", f"`{allocation.method}` is no method of allocation", path, help, (note,))
    return False


def place_of(context: Context, made: list[Made], id: str, path: Path) -> int | None:
    """The product with an id; None with CF430 when the document makes none such."""
    for index, one in enumerate(made):
        if one.id == id:
            return index
    ids = [one.id for one in made]
    near = nearest(id, ids)
    help = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else "name it by its `id:`"
    note = f"its products are {', '.join(f'`{one.id}` ({one.name})' for one in made)}"
    context.report("CF430", f"the document makes no product `{id}`", path, help, (note,))
    return None


def _stated(
    context: Context,
    made: list[Made],
    allocation: Allocation,
    among: Among,
    path: Path,
    bearing: Among | None,
) -> dict[int, Fraction] | None:
    found: dict[int, Fraction] = {}
    for id, value in allocation.shares.items():
        index = place_of(context, made, id, (*path, id))
        share = context.scope.share(value, (*path, id))
        if index is None or share is None:
            return None
        found[index] = Fraction(repr(share))
        if bearing is not None and index not in bearing and share:
            message = f"`{id}` has a share, and bears nothing of this"
            help = "leave it out: energy that is sold bears what it is taken from, goods the steps that they pass"
            context.report("CF106", message, (*path, id), help, on="key")
            return None
    for index, one in enumerate(made):
        if index not in found and bearing is not None and index not in bearing:
            found[index] = Fraction(0)
        if index not in found:
            message = f"`{one.name}` ({one.id}) has no share"
            context.report("CF431", message, path, "state a share for every product; 0 % is one", on="key")
            return None
    total = sum(found.values(), Fraction(0))
    if abs(total - 1) > SHARES_ADD_UP:
        message = f"the shares add up to {format_number(100 * float(total), 6)} %, not 100 %"
        context.report("CF406", message, path, "correct a share", on="key")
        return None
    chosen = {index: found[index] for index in among}
    if not any(chosen.values()):
        message = "none of the products that it serves has a share"
        context.report("CF438", message, path, "state shares of its own for it", on="key")
        return None
    return chosen


def _keyed(context: Context, made: list[Made], method: str, among: Among) -> dict[int, Key] | None:
    keys: dict[int, Key] = {}
    refused = False
    for index in among:
        one = made[index]
        try:
            keys[index] = key_of(context, one, method)
        except KeyMissing as error:
            message = f"allocation by {method}: `{one.name}` does not state {error.need}"
            help = "state it for every product, or choose another method"
            context.report("CF431", message, one.path, help, on="key")
            refused = True
        except KeyRefused:
            refused = True
    if refused or not _alike(context, made, method, keys):
        return None
    return keys


def _alike(context: Context, made: list[Made], method: str, keys: dict[int, Key]) -> bool:
    """Whether all keys are in units that meet, and on one calorific basis."""
    (head, first), *others = keys.items()
    for index, key in others:
        if key.unit.dimension != first.unit.dimension:
            message = (
                f"the key of `{made[index].name}` in {key.unit.symbol} does not meet that of "
                f"`{made[head].name}` in {first.unit.symbol}"
            )
            context.report("CF204", message, key.path, f"write both in one unit to allocate by {method}")
            return False
    bases = {key.unit.basis: key for key in keys.values() if key.unit.basis}
    if len(bases) > 1:
        message = "some energy contents are on net, some on gross calorific value"
        help = "write all on one calorific value, the net one as a rule"
        context.report("CF210", message, bases["gross"].path, help)
        return False
    return True
