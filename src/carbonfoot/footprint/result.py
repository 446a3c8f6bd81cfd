"""The footprint: the only object that reports, checks and declarations see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.system.model import Activity, Flow, Path, Source, System
from carbonfoot.system.solve import Solved

if TYPE_CHECKING:
    from carbonfoot.documents.fields import Value
    from carbonfoot.documents.load import Amend
    from carbonfoot.factors.library import Library
    from carbonfoot.footprint.interval import Uncertainty
    from carbonfoot.footprint.quality import Quality
    from carbonfoot.footprint.scopes import Scopes
    from carbonfoot.system.context import Asking


class Recipe(NamedTuple):
    """All that a calculation of one document was made from."""

    file: str
    root: str
    overrides: dict[str, Value]
    library: Library
    gwp_set: str
    asking: Asking
    amend: Amend | None = None


class Contribution(NamedTuple):
    """What one source of one flow adds to the product, in kg CO2e per declared unit."""

    activity: int
    flow: Flow
    source: Source
    level: float
    units: float
    co2e: float
    tier: int
    stage: str
    counted: bool


class LineResult(NamedTuple):
    """One line as the user wrote it: its total, and the lines behind it when it links to another activity.

    tier   how many companies away what it buys is made; of energy, emissions and waste, how far away they happen
    stage  the stage of the product that the line counts under: that of the line of the product it stands behind
    loop   it draws on an activity that it stands behind itself: the total holds the way round, and nothing is listed again
    """

    activity: int
    flow: Flow
    level: float
    co2e: float | None
    lines: tuple[LineResult, ...]
    tier: int = 0
    stage: str = ""
    loop: bool = False


class Group(NamedTuple):
    """A total under one heading."""

    key: str
    co2e: float


class Ask(NamedTuple):
    """A datum that a line does not state, taken at its worst; kg CO2e per declared unit, over all uses of the line.

    `saving` is what the lowest of the possible `answers` would save, `to_median` what the one in the middle would;
    `records` is what was taken, `least` the main record of the lowest answer.
    """

    file: str
    path: Path
    name: str
    name_ko: str
    missing: tuple[str, ...]
    records: tuple[str, ...]
    least: tuple[str, ...]
    answers: int
    co2e: float
    saving: float
    to_median: float

    def path_key(self) -> tuple[tuple[int, int, str], ...]:
        """The path as something to sort by."""
        return tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in self.path)


class Produced(NamedTuple):
    """One product of a document with co-products: kg CO2e of what comes with one declared unit, and its share of all.

    Numbers and shares add up to the whole in the last digit that is printed.
    """

    activity: int
    co2e: float
    share: float | None


class Credits(NamedTuple):
    """kg CO2e without declared credits, the credits (below zero), and what they avoid, in words."""

    gross: float
    credits: float
    what: tuple[str, ...]


class MethodTotal(NamedTuple):
    """The total under one method of allocation; None with the reason where documents lack data for it."""

    method: str
    total: float | None
    produced: tuple[Produced, ...]
    because: str


class Footprint(NamedTuple):
    """A footprint in kg CO2e per declared unit; `total` is None while a line is missing.

    `at_least`: the sum of the lines that are known; `split`: parts of RULES 0.1 (`fossil` ... add up to the total,
    biogenic uptake, biogenic CO2, aircraft, packaging and distribution stand beside); `gases`: kg and kg CO2e by gas;
    `later`: lines of later stages;
    `beyond`: stages outside a cradle-to-gate boundary, not in the total; `exclusions`: name, share of the footprint of
    its own document and reason, of all documents in use; `asks`: what a conservative result assumes, None for another;
    `credits`: None without any;
    `produced`: all products of the document, () for one; `methods`: file and method of documents with co-products;
    `compared`: the result under every method, where that is asked for.
    `uncertainty`, `quality`: how far it may be off and how good its data are, None without a total.
    `scopes`: of a site, whose declared unit is its period; None for a product.
    """

    system: System
    solved: Solved
    activities: list[Activity]
    product: Activity
    gwp_set: str
    boundary: str
    period: tuple[str, str]
    total: float | None
    at_least: float
    lines: list[LineResult]
    later: list[LineResult]
    line_count: int
    missing: list[str]
    contributions: list[Contribution]
    split: dict[str, float]
    gases: dict[str, tuple[float, float]]
    unsplit: float
    stages: list[Group]
    items: list[Group]
    tiers: list[Group]
    countries: list[Group]
    suppliers: list[Group]
    beyond: list[Group]
    not_assessed: list[tuple[str, str]]
    foreign_sets: dict[str, float]
    exclusions: list[tuple[str, float, str]]
    asks: tuple[Ask, ...] | None = None
    uncertainty: Uncertainty | None = None
    quality: Quality | None = None
    credits: Credits | None = None
    produced: tuple[Produced, ...] = ()
    methods: tuple[tuple[str, str], ...] = ()
    compared: tuple[MethodTotal, ...] = ()
    scopes: Scopes | None = None
