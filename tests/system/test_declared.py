"""A supplier's declaration behind a line: everywhere a stated footprint may stand, with the same numbers."""

from __future__ import annotations

import copy
import unicodedata
from decimal import Decimal
from typing import Any

import pytest

from carbonfoot.documents.received.model import Reading

ID = "5f0a3c1e-7d42-4b86-9c15-2e8b6d90a7f4"


def pact(total: str = "82.25", *, per: str = "1000 piece", mass: str = "24", **more: Any) -> dict[str, Any]:
    """A PACT 3 footprint of so many kg CO2e; keys of `more` replace those of the message or of its `pcf`."""
    amount, _, unit = per.partition(" ")
    units = {"kg": "kilogram", "L": "liter", "m3": "cubic meter", "kWh": "kilowatt hour", "MJ": "megajoule"}
    units["tkm"] = "ton kilometer"
    made: dict[str, Any] = {
        "id": ID,
        "specVersion": "3.0.3",
        "created": "2026-02-16T09:00:00Z",
        "status": "Active",
        "validityPeriodEnd": "2027-12-31T00:00:00Z",
        "companyName": "Hanil Fastener",
        "companyIds": ["urn:pact:hanil.example:company-id:hanil"],
        "productDescription": "Hexagon bolt",
        "productIds": ["urn:pact:hanil.example:product-id:HF-M10X30"],
        "productNameCompany": "Hexagon bolt M10 x 30",
        "pcf": {
            "declaredUnitOfMeasurement": units.get(unit, unit),
            "declaredUnitAmount": amount,
            "productMassPerDeclaredUnit": mass,
            "referencePeriodStart": "2025-01-01T00:00:00Z",
            "referencePeriodEnd": "2025-12-31T00:00:00Z",
            "geographyCountry": "KR",
            "pcfExcludingBiogenicUptake": total,
            "pcfIncludingBiogenicUptake": total,
            "fossilGhgEmissions": total,
            "fossilCarbonContent": "0",
            "packagingEmissionsIncluded": False,
            "ccsTechnologicalCO2CaptureIncluded": False,
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["PACT-3.0"],
            "exemptedEmissionsPercent": "1.5",
            "primaryDataShare": "80",
            "dqi": {"technologicalDQR": "1.5", "geographicalDQR": "2", "temporalDQR": "1"},
        },
    }
    for key, value in more.items():
        held = (
            made
            if key in ("id", "status", "precedingPfIds", "companyName", "validityPeriodStart")
            else made["pcf"]
        )
        held = made if key == "validityPeriodEnd" else held
        if value is None:
            held.pop(key, None)
        else:
            held[key] = value
    return made


def bolt(amount: str = "2 piece", **more: Any) -> dict[str, Any]:
    return {"name": "Bolt", "amount": amount, "declaration": "bolt.json", **more}


# ------------------------------------------------------------------ the same numbers, told another way


@pytest.mark.parametrize("amount", ["2 piece", "0.5 piece", "48 g", "1 kg"])
@pytest.mark.parametrize("total", ["82.25", "0.000001", "123456.789012"])
def test_a_declaration_gives_what_a_linked_document_gives(
    calc: Any, make_document: Any, stated: Any, amount: str, total: str
) -> None:
    rest = {"transport": [{"mode": "road/hgv", "distance": "180 km"}], "yield": "0.9"}
    inside = {"inputs": [{"name": "All", "amount": "24 kg", "footprint": stated(total, per="24 kg")}]}
    other = make_document(inside, id="HF", declared_unit="1000 piece", mass="24 kg")
    linked = {"name": "Bolt", "amount": amount, "product": "bolt.yaml", **rest}
    one = calc({"inputs": [linked]}, files={"bolt.yaml": other})
    two = calc({"inputs": [bolt(amount, **rest)]}, files={"bolt.json": pact(total)})
    assert two.total == pytest.approx(one.total, rel=1e-9)
    assert two.kg("inputs/0/transport/0") == pytest.approx(one.kg("inputs/0/transport/0"), rel=1e-9)
    assert two.kg("inputs/0") == pytest.approx(one.kg("inputs/0"), rel=1e-9)


