"""Names of files inside Markdown that a host shows: nothing in them becomes markup, a link, a mention or a reference.

Code spans are left alone by what makes `@name`, `#12` and commit ids into links; what would end one, or a cell of a table,
is written as a character reference, which never counts as markup (CommonMark 0.31, 2.5).
"""

from __future__ import annotations

from carbonfoot.reports.width import safe

_MARKUP = frozenset("\\`*_{}[]<>#|~$!&@:\"'")


def code(text: str) -> str:
    """Text of a file as a piece of code in a line or a cell."""
    return f"<code>{plain(text)}</code>" if text else ""


def plain(text: str) -> str:
    """Text without any markup; a name that might be a mention belongs into `code`."""
    written = "".join(f"&#{ord(one)};" if one in _MARKUP else one for one in safe(text))
    return written.replace("www.", "www&#46;").replace("WWW.", "WWW&#46;")


def fenced(text: str) -> str:
    """Lines as a block of code, in a fence longer than any run of its marks inside."""
    longest = run = 0
    for letter in text:
        run = run + 1 if letter == "`" else 0
        longest = max(longest, run)
    fence = "`" * max(3, longest + 1)
    lines = "\n".join(safe(line) for line in text.rstrip("\n").split("\n"))
    return f"{fence}text\n{lines}\n{fence}\n"
