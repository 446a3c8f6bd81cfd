"""What a supplier answered: labels with their answers, and the lists of materials, scrap and packaging."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.intake.bom_numbers import read_number
from carbonfoot.intake.energy_words import means, unit_in_heading, unit_text
from carbonfoot.intake.grid import Grid, Item
from carbonfoot.intake.questionnaire_words import TABLES, is_energy, question_of, section_of, word_for

_ANSWER = frozenset(
    [
        "answer",
        "answers",
        "response",
        "value",
        "reply",
        "답변",
        "답",
        "응답",
        "값",
        "입력",
        "입력값",
        "기입란",
    ]
)


class Answer(NamedTuple):
    """A question that the sheet asks: its label, the cell of the answer (None where it is blank), the unit beside it."""

    label: Item
    item: Item | None
    unit: str


class Entry(NamedTuple):
    """A line of a list: cells by the word of their column, and the unit of the heading above the amount."""

    cells: dict[str, Item]
    unit: str


class Answers(NamedTuple):
    """All of it; `lists` has a key for each list that the sheet asks for, empty or not."""

    said: dict[str, Answer]
    lists: dict[str, list[Entry]]
    headings: dict[str, Item]
    left_out: list[tuple[int, str]]
    twice: list[tuple[Answer, Answer]]


def read_answers(grid: Grid, stated: dict[str, str]) -> Answers:
    """Walk over the rows: a heading opens a section, a header a table, everything else is a label with an answer."""
    reader = _Reader(stated)
    for row in grid.rows:
        reader.row(row)
    return reader.found


class _Reader:
    """Where the walk is: the section, the columns of its table, the column of answers."""

    def __init__(self, stated: dict[str, str]) -> None:
        self.stated = stated
        self.found = Answers({}, {}, {}, [], [])
        self.section = ""
        self.columns: dict[int, str] = {}
        self.unit = ""
        self.answers = -1

    def row(self, row: list[Item]) -> None:
        """One row of the sheet."""
        items = [item for item in row if item.text]
        if not items:
            return
        if self._opens(items) or self._names_columns(items):
            return
        first = question_of(items[0].text)
        if self.section in TABLES and not (
            first is not None and is_energy(first.key) and self.section == "inputs"
        ):
            if self.columns:
                self._line(row, items)
                return
            if first is None:
                self._pair(items)
                return
        self._questions(row, items)

    def _opens(self, items: list[Item]) -> bool:
        """Whether the row is the heading of a section, alone or with the header of its table."""
        section = section_of(items[0].text)
        if not section or (len(items) > 1 and not self._header(items[1:])):
            return False
        self.section, self.columns, self.unit = section, {}, ""
        if section in TABLES:
            self.found.lists.setdefault(section, [])
            self.found.headings.setdefault(section, items[0])
        if len(items) > 1:
            return self._names_columns(items)
        return True

    def _header(self, items: list[Item]) -> dict[int, str]:
        known = {item.position: word for item in items if (word := word_for(item.text, "column"))}
        told = set(known.values())
        return (
            known
            if len(told - {"aside"}) > 1 and told & {"amount", "mode"} and len(known) == len(items)
            else {}
        )

    def _names_columns(self, items: list[Item]) -> bool:
        for item in items:
            if item.text.casefold().strip(": ") in _ANSWER:
                self.answers = item.position
                return True
        known = self._header(items)
        if self.section not in TABLES or not known:
            return False
        self.columns = {}
        for at, word in known.items():
            if word not in self.columns.values():
                self.columns[at] = word
        if "name" not in self.columns.values():
            self.columns[items[0].position] = "name"
        amounts = [item for item in items if self.columns.get(item.position) == "amount"]
        self.unit = unit_in_heading(amounts[0].text, self.stated) if amounts else ""
        return True

    def _line(self, row: list[Item], items: list[Item]) -> None:
        cells = {word: row[at] for at, word in self.columns.items() if row[at].text and word != "aside"}
        if means(items[0].text, "total"):
            self.found.left_out.append((items[0].record.number, "total"))
        elif cells:
            self.found.lists[self.section].append(Entry(cells, self.unit))

    def _pair(self, items: list[Item]) -> None:
        """A line of a list without columns: a name, an amount, a unit."""
        if means(items[0].text, "total"):
            self.found.left_out.append((items[0].record.number, "total"))
            return
        cells = {"name": items[0]}
        for item in items[1:]:
            if "amount" not in cells and (item.type == "number" or _is_amount(item.text)):
                cells["amount"] = item
            elif "unit" not in cells and unit_text(item.text, self.stated):
                cells["unit"] = item
        self.found.lists[self.section].append(Entry(cells, unit_in_heading(items[0].text, self.stated)))

    def _questions(self, row: list[Item], items: list[Item]) -> None:
        """Labels of the row, each with what stands between it and the next label."""
        labels = [
            item for item in items if question_of(item.text) is not None and item.position != self.answers
        ]
        if self.answers >= 0:
            labels = labels[:1] if labels and labels[0].position < self.answers else []
        if not labels and len(items) == 1 and not self.found.said and not self.found.lists:
            return  # a title
        if not labels:
            self.found.left_out.append((items[0].record.number, f"unknown\t{items[0].text[:60]}"))
            return
        for at, label in enumerate(labels):
            end = labels[at + 1].position if at + 1 < len(labels) else len(row)
            question = question_of(label.text)
            assert question is not None  # noqa: S101
            beside = [item for item in row[label.position + 1 : end] if item.text]
            if question.section == "aside":
                self.found.left_out.append((label.record.number, f"not needed\t{label.text[:60]}"))
                continue
            item: Item | None
            if self.answers >= 0:
                item = row[self.answers] if row[self.answers].text else None
            else:
                item = next((one for one in beside if not unit_text(one.text, self.stated)), None)
            units = [unit for one in beside if one is not item and (unit := unit_text(one.text, self.stated))]
            answer = Answer(label, item, units[0] if units else unit_in_heading(label.text, self.stated))
            before = self.found.said.get(question.key)
            if before is not None and before.item is not None and item is not None:
                self.found.twice.append((before, answer))
            elif before is None or before.item is None:
                self.found.said[question.key] = answer


def _is_amount(text: str) -> bool:
    return read_number(text, ".") is not None or read_number(text, ",") is not None
