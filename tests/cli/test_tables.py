"""Tables of scenarios and groups: what is printed adds up, and fits the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from carbonfoot.reports.width import display_width

HOUSING = Path(__file__).resolve().parents[2] / "examples" / "inverter-housing" / "housing.yaml"


def test_stages_add_up_to_totals_and_changes(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("calc", str(HOUSING), "--scenario", "all", "--quiet")
    assert code == 0
    above, _, below = out.partition("Change by stage")
    totals = {
        name.rstrip(","): (Decimal(total), Decimal(change or 0))
        for name, total, change in re.findall(
            r"^  (as written|[a-z][a-z-]*,).*? (\d+\.\d+) *([+-]\d+\.\d+)?", above, re.MULTILINE
        )
    }
    assert len(totals) == 5
    columns = list(zip(*(re.split(r"  +", row.strip())[1:] for row in below.splitlines()[2:]), strict=True))
    sums = [sum((Decimal(re.sub("[<>].*", "0", one)) for one in column), Decimal(0)) for column in columns]
    assert sums == [
        totals["as written"][0],
        *(change for name, (_, change) in totals.items() if name != "as written"),
    ]
    for total, change in totals.values():
        assert total - change == totals["as written"][0]


def test_groups_by_activity_fit_a_narrow_terminal(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (60, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        for lang in ("en", "ko"):
            _, out, _ = run("calc", str(HOUSING), "--by", "activity", "--lang", lang, "--quiet")
            assert "100.0 %" in out
            assert max(display_width(row) for row in out.splitlines()) <= columns


def test_an_incomplete_scenario_has_no_changes_by_stage_and_no_false_way_out(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "carbonfoot.toml").touch()
    (tmp_path / "housing.yaml").write_bytes(HOUSING.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert run("lock", "housing.yaml")[0] == 0
    for more in ((), ("--allow-incomplete",)):
        code, out, err = run("calc", "housing.yaml", "--scenario", "all", "--locked", "--quiet", *more)
        assert code != 0
        above, _, below = out.partition("Change by stage")
        assert "primary, Primary ingot" in above and "shortage," in above
        assert "furnace" in below and "primary" not in below and "shortage" not in below
        assert "-3.78" not in out
        assert "without `--locked`" in " ".join(err.split())
        assert "`carbonfoot lock` would pin" not in err
    told = json.loads(run("calc", "housing.yaml", "--scenario", "all", "--locked", "--format", "json")[1])
    changes = {
        one["name"]: [stage["change"] for stage in one["by_stage"]] for one in told["data"]["scenarios"]
    }
    assert set(changes["primary"]) == set(changes["shortage"]) == {None}
    assert None not in changes["furnace"]


def test_slopes_of_an_incomplete_result_are_said_to_be_of_what_is_known(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HOUSING.read_text(encoding="utf-8").replace("route: secondary", "route: unheard-of")
    (tmp_path / "part.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = ("calc", "part.yaml", "--allow-incomplete", "--sensitivity", "--target", "5 kg CO2e")
    assert "slopes and targets are of what is known" in " ".join(run(*words)[1].split())
    assert "알려진 부분에 대한" in run(*words, "--lang", "ko")[1]
    inputs = json.loads(run(*words, "--format", "json")[1])["data"]["sensitivity"]["inputs"]
    (ingot,) = (one for one in inputs if one["path"] == "inputs/0/amount")
    assert ingot["elasticity"] is None and ingot["kg_co2e_for_1_percent"] is None
    assert ingot["break_even"]["possible"] is False
