"""A product footprint of PACT 3.0.3 from a calculated product (technical specifications 3.0.3; methodology 3.0).

The message is exact or there is none: what PACT must have and nobody states, and what would contradict itself, is a
finding at the document; the finished message goes through the strict layer of the reader.
"""

from __future__ import annotations

from typing import Any

from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.pact import amounts, quality, texts
from carbonfoot.declarations.pact.carbon import captured, contents
from carbonfoot.declarations.pact.company import about_company, about_product
from carbonfoot.declarations.pact.emissions import emissions
from carbonfoot.declarations.pact.exempted import exempted
from carbonfoot.declarations.pact.ground import Ground, Says
from carbonfoot.declarations.pact.identity import (
    FORMAT,
    edited,
    id_of,
    moment_of,
    preceding,
    same_product,
    to_text,
)
from carbonfoot.declarations.pact.periods import geography, reference_period, validity
from carbonfoot.declarations.recipe import recipe
from carbonfoot.declarations.subject import Subject
from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received import bundle
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.footprint.gate import at_gate

SPECIFICATION = "3.0.3"
SUFFIX = ".json"
EXTENSION = "2.0.0"
"""Version of the data model extension specification."""

RECIPE = "urn:carbonfoot:recipe:1"


def write(subject: Subject, options: DeclareOptions) -> Declared:
    """The message; no content where a finding is an error or names what is missing (CF911, also with `complete` off)."""
    says = Says(options.document)
    gate = at_gate(subject.footprint)
    if gate.total is None:
        named = f": {', '.join(f'`{one}`' for one in gate.missing[:5])}" if gate.missing else ""
        says.missing(
            f"PACT has no way to say that a footprint is incomplete{named}",
            "complete the lines that the calculation names; `--as iso14067 --allow-incomplete`, asked for by itself, writes a"
            " report that says what is missing",
        )
        return Declared("", says.found, SUFFIX)
    documents = subject.outcome.documents
    ground = Ground(subject, gate, documents.loaded[documents.top].part, options, says)
    message = _message(ground)
    if message is None:
        return Declared("", says.found, SUFFIX)
    findings = says.found + _strict(message, options.document)
    for one in options.earlier.each if options.earlier is not None else ():
        if (unfit := same_product(one, message)) is not None:
            findings.append(unfit)
        elif (changed := edited(one)) is not None:
            findings.append(changed)
    refused = any(severity(one) in ("error", "incomplete") for one in findings)
    return Declared("" if refused else to_text(message), findings, SUFFIX)


def _message(ground: Ground) -> dict[str, Any] | None:
    """All keys in the order of the specification; None where something is missing or wrong."""
    unit = amounts.declared(ground)
    company, product = about_company(ground), about_product(ground)
    valid, place = validity(ground), geography(ground)
    found = emissions(ground)
    left_out, data = exempted(ground), quality.quality(ground)
    rules, sets = quality.standards(ground), quality.potentials(ground)
    carbon = contents(ground, unit, nothing_biogenic=found.nothing_biogenic)
    if unit is not None:
        carbon |= captured(ground, unit)
    if unit is None or any(severity(one) in ("error", "incomplete") for one in ground.says.found):
        return None
    pcf: dict[str, Any] = {
        "declaredUnitOfMeasurement": unit.kind.name,
        "declaredUnitAmount": amounts.text(unit.amount),
        "productMassPerDeclaredUnit": amounts.text(unit.mass) if unit.mass is not None else "0",
        **reference_period(ground),
        **place,
        "boundaryProcessesDescription": texts.processes(ground),
        **found.keys,
        **carbon,
        **sets,
        **rules,
        **left_out,
        "allocationRulesDescription": texts.allocation(ground),
        **quality.sources(ground),
        **data,
        **quality.verification(ground),
    }
    said = texts.comment(ground)
    body: dict[str, Any] = {
        **company,
        **product,
        **({"comment": said} if said else {}),
        "pcf": pcf,
    }
    if ground.options.recipe:
        told = recipe(ground.subject, FORMAT, {})
        body["extensions"] = [{"specVersion": EXTENSION, "dataSchema": RECIPE, "data": told}]
    return _identified({"specVersion": SPECIFICATION, **valid, **body}, ground.options)


def _identified(content: dict[str, Any], options: DeclareOptions) -> dict[str, Any]:
    """The message with its id, and the time of issue and predecessors that follow from what it replaces."""
    id = id_of(content)
    earlier = options.earlier
    created = [one.created for one in (earlier.each if earlier is not None else ()) if one.id == id]
    before = preceding(id, earlier)
    return {
        "id": id,
        "specVersion": content.pop("specVersion"),
        **({"precedingPfIds": before} if before else {}),
        "created": created[-1] if created else moment_of(options.issued),
        "status": "Active",
        **content,
    }


def _strict(message: dict[str, Any], document: str) -> list[Finding]:
    """What the strict layer says of our own message, told at the document: nobody can open the message yet."""
    found = Found(document)
    bundle.read(message, found, strict=True)
    return [
        Finding(
            one.code,
            one.message if severity(one) == "note" else f"the declaration would not hold: {one.message}",
            document,
            help=one.help,
            severity=one.severity,
        )
        for one in found.all()
    ]
