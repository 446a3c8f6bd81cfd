"""A drawing in SVG: shapes, text whose boxes are known, patterns beside every colour that means something.

Colours stand as attributes, so that a picture can be saved and opened alone; the style sheet of a page changes them by class
where it is dark.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.declarations.html.escape import escaped
from carbonfoot.reports.width import char_width

SIZE = 13.0
"""Height of letters, in units of the drawing; a page shows one unit as one pixel at most."""

LINE = 17.0
"""From one line of text to the next."""

COLOURS = {
    "ink": "#1b1f24",
    "soft": "#4a5561",
    "line": "#c3cad2",
    "before": "#6b7480",
    "after": "#0b3c66",
    "less": "#2f7d4f",
    "more": "#b3541e",
    "gap": "#b3262e",
    "goal": "#8a4b9e",
    "tier-0": "#0b3c66",
    "tier-1": "#2e7fb8",
    "tier-2": "#d28f16",
    "tier-3": "#8a4b9e",
    "tier-none": "#6b7480",
    "paper": "#ffffff",
}
"""By class; `pictures.css` has those of a dark page."""

_HATCHED = {"less": "M-2 10 L10 -2 M6 10 L10 6 M-2 2 L2 -2", "more": "M0 0 L8 8 M0 8 L8 0", "gap": "M4 0 V8"}
"""What is drawn over a colour in squares of 8 units."""

_BOLD = 1.08

_NARROW, _BROAD = frozenset("iljtfrI.,:;'|!()[] /-"), frozenset("mwMW@%&")


class Box(NamedTuple):
    """Where a text stands."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Text(NamedTuple):
    """A line of text; `y` is its base line, `anchor` start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str
    size: float
    bold: bool = False

    def box(self) -> Box:
        """The box of its letters."""
        wide = text_width(self.text, self.size, bold=self.bold)
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        return Box(left, self.y - 0.85 * self.size, left + wide, self.y + 0.3 * self.size)


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """How wide a text is at most in the fonts of the page."""
    return (_BOLD if bold else 1.0) * size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    columns = char_width(letter)
    if columns != 1:
        return 0.5 * columns
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD:
        return 0.98
    return 0.72 if letter.isupper() or letter > "\u024f" else 0.63


def cut(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """The text, or as much of it as there is room for, ended with `…`; the whole name stands in the table beside."""
    size = size * _BOLD if bold else size
    if text_width(text, size) <= room:
        return text
    kept, used = "", text_width("…", size)
    for letter in text:
        used += text_width(letter, size)
        if used > room:
            break
        kept += letter
    return kept.rstrip() + "…"


class Drawing:
    """Shapes and texts, collected; `height` grows with what is drawn."""

    def __init__(self, ident: str, width: float, title: str, told: str) -> None:
        self.ident = ident
        self.width = width
        self.height = 0.0
        self.title = title
        self.told = told
        self.texts: list[Text] = []
        self._shapes: list[str] = []
        self._patterns: set[str] = set()

    def rect(self, x: float, y: float, width: float, height: float, kind: str, hint: str = "") -> None:
        """A filled rectangle; `hint` is shown to who points at it."""
        self._grow(y + height)
        inner = f"<title>{escaped(hint)}</title>" if hint else ""
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._shapes.append(
            f"<rect {place} {self._fill(kind)}>{inner}</rect>"
            if inner
            else f"<rect {place} {self._fill(kind)}/>"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str = "line", dash: str = "") -> None:
        """A thin line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._shapes.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" class="s-{kind}" stroke="{COLOURS[kind]}"{dashed}/>'
        )

    def path(
        self,
        points: str,
        kind: str,
        *,
        stroke: float = 0.0,
        dash: str = "",
        faint: bool = False,
        hint: str = "",
    ) -> None:
        """A filled shape, or a line of a thickness."""
        inner = f"<title>{escaped(hint)}</title>" if hint else ""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        pale = ' opacity="0.5"' if faint else ""
        if stroke:
            how = f'class="s-{kind}" fill="none" stroke="{COLOURS[kind]}" stroke-width="{_n(stroke)}"{dashed}'
        else:
            how = self._fill(kind)
        self._shapes.append(f'<path d="{points}" {how}{pale}>{inner}</path>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        kind: str = "ink",
        size: float = SIZE,
        bold: bool = False,
        halo: bool = False,
    ) -> Text:
        """A line of text; `halo` sets it off from what lies below it."""
        made = Text(x, y, text, anchor, size, bold)
        self.texts.append(made)
        self._grow(made.box().bottom)
        around = (
            f' paint-order="stroke" stroke="{COLOURS["paper"]}" stroke-width="3" stroke-linejoin="round"'
            if halo
            else ""
        )
        classes = f"t-{kind}{' halo' if halo else ''}"
        more = ("" if anchor == "start" else f' text-anchor="{anchor}"') + (
            "" if size == SIZE else f' font-size="{_n(size)}"'
        )
        heavy = ' font-weight="600"' if bold else ""
        self._shapes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" class="{classes}" fill="{COLOURS[kind]}"{more}{heavy}{around}>{escaped(text)}</text>'
        )
        return made

    def lines(self, texts: list[str]) -> None:
        """Sentences below all that is drawn, broken where they are too long."""
        for text in texts:
            line = ""
            for word in text.split(" "):
                longer = f"{line} {word}" if line else word
                if line and text_width(longer) > self.width:
                    self.text(0, self.height + LINE - 2, line, kind="soft")
                    longer = word
                line = longer
            self.text(0, self.height + LINE - 2, cut(line, self.width), kind="soft")

    def svg(self) -> str:
        """The picture."""
        defs = "".join(self._pattern(kind) for kind in sorted(self._patterns))
        body = "\n".join(self._shapes)
        size = f"{_n(self.width)} {_n(self.height + 4)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {size}" width="{_n(self.width)}" '
            f'height="{_n(self.height + 4)}" role="img" aria-labelledby="{self.ident}-t {self.ident}-d" '
            f'font-family="Noto Sans, Noto Sans KR, Noto Sans CJK KR, Malgun Gothic, sans-serif" font-size="{_n(SIZE)}">\n'
            f'<title id="{self.ident}-t">{escaped(self.title)}</title>\n<desc id="{self.ident}-d">{escaped(self.told)}</desc>\n'
            f"{f'<defs>{defs}</defs>' if defs else ''}{body}\n</svg>\n"
        )

    def _fill(self, kind: str) -> str:
        if kind in _HATCHED:
            self._patterns.add(kind)
            return f'fill="url(#{self.ident}-{kind})"'
        return f'class="f-{kind}" fill="{COLOURS[kind]}"'

    def _pattern(self, kind: str) -> str:
        return (
            f'<pattern id="{self.ident}-{kind}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" class="f-{kind}" fill="{COLOURS[kind]}"/>'
            f'<path d="{_HATCHED[kind]}" class="s-paper" stroke="{COLOURS["paper"]}" stroke-width="1" opacity="0.55"/></pattern>'
        )

    def _grow(self, bottom: float) -> None:
        self.height = max(self.height, bottom)


def _n(number: float) -> str:
    """A coordinate: a tenth of a unit is finer than any screen."""
    text = f"{number:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"
