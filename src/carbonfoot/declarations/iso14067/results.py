"""The result: in total, by kind of emission and stage, by gas, and by where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from carbonfoot.declarations.content import Block, Cell, Facts, Number, Section
from carbonfoot.declarations.digits import amount, grouped
from carbonfoot.declarations.iso14067.beside import beside, credits_apart, later, products
from carbonfoot.declarations.iso14067.lines import Leaf, leaves
from carbonfoot.declarations.iso14067.ranked import (
    NONE,
    Entry,
    folded,
    hundred,
    listed,
    numbers_of,
    percents,
    ranked,
    rows_of,
    waterfall,
    whole,
)
from carbonfoot.declarations.iso14067.stages import by_stage
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.groups import groups
from carbonfoot.footprint.result import Group
from carbonfoot.pipeline import names_of
from carbonfoot.reports.quality_text import ends_text
from carbonfoot.reports.style import percent
from carbonfoot.system.model import CATEGORIES

ALWAYS = ("fossil", "biogenic_non_co2", "land_use_change", "removals")
"""Parts that are shown also where they are nothing (ISO 14067:2018: separate figures)."""

LINES = 20
BARS = 10


def section(study: Study) -> Section:
    """The section of results."""
    parts = [
        study.part_of("result", *_whole(study)),
        study.part_of("by stage", *by_stage(study)),
        study.part_of("beside", *beside(study)),
        study.part_of("by gas", *_gases(study)),
        study.part_of("by line", *_lines(study)),
        study.part_of("by origin", *_origins(study)),
    ]
    for key, blocks in (
        ("credits", credits_apart(study)),
        ("later", later(study)),
        ("products", products(study)),
    ):
        parts += [study.part_of(key, *blocks)] if blocks else []
    return study.section("results", *parts)


def _whole(study: Study) -> Iterator[Block]:
    result = study.result
    declared = result.product.reference
    partial = "partial" if result.boundary == "cradle-to-gate" else "full"
    unit = f"{amount(declared.number)} {declared.unit.symbol}"
    yield study.say(f"result {partial}", product=study.name(result.product), unit=unit, total=study.total)
    if not study.complete:
        yield study.say("incomplete")
    elif not result.at_least:
        yield study.say("result zero")
    facts: list[tuple[str, Cell]] = [(study.word("fact total"), study.total)]
    facts.append((study.word("fact interval"), interval(study)))
    mass = result.product.mass
    if mass and declared.unit.dimension != (1, 0):
        facts += [
            (study.word("fact per kg"), Number(study.marked(amount(result.at_least / mass, 4)), "kg CO2e/kg"))
        ]
    facts.append((study.word("fact lines"), _counted(study)))
    yield Facts(tuple(facts))
    yield _split(study)
    if result.unsplit and result.at_least:
        yield study.say("unsplit", share=Number(percent(result.unsplit / result.at_least)))


def interval(study: Study) -> Cell:
    """The 95 % interval, or why there is none."""
    found = study.result.uncertainty
    if not study.complete:
        return study.word("no interval incomplete")
    if found is None or found.first is None:
        return study.word("no interval")
    low, high = ends_text(found.first.interval.low, found.first.interval.high)
    return study.word("interval", low=grouped(low), high=grouped(high))


def _counted(study: Study) -> str:
    count, missing = str(study.result.line_count), str(len(study.result.missing))
    return (
        study.word("lines counted", lines=count)
        if study.complete
        else study.word("lines missing", lines=count, missing=missing)
    )


def _split(study: Study) -> Block:
    split = study.result.split
    shown = [key for key in CATEGORIES if split[key] or key in ALWAYS]
    rows = rows_of(study, [Entry((study.label(key),), split[key]) for key in shown], top=len(CATEGORIES))
    table = [(*row.cells, *numbers_of(study, row)) for row in rows]
    return study.table(
        "by part",
        f"part kg# {percents(study)}",
        [*table, (study.word("total"), whole(study), hundred(study))],
    )


def _gases(study: Study) -> Iterator[Block]:
    result = study.result
    found = groups(result, "gas")
    masses = {gas: kilograms for gas, (kilograms, _) in result.gases.items()}
    entries = []
    for one in found:
        mass: Cell = Number(study.marked(amount(masses[one.key], 4))) if one.key in masses else NONE
        entries.append(Entry((_gas(study, one.key), mass), one.co2e))
    if not entries:
        yield study.absent("no gas")
        return
    yield ranked(study, "by gas", "gas mass#", entries, top=2 * LINES)
    yield study.say("gwp of gases", gwp=result.gwp_set)


def _gas(study: Study, key: str) -> str:
    if key == "unsplit":
        return study.word("gas unsplit")
    said = study.label(f"gas {key}")
    return key if said == f"gas {key}" else said


def _lines(study: Study) -> Iterator[Block]:
    found = leaves(study.result)
    if not found:
        yield study.absent("no lines")
        return
    cells = [
        (called(study, one), study.label(one.stage), place(study, one), data(study, one)) for one in found
    ]
    entries = [Entry(head, one.co2e) for head, one in zip(cells, found, strict=True)]
    rows = rows_of(study, entries, LINES)
    if study.result.at_least:
        yield waterfall(study, "lines", folded(study, rows, BARS))
    yield listed(study, "by line", "line stage country data", rows)


def called(study: Study, leaf: Leaf) -> str:
    """The name of a line, with that of what it belongs to where that is not the product itself."""
    own = study.name(leaf.flow)
    if leaf.activity is study.result.product:
        return own
    other = study.name(leaf.activity)
    return own if other == own or own.startswith(f"{other}, ") else f"{own} ({other})"


def place(study: Study, leaf: Leaf) -> str:
    """The country of a line."""
    return leaf.flow.country or study.word("not stated")


def data(study: Study, leaf: Leaf) -> str:
    """How its amount came about, as the document says."""
    return study.label(leaf.flow.data) if leaf.flow.data else study.word("not stated")


def _origins(study: Study) -> Iterator[Block]:
    result = study.result
    for key, found in (
        ("item", result.items),
        ("supplier", result.suppliers),
        ("country", result.countries),
        ("tier", result.tiers),
        ("document", groups(result, "document")),
    ):
        if found and (len(found) > 1 or key in ("country", "tier")):
            yield ranked(
                study, f"by {key}", key, [Entry((_origin(study, key, one),), one.co2e) for one in found]
            )


def _origin(study: Study, key: str, group: Group) -> str:
    if group.key == "not stated":
        return study.word("not stated")
    if key == "document":
        return names_of(study.subject.outcome.documents)(group.key)
    if key != "tier":
        return group.key
    own = "tier own" if study.result.boundary == "cradle-to-gate" else "tier own and later"
    return study.word(own) if group.key == "0" else study.word("tier away", count=group.key)