def _everywhere(way: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A document for every place where a line may say by itself what it comes to."""
    line = {"name": "Thing", "amount": "3 kg", **way}
    waste = {"name": "Waste", "amount": "3 kg", "treatment": "incineration", **way}
    board = {"name": "Board", "amount": "1 piece", "inputs": [line]}
    sheet = {
        "name": "Sheet",
        "amount": "9 kg",
        "factor": "steel/hot-rolled-coil",
        "route": "bf-bof",
        "origin": "KR",
    }
    power = {"name": "Grid", "amount": "2 kg", **way}
    cff = {"A": "0.5", "R1": "40 %", "quality_in": "0.9", "Ev": way, "Erecycled": way}
    return {
        "input": {"inputs": [line]},
        "process input": {"processes": [{"name": "Step", "inputs": [line], "yield": "0.8"}]},
        "energy": {"processes": [{"name": "Step", "energy": [line]}]},
        "packaging": {"packaging": [line]},
        "tooling": {"tooling": [{**line, "lifetime": "1000 piece"}]},
        "use": {"boundary": "cradle-to-grave", "use": [line], "end_of_life": [waste], "distribution": []},
        "output": {"inputs": [line], "outputs": [waste]},
        "process output": {"inputs": [line], "processes": [{"name": "Step", "outputs": [waste]}]},
        "sub-assembly": {"inputs": [board]},
        "deeper": {"inputs": [{"name": "Unit", "amount": "2 piece", "inputs": [board], "outputs": [waste]}]},
        "sub-process": {
            "inputs": [
                {"name": "Unit", "amount": "2 piece", "processes": [{"name": "Step", "energy": [line]}]}
            ]
        },
        "term": {"inputs": [{"name": "Ingot", "amount": "3 kg", "circular": cff}]},
        "replaces": {"inputs": [sheet, {**line, "replaces": {"line": "Sheet", "share": "10 %"}}]},
        "avoided": {"inputs": [sheet], "outputs": [{**waste, "avoids": [power]}]},
    }


PLACES = list(_everywhere({}))


@pytest.mark.parametrize("place", PLACES)
def test_wherever_a_stated_footprint_stands_a_declaration_may(calc: Any, stated: Any, place: str) -> None:
    said = calc(_everywhere({"footprint": stated(0.7, per="2 kg")})[place])
    files = {"d.json": pact("0.7", per="2 kg", mass="2", geographyCountry=None)}
    declared = calc(_everywhere({"declaration": "d.json"})[place], files=files)
    assert said.footprint.at_least == pytest.approx(declared.footprint.at_least, rel=1e-12)
    assert said.footprint.at_least != 0
    assert (said.footprint.total is None) is (declared.footprint.total is None)
    stages = [(group.key, pytest.approx(group.co2e)) for group in said.footprint.stages]
    assert stages == [(group.key, group.co2e) for group in declared.footprint.stages]
    assert list(said.lines()) == list(declared.lines())
    assert declared.codes() - said.codes() <= {"CF309"}


@pytest.mark.parametrize("beside", [{"factor": "steel/wire-rod"}, {"product": "x.yaml"}, {"route": "bf-bof"}])
def test_a_declaration_stands_alone(calc: Any, beside: dict[str, str]) -> None:
    answer = calc({"inputs": [bolt(**beside)]}, files={"bolt.json": pact()})
    assert answer.footprint.total is None
    assert "CF106" in answer.codes()


def test_where_nothing_is_bought_it_is_an_unknown_key(calc: Any) -> None:
    leg = {"mode": "road/hgv", "distance": "1 km", "declaration": "bolt.json"}
    answer = calc({"inputs": [bolt(transport=[leg])]}, files={"bolt.json": pact()})
    assert answer.outcome.footprint is None
    assert answer.finding("CF101").path == ("inputs", 0, "transport", 0, "declaration")


def test_rest_of_other_lines_has_nothing_to_do_with_a_whole_declaration(calc: Any) -> None:
    answer = calc({"inputs": [bolt(rest=["Nut"]), bolt(name="Nut")]}, files={"bolt.json": pact()})
    assert answer.finding("CF106").path == ("inputs", 0, "rest")


def test_beside_the_same_by_a_factor_it_is_counted_twice(calc: Any) -> None:
    again = {"name": "bolt", "amount": "1 kg", "factor": "steel/wire-rod", "route": "bf-bof", "origin": "TW"}
    answer = calc({"inputs": [bolt("1 kg"), again]}, files={"bolt.json": pact()})
    assert "by its declaration, and again by" in answer.finding("CF313").message


# ------------------------------------------------------------------ units and amounts


@pytest.mark.parametrize(
    ("per", "mass", "amount", "more", "times"),
    [
        ("1000 piece", "24", "2 piece", {}, "0.002"),
        ("1000 piece", "24", "12 kg", {}, "0.5"),
        ("1 piece", "0", "3 piece", {}, "3"),
        ("1 piece", "0", "3 kg", {"mass": "500 g"}, "6"),
        ("2.5 kg", "2.5", "1 t", {}, "400"),
        ("1 kg", "1", "4 piece", {"mass": "250 g"}, "1"),
        ("10 L", "8", "5 L", {}, "0.5"),
        ("10 L", "8", "4 kg", {}, "0.5"),
        ("1 m3", "0", "1600 kg", {"density": "0.8 kg/L"}, "2"),
        ("1 kWh", "0", "7.2 MJ", {}, "2"),
        ("1000 MJ", "0", "1 MWh", {}, "3.6"),
        ("100 tkm", "0", "25 tkm", {}, "0.25"),
    ],
)
def test_any_amount_that_the_declaration_can_be_converted_to(
    calc: Any, per: str, mass: str, amount: str, more: dict[str, str], times: str
) -> None:
    files = {"bolt.json": pact("10", per=per, mass=mass)}
    answer = calc({"inputs": [bolt(amount, **more)]}, files=files)
    assert answer.total == pytest.approx(float(Decimal(times) * 10), rel=1e-12)
    kilograms = answer.lines()["inputs/0"].flow.mass
    known = mass != "0" or amount.endswith("kg") or "mass" in more
    assert (kilograms is not None) is known


def test_a_number_without_a_mass_says_what_would_do(calc: Any) -> None:
    answer = calc({"inputs": [bolt("1 kg")]}, files={"bolt.json": pact(mass="0")})
    finding = answer.finding("CF209")
    assert answer.footprint.total is None
    assert "per 1000 piece" in finding.message
    assert "`mass:` of a piece" in finding.help


def test_an_amount_that_no_mass_leads_to_is_refused(calc: Any) -> None:
    answer = calc({"inputs": [bolt("1 kWh")]}, files={"bolt.json": pact()})
    assert answer.footprint.total is None
    assert "in piece or in kg" in answer.finding("CF209").help


def test_the_mass_enters_the_balance(calc: Any) -> None:
    body = {"inputs": [bolt("500 piece")]}
    answer = calc(body, files={"bolt.json": pact()}, product={"mass": "12 kg"})
    assert answer.footprint.product.mass_balance["status"] == "closed"
    open_ = calc(body, files={"bolt.json": pact()}, product={"mass": "11 kg"})
    assert "CF403" in open_.codes() or open_.footprint.product.mass_balance["status"] == "open"


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"mass": "25 g"}, "mass"),
        ({"origin": "CN"}, "origin"),
        ({"carbon_content": {"fossil": "0.5 kg/kg"}}, "carbon_content"),
    ],
)
def test_a_line_that_says_otherwise_is_told_and_the_declaration_holds(
    calc: Any, more: dict[str, Any], key: str
) -> None:
    files = {"bolt.json": pact(fossilCarbonContent="2.4")}
    answer = calc({"inputs": [bolt("24 kg", **more)]}, files=files)
    assert answer.total == pytest.approx(82.25, rel=1e-12)
    assert answer.finding("CF404").path[:3] == ("inputs", 0, key)
    held = answer.lines()["inputs/0"].flow.stated["carbon_content"]
    assert held == {"fossil": pytest.approx(0.1)}


def test_a_line_that_says_the_same_is_not_told(calc: Any) -> None:
    files = {"bolt.json": pact(fossilCarbonContent="2.4")}
    same: dict[str, Any] = {"mass": "24.05 g", "origin": "KR-11", "carbon_content": {"fossil": "0.1 kg/kg"}}
    assert "CF404" not in calc({"inputs": [bolt(**same)]}, files=files).codes()


def test_a_density_that_differs_is_told(calc: Any) -> None:
    files = {"bolt.json": pact("5", per="1 m3", mass="800")}
    answer = calc({"inputs": [bolt("80 kg", density="0.9 kg/L")]}, files=files)
    assert answer.total == pytest.approx(0.5)
    assert answer.finding("CF404").path == ("inputs", 0, "density")


# ------------------------------------------------------------------ what it carries


def test_every_part_of_the_split_is_carried(calc: Any) -> None:
    parts = {
        "fossilGhgEmissions": "70",
        "landUseChangeGhgEmissions": "5",
        "landManagementBiogenicCO2Emissions": "4",
        "landManagementBiogenicCO2Removals": "-3",
        "biogenicNonCO2Emissions": "2",
        "technologicalCO2Removals": "-1",
        "ccsTechnologicalCO2Capture": "-2",
    }
    beside = {"biogenicCO2Uptake": "-11", "aircraftGhgEmissions": "6"}
    files = {"bolt.json": pact("75", **parts, **beside)}
    answer = calc({"inputs": [bolt("2000 piece")]}, files=files)
    split = answer.printed["data"]["split"]
    assert answer.total == pytest.approx(150)
    assert {key: number for key, number in split.items() if number} == {
        "fossil": 140.0,
        "land_use_change": 10.0,
        "land_management": 8.0,
        "removals": -6.0,
        "biogenic_non_co2": 4.0,
        "technological_removals": -2.0,
        "captured": -4.0,
        "biogenic_uptake": -22.0,
        "aircraft": 12.0,
    }


def test_what_no_part_explains_is_fossil(calc: Any) -> None:
    files = {"bolt.json": pact("75", fossilGhgEmissions="60", landUseChangeGhgEmissions="5")}
    split = calc({"inputs": [bolt("1000 piece")]}, files=files).printed["data"]["split"]
    assert split["fossil"] == 70.0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (
            {
                "pcfExcludingBiogenicUptake": "-4",
                "fossilGhgEmissions": "0",
                "ccsTechnologicalCO2Capture": "-4",
            },
            "CF207",
        ),
        ({"fossilGhgEmissions": "1", "landUseChangeGhgEmissions": "90"}, "CF405"),
    ],
)
def test_numbers_that_cannot_be_are_refused(calc: Any, more: dict[str, str], code: str) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(**more)})
    assert answer.footprint.total is None
    assert code in answer.codes()


def test_primary_data_quality_and_exemptions(calc: Any) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact()})
    quality = answer.printed["data"]["quality"]
    assert quality["pds_percent"] == 80
    assert {key: quality["dqr"][key] for key in ("technology", "time", "geography")} == {
        "technology": 1.5,
        "time": 1.0,
        "geography": 2.0,
    }
    (line,) = answer.printed["data"]["lines"]
    declaration = line["stated"]["declaration"]
    assert declaration["exempted"] == 0.015
    assert declaration["id"] == ID
    assert declaration["valid_until"] == "2027-12-31"
    assert line["supplier"] == "Hanil Fastener"
    assert line["country"] == "KR"
    assert line["factors"][0]["label"] == f"Hanil Fastener, declaration {ID}, valid until 2027-12-31"


def test_the_scores_of_the_line_come_before_those_of_the_declaration(calc: Any) -> None:
    answer = calc({"inputs": [bolt(quality={"time": "4", "reliability": "2"})]}, files={"bolt.json": pact()})
    (line,) = answer.printed["data"]["lines"]
    assert line["stated"]["quality"] == {"technology": 1.5, "time": 4.0, "geography": 2.0, "reliability": 2.0}


def test_a_guessed_amount_has_no_primary_data(calc: Any) -> None:
    answer = calc({"inputs": [bolt(data="illustrative")]}, files={"bolt.json": pact()})
    assert answer.printed["data"]["quality"]["pds_percent"] == 0


def test_a_declaration_without_a_share_is_silent(calc: Any) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(primaryDataShare=None)})
    assert answer.printed["data"]["quality"]["pds_not_stated_percent"] == 100


def test_carbon_comes_with_what_is_bought(calc: Any) -> None:
    files = {"bolt.json": pact(fossilCarbonContent="12", biogenicCarbonContent="2.4")}
    product = {"mass": "24 kg"}
    body = {"inputs": [bolt("1000 piece")]}
    document = {**product, "carbon_content": {"fossil": "0.5 kg/kg", "biogenic": "0.1 kg/kg"}}
    assert calc(body, files=files, product=document).footprint.product.carbon_balance["status"] == "closed"
    wrong = {**product, "carbon_content": {"fossil": "0.2 kg/kg"}}
    assert calc(body, files=files, product=wrong).footprint.product.carbon_balance["status"] == "open"


def test_a_metal_without_carbon_asks_for_no_carbon_balance(calc: Any) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact()})
    assert answer.footprint.product.carbon_balance == {"status": "not stated"}


def test_the_work_of_treating_waste_brings_no_carbon(calc: Any) -> None:
    waste = {"name": "Sludge", "amount": "2 kg", "treatment": "landfill", "declaration": "bolt.json"}
    files = {"bolt.json": pact("0.4", per="1 kg", mass="1", fossilCarbonContent="0.3")}
    answer = calc({"inputs": [bolt("1 kg")], "outputs": [waste]}, files=files)
    assert "carbon_content" not in answer.lines()["outputs/0"].flow.stated
    assert answer.kg("outputs/0") == pytest.approx(0.8)


def test_transport_to_the_plant_is_still_to_be_said(calc: Any) -> None:
    files = {"bolt.json": pact()}
    assert calc({"inputs": [bolt()]}, files=files).not_assessed("inputs/0") == ("inbound_transport",)
    assert calc({"inputs": [bolt(transport=[])]}, files=files).not_assessed("inputs/0") == ()


# ------------------------------------------------------------------ whether it holds


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({"validityPeriodEnd": "2025-12-30T00:00:00Z"}, "CF407", "until 2025-12-30"),
        (
            {
                "validityPeriodStart": "2026-01-01T00:00:00Z",
                "referencePeriodStart": "2024-01-01T00:00:00Z",
                "referencePeriodEnd": "2024-12-31T00:00:00Z",
            },
            "CF407",
            "from 2026-01-01",
        ),
        ({"status": "Deprecated"}, "CF903", "deprecated"),
        (
            {"referencePeriodStart": "2019-01-01T00:00:00Z", "referencePeriodEnd": "2019-12-31T00:00:00Z"},
            "CF306",
            "of 2019",
        ),
        (
            {"referencePeriodStart": "2026-01-01T00:00:00Z", "referencePeriodEnd": "2026-12-31T00:00:00Z"},
            "CF407",
            "covers 2026-01-01",
        ),
    ],
)
def test_doubts_on_validity_are_told_and_stop_nothing(
    calc: Any, more: dict[str, Any], code: str, words: str
) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(**more)})
    finding = answer.finding(code)
    assert finding.path == ("inputs", 0, "declaration")
    assert words in finding.message
    assert answer.total == pytest.approx(0.1645)


@pytest.mark.parametrize("start", [None, "2025-12-31T00:00:00Z", "2026-03-01T00:00:00Z"])
def test_one_on_the_time_of_the_document_is_quiet(calc: Any, start: str | None) -> None:
    """Also where it was issued, and begins to hold, when that time was over: it could not be before."""
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(validityPeriodStart=start)})
    assert {"CF407", "CF306", "CF903", "CF913"}.isdisjoint(answer.codes())


def test_without_a_stated_end_the_rule_of_the_format_is_named(calc: Any) -> None:
    more: dict[str, Any] = {"validityPeriodEnd": None, "referencePeriodStart": "2021-01-01T00:00:00Z"}
    files = {"bolt.json": pact(**more, referencePeriodEnd="2021-12-31T00:00:00Z")}
    message = calc({"inputs": [bolt()]}, files=files).finding("CF407").message
    assert "2024-12-31" in message
    assert "three years" in message
    stated = calc({"inputs": [bolt()]}, files={"bolt.json": pact(validityPeriodEnd="2025-12-30T00:00:00Z")})
    assert "three years" not in stated.finding("CF407").message  # the supplier said so


@pytest.mark.parametrize(
    ("start", "end", "begins"),
    [("2024-01-01", "2024-12-31", "2025-01-01"), ("2025-07-01", "2026-06-30", "2026-07-01")],
)
def test_data_of_the_year_before_or_of_a_year_that_overlaps_are_quiet(
    calc: Any, start: str, end: str, begins: str
) -> None:
    """A declaration that holds when the product is made, and one whose own data go on behind it."""
    more: dict[str, Any] = {
        "referencePeriodStart": f"{start}T00:00:00Z",
        "referencePeriodEnd": f"{end}T23:59:59Z",
        "validityPeriodStart": f"{begins}T00:00:00Z",
    }
    assert "CF407" not in calc({"inputs": [bolt()]}, files={"bolt.json": pact(**more)}).codes()


@pytest.mark.parametrize(
    ("until", "told"), [("2025-12-30", True), ("2025-12-31", False), ("2026-01-01", False)]
)
def test_the_last_day_of_validity_counts(calc: Any, until: str, told: bool) -> None:
    """The product needs one that holds on the last day of its own data, which are of 2025."""
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(validityPeriodEnd=f"{until}T23:59:59Z")})
    assert ("CF407" in answer.codes()) == told


def test_a_newer_one_in_the_same_folder_is_named(calc: Any) -> None:
    newer = pact("80", id="c1d2e3f4-0a1b-4c2d-8e3f-405162738495", precedingPfIds=[ID])
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(), "newer.json": newer})
    finding = answer.finding("CF913")
    assert "newer.json" in finding.message
    assert answer.total == pytest.approx(0.1645)
    by_name = {"inputs": [{**bolt(), "declaration": "newer.json"}]}
    assert "CF913" not in calc(by_name, files={"bolt.json": pact(), "newer.json": newer}).codes()


def test_its_own_id_as_the_preceding_one_replaces_nothing(calc: Any) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(precedingPfIds=[ID])})
    assert "CF913" not in answer.codes()


@pytest.mark.parametrize(
    ("sets", "foreign"), [(["AR6"], {}), (["AR5"], {"AR5": 0.1645}), (["AR5", "AR6"], {"unknown": 0.1645})]
)
def test_no_other_set_is_rebased(calc: Any, sets: list[str], foreign: dict[str, float]) -> None:
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(ipccCharacterizationFactors=sets)})
    assert answer.footprint.foreign_sets == pytest.approx(foreign)
    assert answer.total == pytest.approx(0.1645)
    assert ("CF309" in answer.codes()) is bool(foreign)


def test_an_offset_stands_beside_and_changes_nothing(calc: Any) -> None:
    plain = calc({"inputs": [bolt()]}, files={"bolt.json": pact()})
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact(carbonOffsets="60")})
    assert answer.total == plain.total
    assert "60" in answer.finding("CF912").message
    (line,) = answer.printed["data"]["lines"]
    assert line["stated"]["declaration"]["claims"] == [{"kind": "offset", "said": "carbonOffsets: 60"}]


# ------------------------------------------------------------------ the file


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("missing.json", "CF001"),
        ("../bolt.json", "CF002"),
        ("https://example.com/bolt.json", "CF002"),
        ("broken.json", "CF405"),
        ("other.json", "CF901"),
        ("many.json", "CF902"),
        ("many.json#nothing", "CF902"),
    ],
)
def test_a_file_that_is_none_leaves_no_total(calc: Any, reference: str, code: str) -> None:
    second = {**pact("1"), "id": "c1d2e3f4-0a1b-4c2d-8e3f-405162738495"}
    files = {"many.json": [pact(), second], "broken.json": '{"id": ', "other.json": {"a": 1}}
    answer = calc({"inputs": [bolt(declaration=reference)]}, files=files)
    assert answer.footprint.total is None
    assert code in answer.codes()
    assert "Traceback" not in str(answer.findings)


def test_one_of_several_is_chosen_by_its_id(calc: Any) -> None:
    second = {**pact("41"), "id": "c1d2e3f4-0a1b-4c2d-8e3f-405162738495"}
    files = {"many.json": {"data": [pact(), second]}}
    for id in (
        "c1d2e3f4-0a1b-4c2d-8e3f-405162738495",
        "c1d2e3f4",
        "C1D2E3F4-0A1B",
    ):  # reports show the first eight
        answer = calc({"inputs": [bolt(declaration=f"many.json#{id}")]}, files=files)
        assert answer.total == pytest.approx(0.082)
    assert "CF902" in {
        one.code for one in calc({"inputs": [bolt(declaration="many.json#c1d2")]}, files=files).findings
    }


def test_an_error_of_the_file_stands_once_however_many_lines_name_it(calc: Any) -> None:
    answer = calc({"inputs": [bolt(), bolt(name="Other")]}, files={"bolt.json": '{"id": '})
    assert len([one for one in answer.findings if one.file.endswith("bolt.json")]) == 1
    assert len([one for one in answer.findings if one.code == "CF405"]) == 2


# ------------------------------------------------------------------ uncertainty, order


def _drivers(answer: Any) -> list[str]:
    from carbonfoot.footprint.uncertain import Policy, uncertain

    return [one.key for one in uncertain(answer.footprint, Policy(), lambda name: name).model.drivers]


def test_one_declaration_in_two_lines_is_one_driver(calc: Any) -> None:
    files = {"bolt.json": pact(), "copy.json": pact()}
    lines = [bolt(), bolt(name="Left", supplier="Trader"), bolt(name="Right", declaration="copy.json")]
    drivers = _drivers(calc({"inputs": lines}, files=files))
    assert len([key for key in drivers if key.startswith("declaration") and " fit " not in key]) == 1
    assert len([key for key in drivers if " fit " in key]) == 1


def test_declarations_that_look_alike_are_two_drivers(calc: Any) -> None:
    other = {**pact(), "id": "c1d2e3f4-0a1b-4c2d-8e3f-405162738495"}
    lines = [bolt(), bolt(name="Other", declaration="other.json")]
    drivers = _drivers(calc({"inputs": lines}, files={"bolt.json": pact(), "other.json": other}))
    assert len([key for key in drivers if key.startswith("declaration") and " fit " not in key]) == 2


def test_the_order_of_lines_changes_no_digit(calc: Any) -> None:
    lines = [bolt(f"{number}.1 piece", name=f"Bolt {number}") for number in range(1, 8)]
    files = {"bolt.json": pact("82.2537")}
    one = calc({"inputs": lines}, files=files)
    other = calc({"inputs": copy.deepcopy(lines)[::-1]}, files=files)
    assert one.total == other.total
    assert one.footprint.split == other.footprint.split


def test_many_lines_come_to_what_links_with_the_same_numbers_come_to(
    calc: Any, make_document: Any, stated: Any
) -> None:
    from random import Random

    random = Random(20260216)
    links: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    files: dict[str, Any] = {}
    for number in range(40):
        total, mass = f"{random.uniform(1e-4, 900):.9f}", f"{random.uniform(1e-3, 90):.6f}"
        per = random.choice(("1 piece", "250 piece", "7.5 kg", "2 L", "1.5 m2"))
        mass = "7.5" if per == "7.5 kg" else mass
        amount = f"{random.uniform(0.01, 40):.4f} {random.choice((per.split()[1], 'kg', 'g'))}"
        more = {"yield": f"{random.uniform(0.5, 1):.3f}"}
        inside = {
            "inputs": [{"name": "All", "amount": f"{mass} kg", "footprint": stated(total, per=f"{mass} kg")}]
        }
        files[f"p{number}.yaml"] = make_document(
            inside, id=f"P{number}", declared_unit=per, mass=f"{mass} kg"
        )
        units = {"per": per, "declaredUnitOfMeasurement": "square meter"} if "m2" in per else {"per": per}
        files[f"d{number}.json"] = pact(
            total, mass=mass, id=f"{number:08x}-7d42-4b86-9c15-2e8b6d90a7f4", **units
        )
        links.append({"name": f"L{number}", "amount": amount, "product": f"p{number}.yaml", **more})
        lines.append({"name": f"L{number}", "amount": amount, "declaration": f"d{number}.json", **more})
    one = calc({"inputs": links}, files=files)
    two = calc({"inputs": lines}, files=files)
    assert two.total == pytest.approx(one.total, rel=1e-9)
    for number in range(40):
        assert two.kg(f"inputs/{number}") == pytest.approx(one.kg(f"inputs/{number}"), rel=1e-9)
        masses = [answer.lines()[f"inputs/{number}"].flow.mass for answer in (one, two)]
        assert masses[1] == pytest.approx(masses[0], rel=1e-9)


def test_what_else_is_wrong_is_told_beside_a_broken_declaration(calc: Any) -> None:
    answer = calc(
        {"inputs": [bolt("= 1 +"), bolt(name="Other", declaration="none.json")]}, files={"bolt.json": pact()}
    )
    assert {"CF001"} <= answer.codes()
    assert len(answer.findings) > 1


def test_parts_above_the_total_leave_no_fossil_below_zero(calc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a reader lets through: what is left for fossil is never below zero."""
    from carbonfoot.documents.received import links
    from carbonfoot.documents.received.read import read_declarations

    def reading(file: str) -> Any:
        found = read_declarations(file)
        parts = {"fossil": Decimal(1), "land_use_change": Decimal(90)}
        return found._replace(declarations=(found.declarations[0]._replace(parts=parts),))

    monkeypatch.setattr(f"{links.__name__}.read_declarations", reading)
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact()})
    assert answer.footprint.total is None
    assert "parts beside fossil add up to 90" in answer.finding("CF404").message


