"""Which sheet of a workbook is read: the one that is named, or the only one that can be seen."""

from __future__ import annotations

from difflib import get_close_matches

from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.workbook import Sheet
from carbonfoot.quantities.numbers import shown

_LISTED = 12


def choose_sheet(
    sheets: tuple[Sheet, ...], name: str | None, display: str
) -> tuple[Sheet | None, list[Finding]]:
    """The sheet, or None with CF604; a note CF608 names hidden sheets that are left aside."""
    if name is not None:
        named = [sheet for sheet in sheets if nfc(sheet.name) == nfc(name)]
        if len(named) == 1:
            return named[0], []
        near = get_close_matches(name, [sheet.name for sheet in sheets], n=3, cutoff=0.6)
        help = f"did you mean {' or '.join(map(shown, near))}?" if near else f"its sheets: {_names(sheets)}"
        return None, [Finding("CF604", f"`{display}` has no sheet {shown(name)}", display, help=help)]
    visible = [sheet for sheet in sheets if not sheet.hidden]
    if len(visible) != 1:
        many = f"{len(visible)} sheets that can be seen" if visible else "no sheet that can be seen"
        said = f"`{display}` has {many}, and none is named"
        help = f"state `sheet:` with one of {_names(visible or sheets)}" if sheets else "name another file"
        return None, [Finding("CF604", said, display, help=help)]
    hidden = [sheet for sheet in sheets if sheet.hidden]
    if not hidden:
        return visible[0], []
    said = f"hidden sheets of `{display}` are not read: {_names(hidden)}"
    help = "state `sheet:` to read one of them"
    return visible[0], [Finding("CF608", said, display, help=help, severity="note")]


def _names(sheets: tuple[Sheet, ...] | list[Sheet]) -> str:
    more = f" and {len(sheets) - _LISTED} more" if len(sheets) > _LISTED else ""
    return ", ".join(shown(sheet.name) for sheet in sheets[:_LISTED]) + more
