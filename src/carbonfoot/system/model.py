"""The product system: activities and what flows between them; no files and no unit names beyond what is shown."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.library import Record
from carbonfoot.factors.need import Passed, Pick
from carbonfoot.quantities.units import Quantity
from carbonfoot.uncertainty.model import Distribution

Path = tuple[str | int, ...]

STAGES = (
    "materials",
    "inbound-transport",
    "manufacturing",
    "waste",
    "tooling",
    "packaging",
    "distribution",
    "use",
    "end-of-life",
)
BEYOND_GATE = ("distribution", "use", "end-of-life")
OF_OTHERS = ("inbound-transport", "waste", *BEYOND_GATE)
"""Stages that others work in, unless a line says of itself that the site does it (`stage: manufacturing`)."""

CATEGORIES = (
    *("fossil", "land_use_change", "land_management", "removals", "biogenic_non_co2"),
    *("technological_removals", "captured"),
)
BESIDE = ("biogenic_uptake", "biogenic_co2", "aircraft")


LOCATION = "location_based_kg_co2e"
"""What a flow of purchased energy states beside its contracts: scope 2 by the place of the grid, per reference."""


class Vector(NamedTuple):
    """Emissions of one unit of something.

    `co2e`: kg CO2e without biogenic uptake, the sum of `categories`; `beside`: biogenic uptake (<= 0), biogenic CO2
    released and the aircraft part of fossil, none of them added to `co2e`; `gases`: kg of each gas; `unsplit`: the
    part of `co2e` whose gases the source does not give; `gwp_set`: the set the number stands in.
    """

    co2e: float
    categories: dict[str, float]
    beside: dict[str, float]
    gases: dict[str, float]
    gas_co2e: dict[str, float]
    unsplit: float
    gwp_set: str


class Source(NamedTuple):
    """One factor of a flow: `number` units of what `vector` is stated for; `spread` as a supplier states it."""

    number: float
    unit: str
    vector: Vector
    label: str
    record: Record | None
    parts: tuple[str, ...]
    how: str
    proxy: bool
    share: float
    spread: Distribution | None = None


class Assumed(NamedTuple):
    """What a line does not state, taken at its worst; kg CO2e of the amount of the line, of the answers it could get.

    missing  `origin`, `route` or `record`
    records  what was taken; `least` is the main record of the lowest of `answers`
    """

    missing: tuple[str, ...]
    records: tuple[str, ...]
    answers: int
    kg: float
    median: float
    lowest: float
    least: str


class Worked(NamedTuple):
    """What a method did with one use of it: its id, tier, formula and reference, and every number it took.

    values      symbol or key, the number with its unit as text, and where it is from (`given`, a parameter, a constant)
    numbers     ids of the rows of the library that were taken: parameters, records, rows of rules
    use         where the use stands, which may have several flows
    """

    id: str
    tier: str
    formula: tuple[str, ...]
    reference: str
    values: tuple[tuple[str, str, str], ...]
    numbers: tuple[str, ...] = ()
    use: Path = ()


class Flow(NamedTuple):
    """One line as the user wrote it, ready to be multiplied; `link` is the activity it draws on, or -1.

    `stated` holds what the line says beyond its amount (bounds, quality scores, codes), as plain data for reports;
    `picks` what the library was asked for; `assumed` what the line leaves open, in a conservative result. `allocated` is
    the part of `multiplier` that comes of allocation, `allocated_by` its method; `credit` says, where `multiplier` is
    negative, what is avoided. `spread` is what the line states about its amount, relative to it; `carries` the line whose
    amount a leg transports; `term_of` the line of which it is a term (`circular`), whose amount it has; `mass` in kg of
    what enters or leaves with it, where known. `worked` and `how`: the method that the flow comes from, and its working
    in numbers; `scope` of the GHG Protocol (`1`, `2`, `3`), where the records of its sources do not tell.
    """

    path: Path
    name: str
    name_ko: str
    stage: str
    kind: str
    quantity: Quantity | None
    multiplier: float
    because: tuple[str, ...]
    sources: tuple[Source, ...]
    link: int
    link_number: float
    link_how: str
    country: str
    supplier: str
    data: str
    tags: tuple[str, ...]
    missing: bool
    rule: str
    not_assessed: tuple[str, ...]
    passed_over: tuple[Passed, ...]
    stated: dict[str, object]
    picks: tuple[Pick, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    allocated: float = 1.0
    credit: str = ""
    spread: Distribution | None = None
    carries: Path | None = None
    term_of: Path | None = None
    mass: float | None = None
    worked: Worked | None = None
    how: str = ""
    scope: str = ""
    allocated_by: str = ""


class Activity:
    """What makes one product: `reference` is the amount its flows are stated for.

    `exclusions`: name, share of the footprint (below 1) and reason of what its document leaves out; `allocation`: how
    its document shares burdens, "" where it makes one product; `products`: the activities of all products of that
    document, this one first, none for a co-product; `treats`: the waste that the reference takes in, "" for a product.
    `keeps_stages`: its flows count under stages of their own, not under that of the line which draws on it. `tags`: words of the
    document (at its empty path) and of its steps, which hold for all lines inside.
    """

    __slots__ = (
        "allocation",
        "carbon",
        "carbon_balance",
        "country",
        "exclusions",
        "file",
        "flows",
        "id",
        "keeps_stages",
        "mass",
        "mass_balance",
        "name",
        "name_ko",
        "not_assessed",
        "own_company",
        "path",
        "products",
        "reference",
        "supplier",
        "tags",
        "treats",
    )

    def __init__(self, file: str, path: Path, name: str, name_ko: str, reference: Quantity) -> None:
        self.file = file
        self.path = path
        self.name = name
        self.name_ko = name_ko
        self.reference = reference
        self.id = ""
        self.country = ""
        self.supplier = ""
        self.own_company = False
        self.keeps_stages = False
        self.mass: float | None = None
        self.carbon: dict[str, float] = {}
        self.carbon_balance: dict[str, object] = {"status": "not stated"}
        self.mass_balance: dict[str, object] = {"status": "not checked"}
        self.exclusions: list[tuple[str, float, str]] = []
        self.not_assessed: list[tuple[str, str]] = []
        self.flows: list[Flow] = []
        self.allocation = ""
        self.products: tuple[int, ...] = ()
        self.treats = ""
        self.tags: dict[Path, tuple[str, ...]] = {}

    @property
    def key(self) -> str:
        """What tells it from every other activity, whatever order they are read in: its file and path."""
        return "\n".join(
            [self.file, *(f"{step:06d}" if isinstance(step, int) else step for step in self.path)]
        )


class System(NamedTuple):
    """All activities that one product needs; the product itself is the first."""

    activities: list[Activity]
    gwp_set: str
