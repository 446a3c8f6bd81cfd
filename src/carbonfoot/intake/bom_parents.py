"""Tables of parent and component, one level a row: the commonest extract of an ERP system."""

from __future__ import annotations

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.bom_tree import MOST_TOLD, Tree, walk, within_itself
from carbonfoot.intake.table import Column, Origin
from carbonfoot.intake.tally import Tally


def grow_by_parents(lines: list[Line], column: str, origin: Origin, findings: list[Finding]) -> Tree:
    """The products: parents that are no component. Parts stand below the first row that lists their assembly.

    CF635 for a row without its parent or its own number; CF636 for parts of themselves.
    """
    tally = Tally(origin, findings)
    groups: dict[str, list[Line]] = {}
    listed: dict[str, Line] = {}
    for line in lines:
        if not line.above:
            help = "write the number of the parent, or delete the row"
            tally.each("CF635", "no parent stands here", line.place, Column(column, 0, "text"), help)
            continue
        groups.setdefault(line.above, []).append(line)
        if line.number:
            listed.setdefault(line.number, line)
    tally.close()
    tops: list[Line] = []
    for number, parts in groups.items():
        assembly = listed.get(number)
        if assembly is None:
            assembly = Line(parts[0].place)
            assembly.number, assembly.amount, assembly.unit = number, "1", "piece"
            assembly.name = next((part.above_name for part in parts if part.above_name), "")
            tops.append(assembly)
        assembly.parts = parts
        for part in parts:
            part.parent = assembly
    reached = set()
    for line in walk(tops):
        reached.add(id(line))
        line.depth = 1 if line.parent is None else line.parent.depth + 1
    for number in groups:
        around = listed.get(number)
        if around is not None and id(around) not in reached and len(findings) < MOST_TOLD:
            findings.append(within_itself(origin, around, _circle(around)))
            break
    return Tree(tops, tops)


def _circle(line: Line) -> Line:
    """A line of the circle that a line with no product above it leads to."""
    seen: set[int] = set()
    here = line
    while id(here) not in seen and here.parent is not None:
        seen.add(id(here))
        here = here.parent
    return here


def repeated(lines: list[Line]) -> tuple[Line, Line] | None:
    """The first two rows that list the same component of the same parent with the same amount."""
    known: dict[tuple[str, ...], Line] = {}
    for line in lines:
        key = (line.above, line.number or line.title, line.amount, line.unit_text, line.level)
        if key in known:
            return known[key], line
        known[key] = line
    return None
