"""What a report should say and this one does not: found in the sections, listed at the top with the keys that fill it."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Bullets, Cell, Code, Gap, Part, Section, gaps
from carbonfoot.declarations.iso14067.study import Study


def holes(sections: tuple[Section, ...]) -> dict[Gap, list[str]]:
    """Each gap with the numbers of the sections that ask for it, in their order."""
    found: dict[Gap, list[str]] = {}
    for section in sections:
        for _, gap in gaps(section):
            numbers = found.setdefault(gap, [])
            if section.number not in numbers:
                numbers.append(section.number)
    return found


def section(study: Study, found: dict[Gap, list[str]]) -> Section:
    """The list at the top, and above it whether the result is complete."""
    blocks: list[Block] = []
    result = study.result
    if not study.complete:
        names = study.listed([study.names.get(name, name) for name in result.missing])
        missing, count = str(len(result.missing)), str(result.line_count)
        blocks.append(study.say("report incomplete", missing=missing, count=count, names=names))
    if found:
        blocks += [study.say("about missing"), Bullets(tuple(_entry(study, *one) for one in found.items()))]
    else:
        blocks.append(study.say("nothing missing"))
    return Section("missing", study.word("section missing"), (Part("", "", tuple(blocks)),))


def _entry(study: Study, gap: Gap, numbers: list[str]) -> tuple[Cell, ...]:
    what = f"{gap.what} ({gap.of})" if gap.of else gap.what
    keys: list[Cell] = []
    for key in gap.keys:
        keys += [Code(key), ", "]
    return (*study.phrase("hole", what=what, section=", ".join(numbers)), *keys[:-1])
