"""What is said while a batch runs: on standard error, as the terminal can show it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from carbonfoot.batch.progress import EVERY, Bar, Lines, Silent, clock_text, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(width: int, *, ascii_only: bool = False, colour: bool = False, lang: str = "en") -> str:
    """What a bar writes at a third of the way."""
    stream = Terminal()
    bar = Bar(stream, width, lang, colour=colour, ascii_only=ascii_only)
    with bar:
        bar(0, 10_000, 0)
        bar(3_300, 10_000, 12)
        bar.progress.refresh()
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [20, 39, 40, 59, 60, 80, 120])
def test_a_bar_fits_its_terminal(width: int, lang: str) -> None:
    text = Text.from_ansi(shown(width, lang=lang)).plain
    assert " 33 %" in text
    assert ("3,300/10,000" in text) == (width >= 40)
    assert ("━" in text) == (width >= 60)
    for line in text.splitlines():
        assert cell_len(line) <= width


def test_a_bar_has_rate_time_left_and_refused_documents() -> None:
    text = Text.from_ansi(shown(100)).plain
    assert "/s, 0:0" in text and " left" in text and "12 refused" in text


def test_a_bar_has_no_colour_and_no_blocks_where_they_are_not_wanted() -> None:
    assert "\x1b[3" not in shown(80)
    assert "\x1b[3" in shown(80, colour=True)
    assert shown(80, ascii_only=True).isascii()
    assert not shown(80).isascii()


def test_a_log_gets_a_line_every_ten_seconds() -> None:
    now = 0.0
    stream = io.StringIO()
    say = Lines(stream, clock=lambda: now)
    for step in range(101):
        now = step / 4
        say(10 * step, 1_000, step // 50)
    lines = stream.getvalue().splitlines()
    assert EVERY == 10
    assert lines == [
        "400 / 1,000 computed (40 %), 40/s, 0:15 left, 0 refused",
        "800 / 1,000 computed (80 %), 40/s, 0:05 left, 1 refused",
    ]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (65, "1:05"), (3_599, "59:59"), (7_261, "2:01:01")]
)
def test_time_is_told_by_the_clock(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("stream", "quiet", "dumb", "kind"),
    [
        (Terminal(), False, False, Bar),
        (Terminal(), False, True, Lines),
        (Terminal(), True, False, Silent),
        (io.StringIO(), False, False, Lines),
        (io.StringIO(), True, False, Silent),
    ],
)
def test_what_is_said_is_what_the_stream_can_show(
    stream: io.StringIO, quiet: bool, dumb: bool, kind: type[Silent]
) -> None:
    made = progress(stream, 80, quiet=quiet, colour=False, ascii_only=False, dumb=dumb)
    assert type(made) is kind


def test_a_log_that_nobody_reads_any_more_stops_nothing() -> None:
    stream = io.StringIO()
    stream.close()
    times = iter(range(0, 1000, 20))
    say = Lines(stream, clock=lambda: float(next(times)))
    say(1, 2, 0)
    say(2, 2, 0)


def test_a_short_run_into_a_file_says_nothing_on_the_way(
    many: Path, tmp_path: Path, batched: Callable[..., tuple[int, str, str]]
) -> None:
    _, _, err = batched(many, "--store", tmp_path / "store.sqlite3")
    assert " left" not in err and "\x1b" not in err
