"""What a method asks for, as plain data: for `methods show`, the pages of the documentation and the JSON Schema."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.shape import Field, Shape
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import Each, Measured


class Need(NamedTuple):
    """One key of a method.

    kind      `amount`, `share` (of one), `number` (without a unit), `word` (one of `words`), `text`, `yes or no`, `period`, or
              `keys` (those of `inside`)
    many      `list`, `list or one`, `names` (free names, each with a value of `kind`), or "" for one value
    words     of which one must stand there, or may in place of an amount
    like      the key whose `inside` are the keys here too, where they were described before; "" else
    units     what an amount may be stated in, or in a unit of the same kind; the bounds are in the first
    """

    key: str
    required: bool
    kind: str
    many: str
    units: tuple[str, ...]
    low: float | None
    high: float | None
    above_zero: bool
    words: tuple[str, ...]
    description: str
    example: Any
    inside: tuple[Need, ...]
    like: str = ""


def needs(method: type[Method]) -> tuple[Need, ...]:
    """The keys of a method, in the order of its fields."""
    return _needs(method, {method: ""})


def _needs(shape: type[Shape], known: dict[type[Shape], str]) -> tuple[Need, ...]:
    return tuple(_need(field.alias or name, field, known) for name, field in shape.fields().items())


def _need(key: str, field: Field, known: dict[type[Shape], str]) -> Need:
    """One key; `known` are shapes that were described, and the keys where they were."""
    kind: Any = field.kind
    json = kind.json()
    many = _many(kind, json)
    if isinstance(kind, Each):
        kind = kind.inner
    units: tuple[str, ...] = ()
    low = high = None
    above_zero = False
    words: tuple[str, ...] = ()
    inside: tuple[Need, ...] = ()
    like = ""
    shapes = kind.shapes()
    if isinstance(kind, Measured):
        low, high, above_zero = kind.bounds
        units = kind.units
        word = "amount" if units != ("1",) else "share" if high is not None else "number"
        words = tuple(one for part in json.get("anyOf", ()) for one in part.get("enum", ()))
    elif shapes:
        word = "keys"
        if shapes[0] in known:
            like = known[shapes[0]]
        else:
            known[shapes[0]] = key
            inside = _needs(shapes[0], known)
    else:
        word, words = _plain(json)
    return Need(
        key,
        field.required,
        word,
        many,
        units,
        low,
        high,
        above_zero,
        words,
        field.description,
        field.example,
        inside,
        like,
    )


def _many(kind: Any, json: dict[str, Any]) -> str:
    if isinstance(kind, Each) or json.get("additionalProperties"):
        return "names"
    if json.get("type") == "array":
        return "list"
    return "list or one" if any(one.get("type") == "array" for one in json.get("anyOf", ())) else ""


def _plain(json: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    inner = json
    if json.get("type") == "array":
        inner = json["items"]
    elif isinstance(json.get("additionalProperties"), dict):
        inner = json["additionalProperties"]
    elif any(one.get("type") == "array" for one in json.get("anyOf", ())):
        inner = next(one for one in json["anyOf"] if one.get("type") != "array")
    if "enum" in inner:
        if True in inner["enum"]:
            return "yes or no", ()
        return "word", tuple(inner["enum"])
    if any("from" in one.get("properties", {}) for one in inner.get("anyOf", ())):
        return "period", ()
    if any("value" in one.get("properties", {}) for one in inner.get("anyOf", ())):
        return "amount", ()
    return "text", ()


def kind_text(need: Need) -> str:
    """What may stand behind a key, in words: `kg or t, above zero`, `share, 0 % to 100 %`, `prebake or soederberg`."""
    units = tuple("plain number" if unit == "1" else unit for unit in need.units)
    said = {"amount": _or(units) or "amount", "word": _or(need.words)}.get(need.kind, need.kind)
    if need.kind in ("amount", "share", "number"):
        said += _range(need) + "".join(f", or {word}" for word in need.words)
    if need.kind == "keys" and need.like:
        said = f"keys as of {need.like}"
    before = {"list": "list of ", "list or one": "one or a list of ", "names": "names, each with "}
    return before.get(need.many, "") + said


def _or(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""


def _range(need: Need) -> str:
    unit = need.units[0] if need.units and need.units[0] != "1" else ""

    def shown(number: float) -> str:
        return f"{100 * number:g} %" if need.kind == "share" else f"{number:g} {unit}".strip()

    if need.kind == "share" and need.high is not None and need.low is not None:
        if need.above_zero and need.low == 0:
            return f", above 0 % and at most {shown(need.high)}"
        return f", {shown(need.low)} to {shown(need.high)}"
    words = []
    if need.low is None:
        words.append("may be negative")
    elif need.low:
        words.append(f"at least {shown(need.low)}")
    elif need.above_zero:
        words.append("above zero")
    if need.high is not None:
        words.append(f"at most {shown(need.high)}")
    return "".join(f", {word}" for word in words)


def common() -> tuple[str, ...]:
    """The keys that every use of a method may have, besides `method` itself."""
    return tuple(field.alias or name for name, field in MethodUse.fields().items() if name != "method")


def entry(method: type[Method]) -> str:
    """The example as a whole entry of a document, ready to paste."""
    lines = ["methods:", f"  - method: {method.about.id}"]
    lines += [f"    {line}" if line else "" for line in method.about.example.strip("\n").splitlines()]
    return "\n".join(lines)


def sectors(methods: list[type[Method]]) -> dict[str, list[type[Method]]]:
    """Methods by the sector in front of their id, in their order."""
    found: dict[str, list[type[Method]]] = {}
    for method in methods:
        found.setdefault(method.about.id.partition("/")[0], []).append(method)
    return found
