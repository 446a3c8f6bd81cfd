"""What stands in examples to be replaced is never declared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.cli.init import STARTER
from carbonfoot.declarations import placeholders
from carbonfoot.declarations.pact.company import BLOCK

Run = Callable[..., tuple[int, str, str]]

COMPANY = """[company]
name = "Hanil Fastener Co., Ltd."
ids = ["urn:pact:hanil.example:company-id:hanil"]
domain = "hanil.example"
"""
PART = """carbonfoot: part/1
product:
  id: HF-1
  name: Bolt
  declared_unit: 1 piece
  mass: 24 g
  made_in: KR
  carbon_content: {fossil: 0 kg/kg, biogenic: 0 kg/kg}
period: 2025
inputs:
  - name: Wire
    amount: 25 g
    transport: []
    footprint: {value: 1.5 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}
"""


@pytest.fixture
def declared(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(tmp_path)

    def declare(part: str, settings: str, format: str) -> tuple[int, str]:
        Path("part.yaml").write_text(part, encoding="utf-8")
        Path("carbonfoot.toml").write_text(settings, encoding="utf-8")
        file = "report.md" if format == "iso14067" else "part.json"
        code, _, err = run("declare", "part.yaml", "--as", format, "-o", file)
        assert Path(file).exists() == (code == 0), err
        Path(file).unlink(missing_ok=True)
        return code, err

    return declare


@pytest.mark.parametrize("format", ["pact-3.0.3", "iso14067"])
@pytest.mark.parametrize(
    ("part", "settings", "said"),
    [
        (PART, BLOCK, "`[company]` of carbonfoot.toml still holds example texts: `name`"),
        (PART, COMPANY.replace('"hanil.example"', '"..."'), "example texts: `domain` (`...`)"),
        (
            PART,
            COMPANY.replace("urn:pact:hanil.example:company-id:hanil", "urn:lei:..."),
            "`ids` (`urn:lei:...`)",
        ),
        (PART, COMPANY + '[declare]\nlimits = ["one year", "TODO"]\n', "`limits/1` (`TODO`)"),
        (PART + "declare: {reasons: ...}\n", COMPANY, "`declare:` still holds example texts: `reasons`"),
        (PART.replace("name: Bolt", f"name: {placeholders.STARTER}"), COMPANY, "still named `My part`"),
    ],
)
def test_an_example_text_is_refused_in_every_format(
    declared: Callable[..., tuple[int, str]], part: str, settings: str, said: str, format: str
) -> None:
    code, err = declared(part, settings, format)
    assert code == 3
    assert said in err
    assert "nothing was written" in err


@pytest.mark.parametrize("format", ["pact-3.0.3", "iso14067"])
def test_what_only_looks_like_one_is_declared(declared: Callable[..., tuple[int, str]], format: str) -> None:
    texts = "declare: {description: 'bolt <left> ... and so on', comment: see todo list}\n"
    code, err = declared(PART + texts, COMPANY, format)
    assert code == 0, err


def test_the_starter_of_init_is_one() -> None:
    assert f"name: {placeholders.STARTER}\n" in STARTER


def test_who_does_not_say_who_declares_is_given_what_to_paste(
    declared: Callable[..., tuple[int, str]],
) -> None:
    code, err = declared(PART, "", "pact-3.0.3")
    assert code == 4
    for line in BLOCK.splitlines():
        assert line in err
