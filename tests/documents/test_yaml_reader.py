"""Strict YAML: what text means, what is refused and where, and that no text whatever makes the reader raise."""

from __future__ import annotations

import gc
import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.documents import yaml_reader
from carbonfoot.documents.yaml_reader import pure_parser, read_yaml
from carbonfoot.findings.finding import Finding

BRACKET = """\
# yaml-language-server: $schema=part.schema.json
carbonfoot: part/1
product:
  id: 012
  name: Front seat bracket
  name_ko: 앞좌석 브래킷
  declared_unit: 1 piece
inputs:
  - name: Hot-rolled coil
    amount: 2.35 kg
    transport: [{mode: road/hgv, distance: 180 km}]
    note: |
      two
      lines
  - {name: "M10 \\u0042olt", amount: 2 piece}
"""


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs with both parsers."""
    if request.param == "pure":
        monkeypatch.setattr(yaml_reader, "parser", pure_parser)
    return str(request.param)


def data_of(text: str) -> Any:
    data, findings = read_yaml(text, "a.yaml")
    assert findings == []
    return data


def refused(text: str) -> Finding:
    """The only finding of a text."""
    _, findings = read_yaml(text, "a.yaml")
    assert len(findings) == 1, findings
    assert findings[0].file == "a.yaml"
    return findings[0]


def test_a_document_is_dicts_lists_and_text() -> None:
    assert data_of(BRACKET) == {
        "carbonfoot": "part/1",
        "product": {
            "id": "012",
            "name": "Front seat bracket",
            "name_ko": "앞좌석 브래킷",
            "declared_unit": "1 piece",
        },
        "inputs": [
            {
                "name": "Hot-rolled coil",
                "amount": "2.35 kg",
                "transport": [{"mode": "road/hgv", "distance": "180 km"}],
                "note": "two\nlines\n",
            },
            {"name": "M10 Bolt", "amount": "2 piece"},
        ],
    }


@pytest.mark.parametrize(
    "text",
    ["NO", "yes", "on", "012", "1_000", "12:30", "1e3", ".nan", "2026-11-21", "0x1F", "true", "=", "1,5"],
)
def test_scalars_stay_text(text: str) -> None:
    assert data_of(f"a: {text}") == {"a": text}
    assert data_of(f"{text}: a") == {text: "a"}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "  # comment"])
def test_empty_plain_scalars_are_none_and_quoted_ones_are_text(text: str) -> None:
    assert data_of(f"a: {text}\nb: 1") == {"a": None, "b": "1"}
    assert data_of(f"- {text}\n- x") == [None, "x"]
    assert data_of(f"a: '{text}'") == {"a": text}


def test_names_are_composed() -> None:
    decomposed = "\u1107\u1173\u1105\u1162\u110f\u1175\u11ba"
    assert data_of(f"{decomposed}: [e\u0301]") == {"브래킷": ["é"]}


def test_line_ends_and_byte_order_mark() -> None:
    windows = BRACKET.replace("\n", "\r\n")
    assert data_of("\ufeff" + windows) == data_of(windows) == data_of(BRACKET)
    assert data_of("a: 1\rb: 2\r") == {"a": "1", "b": "2"}


def test_yaml_1_2_may_be_named() -> None:
    assert data_of("# c\n\n%YAML 1.2\n---\na: 100 %\n") == {"a": "100 %"}


def test_equal_keys_are_shown_with_both_places_and_all_at_once() -> None:
    text = "a: 1\nb: {x: 1, x: 2}\na:\n  - {c: 1, d: 2, c: 3}\nb: 3\n"
    data, findings = read_yaml(text, "a.yaml")
    assert data == {"a": "1", "b": {"x": "1"}}  # the first counts
    assert [(found.code, found.point, found.related[0].point) for found in findings] == [
        ("CF005", (2, 11), (2, 5)),
        ("CF005", (3, 1), (1, 1)),
        ("CF005", (4, 18), (4, 6)),
        ("CF005", (5, 1), (2, 1)),
    ]
    assert findings[0].path == ("b", "x")
    assert findings[1].path == ("a",)
    assert findings[2].path == ()  # stands inside what is refused already
    assert findings[0].message == "the key `x` stands twice"


def test_keys_equal_after_composition_are_equal() -> None:
    assert refused("é: 1\ne\u0301: 2").code == "CF005"


def test_path_of_an_equal_key_inside_lists() -> None:
    found = refused("inputs:\n  - a: 1\n  - t: [{}, {m: 1, m: 2}]\n")
    assert found.path == ("inputs", 1, "t", 1, "m")
    assert found.related[0].path == found.path


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("a: !!str 1", (1, 4)),
        ("a: ! 1", (1, 4)),
        ("a: !!python/object/apply:os.system [x]", (1, 4)),
        ("a: 1\nb: !foo {c: d}", (2, 4)),
        ("!x a: 1", (1, 1)),
        ("a: &b !x 1", (1, 4)),
        ("a: !e!x 1", (1, 4)),
        ("%TAG ! tag:x,2000:\n---\na: 1", (1, 1)),
        ("%YAML 1.1\n---\na: no", (1, 1)),
        ("%FOO\n---\na: 1", (1, 1)),
        ("a: {<<: {b: 1}}", (1, 5)),
        ("x: &x {b: 1}\ny:\n  <<: *x\n  c: 2", (3, 3)),
    ],
)
def test_tags_directives_and_merge_keys_are_refused(text: str, point: tuple[int, int]) -> None:
    found = refused(text)
    assert (found.code, found.point) == ("CF006", point)
    assert found.help


def test_a_merge_key_in_quotes_is_a_key() -> None:
    assert data_of('"<<": 1') == {"<<": "1"}


@pytest.mark.parametrize(
    ("text", "point"),
    [("? [a]\n: b", (1, 3)), ("{a: 1}: b", (1, 1)), ("~: b", (1, 1)), ("null: 1", (1, 1))],
)
def test_keys_that_are_no_names_are_refused(text: str, point: tuple[int, int]) -> None:
    found = refused(text)
    assert (found.code, found.point) == ("CF103", point)


def test_a_refused_key_does_not_shift_the_others() -> None:
    data, findings = read_yaml("? {x: [1, 2], y: z}\n: {p: q}\nb: {c: 1}\n~: [1]\nd: 2\n", "a.yaml")
    assert data == {"b": {"c": "1"}, "d": "2"}
    assert [found.code for found in findings] == ["CF103", "CF103"]


def test_an_alias_as_key_is_refused() -> None:
    assert refused("a: &a x\n*a : 2").code == "CF103"


def test_aliases_repeat_data() -> None:
    assert data_of("a: &a {x: &n 1}\nb: [*a, *n]") == {"a": {"x": "1"}, "b": [{"x": "1"}, "1"]}


@pytest.mark.parametrize(
    ("text", "code", "point"),
    [
        ("a: *b", "CF004", (1, 4)),
        ("a: *b\nb: &b 1", "CF004", (1, 4)),
        ("a: &a [*a]", "CF007", (1, 8)),
        ("a: &a {b: [{c: *a}]}", "CF007", (1, 16)),
        ("- &a 1\n- &a 2", "CF005", (2, 3)),
    ],
)
def test_aliases_without_meaning_are_refused(text: str, code: str, point: tuple[int, int]) -> None:
    found = refused(text)
    assert (found.code, found.point) == (code, point)


def bomb(levels: int, width: int) -> str:
    lines = ["a0: &a0 [" + ", ".join(["x"] * width) + "]"]
    for level in range(1, levels):
        lines += [f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * width) + "]"]
    return "\n".join(lines)


def test_an_alias_bomb_is_refused_at_the_alias_that_goes_too_far() -> None:
    start = time.perf_counter()
    found = refused(bomb(10, 9))
    assert time.perf_counter() - start < 1.0
    assert (found.code, found.point) == ("CF007", (6, 15))
    assert "200,000" in found.message


def test_aliases_within_the_budget_are_read() -> None:
    assert len(data_of(bomb(5, 9))) == 5


def test_many_aliases_of_one_value_count() -> None:
    assert refused("a: &a [1, 2, 3]\nb: [" + "*a, " * 60_000 + "x]").code == "CF007"


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000, "".join("\n" + " " * n + "a:" for n in range(200))]
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    found = refused(text)
    assert time.perf_counter() - start < 1.0
    assert found.code == "CF007"


def test_depth_counts_what_aliases_repeat() -> None:
    assert data_of("[" * 60 + "]" * 60)
    assert refused("[" * 61 + "]" * 61).code == "CF007"
    half = "a: &a " + "[" * 31 + "]" * 31 + "\nb: "
    assert data_of(half + "[" * 28 + "*a" + "]" * 28)
    assert refused(half + "[" * 29 + "*a" + "]" * 29).code == "CF007"


def test_a_text_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "MAX_CHARACTERS", 1000)
    assert data_of("a: " + "x" * 997)
    found = refused("a: " + "x" * 998)
    assert (found.code, found.point) == ("CF007", None)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("a: 1\n---\nb: 2", (2, 1)),
        ("--- 1\n--- 2", (2, 1)),
        ("a: 1\n---\n", (2, 1)),
        ("---\n---\na: 1", (2, 1)),
    ],
)
def test_a_second_document_is_refused(text: str, point: tuple[int, int]) -> None:
    found = refused(text)
    assert (found.code, found.point) == ("CF008", point)
    assert found.related[0].point == (1, 1)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n...\n", "null", "\ufeff"]
)
def test_an_empty_document_is_refused(text: str) -> None:
    assert refused(text).code == "CF009"


@pytest.mark.parametrize(
    ("text", "point", "words"),
    [
        ("a:\n\tb: 1\n", (2, 1), "a tab stands where spaces"),
        ("- a\n\t- b\n", (2, 1), "a tab stands where spaces"),
        ("a: b: c\n", (1, 5), "a second `:`"),
        ("a: 1\n  b: 2\n", (2, 4), "a second `:`"),
        ("a:\n  - 1\n - 2\n", (3, 2), "does not fit the indentation"),
        ("a: [1, 2\nb: 3\n", (2, 2), "starts with `[` is not closed"),
        ("a: {b: 1\n", (1, 9), "starts with `{` is not closed"),
        ("a: ]\n", (1, 4), "`]` closes nothing"),
        ('a: 1\nb: "x\nc: 1\n', (2, 4), "quotes that open here are not closed"),
        ("a: @x\n", (1, 4), "a value cannot start with `@`"),
        ("a: `x`\n", (1, 4), "a value cannot start with a backtick"),
        ("a: %x\n", (1, 4), "a value cannot start with `%`"),
        ("a: 1\nb\nc: 2\n", (3, 1), "neither `key: value` nor an entry"),
        ("a: - b\n", (1, 4), "an entry `- ` cannot stand here"),
        ("a: &\n", (1, 5), "no name follows"),
        ("a: 1\n...\nq\n", (3, 1), "the document has ended"),
        ("a: |x\n c\n", (1, 5), "behind `|` or `>`"),
    ],
)
def test_syntax_errors_say_what_is_wrong_and_where(text: str, point: tuple[int, int], words: str) -> None:
    found = refused(text)
    assert (found.code, found.point) == ("CF004", point)
    assert words in found.message
    assert found.help


def test_an_escape_that_does_not_exist() -> None:
    assert refused('a: "\\q"').code == "CF004"
    assert refused('a: "\\UFFFFFFFF"').code == "CF004"


def test_what_was_found_before_a_syntax_error_is_kept() -> None:
    data, findings = read_yaml("a: 1\na: 2\nb: [", "a.yaml")
    assert data is None
    assert [found.code for found in findings] == ["CF005", "CF004"]


@pytest.mark.parametrize(
    "text", ["a: x\x00y", "a: \x1b[31m", "a: x\u2028b: 2", "a\ufeff: 1", 'a: "\\e[0m"', 'a: "\\0"']
)
def test_characters_that_cannot_be_seen_are_refused(text: str) -> None:
    found = refused(text)
    assert found.code == "CF003"
    assert found.point is not None and found.point[0] == 1


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        for text in ("a: 1", "a: [", "a: *x", ""):
            read_yaml(text, "a.yaml")
            assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def is_plain(data: Any) -> bool:
    if isinstance(data, dict):
        return all(isinstance(key, str) and is_plain(value) for key, value in data.items())
    return all(map(is_plain, data)) if isinstance(data, list) else data is None or isinstance(data, str)


SIGNS = [
    *"[]{}:,-?!&*|>'\"%@`# \n\t\r~\\ab1",
    "- ",
    ": ",
    "? ",
    "\n  ",
    "---\n",
    "...\n",
    "<<: ",
    "&a ",
    "*a",
    "!!str ",
    "가",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    data, findings = read_yaml(text, "a.yaml")
    assert data is not None or findings
    assert is_plain(data)


def test_broken_documents_give_findings_with_places_inside_the_text() -> None:
    chance = random.Random(7)
    for _ in range(400):
        text = BRACKET
        for _ in range(chance.randrange(1, 5)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(SIGNS) + text[at + chance.randrange(3) :]
        data, findings = read_yaml(text, "a.yaml")
        assert is_plain(data)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for found in findings:
            if found.point is not None:
                line, column = found.point
                assert 1 <= line <= len(lines), (text, found)
                assert 1 <= column <= len(lines[line - 1]) + 1, (text, found)


def test_both_parsers_give_the_same_data() -> None:
    assert read_yaml(BRACKET, "a.yaml")[0] == _with_libyaml(BRACKET)


def _with_libyaml(text: str) -> Any:
    pytest.importorskip("yaml._yaml", reason="PyYAML without libyaml")
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    return yaml_reader._Reader(text, "a.yaml").read(CParser(text))
