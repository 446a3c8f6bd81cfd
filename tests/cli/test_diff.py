"""`carbonfoot diff` as a command: what it prints, how it leaves, which states it compares."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.reports.diff_schema import diff_schema
from carbonfoot.reports.diff_words import WORDS
from carbonfoot.reports.width import display_width

ROOT = Path(__file__).parents[2]
Run = Callable[..., Any]

CHANGES = {
    "seat-bracket/bracket.yaml": [
        ("amount: 2.35 kg", "amount: 2.30 kg"),
        ("yield: 0.985", "yield: 0.99"),
        ("electricity: 0.9 kWh", "electricity: {amount: 0.9 kWh, origin: CN}"),
        ("    amount: 2 piece", "    amount: 3 piece"),
        ("period: 2025\n", "period: 2025\ngwp: AR5\n"),
        (
            "packaging:\n",
            "packaging:\n  - {name: Bag, amount: 5 g, factor: packaging/plastic/film, route: primary, origin: GB}\n",
        ),
    ],
    "hanil-fastener/m10x30.yaml": [("25.2 kg", "52 kg"), ("1000 piece", "2000 piece"), ("24 kg", "48 kg")],
}


@pytest.fixture
def states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The bracket and its bolt as they are, and changed in every way."""
    for state in ("before", "after"):
        for folder in ("seat-bracket", "hanil-fastener"):
            shutil.copytree(ROOT / "examples" / folder, tmp_path / state / folder)
        (tmp_path / state / "carbonfoot.toml").write_text("", encoding="utf-8")
    for file, changes in CHANGES.items():
        changed = tmp_path / "after" / file
        text = changed.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        changed.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "before/seat-bracket/bracket.yaml", "after/seat-bracket/bracket.yaml"


