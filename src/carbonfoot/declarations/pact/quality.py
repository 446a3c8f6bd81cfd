"""How good the data are, and whose they are: PDS, DQR, GWP sets, sources, standards, rules, verification."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from carbonfoot.declarations.pact.amounts import number
from carbonfoot.declarations.pact.company import clean
from carbonfoot.declarations.pact.exempted import METHODOLOGY
from carbonfoot.declarations.pact.ground import PRODUCT, Ground
from carbonfoot.declarations.pact.periods import moment
from carbonfoot.documents.received.pact3 import QUALITY
from carbonfoot.footprint.quality import MISMATCH, Rating
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.attribution import attributions

_SET = re.compile(r"AR\d+")
_ROUNDED = 1e-9
"""Share of a footprint that may lack a score only because of rounding."""


def quality(ground: Ground) -> dict[str, Any]:
    """`primaryDataShare` and `dqi`: all three ratings, or none of them with a note that says why."""
    found = ground.gate.quality
    if found is None:
        ground.says.missing(
            "PACT needs the share of primary data, and a product that emits nothing has none",
            "a total of zero cannot be declared in this format",
            PRODUCT,
        )
        return {}
    keys: dict[str, Any] = {"primaryDataShare": number(100 * found.primary)}
    unknown = [name for name in QUALITY.values() if found.ratings[name].value is None]
    if unknown:
        ground.says.note(
            f"`dqi` is left out: no line has a score of {', '.join(unknown)}",
            "state `quality:` at the lines, or ask suppliers for theirs",
        )
        return keys
    keys["dqi"] = {theirs: number(_rated(found.ratings[ours])) for theirs, ours in QUALITY.items()}
    silent = {name: 1 - found.ratings[name].coverage for name in QUALITY.values()}
    guessed = [
        f"{name} of {format_number(100 * share, 3)} %" for name, share in silent.items() if share > _ROUNDED
    ]
    if guessed:
        ground.says.note(
            f"`dqi` counts as {MISMATCH:.0f} what nothing scores: {', '.join(guessed)} of the footprint",
            "state `quality:` at the lines, or ask suppliers for theirs",
        )
    return keys


def _rated(rating: Rating) -> float:
    """Over all inputs: the data quality matrix gives what is not known the worst level (PACT Methodology 3.0, 4.2.3)."""
    return rating.coverage * (rating.value or 0.0) + (1 - rating.coverage) * MISMATCH


def potentials(ground: Ground) -> dict[str, list[str]]:
    """`ipccCharacterizationFactors`: every set that a number stands in; numbers of unknown sets are told."""
    result = ground.gate
    own = any(one.counted and one.source.vector.gwp_set == result.gwp_set for one in result.contributions)
    others = [name for name in result.foreign_sets if _SET.fullmatch(name)]
    unknown = sum(share for name, share in result.foreign_sets.items() if not _SET.fullmatch(name))
    if unknown and result.total:
        percent = format_number(100 * abs(unknown / result.total), 3)
        ground.says.doubt(
            f"{percent} % of the total stands in GWP sets that its sources do not state;"
            " `ipccCharacterizationFactors` cannot name them",
            "the declaration says so under `comment`; ask for factors and declarations that state their set",
        )
    return {
        "ipccCharacterizationFactors": sorted({*others, *([result.gwp_set] if own or not others else [])})
    }


def standards(ground: Ground) -> dict[str, Any]:
    """Standards and rules that the declaration names.

    Without a word of the document it is PACT alone: whether a study follows ISO 14067 is for those who report it so.
    """
    declare = ground.declare
    stated = declare.standards or [METHODOLOGY]
    found: dict[str, Any] = {"crossSectoralStandards": list(dict.fromkeys(clean(one) for one in stated))}
    rules = []
    for index, rule in enumerate(declare.rules or []):
        path = ("declare", "rules", index)
        if rule.operator == "Other" and rule.other_operator is None:
            ground.says.missing(
                "PACT needs the name of the other operator of a rule", "write `other_operator:`", path
            )
        if rule.operator != "Other" and rule.other_operator is not None:
            ground.says.refuse(
                f"`other_operator:` stands beside `operator: {rule.operator}`",
                "write `operator: Other`, or leave it out",
                path,
            )
        names = list(dict.fromkeys(clean(name) for name in rule.names))
        more = {} if rule.other_operator is None else {"otherOperatorName": clean(rule.other_operator)}
        rules.append({"operator": rule.operator, "ruleNames": names, **more})
    if rules:
        found["productOrSectorSpecificRules"] = [one for at, one in enumerate(rules) if one not in rules[:at]]
    return found


def sources(ground: Ground) -> dict[str, Any]:
    """`secondaryEmissionFactorSources`: the packs in use; no key where none is."""
    packs = [
        {"name": clean(pack["title"] or pack["id"]), "version": clean(pack["edition"] or pack["id"])}
        for pack in attributions(ground.subject.outcome, ground.gate)
    ]
    return {"secondaryEmissionFactorSources": packs} if packs else {}


def verification(ground: Ground) -> dict[str, Any]:
    """`verification`, where there was one."""
    stated = ground.declare.verification
    if stated is None:
        return {}
    found = {"coverage": stated.coverage}
    if stated.provider is not None:
        found["providerName"] = clean(stated.provider)
    if stated.completed is not None:
        found["completedAt"] = moment(date.fromisoformat(stated.completed))
    if stated.standard is not None:
        found["standardName"] = clean(stated.standard)
    if stated.comments is not None:
        found["comments"] = clean(stated.comments)
    return {"verification": found}
