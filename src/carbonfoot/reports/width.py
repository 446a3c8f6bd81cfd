"""How wide text is in a terminal, and text made safe to print there."""

from __future__ import annotations


def char_width(letter: str) -> int:
    """Columns of one character: 2 for East-Asian wide, 0 for marks that join the letter before, else 1."""
    if letter < "\u0300":
        return 1
    from unicodedata import category, east_asian_width

    if east_asian_width(letter) in "WF":
        return 2
    # Hangul vowels and finals of decomposed text join the consonant before them
    return 0 if category(letter) in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff" else 1


def display_width(text: str) -> int:
    """Columns of a text without control characters."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def fit(text: str, columns: int) -> str:
    """The text in exactly so many columns: padded with spaces, or cut and ended with `...`."""
    if display_width(text) > columns:
        end = "..." if columns > len("...") else ""
        kept, used = "", len(end)
        for letter in text:
            used += char_width(letter)
            if used > columns:
                break
            kept += letter
        text = kept + end
    return text + " " * (columns - display_width(text))


def safe(text: str) -> str:
    r"""The text with everything invisible written as an escape, so that a name in a file cannot drive a terminal.

    Control characters, direction marks, zero-width characters, lone surrogates, and spaces that are not the usual one
    become `\x1b`, `\u202e` and so on. Line breaks are escaped as well.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _written_out(letter) for letter in text)


def _written_out(letter: str) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(letter)
    if named:
        return named
    code = ord(letter)
    if letter <= "\xff":
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if letter <= "\uffff" else f"\\U{code:08x}"


def wrap(text: str, width: int, indent: int) -> list[str]:
    """Lines of at most `width` columns broken at spaces; all but the first are indented. A longer word stays whole.

    A `width` of 0 does not break.
    """
    if width <= 0 or indent + display_width(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and indent + display_width(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    return [lines[0], *(" " * indent + line for line in lines[1:])]
