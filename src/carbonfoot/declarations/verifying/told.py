"""Findings of a declaration that is not what its recipe gives: at the first field or line that tells it."""

from __future__ import annotations

from typing import Any

from carbonfoot.declarations.verifying.again import Again
from carbonfoot.declarations.verifying.files import Held, Member
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.reports.verified import Cause, Change

NEW_ID = "its id is that of its content: it was given a new one, or another build of this version wrote it"
REPLACE = "take the file as it was issued, or declare the product again"


def edited(given: Held, member: Member, changes: tuple[Change, ...], by_hand: list[Cause]) -> list[Finding]:
    """CF930 at the first change, or at the id where the content gives another; none where neither is."""
    if not changes and not by_hand:
        return []
    if changes:
        first = changes[0]
        more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
        message = f"`{first.where}` was changed by hand: `{_cut(first.stated)}`, made again `{_cut(first.made)}`{more}"
    else:
        message = f"changed by hand: the id of this content is `{by_hand[0].new}`"
    path = _path(member, changes[0].where if changes else "id")
    notes = () if by_hand or not isinstance(member.data, dict) else (NEW_ID,)
    return [
        Finding("CF930", message, given.display, path, help=REPLACE, notes=notes, **_point(changes, given))
    ]


def differs(given: Held, member: Member, changes: list[Change], why: list[Cause]) -> Finding:
    """CF931 at the first change."""
    first = changes[0]
    more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
    message = f"`{first.where}` is `{_cut(first.made)}` today, not `{_cut(first.stated)}`{more}: {_said(why)}"
    help = "declare the product again, or restore what the recipe names"
    path = _path(member, first.where)
    return Finding("CF931", message, given.display, path, help=help, **_point(tuple(changes), given))


def other_inputs(given: Held, member: Member, why: list[Cause]) -> Finding:
    """CF932 at the recipe."""
    message = f"all that it declares is the same today, but not what it was made from: {_said(why)}"
    path = member.placed.path if member.placed is not None else ()
    return Finding(
        "CF932", message, given.display, path, help="declare it again to bring its recipe up to date"
    )


def refused(given: Held, member: Member, made: Again, why: list[Cause]) -> list[Finding]:
    """CF933 with what stopped the calculation or the writing, as far as it is no finding of this file itself."""
    stopping = [one for one in made.outcome.findings if severity(one) in ("error", "incomplete")]
    stopping += [] if made.declared is None else made.declared.findings
    message = "it could not be made again: the calculation is refused today"
    if why:
        message = f"it could not be made again: {_said(why)}"
    path = member.placed.path if member.placed is not None else ()
    help = "`carbonfoot calc` of the document says what is wrong"
    return [*stopping, Finding("CF933", message, given.display, path, help=help, severity="error")]


def _said(why: list[Cause]) -> str:
    """Causes in words, the first three."""
    words = {
        "input-changed": "`{what}` has changed",
        "input-missing": "`{what}` is missing",
        "input-new": "`{what}` is new",
        "input-unused": "`{what}` is no longer read",
        "record-gone": "record `{old}` is gone",
        "record-changed": "record `{old}` has other values",
        "record-unfit": "record `{old}` no longer fits",
        "pick-new": "`{what}` is new",
        "pick-unused": "`{what}` is no longer asked for",
        "gas": "other potentials of `{what}`",
        "number": "other values of `{what}`",
        "pack": "another state of pack `{what}`",
        "tool": "carbonfoot {new} in place of {old}",
    }
    shown = [words[one.kind].format(**one._asdict()) for one in why[:3]]
    return ", ".join([*shown, *([f"and {len(why) - 3} more"] if len(why) > 3 else [])])  # noqa: PLR2004


def _path(member: Member, where: str) -> Path:
    if member.data is None:
        return ()
    if where.startswith("recipe/") and member.placed is not None:
        return (*member.placed.path, where.partition("/")[2])
    return (*member.path, *(int(step) if step.isdecimal() else step for step in where.split("/")))


def _point(changes: tuple[Change, ...], given: Held) -> dict[str, Any]:
    """The line of a report."""
    line = changes[0].where.removeprefix("line ") if changes and given.is_report else ""
    return {"point": (int(line), 1)} if line.isdecimal() else {}


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004
