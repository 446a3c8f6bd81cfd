"""Totals and parts of PACT 2, as far as its text relates them.

The specification states no formula. It says of `pCfExcludingBiogenic` that biogenic CO2 is left out, of
`pCfIncludingBiogenic` that it includes all biogenic emissions, and that it may be below zero, which it can only be with the
uptake (`biogenicCarbonWithdrawal`) in it. So the first lies between fossil emissions and all parts together, and
the second is all parts and the uptake. Indirect land use change stands apart, and is accepted on either side.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.kinds import decimal
from carbonfoot.documents.received.pact3_rules import EXACT, number_text
from carbonfoot.findings.finding import Path

_BIOGENIC = ("dLucGhgEmissions", "landManagementGhgEmissions", "otherBiogenicGhgEmissions")


class Sums(NamedTuple):
    """The total that counts, kg CO2e of one declared unit, and the parts that are known to be in it."""

    total: Decimal
    parts: dict[str, Decimal]


def sums_of(pcf: dict[str, Any], found: Found, path: Path, *, strict: bool) -> Sums:
    """The declared total, with CF404 where no reading of the text makes parts and totals agree."""
    with localcontext(prec=EXACT):
        return _sums(pcf, found, path, strict=strict)


def _sums(pcf: dict[str, Any], found: Found, path: Path, *, strict: bool) -> Sums:
    total, fossil = decimal(pcf["pCfExcludingBiogenic"]), decimal(pcf["fossilGhgEmissions"])
    assert total is not None and fossil is not None  # noqa: S101, PT018 - judged before
    biogenic = {key: decimal(pcf.get(key)) for key in _BIOGENIC}
    known = [one for one in biogenic.values() if one is not None]
    slack = _half(total)
    most = fossil + sum((one for one in known if one > 0), Decimal())
    least = fossil + sum((one for one in known if one < 0), Decimal())
    every = fossil + sum(known, Decimal())
    place = (*path, "pCfExcludingBiogenic")
    grave = "error" if strict else ""
    if total < least - slack:
        part = f"and `fossilGhgEmissions`, a part of it, {number_text(fossil)}"
        said = f"the total without biogenic CO2 is {number_text(total)}, {part}"
        help = "the declared total is used: ask the supplier which one is right"
        found.add("CF404", said, place, help, severity=grave)
    elif total > most + slack and len(known) == len(biogenic):
        said = f"the total without biogenic CO2 is {number_text(total)}, and all parts together {number_text(most)}"
        help = "the declared total is used, what no part explains counts as fossil: ask the supplier"
        found.add("CF404", said, place, help, severity=grave)
    elif abs(total - every) > slack and total < most - slack:
        left = most - total
        said = f"the total of {number_text(total)} leaves out {number_text(left)} of what is stated as biogenic or of land use"
        help = (
            "version 2 lets CO2 of biogenic origin out of this total, and does not say how much of which part: "
            "it counts as fossil, unsplit; ask for a declaration of PACT 3, where land use is in the total"
        )
        found.add("CF404", said, place, help)
    _including(pcf, every, biogenic, found, path, grave)
    if abs(total - every) > slack:
        return Sums(total, {"fossil": total})
    return Sums(total, _parts(fossil, biogenic))


def _including(
    pcf: dict[str, Any],
    every: Decimal,
    biogenic: dict[str, Decimal | None],
    found: Found,
    path: Path,
    grave: str,
) -> None:
    """The total with everything biogenic, where the file states all that it is made of."""
    total, uptake = decimal(pcf.get("pCfIncludingBiogenic")), decimal(pcf.get("biogenicCarbonWithdrawal"))
    given = [one for one in (*biogenic.values(), uptake) if one is not None]
    if total is None or uptake is None or len(given) <= len(biogenic):
        return
    indirect = decimal(pcf.get("iLucGhgEmissions")) or Decimal()
    slack = _half(total)
    expected = every + uptake
    if min(abs(total - expected), abs(total - expected - indirect)) <= slack:
        return
    said = f"the total with biogenic emissions is {number_text(total)}, and its parts with uptake come to {number_text(expected)}"
    help = "no footprint takes this total over, but one of the numbers is wrong: ask the supplier"
    found.add("CF404", said, (*path, "pCfIncludingBiogenic"), help, severity=grave)


def _parts(fossil: Decimal, biogenic: dict[str, Decimal | None]) -> dict[str, Decimal]:
    """By our words; land management below zero is a removal."""
    change, managed, other = biogenic.values()
    parts = {"fossil": fossil}
    if change is not None:
        parts["land_use_change"] = change
    if managed is not None:
        parts["land_management" if managed >= 0 else "removals"] = managed
    if other is not None:
        parts["biogenic_non_co2"] = other
    return parts


def _half(number: Decimal) -> Decimal:
    """Half a unit of the last digit as it is written: how far rounding may have moved it; zero is exact."""
    if not number:
        return Decimal()
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - finite
    return Decimal(5).scaleb(exponent - 1)
