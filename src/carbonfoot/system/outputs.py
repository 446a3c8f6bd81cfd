"""Scrap and waste: what becomes of it, who treats it, what it saves buying, and what it replaces elsewhere."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.lines import Output
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system import links
from carbonfoot.system.amounts import amount, mass_of
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.overlap import counted_twice
from carbonfoot.system.sources import MISSING, Found, from_library, properties
from carbonfoot.system.statement import from_statement
from carbonfoot.system.transport import Cargo, leg_flows

CUT_OFF = ("recycling", "recycling-open-loop", "reuse", "loss")

LEAST_LETTERS = 4
"""Of a word that is looked for in item paths; shorter ones stand in too many."""

WAYS = ("factor", "record", "product", "footprint", "declaration", "returns_to")
"""The ways an output can say where the burden of its treatment comes from; at most one of them."""


def output_flows(
    building: Building,
    context: Context,
    activity: Activity,
    output: Output,
    path: Path,
    stage: str,
    scale: Scale,
) -> float | None:
    """Scrap or waste with its treatment, transport and credits; its mass in kg, when known."""
    quantity = amount(context, output, path)
    rule, found = "", MISSING
    more: dict[str, Any] = {}
    if _keys_fit(context, output, path) and quantity is not None:
        if output.product is not None:
            found, more = _treated(building, context, output, quantity, path)
        elif output.footprint is not None:
            found = from_statement(context, output, output.footprint, quantity, path)
        elif output.declaration is not None:
            from carbonfoot.system.declared import declared

            found, more, _ = declared(context, output, quantity, path)
        elif output.returns_to is not None:
            rule, found = f"closed loop: back to {output.returns_to}", Found((), missing=False)
        elif output.avoids and output.factor is None and output.record is None:
            _no_burden(context, output, path)
        elif output.factor is None and output.record is None and output.treatment in CUT_OFF:
            words = "lost" if output.treatment == "loss" else "leaves free of burden"
            rule, found = f"cut-off: {output.treatment}, {words}", Found((), missing=False)
        elif output.factor is None and output.record is None:
            _no_factor(context, output, path)
        else:
            accept = ("collection",) if output.treatment in CUT_OFF else ()
            item = output.factor or ""
            found = from_library(
                context, output, quantity, path, item, output.treatment, accept=accept, kinds=("waste",)
            )
    mass = mass_of(context, output, quantity, path)
    counted_twice(context, output, found, path, [])
    more = {"country": context.country, "mass": mass, **more}
    activity.flows.append(
        flow(context, output, path, stage, "waste", scale, found, quantity=quantity, rule=rule, **more)
    )
    if output.transport:
        carried = (
            None if mass is None else Quantity(mass, parse_unit("kg"), quantity.text if quantity else "")
        )
        leg_flows(
            context,
            activity,
            output.transport,
            (*path, "transport"),
            stage,
            scale,
            Cargo(carried, (output.name, output.name_ko)),
        )
    if output.avoids:
        from carbonfoot.system.credits import avoided_flows

        where = (*path, "avoids")
        avoided_flows(building, context, activity, output.avoids, where, stage, scale, by=output.name)
    return mass


def _keys_fit(context: Context, output: Output, path: Path) -> bool:
    """CF106 for keys of an output that exclude each other or have no effect."""
    ways = [way for way in WAYS if getattr(output, way) is not None]
    if output.factor is not None and output.record is not None:
        ways.remove("factor")  # refused with the factor, in its own words
    if len(ways) > 1:
        names = " and ".join(f"`{way}`" for way in ways)
        help = "keep the one that holds"
        context.report("CF106", f"{names} cannot stand together", (*path, ways[-1]), help, on="key")
        return False
    vain = {
        "route": (output.route is not None, "`treatment`", "`treatment:` says what becomes of it"),
        "yield": (
            output.use_yield is not None and output.returns_to is None,
            "an output that leaves",
            "it belongs to `returns_to:`, what is left after remelting",
        ),
        "avoids": (
            output.avoids is not None and output.returns_to is not None,
            "`returns_to`",
            "scrap that comes back is bought less; a credit would count it twice",
        ),
        "returns_to": (
            output.returns_to is not None and output.treatment != "recycling",
            f"`treatment: {output.treatment}`",
            "scrap that comes back is `treatment: recycling`",
        ),
    }
    if output.returns_to is not None and path[0] == "end_of_life":
        vain["returns_to"] = (True, "`end_of_life`", "only scrap of the own plant comes back")
    for key, (stands, beside, why) in vain.items():
        if stands:
            message = f"`{key}` has no effect beside {beside}"
            context.report("CF106", message, (*path, key), f"leave it out: {why}", on="key")
            return False
    return True


def _treated(
    building: Building, context: Context, output: Output, quantity: Quantity, path: Path
) -> tuple[Found, dict[str, Any]]:
    """Waste that another document treats: as many of its references as there is waste."""
    target = context.loaded.links.get((*path, "product"))
    if target is None or target not in building.by_file:
        return MISSING, {}  # reported where the document was read
    index = building.by_file[target]
    treatment = building.activities[index]
    if not treatment.treats:
        message = f"`{treatment.name}` makes a product; an output goes to a treatment"
        help = "say in its document what it takes in: `treats: mixed plastics` under `product:`"
        context.report("CF437", message, (*path, "product"), help)
        return MISSING, {}
    known = properties(context, output, path)
    found, more, _ = links.to_activity(context, quantity, path, index, treatment, known)
    return found, more


def _no_burden(context: Context, output: Output, path: Path) -> None:
    """Free of burden by the cut-off and a credit on top: the good half of two methods."""
    message = f"`{output.name}` takes a credit, and names nothing for its {output.treatment}"
    help = "state what the treatment itself emits (`factor:`, `footprint:` or `product:`), or leave `avoids:` out"
    context.report("CF307", message, (*path, "avoids"), help, on="key")


def _no_factor(context: Context, output: Output, path: Path) -> None:
    treated = context.library.items_treated(output.treatment)
    # Words of the line first, then the general kinds: a list of everything that burns helps nobody.
    named = [word for word in output.name.casefold().split() if len(word) >= LEAST_LETTERS]
    near = [name for name in treated if any(word in name for word in named)]
    general = [name for name in ("waste/mixed", "waste/industrial") if name in treated]
    fitting = list(dict.fromkeys([*near, *general]))[:3] or treated[:3]
    help = (
        f"name the waste, such as {' or '.join(f'`factor: {item}`' for item in fitting)}"
        if fitting
        else f"the library has no factor for {output.treatment}; use `record:` or leave it out by `exclude:`"
    )
    message = f"`{output.name}` names no factor for `{output.treatment}`"
    context.report("CF307", message, (*path, "treatment"), help)
