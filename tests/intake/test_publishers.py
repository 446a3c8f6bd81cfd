"""`factors import --publisher`: rows of a new edition find the records of the last one by the publisher's own labels."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library, open_library
from carbonfoot.intake.publishers import cbam
from carbonfoot.intake.publishers.published import Asked, Published, UnclearError, newest, renewed
from carbonfoot.intake.publishers.registry import NAMES
from carbonfoot.intake.renewing import Reading, read_publication

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("CARBONFOOT_DATA", ROOT.parent / "shared" / "data"))
published = pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not here")

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, command: Run) -> Run:
    return lambda *words: command(tmp_path, ["factors", "import", *words])


@pytest.fixture(scope="module")
def library() -> Any:
    opened = open_library()
    yield opened
    opened.close()


def records(folder: Path, pack: str) -> dict[str, dict[str, str]]:
    with (folder / "packs" / pack / "records.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"].partition(":")[2]: row for row in csv.DictReader(stream)}


def shipped(pack: str, file: str = "records.csv") -> list[dict[str, str]]:
    with (ROOT / "factors" / pack / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# ------------------------------------------------------------------------------------ small files, always


EMBER = """Entity,Code,Year,Carbon intensity of electricity - gCO2/kWh
South Korea,KOR,2024,414.3
South Korea,KOR,2025,401.25
Atlantis,ATL,2025,12
Lesotho,LSO,2025,0
Africa,,2025,500
"""


def test_a_new_year_of_electricity(tmp_path: Path, run: Run) -> None:
    (tmp_path / "e.csv").write_text(EMBER, encoding="utf-8")
    done = run("e.csv", "--publisher", "ember-owid", "--format", "json")
    assert done.code == 0, done.err
    made = records(tmp_path, "electricity-ember-2025")
    korea = made["kr-2025"]
    wanted = {"co2e": "401.25", "year": "2025", "geo": "KR", "item": "electricity/grid", "unit_num": "g"}
    assert korea.items() >= wanted.items() and "대한민국" in korea["name_ko"]
    assert done.data["data"]["not_taken"] == ["row 4: Atlantis (ATL) 2025", "row 6: Africa (no code) 2025"]
    assert "Entity=Japan; Code=JPN; Year=2024" in done.data["data"]["gone"]
    assert made["ls-2025"]["trust"] == "X" and "zero-intensity" in made["ls-2025"]["flags"]
    text = (tmp_path / "packs/electricity-ember-2025/pack.yaml").read_text(encoding="utf-8")
    assert 'override: "ranked"' in text and 'share_class: "open"' in text and "CC-BY-4.0" in text


def test_the_new_year_is_taken_for_its_period(tmp_path: Path, run: Run, command: Run) -> None:
    (tmp_path / "e.csv").write_text(EMBER.replace("South Korea,KOR", "Japan,JPN"), encoding="utf-8")
    run("e.csv", "--publisher", "ember-owid")
    part = "carbonfoot: part/1\nproduct: {id: A, name: A, declared_unit: 1 piece, made_in: JP}\nperiod: %s\n"
    for year, kg in ((2025, 0.40125), (2024, 0.4143)):
        text = part % year + "processes:\n  - {name: Pressing, electricity: 1 kWh}\n"
        (tmp_path / "part.yaml").write_text(text, encoding="utf-8")
        done = command(tmp_path, ["calc", "part.yaml", "--format", "json"])
        assert done.data["data"]["total"] == pytest.approx(kg), done.err


NAICS = """2017 NAICS Code,2017 NAICS Title,GHG,Unit,Supply Chain Emission Factors without Margins,\
Margins of Supply Chain Emission Factors,Supply Chain Emission Factors with Margins,Reference USEEIO Code
111110,Soybean Farming,All GHGs,"kg CO2e/2024 USD, purchaser price",0.4,0,0.4,1111A0
999999,Moon Farming,All GHGs,"kg CO2e/2024 USD, purchaser price",0.4,0.1,0.5,1111A0
"""


def test_money_of_another_year_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "s.csv").write_text(NAICS, encoding="utf-8")
    done = run("s.csv", "--publisher", "epa-supply-chain", "--edition", "1.5")
    assert done.code == 2 and "--year" in done.err
    done = run("s.csv", "--publisher", "epa-supply-chain", "--edition", "1.5", "--year", "2023")
    assert done.code == 0, done.err
    made = records(tmp_path, "epa-supply-chain-1.5")
    assert set(made) == {"111110-purchaser", "111110-producer", "111110-margins"}
    margins = made["111110-margins"]
    assert margins["flags"] == "price-year-2024;shared-figure;no-margins"
    assert (margins["year"], margins["gwp_set"], margins["co2_fossil"]) == ("2023", "unknown", "")
    assert "2022" not in margins["flag_note"]


FLAT = ["ID", "Scope", "Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM", "GHG/Unit"]
BUTANE = ["Scope 1", "Fuels", "Gaseous fuels", "Butane", "", ""]


def flat(file: Path, rows: list[list[Any]], column: str = "GHG Conversion Factor 2026") -> None:
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet("Introduction").write(0, 0, "Conversion factors")
        sheet = workbook.add_worksheet("Factors by Category")
        sheet.write(0, 0, "Conversion factors 2026: flat file")
        sheet.write_row(5, 0, [*FLAT, column])
        for number, row in enumerate(rows, 6):
            sheet.write_row(number, 0, row)


def test_the_flat_file_of_the_next_year(tmp_path: Path, run: Run) -> None:
    of, total = "kg CO2e of {} per unit", "kg CO2e"
    rows = [
        ["1_100_1000_15_1", *BUTANE, "tonnes", total, 3000.5],
        ["1_100_1000_15_2", *BUTANE, "tonnes", of.format("CO2"), 2996.4],
        ["1_100_1000_15_3", *BUTANE, "tonnes", of.format("CH4"), 2.5],
        ["1_100_1000_15_4", *BUTANE, "tonnes", of.format("N2O"), 1.6],
        ["9_9_9_8_1", *BUTANE, "litres", total, 1.7],
        # the id of another fuel, and a unit that the last edition does not have
        ["1_100_1001_15_1", *BUTANE, "barrels", total, 250],
        [
            "1_100_1000_6_1",
            "Scope 1",
            "Fuels",
            "Gaseous fuels",
            "Butane (blend)",
            "",
            "",
            "kWh (Gross CV)",
            total,
            1,
        ],
    ]
    flat(tmp_path / "f.xlsx", rows)
    done = run("f.xlsx", "--publisher", "desnz", "--format", "json")
    assert done.code == 0, done.err
    made = records(tmp_path, "desnz-2026")
    assert set(made) == {"1_100_1000_15-butane-t", "1_100_1000_8-butane-l"}
    tonne = made["1_100_1000_15-butane-t"]
    wanted = {
        "co2e": "3000.5",
        "co2_fossil": "2996.4",
        "ch4": "2.5",
        "n2o": "1.6",
        "gas_basis": "co2e",
        "year": "2026",
    }
    assert tonne.items() >= wanted.items() and tonne["name_ko"] == "부탄, 연소"
    assert tonne["source_row"] == "Fuels, Gaseous fuels, ID 1_100_1000_15_1; gases ID 1_100_1000_15_2 to _4"
    assert len(done.data["data"]["not_taken"]) == 2
    assert len(done.data["data"]["gone"]) == len(shipped("desnz-2025")) - 2


def test_gases_that_do_not_make_up_the_total_are_left_out(tmp_path: Path, run: Run) -> None:
    of = "kg CO2e of {} per unit"
    rows = [["1_100_1000_15_1", *BUTANE, "tonnes", "kg CO2e", 3000.5]]
    rows += [
        [f"1_100_1000_15_{at}", *BUTANE, "tonnes", of.format(gas), 1]
        for at, gas in ((2, "CO2"), (3, "CH4"), (4, "N2O"))
    ]
    flat(tmp_path / "f.xlsx", rows)
    assert run("f.xlsx", "--publisher", "desnz").code == 0
    (tonne,) = records(tmp_path, "desnz-2026").values()
    assert (tonne["co2e"], tonne["co2_fossil"], tonne["gas_basis"]) == ("3000.5", "", "")


def test_cells_without_a_number_are_not_taken(tmp_path: Path, run: Run) -> None:
    rows: list[list[Any]] = [["1_100_1000_15_1", *BUTANE, "tonnes", "kg CO2e", "n/a"]]
    rows += [["1_100_1000_8_1", *BUTANE, "litres", "kg CO2e", 1.7]]
    rows += [[f"1_100_1000_8_{at}", *BUTANE, "litres", "kg CO2e of gas", "-"] for at in (2, 3, 4)]
    flat(tmp_path / "f.xlsx", rows)
    done = run("f.xlsx", "--publisher", "desnz", "--format", "json")
    assert done.code == 0, done.err
    assert list(records(tmp_path, "desnz-2026")) == ["1_100_1000_8-butane-l"]
    assert [row.rpartition(", ")[2] for row in done.data["data"]["not_taken"]] == ["no value"]


def hub(file: Path, moved: bool = False, head: str = "kg CO2 per mmBtu") -> None:
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Emission Factors Hub")
        sheet.write(2, 5, "Last Modified: January 15, 2026")
        top = 20 if moved else 12
        sheet.write_row(top, 1, ["Table 1", "Stationary Combustion"])
        sheet.write_row(
            top + 2, 2, ["Fuel Type", "Heat Content (HHV)", *["CO2 Factor", "CH4 Factor", "N2O Factor"] * 2]
        )
        units = ["mmBtu per short ton", head, "g CH4 per mmBtu", "g N2O per mmBtu"]
        units += ["kg CO2 per short ton", "g CH4 per short ton", "g N2O per short ton"]
        sheet.write_row(top + 3, 3, units)
        sheet.write_row(top + 5, 2, ["Bituminous", 25, 93, 10, 1.5, 2300, 270, 39])
        sheet.write_row(top + 6, 2, ["Anthracite", 25.5, 103, 12, 1.7, 2600, 277, 41])
        sheet.write_row(top + 7, 2, ["Unobtainium", 1, 1, 1, 1, 1, 1, 1])
        sheet.write(top + 8, 2, "Source: nobody")


@pytest.mark.parametrize("moved", [False, True])
def test_rows_of_the_hub_are_found_wherever_they_stand(tmp_path: Path, run: Run, moved: bool) -> None:
    hub(tmp_path / "h.xlsx", moved)
    done = run("h.xlsx", "--publisher", "epa-hub", "--format", "json")
    assert done.code == 0, done.err
    made = records(tmp_path, "epa-hub-2026")
    assert set(made) == {
        f"{coal}-{unit}" for coal in ("anthracite", "bituminous") for unit in ("mmbtu", "short-ton")
    }
    coal = made["anthracite-mmbtu"]
    assert (coal["co2_fossil"], coal["ch4_fossil"], coal["n2o"]) == ("103", "0.012", "0.0017")
    assert made["anthracite-short-ton"]["gcv"] == "25.5 mmBtu/short ton"
    row = 27 if moved else 19
    assert coal["source_row"] == f"Table 1, Anthracite, E{row} to G{row}" and coal["year"] == "2026"
    assert done.data["data"]["not_taken"] == [f"Table 1, row {row + 1}: Unobtainium"]


def test_a_heading_that_says_something_else_is_not_read(tmp_path: Path, run: Run) -> None:
    hub(tmp_path / "h.xlsx", head="kg CO2 per GJ")
    assert run("h.xlsx", "--publisher", "epa-hub").code == 0
    assert set(records(tmp_path, "epa-hub-2026")) == {"anthracite-short-ton", "bituminous-short-ton"}


def defaults(file: Path, header: str = "Product CN Code") -> None:
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet("Overview").write(0, 1, "Disclaimer")
        for country in ("Albania", "Algeria", "Atlantis", "Kazakhstan"):
            sheet = workbook.add_worksheet(country)
            sheet.write(0, 0, country)
            sheet.write_row(1, 0, [header, "Description", *"abcdef", "route"])
            sheet.write_row(2, 0, ["Iron and steel", "", "", "", "", "10% mark-up"])
            sheet.write_row(
                3, 0, ["7306 11 00", "Tubes", 4.8604, "N/A", 4.8604, 5.34644, 5.83248, 6.31852, "(C)/(F)"]
            )
            sheet.write_row(4, 0, ["7202 41", "Ferro-chromium", *["–"] * 6])
            sheet.write_row(5, 0, ["7318", "Screws", "", "", "see below"])
            sheet.write_row(6, 0, ["9999 00 00", "Moons", 1, 1, 2, 2.2, 2.4, 2.6])


def test_default_values_become_a_table_of_rules(tmp_path: Path, run: Run, command: Run) -> None:
    defaults(tmp_path / "d.xlsx")
    assert run("d.xlsx", "--publisher", "cbam").code == 2
    done = run(
        "d.xlsx", "--publisher", "cbam", "--edition", "2026/1740", "--year", "2027", "--format", "json"
    )
    assert done.code == 0, done.err
    assert done.data["data"]["rules"] == 6 and len(done.data["data"]["not_taken"]) == 6
    with (tmp_path / "packs/cbam-2027/cbam_defaults.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    tubes = rows["cbam-2027:default-kz-73061100"]
    wanted = {"direct": "4.860", "indirect": "", "total": "4.860", "workbook_total": "4.8604", "route": "C;F"}
    wanted |= {
        "published_text": "indirect: N/A",
        "verified": "workbook",
        "edition": "2026/1740",
        "sector": "iron-steel",
    }
    assert tubes.items() >= wanted.items() and tubes["source_row"] == "sheet Kazakhstan, row 4"
    assert rows["cbam-2027:default-al-720241"]["total"] == ""
    stats = command(tmp_path, ["factors", "stats", "--format", "json"])
    assert {"cbam-2027": 6}.items() <= {
        pack["id"]: pack["rules"] for pack in stats.data["data"]["packs"]
    }.items()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_file_of_somebody_else_is_refused(tmp_path: Path, run: Run, name: str) -> None:
    (tmp_path / "e.csv").write_text(EMBER, encoding="utf-8")
    (tmp_path / "s.csv").write_text(NAICS, encoding="utf-8")
    flat(tmp_path / "f.xlsx", [])
    hub(tmp_path / "h.xlsx")
    defaults(tmp_path / "d.xlsx")
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "y.csv").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    own = {
        "e.csv": "ember-owid",
        "s.csv": "epa-supply-chain",
        "f.xlsx": "desnz",
        "h.xlsx": "epa-hub",
        "d.xlsx": "cbam",
    }
    for file, owner in own.items():
        done = run(file, "--publisher", name, "--dry-run")
        if owner == name:
            assert "CF634" not in done.err or "no row" in done.err
        else:
            assert done.code == 3 and f"write --publisher {owner}" in " ".join(done.err.split()), done.err
    assert "CF634" in run("x.csv", "--publisher", name).err
    assert run("y.csv", "--publisher", name).code == 3
    assert run("none.csv", "--publisher", name).code == 3
    assert not (tmp_path / "packs").exists()


def test_usage(tmp_path: Path, run: Run) -> None:
    (tmp_path / "e.csv").write_text(EMBER, encoding="utf-8")
    assert "choose desnz" in run("e.csv", "--publisher", "nobody").err
    assert "a pack of the library" in run("e.csv", "--publisher", "ember-owid", "--pack", "desnz-2025").err
    assert "go with --publisher" in run("e.csv", "--suggest-map", "--edition", "2025").err
    assert run("e.csv", "--publisher", "ember-owid", "--dry-run").code == 0
    assert not (tmp_path / "packs").exists()
    flat(tmp_path / "f.xlsx", [["1_100_1000_15_1", *BUTANE, "tonnes", "kg CO2e", 3]])
    assert "--edition: the file holds 2026" in run("f.xlsx", "--publisher", "desnz", "--edition", "2027").err


# ---------------------------------------------------------------------------- the published files, where they are


def read(library: Library, name: str, file: str, asked: Asked) -> Reading:
    return read_publication(name, str(DATA / file), asked, library)


def differing(reading: Reading, pack: str, columns: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Cells of the new records that are not those of a shipped pack."""
    assert isinstance(reading.published, Published)
    old = {row["id"].partition(":")[2]: row for row in shipped(pack)}
    found = []
    for entry in reading.published.entries:
        cells = dict(zip(RECORD_COLUMNS, renewed(entry, "new", reading.last), strict=True))
        same = old[cells["id"].partition(":")[2]]
        found += [
            (cells["id"], column, cells[column], same[column])
            for column in columns
            if number(cells[column]) != number(same[column])
        ]
    return found


