"""`--uncertainty`, `--draws`, `--compare`: what they print, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

COIL = "  - {name: Coil, amount: %s kg, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR, gsd: 1.1}\n"

HEAD = """\
carbonfoot: part/1
product: {id: %s, name: Bracket, declared_unit: %s, mass: 1 kg, made_in: KR}
period: 2025
inputs:
"""


def _write(folder: Path, name: str, amount: str, unit: str = "1 piece", more: str = "") -> str:
    file = folder / name
    file.write_text(HEAD % (name, unit) + COIL % amount + more, encoding="utf-8")
    return str(file)


def _data(run: Any, *words: str) -> dict[str, Any]:
    answer = run("calc", *words, "--format", "json")
    found: dict[str, Any] = json.loads(answer.out)
    return found


def test_the_interval_stands_beside_the_total(run: Any, tmp_path: Path) -> None:
    file = _write(tmp_path, "a.yaml", "1")
    assert "2.38 kg CO2e per 1 piece, 95 %: 1.5 to 3.9 (mostly assumed)" in run("calc", file).out
    stated = run("calc", file, "--uncertainty", "stated").out
    assert "2.380 kg CO2e per 1 piece, 95 %: 1.97 to 2.87\n" in stated  # 2.38 / 1.1^1.96, 2.38 x 1.1^1.96
    assert "95 %" not in run("calc", file, "--uncertainty", "none").out


def test_nothing_stated_is_no_interval(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(HEAD % ("A", "1 piece") + (COIL % "1").replace(", gsd: 1.1", ""), encoding="utf-8")
    out = run("calc", str(file), "--uncertainty", "sourced-only").out
    assert "95 %" not in out
    assert "nothing that counts is stated to be uncertain" in out
    data = _data(run, str(file), "--uncertainty", "sourced-only")["data"]["uncertainty"]
    assert (data["interval"], data["sd"], data["covered"]) == (None, None, 0.0)


def test_an_interval_of_a_part_says_of_how_much(run: Any, tmp_path: Path) -> None:
    more = "  - {name: HDPE, amount: 1 kg, factor: polymers/hdpe, origin: TW}\n"
    file = _write(tmp_path, "a.yaml", "1", more=more)
    assert "(of 51.9 % of the total)" in run("calc", file, "--uncertainty", "stated").out


def test_the_project_may_choose_what_counts(run: Any, tmp_path: Path) -> None:
    file = _write(tmp_path, "a.yaml", "1")
    (tmp_path / "carbonfoot.toml").write_text(
        '[uncertainty]\ncounts = "stated"\npedigree = "pedigree-strict"\n', encoding="utf-8"
    )
    found = _data(run, file)
    assert found["options"]["uncertainty"] == "stated"
    assert found["data"]["uncertainty"]["pedigree"] == {
        "matrix": "pedigree-strict",
        "empty": "worst",
        "scores_empty": {},
    }
    assert _data(run, file, "--uncertainty", "all")["options"]["uncertainty"] == "all"


@pytest.mark.parametrize(
    "text",
    [
        "uncertainty = 3\n",
        '[uncertainty]\ncounts = "some"\n',
        '[uncertainty]\npedigree = "mine"\n',
        "[uncertainty]\ncounts = 1\n",
        '[uncertainty]\nkind = "all"\n',
    ],
)
def test_settings_that_cannot_be(run: Any, tmp_path: Path, text: str) -> None:
    file = _write(tmp_path, "a.yaml", "1")
    (tmp_path / "carbonfoot.toml").write_text(text, encoding="utf-8")
    assert run("calc", file).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--seed", "1"),
        ("--draws", "99"),
        ("--draws", "20000000"),
        ("--draws", "100", "--seed", "-1"),
        ("--uncertainty", "some"),
        ("--uncertainty", "none", "--draws", "100"),
    ],
)
def test_options_that_cannot_be(run: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run("calc", _write(tmp_path, "a.yaml", "1"), *words).code == 2


def test_draws_agree_with_first_order_and_with_themselves(run: Any, tmp_path: Path) -> None:
    file = _write(tmp_path, "a.yaml", "1")
    found = _data(run, file, "--draws", "4000", "--seed", "7")["data"]
    drawn, first = found["monte_carlo"], found["uncertainty"]
    assert abs(drawn["mean"] - first["mean"]) < 4 * drawn["mean_standard_error"]
    assert drawn["sd"] == pytest.approx(first["sd"], rel=0.1)
    assert drawn["interval"]["low"] == pytest.approx(first["interval"]["low"], rel=0.05)
    assert [step["draws"] for step in drawn["convergence"]] == [100, 1000, 4000]
    assert {one["key"] for one in drawn["drivers"]} >= {"a.yaml:inputs/0/amount"}
    assert set(drawn["sd_by_origin"]) == {"assumed", "sourced"}
    assert _data(run, file, "--draws", "4000", "--seed", "7")["data"]["monte_carlo"] == drawn
    assert _data(run, file, "--draws", "4000", "--seed", "8")["data"]["monte_carlo"]["mean"] != drawn["mean"]
    text = run("calc", file, "--draws", "4000", "--seed", "7").out
    assert "4000 draws, seed 7: median 2.3" in text


def test_draws_do_not_depend_on_the_folder(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "a.yaml", "1")
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    (tmp_path / "in").mkdir()
    answers = []
    for folder, name in ((tmp_path, "a.yaml"), (tmp_path / "in", "../a.yaml")):
        monkeypatch.chdir(folder)
        answers.append(_data(run, name, "--draws", "200")["data"]["monte_carlo"])
    assert answers[0] == answers[1]


def test_too_few_draws_are_told(run: Any, tmp_path: Path) -> None:
    found = _data(run, _write(tmp_path, "a.yaml", "1"), "--draws", "100")
    assert "CF444" in {one["code"] for one in found["findings"]}


def test_what_two_products_share_is_held_together(run: Any, tmp_path: Path) -> None:
    """The same factor in both: only the amounts tell them apart, and 5 % less is surer than it looks."""
    one, other = _write(tmp_path, "a.yaml", "1"), _write(tmp_path, "b.yaml", "1.3")
    found = _data(run, one, "--compare", other)["data"]["comparison"]
    assert found["method"] == "first-order"
    assert found["difference"] == pytest.approx(-0.3 * found["with"]["total"] / 1.3, rel=1e-9)
    assert found["shared"] > 0.6
    assert found["difference_sd"] < 0.6 * found["difference_sd_if_independent"]
    drawn = _data(run, one, "--compare", other, "--draws", "4000")["data"]["comparison"]
    assert drawn["method"] == "monte-carlo"
    assert abs(drawn["lower"] - found["lower"]) < 0.02
    assert 0.95 < drawn["lower"] < 1
    text = run("calc", one, "--compare", other).out
    assert "this one is lower (first order)" in text
    assert "Beside          Bracket" in text


def test_a_product_beside_itself_is_neither(run: Any, tmp_path: Path) -> None:
    file = _write(tmp_path, "a.yaml", "1")
    found = _data(run, file, "--compare", file, "--draws", "500")["data"]["comparison"]
    assert (found["lower"], found["difference"]) == (0.5, 0.0)


def test_the_other_is_scaled_to_the_same_amount(run: Any, tmp_path: Path) -> None:
    one, other = _write(tmp_path, "a.yaml", "1"), _write(tmp_path, "b.yaml", "1000", "1000 piece")
    found = _data(run, one, "--compare", other)["data"]["comparison"]
    assert found["with"]["times"] == 0.001
    assert found["difference"] == pytest.approx(0, abs=1e-12)


def test_two_files_of_one_name_do_not_share_their_lines(run: Any, tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "carbonfoot.toml").write_text("", encoding="utf-8")
    one, other = _write(tmp_path / "old", "a.yaml", "1"), _write(tmp_path / "new", "a.yaml", "1")
    found = _data(run, one, "--compare", other, "--uncertainty", "sourced-only")["data"]["comparison"]
    assert found["shared"] == 0
    assert found["lower"] == 0.5


def test_what_cannot_be_compared(run: Any, tmp_path: Path) -> None:
    one, other = _write(tmp_path, "a.yaml", "1"), _write(tmp_path, "b.yaml", "1", "1 kg")
    answer = run("calc", one, "--compare", other)
    assert answer.code == 3
    assert "CF447" in answer.err
    assert "Beside " not in answer.out
    older = _write(tmp_path, "c.yaml", "1", more="gwp: AR5\n")
    assert (
        "the GWP set of `Bracket` is AR6, that of `Bracket` AR5" in run("calc", one, "--compare", older).err
    )
    assert run("calc", one, "--compare", older, "--gwp", "AR6").code == 0


def test_another_that_is_incomplete_is_no_comparison(run: Any, tmp_path: Path) -> None:
    one = _write(tmp_path, "a.yaml", "1")
    other = _write(tmp_path, "b.yaml", "1", more="  - {name: Glue, amount: 1 g, origin: KR}\n")
    answer = run("calc", one, "--compare", other, "--format", "json")
    assert answer.code == 4
    assert json.loads(answer.out)["data"]["comparison"] is None
