"""Valid messages of PACT 3, small, for tests to change: `message(id, total=..., ...)`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def uuid(name: str) -> str:
    """An id, the same for the same name."""
    return str(uuid5(NAMESPACE_URL, f"https://carbonfoot.example/{name}"))


def message(  # noqa: PLR0913  # each is a key of the message
    name: str = "bolt-2024",
    *,
    company: str = "Hanil Fastener (fictitious)",
    company_id: str = "urn:pact:hanil.example:company-id:hanil",
    product: str = "Hexagon bolt M10 x 30",
    product_id: str = "urn:pact:hanil.example:product-id:HF-M10X30",
    year: int = 2024,
    total: str = "0.07",
    unit: str = "piece",
    amount: str = "1",
    mass: str = "0.024",
    valid: tuple[str, str] | None = None,
    status: str = "Active",
    preceding: tuple[str, ...] = (),
    country: str = "KR",
    primary: str = "50",
    quality: str = "2.0",
    **pcf: Any,
) -> dict[str, Any]:
    """A ProductFootprint of which all is fossil; `preceding` are names as the first argument is, `pcf` further keys."""
    start, end = valid or (f"{year + 1}-01-01", f"{year + 3}-12-31")
    return {
        "id": uuid(name),
        "specVersion": "3.0.3",
        **({"precedingPfIds": [uuid(one) for one in preceding]} if preceding else {}),
        "created": f"{year + 1}-01-15T09:00:00Z",
        "status": status,
        "validityPeriodStart": f"{start}T00:00:00Z",
        "validityPeriodEnd": f"{end}T00:00:00Z",
        "companyName": company,
        "companyIds": [company_id],
        "productDescription": f"{product}, for tests",
        "productIds": [product_id],
        "productNameCompany": product,
        "comment": "made up",
        "pcf": {
            "declaredUnitOfMeasurement": unit,
            "declaredUnitAmount": amount,
            "productMassPerDeclaredUnit": mass,
            "referencePeriodStart": f"{year}-01-01T00:00:00Z",
            "referencePeriodEnd": f"{year}-12-31T00:00:00Z",
            "geographyCountry": country,
            "boundaryProcessesDescription": "cradle to gate",
            "pcfExcludingBiogenicUptake": total,
            "pcfIncludingBiogenicUptake": total,
            "fossilGhgEmissions": total,
            "fossilCarbonContent": "0",
            "biogenicCarbonContent": "0",
            "landUseChangeGhgEmissions": "0",
            "landManagementBiogenicCO2Emissions": "0",
            "biogenicCO2Uptake": "0",
            "biogenicNonCO2Emissions": "0",
            "packagingEmissionsIncluded": False,
            "ccsTechnologicalCO2CaptureIncluded": False,
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["PACT-3.0", "ISO14067"],
            "exemptedEmissionsPercent": "0",
            "exemptedEmissionsDescription": "",
            "primaryDataShare": primary,
            "dqi": {"technologicalDQR": quality, "geographicalDQR": quality, "temporalDQR": quality},
            **pcf,
        },
    }


def written(file: Path, *messages: Any) -> Path:
    """The messages in a file: one as it is, several as a list."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = messages[0] if len(messages) == 1 else list(messages)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return file
