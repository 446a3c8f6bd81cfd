"""A filled communication template becomes a document with the same results, and what does not add up is told at its cell."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.template.read import Read, read_template
from carbonfoot.cbam.template.write import to_yaml
from carbonfoot.cli import main
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

FOLDER = Path(__file__).parent
SHARED = FOLDER.parents[2] / "shared"
OFFICIAL = SHARED / "data" / "cbam_worked_examples"
BLANK = (
    SHARED / "standards" / "cbam" / "communication-template" / "CBAM-communication-template_v2.1.1_blank.xlsx"
)
Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("filled_template", FOLDER / "filled_template.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def read(builder: ModuleType, tmp_path: Path, library: Library) -> Callable[..., Read]:
    def run(change: Change | None = None, version: str = "2.1.1") -> Read:
        given = builder.cells(version)
        if change is not None:
            change(given)
        return read_template(str(builder.write(tmp_path / "supplier.xlsx", given)), library)

    return run


def where(page: dict[tuple[int, int], Any], text: str, right: int, nth: int = 0) -> tuple[int, int]:
    """The cell so many columns right of the n-th one with this text."""
    row, column = [at for at, one in sorted(page.items(), key=lambda pair: pair[0]) if one == text][nth]
    return row, column + right


def codes(found: Read, *besides: str) -> list[str]:
    """Codes but for that of the precursor nobody verified, which is meant."""
    return [one.code for one in found.findings if one.code not in {"CF810", *besides}]


@pytest.mark.parametrize("version", ["2.1", "2.1.1"])
def test_the_document_has_the_results_worked_out_by_hand(
    read: Callable[..., Read], builder: ModuleType, version: str, tmp_path: Path, library: Library
) -> None:
    found = read(version=version)
    assert codes(found) == []
    assert found.version == version
    assert found.installation is not None
    file = tmp_path / "installation.yaml"
    file.write_text(
        to_yaml(found.installation.data, found.installation.remarks, found.head), encoding="utf-8"
    )
    outcome = calculate(str(file), library)
    assert outcome.result is not None
    assert [one.code for one in outcome.findings] == ["CF810"]
    for good, expected in zip(outcome.result.goods, (builder.CRUDE, builder.ROLLED), strict=True):
        assert good.see.direct == pytest.approx(expected["direct"], rel=1e-12)
        assert good.see.indirect == pytest.approx(expected["indirect"], rel=1e-12)
        assert good.see.electricity == pytest.approx(expected["electricity"], rel=1e-12)
        assert good.see.default_direct / good.see.direct == pytest.approx(
            expected["default_share"], rel=1e-12
        )


def test_what_the_sheets_say_stands_in_the_document(read: Callable[..., Read]) -> None:
    found = read()
    assert found.installation is not None
    data = found.installation.data
    assert data["period"] == "2026"
    assert data["installation"] == {
        "id": "KR-ASN",
        "name": "Hanil Steel Ansan",
        "name_ko": "한일제강 안산",
        "country": "KR",
        "unlocode": "KR ASN",
        "address": {"street": "12 Haean-ro", "postcode": "15434", "city": "Ansan"},
        "coordinates": {"latitude": "37.3215", "longitude": "126.8308"},
        "economic_activity": "Iron & steel production",
        "author": {"name": "Kim Jiwon", "email": "cbam@hanil.example"},
        "data_quality": "Mostly measurements & analyses",
    }
    melt, rolling = data["processes"]
    assert melt["route"] == "Electric arc furnace"
    assert melt["precursors"] == [{"name": "Pig iron of Tangshan", "amount": "200 t"}]
    assert rolling["precursors"] == [{"name": "Melt shop", "amount": "600 t"}]
    assert rolling["heat_out"] == [{"amount": "0.5 TJ", "emission_factor": "40 t CO2/TJ"}]
    assert data["precursors"][0]["default_share"] == "100 %"
    assert data["precursors"][0]["verified"] == "no"


def test_a_customer_pastes_the_goods(read: Callable[..., Read], tmp_path: Path, library: Library) -> None:
    found = read(version="2.1")
    assert found.precursors is not None
    for one in found.precursors.data["precursors"]:
        one["carbon_price"][0]["certified_by"] = "K Audit"
    entry = found.precursors.data["precursors"][1]
    text = to_yaml({"precursors": [entry]}, {})
    assert entry["cn"] == "7213 91 10"
    assert float(entry["electricity_factor"].split()[0]) == pytest.approx(155.2 / 308, rel=1e-12)
    assert entry["carbon_price"][0]["rebate_per_tonne"] == "2000 KRW/t"
    customer = tmp_path / "customer.yaml"
    customer.write_text(
        "carbonfoot: installation/1\n"
        "installation: {id: C, name: Customer, country: KR}\nperiod: 2026\n"
        f"{text}"
        "processes:\n"
        "  - {name: Bolts, direct_emissions: 0 t CO2e, electricity: {amount: 0 MWh}, activity_level: 100 t,\n"
        "     precursors: [{name: Wire rod W1, amount: 110 t}], goods: [{cn: 7318 15 42}]}\n",
        encoding="utf-8",
    )
    outcome = calculate(str(customer), library)
    assert outcome.result is not None
    assert {one.code for one in outcome.findings} == {"CF810"}
    assert outcome.result.goods[0].prices["KRW"] == pytest.approx(1.1 * (2100 - 2000), rel=1e-12)
    see = outcome.result.goods[0].see
    assert see.direct == pytest.approx(1.1 * 636 / 580, rel=1e-12)
    assert see.indirect == pytest.approx(1.1 * 155.2 / 580, rel=1e-12)


@pytest.mark.parametrize(
    ("heading", "written"),
    [("Currency", "Bitcoin"), ("Type of instrument (carbon pricing)", "A promise")],
)
def test_a_carbon_price_that_cannot_be_read_stays_a_remark(
    read: Callable[..., Read], heading: str, written: str
) -> None:
    found = read(lambda given: _write_below(given["Summary_Communication"], heading, written))
    assert found.precursors is not None
    for one in found.precursors.data["precursors"]:
        assert "carbon_price" not in one
    remarks = [one for lines in found.precursors.remarks.values() for one in lines]
    told = [one for one in remarks if "carbon price as the file has it" in one]
    assert len(told) == 2 and all("2100" in text for text in told)


def _write_below(page: Any, heading: str, written: str) -> None:
    row, column = where(page, heading, 0)
    for at in [at for at in page if at[0] > row and at[1] == column and page[at]]:
        page[at] = written


def test_one_process_bears_all_streams_where_its_emissions_are_theirs(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        for at, one in list(given["A_InstData"].items()):
            if one in {"P2", "P1"}:
                for column in range(at[1] + 1, at[1] + 7):
                    if one == "P2":
                        given["A_InstData"].pop((at[0], column), None)
        page = given["D_Processes"]
        page[where(page, "Directly attributable emissions (DirEm*)", 7)] = 558
        for name in ("Summary_Products", "Summary_Communication"):
            rows = [at for at, one in given[name].items() if one == "Rolling"]
            given[name] = {at: one for at, one in given[name].items() if at[0] != rows[0][0]}

    found = read(change)
    assert found.installation is not None
    assert "direct_emissions" not in found.installation.data["processes"][0]
    assert found.result is not None
    assert found.result.processes[0].star == pytest.approx(558, rel=1e-12)


def _set(sheet: str, text: str, right: int, value: Any, nth: int = 0) -> Change:
    def change(given: Any) -> None:
        given[sheet][where(given[sheet], text, right, nth)] = value

    return change


def _below(sheet: str, text: str, down: int, value: Any, nth: int = 0) -> Change:
    def change(given: Any) -> None:
        row, column = where(given[sheet], text, 0, nth)
        given[sheet][row + down, column] = value

    return change


POWER = "Electricity consumption"
HEAT = "Amount of net measurable heat"
DIRECT = "Specific embedded direct emissions (SEE (direct))"


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (_set("D_Processes", POWER, 7, "#REF!"), "CF610", "`D_Processes`!M33"),
        (_set("D_Processes", POWER, 7, ("=1", "#N/A")), "CF610", "`D_Processes`!M33"),
        (_set("D_Processes", POWER, 7, "300"), "CF614", ""),
        (_set("D_Processes", POWER, 7, "300 MWh"), "CF615", "`D_Processes`!M33"),
        (_set("D_Processes", POWER, 7, -300), "CF207", "`D_Processes`!M33"),
        (_set("D_Processes", POWER, 7, date(2026, 3, 1)), "CF613", "`D_Processes`!M33"),
        (_set("D_Processes", "Emissions factor", 7, "", 1), "CF805", "`D_Processes`!M76"),
        (_set("D_Processes", "Produced for the market", 7, 300), "CF404", "`D_Processes`!M21"),
        (_set("D_Processes", "Source of the emission factor", 7, "I-REC certificates"), "CF807", "`D_Processes`!M35"),
        (_set("D_Processes", "Source of the emission factor", 7, "VCS offset"), "CF408", "`D_Processes`!M35"),
        (_set("D_Processes", "Directly attributable emissions (DirEm*)", 7, 600), "CF404", "`C_Emissions&Energy`!I18"),
        (_set("D_Processes", "Directly attributable emissions (DirEm*)", 7, 490), "CF404", "`C_Emissions&Energy`!I18"),
        (_set("C_Emissions&Energy", "Results:", 5, 300, 1), "CF404", "`C_Emissions&Energy`!J18"),
        (_set("C_Emissions&Energy", "Results:", 4, ("=1", 2.5)), "CF404", "`C_Emissions&Energy`!I15"),
        (_set("E_PurchPrec", "Total purchased levels:", 7, "Quantities"), "CF606", ""),
        (_below("E_PurchPrec", "Amounts", 1, 150), "CF404", "`E_PurchPrec`!L22"),
        (_set("E_PurchPrec", DIRECT, 7, ""), "CF809", ""),
        (_set("E_PurchPrec", DIRECT, 8, "carbon credits"), "CF408", "`E_PurchPrec`!M25"),
        (_set("A_InstData", "End:", 1, date(2026, 6, 30)), "CF806", "`A_InstData`!J9"),
        (_set("A_InstData", "End:", 1, "30.06.2026"), "CF615", "`A_InstData`!M9"),
        (_set("A_InstData", "Country:", 4, "Atlantis"), "CF102", "`A_InstData`!J26"),
        (_set("A_InstData", "Name of the installation (English name):", 0, "Name"), "CF606", ""),
        (_below("B_EmInst", "Oxidation factor (OxF)", 2, 120), "CF208", "`B_EmInst`!N15"),
        (_below("B_EmInst", "Oxidation factor (OxF)", 2, 0.995), "CF208", "`B_EmInst`!N15"),
        (_below("B_EmInst", "Biomass content (BioC)", 2, -5), "CF207", "`B_EmInst`!P15"),
        (_below("B_EmInst", "Activity data (AD)", 2, 120), "CF841", "`B_EmInst`!Q15"),
        (_below("B_EmInst", "Activity data (AD)", 2, 50), "CF812", ""),
        (_below("B_EmInst", "Oxidation factor (OxF)", 0, "Oxidation"), "CF606", ""),
        (_below("Summary_Products", "CN Codes", 2, "73201011"), "CF801", "`Summary_Products`!F11"),
        (_below("Summary_Products", "CN Codes", 2, "73181542"), "CF802", "`Summary_Products`!F11"),
        (_below("Summary_Products", "CN Codes", 2, "screws"), "CF111", "`Summary_Products`!F11"),
        (_below("Summary_Products", "% Mn", 2, 1.4), "CF208", ""),
        (_below("Summary_Products", "Production process from which the products arise", 2, "Casting"), "CF815", ""),
        (_below("Summary_Products", "Result: Effective CP due (per produced t or MWh)", 2, 900), "CF404", ""),
        (_below("Summary_Communication", "SEE (direct)", 1, 0.8), "CF841", "`Summary_Communication`!I27"),
        (_below("Summary_Communication", "SEE (indirect)", 1, ("=1", "#REF!")), "CF610", "`Summary_Communication`!J27"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_told_at_its_cell(
    read: Callable[..., Read], change: Change, code: str, cell: str
) -> None:
    found = read(change)
    told = [one for one in found.findings if one.code == code]
    assert told, codes(found)
    assert all(one.file.endswith("supplier.xlsx") for one in found.findings)
    assert any(one.message.startswith(cell) for one in told), [one.message for one in told]


def test_a_refused_cell_leaves_its_key_out(read: Callable[..., Read]) -> None:
    found = read(_set("D_Processes", POWER, 7, "#REF!"))
    assert found.installation is not None
    assert "electricity" not in found.installation.data["processes"][0]
    assert any("1 error" in one for one in found.head)


def test_a_file_that_was_never_calculated_gives_calculated_values(
    read: Callable[..., Read], builder: ModuleType
) -> None:
    def change(given: Any) -> None:
        page = given["Summary_Communication"]
        for at in list(page):
            if at[0] > 26:
                page[at] = ("=1", "")

    found = read(change)
    assert codes(found) == ["CF611"]
    assert severity(next(one for one in found.findings if one.code == "CF611")) == "warning"
    assert found.precursors is not None
    direct = found.precursors.data["precursors"][1]["direct"].split()[0]
    assert float(direct) == pytest.approx(builder.ROLLED["direct"], rel=1e-12)


def test_names_that_no_program_calculated_follow_the_order_of_the_lists(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        for page in given.values():
            for at, one in list(page.items()):
                if isinstance(one, tuple):
                    page[at] = ("=1", "")

    found = read(change)
    assert codes(found) == ["CF611"]
    assert found.installation is not None
    melt, rolling = found.installation.data["processes"]
    assert melt["precursors"] == [{"name": "Pig iron of Tangshan", "amount": "200 t"}]
    assert rolling["precursors"] == [{"name": "Melt shop", "amount": "600 t"}]
    assert melt["activity_level"] == "1000 t"


def test_a_summary_of_other_goods_is_not_taken(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        page = given["Summary_Communication"]
        for at in [at for at in page if at[0] == 28 and at[1] > 3]:
            del page[at]

    found = read(change)
    assert [one.message for one in found.findings if one.code == "CF841"] == [
        "`Summary_Communication`!I27 (column `SEE (direct)`): goods of the summary: 1; of `Summary_Products`: 2"
    ]
    assert found.precursors is not None
    assert [one["name"] for one in found.precursors.data["precursors"]] == ["Billet B1", "Wire rod W1"]


def test_waste_gas_counts_as_the_template_counts_it(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        page = given["D_Processes"]
        row, column = where(page, "Amount of waste gas", 7)
        page |= {(row, column): 0.5, (row, column + 1): 1}

    found = read(change)
    assert found.result is not None
    direct = (500 + 0.5 * 56.1 - 1 * 56.1 * 0.667 + 400) / 1000
    assert found.result.goods[0].see.direct == pytest.approx(direct, rel=1e-12)
    assert "CF841" in codes(found)  # the summary still has the result without waste gas
    assert found.installation is not None
    assert any("proven" in one for one in found.installation.remarks["processes", 0, "evidence"])


def test_an_amount_for_a_process_that_is_not_there_is_told(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        page = given["E_PurchPrec"]
        page[next(at for at, one in page.items() if one == ("=1", "Melt shop"))] = "Foundry"

    found = read(change)
    assert any(one.code == "CF815" and "`Foundry`" in one.message for one in found.findings)


def test_texts_that_no_program_calculated_are_one_finding(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        page = given["A_InstData"]
        for at, one in list(page.items()):
            if isinstance(one, str):
                page[at] = ("=1", "")

    found = read(change)
    assert len(found.findings) == 1
    assert found.findings[0].code in {"CF611", "CF621"}
    assert found.installation is None


STREAMS = [
    # method, name, amount, unit, NCV, EF, EF unit, carbon, OxF, ConvF, biomass; t CO2 fossil, as the template counts it
    (
        "Combustion",
        "Gas",
        6607,
        "1000Nm3",
        36.21,
        56.1,
        "tCO2/TJ",
        "",
        "",
        "",
        "",
        6607 * 36.21 * 56.1 / 1000,
    ),
    ("Combustion", "Waste", 25000, "t", 20, 83, "tCO2/TJ", "", 99, "", 15, 25000 * 20 * 0.083 * 0.99 * 0.85),
    ("Combustion", "Coal", 10, "t", "", 2.5, "tCO2/t", "", "", "", "", 25),
    ("Combustion", "Fuel gas", 10, "1000Nm3", "", 1.9, "tCO2/1000Nm3", "", "", "", "", 19),
    ("Process emissions", "Raw meal", 1000, "t", "", 0.5, "tCO2/t", "", "", 98, "", 490),
    ("Mass Balance", "Steel", -100, "t", "", "", "", 0.0018, "", "", "", -100 * 0.0018 * 3.664),
]


def test_every_kind_of_stream_counts_what_the_template_counts(read: Callable[..., Read]) -> None:
    total = sum(one[-1] for one in STREAMS)
    pfc = 200000 * 0.6 * 0.25 * 0.102 / 1000 * (6630 + 0.12 * 11100) / 0.97
    overvoltage = 1000 * (5 / 95) * 1.16 / 1000 * (6630 + 0.121 * 11100)
    stack = 64.2925 * 4 * 265 / 1000 * 265

    def change(given: Any) -> None:
        page = given["B_EmInst"]
        for at in [at for at in page if 14 < at[0] < 30]:
            del page[at]
        for row, one in enumerate(STREAMS, 15):
            (
                method,
                name,
                amount,
                unit,
                ncv,
                factor,
                factor_unit,
                carbon,
                oxidation,
                conversion,
                bio,
                counted,
            ) = one
            line = [
                row - 14,
                method,
                name,
                amount,
                unit,
                ncv,
                "",
                factor,
                factor_unit,
                carbon,
                oxidation,
                conversion,
                bio,
            ]
            page |= {(row, 4 + index): value for index, value in enumerate([*line, counted]) if value != ""}
        heads = {text: at[1] for at, text in page.items() if at[0] == 30}
        slope = {
            "Method": "Slope method",
            "Technology type": "Centre Worked Pre-Bake (CWPB)",
            "Activity data (AD)": 200000,
        }
        slope |= {"A: Frequency": 0.6, "A: Duration": 0.25, "A: SEF(CF4)": 0.102, "F(C2F6)": 0.12}
        slope |= {"Collection efficiency, %": 0.97, "CO2e fossil (t)": pfc}
        volt = {
            "Method": "Overvoltage method",
            "Technology type": "Other",
            "Activity data (AD)": 1000,
            "B: AEO": 5,
        }
        volt |= {"B: CE": 95, "B: OVC": 1.16, "F(C2F6)": 0.121, "CO2e fossil (t)": overvoltage}
        for row, told in ((31, slope), (32, volt)):
            page[row, heads["#"]] = row - 30
            page |= {(row, heads[key]): value for key, value in told.items()}
        heads = {text: at[1] for at, text in page.items() if at[0] == 40}
        measured = {
            "Name": "Stack 1",
            "Type of GHG": "N2O",
            "hourly GHG conc. Average": 64.2925,
            "hours operating": 4,
        }
        measured |= {"Flue gas flow (average)": 265, "CO2e fossil (t)": stack}
        page |= {(41, heads[key]): value for key, value in measured.items()}
        processes = given["D_Processes"]
        processes[where(processes, "Directly attributable emissions (DirEm*)", 7)] = (
            total + pfc + overvoltage + stack - 58
        )

    found = read(change)
    assert found.result is not None, [one.message for one in found.findings]
    assert not [one.message for one in found.findings if one.code == "CF841" and "`B_EmInst`" in one.message]
    expected = [*(one[-1] for one in STREAMS), pfc, overvoltage, stack]
    assert [one.fossil for one in found.result.streams] == pytest.approx(expected, rel=1e-9)
    assert found.result.streams[1].biogenic == pytest.approx(25000 * 20 * 0.083 * 0.99 * 0.15, rel=1e-9)


def test_precursors_of_the_union_keep_their_values_as_a_remark(read: Callable[..., Read]) -> None:
    def change(given: Any) -> None:
        page = given["A_InstData"]
        page[next(at for at, one in page.items() if one == "CN")] = "DE"

    found = read(change)
    assert "CF841" in codes(found)
    assert found.installation is not None
    assert "direct" not in found.installation.data["precursors"][0]
    assert any("counts zero" in said for said in found.installation.remarks["precursors", 0])


def test_a_translated_template_reads_the_same(read: Callable[..., Read]) -> None:
    english = read()

    def change(given: Any) -> None:
        words = {
            "Produced for the market": "시장용 생산",
            "Amounts": "수량",
            "CN Codes": "CN 코드",
            "Start:": "시작:",
            "Electric arc furnace": "전기로",
        }
        for page in given.values():
            for at, one in page.items():
                if one in words:
                    page[at] = words[one]
        given["Translations"] = {(4, 2): "Used language version", (4, 3): "English Version (Original)"}
        for row, (original, used) in enumerate(words.items(), 5):
            given["Translations"][row, 2] = used
            given["Translations"][row, 3] = original

    found = read(change)
    assert codes(found) == []
    assert found.installation is not None and english.installation is not None
    assert found.installation.data == english.installation.data


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c",
        "- x",
        "{",
        "*a",
        "!!x",
        "null",
        "'q' \"r\"",
        "tab\there",
        "줄\n바꿈",
        "🙂",
        "<&>",
        "%",
        "@",
        "~",
    ],
)
def test_whatever_a_supplier_writes_stays_a_text(read: Callable[..., Read], text: str) -> None:
    found = read(
        _below(
            "Summary_Products",
            "Product name \n(used for communication with reporting declarant, e.g. on invoices)",
            2,
            text,
        )
    )
    assert found.installation is not None
    data, findings = read_yaml(to_yaml(found.installation.data, found.installation.remarks), "x.yaml")
    assert findings == []
    assert data == found.installation.data
    assert data["processes"][0]["goods"][0]["name"] == " ".join(text.split())


def test_empty_other_and_older_workbooks(read: Callable[..., Read]) -> None:
    def nothing(given: Any) -> None:
        for name in ("A_InstData", "Summary_Products", "Summary_Communication"):
            given[name] = {
                at: one
                for at, one in given[name].items()
                if one not in {"Melt shop", "Rolling", "Crude steel", "Iron or steel products"}
                and not (
                    name.startswith("Summary")
                    and at[0] > 26 - 15 * (name == "Summary_Products")
                    and at[1] > 3
                )
            }

    assert codes(read(nothing)) == ["CF621"]
    assert codes(read(version="1.1")) == ["CF840"]
    assert [severity(one) for one in read(version="2.3").findings if one.code == "CF840"] == ["warning"]
    assert codes(read(lambda given: given.pop("E_PurchPrec"))) == ["CF840"]


def test_files_that_are_no_workbook(tmp_path: Path, library: Library, builder: ModuleType) -> None:
    good = builder.write(tmp_path / "good.xlsx", builder.cells()).read_bytes()
    given = {
        "cut.xlsx": (good[: len(good) // 2], "CF601"),
        "locked.xlsx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "CF602",
        ),
        "page.xlsx": (b"<html></html>", "CF601"),
        "table.csv": (b"a,b\n1,2\n", "CF601"),
        "none.xlsx": (b"", "CF601"),
    }
    for name, (content, code) in given.items():
        (tmp_path / name).write_bytes(content)
        found = read_template(str(tmp_path / name), library)
        assert [one.code for one in found.findings] == [code], name
        assert found.installation is None
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 5_000_000)
    assert [one.code for one in read_template(str(bomb), library).findings] == ["CF603"]
    assert [one.code for one in read_template(str(tmp_path / "gone.xlsx"), library).findings] == ["CF001"]


def test_macros_are_neither_run_nor_in_the_way(tmp_path: Path, library: Library, builder: ModuleType) -> None:
    file = builder.write(tmp_path / "supplier.xlsm", builder.cells())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"not run")
    assert codes(read_template(str(file), library)) == []


def test_the_command(
    tmp_path: Path, builder: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = builder.write(tmp_path / "supplier.xlsx", builder.cells())
    target = tmp_path / "installation.yaml"

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["carbonfoot", "cbam", "read", str(file), *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        return int(stopped.value.code or 0)

    assert run("-o", str(target)) == 0
    assert target.read_text(encoding="utf-8").startswith("# Read from supplier.xlsx, ")
    assert re.search(r"warning\[CF810\].*`E_PurchPrec`!L25", capsys.readouterr().err)
    assert run("-o", str(target)) == 2
    assert run("--as", "precursors", "-q") == 0
    answer = capsys.readouterr()
    assert "precursors:\n  - name: Billet B1\n" in answer.out
    assert run("--format", "json") == 0
    assert '"schema": "carbonfoot/cbam-read/1"' in capsys.readouterr().out
    assert run("--as", "site") == 2


def test_a_file_with_errors_is_written_on_demand_alone(
    tmp_path: Path, builder: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = builder.cells()
    page = given["D_Processes"]
    page[where(page, "Directly attributable emissions (DirEm*)", 7)] = "a lot"
    file = builder.write(tmp_path / "supplier.xlsx", given)
    target = tmp_path / "installation.yaml"

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["carbonfoot", "cbam", "read", str(file), *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        return int(stopped.value.code or 0)

    assert run("-o", str(target)) == 3
    assert not target.exists()
    assert "--allow-incomplete" in capsys.readouterr().err
    assert run("--format", "json") == 3
    assert '"document": null' in capsys.readouterr().out
    assert run("-o", str(target), "--allow-incomplete") == 3
    assert "in the file, as the findings tell" in target.read_text(encoding="utf-8")


def test_a_heading_that_slipped_in_one_block_alone_is_known() -> None:
    from carbonfoot.cbam.template import labels

    heads = ["Import and export of measurable heat", "Amount of net measurable heat", "Emissions factor"]
    page = {
        (10 * block + row, 5): text
        for block in (1, 2, 3)
        for row, text in enumerate([f"Production process {block}:", *heads, "Exported"])
    }

    def slips() -> dict[tuple[int, int], str]:
        return labels.slips(page, labels.PROCESS_BLOCK, 40, labels.PROCESS.values())

    assert slips() == {}
    page[22, 5] = "Exported"
    assert slips() == {(22, 5): "Amount of net measurable heat"}
    page[23, 5] = "Something else"  # then it is another layout
    assert slips() == {}


@pytest.mark.skipif(not BLANK.is_file(), reason="the Commission's files are not here")
def test_the_blank_template_of_the_commission(library: Library) -> None:
    found = read_template(str(BLANK), library)
    assert [one.code for one in found.findings] == ["CF621"]
    assert found.version == "2.1.1"


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the Commission's files are not here")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1_Example_Cement.xlsx", [(0.7852147410358565, 0.12224275)]),
        (
            "4_Example_Steel_3_Screws_and_nuts.xlsx",
            [(2.0069382352941174, 0.4066), (1.9524475609756098, 2.2787951219512195)],
        ),
    ],
)
def test_worked_examples_of_the_commission(
    library: Library, name: str, expected: list[tuple[float, float]]
) -> None:
    found = read_template(str(OFFICIAL / name), library)
    assert {one.code for one in found.findings} <= {"CF817"}
    assert found.result is not None
    for good, (direct, indirect) in zip(found.result.goods, expected, strict=True):
        assert good.see.direct == pytest.approx(direct, rel=1e-9)
        assert good.see.indirect == pytest.approx(indirect, rel=1e-9)
