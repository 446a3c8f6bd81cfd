"""One programme with everything, as people and programs see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.told.report_json import data
from carbonfoot.programmes.told.report_text import render
from carbonfoot.reports.envelope import to_text
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import display_width
from tests.programmes.conftest import MEMBERS, Work
from tests.programmes.test_credits import CBAM, CEMENT, TRADING, credit
from tests.programmes.test_money import FURNACE, HEAD, PAYMENTS, PRESS, STATE

LONG = (
    "name: Maker of bolts and screws of every size with a very long name indeed, "
    "name_ko: 볼트와 나사를 만드는 아주 긴 이름의 회사"
)
MANY = (
    MEMBERS.replace("1000 piece", "1000000 piece")
    .replace("20000 piece", "20000000 piece")
    .replace("name: Maker of bolts", LONG)
)
CANDIDATE = (
    FURNACE.replace("id: furnace", "id: second")
    .replace("Measure furnace", "Measure second")
    .replace("start:", "status: candidate\n    start:")
    .replace("Furnace/natural_gas: -30 %", "Press/electricity: -40 %")
)
BESIDE = (
    "credits:\n"
    + credit(period="2027-01-01 2027-12-31").replace("measure: press", "measure: furnace")
    + TRADING
    + CBAM
)
TARGETS = """\
targets:
  - {id: car, product: car.yaml, reduction: {2027: 0.1 %, 2030: 1 %}, spend_at_most: 30000000 KRW}
  - {id: all, budget: 80000 t CO2e}
"""

Golden = Callable[[str, str], None]


@pytest.fixture
def told(chain: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reported:
    (tmp_path / "installation.yaml").write_bytes(CEMENT.read_bytes())
    monkeypatch.chdir(tmp_path)
    more = HEAD + "".join(PAYMENTS) + BESIDE + TARGETS
    found = reported(chain(PRESS, FURNACE, CANDIDATE, more=more, members=MANY + STATE))
    assert found is not None
    assert {*found.sections} == {"money", "credits", "trading", "targets"}
    return found


@pytest.mark.parametrize(("lang", "width"), [("en", 80), ("ko", 80), ("en", 120)])
def test_text(told: Reported, golden: Golden, lang: str, width: int) -> None:
    text = render(told, Style(width, lang, False, False), None)
    assert max(display_width(line) for line in text.splitlines()) <= width
    golden(f"programmes/everything-{lang}-{width}.txt", text)


def test_json(told: Reported, golden: Golden) -> None:
    golden("programmes/everything.json", to_text(data(told)).replace(str(Path.cwd()) + "/", ""))