def number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


WORDS = ("item", "route", "name", "name_ko", "kind", "unit_num", "unit_den", "cv_basis", "boundary", "geo")
GASES = ("gas_basis", "co2_fossil", "co2_biogenic", "ch4_fossil", "ch4_biogenic", "ch4", "n2o", "gwp_set")
TOTALS = "uk_desnz/desnz_2024_2025_total_co2e.csv"
FULL = "uk_desnz/ghg-conversion-factors-2024-full_set__for_advanced_users__v1_1.xlsx"
SECTORS = "epa_supply_chain/SupplyChainGHGEmissionFactors_v1.3.0_NAICS_CO2e_USD2022.csv"


@published
@pytest.mark.parametrize(
    ("name", "file", "asked", "pack", "count", "columns"),
    [
        ("desnz", TOTALS, Asked("2025"), "desnz-2025", 1824, ()),
        ("desnz", TOTALS, Asked("2024"), "desnz-2024", 1824, ()),
        ("desnz", FULL, Asked(), "desnz-2024", 1824, (*GASES, "ncv", "gcv", "density", "year")),
        ("desnz", "uk_desnz/desnz_2025_scope3_by_gas.csv", Asked(), "desnz-2025", 1284, (*GASES, "year")),
        (
            "epa-hub",
            "epa_ghg_hub_2024/ghg-emission-factors-hub-2024.xlsx",
            Asked(),
            "epa-hub-2024",
            395,
            (*GASES, "gcv"),
        ),
        ("epa-supply-chain", SECTORS, Asked("1.3", "2022"), "epa-supply-chain-1.3", 3048, ("year", "codes")),
        (
            "ember-owid",
            "electricity_owid_ember/carbon-intensity-electricity.csv",
            Asked(),
            "electricity-ember",
            5274,
            ("year", "trust", "flags", "source_row"),
        ),
    ],
)
def test_the_published_file_gives_the_shipped_pack(
    library: Library, name: str, file: str, asked: Asked, pack: str, count: int, columns: tuple[str, ...]
) -> None:
    reading = read(library, name, file, asked)
    assert isinstance(reading.published, Published), reading.findings
    assert len(reading.published.entries) == count
    assert len(reading.gone) == len(shipped(pack)) - count
    assert differing(reading, pack, ("co2e", *WORDS, *columns)) == []


