"""What findings mean for each of many products: which are refused, what counts, what else is wrong."""

from __future__ import annotations

from math import floor, log10

from carbonfoot.documents.load import Documents, Read, load_all
from carbonfoot.documents.sources import display_path
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, severity

DIGITS = 4
"""Significant digits of a total in text."""

OF_BOTH = ("CF401", "CF409")
"""Findings that are about the documents they are related to as well."""

_NEAR = 1e-6  # in units of the last digit: far more than two ways of adding the same numbers differ by


def close_to_a_tie(number: float) -> bool:
    """Whether a number may round to other digits when the same terms are added in another way."""
    if not number:
        return False
    digits = abs(number) / 10.0 ** (floor(log10(abs(number))) + 1 - DIGITS)
    return abs(digits - floor(digits) - 0.5) < _NEAR


def counted_here(documents: Documents) -> list[Finding]:
    """The findings; what is incomplete beyond a gate stops no total but that of a document that goes on behind it."""
    on = {
        one.source.display
        for file, one in documents.loaded.items()
        if file in documents.tops and one.part.boundary == "cradle-to-grave"
    }
    return [
        finding._replace(severity="warning")
        if severity(finding) == "incomplete"
        and finding.path[:1] in (("distribution",), ("use",), ("end_of_life",))
        and finding.file not in on
        else finding
        for finding in documents.findings
    ]


def reasons(documents: Documents, broken: set[str]) -> dict[str, str]:
    """Every document that is refused, itself or for one it needs, and the file where the error is."""
    shown = {one.source.display: file for file, one in documents.loaded.items()}
    users: dict[str, list[str]] = {}
    looked: dict[str, list[str]] = {}
    for file, one in documents.loaded.items():
        for target in one.links.values():
            users.setdefault(target, []).append(file)
        for table in one.tables:
            looked.setdefault(table, []).append(file)
    known = {source.display for source in documents.sources.values()} | looked.keys()
    known |= {display_path(file) for file in documents.refused}
    found: dict[str, str] = {file: documents.loaded[file].source.display for file in broken}
    for finding in documents.findings:
        if severity(finding) != "error":
            continue
        places = [finding.file]
        if finding.code in OF_BOTH and not (documents.apart and finding.code == "CF409"):
            places += [related.file for related in finding.related]
        for place in places:
            if place in shown:
                found[shown[place]] = place
            found.update(dict.fromkeys(looked.get(place, ()), place))
            if place not in known:
                found.update(dict.fromkeys(documents.loaded, place))
    waiting = sorted(found, key=lambda file: (found[file], file))
    for file in waiting:  # grows: nearest users first, so that each names the error that is nearest
        for user in sorted(users.get(file, ())):
            if user not in found:
                found[user] = found[file]
                waiting.append(user)
    return found


def salvage(documents: Documents, library: Library, gwp_set: str, texts: Read) -> None:
    """A second look at the refused documents: what else is wrong in them."""
    from carbonfoot.system.salvaged import also_wrong

    together = [[one] for one in sorted(documents.refused)] if documents.apart else [documents.refused]
    for files in together:
        salvaged = load_all(files, documents.root, {}, salvaging=True, texts=texts, apart=documents.apart)
        documents.findings += also_wrong(documents, salvaged, library, gwp_set)
        for file, named in salvaged.asked.items():
            documents.asked.setdefault(file, named)
        documents.tables += [table for table in salvaged.tables if table not in documents.tables]
