"""Findings of a JSON file: each kind is listed up to a number, and what is left is counted."""

from __future__ import annotations

from collections.abc import Container, Iterable
from math import isfinite
from typing import Any

from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import Finding, Path, Related

LISTED = 20
"""Findings of one code that are listed; a file with one fault in every line has a hundred thousand."""


class Found:
    """Findings as they are made, in the order of the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._listed: list[Finding] = []
        self._count: dict[tuple[str, str], int] = {}

    def add(
        self,
        code: str,
        message: str,
        path: Path,
        help: str = "",
        *,
        on: str = "value",
        related: Iterable[Related] = (),
        severity: str = "",
    ) -> None:
        """One more; beyond the number listed of its code and severity it is only counted."""
        key = (code, severity)
        count = self._count[key] = self._count.get(key, 0) + 1
        if count <= LISTED:
            self._listed.append(
                Finding(
                    code, message, self.file, path, on, help=help, related=tuple(related), severity=severity
                )
            )

    def related(self, path: Path, message: str, on: str = "value") -> Related:
        """A second place in the same file."""
        return Related(self.file, path, message, on)

    def room(self, code: str, severity: str = "") -> bool:
        """Whether another of this code would still be listed: what is dear to say is not worked out otherwise."""
        return self._count.get((code, severity), 0) < LISTED

    @property
    def errors(self) -> int:
        """How many of all are errors."""
        return sum(
            count
            for (code, given), count in self._count.items()
            if (given or CATALOGUE[code].severity) == "error"
        )

    def all(self) -> list[Finding]:
        """What was found, and for each code how many more there are."""
        more = [
            Finding(
                code, f"{count - LISTED:,} more of this kind are not listed", self.file, severity=severity
            )
            for (code, severity), count in sorted(self._count.items())
            if count > LISTED
        ]
        return [*self._listed, *more]

    def __bool__(self) -> bool:
        return bool(self._listed)


def as_number(given: Any, found: Found, path: Path, *, negative: bool = False) -> float | None:
    """A finite number; None with a finding (CF103, CF201, CF206, CF207) for anything else, `true` and `"1"` among it."""
    if type(given) is float or type(given) is int:
        try:
            number = float(given)
        except OverflowError:
            number = float("inf")
        if not isfinite(number):
            found.add(
                "CF206",
                "`{literal}` is not a finite number",
                path,
                "write the number, or leave the activity out until it is known",
            )
        elif number < 0 and not negative:
            found.add("CF207", f"{number:g} is negative", path, "amounts are stated as positive numbers")
        else:
            return number + 0.0
        return None
    if isinstance(given, str):
        found.add(
            "CF201", f"`{given[:60]}` is text, not a number", path, "write it without quotes, as in 0.5"
        )
    else:
        found.add(
            "CF103", f"{_kind(given)} stands where a number is needed", path, "write a number, as in 0.5"
        )
    return None


def as_text(given: Any, found: Found, path: Path) -> str | None:
    """Text with something in it, composed (NFC); None with a finding (CF103, CF109)."""
    if not isinstance(given, str):
        found.add(
            "CF103", f"{_kind(given)} stands where text is needed", path, 'write text in quotes: "steel"'
        )
    elif not given.strip():
        found.add("CF109", "the text is empty", path, "write a name")
    else:
        return composed(given)
    return None


def as_key(given: str, known: Container[str], found: Found, path: Path) -> str | None:
    """A key that is a name, composed; None with a finding (CF005, CF109) when it is empty or composes to one of `known`."""
    if not given.strip():
        found.add("CF109", "the text is empty", path, "write a name", on="key")
        return None
    name = composed(given)
    if name in known:
        said = f"the key `{name[:60]}` stands twice in one object, typed in two ways"
        found.add("CF005", said, path, "keep one of the two", on="key")
        return None
    return name


def as_list(given: Any, found: Found, path: Path) -> list[Any]:
    """A list; an empty one with a finding (CF103) for anything else."""
    if isinstance(given, list):
        return given
    found.add("CF103", f"{_kind(given)} stands where a list is needed", path, "write a list: [...]")
    return []


def as_object(given: Any, keys: dict[str, bool], found: Found, path: Path) -> dict[str, Any] | None:
    """An object with known keys (name to whether it must be there); None with findings (CF101, CF102, CF103)."""
    if not isinstance(given, dict):
        found.add("CF103", f"{_kind(given)} stands where an object is needed", path, "write an object: {...}")
        return None
    for key in given:
        if key not in keys:
            help = f"keys of this place: {', '.join(keys)}"
            found.add("CF101", f"`{key[:60]}` is no key of this place", (*path, key), help, on="key")
    missing = [key for key, needed in keys.items() if needed and key not in given]
    for key in missing:
        found.add("CF102", f"`{key}` is missing", path, _WHY.get(key, ""))
    return None if missing else given


_WHY = {
    "emissions_kg_co2e": "write 0 where an activity emits nothing itself: missing is never zero",
    "inputs": "write [] for an activity that draws on no other",
}


def composed(text: str) -> str:
    """The text with letters and their marks composed, so that ids compare equal however they were typed."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def _kind(given: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return "`true`" if given is True else "`false`" if given is False else names.get(type(given), "a number")
