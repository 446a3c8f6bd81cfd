"""The common supplier questionnaire, ours or a look-alike in English or Korean, as a part document.

A blank answer is missing, never zero: its key stands there without a value, so that `calc` gives no total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.bom_numbers import read_number, tells
from carbonfoot.intake.energy_columns import units_stated
from carbonfoot.intake.energy_periods import read_span
from carbonfoot.intake.energy_words import basis_question, unit_text
from carbonfoot.intake.grid import Grid, Item, read_grid
from carbonfoot.intake.imports import Asked, Document, Imported, Shown
from carbonfoot.intake.match import region_of
from carbonfoot.intake.questionnaire_read import Answer, Answers, read_answers
from carbonfoot.intake.questionnaire_words import is_energy, questions, word_for
from carbonfoot.intake.questionnaire_write import Facts, Given, Leg, Material, Writer

ENOUGH = 4
"""Known questions that make a questionnaire."""


def recognise(file: str, asked: Asked) -> list[str]:
    """Labels that are known questions, about a product or its maker, and about energy or materials."""
    grid, _ = read_grid(file, asked.display or display_path(file), asked.sheet, "read")
    if grid is None:
        return []
    found = read_answers(grid, {})
    keys = [*found.said, *found.lists]
    about = [key for key in found.said if not is_energy(key)]
    used = [key for key in keys if is_energy(key) or key in found.lists]
    if len(keys) < ENOUGH or len(about) < 2 or not used:  # noqa: PLR2004 - of the product and its maker
        return []
    return [f"it asks for {', '.join(keys[:ENOUGH])} and {len(keys) - ENOUGH} more"]


def read(file: str, asked: Asked) -> Imported:
    """The part document of a questionnaire, or the findings and questions that stand in its way."""
    display = asked.display or display_path(file)
    grid, findings = read_grid(file, display, asked.sheet, asked.hidden)
    if grid is None:
        return Imported([], findings, [], [])
    answers = read_answers(grid, units_stated(asked))
    if not answers.said and not answers.lists:
        help = "name each answer in the cell before it, such as `Part number`, `Electricity (kWh)`"
        problem = grid.origin.finding(
            "CF605", "no cell of the table asks a question that is known", help=help
        )
        return Imported([], [*findings, problem], [], [])
    reading = _Reading(grid, answers, asked, findings)
    facts = reading.facts()
    shown = [
        Shown(key, one.label.text, "answered" if one.item else "blank") for key, one in answers.said.items()
    ]
    shown += [
        Shown(key, answers.headings[key].text, "lines", str(len(entries)))
        for key, entries in answers.lists.items()
    ]
    left_out = tuple(answers.left_out)
    if reading.questions or any(severity(one) == "error" for one in findings):
        return Imported([], findings, list(dict.fromkeys(reading.questions)), shown, left_out=left_out)
    writer = Writer(facts, asked.library)
    text = writer.text()
    lines = sum(len(entries) for entries in answers.lists.values())
    document = Document(f"{asked.name}.yaml", text)
    return Imported([document], findings, [], shown, "", writer.undecided, left_out, lines)


class _Reading:
    """Answers to facts, with findings at their cells and questions where a unit or a basis is not clear."""

    def __init__(self, grid: Grid, answers: Answers, asked: Asked, findings: list[Finding]) -> None:
        self.grid = grid
        self.answers = answers
        self.asked = asked
        self.findings = findings
        self.stated = units_stated(asked)
        self.questions: list[str] = []
        self.mark = self._mark()

    def _items(self) -> Iterator[Item]:
        for answer in self.answers.said.values():
            if answer.item is not None:
                yield answer.item
        for entries in self.answers.lists.values():
            for entry in entries:
                yield from (entry.cells[key] for key in ("amount", "distance") if key in entry.cells)

    def _mark(self) -> str:
        if self.asked.decimal:
            return self.asked.decimal
        told = tells(item.text for item in self._items() if not item.type)
        if told.point and told.comma:
            self.questions.append(
                f"`{told.point}` has a decimal point and `{told.comma}` a decimal comma: correct one of them"
            )
        elif told.open and not told.point and not told.comma:
            self.questions.append(
                f"`{told.open}` may have a decimal mark or one between thousands: add --decimal . or --decimal ,"
            )
        return "," if told.comma else "."

    def facts(self) -> Facts:
        """All that was answered; what was not is None or "", and `asks` tells what the sheet asks at all."""
        for before, again in self.answers.twice:
            assert before.item is not None and again.item is not None  # noqa: S101, PT018 - both are answers
            if before.item.text != again.item.text:
                message = f"`{again.label.text}` is answered twice: {before.item.text} in row {before.label.record.number}"
                help = "keep one of the answers"
                self.findings.append(self.grid.finding("CF404", message, again.item, help, "error"))
        said = self.answers.said
        output = self._given("output", said.get("output"), "piece")
        energy = {key: self._given(key, one) for key, one in said.items() if is_energy(key)}
        mode, distance = said.get("mode"), said.get("distance")
        legs = None
        if mode is not None or distance is not None:
            legs = Leg(
                mode.item.text if mode and mode.item else "",
                self._given("distance", distance) if distance else None,
                word_for(mode.item.text, "mode") if mode and mode.item else "",
            )
        return Facts(
            self.asked.display,
            self.asked.name,
            self._text("id"),
            self._text("name"),
            self._text("supplier"),
            *self._country(),
            self._period(),
            self._basis(),
            self._given("mass", said.get("mass")),
            output,
            energy,
            {
                key: [self._material(key, entry.cells, entry.unit) for entry in entries]
                for key, entries in self.answers.lists.items()
            },
            legs,
            self._not_asked(),
        )

    def _text(self, key: str) -> str:
        answer = self.answers.said.get(key)
        return answer.item.text if answer is not None and answer.item is not None else ""

    def _country(self) -> tuple[str, str]:
        """The code of the country, and what was answered."""
        text = self._text("made_in")
        if code := self.asked.options.get("made-in", ""):
            return code, text
        return (region_of(self.asked.library, text) if text else ""), text

    def _period(self) -> str:
        text = self._text("period")
        if stated := self.asked.options.get("period", ""):
            return stated
        plain = text.removesuffix("년").strip()
        if re.fullmatch(r"(?:19|20)\d\d", plain):
            return plain
        span = read_span(text) if text else None
        if span is None and text:
            answer = self.answers.said["period"]
            help = "write the year, 2025, or both months, 2025-01 ~ 2025-12"
            self._refuse("CF615", f"`{text}` is no period", answer.item, help)
        if span is None:
            return ""
        return f"{span.first:%Y-%m}..{span.last:%Y-%m}" if span.first.day == 1 else span.text

    def _refuse(self, code: str, said: str, item: Item | None, help: str) -> None:
        assert item is not None  # noqa: S101
        self.findings.append(self.grid.finding(code, said, item, help))

    def _basis(self) -> str:
        """`year` or `piece`: what the amounts are of."""
        if stated := self.asked.columns.get("basis", ""):
            word = word_for(stated.removeprefix("="), "basis")
            if not word:
                self.questions.append(
                    f"--column basis={stated}: write --column basis==year or --column basis==piece"
                )
            return word
        text = self._text("basis")
        if word := word_for(text, "basis") if text else "":
            return word
        labels = " ".join(one.label.text for one in self.answers.said.values()).casefold()
        labels += " ".join(item.text for item in self.answers.headings.values()).casefold()
        yearly = re.search(
            r"per year|/year|per annum|(?:annual|yearly)\s+(?!output|production|volume)|연간\s*(?!생산)",
            labels,
        )
        single = re.search(r"per piece|per part|/ea\b|1개당|개당\s+(?!중량|질량)", labels)
        if bool(yearly) != bool(single):
            return "year" if yearly else "piece"
        self.questions.append(
            "are the amounts of the year or of one piece? add --column basis==year or --column basis==piece"
        )
        return ""

    def _given(self, key: str, answer: Answer | None, otherwise: str = "") -> Given | None:
        """An amount that was answered: digits and unit; `none` where the answer says so. None without a question."""
        if answer is None:
            return None
        item = answer.item
        if item is None:
            return Given("", answer.unit or otherwise, answer.label.record.number)
        if not item.type and word_for(item.text, "none"):
            return Given("none", answer.unit or otherwise, item.record.number)
        return self._amount(key, answer.label.text, item, answer.unit or otherwise)

    def _amount(self, key: str, label: str, item: Item, unit: str) -> Given:
        row = item.record.number
        number = read_number(item.text, "." if item.type == "number" else self.mark)
        if number is None or item.type == "date":
            help = "write the number alone; leave the cell empty where it is not known, and write 0 where there is none"
            self._refuse("CF615", f"`{item.text}` is not an amount", item, help)
            return Given("", unit, row)
        if number.digits.startswith("-"):
            self._refuse(
                "CF207", f"`{item.text}` is below zero", item, "write what is used, produced or made"
            )
            return Given("", unit, row)
        said = number.unit or unit
        known = unit_text(said, self.stated) if said else ""
        if not known:
            self.questions.append(
                f"`{said}` of `{label}` is no unit: add --unit-is {said}=kg" if said
                else f"the unit of `{label}` (row {row}) is not stated: write it beside the amount"
            )  # fmt: skip
        elif is_energy(key) and (question := basis_question(key, known, label)):
            self.questions.append(question)
        return Given(number.digits, known, row)

    def _material(self, key: str, cells: dict[str, Item], unit: str) -> Material:
        named = cells.get("name")
        first = next(iter(cells.values()))
        name = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", named.text) if named else ""
        said = cells["unit"].text if "unit" in cells else unit
        amount = self._amount(key, name, cells["amount"], said) if "amount" in cells else None
        distance = self._amount("distance", name, cells["distance"], "km") if "distance" in cells else None
        mode = cells["mode"].text if "mode" in cells else ""
        leg = Leg(mode, distance, word_for(mode, "mode") if mode else "") if mode or distance else None
        treatment = cells["treatment"].text if "treatment" in cells else ""
        return Material(
            name,
            first.record.number,
            amount,
            cells["origin"].text if "origin" in cells else "",
            cells["supplier"].text if "supplier" in cells else "",
            treatment,
            word_for(treatment, "treatment") if treatment else "",
            leg,
        )

    def _not_asked(self) -> list[str]:
        asked = {*self.answers.said, *self.answers.lists}
        wanted = [one for one in questions() if is_energy(one.key) and one.section == "energy"]
        names = [one.en for one in wanted if one.key not in asked]
        return names + [key for key in ("outputs", "packaging") if key not in asked]
