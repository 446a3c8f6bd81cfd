"""Who declares what, for which time."""

from __future__ import annotations

from carbonfoot.declarations.content import Facts, Section
from carbonfoot.declarations.iso14067.study import Study


def section(study: Study) -> Section:
    """The head."""
    facts = Facts(((study.word("fact result"), study.total),))
    return study.section("head", study.part_of("", facts))
