"""Comments that accept findings are found where YAML has comments, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.documents.comments import first_line, ignores

ASK = "# carbonfoot: ignore[CF310] agreed"


def _targets(text: str) -> list[tuple[int, int]]:
    return [(one.line, one.target) for one in ignores(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"a: 1  {ASK}\n", [(1, 1)]),
        (f"{ASK}\na: 1\n", [(1, 2)]),
        (f"{ASK}\n# more\n  # and more\na: 1\n", [(1, 4)]),
        (f"{ASK}\n{ASK}\na: 1\n", [(1, 3), (2, 3)]),
        (f"a:\n  - x\n  {ASK}\n  - y\n", [(3, 4)]),
        (f"# a note {ASK}\na: 1\n", [(1, 2)]),
        (f'a: "x {ASK}"\n', []),
        (f"a: 'x {ASK}'\n", []),
        (f"a: 'x\n  {ASK}\n  y'\n", []),
        (f'a: "x {ASK}"  {ASK}\n', [(1, 1)]),
        (f'"x {ASK}": 1\n', []),
        (f"a: |\n  {ASK}\n  x {ASK}\nb: 1\n", []),
        (f"a: >-\n  x\n\n  {ASK}\n\nb: 1 {ASK}\n", [(6, 6)]),
        (f"a: |  {ASK}\n  x\n", [(1, 1)]),
        (f"a: |\n  x\n{ASK}\nb: 1\n", [(3, 4)]),
        (f"a: |\n    x\n  {ASK}\nb: 1\n", [(3, 4)]),
        (f"a: x{ASK}\n", []),
        ("a: 1  # carbonfoot: ignored things\n", []),
        ("a: 1  # see carbonfoot: ignore\n", []),
        (f"a: [1,\n  2]  {ASK}\n", [(2, 2)]),
        (f"a: {{b: 1,  {ASK}\n  c: 2}}\n", [(1, 1)]),
        (f"a: 1\r\nb: 2  {ASK}\r\n", [(2, 2)]),
        (f"a: 1\n{ASK}", [(2, 3)]),
        (f"a: 1  {ASK}\nb: [\n", [(1, 1)]),  # what stands before an error is read
    ],
)
def test_where_they_are_and_what_line_they_are_about(text: str, found: list[tuple[int, int]]) -> None:
    assert _targets(text) == found


@pytest.mark.parametrize(
    ("comment", "codes", "reason"),
    [
        ("# carbonfoot: ignore[CF310] why", ["CF310"], "why"),
        ("#carbonfoot:ignore[CF310,CF441]  why  so ", ["CF310", "CF441"], "why  so"),
        ("# Carbonfoot: Ignore [ CF310 , CF441 ]: why", ["CF310", "CF441"], "why"),
        ("# carbonfoot: ignore[CF310] - why", ["CF310"], "why"),
        ("# carbonfoot: ignore[CF310]", ["CF310"], ""),
        ("# carbonfoot: ignore[CF310] -", ["CF310"], ""),
        ("# carbonfoot: ignore[] why", [], "why"),
        ("# carbonfoot: ignore why", [], ""),
        ("# carbonfoot: ignore[CF310 why", [], ""),
        ("# carbonfoot: ignore[CF310] 고객과 합의", ["CF310"], "고객과 합의"),
    ],
)
def test_codes_and_reason(comment: str, codes: list[str], reason: str) -> None:
    (one,) = ignores(f"a: 1  {comment}\n")
    assert [code for code, _ in one.codes] == codes
    if codes:
        assert one.reason == reason
    line = f"a: 1  {comment}"
    assert all(line[column - 1 :].startswith(code) for code, column in one.codes)
    assert line[one.column - 1 : one.end_column - 1] == comment.rstrip()


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\n", 1), ("\n# x\n\na: 1\n", 4), ("%YAML 1.2\n---\n# x\na: 1", 4), ("", 1), ("# x\n", 1)],
)
def test_the_first_line(text: str, line: int) -> None:
    assert first_line(text) == line


@given(st.text(alphabet="ab:|>'\"#-[]{}, \n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for one in ignores(f"{text}\n{ASK}\n{text} {ASK}"):
        assert 1 <= one.line <= one.target


@given(st.lists(st.sampled_from([f"x {ASK}", "y", "", "  z", "# w"]), min_size=1, max_size=6))
def test_a_block_text_holds_no_comments(lines: list[str]) -> None:
    block = "".join(f"  {line}\n" for line in ["first", *lines])
    assert _targets(f"a: |\n{block}b: 1  {ASK}\n") == [(len(lines) + 3, len(lines) + 3)]
