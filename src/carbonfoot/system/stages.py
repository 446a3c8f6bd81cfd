"""Whether the stages that a boundary asks for are there, and whether a step does anything."""

from __future__ import annotations

from carbonfoot.documents.lines import ENERGY_ITEMS, Process
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.model import Flow

_LATER = {
    "distribution": ("distribution", ("distribution", "유통", "운송")),
    "use": ("use", ("use", "use stage", "use phase", "사용", "사용 단계")),
    "end_of_life": ("end-of-life", ("end of life", "end of life stage", "폐기", "폐기 단계")),
}
"""Key of the document: the stage, and the names under `exclude:` that leave the whole stage out."""


def works(process: Process) -> bool:
    """Whether a step lists energy, inputs, emissions, methods or outputs."""
    lists = (process.energy, process.inputs, process.emissions, process.outputs, process.methods)
    return any(lists) or any(getattr(process, key) is not None for key in ENERGY_ITEMS)


def later_stages_missing(context: Context, listed: list[Flow]) -> list[Flow]:
    """CF307 and a missing flow for every stage of a cradle-to-grave boundary that is neither listed nor left out."""
    part = context.loaded.part
    left_out = [one.name.strip().lower().replace("-", " ").replace("_", " ") for one in part.exclude or []]
    found = []
    for key, (stage, names) in _LATER.items():
        words = key.replace("_", " ")
        if (
            getattr(part, key)
            or any(flow.stage == stage for flow in listed)
            or any(name in names for name in left_out)
        ):
            continue
        help = f"list it under `{key}:`, or name it under `exclude:` with a share and a reason"
        context.report("CF307", f"cradle-to-grave, and nothing about {words}", ("boundary",), help)
        found.append(_missing(words, stage))
    return found


def _missing(name: str, stage: str) -> Flow:
    nothing = Scale()
    return Flow(
        path=("boundary",),
        name=name,
        name_ko="",
        stage=stage,
        kind="stage",
        quantity=None,
        multiplier=nothing.factor,
        because=nothing.because,
        sources=(),
        link=-1,
        link_number=0.0,
        link_how="",
        country="",
        supplier="",
        data="",
        tags=(),
        missing=True,
        rule="",
        not_assessed=(),
        passed_over=(),
        stated={},
    )