@pytest.mark.parametrize(("boundary", "known"), [("gate-to-gate", 0.1645), ("cradle-to-grave", 0.0)])
def test_another_boundary_leaves_the_line_missing(
    calc: Any, monkeypatch: pytest.MonkeyPatch, boundary: str, known: float
) -> None:
    from carbonfoot.documents.received import links
    from carbonfoot.documents.received.read import read_declarations

    def reading(file: str) -> Any:
        found = read_declarations(file)
        return found._replace(declarations=(found.declarations[0]._replace(boundary=boundary),))

    monkeypatch.setattr(f"{links.__name__}.read_declarations", reading)
    answer = calc({"inputs": [bolt()]}, files={"bolt.json": pact()})
    assert answer.footprint.total is None
    assert answer.footprint.at_least == pytest.approx(known)
    assert answer.finding("CF307").path == ("inputs", 0, "declaration")


def test_what_is_declared_by_mass_has_its_mass(calc: Any) -> None:
    files = {"bolt.json": pact(per="2 kg", mass="0", fossilCarbonContent="1")}
    answer = calc({"inputs": [bolt("3 piece", mass="2 kg")]}, files=files)
    flow = answer.lines()["inputs/0"].flow
    assert flow.mass == pytest.approx(6)
    assert flow.stated["carbon_content"] == {"fossil": 0.5}


