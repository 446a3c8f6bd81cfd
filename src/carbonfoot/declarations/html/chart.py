"""Stacked bars: drawn as SVG that stretches with the page, told in words beside it."""

from __future__ import annotations

from math import fsum

from carbonfoot.declarations.content import Bar, Bars
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.reports.style import fixed

_WIDE = 1000.0  # units of the drawing across the page


def chart(given: Bars) -> str:
    """The chart with its legend. The numbers of a bar are text, so the drawing needs no other alternative."""
    longest = max((fsum(bar.parts) for bar in given.bars), default=0.0)
    legend = "".join(
        f'<li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="part-{at}" width="10" height="10"/>'
        f"</svg>{escaped(name)}</li>\n"
        for at, name in enumerate(given.names)
    )
    bars = "".join(_bar(bar, longest) for bar in given.bars)
    shown = f'<ul class="legend">\n{legend}</ul>\n' if len(given.names) > 1 else ""
    caption = f"<figcaption>{escaped(given.caption)}</figcaption>"
    return f'<figure>\n{caption}\n{shown}<ul class="bars">\n{bars}</ul>\n</figure>'


def _bar(bar: Bar, longest: float) -> str:
    drawn, at = "", 0.0
    for index, part in enumerate(bar.parts):
        width = _WIDE * part / longest if longest else 0.0
        if width:
            drawn += f'<rect class="part-{index}" x="{fixed(at, 1)}" width="{fixed(width, 1)}" height="10"/>'
        at += width
    label = escaped(f"{bar.label}: {bar.text}")
    return (
        f'<li><span class="label">{escaped(bar.label)}</span>'
        f'<svg viewBox="0 0 {_WIDE:.0f} 10" preserveAspectRatio="none" role="img" aria-label="{label}">{drawn}</svg>'
        f'<span class="value" aria-hidden="true">{escaped(bar.text)}</span></li>\n'
    )
