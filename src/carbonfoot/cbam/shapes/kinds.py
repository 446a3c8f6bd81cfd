"""Kinds of value of an installation document: each is read once, and the code gets a number in the unit named here."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.documents.fields import read_text, refuse
from carbonfoot.documents.shape import Kind, value
from carbonfoot.methods.needs import counted, number, quantity, ratio

_E = r"CO2(?:[ -]?e(?:q|quiv)?\.?)?"
"""The mechanism counts t CO2e; where CO2 is the only gas, people and the acts write t CO2."""

TONNES: Kind[float] = number("t")
TONNES_EMITTED: Kind[float] = number("t", of=_E)
"""t CO2e of a period."""
PER_TONNE: Kind[float] = number("t/t", of=_E, high=200.0)
"""t CO2e per tonne."""
PER_TJ: Kind[float] = number("t/TJ", of=_E, high=1000.0)
PER_MWH: Kind[float] = number("t/MWh", of=_E, high=10.0)
"""Several times what heat or electricity of the worst fuel and plant emits: more is a slip of the unit."""
TJ: Kind[float] = number("TJ")
MWH: Kind[float] = number("MWh")
MWH_PER_TONNE: Kind[float] = number("MWh/t")
SIGNED: Kind[Any] = quantity("t", "Nm3", "TJ", low=None)
"""Activity data of a source stream; what leaves in a mass balance may be written negative."""
CALORIFIC: Kind[Any] = quantity("GJ/t", "GJ/Nm3", above_zero=True)
EMISSION_FACTOR: Kind[Any] = quantity("t/TJ", "t/t", "t/Nm3", of=_E)
CARBON: Kind[Any] = ratio("t/Nm3", of="C")
"""t C per t, a share, or t C per Nm3."""

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
