"""Draws of a footprint, and its comparison with another, for people."""

from __future__ import annotations

from carbonfoot.footprint.drawing import Compared
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.quality_text import DRIVERS, driver_name, ends_text, to_place
from carbonfoot.reports.style import Style, exponent, paragraph, percent
from carbonfoot.uncertainty.monte_carlo import Drawn, MonteCarlo
from carbonfoot.uncertainty.summary import Summary


def rows(
    result: Footprint, found: MonteCarlo | None, compared: Compared | None, style: Style, *, drawn: bool
) -> list[str]:
    """What stands under a report when draws or a comparison were asked for; nothing without a total."""
    if result.uncertainty is None:
        return []
    under = draws_rows(result, found, style) if drawn else []
    return under if compared is None else [*under, *compared_rows(result, compared, style)]


def draws_rows(result: Footprint, found: MonteCarlo | None, style: Style) -> list[str]:
    """What the draws say, and whether there are enough of them."""
    if found is None:
        return ["", *paragraph(style, "draws", style.word("nothing uncertain"))]
    one = found.demands[0]
    rows = ["", *paragraph(style, "draws", _middle(found, one, style))]
    rows += paragraph(style, "converged", _converged(one.summary, style))
    if one.drivers:
        named = ", ".join(
            f"{driver_name(result, drive.label, style)} {percent(drive.share)}"
            for drive in one.drivers[:DRIVERS]
        )
        rows += paragraph(style, "drivers", named)
    if one.summary.infeasible:
        rows += paragraph(
            style, "infeasible", style.word("infeasible text").format(count=one.summary.infeasible)
        )
    return rows


def _middle(found: MonteCarlo, one: Drawn, style: Style) -> str:
    summary = one.summary
    low, middle, high = (summary.percentile(percent) for percent in (2.5, 50.0, 97.5))
    if low is None or middle is None or high is None:
        return style.word("draws without end").format(draws=found.draws, seed=found.seed)
    ends = ends_text(low, high)
    place = exponent((high - low) / 2) - 2 if high > low else exponent(middle or 1.0) - 3
    mean = "?" if summary.mean is None else to_place(summary.mean, place)
    error = "?" if summary.mean_error is None else format_number(summary.mean_error, 2)
    return style.word("draws text").format(
        draws=found.draws,
        seed=found.seed,
        median=to_place(middle, place),
        mean=mean,
        error=error,
        low=ends[0],
        high=ends[1],
    )


def _converged(summary: Summary, style: Style) -> str:
    if summary.enough:
        return style.word("enough")
    if summary.wanted is None:
        return style.word("never enough")
    return style.word("too few").format(count=summary.wanted)


def compared_rows(result: Footprint, found: Compared, style: Style) -> list[str]:
    """How likely this product is lower than the other."""
    total = found.other.total
    if total is None or result.total is None:
        return []
    product = found.other.product
    name = product.name_ko if style.lang == "ko" and product.name_ko else product.name
    scaled = total * found.times
    said = style.word("compared text").format(name=name, file=found.file, number=format_number(scaled, 4))
    rows = ["", *paragraph(style, "compared", said)]
    text = style.word("lower first order").format(share=percent(found.expected.lower))
    if found.drawn is not None:
        drawn = found.drawn
        text = style.word("lower drawn").format(
            share=percent(drawn.lower), error=percent(drawn.error), draws=found.draws, seed=found.seed
        )
    rows += paragraph(style, "lower", text)
    rows += paragraph(style, "difference", _difference(found, style))
    shared = found.expected.shared
    if shared:
        rows += paragraph(style, "in common", style.word("in common text").format(share=percent(shared)))
    return rows


def _difference(found: Compared, style: Style) -> str:
    stated = found.expected.difference
    low, high = found.ends
    if low is None or high is None or low == high:
        return f"{format_number(stated, 4)} kg CO2e"
    ends = ends_text(low, high)
    place = exponent((high - low) / 2) - 1
    return f"{to_place(stated, place)} kg CO2e, " + style.word("interval").format(low=ends[0], high=ends[1])
