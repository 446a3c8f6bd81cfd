"""What stands in a sentence or in a cell, in HTML."""

from __future__ import annotations

from carbonfoot.declarations.content import Cell, Code, Gap, Number
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.declarations.plain import unformula


def parts(given: tuple[Cell, ...]) -> str:
    """Running text."""
    return "".join(cell(part) for part in given)


def cell(given: Cell) -> str:
    """One cell, escaped."""
    match given:
        case Number():
            text = f"{given.text}\N{NO-BREAK SPACE}{given.unit}" if given.unit else given.text
            return f'<span class="number">{escaped(text)}</span>'
        case Code():
            return code(given.text)
        case Gap():
            keys = ", ".join(code(key) for key in ((given.here,) if given.here else given.keys))
            return f'<strong class="gap">{escaped(given.said)}</strong>{f" ({keys})" if keys else ""}'
        case str():
            return escaped(given)


def in_table(given: Cell) -> str:
    """A cell of a table, which may be pasted into a spreadsheet."""
    return escaped(unformula(given)) if isinstance(given, str) else cell(given)


def code(text: str) -> str:
    """A key, which may be broken behind a slash."""
    return f"<code>{escaped(text).replace('/', '/<wbr>')}</code>"
