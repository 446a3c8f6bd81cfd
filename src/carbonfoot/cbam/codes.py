"""Codes of the Combined Nomenclature as people type them."""

from __future__ import annotations

import re

LENGTHS = (10, 8, 6, 4)
"""Digits of a TARIC code, a CN code, a subheading and a heading."""
CN = 8


def digits(text: str) -> str:
    """The digits of a code, without blanks and points; empty where it is no code of 4, 6, 8 or 10."""
    plain = re.sub(r"[\s.]", "", text)
    return plain if plain.isascii() and plain.isdecimal() and len(plain) in LENGTHS else ""


def beginnings(code: str) -> list[str]:
    """The codes that a code begins with, itself included: `731815` of `7318 15 42`, and `7318`."""
    return [code[:length] for length in LENGTHS if length <= len(code)]


def spaced(code: str) -> str:
    """A code as the acts print it: `7318 15 42`."""
    return " ".join([code[:4], *(code[at : at + 2] for at in range(4, len(code), 2))])


def joined(words: list[str]) -> list[str]:
    """Codes from the words of a command line: `7318 15 42 7326` are two, whether or not there are quotes."""
    found: list[str] = []
    for word in " ".join(words).replace(",", " ").split():
        if found and re.fullmatch(r"\d\d", word):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found
