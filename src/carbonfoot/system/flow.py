"""A flow: one line as the user wrote it, with what was found for it and what multiplies it."""

from __future__ import annotations

from math import isfinite
from typing import Any

from carbonfoot.documents.fields import Expression
from carbonfoot.quantities.units import Quantity
from carbonfoot.system.context import Context
from carbonfoot.system.keys import shared_in_vain
from carbonfoot.system.model import Flow, Path
from carbonfoot.system.products import carbon_shares
from carbonfoot.system.sources import MISSING, Found
from carbonfoot.system.spread import EXACT, LARGEST_GSD, spread

OWN_PLANT = ("electricity", "fuel", "heat", "water")
"""Kinds of record that are used up where the step happens, whatever key the line stands under."""

RARE = frozenset(
    (
        *(
            "allocation",
            "carbon_content",
            "cn_code",
            "distribution",
            "footprint",
            "gsd",
            "high",
            "low",
            "note",
        ),
        *("quality", "samples", "serves", "share"),
    )
)
"""Keys that most lines do not have: looking for each of them in every line takes longer than all the rest."""


class Scale:
    """What multiplies a line: yields, lifetimes, uses; `because` says so in words."""

    __slots__ = ("because", "factor")

    def __init__(self, factor: float = 1.0, because: tuple[str, ...] = ()) -> None:
        self.factor = factor
        self.because = because

    def times(self, factor: float, because: str) -> Scale:
        """The scale with one more reason."""
        return Scale(self.factor * factor, (*self.because, because))


def flow(  # noqa: PLR0913  # all by name; a dictionary of them takes longer
    context: Context,
    line: Any,
    path: Path,
    stage: str,
    kind: str,
    scale: Scale,
    found: Found,
    *,
    name: str = "",
    name_ko: str = "",
    quantity: Quantity | None = None,
    link: int = -1,
    link_number: float = 0.0,
    link_how: str = "",
    country: str = "",
    supplier: str = "",
    data: str | None = "",
    rule: str = "",
    beside: tuple[str, ...] = (),
    stated: dict[str, Any] | None = None,
    carries: Path | None = None,
    mass: float | None = None,
) -> Flow:
    """A flow from a line and what was found for it; `beside` is what is not assessed besides what was found."""
    keys = vars(line)
    rare = not RARE.isdisjoint(line.__pydantic_fields_set__)
    origin = keys.get("origin")
    if origin is not None:
        context.known_place(origin, (*path, "origin"))
    if rare:
        shared_in_vain(context, line, path)
    factor = scale.factor
    finite = isfinite(factor * link_number)  # NaN where the factor is not finite
    used_here = False
    for number, _, vector, _, record, _, _, _, share, _ in found.sources:
        finite = finite and isfinite(factor * number * share * vector.co2e)
        used_here = used_here or (record is not None and record.kind in OWN_PLANT)
    if not finite:
        help = "an amount, a yield or a lifetime is wrong by many powers of ten"
        context.report("CF206", "the line comes to a number that no computer holds", path, help, on="key")
        scale, found, quantity, used_here = Scale(), MISSING, None, False
        link, link_number = -1, 0.0
    statement = keys.get("footprint") if rare else None
    here = context.country if used_here else ""
    ranged = spread(context, line, quantity, path, "amount") if rare else None
    if ranged is None and rare and keys.get("share") is not None:
        ranged = EXACT  # a recipe: the amount of its compound is what may be off
    if found.assumed and any("origin" in one.missing for one in found.assumed):
        country, here = "", ""  # taken at its worst, wherever that is
    sources, missing, not_assessed, passed_over, picks, assumed = found
    return Flow(
        path,
        name or line.name or "",
        name_ko or keys.get("name_ko") or "",
        stage,
        kind,
        quantity,
        scale.factor,
        scale.because,
        sources,
        link,
        link_number,
        link_how,
        origin or country or here,
        keys.get("supplier") or getattr(statement, "supplier", None) or supplier or "",
        keys.get("data") or data or "",
        tuple(keys.get("tags") or ()),
        missing,
        rule,
        (*not_assessed, *beside),
        passed_over,
        _stated(context, line, path, stated, rare=rare),
        picks,
        assumed,
        spread=ranged,
        carries=carries,
        mass=mass,
    )


def _stated(
    context: Context, line: Any, path: Path, declared: dict[str, Any] | None, *, rare: bool
) -> dict[str, object]:
    """What the line states beyond its amount, with what the declaration states that it names."""
    own = stated_data(context, line, path) if rare else {}
    if declared is None:
        return own
    from carbonfoot.system.declared_said import together  # few lines name a declaration

    return together(own, declared)


def stated_data(context: Context, line: Any, path: Path) -> dict[str, object]:
    """Bounds, quality scores, codes, carbon content and notes of a line as plain data; shares as numbers up to 1."""
    keys = vars(line)
    found: dict[str, object] = {}
    for key in ("low", "high"):
        value = keys.get(key)
        bound = None if value is None else context.scope.quantity(value, (*path, key))
        if bound is not None:
            found[key] = {"value": bound.number, "unit": bound.unit.symbol}
    if keys.get("gsd") is not None:
        found["gsd"] = context.scope.share(line.gsd, (*path, "gsd"), low=1.0, high=LARGEST_GSD)
    if keys.get("distribution") is not None:
        found["distribution"] = line.distribution
    if keys.get("quality") is not None:
        found["quality"] = _scores(context, line.quality, (*path, "quality"))
    if keys.get("carbon_content") is not None:
        found["carbon_content"] = carbon_shares(context, line.carbon_content, (*path, "carbon_content"))
    statement = keys.get("footprint")
    if statement is not None:
        about: dict[str, object] = {"boundary": statement.boundary or "cradle-to-gate"}
        if statement.primary_data_share is not None:
            place = (*path, "footprint", "primary_data_share")
            about["primary_data_share"] = context.scope.share(statement.primary_data_share, place)
        if statement.year is not None:
            about["year"] = statement.year.year
            about["years_apart"] = abs(context.year - statement.year.year)
        found["footprint"] = about
    for key in ("cn_code", "note"):
        if keys.get(key) is not None:
            found[key] = keys[key]
    return found


def _scores(context: Context, quality: Any, path: Path) -> dict[str, float]:
    """Data quality scores, each from 1 to 5."""
    found = {}
    for name, value in vars(quality).items():
        if isinstance(value, Quantity | Expression):
            score = context.scope.share(value, (*path, name), low=1.0, high=5.0)
            if score is not None:
                found[name] = score
    return found
