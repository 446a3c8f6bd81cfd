"""Random parts against numbers worked out from what their documents say, in exact fractions, without the writer.

Formulas: PACT Technical Specifications 3.0.3, CarbonFootprint (RULES 1.3), data quality and primary data share (RULES 6).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as some

from carbonfoot.cli.declare_part import subject_of
from carbonfoot.cli.declare_work import Libraries
from carbonfoot.declarations.options import DeclareOptions
from carbonfoot.declarations.registry import format_named
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import severity
from tests.declarations.pact.conftest import ISSUED, SETTINGS

CARBON = Fraction(12011, 44009)  # kg C in a kg of CO2
PARTS = {
    "fossil": "fossilGhgEmissions",
    "land_use_change": "landUseChangeGhgEmissions",
    "biogenic_non_co2": "biogenicNonCO2Emissions",
    "land_management": "landManagementBiogenicCO2Emissions",
    "removals": "landManagementBiogenicCO2Removals",
    "technological_removals": "technologicalCO2Removals",
    "captured": "ccsTechnologicalCO2Capture",
}
BESIDE = {"biogenic_uptake": "biogenicCO2Uptake", "aircraft": "aircraftGhgEmissions"}
STATED = ("fossil", "land_use_change", "biogenic_non_co2", "biogenic_uptake", "aircraft")
SCORES = ("technology", "time", "geography")
DQR = dict(zip(SCORES, ("technologicalDQR", "temporalDQR", "geographicalDQR"), strict=True))


class Leaf(NamedTuple):
    """A number of a supplier, per kg: its parts, share of primary data, scores, GWP set, share left out.

    `declared`: it comes as a declaration of so many kg, with numbers of all that.
    """

    parts: dict[str, Fraction]
    primary: int | None
    scores: tuple[int, int, int] | None
    gwp: str
    exempted: Fraction
    declared: int

    @property
    def total(self) -> Fraction:
        return sum((self.parts.get(name, Fraction()) for name in PARTS), Fraction())


class Line(NamedTuple):
    amount: Fraction
    of: Leaf | Document


class Document(NamedTuple):
    """A part of `units` kg; `beside` kg of another product are made with it and share by mass."""

    units: int
    lines: list[Line]
    packaging: list[Line]
    beside: int
    excluded: list[Fraction]
    later: bool


class Counted(NamedTuple):
    """A leaf with the kg of it that are in the declared unit; `packs` this product, or one on the way."""

    leaf: Leaf
    kg: Fraction
    packs: bool
    on_the_way: bool


numbers = some.builds(
    lambda digits, place: Fraction(digits) * Fraction(10) ** place,
    some.integers(1, 99999),
    some.one_of(some.integers(-2, 2), some.integers(-12, 8)),
)
amounts = some.builds(
    lambda digits, place: Fraction(digits) * Fraction(10) ** place,
    some.integers(1, 999),
    some.one_of(some.integers(-2, 1), some.integers(-12, 9)),
)


@some.composite
def leaves(draw: some.DrawFn) -> Leaf:
    declared = draw(some.sampled_from([0, 0, 1, 7, 1000]))
    names = draw(some.sets(some.sampled_from([*PARTS, *BESIDE] if declared else [*STATED])))
    fossil = draw(numbers)
    parts = {"fossil": fossil}
    for name in sorted(names - {"fossil"}):
        negative = name in ("removals", "technological_removals", "captured", "biogenic_uptake")
        number = draw(numbers)
        if name == "aircraft":
            number = fossil * draw(some.integers(0, 10)) / 10
        elif negative and name != "biogenic_uptake":
            number = fossil * draw(some.integers(0, 3)) / 10
        parts[name] = -number if negative else number
    scores = draw(some.none() | some.tuples(*[some.integers(1, 5)] * 3))
    primary = draw(some.integers(0, 100) if declared else some.none() | some.integers(0, 100))
    exempted = Fraction(draw(some.integers(0, 30)), 100) if declared else Fraction()
    return Leaf(parts, primary, scores, draw(some.sampled_from(["AR6", "AR6", "AR5"])), exempted, declared)


def documents(deeper: some.SearchStrategy[Any]) -> some.SearchStrategy[Document]:
    lines = some.builds(Line, amounts, deeper)
    return some.builds(
        Document,
        some.sampled_from([1, 4, 25]),
        some.lists(lines, min_size=1, max_size=3),
        some.lists(some.builds(Line, amounts, leaves()), max_size=1),
        some.sampled_from([0, 0, 3]),
        some.lists(some.builds(Fraction, some.integers(0, 20), some.just(10000)), max_size=2),
        some.booleans(),
    )


PRODUCTS = documents(leaves() | documents(leaves() | documents(leaves())))


def counted(document: Document, kg: Fraction, depth: int = 0) -> Iterator[Counted]:
    """Every leaf behind so many kg of a product, with what of it the product bears: of its packaging, all."""
    borne = Fraction(document.units, document.units + document.beside)
    for packs, lines in ((False, document.lines), (True, document.packaging)):
        share = (1 if packs else borne) * kg / document.units
        for line in lines:
            if isinstance(line.of, Document):
                yield from counted(line.of, share * line.amount, depth + 1)
            else:
                yield Counted(line.of, share * line.amount, packs and not depth, packs and depth > 0)


def left_out(document: Document, kg: Fraction, total: Fraction, depth: int = 0) -> Fraction:
    """Share of the footprint that is left out, of the product itself and of all behind it."""
    through = sum((one.leaf.total * one.kg for one in counted(document, kg)), Fraction())
    found = sum(document.excluded, Fraction()) * (through / total)
    borne = Fraction(document.units, document.units + document.beside)
    shares = [*[borne] * len(document.lines), *[Fraction(1)] * len(document.packaging)]
    for line, bears in zip((*document.lines, *document.packaging), shares, strict=True):
        share = bears * kg / document.units
        if isinstance(line.of, Document):
            found += left_out(line.of, share * line.amount, total, depth + 1)
        else:
            found += line.of.exempted / 100 * abs(share * line.amount * line.of.total) / total
    return found


def plain(number: Fraction) -> str:
    """A decimal with a finite number of digits, written out."""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


class Written:
    """Puts documents into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def document(self, document: Document, head: str = "") -> str:
        self.count += 1
        name = f"d{self.count}.yaml" if not head else "part.yaml"
        unit = f"declared_unit: {document.units} kg, made_in: KR"
        text = "carbonfoot: part/1\n" + (
            head or f"product: {{id: D{self.count}, name: D{self.count}, {unit}}}\n"
        )
        text += "period: 2025\n"
        if document.beside:
            by = f"{{id: B{self.count}, name: By, amount: {document.beside} kg}}"
            text += f"co_products: [{by}]\nallocation: mass\n"
        text += "inputs:\n" + "".join(self.line(line) for line in document.lines)
        if document.packaging:
            text += "packaging:\n" + "".join(self.line(line) for line in document.packaging)
        if document.excluded:
            text += "exclude:\n" + "".join(
                f"  - {{name: E{at}, share: {plain(share * 100)} %, reason: small}}\n"
                for at, share in enumerate(document.excluded)
            )
        if document.later and head:
            text += "boundary: cradle-to-grave\ndistribution: [{mode: road/hgv, distance: 10 km}]\n"
            for stage, value in (("use", 3), ("end_of_life", 5)):
                treatment = ", treatment: incineration" if stage == "end_of_life" else ""
                text += f"{stage}: [{{name: Later, amount: 1 kg{treatment}, transport: [], footprint:"
                text += f" {{value: {value} kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}}}}]\n"
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def line(self, line: Line) -> str:
        self.count += 1
        text = f"  - name: L{self.count}\n    amount: {plain(line.amount)} kg\n    transport: []\n"
        leaf = line.of
        if isinstance(leaf, Document):
            return text + f"    product: {self.document(leaf)}\n"
        if leaf.scores is not None and not leaf.declared:
            said = ", ".join(f"{name}: {score}" for name, score in zip(SCORES, leaf.scores, strict=True))
            text += f"    quality: {{{said}}}\n"
        if leaf.declared:
            return text + f"    declaration: {self.declaration(leaf)}\n"
        keys = {"value": leaf.total, **leaf.parts}
        told = ", ".join(f"{name}: {plain(number)} kg CO2e" for name, number in keys.items())
        primary = "" if leaf.primary is None else f", primary_data_share: {leaf.primary} %"
        return (
            text + f"    footprint: {{{told}, per: 1 kg, source: S, gwp: {leaf.gwp}, year: 2025{primary}}}\n"
        )

    def declaration(self, leaf: Leaf) -> str:
        name = f"s{self.count}.json"
        times = leaf.declared
        wire = {PARTS[key]: plain(leaf.parts[key] * times) for key in PARTS if key in leaf.parts}
        wire |= {BESIDE[key]: plain(leaf.parts[key] * times) for key in BESIDE if key in leaf.parts}
        total = leaf.total * times
        dqi = {}
        if leaf.scores is not None:
            dqi = {"dqi": {DQR[key]: str(score) for key, score in zip(SCORES, leaf.scores, strict=True)}}
        message = {
            "id": f"f4b1225a-bd44-4c8e-861d-{self.count:012d}",
            "specVersion": "3.0.3",
            "created": "2026-02-01T00:00:00Z",
            "status": "Active",
            "companyName": f"Supplier {self.count}",
            "companyIds": ["urn:lei:529900T8BM49AURSDO55"],
            "productDescription": "P",
            "productIds": [f"urn:pact:supplier.example:product-id:{self.count}"],
            "productNameCompany": "P",
            "pcf": {
                "declaredUnitOfMeasurement": "kilogram",
                "declaredUnitAmount": str(times),
                "productMassPerDeclaredUnit": str(times),
                "referencePeriodStart": "2025-01-01T00:00:00Z",
                "referencePeriodEnd": "2025-12-31T23:59:59Z",
                "pcfExcludingBiogenicUptake": plain(total),
                "pcfIncludingBiogenicUptake": plain(
                    total + leaf.parts.get("biogenic_uptake", Fraction()) * times
                ),
                "fossilCarbonContent": "0",
                "biogenicCarbonContent": f"{float(-leaf.parts.get('biogenic_uptake', 0) * times * CARBON):.30f}",
                "packagingEmissionsIncluded": False,
                "ccsTechnologicalCO2CaptureIncluded": "captured" in leaf.parts,
                "ipccCharacterizationFactors": [leaf.gwp],
                "crossSectoralStandards": ["PACT-3.0"],
                "exemptedEmissionsPercent": plain(leaf.exempted),
                "primaryDataShare": str(leaf.primary),
                **wire,
                **dqi,
            },
        }
        (self.folder / name).write_text(json.dumps(message), encoding="utf-8")
        return name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("oracle")
    (made / "carbonfoot.toml").write_text(SETTINGS, encoding="utf-8")
    return made


