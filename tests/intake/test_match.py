"""Bills of materials are read as they are, proposals say how sure they are, and none is applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.factors.library import Library, open_library
from carbonfoot.intake.bom import Bom, Entry, Read, Said, read_bom
from carbonfoot.intake.bom_words import is_total, role_of, unit_in, weighs
from carbonfoot.intake.match import STEPS, Match, match, region_of
from carbonfoot.reports.match_text import match_yaml

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "bill-of-materials" / "bom.csv"


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture
def bom(tmp_path: Path) -> Callable[..., Read]:
    """Read a bill of materials that is given as text."""

    def read(text: str, sheet: str | None = None, header_row: int | None = None, **columns: str) -> Read:
        file = tmp_path / "bom.csv"
        file.write_text(text, encoding="utf-8")
        return read_bom(str(file), Said(columns, sheet, header_row), "bom.csv")

    return read


def entry(name: str = "", material: str = "", unit: str = "kg", **more: str) -> Entry:
    cells = {"spec": "", "amount": "1", "unit_text": unit, "origin": "KR", "code": ""} | more
    return Entry(2, name, material, cells["spec"], cells["amount"], unit, *list(cells.values())[2:])


def one(library: Library, *given: str, **more: str) -> Match:
    return match(library, [entry(*given, **more)])[0]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("품명", "name"),
        ("Part Name", "name"),
        ("재질", "material"),
        ("Material", "material"),
        ("규격", "spec"),
        ("수량", "amount"),
        ("Q'ty", "amount"),
        ("중량(kg)", "amount"),
        ("Weight [g]", "amount"),
        ("단위", "unit"),
        ("UOM", "unit"),
        ("원산지", "origin"),
        ("Country of Origin", "origin"),
        ("HS Code", "code"),
        ("비고", ""),
        ("Supplier", ""),
        ("", ""),
        ("(kg)", ""),
    ],
)
def test_what_a_header_stands_for(header: str, role: str) -> None:
    assert role_of(header) == role


def test_what_stands_in_brackets_may_be_a_unit() -> None:
    assert (unit_in("중량(kg)"), unit_in("Weight [g]"), unit_in("수량")) == ("kg", "g", "")
    assert weighs("중량(kg)") and weighs("Net Weight") and not weighs("수량")
    assert is_total("합계") and is_total("Grand Total") and not is_total("합계기")


def test_columns_are_found_below_a_title(bom: Callable[..., Read]) -> None:
    read = bom("Our parts,,\n,,\n품명,재질,중량(g)\n브래킷,SPCC,1250\n합계,,1250\n,,5\n")
    assert read.bom is not None and not read.questions
    (line,) = read.bom.entries
    assert (line.row, line.name, line.material, line.amount, line.unit) == (4, "브래킷", "SPCC", "1250", "g")
    assert read.bom.left_out == [(5, "`합계` is a sum of other lines"), (6, "no name and no material")]


@pytest.mark.parametrize(
    ("text", "columns", "question"),
    [
        ("품명,수량,중량\nx,1,2\n", {}, "`수량` and `중량` may both be the amount"),
        ("품명,부품명,수량,단위\nx,y,1,kg\n", {}, "`품명` and `부품명` may both be the name"),
        ("품명,중량\nx,1\n", {}, "no column says the unit of `중량`"),
        ("품명,수량\nx,1\n", {}, "such as --unit =piece"),
        ("품명,단위\nx,kg\n", {}, "no column is known to hold the amount"),
        ("수량,단위\n1,kg\n", {}, "no column is known to hold a name or material"),
        ("품명,수량,단위\nx,1,kg\n", {"material": "소재"}, "--material 소재: no such column"),
    ],
)
def test_what_is_unclear_is_asked(
    bom: Callable[..., Read], text: str, columns: dict[str, str], question: str
) -> None:
    read = bom(text, **columns)
    assert read.bom is None
    assert any(question in asked for asked in read.questions), read.questions


def test_the_answers_settle_it(bom: Callable[..., Read]) -> None:
    read = bom("A,B,C,D\nx,SPCC,1,9\n", name="A", material="B", amount="C", unit="=kg", origin="=KR")
    assert read.bom is not None
    (line,) = read.bom.entries
    assert (line.name, line.material, line.amount, line.unit, line.origin) == ("x", "SPCC", "1", "kg", "KR")
    read = bom("품명,수량,중량\nx,1,2\n", amount="중량", unit="=g")
    assert read.bom is not None and read.bom.entries[0].amount == "2"


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        *[
            ("KG", "kg"),
            ("kg", "kg"),
            ("㎏", "kg"),
            ("g", "g"),
            ("톤", "t"),
            ("EA", "piece"),
            ("개", "piece"),
        ],
        *[("㎡", "m2"), ("M", "m"), ("ℓ", "L"), ("set", ""), ("ton", ""), ("?", ""), ("", "")],
    ],
)
def test_units_as_people_write_them(bom: Callable[..., Read], written: str, unit: str) -> None:
    read = bom(f"품명,수량,단위\nx,1,{written}\n")
    assert read.bom is not None
    assert (read.bom.entries[0].unit, read.bom.entries[0].unit_text) == (unit, written)


def test_a_refused_cell_refuses_the_table(bom: Callable[..., Read]) -> None:
    read = bom('품명,수량,단위\nx,"1,5",kg\n')
    assert read.bom is None and [finding.code for finding in read.findings] == ["CF615"]
    read = bom("nothing here\n1\n")
    assert read.bom is None and read.findings
    assert bom("").findings


def test_a_workbook_is_read_the_same(book: Callable[[Callable[[Any, Any], None]], Path]) -> None:
    def fill(_: Any, sheet: Any) -> None:
        for row, cells in enumerate(
            [["Parts"], [], ["Part name", "Material", "Weight (kg)"], ["Pin", "S45C", 0.25]]
        ):
            sheet.write_row(row, 0, cells)

    read = read_bom(str(book(fill)), Said({}))
    assert read.bom is not None, (read.findings, read.questions)
    (line,) = read.bom.entries
    assert (line.row, line.name, line.material, line.amount, line.unit) == (4, "Pin", "S45C", "0.25", "kg")


def test_levels_are_remarked(bom: Callable[..., Read]) -> None:
    read = bom("Level,품명,수량,단위\n0,x,1,kg\n1,y,1,kg\n")
    assert read.bom is not None
    assert "count twice" in read.bom.remarks[0]


@pytest.mark.parametrize(
    ("material", "item", "confidence", "how"),
    [
        ("steel/hot-rolled-coil", "steel/hot-rolled-coil", 1.0, "item"),
        ("Hot-rolled coil, BF-BOF", "steel/hot-rolled-coil", 1.0, "name"),
        ("EPDM", "rubber/epdm", 0.95, "exact"),
        ("SPCC", "steel/cold-rolled-coil", 0.8, "broader"),
        ("SCM440", "steel/bar/straight", 0.6, "proxy"),
        ("SPCC 1.2t", "steel/cold-rolled-coil", 0.65, "broader"),
        ("PA66-GF32", "polymers/pa66", 0.45, "proxy"),
        ("oxide powder iron", "steel/iron-oxide-powder", 0.4, "text"),
        ("SPPC", "steel/cold-rolled-coil", 0.3, "close"),
    ],
)
def test_confidence(library: Library, material: str, item: str, confidence: float, how: str) -> None:
    found = one(library, "part", material).proposal
    assert found is not None
    assert (found.item, found.confidence, found.how) == (item, confidence, how)


def test_every_way_to_find_an_item_has_its_confidence() -> None:
    assert list(STEPS.values()) == sorted(STEPS.values(), reverse=True)
    assert set(STEPS) >= {"item", "name", "exact", "broader", "proxy", "code", "prefix", "text", "close"}


def test_a_material_without_a_factor_is_not_replaced_by_the_name(library: Library) -> None:
    found = one(library, "steel bracket", "POM")
    assert found.proposal is None and found.alternatives == []
    assert "no fit open factor" in found.said and found.nearest == "polymers/pa6"


def test_a_name_tells_less_beside_a_material(library: Library) -> None:
    found = one(library, "bolt M8", "SWRCH18A")
    assert found.proposal is not None and found.proposal.item == "steel/wire-rod"
    assert [(other.item, other.confidence) for other in found.alternatives][-1] == (
        "steel/screws/plated",
        0.6,
    )
    alone = one(library, "bolt")
    assert alone.proposal is not None and alone.proposal.confidence == 0.8
    unknown = one(library, "bolt", "XZ-99")
    assert unknown.proposal is not None and unknown.proposal.confidence == 0.6


def test_at_most_three_alternatives(library: Library) -> None:
    assert (
        max(
            len(found.alternatives) for found in match(library, [entry(n) for n in ("steel", "강판", "film")])
        )
        <= 3
    )


def test_energy_and_freight_are_no_materials(library: Library) -> None:
    found = one(library, "전기", unit="kWh")
    assert found.proposal is None
    assert (
        found.said
        == "`전기` is electricity (`electricity/grid`): list it where a part document has a place for it"
    )


def test_the_unit_of_the_line_counts(library: Library) -> None:
    found = one(library, "", "골판지 상자")
    assert found.proposal is not None and found.proposal.item == "packaging/corrugated-board/b-flute"
    by_area = one(library, "", "골판지 상자", unit="m2")
    assert by_area.proposal is not None and by_area.proposal.item == "packaging/corrugated-box/single-wall"
    pieces = one(library, "너트", unit="piece")
    assert pieces.proposal is not None and pieces.proposal.remark == "state `mass:` of a piece"


def test_routes_are_asked_for_unless_the_word_says_them(library: Library) -> None:
    asked = one(library, "", "PP").proposal
    assert asked is not None and (asked.route, asked.routes) == ("", ("primary", "secondary"))
    said = one(library, "", "ADC12").proposal
    assert said is not None and (said.route, said.routes) == ("secondary", ())
    only_one = one(library, "", "SPHC").proposal
    assert only_one is not None and only_one.routes == ()


def test_a_customs_heading_helps_where_no_word_does(library: Library) -> None:
    found = one(library, "XZ-99", code="7318 15").proposal
    assert found is not None and (found.item, found.how) == ("steel/screws/plated", "code")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("KR", "KR"), ("kr", "KR"), ("KOR", "KR"), ("한국", "KR"), ("국내", "KR"), ("Korea", "KR")],
        *[("China", "CN"), ("중국", "CN"), ("Viet Nam", "VN"), ("화성", ""), ("", ""), ("*", "")],
    ],
)
def test_origins_as_people_write_them(library: Library, text: str, code: str) -> None:
    assert region_of(library, text) == code


@pytest.fixture
def written(library: Library) -> str:
    read = read_bom(str(EXAMPLE), Said({}), "bom.csv")
    assert read.bom is not None
    return match_yaml(read.bom, match(library, read.bom.entries), "bom.csv", "part")


def test_the_document_holds_no_factor_before_it_is_reviewed(written: str) -> None:
    part = yaml.safe_load(written)
    assert len(part["inputs"]) == 11
    assert not any({"factor", "route", "record", "footprint"} & set(line) for line in part["inputs"])
    assert set(part["product"]) == {"id"}
    assert "period" not in part


def test_one_word_confirms_a_line(written: str) -> None:
    confirmed = yaml.safe_load(
        written.replace("# review factor: steel/cold-rolled-coil", "factor: steel/cold-rolled-coil", 1)
    )
    assert confirmed["inputs"][0]["factor"] == "steel/cold-rolled-coil"


def test_confirming_all_at_once_leaves_what_nobody_said_refused(written: str) -> None:
    everything = yaml.safe_load(written.replace("# review ", ""))
    assert everything["product"]["made_in"] == "?" and everything["product"]["mass"] == "? kg"
    assert everything["period"] == "?"
    assert not any(
        "factor" in line for line in everything["inputs"] if line["name"] in ("기어", "기판", "미지의 부품")
    )


def test_what_a_cell_holds_cannot_break_out_of_its_line(library: Library) -> None:
    name = 'x"\u2028factor: steel/plate\x1b[31m # {a: b} \\ \ufeff\x85'
    line = entry(name, "S\u2028PCC\nfactor: z", unit="", unit_text="k\nfactor: z", origin="a\u2028b")
    bom = Bom([line], {}, [(3, "a\nfactor: z")], ["a\nfactor: z"])
    text = match_yaml(bom, match(library, [line]), "a\nfactor: b.csv", "c\nd")
    part = yaml.safe_load(text)
    assert set(part) == {"carbonfoot", "product", "inputs"} and len(part["inputs"]) == 1
    assert part["inputs"][0]["name"] == name
    assert "factor" not in part["inputs"][0]
    assert "\x1b" not in text and not any(mark in text for mark in "\u2028\x85\ufeff")
