"""The JSON Schema of a document with the keys of every method in it, draft-07."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.shape import json_schema
from carbonfoot.methods.described import common, kind_text, needs
from carbonfoot.methods.method import Method
from carbonfoot.methods.registry import every

USE = "MethodUse"


def with_methods(schema: dict[str, Any], methods: list[type[Method]] | None = None) -> dict[str, Any]:
    """A schema whose uses of methods are described method by method; one without such uses comes back as it is.

    The definition of a use gets one `if`/`then` a method; `then` leads to a definition that allows the keys of the
    method and those of every use, and no others.
    """
    if USE not in schema.get("definitions", {}):
        return schema
    known = every() if methods is None else methods
    definitions = dict(schema["definitions"])
    use = dict(definitions[USE])
    named = {**use["properties"]["method"], "enum": [method.about.id for method in known]}
    named["examples"] = [known[0].about.id]
    use["properties"] = {**use["properties"], "method": named}
    use["allOf"] = [
        {
            "if": {"properties": {"method": {"const": method.about.id}}, "required": ["method"]},
            "then": {"$ref": f"#/definitions/{_name(method)}"},
        }
        for method in known
    ]
    definitions[USE] = use
    for method in known:
        definitions.update(_definitions(method))
    return {**schema, "definitions": definitions}


def _name(method: type[Method]) -> str:
    """`minerals.carbonates`: a slash would have to be escaped in a reference."""
    return method.about.id.replace("/", ".")


def _definitions(method: type[Method]) -> dict[str, Any]:
    """The definition of a method and of the shapes inside it, under names of its own."""
    own = json_schema(method, "")
    name = _name(method)
    inner = own.pop("definitions")
    body = {key: own[key] for key in ("type", "description", "properties", "required")}
    about = method.about
    body["description"] = f"{about.title}: {about.gives}. {about.reference} ({about.edition})."
    for need in needs(method):
        field = body["properties"][need.key]
        if need.units:
            field["description"] += f" ({kind_text(need)})"
    # what these mean stands in the definition of every use
    body["properties"] = {**body["properties"], **dict.fromkeys(("method", *common()), True)}
    body["additionalProperties"] = False
    found: dict[str, Any] = {name: body}
    found.update({f"{name}.{key}": value for key, value in inner.items()})
    return {key: _renamed(value, name) for key, value in found.items()}


def _renamed(node: Any, name: str) -> Any:
    """References to the shapes of a method led to their names in the whole schema."""
    if isinstance(node, list):
        return [_renamed(one, name) for one in node]
    if not isinstance(node, dict):
        return node
    found = {key: _renamed(value, name) for key, value in node.items()}
    reference = found.get("$ref")
    if isinstance(reference, str):
        found["$ref"] = reference.replace("#/definitions/", f"#/definitions/{name}.", 1)
    return found
