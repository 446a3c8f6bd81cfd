"""How a report for people is drawn: columns, language, colour, bars, and numbers rounded for the eye."""

from __future__ import annotations

from math import floor

from carbonfoot.quantities.numbers import format_fixed, round_digits
from carbonfoot.reports.width import char_width, display_width, fit, safe
from carbonfoot.reports.words import word

_BLOCKS = "▏▎▍▌▋▊▉█"
NARROWEST, WIDEST = 60, 120


class Style:
    """How to draw: columns, language, colour, and `plain` where block characters would not show.

    base  the folder that paths are relative to for other programs, the repository; "" for the working folder
    """

    __slots__ = ("base", "colour", "decimals", "lang", "plain", "width")

    def __init__(
        self, width: int = 80, lang: str = "en", colour: bool = False, plain: bool = False, base: str = ""
    ) -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self.lang = lang
        self.colour = colour
        self.plain = plain
        self.base = base
        self.decimals = 3

    def fit_to(self, total: float) -> None:
        """As many decimals as show four digits of the total, the same on every line."""
        self.decimals = 3 if not total else max(0, min(9, 3 - exponent(total)))

    def kg(self, number: float) -> str:
        """A mass at the decimals of the report; what rounds to nothing is said to be below the last digit."""
        smallest = 10.0**-self.decimals
        if number and abs(number) < smallest / 2:
            return f"{'<' if number > 0 else '>-'}{smallest:.{self.decimals}f}"
        return fixed(number, self.decimals)

    def word(self, key: str) -> str:
        """A label in the chosen language."""
        return word(key, self.lang)

    def bold(self, text: str) -> str:
        """Emphasis where the terminal has it; the words carry the meaning."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def near(self) -> str:
        """The mark of a factor that stands in for one of the place itself."""
        return "~" if self.plain else "≈"

    def bar(self, share: float, cells: int) -> str:
        """A bar of at most `cells` columns, in eighths of a column, or in `#`; nothing for a credit."""
        share = min(1.0, max(0.0, share))
        if self.plain:
            return "#" * floor(share * cells + 0.5)
        full, rest = divmod(floor(share * cells * 8 + 0.5), 8)
        return "█" * full + (_BLOCKS[rest - 1] if rest else "")


_LABEL = 15  # columns of the words before a paragraph


def exponent(number: float) -> int:
    """The power of ten of the first digit; a logarithm would miss it just below a power of ten."""
    return int(f"{number:.16e}".partition("e")[2])


def fixed(number: float, decimals: int) -> str:
    """The number with so many decimals, ties away from zero on the digits that `repr` shows; zero has no sign."""
    digits = decimals + 1 + exponent(number) if number else 0
    if digits > 0:
        whole, _, rest = format_fixed(number, digits).partition(".")
        return f"{whole}.{rest.ljust(decimals, '0')}" if decimals else whole
    # Below the last decimal: half of it and more becomes one, as on every other line.
    step = 10.0**-decimals
    if round_digits(abs(number) / step) < 0.5:  # noqa: PLR2004
        return f"{0.0:.{decimals}f}"
    return f"{step if number > 0 else -step:.{decimals}f}"


def percent(share: float) -> str:
    """A share at one decimal; a small one is said to be small, not shown as nothing."""
    if share and abs(share) < 0.0005:  # noqa: PLR2004
        return "<0.1 %" if share > 0 else ">-0.1 %"
    return f"{fixed(100 * share, 1)} %"


def right(text: str, columns: int) -> str:
    """The text at the right end of so many columns."""
    return " " * max(0, columns - display_width(text)) + text


def lines_of(text: str, columns: int, hang: int = 0) -> list[str]:
    """The text in lines of at most so many columns, broken at spaces; a longer word is broken where it must be.

    Lines after the first begin with `hang` spaces. A percent sign stays with its number.
    """
    lines: list[str] = []
    line = ""
    for given in text.replace(" %", "\N{NO-BREAK SPACE}%").split(" "):
        for piece in _pieces(given, columns - hang):
            longer = f"{line} {piece}" if line else piece
            if line and display_width(longer) > (columns - hang if lines else columns):
                lines.append(line)
                longer = piece
            line = longer
    first, *others = (one.replace("\N{NO-BREAK SPACE}", " ").rstrip(" ") for one in (*lines, line))
    return [first, *(" " * hang + other for other in others)]


def _pieces(word: str, columns: int) -> list[str]:
    """A word in pieces of at most so many columns."""
    if display_width(word) <= columns:
        return [word]
    pieces, piece, used = [], "", 0
    for letter in word:
        wide = char_width(letter)
        if piece and used + wide > columns:
            pieces.append(piece)
            piece, used = "", 0
        piece += letter
        used += wide
    return [*pieces, piece]


def paragraph(style: Style, key: str, text: str) -> list[str]:
    """`label  text`, wrapped under the text; nothing without text."""
    if not text:
        return []
    label = fit(style.word(key), _LABEL)
    rows = lines_of(safe(text), style.width - _LABEL - 1)
    return [f"{label} {rows[0]}", *(" " * (_LABEL + 1) + row for row in rows[1:])]
