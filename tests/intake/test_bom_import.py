"""Bills of materials as people have them become the same documents, however their levels are written; or a question."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonfoot.factors.library import Library, open_library
from carbonfoot.findings.finding import severity
from carbonfoot.intake import bom_import, bom_write
from carbonfoot.intake.bom_levels import LevelError, depths_of_indents, key_of, notation_of
from carbonfoot.intake.bom_numbers import mark_in, read_number
from carbonfoot.intake.bom_roles import roles_of, unit_of, unit_of_header, weighs
from carbonfoot.intake.imports import Asked, Imported, kinds_of
from carbonfoot.pipeline import Options, calculate

STATED = {"made-in": "KR", "period": "2025"}


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


Take = Callable[..., Imported]


@pytest.fixture
def take(tmp_path: Path, library: Library) -> Take:
    """Import a table that is given as text, bytes or a path."""

    def run(
        table: str | bytes | Path, *, map_file: str = "", decimal: str | None = None, **more: Any
    ) -> Imported:
        file = table if isinstance(table, Path) else tmp_path / "t.csv"
        if not isinstance(table, Path):
            file.write_bytes(table.encode("utf-8") if isinstance(table, str) else table)
        columns = more.pop("columns", {})
        options = STATED | {key.replace("_", "-"): text for key, text in more.items()}
        asked = Asked(library, "product", file.name, columns, options, decimal=decimal, map_file=map_file)
        return bom_import.read(str(file), asked)

    return run


def documents(imported: Imported) -> dict[str, Any]:
    """The documents as data; nothing else may stand in the way."""
    assert not imported.questions
    assert not [one for one in imported.findings if severity(one) == "error"]
    return {one.name: yaml.safe_load(one.yaml_text) for one in imported.documents}


def lines(imported: Imported, name: str = "product.yaml") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = documents(imported)[name]["inputs"]
    return found


def codes(imported: Imported) -> list[str]:
    return [one.code for one in imported.findings]


# --- what columns hold ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Stufe;Pos.;Komponente;Objektkurztext;Menge;ME", "level position number name quantity unit"),
        ("Level;Item;Component;Object description;Qty;Un", "level position number name quantity unit"),
        ("Material;Material description;Comp. Qty (BUn)", "number name quantity"),
        ("레벨;품번;품명;재질;규격;소요량;단위", "level number name material spec quantity unit"),
        ("DGLVL;IDNRK;OJTXP;MNGKO;MEINS;NTGEW;GEWEI", "level number name quantity unit mass mass-unit"),
        ("No;Part;Material;Weight [g]", "position name material mass"),
        ("Component;Qty", "name quantity"),
        ("품목;품명;수량;총수량", "number name quantity total"),
        ("단가;금액;비고", ""),
    ],
)
def test_roles(header: str, roles: str) -> None:
    assert " ".join(roles_of(tuple(header.split(";"))).values()) == roles


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Qty (EA)", "piece"),
        ("중량(kg)", "kg"),
        ("Weight [g]", "g"),
        ("Weight, g", "g"),
        ("Qty", ""),
        ("Weight/EA", ""),
    ],
)
def test_units_in_headers(header: str, unit: str) -> None:
    assert unit_of_header(header) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("개", "piece"),
        ("매", "piece"),
        ("본", "piece"),
        ("ST", "piece"),
        ("식", ""),
        ("SET", ""),
        ("㎏", "kg"),
        ("KG", "kg"),
    ],
)
def test_units_as_tables_write_them(text: str, unit: str) -> None:
    assert unit_of(text) == unit


def test_what_a_mass_is_of() -> None:
    assert [weighs(name) for name in ("단중(g)", "총중량", "중량(kg)")] == ["per-piece", "per-line", ""]


# --- numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *(
            ("1,234", "open"),
            ("1.234", "open"),
            ("0,125", ","),
            ("0.125", "."),
            ("1.234,5", ","),
            ("1,234.5", "."),
        ),
        *(("1,234,567", "."), ("12", ""), ("1'234", ""), ("12,5 kg", ","), ("abc", ""), ("1.2.3", "")),
    ],
)
def test_which_decimal_mark_a_number_tells(text: str, mark: str) -> None:
    assert mark_in(text) == mark


@given(
    st.integers(0, 10**9), st.integers(0, 6), st.sampled_from(".,"), st.sampled_from(["", "group", " ", "'"])
)
def test_a_number_written_with_any_marks_is_read_back(
    digits: int, places: int, mark: str, group: str
) -> None:
    whole, part = divmod(digits, 10**places)
    between = {"group": "," if mark == "." else "."}.get(group, group)
    text = f"{whole:,}".replace(",", between)
    text += f"{mark}{part:0{places}}" if places else ""
    number = read_number(text, mark)
    assert number is not None
    assert Fraction(number.digits) == Fraction(digits, 10**places)


# --- levels --------------------------------------------------------------------------------------------------


def test_notations() -> None:
    assert notation_of(["1", "1.1", "", "1.1.2"]) == "numbers"
    assert notation_of(["0", "1", "2"]) == "depths"
    assert notation_of([".1", "..2"]) == "dots"
    assert not notation_of(["A", "1"])
    assert depths_of_indents([0, 2, 4, 2, 0, 3, 3, 1]) == [0, 1, 2, 1, 0, 1, 1, None]
    assert key_of("..2", "dots") == (2,)
    with pytest.raises(LevelError, match="4 marks"):
        key_of("....2", "dots")
    assert key_of("..3", "dots") == (3,), "the first level may have no mark"
    with pytest.raises(LevelError, match="1 marks"):
        key_of(".3", "dots")


class Node(NamedTuple):
    """A line of a random tree."""

    amount: int
    parts: list[Node]


TREES = st.recursive(
    st.builds(Node, st.integers(1, 9), st.just([])),
    lambda inner: st.builds(Node, st.integers(1, 9), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=12,
)


def flattened(top: list[Node]) -> list[tuple[tuple[int, ...], Node]]:
    """Every line with its number, in order."""
    found: list[tuple[tuple[int, ...], Node]] = []

    def go(nodes: list[Node], above: tuple[int, ...]) -> None:
        for place, node in enumerate(nodes, start=1):
            found.append(((*above, place), node))
            go(node.parts, (*above, place))

    go(top, ())
    return found


def written(top: list[Node], notation: str) -> list[list[str]]:
    """The table of a tree in a notation; every line has a name and number of its own, leaves weigh 100 g."""
    rows = [["Level", "Part no", "Part name", "Material", "Qty (EA)", "Unit weight (g)"]]
    for count, (key, node) in enumerate(flattened(top), start=1):
        depth = len(key)
        level = {
            "numbers": ".".join(map(str, key)),
            "depths": str(depth),
            "dots": "." * depth + str(depth),
            "indent": "",
        }[notation]
        name = ("  " * (depth - 1) if notation == "indent" else "") + f"line {count}"
        leaf = not node.parts
        rows.append(
            [level, f"P-{count}", name, "EPDM" if leaf else "", str(node.amount), "100" if leaf else ""]
        )
    if notation == "indent":
        rows = [row[1:] for row in rows]
    return rows


def csv_text(rows: list[list[str]], sign: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows(rows)
    return out.getvalue()


def grams(made: dict[str, Any], name: str) -> Fraction:
    """The mass of a document by hand: pieces times their mass, links followed."""
    total = Fraction(0)
    for line in made[name]["inputs"] or []:
        amount = Fraction(line["amount"].removesuffix(" piece"))
        linked = line.get("product")
        total += amount * (grams(made, linked) if linked else Fraction(line["mass"].removesuffix(" g")))
    return total


def by_hand(nodes: list[Node]) -> Fraction:
    return sum(
        (node.amount * (by_hand(node.parts) if node.parts else Fraction(100)) for node in nodes), Fraction(0)
    )


TWO = [Node(2, [Node(3, []), Node(1, [Node(4, [])])]), Node(5, [])]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREES, min_size=2, max_size=4))
def test_all_notations_of_a_tree_give_the_same_documents(take: Take, top: list[Node]) -> None:
    made = {}
    for notation in ("numbers", "depths", "dots", "indent"):
        table = csv_text(written(top, notation))
        made[notation] = documents(take(table, quantities="per-parent", levels=notation))
    table = csv_text(written(top, "numbers"))
    flat = documents(take(table, quantities="per-parent", levels="numbers", flat="yes"))
    assert made["numbers"] == made["depths"] == made["dots"] == made["indent"]
    assert list(flat) == ["product.yaml"]
    assert grams(made["numbers"], "product.yaml") == grams(flat, "product.yaml") == by_hand(top)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREES, min_size=2, max_size=3))
def test_amounts_per_product_come_to_the_same(take: Take, top: list[Node]) -> None:
    rows = written(top, "numbers")
    needed: dict[str, int] = {}
    for row, (key, node) in zip(rows[1:], flattened(top), strict=True):
        number = ".".join(map(str, key))
        needed[number] = node.amount * needed.get(number.rpartition(".")[0], 1)
        row[4] = str(needed[number])
    total = documents(take(csv_text(rows), quantities="total", levels="numbers"))
    flat = documents(take(csv_text(rows), quantities="total", levels="numbers", flat="yes"))
    assert grams(total, "product.yaml") == grams(flat, "product.yaml") == by_hand(top)


def test_linked_and_flat_documents_have_the_same_footprint(take: Take, tmp_path: Path) -> None:
    text = csv_text(written(TWO, "numbers"))
    totals: list[float] = []
    for more in ({}, {"flat": "yes"}):
        imported = take(text, quantities="per-parent", **more)
        folder = tmp_path / str(len(totals))
        folder.mkdir()
        for one in imported.documents:
            (folder / one.name).write_text(one.yaml_text, encoding="utf-8")
        footprint = calculate(str(folder / "product.yaml"), Options()).footprint
        assert footprint is not None
        assert footprint.total is not None
        totals.append(footprint.total)
        assert imported.undecided == 0
    linked, flat = totals
    assert linked == pytest.approx(flat, rel=1e-12)


def test_numbers_need_no_order(take: Take) -> None:
    rows = written(TWO, "numbers")
    assert (
        documents(take(csv_text(rows[:1] + rows[1:][::-1]), quantities="per-parent")).keys()
        == documents(take(csv_text(rows), quantities="per-parent")).keys()
    )


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        *((["1", "1.1", "1.2.1"], "CF635"), (["1", "1.1", "1.1"], "CF635"), (["0", "1", "3"], "CF635")),
        *(
            (["1", "2", "x"], "CF635"),
            (["1", "0", "1"], "CF635"),
            ([".1", "...2", ".1"], "CF635"),
            (["1", "2", ""], "CF635"),
        ),
    ],
)
def test_levels_that_make_no_tree(take: Take, levels: list[str], code: str) -> None:
    rows = [
        ["Level", "Part name", "Material", "Qty (EA)"],
        *([level, f"n{level}", "EPDM", "1"] for level in levels),
    ]
    imported = take(csv_text(rows))
    assert codes(imported) == ([code] if code else [])
    assert bool(imported.documents) is not bool(code)


def test_a_product_of_level_0_stands_above_numbers(take: Take) -> None:
    head = "Level,Part no,Part name,Qty (EA)\n"
    (made,) = documents(take(f"{head}0,P,Seat,1\n1,A,Seal,2\n2,B,Ring,3\n2.1,C,Clip,4\n")).keys() & {"p.yaml"}
    inputs = lines(
        take(f"{head}0,P,Seat,1\n1,A,Seal,2\n2,B,Ring,3\n2.1,C,Clip,4\n", quantities="total"), made
    )
    assert [line["name"] for line in inputs] == ["Seal", "Ring"]


def test_levels_without_end_are_refused(take: Take) -> None:
    deep = [".".join(["1"] * depth) for depth in range(1, 203)]
    text = "Level,Part name,Qty (EA)\n" + "".join(f"{level},n{level},1\n" for level in deep)
    first, *_ = take(text, quantities="total").findings
    assert first.code == "CF635" and "deeper than 200 levels" in first.message
    text = "Level,Part name,Qty (EA)\n" + "".join(f"{depth},n{depth},1\n" for depth in range(1, 203))
    first, *_ = take(f"{text}2,last,1\n", quantities="total").findings
    assert first.code == "CF635" and first.message.endswith("level 201 is deeper than 200 levels")


# --- structures ----------------------------------------------------------------------------------------------

HEAD = "Level,Part no,Part name,Material,Qty (EA),Phantom\n"


def test_the_same_assembly_twice_is_one_document(take: Take) -> None:
    text = HEAD + "0,A,Top,,1,\n1,B,Sub,,1,\n2,C,Leaf,EPDM,2,\n1,D,Other,,1,\n2,B,Sub,,3,\n3,C,Leaf,EPDM,2,\n"
    made = documents(take(text))
    assert sorted(made) == ["a.yaml", "b.yaml", "d.yaml"]
    assert [line["product"] for line in made["d.yaml"]["inputs"]] == ["b.yaml"]


def test_an_assembly_that_is_written_out_once(take: Take) -> None:
    text = HEAD + "0,A,Top,,1,\n1,B,Sub,,1,\n2,C,Leaf,EPDM,2,\n1,B,Sub,,3,\n"
    first, second = lines(take(text), "a.yaml")
    assert first["product"] == second["product"] == "b.yaml"
    assert second["amount"] == "3 piece"


def test_one_number_with_other_parts_is_refused(take: Take) -> None:
    text = HEAD + "0,A,Top,,1,\n1,B,Sub,,1,\n2,C,Leaf,EPDM,2,\n1,B,Sub,,1,\n2,C,Leaf,EPDM,3,\n"
    imported = take(text)
    assert codes(imported) == ["CF637"]
    assert not imported.documents


@pytest.mark.parametrize(
    "rows",
    [
        "0,A,Top,,1,\n1,B,Sub,,1,\n2,A,Top,,1,\n",
        "0,X,Top,,1,\n1,A,One,,1,\n2,B,Two,,1,\n1,B,Two,,1,\n2,A,One,,1,\n",
    ],
)
def test_a_part_of_itself_is_refused(take: Take, rows: str) -> None:
    imported = take(HEAD + rows)
    assert codes(imported) == ["CF636"]
    assert not imported.documents


def test_phantoms_are_resolved_into_their_parts(take: Take) -> None:
    text = HEAD + "0,A,Top,,1,\n1,B,Ghost,,2,X\n2,C,Leaf,EPDM,3,\n1,D,Real,EPDM,1,\n"
    made = documents(take(text, quantities="per-parent"))
    assert list(made) == ["a.yaml"]
    assert [(line["name"], line["amount"]) for line in made["a.yaml"]["inputs"]] == [
        ("Leaf", "6 piece"),
        ("Real", "1 piece"),
    ]


def test_several_products_in_one_table(take: Take) -> None:
    text = HEAD + "0,A,One,,1,\n1,C,Leaf,EPDM,2,\n0,B,Two,,1,\n1,C,Leaf,EPDM,4,\n"
    assert sorted(documents(take(text))) == ["a.yaml", "b.yaml"]


# --- amounts -------------------------------------------------------------------------------------------------


def test_quantities_are_asked_for_where_both_are_possible(take: Take) -> None:
    rows = "0,A,Top,,1,\n1,B,Sub,,2,\n2,C,Leaf,EPDM,4,\n"
    (question,) = take(HEAD + rows).questions
    assert "--quantities per-parent" in question
    assert lines(take(HEAD + rows, quantities="total"), "b.yaml")[0]["amount"] == "2 piece"
    assert lines(take(HEAD + rows, quantities="per-parent"), "b.yaml")[0]["amount"] == "4 piece"
    odd = take(HEAD + rows.replace("EPDM,4", "EPDM,3"))
    assert lines(odd, "b.yaml")[0]["amount"] == "3 piece"


def test_amounts_per_parent_and_per_product_must_agree(take: Take) -> None:
    head = "Level,Part no,Part name,Qty,Total qty,Unit\n"
    rows = "0,A,Top,1,1,EA\n1,B,Sub,2,2,EA\n2,C,Leaf,3,{},EA\n"
    assert lines(take(head + rows.format(6)), "b.yaml")[0]["amount"] == "3 piece"
    assert codes(take(head + rows.format(7))) == ["CF404"]
    assert lines(take(head + rows.format("")), "b.yaml")[0]["amount"] == "3 piece", (
        "nothing is said against it"
    )


def test_a_unit_weight_is_the_mass_of_a_piece(take: Take) -> None:
    text = "Part name,Material,Qty (EA),Net weight per piece (g)\nSeal,EPDM,4,2.5\n"
    assert lines(take(text)) == [
        {"name": "Seal", "note": "EPDM", "amount": "4 piece", "mass": "2.5 g", "factor": "rubber/epdm"}
    ]


def test_a_weight_that_may_be_of_the_line_is_asked_for(take: Take) -> None:
    text = "Part name,Material,Qty (EA),Weight (g)\nSeal,EPDM,4,10\n"
    (question,) = take(text).questions
    assert "--weight per-piece" in question
    assert lines(take(text, weight="per-line"))[0]["mass"] == "2.5 g"
    assert lines(take(text, weight="per-piece"))[0]["mass"] == "10 g"
    assert lines(take(text.replace(",4,", ",1,")))[0]["mass"] == "10 g"


def test_a_mass_of_zero_is_missing(take: Take) -> None:
    imported = take("Part name,Material,Qty (EA),Unit weight (g)\nSeal,EPDM,4,0.00\nRing,EPDM,1,2\n")
    assert "mass" not in lines(imported)[0]
    assert imported.undecided == 1


def test_an_unclear_decimal_mark_is_a_question(take: Take) -> None:
    text = "Part name;Material;Weight (kg)\nSeal;EPDM;1,234\n"
    (question,) = take(text).questions
    assert "1234 or 1.234" in question
    assert lines(take(text, decimal=","))[0]["amount"] == "1.234 kg"
    assert lines(take(text, decimal="."))[0]["amount"] == "1234 kg"
    assert lines(take(text + "Ring;EPDM;0,5\n"))[0]["amount"] == "1.234 kg"
    (both,) = take(text + "Ring;EPDM;0,5\nBush;EPDM;0.5\n").questions
    assert "`0,5` a decimal comma" in both


def test_numbers_in_the_other_style_are_findings(take: Take) -> None:
    imported = take("Part name;Material;Weight (kg)\nSeal;EPDM;0,5\nRing;EPDM;many\nBush;EPDM;-2\n")
    assert codes(imported) == ["CF615", "CF615"]
    assert not imported.documents


def test_a_unit_that_says_too_little_waits_for_a_decision(take: Take) -> None:
    text = "품명,재질,수량,단위\n씰,EPDM,3,식\n링,EPDM,2,g\n"
    imported = take(text)
    assert "amount" not in lines(imported)[0]
    assert imported.undecided == 1
    assert lines(take(text, unit_is="식=kg"))[0]["amount"] == "3 kg"


def test_totals_are_no_lines(take: Take) -> None:
    imported = take("No,품명,재질,중량(g)\n1,씰,EPDM,3\n,합계,,3\n소계,,,3\n")
    assert [row for row, _ in imported.left_out] == [3, 4]
    assert len(lines(imported)) == 1
    imported = take("No,품명,재질,규격,중량(g)\n1,씰,EPDM,,3\n,,합계,,3\n,,,합계,3\n합계,,,,3\n")
    assert [row for row, _ in imported.left_out] == [3, 4, 5], "wherever the word stands"


def test_a_line_without_a_name_but_with_an_amount_is_kept(take: Take) -> None:
    imported = take("Part name,Material,Qty (EA)\nSeal,EPDM,1\n,,2\n")
    assert lines(imported)[1]["name"] == "row 3"
    assert imported.undecided == 2


def test_a_customs_code_of_eight_digits_goes_into_the_line(take: Take) -> None:
    head = "Part name,Material,Qty (EA),HS code\n"
    imported = take(head + "Seal,EPDM,1,4016.93.00\nRing,EPDM,1,4016 93\nBush,EPDM,1,HS4016930\n")
    assert [line.get("cn_code") for line in lines(imported)] == ["40169300", None, None]


def test_what_cannot_be_told_of_the_columns_is_asked(take: Take) -> None:
    (question,) = take("Size,Qty (EA)\nM8,4\n").questions
    assert "hold a name or material: name it with --column name=COLUMN" in question
    (question,) = take("Part name,Material,Size\nSeal,EPDM,M8\n").questions
    assert "hold the amount: name it with --column quantity=COLUMN" in question
    (question,) = take("Part name,Material,Qty\nSeal,EPDM,4\n").questions
    assert "the unit of `Qty`" in question


# --- files ---------------------------------------------------------------------------------------------------

KOREAN = "부품표;;;\n;;;\n품명;재질;중량(kg);원산지\n씰;EPDM;0,5;한국\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_encodings_and_signs_below_title_rows(take: Take, encoding: str, sign: str) -> None:
    (line,) = lines(take(KOREAN.replace(";", sign).encode(encoding)))
    assert (line["name"], line["amount"], line["origin"]) == ("씰", "0.5 kg", "KR")


def test_a_workbook_with_title_rows_and_merged_cells(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("BOM")
        sheet.merge_range("A1:E1", "부품표 88200")
        sheet.write_row("A3", ["레벨", "품명", "재질", "수량(EA)", "단중(g)"])
        sheet.write_row("A4", ["1", "조립체", "", 2])
        sheet.write_row("A5", ["1.1", "씰", "", 3, 2.5])
        sheet.write_row("A6", ["1.2", "링", "", 1, 1.234])
        sheet.merge_range("C5:C6", "EPDM")
        sheet.write_row("A7", ["2", "=1+1", "EPDM", 1, 4])
    made = documents(take(file))
    assert [line["note"] for line in made["joripche.yaml"]["inputs"]] == ["EPDM", "EPDM"]
    assert [line.get("mass") for line in made["joripche.yaml"]["inputs"]] == ["2.5 g", "1.234 g"]
    assert made["product.yaml"]["inputs"][1]["name"] == "=1+1"


def test_merged_amounts_are_refused(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("BOM")
        sheet.write_row("A1", ["품명", "재질", "수량(EA)"])
        sheet.write_row("A2", ["씰", "EPDM"])
        sheet.write_row("A3", ["링", "EPDM"])
        sheet.merge_range("C2:C3", 4)
        sheet.write_row("A4", ["부시", "EPDM", "1,234"])  # nothing is asked of a table that is refused
    imported = take(file)
    assert codes(imported) == ["CF609"]
    assert not imported.questions


@pytest.mark.parametrize(
    "text", ["=1+1", "+A", "@SUM(A1)", "a: b\n- c", "# x", "*x", "'\"\\", "{a: 1}", "~", "1e3"]
)
def test_a_cell_is_only_ever_text(take: Take, text: str) -> None:
    rows = [["Part name", "Material", "Qty (EA)", "Supplier", "Origin"], [text, "EPDM", "1", text, text]]
    (line,) = lines(take(csv_text(rows)))
    flat = " ".join(text.split())
    assert line["name"] == flat
    assert line["supplier"] == flat
    assert set(line) <= {"name", "note", "amount", "supplier", "factor"}


# --- mappings ------------------------------------------------------------------------------------------------


def test_a_saved_mapping_gives_the_same_documents(take: Take, tmp_path: Path) -> None:
    text = HEAD + "0,A,Top,,1,\n1,B,Sub,,2,\n2,C,Leaf,EPDM,4,\n"
    first = take(text, quantities="total")
    file = tmp_path / "map.yaml"
    file.write_text(first.map_text, encoding="utf-8")
    again = take(text, map_file=str(file))
    assert again.documents == first.documents
    assert again.map_text == first.map_text
    assert {one.why for one in again.shown_mapping} == {"map"}


def test_a_saved_mapping_keeps_what_a_mass_is_of(take: Take, tmp_path: Path) -> None:
    text = "Part name,Material,Qty (EA),Weight (g)\nSeal,EPDM,4,10\n"
    first = take(text, weight="per-line")
    file = tmp_path / "map.yaml"
    file.write_text(first.map_text, encoding="utf-8")
    assert lines(take(text, map_file=str(file)))[0]["mass"] == "2.5 g"
    assert lines(take(text, map_file=str(file), weight="per-piece"))[0]["mass"] == "10 g"


def test_a_mapping_that_does_not_fit_names_both_places(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(take(HEAD + "0,A,Top,EPDM,1,\n").map_text, encoding="utf-8")
    (finding,) = take("Part number,Part name,Level\nA,B,1\n", map_file=str(file)).findings[:1]
    assert finding.code == "CF638"
    assert finding.path[0] == "columns"
    assert finding.related[0].file == "t.csv"


def test_a_mapping_that_cannot_be_read_is_told_alone_and_guesses_nothing(take: Take, tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text("carbonfoot: bom-map/1\ncolumn: {name: A}\n", encoding="utf-8")
    imported = take("Part name,Material,Qty (EA)\nSeal,EPDM,1\n", map_file=str(file))
    assert {one.file for one in imported.findings} == {str(file)} or not imported.documents
    assert not imported.documents and not imported.shown_mapping


def test_kinds_are_told_by_the_columns(tmp_path: Path, library: Library) -> None:
    file = tmp_path / "t.csv"
    file.write_text("품명,재질,수량(EA)\n씰,EPDM,1\n", encoding="utf-8")
    assert "bom" in kinds_of(str(file), Asked(library, "t", "t.csv"))
    file.write_text("date,reading\n2025-01-01,1\n", encoding="utf-8")
    assert "bom" not in kinds_of(str(file), Asked(library, "t", "t.csv"))


def test_an_assembly_is_made_where_the_table_says(take: Take) -> None:
    head = "Level,Part no,Part name,Qty (EA),Origin\n"
    rows = "0,A,Top,1,\n1,B,Sub,1,{}\n2,C,Leaf,2,\n1,B,Sub,1,{}\n"
    made = documents(take(head + rows.format("", "중국")))
    assert [made[name]["product"]["made_in"] for name in ("a.yaml", "b.yaml")] == ["KR", "CN"]
    assert codes(take(head + rows.format("한국", "중국"))) == ["CF637"]


def test_what_nobody_says_of_a_product_waits_for_a_decision(take: Take) -> None:
    (made,) = take("Part name,Material,Qty (EA)\nSeal,EPDM,4\n", made_in="", period="").documents
    assert "# decide: made_in: where it is made, such as KR\n" in made.yaml_text
    (made,) = take("Part name,Material,Qty (EA)\nSeal,EPDM,4\n").documents
    assert "  made_in: KR\n" in made.yaml_text and "decide: made_in" not in made.yaml_text


def test_a_country_that_is_not_known_waits_for_a_decision(take: Take) -> None:
    imported = take("Level,Part no,Part name,Qty (EA),Origin\n0,A,Top,1,\n1,B,Sub,1,Atlantis\n2,C,Leaf,2,\n")
    assert "made_in" not in documents(imported)["b.yaml"]["product"]
    assert imported.undecided == 2


def test_a_long_list_becomes_pages(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bom_write, "MOST_LETTERS", 400)
    text = "Part name,Material,Qty (EA),Unit weight (g)\n" + "".join(
        f"Seal {n},EPDM,{n},100\n" for n in range(1, 12)
    )
    made = documents(take(text))
    assert len(made) > 3
    links = [line for line in made["product.yaml"]["inputs"] if "product" in line]
    assert {line["product"] for line in links} == set(made) - {"product.yaml"}
    assert grams(made, "product.yaml") == 100 * sum(range(1, 12))
