"""What changes that are laid over a document do beside its numbers: what others see of it, and whose places they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Related
from carbonfoot.scenarios.amending import Amending, Layer

LINES = frozenset(
    {"inputs", "processes", "packaging", "tooling", "methods", "use", "end_of_life", "outputs", "meters"}
)
"""Keys of documents whose content is seen by others as an amount of the product alone."""


def beyond_lines(layer: Layer) -> bool:
    """Whether changes of a document may change what others see of it beside its footprint: its mass, unit, co-products."""
    raw = layer.raw if isinstance(layer.raw, dict) else {}
    texts = [*(raw.get("change") or {}), *(raw.get("add") or {})]
    removed = raw.get("remove") or []
    texts += [removed] if isinstance(removed, str) else removed
    return bool(raw.get("set")) or any(str(one).partition("/")[0].strip() not in LINES for one in texts)


def collisions(amending: Amending, layers: Mapping[str, Sequence[Layer]]) -> list[Finding]:
    """CF966 where two layers write over one place of a document: what comes out would depend on which is last."""
    found = []
    for file in layers:
        patch = amending.patches.get(display_path(file))
        origins = [] if patch is None else patch.origins
        for at, one in enumerate(origins):
            for other in origins[:at]:
                size = min(len(one.target), len(other.target))
                if one.layer == other.layer or one.target[:size] != other.target[:size]:
                    continue
                if one.literal or other.literal:
                    related = (Related(amending.display, other.place, "the other one", "value"),)
                    place = "/".join(map(str, one.target))
                    message = f"`{place}` of `{display_path(file)}` is written by two measures"
                    help = (
                        "write one of them as a share of what is there (`-18 %`), or make one measure of both"
                    )
                    found.append(
                        Finding("CF966", message, amending.display, one.place, help=help, related=related)
                    )
    return found