LIBRARIES: Libraries = {}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=PRODUCTS)
def test_every_number_is_that_of_the_documents(
    folder: Path, official: Callable[[Any], list[str]], document: Document
) -> None:
    leaves_ = [*counted(document, Fraction(document.units))]
    taken = sum(
        (one.leaf.parts.get("biogenic_uptake", Fraction()) * one.kg for one in leaves_ if not one.on_the_way),
        Fraction(),
    )
    packed = sum(
        (one.leaf.parts.get("biogenic_uptake", Fraction()) * one.kg for one in leaves_ if one.packs),
        Fraction(),
    )
    held = -(taken - packed) * CARBON / document.units
    content = f"{float(held):.15g}"
    assume(held <= 1)  # no product holds more carbon than it weighs
    largest = max(
        abs(sum((one.leaf.parts.get(name, Fraction()) * one.kg for one in leaves_), Fraction()))
        for name in PARTS
    )
    assume(not taken or abs(taken) > largest / 10**9)  # below the last place that all parts have
    head = (
        f"product:\n  id: P\n  name: P\n  declared_unit: {document.units} kg\n  made_in: KR\n"
        f"  carbon_content: {{fossil: 0 kg/kg, biogenic: {content} kg/kg}}\n"
    )
    Written(folder).document(document, head)
    calculated = subject_of(str(folder / "part.yaml"), libraries=LIBRARIES)
    wrong = [one for one in calculated.outcome.findings if severity(one) in ("error", "incomplete")]
    assert calculated.subject is not None and not wrong, wrong
    form = format_named("pact-3.0.3")
    assert form is not None
    made = form.write(
        calculated.subject, DeclareOptions("part.yaml", calculated.outcome.library, ISSUED, ".json")
    )
    assert made.content, [(one.message, one.severity, one.code) for one in made.findings]
    event(f"depth of {len(leaves_)} leaves")
    check(json.loads(made.content), document, leaves_, taken)
    assert official(json.loads(made.content)) == []
    read_back(folder, str(made.content))


