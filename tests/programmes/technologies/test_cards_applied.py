"""The cards that ship, applied to documents that ship: what they change, to the digit."""

from pathlib import Path

import pytest

from carbonfoot.documents.fields import read_value
from carbonfoot.programmes.technologies.shelf import shelf
from carbonfoot.programmes.technologies.trial import Trial, options_of, tried

EXAMPLES = Path(__file__).parents[3] / "examples"
SHOP = EXAMPLES / "stamping-shop" / "shop.yaml"
MILL = EXAMPLES / "eaf-mill" / "mill.yaml"
COVER = EXAMPLES / "foundry" / "cover.yaml"


def applied(file: Path, card: str, line: str | None = None, **values: str) -> Trial:
    answers = {name: read_value(text) for name, text in values.items()}
    return tried(str(file), shelf(None).cards[card], line, answers, options_of(None, ()))


def after(trial: Trial, path: str) -> str | None:
    return {line.path: line.after for line in trial.lines}[path]


def change(trial: Trial) -> float:
    """kg CO2e of the document, after less before."""
    assert trial.before.footprint is not None
    before = trial.before.footprint.total
    assert trial.total is not None
    assert before is not None
    return trial.total - before


def test_servo_press_scales_the_press_and_its_meter() -> None:
    trial = applied(SHOP, "cross-sector/servo-press", "processes/Press line 1", saving="-25 %")
    assert after(trial, "processes/Press line 1/electricity/amount") == "160.5 MWh"
    half = applied(SHOP, "cross-sector/servo-press", "processes/Press line 1", saving="-50 %")
    assert change(trial) < 0
    assert change(half) == pytest.approx(2 * change(trial))


def test_servo_press_asks_for_what_no_source_says() -> None:
    trial = applied(SHOP, "cross-sector/servo-press", "processes/Press line 1")
    assert trial.total is None
    assert [one.figure.name for one in trial.applied.asked] == ["saving"]


def test_inverter_compressor_shows_its_range_and_no_number_between() -> None:
    trial = applied(SHOP, "cross-sector/inverter-compressor", "processes/Press line 1")
    assert trial.total is None
    assert trial.best is not None
    assert trial.worst is not None
    low = applied(SHOP, "cross-sector/inverter-compressor", "processes/Press line 1", saving="-30 %")
    high = applied(SHOP, "cross-sector/inverter-compressor", "processes/Press line 1", saving="-15 %")
    assert trial.best.total == pytest.approx(low.total)
    assert trial.worst.total == pytest.approx(high.total)


def test_heat_pump_turns_gas_into_electricity() -> None:
    trial = applied(
        SHOP, "cross-sector/heat-pump", "processes/Drying oven", share="60 %", ratio="0.275 kWh/kWh (gross)"
    )
    assert after(trial, "processes/Drying oven/natural_gas/amount") == "194.4 GJ (gross)"  # 40 % of 486
    assert after(trial, "processes/Drying oven/electricity") == "80.19 GJ"  # 486 x 0.6 x 0.275
    assert change(trial) < 0


def test_led_scales_the_meter_that_is_named() -> None:
    trial = applied(SHOP, "cross-sector/led", "meters/KEPCO bill")
    assert after(trial, "meters/KEPCO bill/readings/2025-01") == "44.4536 MWh"  # 61.4 x (1 - 0.276)
    assert trial.best is not None
    assert trial.worst is not None
    assert trial.total is not None
    assert trial.best.total < trial.total < trial.worst.total


def test_purchase_agreement_stands_beside_the_one_that_is_there() -> None:
    trial = applied(MILL, "cross-sector/ppa", "meters/Substation/supply/0", amount="30 GWh")
    twice = applied(MILL, "cross-sector/ppa", "meters/Substation/supply/0", amount="60 GWh")
    assert change(trial) < 0
    assert change(twice) == pytest.approx(2 * change(trial))


def test_purchase_agreement_finds_the_supply_by_itself() -> None:
    named = applied(MILL, "cross-sector/ppa", "meters/Substation/supply/0", amount="30 GWh")
    assert change(applied(MILL, "cross-sector/ppa", amount="30 GWh")) == change(named)
    assert change(applied(MILL, "cross-sector/ppa", "meters/Substation", amount="30 GWh")) == change(named)


def test_contract_without_a_supply_says_what_to_write() -> None:
    for line in (None, "processes/Melting and casting"):
        trial = applied(COVER, "cross-sector/ppa", line, amount="3 kWh")
        (found,) = [one for one in trial.findings if one.code == "CF988"]
        assert found.code == "CF988"
        assert "supply: [{method: energy/electricity" in found.help


def test_green_tariff_touches_no_contract_that_is_not_named() -> None:
    for line in (None, "meters/Substation", "meters/Substation/supply/0"):
        trial = applied(MILL, "energy/green-electricity", line, share="40 %", factor="0.03 kg CO2e/kWh")
        (found,) = [one for one in trial.findings if one.code == "CF988"]
        assert "Solar park Haenam" in found.message
        assert "--at" in found.help


def test_green_tariff_sets_what_a_contract_says() -> None:
    place = "meters/Substation/supply/0/contracts/0"
    trial = applied(MILL, "energy/green-electricity", place, share="40 %", factor="0.03 kg CO2e/kWh")
    name = "meters/Substation/supply/Electricity bought/contracts/Solar park Haenam"
    assert after(trial, f"{name}/share") == "40 %"
    assert after(trial, f"{name}/emission_factor") == "0.03 kg CO2e/kWh"
    assert change(trial) < 0


def test_induction_furnace_may_emit_more_on_this_grid() -> None:
    place = "processes/Melting and casting"
    trial = applied(
        COVER,
        "aluminium/induction-furnace",
        place,
        share="100 %",
        ratio="0.9 kWh/kWh (net)",
        melt_loss="-1 %",
    )
    assert after(trial, f"{place}/electricity") == "8.1 kWh"  # 4.1 kWh and 16 MJ x 0.9
    assert change(trial) > 0
    better = applied(
        COVER,
        "aluminium/induction-furnace",
        place,
        share="100 %",
        ratio="0.3 kWh/kWh (net)",
        melt_loss="-1 %",
    )
    assert change(better) < 0


def test_recuperative_burner_stays_within_its_range() -> None:
    trial = applied(COVER, "aluminium/recuperative-burner", "processes/Melting and casting")
    best, worst, before = trial.best, trial.worst, trial.before.footprint
    assert best is not None
    assert worst is not None
    assert before is not None
    assert before.total is not None
    assert (before.total - best.total) / (before.total - worst.total) == pytest.approx(30 / 9)


def test_a_card_of_another_trade_gives_no_number() -> None:
    cards = [id for id in shelf(None).cards if id.startswith(("semiconductor/", "display/"))]
    for id in cards:
        trial = applied(COVER, id, None)
        assert trial.total is None, id
        assert any(one.code in ("CF988", "CF989", "CF101") for one in trial.findings), id
