"""The site document, `carbonfoot: site/1`: a plant or line with its meters for a period, and what it made.

A site is a document whose product is the period of the plant: its lines and steps are those of a part, with the amounts of
the period instead of those of one piece. `products` says what was made, and how the burdens are shared.
"""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.coproducts import ALLOCATION, CoProduct
from carbonfoot.documents.fields import (
    AMOUNT,
    BARE_AMOUNT,
    COUNTRY,
    TEXT,
    Period,
    read_period,
)
from carbonfoot.documents.lines import ENERGY_ITEMS, EnergyUse, Line, Output, Process, energy_use
from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.part import Part, Product
from carbonfoot.documents.shape import (
    Field,
    Kind,
    Shape,
    choice,
    list_of,
    nested,
    optional,
    required,
)
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.units import Quantity, parse_unit

KIND = "site/1"

_MONTHS = {"2025-01": "101 MWh", "2025-02": "97 MWh"}
_SITE = {"id": "ANSAN", "name": "Ansan plant", "located_in": "KR"}
_METER = {"name": "Main meter", "carrier": "electricity", "amount": "1204 MWh"}
_MADE = {"id": "B-10", "name": "Bracket", "amount": "120000 piece", "keys": {"machine hours": "900 h"}}
_PRESS = {"name": "Press line", "electricity": "410 MWh", "allocation": "machine hours"}
_STEAM = {"name": "Steam", "amount": "10 GWh"}
_OIL = {"name": "Lubricant", "amount": "4 t", "factor": "fuels/lubricants", "origin": "KR"}
_SCRAP = {"name": "Steel scrap", "amount": "310 t", "treatment": "recycling"}


def _readings() -> Kind[dict[Period, Any]]:
    """Months or other periods to amounts."""
    inner = BARE_AMOUNT  # a unit may stand beside them

    def key(given: Any) -> Period:
        return read_period(given)

    return Kind(
        lambda: {
            "type": "dict",
            "keys_schema": {"type": "function-plain", "function": {"type": "no-info", "function": key}},
            "values_schema": inner.core(),
        },
        lambda: {"type": "object", "additionalProperties": inner.json()},
    )


READINGS = _readings()
GAPS = choice("average")

_READ = "Instead of `amount`: what was read or billed, by month (`2025-03`) or by `from..to`."
_FILL = (
    "`average`: periods without a reading are filled with the daily mean of the others, and count as estimated; "
    "else a gap leaves the line incomplete."
)
_FROM = "Where it comes from on site: a meter, or what a step `makes`, by its name."


class FromTable(Shape):
    """Where readings stand in a CSV table: a row a period, with other columns for other meters."""

    table = required(TEXT, "A table of `tables:`.", "bills")
    period = required(TEXT, "The column of the months or other periods, `2025-03` or `from..to`.", "month")
    column = required(
        TEXT,
        "The column of the amounts; its unit stands in the header (`power [kWh]`) or in the cells.",
        "power",
    )


def _from_table() -> type[FromTable]:
    return FromTable


_TABLE = nested(_from_table)
_IN_TABLE = "Instead of `readings`: the column of a CSV table that has them."
_BILLS = {"table": "bills", "period": "month", "column": "power"}


class SiteEnergy(EnergyUse):
    """Energy or water of a step of a site, over the period: a sub-meter."""

    readings = optional(READINGS, _READ, _MONTHS)
    readings_from = optional(_TABLE, _IN_TABLE, _BILLS)
    gaps = optional(GAPS, _FILL, "average")
    source = optional(TEXT, _FROM, "Boiler steam", key="from")


class SiteLine(Line):
    """A purchased material or energy carrier of a site, over the period."""

    readings = optional(READINGS, _READ, _MONTHS)
    readings_from = optional(_TABLE, _IN_TABLE, _BILLS)
    gaps = optional(GAPS, _FILL, "average")

    source = optional(TEXT, _FROM, "Compressed air", key="from")


