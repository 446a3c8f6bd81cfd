"""Suppliers' declarations behind lines, in every command that reads a document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "seat-bracket-declared"
NEWER = "c1d2e3f4-0a1b-4c2d-8e3f-405162738495"

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, with a second version of the declaration in a folder of its own."""
    (tmp_path / "received" / "new").mkdir(parents=True)
    first = json.loads((EXAMPLE / "received" / "hanil-m10x30.json").read_text(encoding="utf-8"))
    (tmp_path / "received" / "bolt.json").write_text(json.dumps(first), encoding="utf-8")
    second = {**first, "id": NEWER, "precedingPfIds": [first["id"]], "pcf": dict(first["pcf"])}
    for key in ("pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake", "fossilGhgEmissions"):
        second["pcf"][key] = "64.5"
    (tmp_path / "received" / "new" / "bolt.json").write_text(json.dumps(second), encoding="utf-8")
    text = (EXAMPLE / "bracket.yaml").read_text(encoding="utf-8")
    (tmp_path / "part.yaml").write_text(text.replace("hanil-m10x30", "bolt"), encoding="utf-8")
    (tmp_path / "newer.yaml").write_text(text.replace("hanil-m10x30", "new/bolt"), encoding="utf-8")
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data(run: Run, *words: str) -> Any:
    answer = run(*words, "--format", "json")
    assert answer.code in (0, 4), answer.err
    return json.loads(answer.out)["data"]


def test_diff_names_the_suppliers_declarations_as_the_cause(folder: Path, run: Run) -> None:
    found = data(run, "diff", "part.yaml", "newer.yaml")
    (cause,) = found["causes"]
    assert cause["cause"] == "declarations"
    assert cause["kg_co2e"] == pytest.approx(2 * (0.0645 - 0.08225) / 0.985, rel=1e-9)
    (line,) = [one for one in found["lines"] if one["name"] == "M10 bolt"]
    assert line["differs_by"] == ["declarations"]
    text = run("diff", "part.yaml", "newer.yaml").out
    assert "suppliers' declarations" in text
    assert NEWER in text.replace("\n      ", " ")


def test_a_scenario_names_another_declaration(folder: Path, run: Run) -> None:
    part = folder / "part.yaml"
    change = "scenarios:\n  newer: {change: {inputs/2/declaration: received/new/bolt.json}}\n"
    part.write_text(part.read_text(encoding="utf-8") + change, encoding="utf-8")
    answer = run("calc", "part.yaml", "--scenario", "newer", "--format", "json")
    assert answer.code == 0, answer.err
    newer = data(run, "calc", "newer.yaml")["total"]
    assert json.loads(answer.out)["data"]["total"] == newer


def test_one_broken_file_refuses_the_documents_that_name_it_and_no_other(folder: Path, run: Run) -> None:
    (folder / "received" / "bolt.json").write_text('{"id": ', encoding="utf-8")
    text = (folder / "newer.yaml").read_text(encoding="utf-8")
    (folder / "newer.yaml").write_text(text.replace("88100-SB02", "88100-SB03"), encoding="utf-8")
    answer = run("calc", "part.yaml", "newer.yaml", "--format", "json")
    states = {one["file"]: one["state"] for one in json.loads(answer.out)["data"]["products"]}
    assert states == {"part.yaml": "refused", "newer.yaml": "complete"}


