"""What one per cent of each input does to the footprint: all inputs in one pass.

Every amount of the documents is traced through one more reading (forward differentiation, `quantities/traced`), which
gives how each line changes with each input. With y_i, how often activity i is needed, and x_j, what a unit of j causes,
the total changes by  sum_i y_i (d b_i + sum_j d a_ij x_j): one forward and one adjoint solve, exact through loops
(Heijungs and Suh, The Computational Structure of Life Cycle Assessment, 2002, chapter 6: perturbation theory).

The slopes are checked by recomputing with all inputs moved at once; where they do not agree, every input is moved on
its own instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any, NamedTuple

from carbonfoot.documents.load import Documents
from carbonfoot.documents.watched import Key, Seen, Watch
from carbonfoot.footprint.again import Moved, moved, needed, rebuilt, remembering
from carbonfoot.footprint.inputs import BASES, Named, at, kind_of, named
from carbonfoot.footprint.result import Contribution, Footprint, Recipe
from carbonfoot.quantities.traced import Slopes, slopes_of
from carbonfoot.quantities.units import Quantity, parse_quantity, parse_unit
from carbonfoot.system.model import BESIDE, CATEGORIES, System

STEP = 1e-6
AGREES = 1e-7
"""Relative step of the check, and how far it may be from the slopes, relative to all that the step moves."""

ALONE = 1e-4
"""Relative step of an input that is moved on its own."""

GOLDEN = 0.6180339887498949
"""Spreads the parts of the step evenly, the same in every run."""

ADD_UP = ("inputs", "makes", "processes", "materials", "scenarios", "constituents", "feedstocks")
"""Lists whose entries have shares of one whole."""

FREE = 1e-9
"""Shares of a compound may leave their sum by so much of it: rounding, nothing else."""


class Input(NamedTuple):
    """One input and what it does.

    key       file and path of the amount; of a factor the record alone
    value     the amount as it stands; of a factor kg CO2e per unit
    slope     kg CO2e per declared unit for a relative change of one, first order; None where it cannot change alone
    uses      lines that rest on a factor
    alongside what changes with it: the other shares of a compound make room, parts of a stated footprint follow
    """

    key: Key
    named: Named
    value: Quantity
    computed: bool
    slope: float | None
    uses: int = 1
    record: str = ""
    pack: str = ""
    alongside: tuple[Key, ...] = ()


class Sensitivity(NamedTuple):
    """All inputs, those that matter most first; kg CO2e per declared unit.

    base    what the slopes are of: the total, or what is known of it
    off     how far the check by recomputation was from the slopes, relative to what its step moved
    traced  whether the slopes were traced; False where each input was moved on its own
    """

    base: float
    inputs: list[Input]
    off: float
    traced: bool


class Model(NamedTuple):
    """What slopes and break-evens are computed with."""

    recipe: Recipe
    boundary: str
    base: Moved

    def __call__(self, factors: dict[Key, float]) -> float | None:
        """kg CO2e with some amounts multiplied; None where that leaves no result, or fewer or other lines."""
        found = moved(self.recipe, self.boundary, factors)
        if found is None or found.missing != self.base.missing or not found.refused <= self.base.refused:
            return None
        return found.co2e


class UntracedError(Exception):
    """The slopes do not hold, and there are more inputs than may be moved one by one."""


def sensitivity(recipe: Recipe, result: Footprint, most: int | None = None) -> tuple[Sensitivity, Model]:
    """The slopes of a result by all its inputs, and the model they were checked with.

    most  inputs that may be moved one by one where the slopes do not hold, which calculates the product four times for each;
          any number unless given
    Raises `UntracedError` where there are more of them.
    """
    recipe = remembering(recipe)
    base = moved(recipe, result.boundary, {})
    if base is None or abs(base.co2e - result.at_least) > AGREES * abs(result.at_least):
        raise RuntimeError("the documents changed while they were read")
    model = Model(recipe, result.boundary, base)
    watch = Watch(tracing=True)
    documents, system = rebuilt(recipe, watch)
    slopes = _slopes(system, result)
    found = _inputs(documents, watch, slopes)
    off = _off(model, found, _sides(watch.edges))
    traced = off <= AGREES
    if not traced and most is not None and len(found) > most:
        raise UntracedError
    if not traced:
        found = [_moved_alone(model, one) for one in found]
    # What is no input by its key, as a bound of a range, is one where it does something: it is known only now.
    found = [one for one in found if one.slope != 0 or kind_of(one.key[1]) is not None]
    found = [one._replace(slope=None) if _of_missing(one.key, base.missing) else one for one in found]
    found += _factors(result)
    found.sort(key=_rank)
    return Sensitivity(result.at_least, found, off, traced), model


def _rank(one: Input) -> tuple[Any, ...]:
    """What changes most first; among equals factors last, files by their names, whatever folder the command is given in."""
    file = one.key[0].rpartition("/")[2]
    return (-abs(one.slope or 0.0), one.named.kind == "factor", file, _order(one.key), one.key[0])


def _of_missing(key: Key, missing: frozenset[Key]) -> bool:
    """Whether an amount stands on a line without a number: what it does to the total nobody knows."""
    return (key[0], key[1][:-1]) in missing


def _slopes(system: System, result: Footprint) -> dict[Key, float]:
    """Of the traced system: how the result changes with each amount."""
    levels, intensity = result.solved.levels, result.solved.intensity
    parts: dict[Key, list[float]] = {}
    for one in needed(system, levels, result.boundary):
        flow, times = one.flow, one.level
        for source in flow.sources:
            own = flow.multiplier * source.number * source.share * source.vector.co2e
            for key, slope in slopes_of(own).items():
                parts.setdefault(key, []).append(times * slope)
        if flow.link >= 0:
            for key, slope in slopes_of(flow.multiplier * flow.link_number).items():
                parts.setdefault(key, []).append(times * slope * intensity[flow.link])
    return {key: fsum(numbers) for key, numbers in parts.items()}


def _inputs(documents: Documents, watch: Watch, slopes: dict[Key, float]) -> list[Input]:
    groups = _compounds(watch.seen)
    bound = {key for sums in groups.values() for key, slope in sums.items() if abs(slope) > FREE}
    order = {key: place for place, key in enumerate(watch.seen)}
    found = []
    for key, seen in watch.seen.items():
        slope: float | None = slopes.get(key, 0.0)
        if key[1][-1] in BASES or key[1][0] == "exclude" or _another_s(documents, key):
            continue
        alongside: tuple[Key, ...] = ()
        if kind_of(key[1]) == "statement":
            alongside = tuple(sorted(_parts(key, order), key=order.__getitem__))
        elif _is_share(key, _group(key)) and (group := _group(key)) in groups:
            alongside = tuple(other for other in watch.seen if other != key and _is_share(other, group))
            slope = _with_others(key, alongside, watch.seen, slopes)
        elif key in bound:
            slope = None
        found.append(
            Input(key, named(documents, key), seen.quantity, seen.computed, slope, 1, "", "", alongside)
        )
    return found


def _another_s(documents: Documents, key: Key) -> bool:
    """Whether it is the amount of an entry that states none and has that of another: no input of its own.

    Terms of the circular formula have the amount of their line, what a co-product avoids that of the co-product.
    """
    entry = at(documents, key[0], key[1][:-1])
    return key[1][-1] == "amount" and isinstance(entry, dict) and "amount" not in entry


def _group(key: Key) -> Key:
    """The list of lines that the shares of a compound stand in."""
    return key[0], key[1][:-2]


def _is_share(key: Key, group: Key) -> bool:
    """Whether it is one of the shares of a list that add up; a share of something else stands alone."""
    path = key[1]
    return path[-1] == "share" and len(path) > 2 and path[-3] in ADD_UP and _group(key) == group  # noqa: PLR2004


def _compounds(seen: dict[Key, Seen]) -> dict[Key, dict[Key, float]]:
    """For each compound whose lines have shares: how the sum of the shares changes with what they are computed from."""
    found: dict[Key, dict[Key, float]] = {}
    for key, one in seen.items():
        if not _is_share(key, _group(key)):
            continue
        sums = found.setdefault(_group(key), {})
        for other, slope in slopes_of(one.quantity.to("1")).items():
            if other != key:
                sums[other] = sums.get(other, 0.0) + slope
    return found


def _with_others(
    key: Key, others: tuple[Key, ...], seen: dict[Key, Seen], slopes: dict[Key, float]
) -> float | None:
    """The slope by a share of a compound, the other shares giving way in proportion; None where there is no other."""
    share = seen[key].quantity.to("1")
    rest = fsum(seen[other].quantity.to("1") for other in others)
    if not rest > 0:
        return None
    return slopes.get(key, 0.0) - float(share) / rest * fsum(slopes.get(other, 0.0) for other in others)


def _parts(statement: Key, seen: Mapping[Key, int]) -> list[Key]:
    """The parts of a stated footprint and what stands beside it, as far as they are stated."""
    file, path = statement
    named: list[Key] = [(file, (*path[:-1], name)) for name in (*CATEGORIES, *BESIDE)]
    return [key for key in named if key in seen]


def factors_of(one: Input, times: float) -> dict[Key, float]:
    """What to multiply when an input is: the other shares of a compound make room, parts of a footprint follow."""
    if not one.alongside or one.named.kind == "statement":
        return dict.fromkeys((one.key, *one.alongside), times)
    share = float(one.value.to("1"))
    return {one.key: times, **dict.fromkeys(one.alongside, (1 - times * share) / (1 - share))}


def _sides(edges: list[Slopes]) -> dict[Key, float]:
    """To which side amounts move where parts take all of a total: it may grow, they may shrink, and not the other way."""
    sides: dict[Key, float] = {}
    for slopes in edges:
        least = FREE * max(map(abs, slopes.values()))
        sides |= {key: 1.0 if slope > 0 else -1.0 for key, slope in slopes.items() if abs(slope) > least}
    return sides


def _off(model: Model, inputs: list[Input], sides: Mapping[Key, float]) -> float:
    """How far the slopes are from a recomputation with all inputs moved at once, relative to all that moves.

    Every input moves by a part of its own of the step, down unless only the other side of it leaves a result (`sides`);
    in a compound one share, for which the others make room;
    computed shares move with what they are computed from.
    Two steps, one half of the other, cancel what bends (Richardson). 1.0 where nothing can be recomputed.
    """
    changes: dict[Key, float] = {}
    moves: list[float] = []
    computed = {one.key for one in inputs if one.computed}
    done: set[Key] = set()
    for number, one in enumerate(inputs):
        group = {one.key, *one.alongside}
        if one.slope is None or one.key in done or (one.alongside and computed & group):
            continue
        step = sides.get(one.key, -1.0) * STEP * (0.5 + (number * GOLDEN) % 1 / 2)
        changes |= {key: times - 1 for key, times in factors_of(one, 1 + step).items()}
        moves.append(one.slope * step)
        done |= group
    whole = fsum(map(abs, moves))
    if not whole:
        return 0.0
    full, half = (model({key: 1 + part * change for key, change in changes.items()}) for part in (1.0, 0.5))
    if full is None or half is None:
        return 1.0
    base = model.base.co2e
    return abs(4 * (half - base) - (full - base) - fsum(moves)) / whole


def _moved_alone(model: Model, one: Input) -> Input:
    """The slope of one input by recomputation; None where left and right do not agree: it jumps or bends there."""
    if one.slope is None:
        return one
    base = model.base.co2e
    sides = []
    for step in (-ALONE, ALONE):
        whole, half = model(factors_of(one, 1 + step)), model(factors_of(one, 1 + step / 2))
        if whole is not None and half is not None:
            sides.append((4 * (half - base) - (whole - base)) / step)
    if not sides or max(sides) - min(sides) > 1e-3 * max(abs(side) for side in sides):
        return one._replace(slope=None)
    return one._replace(slope=fsum(sides) / len(sides))


def _factors(result: Footprint) -> list[Input]:
    """Every record and every supplier's declaration in use, all its uses together; the total is a multiple of it."""
    parts: dict[str, list[float]] = {}
    firsts: dict[str, Contribution] = {}
    uses: dict[str, set[tuple[int, int]]] = {}
    for one in result.contributions:
        known = _id_of(one)
        if not known or not one.counted:
            continue
        parts.setdefault(known, []).append(one.co2e)
        firsts.setdefault(known, one)
        uses.setdefault(known, set()).add((one.activity, id(one.flow)))
    found = []
    for known, numbers in parts.items():
        named, value, pack = _factor(firsts[known])
        found.append(Input((known, ()), named, value, False, fsum(numbers), len(uses[known]), known, pack))
    return found


def _id_of(one: Contribution) -> str:
    """The id of the record or the declaration; "" for a number that the document itself states."""
    if one.source.record is not None:
        return one.source.record.id
    declared = one.flow.stated.get("declaration")
    return str(declared["id"]) if isinstance(declared, dict) else ""


def _factor(one: Contribution) -> tuple[Named, Quantity, str]:
    """What it is called, kg CO2e per unit of it, and its pack."""
    source, record = one.source, one.source.record
    if record is not None:
        value = Quantity(source.vector.co2e, parse_unit(f"kg CO2e/{source.unit}"), "")
        return Named((record.name,), (record.name,), "factor"), value, record.pack
    declared = one.flow.stated["declaration"]
    assert isinstance(declared, dict)  # noqa: S101
    per = parse_quantity(source.unit)
    value = Quantity(source.vector.co2e / per.number, parse_unit(f"kg CO2e/{per.unit.symbol}"), "")
    return Named((declared["product"],), (declared["product"],), "statement"), value, ""


def _order(key: Key) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in key[1])
