"""What the numbers say and what they do not: significant issues, limits, conclusions as far as they are stated, comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from carbonfoot.declarations.content import Block, Bullets, Cell, Number, Section
from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.iso14067.checks import share_of
from carbonfoot.declarations.iso14067.cut_offs import cut_offs, total_of
from carbonfoot.declarations.iso14067.lines import leaves
from carbonfoot.declarations.iso14067.noted import Noted, guessed, old, pareto, proxies
from carbonfoot.declarations.iso14067.ranked import kilogram
from carbonfoot.declarations.iso14067.results import called
from carbonfoot.declarations.iso14067.sensitivity import named
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.crossed import crossed
from carbonfoot.footprint.interval import MOSTLY
from carbonfoot.reports.quality_text import driver_name
from carbonfoot.reports.sensitivity_text import signed
from carbonfoot.reports.style import percent

ISSUES = 0.8
"""Largest lines that together come to this share of all burdens are the significant issues."""

MOST = 12
"""Of them so many stand by themselves."""

WORTH = 0.1
"""A peculiarity of the data that touches this share of the result limits what it can say, and what to do first."""

DEPENDS = 3


def section(study: Study) -> Section:
    """The section of interpretation."""
    return study.section(
        "interpretation",
        study.part_of("issues", *_issues(study)),
        study.part_of("depends", *_depends(study)),
        study.part_of("limits", *_limits(study)),
        study.part_of("conclusions", *_conclusions(study)),
        study.part_of("comparison", *_comparison(study)),
    )


def _issues(study: Study) -> Iterator[Block]:
    found = pareto(study.result, ISSUES)
    if not found:
        yield study.absent("no burdens")
        return
    burdens = [one.co2e for one in leaves(study.result) if one.co2e > 0]
    whole, reached = fsum(burdens), 0.0
    rows: list[tuple[Cell, ...]] = []
    for one in found[:MOST]:
        reached += one.co2e
        rows.append(
            (
                called(study, one),
                study.label(one.stage),
                kilogram(study, one.co2e),
                Number(percent(one.co2e / whole).removesuffix(" %")),
                Number(percent(reached / whole).removesuffix(" %")),
            )
        )
    yield study.say(
        "issues text" if len(found) > 1 else "issues text one",
        count=str(len(found)),
        lines=str(len(burdens)),
        share=percent(fsum(one.co2e for one in found) / whole),
    )
    yield study.table("issues", "line stage kg# percent# together#", rows)
    if len(found) > MOST:
        yield study.say("issues more", count=str(len(found) - MOST))
    stages = sorted(
        (one for one in crossed(study.result) if one.counted and one.co2e > 0), key=lambda one: -one.co2e
    )
    stage_whole = fsum(one.co2e for one in stages)
    if len(stages) > 1:
        text = percent(stages[0].co2e / stage_whole)
        yield study.say("largest stage", stage=study.label(stages[0].key), share=text)


def _depends(study: Study) -> Iterator[Block]:
    entries: list[tuple[Cell, ...]] = []
    found = study.sensitivity
    for one in (
        [] if found is None or not found.base else [each for each in found.inputs if each.slope][:DEPENDS]
    ):
        assert found is not None  # noqa: S101
        change = Number(grouped(signed((one.slope or 0.0) / found.base / 100, 2)))
        entries.append(study.phrase("depends input", input=named(study, one), change=change))
    spread = study.result.uncertainty
    if spread is not None and spread.first is not None and spread.first.shares:
        first = spread.first.shares[0]
        name = driver_name(study.result, first.label, study.style)
        entries.append(study.phrase("depends driver", driver=name, share=percent(first.share)))
    if study.result.methods:
        entries.append(study.phrase("depends allocation"))
    yield Bullets(tuple(entries)) if entries else study.absent("nothing moves")


def _limits(study: Study) -> Iterator[Block]:
    """What the document states, and what follows from the data."""
    stated = study.subject.declare.limits or []
    entries: list[tuple[Cell, ...]] = [(one,) for one in stated]
    result = study.result
    if not study.complete:
        count = str(len(result.missing))
        entries.append(study.phrase("limit incomplete", missing=count, lines=str(result.line_count)))
    if result.boundary == "cradle-to-gate":
        entries.append(study.phrase("limit partial"))
    for key, found in _touching(study):
        entries.append(study.phrase(f"limit {key}", share=share_of(study, found)))
    if result.at_least and abs(result.unsplit / result.at_least) >= WORTH:
        entries.append(study.phrase("limit unsplit", share=percent(result.unsplit / result.at_least)))
    if result.foreign_sets and result.at_least:
        share = percent(fsum(result.foreign_sets.values()) / result.at_least)
        entries.append(study.phrase("limit sets", share=share, gwp=result.gwp_set))
    if result.uncertainty is not None and result.uncertainty.assumed >= MOSTLY:
        entries.append(study.phrase("limit assumed", share=percent(result.uncertainty.assumed)))
    if result.not_assessed:
        entries.append(study.phrase("limit not assessed", count=str(len(dict.fromkeys(result.not_assessed)))))
    if left_out := cut_offs(study):
        entries.append(study.phrase("limit excluded", share=percent(total_of(left_out))))
    if result.credits is not None:
        entries.append(study.phrase("limit credits", credits=kilogram(study, result.credits.credits)))
    entries.append(study.phrase("limit one impact"))
    yield Bullets(tuple(entries))


def _touching(study: Study) -> Iterator[tuple[str, Noted]]:
    whole = fsum(abs(one.co2e) for one in study.result.contributions if one.counted)
    for key, find in (("guessed", guessed), ("proxy", proxies), ("old", old)):
        found = find(study.result)
        if whole and found.co2e / whole >= WORTH:
            yield key, found


def _conclusions(study: Study) -> Iterator[Block]:
    stated = study.subject.declare.conclusions
    if stated:
        yield Bullets(tuple((one,) for one in stated))
    else:
        yield study.say("conclusions", gap=study.gap("lack conclusions", "declare/conclusions"))
    entries: list[tuple[Cell, ...]] = []
    if not study.complete:
        entries.append(study.phrase("recommend missing"))
    for key, found in _touching(study):
        names = ", ".join(called(study, one) for one in found.lines[:DEPENDS])
        entries.append(study.phrase(f"recommend {key}", lines=names, share=share_of(study, found)))
    if entries:
        yield study.say("recommendations")
        yield Bullets(tuple(entries))
    yield study.say("no more conclusions")


def _comparison(study: Study) -> Iterator[Block]:
    meant = study.subject.declare.comparison
    if meant is None:
        yield study.say("comparison", gap=study.gap("lack comparison", "declare/comparison"))
    else:
        yield study.say("comparison meant" if meant else "comparison not meant")
    yield study.say("comparison text")
    if not study.complete:
        yield study.say("comparison incomplete")
