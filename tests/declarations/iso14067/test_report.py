"""What the report says of itself: what is missing, what is incomplete, what is left out, how it was made."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.declarations.iso14067.cut_offs import cut_offs, total_of
from carbonfoot.declarations.iso14067.making import lines
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.options import Declared
from carbonfoot.findings.finding import severity

HERE = Path(__file__).parent
ROOT = HERE.parents[2]

Write = Callable[..., Declared]
StudyOf = Callable[..., Study]


def text_of(declared: Declared) -> str:
    assert isinstance(declared.content, str)
    return declared.content


def section(report: str, title: str) -> str:
    """The text below a heading, up to the next of its level."""
    level = "###" if f"\n### {title}\n" in report else "##"
    start = re.search(rf"^{level} (\d+\. )?{re.escape(title)}$", report, re.MULTILINE)
    assert start, title
    return re.split(rf"^#{{2,{len(level)}}} ", report[start.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def table(report: str, title: str) -> list[list[str]]:
    """The cells of the first table below a heading, its heads first."""
    rows = [row[2:-2].split(" | ") for row in section(report, title).split("\n") if row.startswith("|")]
    return [rows[0], *rows[2:]]


def test_a_report_that_says_everything_lacks_nothing(write: Write) -> None:
    declared = write("full/kit")
    assert declared.findings == []
    assert "Nothing: everything is stated" in section(
        text_of(declared), "What this report should say and does not"
    )
    assert "**not stated**" not in text_of(declared)


def test_the_example_of_the_readme_lacks_nothing(write: Write) -> None:
    declared = write("seat-bracket/bracket")
    assert declared.findings == []
    assert "**not stated**" not in text_of(declared)


def test_what_is_missing_is_listed_with_the_key_and_marked_in_its_place(write: Write) -> None:
    declared = write("studies/single")
    report = text_of(declared)
    listed = section(report, "What this report should say and does not")
    entries = re.findall(r"^- (.+), section ([\d, ]+): `(.+)`$", listed, re.MULTILINE)
    keys = {key for _, _, key in entries}
    assert {"declare/application", "declare/comparison", "declare/processes"} <= keys
    for key in keys:
        assert f"**not stated** (`{key}`)" in report
    (finding,) = declared.findings
    assert (finding.code, severity(finding)) == ("CF920", "warning")
    assert f"lacks {len(entries)} of" in finding.message


@pytest.mark.parametrize(
    ("remove", "key"),
    [
        ("  application: answer to requests of car makers\n", "declare/application"),
        ("  description: kit of bolts and a bracket\n", "declare/description"),
        ("  processes: pressing and packing\n", "declare/processes"),
        ("  mass: 1 kg\n", "product/mass"),
        ("biogenic: 0.2 kg/kg, ", "product/carbon_content/biogenic"),
        ("  value_choices: [grid average of the country]\n", "declare/value_choices"),
        (", completed: 2026-02-10", "declare/verification/completed"),
    ],
)
def test_each_key_that_is_taken_away_is_missed(write: Write, tmp_path: Path, remove: str, key: str) -> None:
    for file in (HERE / "full").iterdir():
        words = file.read_text(encoding="utf-8")
        if file.name == "kit.yaml":
            assert remove in words
            words = words.replace(remove, "")
            if remove.startswith("  mass"):
                words = re.sub(r"  carbon_content.*\n|allocation: mass\n", "", words)
                words = re.sub(r"co_products:\n.*\n", "", words)
        (tmp_path / file.name).write_text(words, encoding="utf-8")
    declared = write(tmp_path / "kit.yaml")
    found = [one for one in declared.findings if one.code == "CF920"]
    assert bool(found) == bool(key)
    if key:
        assert f"`{key}`" in section(text_of(declared), "What this report should say and does not")


def test_a_project_without_a_company_is_told_where_it_goes(write: Write, tmp_path: Path) -> None:
    for file in (HERE / "full").iterdir():
        if file.name != "carbonfoot.toml":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    report = text_of(write(tmp_path / "kit.yaml"))
    for key in ("name", "address", "contact"):
        assert f"`carbonfoot.toml: company/{key}`" in report


def test_a_partial_footprint_is_called_so(write: Write) -> None:
    for lang, words in (
        ("en", "partial carbon footprint (partial CFP)"),
        ("ko", "부분 탄소발자국(partial CFP)"),
    ):
        assert text_of(write("full/kit", lang=lang)).count(words) >= 2


def test_an_incomplete_result_is_refused_unless_that_is_allowed(write: Write) -> None:
    declared = write("studies/incomplete")
    assert declared.content == ""
    (finding,) = declared.findings
    assert (finding.code, severity(finding)) == ("CF911", "incomplete")


@pytest.mark.parametrize(("lang", "word"), [("en", "at least"), ("ko", "최소")])
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_an_incomplete_result_is_marked_at_every_sum(write: Write, lang: str, word: str, suffix: str) -> None:
    report = text_of(write("studies/incomplete", suffix, lang, complete=False))
    title = "INCOMPLETE" if lang == "en" else "미완성"
    assert report.count(title) >= 2
    assert word in report
    if suffix == ".md" and lang == "en":
        assert re.search(r"^at least [\d.]+ kg CO2e per ", report, re.MULTILINE)
        for row in table(report, "Important unit processes")[1:]:
            assert row[3].startswith("at least ")


def test_what_is_left_out_counts_with_its_share_of_the_result(study_of: StudyOf) -> None:
    study = study_of("full/kit")
    found = {one.name: one for one in cut_offs(study)}
    tray = next(one for one in study.result.lines if one.flow.name == "Tray")
    bolts = next(one for one in study.result.lines if one.flow.name == "Bolts")
    whole = study.result.at_least
    assert tray.co2e is not None and bolts.co2e is not None
    assert found["Oil"].of_total == 0.005
    assert found["Ink"].of_total == pytest.approx(0.01 * tray.co2e / whole)
    assert found["left out by Bolt & Nut <Co>"].of_total == pytest.approx(0.01 * bolts.co2e / whole)
    assert total_of(list(found.values())) == pytest.approx(0.005 + 0.01 * (tray.co2e + bolts.co2e) / whole)


@pytest.mark.parametrize(("share", "above"), [("2.7 %", False), ("2.8 %", True)])
def test_more_left_out_than_the_limit_is_a_finding(
    write: Write, tmp_path: Path, share: str, above: bool
) -> None:
    for file in (HERE / "full").iterdir():
        words = file.read_text(encoding="utf-8").replace("share: 0.5 %", f"share: {share}")
        (tmp_path / file.name).write_text(words, encoding="utf-8")
    declared = write(tmp_path / "kit.yaml")
    assert [one.code for one in declared.findings] == (["CF921"] if above else [])
    assert ("ABOVE the 3.0 %" in text_of(declared)) == above


def test_claims_of_suppliers_stand_apart_and_in_no_number(write: Write) -> None:
    said = section(text_of(write("full/kit")), "Offsets and claims beside the footprint")
    assert "Offsets and credits of projects are not part of the footprint" in said
    assert "We compensate 1 t CO2 a year with carbon credits" in said


def test_licences_are_told_word_for_word(write: Write, study_of: StudyOf) -> None:
    from carbonfoot.reports.attribution import attributions

    study = study_of("seat-bracket/bracket")
    report = text_of(write("seat-bracket/bracket")).replace("\\", "")
    packs = attributions(study.subject.outcome, study.result)
    assert len(packs) > 3
    for pack in packs:
        assert pack["attribution"] in report and pack["licence"] in report


def test_the_lines_of_a_table_add_up_to_the_result_as_printed(write: Write) -> None:
    report = text_of(write("seat-bracket/bracket"))
    for title, place in (("Lines", 6), ("Important unit processes", 3), ("Kinds of data", 2)):
        head, *rows = table(report, title)
        assert head[place] == "kg CO2e"
        numbers = [row[place] for row in rows]
        assert sum(round(1000 * float(one)) for one in numbers if "<" not in one) == 6802, title


def recipe_of(report: str, suffix: str) -> dict[str, Any]:
    pattern = r"<pre[^>]*>(.*?)</pre>" if suffix == ".html" else r"^```json\n(.*?)\n```$"
    (block,) = re.findall(pattern, report, re.DOTALL | re.MULTILINE)
    inside = html.unescape(block) if suffix == ".html" else block
    found: dict[str, Any] = json.loads(inside)
    return found


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_recipe_can_be_read_back(write: Write, study_of: StudyOf, suffix: str) -> None:
    found = recipe_of(text_of(write("full/kit", suffix)), suffix)
    assert found["schema"] == "carbonfoot-recipe/1" and found["format"] == "iso14067"
    assert set(found["inputs"]) >= {"kit.yaml", "tray.yaml", "bolt.json"}
    total = study_of("full/kit").result.total
    assert total is not None and float(found["total"]) == pytest.approx(total, rel=1e-11)


def test_a_listing_is_json_whatever_stands_in_it() -> None:
    given = {
        "schema": "carbonfoot-recipe/1",
        "empty": [],
        "names": ["```", "</pre>"],
        "files": [{"file": '\u202e"`\n\\ 한'}, {"file": "b"}],
        "total": None,
    }
    made = lines(given)
    assert json.loads("\n".join(made)) == given
    assert all(line.isprintable() for line in made)
    assert not any("`" in line for line in made)


def test_a_thousand_lines_are_told_in_full_up_to_a_limit(write: Write, tmp_path: Path) -> None:
    factors = (
        ("steel/hot-rolled-coil, route: bf-bof", 1.0),
        ("polymers/pa66", 0.4),
        ("packaging/linerboard", 0.02),
    )
    rows = [
        f"  - {{name: Part {at} of the assembly, amount: {amount / (1 + at) ** 1.3:.9f} kg, factor: {factor}, origin: KR}}"
        for at, (factor, amount) in ((at, factors[at % 3]) for at in range(1000))
    ]
    head = "carbonfoot: part/1\nproduct: {id: BIG, name: Big, declared_unit: 1 piece, made_in: KR}\nperiod: 2025\n"
    file = tmp_path / "big.yaml"
    file.write_text(head + "inputs:\n" + "\n".join(rows) + "\n", encoding="utf-8")
    for suffix in (".md", ".html"):
        assert len(text_of(write(file, suffix)).encode()) < 400_000
    cells = table(text_of(write(file)), "Lines")
    *shown, last = cells[1:]
    assert 60 < len(shown) <= 400 and last[0] == f"{1000 - len(shown)} other lines"
    assert float(last[7].removesuffix(" %")) <= 5.0


def test_bytes_do_not_depend_on_the_run_or_the_folder() -> None:
    made = []
    for seed, folder in (("1", HERE), ("2", ROOT)):
        for suffix in (["--lang", "ko"], []):
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "carbonfoot",
                    "declare",
                    str(HERE / "full/kit.yaml"),
                    "--as",
                    "iso14067",
                    *suffix,
                ],
                capture_output=True,
                check=True,
                cwd=folder,
                env={
                    **os.environ,
                    "PYTHONHASHSEED": seed,
                    "PYTHONPATH": str(ROOT / "src"),
                    "SOURCE_DATE_EPOCH": "1804000000",
                },
            )
            made.append(done.stdout)
    assert made[:2] == made[2:] and made[0] != made[1]
    assert b"2027-03-02" in made[0]


def test_carbon_dioxide_occurs_where_the_table_of_gases_shows_it(write: Write) -> None:
    report = text_of(write("seat-bracket/bracket"))
    assert "CO2" in {row[0] for row in table(report, "By gas")}
    occurs = {row[0]: row[-1] for row in table(report, "Potentials")}
    assert occurs["Carbon dioxide"] == "yes"
    assert occurs["Sulfur hexafluoride"] == "not by name"


def test_one_line_too_many_for_a_table_stands_by_itself(write: Write) -> None:
    for name in ("seat-bracket/bracket", "chlor-alkali/plant"):
        assert not re.search(r"\b1 (others|other lines)\b|largest 1 ", text_of(write(name)))


def test_every_method_that_shares_a_burden_is_named_with_what_the_product_bears(write: Write) -> None:
    report = text_of(write("stamping-shop/cable-clip"))
    rows = [row for row in table(report, "Co-products") if row[0] == "Cable clip"]
    assert {row[1] for row in rows} == {"by mass", "by number of pieces"}
    assert "| Rebar | by cast, a key that the document states | 76.5 % |" in text_of(write("eaf-mill/rebar"))


def test_credits_are_told_where_recycling_is(write: Write) -> None:
    told = section(text_of(write("studies/credited")), "Recycling and recycled content")
    assert "Heat avoids Heat of gas" in told


def test_incomplete_stands_at_every_section_and_table_with_numbers(write: Write) -> None:
    report = text_of(write("studies/incomplete", complete=False))
    sections = re.split(r"^## ", report, flags=re.MULTILINE)
    numbered = [
        one for one in sections if re.search(r"at least|kg CO2e: ", one) and "by name" not in one[:80]
    ]
    assert len(numbered) > 6
    for one in numbered:
        assert "INCOMPLETE" in one, one[:60]
    for rows in re.findall(r"^(.*)\n\n\|.*kg CO2e(?: \||/).*$", report, re.MULTILINE):
        assert rows.startswith("INCOMPLETE: "), rows
    assert "| missing | 1 | missing | – |" in report
    assert not re.search(r"^\| Total \|[^\n]*\| (?!at least)\d[\d.]* \|[^\n]*at least", report, re.MULTILINE)


def test_the_method_as_reported_is_the_result(write: Write) -> None:
    for name, rows in (("stamping-shop/cable-clip", 1), ("eaf-mill/rebar", 1), ("chlor-alkali/plant", 1)):
        report = text_of(write(name))
        reported = [row for row in table(report, "Methods of allocation") if "(as reported)" in row[0]]
        total = next(row for row in table(report, "The result") if row[0] == "Total")
        assert [row[1] for row in reported] == [total[1]] * rows


def test_a_line_that_several_steps_draw_on_stands_once(write: Write) -> None:
    report = text_of(write("eaf-mill/rebar"))
    rows = table(report, "Lines")[1:]
    names = [row[0] for row in rows]
    assert names.count("Gas main") == names.count("Electricity bought, rest, by the grid") == 1
    total = next(row for row in table(report, "The result") if row[0] == "Total")
    assert sum(float(row[6]) for row in rows) == pytest.approx(float(total[1]))
