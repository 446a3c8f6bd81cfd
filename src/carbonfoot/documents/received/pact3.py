"""WBCSD PACT 3: a ProductFootprint to a declaration (technical specifications 3.0.3; methodology 3.0).

Our strict layer over the official schema: `pact3_fields.csv` has the fields, `kinds` what may stand in them, `pact3_rules` what
holds between them.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from carbonfoot.documents.json_found import Found, composed
from carbonfoot.documents.received.claims import claims_of
from carbonfoot.documents.received.kinds import decimal, moment, not_finite
from carbonfoot.documents.received.model import Received
from carbonfoot.documents.received.pact3_rules import PARTS, TOTAL, YEARS, Rules
from carbonfoot.documents.received.table import old_keys, table
from carbonfoot.documents.received.walk import Walk
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.quantities.numbers import shown

__all__ = ["BESIDE", "CARBON", "PARTS", "QUALITY", "UNITS", "check", "judge", "read"]

UNITS = {
    "liter": "L",
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "tkm",
    "square meter": "m2",
    "piece": "piece",
    "hour": "h",
}
"""`megabit second` is no unit that can be read: nobody says what it is an amount of."""

BESIDE = {"biogenicCO2Uptake": "biogenic_uptake", "aircraftGhgEmissions": "aircraft"}
CARBON = {
    "fossilCarbonContent": "fossil",
    "biogenicCarbonContent": "biogenic",
    "recycledCarbonContent": "recycled",
}
QUALITY = {"technologicalDQR": "technology", "temporalDQR": "time", "geographicalDQR": "geography"}
_VERSION = re.compile(r"3\.([0-9]+)\.[0-9]+(?:-[0-9]{8})?")
_TABLE = "pact3"


def judge(message: Any, display: str) -> list[Finding]:
    """What is wrong with a message by the strict layer, as a writer or a verifier is judged; paths start at its top."""
    found = Found(display)
    not_finite(message, found, "NaN or Infinity")
    check(message, found, (), strict=True)
    return found.all()


def check(given: Any, found: Found, path: Path, *, strict: bool) -> None:
    """Every finding of a message but its claims, in one run."""
    Walk(table(_TABLE), old_keys(_TABLE), found, strict=strict).object(given, "ProductFootprint", path)
    if isinstance(given, dict):
        _version(given.get("specVersion"), found, (*path, "specVersion"), strict=strict)
        Rules(given, found, path, strict=strict).all()


def read(given: Any, found: Found, path: Path, *, strict: bool) -> Received | None:
    """One declaration; None with findings where it is refused."""
    before = found.errors
    check(given, found, path, strict=strict)
    claims = claims_of(given, _known(), found, path)
    unit = given["pcf"].get("declaredUnitOfMeasurement") if _is_object(given) else None
    if unit == "megabit second":
        said = "`megabit second` is a unit that no line can state an amount in"
        found.add(
            "CF202", said, (*path, "pcf", "declaredUnitOfMeasurement"), "ask the supplier for another unit"
        )
    if found.errors > before:
        return None
    return _received(given, found.file, path)._replace(claims=claims)


def _is_object(given: Any) -> bool:
    return isinstance(given, dict) and isinstance(given.get("pcf"), dict)


@cache
def _known() -> frozenset[str]:
    return frozenset(key for fields in table(_TABLE).values() for key in fields)


def _version(given: Any, found: Found, path: Path, *, strict: bool) -> None:
    """A version of 3.0 is read; a later 3 with a warning, and no other."""
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9]{8})?", given):
        return
    match = _VERSION.fullmatch(given)
    if match is None:
        help = "3.0.0 to 3.0.3 are read, and 2.0 to 2.3 by their own rules: ask the supplier for one of them"
        found.add("CF901", f"{shown(given)} is no version of PACT 3 that is read", path, help)
    elif int(match[1]) > 0:
        said = f"{shown(given)} is later than 3.0.3: what it has besides is not known"
        help = "all that 3.0.3 has is read, by the rules of 3.0.3"
        found.add("CF904", said, path, help, severity="error" if strict else "")


def _received(given: dict[str, Any], file: str, path: Path) -> Received:
    """A message in which nothing is wrong that would refuse it."""
    message = {key: value for key, value in given.items() if value is not None}
    pcf = {key: value for key, value in given["pcf"].items() if value is not None}

    def numbers(names: dict[str, str], of: dict[str, Any] = pcf) -> dict[str, Decimal]:
        return {ours: Decimal(of[name]) for name, ours in names.items() if of.get(name) is not None}

    primary = decimal(pcf.get("primaryDataShare"))
    first, last = days(pcf["referencePeriodStart"], pcf["referencePeriodEnd"])
    stated_end = message.get("validityPeriodEnd", "")
    quality = numbers(QUALITY, pcf.get("dqi") or {})
    return Received(
        file=file,
        path=path,
        format="pact-3",
        version=message["specVersion"],
        id=message["id"],
        preceding=tuple(message.get("precedingPfIds", ())),
        status=message["status"],
        created=message["created"],
        company=composed(message["companyName"]),
        company_ids=tuple(message["companyIds"]),
        product=composed(message["productNameCompany"]),
        product_ids=tuple(message["productIds"]),
        unit=UNITS[pcf["declaredUnitOfMeasurement"]],
        amount=Decimal(pcf["declaredUnitAmount"]),
        mass=Decimal(pcf["productMassPerDeclaredUnit"]) or None,
        period=(first, last),
        valid=(message.get("validityPeriodStart", "")[:10], stated_end[:10] or until(last)),
        stated_end=bool(stated_end),
        place=pcf.get("geographyCountrySubdivision") or pcf.get("geographyCountry") or "",
        region=pcf.get("geographyRegionOrSubregion") or "",
        boundary="cradle-to-gate",
        total=Decimal(pcf[TOTAL]),
        parts=numbers(PARTS),
        beside=numbers(BESIDE),
        carbon=numbers(CARBON),
        gwp=tuple(pcf["ipccCharacterizationFactors"]),
        primary=None if primary is None else float(primary / 100),
        quality={name: float(number) for name, number in quality.items()},
        exempted=float(Decimal(pcf["exemptedEmissionsPercent"]) / 100),
        standards=(*pcf["crossSectoralStandards"], *rules_of(pcf)),
        sources=tuple(
            f"{one['name']} {one['version']}" for one in pcf.get("secondaryEmissionFactorSources", ())
        ),
        verified=_verified(pcf.get("verification") or {}),
        details=_details(message, pcf),
    )


def days(start: str, end: str) -> tuple[str, str]:
    """First and last day of a period whose end is exclusive: one that ends where it would begin again ends the day before."""
    first, last = moment(start), moment(end)
    if first is not None and last is not None and first < last:
        same = (first.day, first.hour, first.minute, first.second)
        midnight = (last.hour, last.minute, last.second) == (0, 0, 0)
        if midnight and same == (last.day, last.hour, last.minute, last.second):
            return start[:10], (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()
    return start[:10], end[:10]


def until(last: str) -> str:
    """The last day of use where the message does not say: three years after its data."""
    year, rest = min(int(last[:4]) + YEARS, MAXYEAR), last[4:]
    leap = rest == "-02-29"  # YEARS on is no leap year
    return f"{year:04}{'-02-28' if leap else rest}"


def rules_of(pcf: dict[str, Any]) -> list[str]:
    """Product or sector rules: `operator: name`."""
    found = []
    for rule in pcf.get("productOrSectorSpecificRules", ()):
        operator = rule.get("otherOperatorName") or rule["operator"]
        found += [f"{operator}: {name}" for name in rule["ruleNames"]]
    return found


def _verified(given: dict[str, Any]) -> str:
    """Who verified what, when and by which standard; "" where nothing is said."""
    said = [given.get("coverage"), given.get("providerName"), given.get("standardName")]
    said.append((given.get("completedAt") or "")[:10])
    return ", ".join(one.strip() for one in said if one and one.strip())


def _details(message: dict[str, Any], pcf: dict[str, Any]) -> dict[str, str]:
    """What is stated and no footprint takes over, by readable names."""
    found: dict[str, str] = {}
    objects = {
        "ProductFootprint": message,
        "CarbonFootprint": pcf,
        "Verification": pcf.get("verification") or {},
    }
    for name, given in objects.items():
        for key, field in table(_TABLE)[name].items():
            value = given.get(key)
            if field.says and value is not None and value not in ("", []):
                found[field.says] = f"{text_of(value)} {field.unit}".strip()
    return found


def text_of(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()
