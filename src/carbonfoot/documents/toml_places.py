"""Where a path stands in TOML text, for findings that are printed."""

from __future__ import annotations

import re
from functools import lru_cache

from carbonfoot.documents.places import Place
from carbonfoot.findings.finding import Path

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*""")
_TEXT = re.compile(r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''', re.DOTALL)
_BARE = re.compile(r"[^,\]}#\n]*[^,\]}#\s]")


def locate_toml(text: str, path: Path, on: str = "value", span: tuple[int, int] | None = None) -> Place:
    """Where a path stands in TOML text; what is not there is shown by the deepest part that is.

    `on="key"` is the key, `span` narrows a text on one line that is spelt as it is read.
    """
    text = text.removeprefix("\ufeff")
    reader = _reader(text)
    for end in range(len(path), 0, -1):
        found = reader.found.get(path[:end])
        if found is None:
            continue
        key, value = found
        start, stop = key if on == "key" or end < len(path) else value
        if span is not None and end == len(path) and on != "key" and text[start] in "\"'":
            start, stop = start + 1 + span[0], start + 1 + max(span[1], span[0] + 1)
        return _place(text, start, stop)
    return Place(1, 1, 1, 1)


@lru_cache(maxsize=4)
def _reader(text: str) -> _Reader:
    reader = _Reader(text)
    reader.read()
    return reader


def _place(text: str, start: int, stop: int) -> Place:
    stop = min(stop, text.find("\n", start) if "\n" in text[start:stop] else stop)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Place(line, column, line, column + max(stop - start, 1))


class _Reader:
    """Where every key and value stands, as offsets; what cannot be read ends it, `tomllib` has told why."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, tuple[tuple[int, int], tuple[int, int]]] = {}
        self.lists: dict[Path, int] = {}

    def read(self) -> None:
        """All tables of the text."""
        table: Path = ()
        while True:
            self.blank()
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                table = self.header()
            elif not self.pair(table):
                return

    def blank(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def header(self) -> Path:
        start = self.at
        several = self.text.startswith("[[", start)
        self.at += 2 if several else 1
        path: Path = ()
        names = self.key()
        for number, name in enumerate(names):
            path = (*path, name)
            if several and number == len(names) - 1:
                self.lists[path] = self.lists.get(path, -1) + 1
            if path in self.lists:
                path = (*path, self.lists[path])
        end = self.text.find("]", self.at) + (2 if several else 1)
        self.at = max(end, self.at + 1)
        self.found.setdefault(path, ((start, end), (start, end)))
        return path

    def key(self) -> list[str]:
        names = []
        while match := _KEY.match(self.text, self.at):
            self.at = match.end()
            names.append(next(one for one in match.groups() if one is not None))
            if self.text[self.at : self.at + 1] != ".":
                break
            self.at += 1
        return names

    def pair(self, table: Path) -> bool:
        start = self.at
        names = self.key()
        key = (start, len(self.text[: self.at].rstrip()))
        if not names or self.text[self.at : self.at + 1] != "=":
            return False
        self.at += 1
        for number in range(1, len(names)):
            self.found.setdefault((*table, *names[:number]), (key, key))
        path = (*table, *names)
        self.blank()
        begin = self.at
        self.value(path)
        self.found[path] = (key, (begin, self.at))
        return self.at > begin

    def value(self, path: Path) -> None:
        sign = self.text[self.at : self.at + 1]
        if sign in ("[", "{") and sign:
            self.inside(path, "]" if sign == "[" else "}")
            return
        match = (_TEXT if sign in ('"', "'") and sign else _BARE).match(self.text, self.at)
        self.at = match.end() if match else self.at

    def inside(self, path: Path, closing: str) -> None:
        self.at += 1
        number = 0
        while True:
            self.blank()
            sign = self.text[self.at : self.at + 1]
            if sign in ("", closing):
                self.at += len(sign)
                return
            if sign == ",":
                self.at += 1
                continue
            if closing == "}":
                if not self.pair(path):
                    return
                continue
            begin = self.at
            self.value((*path, number))
            self.found[*path, number] = ((begin, self.at), (begin, self.at))
            if self.at == begin:
                return
            number += 1
