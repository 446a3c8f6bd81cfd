"""Two calculated installations: what changed for each good, split exactly by cause."""

from __future__ import annotations

from math import isnan
from typing import NamedTuple

from carbonfoot.cbam.model import NOTHING, Embedded, GoodResult, ProcessResult, Result, Use


class Cause(NamedTuple):
    """What moved a good. The causes of a good add up to its change.

    kind    own (emissions of the process), amount (of a precursor per functional unit), value (what the precursor
            carries), content (functional units per tonne)
    name    of the precursor
    before, after  the number that changed: t per functional unit, or functional units per tonne; None for emissions
    change  t CO2e per tonne of the good
    """

    kind: str
    name: str
    before: float | None
    after: float | None
    change: Embedded


class Change(NamedTuple):
    """A good of both installations, or of one: then `change` and `causes` are empty."""

    cn: str
    name: str
    before: GoodResult | None
    after: GoodResult | None
    change: Embedded
    causes: tuple[Cause, ...]


def differences(one: Result, other: Result) -> list[Change]:
    """Every good of either, matched by CN code and name, then by a code that stands once on both sides."""
    pairs = _pairs(one, other)
    found = []
    for before, after in pairs:
        some = after or before
        assert some is not None  # noqa: S101 - a pair has a side
        if before is None or after is None:
            found.append(Change(some.cn, some.name, before, after, NOTHING, ()))
            continue
        causes = _causes(one.processes[before.process], other.processes[after.process], before, after)
        found.append(Change(some.cn, some.name, before, after, _less(after.see, before.see), causes))
    return found


def _pairs(one: Result, other: Result) -> list[tuple[GoodResult | None, GoodResult | None]]:
    left = list(other.goods)
    pairs: list[tuple[GoodResult | None, GoodResult | None]] = []
    alone: list[GoodResult] = []
    for good in one.goods:
        same = next((each for each in left if (each.cn, each.name) == (good.cn, good.name)), None)
        if same is None:
            alone.append(good)
        else:
            left.remove(same)
            pairs.append((good, same))
    for good in alone:
        same_code = [each for each in left if each.cn == good.cn]
        once = len(same_code) == 1 and sum(each.cn == good.cn for each in alone) == 1
        if once:
            left.remove(same_code[0])
        pairs.append((good, same_code[0] if once else None))
    return [*pairs, *((None, good) for good in left)]


def _causes(
    one: ProcessResult, other: ProcessResult, before: GoodResult, after: GoodResult
) -> tuple[Cause, ...]:
    """Products are split at the mean of both sides, so that nothing is left over."""
    content = (before.content + after.content) / 2
    own = _less(other.own, one.own).times(content)
    causes = [Cause("own", "", None, None, own)]
    names = dict.fromkeys(use.name for use in (*one.uses, *other.uses))
    for name in names:
        used = [_whole([use for use in side.uses if use.name == name]) for side in (one, other)]
        m_before, m_after = used[0][0], used[1][0]
        # used on one side alone: all of it is the amount
        known = [see for _, see in used if see is not None] or [NOTHING]
        see_before, see_after = known[0], known[-1]
        mean = _plus(see_before, see_after).times(0.5)
        amount = mean.times((m_after - m_before) * content)
        value = _less(see_after, see_before).times((m_before + m_after) / 2 * content)
        causes.append(Cause("amount", name, m_before, m_after, amount))
        causes.append(Cause("value", name, None, None, value))
    mean = _plus(before.per_unit, after.per_unit).times(0.5)
    change = mean.times(after.content - before.content)
    causes.append(Cause("content", "", before.content, after.content, change))
    return tuple(cause for cause in causes if moved(cause.change))


def moved(change: Embedded) -> bool:
    """Whether anything that is known changed."""
    return any(number and not isnan(number) for number in change)


def _whole(uses: list[Use]) -> tuple[float, Embedded | None]:
    """One precursor, also where several lines take it: what a functional unit takes, and the mean of what it carries."""
    amount = sum(use.per_unit for use in uses)
    if not amount:
        return 0.0, None
    if len(uses) == 1:
        return amount, uses[0].see  # as it is: a quotient would differ in the last digit
    whole = NOTHING
    for use in uses:
        whole = _plus(whole, use.see.times(use.per_unit))
    return amount, whole.times(1 / amount)


def _plus(one: Embedded, other: Embedded) -> Embedded:
    return Embedded(*(a + b for a, b in zip(one, other, strict=True)))


def _less(one: Embedded, other: Embedded) -> Embedded:
    return Embedded(*(a - b for a, b in zip(one, other, strict=True)))
