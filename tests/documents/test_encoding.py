"""Bytes to text: what is read, what is refused, and where."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.documents.encoding import decode, find_unseen
from carbonfoot.findings.finding import severity

TEXT = "name: 앞좌석 브래킷\namount: 2.35 kg\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_unicode_is_read(data: bytes) -> None:
    assert decode(data, "a.yaml") == (TEXT, [])


def test_text_is_kept_as_it_stands() -> None:
    text = "e\u0301\r\n\ttab\n"
    assert decode(text.encode(), "a.yaml") == (text, [])
    assert decode(b"", "a.yaml") == ("", [])


@pytest.mark.parametrize("text", [TEXT, "name: 똠방각하\n", "note: ㈜한일 ㎏ 25℃ ×2\n"])
def test_korean_cp949_is_read_and_said(text: str) -> None:
    read, findings = decode(b"# ok\n" + text.encode("cp949"), "a.yaml")
    assert read == "# ok\n" + text
    assert [(found.code, severity(found), found.point) for found in findings] == [("CF003", "note", (2, 7))]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("temperature: 180°C", "cp1252"),  # `°C` is a rare Hangul syllable in CP949
        ("thickness: 12 µm", "cp1252"),
        ("name: Größe", "cp1252"),
        ("name: vis à tête", "cp1252"),
        ("name: 热轧钢板", "gbk"),
        ("name: 圧延鋼板 ボルト", "shift_jis"),
        ("name: болт", "cp1251"),
        ("name: 鋼鐵 강판", "cp949"),  # Hanja cannot be told from Chinese bytes
    ],
)
def test_other_code_pages_are_refused_at_the_first_byte(text: str, encoding: str) -> None:
    first = next(i for i, letter in enumerate(text) if letter > "\x7f")
    read, findings = decode(b"a: 1\r\n" + text.encode(encoding), "a.yaml")
    assert read is None
    assert [(found.code, severity(found)) for found in findings] == [("CF003", "error")]
    # two bytes of another code page may happen to be one character of UTF-8
    assert findings[0].point in ((2, first + 1), (2, first + 2))
    assert "UTF-8" in findings[0].help


def test_the_column_of_a_bad_byte_counts_characters() -> None:
    read, findings = decode("강판: ".encode() + b"\xff\n", "a.yaml")
    assert read is None
    assert findings[0].point == (1, 5)
    assert "0xFF" in findings[0].message


@pytest.mark.parametrize(
    ("data", "point", "words"),
    [
        (b"a: 1\nb: x\x00y", (2, 5), "U+0000"),
        ("a: 1\n".encode("utf-16-le"), (1, 2), "UTF-16 text without a byte order mark"),
        (b"a: \x1b[31mred", (1, 4), "terminal"),
        (b"a: \x07", (1, 4), "U+0007"),
        ("a: x\u2028b".encode(), (1, 5), "line separator"),
        ("a: x\x85b".encode(), (1, 5), "next line"),
        ("a: x\ufeff".encode(), (1, 5), "byte order mark"),
        (codecs.BOM_UTF16_LE + "a: x\x00".encode("utf-16-le"), (1, 5), "U+0000"),
        (b"\r\n\r\r\n\x08", (4, 1), "U+0008"),
        (b"\x89PNG\r\n\x1a\n", (1, 1), "0x89"),
    ],
)
def test_characters_no_text_has_are_refused_with_their_place(
    data: bytes, point: tuple[int, int], words: str
) -> None:
    text, findings = decode(data, "a.yaml")
    assert text is None
    assert [(found.code, found.file, found.point) for found in findings] == [("CF003", "a.yaml", point)]
    assert words in findings[0].message


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF32_LE + b"a\0\0\0",
        codecs.BOM_UTF32_BE,
        codecs.BOM_UTF16_LE + b"a\0\n\0\x00\xd8",
        b"\xff\xfea",
    ],
)
def test_broken_or_rare_unicode_is_refused(data: bytes) -> None:
    text, findings = decode(data, "a.yaml")
    assert text is None
    assert findings[0].code == "CF003"


@given(st.binary(max_size=200))
def test_bytes_give_text_without_control_characters_or_a_finding(data: bytes) -> None:
    text, findings = decode(data, "a.yaml")
    if text is None:
        assert [severity(found) for found in findings] == ["error"]
        assert findings[0].point is not None and min(findings[0].point) >= 1
    else:
        assert find_unseen(text, "a.yaml") == []


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_utf8_text_comes_back(text: str) -> None:
    text = text.replace("\ufeff", "")
    assert decode(text.encode(), "a.yaml") == (text, [])
