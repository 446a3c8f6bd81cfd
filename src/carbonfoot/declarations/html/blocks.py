"""Tables, lists and paragraphs in HTML."""

from __future__ import annotations

from carbonfoot.declarations.content import Absent, Bars, Block, Bullets, Facts, Listing, Paragraph, Table
from carbonfoot.declarations.html.cells import in_table, parts
from carbonfoot.declarations.html.chart import chart
from carbonfoot.declarations.html.escape import escaped

_NARROW = 3
"""Columns that a telephone shows side by side; more of them scroll inside their box."""


def block(given: Block, heading: str = "") -> str:
    """One block below a heading, whose words a caption does not show again."""
    match given:
        case Paragraph():
            return f"<p>{parts(given.parts)}</p>"
        case Absent():
            return f'<p class="absent"><strong>{escaped(given.said)}:</strong> {escaped(given.why)}.</p>'
        case Bullets():
            entries = "".join(f"<li>{parts(entry)}</li>\n" for entry in given.entries)
            return f"<ul>\n{entries}</ul>"
        case Facts():
            return _facts(given)
        case Table():
            return _table(given, heading)
        case Bars():
            return chart(given)
        case Listing():
            return _listing(given)


def _facts(given: Facts) -> str:
    rows = "".join(
        f"<div><dt>{escaped(name)}</dt><dd>{in_table(one)}</dd></div>\n" for name, one in given.rows
    )
    return f"<dl>\n{rows}</dl>"


def _listing(given: Listing) -> str:
    """Text for machines in a box of its own: what stands between the tags is the text, escaped."""
    lines = "\n".join(escaped(line) for line in given.lines)
    name = escaped(given.caption)
    return f'<p>{name}:</p>\n<pre class="{escaped(given.language)}" tabindex="0" aria-label="{name}">{lines}</pre>'


def _table(given: Table, heading: str) -> str:
    """A table in a box of its own, which scrolls where the page is too narrow for it."""
    kinds = [' class="numeric"' if column.numeric else "" for column in given.columns]
    head = "".join(
        f'<th scope="col"{kind}>{escaped(column.title)}</th>'
        for column, kind in zip(given.columns, kinds, strict=True)
    )
    body = []
    for first, *others in given.rows:
        cells = "".join(
            f"<td{kind}>{in_table(other)}</td>" for other, kind in zip(others, kinds[1:], strict=True)
        )
        body.append(f'<tr><th scope="row">{in_table(first)}</th>{cells}</tr>\n')
    name = escaped(given.caption)
    unseen = ' class="unseen"' if given.caption == heading else ""
    wide = ' class="wide"' if len(given.columns) > _NARROW else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n<table{wide}>\n'
        f"<caption{unseen}><span>{name}</span></caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(body)}</tbody>\n</table>\n</div>"
    )
