"""What the act asks for and the document does not say: found in the filled items, listed at the top."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.declarations.content import Block, Bullets, Cell, Code, Gap, Part, Section, gaps, text

_MANY = 8
"""Goods with the same hole that stand one by one in the list."""
_GOODS = "/goods/"


class Hole(NamedTuple):
    """Something that is missing, and every item that asks for it."""

    gap: Gap
    numbers: tuple[str, ...]

    @property
    def what(self) -> str:
        """What it is, and of which good."""
        return f"{self.gap.what} of {self.gap.of}" if self.gap.of else self.gap.what

    @property
    def kind(self) -> Hole:
        """The same for any good of the process."""
        if not self.gap.of:
            return self
        ends = tuple(f"{key.partition(_GOODS)[0]}{_GOODS}*/{self.gap.here}" for key in self.gap.keys)
        return Hole(Gap(self.gap.what, ends, "*"), self.numbers)


def holes(sections: tuple[Section, ...]) -> list[Hole]:
    """Each hole once, in the order of the items."""
    found: dict[Gap, list[str]] = {}
    for one in sections:
        for part, gap in gaps(one):
            found.setdefault(gap, []).append(f"{one.number}{part.number.partition('-')[0]}")
    return [Hole(gap, tuple(dict.fromkeys(numbers))) for gap, numbers in found.items()]


def section(found: list[Hole], place: str, lang: str) -> Section:
    """The list at the top; holes of one kind in many goods stand in one line."""
    beside = "요구되지만 이 문서에 없는 사항" if lang == "ko" else ""
    title = "What the act asks for and this document does not say"
    said = "asks for these; behind each stands the key of the installation document that fills it."
    blocks: tuple[Block, ...] = (text("Nothing: every item is stated or does not apply."),)
    if found:
        blocks = (text(f"{place}, {said}"), Bullets(tuple(_entries(found))))
    return Section("missing", title, (Part("", "", blocks),), beside, "ko" if beside else "")


def _entries(found: list[Hole]) -> list[tuple[Cell, ...]]:
    alike: dict[Hole, list[Hole]] = {}
    for one in found:
        alike.setdefault(one.kind, []).append(one)
    entries = []
    for one in found:
        same = alike[one.kind]
        if len(same) <= _MANY:
            entries.append(_entry(one.what, one))
        elif one is same[0]:
            entries.append(_entry(f"{one.what} and {len(same) - 1} more goods", one.kind))
    return entries


def _entry(what: str, one: Hole) -> tuple[Cell, ...]:
    keys: tuple[Cell, ...] = tuple(cell for key in one.gap.keys for cell in (Code(key), ", "))[:-1]
    return (f"{', '.join(one.numbers)}: {what} (", *keys, ")")