class SiteOutput(Output):
    """Scrap or waste of a site, over the period."""

    readings = optional(READINGS, _READ, _MONTHS)
    readings_from = optional(_TABLE, _IN_TABLE, _BILLS)
    gaps = optional(GAPS, _FILL, "average")


class Makes(Shape):
    """What a step makes for the other steps: steam, compressed air, its own electricity."""

    name = required(TEXT, "What it is; `from:` names it.", "Steam")
    carrier = optional(
        choice(*ENERGY_ITEMS), "What it is taken as, where that is energy; else any step may name it.", "heat"
    )
    amount = optional(AMOUNT, "How much of it in the period.", "10 GWh")
    readings = optional(READINGS, _READ, _MONTHS)
    readings_from = optional(_TABLE, _IN_TABLE, _BILLS)
    gaps = optional(GAPS, _FILL, "average")
    share = optional(
        BARE_AMOUNT,
        "Share of the step that it bears, where the step makes several; they add up to 100 %.",
        "30 %",
    )


def _supply() -> Kind[MethodUse]:
    """A method of a meter, which may leave its amount to the meter: the schema looks closer only where it is stated."""
    inner = nested(lambda: MethodUse)

    def json() -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["method"],
            "if": {"required": ["amount"]},
            "then": inner.json(),
        }

    return Kind(inner.core, json, inner.shapes)


_ENERGY = nested(lambda: SiteEnergy, before=energy_use)


class SiteProcess(Process):
    """A step, line or department of a site with its own meters; amounts are those of the period."""

    makes = optional(
        list_of(nested(lambda: Makes), wrap=True),
        "What it makes for other steps of the site instead of for the products.",
        [_STEAM],
    )
    inputs: list[Line] | None = optional(  # type: ignore[assignment]
        list_of(nested(lambda: SiteLine)), "Auxiliary materials and process gases used up.", [_OIL]
    )
    energy: list[Line] | None = optional(  # type: ignore[assignment]
        list_of(nested(lambda: SiteLine)), "Any other energy carrier, by its item.", [_OIL]
    )
    outputs: list[Output] | None = optional(  # type: ignore[assignment]
        list_of(nested(lambda: SiteOutput)), "Waste of this step.", [_SCRAP]
    )

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """Those of a step of a part, but yields and rework, stated per piece, and the place; energy is metered."""
        found = {name: one for name, one in super().fields().items() if name not in _OF_A_PART}
        for name in ENERGY_ITEMS:
            one = found[name]
            found[name] = Field(_ENERGY, one.description, one.example, one.alias, one.required)
        return found


_OF_A_PART = ("use_yield", "rework", "rework_from", "made_in")


class Meter(SiteEnergy):
    """A main meter or bill: what is bought of a carrier in the period; steps take their metered part of it."""

    name = required(TEXT, "What it is called; `from:` names it.", "Main meter")
    carrier = required(choice(*ENERGY_ITEMS), "What it measures.", "electricity")
    adds = optional(
        list_of(TEXT, wrap=True),
        "What is made on site and goes into the same network behind the meter, by its name under `makes:`.",
        ["Rooftop electricity"],
    )
    supply = optional(
        list_of(_supply(), wrap=True),
        "How what is bought was made, by methods, instead of the mean of the grid: contracts, certificates. "
        "A method without an `amount` gets that of the meter.",
        [{"method": "energy/electricity"}],
    )

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """Those of the energy of a step, but where on site it comes from: a meter is at the gate."""
        return {name: one for name, one in super().fields().items() if name != "source"}


