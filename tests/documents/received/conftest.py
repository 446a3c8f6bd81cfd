"""A product footprint of PACT 3 of our own making, in which nothing is wrong, and ways to change it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.received.read import read_declarations

_PCF: dict[str, Any] = {
    "declaredUnitOfMeasurement": "piece",
    "declaredUnitAmount": "1000",
    "productMassPerDeclaredUnit": "21.4",
    "referencePeriodStart": "2025-01-01T00:00:00+09:00",
    "referencePeriodEnd": "2026-01-01T00:00:00+09:00",
    "geographyCountry": "KR",
    "boundaryProcessesDescription": "wire rod, cold heading, galvanising, packing",
    "pcfExcludingBiogenicUptake": "61.25",
    "pcfIncludingBiogenicUptake": "60.15",
    "fossilCarbonContent": "0.012",
    "biogenicCarbonContent": "0.3",
    "recycledCarbonContent": "0",
    "fossilGhgEmissions": "60.9",
    "landUseChangeGhgEmissions": "0.11",
    "landCarbonLeakage": "0",
    "landManagementFossilGhgEmissions": "0.02",
    "landManagementBiogenicCO2Emissions": "0.31",
    "landManagementBiogenicCO2Removals": "-0.05",
    "biogenicCO2Uptake": "-1.1",
    "biogenicNonCO2Emissions": "0.04",
    "landAreaOccupation": "1.2",
    "aircraftGhgEmissions": "0.4",
    "packagingEmissionsIncluded": True,
    "packagingGhgEmissions": "0.8",
    "packagingBiogenicCarbonContent": "0.3",
    "outboundLogisticsGhgEmissions": "2.5",
    "ccsTechnologicalCO2CaptureIncluded": True,
    "ccsTechnologicalCO2Capture": "-0.06",
    "technologicalCO2CaptureOrigin": "steam reformer of the hydrogen supplier, stored at sea",
    "technologicalCO2Removals": "-0.0",
    "ccuCarbonContent": "0.001",
    "ccuCalculationApproach": "Credit",
    "ccuCreditCertification": "https://register.example/certificates/17",
    "ipccCharacterizationFactors": ["AR6"],
    "crossSectoralStandards": ["PACT-3.0", "ISO14067"],
    "productOrSectorSpecificRules": [
        {"operator": "Other", "otherOperatorName": "Fastener Board", "ruleNames": ["Bolts 2"]},
        {"operator": "EPD International", "ruleNames": ["Steel parts 1.1"]},
    ],
    "exemptedEmissionsPercent": "1.5",
    "exemptedEmissionsDescription": "lubricants",
    "allocationRulesDescription": "by mass of good parts",
    "secondaryEmissionFactorSources": [{"name": "Public factors", "version": "2025"}],
    "primaryDataShare": "62.5",
    "dqi": {"technologicalDQR": "1.5", "geographicalDQR": "2", "temporalDQR": "1.25"},
    "verification": {
        "coverage": "product level",
        "providerName": "K Audit",
        "completedAt": "2026-02-11T10:00:00+09:00",
        "standardName": "ISO 14067",
        "comments": "on site",
    },
}
_MESSAGE: dict[str, Any] = {
    "id": "3b4edc05-e214-47a1-b0c2-1d831cdd9ba9",
    "specVersion": "3.0.3",
    "precedingPfIds": ["6f0d2c1e-7a52-4c6e-9a51-0d8f5f3c2b11"],
    "created": "2026-03-02T09:00:00Z",
    "status": "Active",
    "validityPeriodStart": "2026-01-01T00:00:00+09:00",
    "validityPeriodEnd": "2028-12-31T00:00:00+09:00",
    "companyName": "Hanil Fastener",
    "companyIds": ["urn:uuid:1c5b8a0e-1f77-4f6e-8a55-0f5a1b6d9c20"],
    "productDescription": "Bolt M10 x 30, 8.8, galvanised",
    "productIds": ["urn:pact:hanil.example:product-id:HF-M10", "urn:gtin:4712345060507"],
    "productClassifications": ["urn:pact:productclassification:cn-code:73181595"],
    "productNameCompany": "Bolt M10",
    "comment": "measured electricity",
    "pcf": _PCF,
    "extensions": [
        {
            "specVersion": "1.0.0",
            "dataSchema": "https://schemas.example/lot.json",
            "documentation": "https://schemas.example/lot",
            "data": {"lot": "A-17", "pieces": 1000},
        }
    ],
}


Message = dict[str, Any]


@pytest.fixture
def message() -> Message:
    """The whole message, to be changed."""
    return copy.deepcopy(_MESSAGE)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Data, text or bytes to a file, and that to a reading."""

    def of(given: Any, *, strict: bool = False) -> Reading:
        file = tmp_path / "bolt.json"
        raw = (
            given
            if isinstance(given, bytes)
            else (given if isinstance(given, str) else json.dumps(given)).encode()
        )
        file.write_bytes(raw)
        return read_declarations(str(file), "bolt.json", strict=strict)

    return of
