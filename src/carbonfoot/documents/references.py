"""Every other document that a document names, with the path of the key that names it."""

from __future__ import annotations

from carbonfoot.documents.circular import Circular
from carbonfoot.documents.lines import Line, Output, Process
from carbonfoot.documents.part import Part

Path = tuple[str | int, ...]
Reference = tuple[Path, str]


_NAMING = frozenset(("product", "declaration", "circular", "inputs", "processes", "outputs"))
_INSIDE_STEPS = frozenset(("inputs", "energy", "outputs"))
"""Keys without which nothing inside a line, or a step, names a document."""


def references(part: Part) -> list[Reference]:
    """Every `product:` and `declaration:` of a document, at any depth of sub-assembly, and every site of `made_at:`."""
    found: list[Reference] = []
    for key in ("inputs", "tooling", "packaging", "use"):
        _lines(found, getattr(part, key), (key,))
    _processes(found, part.processes, ())
    for key in ("outputs", "end_of_life"):
        _outputs(found, getattr(part, key), (key,))
    for index, made in enumerate(part.co_products or []):
        _lines(found, made.avoids, ("co_products", index, "avoids"))
    for index, place in enumerate(part.made_at or []):
        found.append((("made_at", index), place.partition("#")[0]))
    return found


def _lines(found: list[Reference], lines: list[Line] | None, base: Path) -> None:
    for index, line in enumerate(lines or []):
        if _NAMING.isdisjoint(line.__pydantic_fields_set__):
            continue
        path = (*base, index)
        if line.product is not None:
            found.append(((*path, "product"), line.product))
        if line.declaration is not None:
            found.append(((*path, "declaration"), line.declaration))
        if line.circular is not None:
            _terms(found, line.circular, (*path, "circular"))
        _lines(found, line.inputs, (*path, "inputs"))
        _processes(found, line.processes, path)
        _outputs(found, line.outputs, (*path, "outputs"))


def _processes(found: list[Reference], processes: list[Process] | None, base: Path) -> None:
    for index, process in enumerate(processes or []):
        if _INSIDE_STEPS.isdisjoint(process.__pydantic_fields_set__):
            continue
        path = (*base, "processes", index)
        _lines(found, process.inputs, (*path, "inputs"))
        _lines(found, process.energy, (*path, "energy"))
        _outputs(found, process.outputs, (*path, "outputs"))


def _outputs(found: list[Reference], outputs: list[Output] | None, base: Path) -> None:
    for index, output in enumerate(outputs or []):
        path = (*base, index)
        if output.product is not None:
            found.append(((*path, "product"), output.product))
        if output.declaration is not None:
            found.append(((*path, "declaration"), output.declaration))
        _lines(found, output.avoids, (*path, "avoids"))


def _terms(found: list[Reference], circular: Circular, base: Path) -> None:
    for name, term in vars(circular).items():
        for key in ("product", "declaration"):
            named = getattr(term, key, None)
            if named is not None:
                found.append(((*base, name, key), named))
