"""Which keys of a line go together: what a user states has an effect or is refused, never dropped."""

from __future__ import annotations

from carbonfoot.documents.lines import Line
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path

WAYS = ("factor", "record", "product", "footprint", "inputs")
"""The ways a line can say where its emissions come from; exactly one of them."""

TOP = 2
"""Steps of the path of a line that stands in the document itself, such as `tooling/0`."""

_ONLY_WITH = {
    "per": ("inputs",),
    "processes": ("inputs",),
    "outputs": ("inputs",),
    "route": ("factor",),
    "recycled": ("factor",),
    "year": ("factor",),
}


def way_of(context: Context, line: Line, path: Path) -> str | None:
    """The one way of a line; "" when it names none; None with a finding when its keys clash."""
    ways = [way for way in WAYS if getattr(line, way) is not None]
    if not ways and line.processes is not None:
        ways = ["inputs"]  # a sub-assembly that only works, such as contract machining
    if len(ways) > 1:
        names = " and ".join(f"`{way}`" for way in ways)
        context.report(
            "CF106", f"{names} cannot stand together", (*path, ways[-1]), "keep the one that holds", on="key"
        )
        return None
    way = ways[0] if ways else ""
    for key, fitting in _ONLY_WITH.items():
        if getattr(line, key) is not None and way and way not in fitting:
            message = f"`{key}` has no effect beside `{way}`"
            help = f"leave it out; it belongs to a line with {' or '.join(f'`{one}`' for one in fitting)}"
            context.report("CF106", message, (*path, key), help, on="key")
            return None
    if line.share is not None:
        for key in ("unit", "low", "high", "samples", "distribution"):
            if getattr(line, key) is not None:
                help = "leave it out; a share has no unit and no bounds of its own (`gsd:` may stand)"
                context.report("CF106", f"`{key}` has no effect beside `share`", (*path, key), help, on="key")
                return None
    if line.lifetime is not None and (path[0] != "tooling" or len(path) > TOP):
        help = "leave it out; a lifetime belongs to a line under `tooling:`"
        context.report("CF106", "`lifetime` has no effect here", (*path, "lifetime"), help, on="key")
        return None
    return way
