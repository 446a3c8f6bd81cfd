"""Stacked bars: drawn as SVG that stretches with the page, told in words beside it."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.content import Bar, Bars
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.reports.style import fixed

_WIDE = 1000.0  # units of the drawing across the page


def chart(given: Bars) -> str:
    """The chart with its legend. The numbers of a bar are text, so the drawing needs no other alternative."""
    ends = [end for bar in given.bars for end in _ends(bar)]
    scale = _Scale(min(ends, default=0.0), max(ends, default=0.0))
    legend = "".join(
        f'<li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="part-{at}" width="10" height="10"/>'
        f"</svg>{escaped(name)}</li>\n"
        for at, name in enumerate(given.names)
    )
    bars = "".join(_bar(bar, scale) for bar in given.bars)
    shown = f'<ul class="legend">\n{legend}</ul>\n' if len(given.names) > 1 else ""
    caption = f"<figcaption>{escaped(given.caption)}</figcaption>"
    return f'<figure>\n{caption}\n{shown}<ul class="bars">\n{bars}</ul>\n</figure>'


class _Scale(NamedTuple):
    """What the left and the right edge of the drawing stand for."""

    low: float
    high: float

    def __call__(self, number: float) -> float:
        """Where a number lies across the drawing."""
        return _WIDE * (number - self.low) / (self.high - self.low) if self.high > self.low else 0.0


def _ends(bar: Bar) -> tuple[float, float]:
    """How far a bar reaches to the left and to the right; zero is always on the drawing."""
    least = bar.start + fsum(part for part in bar.parts if part < 0)
    most = bar.start + fsum(part for part in bar.parts if part > 0)
    return min(0.0, least), max(0.0, most)


def _bar(bar: Bar, scale: _Scale) -> str:
    """Parts above zero side by side to the right of where it begins, those below to the left."""
    drawn, left, right = "", bar.start, bar.start
    for index, part in enumerate(bar.parts):
        low, high = (left + part, left) if part < 0 else (right, right + part)
        left, right = min(left, low), max(right, high)
        width = scale(high) - scale(low)
        if width:
            drawn += f'<rect class="part-{index}" x="{fixed(scale(low), 1)}" width="{fixed(width, 1)}" height="10"/>'
    if scale.low < 0:
        drawn += f'<rect class="zero" x="{fixed(scale(0.0), 1)}" width="2" height="10"/>'
    label = escaped(f"{bar.label}: {bar.text}")
    return (
        f'<li><span class="label">{escaped(bar.label)}</span>'
        f'<svg viewBox="0 0 {_WIDE:.0f} 10" preserveAspectRatio="none" role="img" aria-label="{label}">{drawn}</svg>'
        f'<span class="value" aria-hidden="true">{escaped(bar.text)}</span></li>\n'
    )
