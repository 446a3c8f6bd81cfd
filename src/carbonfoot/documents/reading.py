"""Plain data to a typed document: every error of the validator becomes a finding with a place and a way out."""

from __future__ import annotations

from typing import Any, TypeVar

from carbonfoot.documents.part import KIND, Part
from carbonfoot.documents.shape import Shape, validator
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import shown

_validators: dict[str, Any] = {}

INSTALLATION = "installation/"
"""How documents of the border adjustment say what they are; the room `cbam` reads them."""

Path = tuple[str | int, ...]
T = TypeVar("T", bound=Shape)


def read_part(data: Any, file: str) -> tuple[Part | None, list[Finding]]:
    """A part document from plain data (dict, list, text); findings instead of exceptions."""
    return read_document(data, file, KIND, Part)


def read_document(data: Any, file: str, kind: str, top: type[T]) -> tuple[T | None, list[Finding]]:
    """A document of a kind, `part/1`, from plain data; `top` is the shape of the whole."""
    if not isinstance(data, dict):
        return None, [_not_a_document(file, kind)]
    given = data.get("carbonfoot")
    if given != kind:
        return None, [_wrong_kind(given, file, kind)]
    document, errors = validated(data, kind, top)
    return document, [_finding(error, file, data, top) for error in errors]


def read_shape(
    data: dict[str, Any], file: str, path: Path, kind: str, top: type[T], also: tuple[str, ...] = ()
) -> tuple[T | None, list[Finding]]:
    """A mapping inside a document, read by the shape of its `kind`; findings point below `path`.

    `also` names keys that the place has besides those of the shape.
    """
    document, errors = validated(data, kind, top)
    findings = [_finding(error, file, data, top, also) for error in errors]
    return document, [finding._replace(path=(*path, *finding.path)) for finding in findings]


def left_of(data: dict[str, Any], refused: set[str], kind: str, top: type[T]) -> T | None:
    """What is left of a mapping without its refused keys, for its other errors; None where nothing can be read."""
    left = {key: value for key, value in data.items() if key not in refused}
    return validated(left, f"{kind}, in part", top, partial=True)[0]  # type: ignore[no-any-return]


def validated(
    data: Any, kind: str = KIND, top: Any = Part, *, partial: bool = False
) -> tuple[Any, list[Any]]:
    """The typed document, or every error of the validator."""
    from pydantic_core import ValidationError

    if kind not in _validators:
        _validators[kind] = validator(top, partial=partial)
    try:
        return _validators[kind].validate_python(data), []
    except ValidationError as errors:
        return None, list(errors.errors(include_url=False, include_context=True))


def _not_a_document(file: str, wanted: str) -> Finding:
    return Finding(
        "CF010", "this is not a carbonfoot document", file, help=f"start with `carbonfoot: {wanted}`"
    )


def _wrong_kind(kind: Any, file: str, wanted: str) -> Finding:
    if kind is None:
        return Finding(
            "CF010",
            "the document does not say what it is",
            file,
            help=f"start with the line `carbonfoot: {wanted}`",
        )
    if says_installation(kind) and not wanted.startswith(INSTALLATION):
        return installation_refused(file, ("carbonfoot",))
    commands = {"programme/1": "programme report", "technology/1": "programme technologies show"}
    if isinstance(kind, str) and kind in commands and kind != wanted:
        message = f"{shown(kind)} is no product"
        help = f"read it with `carbonfoot {commands[kind]}`"
        if kind == "programme/1":
            help += ", hold it against its targets with `carbonfoot programme check`"
        return Finding("CF010", message, file, ("carbonfoot",), help=help)
    return Finding(
        "CF010",
        f"{shown(kind) if isinstance(kind, str) else 'this'} is not a kind of document that this version reads",
        file,
        ("carbonfoot",),
        help=f"write `carbonfoot: {wanted}`",
    )


def says_installation(kind: Any) -> bool:
    """Whether the `carbonfoot:` line of a document makes it one of the border adjustment."""
    return isinstance(kind, str) and kind.startswith(INSTALLATION)


def installation_refused(file: str, path: Path, shown_as: str = "") -> Finding:
    """CF863 at a document that should be a part or a site, or at a link (`shown_as`: where it leads)."""
    if shown_as:
        message = (
            f"`{shown_as}` is an installation of the border adjustment (CBAM): it never enters a footprint"
        )
        help = "link the part or site document of that plant: its embedded emissions have another boundary"
    else:
        message = "an installation of the border adjustment (CBAM) has no footprint"
        help = "`carbonfoot calc` of this document alone gives the embedded emissions of its goods"
    note = (
        "embedded emissions have a boundary and GWPs of their own (Implementing Regulation (EU) 2025/2547): "
        "no upstream beyond precursors, no transport, no waste"
    )
    return Finding("CF863", message, file, path, help=help, notes=(note,))


