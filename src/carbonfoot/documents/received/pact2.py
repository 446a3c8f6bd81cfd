"""WBCSD PACT 2.0 to 2.3: a ProductFootprint to a declaration (technical specifications 2.3.3, sections of the data model).

Numbers are per ONE declared unit: `unitaryProductAmount` says how many of them a product holds, and multiplies nothing
(specification of every `...GhgEmissions`: "per declared unit"; decision record 0036 of the specification, with examples).
Data quality ratings run from 1 to 3 there; nothing defines what they are on the scale of 1 to 5, so they are not converted.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from carbonfoot.documents.json_found import Found, composed
from carbonfoot.documents.received.claims import claims_of
from carbonfoot.documents.received.kinds import decimal, infinite
from carbonfoot.documents.received.model import Received
from carbonfoot.documents.received.pact2_rules import Rules2
from carbonfoot.documents.received.pact2_sums import Sums, sums_of
from carbonfoot.documents.received.pact3 import UNITS, days, rules_of, text_of, until
from carbonfoot.documents.received.table import old_keys, table
from carbonfoot.documents.received.walk import Walk
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown

_TABLE = "pact2"
_LAST = 3
"""Of the versions 2.x that are read."""


def older(one: dict[str, Any]) -> bool:
    """A footprint of version 1: other names, no totals, and no rules for what is biogenic."""
    version = one.get("specVersion")
    return "pcf" in one and isinstance(version, str) and version.startswith(("1.", "0."))


def refuse(given: Any, found: Found, path: Path, *, strict: bool) -> None:  # noqa: ARG001 - as readers are called
    """CF901: version 1 is told by its name, and not read."""
    said = f"this is a footprint of PACT {shown(given['specVersion'])}, which is not read"
    help = "ask the supplier for PACT 3 (3.0.3) or 2.3: version 1 has no total that a footprint can take"
    found.add("CF901", said, (*path, "specVersion"), help)


def recognises(one: dict[str, Any]) -> bool:
    """A footprint that says it is of version 2, or says no version and names its totals as version 2 does."""
    version, pcf = one.get("specVersion"), one.get("pcf")
    if isinstance(version, str) and version.startswith("urn:"):
        return False  # Catena-X, whose older models have the same names
    if isinstance(version, str) and version[:1].isdigit():
        return "pcf" in one and version.startswith("2")
    return isinstance(pcf, dict) and ("pCfExcludingBiogenic" in pcf or "unitaryProductAmount" in pcf)


def read(given: Any, found: Found, path: Path, *, strict: bool) -> Received | None:
    """One declaration; None with findings where it is refused.

    What the official schema rejects is an error, what contradicts itself a warning (an error with `strict`), what other
    rules of the version ask for a note.
    """
    before = found.errors
    Walk(table(_TABLE), old_keys(_TABLE), found, strict=strict).object(given, "ProductFootprint", path)
    _later(given.get("specVersion"), found, (*path, "specVersion"), strict=strict)
    right = found.errors == before and not any(infinite(given))  # which is told for the whole file
    rules = Rules2(given, found, path, strict=strict)
    rules.all()
    sums = None
    if right:
        rules.asked()
        sums = sums_of(given["pcf"], found, (*path, "pcf"), strict=strict)
    claims = claims_of(given, _known(), found, path)
    if sums is None or found.errors > before:
        return None
    return _received(given, sums, found.file, path)._replace(claims=claims)


@cache
def _known() -> frozenset[str]:
    return frozenset(key for fields in table(_TABLE).values() for key in fields)


def _later(given: Any, found: Found, path: Path, *, strict: bool) -> None:
    """A version 2.4 or later would be read with a warning."""
    match = re.fullmatch(r"2\.([0-9]+)\.[0-9]+(?:-[0-9]{8})?", given) if isinstance(given, str) else None
    if match is not None and int(match[1]) > _LAST:
        said = f"{shown(given)} is later than 2.{_LAST}: what it has besides is not known"
        help = f"all that 2.{_LAST} has is read, by the rules of 2.{_LAST}"
        found.add("CF904", said, path, help, severity="error" if strict else "")


def _received(given: dict[str, Any], sums: Sums, file: str, path: Path) -> Received:
    pcf = {key: value for key, value in given["pcf"].items() if value is not None}
    unit = UNITS[pcf["declaredUnit"]]
    first, last = days(pcf["referencePeriodStart"], pcf["referencePeriodEnd"])
    stated_end = given.get("validityPeriodEnd") or ""
    primary = pcf.get("primaryDataShare")
    beside = {"biogenic_uptake": "biogenicCarbonWithdrawal", "aircraft": "aircraftGhgEmissions"}
    carbon = {"fossil": "fossilCarbonContent", "biogenic": "biogenicCarbonContent"}
    return Received(
        file=file,
        path=path,
        format="pact-2",
        version=given["specVersion"],
        id=given["id"],
        preceding=tuple(given.get("precedingPfIds") or ()),
        status=given["status"],
        created=given["created"],
        company=composed(given["companyName"]),
        company_ids=tuple(given["companyIds"]),
        product=composed(given["productNameCompany"]),
        product_ids=tuple(given["productIds"]),
        unit=unit,
        amount=Decimal(1),
        mass=_mass(pcf, unit),
        period=(first, last),
        valid=((given.get("validityPeriodStart") or "")[:10], stated_end[:10] or until(last)),
        stated_end=bool(stated_end),
        place=pcf.get("geographyCountrySubdivision") or pcf.get("geographyCountry") or "",
        region=pcf.get("geographyRegionOrSubregion") or "",
        boundary="cradle-to-gate",
        total=sums.total,
        parts=sums.parts,
        beside=_numbers(pcf, beside),
        carbon=_numbers(pcf, carbon),
        gwp=tuple(pcf.get("ipccCharacterizationFactorsSources") or [pcf["characterizationFactors"]]),
        primary=None if primary is None else _share(primary),
        quality={},
        exempted=_share(pcf["exemptedEmissionsPercent"]),
        standards=(*(pcf.get("crossSectoralStandards") or pcf["crossSectoralStandardsUsed"]), *rules_of(pcf)),
        sources=tuple(
            f"{one['name']} {one['version']}" for one in pcf.get("secondaryEmissionFactorSources") or ()
        ),
        verified=_verified(pcf.get("assurance") or {}),
        details=_details(given),
    )


def _mass(pcf: dict[str, Any], unit: str) -> Decimal | None:
    """kg of one declared unit: 1 of a kilogram whatever is stated; None where nothing is, or zero (makes no sense)."""
    return Decimal(1) if unit == "kg" else decimal(pcf.get("productMassPerDeclaredUnit")) or None


def _share(percent: float) -> float:
    """0 to 1, of the decimal digits as written."""
    return float(Decimal(repr(percent)) / 100)


def _numbers(pcf: dict[str, Any], names: dict[str, str]) -> dict[str, Decimal]:
    found = {ours: decimal(pcf.get(theirs)) for ours, theirs in names.items()}
    return {ours: number for ours, number in found.items() if number is not None}


def _verified(assurance: dict[str, Any]) -> str:
    """By whom and how far; "" where the file says that nobody did. Before 2.2 there is no flag: what is stated was done."""
    if assurance.get("assurance") is False:
        return ""
    keys = ("providerName", "level", "coverage", "boundary", "standardName", "completedAt")
    return ", ".join(str(assurance[key]) for key in keys if assurance.get(key))


def _details(given: dict[str, Any]) -> dict[str, str]:
    """What people may want to read, by the words of the table; the ratings, which have a scale of their own."""
    found: dict[str, str] = {}
    for of, place in (("ProductFootprint", given), ("CarbonFootprint", given["pcf"])):
        for key, field in table(_TABLE)[of].items():
            value = place.get(key)
            if field.says and value not in (None, "", []):
                found[field.says] = f"{text_of(value)} {field.unit}".strip()
    ratings = given["pcf"].get("dqi")
    if ratings:
        found["data quality, scale 1 to 3"] = ", ".join(f"{key} {value:g}" for key, value in ratings.items())
    return found
