"""Strict YAML 1.2: text to dict, list, text and None, or findings; nothing is turned into a number, date or boolean.

Built on the events of PyYAML's parser (libyaml, or the pure Python parser where libyaml is missing). The events are
read in one pass, so depth, aliases and a second document are judged before anything is built on them, and nothing
recurses with the text. PyYAML's tree builders recurse and resolve YAML 1.1 scalars (`NO` is false, `012` is ten).
"""

from __future__ import annotations

import gc
import re
from itertools import pairwise
from typing import Any

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from carbonfoot.documents.encoding import find_unseen, point_at
from carbonfoot.findings.finding import Finding, Path, Related

MAX_CHARACTERS = 5_000_000
MAX_DEPTH = 60
MAX_ALIASED_NODES = 200_000

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain scalars without a value (YAML 1.2, core schema). Quoted, the same words are text."""

_DIRECTIVE = r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)|%YAML 1\.2[ \t]*(?:\r\n|\n|\r))*(%[^\r\n]*)"
_NO_KEY: Any = object()  # a mapping waits for its next key
_DROP: Any = object()  # the value that comes next belongs to a refused key


def parser(text: str) -> Any:
    """A PyYAML parser of the text; its `get_event()` gives one event a call and raises `YAMLError` for bad syntax."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return pure_parser(text)
    return CParser(text)


def pure_parser(text: str) -> Any:
    """A parser without libyaml, about twenty times slower: the same data, or a refusal of some texts with tabs."""
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

        def get_event(self) -> Any:
            try:
                return super().get_event()  # type: ignore[no-untyped-call]
            except (ValueError, OverflowError) as error:  # an escape that names no character, "\UFFFFFFFF"
                raise YAMLError(str(error)) from None

    return PureParser(text)


