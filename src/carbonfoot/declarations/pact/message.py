"""A product footprint of PACT 3.0.3 from a calculated product (technical specifications 3.0.3, CarbonFootprint)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.recipe import recipe
from carbonfoot.declarations.subject import Subject
from carbonfoot.documents.received.pact3 import PARTS
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import round_digits

_NAMES = uuid5(NAMESPACE_URL, "urn:carbonfoot:pact:3")
SUFFIX = ".json"


def write(subject: Subject, options: DeclareOptions) -> Declared:
    """The message, or findings."""
    result, company = subject.footprint, subject.company
    if result.total is None or company is None:
        said = "PACT has no way to say that a footprint is incomplete"
        return Declared("", [Finding("CF911", said, options.document)], SUFFIX)
    parts = {name: Decimal(repr(round_digits(result.split[ours]))) for name, ours in PARTS.items()}
    total = sum(parts.values(), Decimal())
    domain = company.domain or "example.org"
    pcf: dict[str, Any] = {
        "declaredUnitOfMeasurement": "piece",
        "declaredUnitAmount": f"{Decimal(repr(result.product.reference.number)):f}",
        "pcfExcludingBiogenicUptake": f"{total:f}",
        **{name: f"{number:f}" for name, number in parts.items()},
        "ipccCharacterizationFactors": [result.gwp_set],
    }
    body = {
        "specVersion": "3.0.3",
        "companyName": company.name,
        "companyIds": company.ids,
        "productIds": [f"urn:pact:{domain}:product-id:{result.product.id}"],
        "productNameCompany": result.product.name,
        "pcf": pcf,
        "extensions": [{"data": recipe(subject, "pact-3.0.3", {})}],
    }
    id = str(uuid5(_NAMES, json.dumps(body, sort_keys=True)))
    return Declared(json.dumps({"id": id, **body}, ensure_ascii=False, indent=2) + "\n", [], SUFFIX)
