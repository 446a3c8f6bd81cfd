"""Missing is never zero: a line without a number leaves no total, and what is known is called `at least`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MISSING = {"name": "POM", "amount": "1 kg", "factor": "polymers/pom", "origin": "TW"}


def known(stated: Any, kg: str = "3 kg") -> dict[str, Any]:
    return {"name": "Coil", "amount": kg, "footprint": stated(2)}


def test_one_missing_line_leaves_no_total(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [known(stated), MISSING], "packaging": [known(stated, "1 kg")]})
    result = answer.footprint
    assert (result.total, result.at_least, result.missing, result.line_count) == (None, 8, ["POM"], 3)
    assert answer.lines()["inputs/1"].co2e is None
    data = answer.printed["data"]
    assert (data["total"], data["complete"], data["at_least"]) == (None, False, 8)
    assert data["lines_missing"] == ["POM"]
    assert data["lines"][1]["kg_co2e"] is None and data["lines"][1]["missing"] is True


def test_zero_is_a_number_and_not_missing(calc: Any, stated: Any) -> None:
    nothing = {"name": "Gift", "amount": "0 kg", "footprint": stated(2)}
    free = {"name": "Air", "amount": "5 kg", "footprint": stated(0)}
    answer = calc({"inputs": [known(stated), nothing, free]})
    assert answer.total == 6
    assert answer.footprint.missing == []


def test_line_missing_deep_inside_leaves_no_number_on_the_way_up(
    calc: Any, stated: Any, make_document: Any
) -> None:
    inner = make_document({"inputs": [known(stated), MISSING]}, id="INNER")
    middle = make_document(
        {"inputs": [{"name": "In", "amount": "2 piece", "product": "inner.yaml"}]}, id="MIDDLE"
    )
    answer = calc(
        {"inputs": [{"name": "Mid", "amount": "5 piece", "product": "middle.yaml"}, known(stated)]},
        files={"inner.yaml": inner, "middle.yaml": middle},
    )
    lines = answer.lines()
    assert answer.footprint.total is None
    assert answer.footprint.at_least == 5 * 2 * 6 + 6
    assert [
        lines[path].co2e for path in ("inputs/0", "inputs/0 > inputs/0", "inputs/0 > inputs/0 > inputs/1")
    ] == [
        None,
        None,
        None,
    ]
    assert lines["inputs/0 > inputs/0 > inputs/0"].co2e == 60
    assert answer.footprint.missing == ["POM"]


def test_missing_line_of_the_suppliers_own_distribution_does_not_matter(
    calc: Any, stated: Any, make_document: Any
) -> None:
    inner = make_document({"inputs": [known(stated)], "use": [MISSING]}, id="INNER")
    body = {"inputs": [{"name": "In", "amount": "2 piece", "product": "inner.yaml"}]}
    assert calc(body, files={"inner.yaml": inner}).total == 12


def test_part_of_a_line_that_is_not_assessed_is_no_missing_line(calc: Any) -> None:
    """What no source covers is listed beside a total that stands."""
    answer = calc({"processes": [{"name": "Press", "electricity": "1 kWh"}]})
    assert answer.footprint.not_assessed == [("Press, electricity", "upstream")]
    assert answer.total == pytest.approx(0.4173, rel=1e-12)


def test_product_without_lines_has_no_footprint(calc: Any) -> None:
    answer = calc({})
    assert "CF110" in answer.codes()
    assert answer.footprint.total is None


# --------------------------------------------------------------------------------------------- the whole command


def command(folder: Path, stated: Any, make_document: Any, *options: str) -> subprocess.CompletedProcess[str]:
    part = make_document({"inputs": [known(stated), known(stated, "1 kg"), MISSING]})
    (folder / "part.yaml").write_text(json.dumps(part), encoding="utf-8")
    run = [sys.executable, "-m", "carbonfoot", "calc", str(folder / "part.yaml"), *options]
    return subprocess.run(run, capture_output=True, text=True, encoding="utf-8", check=False)


def test_incomplete_text_says_at_least_only_when_it_is_allowed(
    tmp_path: Path, stated: Any, make_document: Any
) -> None:
    plain = command(tmp_path, stated, make_document)
    allowed = command(tmp_path, stated, make_document, "--allow-incomplete")
    assert plain.returncode == allowed.returncode == 4
    assert "at least" not in plain.stdout and "8" not in plain.stdout.split()
    assert "at least 8" in allowed.stdout
    assert "1 of 3 lines missing" in allowed.stdout.replace("\n", " ")


def test_incomplete_json_has_no_total_either_way(tmp_path: Path, stated: Any, make_document: Any) -> None:
    for options in (["--format", "json"], ["--format", "json", "--allow-incomplete"]):
        done = command(tmp_path, stated, make_document, *options)
        assert done.returncode == 4
        data = json.loads(done.stdout)["data"]
        assert data["total"] is None and data["at_least"] == 8 and data["lines_missing"] == ["POM"]
