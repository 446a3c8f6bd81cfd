"""What a declaration says beside its number: its validity, its claims, and where the line that names it says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.documents.lines import Line, Output
from carbonfoot.factors.candidates import OLD_AFTER
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path

if TYPE_CHECKING:
    from carbonfoot.documents.received.model import Received

WORDS = {"offset": "offsets", "mass-balance": "a mass balance"}

SAME_MASS = 0.005
"""A line may round the mass of a piece to this share of what the declaration gives."""

SAME_CARBON = 0.01
"""kg C per kg by which a carbon content of the line may be off from that of the declaration."""


def about(context: Context, one: Received, mass: float | None, *, bought: bool) -> dict[str, object]:
    """What reports, quality and declarations ask of the line; shares from 0 to 1, kg C per kg.

    `bought`: the declaration is of what the line brings in, so that its carbon comes with it.
    """
    year = int(one.period[1][:4])
    footprint: dict[str, object] = {
        "boundary": one.boundary or "cradle-to-gate",
        "year": year,
        "years_apart": abs(context.year - year),
    }
    if one.primary is not None:
        footprint["primary_data_share"] = one.primary
    found: dict[str, object] = {
        "footprint": footprint,
        "declaration": {
            "file": one.file,
            "format": one.format,
            "version": one.version,
            "id": one.id,
            "status": one.status or None,
            "company": one.company,
            "product": one.product,
            "declared": f"{one.amount:f} {one.unit}",
            "mass_kg": mass,
            "period": list(one.period),
            "valid_from": one.valid[0] or None,
            "valid_until": one.valid[1] or None,
            "gwp": list(one.gwp),
            "exempted": one.exempted,
            "verified": one.verified or None,
            "claims": [{"kind": claim.kind, "said": claim.said} for claim in one.claims],
        },
    }
    if one.quality:
        found["quality"] = dict(one.quality)
    carbon = _carbon(one, mass)
    if bought and carbon:
        found["carbon_content"] = carbon
    return found


def together(own: dict[str, object], declared: dict[str, Any]) -> dict[str, object]:
    """What a line states with what its declaration does: the line's own scores hold, else the declaration."""
    scores = {**declared.get("quality", {}), **_as_dict(own.get("quality"))}
    return {**own, **declared, **({"quality": scores} if scores else {})}


def judge(
    context: Context,
    line: Line | Output,
    one: Received,
    mass: float | None,
    reference: Quantity,
    path: Path,
) -> None:
    """Findings on the validity of the declaration, on its claims, and on what the line says otherwise."""
    place = (*path, "declaration")
    _valid(context, one, place)
    if one.claims:
        kinds = dict.fromkeys(WORDS.get(claim.kind, claim.kind) for claim in one.claims)
        more = f" and {len(one.claims) - 1} more" if len(one.claims) > 1 else ""
        message = f"declaration {one.id} speaks of {' and '.join(kinds)}: {one.claims[0].said}{more}"
        help = "nothing of it is in any number here; it is shown beside the footprint"
        context.report("CF912", message, place, help)
    if isinstance(line, Line):
        _contradicted(context, line, one, mass, reference, path)


def calorific(context: Context, one: Received, reference: Quantity, place: Path) -> None:
    """Energy that has a mass or holds carbon is a fuel: no format says on which calorific value it was declared."""
    unit = reference.unit
    if unit.dimension != parse_unit("MJ").dimension or unit.basis:
        return
    if one.mass or any(one.carbon.values()):
        message = f"the declaration is per {reference.text} of a fuel, and says neither net nor gross calorific value"
        help = "the amount is taken as meant so, too; natural gas differs by 10 %: ask the supplier"
        context.report("CF904", message, place, help, severity="note")


def _valid(context: Context, one: Received, place: Path) -> None:
    """What the declaration says of its own validity, against the period of the document; today is never asked."""
    period = context.loaded.part.period
    if one.status == "Deprecated":
        message = f"the supplier has deprecated declaration {one.id}"
        context.report("CF903", message, place, "ask for the one that replaces it")
    if one.valid[1] and one.valid[1] < period.end:
        rule = "" if one.stated_end else ", three years after its data by the rule of its format"
        message = f"the declaration is valid until {one.valid[1]}{rule}; the data go on to {period.end}"
        context.report("CF407", message, place, "ask the supplier for a new declaration")
    # PACT has a declaration begin to hold when its own data end: one on the document's own time holds for that.
    if one.valid[0] and one.valid[0] > period.end and one.period[1] < period.start:
        message = f"the declaration is valid from {one.valid[0]}, the data end on {period.end}"
        context.report("CF407", message, place, "name the declaration that held in that time")
    elif one.period[0] > period.end:
        message = f"the declaration covers {one.period[0]} to {one.period[1]}, the data end on {period.end}"
        context.report("CF407", message, place, "name the declaration that covers that time")
    year = int(one.period[1][:4])
    if context.year - year > OLD_AFTER:
        message = f"the data of the declaration are of {year}, those of the document of {context.year}"
        context.report("CF306", message, place, "ask the supplier for a new declaration")


def _contradicted(
    context: Context, line: Line, one: Received, mass: float | None, reference: Quantity, path: Path
) -> None:
    """CF404 where the line says otherwise of what is bought; the declaration holds."""
    country = one.place.partition("-")[0]
    if line.origin is not None and country and line.origin.partition("-")[0] != country:
        message = f"the line says {line.origin}, the declaration is of {one.place}"
        context.report("CF404", message, (*path, "origin"), _out("origin"))
    for key, unit in (("mass", "piece"), ("density", "m3")):
        given = getattr(line, key)
        if given is None or mass is None or reference.unit.dimension != parse_unit(unit).dimension:
            continue
        silent = context.at(None)
        silent.findings = []  # said where the amount was converted
        stated = context.scope.quantity(given, (*path, key))
        wanted = "kg" if key == "mass" else "kg/m3"
        number = silent.convert(stated, wanted, (*path, key))
        own = mass / reference.to(unit)
        if number is not None and abs(number - own) > SAME_MASS * own:
            each = "kg a piece" if key == "mass" else "kg/m3"
            message = (
                f"the line says {format_number(number, 6)} {each}, the declaration {format_number(own, 6)}"
            )
            context.report("CF404", message, (*path, key), _out(key))
    carbon = _carbon(one, mass)
    if line.carbon_content is None or not carbon:
        return
    for key, share in carbon.items():
        given = getattr(line.carbon_content, key)
        place = (*path, "carbon_content", key)
        number = None if given is None else context.scope.share(given, place)
        if number is not None and abs(number - share) > SAME_CARBON:
            message = f"the line says {format_number(number, 4)} kg C per kg, the declaration {format_number(share, 4)}"
            context.report("CF404", message, place, _out("carbon_content"))


def _out(key: str) -> str:
    return f"leave `{key}:` out; the declaration holds"


def _carbon(one: Received, mass: float | None) -> dict[str, float]:
    """kg C per kg, where the mass is known."""
    if not mass:
        return {}
    return {name: float(number) / mass for name, number in one.carbon.items()}


def _as_dict(given: object) -> dict[str, object]:
    return given if isinstance(given, dict) else {}