# ------------------------------------------------------------------ which of several, and what is told of one

PRODUCT = "urn:pact:hanil.example:product-id:"


@pytest.mark.parametrize(
    ("product", "named"),
    [
        ("A#1", "A#1"),
        ("A 2", "A 2"),
        (unicodedata.normalize("NFD", "볼트"), "볼트"),  # as file systems of a Mac write it
        ("볼트", "볼트"),
        ("A%202", "A 2"),
        ("%EB%B3%BC%ED%8A%B8", "볼트"),
        ("A%23z", "A%23z"),
    ],
)
def test_an_id_of_a_product_is_found_however_it_is_written(calc: Any, product: str, named: str) -> None:
    other = {**pact("99"), "id": ID.replace("5f", "6f")}
    files = {"bolt.json": [{**pact(), "productIds": [PRODUCT + product]}, other]}
    for wanted in (named, PRODUCT + named, product):
        answer = calc({"inputs": [bolt(declaration=f"bolt.json#{wanted}")]}, files=files)
        assert answer.total == pytest.approx(0.1645)


def test_two_declarations_of_one_product_are_named(calc: Any) -> None:
    files = {"bolt.json": [pact(), {**pact("99"), "id": ID.replace("5f", "6f")}]}
    finding = calc({"inputs": [bolt(declaration="bolt.json#HF-M10X30")]}, files=files).finding("CF902")
    assert "2 declarations of `HF-M10X30`" in finding.message
    assert ID in finding.help


