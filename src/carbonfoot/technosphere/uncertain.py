"""Distributions of numbers: read, judged and kept. Draws are made elsewhere."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.json_found import Found, as_list, as_number, as_object, as_text
from carbonfoot.findings.finding import Path
from carbonfoot.technosphere.model import System, Uncertain

PARAMETERS: dict[str, tuple[str, ...]] = {
    "lognormal": ("gsd",),
    "normal": ("sd",),
    "uniform": ("low", "high"),
    "triangular": ("low", "high"),
    "samples": ("samples",),
}
"""What each distribution is stated by, beside the number itself."""

_KEYS = dict.fromkeys(("key", "gsd", "sd", "low", "high", "samples"), False)


class Distributions:
    """The uncertain numbers of one file, and which of them share a draw."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self.all: list[Uncertain] = []
        self._shared: dict[str, tuple[Uncertain, Path]] = {}

    def read(
        self,
        given: Any,
        value: float,
        path: Path,
        kind: str,
        *,
        activity: int = -1,
        place: int = 0,
        factor: tuple[str, str, str] = ("", "", ""),
        scale: float = 1.0,
    ) -> None:
        """The `uncertainty` of a number; CF425 where it says nothing or contradicts the number."""
        found = self._found
        body = as_object(given, {"type": True, **_KEYS}, found, path)
        if body is None:
            return
        type_ = body["type"]
        if not isinstance(type_, str) or type_ not in PARAMETERS:
            help = f"distributions: {', '.join(PARAMETERS)}"
            found.add("CF105", "this is no distribution", (*path, "type"), help)
            return
        parameters = self._parameters(body, type_, value, path)
        key = as_text(body["key"], found, (*path, "key")) if "key" in body else ""
        if parameters is None or key is None:
            return
        one = Uncertain(kind, activity, place, factor, value, scale, type_, parameters, key)
        self.all.append(one)
        if key:
            first, where = self._shared.setdefault(key, (one, path))
            if not _alike(one, first):
                said = f"numbers that share the draw `{key}` have different distributions"
                help = "state one distribution, or give each a key of its own"
                found.add("CF425", said, path, help, related=[found.related(where, "the first of them")])

    def _parameters(
        self, body: dict[str, Any], type_: str, value: float, path: Path
    ) -> dict[str, float | list[float]] | None:
        found = self._found
        wanted = PARAMETERS[type_]
        foreign = [key for key in body if key not in (*wanted, "type", "key") and key in _KEYS]
        for key in foreign:
            found.add(
                "CF425",
                f"`{key}` does not belong to {type_}",
                (*path, key),
                f"it takes {' and '.join(wanted)}",
            )
        missing = [key for key in wanted if key not in body]
        for key in missing:
            found.add("CF102", f"`{key}` is missing", path, f"{type_} takes {' and '.join(wanted)}")
        if foreign or missing:
            return None
        if type_ == "samples":
            listed = as_list(body["samples"], found, (*path, "samples"))
            numbers = [
                as_number(one, found, (*path, "samples", place), negative=True)
                for place, one in enumerate(listed)
            ]
            if not numbers:
                found.add("CF425", "there are no samples", path, "list at least one number")
            samples = [one for one in numbers if one is not None]
            if not samples or len(samples) < len(numbers):
                return None
            if not min(samples) <= value <= max(samples):
                said = f"{value:g} does not lie between the least sample {min(samples):g} and the greatest {max(samples):g}"
                found.add("CF425", said, path, "state the mean or median of the samples as the number")
                return None
            return {"samples": samples}
        read = {key: as_number(body[key], found, (*path, key), negative=True) for key in wanted}
        known: dict[str, float | list[float]] = {key: one for key, one in read.items() if one is not None}
        if len(known) < len(wanted):
            return None
        said, help = _contradiction(type_, {key: one or 0.0 for key, one in read.items()}, value)
        if said:
            found.add("CF425", said, path, help)
            return None
        return known


def _contradiction(type_: str, read: dict[str, float], value: float) -> tuple[str, str]:
    if type_ == "lognormal" and read["gsd"] < 1:
        return (
            f"a geometric standard deviation of {read['gsd']:g} is below 1",
            "1 says that nothing is uncertain",
        )
    if type_ == "lognormal" and value <= 0:
        return (
            f"a lognormal has a positive median, and the number is {value:g}",
            "choose another distribution",
        )
    if type_ == "normal" and read["sd"] < 0:
        return f"a standard deviation of {read['sd']:g} is negative", "write it as a positive number"
    if type_ in ("uniform", "triangular") and not read["low"] <= value <= read["high"]:
        said = f"{value:g} does not lie between {read['low']:g} and {read['high']:g}"
        return said, "correct the number or its bounds"
    return "", ""


def _alike(one: Uncertain, other: Uncertain) -> bool:
    """Whether one draw can stand for both: the same factor of the median, or the same numbers."""
    if one.distribution != other.distribution or one.parameters != other.parameters:
        return False
    return one.distribution == "lognormal" or one.value == other.value


def read_correlations(given: Any, system: System, found: Found) -> list[tuple[str, str, float]]:
    """Pairs of keys with a correlation; CF441 for a key that no number has. Whether all of them can be is judged later."""
    keys = {one.key for one in system.uncertain if one.key}
    read = []
    for n, one in enumerate(as_list(given, found, ("correlations",))):
        path: Path = ("correlations", n)
        if not isinstance(one, list) or len(one) != len(("key", "key", "number")):
            found.add(
                "CF103", "a correlation is two keys and a number", path, 'write ["steel", "power", 0.5]'
            )
            continue
        names = [as_text(name, found, (*path, place)) for place, name in enumerate(one[:2])]
        number = as_number(one[2], found, (*path, 2), negative=True)
        for place, name in enumerate(names):
            if name is not None and name not in keys:
                help = "give the `uncertainty` of a number this `key`"
                found.add("CF441", f"no uncertain number has the key `{name[:60]}`", (*path, place), help)
        first, second = names
        if first in keys and second in keys and number is not None:
            read.append((str(first), str(second), number))
    return read
