"""Energy bills as people have them become readings of a site; a month without a bill is missing, never zero."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from carbonfoot import pipeline
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.findings.finding import severity
from carbonfoot.intake import energy
from carbonfoot.intake.energy_periods import Span, gaps, month, read_span
from carbonfoot.intake.energy_words import carriers_of
from carbonfoot.intake.imports import Asked, Imported

EXAMPLES = Path(__file__).parents[2] / "examples" / "import"
NO_LIBRARY: Any = None


def _read(file: Path, options: dict[str, str] | None = None, **more: Any) -> Imported:
    return energy.read(str(file), Asked(NO_LIBRARY, "plant", file.name, options=options or {}, **more))


def _csv(tmp_path: Path, text: str, name: str = "bills.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def _data(imported: Imported) -> Any:
    assert imported.documents, (imported.questions, imported.findings)
    data, findings = read_yaml(imported.documents[0].yaml_text, "plant.yaml")
    assert not findings
    return data


def _readings(imported: Imported) -> dict[str, dict[str, str]]:
    return {meter["name"]: meter["readings"] for meter in _data(imported)["meters"]}


def _codes(imported: Imported) -> list[str]:
    return [one.code for one in imported.findings]


LONG = "Month,Meter,Energy type,Consumption,Unit,Reading type,Amount due\n"


def test_a_korean_power_bill() -> None:
    imported = _read(EXAMPLES / "kepco.csv", {"made-in": "KR"})
    data = _data(imported)
    assert data["period"] == "2025-01..2025-06"
    assert data["site"] == {"id": "plant", "name": "plant", "located_in": "KR"}
    (meter,) = data["meters"]
    assert meter["carrier"] == "electricity"
    assert meter["readings"]["2025-01"] == "61420 kWh"
    assert "2025-04" not in meter["readings"]
    assert len(meter["readings"]) == 5
    assert meter["data"] == "estimated"
    assert "# estimated: 2025-03" in imported.documents[0].yaml_text
    # the total is no bill, and its sum is right; the month that is missing is told and waits for a decision
    assert _codes(imported) == ["CF752"]
    assert "2025-04" in imported.findings[0].message
    assert imported.undecided == 2
    assert imported.left_out == ((8, "total"),)
    aside = {one.what: one.why for one in imported.shown_mapping if one.role == "aside"}
    assert aside["청구금액(원)"] == "money"
    assert aside["계약전력(kW)"] == "no amount"


def test_months_side_by_side_with_a_decimal_comma() -> None:
    assert _read(EXAMPLES / "months.csv").questions == ["the months do not say their year: add --period YEAR"]
    imported = _read(EXAMPLES / "months.csv", {"period": "2025-01..2025-04"})
    found = _readings(imported)
    assert found["전력"]["2025-01"] == "61.4 MWh"
    assert [*found["도시가스"]] == ["2025-01", "2025-02", "2025-03"]  # the empty cell is no zero
    assert _codes(imported) == ["CF752"]
    assert "the cell is empty" in imported.findings[0].message
    assert imported.left_out == ((4, "money"),)


def test_a_column_a_meter_asks_for_the_basis_of_gas() -> None:
    imported = _read(EXAMPLES / "bills.csv")
    assert not imported.documents
    assert "net or gross" in imported.questions[0]
    imported = _read(EXAMPLES / "bills.csv", {"unit-is": "MJ=MJ (gross)"})
    assert _readings(imported)["City gas"] == {
        "2025-01": "312400 MJ (gross)",
        "2025-02": "298100 MJ (gross)",
        "2025-03": "251700 MJ (gross)",
    }
    assert [*_readings(imported)] == ["Main hall power", "Paint shop power", "City gas"]
    assert not imported.findings


def test_a_row_a_bill_of_two_meters(tmp_path: Path) -> None:
    rows = [
        "2025-01,Hall A,electricity,1000,kWh,actual,150",
        "2025-01,Hall B,electricity,0,kWh,actual,0",
        "2025-02,Hall A,electricity,1100,kWh,actual,160",
        "2025-02,Hall B,electricity,40,kWh,actual,9",
        "2025-01,Boiler,diesel,300,L,actual,400",
        "2025-02,Boiler,diesel,280,L,actual,390",
    ]
    found = _read(_csv(tmp_path, LONG + "\n".join(rows)))
    assert _readings(found) == {
        "Hall A": {"2025-01": "1000 kWh", "2025-02": "1100 kWh"},
        "Hall B": {"2025-01": "0 kWh", "2025-02": "40 kWh"},  # a stated zero is one
        "Boiler": {"2025-01": "300 L", "2025-02": "280 L"},
    }
    assert {one["data"] for one in _data(found)["meters"]} == {"measured"}
    assert not found.findings


def test_overlapping_bills_are_refused_at_their_row(tmp_path: Path) -> None:
    text = "from,to,power (kWh)\n2025-01-15,2025-02-14,100\n2025-02-10,2025-03-14,110\n"
    imported = _read(_csv(tmp_path, text))
    assert not imported.documents
    assert _codes(imported) == ["CF107"]
    assert imported.findings[0].message.startswith("C3: ")
    imported = _read(_csv(tmp_path, text.replace("2025-02-10", "2025-02-15")))
    assert _readings(imported)["power"] == {
        "2025-01-15..2025-02-14": "100 kWh",
        "2025-02-15..2025-03-14": "110 kWh",
    }
    assert _data(imported)["period"] == "2025-01-15..2025-03-14"


def test_two_bills_of_one_month_may_be_two_meters(tmp_path: Path) -> None:
    imported = _read(_csv(tmp_path, "month,power (kWh)\n2025-01,100\n2025-01,50\n2025-02,70\n"))
    assert _codes(imported) == ["CF107"]
    assert "--column meter" in imported.findings[0].help


def test_one_meter_in_two_units_is_not_counted_twice(tmp_path: Path) -> None:
    text = "사용월,도시가스 사용량(Nm3),도시가스 사용열량(MJ)\n2025-01,100,4300\n2025-02,90,3900\n"
    file = _csv(tmp_path, text)
    imported = _read(file, {"unit-is": "MJ=MJ (gross)"})
    assert any("in two units" in one for one in imported.questions)
    imported = _read(file, {"unit-is": "MJ=MJ (gross)"}, columns={"usage": "도시가스 사용량(Nm3)"})
    assert [*_readings(imported).values()] == [{"2025-01": "100 Nm3", "2025-02": "90 Nm3"}]


def test_a_total_that_differs_is_told(tmp_path: Path) -> None:
    imported = _read(_csv(tmp_path, "month,power (kWh)\n2025-01,100\n2025-02,70\nTotal,190\n"))
    assert [(one.code, severity(one)) for one in imported.findings] == [("CF404", "warning")]
    assert imported.findings[0].message.startswith("B4: ")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("-", "CF615"), ("n/a", "CF615"), ("-12", "CF207"), ("#N/A", "CF610"), ("2025-03-01", "CF615")],
)
def test_what_is_no_amount_is_refused_at_its_cell(tmp_path: Path, cell: str, code: str) -> None:
    imported = _read(_csv(tmp_path, f"month,power (kWh)\n2025-01,100\n2025-02,{cell}\n"))
    assert not imported.documents
    assert _codes(imported) == [code]
    assert imported.findings[0].message.startswith("B3: ")


@pytest.mark.parametrize(
    ("text", "options", "asks"),
    [
        ('month,power (kWh)\n2025-01,"1,234"\n2025-02,"1,300"\n', {}, "--decimal"),
        ("month,gas (m3)\n2025-01,1234\n2025-02,1300\n", {}, "temperature and pressure"),
        ("month,consumption (kWh)\n2025-01,1234\n2025-02,1300\n", {}, "--column carrier==electricity"),
        ("month,power\n2025-01,1234\n2025-02,1300\n", {}, "--column unit==kWh"),
    ],
)  # fmt: skip
def test_what_is_unclear_is_asked(tmp_path: Path, text: str, options: dict[str, str], asks: str) -> None:
    imported = _read(_csv(tmp_path, text), options)
    assert not imported.documents
    assert len(imported.questions) == 1
    assert asks in imported.questions[0]


def test_what_is_stated_settles_it(tmp_path: Path) -> None:
    text = 'month,consumption\n2025-01,"1,234"\n2025-02,"1,300"\n'  # fmt: skip
    imported = _read(_csv(tmp_path, text), columns={"carrier": "=electricity", "unit": "=kWh"}, decimal=".")
    assert [*_readings(imported).values()] == [{"2025-01": "1234 kWh", "2025-02": "1300 kWh"}]


def test_months_of_a_workbook_are_dates_or_merged_cells(tmp_path: Path) -> None:
    file = tmp_path / "bills.xlsx"
    with xlsxwriter.Workbook(str(file)) as workbook:
        sheet = workbook.add_worksheet("전기")
        day = workbook.add_format({"num_format": "yyyy-mm"})
        sheet.write_row(0, 0, ["2025년 에너지 사용 내역"])
        sheet.write_row(2, 0, ["월", "공장", "사용량(MWh)", "요금(원)"])
        sheet.merge_range(3, 0, 4, 0, 45658, day)  # 2025-01-01
        sheet.write_row(3, 1, ["1공장", 12.5, 1_000_000])
        sheet.write_row(4, 1, ["2공장", 8, 900_000])
        sheet.merge_range(5, 0, 6, 0, 45689, day)
        sheet.write_row(5, 1, ["1공장", 11.25, 1_000_000])
        sheet.write_row(6, 1, ["2공장", 7.5, 900_000])
    imported = _read(file, columns={"meter": "공장"})
    assert _readings(imported) == {
        "1공장": {"2025-01": "12.5 MWh", "2025-02": "11.25 MWh"},
        "2공장": {"2025-01": "8 MWh", "2025-02": "7.5 MWh"},
    }


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("2025.3", "2025-03-01", "2025-03-31"),
        ("2025년 2월분", "2025-02-01", "2025-02-28"),
        ("202412", "2024-12-01", "2024-12-31"),
        ("Mar 2025", "2025-03-01", "2025-03-31"),
        ("2025.01.18 ~ 2025.02.17", "2025-01-18", "2025-02-17"),
        ("20250118~20250217", "2025-01-18", "2025-02-17"),
        ("2025-01-01 to 2025-03-31", "2025-01-01", "2025-03-31"),
        ("2025-01 ~ 2025-03", "2025-01-01", "2025-03-31"),
    ],
)
def test_periods_as_people_write_them(text: str, first: str, last: str) -> None:
    span = read_span(text)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["25.01", "01/25", "Jan-25", "2025-13", "2025-01-15", "3월", "2025-02-14 ~ 2025-01-15", "합계"]
)
def test_what_may_be_several_periods_is_none(text: str) -> None:
    assert read_span(text) is None


def test_gaps_are_what_no_bill_covers() -> None:
    year = Span(month(2025, 1).first, month(2025, 12).last)
    assert gaps([month(2025, number) for number in range(1, 13)], year) == []
    assert [one.text for one in gaps([month(2025, 2), month(2025, 4)], month(2025, 2)._replace(last=month(2025, 5).last))] == [
        "2025-03", "2025-05"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("전력 사용량", ["electricity"]),
        ("Natural gas", ["natural_gas"]),
        ("Gas oil", ["diesel"]),
        ("도시가스 사용량(MJ)", ["natural_gas"]),
        ("지역난방", ["heat"]),
        ("Power and steam", ["electricity", "heat"]),
        ("Compressed air", []),
        ("LPG", ["lpg"]),
    ],
)
def test_carriers_by_their_words(text: str, carriers: list[str]) -> None:
    assert carriers_of(text) == carriers


def test_calc_gives_no_total_for_a_missing_month_and_one_when_it_is_decided(tmp_path: Path) -> None:
    (tmp_path / "carbonfoot.toml").touch()
    imported = _read(EXAMPLES / "kepco.csv", {"made-in": "KR"})
    file = tmp_path / "plant.yaml"
    text = imported.documents[0].yaml_text
    file.write_text(text, "utf-8")
    outcome = pipeline.calculate(str(file), pipeline.Options())
    assert "CF102" in [one.code for one in outcome.findings]  # products are for a person to state
    text += "products:\n  - {id: A, name: A, amount: 10 piece, mass: 1 t}\nallocation: mass\n"
    file.write_text(text, "utf-8")
    outcome = pipeline.calculate(str(file), pipeline.Options())
    assert "CF752" in [one.code for one in outcome.findings]
    assert outcome.footprint is None or outcome.footprint.total is None
    file.write_text(
        text.replace("    data: estimated\n", "    data: estimated\n    gaps: average\n"), "utf-8"
    )
    outcome = pipeline.calculate(str(file), pipeline.Options())
    assert outcome.footprint is not None
    assert outcome.footprint.total is not None


def test_a_bill_of_materials_is_none() -> None:
    asked = Asked(NO_LIBRARY, "x", "x.csv")
    assert energy.recognise(str(EXAMPLES / "console.csv"), asked) == []
    for name in ("kepco.csv", "bills.csv", "months.csv"):
        assert energy.recognise(str(EXAMPLES / name), asked)


SUMS = "month,{} (kWh),Hall A power (kWh),Hall B power (kWh)\n2025-01,150,100,50\n2025-02,{},110,60\n"


def test_a_total_beside_its_parts_is_not_counted_again(tmp_path: Path) -> None:
    imported = _read(_csv(tmp_path, SUMS.format("Total power", 170)))
    assert [*_readings(imported)] == ["Hall A power", "Hall B power"]
    assert ("Total power (kWh)", "total") in [(one.what, one.why) for one in imported.shown_mapping]
    imported = _read(_csv(tmp_path, SUMS.format("Total power", 190)))
    assert not imported.documents
    assert "is not their sum" in imported.questions[0]


def test_a_meter_that_is_the_sum_of_others_is_asked_about(tmp_path: Path) -> None:
    file = _csv(tmp_path, SUMS.format("Main power", 170))
    imported = _read(file)
    assert not imported.documents
    assert '--leave "Main power (kWh)"' in imported.questions[0]
    assert [*_readings(_read(file, {"leave": "Main power (kWh)"}))] == ["Hall A power", "Hall B power"]
    others = "Hall A power (kWh)\nHall B power (kWh)"
    assert [*_readings(_read(file, {"leave": others}))] == ["Main power"]
    assert len(_readings(_read(_csv(tmp_path, SUMS.format("Main power", 300))))) == 3
