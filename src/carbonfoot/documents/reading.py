"""Plain data to a typed document: every error of the validator becomes a finding with a place and a way out."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.part import KIND, Part
from carbonfoot.documents.shape import Shape, validator
from carbonfoot.findings.finding import Finding

_validators: dict[str, Any] = {}

Path = tuple[str | int, ...]


def read_part(data: Any, file: str) -> tuple[Part | None, list[Finding]]:
    """A part document from plain data (dict, list, text); findings instead of exceptions."""
    if not isinstance(data, dict):
        return None, [_not_a_document(file)]
    kind = data.get("carbonfoot")
    if kind != KIND:
        return None, [_wrong_kind(kind, file)]
    from pydantic_core import ValidationError

    if KIND not in _validators:
        _validators[KIND] = validator(Part)
    try:
        return _validators[KIND].validate_python(data), []
    except ValidationError as errors:
        found = [_finding(error, file) for error in errors.errors(include_url=False, include_context=True)]
        return None, found


def _not_a_document(file: str) -> Finding:
    return Finding(
        "CF010", "this is not a carbonfoot document", file, help=f"start with `carbonfoot: {KIND}`"
    )


def _wrong_kind(kind: Any, file: str) -> Finding:
    if kind is None:
        return Finding(
            "CF010",
            "the document does not say what it is",
            file,
            help=f"start with the line `carbonfoot: {KIND}`",
        )
    return Finding(
        "CF010",
        f"`{kind}` is not a kind of document that this version reads",
        file,
        ("carbonfoot",),
        help=f"write `carbonfoot: {KIND}`",
    )


def _finding(error: Any, file: str) -> Finding:
    path: Path = tuple(error["loc"])
    kind: str = error["type"]
    given = error.get("input")
    context = error.get("ctx", {})
    if kind.startswith("CF"):
        start, end = context.get("start"), context.get("end")
        span = None if start is None else (start, end)
        return Finding(kind, context["said"], file, path, help=context["help"], span=span)
    if kind == "missing":
        return _missing(path, file)
    if kind == "extra_forbidden":
        return _unknown_key(path, file)
    if given is None:
        text = f"`{path[-1]}` is empty"
        return Finding("CF104", text, file, path, on="key", help="write a value, or remove the key")
    if kind == "literal_error":
        wanted = context.get("expected", "")
        return Finding("CF105", f"`{given}` is not one of the choices", file, path, help=f"write {wanted}")
    wanted = {"list_type": "a list", "dict_type": "a mapping"}.get(kind, "a mapping of keys and values")
    shape = "a list" if isinstance(given, list) else "a mapping" if isinstance(given, dict) else "one value"
    return Finding("CF103", f"{wanted} is needed here, not {shape}", file, path, help=_shape_help(wanted))


def _shape_help(wanted: str) -> str:
    if wanted == "a list":
        return "start every entry with `- ` on its own line"
    return "write `key: value` lines, indented under this key"


def _missing(path: Path, file: str) -> Finding:
    shape = shape_at(path[:-1])
    example = ""
    if shape is not None:
        for name, field in shape.fields().items():
            if (field.alias or name) == path[-1] and isinstance(field.example, str):
                example = f": {field.example}"
    where = f" in `{path[-2]}`" if len(path) > 1 and isinstance(path[-2], str) else ""
    return Finding(
        "CF102",
        f"`{path[-1]}` is missing{where}",
        file,
        path[:-1],
        on="key",
        help=f"add `{path[-1]}{example}`",
    )


def _unknown_key(path: Path, file: str) -> Finding:
    from carbonfoot.quantities.units import nearest

    shape = shape_at(path[:-1])
    names = [] if shape is None else [field.alias or name for name, field in shape.fields().items()]
    near = nearest(str(path[-1]), names)
    help = (
        f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
        if near
        else f"known keys: {', '.join(names)}"
    )
    return Finding("CF101", f"`{path[-1]}` is not a key of this place", file, path, on="key", help=help)


def shape_at(path: Path, top: type[Shape] = Part) -> type[Shape] | None:
    """The shape of the mapping at a path; None where names are free."""
    shape: type[Shape] | None = top
    for step in path:
        if isinstance(step, int) or shape is None:
            continue
        for name, field in shape.fields().items():
            if (field.alias or name) == step:
                inner = field.kind.shapes()
                shape = inner[0] if inner else None
                break
    return shape
