"""How many documents stand behind one another: what leads on and on is refused, what leads round is one loop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from carbonfoot.engine.network import components
from carbonfoot.findings.finding import Finding

if TYPE_CHECKING:
    from carbonfoot.documents.load import Loaded


def too_long(loaded: Mapping[str, Loaded], most: int) -> list[Finding]:
    """CF405 at the line that makes a chain of documents longer than `most`; whatever needs it is refused with it.

    Documents that need each other in a loop count as one: a loop is solved, however long it is.
    """
    files = sorted(loaded)
    number = {file: index for index, file in enumerate(files)}
    targets = [
        [number[target] for target in loaded[file].links.values() if target in number] for file in files
    ]
    behind = [0] * len(files)  # how many links follow one another
    found = []
    for members in components(targets):  # suppliers first
        inside = set(members)
        onward = [(1 + behind[to], one, to) for one in members for to in targets[one] if to not in inside]
        deepest = max(onward, default=(0, 0, 0))[0]
        for one in members:
            behind[one] = deepest
        if deepest == most + 1:
            _, one, to = min(step for step in onward if step[0] == deepest)
            found.append(_finding(loaded[files[one]], files[to], most))
    return found


def _finding(loaded: Loaded, target: str, most: int) -> Finding:
    path = next(path for path, file in loaded.links.items() if file == target)
    message = f"documents link to each other more than {most} deep"
    help = "link to parts that are nearer, or state a `footprint:` for what lies further up"
    return Finding("CF405", message, loaded.source.display, path, help=help)
