"""A drawing in SVG: shapes, text whose boxes are known, patterns beside every colour that means something.

Shapes have classes, whose colours are in `pictures.css`, light and dark; patterns stand once in the page. So a page of many
pictures stays small.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from carbonfoot.declarations.html.escape import escaped
from carbonfoot.reports.width import char_width

SIZE = 13.0
"""Height of letters, in units of the drawing; a page shows one unit as one pixel at most."""

SMALL = 12.0
"""Height of small letters."""

LINE = 17.0
"""From one line of text to the next."""

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


class _Shape(NamedTuple):
    """A path: its colour, its points, what else it is, and what is said of it."""

    style: str
    points: str
    how: str
    hint: str

    def element(self, style: str = "") -> str:
        """The shape in SVG."""
        start = f'<path d="{self.points}"{self.how}{style}'
        return f"{start}><title>{escaped(self.hint)}</title></path>" if self.hint else f"{start}/>"


class Drawing:
    """Shapes and texts, collected; `height` grows with what is drawn."""

    def __init__(self, ident: str, width: float, title: str, told: str) -> None:
        self.ident = ident
        self.width = width
        self.height = 0.0
        self.title = title
        self.told = told
        self.texts: list[Text] = []
        self._shapes: list[_Shape] = []
        self._lines: dict[str, list[str]] = {}  # texts, by class: they stand above all shapes

    def rect(self, x: float, y: float, width: float, height: float, kind: str, hint: str = "") -> None:
        """A filled rectangle; `hint` is shown to who points at it."""
        self._grow(y + height)
        self._shapes.append(
            _Shape(_fill(kind), f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z", "", hint)
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str = "line", dash: str = "") -> None:
        """A thin line."""
        to = f"V{_n(y2)}" if x1 == x2 else f"H{_n(x2)}" if y1 == y2 else f"L{_n(x2)} {_n(y2)}"
        self._shapes.append(_Shape(f'class="s-{kind}"', f"M{_n(x1)} {_n(y1)}{to}", _dashed(dash), ""))

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
        pale = " faint" if faint else ""
        style = _stroke(kind, pale) if stroke else _fill(kind, pale)
        how = f' stroke-width="{_n(stroke)}"{_dashed(dash)}' if stroke else ""
        self._shapes.append(_Shape(style, points, how, hint))

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
        classes = [
            "" if kind == "ink" else f"t-{kind}",
            "" if anchor == "start" else anchor,
            "bold" if bold else "",
            "small" if size == SMALL else "",
            "halo" if halo else "",
        ]
        self._lines.setdefault(" ".join(filter(None, classes)), []).append(
            f'<text x="{_n(x)}" y="{_n(y)}">{escaped(text)}</text>'
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
        body = "\n".join([*_drawn(self._shapes), *_written(self._lines)])
        size = f"{_n(self.width)} {_n(self.height + 4)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {size}" width="{_n(self.width)}" '
            f'height="{_n(self.height + 4)}" role="img" aria-labelledby="{self.ident}-t {self.ident}-d">\n'
            f'<title id="{self.ident}-t">{escaped(self.title)}</title>\n<desc id="{self.ident}-d">{escaped(self.told)}</desc>\n'
            f"{body}\n</svg>\n"
        )

    def _grow(self, bottom: float) -> None:
        self.height = max(self.height, bottom)


def patterns() -> str:
    """What fills of pictures refer to; once in a page."""
    found = "".join(
        f'<pattern id="p-{kind}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="M0 0H8V8H0Z" class="f-{kind}"/><path d="{hatch}" class="s-paper hatch"/></pattern>'
        for kind, hatch in _HATCHED.items()
    )
    return f'<svg class="unseen" aria-hidden="true"><defs>{found}</defs></svg>\n'


def _drawn(shapes: list[_Shape]) -> list[str]:
    """Shapes in their order; those of one colour that follow each other share it, and plain ones are one path."""
    found = []
    for style, several in groupby(shapes, key=lambda one: one.style):
        kept: list[_Shape] = []
        for one in several:
            last = kept[-1] if kept else None
            if (
                last is not None
                and not last.hint
                and not one.hint
                and last.how == one.how
                and "faint" not in style
            ):
                kept[-1] = last._replace(points=last.points + one.points)
            else:
                kept.append(one)
        if len(kept) == 1:
            found.append(kept[0].element(f" {style}"))
        else:
            found += [f"<g {style}>", *(one.element() for one in kept), "</g>"]
    return found


def _written(lines: dict[str, list[str]]) -> list[str]:
    """Texts of one look together."""
    return [
        row
        for look, texts in lines.items()
        for row in ([f'<g class="{look}">', *texts, "</g>"] if look else texts)
    ]


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _stroke(kind: str, more: str) -> str:
    return 'fill="none" stroke="url(#p-more)"' if kind == "more" else f'class="s-{kind}{more}"'


def _fill(kind: str, more: str = "") -> str:
    if kind in _HATCHED:
        return f'fill="url(#p-{kind})"' + (f' class="{more.strip()}"' if more else "")
    return f'class="f-{kind}{more}"'


def _n(number: float) -> str:
    """A coordinate: a tenth of a unit is finer than any screen."""
    text = f"{number:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"
