"""The use of an emission method in a document: which method, and its arguments as plain data that the method reads."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.coproducts import ALLOCATION
from carbonfoot.documents.fields import SHARE, TEXT
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required

STAGE = choice(
    "materials",
    "inbound-transport",
    "manufacturing",
    "waste",
    "tooling",
    "packaging",
    "distribution",
    "use",
    "end-of-life",
)


def _quality() -> type[Shape]:
    from carbonfoot.documents.lines import Quality

    return Quality


class MethodUse(Shape):
    """Emissions by a method of `carbonfoot methods list`; its other keys are those of `carbonfoot methods show METHOD`."""

    keeps_others = True
    method = required(TEXT, "Which method: its name in `carbonfoot methods list`.", "minerals/carbonates")
    name = optional(TEXT, "What it stands for.", "Kiln 1")
    name_ko = optional(TEXT, "The Korean name.", "소성로 1")
    stage = optional(
        STAGE, "Life-cycle stage; manufacturing, or that of the method, unless stated.", "distribution"
    )
    note = optional(TEXT, "Free text: where the numbers come from.", "meter 4, March")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["line-2"])
    data = optional(
        choice("measured", "estimated", "illustrative"),
        "Whether the numbers were measured, estimated, or only illustrate.",
        "measured",
    )
    quality = optional(nested(_quality), "Data quality scores 1 to 5.", {"time": "1"})
    gsd = optional(
        SHARE,
        "Geometric standard deviation of what the method finds, one sigma, 1 or more.",
        "1.1",
    )
    serves = optional(
        list_of(TEXT, wrap=True),
        "Ids of the products that it serves; the others bear nothing of it.",
        ["NAOH"],
        key="for",
    )
    allocation = optional(
        ALLOCATION, "How it is shared among the products, when not as the document says.", "mass"
    )

    @property
    def arguments(self) -> dict[str, Any]:
        """What the method itself reads: text, lists and mappings as they are written."""
        return self.__pydantic_extra__ or {}
