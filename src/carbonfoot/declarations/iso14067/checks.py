"""Whether the model is complete and consistent: what was checked, what came of it, and which lines are concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from carbonfoot.declarations.content import Block, Bullets, Cell, Section
from carbonfoot.declarations.iso14067.allocation import method_of
from carbonfoot.declarations.iso14067.cut_offs import cut_offs, total_of
from carbonfoot.declarations.iso14067.lines import Leaf
from carbonfoot.declarations.iso14067.noted import Noted, guessed, old, proxies
from carbonfoot.declarations.iso14067.ranked import NONE
from carbonfoot.declarations.iso14067.results import called
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.reports.calc_foot import carbon_balance_text, mass_balance_text
from carbonfoot.reports.style import percent
from carbonfoot.system.model import Flow

NAMED = 12
"""Lines that are named one by one."""

PERIODS = ("CF407", "CF903")
"""Findings about periods and validity."""


def section(study: Study) -> Section:
    """The section of checks."""
    return study.section(
        "checks",
        study.part_of("completeness", *_complete(study)),
        study.part_of("consistency", *_consistent(study)),
        study.part_of("data noted", *_noted(study)),
    )


def _complete(study: Study) -> Iterator[Block]:
    result = study.result
    lines, missing = str(result.line_count), str(len(result.missing))
    rows: list[tuple[Cell, ...]] = [
        (
            study.word("check lines"),
            study.word("lines counted", lines=lines)
            if study.complete
            else study.word("lines missing", lines=lines, missing=missing),
        ),
        (study.word("check excluded"), _excluded(study)),
        (study.word("check not assessed"), _not_assessed(study)),
        (study.word("check mass"), mass_balance_text(result, study.style)),
        (
            study.word("check carbon"),
            carbon_balance_text(result, study.style) or study.word("not checked carbon"),
        ),
    ]
    yield study.table("completeness", "check outcome", rows)
    if result.missing:
        shown = [missing_name(study, name) for name in result.missing]
        yield study.say("missing names")
        yield Bullets(tuple((name,) for name in shown[: 2 * NAMED]))
        if len(shown) > 2 * NAMED:
            yield study.say("more missing", count=str(len(shown) - 2 * NAMED))


def missing_name(study: Study, name: str) -> str:
    """The name of a line that is missing, in the language of the report."""
    return next((study.name(flow) for flow in _flows(study) if flow.name == name), name)


def _flows(study: Study) -> Iterator[Flow]:
    for activity in study.result.activities:
        yield from activity.flows


def _excluded(study: Study) -> str:
    found = cut_offs(study)
    if not found:
        return study.word("nothing excluded")
    names = _listed(study, [one.name for one in found])
    return study.word("check left out", names=names, share=percent(total_of(found)))


def _not_assessed(study: Study) -> str:
    by_part: dict[str, dict[str, None]] = {}
    for name, part in study.result.not_assessed:
        by_part.setdefault(part, {})[missing_name(study, name)] = None
    if not by_part:
        return study.word("all assessed")
    texts = []
    for part, names in by_part.items():
        said = study.label(f"part {part}")
        words = part.replace("_", " ") if said == f"part {part}" else said
        texts.append(f"{words} ({_listed(study, list(names))})")
    return "; ".join(texts)


def _listed(study: Study, names: Sequence[str]) -> str:
    named = NAMED if len(names) > NAMED + 1 else len(names)
    shown = ", ".join(names[:named])
    more = len(names) - named
    return study.word("and others", names=shown, count=str(more)) if more > 0 else shown


def _consistent(study: Study) -> Iterator[Block]:
    result = study.result
    rows: list[tuple[Cell, ...]] = [
        (study.word("check gwp"), _sets(study)),
        (study.word("check unsplit"), _share(study, result.unsplit)),
        (study.word("check periods"), _periods(study)),
        (study.word("check allocation"), _allocation(study)),
        (study.word("check twice"), study.word("checked on reading")),
    ]
    yield study.table("consistency", "check outcome", rows)


def _sets(study: Study) -> str:
    result = study.result
    if not result.foreign_sets:
        return study.word("one gwp set", gwp=result.gwp_set)
    found = ", ".join(
        f"{study.word('set not stated') if name == 'unknown' else name} {_share(study, number)}"
        for name, number in result.foreign_sets.items()
    )
    return study.word("foreign sets", gwp=result.gwp_set, sets=found)


def _share(study: Study, number: float) -> str:
    whole = study.result.at_least
    return percent(number / whole) if whole else NONE


def _periods(study: Study) -> str:
    found = [one for one in study.findings if one.code in PERIODS]
    start, end = study.result.period
    if not found:
        return study.word("one period", start=start, end=end)
    return "; ".join(dict.fromkeys(one.message for one in found))


def _allocation(study: Study) -> str:
    result = study.result
    methods = list(dict.fromkeys(method for _, method in result.methods))
    for index, activity in enumerate(result.activities):
        if any(result.solved.levels[index].values()):
            methods += [one.allocated_by for one in activity.flows if one.allocated_by not in ("", *methods)]
    methods = list(dict.fromkeys(methods))
    if not methods:
        return study.word("nothing allocated")
    return study.word(
        "one method" if len(methods) == 1 else "several methods",
        methods=", ".join(method_of(study, method) for method in methods),
    )


def _noted(study: Study) -> Iterator[Block]:
    """Stand-ins, old factors and amounts nobody measured, by name."""
    for key, found in (
        ("proxy", proxies(study.result)),
        ("old", old(study.result)),
        ("guessed", guessed(study.result)),
    ):
        if not found.lines:
            yield study.say(f"no {key}")
            continue
        yield study.say(f"{key} text", count=str(len(found.lines)), share=share_of(study, found))
        named = NAMED if len(found.lines) > NAMED + 1 else len(found.lines)
        rows = [(called(study, one), _record(one), study.kg(one.co2e)) for one in found.lines[:named]]
        if len(found.lines) > named:
            rest = fsum(one.co2e for one in found.lines[named:])
            rows.append((study.word("others", count=str(len(found.lines) - named)), "", study.kg(rest)))
        yield study.table(f"noted {key}", "line factor kg#", rows)


def share_of(study: Study, found: Noted) -> str:
    """Share of the result that lines touch, in absolute numbers; it may exceed 100 % where credits stand against burdens."""
    whole = fsum(abs(one.co2e) for one in study.result.contributions if one.counted)
    return percent(found.co2e / whole) if whole else NONE


def _record(leaf: Leaf) -> str:
    for one in leaf.parts:
        record = one.source.record
        if record is not None:
            return f"{record.item}, {record.geo} {record.year}"
    return leaf.parts[0].source.label
