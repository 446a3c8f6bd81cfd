"""Every code the program can print: its name, how grave it is, and a title; `pages/` explains each."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.findings.codes_0_6 import ROWS as FIRST
from carbonfoot.findings.codes_7_9 import ROWS as REST

SEVERITIES = ("error", "incomplete", "warning", "note")
"""From worst to mildest: input refused, no total, result doubtful, worth knowing."""


class Entry(NamedTuple):
    """What a code stands for. `name` is what a user may type, `title` a line for lists."""

    name: str
    severity: str
    title: str


CATALOGUE = {code: Entry(*row) for code, row in (*FIRST.items(), *REST.items())}
