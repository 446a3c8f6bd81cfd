"""The answer for one file: each of its declarations held to the rules of its format, and made again where it is ours."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from carbonfoot.declarations.verifying.again import Calculate
from carbonfoot.declarations.verifying.files import Held, Member, held
from carbonfoot.declarations.verifying.judge import Judged, judged, own_id_wrong
from carbonfoot.declarations.verifying.known import DamagedError, RecipeError, known
from carbonfoot.declarations.verifying.project import project_of
from carbonfoot.declarations.verifying.told import edited
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.received.model import Received
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.reports.verified import BROKEN, EDITED, KEPT, NO, UNKNOWN, UNREADABLE, Verified

PROJECT = "run it inside the project, or name its folder with --project"


class Asked(NamedTuple):
    """How it is asked.

    project   folder of the project; None to look for it
    recipes   that are kept apart, by their hashes; None where none are given
    today     the day that validity is judged on
    calculate the calculation of a document by a recipe
    """

    project: str | None
    recipes: Mapping[str, dict[str, Any]] | None
    today: str
    calculate: Calculate


class Answer(NamedTuple):
    """What was found out about a file, and what its findings are; `read` are the files behind it."""

    verified: list[Verified]
    findings: list[Finding]
    read: list[str]


def verify(file: str, asked: Asked) -> Answer:
    """Every declaration of a file."""
    display = display_path(os.path.abspath(file))
    given = held(file, display)
    if not given.members:
        about = Verified(display, 0, "", "", "", "", "", "", ("", ""), False, None, UNREADABLE)
        return Answer([about], list(given.findings), [file])
    findings, broken, received = ([], {}, {}) if given.is_report else _rules(file, given)
    if not given.is_report and broken is None:
        about = Verified(display, 0, "", "", "", "", "", "", ("", ""), False, None, UNREADABLE)
        return Answer([about], findings, [file])
    every: list[Verified] = []
    read = [file]
    for place, member in enumerate(given.members):
        about = _about(given, member, place, received.get(member.path), asked.today)
        rules = None if given.is_report else (broken or {}).get(member.path, 0)
        about = about._replace(broken=rules, verdict=UNKNOWN if rules is None else BROKEN if rules else KEPT)
        found, more, files = _made_again(given, member, about, asked)
        every.append(found)
        own = [] if given.is_report else [one for one in more if one.file == given.display]
        findings += [one for one in more if one not in own] + placed(own, given.text)
        read += files
    return Answer(every, list(dict.fromkeys(findings)), list(dict.fromkeys(read)))


def _rules(file: str, given: Held) -> tuple[list[Finding], dict[Any, int] | None, dict[Any, Received]]:
    """Findings of the strict reading, how many errors each declaration has (None: unreadable), and the lenient reading."""
    strict = read_declarations(file, given.display, strict=True)
    unknown = len(given.members) == 1 and any(one.code == "CF901" for one in strict.findings)
    if not strict.format or unknown:  # of an edition that is not read, nothing can be said
        return list(strict.findings), None, {}
    errors = {member.path: 0 for member in given.members}
    for one in strict.findings:
        if severity(one) != "error":
            continue
        owners = [path for path in errors if one.path[: len(path)] == path]
        for path in owners or [*errors]:  # what is wrong with a file is wrong with all that stands in it
            errors[path] += 1
    lenient = strict if strict.declarations else read_declarations(file, given.display)
    return list(strict.findings), errors, {one.path: one for one in lenient.declarations}


def _about(given: Held, member: Member, place: int, received: Received | None, today: str) -> Verified:
    """What a declaration says of itself, as far as it can be read."""
    number = place + 1 if len(given.members) > 1 else 0
    base = Verified(given.display, number, "", "", "", "", "", "", ("", ""), False, None, UNKNOWN)
    if received is not None:
        until = received.valid[1]
        return base._replace(
            format=received.format,
            version=received.version,
            id=received.id,
            product=received.product,
            company=received.company,
            status=received.status,
            valid=received.valid,
            expired=bool(until) and until < today,
        )
    if member.placed is not None and given.is_report:
        recipe = member.placed.recipe
        return base._replace(
            format=str(recipe.get("format", ""))[:40], product=str(recipe.get("document", ""))[:200]
        )
    data = member.data if isinstance(member.data, dict) else {}

    def text(key: str) -> str:
        value = data.get(key)
        return value[:200] if isinstance(value, str) else ""

    return base._replace(
        format="pact-2" if text("specVersion").startswith("2") else "pact-3",
        version=text("specVersion"),
        id=text("id"),
        product=text("productNameCompany"),
        company=text("companyName"),
        status=text("status"),
    )


def _made_again(given: Held, member: Member, about: Verified, asked: Asked) -> Judged:
    """The declaration beside what its recipe gives; as it is where it has no recipe, or its project is not here."""
    if member.placed is None:
        return Judged(about, [], [])
    try:
        recipe = known(member.placed.recipe, asked.recipes)
        root = project_of(recipe, given.file, asked.project)
        if root is None:
            raise RecipeError(f"`{recipe.document}` of its recipe is not here; --project names its folder")
        found = judged(given, member, about, recipe, root, asked.calculate)
    except RecipeError as error:
        return _not_made(given, member, about, error, asked)
    if about.broken and found.verified.verdict not in NO:
        found = found._replace(verified=found.verified._replace(verdict=BROKEN))
    return found


def _not_made(given: Held, member: Member, about: Verified, why: RecipeError, asked: Asked) -> Judged:
    """CF933: a note where the rules are an answer, an error where there is none or where the project was named."""
    named = asked.project is not None or asked.recipes is not None
    grave = about.broken is None or named or isinstance(why, DamagedError)
    path = member.placed.path if member.placed is not None else ()
    finding = Finding(
        "CF933",
        f"not made again: {why}",
        given.display,
        path,
        help=PROJECT,
        severity="error" if grave else "",
    )
    by_hand = own_id_wrong(member)
    if by_hand:
        about = about._replace(verdict=EDITED, causes=tuple(by_hand))
    elif grave and not about.broken:
        about = about._replace(verdict=UNKNOWN)
    return Judged(about, [*edited(given, member, (), by_hand), finding], [])
