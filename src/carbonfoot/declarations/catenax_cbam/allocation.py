"""The free allocation that a record states for a good: what producers in the EU would still get free for it."""

from __future__ import annotations

from carbonfoot.cbam.benchmarks import NoBenchmark
from carbonfoot.cbam.free_allocation import FreeAllocation, of_goods
from carbonfoot.cbam.model import GoodResult, Path, Result
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.declarations.options import DeclareOptions
from carbonfoot.declarations.rounding import see

_LEFT_OUT = "the free allocation of `{}` is left out: {}"


def free_allocation(
    result: Result, good: GoodResult, options: DeclareOptions, talk: Talk, *, due: bool
) -> float | None:
    """t CO2e per t of a good; None where it cannot be told: with a finding, unless nobody asked and the year has none."""
    try:
        found = of_goods(result, options.library, result.year)[result.goods.index(good)]
    except NoBenchmark as error:
        if due:
            _left_out(good, error.message, error.help, good.path, talk)
        return None
    if not isinstance(found, FreeAllocation):
        _left_out(good, found.message, found.help, found.path, talk)
        return None
    doubts = [said for _, said in found.doubts]
    if found.carried:
        doubts.append(f"a factor or benchmark of {result.year} is not set yet: the last one stands for it")
    for one in doubts:
        talk.ours(
            "CF852",
            f"free allocation of `{good.name}`: {one}",
            good.path,
            "compare it with the verified report",
        )
    return see(found.value)


def _left_out(good: GoodResult, why: str, help: str, path: Path, talk: Talk) -> None:
    talk.ours("CF852", _LEFT_OUT.format(good.name, why), path, help)
