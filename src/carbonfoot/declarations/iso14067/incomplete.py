"""How a report is marked while lines are missing: every section with numbers says so, and every table and chart."""

from __future__ import annotations

from carbonfoot.declarations.content import Bars, Block, Part, Section, Table, has_numbers
from carbonfoot.declarations.iso14067.study import Study


def marked(study: Study, section: Section) -> Section:
    """The section as it is where the result is complete or nothing of it is a number."""
    if study.complete or not any(has_numbers(block) for part in section.parts for block in part.blocks):
        return section
    missing, lines = str(len(study.result.missing)), str(study.result.line_count)
    said = study.say("incomplete section", missing=missing, lines=lines)
    parts = tuple(
        part._replace(blocks=tuple(_block(study, one) for one in part.blocks)) for part in section.parts
    )
    return section._replace(parts=(Part("", "", (said,)), *parts))


def _block(study: Study, block: Block) -> Block:
    """Potentials are no numbers of the result."""
    if (
        isinstance(block, Table | Bars)
        and has_numbers(block)
        and block.caption != study.word("table potentials")
    ):
        return block._replace(caption=study.word("incomplete caption", caption=block.caption))
    return block