def check(message: dict[str, Any], document: Document, leaves_: list[Counted], taken: Fraction) -> None:
    pcf = message["pcf"]

    def number(key: str) -> Fraction:
        assert "e" not in pcf.get(key, "0").lower()
        return Fraction(pcf.get(key, "0"))

    def summed(name: str) -> Fraction:
        return sum((one.leaf.parts.get(name, Fraction()) * one.kg for one in leaves_), Fraction())

    parts = {name: summed(name) for name in PARTS}
    total = sum(parts.values(), Fraction())
    largest = max(abs(one) for one in (*parts.values(), taken))
    near = largest / 10**11
    for name, key in PARTS.items():
        assert abs(number(key) - parts[name]) <= near, key
    assert number("pcfExcludingBiogenicUptake") == sum((number(key) for key in PARTS.values()), Fraction())
    assert abs(number("pcfExcludingBiogenicUptake") - total) <= 8 * near
    assert number("pcfIncludingBiogenicUptake") == number("pcfExcludingBiogenicUptake") + number(
        "biogenicCO2Uptake"
    )
    assert abs(number("biogenicCO2Uptake") - taken) <= near
    assert abs(number("aircraftGhgEmissions") - summed("aircraft")) <= near
    assert pcf["packagingEmissionsIncluded"] is bool(document.packaging)
    if document.packaging:
        own = sum((one.leaf.total * one.kg for one in leaves_ if one.packs), Fraction())
        assert abs(number("packagingGhgEmissions") - own) <= near
    assert pcf["ccsTechnologicalCO2CaptureIncluded"] is bool(
        number("ccsTechnologicalCO2Capture") or number("technologicalCO2Removals")
    )
    weights = [abs(one.leaf.total * one.kg) for one in leaves_]
    primary = sum(
        (weight * (one.leaf.primary or 0) for one, weight in zip(leaves_, weights, strict=True)), Fraction()
    )
    assert number("primaryDataShare") == pytest.approx(float(primary / sum(weights)), rel=1e-10, abs=1e-10)
    percent = left_out(document, Fraction(document.units), total) * 100
    assert number("exemptedEmissionsPercent") == pytest.approx(float(percent), rel=1e-9, abs=1e-12)
    assert set(pcf["ipccCharacterizationFactors"]) == {one.leaf.gwp for one in leaves_ if one.kg}
    assert pcf["productMassPerDeclaredUnit"] == pcf["declaredUnitAmount"] == str(document.units)
    if "dqi" in pcf:
        worst = (5, 5, 5)  # what nobody scores
        scored = [(one.leaf.scores or worst, weight) for one, weight in zip(leaves_, weights, strict=True)]
        for at, (name, key) in enumerate(DQR.items()):
            if name == "time":
                continue  # years of statements tell it where nothing is stated
            wanted = sum((scores[at] * weight for scores, weight in scored), Fraction()) / sum(weights)
            assert Fraction(pcf["dqi"][key]) == pytest.approx(float(wanted), rel=1e-9), name
    else:
        assert not any(one.leaf.scores for one in leaves_)


def read_back(folder: Path, content: str) -> None:
    """The strict layer takes it, and reads what stands there."""
    file = folder / "written.json"
    file.write_text(content, encoding="utf-8")
    reading = read_declarations(str(file), strict=True)
    assert [one for one in reading.findings if severity(one) != "note"] == []
    (one,) = reading.declarations
    pcf = json.loads(content)["pcf"]
    assert Fraction(str(one.total)) == pytest.approx(float(pcf["pcfExcludingBiogenicUptake"]), rel=1e-12)
