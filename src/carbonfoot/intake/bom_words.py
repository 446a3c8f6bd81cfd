"""Words above the columns of a bill of materials, in Korean and English, and what the columns hold.

A header stands for a role when all of it is one of these words, blanks, marks and brackets aside. What stands in
brackets may be a unit: `중량(kg)`.
"""

from __future__ import annotations

import re

ROLES = ("name", "material", "spec", "amount", "unit", "origin", "code", "level")

_WORDS = {
    "name": "name|part name|partname|item|item name|"
    "description|desc|part description|article|component|component name|"
    "material description|품명|품목|품목명|부품명|부품|명칭|자재명|자재|품목 명칭|부품 명칭|제품명|내역|파트명|part",
    "material": "material|materials|raw material|material name|material grade|grade|material spec|substance|재질|재료|소재|"
    "원재료|원소재|재질명|소재명|재료명|재질(material)|주재질|사용재질|원자재",
    "spec": "spec|specification|specs|size|규격|사양|스펙|규격/사양|재질/규격|재질 및 규격|치수",
    "amount": "amount|quantity|qty|q'ty|usage|consumption|weight|net weight|gross weight|unit weight|mass|수량|소요량|중량|"
    "무게|질량|사용량|투입량|"
    "단위중량|총중량|순중량|소요수량|필요수량|개수|원단위|정미중량|총소요량|weight/ea",
    "unit": "unit|units|uom|u/m|unit of measure|unit of measurement|base unit|단위|수량단위|중량단위|기본단위|소요단위",
    "origin": "origin|country|country of origin|made in|coo|source country|"
    "원산지|생산지|제조국|생산국|국가|원산국|제조국가",
    "code": "hs|hs code|hscode|hsk|cn code|cn|tariff code|hs코드|세번|hs부호|세번부호|hs 번호|hsk코드",
    "level": "level|lv|lvl|bom level|레벨|단계|bom 레벨|계층",
}
_MASS = (
    "weight|net weight|gross weight|unit weight|mass|중량|무게|질량|단위중량|총중량|순중량|정미중량|weight/ea"
)
_TOTALS = "합계|총계|소계|총합계|계|누계|total|sum|subtotal|sub total|grand total|total weight"

_OPEN, _CLOSE = r"(\[\uff08\uff3b", r")\]\uff09\uff3d"
_BRACKETS = re.compile(f"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_MARKS = re.compile(r"[\W_]+")

UNITS = {
    "ea": "piece",
    "each": "piece",
    "pc": "piece",
    "pcs": "piece",
    "pce": "piece",
    "piece": "piece",
    "pieces": "piece",
    "set": "",
    "개": "piece",
    "본": "",
    "매": "",
    "킬로그램": "kg",
    "킬로": "kg",
    "kgs": "kg",
    "그램": "g",
    "gr": "g",
    "톤": "t",
    "미터": "m",
    "리터": "L",
    "ltr": "L",
    "lt": "L",
    "㎏": "kg",
    "㎎": "mg",
    "㎡": "m2",
    "㎥": "m3",
    "㎜": "mm",
    "㎖": "mL",
    "\u2113": "L",
    "to": "t",
    "tne": "t",
    "kgm": "kg",
    "grm": "g",
    "mgm": "mg",
    "lbr": "lb",
    "onz": "oz",
    "mtr": "m",
    "lfm": "m",
    "mmt": "mm",
    "cmt": "cm",
    "kmt": "km",
    "mtk": "m2",
    "qm": "m2",
    "mtq": "m3",
    "kwh": "kWh",
    "h87": "piece",
    "c62": "piece",
}
"""Units as bills of materials write them; "" is one that says too little."""

KOREA = ("국내", "국내산", "한국산", "korea", "south korea", "rok", "대한민국", "한국", "kor")
"""Everyday words for Korea beside the names of the library."""


def _set(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split("|"))


def folded(text: str) -> str:
    """A header without case, blanks and marks."""
    return _MARKS.sub("", text.casefold())


_BY_ROLE = {role: _set(words) for role, words in _WORDS.items()}
_MASS_WORDS, _TOTAL_WORDS = _set(_MASS), _set(_TOTALS)


def role_of(header: str) -> str:
    """What a column of this name holds, or ""."""
    for text in (folded(header), folded(_BRACKETS.sub(" ", header))):
        for role, words in _BY_ROLE.items():
            if text and text in words:
                return role
    return ""


def weighs(header: str) -> bool:
    """Whether an amount of this name is a mass; others count."""
    return bool({folded(header), folded(_BRACKETS.sub(" ", header))} & _MASS_WORDS)


def unit_in(header: str) -> str:
    """What stands in brackets in a header, as a unit may: `kg` of `중량(kg)`."""
    found = _BRACKETS.search(header)
    return found[1].strip() if found else ""


def is_total(name: str) -> bool:
    """Whether a line is a sum of others."""
    return folded(name) in _TOTAL_WORDS