def test_one_file_is_read_once_for_many_documents(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbonfoot.documents.received.read import read_declarations

    read: list[str] = []

    def reading(file: str) -> Any:
        read.append(file)
        return read_declarations(file)

    monkeypatch.setattr("carbonfoot.documents.received.links.read_declarations", reading)
    text = (folder / "part.yaml").read_text(encoding="utf-8")
    (folder / "newer.yaml").unlink()
    for number in range(5):
        (folder / f"p{number}.yaml").write_text(text.replace("88100-SB02", f"P{number}"), encoding="utf-8")
    found = data(run, "calc", ".")
    assert len(found["products"]) == 6
    assert len({one["data"]["total"] for one in found["products"]}) == 1
    assert len(read) == 1


def test_documents_of_one_text_differ_where_their_declarations_do(folder: Path, run: Run) -> None:
    for name in ("one", "two"):
        (folder / name / "received").mkdir(parents=True)
        (folder / name / "part.yaml").write_bytes((folder / "part.yaml").read_bytes())
    (folder / "one" / "received" / "bolt.json").write_bytes((folder / "received" / "bolt.json").read_bytes())
    target = folder / "two" / "received" / "bolt.json"
    target.write_bytes((folder / "received" / "new" / "bolt.json").read_bytes())
    assert "CF409" in run("calc", "one", "two").err
    target.write_bytes((folder / "received" / "bolt.json").read_bytes())
    assert "CF409" not in run("calc", "one", "two").err


def test_a_lock_holds_whatever_the_declaration_says(folder: Path, run: Run) -> None:
    assert run("lock", "part.yaml").code == 0
    before = data(run, "calc", "part.yaml", "--locked")["total"]
    target = folder / "received" / "bolt.json"
    target.write_text(target.read_text(encoding="utf-8").replace("82.25", "92.25"), encoding="utf-8")
    assert run("lock", "--check").code == 0
    assert data(run, "calc", "part.yaml", "--locked")["total"] > before


def test_nothing_of_a_declaration_is_taken_at_its_worst(folder: Path, run: Run) -> None:
    found = data(run, "calc", "part.yaml", "--conservative")
    assert [one for one in found["conservative"]["ask_first"] if one["name"] == "M10 bolt"] == []


@pytest.mark.parametrize("target", ["json", "brightway", "openlca"])
def test_an_export_holds_the_number_with_its_origin(folder: Path, run: Run, target: str) -> None:
    assert run("export", "part.yaml", "--to", target, "-o", "out.file").code == 0
    if target == "json":
        text = (folder / "out.file").read_text(encoding="utf-8")
        assert "declaration 5f0a3c1e-7d42-4b86-9c15-2e8b6d90a7f4" in text


def test_sensitivity_moves_the_declared_number_in_all_its_lines(folder: Path, run: Run) -> None:
    part = folder / "part.yaml"
    more = "inputs:\n  - {name: Spare bolt, amount: 1 piece, declaration: received/bolt.json}\n"
    part.write_text(part.read_text(encoding="utf-8").replace("inputs:\n", more, 1), encoding="utf-8")
    found = data(run, "calc", "part.yaml", "--sensitivity")
    (one,) = [each for each in found["sensitivity"]["inputs"] if each["kind"] == "statement"]
    assert one["uses"] == 2
    assert one["kg_co2e_for_1_percent"] == pytest.approx(0.01 * 3 * 0.08225 / 0.985)


@pytest.mark.parametrize(("way", "key"), [("supplier", "Hanil Fastener (fictitious)"), ("country", "KR")])
def test_a_declaration_says_who_and_where(folder: Path, run: Run, way: str, key: str) -> None:
    found = data(run, "calc", "part.yaml")[f"by_{way}"]
    assert key in {one[way] for one in found}


def test_a_site_may_buy_by_declaration(folder: Path, run: Run) -> None:
    head = "carbonfoot: site/1\nsite: {id: S, name: S, located_in: KR}\nperiod: 2025\nallocation: mass\n"
    rest = "products: [{id: A, name: A, amount: 100 kg}, {id: B, name: B, amount: 300 kg}]\n"
    line = "{name: Bolts, amount: 1200 kg, data: measured, %s}"
    ways = {
        "one": "declaration: received/bolt.json",
        "two": "footprint: {value: 82.25 kg CO2e, per: 24 kg, source: letter, gwp: AR6}",
    }
    totals = set()
    for name, way in ways.items():
        (folder / f"{name}.yaml").write_text(f"{head}{rest}inputs:\n  - {line % way}\n", encoding="utf-8")
        totals.add(data(run, "calc", f"{name}.yaml")["total"])
    assert totals == {4112.5}


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_row_is_wider_than_the_terminal(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, columns: str, lang: str
) -> None:
    from carbonfoot.reports.width import display_width

    target = folder / "received" / "bolt.json"
    given = json.loads(target.read_text(encoding="utf-8"))
    given["companyName"] = "한일파스너 주식회사 \x1b[31m서울 공장\u202e"
    given["pcf"]["carbonOffsets"] = "60 t of \x1b[2Jtrees"
    target.write_text(json.dumps(given), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    answer = run("calc", "part.yaml", "--lang", lang)
    assert answer.code == 0, answer.err
    assert "\x1b" not in answer.out + answer.err
    assert "\u202e" not in answer.out + answer.err
    assert max(map(display_width, answer.out.splitlines())) <= int(columns)
    assert "5f0a3c" in answer.out
    explained = run("explain", "part.yaml:inputs/2")
    assert "\x1b" not in explained.out + explained.err


@pytest.mark.parametrize("gwp", ["AR6", "AR5"])
def test_what_we_declare_comes_back_as_what_a_link_gives(folder: Path, run: Run, gwp: str) -> None:
    """Our own PACT file behind the line, in place of the document that it was written from: the same digits."""
    examples = EXAMPLE.parent
    (folder / "carbonfoot.toml").write_bytes((examples / "carbonfoot.toml").read_bytes())
    for name in ("hanil-fastener/m10x30.yaml", "seat-bracket/bracket.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((examples / name).read_bytes())
    link = "product: ../hanil-fastener/m10x30.yaml"
    text = (folder / "seat-bracket" / "bracket.yaml").read_text(encoding="utf-8")
    declared = text.replace(link, "declaration: ../ours.json")
    assert declared != text
    (folder / "seat-bracket" / "declared.yaml").write_text(declared, encoding="utf-8")
    answer = run("declare", "hanil-fastener/m10x30.yaml", "--as", "pact-3.0.3", "-o", "ours.json")
    assert answer.code == 0, answer.err
    linked, own = (
        data(run, "calc", f"seat-bracket/{name}.yaml", "--gwp", gwp) for name in ("bracket", "declared")
    )
    if gwp == "AR5":  # a declaration stands in the set that it was made in
        assert own["total"] != linked["total"]
        return
    assert own["total"] == pytest.approx(linked["total"], rel=1e-11)
    assert own["split"] == pytest.approx(linked["split"], rel=1e-11)
    assert own["mass_balance"] == pytest.approx(linked["mass_balance"])
    assert own["quality"]["pds_percent"] == pytest.approx(linked["quality"]["pds_percent"])