def numbers(rows: list[str]) -> list[Decimal]:
    """The second column from the right of each row; what is below the last digit counts as nothing."""
    found = [re.search(r"\s([<>+-]*)(\d[\d.]*)\s+\S+ %$", row) for row in rows]
    assert all(found), rows
    return [
        Decimal(0) if "<" in one[1] or ">" in one[1] else Decimal(f"{one[1]}{one[2]}") for one in found if one
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_text(
    run: Run,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    states: tuple[str, str],
    columns: int,
    lang: str,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run("diff", *states, "--lang", lang)
    assert (code, err) == (0, "")
    assert max(map(display_width, out.splitlines())) <= columns
    golden(f"examples/diff/bracket.{columns}.{lang}.txt", out)


def test_what_is_printed_adds_up(run: Run, states: tuple[str, str]) -> None:
    out = run("diff", *states)[1]
    rows = out.splitlines()
    totals = [Decimal(found) for found in re.findall(r"^[AB]  ([\d.]+) kg", out, re.MULTILINE)]
    start, middle = rows.index(next(row for row in rows if row.startswith("Because of"))), rows.index("", 5)
    *causes, difference = numbers(rows[start + 1 : middle])
    assert sum(causes) == difference == totals[1] - totals[0]
    own = [row for row in rows if re.match(r"  \S.* %$", row) and rows.index(row) > middle]
    assert sum(numbers(own)) == difference


def test_json_fits_its_schema_and_adds_up(run: Run, states: tuple[str, str]) -> None:
    code, out, _ = run("diff", *states, "--format", "json")
    assert code == 0
    answer = json.loads(out)
    Draft7Validator.check_schema(diff_schema())
    Draft7Validator(diff_schema()).validate(answer)
    data = answer["data"]
    assert {cause["cause"] for cause in data["causes"]} == {
        *("quantities", "yields", "structure", "energy_mix", "gwp_set")
    }
    assert data["change"] == pytest.approx(data["b"]["kg_co2e"] - data["a"]["kg_co2e"])
    assert sum(cause["kg_co2e"] for cause in data["causes"]) == pytest.approx(data["change"])
    assert sum(line["change"] for line in data["lines"]) == pytest.approx(data["change"])
    bolts = next(line for line in data["lines"] if line["name"] == "M10 bolt")
    assert sum(line["change"] for line in bolts["lines"]) == pytest.approx(bolts["change"])
    assert bolts["a"]["source"] == "before/hanil-fastener/m10x30.yaml"
    calculated = json.loads(run("calc", states[1], "--format", "json")[1])
    assert data["b"]["kg_co2e"] == calculated["data"]["total"]


def test_the_same_document(run: Run, states: tuple[str, str]) -> None:
    code, out, _ = run("diff", states[0], states[0], "--exit-code")
    assert code == 0 and "nothing that changes the total" in out
    assert run("diff", *states)[0] == 0
    assert run("diff", *states, "--exit-code")[0] == 1
    assert run("diff", states[0])[0] == 2


def test_two_gwp_sets_of_one_document(run: Run, states: tuple[str, str]) -> None:
    out = run("diff", states[0], "--gwp-b", "AR4", "--format", "json")[1]
    data = json.loads(out)["data"]
    assert [cause["cause"] for cause in data["causes"]] == ["gwp_set"]
    assert (data["a"]["gwp_set"], data["b"]["gwp_set"]) == ("AR6", "AR4")
    assert run("diff", states[0], "--gwp-b", "AR7")[0] == 2
    assert run("diff", states[0], "--gwp", "AR5", "--gwp-b", "AR6")[0] == 2


def test_one_parameter(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = run("diff", "examples/inverter-housing/housing.yaml", "--set-b", "shot=5.2 kg", "--format", "json")[
        1
    ]
    data = json.loads(out)["data"]
    assert [cause["cause"] for cause in data["causes"]] == ["quantities"]
    assert data["change"] > 0
    both = run(
        "diff", "examples/inverter-housing/housing.yaml", "--set", "shot=5.2 kg", "--set-b", "melt_loss=3 %"
    )
    assert both[0] == 0
    assert run("diff", "examples/inverter-housing/housing.yaml", "--set-b", "shoot=5.2 kg")[0] == 2


def test_two_locks(run: Run, states: tuple[str, str]) -> None:
    assert run("lock", states[0])[0] == 0
    lock = Path("before/carbonfoot.lock")
    text = lock.read_text(encoding="utf-8")
    other = Path("other.lock")
    other.write_text(text, encoding="utf-8")
    assert run("diff", states[0], "--lock-b", str(other), "--exit-code")[0] == 0
    assert run("diff", states[0], states[0], "--locked", "--exit-code")[0] == 0
    assert run("diff", states[0], "--lock-b", "missing.lock")[0] == 1  # drift: the answer is no
    assert run("diff", states[0], "--lock-b", states[0])[0] == 3


def test_a_total_that_is_not_known(run: Run, incomplete: Path) -> None:
    other = incomplete.with_name("other.yaml")
    other.write_text(
        incomplete.read_text(encoding="utf-8").replace("1 kg, factor", "2 kg, factor"), encoding="utf-8"
    )
    code, out, err = run("diff", "part.yaml", "other.yaml")
    assert (code, out) == (4, "")
    assert err.count("error[CF307]") + err.count("incomplete[CF307]") == 2
    code, out, _ = run("diff", "part.yaml", "other.yaml", "--allow-incomplete")
    assert code == 4
    assert "A  at least 2.380 kg CO2e" in out and "the split is of what is known" in out
    data = json.loads(run("diff", "part.yaml", "other.yaml", "--allow-incomplete", "-f", "json")[1])["data"]
    assert data["complete"] is False and data["causes"][0]["cause"] == "quantities"
    assert json.loads(run("diff", "part.yaml", "other.yaml", "-f", "json")[1])["data"] is None


def test_what_cannot_be_read(run: Run, part: Path) -> None:
    assert run("diff", "part.yaml", "missing.yaml")[0] == 3
    assert run("diff", "part.yaml", str(part.parent))[0] == 3
    printed = part.with_name("before.json")
    assert run("calc", "part.yaml", "-f", "json", "-o", str(printed))[0] == 0
    code, out, err = run("diff", str(printed), "part.yaml")
    assert (code, out) == (3, "") and "CF471" in err


def test_a_document_is_never_written_over(run: Run, part: Path) -> None:
    assert run("diff", "part.yaml", "--gwp-b", "AR5", "--output", "part.yaml")[0] == 2


def test_words_stand_in_both_languages() -> None:
    assert WORDS["en"].keys() == WORDS["ko"].keys()
    places = re.compile(r"\{(\w+)\}")
    for key, text in WORDS["en"].items():
        assert set(places.findall(text)) == set(places.findall(WORDS["ko"][key])), key
        assert text.isascii()


def test_another_product_is_said_to_be_another(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    bracket, housing = "examples/seat-bracket/bracket.yaml", "examples/inverter-housing/housing.yaml"
    note = "compared with another product: Front seat bracket  88100-SB01\n"
    assert note in run("diff", bracket, housing)[1]
    assert "another product" not in run("diff", housing, "--set-b", "melt_loss=3 %")[1]


def test_another_recycled_share_is_not_another_value_of_the_record(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples" / "inverter-housing" / "housing.yaml").read_text(encoding="utf-8")
    for name, share in (("a.yaml", "15 %"), ("b.yaml", "24 %")):
        changed = re.sub(r"    route: secondary.*\n", f"    recycled: {share}\n", text)
        Path(name).write_text(changed, encoding="utf-8")
    out = " ".join(run("diff", "a.yaml", "b.yaml")[1].split())
    assert "85.0 % -> 76.0 %" in out and "15.0 % -> 24.0 %" in out
    assert "other values" not in out
