"""Weighted mixes, comparisons, and what the command prints of them."""

from __future__ import annotations

import json
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.cli import main
from carbonfoot.reports.calc_schema import calc_schema
from carbonfoot.reports.scenario_schema import scenario_schema
from carbonfoot.reports.width import display_width

SCENARIOS = {
    "thin": {"title": "Thinner", "title_ko": "얇게", "set": {"blank": "2.1 kg"}},
    "green": {"base": "thin", "change": {"processes/Stamping/electricity": "x 0.2"}},
    "mixed": {"mix": {"thin": "60 %", "green": "30 %", "base": "0.1"}, "note": "two plants"},
    "again": {"mix": {"mixed": "50 %", "thin": "50 %"}},
    "free": {"add": {"inputs": {"name": "Lacquer", "amount": "1 g", "auxiliary": "yes"}}},
}


def test_a_mix_is_the_weighted_sum_of_totals(whatif: Any) -> None:
    found = whatif({key: value for key, value in SCENARIOS.items() if key != "free"})
    thin, green, base = (found.one(name).total for name in ("thin", "green", "base"))
    mixed, again = found.one("mixed"), found.one("again")
    assert mixed.total == fsum([0.6 * thin, 0.3 * green, 0.1 * base])
    assert dict(again.mix) == pytest.approx({"thin": 0.8, "green": 0.15, "base": 0.05})
    assert again.total == pytest.approx(0.8 * thin + 0.15 * green + 0.05 * base, rel=1e-14)
    for ran in found.runs:
        assert fsum(ran.stages.values()) == pytest.approx(ran.total, rel=1e-12)


def test_a_mix_alone_computes_what_it_needs(whatif: Any) -> None:
    assert [ran.name for ran in whatif(SCENARIOS, "mixed").runs] == ["base", "thin", "green", "mixed"]


def test_a_mix_of_something_incomplete_has_no_total(whatif: Any) -> None:
    found = whatif({**SCENARIOS, "bad": {"mix": {"free": "50 %", "thin": "50 %"}}}, "bad")
    bad = found.one("bad")
    assert bad.total is None
    assert bad.at_least == pytest.approx(0.5 * (found.one("free").at_least + found.one("thin").total))
    finding = whatif.finding(found, "CF307")
    assert finding.message.startswith("scenario `free`: ")
    assert finding.path == ("scenarios", "free", "add", "inputs")


def test_a_mix_of_different_gwp_sets_is_refused(whatif: Any) -> None:
    found = whatif({"old": {"gwp": "AR5"}, "half": {"mix": {"old": "50 %", "base": "50 %"}}}, "half")
    assert whatif.finding(found, "CF465").path == ("scenarios", "half", "mix")
    assert found.one("half").total is None and found.one("old").total is not None


@pytest.fixture
def document(whatif: Any, part: Any) -> Path:
    return Path(whatif.written({**part, "scenarios": SCENARIOS}))


@pytest.fixture
def run(document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`calc part.yaml` with these words: exit code, result, talk."""

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["carbonfoot", "calc", document.name, *words])
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("TERM", "xterm")
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def test_json_of_a_comparison(run: Any) -> None:
    code, out, _ = run("--scenario", "all", "--format", "json")
    answer = json.loads(out)
    Draft7Validator(scenario_schema()).validate(answer)
    assert code == 4, "one of them is incomplete"
    by_name = {one["name"]: one for one in answer["data"]["scenarios"]}
    assert list(by_name) == ["base", *SCENARIOS]
    assert by_name["base"]["change"] == {"kg_co2e": 0.0, "relative": 0.0}
    thin, base = by_name["thin"], by_name["base"]
    assert thin["change"]["kg_co2e"] == pytest.approx(thin["total"] - base["total"], rel=1e-9)
    assert thin["footprint"]["total"] == thin["total"]
    assert by_name["mixed"]["kind"] == "mix" and by_name["mixed"]["footprint"] is None
    assert [one["weight"] for one in by_name["mixed"]["mix"]] == [0.6, 0.3, 0.1]
    assert by_name["free"]["total"] is None and by_name["free"]["change"] is None


def test_json_of_one_scenario_is_that_of_calc(run: Any) -> None:
    code, out, _ = run("--scenario", "green", "--target", "4", "--format", "json")
    answer = json.loads(out)
    Draft7Validator(calc_schema()).validate(answer)
    assert code == 0 and answer["schema"] == "carbonfoot/calc/1" and answer["options"]["scenario"] == "green"
    said = answer["data"]["scenario"]
    assert said["name"] == "green" and said["change"]["kg_co2e"] < 0
    assert said["base"]["total"] + said["change"]["kg_co2e"] == pytest.approx(
        answer["data"]["total"], rel=1e-9
    )
    reached = [one for one in answer["data"]["sensitivity"]["inputs"] if one["break_even"]["possible"]]
    assert reached
    assert all(one["break_even"]["kg_co2e"] == pytest.approx(4, rel=1e-8) for one in reached)


def test_the_answer_of_a_refused_scenario(run: Any, document: Path) -> None:
    text = document.read_text(encoding="utf-8").replace("2.1 kg", "2.1 kWh")
    document.write_text(text, encoding="utf-8")
    code, out, _ = run("--scenario", "thin", "--sensitivity", "--format", "json")
    answer = json.loads(out)
    Draft7Validator(calc_schema()).validate(answer)
    assert code == 3 and answer["data"]["total"] is None and "sensitivity" not in answer["data"]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_text_fits_the_terminal(run: Any, lang: str) -> None:
    for words in (("--scenario", "all"), ("--scenario", "thin", "--sensitivity", "--target", "5 kg CO2e")):
        _, out, _ = run(*words, "--lang", lang, "--quiet")
        assert max(display_width(line) for line in out.splitlines()) <= 80
        assert ("얇게" if lang == "ko" else "Thinner") in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scenario", "mixed", "--sensitivity"), "one result"),
        (("--scenario", "wet"), "choose thin"),
        (("--scenario", "all", "--depth", "1"), "one result"),
        (("--target", "6 kg"), "CO2e"),
        (("--target", "-1"), "not negative"),
        (("--target", "much"), "does not start with a number"),
    ],
)
def test_usage_errors(run: Any, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert code == 2 and out == "" and said in err


def test_what_is_known_of_an_incomplete_one_is_shown_where_that_is_allowed(run: Any) -> None:
    assert "No total" in run("--scenario", "all")[1]
    _, out, _ = run("--scenario", "all", "--allow-incomplete")
    assert "No total" not in out and ">=" in out


def test_a_target_in_another_unit(run: Any) -> None:
    answers = {run("--target", text, "--quiet")[1] for text in ("5 kg CO2e", "5000 g CO2e", "5")}
    (text,) = answers
    assert "To reach 5.000 kg CO2e" in text
