"""Documents as classes of described fields, validated by pydantic's core without building pydantic models.

A class body is the single source for three things: the attributes that the code reads (typed through the kinds),
the validator (`validator`, pydantic-core, which reports every error with its path) and the JSON Schema
(`json_schema`, with the description and example of every field). Model classes of pydantic cost about 25 ms at
start-up for a document of this size; the same core schema written down directly costs half a millisecond
(docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")

MOST_KEPT = 20_000
_LONGEST_KEPT = 60
"""Texts that a field remembers: memory stays bounded, whatever comes in."""


class Kind(Generic[T]):
    """How one value is read (core schema), described to editors (JSON Schema), and which shapes it holds."""

    __slots__ = ("core", "json", "shapes")

    def __init__(
        self,
        core: Callable[[], dict[str, Any]],
        json: Callable[[], dict[str, Any]],
        shapes: Callable[[], list[type[Shape]]] = list,
    ) -> None:
        self.core = core
        self.json = json
        self.shapes = shapes


class Field:
    """One key of a mapping in a document."""

    __slots__ = ("alias", "description", "example", "kind", "required")

    def __init__(self, kind: Kind[Any], description: str, example: Any, alias: str, required: bool) -> None:
        self.kind = kind
        self.description = description
        self.example = example
        self.alias = alias
        self.required = required


class Shape:
    """Base of every mapping in a document; instances are filled by the validator, one attribute a field.

    `__pydantic_fields_set__` names the attributes that the document gives; all others are None.
    """

    __pydantic_fields_set__: set[str]
    __pydantic_extra__: dict[str, Any] | None
    keeps_others = False
    """Whether keys that are no fields are kept as they are, for who reads them later; refused otherwise."""
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """Attribute name to field, base classes first."""
        found: dict[str, Field] = {}
        for klass in reversed(cls.__mro__):
            found.update({name: value for name, value in vars(klass).items() if isinstance(value, Field)})
        return found


def required(kind: Kind[T], description: str, example: Any = None, *, key: str = "") -> T:
    """A key that must be there; typed as its value."""
    return cast(T, Field(kind, description, example, key, required=True))


def optional(kind: Kind[T], description: str, example: Any = None, *, key: str = "") -> T | None:
    """A key that may be left out; `None` then."""
    return cast("T | None", Field(kind, description, example, key, required=False))


def value(read: Callable[[Any], T], json: dict[str, Any], *, kept: int = MOST_KEPT) -> Kind[T]:
    """A scalar read by a function that raises a coded refusal, and depends on nothing but what it is given.

    kept  how many texts are remembered: few, where most are written once
    """
    core = {"type": "function-plain", "function": {"type": "no-info", "function": _remembering(read, kept)}}
    return Kind(lambda: core, lambda: json)


def _remembering(read: Callable[[Any], T], kept: int) -> Callable[[Any], T]:
    """The function with a memory for texts: documents of one project repeat names, units, countries and amounts."""
    known: dict[str, T] = {}

    def remembered(given: Any) -> T:
        try:
            return known[given]
        except (KeyError, TypeError):  # not seen before, or a list or mapping
            pass
        found = read(given)
        if given.__class__ is str and len(given) <= _LONGEST_KEPT:
            if len(known) >= kept:
                known.clear()
            known[given] = found
        return found

    return remembered


def choice(*names: str) -> Kind[str]:
    """One of a closed list of words."""
    return Kind(lambda: {"type": "literal", "expected": list(names)}, lambda: {"enum": list(names)})


def nested(get: Callable[[], type[T]], before: Callable[[Any], Any] | None = None) -> Kind[T]:
    """Another mapping; `get` returns its class, so that shapes may contain each other."""

    def core() -> dict[str, Any]:
        inner = {"type": "definition-ref", "schema_ref": get().__name__}
        if before is None:
            return inner
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": before},
            "schema": inner,
        }

    def json() -> dict[str, Any]:
        inner = {"$ref": f"#/definitions/{get().__name__}"}
        return inner if before is None else {"anyOf": [{"type": ["string", "number"]}, inner]}

    return Kind(core, json, lambda: [cast("type[Shape]", get())])


def one_or_other(get: Callable[[], type[T]], key: str, other: Callable[[], type[Any]]) -> Kind[T | Any]:
    """A mapping of one shape, or of another one where it has `key`."""
    made: list[Any] = []

    def read(given: Any, handler: Any) -> Any:
        if not isinstance(given, dict) or key not in given:
            return handler(given)
        if not made:
            made.append(validator(other()))
        return made[0].validate_python(given)  # its errors get the place of this entry before them

    def core() -> dict[str, Any]:
        inner = {"type": "definition-ref", "schema_ref": get().__name__}
        return {"type": "function-wrap", "function": {"type": "no-info", "function": read}, "schema": inner}

    def json() -> dict[str, Any]:
        return {"anyOf": [{"$ref": f"#/definitions/{shape.__name__}"} for shape in (get(), other())]}

    return Kind(core, json, lambda: [cast("type[Shape]", get()), other()])


def list_of(kind: Kind[T], *, wrap: bool = False) -> Kind[list[T]]:
    """A list; with `wrap`, a single entry may stand without its dash."""

    def core() -> dict[str, Any]:
        inner: dict[str, Any] = {"type": "list", "items_schema": kind.core()}
        if not wrap:
            return inner
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": as_list},
            "schema": inner,
        }

    def json() -> dict[str, Any]:
        inner = {"type": "array", "items": kind.json()}
        return {"anyOf": [inner, kind.json()]} if wrap else inner

    return Kind(core, json, kind.shapes)


def mapping_of(kind: Kind[T], read_key: Callable[[Any], str]) -> Kind[dict[str, T]]:
    """Free names to values of one kind."""
    key = {"type": "function-plain", "function": {"type": "no-info", "function": read_key}}
    return Kind(
        lambda: {"type": "dict", "keys_schema": key, "values_schema": kind.core()},
        lambda: {"type": "object", "additionalProperties": kind.json()},
        kind.shapes,
    )


def anything() -> Kind[Any]:
    """What is read later, by the kind of the place that it is meant for."""
    return Kind(lambda: {"type": "any"}, dict)


def as_list(given: Any) -> Any:
    """A single entry as a list of one; empty stays empty, to be refused."""
    return [given] if isinstance(given, dict | str) else given


def reachable(top: type[Shape]) -> list[type[Shape]]:
    """The shape and every shape inside it, each once."""
    seen = [top]
    for shape in seen:
        for item in shape.fields().values():
            seen.extend(inner for inner in item.kind.shapes() if inner not in seen)
    return seen


def validator(top: type[Shape], *, partial: bool = False) -> Any:
    """A pydantic-core validator: `validate_python(data)` gives an instance or raises with all errors and their paths.

    With `partial` no key must be there: for what is left when refused ones are taken out.
    """
    from pydantic_core import SchemaValidator

    definitions: list[Any] = []
    for shape in reachable(top):
        keys: dict[str, Any] = {}
        for name, item in shape.fields().items():
            schema = item.kind.core()
            if partial or not item.required:
                schema = {"type": "default", "schema": schema, "default": None}
            keys[name] = {"type": "model-field", "schema": schema}
            if item.alias:
                keys[name]["validation_alias"] = item.alias
        behavior = "allow" if shape.keeps_others else "forbid"
        body = {"type": "model-fields", "fields": keys, "extra_behavior": behavior}
        definitions.append({"type": "model", "cls": shape, "ref": shape.__name__, "schema": body})
    schema = {"type": "definition-ref", "schema_ref": top.__name__}
    return SchemaValidator(cast(Any, {"type": "definitions", "schema": schema, "definitions": definitions}))


def json_schema(top: type[Shape], title: str) -> dict[str, Any]:
    """JSON Schema, draft-07 compatible, one definition a shape, a description and an example on every key."""
    definitions: dict[str, Any] = {}
    for shape in reachable(top):
        properties: dict[str, Any] = {}
        for name, item in shape.fields().items():
            schema = dict(item.kind.json())
            if "$ref" in schema:  # draft-07 ignores what stands beside a $ref
                schema = {"allOf": [schema]}
            schema["description"] = item.description
            if item.example is not None:
                schema["examples"] = [item.example]
            properties[item.alias or name] = schema
        definitions[shape.__name__] = {
            "type": "object",
            "description": " ".join((shape.__doc__ or "").split()),
            "properties": properties,
            "required": [item.alias or name for name, item in shape.fields().items() if item.required],
            "additionalProperties": shape.keeps_others,
        }
    body = definitions.pop(top.__name__)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **body,
        "definitions": definitions,
    }
