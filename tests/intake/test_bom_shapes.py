"""Bills of materials in other shapes: parents and components, indented cells, two rows of names, recipes, lossy columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from carbonfoot.factors.library import Library, open_library
from carbonfoot.findings.finding import severity
from carbonfoot.intake import bom_import
from carbonfoot.intake.bom_levels import bare_level
from carbonfoot.intake.bom_roles import roles_of, unit_of, unit_of_header, watched, weighs
from carbonfoot.intake.imports import Asked, Imported

Take = Callable[..., Imported]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture
def take(tmp_path: Path, library: Library) -> Take:
    """Import a table that is given as text, or as rows of a workbook with what makes its cells."""

    def run(table: str | Path, *, map_file: str = "", **more: Any) -> Imported:
        file = table if isinstance(table, Path) else tmp_path / "t.csv"
        if not isinstance(table, Path):
            file.write_text(table, encoding="utf-8")
        columns = more.pop("columns", {})
        options = {"made-in": "KR", "period": "2025"}
        options |= {key.replace("_", "-"): text for key, text in more.items()}
        asked = Asked(library, "mixture", file.name, columns, options, map_file=map_file)
        return bom_import.read(str(file), asked)

    return run


def documents(imported: Imported) -> dict[str, Any]:
    assert not imported.questions
    assert not [one for one in imported.findings if severity(one) == "error"]
    return {one.name: yaml.safe_load(one.yaml_text) for one in imported.documents}


def kilograms(made: dict[str, Any], name: str) -> Fraction:
    """The mass of all that is bought for one of a product, through its assemblies."""
    per = {"kg": Fraction(1), "g": Fraction(1, 1000)}
    found = Fraction(0)
    for line in made[name]["inputs"]:
        number, unit = line["amount"].split()
        each = per.get(unit)
        if "product" in line:
            each = kilograms(made, line["product"])
        elif "mass" in line:
            mass, its = line["mass"].split()
            each = Fraction(mass) * per[its]
        assert each is not None
        found += Fraction(number) * each
    return found


# --- parent and component ------------------------------------------------------------------------------------

EDGES = (
    "모품번,자품번,자품명,재질,소요량,단위,단중(kg)\n"
    "A,B,서브,,2,EA,\nA,C,커버,SPCC,1,EA,0.5\nB,D,판,SPCC,3,EA,0.1\nB,E,핀,SCM435,4,EA,0.02\n"
)


def test_parent_and_component_make_the_tree(take: Take) -> None:
    made = documents(take(EDGES))
    assert sorted(made) == ["a.yaml", "b.yaml"]
    assert kilograms(made, "a.yaml") == Fraction("0.5") + 2 * (3 * Fraction("0.1") + 4 * Fraction("0.02"))
    flat = documents(take(EDGES, flat="yes"))
    assert kilograms(flat, "a.yaml") == kilograms(made, "a.yaml")


def test_an_assembly_of_two_parents_is_one_document(take: Take) -> None:
    made = documents(take(EDGES + "X,B,서브,,5,EA,\n"))
    assert sorted(made) == ["a.yaml", "b.yaml", "x.yaml"]
    assert kilograms(made, "x.yaml") == 5 * (3 * Fraction("0.1") + 4 * Fraction("0.02"))


def test_rows_of_parents_need_no_order(take: Take) -> None:
    head, *rows = EDGES.splitlines()
    made = documents(take("\n".join([head, *rows[::-1]]) + "\n"))
    assert kilograms(made, "a.yaml") == kilograms(documents(take(EDGES)), "a.yaml")


@pytest.mark.parametrize(
    ("row", "code"),
    [("D,A,다시,,1,EA,\n", "CF636"), (",F,판,SPCC,1,EA,1\n", "CF635"), ("B,B,판,,1,EA,\n", "CF636")],
)
def test_parents_that_make_no_tree(take: Take, row: str, code: str) -> None:
    imported = take(EDGES + row)
    assert code in {one.code for one in imported.findings}
    assert not imported.documents


def test_the_same_row_twice_is_asked_about(take: Take) -> None:
    again = EDGES + "B,D,판,SPCC,3,EA,0.1\n"
    (question,) = take(again).questions
    assert "--repeated add" in question
    once, added = (documents(take(again, repeated=said)) for said in ("once", "add"))
    assert kilograms(once, "a.yaml") == kilograms(documents(take(EDGES)), "a.yaml")
    assert kilograms(added, "a.yaml") - kilograms(once, "a.yaml") == 2 * 3 * Fraction("0.1")


def test_amounts_of_components_that_may_be_totals_are_asked_about(take: Take) -> None:
    (question,) = take(EDGES.replace("소요량", "총소요량")).questions
    assert "--column quantity=COLUMN" in question


def test_a_parent_that_contradicts_the_level_is_refused(take: Take) -> None:
    text = "Level,Parent,Part No,Part Name,Qty,UOM\n0,,A,Top,1,EA\n1,A,B,Sub,1,EA\n2,X,C,Leaf,1,EA\n"
    assert "CF635" in {one.code for one in take(text).findings}


# --- workbooks -----------------------------------------------------------------------------------------------


def test_cells_that_are_indented_make_levels(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("BOM")
        sheet.write_row(0, 0, ["Part name", "Material", "Qty", "Unit", "Unit weight (kg)"])
        steps = [book.add_format({"indent": step}) if step else None for step in range(3)]
        parts = [
            (0, "Pump", 1, None),
            (1, "Housing", 2, None),
            (2, "Shell", 2, 1.5),
            (2, "Seal", 4, 0.01),
            (1, "Shaft", 3, 2),
        ]
        for row, (step, name, count, mass) in enumerate(parts, start=1):
            sheet.write(row, 0, name, steps[step])
            sheet.write_row(row, 1, ["EPDM" if mass else None, count, "EA", mass])
    made = documents(take(file, quantities="per-parent"))
    assert kilograms(made, "pump.yaml") == 2 * (3 + Fraction("0.04")) + 6


def test_a_header_in_two_rows(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("BOM")
        for column, name in enumerate(("품번", "품명", "재질")):
            sheet.merge_range(0, column, 1, column, name)
        sheet.merge_range(0, 3, 0, 4, "중량")
        sheet.merge_range(0, 5, 0, 6, "수량")
        sheet.write_row(1, 3, ["단중(g)", "총중량(g)", "소요량", "단위"])
        sheet.write_row(2, 0, ["P1", "판", "SPCC", 100, 300, 3, "EA"])
    (question,) = take(file).questions
    assert "`단중(g)` and `총중량(g)`" in question
    made = documents(take(file, leave="총중량(g)"))
    assert kilograms(made, "mixture.yaml") == Fraction("0.3")
    assert kilograms(documents(take(file, leave="단중(g)")), "mixture.yaml") == Fraction("0.3")


# --- columns that change amounts -----------------------------------------------------------------------------

HEAD = "Part No,Part Name,Material,Qty,UOM,Weight per piece (kg)"


@pytest.mark.parametrize(
    ("column", "value", "nothing"),
    [
        ("Scrap %", "3", "0"),
        ("수율(%)", "90", "100"),
        ("투입중량(kg)", "1.5", "1"),
        ("Alt group", "01", ""),
        ("Base quantity", "1000", "1.000"),
        ("Valid to", "2024-12-31", "9999-12-31"),
        ("Usage prob", "0", "100"),
    ],
)
def test_a_column_that_changes_amounts_is_asked_about(
    take: Take, column: str, value: str, nothing: str
) -> None:
    text = f"{HEAD},{column}\nP,Seal,EPDM,2,EA,1,"
    (question,) = take(text + value + "\n").questions
    assert f"--leave '{column}'" in question
    assert documents(take(text + nothing + "\n")) == documents(take(text + value + "\n", leave=column))


def test_the_mass_with_what_is_cut_off(take: Take) -> None:
    text = "품번,품명,재질,소요량,단위,투입중량(g),정미중량(g)\nP,씰,EPDM,2,EA,150,100\n"
    made = documents(take(text, columns={"mass": "투입중량(g)"}, weight="per-piece"))
    assert kilograms(made, "mixture.yaml") == Fraction("0.3")


def test_rows_to_leave_out_stay_out_with_the_map(take: Take, tmp_path: Path) -> None:
    text = f"{HEAD},Usage prob\nP,Seal,EPDM,2,EA,1,100\nQ,Seal 2,EPDM,2,EA,1,0\n"
    first = take(text, skip="Usage prob=0")
    assert kilograms(documents(first), "mixture.yaml") == Fraction(2)
    file = tmp_path / "map.yaml"
    file.write_text(first.map_text, encoding="utf-8")
    again = take(text, map_file=str(file))
    assert again.documents == first.documents
    assert again.map_text == first.map_text


def test_a_map_does_not_hide_a_column_that_changes_amounts(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(take(f"{HEAD}\nP,Seal,EPDM,2,EA,1\n").map_text, encoding="utf-8")
    assert take(f"{HEAD},Scrap %\nP,Seal,EPDM,2,EA,1,3\n", map_file=str(file)).questions


@pytest.mark.parametrize("name", ["Qty (1000EA)", "소요량(100대당)"])
def test_amounts_for_more_than_one_are_asked_about(take: Take, name: str) -> None:
    text = f"Part Name,{name},UOM\nSeal,2,kg\n"
    assert take(text).questions
    assert not take(text, columns={"quantity": name}).questions


@pytest.mark.parametrize(
    ("head", "row"),
    [("Qty,UOM,Unit weight (g),Weight unit", "2,EA,5,KG"), ("Qty (kg),UOM", "2,g"), ("Qty,UOM", "2 g,kg")],
)
def test_units_that_disagree_are_refused(take: Take, head: str, row: str) -> None:
    imported = take(f"Part Name,{head}\nSeal,{row}\n")
    assert [one.code for one in imported.findings] == ["CF615"]
    assert not imported.documents


def test_units_in_the_cells_need_no_column(take: Take) -> None:
    made = documents(take("Part,Material,Amount\nSeal,EPDM,2.5 kg\nGasket,EPDM,30 g\n"))
    assert kilograms(made, "mixture.yaml") == Fraction("2.53")
    assert (
        "--column unit=COLUMN"
        in take("Part,Material,Amount\nSeal,EPDM,2.5 kg\nGasket,EPDM,30\n").questions[0]
    )


def test_shares_make_one_kilogram(take: Take) -> None:
    made = documents(take("원료명,배합비(%)\nPP,70\nEPDM,30\n합계,100\n"))
    assert made["mixture.yaml"]["product"]["declared_unit"] == "1 kg"
    assert [line["amount"] for line in made["mixture.yaml"]["inputs"]] == ["0.7 kg", "0.3 kg"]
    refused = take("원료명,배합비(%)\nPP,70\nEPDM,20\n")
    assert [(one.code, severity(one)) for one in refused.findings] == [("CF404", "error")]
    assert not refused.documents


# --- words ---------------------------------------------------------------------------------------------------


def test_a_word_for_a_material_is_no_bottle_of_it(take: Take) -> None:
    made = documents(take("Part,Material,Qty (kg)\nCap,PET,1\nFilm,PP,1\nPET,,1\nJar,glass,1\n"))
    factors = [line.get("factor") for line in made["mixture.yaml"]["inputs"]]
    assert factors == ["polymers/pet", "polymers/pp", "polymers/pet", None]


def test_words_of_columns() -> None:
    sap = roles_of(("MATNR", "IDNRK", "Menge", "ME"))
    assert sap == {"MATNR": "parent", "IDNRK": "number", "Menge": "quantity", "ME": "unit"}
    assert roles_of(("MPN", "Part Number"))["Part Number"] == "number"
    assert "MPN" not in roles_of(("MPN", "Part Number"))
    assert roles_of(("RefDes", "MPN", "Qty")) == {"MPN": "number", "Qty": "quantity"}
    assert watched("Net weight") == watched("Qty") == ""
    assert unit_of_header("소요량/대") == ""
    assert unit_of_header("Gewicht in kg") == "kg"
    assert weighs("중량(g/EA)") == "per-piece"
    assert [unit_of(text) for text in ("TO", "KGM", "C62", "GRM")] == ["t", "kg", "piece", "g"]


def test_levels_with_a_word() -> None:
    assert [bare_level(text) for text in ("L2", "Lv. 3", "2단계", "레벨 1", "1.1", "..2", "LX")] == [
        *("2", "3", "2", "1", "1.1", "..2", "LX")
    ]
