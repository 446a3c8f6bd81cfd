"""Every item that the act asks for, in its order, in both reports and both formats; what is missing is told by name."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.cbam.goods import categories
from carbonfoot.cbam.shapes.installation import installation_schema
from carbonfoot.declarations.cbam_operator_report.outline import _filling, items
from carbonfoot.declarations.cbam_operator_report.sector import parameters
from carbonfoot.declarations.options import Declared
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parents[2] / "examples" / "cbam").rglob("*installation.yaml"))
COUNT = {"full": 35, "summary": 16}
PARTS = {
    # Annex IV, point 1.1: the letters of its items
    "full": {"1": "ad", "2": "abcdefgh", "15": "abcdef", "16": "abcde", "34": "ab"},
    # point 1.2; items 1 and 2 ask for one block each
    "summary": {"4": "abcdef"},
}

Write = Callable[..., Declared]


def text(declared: Declared) -> str:
    assert isinstance(declared.content, str)
    return declared.content


@pytest.mark.parametrize("report", ["full", "summary"])
@pytest.mark.parametrize("name", ["works", "grid"])
def test_every_item_stands_in_its_order(write: Write, name: str, report: str) -> None:
    wanted = [str(number) for number in range(1, COUNT[report] + 1)]
    markdown = re.findall(r"^## (\d+)\. \S", text(write(name, report)), re.MULTILINE)
    html = re.findall(r'<h2 id="item-(\d+)">\1\. ', text(write(name, report, ".html")))
    assert markdown == html == wanted


@pytest.mark.parametrize("report", ["full", "summary"])
def test_every_lettered_part_stands_in_its_item(report: str) -> None:
    found: dict[str, str] = {}
    for item in items(report):
        found[item.number] = found.get(item.number, "") + item.part[1:2]
        assert not item.content or callable(_filling(item.content))
    assert {number: letters for number, letters in found.items() if letters} == PARTS[report]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
@pytest.mark.parametrize("report", ["full", "summary"])
def test_every_item_of_every_example_says_something(write: Write, file: Path, report: str) -> None:
    for section in re.split(r"^## (?=\d)", text(write(file, report)), flags=re.MULTILINE)[1:]:
        head, *body = [row for row in section.split("\n") if row]
        assert any(not row.startswith("#") for row in body), head
        for one, other in zip(body, [*body[1:], "#"], strict=True):
            assert not (one.startswith("### ") and other.startswith("#")), f"{head}: {one}"


@pytest.mark.parametrize("report", ["full", "summary"])
@pytest.mark.parametrize("name", ["works", "grid"])
def test_what_is_missing_is_told_at_the_top_and_in_its_place(write: Write, name: str, report: str) -> None:
    declared = write(name, report)
    top, _, rest = text(declared).partition("## The numbers in brief")
    told = re.findall(r"^- [\d(), a-z]+: .* \((`.*`)\)$", top, re.MULTILINE)
    marked = re.findall(r"\*\*not stated\*\* \((`[^)]*?`)\)", rest)
    assert told and len(told) == len(set(told))
    for key in told:  # beside a good its own key is enough
        assert any(key == mark or key.endswith(f"/{mark.strip('`')}`") for mark in marked), key
    for mark in marked:
        assert any(key == mark or key.endswith(f"/{mark.strip('`')}`") for key in told), mark
    assert rest.count("**not stated**") == len(marked), "a hole without a key"
    (finding,) = declared.findings
    assert finding.code == "CF858" and severity(finding) == "warning"
    assert f"lacks {len(told)} " in finding.message


def test_the_keys_that_are_named_can_be_written(write: Write) -> None:
    root = installation_schema()
    known = set(re.findall(r'"([a-z_]+)": \{', json.dumps(root)))
    top_keys = set(json.loads(json.dumps(root["properties"])))
    paths = set()
    for name in ("works", "grid", *EXAMPLES):
        for report in ("full", "summary"):
            top = text(write(name, report)).partition("## The numbers in brief")[0]
            paths |= set(re.findall(r"`([a-z_]+/[^`]*|[a-z_]+)`", top))
    assert len(paths) > 40
    for path in paths:
        last = path.split("/")[-1]
        assert last in known | {"ammonium", "nitrate", "urea", "other"}, path
        assert path.split("/")[0] in top_keys, path


def test_a_report_without_holes_says_so(write: Write, tmp_path: Path) -> None:
    document = (HERE / "works.yaml").read_text(encoding="utf-8")
    document = document.replace(
        "    partner: CarbFix\n", "    partner: CarbFix\n    partner_contact: Jon Jonsson\n"
    )
    document = document.replace(
        "reducing_agent: Coal or coke, manganese: 0.7 %, scrap: 0 t/t",
        "manganese: 0.7 %, scrap: 0 t/t, chromium: 0 %, nickel: 0 %, other_alloys: 0 %",
    )
    document = document.replace(
        "amount: 2500 t, route: C",
        "amount: 2500 t, route: C, manganese: 1 %, chromium: 0 %, nickel: 0 %, other_alloys: 0 %, scrap: 0 t/t",
    )
    (tmp_path / "installation.yaml").write_text(document, encoding="utf-8")
    declared = write(tmp_path / "installation.yaml")
    assert declared.findings == []
    assert "Nothing: every item is stated or does not apply" in text(declared)
    assert "not stated** (" not in text(declared)


def test_sector_parameters_are_those_of_known_categories_and_keys(library: Library) -> None:
    known = {name.lower() for name in categories(library)}
    keys = re.findall(r'"([a-z_]+)": \{', json.dumps(installation_schema()))
    for category, rows in parameters().items():
        assert category.lower() in known, category
        for row in rows:
            assert row.key.partition("/")[0] in keys, row
            assert row.needed in {"always", "if-known", "in-water", "with-scrap", "above-1-%"}
    # categories for which Annex IV, point 2, prints "N.a."; it does not name electricity
    without = {
        "calcinated clay",
        "cement clinker",
        "aluminous cement",
        "hydrogen",
        "sintered ore",
        "electricity",
    }
    assert known - {name.lower() for name in parameters()} == without


def test_korean_stands_beside_every_heading_and_nowhere_else(write: Write) -> None:
    korean, english = text(write("grid", lang="ko")), text(write("grid"))
    hangul = re.compile(r"[가-힣]")
    for row in korean.split("\n"):
        assert bool(hangul.search(row)) == (row.startswith("## ") or row == "운영자 배출량 보고서"), row
    assert not hangul.search(english)
    assert "The act asks for a report in English" in korean
    left = [re.sub(r" / [^|]*[가-힣].*$", "", row) for row in korean.split("\n")]
    assert [row for row in left if row in english.split("\n")].__len__() >= len(english.split("\n"))


def _plant(folder: Path, goods: str, process: str = "Heading") -> Path:
    file = folder / "installation.yaml"
    file.write_text(
        "carbonfoot: installation/1\n"
        "installation: {id: A, name: Works, country: KR}\n"
        "period: 2026\n"
        "source_streams: [{name: Gas, method: combustion, fuel: Natural gas, amount: 700 t}]\n"
        f"processes: [{{name: {process}, category: Iron or steel products, activity_level: 1000 t, {goods}}}]\n",
        encoding="utf-8",
    )
    return file


def test_many_goods_with_the_same_hole_stand_in_one_line(write: Write, tmp_path: Path) -> None:
    goods = ", ".join(f"{{cn: 7318 15 42, name: M{number}, amount: 20 t}}" for number in range(50))
    declared = write(_plant(tmp_path, f"goods: [{goods}]"))
    top, _, rest = text(declared).partition("## The numbers in brief")
    line = "- 35: mass share of Mn of 7318 15 42 M0 and 49 more goods (`processes/Heading/goods/*/manganese`)"
    assert line in top and top.count("mass share of Mn") == 1
    for number in range(50):
        assert f"| 7318 15 42 M{number} | not stated, if known | **not stated** (`manganese`) |" in rest


def test_a_hundred_goods_with_long_names_stay_a_small_page(write: Write, tmp_path: Path) -> None:
    words = "Hexagon socket head cap screw DIN 912 x 120 mm, strength class 12.9, zinc flake coated, with patch, lot"
    goods = ", ".join(f'{{cn: 7318 15 42, name: "{words} {number}", amount: 10 t}}' for number in range(100))
    file = _plant(tmp_path, f"goods: [{goods}]", "Heading of long screws and bolts")
    for report in ("full", "summary"):
        content = text(write(file, report, ".html"))
        assert len(content.encode()) < 400_000
        assert all(f"{words} {number}<" in content for number in range(100))


def test_who_made_a_precursor_comes_from_the_document_of_the_supplier(write: Write, tmp_path: Path) -> None:
    bolts = next(file for file in EXAMPLES if file.parent.name == "bolts")
    mill = (bolts.parent / "mill.yaml").read_text(encoding="utf-8")
    known = "  registry_id: KR-IN-000123\n"
    assert known in mill
    (tmp_path / "mill.yaml").write_text(mill.replace(known, ""), encoding="utf-8")
    shutil.copy(bolts, tmp_path)
    for report, item in (("full", 28), ("summary", 16)):
        for file, number in ((bolts, "KR-IN-000123 |"), (tmp_path / bolts.name, "**not stated** (`")):
            content = text(write(file, report))
            (row,) = re.findall(
                r"^\| Carbon steel wire rod \| Hwaseong Bar Co\. \| (.*) \|$", content, re.MULTILINE
            )
            assert row.startswith(f"Hwaseong wire rod mill | {number}")
            assert f"- {item}: installation that made" not in content
            asked = f"- {item}: registry id of the installation that made" in content
            assert asked == (file != bolts)
            assert (
                len(re.findall(r"(?:installation|mill)\.yaml: `[0-9a-f]{64}`$", content, re.MULTILINE)) == 2
            )


def test_the_example_lacks_nothing(write: Write) -> None:
    bolts = next(file for file in EXAMPLES if file.parent.name == "bolts")
    for report in ("full", "summary"):
        assert not [one for one in write(bolts, report).findings if one.code == "CF858"]


def test_values_that_nobody_verified_are_told(write: Write, tmp_path: Path) -> None:
    document = (HERE / "works.yaml").read_text(encoding="utf-8")
    old = "direct: 0.41 t CO2e/t, verified: yes"
    assert old in document
    (tmp_path / "installation.yaml").write_text(
        document.replace(old, "direct: 0.41 t CO2e/t"), encoding="utf-8"
    )
    content = text(write(tmp_path / "installation.yaml"))
    assert content.count("some of which are not verified (item 23)") in (1, 3)
    assert (
        "0.41000 | none in scope | not verified: counts as actual only with a verification report" in content
    )
    assert "not verified" not in text(write("works"))


def test_an_address_in_korean_is_no_english_address(write: Write, tmp_path: Path) -> None:
    document = (HERE / "works.yaml").read_text(encoding="utf-8")
    document = document.replace("street: 12 Haean-ro", "street: 해안로 12", 1)
    (tmp_path / "installation.yaml").write_text(document, encoding="utf-8")
    content = text(write(tmp_path / "installation.yaml"))
    assert "- 1(a): address of the operator in English (`installation/operator/address`)" in content
    assert "address of the installation in English" not in content


def test_direct_emissions_by_process_and_elsewhere_are_the_total(write: Write) -> None:
    """Boiler 6463 t and springs 1400 t stand in no process of the mechanism: their sum 19 997 but for rounding."""
    assert "| heat sources, power plants and other processes | 7863 | – |" in text(write("works"))


def test_an_installation_that_sells_nothing_says_so(write: Write, tmp_path: Path) -> None:
    for report in ("full", "summary"):
        content = text(write(_plant(tmp_path, "for_non_cbam: 1000 t"), report))
        assert "Does not apply: no process states a good that it makes for the market." in content
        assert not re.search(r"\| -+:? \|\n\n", content)


def test_a_supplier_whose_verification_is_denied_is_not_verified(write: Write, tmp_path: Path) -> None:
    """What the buyer says goes before the verifier that the supplier's own document names."""
    bolts = next(file for file in EXAMPLES if file.parent.name == "bolts")
    for said, verified in (("verified: no", False), ("verified: yes", True), ("note: none", True)):
        for file in bolts.parent.glob("*.yaml"):
            words = file.read_text(encoding="utf-8").replace("verified: yes}", f"{said}}}")
            (tmp_path / file.name).write_text(words, encoding="utf-8")
        content = text(write(tmp_path / "installation.yaml"))
        assert ("some of which are not verified" in content) == (not verified), said
