"""From documents to a product system: one activity a document or sub-assembly, one flow a line."""

from __future__ import annotations

from collections.abc import Collection

from carbonfoot.documents.load import Documents
from carbonfoot.documents.part import KIND
from carbonfoot.factors.library import Library
from carbonfoot.system import carbon
from carbonfoot.system.body import body
from carbonfoot.system.building import Building, in_order
from carbonfoot.system.context import FREELY, Asking
from carbonfoot.system.flow import Scale
from carbonfoot.system.line import line_flows
from carbonfoot.system.model import System
from carbonfoot.system.outputs import output_flows
from carbonfoot.system.packing import deliver, pack, tool
from carbonfoot.system.products import exclusions
from carbonfoot.system.stages import later_stages_missing


def build(
    documents: Documents,
    library: Library,
    gwp_set: str,
    asking: Asking = FREELY,
    only: Collection[str] | None = None,
) -> System:
    """The system of all documents, `documents.top` first; findings go into `documents.findings`.

    only  the documents whose lines are wanted; activities of all others stand without flows
    """
    building = Building(documents, library, gwp_set, asking)
    for file in in_order(documents):
        if only is None or file in only:
            _document(building, file)
    return System(building.activities, gwp_set)


def _document(building: Building, file: str) -> None:
    """All flows of one document."""
    loaded = building.documents.loaded[file]
    part = loaded.part
    activity = building.activities[building.by_file[file]]
    building.enter(loaded)
    context = building.context(loaded)
    if part.carbonfoot != KIND:
        from carbonfoot.system.site import site_flows  # few calculations have a site

        site_flows(building, context, activity, file)
        return
    if not (part.inputs or part.processes or part.packaging or part.tooling or part.methods or part.made_at):
        context.report(
            "CF110", "the document lists no inputs and no processes", (), "add `inputs:`", on="key"
        )
    body(building, context, activity, part, (), part.mass_tolerance)
    carbon.check(context, activity, building.activities, part)
    for index, line in enumerate(part.tooling or []):
        tool(building, context, activity, line, ("tooling", index))
    packed = [
        pack(building, context, activity, line, ("packaging", index))
        for index, line in enumerate(part.packaging or [])
    ]
    deliver(context, activity, packed)
    for index, line in enumerate(part.use or []):
        line_flows(building, context, activity, line, ("use", index), "use", Scale())
    for index, output in enumerate(part.end_of_life or []):
        output_flows(building, context, activity, output, ("end_of_life", index), "end-of-life", Scale())
    if part.methods:
        from carbonfoot.system.worked import Around, method_flows  # few documents use methods

        for index, use in enumerate(part.methods):
            method_flows(context, activity, use, ("methods", index), Around(""), Scale())
    if part.made_at:
        from carbonfoot.system.made_at import shares_of_sites

        shares_of_sites(building, context, activity)
    exclusions(context, activity)
    activity.tags[()] = (*(part.product.tags or ()), *(part.tags or ()))
    if part.co_products or part.allocation is not None:
        from carbonfoot.system.allocation import allocate

        allocate(building, context, file)
    if part.boundary == "cradle-to-grave" and file in building.documents.tops:
        activity.flows += later_stages_missing(context, activity.flows)
