"""WBCSD PACT 3: a ProductFootprint to a declaration (technical specifications 3.0.3; methodology 3.0)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.claims import claims_in
from carbonfoot.documents.received.model import Received
from carbonfoot.findings.finding import Path

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

PARTS = {
    "fossilGhgEmissions": "fossil",
    "landUseChangeGhgEmissions": "land_use_change",
    "landManagementBiogenicCO2Emissions": "land_management",
    "landManagementBiogenicCO2Removals": "removals",
    "technologicalCO2Removals": "technological_removals",
    "ccsTechnologicalCO2Capture": "captured",
    "biogenicNonCO2Emissions": "biogenic_non_co2",
}
BESIDE = {"biogenicCO2Uptake": "biogenic_uptake", "aircraftGhgEmissions": "aircraft"}
CARBON = {
    "fossilCarbonContent": "fossil",
    "biogenicCarbonContent": "biogenic",
    "recycledCarbonContent": "recycled",
}
QUALITY = {"technologicalDQR": "technology", "temporalDQR": "time", "geographicalDQR": "geography"}


def read(given: Any, found: Found, path: Path, *, strict: bool) -> Received | None:  # noqa: ARG001  # judged with the rules
    """One declaration; None with findings where it is refused."""
    pcf = given["pcf"]

    def numbers(names: dict[str, str]) -> dict[str, Decimal]:
        return {ours: Decimal(pcf[name]) for name, ours in names.items() if pcf.get(name) is not None}

    primary = pcf.get("primaryDataShare")
    end = pcf["referencePeriodEnd"][:10]
    stated_end = given.get("validityPeriodEnd")
    until = stated_end[:10] if stated_end else f"{int(end[:4]) + 3}{end[4:]}"
    return Received(
        file=found.file,
        path=path,
        format="pact-3",
        version=given["specVersion"],
        id=given["id"],
        preceding=tuple(given.get("precedingPfIds") or ()),
        status=given["status"],
        created=given["created"],
        company=given["companyName"],
        company_ids=tuple(given["companyIds"]),
        product=given["productNameCompany"],
        product_ids=tuple(given["productIds"]),
        unit=UNITS[pcf["declaredUnitOfMeasurement"]],
        amount=Decimal(pcf["declaredUnitAmount"]),
        mass=Decimal(pcf["productMassPerDeclaredUnit"]) or None,
        period=(pcf["referencePeriodStart"][:10], end),
        valid=((given.get("validityPeriodStart") or "")[:10], until),
        stated_end=bool(stated_end),
        place=pcf.get("geographyCountrySubdivision") or pcf.get("geographyCountry") or "",
        region=pcf.get("geographyRegionOrSubregion") or "",
        boundary="cradle-to-gate",
        total=Decimal(pcf["pcfExcludingBiogenicUptake"]),
        parts=numbers(PARTS),
        beside=numbers(BESIDE),
        carbon=numbers(CARBON),
        gwp=tuple(pcf["ipccCharacterizationFactors"]),
        primary=None if primary is None else float(Decimal(primary) / 100),
        quality={ours: float(pcf["dqi"][name]) for name, ours in QUALITY.items() if pcf.get("dqi")},
        exempted=float(Decimal(pcf["exemptedEmissionsPercent"]) / 100),
        standards=tuple(pcf.get("crossSectoralStandards") or ()),
        claims=(*claims_in(given, path), *claims_in(pcf, (*path, "pcf"))),
    )
