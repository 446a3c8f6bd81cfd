"""What the YAML parser complains about, said so that somebody who does not know YAML can mend the line."""

from __future__ import annotations

from typing import Any, NamedTuple

from yaml.error import MarkedYAMLError

from carbonfoot.documents.encoding import point_at
from carbonfoot.findings.finding import Finding, Related


class _Case(NamedTuple):
    """`words` of the parser's message (of libyaml, or of the pure parser), and what they mean."""

    words: tuple[str, ...]
    message: str
    help: str
    start: str = ""  # what stands where the parser's context begins, shown as a second place
    code: str = "CF004"


_TAB = _Case(
    ("tab character", "character '\\t'"),
    "a tab stands where spaces are needed",
    "indent with spaces, two a level; most editors can convert tabs",
)
_CLOSES_NOTHING = _Case((), "`{sign}` closes nothing", "remove it, or put the text into quotes")

_CASES = (
    _TAB,
    _Case(
        ("mapping values are not allowed",),
        "a second `:` stands in one line, or this line is indented too far",
        'put a text with a colon into quotes, as in `name: "Bolt: M10"`, a space behind the colon of a key,\n'
        "and each key in the column of its neighbours",
    ),
    _Case(
        ("',' or ']'",),
        "a list that starts with `[` is not closed before this",
        "write `]` behind the last entry, and a comma between entries",
        "the list starts here",
    ),
    _Case(
        ("',' or '}'",),
        "a mapping that starts with `{` is not closed before this",
        "write `}` behind the last value, and a comma between entries",
        "the mapping starts here",
    ),
    _Case(
        ("unexpected ':'",),
        "a colon inside `[...]` or `{...}` has no space behind it",
        "write `key: value` with a space, or put a text with a colon into quotes",
    ),
    _Case(
        ("could not find expected ':'",),
        "this line is neither `key: value` nor an entry `- ...`",
        "write a colon and a space behind the key; indent a continued text further than its key",
    ),
    _Case(
        ("end of stream",),
        "the quotes that open here are not closed",
        "write the same quote at the end of the text",
    ),
    _Case(
        ("unknown escape", "hexdecimal", "hexadecimal", "character escape code"),
        "a backslash in double quotes starts an escape that does not exist",
        "use single quotes, or write `\\\\` for a backslash",
    ),
    _Case(
        ("document indicator", "document separator"),
        "the line `---` or `...` stands inside a text in quotes",
        "close the quotes before it",
        "the text starts here",
    ),
    _Case(
        ("undefined tag handle", "expected URI", "parsing a tag", "scanning a tag"),
        "`!` starts a YAML tag, and tags are not read",
        "put the value into quotes if the `!` is meant",
        code="CF006",
    ),
    _Case(
        ("alphabetic or numeric",),
        "`&` and `*` start a YAML anchor or alias, and no name follows",
        "put the value into quotes if the sign is meant",
    ),
    _Case(
        ("sequence entries are not allowed",),
        "an entry `- ` cannot stand here",
        "begin the list in the line below its key; put a text that starts with `- ` into quotes",
    ),
    _Case(
        ("expected key", "expected <block end>", "'-' indicator"),
        "this line does not fit the indentation of the lines above",
        "begin it in the same column as its neighbours",
        "they start here",
    ),
    _Case(
        ("node content",),
        "a value cannot start with `{sign}`",
        "put the value into quotes",
    ),
    _Case(
        ("<document start>",),
        "the document has ended before this line",
        "indent the line to where it belongs, or write it as `key: value`",
    ),
    _Case(
        ("directive", "YAML document", "version"),
        "a line that starts with `%` is a YAML directive, and this one cannot be read",
        "remove the line",
    ),
    _Case(
        ("cannot start any token",),
        "a value cannot start with `{sign}`",
        "put the value into quotes",
    ),
    _Case(
        ("indentation", "chomping", "block scalar"),
        "the text behind `|` or `>` is not laid out as YAML needs",
        "write nothing else in the line of the `|`, and indent the lines below it further than its key",
        "it starts here",
    ),
)


def syntax_finding(error: MarkedYAMLError, text: str, file: str) -> Finding:
    """CF004 (CF006 for tags) for an error of the YAML parser, at the character it stopped at."""
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    start = _point(error.context_mark, text)
    point = _point(error.problem_mark, text) or start
    for case in _CASES:
        if any(words in said for words in case.words):
            break
    else:
        return Finding("CF004", f"the text is not YAML: {said}", file, point=point)
    lines = text.splitlines()
    sign = ""
    if point is not None and point[0] <= len(lines):
        sign = lines[point[0] - 1][point[1] - 1 : point[1]]
        if sign == "\t":
            case = _TAB
        elif sign in ("]", "}"):
            case = _CLOSES_NOTHING
    if "end of stream" in said:
        point = start or point
    related: tuple[Related, ...] = ()
    if case.start and start is not None and start != point:
        related = (Related(file, (), case.start, point=start),)
    message = case.message.replace("`{sign}`", "a backtick" if sign == "`" else f"`{sign}`")
    return Finding(case.code, message, file, help=case.help, related=related, point=point)


def _point(mark: Any, text: str) -> tuple[int, int] | None:
    """Line and column (from 1); a place behind the last line break is moved to the end of the last line with text."""
    if mark is None:
        return None
    if mark.index >= len(text.rstrip()):
        return point_at(text, max(len(text.rstrip()), 0))
    return mark.line + 1, mark.column + 1