class SiteProduct(CoProduct):
    """What the site made in the period, sold goods and exported energy alike, with the keys to share burdens by."""

    amount = optional(AMOUNT, "How much of it was made in the period: good units.", "120000 piece")  # type: ignore[assignment]
    readings = optional(READINGS, _READ, {"2025-01": "10100 piece"})
    readings_from = optional(_TABLE, _IN_TABLE, _BILLS)
    gaps = optional(GAPS, _FILL, "average")
    made_on = optional(
        list_of(TEXT, wrap=True),
        "Steps that it passes, by their names; all steps unless stated.",
        ["Press line"],
    )
    source = optional(
        TEXT,
        "For energy that leaves the site: the meter, or what a step `makes`, that it is taken from. It bears that "
        "much of it and nothing else.",
        "Boiler steam",
        key="from",
    )

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """Those of a co-product, but what it avoids: a credit is declared at an output."""
        return {name: one for name, one in super().fields().items() if name != "avoids"}


class SiteHead(Shape):
    """Which plant it is."""

    id = required(TEXT, "Its number or short name.", "ANSAN")
    name = required(TEXT, "Name in English.", "Ansan plant")
    name_ko = optional(TEXT, "Name in Korean.", "안산 공장")
    located_in = required(COUNTRY, "Where it is: ISO 3166 code.", "KR")
    operator = optional(TEXT, "Who runs it.", "Hanil Fastener Co.")
    description = optional(TEXT, "What is made there.", "cold forming and plating")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["asia"])
    note = optional(TEXT, "Free text.", "bills of KEPCO and Samchully")


class Site(Part):
    """A site document."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    site = required(nested(lambda: SiteHead), "Which plant it is.", _SITE)
    meters = optional(list_of(nested(lambda: Meter)), "Main meters and bills.", [_METER])
    processes: list[Process] | None = optional(  # type: ignore[assignment]
        list_of(nested(lambda: SiteProcess)), "Steps, lines and departments, with what they use.", [_PRESS]
    )
    inputs: list[Line] | None = optional(  # type: ignore[assignment]
        list_of(nested(lambda: SiteLine)), "Materials that the site as a whole uses up.", [_OIL]
    )
    outputs: list[Output] | None = optional(  # type: ignore[assignment]
        list_of(nested(lambda: SiteOutput)), "Scrap and waste of the site as a whole.", [_SCRAP]
    )
    products = required(list_of(nested(lambda: SiteProduct)), "Everything that was made.", [_MADE])
    allocation = optional(
        ALLOCATION,
        "How what no step says otherwise is shared among the products: `mass`, `pieces`, `area`, `energy`, `volume`, "
        "`economic`, the name of a key of the products, such as `machine hours`, or a share for each id.",
        "mass",
    )

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """Those of a part that a site has too, and its own."""
        found = super().fields()
        return {name: found[name] for name in _KEYS}

    def settle(self) -> None:
        """Fill what every document has: the product is the period of the plant."""
        for name in Part.fields():
            if name not in _KEYS:
                setattr(self, name, None)
        for process in self.processes or []:
            for name in _OF_A_PART:
                setattr(process, name, None)
        for meter in self.meters or []:
            meter.source = None
        head, period = self.site, self.period
        product = Product()
        for name in Product.fields():
            setattr(product, name, getattr(head, name, None))
        product.made_in, product.supplier = head.located_in, head.operator
        text = f"{period.start}..{period.end}"
        product.declared_unit = Quantity(1.0, parse_unit("piece"), text)
        product.__pydantic_fields_set__ = {name for name, one in vars(product).items() if one is not None}
        self.product = product


_KEYS = (
    *("carbonfoot", "site", "period", "gwp", "parameters", "tables", "meters", "inputs", "processes"),
    *("outputs", "methods", "products", "allocation", "exclude", "scenarios", "tags", "note"),
)


def is_site(data: Any) -> bool:
    """Whether plain data say that they are a site."""
    return isinstance(data, dict) and data.get("carbonfoot") == KIND


def read_site(data: Any, file: str) -> tuple[Site | None, list[Finding]]:
    """A site document from plain data; findings instead of exceptions."""
    from carbonfoot.documents.reading import read_document

    found, findings = read_document(data, file, KIND, Site)
    if found is not None:
        found.settle()
    return found, findings


def site_schema() -> dict[str, object]:
    """The JSON Schema of a site document."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Site, f"carbonfoot {KIND}")
