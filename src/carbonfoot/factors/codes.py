"""Codes of goods and sectors in a query: `HS 7208`, `CN 7318 15`, `cn:7208`, `NAICS 331110`, or the digits alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.factors.library import Library

_CODE = re.compile(
    r"(?:(hs|hsk|hts|cn|taric|naics|cpc|useeio)(?:\s*code)?)?[\s:.#-]*(\d[\d .]{2,14}\d)", re.IGNORECASE
)
_GOODS = {"hs", "hsk", "hts", "cn", "taric"}
"""Schemes whose first six digits are those of the Harmonized System."""

_HEADING, _NAICS = 4, 6


class Code(NamedTuple):
    """A code as it was asked for: the schemes it may be of, and its digits."""

    schemes: tuple[str, ...]
    digits: str
    named: bool


def code_in(text: str) -> Code | None:
    """The code that a query is, or None."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None
    name, digits = (match[1] or "").lower(), re.sub(r"[ .]", "", match[2])
    if name in _GOODS:
        return Code(("hs", "cn"), digits, named=True)
    if name:
        return Code((name,), digits, named=True)
    schemes = ("hs", "cn", "naics") if len(digits) == _NAICS else ("hs", "cn")
    return Code(schemes, digits, named=False)


def narrower(code: Code) -> list[str]:
    """The digits, then shorter ones down to the heading: 7318 15 stands under 7318."""
    least = 2 if code.schemes == ("naics",) else _HEADING
    return [code.digits[:length] for length in range(len(code.digits), least - 1, -1)]


def items_of_code(library: Library, code: Code) -> list[tuple[str, str]]:
    """Items whose codes begin with the digits, else with those of the next wider heading; each with its code."""
    for digits in narrower(code):
        found: list[tuple[str, str]] = []
        for scheme in code.schemes:
            key = f"{scheme}:{digits}"
            sql = (
                "select item.item, min(code.code) from code join item on item.number = code.number "
                "where code.code >= ? and code.code < ? group by item.item order by item.rank, min(code.code), "
                "length(item.item) - length(replace(item.item, '/', '')), item.item"
            )
            found += [(str(item), str(one)) for item, one in library.rows(sql, key, f"{key}:")]
        if found:
            return found
    return []
