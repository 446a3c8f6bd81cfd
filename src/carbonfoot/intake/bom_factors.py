"""Factors proposed for lines, each distinct text matched once."""

from __future__ import annotations

from carbonfoot.factors.library import Library
from carbonfoot.intake.bom import Entry
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.match import Match, Matcher, region_of

CONFIDENT = 0.95
"""From here on a proposal is written as the factor; below it a person decides."""


class Proposals:
    """What `factors match` proposes for a line."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.matcher = Matcher(library, likeness=False)
        self.regions: dict[str, str] = {}
        self.known: dict[tuple[str, ...], Match] = {}

    def region(self, line: Line) -> str:
        """The code of the country that a line says; "" where it says none, or none that is known."""
        text = line.origin
        if text not in self.regions:
            self.regions[text] = region_of(self.library, text)
        return self.regions[text]

    def of(self, line: Line) -> Match:
        """The proposal for a line; equal texts have it in common."""
        region = self.region(line)
        key = (line.name, line.material, line.spec, line.code, line.unit, region)
        found = self.known.get(key)
        if found is None:
            name = line.name or ("" if line.material or line.spec else line.number)
            entry = Entry(
                line.place.number, name, line.material, line.spec, line.share, line.unit, "", "", line.code
            )
            found = self.known[key] = self.matcher.match(entry, region)
        return found
