"""What a declaration claims beside its footprint: offsets and mass balances, by its keys and its words (`claims.csv`).

Offsets stay outside every product footprint (ISO 14067; RULES of PACT and Catena-X have no field for them). They are shown
apart, and a total that is net of them is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.model import Claim
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown

_SHOWN = 200
_LONGEST = 20_000
"""Characters of one text that are looked at."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\x00-\x7f]+")
_SENTENCE = re.compile(r"[^.;!?\n。]+(?:\.(?=\S)[^.;!?\n。]+)*")
_ADDRESS = re.compile(r"\b(?:https?://|urn:)\S+", re.IGNORECASE)
_NOTHING = ("", "0", "false", "no", "none", "n/a", "-")


def claims_of(message: Any, known: frozenset[str], found: Found, path: Path) -> tuple[Claim, ...]:
    """All claims of a message, each once, with a note (CF907); a total net of offsets is refused (CF408).

    Keys in `known` are those of the format, and only their values are read.
    """
    claims: dict[tuple[str, str], Claim] = {}
    for at, key, value in _leaves(message, path):
        if key is not None and key not in known and _matches("stem", "any", key) and not _empty(value):
            _of_key(key, value, at, found, claims)
        if isinstance(value, str) and _matches("stem", "any", value):
            for sentence in _SENTENCE.findall(_ADDRESS.sub("", value[:_LONGEST])):
                _of_text(sentence.strip(), at, found, claims)
    for one in claims.values():
        said = f"the declaration speaks of {_NAMES[one.kind]}: {shown(one.said)}"
        help = "it stands beside the footprint and never changes it"
        found.add("CF907", said, one.path, help)
    return tuple(claims.values())


_NAMES = {"offset": "offsets or credits", "mass-balance": "a mass balance"}


def words_of(kind: str, text: str) -> str:
    """The words by which a text is of a kind of `claims.csv`; "" where there are none."""
    match = _pattern(kind, "text").search(text[:_LONGEST])
    return match[0] if match is not None else ""


def _of_key(key: str, value: Any, path: Path, found: Found, claims: dict[tuple[str, str], Claim]) -> None:
    words = " ".join(_WORD.findall(key)).lower()
    if _matches("net", "key", words) and not re.search(r"\b(?:excl\w*|without|before|gross)\b", words):
        _refuse(f"`{key[:60]}`", path, found, on="key")
    for kind in _NAMES:
        if _matches(kind, "key", words):
            said = key if isinstance(value, dict | list) or value is True else f"{key}: {value}"
            claim = Claim(kind, said[:_SHOWN], path)
            claims.setdefault((kind, claim.said), claim)


def _of_text(sentence: str, path: Path, found: Found, claims: dict[tuple[str, str], Claim]) -> None:
    kinds = [kind for kind in _NAMES if _matches(kind, "text", sentence)]
    net = _matches("net", "text", sentence)
    if not (kinds or net) or _matches("denied", "text", sentence):
        return
    if net:
        _refuse(shown(sentence), path, found)
        kinds = ["offset", *kinds]
    for kind in kinds:
        claim = Claim(kind, sentence[:_SHOWN], path)
        claims.setdefault((kind, claim.said), claim)


def _refuse(said: str, path: Path, found: Found, on: str = "value") -> None:
    help = "ask the supplier for the footprint before offsets: they stand beside it, never in it"
    found.add("CF408", f"{said} says that the total is net of offsets", path, help, on=on)


def _leaves(message: Any, path: Path) -> Iterator[tuple[Path, str | None, Any]]:
    """Every key with its value, and every value of a list, in the order of the file."""
    waiting: list[tuple[Path, str | None, Any]] = [(path, None, message)]
    while waiting:
        at, key, value = waiting.pop()
        yield at, key, value
        if isinstance(value, dict):
            waiting.extend(((*at, name), name, one) for name, one in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((*at, number), None, one) for number, one in reversed([*enumerate(value)]))


def _empty(value: Any) -> bool:
    """Whether a value says that there is nothing of its key."""
    if isinstance(value, str):
        return value.strip().lower() in _NOTHING or bool(re.fullmatch(r"[+-]?0+(?:\.0+)?", value.strip()))
    return value is None or value is False or value == 0 or value in ([], {})


@cache
def _pattern(kind: str, where: str) -> re.Pattern[str]:
    from carbonfoot.documents.received.table import patterns

    (found,) = [text for of, at, text in patterns() if (of, at) == (kind, where)]
    return re.compile(found, re.IGNORECASE)


def _matches(kind: str, where: str, text: str) -> bool:
    return _pattern(kind, where).search(text) is not None