def _finding(error: Any, file: str, data: Any, top: type[Shape], also: tuple[str, ...] = ()) -> Finding:
    path: Path = tuple(error["loc"])
    kind: str = error["type"]
    given = error.get("input")
    context = error.get("ctx", {})
    on = "value"
    if path and path[-1] == "[key]":  # the validator's mark for the key itself
        path, on = path[:-1], "key"
    empty = on == "value" and (given is None or (isinstance(given, str) and not given.strip()))
    if kind.startswith("CF") and not empty:
        start, end = context.get("start"), context.get("end")
        span = None if start is None else (start, end)
        return Finding(kind, context["said"], file, path, on, context["help"], span=span)
    if kind == "missing":
        return _missing(path, file, top)
    if kind == "extra_forbidden":
        return _unknown_key(path, file, top, also)
    if empty:
        return _empty(path, file, data)
    if kind == "literal_error" and isinstance(given, str):
        return _not_a_choice(given, context.get("expected", ""), file, path)
    wanted = {"list_type": "a list", "literal_error": "one word"}.get(kind, "a mapping of keys and values")
    return Finding("CF103", f"{wanted} is needed here, not {_shape(given)}", file, path, help=_SHAPES[wanted])


_SHAPES = {
    "a list": "start every entry with `- ` on a line of its own",
    "one word": "write one word behind the key",
    "a mapping of keys and values": "write `key: value` lines, indented below",
}


def _shape(given: Any) -> str:
    if isinstance(given, str):
        return shown(given)
    return "a list" if isinstance(given, list) else "a mapping"


def _empty(path: Path, file: str, data: Any) -> Finding:
    """CF104 at the last key that is written down: `electricity:` alone has no amount below it."""
    written: list[str | int] = []
    for step in path:
        inside = isinstance(data, dict) and step in data
        if inside or (isinstance(data, list) and isinstance(step, int)):
            data = data[step]
        elif step != 0 or not isinstance(data, dict):  # one entry may stand without its dash
            break
        written.append(step)
    name = f"`{written[-1]}`" if isinstance(written[-1], str) else "this entry"
    help = "write a value, or remove it: missing is never zero"
    return Finding("CF104", f"{name} is empty", file, tuple(written), on="key", help=help)


def _not_a_choice(given: str, expected: str, file: str, path: Path) -> Finding:
    """CF105 with the nearest choices; `expected` is the validator's list, `'AR4', 'AR5' or 'AR6'`."""
    from carbonfoot.quantities.units import nearest

    choices = expected.replace("'", "`")
    near = nearest(given, expected.split("'")[1::2])
    message = f"{shown(given)} is not one of the choices"
    if not near:
        return Finding("CF105", message, file, path, help=f"write {choices}")
    help = f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    return Finding("CF105", message, file, path, help=help, notes=(f"the choices are {choices}",))


def _missing(path: Path, file: str, top: type[Shape]) -> Finding:
    shape = shape_at(path[:-1], top)
    help = f"add `{path[-1]}:`"
    if shape is not None:
        for name, field in shape.fields().items():
            if (field.alias or name) == path[-1] and isinstance(field.example, str):
                help = f"add it, such as `{path[-1]}: {field.example}`"
    where = f" in `{path[-2]}`" if len(path) > 1 and isinstance(path[-2], str) else ""
    return Finding("CF102", f"`{path[-1]}` is missing{where}", file, path[:-1], on="key", help=help)


def _unknown_key(path: Path, file: str, top: type[Shape], also: tuple[str, ...] = ()) -> Finding:
    from carbonfoot.quantities.units import nearest

    shape = shape_at(path[:-1], top)
    names = [] if shape is None else [field.alias or name for name, field in shape.fields().items()]
    names += also if len(path) == 1 else ()
    near = nearest(str(path[-1]), names)
    known = f"the keys of this place are {', '.join(sorted(names))}"
    message = f"{shown(str(path[-1]))} is not a key of this place"
    if str(path[-1])[:1].isdigit():  # {amount: 12,5 g}
        help = "inside `{...}` a comma ends the value: write a decimal point, or put the text into quotes"
        return Finding("CF101", message, file, path, on="key", help=help)
    if path[-1] == "method":
        help = "a method is an entry of `methods:`, of a step or of the whole document (`stage:` says where it counts)"
        return Finding("CF101", message, file, path, on="key", help=help, notes=(known,))
    help = f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else _deeper(shape, path)
    if not help:
        return Finding("CF101", message, file, path, on="key", help=known)
    return Finding("CF101", message, file, path, on="key", help=help, notes=(known,))


def _deeper(shape: type[Shape] | None, path: Path) -> str:
    """Where an unknown key does stand, when that is under one key beside it."""
    fields = {} if shape is None else shape.fields()
    places = [
        f"`{field.alias or name}:`"
        for name, field in fields.items()
        for inner in field.kind.shapes()
        if path[-1] in {one.alias or key for key, one in inner.fields().items()}
    ]
    return f"it stands under {places[0]}" if len(places) == 1 else ""


def top_of(data: Any) -> type[Part]:
    """The shape of a document by what it says that it is."""
    from carbonfoot.documents.site import Site, is_site

    return Site if is_site(data) else Part


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
