"""`carbonfoot calc installation.yaml` and the commands around it: what is shown of a calculated installation."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.cbam.shapes.installation import installation_schema
from carbonfoot.cli.calc_installation import REASONS
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.reports.calc_schema import many_schema
from carbonfoot.reports.cbam_schema import calc_installation_schema

Run = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    file.relative_to(ROOT).as_posix() for file in ROOT.glob("examples/cbam/*/installation.yaml")
)
SCREWS = "examples/cbam/screws/installation.yaml"
PART = """\
carbonfoot: part/1
product: {id: B-10, name: Bracket, declared_unit: 1 piece, mass: 2 kg, made_in: KR}
period: 2025
processes:
  - {name: Stamping, electricity: 0.9 kWh}
"""
PLANT = """\
carbonfoot: installation/1
installation: {id: P, name: Works, country: KR}
period: 2026
parameters: {gas: 100 t}
source_streams:
  - {name: Natural gas, method: combustion, fuel: Natural gas, amount: = gas, process: Bolts}
precursors:
  - {name: Wire rod, cn: 7213 91 10, country: KR, default: yes}
processes:
  - name: Bolts
    precursors: [{name: Wire rod, amount: 1200 t}]
    goods: [{cn: 7318 15 88, name: Bolts, name_ko: 볼트, amount: 1000 t}]
