"""Credits: what a document declares as avoided, the only way for a number to be negative."""

from __future__ import annotations

from carbonfoot.documents.lines import Line
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.line import line_flows
from carbonfoot.system.model import Activity, Path


def avoided_flows(
    building: Building,
    context: Context,
    activity: Activity,
    lines: list[Line] | None,
    path: Path,
    stage: str,
    scale: Scale,
    *,
    by: str,
) -> None:
    """What `by` replaces elsewhere, as flows with a negative multiplier."""
    for index, line in enumerate(lines or []):
        start = len(activity.flows)
        negative = scale.times(-1.0, f"avoided by {by}")
        line_flows(building, context, activity, line, (*path, index), stage, negative)
        mark_credit(context, activity, start, f"{by} avoids {line.name}")


def mark_credit(context: Context, activity: Activity, start: int, what: str) -> None:
    """Mark the flows from `start` on as a credit; CF439 where one would be taken at its highest."""
    for index in range(start, len(activity.flows)):
        flow = activity.flows[index]
        if flow.assumed:
            message = (
                f"a conservative result takes no credit at its highest: `{flow.name}` leaves something open"
            )
            help = "state the origin and the route of what is avoided, or leave the credit out"
            context.report("CF439", message, flow.path, help, on="key")
            flow = flow._replace(assumed=(), missing=True)
        activity.flows[index] = flow._replace(credit=what)
