"""The recipe that a declaration carries, read as strictly as a lock: a value, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from carbonfoot.declarations.recipe import SCHEMA
from carbonfoot.declarations.recipe_keys import key_from, pinned_from
from carbonfoot.factors.pins import Key, Pinned


class RecipeError(Exception):
    """Why a recipe cannot be followed."""


class DamagedError(RecipeError):
    """The recipe says that it is of this edition, and is not: nobody writes such a one."""


class Known(NamedTuple):
    """A recipe whose every value has its type; `given` is the whole of it."""

    given: dict[str, Any]
    tool: str
    format: str
    written: dict[str, Any]
    document: str
    options: dict[str, Any]
    inputs: dict[str, str]
    packs: dict[str, dict[str, str]]
    gases: dict[str, str]
    picks: dict[Key, tuple[Pinned, ...]]
    numbers: dict[str, str]


def known(given: dict[str, Any], separate: Mapping[str, dict[str, Any]] | None = None) -> Known:
    """The recipe, or that of the `separate` ones, by their hashes, that it names. Raises RecipeError."""
    if given.get("schema") != SCHEMA:
        raise RecipeError(f"its recipe is `{str(given.get('schema'))[:60]}`, this version follows `{SCHEMA}`")
    if "sha256" in given:
        if separate is None:
            raise RecipeError("its recipe is kept in a file of its own: name it with --recipe")
        found = separate.get(str(given["sha256"]))
        if found is None or found.get("schema") != SCHEMA:
            some = (
                "none of the recipes given is the one"
                if len(separate) > 1
                else "the recipe given is not the one"
            )
            raise RecipeError(f"{some} that the declaration names by its hash")
        given = found
    try:
        return _read(given)
    except KeyError as error:
        raise DamagedError(f"its recipe lacks `{error.args[0]}`") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise DamagedError(f"its recipe is damaged: {error}") from None


def _read(given: dict[str, Any]) -> Known:
    for name in (_text(given["document"]), *given["inputs"]):
        if name.startswith(("/", "\\")) or ":" in name or not {"..", ""}.isdisjoint(name.split("/")):
            raise ValueError(f"`{name[:60]}` leads out of the project")
    options = given["options"]
    for name, kind in _OPTIONS.items():
        if not isinstance(options[name], kind):
            raise TypeError(f"`{name}` is of another kind")
    return Known(
        given,
        _text(given["tool"]["version"]),
        _text(given["format"]),
        {
            name: value if isinstance(value, bool) else _text(value)
            for name, value in given["written"].items()
        },
        given["document"],
        {**options, "set": tuple(_text(one) for one in options["set"])},
        _texts(given["inputs"]),
        {pack: _texts(about) for pack, about in given["packs"].items()},
        _texts(given["gases"]),
        {key_from(key): pinned_from(_text(one)) for key, one in given["picks"].items()},
        _texts(given["numbers"]),
    )


_OPTIONS: dict[str, type] = {
    "gwp": str,
    "set": list,
    "locked": bool,
    "conservative": bool,
    "allocation": str,
    "uncertainty": str,
    "pedigree": str,
}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"`{str(value)[:40]}` where a text belongs")
    return value


def _texts(given: Any) -> dict[str, str]:
    return {name: _text(value) for name, value in given.items()}
