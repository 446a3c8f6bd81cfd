"""Where the number of a line is from: a record of the library, a supplier's declaration, a method, a rule."""

from __future__ import annotations

from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.assumed import GUESSED, rests_on_defaults
from carbonfoot.footprint.result import LineResult
from carbonfoot.system.model import Flow


def kind_of(line: LineResult) -> str:
    """`primary`, `secondary`, `stated` by a supplier, `estimated`, `illustrative`, `no burden` or `missing`.

    Primary is only what is measured in the step itself: a factor of the library makes a line secondary whatever its amount is.
    """
    flow = line.flow
    if flow.missing or line.co2e is None:
        return "missing"
    if flow.data in GUESSED:
        return flow.data
    if flow.rule:
        return "no burden"
    if flow.kind == "stated":
        return "stated"
    if flow.kind == "emission" and flow.data == "measured" and not rests_on_defaults(flow):
        return "primary"
    return "secondary"


def origin_of(study: Study, line: LineResult) -> str:
    """What stands behind the number, by name: records with their packs, declarations, methods with their references."""
    flow = line.flow
    said = _origin(study, line)
    stand_in = study.word("stand-in") if any(source.proxy for source in flow.sources) else ""
    credit = study.word("credit") if flow.credit else ""
    return "; ".join(one for one in (credit, said, stand_in) if one)


def _origin(study: Study, line: LineResult) -> str:
    flow = line.flow
    if flow.missing or line.co2e is None:
        return study.word("missing")
    if flow.rule:
        return _rule(study, flow.rule)
    if flow.worked is not None and flow.kind == "emission":
        return study.word("by method", method=flow.worked.id)
    if flow.link >= 0:
        target = study.result.activities[flow.link]
        return study.word("of document", name=study.name(target), file=study.file(target.file))
    records = dict.fromkeys(
        f"{study.name(source.record)} ({source.record.id})"
        for source in flow.sources
        if source.record is not None
    )
    if records:
        return ", ".join(records)
    return ", ".join(dict.fromkeys(source.label for source in flow.sources)) or study.none


def _rule(study: Study, rule: str) -> str:
    """Why a line carries nothing: as the program says it in English, in short in another language."""
    if study.lang == "en":
        return study.word("no burden", rule=rule)
    if rule.startswith("closed loop"):
        return study.label("closed loop")
    return study.label("lost" if rule.startswith("cut-off: loss") else "cut-off")


def year_of(study: Study, flow: Flow) -> str:
    """The years of what stands behind it."""
    years = dict.fromkeys(source.record.year for source in flow.sources if source.record is not None)
    about = flow.stated.get("footprint")
    if not years and isinstance(about, dict) and about.get("year"):
        return str(about["year"])
    return ", ".join(years) or study.none


def region_of(study: Study, flow: Flow) -> str:
    """The places that what stands behind it is of."""
    places = dict.fromkeys(source.record.geo for source in flow.sources if source.record is not None)
    if not places:
        return study.place(flow.country) or study.none
    return ", ".join(study.place(place) for place in places)