def test_the_name_of_a_file_may_hold_the_mark(calc: Any) -> None:
    files = {"bolt#2.json": pact()}
    for reference in ("bolt#2.json", f"bolt#2.json#{ID}"):
        assert calc({"inputs": [bolt(declaration=reference)]}, files=files).total == pytest.approx(0.1645)


def test_a_replaced_declaration_of_many_lines_is_looked_for_once(
    calc: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbonfoot.documents.received.read import read_declarations

    newer = {**pact("60"), "id": ID.replace("5f", "6f"), "precedingPfIds": [ID]}
    asked: list[str] = []

    def reads(file: str) -> Reading:
        asked.append(file)
        return read_declarations(file)

    monkeypatch.setattr("carbonfoot.documents.received.replaced.read_declarations", reads)
    answer = calc({"inputs": [bolt(), bolt(), bolt()]}, files={"bolt.json": pact(), "newer.json": newer})
    assert "CF913" in answer.codes()
    assert len(asked) == 1


def test_what_is_said_of_a_declaration_is_said_beside_an_amount_that_does_not_fit(calc: Any) -> None:
    answer = calc({"inputs": [bolt("3 L")]}, files={"bolt.json": pact(mass="0", status="Deprecated")})
    assert {"CF209", "CF903"} <= answer.codes()


@pytest.mark.parametrize(
    ("more", "amount", "told"),
    [
        ({"mass": "0.07"}, "10 kWh", True),
        ({"mass": "0", "fossilCarbonContent": "0.05"}, "36 MJ", True),
        ({"mass": "0"}, "10 kWh", False),  # electricity
        ({"mass": "0.07"}, "0.7 kg", False),  # by the mass of the declaration itself
    ],
)
def test_a_fuel_declared_per_energy_says_no_calorific_basis(
    calc: Any, more: dict[str, str], amount: str, *, told: bool
) -> None:
    answer = calc({"inputs": [bolt(amount)]}, files={"bolt.json": pact("0.2", per="1 kWh", **more)})
    assert answer.total == pytest.approx(2.0)
    assert ("CF904" in answer.codes()) is told


def test_an_amount_on_a_calorific_basis_does_not_meet_one_without(calc: Any) -> None:
    files = {"bolt.json": pact("0.2", per="1 kWh", mass="0")}
    assert "supplier" in calc({"inputs": [bolt("10 kWh (net)")]}, files=files).finding("CF210").help
    help = calc({"inputs": [bolt("10 L")]}, files={"bolt.json": pact("1", per="1 kg", mass="1")})
    assert help.finding("CF209").help.startswith("write the amount in kg, or state")
