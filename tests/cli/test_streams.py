"""Results on standard output or in a file, everything else on standard error, and nothing half-written."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import carbonfoot.cli.output
from carbonfoot.cli import output

Run = Callable[..., tuple[int, str, str]]

posix = pytest.mark.skipif(os.name != "posix", reason="the device or signal is one of POSIX")


def test_results_and_talk_never_mix(run: Run, part: Path) -> None:
    _, out, err = run("calc", "part.yaml")
    assert "CF305" in err and "CF305" not in out
    assert "Hot" not in err and "Line" in out
    assert out.endswith("tells more\n")


def test_json_is_alone_on_standard_output(run: Run, incomplete: Path) -> None:
    code, out, err = run("calc", "part.yaml", "--format", "json")
    assert (code, err) == (4, "")
    assert [finding["code"] for finding in json.loads(out)["findings"]].count("CF307") == 1


def test_quiet_hides_warnings_and_notes_but_no_error(run: Run, incomplete: Path) -> None:
    _, out, err = run("calc", "part.yaml", "--quiet", "--allow-incomplete")
    assert "incomplete[CF307]" in err
    assert "warning[" not in err and "note[" not in err
    assert "\n1 incomplete on standard error; " in out
    assert re.search(r"\n\d+ warnings, \d+ notes not shown \(--quiet\)\n$", out)


def test_quiet_says_what_it_hides(run: Run, part: Path) -> None:
    _, out, err = run("calc", "part.yaml", "-q")
    assert err == ""
    assert re.search(r"\n\d+ warnings, \d+ notes not shown \(--quiet\)\n$", out)


def test_explain_with_quiet_traces_and_says_nothing_else(run: Run, part: Path) -> None:
    assert run("explain", "part.yaml:inputs/0", "-q")[2] == ""
    assert "warning[CF305]" in run("explain", "part.yaml:inputs/0")[2]


# --- files


@pytest.mark.parametrize(
    "words",
    [
        ["calc", "part.yaml"],
        ["calc", "part.yaml", "--format", "json"],
        ["explain", "part.yaml"],
        ["explain", "CF301"],
        ["schema", "part"],
        ["factors", "search", "강판"],
        ["factors", "show", "steel/hot-rolled-coil", "--format", "json"],
        ["factors", "list", "steel/"],
    ],
    ids=" ".join,
)
def test_output_writes_the_same_bytes_to_a_file(run: Run, part: Path, words: list[str]) -> None:
    code, out, err = run(*words)
    assert out
    assert run(*words, "--output", "result.txt") == (code, "", err)
    assert Path("result.txt").read_bytes() == out.encode()
    assert sorted(file.name for file in part.parent.iterdir()) == ["part.yaml", "result.txt"]
    assert run(*words, "-o", "-") == (code, out, err)


def test_output_replaces_a_file_as_a_whole_and_follows_a_link(run: Run, part: Path) -> None:
    target = part.parent / "old.txt"
    target.write_text("old\n" * 10_000, encoding="utf-8")
    link = part.parent / "link.txt"
    try:
        link.symlink_to("old.txt")
    except OSError:
        pytest.skip("this system lets nobody make a link")
    run("calc", "part.yaml", "-q", "-o", "link.txt")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("Bracket")


def test_output_never_goes_over_the_document(run: Run, part: Path) -> None:
    before = part.read_bytes()
    for words in (["calc", "part.yaml"], ["explain", "part.yaml:inputs/0"]):
        code, out, err = run(*words, "--output", "./part.yaml")
        assert (code, out) == (2, "")
        assert "the result is made from this file" in err
        assert part.read_bytes() == before


def test_a_target_that_cannot_be_written_leaves_nothing(run: Run, part: Path) -> None:
    (part.parent / "folder").mkdir()
    for target in ("nowhere/result.txt", "folder", "part.yaml/result.txt", "bad\0name"):
        code, out, err = run("schema", "calc", "--output", target)
        assert (code, out) == (2, ""), target
        assert err.startswith("error: cannot write "), target
    assert sorted(file.name for file in part.parent.iterdir()) == ["folder", "part.yaml"]
    assert not any((part.parent / "folder").iterdir())


@pytest.mark.parametrize("reason", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_half_way_keeps_the_old_file(
    run: Run, part: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException
) -> None:
    old = part.parent / "result.txt"
    old.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise reason

    monkeypatch.setattr(os, "replace", fail)
    code, out, err = run("schema", "calc", "-o", "result.txt")
    assert out == ""
    if isinstance(reason, OSError):
        assert (code, err) == (2, "error: cannot write result.txt: No space left on device\n")
    else:
        assert code == 130
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in part.parent.iterdir()) == ["part.yaml", "result.txt"]


@posix
def test_a_device_is_written_into_not_replaced(run: Run, part: Path) -> None:
    code, _, _ = run("schema", "calc", "--output", os.devnull)
    assert code == 0
    assert not Path(os.devnull).is_file()


def test_a_file_of_lone_surrogates_is_still_written(run: Run, part: Path) -> None:
    output.result("name \udcff\n", "result.txt")
    assert Path("result.txt").read_bytes() == b"name \\udcff\n"


# --- terminals


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_colour_without_a_terminal(run: Run, part: Path) -> None:
    _, out, err = run("calc", "part.yaml")
    assert "\x1b" not in out + err


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal_unless_refused(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.colour(Terminal()) is coloured
    assert output.colour(io.StringIO()) is False
    assert output.colour(None) is False


@posix
def test_a_terminal_gets_colour_and_its_words_are_the_same(
    program: Run, run: Run, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty

    def on_a_terminal(**environment: str) -> str:
        ours, theirs = pty.openpty()
        more = {**os.environ, "PYTHONPATH": str(Path(carbonfoot.__file__).parents[1]), **environment}
        words = [sys.executable, "-m", "carbonfoot", "calc", "part.yaml", "-q"]
        with subprocess.Popen(words, cwd=part.parent, env=more, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            said = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # Linux ends a terminal that nobody holds with an error
                    break
                if not piece:
                    break
                said += piece
        os.close(ours)
        assert process.returncode == 0
        return said.decode().replace("\r\n", "\n")

    plain = run("calc", "part.yaml", "-q")[1]
    coloured = on_a_terminal()
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain
    assert on_a_terminal(NO_COLOR="1") == plain


def test_the_width_of_the_terminal_is_used(run: Run, part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    assert "Amount" in run("calc", "part.yaml")[1]
    monkeypatch.setenv("COLUMNS", "80")
    assert "Amount " not in run("calc", "part.yaml")[1].split("Most of it")[0]


# --- pipes and encodings


@posix
def test_a_reader_that_has_enough_is_no_error(part: Path) -> None:
    more = {**os.environ, "PYTHONPATH": str(Path(carbonfoot.__file__).parents[1])}
    words = [sys.executable, "-m", "carbonfoot", "factors", "list", "--format", "json"]
    with subprocess.Popen(words, env=more, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.wait() == 0
        assert process.stderr.read() == b""


@posix
def test_a_full_disk_is_said_in_one_line(program: Run) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w", encoding="utf-8") as stream:
        code, _, err = program("schema", "calc", capture_output=False, stdout=stream, stderr=subprocess.PIPE)
    assert (code, err) == (2, "error: cannot write to standard output: No space left on device\n")


def test_utf_8_whatever_the_system_speaks(program: Run, part: Path) -> None:
    environment: dict[str, Any] = {
        **os.environ,
        "PYTHONPATH": str(Path(carbonfoot.__file__).parents[1]),
        "PYTHONIOENCODING": "cp949",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
    }
    code, out, _ = program("calc", "part.yaml", "--lang", "ko", env=environment)
    assert code == 0
    assert "강판" in out and "█" in out


def test_nobody_listening_to_the_talk_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    output.talk("hello")


def test_a_closed_standard_output_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as stopped:
        output.result("text", None)
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "error: standard output is closed\n"


def test_the_same_command_gives_the_same_bytes(program: Run, part: Path) -> None:
    where = str(Path(carbonfoot.__file__).parents[1])
    first, second = (
        program(
            "calc",
            "part.yaml",
            "--format",
            "json",
            env={**os.environ, "PYTHONPATH": where, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    )
    assert first == second
