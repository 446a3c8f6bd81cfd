"""What a method finds: gases released, and amounts for which the library or a statement has the emissions."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.quantities.units import Quantity

Path = tuple[str | int, ...]


class Draw(NamedTuple):
    """An amount of an item of the factor library; what a line of a document may say of it.

    only  parts that are wanted of it (`direct`, `losses`, `upstream`, `upstream_losses`), all unless said; a factor that
          covers others as well cannot be taken apart: it counts whole where it covers the use itself, else the part is
          not assessed
    """

    item: str
    quantity: Quantity
    route: str = ""
    origin: str = ""
    record: str = ""
    density: Quantity | None = None
    calorific_value: Quantity | None = None
    kinds: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class Drawn(NamedTuple):
    """What the library has for a draw: kg CO2e, the parts it covers and those it does not, and the ids of its records."""

    kg_co2e: float
    parts: tuple[str, ...]
    not_assessed: tuple[str, ...]
    records: tuple[str, ...]


class Stated(NamedTuple):
    """Emissions that somebody states per unit: `number` units of `kg_co2e` each, in a GWP set.

    label  who says so; `gwp_set` "" for that of the calculation; `category`: `fossil` or another part of RULES 0.1
    """

    number: float
    unit: str
    kg_co2e: float
    label: str
    gwp_set: str = ""
    category: str = "fossil"


class Term(NamedTuple):
    """One line of the result of a method: gases, or draws, or something stated; one kind of them.

    name       what it is; the name of the use stands before it
    at         the argument that it follows from, as a path below the use: where findings about it point
    quantity   the activity data behind it, as shown; None where it is the sum of many
    gases      kg of each gas released: `co2` (fossil), `co2_biogenic`, `ch4_fossil`, `ch4_biogenic`, `n2o`,
               `n2o_biogenic`, or a gas of the library by its formula
    draws      what is drawn from the library; `stated` what is stated instead of a factor
    how        the working in numbers, for the trace
    credit     what is avoided; all numbers of the term then count as negative
    scope      of the GHG Protocol, where it is not that of its records: `1` for what the site itself releases
    stage      a stage other than that of the use
    beside     what it leaves out, as `not assessed`
    rule       why nothing is counted, where that is a rule: `cut-off: recycling, leaves free of burden`
    data       how good its numbers are whatever the use says: `estimated`; the use may not say otherwise
    quality    data quality scores, 1 to 5, unless the use states its own
    unknown    part of it could not be found: the term counts as missing
    """

    name: str
    name_ko: str = ""
    at: Path = ()
    quantity: Quantity | None = None
    gases: dict[str, float] | None = None
    draws: tuple[Draw, ...] = ()
    stated: tuple[Stated, ...] = ()
    how: str = ""
    credit: str = ""
    scope: str = ""
    stage: str = ""
    beside: tuple[str, ...] = ()
    rule: str = ""
    data: str = ""
    quality: dict[str, float] | None = None
    unknown: bool = False
