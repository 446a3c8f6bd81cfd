"""Cards on the folders of the sectors: the programme of each, and what its README says of every measure."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options
from carbonfoot.programmes.run import Programmed, work
from carbonfoot.programmes.technologies.shelf import shelf
from carbonfoot.programmes.technologies.trial import options_of, products_of, tried
from tests.programmes.printed import printed

SECTORS = Path(__file__).resolve().parents[2] / "examples" / "sectors"
YEAR = 2030
MAIN = {
    "cement": "CEM-I",
    "petrochemicals": "ETHYLENE",
    "display": "OC-55",
    "semiconductor": "W-N7",
    "steel": "HRC-DRI",
    "aluminium-casting": "GH-46",
    "hull-block": "DB-07C",
    "electronics-board": "BCM-1",
}
"""The product of each folder that its page is about."""

RISES = {
    "petrochemicals": "electric",
    "display": "boiler",
    "semiconductor": "boiler",
    "steel": "hydrogen",
    "aluminium-casting": "induction",
}
"""Cards that raise the footprint on the grid of Korea."""

PLANTS = {
    "cement": "kiln.yaml", "petrochemicals": "cracker.yaml", "display": "fab.yaml", "semiconductor": "fab.yaml",
    "steel": "gas-dri-mill.yaml", "aluminium-casting": "foundry.yaml",
    "hull-block": "shipyard.yaml", "electronics-board": "smt.yaml",
}  # fmt: skip


@cache
def whole(sector: str) -> Programmed:
    return work(str(SECTORS / sector / "programme.yaml"), Options())


def report_of(sector: str) -> dict[str, Any]:
    return printed(SECTORS / sector / "programme.yaml")


def after(found: Programmed, id: str) -> float:
    """kg CO2e per declared unit of a product with the measures."""
    assert found.worked is not None, [one.message for one in found.findings if severity(one) == "error"]
    [made] = [one for one in found.worked.products if one.id == id]
    return float(found.worked.after[made.number, YEAR])


def before(sector: str) -> float:
    found = whole(sector).worked
    assert found is not None
    [made] = [one for one in found.products if one.id == MAIN[sector]]
    assert found.before[made.number, YEAR] == found.before[made.number, 2025]  # the grid is held constant
    return float(found.before[made.number, YEAR])


def measures(sector: str) -> dict[str, str]:
    """The text of each measure by its id."""
    text = (SECTORS / sector / "programme.yaml").read_text(encoding="utf-8").partition("measures:\n")[2]
    return {one.partition("\n")[0]: f"  - id: {one}" for one in text.split("  - id: ")[1:]}


def with_some(sector: str, ids: tuple[str, ...], folder: Path) -> float:
    """The main product with some measures alone."""
    shutil.copytree(SECTORS, folder, dirs_exist_ok=True)
    (folder / "carbonfoot.toml").touch()
    file = folder / sector / "programme.yaml"
    head = file.read_text(encoding="utf-8").partition("measures:\n")[0]
    file.write_text(head + "measures:\n" + "".join(measures(sector)[id] for id in ids), encoding="utf-8")
    return after(work(str(file), Options()), MAIN[sector])


def shown(number: float) -> str:
    """Four digits."""
    return f"{number:.0f}" if number >= 1000 else f"{number:.4g}"


def rows(sector: str) -> dict[str, list[str]]:
    """The rows of the table by the first cell."""
    text = (SECTORS / sector / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Cards applied\n")[2].partition("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:1] == "|"
    ]
    return {one[0].strip("`"): one[1:] for one in cells[2:]}


@pytest.mark.parametrize("sector", MAIN)
def test_the_page_says_what_each_card_does_alone_and_what_all_do(sector: str, tmp_path: Path) -> None:
    told = rows(sector)
    assert told["as it is"][1] == shown(before(sector))
    assert told["all together"][1] == shown(after(whole(sector), MAIN[sector]))
    assert set(told) == {"as it is", *measures(sector), "all together"}
    for id in measures(sector):
        alone = with_some(sector, (id,), tmp_path / id)
        assert told[id][1] == shown(alone), id
        assert told[id][2] == f"{100 * (alone / before(sector) - 1):+.1f} %", id


@pytest.mark.parametrize(("sector", "id"), RISES.items())
def test_a_card_that_raises_the_footprint_is_turned_by_clean_power(
    sector: str, id: str, tmp_path: Path
) -> None:
    alone = with_some(sector, (id,), tmp_path / "alone")
    both = with_some(sector, (id, "ppa"), tmp_path / "both")
    assert both < before(sector) < alone
    told = {one.path[:2] for one in whole(sector).findings if one.code == "CF972"}
    share = next(one for one in report_of(sector)["measures"] if one["id"] == id)["avoided"][str(YEAR)]
    assert told == (
        {("measures", list(measures(sector)).index(id))} if share < 0 else set()
    )  # its share beside `ppa`


@pytest.mark.parametrize("sector", MAIN)
def test_programmes_have_no_error_and_all_measures_of_a_card_say_so(sector: str) -> None:
    assert not [one.message for one in whole(sector).findings if severity(one) in ("error", "incomplete")]
    carded = [one for one in measures(sector).values() if "technology:" in one]
    assert carded and all(re.search(r"technology: [a-z-]+/[a-z0-9-]+\n", one) for one in carded)


@pytest.mark.parametrize("sector", MAIN)
def test_the_range_of_compressors_is_that_of_the_card(sector: str) -> None:
    """The card gives 15 to 30 % and no value: both ends, per unit of what the plant makes."""
    file, card = str(SECTORS / sector / PLANTS[sector]), shelf(None).cards["cross-sector/inverter-compressor"]
    trial = tried(file, card, "processes/Compressed air", {}, options_of(None, ()))
    footprint: Any = trial.before.footprint
    assert trial.best is not None and trial.worst is not None and products_of(trial) == []
    assert trial.best.total < trial.worst.total < footprint.total
    best, worst = footprint.total - trial.best.total, footprint.total - trial.worst.total
    assert best == pytest.approx(2 * worst, rel=1e-6)  # 30 % and 15 %
    page = (SECTORS / sector / "README.md").read_text(encoding="utf-8")
    assert f"{shown(worst / 1000)} to {shown(best / 1000)} t CO2e" in page


def test_the_works_with_a_blast_furnace_tells_what_stays_as_it_is() -> None:
    [told] = [one for one in whole("steel").findings if one.code == "CF991"]
    assert told.path[:2] == ("measures", 0) and "`Power plant`" in told.message
