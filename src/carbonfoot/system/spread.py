"""What a document says about how far a number may be off, as a distribution relative to that number."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite, log
from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path
from carbonfoot.uncertainty.model import Distribution

Z95 = 1.959963984540054
"""Standard deviations of a normal distribution to either end of its 95 % range."""

EXACT = Distribution("lognormal", (0.0,))
"""Stated to be known exactly (`gsd: 1`, or a range of no width), which is not the same as not stated."""

SAME = 1e-12
"""2350 g is 2.35 kg, whatever the last digit of a float says."""

LARGEST_GSD = 100.0
LARGEST_SD = 1 / 3
"""Of a normal distribution, relative to its mean: more of it would lie below zero than can be passed over."""

LEAST_SAMPLES = 2

_KEYS = ("gsd", "low", "high", "distribution", "samples")


def spread(
    context: Context, holder: Any, stated: Quantity | None, path: Path, key: str
) -> Distribution | None:
    """The distribution of `stated`, the number under `key`, by what stands beside it; None where nothing does.

    Findings: CF106 (keys that exclude each other), CF204 (units), CF208 (range of `gsd`), CF211 (bounds out of order),
    CF446 (a range that cannot be used).
    """
    every = vars(holder)
    given: dict[str, Any] = {name: every[name] for name in _KEYS if every.get(name) is not None}
    if not given or stated is None:
        return None
    if not _together(context, given, path):
        return None
    if "gsd" in given:
        gsd = context.scope.share(given["gsd"], (*path, "gsd"), low=1.0, high=LARGEST_GSD)
        return None if gsd is None else Distribution("lognormal", (log(gsd),))
    if stated.number == 0:
        help = "a range is taken relative to what is stated; state an amount above zero, or no range"
        context.report("CF446", "a range around zero says nothing", (*path, key), help)
        return None
    if "samples" in given:
        return _samples(context, given["samples"], stated, path)
    low, high = (_relative(context, given[name], stated, (*path, name)) for name in ("low", "high"))
    if low is None or high is None or not _in_order(context, given, stated, (low, high), path):
        return None
    return _between(context, str(given.get("distribution", "triangular")), low, high, path)


def _together(context: Context, given: dict[str, Any], path: Path) -> bool:
    """Whether the keys that are there can stand together, and are enough."""
    for one, others in (("gsd", ("low", "high", "samples")), ("samples", ("low", "high", "distribution"))):
        for other in others:
            if one in given and other in given:
                message = f"`{one}` and `{other}` cannot stand together"
                context.report("CF106", message, (*path, other), "keep one statement of the range", on="key")
                return False
    if "gsd" in given and given.get("distribution", "lognormal") != "lognormal":
        message = f"`gsd` is of a lognormal distribution, not of `{given['distribution']}`"
        context.report("CF106", message, (*path, "distribution"), "leave it out, or state `low:` and `high:`")
        return False
    if "gsd" in given or "samples" in given:
        return True
    if "low" in given and "high" in given:
        return True
    if "distribution" in given and not {"low", "high"} & given.keys():
        help = "add `gsd:`, or `low:` and `high:`"
        context.report("CF446", "`distribution` says nothing about how far", (*path, "distribution"), help)
        return False
    there, lacking = ("low", "high") if "low" in given else ("high", "low")
    help = f"add `{lacking}:`; where that side is sure, it is the amount itself"
    context.report("CF446", f"`{there}` stands without `{lacking}`", (*path, there), help, on="key")
    return False


def _relative(context: Context, value: Value, stated: Quantity, path: Path) -> float | None:
    """A bound as a multiple of what is stated; None with a finding where the two do not meet."""
    bound = context.scope.quantity(value, path)
    if bound is None:
        return None
    if bound.unit.dimension != stated.unit.dimension:
        message = f"`{bound.text}` does not meet `{stated.text}`"
        context.report("CF204", message, path, "use one unit")
        return None
    try:
        ratio = bound.si / stated.si
    except QuantityError as error:
        context.report(error.code, error.message, path, error.help)
        return None
    if not isfinite(ratio):
        context.report("CF206", f"`{bound.text}` is too far from `{stated.text}`", path, "correct the range")
        return None
    return 1.0 if abs(ratio - 1) < SAME else ratio


def _in_order(
    context: Context, given: dict[str, Any], stated: Quantity, bounds: tuple[float, float], path: Path
) -> bool:
    low, high = bounds
    for key, wrong, side in (("low", low > 1, "above"), ("high", high < 1, "below")):
        if wrong:
            bound = context.scope.quantity(given[key], (*path, key))
            message = f"`{key}: {bound.text if bound else ''}` lies {side} the amount of `{stated.text}`"
            context.report("CF211", message, (*path, key), "low <= amount <= high")
            return False
    if low < 0:
        message = "`low` is negative, which the amount cannot be"
        context.report("CF207", message, (*path, "low"), "write the lowest amount that is possible")
        return False
    return True


def _between(context: Context, kind: str, low: float, high: float, path: Path) -> Distribution | None:
    if low == high:
        return EXACT
    if kind == "triangular":
        return Distribution(kind, (low, 1.0, high))
    if kind == "uniform":
        return Distribution(kind, (low, high))
    # The wider side, where they differ: nothing is made surer than it was stated.
    if kind == "normal":
        deviation = max(1 - low, high - 1) / Z95
        if deviation <= LARGEST_SD:
            return Distribution(kind, (deviation,))
        help = "a normal distribution this wide goes below zero; take `lognormal` or `triangular`"
        context.report("CF446", "the range is too wide for `normal`", (*path, "distribution"), help)
        return None
    if low == 0:
        help = "a lognormal distribution never reaches zero; take `triangular` or `uniform`"
        context.report("CF446", "`low` is zero", (*path, "low"), help)
        return None
    sigma = max(-log(low), log(high)) / Z95
    if sigma <= log(LARGEST_GSD):
        return Distribution(kind, (sigma,))
    help = "a range this wide says nothing about the amount: correct a bound"
    context.report("CF446", "the range is too wide for `lognormal`", (*path, "distribution"), help)
    return None


def _samples(context: Context, values: list[Value], stated: Quantity, path: Path) -> Distribution | None:
    place = (*path, "samples")
    if len(values) < LEAST_SAMPLES:
        context.report("CF446", "one sample has no spread", place, "list at least two", on="key")
        return None
    found = [_relative(context, value, stated, (*place, index)) for index, value in enumerate(values)]
    numbers = sorted(one for one in found if one is not None)
    if len(numbers) < len(found):
        return None
    if numbers[0] < 0:
        index = found.index(numbers[0])
        context.report("CF207", "a sample is negative", (*place, index), "correct it, or leave it out")
        return None
    if not numbers[0] <= 1 <= numbers[-1]:
        help = "the amount lies between the lowest and the highest sample; their median is a good choice"
        context.report("CF211", f"`{stated.text}` is outside its own samples", place, help, on="key")
        return None
    if all(one == other for one, other in pairwise(numbers)):
        return EXACT
    return Distribution("samples", tuple(numbers))
