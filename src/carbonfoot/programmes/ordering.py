"""The order in which measures change one document: by what they do, never by their names.

Savings (`-18 %`), values and lines come first. Then comes what follows from another amount (`+ 0.3 kWh/kWh (net) x
processes/Melting/natural_gas`), so that a switch takes what the savings have left; of two such, the one that adds to an
amount comes before the one that takes from it. Two that take from one amount, or from each other, have no such order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.scenarios.amending import Layer
from carbonfoot.scenarios.derived import derived
from carbonfoot.scenarios.paths import PathError, resolve


class _Follows:
    """A layer that follows from other amounts: what it takes from, and all that it writes."""

    def __init__(self, layer: Layer, data: Any) -> None:
        self.layer = layer
        self.reads = {_place(data, text) for text in _sources(layer.raw)}
        self.writes = {_place(data, text) for text in layer.raw.get("change") or {}}

    def before(self, other: _Follows) -> bool:
        """Whether this adds to what the other takes from."""
        return bool(self.writes & other.reads)


def ordered(layers: Sequence[Layer], data: Any) -> list[Layer]:
    """The layers of one document in their order; a layer keeps its place among those that are of its kind."""
    plain = [one for one in layers if not any(_sources(one.raw))]
    waiting = [_Follows(one, data) for one in layers if any(_sources(one.raw))]
    found = list(plain)
    while waiting:
        free = [one for one in waiting if not any(two.before(one) for two in waiting if two is not one)]
        first = free or waiting  # a circle: `without_order` tells it
        found += [one.layer for one in first]
        waiting = [one for one in waiting if one not in first]
    return found


def without_order(
    layers: Mapping[str, Sequence[Layer]], data_of: Mapping[str, Any], display: str
) -> list[Finding]:
    """CF966 where two measures switch the same amount, or each a part of what the other makes."""
    found = []
    for file, several in layers.items():
        follows = [_Follows(one, data_of.get(file)) for one in several if any(_sources(one.raw))]
        for at, one in enumerate(follows):
            for other in follows[:at]:
                same = one.reads & other.reads
                if one.layer.place[:2] == other.layer.place[:2] or not (
                    same or (one.before(other) and other.before(one))
                ):
                    continue
                place = "/".join(map(str, min(same or one.reads, key=repr)))
                message = f"two measures switch `{place}` of `{display_path(file)}`: which comes first changes the result"
                help = "make one measure of both, or state two steps in the document, one for each"
                related = (Related(display, other.layer.place, "the other one", "value"),)
                found.append(Finding("CF966", message, display, one.layer.place, help=help, related=related))
    return found


def _sources(raw: Any) -> Iterator[str]:
    """The paths that changes follow from."""
    texts = [*(raw.get("change") or {}).values()]
    for lines in (raw.get("add") or {}).values():
        texts += [
            one.get("amount")
            for one in (lines if isinstance(lines, list) else [lines])
            if isinstance(one, dict)
        ]
    for text in texts:
        try:
            change = derived(text)
        except QuantityError:
            continue  # told where it is worked out
        if change is not None and change.path:
            yield change.path


def _place(data: Any, text: str) -> Path:
    try:
        path = resolve(data, text)
    except PathError:
        return (text,)
    return path[:-1] if path[-1:] == ("amount",) else path
