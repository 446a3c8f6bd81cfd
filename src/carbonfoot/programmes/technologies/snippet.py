"""What a card does to a document as text to paste: a measure of a programme, and a scenario of the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.programmes.technologies.figures import text_of
from carbonfoot.programmes.technologies.shelf import Kept
from carbonfoot.programmes.technologies.writing import yaml_text


def snippet(
    kept: Kept, document: str, line: str | None, values: Mapping[str, Value], raw: Mapping[str, Any]
) -> str:
    """YAML with two ways to say the same; who takes the measure and from when is left to the user."""
    head = kept.card.technology
    short = kept.id.rpartition("/")[2]
    where: dict[str, Any] = {"document": document}
    if line:
        where["line"] = line
    measure: dict[str, Any] = {"id": short, "name": head.name}
    if head.name_ko:
        measure["name_ko"] = head.name_ko
    measure |= {"technology": kept.id, "at": where}
    answers = {name: text_of(value) for name, value in values.items()}
    if answers:
        measure["values"] = answers
    scenario: dict[str, Any] = {"title": head.name}
    if head.name_ko:
        scenario["title_ko"] = head.name_ko
    scenario |= raw
    return (
        "# A measure of a programme; add `member:`, `start:` and what it costs.\n"
        + yaml_text({"measures": [measure]})
        + f"\n# The same as a scenario of {document}.\n"
        + yaml_text({"scenarios": {short: scenario}})
    )
