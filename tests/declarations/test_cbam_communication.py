"""The communication template of CBAM, filled in."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.parsers.expat import ParserCreate

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Result
from carbonfoot.cbam.template.read import read_template
from carbonfoot.cbam.template.write import to_yaml
from carbonfoot.declarations.cbam_communication import write
from carbonfoot.declarations.cbam_communication.book import open_book
from carbonfoot.declarations.cbam_communication.sheet import Sheet
from carbonfoot.declarations.cbam_communication.words import Categories
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.factors.library import Library, open_library

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "cbam"
OFFICIAL = (
    ROOT.parent / "shared/standards/cbam/communication-template/CBAM-communication-template_v2.1.1_blank.xlsx"
)
ISSUED = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def forms() -> ModuleType:
    """`small_form.py` as a module; it belongs to no package."""
    file = Path(__file__).with_name("small_form.py")
    spec = importlib.util.spec_from_file_location("small_form", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


def result_of(file: Path, library: Library) -> Result:
    outcome = calculate(str(file), library)
    assert outcome.result is not None, outcome.findings
    return outcome.result


def declared(result: Result, library: Library, template: Path | None) -> Declared:
    path = None if template is None else str(template)
    return write(result, DeclareOptions("installation.yaml", library, ISSUED, ".xlsx", "en", None, path))


def sheet(content: str | bytes, name: str, folder: Path) -> Sheet:
    assert isinstance(content, bytes)
    (folder / "filled.xlsx").write_bytes(content)
    book, findings = open_book(str(folder / "filled.xlsx"), "filled.xlsx")
    assert book is not None, findings
    try:
        return book.sheet(name)
    finally:
        book.package.close()


def said(where: Sheet, heading: str, column: str = "", below: int = 0) -> str:
    """The cell beside a heading, or in its row below the heading of a column."""
    at = where.find(heading, below=below)
    if not column:
        return where.text(where.beside(at))
    heads = [spot for spot in where.cells if where.text(spot) == column and spot[0] <= at[0]]
    return where.text((at[0], max(heads)[1]))


@pytest.fixture
def screws(library: Library) -> Result:
    return result_of(EXAMPLES / "screws" / "installation.yaml", library)


@pytest.fixture
def form(tmp_path: Path, forms: ModuleType) -> Path:
    file = tmp_path / "form.xlsx"
    forms.small_form(file)
    return file


def test_inputs_stand_beside_their_headings(
    screws: Result, library: Library, form: Path, tmp_path: Path
) -> None:
    made = declared(screws, library, form)
    assert made.suffix == ".xlsx"
    head = sheet(made.content, "A_InstData", tmp_path)
    assert said(head, "Name of the installation (English name):") == "Example Screw Production Plant"
    assert said(head, "Country:") == "United States"
    assert said(head, "Start:") == "44927"
    assert said(head, "End:") == "45291"
    streams = sheet(made.content, "B_EmInst", tmp_path)
    row = streams.find("Natural gas")[0]
    found = [streams.text((row, column)) for column in range(3, 13)]
    assert found[1:9] == ["Combustion", "Natural gas", "1837.5", "t", "48.0", "", "56.1", "tCO2/TJ"]
    processes = sheet(made.content, "D_Processes", tmp_path)
    assert said(processes, "Directly attributable emissions (DirEm*)", "Value") == "3337.95"
    assert said(processes, "Produced for the market", "Amounts") == "17000.0"
    assert said(processes, "Electricity consumption", "Value") == "3400.0"
    assert said(processes, "Source of the emission factor", "Value") == "D.4(b)"
    bought = sheet(made.content, "E_PurchPrec", tmp_path)
    assert said(bought, "Specific embedded direct emissions (SEE (direct))", "Value") == "1.539"
    assert said(bought, "Specific embedded direct emissions (SEE (direct))", "Source") == "Measured"
    power = float(said(bought, "Specific electricity consumption (for SEE (indirect))", "Value"))
    factor = float(said(bought, "Electricity emission factor (for SEE (indirect))", "Value"))
    assert power * factor == pytest.approx(0.204, rel=1e-12)
    goods = sheet(made.content, "Summary_Products", tmp_path)
    row = goods.find("73181542")[0]
    assert goods.text((row, goods.column(1, "Steel mill identification number"))) == "623108"


def test_formulas_stay_and_only_cells_change(screws: Result, library: Library, form: Path) -> None:
    content = declared(screws, library, form).content
    assert isinstance(content, bytes)
    with zipfile.ZipFile(form) as before, zipfile.ZipFile(io.BytesIO(content)) as after:
        assert after.namelist() == before.namelist()
        for name in after.namelist():
            ParserCreate().Parse(after.read(name), True)
            assert after.read(name).count(b"<f>") == before.read(name).count(b"<f>")
        for same in ("xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet8.xml"):
            assert after.read(same) == before.read(same)
        assert b'fullCalcOnLoad="1"' in after.read("xl/workbook.xml")
        goods = after.read("xl/worksheets/sheet7.xml")
    assert b"<f>D_Processes!E3*2</f></c>" in goods, (
        "a remembered value would be shown instead of being computed"
    )


def test_the_same_input_gives_the_same_bytes(screws: Result, library: Library, form: Path) -> None:
    first = declared(screws, library, form).content
    assert first == declared(screws, library, form).content
    assert isinstance(first, bytes)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(2027, 3, 1, 12, 0, 0)}


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "a\x07b", "<b>&amp;"])
def test_names_are_text(name: str, screws: Result, library: Library, form: Path, tmp_path: Path) -> None:
    process = screws.processes[0]._replace(name=name)
    made = declared(screws._replace(processes=(process, *screws.processes[1:])), library, form)
    head = sheet(made.content, "A_InstData", tmp_path)
    at = head.find(name.replace("\x07", ""))
    assert not head.cells[at].formula
    assert head.text(at) == name.replace("\x07", "")


def test_names_are_told_apart(screws: Result, library: Library, form: Path, tmp_path: Path) -> None:
    """The form looks processes up by name, and takes `*` as a wild card."""
    both = tuple(one._replace(name="M8 * M10") for one in screws.processes)
    made = declared(screws._replace(processes=both), library, form)
    head = sheet(made.content, "A_InstData", tmp_path)
    assert head.has("M8 x M10") and head.has("M8 x M10 (2)")
    (note,) = [one for one in made.findings if one.code == "CF837"]
    assert "name `M8 * M10`, written `M8 x M10`; name `M8 * M10`, written `M8 x M10 (2)`" in note.message


@pytest.mark.parametrize(
    ("rows", "what"),
    [({"processes": 1}, "production processes"), ({"precursors": 1}, "purchased precursors")],
)
def test_more_than_the_form_has_room_for(
    rows: dict[str, int], what: str, screws: Result, library: Library, forms: ModuleType, tmp_path: Path
) -> None:
    forms.small_form(tmp_path / "short.xlsx", **rows)
    made = declared(screws, library, tmp_path / "short.xlsx")
    assert made.content == b""
    assert [one.message for one in made.findings] == [f"the form has room for 1 of 2 {what}"]


def test_a_category_that_the_form_does_not_know(library: Library, form: Path) -> None:
    made = declared(result_of(EXAMPLES / "cement" / "installation.yaml", library), library, form)
    assert made.content == b""
    assert {one.code for one in made.findings} == {"CF836"}
    assert "no aggregated goods category `Cement`" in made.findings[0].message


def test_a_form_that_is_filled_in_already(
    screws: Result, library: Library, forms: ModuleType, tmp_path: Path
) -> None:
    forms.small_form(tmp_path / "old.xlsx", said="Drawing")
    made = declared(screws, library, tmp_path / "old.xlsx")
    assert made.content == b""
    assert [one.code for one in made.findings] == ["CF835"]
    assert "says `Drawing`" in made.findings[0].message


def test_no_template_and_no_form(screws: Result, library: Library, tmp_path: Path) -> None:
    assert [one.code for one in declared(screws, library, None).findings] == ["CF835"]
    assert [one.code for one in declared(screws, library, tmp_path / "missing.xlsx").findings] in (
        ["CF835"],
        ["CF601"],
    )
    (tmp_path / "text.xlsx").write_text("a,b\n")
    assert [one.code for one in declared(screws, library, tmp_path / "text.xlsx").findings] == ["CF601"]
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("notes.txt", "no workbook")
    assert [one.code for one in declared(screws, library, tmp_path / "other.xlsx").findings] == ["CF835"]


def test_a_heading_that_is_missing(screws: Result, library: Library, form: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(tmp_path / "cut.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"(DirEm*)", b"(direct)"))
    (one,) = declared(screws, library, tmp_path / "cut.xlsx").findings
    assert one.code == "CF835"
    assert "sheet `D_Processes` has no heading `Directly attributable emissions (DirEm*)`" in one.message


def test_what_the_form_would_show_otherwise_is_told(screws: Result, library: Library, form: Path) -> None:
    good = screws.goods[0]
    other = good._replace(see=good.see._replace(direct=1.5))
    made = declared(screws._replace(goods=(other, *screws.goods[1:])), library, form)
    (one,) = [one for one in made.findings if one.code == "CF837" and "shows" in one.message]
    assert "the form shows 2.00694 t CO2e/t as SEE (direct)" in one.message and "is 1.5" in one.message
    assert one.severity == "warning"
    assert not any("shows" in one.message for one in declared(screws, library, form).findings)


def test_what_is_not_known_stays_blank(screws: Result, library: Library, form: Path, tmp_path: Path) -> None:
    nan = float("nan")
    first = screws.precursors[0]
    supply = first.supplies[0]._replace(see=first.see._replace(indirect=nan, electricity=nan))
    goods = (screws.goods[0]._replace(see=screws.goods[0].see._replace(indirect=nan)), *screws.goods[1:])
    bought = (first._replace(supplies=(supply,)), *screws.precursors[1:])
    made = declared(screws._replace(precursors=bought, goods=goods), library, form)
    sheet_e = sheet(made.content, "E_PurchPrec", tmp_path)
    assert said(sheet_e, "Specific embedded direct emissions (SEE (direct))", "Value") == "1.539"
    assert said(sheet_e, "Specific electricity consumption (for SEE (indirect))", "Value") == ""
    (one,) = [one for one in made.findings if "as SEE" in one.message]
    assert "the form shows 0.1666 t CO2e/t as SEE (indirect)" in one.message
    assert one.message.endswith("the result is not known in all")


def test_indirect_emissions_without_electricity(
    screws: Result, library: Library, form: Path, tmp_path: Path
) -> None:
    first = screws.precursors[0]
    supply = first.supplies[0]._replace(see=first.see._replace(indirect=0.204, electricity=float("nan")))
    made = declared(
        screws._replace(precursors=(first._replace(supplies=(supply,)), *screws.precursors[1:])),
        library,
        form,
    )
    sheet_e = sheet(made.content, "E_PurchPrec", tmp_path)
    assert said(sheet_e, "Specific electricity consumption (for SEE (indirect))", "Value") == "0.204"
    assert said(sheet_e, "Electricity emission factor (for SEE (indirect))", "Value") == "1.0"
    assert any("MWh of 1 t CO2e" in one.message for one in made.findings)


def test_a_stream_by_energy_is_in_the_sums(library: Library, form: Path, tmp_path: Path) -> None:
    text = (EXAMPLES / "screws" / "installation.yaml").read_text(encoding="utf-8")
    document = tmp_path / "installation.yaml"
    document.write_text(text.replace("amount: 1837.5 t,", "amount: 88.2 TJ,"), encoding="utf-8")
    made = declared(result_of(document, library), library, form)
    balance = sheet(made.content, "C_Emissions&Energy", tmp_path)
    assert float(balance.text((4, balance.column(3, "Total CO2 emissions")))) == pytest.approx(
        4948.02, rel=1e-12
    )
    assert any("source stream `Natural gas`" in one.message for one in made.findings)


def test_routes_by_letter_and_by_word(form: Path) -> None:
    book, _ = open_book(str(form), "form.xlsx")
    assert book is not None
    known = Categories(book)
    assert known.name("CRUDE  steel") == "Crude steel"
    assert known.name("Pig Iron") is None
    assert [
        known.route("Crude steel", one) for one in ("electric arc furnace", "C", "J", None, "plasma")
    ] == [*((1, True), (0, True), (1, True), (2, True), (2, False))]
    book.package.close()


def recomputed(content: str | bytes, folder: Path) -> dict[str, dict[str, Any]]:
    """Rows of Summary_Communication by product name, after LibreOffice has computed the workbook."""
    assert isinstance(content, bytes)
    (folder / "filled.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "filled.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    book, findings = open_book(str(folder / "out" / "filled.xlsx"), "filled.xlsx")
    assert book is not None, findings
    summary = book.sheet("Summary_Communication")
    head, name = summary.find(
        "Product name (used for communication with reporting declarant, e.g. on invoices)"
    )
    rows = {}
    for row in range(head + 1, head + 101):
        if summary.text((row, name)):
            titles = [at for at in summary.cells if at[0] == head]
            rows[summary.text((row, name))] = {
                re.sub(r"\s+", " ", summary.text(at)): summary.text((row, at[1])) for at in titles
            }
    book.package.close()
    return rows


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the Commission's template is not there")
@pytest.mark.parametrize("name", ["bolts", "screws", "cement", "blast-furnace"])
def test_what_is_filled_in_is_read_again(name: str, library: Library, tmp_path: Path) -> None:
    result = result_of(EXAMPLES / name / "installation.yaml", library)
    file = tmp_path / "filled.xlsx"
    made = declared(result, library, OFFICIAL)
    assert isinstance(made.content, bytes)
    file.write_bytes(made.content)
    read = read_template(str(file), library)
    assert read.result is not None, read.findings
    for ours, again in zip(result.goods, read.result.goods, strict=True):
        assert again.see.direct == pytest.approx(ours.see.direct, rel=1e-9)
    assert read.precursors is not None
    assert "nan" not in to_yaml(read.precursors.data, {})


@pytest.mark.system
@pytest.mark.skipif(not OFFICIAL.exists(), reason="the Commission's template is not there")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
@pytest.mark.parametrize("name", ["screws", "cement", "blast-furnace"])
def test_the_official_form_computes_our_numbers(name: str, library: Library, tmp_path: Path) -> None:
    result = result_of(EXAMPLES / name / "installation.yaml", library)
    made = declared(result, library, OFFICIAL)
    assert not [one for one in made.findings if "shows" in one.message]
    rows = recomputed(made.content, tmp_path)
    assert len(rows) == len(result.goods)
    for good in result.goods:
        row = rows[good.name]
        assert row["CN Codes"] == good.cn[:8]
        for heading, value in (
            ("SEE (direct)", good.see.direct),
            ("SEE (indirect)", good.see.indirect),
            ("SEE (total)", good.see.total),
            ("Embedded electricity (MWh/t)", good.see.electricity),
            ("Share of emissions by default value", good.see.default_share_in_scope),
        ):
            assert float(row[heading]) == pytest.approx(value, rel=1e-9, abs=1e-9)


def checked(content: str | bytes) -> list[str]:
    """`package_check.py` of a workbook; it belongs to no package."""
    file = Path(__file__).with_name("package_check.py")
    spec = importlib.util.spec_from_file_location("package_check", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert isinstance(content, bytes)
    found: list[str] = module.problems(content)
    return found


def test_excel_has_nothing_to_repair(screws: Result, library: Library, form: Path, tmp_path: Path) -> None:
    content = declared(screws, library, form).content
    assert checked(content) == []
    assert isinstance(content, bytes)
    file = tmp_path / "twice.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(<c r=.A1.[^>]*?(?:/>|>.*?</c>))", rb"\1\1", old.read(name)))
    assert any(one.endswith("out of order or twice") for one in checked(file.read_bytes()))


def test_electricity_that_the_form_shows_otherwise_is_told(
    screws: Result, library: Library, form: Path
) -> None:
    good = screws.goods[0]
    other = screws._replace(goods=(good._replace(see=good.see._replace(electricity=0.5)), *screws.goods[1:]))
    (note,) = [one for one in declared(other, library, form).findings if one.code == "CF837"]
    shown = good.see.electricity
    assert f"electricity of `{good.name}`, 0.5 MWh/t: the form shows {shown:.6g}" in note.message


def test_emissions_without_streams_are_in_the_balance(
    screws: Result, library: Library, form: Path, tmp_path: Path
) -> None:
    bare = screws._replace(streams=(), installation=_without_streams(screws.installation), direct=4948.02)
    made = declared(bare, library, form)
    balance = sheet(made.content, "C_Emissions&Energy", tmp_path)
    assert balance.text((4, balance.column(3, "Total CO2 emissions"))) == "4948.02"
    assert any("without source streams" in one.message for one in made.findings)


def _without_streams(document: Any) -> Any:
    import copy

    found = copy.copy(document)
    found.source_streams = None
    return found


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the Commission's template is not there")
def test_ten_processes_fit_into_the_official_form(library: Library, tmp_path: Path) -> None:
    """Blocks 6 and 8 of its sheet D have a heading that belongs elsewhere."""
    codes = ["72011011", "72071210", "72139110", "72171010", "73181542", "73181692", "73269098", "73044100"]
    codes += ["73079100", "73110011"]
    document = tmp_path / "installation.yaml"
    lines = [
        f"  - {{name: P{number}, electricity: {{amount: 1 MWh, emission_factor: 0.4 t CO2/MWh, source: D.4(b)}}, "
        f"direct_emissions: {number} t CO2e, heat_in: [{{amount: {number} TJ, emission_factor: 60 t CO2/TJ}}], "
        f"goods: [{{cn: {code}, name: Good {number}, amount: 100 t}}]}}"
        for number, code in enumerate(codes, 1)
    ]
    head = "carbonfoot: installation/1\ninstallation: {id: T, name: Ten, country: KR}\nperiod: 2026\nprocesses:\n"
    document.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    made = declared(result_of(document, library), library, OFFICIAL)
    processes = sheet(made.content, "D_Processes", tmp_path)
    tops = [at[0] for at in processes.starts(r"Production process \d+:")]
    heat = processes.find("Amount of net measurable heat")[0] - tops[0]
    applied = processes.find("Please select which elements are applicable")[0] - tops[0]
    column = processes.column(tops[0] + heat - 1, "Imported")
    for number, top in enumerate(tops, 1):
        assert float(processes.text((top + heat, column))) == number
        assert [processes.text((top + applied, at)) for at in (11, 12)] == ["1", "0"]
    assert checked(made.content) == []
