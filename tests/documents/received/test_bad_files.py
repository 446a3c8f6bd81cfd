"""Files that are broken, too large, in other encodings or no JSON: findings with their place, and never an exception."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonfoot.documents.received import bundle
from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.received.pact3 import judge
from carbonfoot.documents.received.read import MAX_BYTES, is_message, read_declarations
from carbonfoot.findings.finding import Finding, severity

Message = dict[str, Any]
Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "CF009"),
        (b"  \n", "CF009"),
        (b"\xef\xbb\xbf", "CF009"),
        (b"specVersion: 3.0.3\npcf:\n  declaredUnitAmount: '1'\n", "CF421"),
        (b"<pcf/>", "CF901"),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "CF901"),
        (b'{"specVersion": "3.0.3", }', "CF421"),
        (b'{"specVersion": "3.0.3"} {"specVersion": "3.0.3"}', "CF421"),
        (b"[" * 5000, "CF007"),
        (b'{"pcf":' * 5000, "CF007"),
        (b'{"a": NaN}', "CF206"),
        (b'{"a": [-Infinity]}', "CF206"),
        (b'{"a": 1e999}', "CF206"),
        (b'{"a": 1e-999}', "CF206"),
        (b'{"a": 1, "a": 2}', "CF005"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw: bytes, code: str, read: Read) -> None:
    reading = read(raw)
    assert code in [one.code for one in reading.findings] and reading.declarations == ()
    words = " ".join(one.message + one.help for one in reading.findings)
    assert "system" not in words


def test_every_beginning_of_a_file_is_refused(message: Message, read: Read) -> None:
    text = json.dumps(message, indent=1)
    for length in range(0, len(text), 97):
        reading = read(text[:length])
        assert reading.declarations == () and len(reading.findings) == 1


def test_a_file_cut_off_says_where_it_ends(message: Message, read: Read) -> None:
    text = json.dumps(message, indent=1)
    (found,) = read(text[: text.index('"created"')]).findings
    assert found.code == "CF421" and "ends in the middle" in found.message and found.point is not None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_other_encodings_are_read(encoding: str, message: Message, read: Read) -> None:
    message["companyName"] = "한일 패스너"
    reading = read(json.dumps(message, ensure_ascii=False).encode(encoding))
    assert reading.declarations[0].company == "한일 패스너"
    assert all(severity(one) == "note" for one in reading.findings)
    assert read(json.dumps(message, ensure_ascii=False).encode("utf-16-le")).declarations == ()


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    (found,) = read_declarations(str(file)).findings
    assert found.code == "CF007" and "100 MB" in found.message
    os.truncate(file, MAX_BYTES + 1)
    assert [one.code for one in read_declarations(str(file)).findings] == ["CF007"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("", "missing.json", "pipe"):
        reading = read_declarations(str(tmp_path / name), "x.json")
        assert [one.code for one in reading.findings] == ["CF001"]


def test_numbers_that_are_not_finite_are_told_where_they_stand(message: Message, read: Read) -> None:
    text = json.dumps(message, indent=1)
    assert '"60.9"' in text and '"pieces": 1000' in text
    (found,) = read(text.replace('"60.9"', "NaN")).findings
    assert found.code == "CF206" and found.message.startswith("`NaN`") and found.point is not None
    (found,) = read(text.replace('"pieces": 1000', '"pieces": -Infinity')).findings
    assert found.path == ("extensions", 0, "data", "pieces")


def test_a_key_twice_is_refused_with_both_places(message: Message, read: Read) -> None:
    text = json.dumps(message, indent=1).replace('"fossilCarbonContent"', '"fossilGhgEmissions"')
    reading = read(text)
    (found,) = [one for one in reading.findings if one.code == "CF005"]
    assert found.related and reading.declarations == ()


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\x00b", "a\nb", "\u202egnp"])
def test_control_characters_do_not_reach_a_message(name: str, message: Message, read: Read) -> None:
    message |= {"status": name, "companyIds": [name], name: 1}
    message["pcf"]["declaredUnitAmount"] = name
    for one in read(message).findings:
        assert (one.message + one.help).isprintable()


def checked(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Whether any is an error; all can be shown."""
    for one in findings:
        assert one.message and severity(one)
    return any(severity(one) == "error" for one in findings)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["3.0.3", "2.3.0", "1", "-1", "Active", "2025-01-01T00:00:00Z", "urn:a:b", "AR6"]),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.text(max_size=5)
            | st.sampled_from(
                ["data", "pfs", "pcf", "specVersion", "id", "code", "message", "type", "error"]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=JSON)
def test_whatever_json_comes_there_are_findings_and_no_exception(data: Any, read: Read) -> None:
    reading = read(json.dumps(data))
    assert checked(reading.findings) == (not reading.declarations)
    assert checked(judge(data, ""))
    assert is_message(data) == (bundle.format_of(data) != "")


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_field_there_are_findings_and_no_exception(
    data: st.DataObject, message: Message, read: Read
) -> None:
    message = copy.deepcopy(message)
    inside: Any = data.draw(
        st.sampled_from([message, message["pcf"], message["extensions"][0], message["pcf"]["dqi"]])
    )
    for _ in range(data.draw(st.integers(1, 3))):
        inside[data.draw(st.sampled_from(sorted(inside)) | st.text(max_size=4))] = data.draw(JSON)
    reading = read(json.dumps(message))
    assert checked(reading.findings) == (not reading.declarations)
    strictly = checked(judge(message, ""))
    assert strictly or not checked(reading.findings)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_whatever_bytes_come_there_are_findings_and_no_exception(raw: bytes, read: Read) -> None:
    assert checked(read(raw).findings)
