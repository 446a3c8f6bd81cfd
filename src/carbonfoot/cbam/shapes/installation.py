"""The installation document: the monitoring data of a plant for a reporting period, as the act asks for them."""

from __future__ import annotations

from carbonfoot.cbam.shapes.energy import ElectricitySource, HeatSource
from carbonfoot.cbam.shapes.head import Head
from carbonfoot.cbam.shapes.precursors import CarbonPrice, Precursor
from carbonfoot.cbam.shapes.processes import NonCbam, Process
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.documents.fields import BARE_AMOUNT, PERIOD, TEXT, read_name
from carbonfoot.documents.part import Table
from carbonfoot.documents.shape import Shape, choice, list_of, mapping_of, nested, optional, required

KIND = "installation/1"


class Installation(Shape):
    """An installation document."""

    carbonfoot = required(choice(KIND), "Kind and version of this document.", KIND)
    installation = required(
        nested(lambda: Head), "Which installation it is.", {"id": "ANSAN-1", "name": "Ansan works"}
    )
    period = required(PERIOD, "Reporting period: a calendar year.", "2026")
    parameters = optional(
        mapping_of(BARE_AMOUNT, read_name), "Named amounts for expressions.", {"gas": "1837.5 t"}
    )
    tables = optional(
        mapping_of(nested(lambda: Table), read_name),
        "CSV tables that expressions look into.",
        {"bills": {"file": "bills.csv"}},
    )
    source_streams = optional(
        list_of(nested(lambda: SourceStream)),
        "Fuels, materials and stacks.",
        [{"name": "Natural gas", "method": "combustion"}],
    )
    heat = optional(
        list_of(nested(lambda: HeatSource)), "Boilers, CHP units, heat bought.", [{"name": "Boiler house"}]
    )
    electricity = optional(
        list_of(nested(lambda: ElectricitySource), wrap=True),
        "Sources of electricity.",
        [{"name": "Grid", "kind": "grid"}],
    )
    precursors = optional(
        list_of(nested(lambda: Precursor)), "Precursors bought.", [{"name": "Wire rod", "cn": "7213 91 10"}]
    )
    processes = required(list_of(nested(lambda: Process)), "Production processes.", [{"name": "Heading"}])
    other_processes = optional(
        list_of(nested(lambda: NonCbam)), "Processes that make nothing covered.", [{"name": "Springs"}]
    )
    carbon_prices = optional(
        list_of(nested(lambda: CarbonPrice), wrap=True),
        "Carbon prices paid.",
        [{"instrument": "national-ets"}],
    )
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["korea"])
    note = optional(TEXT, "Free text.", "first year")


def is_installation(data: object) -> bool:
    """Whether plain data say that they are an installation."""
    return isinstance(data, dict) and data.get("carbonfoot") == KIND


def installation_schema() -> dict[str, object]:
    """The JSON Schema of an installation document."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Installation, f"carbonfoot {KIND}")
