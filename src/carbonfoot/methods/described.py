"""What a method asks for, as plain data: for `methods show`, the pages of the documentation and the JSON Schema."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.shape import Field, Shape
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import Each, Measured

_KEY = re.compile(r"(\w+):")


class Need(NamedTuple):
    """One key of a method.

    kind      `amount`, `share` (of one), `number` (without a unit), `word` (one of `words`), `text`, `yes or no`, `period`, or
              `keys` (those of `inside`)
    many      `list`, `list or one`, `names` (free names, each with a value of `kind`), or "" for one value
    words     of which one must stand there, or may in place of an amount; `amount` where that alone may stand for `keys`
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


_COUNTED = "piece"
"""The unit of a number of things, which may as well be left out."""
_MOST_OF_A_SHARE = 10.0
_NO_BOUND = 1e6


def needs(method: type[Method]) -> tuple[Need, ...]:
    """The keys of a method: those that must be there, those of its example, its own others, then what it inherits."""
    return _needs(method, {method: ""}, _KEY.findall(method.about.example))


def _needs(shape: type[Shape], known: dict[type[Shape], str], usual: list[str]) -> tuple[Need, ...]:
    """The keys of a shape; `usual` are those that the example of the method shows."""

    def rank(one: tuple[str, Field]) -> tuple[bool, int, int]:
        name, field = one
        key = field.alias or name
        shown = usual.index(key) if key in usual else len(usual)
        return not field.required, shown, _depth(shape, name) if issubclass(shape, Method) else 0

    fields = sorted(shape.fields().items(), key=rank)
    return tuple(_need(field.alias or name, field, known, usual) for name, field in fields)


def _depth(shape: type[Shape], name: str) -> int:
    """How far above the class a field stands: 0 for one of its own."""
    return next(depth for depth, one in enumerate(shape.__mro__) if name in vars(one))


def _need(key: str, field: Field, known: dict[type[Shape], str], usual: list[str]) -> Need:
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
        plain = all(unit in ("1", _COUNTED) for unit in units)
        word = "share" if high is not None and high <= _MOST_OF_A_SHARE else "number"
        word = word if plain else "amount"
        words = tuple(one for part in json.get("anyOf", ()) for one in part.get("enum", ()))
    elif shapes:
        word = "keys"
        words = ("amount",) if any(_is_plain(one) for one in json.get("anyOf", ())) else ()
        if shapes[0] in known:
            like = known[shapes[0]]
        else:
            known[shapes[0]] = key
            inside = _needs(shapes[0], known, usual)
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


def _is_plain(json: dict[str, Any]) -> bool:
    """Whether an amount alone may stand in the place of keys."""
    return "string" in (json.get("type") or ())


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
    bare = "share" if any("/" in unit for unit in need.units) else "number"
    units = tuple(bare if unit == "1" else unit for unit in need.units)
    said = {"amount": _or(units) or "amount", "word": _or(need.words)}.get(need.kind, need.kind)
    if need.kind in ("amount", "share", "number"):
        said += _range(need) + "".join(f", or {word}" for word in need.words)
    if need.kind == "keys":
        said = _or((*need.words, f"keys as of {need.like}" if need.like else "keys"))
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
    if need.high is not None and need.high < _NO_BOUND:
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
