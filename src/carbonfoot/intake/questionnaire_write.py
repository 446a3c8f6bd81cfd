"""Answers of a supplier as a part document; what was not answered stands there without a value, so that `calc` refuses it."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.intake.bom_factors import Proposals
from carbonfoot.intake.bom_line import Line, Place
from carbonfoot.intake.bom_write import DECIDE, factor_lines
from carbonfoot.intake.quoting import comment, quoted

OUTPUT = "annual_output"


class Given(NamedTuple):
    """An answer: digits, "" for a blank one, `none`; its unit; its row."""

    digits: str
    unit: str
    row: int


class Leg(NamedTuple):
    """How something is carried: as answered, how far, and the mode where the words tell it."""

    text: str
    distance: Given | None
    mode: str


class Material(NamedTuple):
    """A line of a list of the questionnaire."""

    name: str
    row: int
    amount: Given | None
    origin: str
    supplier: str
    treatment_text: str
    treatment: str
    leg: Leg | None


class Facts(NamedTuple):
    """All that was answered; None where the sheet does not ask."""

    table: str
    stem: str
    id: str
    name: str
    supplier: str
    made_in: str
    made_in_text: str
    period: str
    basis: str
    mass: Given | None
    output: Given | None
    energy: dict[str, Given | None]
    lists: dict[str, list[Material]]
    delivery: Leg | None
    not_asked: list[str]


class Writer:
    """Writes the document, and counts what waits for a person."""

    def __init__(self, facts: Facts, library: Library) -> None:
        self.facts = facts
        self.proposals = Proposals(library)
        self.undecided = 0

    def text(self) -> str:
        """The YAML."""
        facts = self.facts
        lines = [
            f"# Made from {comment(facts.table)} by `carbonfoot import`. What has `{DECIDE.strip()}` beside it waits",
            "# for a decision; until then `carbonfoot calc` gives no total. A blank answer is missing, not zero.",
        ]
        if facts.not_asked:
            lines.append(f"# not asked, so not counted: {comment(', '.join(facts.not_asked))}")
        lines += ["carbonfoot: part/1", *self._head()]
        lines += ["inputs:", *self._materials("inputs")]
        lines += self._process()
        if "outputs" in facts.lists:
            lines += ["outputs:", *self._outputs()]
        if "packaging" in facts.lists:
            lines += ["packaging:", *self._materials("packaging")]
        if facts.delivery is not None:
            lines += ["distribution:", *self._leg(facts.delivery, "  - ")]
        return "\n".join(lines) + "\n"

    def _decide(self, text: str) -> str:
        self.undecided += 1
        return f"{DECIDE}{comment(text)}"

    def _head(self) -> list[str]:
        facts = self.facts
        output = facts.output
        unit = output.unit if output is not None and output.unit else "piece"
        lines = ["product:"]
        lines.append(
            f"  id: {quoted(facts.id)}"
            if facts.id
            else f"  {self._decide('id: the part number is not answered')}"
        )
        name = facts.name or facts.id
        lines.append(
            f"  name: {quoted(name)}" if name else f"  {self._decide('name: the product is not answered')}"
        )
        lines.append(f"  declared_unit: 1 {unit}")
        if facts.mass is not None and facts.mass.digits not in ("", "none") and unit == "piece":
            lines.append(f"  mass: {facts.mass.digits} {facts.mass.unit}")
        elif unit == "piece":
            lines.append(
                f"  # mass: {'not answered' if facts.mass is not None else 'not asked'}; the mass balance is not checked"
            )
        if facts.made_in:
            lines.append(f"  made_in: {facts.made_in}")
        else:
            answer = (
                f"the answer is {facts.made_in_text}"
                if facts.made_in_text
                else "where it is made, such as KR"
            )
            lines.append(f"  {self._decide(f'made_in: {answer}')}")
        if facts.supplier:
            lines.append(f"  supplier: {quoted(facts.supplier)}")
        lines.append(
            f"period: {facts.period}"
            if facts.period
            else self._decide("period: the year of the answers, such as 2025")
        )
        if facts.basis == "year":
            if output is not None and output.digits not in ("", "none") and output.digits.strip("0."):
                lines += ["parameters:", f"  {OUTPUT}: {output.digits}   # {unit}, row {output.row}"]
            else:
                lines.append(
                    self._decide(
                        f"parameters: {{{OUTPUT}: 120000}}; the amounts are of a year, and its output is not answered"
                    )
                )
        return lines

    def _amount(self, given: Given) -> str:
        if self.facts.basis == "year":
            return quoted(f"= {given.digits} [{given.unit}] / {OUTPUT}")
        return f"{given.digits} {given.unit}"

    def _materials(self, key: str) -> list[str]:
        lines: list[str] = []
        for one in self.facts.lists.get(key, []):
            lines.append(f"  - name: {quoted(one.name or '?')}   # row {one.row}")
            lines.append(f"    {self._amount_line(one)}")
            if one.supplier:
                lines.append(f"    supplier: {quoted(one.supplier)}")
            line = Line(Place(one.row, 0, ""))
            line.name, line.origin = one.name, one.origin
            line.unit = one.amount.unit if one.amount is not None else ""
            line.amount = line.share = one.amount.digits if one.amount is not None else ""
            self.undecided += not factor_lines(self.proposals, line, lines)
            if one.leg is not None:
                lines += ["    transport:", *self._leg(one.leg, "      - ")]
        if not lines:
            what = "materials" if key == "inputs" else "packaging"
            more = "" if key == "inputs" else "; delete this line where there is none"
            lines = [f"  - name: {what}", f"    {self._decide(f'{what}: no line is answered{more}')}"]
        return lines

    def _amount_line(self, one: Material) -> str:
        if one.amount is None or one.amount.digits in ("", "none"):
            return self._decide("amount: not answered")
        return f"amount: {self._amount(one.amount)}"

    def _outputs(self) -> list[str]:
        lines: list[str] = []
        for one in self.facts.lists["outputs"]:
            lines += [
                f"  - name: {quoted(one.name or '?')}   # row {one.row}",
                f"    {self._amount_line(one)}",
            ]
            if one.treatment:
                lines.append(f"    treatment: {one.treatment}")
            else:
                answer = (
                    f"the answer is {one.treatment_text}"
                    if one.treatment_text
                    else "recycling, landfill, incineration ..."
                )
                lines.append(f"    {self._decide(f'treatment: {answer}')}")
            if one.leg is not None:
                lines += ["    transport:", *self._leg(one.leg, "      - ")]
        if not lines:
            lines = [
                "  - name: scrap and waste",
                f"    {self._decide('no line is answered; delete this one where there is none')}",
            ]
        return lines

    def _process(self) -> list[str]:
        lines = ["processes:", "  - name: Production"]
        energy = dict(self.facts.energy)
        energy.setdefault("electricity", None)
        for key, given in energy.items():
            if given is None:
                lines.append(f"    {key}:   {self._decide('not asked; write 0 kWh where none is used')}")
            elif not given.digits:
                lines.append(
                    f"    {key}:   {self._decide(f'row {given.row} is not answered; write 0 where none is used')}"
                )
            elif given.digits == "none" or not given.digits.strip("0."):
                said = "none" if given.digits == "none" else f"{given.digits} {given.unit}"
                lines.append(f"    # {key}: {said}, as row {given.row} says")
            else:
                lines.append(f"    {key}: {self._amount(given)}   # row {given.row}")
        return lines

    def _leg(self, leg: Leg, dash: str) -> list[str]:
        blank = " " * len(dash)
        if leg.mode:
            lines = [f"{dash}mode: {leg.mode}"]
        else:
            answer = f"the answer is {leg.text}" if leg.text else "not answered"
            lines = [
                f"{dash}note: {quoted(leg.text or 'not answered')}",
                blank + self._decide(f"mode: road/hgv, rail, sea/container ...; {answer}"),
            ]
        if leg.distance is not None and leg.distance.digits not in ("", "none"):
            lines.append(f"{blank}distance: {leg.distance.digits} {leg.distance.unit}")
        else:
            lines.append(blank + self._decide("distance: not answered"))
        return lines
