"""Files of one declaration and of many: lists, answers, events; one bad member refuses all, and every finding has its path."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.bundle import format_of
from carbonfoot.documents.received.model import Reading
from carbonfoot.findings.finding import path_text, severity

Message = dict[str, Any]
Read = Callable[..., Reading]

OTHER = "c1f0a8de-3c0e-4c53-9a1d-5f7f2a0b6d33"


def event(kind: str, **data: Any) -> dict[str, Any]:
    return {
        "type": f"org.wbcsd.pact.ProductFootprint.{kind}.3",
        "specversion": "1.0",
        "id": "5afe8fbf-0ea9-477c-a1df-2d3c95f7eec0",
        "source": "//api.hanil.example/events",
        "time": "2026-03-02T09:00:00Z",
        "data": data,
    }


@pytest.mark.parametrize(
    ("wrap", "path"),
    [
        (lambda one: one, ()),
        (lambda one: [one], (0,)),
        (lambda one: {"data": one}, ("data",)),
        (lambda one: {"data": [one]}, ("data", 0)),
        (
            lambda one: event("RequestFulfilledEvent", requestEventId="a", pfs=[one]),
            ("data", "pfs", 0),
        ),
    ],
)
def test_a_declaration_is_found_in_what_is_around_it(
    wrap: Callable[[Message], Any], path: tuple[Any, ...], message: Message, read: Read
) -> None:
    reading = read(wrap(message))
    assert [one.path for one in reading.declarations] == [path] and reading.findings == ()
    assert format_of(wrap(message)) == "pact-3"
    message["pcf"]["fossilGhgEmissions"] = 1
    (found,) = read(wrap(message)).findings
    assert found.path == (*path, "pcf", "fossilGhgEmissions") and found.point is not None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "empty"),
        ({"data": []}, "empty"),
        ({"data": None}, "no declaration"),
        (None, "no declaration"),
        (3, "no declaration"),
        (["text"], "no declaration"),
        ({}, "no declaration"),
        ([[]], "no declaration"),
        ({"code": "AccessDenied", "message": "no"}, "`AccessDenied`"),
        (
            event("RequestRejectedEvent", requestEventId="a", error={"code": "NotFound", "message": "?"}),
            "`NotFound`",
        ),
        (event("PublishedEvent", pfIds=[OTHER]), "holds no footprint"),
        (event("RequestCreatedEvent", productId=["urn:a:b"]), "holds no footprint"),
        ({"specVersion": "3.0.3"}, "`pcf` is missing"),
        ({"pcf": {}}, "`specVersion` is missing"),
    ],
)
def test_what_holds_none_says_what_it_is(data: Any, said: str, read: Read) -> None:
    reading = read(data)
    (found,) = reading.findings
    assert found.code == "CF901" and said in found.message and reading.declarations == ()
    assert format_of(data) == ""


def test_one_bad_member_refuses_all_and_all_are_judged(message: Message, read: Read) -> None:
    bundle = [{**copy.deepcopy(message), "id": str(UUID(int=number + 1))} for number in range(4)]
    bundle[1]["pcf"]["primaryDataShare"] = "101"
    bundle[3]["status"] = "active"
    reading = read({"data": [*bundle, {"order": 7}, 5]})
    assert reading.declarations == ()
    assert [(one.code, path_text(one.path)) for one in reading.findings] == [
        ("CF208", "data/1/pcf/primaryDataShare"),
        ("CF105", "data/3/status"),
        ("CF901", "data/4"),
        ("CF901", "data/5"),
    ]


def test_an_error_behind_many_doubts_still_refuses(message: Message, read: Read) -> None:
    """Doubts of a code are listed up to a number; an error of the same code is no doubt."""
    message["pcf"]["pcfExcludingBiogenicUptake"] = "61.3"
    bundle = [{**copy.deepcopy(message), "id": str(UUID(int=number + 1))} for number in range(30)]
    assert len(read(bundle).declarations) == 30
    bundle[29]["pcf"]["pcfExcludingBiogenicUptake"] = "0.1"
    reading = read(bundle)
    assert reading.declarations == ()
    assert [one.path[0] for one in reading.findings if severity(one) == "error"] == [29]


def test_the_same_id_twice(message: Message, read: Read) -> None:
    same = {**copy.deepcopy(message), "id": message["id"]}
    reading = read([message, same])
    (found,) = reading.findings
    assert (found.code, severity(found), found.path) == ("CF904", "note", (1, "id"))
    assert found.related[0].path == (0, "id") and len(reading.declarations) == 1
    reading = read([message, {**same, "id": message["id"].upper(), "comment": "corrected"}])
    assert [(one.code, one.path) for one in reading.findings] == [("CF409", (1, "id"))]
    assert reading.declarations == ()


def test_two_active_versions_of_which_one_replaces_the_other(message: Message, read: Read) -> None:
    later = {**copy.deepcopy(message), "id": OTHER, "precedingPfIds": [message["id"].upper()]}
    reading = read([later, message])
    (found,) = reading.findings
    assert (found.code, severity(found), found.path) == ("CF904", "note", (0, "id"))
    assert found.related[0].path == (1, "status") and len(reading.declarations) == 2
    assert read([later, {**message, "status": "Deprecated"}]).findings == ()


def test_a_thousand_footprints_are_read_in_a_few_seconds(message: Message, read: Read) -> None:
    message["pcf"]["pcfExcludingBiogenicUptake"] = "61.3"
    bundle = [{**message, "id": str(UUID(int=number + 1))} for number in range(1000)]
    started = time.process_time()
    reading = read({"data": bundle})
    assert len(reading.declarations) == 1000
    assert time.process_time() - started < 10
    assert [one.message for one in reading.findings][-1] == "980 more of this kind are not listed"


def test_the_rest_is_counted_by_severity_and_code() -> None:
    """Notes of a code never hide an error of it: each is listed and counted by itself."""
    found = Found("bolt.json")
    for number in range(25):
        found.add("CF904", "a note", (number,), severity="note")
    assert found.errors == 0 and not found.room("CF904", "note") and found.room("CF904", "error")
    found.add("CF904", "an error", (25,), severity="error")
    found.add("CF102", "an error by itself", (26,))
    assert found.errors == 2
    said = [(severity(one), one.message) for one in found.all()]
    assert said[20:] == [
        ("error", "an error"),
        ("error", "an error by itself"),
        ("note", "5 more of this kind are not listed"),
    ]
