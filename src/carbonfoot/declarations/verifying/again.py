"""A declaration made once more from its recipe: the same options, and the records that were picked then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.recipe import SHORT
from carbonfoot.declarations.registry import PART, format_named
from carbonfoot.declarations.subject import Subject
from carbonfoot.declarations.verifying.known import Known, RecipeError
from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Pick
from carbonfoot.factors.pins import Key, Pinned, Pins, key_of, record_hash
from carbonfoot.pipeline import Outcome
from carbonfoot.system.locked import picks_of


class Calculated(NamedTuple):
    """A document that was calculated by the options of a recipe; no subject where it was refused."""

    outcome: Outcome
    subject: Subject | None


Calculate = Callable[[str, Known, Pins | None, Library | None], Calculated]
"""Root of the project, recipe, picks to hold it to (None: those of today), library (None: opened anew)."""


class Again(NamedTuple):
    """What the recipe gives today.

    text    of the declaration; "" where it is refused
    today   picks of the free choice that are others: need, records then, records now
    """

    outcome: Outcome
    subject: Subject | None
    declared: Declared | None
    today: tuple[tuple[Key, tuple[Pinned, ...], tuple[Pinned, ...]], ...] = ()

    @property
    def text(self) -> str:
        """The declaration."""
        content = "" if self.declared is None else self.declared.content
        return content if isinstance(content, str) else ""


def again(recipe: Known, root: str, created: str, suffix: str, calculate: Calculate) -> Again:
    """The declaration of a recipe in the project at `root`, issued when it was `created`. Raises RecipeError."""
    format = format_named(recipe.format)
    if format is None or format.kind != PART:
        raise RecipeError(
            f"its recipe is of the format `{recipe.format[:40]}`, which this version does not write"
        )
    free = calculate(root, recipe, None, None)
    held = free
    today: tuple[tuple[Key, tuple[Pinned, ...], tuple[Pinned, ...]], ...] = ()
    if free.subject is not None and not recipe.options["conservative"]:
        library = free.outcome.library
        pins = Pins(_full(recipe.picks, library), {}, strict=False)
        picked = _picked(free.subject)
        if any(picked.get(key) != records for key, records in pins.picks.items()):
            held = calculate(root, recipe, pins, library)
            if held.subject is not None:
                today = _otherwise(_picked(held.subject), picked)
    if held.subject is None:
        return Again(held.outcome, None, None)
    written = recipe.written
    options = DeclareOptions(
        held.outcome.documents.loaded[held.outcome.documents.top].source.display,
        held.outcome.library,
        _moment(str(written.get("issued", created))),
        suffix,
        str(written.get("lang", "en")),
        findings=tuple(held.outcome.findings),
        complete=False,
    )
    return Again(held.outcome, held.subject, format.write(held.subject, options), today)


def _full(picks: dict[Key, tuple[Pinned, ...]], library: Library) -> dict[Key, tuple[Pinned, ...]]:
    """Picks with whole hashes: a short one becomes that of the record as far as it goes, and fits no other."""

    def full(one: Pinned) -> Pinned:
        record = library.record(one.id)
        digest = "" if record is None else record_hash(record)
        return Pinned(one.id, digest) if len(one.hash) == SHORT and digest.startswith(one.hash) else one

    return {key: tuple(full(one) for one in records) for key, records in picks.items()}


def _picked(subject: Subject) -> dict[Key, tuple[Pinned, ...]]:
    def pinned(pick: Pick) -> tuple[Pinned, ...]:
        return tuple(Pinned(one.id, record_hash(one)) for one in pick.records)

    return {key_of(pick.need): pinned(pick) for pick, _, _ in picks_of(subject.footprint.activities)}


def _otherwise(
    held: dict[Key, tuple[Pinned, ...]], free: dict[Key, tuple[Pinned, ...]]
) -> tuple[tuple[Key, tuple[Pinned, ...], tuple[Pinned, ...]], ...]:
    return tuple(
        (key, held[key], free.get(key, ())) for key in sorted(held) if held[key] != free.get(key, ())
    )


def _moment(text: str) -> datetime:
    """A time as declarations state it; the beginning of time where it is none, which no declaration says."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def recipe_of(text: str, suffix: str) -> dict[str, Any]:
    """The recipe of a declaration that was just written."""
    from json import loads

    from carbonfoot.declarations.recipe_places import in_message, in_report

    placed = in_report(text, suffix) if suffix != ".json" else in_message(loads(text))
    return {} if placed is None else placed.recipe
