"""How far a batch is, on standard error: a bar on a terminal, else a line now and then; never a part of the result."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self, TextIO

EVERY = 10.0
"""Seconds between two lines."""

NARROW, WIDE = 40, 60
"""Columns from which numbers are shown, and a bar with rate and time."""

WORDS = {
    "en": {"computed": "computed", "left": "left", "refused": "refused", "rate": "/s", "looking": "looking"},
    "ko": {"computed": "계산됨", "left": "남음", "refused": "거부", "rate": "/초", "looking": "찾는 중"},
}

Clock = Callable[[], float]


class Silent:
    """Says nothing."""

    def __call__(self, done: int, total: int, refused: int) -> None:
        """So many of all are computed, so many of these refused."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Take away what is on the screen."""


class Lines(Silent):
    """A line every ten seconds, for logs."""

    def __init__(self, stream: TextIO, lang: str = "en", clock: Clock = time.monotonic) -> None:
        self.stream = stream
        self.words = WORDS[lang]
        self.clock = clock
        self.last = clock()
        self.start: tuple[float, int] | None = None

    def __call__(self, done: int, total: int, refused: int) -> None:
        """Say it where the last time is long enough ago."""
        now = self.clock()
        if self.start is None:
            self.start = (now, done)
        if now - self.last < EVERY:
            return
        self.last = now
        with suppress(OSError, ValueError):
            self.stream.write(line(done, total, refused, now - self.start[0], self.words) + "\n")
            self.stream.flush()


class Bar(Silent):
    """A bar with rate, time left and refused documents, as much of it as the terminal is wide."""

    def __init__(
        self, stream: TextIO, width: int, lang: str = "en", *, colour: bool, ascii_only: bool
    ) -> None:
        self.words = WORDS[lang]
        self.progress, self.task = _bar(stream, width, self.words, colour=colour, ascii_only=ascii_only)

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away: the result stands alone."""
        self.progress.stop()

    def __call__(self, done: int, total: int, refused: int) -> None:
        """Move the bar."""
        told = f"{refused:,} {self.words['refused']}" if refused else ""
        self.progress.update(
            self.task, completed=done, total=total, count=f"{done:,}/{total:,}", refused=told
        )


def line(done: int, total: int, refused: int, seconds: float, words: dict[str, str]) -> str:
    """`1,200 / 10,000 computed (12 %), 310/s, 0:28 left, 3 refused`."""
    said = [f"{done:,} / {total:,} {words['computed']} ({100 * done // max(total, 1)} %)"]
    if done and seconds > 0:
        rate = done / seconds
        said += [f"{rate:,.{0 if rate > 1 else 1}f}{words['rate']}"]
        said += [f"{clock_text((total - done) / rate)} {words['left']}"]
    return ", ".join([*said, f"{refused:,} {words['refused']}"])


def clock_text(seconds: float) -> str:
    """`1:05` minutes and seconds, `2:00:00` with hours."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def progress(
    stream: TextIO, width: int, lang: str = "en", *, quiet: bool, colour: bool, ascii_only: bool, dumb: bool
) -> Silent:
    """What fits the stream: nothing, lines, or a bar. A terminal that cannot move its cursor gets lines."""
    if quiet:
        return Silent()
    is_terminal = getattr(stream, "isatty", None)
    if dumb or not (is_terminal and is_terminal()):
        return Lines(stream, lang)
    try:
        return Bar(stream, width, lang, colour=colour, ascii_only=ascii_only)
    except ImportError:  # rich comes with typer, and is no dependency of its own
        return Lines(stream, lang)


def _bar(
    stream: TextIO, width: int, words: dict[str, str], *, colour: bool, ascii_only: bool
) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.text import Text

    class Plain(Console):
        @property
        def encoding(self) -> str:
            return "ascii" if ascii_only else super().encoding

    class Told(ProgressColumn):
        def render(self, task: Task) -> Text:
            if task.total is None:
                return Text(words["looking"])
            said = line(int(task.completed), int(task.total), 0, task.elapsed or 0, words).split(", ")[1:-1]
            return Text(", ".join(said))

    console = Plain(
        file=stream,
        width=width,
        force_terminal=True,
        no_color=not colour,
        highlight=False,
        legacy_windows=False,
    )
    columns: list[Any] = [TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.fields[refused]}")]
    if width >= NARROW:
        columns.insert(1, TextColumn("{task.fields[count]}"))
    if width >= WIDE:
        columns.insert(2, Told())
        columns.insert(0, BarColumn(None))
    made = Progress(*columns, console=console, transient=True, expand=width >= WIDE)
    return made, made.add_task("", total=None, refused="", count="")
