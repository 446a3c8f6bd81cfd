"""Part documents of a bill of materials, as YAML to be reviewed.

One document for each assembly, linked by `product:`; or one for each product with the amounts multiplied. Where a person
must decide, the key is missing and a comment `# decide:` stands in its place, so that `calc` gives no total.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.intake.bom_amounts import times
from carbonfoot.intake.bom_factors import CONFIDENT, Proposals
from carbonfoot.intake.bom_line import Line
from carbonfoot.intake.bom_same import Assemblies
from carbonfoot.intake.imports import Document
from carbonfoot.intake.match import Proposal
from carbonfoot.intake.quoting import comment, quoted

DECIDE = "# decide: "
"""Before what a person must settle."""

MOST_LETTERS = 1_400_000
"""Letters of one document, far below the 5 MB that are read; what is more goes into documents that it links."""

_CN_DIGITS = 8


class Facts(NamedTuple):
    """What the user states of all products; `table` is the file they are from, `product` what it is of where no line says it."""

    table: str
    made_in: str
    period: str
    flat: bool
    product: str = ""


class Part(NamedTuple):
    """A line in a document: its amount per declared unit, and the assemblies that were resolved on the way."""

    line: Line
    amount: str
    through: tuple[Line, ...]


class Writer:
    """Writes documents, and counts the lines that wait for a decision."""

    def __init__(self, facts: Facts, made: Assemblies, proposals: Proposals) -> None:
        self.facts = facts
        self.made = made
        self.proposals = proposals
        self.undecided = 0
        self._linked: dict[str, None] = {}

    def documents(self, tops: list[tuple[str, Line | None, list[Line]]]) -> Iterator[Document]:
        """Every document, products first; a top is its name, its line in the table if it has one, and its parts."""
        for name, line, parts in tops:
            yield from self._document(name, line, parts)
        done = {name for name, _, _ in tops}
        while waiting := [name for name in self._linked if name not in done]:
            for name in waiting:
                done.add(name)
                line = self.made.first[name]
                yield from self._document(name, line, line.parts)

    def _document(self, name: str, line: Line | None, parts: list[Line]) -> Iterator[Document]:
        pages: list[list[str]] = [[]]
        size = 0
        for part in self._parts(parts, "1", ()):
            text = self._line(part)
            size += len(text)
            if size > MOST_LETTERS:
                pages.append([])
                size = len(text)
            pages[-1].append(text)
        unit = "piece" if line is None else line.unit or "piece"
        more = [f"{name}-lines-{number}" for number in range(2, len(pages) + 1)]
        links = [
            f"  - name: {quoted(f'lines of page {number}')}\n    amount: 1 {unit}\n    product: {quoted(f'{page}.yaml')}\n"
            for number, page in enumerate(more, start=2)
        ]
        yield Document(f"{name}.yaml", self._head(name, line, unit) + _inputs([*pages[0], *links]))
        for page, lines in zip(more, pages[1:], strict=True):
            yield Document(f"{page}.yaml", self._head(page, line, unit, page=True) + _inputs(lines))

    def _parts(self, parts: list[Line], amount: str, through: tuple[Line, ...]) -> Iterator[Part]:
        """The lines of an assembly; phantoms, and with `flat` all assemblies, are resolved into theirs."""
        for line in parts:
            known = self.made.of(line)
            here = times(line.share, amount) if line.share else ""
            if known is not None and line.share and (self.facts.flat or line.phantom):
                yield from self._parts(known.parts, here, (*through, line))
            else:
                yield Part(line, here, through)

    def _head(self, name: str, line: Line | None, unit: str, *, page: bool = False) -> str:
        facts = self.facts
        title = self.facts.product or name if line is None else line.title
        number = "" if page else self.facts.product if line is None else line.number
        lines = [
            f"# Made from {comment(facts.table)} by `carbonfoot import`. Lines with `{DECIDE.strip()}` wait for a decision;",
            "# until then `carbonfoot calc` gives no total. The number before a reason is how well the words fit.",
            "carbonfoot: part/1",
            "product:",
            f"  id: {quoted(number or name)}",
            f"  name: {quoted(title)}",
            f"  declared_unit: 1 {unit}",
        ]
        if line is not None and line.mass and unit == "piece" and not page:
            lines.append(f"  mass: {line.mass} {line.mass_unit}")
        origin = line.origin if line is not None else ""
        region = self.proposals.region(line) if line is not None and origin else facts.made_in
        if region:
            lines.append(f"  made_in: {region}")
        elif origin:
            lines.append(f"  {DECIDE}made_in: the table says {comment(origin)}")
            self.undecided += 1
        else:
            lines.append(f"  {DECIDE}made_in: where it is made, such as KR")
            self.undecided += 1
        if line is not None and line.supplier:
            lines.append(f"  supplier: {quoted(line.supplier)}")
        if facts.period:
            lines.append(f"period: {facts.period}")
        else:
            lines.append(f"{DECIDE}period: the year that the amounts are of, such as 2025")
            self.undecided += 1
        return "\n".join(lines) + "\n"

    def _line(self, part: Part) -> str:
        line = part.line
        about = f"row {line.place.number}" + "".join(
            f", in `{comment(one.title)}` of row {one.place.number}" for one in part.through
        )
        lines = [f"  - name: {quoted(line.title)}   # {about}"]
        number = line.number if line.name else ""
        note = ", ".join(one for one in (number, line.material, line.spec) if one and one != line.title)
        if note:
            lines.append(f"    note: {quoted(note)}")
        assembly = self.made.of(line)
        settled = self._amount(line, part, assembly, lines)
        if line.supplier:
            lines.append(f"    supplier: {quoted(line.supplier)}")
        if assembly is not None:
            name = self.made.document[id(line)]
            if self.facts.flat:
                lines.append(f"    {DECIDE}its parts are not counted, since its amount is not known")
            else:
                self._linked[name] = None
                lines.append(f"    product: {quoted(f'{name}.yaml')}")
                if not line.parts:
                    lines.append(f"    # its parts stand below row {assembly.place.number}")
        else:
            settled = factor_lines(self.proposals, line, lines) and settled
        self.undecided += not settled
        return "\n".join(lines) + "\n"

    def _amount(self, line: Line, part: Part, assembly: Line | None, lines: list[str]) -> bool:
        unit = line.unit or ("piece" if assembly is not None else "")
        if part.amount and unit:
            said = "" if line.unit or not line.unit_text else f"   # the table says {comment(line.unit_text)}"
            lines.append(f"    amount: {part.amount} {unit}{said}")
            if line.mass and unit == "piece" and assembly is None:
                lines.append(f"    mass: {line.mass} {line.mass_unit}")
            return True
        what = part.amount or line.amount or "no amount"
        said = f"`{comment(line.unit_text)}`" if line.unit_text else "no unit"
        of = "" if part.amount or not line.amount else ", and no amount above it"
        lines.append(f"    {DECIDE}amount: the table says {what}, {said}{of}")
        return False


def factor_lines(proposals: Proposals, line: Line, lines: list[str]) -> bool:
    """The factor where the words leave no doubt, else the candidates; whether it is settled.

    Two items that the words fit as well are a doubt: PET is a resin, and the name of a bottle.
    """
    region = proposals.region(line)
    settled = True
    if region:
        lines.append(f"    origin: {region}")
    elif line.origin:
        lines.append(f"    {DECIDE}origin: the table says {comment(line.origin)}")
        settled = False
    digits = "".join(sign for sign in line.code if sign.isascii() and sign.isdigit())
    if len(digits) == _CN_DIGITS and not line.code.strip("0123456789. "):
        lines.append(f"    cn_code: {quoted(digits)}")
    match = proposals.of(line)
    best = match.proposal
    if best is None:
        nearest = f"; nearest is {match.nearest}" if match.nearest not in match.said else ""
        lines.append(f"    {DECIDE}factor or footprint: {comment(match.said + nearest)}")
        return False
    weighed = bool(line.mass) and line.unit == "piece"
    sure = [one.item for one in (best, *match.alternatives) if one.confidence >= CONFIDENT]
    if settled and sure == [best.item]:
        lines.append(f"    factor: {best.item}   # {_reason(best, weighed=weighed)}")
        if best.route:
            lines.append(f"    route: {best.route}")
        elif best.routes:
            lines.append(f"    {DECIDE}route: {' or '.join(best.routes)}")
            settled = False
        if best.remark and not weighed:
            lines.append(f"    {DECIDE}{comment(best.remark.replace('state ', ''))}")
            settled = False
        return settled
    for one in (best, *match.alternatives):
        route = f", route: {one.route}" if one.route else ""
        choose = f", route: {' or '.join(one.routes)}" if one.routes else ""
        lines.append(f"    {DECIDE}factor: {one.item}{route}{choose}   # {_reason(one, weighed=weighed)}")
    return False


_HOW = {
    "item": "path of the item",
    "name": "name of the item",
    "exact": "is this",
    "broader": "is part of this",
    "proxy": "similar",
    "code": "customs heading",
    "prefix": "begins so",
    "text": "words in its names",
    "close": "looks alike",
}


def _reason(one: Proposal, *, weighed: bool) -> str:
    """How well the words fit, and why, on one line."""
    parts = [f"`{one.word}` {_HOW[one.how]}" if one.how in ("exact", "broader", "proxy") else _HOW[one.how]]
    parts += [text for text in (one.note, "" if weighed else one.remark) if text]
    return comment(f"{one.confidence:.2f} {'; '.join(parts)}")


def _inputs(lines: list[str]) -> str:
    return "inputs:\n" + "".join(lines) if lines else "inputs: []\n"
