"""What the result depends on: inputs, methods of allocation, and sets of warming potentials, each moved while all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from carbonfoot.declarations.content import Block, Cell, Number, Section
from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.iso14067.allocation import method_of
from carbonfoot.declarations.iso14067.ranked import NONE, kilogram
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.otherwise import in_gwp_set
from carbonfoot.footprint.sensitivity import Input
from carbonfoot.footprint.sharing import side_by_side
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.calc_allocation import method_name
from carbonfoot.reports.private import is_private
from carbonfoot.reports.sensitivity_text import signed
from carbonfoot.reports.style import fixed

INPUTS = 10
SETS = ("AR5", "AR6")


def section(study: Study) -> Section:
    """The section of sensitivity."""
    parts = [study.part_of("inputs moved", *_inputs(study))]
    if study.result.methods:
        parts.append(study.part_of("allocation methods", *_methods(study)))
    parts.append(study.part_of("gwp sets", *_sets(study)))
    return study.section("sensitivity", *parts)


def _inputs(study: Study) -> Iterator[Block]:
    found = study.sensitivity
    if found is None:
        yield study.absent("slopes unknown")
        return
    moving = [one for one in found.inputs if one.slope]
    if not moving:
        yield study.absent("nothing moves")
        return
    rows: list[tuple[Cell, ...]] = [
        (
            named(study, one),
            _value(study, one),
            Number(_effect(study, (one.slope or 0.0) / 100)),
            Number(grouped(signed((one.slope or 0.0) / 100 / found.base, 2).removesuffix(" %")))
            if found.base
            else NONE,
        )
        for one in moving[:INPUTS]
    ]
    yield study.table("inputs moved", "input value# effect# change#", rows)
    yield study.say("inputs text", count=str(len(found.inputs)), shown=str(len(rows)))
    bound = sum(one.slope is None for one in found.inputs)
    if bound:
        yield study.say("inputs bound", count=str(bound))


def named(study: Study, one: Input) -> str:
    """An input in words: the lines it stands in and what it is."""
    names = one.named.names_ko if study.lang == "ko" else one.named.names
    kind = study.label(f"input {one.named.kind}")
    if kind.startswith("input "):
        kind = one.named.kind
    text = ", ".join([*names, kind])
    return study.word("input uses", input=text, count=str(one.uses)) if one.uses > 1 else text


def _value(study: Study, one: Input) -> Cell:
    if one.pack and is_private(study.library, one.pack):
        return study.word("private number")
    symbol = one.value.unit.symbol
    return Number(format_number(float(one.value.number), 4), "" if symbol == "1" else symbol)


def _effect(study: Study, number: float) -> str:
    """kg CO2e with two decimals more than the result has."""
    decimals = study.style.decimals + 2
    least = 10.0**-decimals
    if abs(number) < least / 2:
        return f"{'<' if number > 0 else '>-'}{least:.{decimals}f}"
    return f"{'+' if number > 0 else ''}{grouped(fixed(number, decimals))}"


def _methods(study: Study) -> Iterator[Block]:
    outcome = study.subject.outcome
    recipe = outcome.recipe
    if recipe is None:
        yield study.absent("no second calculation")
        return
    own = method_name(study.result)
    stated = "; ".join(dict.fromkeys(method_of(study, method) for _, method in study.result.methods))
    rows: list[tuple[Cell, ...]] = []
    found = side_by_side(outcome.documents, study.library, study.result.gwp_set, recipe.asking)
    if not any(one.method == own and _reported(study, one.total) for one in found):
        rows.append((study.word("methods as stated"), kilogram(study, study.result.at_least), NONE, ""))
    for one in found:
        called = method_of(study, one.method)
        if one.total is None:
            rows.append((called, NONE, NONE, study.word("method lacks", what=one.because.replace("`", ""))))
        elif one.method == own and _reported(study, one.total):
            called = study.word("method stated", method=called)
            rows.append((called, kilogram(study, study.result.at_least), NONE, ""))
        else:
            rows.append((called, kilogram(study, one.total), _change(study, one.total), ""))
    yield study.say("methods text", method=stated)
    yield study.table("methods", "method kg# change# remark", rows)


def _reported(study: Study, total: float | None) -> bool:
    """Whether a method for all lines makes the result: it does not where steps have methods of their own."""
    return total is not None and isclose(total, study.result.at_least, rel_tol=1e-9)


def _sets(study: Study) -> Iterator[Block]:
    result, recipe = study.result, study.subject.outcome.recipe
    rows: list[tuple[Cell, ...]] = []
    for name in dict.fromkeys((result.gwp_set, *SETS)):
        if name == result.gwp_set:
            rows.append((study.word("set reported", gwp=name), kilogram(study, result.at_least), NONE))
            continue
        co2e = None if recipe is None else in_gwp_set(recipe, result, name).co2e
        if co2e is not None:
            rows.append((name, kilogram(study, co2e), _change(study, co2e)))
    yield study.table("gwp sets", "gwp kg# change#", rows)
    if result.at_least:
        stays = study.share(result.unsplit)
        yield study.say("gwp text", stays=stays)


def _change(study: Study, number: float) -> Cell:
    """The relative change against the result in per cent."""
    base = study.result.at_least
    if not base:
        return NONE
    return Number(grouped(signed((number - base) / base, 2).removesuffix(" %")))
