"""Lines that no document has as they are: terms of a formula, and what a method draws from the library."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.lines import Line


def line_of(**given: Any) -> Line:
    """A line with these keys, read like any other; all others are not stated."""
    found = Line()
    for name in Line.fields():
        setattr(found, name, given.get(name))
    found.__pydantic_fields_set__ = {name for name, value in vars(found).items() if value is not None}
    return found
