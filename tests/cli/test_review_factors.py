"""Words that nobody expects, given to the commands of the library."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", ["search", "list", "show"])
@pytest.mark.parametrize("text", ["\udcff", "\x00", '"', "*", ":", "%", "_", "ㄱ", "!?", "x" * 10_000])
def test_any_words_at_all(run: Run, command: str, text: str) -> None:
    code, out, err = run("factors", command, "--", text)
    assert (code in (2, 5), out) == (True, ""), (code, out)
    assert "bug" not in err and "Traceback" not in err


def test_one_letter_many_times(run: Run) -> None:
    begun = time.monotonic()
    assert run("factors", "search", "a " * 5000)[0] == 0
    assert time.monotonic() - begun < 5


def test_a_build_time_that_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 20)
    code, _, err = run("factors", "expired")
    assert (code, "SOURCE_DATE_EPOCH" in err) == (2, True)


def test_filters_hold_for_parameters_and_single_records(run: Run) -> None:
    code, out, _ = run("factors", "list", "--pack", "us-40cfr98-i")
    assert code == 0 and "semiconductor/" in out
    every = run("factors", "list", "processes/", "--kind", "parameter", "-f", "json")[1]
    of_one = run("factors", "list", "processes/", "--kind", "parameter", "--pack", "ipcc-2006", "-f", "json")[
        1
    ]
    assert 0 < len(json.loads(of_one)["data"]) < len(json.loads(every)["data"])
    record = json.loads(run("factors", "show", "steel/wire-rod", "-f", "json")[1])["data"][0]
    assert run("factors", "show", record["id"], "--region", record["geo"])[0] == 0
    assert run("factors", "show", record["id"], "--region", "AQ")[0] in (2, 5)
    assert run("factors", "show", record["id"], "--pack", "gwp")[0] == 5


def test_a_pack_compared_with_itself_has_nothing_only_on_one_side(run: Run) -> None:
    """Rows that nothing tells apart were compared as one."""
    for pack, count in (("taiwan-moenv", 1163), ("electricity-official", 124)):
        data = json.loads(run("factors", "diff", pack, pack, "-f", "json")[1])["data"]
        assert data == {"same": count, "changed": [], "added": [], "removed": []}


def test_what_is_not_compared_is_said(run: Run) -> None:
    code, _, err = run("factors", "diff", "cbam-2026", "cbam-2026")
    assert (code, "parameters and rules of cbam-2026 are not" in err) == (0, True)
    assert run("factors", "diff", "desnz@2024", "desnz@2025")[2] == ""
