"""A declaration of ours beside the same made again: equal, changed by hand, or made from what has changed since."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from carbonfoot.declarations.pact.identity import id_of
from carbonfoot.declarations.recipe import recipe_hash
from carbonfoot.declarations.verifying.again import Again, Calculate, again, recipe_of
from carbonfoot.declarations.verifying.causes import SECTIONS, causes
from carbonfoot.declarations.verifying.compare import fields, lines, one_way, parts
from carbonfoot.declarations.verifying.files import Held, Member
from carbonfoot.declarations.verifying.known import Known
from carbonfoot.declarations.verifying.project import states
from carbonfoot.documents.sources import display_path
from carbonfoot.factors.pins import key_text
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.reports.verified import (
    DIFFERS,
    EDITED,
    EQUAL,
    LAID_OUT,
    REPRODUCED,
    UNKNOWN,
    Cause,
    Change,
    Verified,
)

REPLACE = "take the file as it was issued, or declare the product again"
MOVING = ("input", "record", "pick", "gas", "number")
"""Kinds of causes that put other content behind the same words."""


class Judged(NamedTuple):
    """The answer, its findings, and the files that were read for it."""

    verified: Verified
    findings: list[Finding]
    read: list[str]


def judged(
    given: Held, member: Member, about: Verified, recipe: Known, root: str, calculate: Calculate
) -> Judged:
    """What is to be said of a declaration with a recipe. Raises RecipeError where it cannot be followed."""
    created = str(member.data.get("created", "")) if isinstance(member.data, dict) else ""
    made = again(recipe, root, created, given.suffix, calculate)
    there = states(root, recipe)
    library = made.outcome.library
    about = about._replace(
        project=display_path(root),
        today=tuple((key_text(key), _ids(then), _ids(now)) for key, then, now in made.today),
    )
    read = made.outcome.documents.files()
    by_hand = own_id_wrong(member.data)
    if not made.text:
        why = causes(recipe, {}, library, there)
        verdict = EDITED if by_hand else UNKNOWN
        about = about._replace(verdict=verdict, causes=tuple([*by_hand, *why]))
        return Judged(about, [*edited(given, member, (), by_hand), *_refused(given, member, made, why)], read)
    now = recipe_of(made.text, given.suffix)
    why = causes(recipe, now, library, there)
    changes = _changes(given, member, made)
    others = [] if recipe_hash(recipe.given) == recipe_hash(now) else parts(recipe.given, now)
    unexplained = [part for part in others if part not in SECTIONS or not why]
    changes += [
        Change(f"recipe/{part}", _text(recipe.given.get(part)), _text(now.get(part))) for part in unexplained
    ]
    totals = (str(recipe.given.get("total")), str(now.get("total")))
    about = about._replace(totals=totals, changes=tuple(changes), causes=tuple([*by_hand, *why]))
    if by_hand or (changes and not why) or unexplained:
        return Judged(about._replace(verdict=EDITED), edited(given, member, tuple(changes), by_hand), read)
    if changes:
        return Judged(about._replace(verdict=DIFFERS), [_differs(given, member, changes, why)], read)
    moved = [one for one in why if one.kind.partition("-")[0] in MOVING]
    if moved:
        return Judged(about._replace(verdict=REPRODUCED), [_other_inputs(given, member, moved)], read)
    return Judged(about._replace(verdict=EQUAL if _laid_out(given, made) else LAID_OUT), [], read)


def own_id_wrong(data: Any) -> list[Cause]:
    """A message whose content does not give its id was changed by hand, whatever else has changed."""
    if not isinstance(data, dict):
        return []
    own = id_of(data)
    return [] if own == data.get("id") else [Cause("hand", "id", str(data.get("id")), own)]


def _changes(given: Held, member: Member, made: Again) -> list[Change]:
    if given.is_report:
        return lines(one_way(given.text), one_way(made.text), given.suffix)
    return fields(member.data, json.loads(made.text))


def _laid_out(given: Held, made: Again) -> bool:
    """Whether the file is laid out as it was written."""
    if given.is_report:
        return given.text == one_way(given.text)
    if len(given.members) > 1:
        return True
    data = json.loads(given.text)
    return given.text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def edited(given: Held, member: Member, changes: tuple[Change, ...], by_hand: list[Cause]) -> list[Finding]:
    if not changes and not by_hand:
        return []
    if changes:
        first = changes[0]
        more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
        message = f"`{first.where}` was changed by hand: `{_cut(first.stated)}`, made again `{_cut(first.made)}`{more}"
    else:
        message = f"changed by hand: the id of this content is `{by_hand[0].new}`"
    path = _path(member, changes[0].where if changes else "id")
    return [Finding("CF930", message, given.display, path, help=REPLACE, **_point(changes, given))]


def _differs(given: Held, member: Member, changes: list[Change], why: list[Cause]) -> Finding:
    first = changes[0]
    more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
    message = f"`{first.where}` is `{_cut(first.made)}` today, not `{_cut(first.stated)}`{more}: {_said(why)}"
    help = "declare the product again, or restore what the recipe names"
    path = _path(member, first.where)
    return Finding("CF931", message, given.display, path, help=help, **_point(tuple(changes), given))


def _other_inputs(given: Held, member: Member, why: list[Cause]) -> Finding:
    message = f"all that it declares is the same today, but not what it was made from: {_said(why)}"
    path = member.placed.path if member.placed is not None else ()
    return Finding(
        "CF932", message, given.display, path, help="declare it again to bring its recipe up to date"
    )


def _refused(given: Held, member: Member, made: Again, why: list[Cause]) -> list[Finding]:
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


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004


def _ids(records: Any) -> str:
    return ", ".join(one.id for one in records)
