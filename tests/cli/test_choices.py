"""What is asked for on the command line, in the document and in `carbonfoot.toml`, and which of them holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, str, str]]


def calculated(run: Run, *more: str) -> Any:
    return json.loads(run("calc", "part.yaml", "--format", "json", *more)[1])


@pytest.fixture
def gas(part: Path) -> Path:
    """A part that releases 1 g SF6, which weighs differently in each GWP set."""
    text = part.read_text(encoding="utf-8")
    text += "processes:\n  - {name: Insulating, emissions: [{gas: SF6, amount: 1 g}]}\n"
    part.write_text(text, encoding="utf-8")
    return part


def test_the_gwp_set_of_the_command_line_holds_then_the_documents_then_the_projects(
    run: Run, gas: Path
) -> None:
    def sf6(*more: str) -> tuple[str, float]:
        data = calculated(run, *more)["data"]
        return data["gwp_set"], next(one["kg_co2e"] for one in data["by_gas"] if one["gas"] == "sf6")

    assert sf6() == ("AR6", 25.2)
    (gas.parent / "carbonfoot.toml").write_text('gwp = "AR4"\n', encoding="utf-8")
    assert sf6() == ("AR4", 22.8)
    gas.write_text(gas.read_text(encoding="utf-8") + "gwp: AR5\n", encoding="utf-8")
    assert sf6() == ("AR5", 23.5)
    assert sf6("--gwp", "AR6") == ("AR6", 25.2)


def test_the_language_of_the_command_line_holds_then_the_projects(run: Run, part: Path) -> None:
    assert "By gas" in run("calc", "part.yaml")[1]
    (part.parent / "carbonfoot.toml").write_text('lang = "ko"\n', encoding="utf-8")
    assert "온실가스별" in run("calc", "part.yaml")[1]
    assert "By gas" in run("calc", "part.yaml", "--lang", "en")[1]


def test_the_settings_are_those_of_the_folder_of_the_document(run: Run, part: Path) -> None:
    inner = part.parent / "supplier" / "parts"
    inner.mkdir(parents=True)
    (inner / "bolt.yaml").write_bytes(part.read_bytes())
    (part.parent / "supplier" / "carbonfoot.toml").write_text('lang = "ko"\n', encoding="utf-8")
    assert "온실가스별" in run("calc", "supplier/parts/bolt.yaml")[1]
    assert "By gas" in run("calc", "part.yaml")[1]


def test_a_parameter_may_have_another_value(run: Run, part: Path) -> None:
    text = part.read_text(encoding="utf-8").replace("amount: 1 kg", "amount: = gross")
    part.write_text(text + "parameters: {gross: 1 kg, unused: 3 mm}\n", encoding="utf-8")
    plain = calculated(run)
    doubled = calculated(run, "--set", "gross=2 kg", "--set", "unused = 4 mm")
    assert doubled["data"]["total"] == pytest.approx(2 * plain["data"]["total"], rel=1e-12)
    assert doubled["options"]["parameters"] == ["gross=2 kg", "unused = 4 mm"]
    assert "computed: gross with gross = 2 kg" in run("explain", "part.yaml", "--set", "gross=2 kg")[1]


def test_a_windows_drive_is_not_taken_for_a_path_inside_a_document(run: Run, part: Path) -> None:
    code, _, err = run("explain", r"C:\parts\bracket.yaml")
    assert code == 3
    assert "error[CF001]" in err


def test_a_document_whose_name_looks_like_a_code_or_has_a_colon_is_still_a_document(
    run: Run, part: Path
) -> None:
    text = part.read_bytes()
    Path("CF301").write_bytes(text)
    assert "Coil" in run("explain", "CF301")[1]
    try:
        Path("a:inputs").write_bytes(text)
    except OSError:
        pytest.skip("this system has no colon in file names")
    assert "Coil" in run("explain", "a:inputs:inputs/0")[1]


def test_the_version(run: Run) -> None:
    from carbonfoot import __version__

    assert run("--version") == (0, f"carbonfoot {__version__}\n", "")
