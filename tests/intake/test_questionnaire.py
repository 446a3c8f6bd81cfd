"""The supplier questionnaire, ours and look-alikes: what was answered comes out, what was not is missing and never zero."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from carbonfoot import pipeline
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.factors.library import Library, open_library
from carbonfoot.intake import questionnaire, questionnaire_form
from carbonfoot.intake.imports import Asked, Imported, kinds_of
from carbonfoot.intake.questionnaire_words import TABLES, questions

EXAMPLES = Path(__file__).parents[2] / "examples" / "import"
Answers = dict[str, str]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


ANSWERED: Answers = {
    "supplier": "Maker",
    "made_in": "KR",
    "name": "Hinge",
    "id": "012",
    "mass": "0.5",
    "period": "2025",
    "output": "1000",
    "electricity": "4200",
    "natural_gas": "0",
    "lpg": "0",
    "diesel": "none",
    "fuel_oil": "0",
    "heat": "0",
    "water": "12",
    "mode": "truck",
    "distance": "50",
}
LINES = {
    "inputs": [["Hot-rolled coil", "0.6", "t", "KR", "", "truck", "100"]],
    "outputs": [["Steel scrap", "0.1", "t", "recycling", "", ""]],
    "packaging": [["Wood pallet", "", "kg", "KR", "", "", ""]],
}


def _filled(lang: str, answers: Answers, lines: dict[str, list[list[str]]]) -> list[list[str]]:
    """The form as a supplier sends it back."""
    texts = {
        getattr(one, lang): one.key
        for one in questions()
        if one.section in ("company", "product", "energy", "delivery")
    }
    titles = {getattr(one, lang): one.section for one in questions() if one.section in TABLES}
    filled: list[list[str]] = []
    section, left = "", []
    for look, cells in questionnaire_form.rows(lang):
        row = list(cells)
        if look == "question":
            row[1] = answers.get(texts[row[0]], row[1])
        elif look == "section":
            section = titles[row[0]]
            left = list(lines.get(section, []))
        elif look == "line" and left:
            row = left.pop(0)
        filled.append(row)
    return filled


def _write(tmp_path: Path, rows: list[list[str]], ending: str) -> Path:
    file = tmp_path / f"q{ending}"
    if ending == ".csv":
        target = io.StringIO()
        csv.writer(target).writerows(rows)
        file.write_text(target.getvalue(), "utf-8")
        return file
    with xlsxwriter.Workbook(str(file), {"strings_to_numbers": ending == ".xlsx"}) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.write(at, column, text)
    return file


@pytest.fixture
def take(library: Library, tmp_path: Path) -> Any:
    def run(
        rows: list[list[str]] | Path,
        ending: str = ".csv",
        columns: dict[str, str] | None = None,
        **options: str,
    ) -> Imported:
        file = rows if isinstance(rows, Path) else _write(tmp_path, rows, ending)
        stated = {key.replace("_", "-"): text for key, text in options.items()}
        return questionnaire.read(str(file), Asked(library, "hinge", file.name, columns or {}, stated))

    return run


def _data(imported: Imported) -> Any:
    assert imported.documents, (imported.questions, imported.findings)
    data, findings = read_yaml(imported.documents[0].yaml_text, "hinge.yaml")
    assert not findings
    return data


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_our_form_comes_back(take: Any, lang: str, ending: str) -> None:
    answers = dict(ANSWERED) if ending == ".csv" else ANSWERED | {"id": "P-012"}
    imported = take(_filled(lang, answers, LINES), ending)
    data = _data(imported)
    assert data["product"]["id"] == answers["id"]
    assert data["product"]["made_in"] == "KR"
    assert data["parameters"] == {"annual_output": "1000"}
    (process,) = data["processes"]
    assert process["electricity"] == "= 4200 [kWh] / annual_output"
    assert "diesel" not in process  # `none`
    assert "natural_gas" not in process  # a stated zero, which the text of the document keeps
    assert "# natural_gas: 0 Nm3, as row 14 says" in imported.documents[0].yaml_text
    assert data["inputs"][0]["amount"] == "= 0.6 [t] / annual_output"
    assert data["inputs"][0]["transport"] == [{"mode": "road/hgv", "distance": "100 km"}]
    assert data["outputs"][0]["treatment"] == "recycling"
    assert "amount" not in data["packaging"][0]
    assert data["distribution"] == [{"mode": "road/hgv", "distance": "50 km"}]


@pytest.mark.parametrize(
    "blank", ["electricity", "water", "output", "period", "made_in", "id", "mode", "distance"]
)
def test_a_blank_answer_is_refused_by_calc(take: Any, tmp_path: Path, blank: str) -> None:
    """With every answer there is a total; without one of them there is none."""
    sure = ["Cold-rolled coil", "0.6", "t", "KR", "", "truck", "100"]  # the words leave no doubt
    lines = LINES | {"inputs": [sure], "packaging": [sure]}
    (tmp_path / "carbonfoot.toml").touch()
    file = tmp_path / "hinge.yaml"

    def total(answers: Answers) -> float | None:
        imported = take(_filled("en", answers, lines))
        text = imported.documents[0].yaml_text
        file.write_text(text, "utf-8")
        outcome = pipeline.calculate(str(file), pipeline.Options())
        return outcome.footprint.total if outcome.footprint is not None else None

    full = total(ANSWERED)
    assert full is not None
    assert full > 1.2  # 0.6 kg of steel for each piece, and 4.2 kWh
    assert total({key: text for key, text in ANSWERED.items() if key != blank}) is None


@pytest.mark.parametrize("section", ["inputs", "outputs", "packaging"])
def test_an_empty_list_waits_for_a_decision(take: Any, section: str) -> None:
    imported = take(_filled("en", ANSWERED, {**LINES, section: []}))
    (line,) = _data(imported)[section]
    assert "amount" not in line
    assert imported.undecided >= 1


def test_a_korean_look_alike(take: Any) -> None:
    imported = take(EXAMPLES / "questionnaire-ko.csv")
    data = _data(imported)
    assert data["product"]["id"] == "79390-0A"
    assert data["product"]["mass"] == "0.84 kg"
    assert data["period"] == "2025"
    assert data["processes"][0]["electricity"] == "= 312.5 [MWh] / annual_output"
    assert data["processes"][0]["diesel"] is None  # asked and not answered
    assert "lpg" not in data["processes"][0]
    assert "# not asked, so not counted: LPG" in imported.documents[0].yaml_text
    assert [line["amount"] for line in data["inputs"]] == [
        "= 228000 [kg] / annual_output",
        "= 12400 [kg] / annual_output",
    ]
    assert "treatment" not in data["outputs"][1]
    assert "김" not in imported.documents[0].yaml_text  # who filled it in is nobody's business


def test_a_sheet_of_labels_and_values(take: Any) -> None:
    rows = [
        ["Company", "Maker Ltd"],
        ["Product", "Bracket"],
        ["Part number", "B-1"],
        ["Country of origin", "Germany"],
        ["Year", "2024"],
        ["Annual production", "5,000", "pcs"],
        ["Annual electricity kWh", "12,000.5"],
        ["Gas", "", "Nm3"],
        ["Materials"],
        ["Aluminium sheet (kg)", "2100"],
        ["Total", "2100"],
        ["Scrap"],
        ["Aluminium scrap", "300", "kg"],
        ["Favourite colour", "blue"],
    ]
    imported = take(rows)
    data = _data(imported)
    assert data["product"]["made_in"] == "DE"
    assert data["processes"] == [
        {"name": "Production", "electricity": "= 12000.5 [kWh] / annual_output", "natural_gas": None}
    ]
    assert [(line["name"], line["amount"]) for line in data["inputs"]] == [
        ("Aluminium sheet", "= 2100 [kg] / annual_output")
    ]
    assert imported.left_out[0] == (11, "total")


def test_amounts_of_one_piece_are_not_divided(take: Any) -> None:
    data = _data(take(_filled("en", ANSWERED | {"basis": "piece"}, LINES)))
    assert data["processes"][0]["electricity"] == "4200 kWh"
    assert "parameters" not in data


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"basis": ""}, "basis==year"),
        ({"electricity": "4200 kW"}, "is no unit"),
        ({"natural_gas": "120 m3"}, "temperature and pressure"),
        ({"natural_gas": "120 MJ"}, "net or gross"),
        ({"electricity": "4,200"}, "--decimal"),
    ],
)
def test_what_is_unclear_is_asked(take: Any, change: Answers, asks: str) -> None:
    rows = _filled("en", ANSWERED | {"mass": "1"} | change, {"inputs": LINES["inputs"]})
    rows = [["" if cell == "0.6" else cell for cell in row] for row in rows]
    imported = take(rows)
    assert not imported.documents
    assert [one for one in imported.questions if asks in one], imported.questions


def test_the_basis_may_be_stated(take: Any) -> None:
    data = _data(take(_filled("en", ANSWERED | {"basis": ""}, LINES), columns={"basis": "=piece"}))
    assert data["processes"][0]["electricity"] == "4200 kWh"


@pytest.mark.parametrize(
    ("answer", "code"),
    [("about 400", "CF615"), ("-", "CF615"), ("n/a", "CF615"), ("-5", "CF207"), ("#REF!", "CF610")],
)
def test_an_answer_that_is_no_amount_is_refused_at_its_cell(take: Any, answer: str, code: str) -> None:
    imported = take(_filled("en", ANSWERED | {"electricity": answer}, LINES))
    assert not imported.documents
    assert [one.code for one in imported.findings] == [code]
    assert imported.findings[0].message.startswith("B13: ")


def test_a_question_answered_twice_is_refused(take: Any) -> None:
    rows = _filled("en", ANSWERED, LINES)
    rows.insert(13, ["Power", "9", "kWh"])
    imported = take(rows)
    assert [one.code for one in imported.findings] == ["CF404"]


def test_our_form_and_look_alikes_are_recognised(library: Library, tmp_path: Path) -> None:
    asked = Asked(library, "x", "")
    for file in (EXAMPLES / "questionnaire.csv", EXAMPLES / "questionnaire-ko.csv"):
        assert [*kinds_of(str(file), asked)] == ["questionnaire"]
    for name, kind in (
        ("console.csv", "bom"),
        ("kepco.csv", "energy"),
        ("bills.csv", "energy"),
        ("months.csv", "energy"),
    ):
        assert [*kinds_of(str(EXAMPLES / name), asked)] == [kind]
    for lang in ("en", "ko"):
        file = tmp_path / f"{lang}.xlsx"
        file.write_bytes(questionnaire_form.as_workbook(lang))
        assert [*kinds_of(str(file), asked)] == ["questionnaire"]
        assert questionnaire_form.as_workbook(lang) == questionnaire_form.as_workbook(lang)
        (tmp_path / "q.csv").write_bytes(questionnaire_form.as_csv(lang))
        assert [*kinds_of(str(tmp_path / "q.csv"), asked)] == ["questionnaire"]


def test_an_empty_form_has_no_number(take: Any) -> None:
    imported = take(_filled("en", {}, {}))
    data = _data(imported)
    assert all(value is None for key, value in data["processes"][0].items() if key != "name")
    assert "id" not in data["product"]
    assert imported.undecided >= 15
