"""What every section looks at: the result, the language, and numbers and words as the report writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from carbonfoot.declarations.content import (
    Absent,
    Block,
    Cell,
    Column,
    Gap,
    Number,
    Paragraph,
    Part,
    Section,
    Table,
)
from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.iso14067.limits import limit
from carbonfoot.declarations.iso14067.words import words
from carbonfoot.declarations.options import DeclareOptions
from carbonfoot.declarations.subject import Subject
from carbonfoot.documents.part import Part as PartDocument
from carbonfoot.documents.received.model import Received
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.sensitivity import Sensitivity, UntracedError, sensitivity
from carbonfoot.pipeline import names_of
from carbonfoot.reports.adding import adding_up, units, written
from carbonfoot.reports.quality_text import total_text
from carbonfoot.reports.style import Style, percent
from carbonfoot.reports.words import word as label
from carbonfoot.system.model import Flow

DECLARE = "declare"
"""Keys of the document of the product, or `[declare]` of its project."""
COMPANY = "carbonfoot.toml: company"
_NAMED = 12
_PLACE = re.compile(r"\{(\w+)\}")


class Study:
    """A calculated product and how the report of it is written.

    style     digits: as many decimals in every table as show four digits of the total
    complete  whether the result has a total; every sum is marked with `at least` where it has none
    """

    def __init__(self, subject: Subject, options: DeclareOptions) -> None:
        self.subject = subject
        self.options = options
        self.result: Footprint = subject.footprint
        self.lang = options.lang
        self.findings: tuple[Finding, ...] = tuple(subject.outcome.findings)
        self.library: Library = subject.outcome.library
        self.complete = self.result.total is not None
        self.style = Style(lang=self.lang)
        self.style.fit_to(self.result.at_least)
        self._words = words(self.lang)
        self._files = names_of(subject.outcome.documents)

    @property
    def part(self) -> PartDocument:
        """The document of the product."""
        documents = self.subject.outcome.documents
        part: PartDocument = documents.loaded[documents.top].part
        return part

    @property
    def parts(self) -> dict[str, PartDocument]:
        """Every document in use by its display path."""
        loaded = self.subject.outcome.documents.loaded.values()
        return {one.source.display: one.part for one in loaded}

    def declaration(self, flow: Flow) -> dict[str, object]:
        """What a line says of the supplier's declaration that it draws on; empty for another line."""
        declared = flow.stated.get("declaration")
        return declared if isinstance(declared, dict) else {}

    @property
    def received(self) -> list[Received]:
        """The suppliers' declarations that lines draw on, each once, by company and id."""
        found = {
            (one.company, one.id): one
            for loaded in self.subject.outcome.documents.loaded.values()
            for one in loaded.received.values()
        }
        return [found[key] for key in sorted(found)]

    @cached_property
    def sensitivity(self) -> Sensitivity | None:
        """What one per cent of each input does; None where it cannot be found out by reasonable work."""
        recipe = self.subject.outcome.recipe
        if recipe is None:
            return None
        try:
            return sensitivity(recipe, self.result, int(limit("moved")))[0]
        except (RuntimeError, UntracedError):
            return None

    # Words

    def word(self, key: str, /, **values: str) -> str:
        """A text of `words*.csv`, its `{places}` filled."""
        said = self._words[key]
        return said.format(**values) if values else said

    def optional(self, key: str) -> str:
        """A text of the words; "" where there is none."""
        return self._words.get(key, "")

    @property
    def none(self) -> str:
        """What stands in a cell where there is nothing to say."""
        return self.word("none")

    def label(self, key: str) -> str:
        """A label of the reports for people (`reports/words_en.py`): stages, parts, gases; the key itself where there is none."""
        return label(key, self.lang)

    def say(self, key: str, /, **cells: Cell) -> Paragraph:
        """A paragraph whose `{places}` are cells: numbers, keys, gaps, names."""
        return Paragraph(self.phrase(key, **cells))

    def phrase(self, key: str, /, **cells: Cell) -> tuple[Cell, ...]:
        """A text as cells, for the entry of a list."""
        pieces = _PLACE.split(self._words[key])
        filled = (cells[piece] if place % 2 else piece for place, piece in enumerate(pieces))
        return tuple(cell for cell in filled if cell != "")

    def name(self, named: object) -> str:
        """The name of an activity or line in the language of the report."""
        korean = getattr(named, "name_ko", "") if self.lang == "ko" else ""
        return str(korean or getattr(named, "name", ""))

    @property
    def names(self) -> dict[str, str]:
        """Names of lines in the language of the report, by their names in English."""
        return {flow.name: self.name(flow) for activity in self.result.activities for flow in activity.flows}

    def file(self, display: str) -> str:
        """A file by its name below the root of the project, wherever the command was given."""
        return self._files(display)

    def place(self, code: str) -> str:
        """A country with its name: `KR, Korea`."""
        name = self.library.region_name(code, self.lang) if code else ""
        return f"{name} ({code})" if name and name != code else code

    def listed(self, names: Sequence[str]) -> str:
        """Names, each once; those beyond a dozen by their number."""
        kept = list(dict.fromkeys(names))
        more = len(kept) - _NAMED
        rest = f"; {self.word('and more', count=str(more))}" if more > 0 else ""
        return "; ".join(kept[:_NAMED]) + rest

    # What is missing

    def gap(self, key: str, *keys: str, of: str = "") -> Gap:
        """Something that the report should say and nothing states: a text of the words, and the keys that fill it."""
        return Gap(self.word(key), keys, of, said=self.word("not stated"))

    def or_gap(self, value: str | None, key: str, *keys: str) -> Cell:
        """What is stated, or the gap."""
        return value or self.gap(key, *keys)

    def absent(self, key: str, /, **values: str) -> Absent:
        """Something that does not apply, and why."""
        return Absent(self.word(key, **values), self.word("does not apply"))

    # Numbers: kg CO2e per declared unit

    def kg(self, number: float | None) -> Cell:
        """The number of one line at the decimals of the report; `missing` where it is not known."""
        return self.word("missing") if number is None else Number(grouped(self.style.kg(number)))

    def number(self, text: str) -> Number:
        """A number that was written already."""
        return Number(text)

    def kg_with_unit(self, number: float) -> Number:
        """A sum that stands alone."""
        return Number(self.marked(grouped(self.style.kg(number))), "kg CO2e")

    def sum(self, number: float) -> Number:
        """A sum at the decimals of the report: `at least` while a line is missing."""
        return Number(self.marked(grouped(self.style.kg(number))))

    def sums(self, numbers: Sequence[float], whole: float | None = None) -> list[Number]:
        """Sums that add up to the whole (the total unless given) in the last digit that is printed."""
        decimals = self.style.decimals
        every = self.result.at_least if whole is None else whole
        counted = adding_up(units(every, decimals), numbers, decimals)
        return [
            Number(self.marked(grouped(written(number, one, decimals))))
            for number, one in zip(numbers, counted, strict=True)
        ]

    def marked(self, text: str) -> str:
        """The text of a sum, with `at least` while a line is missing."""
        return text if self.complete else self.word("at least", number=text)

    @property
    def total(self) -> Number:
        """The result with digits that match its interval."""
        number = self.result.at_least if self.result.total is None else self.result.total
        return Number(self.marked(grouped(total_text(self.result, number))), "kg CO2e")

    def share(self, part: float, whole: float | None = None) -> Cell:
        """A part of the total (or of the whole that is given) in per cent; a dash where the whole is nothing."""
        every = self.result.at_least if whole is None else whole
        return Number(percent(part / every)) if every else self.none

    def percent(self, share: float) -> str:
        """A share in per cent at one decimal."""
        return percent(share)

    # Blocks

    def section(self, key: str, *parts: Part) -> Section:
        """A section, titled by the words `section KEY`; the report numbers it."""
        return Section("", self.word(f"section {key}"), parts)

    def part_of(self, key: str, *blocks: Block) -> Part:
        """A part of a section, titled by the words `part KEY`; untitled for an empty key."""
        return Part("", self.word(f"part {key}") if key else "", blocks)

    def table(self, key: str, columns: str, rows: Sequence[Sequence[Cell]]) -> Table:
        """A table with the caption `table KEY` and columns named by words `column NAME`; `NAME#` is a numeric one."""
        names = [self._column(name.removesuffix("#")) for name in columns.split()]
        heads = tuple(
            Column(self.word(f"column {name}"), numeric=column.endswith("#"))
            for name, column in zip(names, columns.split(), strict=True)
        )
        return Table(self.word(f"table {key}"), heads, tuple(tuple(row) for row in rows))

    def _column(self, name: str) -> str:
        """Shares are of what is known while a line is missing."""
        return name if self.complete else {"share": "share_known", "percent": "known"}.get(name, name)


def keys_of(text: str) -> Iterator[str]:
    """The names of the `{places}` of a text."""
    yield from _PLACE.findall(text)
