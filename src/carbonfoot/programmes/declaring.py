"""Declarations of the products of a programme, before and with its measures: the second replaces the first by its id."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from carbonfoot.declarations.options import Declared, DeclareOptions, Earlier
from carbonfoot.declarations.registry import Format
from carbonfoot.declarations.subject import Subject, merged
from carbonfoot.documents.declare import Company, Declare
from carbonfoot.findings.finding import Finding
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.programmes.model import Made, Worked
from carbonfoot.programmes.report import state_of
from carbonfoot.programmes.world import World
from carbonfoot.scenarios.amending import Amending, Layer

BEFORE, AFTER = "before", "after"


class Chained(NamedTuple):
    """The two declarations of a product; None where one was refused."""

    made: Made
    before: Declared | None
    after: Declared | None
    findings: list[Finding]


class NotWhole(Exception):
    """A measure works on a part of production in the year: no single product is like that."""


class Ask(NamedTuple):
    """How declarations are wanted: the project's company and texts, its options, the time of issue, a year."""

    company: Company | None
    declare: Declare | None
    options: Options
    issued: datetime
    year: int


def chained(worked: Worked, world: World, format: Format, ask: Ask) -> list[Chained]:
    """Every product declared twice. Raises `NotWhole`."""
    state = state_of(worked, ask.year)
    if state is None:
        raise NotWhole
    layers = world.layers_of(state)
    options = ask.options._replace(gwp=worked.gwp_set)
    return [
        _product(worked, world, format, ask._replace(options=options), made, layers)
        for made in worked.products
    ]


def _product(
    worked: Worked, world: World, format: Format, ask: Ask, made: Made, layers: dict[str, list[Layer]]
) -> Chained:
    findings: list[Finding] = []
    plain = calculate(made.file, ask.options, world.library)
    before = _declared(worked, format, ask, made, plain, None, findings)
    amending = Amending(world.display, layers)
    changed = calculate(made.file, ask.options, world.library, None, amending)
    known = set(plain.findings)
    changed = changed._replace(findings=[amending.told(one, known) for one in changed.findings], recipe=None)
    earlier = None
    if before is not None and before.content:
        earlier = _earlier(format, before, made)
    after = _declared(worked, format, ask, made, changed, earlier, findings)
    return Chained(made, before, after, list(dict.fromkeys(findings)))


def _declared(
    worked: Worked,
    format: Format,
    ask: Ask,
    made: Made,
    outcome: Outcome,
    earlier: Earlier | None,
    findings: list[Finding],
) -> Declared | None:
    findings += outcome.findings
    if outcome.footprint is None:
        return None
    member = next(one for one in worked.programme.members if one.id == made.member)
    own = outcome.documents.loaded[outcome.documents.top].part.declare
    texts = merged(own, ask.declare)
    if outcome.recipe is None:
        said = (
            f"Planned: with the measures of programme {worked.programme.programme.id} at work in {ask.year}."
        )
        if worked.programme.grid:
            said += " The grid emits what it does today, not what the programme states for that year."
        texts.comment = f"{texts.comment} {said}" if texts.comment else said
    subject = Subject(outcome, outcome.footprint, member.company or ask.company, texts, ask.options)
    options = DeclareOptions(
        made.shown,
        outcome.library,
        ask.issued,
        format.suffixes[0],
        findings=tuple(outcome.findings),
        earlier=earlier,
    )
    declared = format.write(subject, options)
    findings += declared.findings
    return declared if declared.content else None


def _earlier(format: Format, before: Declared, made: Made) -> Earlier | None:
    """The first declaration, as what the second replaces."""
    import json

    text = before.content if isinstance(before.content, str) else before.content.decode("utf-8")
    message = json.loads(text)
    return Earlier(f"{BEFORE}/{made.id}{format.suffixes[0]}", message["id"], message["created"], (), text)
