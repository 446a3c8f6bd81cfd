"""Numbers of the report are those of the calculation, rounded once: tonnes whole, embedded emissions to five decimals."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from carbonfoot.cbam.model import Result
from carbonfoot.declarations.digits import amount, grouped, see, share, tonnes
from carbonfoot.declarations.options import Declared

HERE = Path(__file__).parent
THIN = "\N{NARROW NO-BREAK SPACE}"


def rows(declared: Declared, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    assert isinstance(declared.content, str)
    below = declared.content.split(f"\n{heading}\n", 1)[1]
    table = below.split("| --- |", 1)[1].split("\n\n", 1)[0].split("\n")[1:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table]


def rounded(number: float, places: str) -> str:
    return str(Decimal(repr(number)).quantize(Decimal(places), ROUND_HALF_UP))


@pytest.mark.parametrize("name", ["works", "grid"])
def test_embedded_emissions_are_those_of_the_calculation(
    write: Callable[..., Declared], calculated: Callable[[Path], Result], name: str
) -> None:
    result = calculated(HERE / f"{name}.yaml")
    told = rows(write(name), "### (a) Specific direct embedded emissions")
    assert [row[1] for row in told] == [rounded(good.per_unit.direct, "0.00001") for good in result.goods]
    assert [row[3] for row in told] == [rounded(good.see.direct, "0.00001") for good in result.goods]
    by_default = rows(write(name), "### (d) Share that rests on default values")
    wanted = [rounded(100 * good.see.default_share_in_scope, "0.01") for good in result.goods]
    assert [row[1] for row in by_default] == wanted


@pytest.mark.parametrize("name", ["works", "grid"])
def test_attributed_emissions_are_whole_tonnes_and_their_terms_add_up(
    write: Callable[..., Declared], calculated: Callable[[Path], Result], name: str
) -> None:
    result = calculated(HERE / f"{name}.yaml")
    told = rows(write(name), "## 29. How emissions were attributed to each process")
    for row, one in zip(told, result.processes, strict=True):
        star, heat_in, heat_out, gas_in, gas_out, power, whole = (
            int(cell.replace(THIN, "").replace("\N{MINUS SIGN}", "-")) for cell in row[1:]
        )
        assert whole == int(rounded(one.attributed, "1"))
        assert abs(star + heat_in - heat_out + gas_in - gas_out - power - whole) <= 3


def test_the_way_from_meters_to_the_number_can_be_followed(write: Callable[..., Declared]) -> None:
    """By hand from the cells of the report alone: 5200 t x 48 GJ/t x 56.1 t/TJ, 70 % of it, and so on."""
    report = write("works")
    streams = {
        row[0]: row
        for row in rows(report, "### (a) Activity data and calculation factors of each source stream")
    }
    gas = 5200 * 48 / 1000 * 56.1
    assert streams["Furnace gas"][4] == f"14{THIN}003" and round(gas) == 14003
    stack = 1.25 * 265
    rolling = (
        0.7 * gas + stack - 800 + 60 * (2400 * 48 / 1000 * 56.1 / 100) - 5 * 56.1 / 0.9 - 12 * 56.1 * 0.667
    )
    levels = rows(report, "## 30. Activity level and attributed emissions of each process")
    assert levels[0][2] == f"12{THIN}450" and round(rolling) == 12450
    billet = (30000 * 1.92 + 10000 * 0.41) / 40000
    direct = (rolling + 39000 * billet) / 38000
    assert levels[0][4] == f"{direct:.5f}"
    treated = 0.2 * gas + 20 * 62.4
    screws = (treated + 18000 * direct + 800 * 0.41 + 2000 * 2.118 * 1.1) / 17500
    assert levels[1][4] == f"{screws:.5f}"


def test_what_is_not_known_is_never_a_zero(write: Callable[..., Declared]) -> None:
    report = write("works")
    heat = rows(report, "## 17. Balance of heat, waste gases and electricity by process")
    assert ["Heat treatment", "heat, TJ", "20", "–", "20", "not stated"] in heat
    assert isinstance(report.content, str)
    assert "| District heat | bought | not stated | 62.4 | not stated |" in report.content
    assert "nan" not in report.content.lower().split("## 35")[0].replace("finan", "")


def test_digits() -> None:
    assert [tonnes(number) for number in (0.5, 1234.5, 12345.4, -800.0, 7866044.2)] == [
        "1", "1235", f"12{THIN}345", "\N{MINUS SIGN}800", f"7{THIN}866{THIN}044",
    ]  # fmt: skip
    assert [see(number) for number in (1.538976, 0.0, 0.000004, 12345.678915)] == [
        "1.53898", "0.00000", "0.00000", f"12{THIN}345.67892",
    ]  # fmt: skip
    assert [amount(number) for number in (0.0, 62.4, 0.34425, 123456.7, 5040.0, 1658844.0)] == [
        "0", "62.4", "0.34425", f"123{THIN}457", "5040", f"1{THIN}658{THIN}844",
    ]  # fmt: skip
    assert [share(number) for number in (0.0, 0.00001, 0.1073, 1.0)] == ["0.00", "<0.01", "10.73", "100.00"]
    assert grouped("1e-07") == "1e-07"


def test_a_transfer_asks_for_its_other_end_and_a_basis_stands_for_a_source(
    write: Callable[..., Declared], tmp_path: Path
) -> None:
    file = tmp_path / "installation.yaml"
    file.write_text(
        "carbonfoot: installation/1\n"
        "installation: {id: A, name: Works, country: KR}\n"
        "period: 2026\n"
        "electricity: [{name: Grid, kind: grid, emission_factor: 0.459 t CO2/MWh, basis: official}]\n"
        "source_streams:\n"
        "  - {name: Gas, method: combustion, fuel: Natural gas, amount: 700 t}\n"
        "  - {name: From next door, method: co2-transfer, purpose: received, amount: 40 t}\n"
        "processes: [{name: Kiln, electricity: 900 MWh, goods: [{cn: 2507 00 80, name: Clay, amount: 1000 t}]}]\n",
        encoding="utf-8",
    )
    content = write(file).content
    assert isinstance(content, str)
    top, _, rest = content.partition("## The numbers in brief")
    assert (
        "who is at the other end of From next door" in top
        and "(`source_streams/From next door/partner`)" in rest
    )
    assert "None" not in content
    assert "source of the emission factor of Grid" not in top
    assert "| the Commission's value |" in rest
