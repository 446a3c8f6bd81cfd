"""Findings as text for people, one line each for editors, or plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from carbonfoot.documents.places import Place, kept_lines, place_of
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import Finding, Related, count_text, path_text, severity
from carbonfoot.reports.width import display_width, safe, wrap

TextOf = Callable[[str], str | None]
"""Display path of a file to its text; None when there is none to show."""

_TAB = 4
_LONGEST_LINE = 400  # columns of a source line where the width is not limited
_STYLES = {
    "error": "1;31",
    "incomplete": "1;35",
    "warning": "1;33",
    "note": "1;36",
    "rule": "34",
    "strong": "1",
}


def render(
    findings: Iterable[Finding],
    text_of: TextOf,
    width: int = 80,
    colour: bool = False,
    *,
    concise: bool = False,
    counted: Iterable[Finding] | None = None,
) -> str:
    """All findings in the order of their files and lines, then how many there are; "" for none.

    `width` is that of the terminal; 0 breaks no line. Colour repeats what the words say. `concise` gives one line a
    finding, `file:line:col: error[CF202] message`. `counted` are all there are, where only some are shown.
    """
    placed = in_order(findings, text_of)
    if not placed:
        return ""
    paint = _paint if colour else _plain
    count = count_text([finding for finding, _ in placed] if counted is None else counted)
    if concise:
        lines = [_concise(finding, place) for finding, place in placed]
        return "\n".join([*lines, count]) + "\n"
    blocks = [_block(finding, place, text_of, width, paint) for finding, place in placed]
    return "\n\n".join(["\n".join(lines) for lines in blocks] + [count]) + "\n"


def concise(finding: Finding, text: str | None) -> str:
    """`file:line:col: error[CF202] message`, of a finding alone; `text` is that of its file."""
    return _concise(finding, place_of(finding, text))


def in_order(findings: Iterable[Finding], text_of: TextOf) -> list[tuple[Finding, Place | None]]:
    """Findings with their places: files in the order they first occur, and in a file by line and column."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    given = [  # file by file: a text is parsed once
        (finding, place_of(finding, text_of(file) if file else None))
        for file, several in by_file.items()
        for finding in several
    ]
    files = {file: number for number, file in enumerate(by_file)}
    return sorted(given, key=lambda pair: (files[pair[0].file], pair[1] or Place(0, 0, 0, 0)))


def to_json(finding: Finding, text_of: TextOf) -> dict[str, Any]:
    """A finding as plain data; line and column are None where there is no place."""
    return {
        "code": finding.code,
        "name": CATALOGUE[finding.code].name,
        "severity": severity(finding),
        "message": finding.message,
        **_json_place(finding, text_of),
        "help": finding.help,
        "notes": list(finding.notes),
        "related": [
            {"message": related.message, **_json_place(related, text_of)} for related in finding.related
        ],
    }


def _json_place(finding: Finding | Related, text_of: TextOf) -> dict[str, Any]:
    place = place_of(finding, text_of(finding.file) if finding.file else None)
    numbers = place or (None, None, None, None)
    return {
        "file": finding.file,
        "path": path_text(finding.path),
        **dict(zip(("line", "column", "end_line", "end_column"), numbers, strict=True)),
    }


def _plain(text: str, _style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _where(file: str, place: Place | None) -> str:
    return safe(file) + (f":{place.line}:{place.column}" if place else "")


def _concise(finding: Finding, place: Place | None) -> str:
    where = f"{_where(finding.file, place)}: " if finding.file else ""
    return f"{where}{severity(finding)}[{finding.code}] {safe(finding.message)}"


def _block(
    finding: Finding, place: Place | None, text_of: TextOf, width: int, paint: Callable[[str, str], str]
) -> list[str]:
    grave = severity(finding)
    head = paint(f"{grave}[{finding.code}] {CATALOGUE[finding.code].name}", grave)
    lines = [f"{head}: {paint(safe(finding.message), 'strong')}"]
    if finding.file:
        lines.append(f"{paint(' -->', 'rule')} {_where(finding.file, place)}")
        lines += _excerpt(text_of(finding.file), place, width, "^", grave, paint)
    for related in finding.related:
        text = text_of(related.file)
        second = place_of(related, text)
        lines.append(f"{paint(' :::', 'rule')} {_where(related.file, second)} {safe(related.message)}")
        lines += _excerpt(text, second, width, "-", "rule", paint)
    lines += _labelled("help", finding.help, width)
    for note in finding.notes:
        lines += _labelled("note", note, width)
    return lines


def _labelled(label: str, text: str, width: int) -> list[str]:
    """`help: ...`; further lines stand under the first, and laid-out lines such as YAML are not broken."""
    if not text:
        return []
    indent = len(label) + 2
    lines: list[str] = []
    for line in map(safe, text.split("\n")):
        wrapped = [line] if line.startswith(" ") else wrap(line, width, indent)
        lines += [wrapped[0] if not lines else " " * indent + wrapped[0], *wrapped[1:]]
    return [f"{label}: {lines[0]}", *lines[1:]]


def _excerpt(
    text: str | None, place: Place | None, width: int, mark: str, style: str, paint: Callable[[str, str], str]
) -> list[str]:
    """The source line with its number, and a caret line below it; nothing when there is no such line."""
    source = kept_lines(text) if text is not None else []
    if place is None or place.line > len(source) or not source[place.line - 1].strip():
        return []
    line = source[place.line - 1]
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    number = str(place.line)
    room = max(width - len(number) - 3, 20) if width > 0 else _LONGEST_LINE
    shown, before, marks = _window(line, start, max(end, start + 1), room)
    gutter = " " * len(number)
    bar = paint("|", "rule")
    return [
        f"{gutter} {bar}",
        f"{paint(number, 'rule')} {bar} {shown}".rstrip(),
        f"{gutter} {bar} {' ' * before}{paint(mark * marks, style)}",
    ]


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of a line to show: text, columns before the caret, columns of the caret.

    A line wider than `room` is cut around the caret, with `...` where something is left out.
    """
    skipped = max(start - 2 * room, 0)  # what is far off is not looked at: a line may have megabytes
    part = line[skipped : start + 4 * room]
    start, end = start - skipped, min(end - skipped, len(part))
    cells: list[str] = []
    column = 0
    if part.isascii() and part.isprintable():  # one column each; a report may have 100,000 such lines
        cells, column = list(part), len(part)
        widths = [1] * column
    else:
        for letter in part:
            cells.append(" " * (_TAB - column % _TAB) if letter == "\t" else safe(letter))
            column += display_width(cells[-1])
        widths = [display_width(cell) for cell in cells]
    first, last = 0, len(cells)
    if column > room:
        first = last = min(start, len(cells))
        left_over = room - 6  # for "..." at both ends
        last += _fitting(widths[last:end], left_over)
        left_over -= sum(widths[first:last])
        context = _fitting(widths[last:], left_over // 2)
        left_over -= sum(widths[last : last + context])
        last += context
        context = _fitting(widths[:first][::-1], left_over)
        left_over -= sum(widths[first - context : first])
        first -= context
        last += _fitting(widths[last:], left_over)
    left = "..." if first or skipped else ""
    right = "..." if last < len(cells) or len(line) > skipped + len(part) else ""
    before = len(left) + sum(widths[first:start]) + max(start - len(cells), 0)
    marks = max(sum(widths[start : min(end, last)]), 1)
    return left + "".join(cells[first:last]) + right, before, marks


def _fitting(widths: list[int], room: int) -> int:
    """How many of the first widths fit into `room` together."""
    for number, width in enumerate(widths):
        room -= width
        if room < 0:
            return number
    return len(widths)