def read_yaml(text: str, file: str) -> tuple[Any, list[Finding]]:
    """The data of a YAML document and what is wrong with it; never raises, whatever the text.

    Scalars are text in NFC, quoted or not; an empty plain scalar, `~` and `null` are None. Data is None when the text
    cannot be read to its end. Otherwise data is returned beside its findings (of two equal keys the first counts), so
    that one run can report everything; a finding of severity error still refuses the document.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        return None, [too_large(file)]
    findings = find_unseen(text, file) or _directives(text, file)
    if findings:
        return None, findings
    reader = _Reader(text, file)
    collecting = gc.isenabled()
    gc.disable()  # the parser makes no cycles, and collections cost up to half of the reading
    try:
        data = reader.read(parser(text))
    except _Stop:
        return None, reader.findings
    except MarkedYAMLError as error:
        from carbonfoot.documents.yaml_errors import syntax_finding

        return None, [*reader.findings, syntax_finding(error, text, file)]
    except YAMLError:
        said = "the text holds an escape that names no character"
        help = "use single quotes to write a backslash"
        return None, [*reader.findings, Finding("CF004", said, file, help=help)]
    finally:
        if collecting:
            gc.enable()
    if data is None and not reader.findings:
        help = "start with the line `carbonfoot: part/1`"
        return None, [Finding("CF009", "the document is empty", file, help=help)]
    return data, reader.findings


def _directives(text: str, file: str) -> list[Finding]:
    """The first line before the document that starts with `%`, unless it says what we read anyway."""
    if not text.startswith("%") and "\n%" not in text and "\r%" not in text:
        return []
    match = re.match(_DIRECTIVE, text)
    if match is None or match[1].split("#")[0].split() == ["%YAML", "1.2"]:
        return []
    said = f"`{match[1].strip()}` is a YAML directive"
    point = point_at(text, match.start(1))
    help = "remove the line: documents are read as YAML 1.2, without tags"
    return [Finding("CF006", said, file, help=help, span=(0, len(match[1].rstrip())), point=point)]


def too_large(file: str) -> Finding:
    """The refusal of a document over the size limit."""
    said = f"the file is larger than {MAX_CHARACTERS // 1_000_000} MB"
    help = "split it into documents that link to each other with `product:`"
    return Finding("CF007", said, file, help=help)


class _Stop(Exception):
    """Raised after a finding that makes the rest of the text not worth reading; never leaves this module."""


class _Reader:
    """One pass over the events of one text, and what it has found so far."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Finding] = []
        self.anchors: dict[str, Any] = {}  # name: data
        self.anchor_events: dict[str, Any] = {}
        # of each mapping and list that is open: the data, the key that waits, the events of its keys
        self.around: list[tuple[Any, Any, dict[str, Any]]] = []
        # nodes and depth of data that aliases name, by identity
        self.measured: dict[int, tuple[int, int]] = {}
        self.aliased = 0

    def read(self, events: Any) -> Any:  # noqa: C901, PLR0912, PLR0915  # the hot path: a call a node costs a third
        """The data of the only document."""
        next_event = events.get_event
        around = self.around
        # whether anchors, tags and escapes are possible at all
        rare = "&" in self.text or "!" in self.text or "\\" in self.text
        root: Any = None
        inside: Any = None  # the mapping or list that is open
        key: Any = _NO_KEY
        seen: dict[str, Any] = {}  # the events of the keys of `inside`
        started: Any = None
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                if not value.isascii():
                    value = nfc(value)
                if value in NULLS and not event.style:
                    value = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                value = {} if kind is MappingStartEvent else []
                if len(around) >= MAX_DEPTH:
                    self._too_deep(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                inside, key, seen = around.pop()
                continue
            elif kind is AliasEvent:
                value = self._alias(event, inside)
            elif kind is DocumentStartEvent:
                self._document(event, started)
                started = event
                continue
            elif kind is StreamEndEvent:
                return root
            else:
                continue
            if rare and kind is not AliasEvent:
                self._properties(event, value)
            if inside.__class__ is list:
                inside.append(value)
            elif inside is None:
                root = value
            elif key is _NO_KEY:
                if kind is ScalarEvent and value is not None and value not in seen and value != "<<":
                    key = value
                    seen[value] = event
                    continue
                key = self._refused_key(event, value, inside, seen)
            elif key is _DROP:
                key = _NO_KEY
            else:
                inside[key] = value
                key = _NO_KEY
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                around.append((inside, key, seen))
                inside = value
                key = _NO_KEY
                seen = {}

    def _refused_key(self, event: Any, value: Any, inside: Any, seen: dict[str, Any]) -> Any:
        """The pending key after a key that is not simply new text: `<<` in quotes is one, all others are dropped."""
        if value == "<<" and value not in seen and event.style:
            seen[value] = event
            return value
        if isinstance(value, str) and value in seen and not isinstance(event, AliasEvent):
            path = self._path(inside, value)
            known = seen[value]
            first = Related(self.file, path, "first defined here", "key", _point(known), _span(known))
            said = f"the key `{value}` stands twice"
            help = "keep one of the two, or make a list of them"
            self._find("CF005", said, event, help, related=(first,), path=path, on="key")
        elif value == "<<":
            help = "write the keys out, or put them into a document of their own"
            self._find("CF006", "the merge key `<<` is not read", event, help)
        elif value is None:
            help = 'write a name before the `:`, in quotes if it is "null"'
            self._find("CF103", "a key is empty", event, help)
        else:
            what = "an alias" if isinstance(event, AliasEvent) else "a list or mapping"
            self._find("CF103", f"{what} stands as a key", event, "a key is one name, written out")
        return _DROP

    def _properties(self, event: Any, value: Any) -> None:
        """Tags, anchors and escaped control characters."""
        if event.tag is not None:
            start = self.text.find("!", event.start_mark.index)
            tag = self.text[start : start + 60].split()[0].rstrip(",]}")
            help = "remove it: every value is read as text, and its meaning follows from its key"
            self._find("CF006", f"`{tag}` is a YAML tag", event, help)
        if isinstance(value, str) and event.style == '"':
            unseen = find_unseen(value, self.file)
            self.findings.extend(finding._replace(point=_point(event)) for finding in unseen)
        if event.anchor is None:
            return
        if event.anchor in self.anchors:
            known = self.anchor_events[event.anchor]
            first = Related(self.file, (), "first defined here", "value", _point(known), _span(known))
            said = f"the anchor `&{event.anchor}` stands twice"
            self._find("CF005", said, event, "give each anchor a name of its own", related=(first,))
            return
        self.anchors[event.anchor] = value
        self.anchor_events[event.anchor] = event

    def _alias(self, event: Any, inside: Any) -> Any:
        """The data an alias stands for. Every use counts as if it were written out, so that walking it stays cheap."""
        if event.anchor not in self.anchors:
            said = f"`*{event.anchor}` repeats something that no `&{event.anchor}` before it defines"
            self._stop("CF004", said, event, f"put quotes around it if `*{event.anchor}` is meant as text")
        value = self.anchors[event.anchor]
        if isinstance(value, dict | list):
            if value is inside or any(value is data for data, _, _ in self.around):
                said = f"`*{event.anchor}` stands inside what it repeats"
                self._stop("CF007", said, event, "write the lines out")
            nodes, depth = self._measure(value)
        else:
            nodes, depth = 1, 0
        self.aliased += nodes
        if self.aliased > MAX_ALIASED_NODES:
            said = f"aliases repeat more than {MAX_ALIASED_NODES:,} values"
            self._stop("CF007", said, event, "write the lines out, or link to a document of their own")
        if len(self.around) + depth > MAX_DEPTH:
            self._too_deep(event)
        return value

    def _measure(self, value: Any) -> tuple[int, int]:
        """Nodes and depth of data with its aliases written out; the depth limit bounds the recursion."""
        if not isinstance(value, dict | list):
            return 1, 0
        known = self.measured.get(id(value))
        if known is None:
            inner = [self._measure(part) for part in (value.values() if isinstance(value, dict) else value)]
            known = 1 + sum(nodes for nodes, _ in inner), 1 + max((depth for _, depth in inner), default=0)
            self.measured[id(value)] = known
        return known

    def _document(self, event: Any, started: Any) -> None:
        if started is not None:
            first = Related(self.file, (), "the first document starts here", point=_point(started))
            help = "put each document into a file of its own"
            self._stop("CF008", "a second document starts here", event, help, related=(first,))

    def _too_deep(self, event: Any) -> None:
        said = f"lists and mappings stand inside each other more than {MAX_DEPTH} deep"
        self._stop("CF007", said, event, "put sub-assemblies into documents of their own")

    def _path(self, inside: Any, key: str) -> Path:
        """The path of a key of what is open; () inside the value of a refused key, which has no path of its own."""
        path: list[str | int] = []
        nested = [*(data for data, _, _ in self.around[1:]), inside]
        for data, part in pairwise(nested):
            step = len(data) - 1 if isinstance(data, list) else next(reversed(data), "")
            if not data or data[step] is not part:
                return ()
            path.append(step)
        return (*path, key)

    def _find(self, code: str, said: str, event: Any, help: str, **more: Any) -> None:
        found = Finding(code, said, self.file, help=help, span=_span(event), point=_point(event), **more)
        self.findings.append(found)

    def _stop(self, code: str, said: str, event: Any, help: str, **more: Any) -> None:
        self._find(code, said, event, help, **more)
        raise _Stop


def _point(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _span(event: Any) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return 0, max(end.column - start.column, 1) if start.line == end.line else 1


def nfc(text: str) -> str:
    """The text with letters and their marks composed, so that names compare equal however they were typed."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)
