"""The commands as people and programs use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from carbonfoot.programmes.technologies.shelf import BUILT_IN, files_of, shelf
from carbonfoot.reports.width import display_width

ROOT = Path(__file__).parents[3]
COVER = str(ROOT / "examples/foundry/cover.yaml")
TECHNOLOGIES = ["programme", "technologies"]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit_the_terminal(
    tmp_path: Path, carbonfoot: Any, monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    runs = [carbonfoot(tmp_path, [*TECHNOLOGIES, "list", "--lang", lang])]
    runs += [
        carbonfoot(tmp_path, [*TECHNOLOGIES, "show", id, "--lang", lang]) for id, _ in files_of(BUILT_IN)
    ]
    at = ["--at", "processes/Melting and casting", "--value", "share=20 %", "--lang", lang]
    runs.append(carbonfoot(tmp_path, [*TECHNOLOGIES, "apply", "cross-sector/heat-pump", COVER, *at]))
    for run in runs:
        assert run.code == 0, run.err
        assert max(map(display_width, run.out.splitlines())) <= columns
        assert all(line == line.rstrip() for line in run.out.splitlines())


def test_list_by_sector_and_by_what_is_replaced(tmp_path: Path, carbonfoot: Any) -> None:
    every = carbonfoot(tmp_path, [*TECHNOLOGIES, "list", "--format", "json"]).data
    assert every["schema"] == "carbonfoot/technologies/1"
    assert [one["id"] for one in every["data"]["technologies"]] == sorted(shelf(None).cards)
    steel = carbonfoot(tmp_path, [*TECHNOLOGIES, "list", "--sector", "steel", "--format", "json"]).data
    assert {one["sector"] for one in steel["data"]["technologies"]} == {"steel"}
    boiler = carbonfoot(tmp_path, [*TECHNOLOGIES, "list", "--replaces", "BOILER", "--format", "json"]).data
    assert boiler["data"]["technologies"] and all(
        "boiler" in one["replaces"].lower() for one in boiler["data"]["technologies"]
    )
    assert carbonfoot(tmp_path, [*TECHNOLOGIES, "list", "--replaces", "nothing at all"]).code == 5
    assert carbonfoot(tmp_path, [*TECHNOLOGIES, "list", "--sector", "stel"]).code == 2


def test_show_is_the_card_as_it_is_written(tmp_path: Path, carbonfoot: Any) -> None:
    run = carbonfoot(tmp_path, [*TECHNOLOGIES, "show", "cross-sector/heat-pump", "--format", "json"])
    text = (Path(BUILT_IN) / "cross-sector/heat-pump.yaml").read_text(encoding="utf-8")
    written = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    assert run.data["schema"] == "carbonfoot/technology/1" and run.data["data"]["card"] == written


def test_an_unknown_card_names_the_nearest(tmp_path: Path, carbonfoot: Any) -> None:
    run = carbonfoot(tmp_path, [*TECHNOLOGIES, "show", "cross-sector/heat-pum"])
    assert run.code == 2 and "cross-sector/heat-pump" in run.err


def test_what_is_written_is_a_measure_and_a_scenario_that_give_the_same(house: Any, carbonfoot: Any) -> None:
    from carbonfoot.pipeline import Options
    from carbonfoot.scenarios.run import compare

    for name in ("cover.yaml", "dross.yaml"):
        (house.folder / name).write_bytes((ROOT / "examples/foundry" / name).read_bytes())
    at = [
        "--at",
        "processes/Melting and casting",
        "--value",
        "share=20 %",
        "--write",
        "snippet.yaml",
        "--format",
        "json",
    ]
    run = carbonfoot(house.folder, [*TECHNOLOGIES, "apply", "cross-sector/heat-pump", "cover.yaml", *at])
    assert run.code == 0
    data = run.data["data"]
    assert (
        data["range"]["lowest"]["total"] < data["after"] < data["range"]["highest"]["total"] < data["before"]
    )
    snippet = yaml.load((house.folder / "snippet.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    assert snippet["measures"][0]["technology"] == "cross-sector/heat-pump"
    document = (house.folder / "cover.yaml").read_text(encoding="utf-8")
    with_it = house.folder / "with.yaml"
    with_it.write_text(document + yaml.safe_dump({"scenarios": snippet["scenarios"]}), encoding="utf-8")
    found = compare(str(with_it), Options(), ("all",))
    assert found.one("heat-pump").total == pytest.approx(data["after"], rel=1e-11)


def test_the_schemas_take_every_card(tmp_path: Path, carbonfoot: Any) -> None:
    schema = json.loads(carbonfoot(tmp_path, ["schema", "technology"]).out)
    Draft7Validator.check_schema(schema)
    for _, file in files_of(BUILT_IN):
        data = yaml.load(Path(file).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
        assert not [*Draft7Validator(schema).iter_errors(data)], file
    Draft7Validator.check_schema(json.loads(carbonfoot(tmp_path, ["schema", "programme"]).out))


def test_a_measure_of_a_programme_takes_the_effect_of_its_card(house: Any, carbonfoot: Any) -> None:
    for name in ("cover.yaml", "dross.yaml"):
        (house.folder / name).write_bytes((ROOT / "examples/foundry" / name).read_bytes())
    measure: dict[str, Any] = {
        "id": "pump", "name": "Pump", "member": "foundry", "technology": "cross-sector/heat-pump",
        "at": {"document": "cover.yaml", "line": "processes/Melting and casting"}, "start": "2026",
        "values": {"share": "20 %"},
    }  # fmt: skip
    programme = {
        "carbonfoot": "programme/1",
        "programme": {"id": "P", "name": "P", "years": "2025-2027"},
        "members": [
            {"id": "foundry", "name": "Foundry", "role": "supplier", "tier": "1",
             "products": [{"document": "cover.yaml", "volume": "1000 piece"}]}
        ],
        "measures": [measure],
    }  # fmt: skip
    house.write("programme.yaml", programme)
    run = carbonfoot(house.folder, ["programme", "report", "programme.yaml", "--format", "json"])
    assert run.code == 0, run.err
    at = ["--at", "processes/Melting and casting", "--value", "share=20 %", "--format", "json"]
    alone = carbonfoot(
        house.folder, [*TECHNOLOGIES, "apply", "cross-sector/heat-pump", "cover.yaml", *at]
    ).data["data"]
    after = run.data["data"]["products"][0]["after"]["2026"]
    assert after == pytest.approx(alone["after"], rel=1e-11)
    for changed, code in (
        ({"technology": "cross-sector/heat-pum"}, "CF001"),
        ({"values": {}}, "CF989"),
        ({"values": {"shar": "20 %", "share": "20 %"}}, "CF101"),
        ({"at": {"document": "cover.yaml", "line": "processes/Blasting"}}, "CF988"),
    ):
        house.write("programme.yaml", {**programme, "measures": [{**measure, **changed}]})
        run = carbonfoot(house.folder, ["programme", "check", "programme.yaml"])
        assert run.code == 3 and code in run.err, run.err


MILL = str(ROOT / "examples/sectors/steel/integrated-mill.yaml")
CAPTURE = ["steel/bf-capture", MILL, "--at", "processes/Blast furnace", "--value", "gas=684 GWh (net)"]
CAPTURE += ["--value", "electricity=144 GWh", "--value", "stored=900000 t"]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_a_site_shows_its_products_and_warns_of_what_follows(
    tmp_path: Path, carbonfoot: Any, monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    run = carbonfoot(tmp_path, [*TECHNOLOGIES, "apply", *CAPTURE, "--lang", lang])
    assert run.code == 0 and "CF991" in run.err
    assert max(map(display_width, run.out.splitlines())) <= columns
    [row] = [
        line
        for line in run.out.splitlines()
        if "kg CO2e/t)" in line and line.split()[0] in ("Hot-rolled", "열연코일")
    ]
    assert row.split()[-4:] == ["2444", "2269", "-7.2", "%"]


def test_assumptions_of_a_range_are_said_where_they_apply(tmp_path: Path, carbonfoot: Any) -> None:
    at = ["--at", "processes/Melting and casting", "--value", "share=20 %"]
    one = carbonfoot(tmp_path, [*TECHNOLOGIES, "apply", "cross-sector/heat-pump", COVER, *at]).out
    assert "each end computed" in " ".join(one.split()) and "moved alone" not in one


def test_a_summary_and_what_follows_in_korean(tmp_path: Path, carbonfoot: Any) -> None:
    shown = " ".join(
        carbonfoot(tmp_path, [*TECHNOLOGIES, "show", "steel/top-gas-recovery", "--lang", "ko"]).out.split()
    )
    assert (
        "고로를 산소로 조업하고" in shown and "함께 바뀌지만" in shown and "코크스로가 계속 만든다" in shown
    )