"""
"""A plant that states no electricity: indirect emissions of its goods are not in scope, and not known."""


def told(answer: tuple[int, str, str]) -> str:
    code, out, err = answer
    out = re.sub(r'("factor_library|"version|"hash)": "[^"]*"', r'\1": "..."', out)
    return f"{out}--- standard error\n{err}--- exit code {code}\n"


def named(file: str) -> str:
    return "cbam." + file.split("/")[-2]


@pytest.fixture
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "plant.yaml"
    file.write_text(PLANT, encoding="utf-8")
    return file


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("file", EXAMPLES)
def test_calc(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, file: str, columns: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = run("calc", file, "--lang", lang)
    golden(f"examples/{named(file)}/calc.{columns}.{lang}.txt", told(answer))


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize("file", EXAMPLES)
def test_calc_as_json_and_explain(run: Run, golden: Golden, file: str) -> None:
    golden(f"examples/{named(file)}/calc.json.txt", told(run("calc", file, "--format", "json")))
    golden(f"examples/{named(file)}/explain.txt", told(run("explain", file)))


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_folder_with_parts_and_installations(run: Run, golden: Golden, lang: str) -> None:
    answer = run("calc", "examples/cbam", "examples/seat-bracket", "--lang", lang)
    assert answer[0] == 0
    golden(f"examples/many/installations.{lang}.txt", told(answer))


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize("file", EXAMPLES)
def test_no_line_is_wider_than_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    from carbonfoot.reports.width import display_width

    for columns in (60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        for words in (("calc", file), ("calc", file, "--lang", "ko"), ("explain", file)):
            out = run(*words)[1]
            assert [line for line in out.splitlines() if display_width(line) > columns] == []


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize("file", EXAMPLES)
def test_the_document_and_the_answer_fit_their_schemas(run: Run, file: str) -> None:
    document, findings = read_yaml((ROOT / file).read_text(encoding="utf-8"), file)
    assert not findings
    Draft7Validator(json.loads(json.dumps(installation_schema()))).validate(document)
    schema: Any = calc_installation_schema()
    Draft7Validator.check_schema(schema)
    Draft7Validator(schema).validate(json.loads(run("calc", file, "-f", "json")[1]))


@pytest.mark.parametrize("kind", ["installation", "calc-installation", "calc-many"])
def test_the_schemas_are_printed(run: Run, kind: str) -> None:
    code, out, _ = run("schema", kind)
    assert code == 0
    Draft7Validator.check_schema(json.loads(out))


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize("file", EXAMPLES)
def test_what_is_printed_adds_up(run: Run, file: str) -> None:
    """Eq. 55, and own emissions with precursors, from the unrounded numbers of the answer."""
    data = json.loads(run("calc", file, "-f", "json")[1])["data"]
    for one in data["processes"]:
        total = one["directly_attributable"] + one["heat_in"] - one["heat_out"]
        total += one["waste_gas_in"] - one["waste_gas_out"] - one["electricity_produced"]
        assert math.isclose(one["attributed_direct"], max(total, 0.0), rel_tol=1e-12)
        for key in ("direct", "indirect", "total", "in_scope"):
            parts = [one["own"][key], *(use["adds"][key] for use in one["precursors"])]
            if None in parts:
                assert key in {"indirect", "total"} and one["per_functional_unit"][key] is None
                continue
            assert math.isclose(one["per_functional_unit"][key], math.fsum(parts), rel_tol=1e-12)
    for one in data["goods"]:
        whole, per = one["per_tonne"], one["per_functional_unit"]
        content = one["functional_units_per_tonne"]
        assert all(
            math.isclose(whole[key], per[key] * content, rel_tol=1e-12) for key in ("direct", "in_scope")
        )


@pytest.mark.usefixtures("at_the_root")
def test_numbers_keep_every_digit_and_the_recipe_names_its_inputs(run: Run) -> None:
    answer = json.loads(run("calc", SCREWS, "-f", "json")[1])
    data = answer["data"]
    assert data["goods"][0]["per_tonne"]["direct"] == pytest.approx(
        3337.95 / 17000 + 20000 / 17000 * 1.539, rel=1e-15
    )
    assert answer["tool"]["version"]
    recipe = data["recipe"]
    assert recipe["documents"][0]["file"] == SCREWS and len(recipe["documents"][0]["hash"]) == 64
    assert [source["id"] for source in recipe["sources"]] == ["cbam-2026"]
    assert recipe["sources"][0]["hash"]


@pytest.mark.parametrize("option", sorted(REASONS))
def test_options_of_a_footprint_are_refused_with_a_reason(run: Run, plant: Path, option: str) -> None:
    flags = {"--allow-incomplete", "--locked", "--conservative", "--sensitivity"}
    value = {"--gwp": "AR5", "--by": "gas", "--uncertainty": "none", "--scenario": "all"}.get(option, "2")
    code, out, err = run("calc", "plant.yaml", option, *([] if option in flags else [value]))
    assert (code, out) == (2, "")
    assert f"{option}: {REASONS[option]}" in err


def test_a_parameter_may_have_another_value_and_must_be_known(run: Run, plant: Path) -> None:
    def direct(*words: str) -> float:
        return float(json.loads(run("calc", "plant.yaml", "-f", "json", *words)[1])["data"]["direct"])

    assert direct("--set", "gas=200 t") == pytest.approx(2 * direct())
    code, out, err = run("calc", "plant.yaml", "--set", "coal=1 t")
    assert (code, out) == (2, "") and "no parameter `coal` (it has: gas)" in err


def test_what_is_not_known_is_told_and_never_zero(run: Run, plant: Path) -> None:
    code, out, _ = run("calc", "plant.yaml")
    assert code == 0 and "indirect emissions not known" in " ".join(out.split())
    assert "electricity not stated" in out
    data = json.loads(run("calc", "plant.yaml", "-f", "json")[1])["data"]
    see = data["goods"][0]["per_tonne"]
    assert see["indirect"] is None and see["total"] is None and see["electricity_mwh"] is None
    assert see["in_scope"] == see["direct"] > 2
    assert 0 < see["default_share_direct"] < 1
    supply = data["precursors"][0]["supplies"][0]
    assert supply["kind"] == "default"
    assert supply["per_tonne"]["direct"] == supply["default"]["value"]
    Draft7Validator(calc_installation_schema()).validate(
        json.loads(run("calc", "plant.yaml", "-f", "json")[1])
    )


def test_below_zero_is_shown_as_zero(run: Run, plant: Path) -> None:
    text = PLANT.replace(
        "    goods:",
        "    electricity_produced: {amount: 900 MWh, emission_factor: 0.5 t CO2/MWh}\n    goods:",
    )
    plant.write_text(text, encoding="utf-8")
    code, out, err = run("calc", "plant.yaml")
    assert code == 0 and "CF803" in err
    assert re.search(
        r"below zero: counted as 0 +-180\.720\n +attributed direct emissions \(Eq\. 55\) +0\.000\n", out
    )


def test_a_name_in_korean_where_there_is_one(run: Run, plant: Path) -> None:
    out = run("calc", "plant.yaml", "--lang", "ko")[1]
    assert "7318 15 88  볼트" in out and "부속서 II" in out and "활동 자료 100 t" in out


def test_top_shortens_the_lists_and_keeps_the_sums(run: Run, at_the_root: None) -> None:
    file = "examples/cbam/blast-furnace/installation.yaml"
    out = run("calc", file, "--top", "2")[1]
    assert "9 more" in out and "the largest 2 of each list" in out
    sums = [line for line in out.splitlines() if "embedded emissions   " in line]
    assert sums == [line for line in run("calc", file)[1].splitlines() if "embedded emissions   " in line]


def test_quiet_and_output(run: Run, plant: Path) -> None:
    code, out, err = run("calc", "plant.yaml", "-q", "-o", "out.txt")
    assert (code, out, err) == (0, "", "")
    assert "Works  P" in Path("out.txt").read_text(encoding="utf-8")
    code, out, err = run("calc", "plant.yaml", "-o", "plant.yaml")
    assert code == 2 and "the result is made from this file" in err
    assert plant.read_text(encoding="utf-8") == PLANT


def test_a_refused_document_has_no_result(run: Run, plant: Path) -> None:
    plant.write_text(PLANT.replace("7318 15 88", "7320 20 20"), encoding="utf-8")
    code, out, err = run("calc", "plant.yaml")
    assert (code, out) == (3, "") and "CF801" in err
    code, out, err = run("calc", "plant.yaml", "-f", "json")
    answer = json.loads(out)
    assert code == 3 and answer["data"] is None and answer["findings"][0]["code"] == "CF801"
    assert answer["findings"][0]["line"] == 12


@pytest.mark.parametrize(
    ("text", "installation"),
    [
        ("{carbonfoot: installation/1, period: 2026}", True),
        ("# carbonfoot: installation/1\n" + PART, False),
        (PART.replace("name: Bracket", "name: carbonfoot installation/1"), False),
        (PLANT.replace("installation/1", "installation/2"), True),
        (PLANT + "  - {broken", True),
    ],
)
def test_what_is_an_installation(run: Run, plant: Path, text: str, installation: bool) -> None:
    plant.write_text(text, encoding="utf-8")
    answer = json.loads(run("calc", "plant.yaml", "-f", "json")[1])
    assert (answer["schema"] == "carbonfoot/calc-installation/1") is installation


def test_utf_16_is_seen_too(run: Run, plant: Path) -> None:
    plant.write_text(PLANT, encoding="utf-16")
    answer = json.loads(run("calc", "plant.yaml", "-f", "json")[1])
    assert answer["schema"] == "carbonfoot/calc-installation/1"


@pytest.mark.parametrize(
    ("path", "wanted", "without"),
    [
        ("processes/Carbon steel screws and nuts", "20000 t / 17000 t", "High alloy"),
        ("processes/1", "High alloy steel screws", "Carbon steel screws"),
        ("goods/7318 15 42", "2.00693823529", "High alloy"),
        ("goods/73181535", "Screws and Nuts Art. A1", "Art. C1"),
        ("processes/0/goods/0", "Art. C1", "Art. A1"),
        ("precursors/High alloy steel", "direct 1.44", "20000 t"),
        ("source_streams/Natural gas", "1837.5 t", "Grid"),
        ("electricity/Grid", "0.833", "Natural gas"),
    ],
)
def test_explain_shows_the_path_of_one_number(
    run: Run, at_the_root: None, path: str, wanted: str, without: str
) -> None:
    code, out, _ = run("explain", f"{SCREWS}:{path}")
    assert code == 0
    assert wanted in out and without not in out
    data = json.loads(run("explain", f"{SCREWS}:{path}", "-f", "json")[1])
    assert data["schema"] == "carbonfoot/explain-installation/1" and any(
        found for found in data["data"].values() if isinstance(found, list)
    )


def test_explain_names_what_there_is(run: Run, at_the_root: None) -> None:
    code, out, err = run("explain", f"{SCREWS}:goods/7208")
    assert (code, out) == (2, "")
    assert "there are: goods/73181542" in err
    code, _, err = run("explain", SCREWS, "--gwp", "AR5")
    assert code == 2 and REASONS["--gwp"] in err


def test_the_default_value_says_why(run: Run, plant: Path) -> None:
    out = run("explain", "plant.yaml:precursors/Wire rod")[1]
    assert "x (1 + 0.1)" in out and "cbam-2026:default-kr-" in out and "mark-up 10 % in 2026" in out


def test_a_folder_has_rows_of_goods_beside_the_parts(run: Run, plant: Path) -> None:
    Path("part.yaml").write_text(PART, encoding="utf-8")
    code, out, _ = run("calc", ".")
    assert code == 0 and "B-10  Bracket" in out and "7318 15 88  Bolts" in out
    answer = json.loads(run("calc", "part.yaml", "plant.yaml", "-f", "json")[1])
    assert [one["file"] for one in answer["data"]["products"]] == ["part.yaml"]
    assert [one["file"] for one in answer["data"]["installations"]] == ["plant.yaml"]
    alone = json.loads(run("calc", "plant.yaml", "-f", "json")[1])
    assert answer["data"]["installations"][0]["data"] == alone["data"]
    Draft7Validator(json.loads(json.dumps(many_schema()))).validate(answer)


def test_a_folder_of_installations_alone(run: Run, plant: Path) -> None:
    broken = PLANT.replace("7318 15 88", "7320 20 20").replace("id: P,", "id: Q,")
    Path("broken.yaml").write_text(broken, encoding="utf-8")
    code, out, err = run("calc", ".")
    assert code == 3 and "broken.yaml: refused" in out and "7318 15 88  Bolts" in out and "CF801" in err
    code, out, err = run("calc", ".", "--gwp", "AR5")
    assert (code, out) == (2, "") and REASONS["--gwp"] in err


def test_parts_alone_say_nothing_of_installations(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("part.yaml").write_text(PART, encoding="utf-8")
    assert "installations" not in json.loads(run("calc", ".", "-f", "json")[1])["data"]


@pytest.mark.parametrize(
    "words", [("lock", "plant.yaml"), ("export", "plant.yaml", "--to", "json")], ids=lambda words: words[0]
)
def test_other_commands_say_what_it_is(run: Run, plant: Path, words: tuple[str, ...]) -> None:
    code, _, err = run(*words)
    assert code == 3
    assert "CF863" in err and "an installation of the border adjustment (CBAM) has no footprint" in err


def test_what_init_writes_calculates(run: Run, plant: Path) -> None:
    code, out, err = run("init", "works", "--installation")
    assert (code, out) == (0, "") and "next: carbonfoot calc works/installation.yaml" in err.replace(
        "\\", "/"
    )
    code, out, err = run("calc", "works/installation.yaml")
    assert code == 0 and "7318 15 88  Hexagon bolts" in out and "error" not in err
    text = Path("works/installation.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=./installation-1.schema.json"
    schema = json.loads(Path("works/installation-1.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(run("schema", "installation")[1])
    command = re.search(r"`carbonfoot (explain [^`]+)`", text)
    assert command is not None
    assert run(*command[1].replace("installation.yaml", "works/installation.yaml").split())[0] == 0
    assert run("init", "works", "--installation")[0] == 2
    assert run("init", "--installation", "--name", "other.yaml")[0] == 0
    assert run("calc", "other.yaml")[0] == 0
    assert run("init", "--site", "--installation")[0] == 2


def test_the_example_of_the_format_page_calculates(run: Run, plant: Path) -> None:
    page = (ROOT / "docs" / "formats" / "installation.md").read_text(encoding="utf-8")
    document = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert document is not None
    plant.write_text(document[1], encoding="utf-8")
    code, out, err = run("calc", "plant.yaml")
    assert code == 0 and "error" not in err and "7318 15 88  Bolts" in out


def test_diff_of_two_installations_splits_the_change_of_each_good(run: Run, plant: Path) -> None:
    before = PLANT.replace(
        "default: yes", "direct: 2 t CO2e/t, indirect: 0.3 t CO2e/t, electricity: 0.6 MWh/t, verified: yes"
    )
    plant.write_text(
        before.replace(
            "    precursors:",
            "    electricity: {amount: 300 MWh, emission_factor: 0.4 t CO2/MWh}\n    precursors:",
        ),
        encoding="utf-8",
    )
    after = (
        before.replace("direct: 2 ", "direct: 1.8 ")
        .replace("1200 t", "1150 t")
        .replace("name: Bolts, name_ko", "name: Screws, name_ko")
    )
    Path("after.yaml").write_text(after, encoding="utf-8")
    code, out, _ = run("diff", "plant.yaml", "after.yaml", "--exit-code")
    assert code == 1
    lines = {line[:36].strip(): line[36:].split() for line in out.splitlines() if line.startswith("    ")}
    assert lines["before"][0] == "2.66928" and lines["after"][0] == "2.33928"
    assert lines["change"][0] == "-0.33000"
    assert lines["Wire rod, what it carries"][0] == "-0.23500"
    # what the second document does not state is not known, and no difference of it
    assert lines["before"][1] == "0.48000" and lines["after"][1] == "?" and lines["change"][1] == "?"
    data = json.loads(run("diff", "plant.yaml", "after.yaml", "-f", "json")[1])["data"]
    good = data["goods"][0]
    parts = [cause["change"]["direct"] for cause in good["causes"]]
    assert math.isclose(math.fsum(parts), good["change"]["direct"], rel_tol=1e-12)
    assert good["b"]["direct"] - good["a"]["direct"] == good["change"]["direct"]
    assert run("diff", "plant.yaml", "plant.yaml", "--exit-code")[0] == 0
    assert run("diff", "after.yaml", "after.yaml", "--exit-code")[0] == 0


def test_diff_names_goods_of_one_side_and_its_limits(run: Run, plant: Path) -> None:
    other = PLANT.replace("{cn: 7318 15 88", "{cn: 7318 16 92")
    Path("other.yaml").write_text(other, encoding="utf-8")
    code, out, _ = run("diff", "plant.yaml", "other.yaml", "--lang", "ko")
    assert code == 0 and "plant.yaml에만 있음" in out and "other.yaml에만 있음" in out
    code, out, _ = run("diff", "plant.yaml", "--set-b", "gas=50 t")
    assert code == 0 and "own emissions" in out
    code, _, err = run("diff", "plant.yaml", "other.yaml", "--gwp-b", "AR5")
    assert code == 2 and REASONS["--gwp"] in err
    Path("part.yaml").write_text(PART, encoding="utf-8")
    code, _, err = run("diff", "plant.yaml", "part.yaml")
    assert code == 3 and "CF863" in err


CEMENT = """\
carbonfoot: installation/1
installation: {id: C, name: Cement works, country: TR}
period: 2026
source_streams:
  - {name: Coal, method: combustion, amount: 40000 t, net_calorific_value: 25 GJ/t, emission_factor: 95 t CO2/TJ, process: Cement}
