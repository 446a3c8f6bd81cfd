"""Which line belongs to which assembly: a tree from levels, and the assemblies that are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.findings.finding import Finding, Related
from carbonfoot.intake.bom_levels import LevelError, depths_of_indents, key_of
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.table import Column, Origin
from carbonfoot.intake.tally import Tally

MAX_DEPTH = 200
"""Levels; a product has a dozen."""


class Tree(NamedTuple):
    """The lines that nothing stands above. `products`: those that are products themselves; [] where the file is the product."""

    tops: list[Line]
    products: list[Line]


def grow(lines: list[Line], notation: str, column: str, origin: Origin, findings: list[Finding]) -> Tree:
    """Give every line its parent and parts; CF635 for levels that make no tree."""
    if notation == "none":
        for line in lines:
            line.depth = 1
        return Tree(lines, [])
    tally = Tally(origin, findings)
    where = Column(column, 0, "text") if column else None
    tops = (
        _by_numbers(lines, tally, where)
        if notation == "numbers"
        else _by_depths(lines, notation, tally, where)
    )
    tally.close()
    _own_parts(lines, origin, findings)
    zero = notation in ("depths", "dots") and bool(tops) and key_or_none(tops[0].level, notation) == (0,)
    return Tree(tops, tops if zero or (len(tops) == 1 and tops[0].parts) else [])


def _by_numbers(lines: list[Line], tally: Tally, column: Column | None) -> list[Line]:
    """Levels that name their parent: 1.1.2 belongs to 1.1, wherever that stands."""
    known: dict[tuple[int, ...], Line] = {}
    keys: list[tuple[tuple[int, ...], Line]] = []
    for line in lines:
        try:
            key = key_of(line.level, "numbers")
        except LevelError as error:
            tally.each("CF635", error.message, line.place, column, error.help)
            continue
        if key in known:
            said = f"`{line.level}` stands in row {known[key].place.number} already"
            help = "give each line a number of its own; a spreadsheet makes 1.1 of 1.10 unless the cells are text"
            tally.each("CF635", said, line.place, column, help)
            continue
        if len(key) > MAX_DEPTH:
            tally.each("CF635", f"`{line.level[:60]}` is deeper than {MAX_DEPTH} levels", line.place, column)
            continue
        known[key] = line
        keys.append((key, line))
    zero = known.get((0,))
    tops = []
    for key, line in keys:
        above = known.get(key[:-1]) if len(key) > 1 else (zero if zero is not line else None)
        if above is None and len(key) > 1:
            missing = ".".join(map(str, key[:-1]))
            help = f"add the line `{missing}`, or correct the number"
            tally.each("CF635", f"`{line.level}` has no line `{missing}` above it", line.place, column, help)
        elif above is None:
            tops.append(line)
        else:
            line.parent = above
            above.parts.append(line)
    for line in walk(tops):
        line.depth = 1 if line.parent is None else line.parent.depth + 1
    return tops


def _by_depths(lines: list[Line], notation: str, tally: Tally, column: Column | None) -> list[Line]:
    """Levels that say how deep a line is: it belongs to the last line above it that is one level higher."""
    depths: list[int | None] = []
    if notation == "indent":
        depths = depths_of_indents([line.indent for line in lines])
        for line, depth in zip(lines, depths, strict=True):
            if depth is None:
                said = f"`{line.title[:60]}` is indented less than the line before, and more than the group it left"
                tally.each("CF635", said, line.place, column, "indent the lines of one group by as much")
    else:
        for line in lines:
            try:
                depths.append(key_of(line.level, notation)[0])
            except LevelError as error:
                tally.each("CF635", error.message, line.place, column, error.help)
                depths.append(None)
    tops: list[Line] = []
    first = 0
    open_: list[tuple[int, Line]] = []
    for line, depth in zip(lines, depths, strict=True):
        if depth is None:
            continue
        if depth > MAX_DEPTH:
            tally.each("CF635", f"level {depth} is deeper than {MAX_DEPTH} levels", line.place, column)
            continue
        last = open_[-1][0] if open_ else None
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        if not open_:
            if tops and depth != first:
                said = f"level {depth} stands above level {first}, with which the table begins"
                tally.each(
                    "CF635", said, line.place, column, "let the product stand first, or correct the level"
                )
            first = depth if not tops else first
            tops.append(line)
        elif open_[-1][0] != depth - 1:
            said = f"the level goes from {last} to {depth}"
            if last is not None and last >= depth:
                said = f"level {depth} follows {last}, and no line of level {depth - 1} stands above it"
            help = "add the line between, or correct the level"
            tally.each("CF635", said, line.place, column, help)
            line.parent = open_[-1][1]
        else:
            line.parent = open_[-1][1]
            line.parent.parts.append(line)
        open_.append((depth, line))
        line.depth = len(open_)
    return tops


def key_or_none(text: str, notation: str) -> tuple[int, ...] | None:
    """The level as numbers, None where it is none."""
    try:
        return key_of(text, notation)
    except LevelError:
        return None


def walk(tops: list[Line]) -> Iterator[Line]:
    """Every line, each before its parts, in the order of the table."""
    waiting = tops[::-1]
    while waiting:
        line = waiting.pop()
        yield line
        waiting += line.parts[::-1]


def _own_parts(lines: list[Line], origin: Origin, findings: list[Finding]) -> None:
    """CF636 for a line that has the number of an assembly it is part of."""
    told = 0
    for line in lines:
        above = line.parent
        while above is not None:
            if line.number and above.number == line.number:
                told += 1
                if told <= MOST_TOLD:
                    findings.append(within_itself(origin, line, above))
                break
            above = above.parent


MOST_TOLD = 10
"""Findings of one kind that are told one by one."""


def within_itself(origin: Origin, line: Line, above: Line) -> Finding:
    """CF636."""
    said = f"{origin.where(line.place)}: `{line.number or line.title}` is a part of itself"
    help = "correct the number, or the level"
    there = related(origin, above, f"it contains row {line.place.number}")
    return origin.finding("CF636", said, line.place, help=help)._replace(related=(there,))


def related(origin: Origin, line: Line, message: str) -> Related:
    """Another line of the table, as a second place of a finding."""
    found = origin.finding("CF636", "", line.place)
    return Related(found.file, found.path, message, point=found.point, span=found.span)
