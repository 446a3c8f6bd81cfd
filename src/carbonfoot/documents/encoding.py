"""Bytes to text: UTF-8, UTF-16 with a byte order mark, or CP949 of Korean Windows; all else is refused with its place.

The text is kept as it stands (places refer to it). Names are normalised to NFC when a reader turns it into data.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from carbonfoot.findings.finding import Finding

# Control characters, the invisible line separators that YAML 1.1 and 1.2 read differently, lone surrogates, and a byte
# order mark inside the text. None of them can be seen in an editor, and each changes what a name or a line is.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SAVE_AS = "save the file as UTF-8 (in Excel: `CSV UTF-8`; in Notepad: encoding `UTF-8`)"


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a file without its byte order mark, or None with a finding CF003 at the offending byte.

    CP949 is told by trial, so reading it is said in a note (CF003 with severity `note`).
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return None, [_refusal("the file is UTF-32", file, (1, 1))]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _decode_utf16(data[2:], encoding, file)
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_cp949(data, error.start, file)
    findings = find_unseen(text, file)
    return (None, findings) if findings else (text, [])


def find_unseen(text: str, file: str) -> list[Finding]:
    """At most one finding, for the first character that no plain text file has."""
    match = _UNSEEN.search(text)
    if match is None:
        return []
    code = ord(match[0])
    name = _UNSEEN_NAMES.get(code, "a control character")
    help = "save the file as UTF-8" if code == 0 else "delete it; a new line is made with the Enter key"
    said = f"U+{code:04X} ({name}) stands in the text"
    return [Finding("CF003", said, file, help=help, point=point_at(text, match.start()))]


def point_at(text: str, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of a character."""
    lines = re.split(r"\r\n|\n|\r", text[:offset])
    return len(lines), len(lines[-1]) + 1


_UNSEEN_NAMES = {
    0x00: "NUL, as in UTF-16 text without a byte order mark or in a binary file",
    0x1B: "escape, which starts a terminal command",
    0x85: "next line",
    0x2028: "line separator",
    0x2029: "paragraph separator",
    0xFEFF: "byte order mark",
    0xFFFE: "not a character",
    0xFFFF: "not a character",
}


def _decode_utf16(data: bytes, encoding: str, file: str) -> tuple[str | None, list[Finding]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace").encode()
        place = _point(before, len(before))
        return None, [_refusal("the file starts as UTF-16 and breaks off inside a character", file, place)]
    findings = find_unseen(text, file)
    return (None, findings) if findings else (text, [])


def _decode_cp949(data: bytes, first_bad: int, file: str) -> tuple[str | None, list[Finding]]:
    """Korean text, or a refusal that shows the first byte that is not UTF-8."""
    place = _point(data, first_bad)
    said = f"byte 0x{data[first_bad]:02X} is not UTF-8, nor is the file Korean CP949"
    refusal = _refusal(said, file, place)
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None, [refusal]
    if not is_korean(text):
        return None, [refusal]
    findings = find_unseen(text, file)
    if findings:
        return None, findings
    said = "the file is not UTF-8; it was read as Korean CP949"
    place = point_at(text, next(i for i, letter in enumerate(text) if letter > "\x7f"))
    return text, [Finding("CF003", said, file, help=_SAVE_AS, point=place, severity="note")]


def is_korean(text: str) -> bool | None:
    """Whether text decoded from CP949 is Korean, rather than another code page that happens to decode.

    None when its letters speak neither for nor against it.

    Many bytes of Western, Chinese and Japanese code pages are valid CP949. Korean text has syllables of KS X 1001; the
    rarer syllables that CP949 added stand beside those (in `180°C` of code page 1252 the two bytes of `°C` make a lone
    rare syllable); and Hanja do not occur in a bill of materials, while Chinese text turns into them.
    """
    common = False
    for position, letter in enumerate(text):
        if letter <= "\x7f":
            continue
        if "\uac00" <= letter <= "\ud7a3":
            if _in_ks_x_1001(letter):
                common = True
            elif not any(_in_ks_x_1001(beside) for beside in text[max(position - 1, 0) : position + 2]):
                return False
        elif "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff":
            return False
    return common or None


@lru_cache(maxsize=16_384)
def _in_ks_x_1001(letter: str) -> bool:
    if not "\uac00" <= letter <= "\ud7a3":
        return False
    try:
        encoded = letter.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return len(encoded) == len(
        "\uac00".encode("euc_kr")
    )  # the codec spells rarer syllables out in more bytes


def _refusal(message: str, file: str, point: tuple[int, int]) -> Finding:
    return Finding("CF003", message, file, help=_SAVE_AS, point=point)


def _point(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of a byte, counting undecodable bytes as one character each."""
    lines = re.split(rb"\r\n|\n|\r", data[:offset])
    return len(lines), len(lines[-1].decode("utf-8", "replace")) + 1
