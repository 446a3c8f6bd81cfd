"""What else is wrong in documents of which some were refused: findings only, never a number."""

from __future__ import annotations

from carbonfoot.documents.load import Documents
from carbonfoot.documents.salvage import within
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.system.build import build

OF_ONE_VALUE = frozenset(
    [
        "CF001",
        "CF002",
        "CF003",
        "CF007",
        "CF202",
        "CF203",
        "CF207",
        "CF208",
        "CF220",
        "CF224",
        "CF301",
        "CF304",
        "CF317",
        "CF318",
        "CF408",
        "CF701",
        "CF753",
    ]
)
"""Codes that say what is wrong with one value, whatever stands beside it."""

OF_A_WHOLE_ENTRY = frozenset(
    [
        "CF106",
        "CF204",
        "CF205",
        "CF209",
        "CF210",
        "CF211",
        "CF221",
        "CF222",
        "CF223",
        "CF302",
        "CF303",
        "CF307",
        "CF311",
        "CF315",
        "CF436",
        "CF446",
        "CF702",
        "CF703",
        "CF704",
        "CF726",
    ]
)
"""Codes that also rest on the other keys of the entry, or on the head of the document."""

HEAD = ("product", "site", "period", "parameters", "tables", "co_products", "products", "allocation")
"""What every entry of a document may rest on."""

OF_NAMES = frozenset(["CF755"])
"""Codes that rest on the names of the meters and steps of a site."""

NAMING = ("meters", "processes")

OF_SEVERAL_DOCUMENTS = frozenset(["CF405", "CF409"])
"""Codes of reading that come of what another document says, or no longer says."""


def also_wrong(documents: Documents, salvaged: Documents, library: Library, gwp_set: str) -> list[Finding]:
    """What else is wrong beside the values that refused a document; only what does not follow from their absence."""
    if not salvaged.salvaged or not salvaged.loaded:
        return []
    if salvaged.top not in salvaged.loaded:  # of several
        salvaged.top = min(salvaged.loaded)
    of_reading = {id(finding) for finding in salvaged.findings if finding.code not in OF_SEVERAL_DOCUMENTS}
    try:
        build(salvaged, library, gwp_set)
    except (OverflowError, QuantityError) as error:
        if isinstance(error, QuantityError) and error.code != "CF206":
            raise
    known = {(finding.code, finding.file, finding.path) for finding in documents.findings}
    heads = [
        path for paths in salvaged.salvaged.values() for path in paths if len(path) == 1 or path[0] in HEAD
    ]
    found = []
    for finding in salvaged.findings:
        if (finding.code, finding.file, finding.path) in known:
            continue
        near = salvaged.salvaged.get(finding.file, [])
        itself = any(within(path, finding.path) or within(finding.path, path) for path in near)
        beside = heads or any(within(finding.path, path[:-1]) for path in near)
        fit = finding.code in OF_ONE_VALUE or (finding.code in OF_A_WHOLE_ENTRY and not beside)
        fit = fit or (finding.code in OF_NAMES and not any(path[0] in NAMING for path in near))
        if id(finding) in of_reading or (fit and not itself):
            found.append(finding)
    return found
