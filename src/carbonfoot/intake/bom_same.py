"""Assemblies that are the same thing: one document each, however often they stand in the table."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.bom_tree import MOST_TOLD, related, walk, within_itself
from carbonfoot.intake.naming import slug_of
from carbonfoot.intake.table import Origin

MOST_LETTERS = 60
"""Letters of a file name."""


class Assemblies(NamedTuple):
    """The first line of each assembly by the name of its document, and the document of every line that is one.

    A line without parts whose number an assembly has elsewhere is that assembly, written out once.
    """

    first: dict[str, Line]
    document: dict[int, str]

    def of(self, line: Line) -> Line | None:
        """The line whose parts are written for this line."""
        name = self.document.get(id(line))
        return None if name is None else self.first[name]


def assemblies(tops: list[Line], taken: set[str], origin: Origin) -> tuple[Assemblies, list[Finding]]:
    """Tell equal assemblies; CF637 for one number with two sets of parts, CF636 for one that contains itself."""
    lines = list(walk(tops))
    marks: dict[object, int] = {}
    signs: dict[int, int] = {}
    numbered = {line.number for line in lines if line.parts and line.number}
    by_number: dict[str, Line] = {}
    found: list[Finding] = []
    for line in reversed(lines):
        inside = tuple(_part(part, signs, numbered) for part in line.parts)
        mark = (line.number or (line.name, line.material, line.spec), line.unit, line.mass, inside)
        signs[id(line)] = marks.setdefault(mark, len(marks))
    first: dict[str, Line] = {}
    document: dict[int, str] = {}
    names: dict[int, str] = {}
    for line in lines:
        if not line.parts:
            continue
        sign = signs[id(line)]
        known = by_number.setdefault(line.number, line) if line.number else line
        if signs[id(known)] != sign and len(found) < MOST_TOLD:
            found.append(_other_parts(origin, line, known))
        if sign not in names:
            names[sign] = _file_name(line, taken)
            first[names[sign]] = line
        document[id(line)] = names[sign]
    for line in lines:
        if not line.parts and line.number in by_number:
            document[id(line)] = document[id(by_number[line.number])]
    made = Assemblies(first, document)
    found += _origins(lines, first, document, origin)
    return made, found or _circles(made, origin)


def _origins(
    lines: list[Line], first: dict[str, Line], document: dict[int, str], origin: Origin
) -> list[Finding]:
    """CF637 where one assembly is made in two places; the first that a line names holds for all."""
    known: dict[str, Line] = {}
    found: list[Finding] = []
    for line in lines:
        name = document.get(id(line))
        if name is None or not line.origin:
            continue
        other = known.setdefault(name, line)
        first[name].origin = first[name].origin or line.origin
        if other.origin != line.origin and len(found) < MOST_TOLD:
            said = f"{origin.where(line.place)}: `{line.number or line.title}` is from {line.origin} here, and from"
            said += f" {other.origin} in row {other.place.number}"
            there = related(origin, other, "the same assembly stands here first")
            help = "give what is made elsewhere a number of its own"
            found.append(origin.finding("CF637", said, line.place, help=help)._replace(related=(there,)))
    return found


def _part(part: Line, signs: dict[int, int], numbered: set[str]) -> object:
    what: object = part.number if part.number in numbered else signs[id(part)]
    return what, part.share, part.unit or part.unit_text, part.mass, part.origin, part.supplier


def _other_parts(origin: Origin, line: Line, known: Line) -> Finding:
    said = f"{origin.where(line.place)}: `{line.number}` has other parts or amounts than in row {known.place.number}"
    help = "give the variant a number of its own, or correct the parts"
    there = related(origin, known, "the same number stands here first")
    return origin.finding("CF637", said, line.place, help=help)._replace(related=(there,))


def _circles(made: Assemblies, origin: Origin) -> list[Finding]:
    """Assemblies that contain themselves by way of lines that only name them."""
    done: set[str] = set()
    for name in made.first:
        path: dict[str, None] = {}
        waiting: list[tuple[str, bool]] = [(name, False)]
        while waiting:
            here, leaving = waiting.pop()
            if leaving:
                path.pop(here, None)
                done.add(here)
                continue
            if here in done:
                continue
            path[here] = None
            waiting.append((here, True))
            for part in made.first[here].parts:
                inner = made.document.get(id(part))
                if inner in path:
                    return [within_itself(origin, part, made.first[inner])]
                if inner is not None and inner not in done:
                    waiting.append((inner, False))
    return []


def _file_name(line: Line, taken: set[str]) -> str:
    """A file name of its own for an assembly: its number, else its name, else its row."""
    stem = slug_of(line.number) or slug_of(line.name) or f"row-{line.place.number}"
    stem = stem[:MOST_LETTERS].strip("-.")
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name
