"""Which keys of a line go together: what a user states has an effect or is refused, never dropped."""

from __future__ import annotations

from carbonfoot.documents.lines import Line
from carbonfoot.documents.part import KIND
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path

WAYS = ("factor", "record", "product", "footprint", "declaration", "inputs", "circular")
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
    "co_product": ("product",),
}

_HYBRID = ("replaces", "rest")

_SELDOM = frozenset((*WAYS, *_ONLY_WITH, *_HYBRID, "processes", "share", "lifetime")) - {
    "factor",
    "route",
    "year",
    "recycled",
}
"""Keys that a line with a factor and what belongs to it does without."""

_BODIES = ("inputs", "processes", "outputs")


def shared_in_vain(context: Context, line: object, path: Path) -> None:
    """`for:` and `allocation:` where nothing is shared: documents of one product, sub-assemblies, later stages."""
    for attribute, key in (("serves", "for"), ("allocation", "allocation")):
        if getattr(line, attribute, None) is None:
            continue
        place = (*path, key)
        if not context.loaded.part.co_products and context.loaded.part.carbonfoot == KIND:
            message = f"the document makes one product: `{key}` has nothing to share"
            help = "leave it out, or list the other products under `co_products:`"
            context.report("CF432", message, place, help, on="key")
            continue
        inner = path[4 if path[0] == "processes" else 2 :]
        if path[0] in ("use", "end_of_life", "co_products") or any(step in _BODIES for step in inner):
            help = "leave it out; lines, steps, tooling and packaging of the document itself are shared"
            context.report("CF106", f"`{key}` has no effect here", place, help, on="key")


def way_of(context: Context, line: Line, path: Path) -> str | None:
    """The one way of a line; "" when it names none; None with a finding when its keys clash."""
    given = line.__pydantic_fields_set__
    if _SELDOM.isdisjoint(given):  # nothing that could clash
        return "" if line.factor is None else "factor"
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
    for key in _HYBRID:
        if getattr(line, key) is not None and path[-2] != "inputs":
            help = "leave it out; it belongs to lines of `inputs:`, of a document, a step or a sub-assembly"
            context.report("CF106", f"`{key}` has no effect here", (*path, key), help, on="key")
            return None
    if line.lifetime is not None and (path[0] != "tooling" or len(path) > TOP):
        help = "leave it out; a lifetime belongs to a line under `tooling:`"
        context.report("CF106", "`lifetime` has no effect here", (*path, "lifetime"), help, on="key")
        return None
    return way
