"""The trace of a number: complete, in the order of what happened, and readable."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import fsum
from pathlib import Path

import pytest

from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.reports.explain_json import as_data, findings_data
from carbonfoot.reports.explain_text import as_text, paths, places, select, stands_at
from carbonfoot.reports.width import display_width

ROOT = Path(__file__).parents[2]
BRACKET = ROOT / "examples" / "seat-bracket" / "bracket.yaml"
EXAMPLES = sorted(
    file for file in ROOT.glob("examples/*/*.yaml") if "carbonfoot: part/" in file.read_text(encoding="utf-8")
)
Outcomes = Callable[..., Outcome]


def trace(outcome: Outcome, path: str = "", width: int = 80) -> str:
    assert outcome.footprint is not None
    return as_text(outcome, outcome.footprint, select(outcome.footprint, path), path, width)


@pytest.fixture(scope="module")
def bracket() -> Outcome:
    return calculate(str(BRACKET), Options())


# --- which lines


def test_an_empty_path_is_every_line(bracket: Outcome) -> None:
    assert bracket.footprint is not None
    assert len(select(bracket.footprint, "")) == len(bracket.footprint.lines)
    assert paths(bracket.footprint)[:3] == ["inputs/0", "inputs/0/transport/0", "inputs/1"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("inputs/0", ["inputs/0", "inputs/0/transport/0"]),
        ("inputs/0/transport", ["inputs/0/transport/0"]),
        ("inputs/0/amount", ["inputs/0"]),
        ("inputs/0/transport/0/distance", ["inputs/0/transport/0"]),
        ("processes/1", ["processes/1/electricity", "processes/1/natural_gas", "processes/1/emissions/0"]),
        ("inputs/9", []),
        ("input", []),
        ("product/mass", []),
    ],
)
def test_a_path_finds_its_lines(bracket: Outcome, path: str, found: list[str]) -> None:
    assert bracket.footprint is not None
    lines = select(bracket.footprint, path)
    assert ["/".join(map(str, line.flow.path)) for line in lines] == found
    assert {line.activity for line in lines} <= {0}


def test_a_path_leads_into_a_sub_assembly() -> None:
    file = ROOT / "examples" / "connector-housing" / "housing.yaml"
    found = calculate(str(file), Options()).footprint
    assert found is not None
    assert [line.flow.name for line in select(found, "inputs/0/inputs/0")] == ["PA66"]
    assert [line.flow.name for line in select(found, "inputs/0/inputs/0/factor")] == ["PA66"]
    assert select(found, "inputs/0")[0].flow.name == "PA66-GF30 compound"


def test_tens_are_not_taken_for_ones(outcome: Outcomes, stated: Callable[..., str]) -> None:
    found = outcome("inputs:\n" + "".join(stated("1", f"Line {number}") for number in range(12))).footprint
    assert found is not None
    assert [line.flow.name for line in select(found, "inputs/1")] == ["Line 1"]


def test_findings_are_those_of_the_lines_and_of_what_is_behind_them(bracket: Outcome) -> None:
    assert bracket.footprint is not None

    def about(path: str) -> set[tuple[str, ...]]:
        assert bracket.footprint is not None
        lines = select(bracket.footprint, path)
        return {
            (Path(one.file).name, *map(str, one.path[:2]))
            for one in bracket.findings
            if stands_at(one, places(bracket.footprint, lines))
        }

    assert about("inputs/0") == {("bracket.yaml", "inputs", "0")}
    bolt = about("inputs/2")
    assert {place for place in bolt if place[0] == "bracket.yaml"} == {("bracket.yaml", "inputs", "2")}
    assert {("m10x30.yaml", "inputs", "0"), ("m10x30.yaml", "processes", "1")} <= bolt


# --- what is said


def test_every_product_in_the_trace_is_right(bracket: Outcome) -> None:
    """`a x b unit x c kg CO2e/unit = d kg CO2e`: the numbers as printed give the number as printed."""
    number = r"([\d.]+(?:e-?\d+)?)"
    found = 0
    for row in trace(bracket, width=10_000).splitlines():
        match = re.fullmatch(
            rf" *(?:{number} x )?{number} \S+ x {number} kg CO2e/\S+ = {number} kg CO2e", row
        )
        if match:
            factors = [float(part) for part in match.groups()[:3] if part]
            product = 1.0
            for factor in factors:
                product *= factor
            assert product == pytest.approx(float(match[4]), rel=1e-10), row
            found += 1
    assert found >= 20


def test_the_lines_add_up_to_the_sum_that_is_printed(bracket: Outcome) -> None:
    said = trace(bracket)
    each = [float(one) for one in re.findall(r"^  = (\S+) kg CO2e per 1 piece$", said, re.MULTILINE)]
    total = re.search(r"^sum of \d+ lines: (\S+) kg CO2e per 1 piece$", said, re.MULTILINE)
    assert total is not None
    assert fsum(each) == pytest.approx(float(total[1]), rel=1e-11)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_row_exceeds_the_width(file: Path, width: int) -> None:
    for row in trace(calculate(str(file), Options()), width=width).splitlines():
        assert display_width(row) <= width, row
        assert row == row.rstrip()


def test_a_number_says_where_it_is_from_and_what_it_became(bracket: Outcome) -> None:
    said = " ".join(trace(bracket, "processes/1").split())
    for part in (
        "seat-bracket/bracket.yaml:44:18, processes/1/natural_gas)",
        "amount: 0.79 MJ (net), given, illustrative",
        "divided by yield 0.985 of Zinc plating",
        "0.79 MJ (net) = 7.9e-7 TJ",
        "factor: ipcc-fuels:natural-gas, Natural gas",
        "World, 2006, publication year; trust A",
        "licence OGL-UK-3.0",
        "GWP100 AR6 of co2: by definition",
    ):
        assert part in said


def test_an_expression_is_shown_with_the_values_it_had(outcome: Outcomes, stated: Callable[..., str]) -> None:
    body = "parameters: {net: 0.5 kg, loss: 20 %, other: 3 m}\ninputs:\n" + stated(
        "2", "A", "= net / (1 - loss)"
    )
    assert "  amount: 0.625 kg, computed: net / (1 - loss) with net = 0.5 kg, loss = 20 %\n" in trace(
        outcome(body), width=120
    )


def test_the_work_of_a_transport_is_shown_as_mass_times_distance(bracket: Outcome) -> None:
    assert "amount: 0.423 tkm, computed: 2.35 kg x 180 km" in trace(bracket, "inputs/0/transport")


def test_a_statement_of_a_supplier_is_called_one(outcome: Outcomes) -> None:
    body = """\
