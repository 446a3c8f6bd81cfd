"""The numbers of a record side by side with those of another: whether a footprint could tell the two apart."""

from __future__ import annotations

from carbonfoot.factors.records import GASES, Record
from carbonfoot.quantities.units import parse_unit


def figures(record: Record) -> tuple[float | str, ...]:
    """Total and gases in kg, "" where one is not given, and the other gases as they stand."""
    size = parse_unit(record.unit_num)
    scale = size.num / size.den
    numbers = (getattr(record, column) for column in ("co2e", *GASES))
    return (*(float(text) * scale if text else "" for text in numbers), record.other_gases)


def differ(one: Record, other: Record) -> bool:
    """Whether two records of one unit of activity can give different results."""
    return (figures(one), one.gas_basis, one.gwp_set) != (figures(other), other.gas_basis, other.gwp_set)


def short(record: Record) -> str:
    """The published number in short: `2.38 kg CO2e/kg`; gases where there is no total."""
    per = f"{record.unit_num} {{}}/{record.unit_den}"
    if record.co2e:
        return f"{record.co2e} {per.format('CO2e')}"
    if record.co2_fossil:
        return f"{record.co2_fossil} {per.format('CO2')}"
    given = [f"{column} {getattr(record, column)}" for column in GASES if getattr(record, column)]
    given += [part.replace("=", " ") for part in record.other_gases.split(";") if part]
    return f"{', '.join(given)} ({per.format('of gas')})"
