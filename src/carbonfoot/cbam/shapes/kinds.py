"""Kinds of value of an installation document: each is read once, and the code gets a number in the unit named here."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.documents.fields import read_text, refuse
from carbonfoot.documents.shape import Kind, value
from carbonfoot.methods.needs import counted, number, quantity, ratio

_E = r"CO2(?:[ -]?e(?:q|quiv)?\.?)?"
"""The mechanism counts t CO2e; where CO2 is the only gas, people and the acts write t CO2."""
_WHAT = "clinker|cement|fuel|material|product|limestone|dolomite|coal|coke|urea|aluminium|aluminum|Al"
"""What a mass is of, named behind its unit: it is the mass of the entry itself (`t CO2/t clinker`)."""
_THOUSAND = re.compile(r"(?<=[0-9])\s+1,?000\s*N\s?m(?:3|³)")


def material_of(text: str) -> str:
    """Which material an amount or factor names behind its unit; empty where it names none, or just `fuel`."""
    found = re.findall(rf"\b(?:kg|t|kt|tonnes?)[ -]?({_WHAT})\b", text)
    return "" if not found or found[-1] in {"fuel", "material", "product"} else str(found[-1])


def gas_volumes(text: str) -> str:
    """As the communication template writes amounts of gas: `3200 1000Nm3` is `3200 kNm3`; CO₂ is CO2."""
    return _THOUSAND.sub(" kNm3", text.replace("₂", "2"))


def _carbon(text: str) -> str:
    """As `gas_volumes`; `75 wt%` and `75 % (m/m)` are 75 %."""
    by_mass = r"\s*(?:(?:wt|mass|m)[.-]?\s?%|%\s?\(?(?:m/m|w/w|wt\.?|by mass|by weight|mass)\)?)\s*$"
    return re.sub(by_mass, " %", gas_volumes(text))


def _per_day(text: str) -> str:
    """`0.2 /cell-day` and `0.2 per cell-day` as `0.2 1/day`."""
    return re.sub(r"\s*(?:1?\s*/|per)\s*\(?(?:cell[ -·.*]?)?(?:day|d)\)?\s*$", " 1/day", text)


def _number(unit: str, **more: Any) -> Kind[float]:
    return number(unit, spelling=gas_volumes, **more)


def _quantity(*units: str, **more: Any) -> Kind[Any]:
    return quantity(*units, spelling=gas_volumes, **more)


TONNES: Kind[float] = _number("t", of=_WHAT)
TONNES_EMITTED: Kind[float] = _number("t", of=_E)
"""t CO2e of a period."""
TONNES_OF_GAS: Kind[float] = _number("t", of=f"{_E}|N2O")
"""t of a gas that another key names, which looks at what was typed."""
PER_TONNE: Kind[float] = _number("t/t", of=_E, high=200.0)
"""t CO2e per tonne."""
PER_TJ: Kind[float] = _number("t/TJ", of=_E, high=1000.0)
PER_MWH: Kind[float] = _number("t/MWh", of=_E, high=10.0)
"""Several times what heat or electricity of the worst fuel and plant emits: more is a slip of the unit."""
TJ: Kind[float] = number("TJ")
MWH: Kind[float] = number("MWh")
MWH_PER_TONNE: Kind[float] = number("MWh/t")
SIGNED: Kind[Any] = _quantity("t", "Nm3", "TJ", low=None, of=f"{_E}|{_WHAT}")
"""Activity data of a source stream; what leaves in a mass balance may be written negative."""
CALORIFIC: Kind[Any] = _quantity("GJ/t", "GJ/Nm3", above_zero=True)
EMISSION_FACTOR: Kind[Any] = _quantity("t/TJ", "t/t", "t/Nm3", of=f"{_E}|{_WHAT}")
CARBON: Kind[Any] = ratio("t/Nm3", "t/TJ", of=f"C|{_WHAT}", spelling=_carbon)
"""t C per t, a share, t C per Nm3 or per TJ."""
GAS_OR_ENERGY: Kind[Any] = _quantity("TJ", "Nm3", "t")
CONCENTRATION: Kind[Any] = _quantity("g/Nm3", of="CO2|N2O")
FLOW: Kind[Any] = _quantity("Nm3/h")
PER_CELL_DAY: Kind[float] = number("1/day", spelling=_per_day)
KG_CF4_PER_TONNE: Kind[float] = number("kg/t", of="CF4|aluminium|aluminum|Al")
KG_CF4_PER_TONNE_AND_MV: Kind[float] = number("kg/t/mV", of="CF4|aluminium|aluminum|Al")

CELSIUS: Kind[float] = counted("degC", "°C", "deg C", high=2000.0)
"""A temperature, as a number of degrees Celsius."""


MOLAR: Kind[float] = counted("g/mol", "kg/kmol")
"""A molar mass, in g/mol."""


def _cn(given: Any) -> str:
    text = read_text(given)
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch(r"\d{8}|\d{10}", digits):
        help = "8 digits as in the customs declaration, such as `7318 15 42`; 10 with the TARIC subdivision"
        raise refuse("CF111", f"`{text}` is not the CN code of a good", help)
    return digits


GOOD_CODE: Kind[str] = value(_cn, {"type": ["string", "integer"]})
"""8 digits of the Combined Nomenclature, or 10 of TARIC."""
