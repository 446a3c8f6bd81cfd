"""What a user answers to the questions of a card, and where findings about it stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from carbonfoot.documents.fields import Value
from carbonfoot.documents.technology import Technology
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.programmes.technologies.figures import name_of, of_effect
from carbonfoot.quantities.units import nearest

CAPACITY = "capacity"


class Told(NamedTuple):
    """Where findings about the application of a card stand: a file, the path of the measure there, those of its parts.

    `own`: it is the file of the card itself. `beside`: paths that the same measure changes in the document by itself.
    """

    file: str = ""
    place: Path = ()
    line: Path = ()
    values: Path = ()
    own: bool = False
    beside: tuple[str, ...] = ()


def unknown_values(card: Technology, values: Mapping[str, Value], told: Told) -> list[Finding]:
    """CF101 for answers to what the card does not leave open."""
    names = answerable(card)
    found = []
    for name in values:
        if name not in names:
            near = nearest(name, names) or names
            known = ", ".join(f"`{one}`" for one in near) or "nothing"
            message = f"the card has no figure called `{name}`"
            found.append(
                Finding("CF101", message, told.file, (*told.values, name), "key", f"it asks for {known}")
            )
    return found


def answerable(card: Technology) -> list[str]:
    """The names of all figures of its effects, and `capacity`, by which an investment per unit is multiplied."""
    names = [
        name_of(one)
        for number, effect in enumerate(card.effects or [])
        for one in of_effect(effect, ("effects", number))
    ]
    return [*dict.fromkeys(name for name in [*names, CAPACITY] if name)]
