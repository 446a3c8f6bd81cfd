"""Symbolic paths to lines and columns, in YAML and in CSV."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.documents.places import Place, locate, locate_cell

TEXT = """\
carbonfoot: part/1   # the kind
product:
  id: 012
  name: "앞좌석 \\u0041"
  mass: "1.90 kgs"
inputs:
  - name: 볼트   # a bolt
    amount: 2.35 kgs
    transport: {mode: road/hgv, distance: 180 km}
  -
    name: x
    note: |
      two
      lines

  - {name: y,
     amount: 3}
processes:
  - name: Stamping
    electricity: 0.9 kWhh
    tags:
common: &common [1, {a: 2}]
again: *common
name: first
name: {a: 1}
"""


def shown(path: tuple[str | int, ...], on: str = "value", span: tuple[int, int] | None = None) -> str:
    """The line number and the characters that a place covers in its first line."""
    place = locate(TEXT, path, on, span)
    line = TEXT.split("\n")[place.line - 1]
    end = place.end_column - 1 if place.end_line == place.line else None
    return f"{place.line}: {line[place.column - 1 : end]}"


@pytest.mark.parametrize(
    ("path", "on", "expected"),
    [
        (("carbonfoot",), "value", "1: part/1"),
        (("product", "id"), "value", "3: 012"),
        (("product", "id"), "key", "3: id"),
        (("product", "name"), "value", '4: "앞좌석 \\u0041"'),
        (("product",), "key", "2: product"),
        (("product",), "value", "3: id: 012"),
        (("inputs", 0), "value", "7: name: 볼트"),
        (("inputs", 0), "key", "7: name: 볼트"),
        (("inputs", 0, "amount"), "key", "8: amount"),
        (("inputs", 0, "transport"), "value", "9: {mode: road/hgv, distance: 180 km}"),
        (("inputs", 0, "transport", "distance"), "value", "9: 180 km"),
        (("inputs", 1, "note"), "value", "12: |"),
        (("inputs", 2), "value", "16: {name: y,"),
        (("inputs", 2, "amount"), "value", "17: 3"),
        ((), "value", "1: carbonfoot: part/1"),
        (("processes", 0, "tags"), "value", "21: "),
        (("processes", 0, "tags"), "key", "21: tags"),
        (("common", 1, "a"), "value", "22: 2"),
        (("again",), "value", "23: *common"),
        (("again", 1, "a"), "value", "22: 2"),
        (("name",), "value", "24: first"),
    ],
)
def test_what_a_path_names(path: tuple[str | int, ...], on: str, expected: str) -> None:
    assert shown(path, on) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("product", "made_in"), "2: product"),
        (("inputs", 0, "factor"), "7: name: 볼트"),
        (("inputs", 9, "factor"), "6: inputs"),
        (("inputs", -1), "6: inputs"),
        (("outputs", 0, "amount"), "1: carbonfoot: part/1"),
        (("product", "id", "deep", "er"), "3: id"),
        (("processes", 0, "tags", 0), "21: tags"),
        (("inputs", "amount"), "6: inputs"),
    ],
)
def test_what_is_missing_is_shown_by_the_deepest_part_that_is_there(
    path: tuple[str | int, ...], expected: str
) -> None:
    assert shown(path) == expected


def test_short_forms_of_a_document_are_found() -> None:
    assert shown(("inputs", 0, "transport", 0, "mode")) == "9: road/hgv"  # one mapping for a list of one
    assert shown(("processes", 0, "electricity", "amount")) == "20: 0.9 kWhh"  # one amount for a mapping


@pytest.mark.parametrize(
    ("path", "span", "expected"),
    [
        (("inputs", 0, "amount"), (5, 8), "8: kgs"),
        (("product", "mass"), (5, 8), "5: kgs"),
        (("processes", 0, "electricity", "amount"), (4, 8), "20: kWhh"),
        (("product", "name"), (0, 3), '4: "앞좌석 \\u0041"'),  # an escape: offsets do not carry over
        (("inputs", 1, "note"), (0, 3), "12: |"),
        (("inputs", 0, "amount"), (5, 99), "8: kgs"),
        (("inputs", 0, "amount"), (99, 100), "8: "),
    ],
)
def test_a_span_narrows_a_scalar(path: tuple[str | int, ...], span: tuple[int, int], expected: str) -> None:
    assert shown(path, "value", span) == expected


def test_a_block_text_ends_at_its_last_character() -> None:
    assert locate(TEXT, ("inputs", 1, "note")) == Place(12, 11, 14, 12)


def test_columns_count_characters_and_crlf_is_one_line_end() -> None:
    assert locate(TEXT.replace("\n", "\r\n"), ("inputs", 0, "amount")) == locate(
        TEXT, ("inputs", 0, "amount")
    )
    assert locate("\ufeff가나: 다라", ("가나",)) == Place(1, 5, 1, 7)


def test_text_that_is_not_yaml_still_has_places() -> None:
    assert locate("a: 1\nb: [", ("a",)) == Place(1, 4, 1, 5)
    broken = "a:\n  - name: x   # c\n    b: 1\n\tc: 2\n"
    assert locate(broken, ("a", 0), "key") == Place(2, 5, 2, 12)
    assert locate("", ("a",)) == Place(1, 1, 1, 1)
    assert locate("# nothing", ("a",), "key") == Place(1, 1, 1, 1)
    assert locate("[" * 10_000, (0, 0)).line == 1


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="ab:- \n[]{}'\"|&*#\t가", max_size=60),
    st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=4),
    st.sampled_from(["key", "value"]),
)
def test_every_path_has_a_place_in_every_text(text: str, path: list[str | int], on: str) -> None:
    place = locate(text, tuple(path), on, (0, 2))
    assert place.line >= 1 and place.column >= 1
    assert (place.end_line, place.end_column) >= (place.line, place.column)


CSV = 'press,"energy [kWh]",note\r\n\r\nA,1.2,"two\r\nlines, quoted"\r\nB,,x\r\n'


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("row", 1, "energy"), Place(1, 7, 1, 21)),
        (("row", 2, "energy"), Place(3, 3, 3, 6)),
        (("row", 2, "note"), Place(3, 7, 4, 15)),
        (("row", 3, "press"), Place(5, 1, 5, 2)),
        (("row", 3, "energy"), Place(5, 3, 5, 3)),
        (("row", 3), Place(5, 1, 5, 5)),
        (("row", 3, "other"), Place(5, 1, 5, 5)),
        (("row", 9), Place(1, 1, 1, 26)),
        (("row",), Place(1, 1, 1, 26)),
    ],
)
def test_cells_of_a_table(path: tuple[str | int, ...], place: Place) -> None:
    assert locate_cell(CSV, path) == place


def test_an_empty_table() -> None:
    assert locate_cell("", ("row", 1, "a")) == Place(1, 1, 1, 1)
    assert locate_cell('"open', ("row", 1)) == Place(1, 1, 1, 6)
