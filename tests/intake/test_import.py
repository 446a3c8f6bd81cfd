"""`factors import --map`: a table becomes a pack, whole or not at all, with every reason in one run."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from carbonfoot.factors.library import open_library

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "own-factors"

TABLE = """\
name,co2e,unit,place,year,note
coil,2.21,kg CO2e/kg,KR,2024,
wire,1.9,kg CO2e/kg,KR,2024,old
"""
PACK = """carbonfoot: import-map/1
pack: {id: mine, title: T, publisher: P, edition: '1', licence: ours, share_class: private, gwp_set: AR6,
  review_by: 2027-12-31, date_read: 2026-11-22}
"""
RECORDS = {
    "item": "{column: name}",
    "co2e": "{column: co2e}",
    "unit": "{column: unit}",
    "boundary": "cradle_to_gate",
    "geo": "{column: place}",
    "year": "{column: year}",
    "year_kind": "data",
    "trust": "C",
}
ITEMS = "items: {coil: steel/hot-rolled-coil, wire: steel/wire-rod}\n"


def map_text(more: str = ITEMS, **fields: str | None) -> str:
    """A map; a field that is None is left out."""
    lines = (RECORDS | fields).items()
    return f"{PACK}{more}records:\n" + "".join(
        f"  {key}: {text}\n" for key, text in lines if text is not None
    )


Import = Callable[..., Any]


@pytest.fixture
def take(tmp_path: Path, command: Callable[..., Any]) -> Import:
    """Import a table by a map; both are text."""

    def run(table: str | bytes = TABLE, text: str | None = None, *words: str, name: str = "t.csv") -> Any:
        (tmp_path / name).write_bytes(table.encode() if isinstance(table, str) else table)
        (tmp_path / "map.yaml").write_text(map_text() if text is None else text, encoding="utf-8")
        return command(tmp_path, ["factors", "import", name, "--map", "map.yaml", *words])

    return run


def records(folder: Path, pack: str = "mine") -> list[dict[str, str]]:
    with (folder / "packs" / pack / "records.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def found(done: Any) -> list[str]:
    return [f"{one['code']} {one['file']}:{one['line']}:{one['column']}" for one in done.data["findings"]]


def test_rows_become_records(tmp_path: Path, take: Import) -> None:
    done = take()
    assert done.code == 0, done.err
    first, second = records(tmp_path)
    wanted = {"id": "mine:hot-rolled-coil-kr-2024", "item": "steel/hot-rolled-coil", "kind": "material"}
    wanted |= {"co2e": "2.21", "unit_num": "kg", "unit_den": "kg", "gwp_set": "AR6", "source_row": "row 2"}
    assert first.items() >= wanted.items()
    assert second["source_row"] == "row 3"
    assert "mine: 2 records of 2 items, private" in done.out
    assert "comes before the library for 2 items: steel/hot-rolled-coil (KR)" in done.out
    assert (tmp_path / "carbonfoot.toml").is_file()


def test_the_pack_is_in_use_and_not_compiled_again(
    tmp_path: Path, take: Import, command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_library().close()  # compiled, where it was not
    cache = tmp_path / "cache"
    cache.mkdir()
    for file in Path(os.environ["CARBONFOOT_CACHE"]).glob("library-*.sqlite3"):
        shutil.copy(file, cache)
    monkeypatch.setenv("CARBONFOOT_CACHE", str(cache))
    take()
    monkeypatch.setattr("carbonfoot.factors.overlay._make", None)
    assert "mine:wire-rod-kr-2024" in command(tmp_path, ["factors", "show", "steel/wire-rod"]).out


def test_again_gives_the_same_bytes(tmp_path: Path, take: Import) -> None:
    text = map_text("new_items: own/\n", kind="material")
    take(TABLE, text)
    before = {file.name: file.read_bytes() for file in (tmp_path / "packs/mine").iterdir()}
    done = take(TABLE, text)
    assert "2 new items: own/coil, own/wire" in done.out
    assert {file.name: file.read_bytes() for file in (tmp_path / "packs/mine").iterdir()} == before


def test_the_day_of_reading_stays_while_the_file_does(
    tmp_path: Path, take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = map_text().replace(", date_read: 2026-11-22", "")
    for epoch, table, day in (
        ("0", TABLE, "1970-01-01"),
        ("86400", TABLE, "1970-01-01"),
        ("86400", TABLE + "\n", "1970-01-02"),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert take(table, text).code == 0
        assert f'date_read: "{day}"' in (tmp_path / "packs/mine/pack.yaml").read_text(encoding="utf-8")


def test_dry_run_writes_nothing(tmp_path: Path, take: Import) -> None:
    done = take(TABLE, None, "--dry-run")
    assert done.code == 0 and "nothing was written" in done.out
    assert {file.name for file in tmp_path.iterdir()} == {"t.csv", "map.yaml"}


def test_a_pack_of_another_file_is_kept(tmp_path: Path, take: Import) -> None:
    take()
    before = (tmp_path / "packs/mine/records.csv").read_bytes()
    done = take(TABLE.replace("2.21", "3"), None, name="u.csv")
    assert done.code == 2 and "made of t.csv" in done.err
    assert (tmp_path / "packs/mine/records.csv").read_bytes() == before
    assert take(TABLE.replace("2.21", "3"), None, "--replace", name="u.csv").code == 0
    assert records(tmp_path)[0]["co2e"] == "3"


def test_other_tables_of_the_pack_stay(tmp_path: Path, take: Import) -> None:
    take()
    alias = "id,alias,lang,scheme,item,route,relation,note,source\nmine:k,KM7,any,name,steel/wire-rod,,exact,,ERP\n"
    (tmp_path / "packs/mine/aliases.csv").write_text(alias, encoding="utf-8")
    assert take().code == 0
    assert (tmp_path / "packs/mine/aliases.csv").read_text(encoding="utf-8") == alias


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (map_text(unit=None), "CF102", "`unit` is missing"),
        (map_text(boundary=None), "CF102", "`boundary` is missing"),
        (map_text(year=None), "CF102", "`year` is missing"),
        (map_text(geo=None), "CF102", "`geo` is missing"),
        (map_text(trust=None), "CF102", "`trust` is missing"),
        (map_text(co2e=None), "CF102", "no gas is there"),
        (map_text(ch4="{column: co2e}"), "CF102", "`gas_basis` is missing"),
        (map_text(low="{column: co2e}"), "CF102", "`uncertainty_origin` is missing"),
        (map_text(unit="kg/kg"), "CF204", "not the unit of a factor"),
        (map_text(unit="kg CO2e/ton"), "CF203", "ton"),
        (map_text(unit_den="kg"), "CF106", "`unit` stands beside"),
        (map_text(boundary="cradle-to-gate"), "CF105", "did you mean `cradle_to_gate`"),
        (map_text(trust="{column: note, values: {a: best}}"), "CF105", "`best`"),
        (map_text(trust="{column: note, constant: A}"), "CF106", "for all rows and a column"),
        (map_text(trust="{values: {a: A}}"), "CF102", "neither a text nor a column"),
        (map_text(year="24"), "CF107", "`24`"),
        (map_text(co2e='"1,5"'), "CF201", "`1,5`"),
        (map_text(colour="red"), "CF101", "`colour`"),
        (map_text("items: {coil: steel/hot-rolled-koil}\n"), "CF301", "did you mean"),
        (map_text(item="steel/hot-rolled-coil"), "CF106", "`items` translates no column"),
        (map_text("new_items: nonsense/\n", kind="material"), "CF109", "`nonsense/`"),
        (map_text("new_items: own/\n"), "CF102", "`kind` is missing"),
        (map_text("skip: {column: note}\n" + ITEMS), "CF102", "rows to leave out"),
        (map_text("table: {header_row: four}\n" + ITEMS), "CF201", "`four`"),
        (map_text("table: {hidden: maybe}\n" + ITEMS), "CF105", "`maybe`"),
        (map_text().replace("id: mine", "id: Mine Ours"), "CF109", "`Mine Ours`"),
        (map_text().replace("2027-12-31", "soon"), "CF107", "`soon`"),
        ("carbonfoot: part/1\n", "CF010", "import-map/1"),
        ("- a\n", "CF010", "import-map/1"),
        ("a: [\n", "CF004", ""),
    ],
)
def test_maps_that_leave_a_guess_are_refused(
    tmp_path: Path, take: Import, text: str, code: str, said: str
) -> None:
    done = take(TABLE, text)
    assert done.code == 3 and f"error[{code}]" in done.err and said in done.err, done.err
    assert " --> map.yaml" in done.err
    assert not (tmp_path / "packs").exists()


def test_all_rows_are_judged_in_one_run(tmp_path: Path, take: Import) -> None:
    table = (
        "name,co2e,unit,place,year,note\n"
        "coil,-2,kg CO2e/kg,KR,2024,\n"
        'coil,"1,5",kg CO2e/kg,KR,2024,\n'
        "coil,2,kg CO2e/foo,KR,2024,\n"
        "coil,2,kg CO2e/kg,KOR,2024,\n"
        "rod,2,kg CO2e/kg,KR,2024,\n"
        "coil,,kg CO2e/kg,KR,2024,\n"
        "coil,2,,KR,2024,\n"
        "coil,2,kg CO2e/tkm,KR,24,\n"
        "wire,2000,kg CO2e/kg,KR,2024,\n"
    )
    done = take(table, None, "--format", "json")
    assert done.code == 3
    assert sorted(found(done)) == sorted(
        [
            "CF633 t.csv:2:6",
            "CF615 t.csv:3:6",
            "CF202 t.csv:4:8",
            "CF633 t.csv:5:19",
            "CF632 t.csv:6:1",
            "CF632 t.csv:7:6",
            "CF632 t.csv:8:8",
            "CF633 t.csv:9:8",
            "CF633 t.csv:9:23",
            "CF502 t.csv:10:6",
        ]
    )
    assert not (tmp_path / "packs").exists()


def test_many_findings_of_a_column_are_counted(take: Import) -> None:
    rows = "".join(f"coil,x{number},kg CO2e/kg,KR,2024,\n" for number in range(500))
    done = take("name,co2e,unit,place,year,note\n" + rows, None, "--format", "json")
    assert len(done.data["findings"]) == 11
    rows = "".join("coil,2,kg CO2e/kg,KOR,2024,\n" for _ in range(500))
    done = take("name,co2e,unit,place,year,note\n" + rows, None, "--format", "json")
    assert done.code == 3 and len(done.data["findings"]) <= 12


def test_values_translate_and_refuse_what_they_do_not_know(tmp_path: Path, take: Import) -> None:
    text = map_text(geo="{column: place, values: {Korea: KR}, empty: GLO}")
    table = TABLE.replace(",KR,2024,\n", ",Korea,2024,\n").replace(",KR,2024,old", ",,2024,old")
    assert take(table, text).code == 0
    assert [row["geo"] for row in records(tmp_path)] == ["KR", "GLO"]
    done = take(table.replace("Korea", "Corea"), text)
    assert done.code == 3 and "CF631" in done.err and "`Corea`" in done.err


def test_rows_that_are_no_factors_are_left_out_before_they_are_judged(tmp_path: Path, take: Import) -> None:
    table = TABLE + "sum,-,-,-,-,old\nFootnote\n"
    text = map_text("skip: [{column: note, equals: old}, {column: unit, empty: yes}]\n" + ITEMS)
    done = take(table, text)
    assert done.code == 0, done.err
    assert "3 rows left out" in done.out
    assert len(records(tmp_path)) == 1
    done = take(
        TABLE, map_text("skip: {column: note, equals: [old, '']}\nitems: {a: steel/wire-rod}\n"), "--dry-run"
    )
    assert done.code == 3
    done = take(TABLE, map_text("skip: [{column: note, equals: old}, {column: note, empty: yes}]\n" + ITEMS))
    assert done.code == 3 and "CF621" in done.err and "no row is left" in done.err


def test_new_items_take_names_of_any_script_that_can_be_spelt(tmp_path: Path, take: Import) -> None:
    text = map_text("new_items: own/\n", kind="material", name_ko="{column: name}")
    assert take(TABLE.replace("coil", "열연 코일").replace("wire", "own/wire-x"), text).code == 0
    assert [(row["item"], row["name"]) for row in records(tmp_path)] == [
        ("own/yeolyeon-koil", "열연 코일"),
        ("own/wire-x", "Wire x"),
    ]
    done = take(TABLE.replace("coil", "鋼").replace("wire", "steel/wire-x"), text)
    assert done.code == 3 and done.err.count("error[CF632]") == 2
    done = take(TABLE.replace("coil", "A b").replace("wire", "a-b"), text)
    assert done.code == 3 and "would be one item, `own/a-b`" in done.err


def test_ids_of_their_own_column(tmp_path: Path, take: Import) -> None:
    table = TABLE.replace(",old\n", ",B-2\n").replace("2024,\n", "2024,B 1\n")
    text = map_text(id="{column: note}")
    assert take(table, text).code == 0
    assert [row["id"] for row in records(tmp_path)] == ["mine:b-1", "mine:b-2"]
    done = take(table.replace("B 1", "B 2"), text)
    assert done.code == 3 and "CF633" in done.err and "also stands in row 2" in done.err
    done = take(table.replace("B 1", ""), text)
    assert done.code == 0 and records(tmp_path)[0]["id"] == "mine:hot-rolled-coil-kr-2024"


def test_ids_that_meet_get_numbers(tmp_path: Path, take: Import) -> None:
    text = map_text(route="{column: note}")
    table = (
        "name,co2e,unit,place,year,note\ncoil,2,kg CO2e/kg,KR,2024,eaf\ncoil,3,kg CO2e/kg,KR,2024,bf-bof\n"
    )
    assert take(table, text).code == 0
    assert [row["id"] for row in records(tmp_path)] == [
        "mine:hot-rolled-coil-kr-2024",
        "mine:hot-rolled-coil-kr-2024-2",
    ]


def test_gases_bounds_and_units_by_part(tmp_path: Path, take: Import) -> None:
    table = "name;CO2;CH4;low;den;basis\nheavy oil;77,4;0,003;;GJ;NCV\npellets;;;3;t;\n"
    fields: dict[str, str | None] = dict.fromkeys(RECORDS)
    fields |= {
        "item": "{column: name}",
        "kind": "fuel",
        "co2_fossil": "{column: CO2}",
        "ch4": "{column: CH4}",
        "co2e": "{column: low}",
        "gas_basis": "mass",
        "low": "{column: low}",
        "uncertainty_origin": "sourced",
        "unit_num": "kg",
        "unit_den": "{column: den}",
        "cv_basis": "{column: basis, values: {NCV: net}}",
        "boundary": "combustion",
        "geo": "GLO",
        "year": "2020",
        "year_kind": "publication",
        "trust": "B",
        "source_row": "table 1",
    }
    done = take(table, map_text('new_items: own/\ntable: {decimal: ","}\n', **fields))
    assert done.code == 0, done.err
    oil, pellets = records(tmp_path)
    wanted = {
        "co2_fossil": "77.4",
        "ch4": "0.003",
        "gas_basis": "mass",
        "gwp_set": "",
        "cv_basis": "net",
        "unit_den": "GJ",
    }
    assert oil.items() >= (wanted | {"uncertainty_origin": "", "source_row": "table 1, row 2"}).items()
    wanted = {"co2e": "3", "gas_basis": "", "gwp_set": "AR6", "low": "3", "uncertainty_origin": "sourced"}
    assert pellets.items() >= wanted.items()


def test_workbooks_tell_sheet_and_cell(tmp_path: Path, take: Import) -> None:
    def write(value: float | str) -> bytes:
        file = tmp_path / "made.xlsx"
        with xlsxwriter.Workbook(file) as workbook:
            workbook.add_worksheet("Notes").write(0, 0, "Read me")
            sheet = workbook.add_worksheet("Factors")
            sheet.write(0, 0, "Factors of 2024")
            sheet.write_row(2, 0, TABLE.splitlines()[0].split(","))
            sheet.write_row(3, 0, ["coil", value, "kg CO2e/kg", "KR", 2024, "line\nbreak"])
        return file.read_bytes()

    text = map_text("table: {sheet: Factors}\n" + ITEMS, technology="{column: note}")
    assert take(write(2.21), text, name="t.xlsx").code == 0
    (record,) = records(tmp_path)
    wanted = {
        "co2e": "2.21",
        "year": "2024",
        "source_row": "sheet Factors, row 4",
        "technology": "line break",
    }
    assert record.items() >= wanted.items()
    done = take(write(-2), text, name="t.xlsx")
    assert done.code == 3 and "t.xlsx:4:2" in done.err and "`Factors`!B4" in done.err
    done = take(write("2,21"), text, "--format", "json", name="t.xlsx")
    assert found(done) == ["CF615 t.xlsx:4:2"]
    assert take(write(2.21), map_text(), name="t.xlsx").code == 3


def test_refused_cells_are_not_taken_for_empty_ones(take: Import) -> None:
    done = take(
        TABLE.replace("2.21", "#N/A"), map_text(ch4="{column: co2e}", gas_basis="mass"), "--format", "json"
    )
    assert found(done) == ["CF610 t.csv:2:6"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "state one of --map"),
        (["--map", "map.yaml", "--suggest-map"], "state one of --map"),
        (["--map", "map.yaml", "--sheet", "x"], "go with --suggest-map"),
        (["--map", "map.yaml", "--pack", "desnz-2025"], "a pack of the library"),
    ],
)
def test_usage(
    tmp_path: Path, take: Import, command: Callable[..., Any], words: list[str], said: str
) -> None:
    take(TABLE, None, "--dry-run")
    done = command(tmp_path, ["factors", "import", "t.csv", *words])
    assert done.code == 2 and said in done.err


def test_a_map_without_a_name_takes_that_of_the_command(tmp_path: Path, take: Import) -> None:
    text = map_text().replace("id: mine, ", "")
    assert take(TABLE, text).code == 2
    assert take(TABLE, text, "--pack", "yours").code == 0
    assert records(tmp_path, "yours")[0]["id"].startswith("yours:")


def test_what_is_not_there(tmp_path: Path, command: Callable[..., Any], take: Import) -> None:
    take(TABLE, None, "--dry-run")
    assert "CF001" in command(tmp_path, ["factors", "import", "t.csv", "--map", "none.yaml"]).err
    assert "CF001" in command(tmp_path, ["factors", "import", "none.csv", "--map", "map.yaml"]).err
    assert "CF606" in take(TABLE, map_text(year="{column: yaer}")).err


def test_a_suggested_map_asks_for_all_that_is_needed(tmp_path: Path, command: Callable[..., Any]) -> None:
    shutil.copy(EXAMPLE / "factors.csv", tmp_path)
    done = command(tmp_path, ["factors", "import", "factors.csv", "--suggest-map"])
    assert done.code == 0 and "wrote map.yaml" in done.err
    text = (tmp_path / "map.yaml").read_text(encoding="utf-8")
    assert '#   "품명": "열연코일", "냉연코일", "소계"' in text
    assert '# unit: {column: "단위"}' in text
    done = command(tmp_path, ["factors", "import", "factors.csv", "--map", "map.yaml", "--format", "json"])
    assert done.code == 3 and {one["code"] for one in done.data["findings"]} == {"CF104"}
    paths = {one["path"] for one in done.data["findings"]}
    assert paths >= {"records/unit", "records/boundary", "records/geo", "records/year", "pack/licence"}
    again = command(tmp_path, ["factors", "import", "factors.csv", "--suggest-map"])
    assert again.code == 2 and "exists already" in again.err
    printed = command(tmp_path, ["factors", "import", "factors.csv", "--suggest-map", "-o", "-"])
    assert printed.out == text


def test_a_suggestion_needs_a_header(tmp_path: Path, command: Callable[..., Any]) -> None:
    (tmp_path / "t.csv").write_text("Title,\n\nname,co2e\ncoil,2\n", encoding="utf-8")
    done = command(tmp_path, ["factors", "import", "t.csv", "--suggest-map"])
    assert done.code == 3 and "CF605" in done.err
    done = command(tmp_path, ["factors", "import", "t.csv", "--suggest-map", "--header-row", "3", "-o", "-"])
    assert done.code == 0 and "header_row: 3" in done.out


def test_the_example_is_made_of_its_table(tmp_path: Path, command: Callable[..., Any]) -> None:
    copy = tmp_path / "own-factors"
    shutil.copytree(EXAMPLE, copy)
    shutil.rmtree(copy / "packs")
    done = command(copy, ["factors", "import", "factors.csv", "--map", "map.yaml"])
    assert done.code == 0, done.err
    for file in ("pack.yaml", "records.csv"):
        made, shipped = (where / "packs/hanil-lca" / file for where in (copy, EXAMPLE))
        assert made.read_bytes() == shipped.read_bytes()
    assert "2.256 kg CO2e per 1 piece" in command(copy, ["calc", "part.yaml"]).out
