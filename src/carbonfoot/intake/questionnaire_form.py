"""The questionnaire to send to a supplier, as a workbook or CSV: every question with its unit, and empty answers."""

from __future__ import annotations

import csv
import io
from typing import Any

from carbonfoot.intake.questionnaire_words import TABLES, Question, questions

_SAID = {
    "en": {
        "title": "Supplier questionnaire for the carbon footprint of a part",
        "how": "Answer in column B. Leave empty what you do not know: empty is missing. Write 0 where there is none.",
        "head": ("Question", "Answer", "Unit", "Remark"),
    },
    "ko": {
        "title": "부품 탄소발자국 공급사 설문지",
        "how": "B열에 답을 적으세요. 모르는 것은 비워 두세요(빈칸은 누락). 사용하지 않으면 0을 적으세요.",
        "head": ("질문", "답변", "단위", "비고"),
    },
}
_LINES = {"inputs": 12, "outputs": 5, "packaging": 5}
_COLUMNS = {
    "inputs": ("name", "amount", "unit", "origin", "supplier", "mode", "distance"),
    "outputs": ("name", "amount", "unit", "treatment", "mode", "distance"),
    "packaging": ("name", "amount", "unit", "origin", "supplier", "mode", "distance"),
}
_PREFILLED = {"basis": {"en": "year", "ko": "연간"}}


def rows(lang: str) -> list[tuple[str, tuple[str, ...]]]:
    """Rows of the form, each with its look: title, how, head, question, section, column or line."""
    said: Any = _SAID[lang]
    found: list[tuple[str, tuple[str, ...]]] = [
        ("title", (said["title"],)),
        ("how", (said["how"],)),
        ("", ()),
    ]
    found.append(("head", said["head"]))
    for section in ("company", "product", "energy", "delivery"):
        found += [
            ("question", (_text(one, lang), _PREFILLED.get(one.key, {}).get(lang, ""), one.unit))
            for one in questions()
            if one.section == section
        ]
    columns = {one.key: _text(one, lang) for one in questions() if one.section == "column"}
    titles = {one.section: _text(one, lang) for one in questions() if one.section in TABLES}
    for table in TABLES:
        found += [
            ("", ()),
            ("section", (titles[table],)),
            ("column", tuple(columns[key] for key in _COLUMNS[table])),
        ]
        found += [("line", ("",) * len(_COLUMNS[table]))] * _LINES[table]
    return found


def _text(one: Question, lang: str) -> str:
    return one.ko if lang == "ko" else one.en


def as_csv(lang: str) -> bytes:
    """The form as CSV; a mark in front lets spreadsheet programs read Korean."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    for _, cells in rows(lang):
        writer.writerow(cells)
    return target.getvalue().encode("utf-8-sig")


def as_workbook(lang: str) -> bytes:
    """The form as a workbook. Raises `ModuleNotFoundError` where XlsxWriter is not installed."""
    from datetime import datetime

    import xlsxwriter

    target = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    workbook = xlsxwriter.Workbook(target, options)
    workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same bytes whenever it is written
    sheet = workbook.add_worksheet("questionnaire")
    looks = {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "how": workbook.add_format({"font_color": "#555555"}),
        "head": workbook.add_format({"bold": True, "bg_color": "#DDE8E3", "bottom": 1}),
        "section": workbook.add_format({"bold": True, "font_size": 12}),
        "column": workbook.add_format({"bold": True, "bg_color": "#DDE8E3", "bottom": 1}),
        "question": workbook.add_format({}),
        "answer": workbook.add_format({"bg_color": "#FFF9E5", "border": 1, "border_color": "#D8D0B0"}),
    }
    for number, (look, cells) in enumerate(rows(lang)):
        for at, text in enumerate(cells):
            empty = look == "line" or (look == "question" and at == 1)
            if empty and not text:
                sheet.write_blank(number, at, None, looks["answer"])
            else:
                sheet.write_string(number, at, text, looks["answer"] if empty else looks.get(look))
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 6, 16)
    workbook.close()
    return target.getvalue()