processes:
  - name: Cement
    electricity: {amount: 60000 MWh, emission_factor: 0.5 t CO2/MWh}
    joint: [Clinker]
    goods:
      - cn: 2523 29 00
        amount: 100000 t
        compositions:
          - {name: CEM I, content: 95 %, amount: 60000 t}
          - {name: CEM II, content: 75 %, amount: 40000 t}
"""


def test_goods_are_shown_per_functional_unit_and_by_composition(run: Run, plant: Path) -> None:
    plant.write_text(CEMENT, encoding="utf-8")
    code, out, err = run("calc", "plant.yaml")
    assert code == 0, err
    good = json.loads(run("calc", "plant.yaml", "-f", "json")[1])["data"]["goods"][0]
    assert good["functional_unit"] == "t clinker" and good["functional_units_per_tonne"] == pytest.approx(
        0.87
    )
    per = 95000 / 87000
    assert good["per_functional_unit"]["direct"] == pytest.approx(per)
    assert [one["per_tonne"]["direct"] for one in good["compositions"]] == pytest.approx(
        [per * 0.95, per * 0.75]
    )
    assert f"per t clinker              {per:.5f}" in out
    assert re.search(rf"CEM II, 0.75 t\s+clinker +{per * 0.75:.5f}", out)
    assert good["per_tonne"]["in_scope"] == pytest.approx(1.25)


def test_two_digits_of_a_code_the_other_way_round_are_told(run: Run, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "cbam" / "screws" / "installation.yaml").read_text(encoding="utf-8")
    (tmp_path / "turned.yaml").write_text(text.replace("7318 15 42", "7381 15 42"), encoding="utf-8")
    code, _, err = run("calc", str(tmp_path / "turned.yaml"))
    assert code == 3
    assert "did you mean `7318 15 42`? Annex I has nothing of heading 7381" in " ".join(err.split())
