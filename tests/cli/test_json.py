"""Every command that answers in JSON answers in one envelope, whatever happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot import __version__

Run = Callable[..., tuple[int, str, str]]

ANSWERS = [
    (["calc", "part.yaml"], "calc"),
    (["explain", "part.yaml"], "explain"),
    (["explain", "part.yaml:inputs/0"], "explain"),
    (["explain", "cf305"], "explain-code"),
    (["factors", "search", "강판"], "factors-search"),
    (["factors", "list", "steel/"], "factors-list"),
    (["factors", "show", "steel/hot-rolled-coil"], "factors-show"),
]


@pytest.mark.parametrize(("words", "name"), ANSWERS, ids=[" ".join(words) for words, _ in ANSWERS])
def test_the_envelope_is_one(run: Run, part: Path, words: list[str], name: str) -> None:
    code, out, err = run(*words, "--format", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == ["schema", "tool", "options", "data", "findings"]
    assert answer["schema"] == f"carbonfoot/{name}/1"
    assert (answer["tool"]["name"], answer["tool"]["version"]) == ("carbonfoot", __version__)
    assert answer["data"]


@pytest.mark.parametrize("command", ["calc", "explain"])
def test_a_document_that_is_refused_still_has_an_answer(run: Run, part: Path, command: str) -> None:
    part.write_text("carbonfoot: part/1\ninputs: 3\n", encoding="utf-8")
    code, out, err = run(command, "part.yaml", "-f", "json")
    answer = json.loads(out)
    assert (code, err) == (3, "")
    assert answer["data"] is None
    assert {"CF102", "CF103"} <= {finding["code"] for finding in answer["findings"]}
    assert all(finding["line"] for finding in answer["findings"] if finding["path"])


def test_the_findings_of_a_line_are_its_own_and_those_that_stop_a_total(run: Run, incomplete: Path) -> None:
    code, out, _ = run("explain", "part.yaml:inputs/0", "--format", "json")
    answer = json.loads(out)
    assert code == 4
    assert {
        finding["path"].split("/")[1] for finding in answer["findings"] if finding["code"] != "CF307"
    } == {"0"}
    assert "CF307" in {finding["code"] for finding in answer["findings"]}
    assert answer["options"] == {"path": "inputs/0", "gwp": "AR6", "parameters": []}


def test_a_page_is_the_same_as_text_and_as_data(run: Run) -> None:
    page = run("explain", "CF305")[1]
    data = json.loads(run("explain", "CF305", "-f", "json")[1])["data"]
    assert data["page"] == page
    assert (data["code"], data["name"], data["severity"]) == ("CF305", "proxy", "warning")
