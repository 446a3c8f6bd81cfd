"""Quality of the data: primary data share, ratings with what they cover, and the scores of the largest lines."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Facts, Number, Section
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.quality import DIMENSIONS, LineQuality, Quality, Score
from carbonfoot.reports.style import fixed

_DECIMALS = 1


def section(study: Study) -> Section:
    """Weighted by what each line adds, in absolute numbers, without biogenic uptake."""
    found = study.result.quality
    if found is None:
        key = "quality not rated" if study.complete else "quality incomplete"
        return study.section("quality", study.part_of("", study.absent(key)))
    return study.section(
        "quality",
        study.part_of("primary share", *_primary(study, found)),
        study.part_of("ratings", *_ratings(study, found)),
        study.part_of("scores", *_scores(study, found)),
    )


def _primary(study: Study, found: Quality) -> list[Block]:
    rows: list[tuple[str, Cell]] = [(study.word("fact primary share"), Number(study.percent(found.primary)))]
    if found.silent:
        rows.append((study.word("fact silent share"), Number(study.percent(found.silent))))
    return [study.say("about primary share"), Facts(tuple(rows))]


def _ratings(study: Study, found: Quality) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    for name in DIMENSIONS:
        rating = found.ratings[name]
        rows.append(
            (
                study.word(f"score {name}"),
                _value(study, rating.value),
                Number(study.percent(rating.coverage)),
                Number(study.percent(rating.derived)),
            )
        )
    rows.append((study.word("overall"), _value(study, found.overall), "", ""))
    return [study.say("about ratings"), study.table("ratings", "dimension rating# covered# derived#", rows)]


def _scores(study: Study, found: Quality) -> list[Block]:
    """Of the largest lines; a score that follows from the record is marked."""
    every = sum(one.co2e for one in found.lines)
    shown = found.lines[: int(limit("scored_lines"))]
    rows = [
        (study.names.get(one.name, one.name), *_line(study, one), study.share(one.co2e, every))
        for one in shown
    ]
    blocks: list[Block] = [study.table("scores", "line technology# time# geography# primary# share#", rows)]
    if len(found.lines) > len(shown):
        count, rest = str(len(shown)), str(len(found.lines))
        blocks.append(study.say("largest lines", count=count, every=rest))
    return blocks


def _line(study: Study, one: LineQuality) -> tuple[Cell, ...]:
    scores = tuple(_score(study, one.scores[name]) for name in DIMENSIONS)
    primary: Cell = study.none if one.primary is None else Number(study.percent(one.primary))
    return (*scores, primary)


def _score(study: Study, given: Score) -> Cell:
    if given.value is None:
        return study.none
    number = fixed(given.value, _DECIMALS)
    return Number(study.word("score derived", number=number) if given.origin == "derived" else number)


def _value(study: Study, given: float | None) -> Cell:
    return study.word("not known") if given is None else Number(fixed(given, _DECIMALS))