inputs:
  - name: Bolt
    amount: 3 piece
    mass: 20 g
    origin: KR
    footprint: {value: 80 kg CO2e, per: 1000 piece, source: "Hanil, PCF 2025-07", gwp: AR5}
"""
    said = trace(outcome(body, mass="60 g"))
    assert "  0.003 x (80 kg CO2e per 1000 piece) = 0.24 kg CO2e\n" in said
    assert "  stated by the supplier: Hanil, PCF 2025-07 (GWP set AR5)\n" in said


def test_a_property_that_bridges_two_units_is_named(outcome: Outcomes) -> None:
    body = """\
inputs: [{name: Coil, amount: 1 L, density: 7.85 kg/L, factor: steel/hot-rolled-coil, origin: KR}]
"""
    assert "  1 L = 7.85 kg by density 7.85 kg/L (stated on the line)\n" in trace(
        outcome(body, mass="7.85 kg")
    )


def test_a_missing_line_is_said_to_be_missing(outcome: Outcomes, stated: Callable[..., str]) -> None:
    said = trace(outcome("inputs:\n" + stated("1", "A") + "  - {name: B, amount: 1 kg, origin: KR}\n"))
    assert "  missing: no factor stands behind this line\n" in said
    assert said.endswith("\nno total: 1 of 2 lines missing\n")


def test_a_factor_is_described_once(bracket: Outcome) -> None:
    said = " ".join(trace(bracket).split())
    name = "electricity-official:kr-2023-consumption-end, "
    assert said.count(f"factor: {name}Grid electricity") == 1
    assert said.count(f"factor: {name}described above") == 4
    assert said.count("passed over: the same as above") >= 4


def test_what_came_nearest_to_being_picked_is_named_first_and_other_units_in_one_row(
    bracket: Outcome,
) -> None:
    said = " ".join(trace(bracket, "inputs/0/transport").split())
    rows = [row.strip() for row in said.split("passed over: ")[1:]]
    assert len(rows) == 7
    assert "GB 2024" in rows[0] and "TW 2022" in rows[2] and "US 2021" in rows[3]
    assert re.fullmatch(r"\d+ more", rows[5])
    assert re.fullmatch(r"\d+ stated per km, mi, which the amount cannot become", rows[6])
    assert "cannot become km" not in said


def test_all_that_was_passed_over_is_counted(bracket: Outcome) -> None:
    assert bracket.footprint is not None
    for path in ("inputs/0/transport", "processes/0/electricity", "processes/1/natural_gas", "inputs/1"):
        flow = select(bracket.footprint, path)[0].flow
        rows = re.findall(r"passed over: (.*)", trace(bracket, path, width=120))
        counted = sum(
            int(found[1]) if (found := re.match(r"(\d+) (more|stated)", row)) else 1 for row in rows
        )
        assert counted == len(flow.passed_over), path


def test_a_name_that_acts_is_escaped(outcome: Outcomes, stated: Callable[..., str]) -> None:
    assert "A\\xa0B" in trace(outcome("inputs:\n" + stated("1", "A\u00a0B")))


# --- the same as data


def test_the_data_say_what_the_text_says(bracket: Outcome) -> None:
    assert bracket.footprint is not None
    lines = as_data(bracket, bracket.footprint, bracket.footprint.lines)
    assert fsum(line["kg_co2e"] for line in lines) == pytest.approx(bracket.footprint.total, rel=1e-11)
    coil = lines[0]
    assert coil["path"] == "inputs/0"
    assert coil["amount"] == {"value": 2.35, "unit": "kg"}
    assert coil["factors"][0]["record"]["id"] == "taiwan-moenv:1146-hot-rolled-coil-bf-bof"
    assert coil["factors"][0]["source"].endswith("licence unconfirmed")
    assert next(inner["name"] for inner in lines[3]["lines"]) == "Spheroidised wire rod"


def test_findings_of_the_data_have_places(bracket: Outcome) -> None:
    data = findings_data(bracket, bracket.findings)
    assert len(data) == len(bracket.findings)
    assert all(one["line"] for one in data if one["path"])
