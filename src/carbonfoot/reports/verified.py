"""What `carbonfoot verify` found out about a declaration, as its reports take it."""

from __future__ import annotations

from typing import NamedTuple

EQUAL = "equal"
LAID_OUT = "laid-out"
REPRODUCED = "reproduced"
DIFFERS = "differs"
EDITED = "edited"
KEPT = "kept"
BROKEN = "broken"
UNKNOWN = "unknown"
UNREADABLE = "unreadable"

NO = (DIFFERS, EDITED, BROKEN)
"""Verdicts that answer no (exit 1); `UNKNOWN` and `UNREADABLE` could not be answered (exit 3)."""


class Change(NamedTuple):
    """A field or line that the file states otherwise than it is made today; "" for what is not there.

    where  `pcf/fossilGhgEmissions`, or `line 12` of a report
    """

    where: str
    stated: str
    made: str


class Cause(NamedTuple):
    """Why a declaration cannot be made again as it is.

    kind  `input-changed`, `input-missing`, `input-new`, `record-gone`, `record-changed`, `record-unfit`, `pick-new`,
          `pick-unused`, `number`, `gas`, `pack`, `tool`, `hand`
    what  the file, the need, the pack
    old, new  as the recipe holds it, and today
    """

    kind: str
    what: str
    old: str = ""
    new: str = ""


class Verified(NamedTuple):
    """One declaration.

    file     display path; `number` counts in a file of several, from 1; 0 in a file of one
    format   as recognised; `version` of PACT
    valid    first and last day; "" where nothing says
    expired  whether the last day has passed
    broken   rules of its format that it breaks; None where it has none that are checked
    verdict  `equal`: made again, every character the same; `laid-out`: the same but for blanks and line ends;
             `reproduced`: the same content, from what is not what the recipe names; `differs`: made again, and
             something that it is made from has changed; `edited`: the file was changed by hand; `kept` and `broken`:
             only the rules of its format could be checked; `unknown`: neither; `unreadable`
    project  folder in which it was made again; "" where it was not
    totals   kg CO2e by the recipe and today, as text
    today    picks that the free choice would make otherwise: need, old record, new record
    """

    file: str
    number: int
    format: str
    version: str
    id: str
    product: str
    company: str
    status: str
    valid: tuple[str, str]
    expired: bool
    broken: int | None
    verdict: str
    project: str = ""
    totals: tuple[str, str] = ("", "")
    changes: tuple[Change, ...] = ()
    causes: tuple[Cause, ...] = ()
    today: tuple[tuple[str, str, str], ...] = ()


def code_of(verdicts: list[str]) -> int:
    """The exit code: 3 where something could not be answered, 1 where an answer is no, else 0."""
    if {UNKNOWN, UNREADABLE} & {*verdicts}:
        return 3
    return 1 if {*NO} & {*verdicts} else 0
