"""The same content has the same id; what is replaced is named; nothing else is ever overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from carbonfoot.declarations.pact.identity import deprecated, earlier_of

Declare = Callable[..., Any]
LATER = datetime(2026, 9, 1, tzinfo=UTC)


def kept(message: Any, file: Path) -> Any:
    """The earlier declaration that a file holds once a message was written to it."""
    file.write_text(message.text, encoding="utf-8")
    earlier, findings = earlier_of(str(file))
    assert findings == []
    return earlier


def test_the_same_content_has_the_same_id(declare: Declare) -> None:
    first, again = declare(), declare(issued=LATER)
    assert first.body["id"] == again.body["id"]
    assert UUID(first.body["id"]).version == 5
    assert first.body["created"] != again.body["created"]


def test_any_change_is_a_new_id(declare: Declare, wire: str) -> None:
    ids = [
        declare().body["id"],
        declare(wire.replace("1.5", "1.6")).body["id"],
        declare(wire + "declare: {comment: other}\n").body["id"],
        declare(wire + "# a comment changes the hash of the input\n").body["id"],
        declare(change={"name: Bolt": "name: bolt"}).body["id"],
    ]
    assert len(set(ids)) == len(ids)


def test_the_same_again_is_the_same_bytes(declare: Declare, tmp_path: Path) -> None:
    first = declare()
    again = declare(earlier=kept(first, tmp_path / "out.json"), issued=LATER)
    assert again.text == first.text


def test_what_is_replaced_is_named(declare: Declare, wire: str, tmp_path: Path) -> None:
    first = declare()
    second = declare(wire.replace("1.5", "1.6"), earlier=kept(first, tmp_path / "out.json"))
    assert second.body["precedingPfIds"] == [first.body["id"]]
    third = declare(wire.replace("1.5", "1.7"), earlier=kept(second, tmp_path / "out.json"))
    assert third.body["precedingPfIds"] == [first.body["id"], second.body["id"]]
    again = declare(wire.replace("1.5", "1.7"), earlier=kept(third, tmp_path / "out.json"), issued=LATER)
    assert again.text == third.text


def test_back_to_the_first_never_names_itself(declare: Declare, wire: str, tmp_path: Path) -> None:
    first = declare()
    second = declare(wire.replace("1.5", "1.6"), earlier=kept(first, tmp_path / "out.json"))
    back = declare(earlier=kept(second, tmp_path / "out.json"))
    assert back.body["id"] == first.body["id"]
    assert back.body["precedingPfIds"] == [second.body["id"]]


def test_a_declaration_of_another_product_is_not_replaced(declare: Declare, tmp_path: Path) -> None:
    other = kept(declare(change={"id: HF-1": "id: HF-2"}), tmp_path / "out.json")
    message = declare(earlier=other)
    assert message.text == ""
    assert "it declares urn:pact:hanil.example:product-id:HF-2" in message.said("CF919")


def test_deprecated_changes_the_status_alone(declare: Declare, tmp_path: Path) -> None:
    first = declare()
    text = deprecated(first.text)
    assert json.loads(text) == {**first.body, "status": "Deprecated"}
    assert text == first.text.replace('"status": "Active"', '"status": "Deprecated"')
    assert deprecated(text) == text


def test_what_is_deprecated_does_not_become_active_again(declare: Declare, wire: str, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text(deprecated(declare().text), encoding="utf-8")
    earlier, _ = earlier_of(str(file))
    assert "cannot become active again" in declare(earlier=earlier).said("CF919")
    assert declare(wire.replace("1.5", "1.6"), earlier=earlier).body["precedingPfIds"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"id": 1}',
        b"\xff\xfe",
        b"not json",
        b'{"specVersion": "3.0.3", "pcf": {}, "id": "x"}',
    ],
)
def test_a_file_that_is_not_ours_is_no_earlier_declaration(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "out.json"
    file.write_bytes(content)
    earlier, findings = earlier_of(str(file))
    assert earlier is None
    assert [one.code for one in findings] == ["CF919"]
    with pytest.raises(ValueError, match="not a declaration that carbonfoot wrote"):
        deprecated(content.decode("latin-1"))


def test_no_file_is_no_finding(tmp_path: Path) -> None:
    assert earlier_of(str(tmp_path / "none.json")) == (None, [])
