"""Words that nobody expects, given to the commands of the library."""

from __future__ import annotations

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
