"""A declaration of ours beside the same made again: equal, changed by hand, or made from what has changed since."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from carbonfoot.declarations.pact.identity import id_of
from carbonfoot.declarations.recipe_places import apart, is_recipe, one_way
from carbonfoot.declarations.verifying.again import Again, Calculate, again, recipe_of
from carbonfoot.declarations.verifying.causes import causes, explained
from carbonfoot.declarations.verifying.compare import fields, lines, parts
from carbonfoot.declarations.verifying.files import Held, Member
from carbonfoot.declarations.verifying.known import Known
from carbonfoot.declarations.verifying.project import states
from carbonfoot.declarations.verifying.told import differs, edited, other_inputs, refused
from carbonfoot.documents.sources import display_path
from carbonfoot.factors.pins import key_text
from carbonfoot.findings.finding import Finding
from carbonfoot.reports.verified import (
    DIFFERS,
    EDITED,
    EQUAL,
    KEPT,
    LAID_OUT,
    REPRODUCED,
    UNKNOWN,
    Cause,
    Change,
    Verified,
)

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
    by_hand = own_id_wrong(member)
    if not made.text:
        why = causes(recipe, {}, library, there)
        verdict = EDITED if by_hand else UNKNOWN
        about = about._replace(verdict=verdict, causes=(*by_hand, *why))
        return Judged(about, [*edited(given, member, (), by_hand), *refused(given, member, made, why)], read)
    now = recipe_of(made.text, given.suffix)
    why = causes(recipe, now, library, there)
    changes = _changes(given, member, made)
    unexplained = [part for part in parts(recipe.given, now) if part not in explained(why)]
    if recipe.given.get("records") == now.get(
        "records"
    ):  # of the whole hashes: what it is made from is the same
        unexplained += [
            one for one in ("picks", "numbers") if one in {*parts(recipe.given, now)} - {*unexplained}
        ]
    strange = [
        Change(f"recipe/{part}", _text(recipe.given.get(part)), _text(now.get(part))) for part in unexplained
    ]
    changes += strange
    totals = (str(recipe.given.get("total")), str(now.get("total")))
    about = about._replace(totals=totals, changes=tuple(changes), causes=(*by_hand, *why))
    if by_hand or (changes and not why) or unexplained:
        named = tuple(strange if why else changes)  # what a cause may explain is not said to be made by hand
        return Judged(about._replace(verdict=EDITED), edited(given, member, named, by_hand), read)
    if changes:
        told = differs(given, member, changes, why)
        if about.status == "Deprecated":  # nobody uses it, and what it was made from may go on
            return Judged(about._replace(verdict=KEPT), [told._replace(severity="note")], read)
        return Judged(about._replace(verdict=DIFFERS), [told], read)
    moved = [one for one in why if one.kind.partition("-")[0] in MOVING]
    if moved:
        return Judged(about._replace(verdict=REPRODUCED), [other_inputs(given, member, moved)], read)
    return Judged(about._replace(verdict=EQUAL if _laid_out(given) else LAID_OUT), [], read)


def own_id_wrong(member: Member) -> list[Cause]:
    """A message of ours whose content does not give its id was changed by hand, whatever else has changed."""
    if not isinstance(member.data, dict) or member.placed is None or member.placed.other:
        return []
    own = id_of(stated(member.data))
    return [] if own == member.data.get("id") else [Cause("hand", "id", str(member.data.get("id")), own)]


def stated(given: Any) -> Any:
    """A message without the keys that hold null, which tools add: PACT takes them as absent."""
    if isinstance(given, list):
        return [stated(one) for one in given]
    if not isinstance(given, dict) or is_recipe(given):
        return given
    return {key: stated(value) for key, value in given.items() if value is not None}


def _changes(given: Held, member: Member, made: Again) -> list[Change]:
    if given.is_report:
        kept_apart = member.placed is not None and "sha256" in member.placed.recipe
        text = apart(made.text, given.suffix)[0] if kept_apart else made.text
        return lines(one_way(given.text), one_way(text), given.suffix)
    return fields(stated(member.data), json.loads(made.text))


def _laid_out(given: Held) -> bool:
    """Whether the file is laid out as it was written."""
    if given.is_report:
        return given.text == one_way(given.text)
    if len(given.members) > 1:
        return True
    data = json.loads(given.text)
    return given.text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def _ids(records: Any) -> str:
    return ", ".join(one.id for one in records)
