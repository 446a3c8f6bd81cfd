"""Words of energy bills in Korean and English, and the units that their amounts are in."""

from __future__ import annotations

import csv
import os
import re
from functools import cache, lru_cache

from carbonfoot.intake.bom_roles import unit_of
from carbonfoot.intake.bom_words import folded
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

CARRIERS = (
    *(
        "electricity",
        "natural_gas",
        "lpg",
        "diesel",
        "petrol",
        "fuel_oil",
        "kerosene",
        "coke",
        "heat",
        "water",
    ),
)
ROLES = ("period", "from", "to", "meter", "carrier", "usage", "unit", "estimated")
FUELS = frozenset(CARRIERS) - {"electricity", "heat", "water"}

_SPELLED = {
    "N㎥": "Nm3",
    "N㎡": "",
    "Nm³": "Nm3",
    "㎥": "m3",
    "m³": "m3",
    "kwh": "kWh",
    "KWH": "kWh",
    "Kwh": "kWh",
    "㎾h": "kWh",
}
_SPELLED |= {
    "mwh": "MWh",
    "MWH": "MWh",
    "NM3": "Nm3",
    "nm3": "Nm3",
    "M3": "m3",
    "mj": "MJ",
    "gj": "GJ",
    "\u2113": "L",
    "ton": "",
}
_SPELLED |= {"Mcal": "", "톤": "t", "리터": "L", "kW": "", "kVA": "", "%": ""}
_BRACKET = re.compile(r"[(\[\uff08\uff3b]([^)\]\uff09\uff3d]*(?:\((?:net|gross)\))?)[)\]\uff09\uff3d]")


@cache
def _words() -> dict[str, frozenset[str]]:
    file = os.path.join(os.path.dirname(__file__), "energy_words.csv")
    with open(file, encoding="utf-8", newline="") as stream:
        return {
            row["meaning"]: frozenset(map(folded, row["words"].split("|"))) for row in csv.DictReader(stream)
        }


def means(text: str, meaning: str) -> bool:
    """Whether a whole text, brackets aside, is a word for something."""
    bare = folded(_BRACKET.sub(" ", text))
    return bool(bare) and (bare in _words()[meaning] or folded(text) in _words()[meaning])


def speaks_of(text: str, meaning: str) -> bool:
    """Whether one of the words of a text, or a Korean word at either end of one of them, is one for something."""
    words = _words()[meaning]
    for token in re.findall(r"[\w/-]+", text.casefold()):
        plain = folded(token)
        if plain in words:
            return True
        if any(
            len(word) > 1 and not word.isascii() and (plain.startswith(word) or plain.endswith(word))
            for word in words
        ):
            return True
    return any(" " in word and word in " ".join(text.casefold().split()) for word in words)


def carriers_of(text: str) -> list[str]:
    """The energy carriers that a text may name: the longest words count, so that natural gas is not gas oil."""
    found: dict[str, int] = {}
    plain = folded(_BRACKET.sub(" ", text))
    for carrier in CARRIERS:
        sizes = [len(word) for word in _words()[carrier] if _holds(text, plain, word)]
        if sizes:
            found[carrier] = max(sizes)
    longest = max(found.values(), default=0)
    return [carrier for carrier, size in found.items() if size == longest]


def _holds(text: str, plain: str, word: str) -> bool:
    if not word.isascii():
        return word in plain if len(word) > 1 else word == plain
    pattern = r"[\W_]*".join(map(re.escape, word))
    return re.search(rf"(?<![a-z]){pattern}(?![a-z])", text.casefold()) is not None


def unit_text(text: str, stated: dict[str, str]) -> str:
    """The unit that a text stands for; "" where it is none of an amount of energy, fuel or water."""
    plain = " ".join(text.split())
    named = stated.get(plain) or _SPELLED.get(plain, plain)
    for one in (
        named,
        re.sub(r"\(\s*(총|고위)\s*\)", "(gross)", named),
        re.sub(r"\(\s*(순|저위)\s*\)", "(net)", named),
    ):
        if symbol := _symbol(one):
            return symbol
    return unit_of(named) if named else ""


@lru_cache(maxsize=4_096)  # a refusal looks for similar units, and sheets repeat their words
def _symbol(text: str) -> str:
    try:
        return parse_unit(text).symbol
    except QuantityError:
        return ""


def unit_in_heading(text: str, stated: dict[str, str]) -> str:
    """The unit in the brackets of a heading, or behind its last blank, comma or line."""
    for inside in reversed(_BRACKET.findall(text)):
        if unit := unit_text(inside, stated):
            return unit
    last = re.split(r"[\s,_/]+", text.strip())[-1] if text.strip() else ""
    return unit_text(last, stated) if last != text.strip() else ""


def kind_of_unit(unit: str) -> str:
    """`energy`, `gas`, `volume`, `mass` or "" for what bills do not count."""
    for kind, known in (("energy", "MJ"), ("gas", "Nm3"), ("volume", "m3"), ("mass", "kg")):
        if parse_unit(unit).dimension == parse_unit(known).dimension:
            return kind
    return ""


def basis_question(carrier: str, unit: str, name: str) -> str:
    """What must be asked of an amount of fuel: its calorific basis, or the conditions of a volume of gas; "" for nothing."""
    kind = kind_of_unit(unit)
    if carrier in FUELS and kind == "energy" and not unit.endswith(")"):
        return (
            f"`{unit}` of `{name}`: by net or gross calorific value? Korean city gas is billed by the gross: "
            f'add --unit-is "{unit}={unit} (gross)" or (net)'
        )
    if carrier == "natural_gas" and kind == "volume":
        return (
            f"`{unit}` of `{name}` says nothing of temperature and pressure: "
            f"add --unit-is {unit}=Nm3 where the bill is corrected to 0 degC, or =Sm3 for 15 degC"
        )
    return ""
