"""What a calculation of an installation comes to: plain numbers with where they are from. Masses in t, energy in TJ or MWh."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.cbam.goods import CbamGood
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.findings.finding import Finding

Path = tuple[str | int, ...]
Value = tuple[str, str, str]
"""Key, number with its unit as text, and where it is from (`given`, or the row of a table)."""


class StreamResult(NamedTuple):
    """A source stream or stack. Emissions in t CO2e: `fossil` counts, `biogenic` is zero-rated and shown beside.

    gas        CO2, N2O, PFC; `energy` in TJ (fossil share), `energy_biomass` likewise
    shares     production process, heat source or other process to its share
    formula    the equation, with its place in the act
    values     what went in
    """

    name: str
    path: Path
    method: str
    gas: str
    fossil: float
    biogenic: float
    energy: float
    energy_biomass: float
    shares: dict[str, float]
    formula: str
    values: tuple[Value, ...]


class HeatResult(NamedTuple):
    """An entry of `heat`: its net heat (TJ, None where not stated), the factor of that heat (t CO2/TJ), what it emits."""

    name: str
    path: Path
    kind: str
    heat: float | None
    factor: float
    emissions: float
    formula: str
    values: tuple[Value, ...]


class PowerResult(NamedTuple):
    """A source of electricity: MWh of it (None where not stated), t CO2/MWh, and whether the factor counts as actual."""

    name: str
    path: Path
    kind: str
    amount: float | None
    factor: float
    actual: bool
    origin: str


class Embedded(NamedTuple):
    """Specific embedded emissions, t CO2e per t or per functional unit.

    direct, indirect            all of it, as the communication template has them
    indirect_in_scope           the part that counts: goods and precursors outside Annex II
    default_direct, default_indirect  of the two, what rests on default values
    default_in_scope            of `indirect_in_scope`, likewise
    electricity                 MWh
    """

    direct: float
    indirect: float
    indirect_in_scope: float
    default_direct: float
    default_indirect: float
    default_in_scope: float
    electricity: float

    @property
    def total(self) -> float:
        """Direct and indirect."""
        return self.direct + self.indirect

    @property
    def in_scope(self) -> float:
        """What certificates are due for, before free allocation."""
        return self.direct + self.indirect_in_scope

    @property
    def default_share(self) -> float:
        """Share of direct and indirect emissions that rests on default values."""
        return (self.default_direct + self.default_indirect) / self.total if self.total else 0.0

    @property
    def default_share_direct(self) -> float:
        """As `default_share`, of direct emissions alone: the share that the communication template prints."""
        return self.default_direct / self.direct if self.direct else 0.0

    @property
    def default_share_in_scope(self) -> float:
        """As `default_share`, of what is in scope."""
        return (self.default_direct + self.default_in_scope) / self.in_scope if self.in_scope else 0.0

    def times(self, factor: float) -> Embedded:
        """All of it, so many times."""
        return Embedded(*(one * factor for one in self))


NOTHING = Embedded(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class SupplyResult(NamedTuple):
    """One supplier's part of a precursor: what a tonne of it carries, and why.

    share   of the precursor's mass
    kind    actual, default, exempt (EU and Annex III), scrap, or document (calculated from the supplier's document)
    default the default value taken, as `cbam.defaults` explains it; None otherwise
    prices  carbon price paid per tonne, by currency, certified alone
    linked  where the supplier's own document was calculated
    """

    supplier: str
    path: Path
    country: str
    share: float
    amount: float | None
    kind: str
    see: Embedded
    verified: bool
    electricity_factor: float | None
    electricity_source: str
    default: object | None
    prices: dict[str, float]
    period: str
    linked: LinkedGoods | None = None


class PrecursorResult(NamedTuple):
    """A bought precursor: the mean of its supplies, per tonne."""

    name: str
    path: Path
    cn: str
    good: CbamGood | None
    country: str
    see: Embedded
    supplies: tuple[SupplyResult, ...]
    prices: dict[str, float]


class Use(NamedTuple):
    """A precursor that a process used. `amount` in t; `per_unit` in t (or functional units) per functional unit made.

    internal  index of the process that made it; None where bought: then `precursor` is the index of that
    see       what one tonne (functional unit) of it carries; `prices` what was paid for it, by currency
    """

    name: str
    path: Path
    internal: int | None
    precursor: int | None
    amount: float
    per_unit: float
    see: Embedded
    prices: dict[str, float]


class ProcessResult(NamedTuple):
    """A production process over the period, t CO2e unless said otherwise, and what a functional unit of it carries.

    level      activity level in functional units (t, t clinker, t N; MWh of electricity); `tonnes` of goods
    content    functional units per tonne
    star       directly attributable emissions, DirEm*
    attributed Eq. 55, not below zero (`zeroed` says that it was)
    own        attributed emissions alone, per functional unit; `see` with all precursors
    prices     carbon price paid per functional unit, by currency, precursors included; `own_prices` of the process alone
    share      of a multifunctional process, what its goods bear beside co-products (1 without)
    NaN stands for electricity that nothing states, where it is not in scope
    """

    name: str
    path: Path
    category: str
    good: CbamGood | None
    level: float
    tonnes: float
    content: float
    unit: str
    star: float
    heat_in: float
    heat_out: float
    gas_in: float
    gas_out: float
    power_made: float
    attributed: float
    zeroed: bool
    electricity: float
    electricity_factor: float
    electricity_origin: str
    electricity_actual: float
    attributed_indirect: float
    uses: tuple[Use, ...]
    own: Embedded
    see: Embedded
    own_prices: dict[str, float]
    prices: dict[str, float]
    share: float


class GoodResult(NamedTuple):
    """A good: what a tonne of it carries (`see`), and a functional unit (`per_unit`)."""

    name: str
    path: Path
    cn: str
    good: CbamGood
    process: int
    amount: float | None
    content: float
    unit: str
    see: Embedded
    per_unit: Embedded
    route: str
    prices: dict[str, float]


class Result(NamedTuple):
    """An installation, calculated. `installation` is the document with every amount as a number."""

    installation: Installation
    file: str
    year: int
    streams: tuple[StreamResult, ...]
    heat: tuple[HeatResult, ...]
    power: tuple[PowerResult, ...]
    precursors: tuple[PrecursorResult, ...]
    processes: tuple[ProcessResult, ...]
    goods: tuple[GoodResult, ...]
    direct: float
    indirect: float
    biogenic: float
    hashes: dict[str, str]


class LinkedGoods(NamedTuple):
    """What a supplier's document says: its result, and the goods of it that are meant, which carry the same."""

    result: Result
    goods: tuple[GoodResult, ...]


class Outcome(NamedTuple):
    """A result, or None where an input was refused; the findings; the files that were read; text for their carets."""

    result: Result | None
    findings: list[Finding]
    files: list[str]
    texts: dict[str, str]
