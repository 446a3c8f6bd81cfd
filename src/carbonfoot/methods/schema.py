"""The JSON Schema of a document with the keys of every method in it, draft-07."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.fields import AMOUNT
from carbonfoot.documents.shape import Shape, json_schema, reachable
from carbonfoot.methods.described import common, kind_text, needs
from carbonfoot.methods.method import Method
from carbonfoot.methods.registry import every

USE = "MethodUse"
AMOUNT_NAME = "Amount"
_AMOUNT = AMOUNT.json()


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
    use["properties"] = {**use["properties"], "method": named}
    use["allOf"] = [
        {
            "if": {"properties": {"method": {"const": method.about.id}}, "required": ["method"]},
            "then": {"$ref": f"#/definitions/{_name(method)}"},
        }
        for method in known
    ]
    definitions[USE] = use
    definitions[AMOUNT_NAME] = {**_AMOUNT, "description": "An amount with its unit."}
    for method in known:
        definitions.update(_definitions(method))
    return {**schema, "definitions": definitions}


def _name(shape: type[Shape]) -> str:
    """`minerals.carbonates` for a method, `metals._charge.Charge` for a shape inside one: no slash, for references."""
    if issubclass(shape, Method):
        return shape.about.id.replace("/", ".")
    return f"{shape.__module__.removeprefix('carbonfoot.').removeprefix('methods.')}.{shape.__name__}"


def _definitions(method: type[Method]) -> dict[str, Any]:
    """The definition of a method and of the shapes inside it; a shape of several methods has one name."""
    own = json_schema(method, "")
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
    names = {shape.__name__: _name(shape) for shape in reachable(method)}
    found: dict[str, Any] = {_name(method): body}
    found.update({names[key]: value for key, value in inner.items()})
    return {key: _led(value, names) for key, value in found.items()}


def _led(node: Any, names: dict[str, str]) -> Any:
    """References led to the names of the whole schema, and one definition in place of every amount."""
    if isinstance(node, list):
        return [_led(one, names) for one in node]
    if not isinstance(node, dict):
        return node
    if node == _AMOUNT:
        return {"$ref": f"#/definitions/{AMOUNT_NAME}"}
    if node.get("anyOf") == _AMOUNT["anyOf"]:  # with a description beside it
        rest = {key: value for key, value in node.items() if key != "anyOf"}
        return {"allOf": [{"$ref": f"#/definitions/{AMOUNT_NAME}"}], **rest}
    found = {key: _led(value, names) for key, value in node.items()}
    reference = found.get("$ref")
    if isinstance(reference, str):
        found["$ref"] = f"#/definitions/{names[reference.rpartition('/')[2]]}"
    return found
