"""Methods by words that a user has: over ids, titles, other names, keys and all that they say of themselves."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache

from carbonfoot.methods.described import Need, needs
from carbonfoot.methods.method import Method
from carbonfoot.methods.registry import every

_NAMES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "words.csv")
_WORD = re.compile(r"[\w.-]+")
_WEIGHTS = (16.0, 8.0, 3.0, 1.0)
"""For a hit in id, title or another name; in the keys and their words; in what it gives and describes; in the rest."""
_WHOLE = 2.0
"""How much more a whole word counts than the beginning of one."""
_STEM = 4
"""How many letters of a word have to be there before its end may differ (`castings`, `casting`)."""


@cache
def other_names() -> dict[str, tuple[str, ...]]:
    """What people call the work that a method is for, by its id, of `words.csv`; English and Korean."""
    import csv

    with open(_NAMES, encoding="utf-8", newline="") as file:
        return {row["method"]: tuple(row["words"].split(";")) for row in csv.DictReader(file)}


def search(text: str, methods: list[type[Method]] | None = None) -> list[type[Method]]:
    """Methods that hold every word of a text, best first; those that hold some of them where none holds all."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return []
    hits = [(_points(method, words), method) for method in (every() if methods is None else methods)]
    most = max((len(points) for points, _ in hits), default=0)
    found = [
        (-sum(points), method.about.id, method) for points, method in hits if most and len(points) == most
    ]
    return [method for *_, method in sorted(found, key=lambda one: one[:2])]


def _points(method: type[Method], words: list[str]) -> list[float]:
    """For each word that is found, how much its best hit is worth."""
    fields = _fields(method)
    best = (max(w * _match(word, text) for w, text in zip(_WEIGHTS, fields, strict=True)) for word in words)
    return [one for one in best if one]


def _match(word: str, text: str) -> float:
    """2 for a whole word, 1 for the beginning of one or, in Hangul, any part of one; 0 for neither."""
    if not word.isascii():
        return 1.0 * (word in text)
    stem = word[:-1] if word.endswith("s") and len(word) > _STEM else word
    if re.search(rf"(?<!\w){re.escape(stem)}s?(?!\w)", text):
        return _WHOLE
    return 1.0 * bool(len(stem) >= _STEM and re.search(rf"(?<!\w){re.escape(stem)}", text))


def _fields(method: type[Method]) -> tuple[str, str, str, str]:
    about = method.about
    keys = list(_each(needs(method)))
    names = (about.id.replace("-", " "), about.title, about.title_ko, *other_names().get(about.id, ()))
    words = (word for key in keys for word in (key.key.replace("_", " "), *key.words))
    texts = (about.gives, about.tier, *(key.description for key in keys))
    rest = (*about.formula, *about.limits, about.reference, *about.parameters, about.example)
    return (_plain(names), _plain(words), _plain(texts), _plain(rest))


def _plain(texts: Iterable[str]) -> str:
    return " | ".join(texts).casefold()


def _each(keys: tuple[Need, ...]) -> list[Need]:
    return [one for key in keys for one in (key, *_each(key.inside))]