@published
def test_the_workbook_of_default_values_gives_the_shipped_rules(library: Library) -> None:
    reading = read(
        library, "cbam", "cbam_2025_2621/DVs_as_adopted_v20260204.xlsx", Asked("2025/2621", "2026")
    )
    assert isinstance(reading.published, cbam.Rules)
    assert len(reading.published.rows) == 11_658 and reading.published.not_taken == []
    old = {row["source_row"]: row for row in shipped("cbam-2026", "cbam_defaults.csv")}
    columns = [*cbam.COLUMNS[1:14], *cbam.VALUES, "workbook_direct", "workbook_indirect", "workbook_total"]
    close = Decimal("0.000001")  # the shipped rules are from a copy that keeps six digits
    for row in reading.published.rows:
        for column in {*columns} - {"route"}:
            one, other = number(row[column]), number(old[row["source_row"]][column])
            if isinstance(one, Decimal) and isinstance(other, Decimal):
                assert abs(one - other) < close, (row["source_row"], column)
            else:
                assert one == other, (row["source_row"], column)


@published
def test_the_tables_of_labels_are_those_of_the_published_files() -> None:
    command = [sys.executable, str(ROOT / "tools/publisher_labels.py"), "--data", str(DATA), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@published
def test_what_a_file_does_not_say_must_be_said(library: Library) -> None:
    for name, file, asked in (
        ("desnz", TOTALS, Asked()),
        ("desnz", TOTALS, Asked("2026")),
        ("desnz", FULL, Asked("2025")),
        ("epa-hub", "epa_ghg_hub_2024/ghg-emission-factors-hub-2024.xlsx", Asked("2025")),
        ("epa-supply-chain", SECTORS, Asked("1.3")),
    ):
        with pytest.raises(UnclearError, match="--"):
            read(library, name, file, asked)


def test_labels_are_of_the_newest_pack_that_is_shipped(library: Library) -> None:
    found = {
        family: newest(library, family)
        for family in ("desnz", "epa-hub", "epa-supply-chain", "electricity-ember")
    }
    assert {family: edition.pack for family, edition in found.items() if edition} == {
        "desnz": "desnz-2025",
        "epa-hub": "epa-hub-2024",
        "epa-supply-chain": "epa-supply-chain-1.3",
        "electricity-ember": "electricity-ember",
    }
    assert newest(library, "nobody") is None
