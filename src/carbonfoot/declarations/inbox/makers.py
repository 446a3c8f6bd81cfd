"""Who makes what: the keys by which two declarations are of one product of one supplier, and names that mean one company."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from carbonfoot.documents.received.model import Received

_WORDS = re.compile(r"\w+")


def company_words(name: str) -> tuple[str, ...]:
    """A company's name without its legal form, marks and case; the whole name where nothing else is left."""
    words = tuple(_WORDS.findall(normalize("NFKC", name).casefold()))
    return tuple(word for word in words if word not in _legal_forms()) or words


@cache
def _legal_forms() -> frozenset[str]:
    table = files(__package__).joinpath("legal_forms.csv").read_text(encoding="utf-8")
    return frozenset(table.split()[1:])


def folded(text: str) -> str:
    """A name as it is compared: composed, one space, no case."""
    return " ".join(normalize("NFKC", text).casefold().split())


def tail(id: str) -> str:
    """The end of an id: `M10X30` of `urn:pact:hanil.example:product-id:M10X30`."""
    return folded(id.rpartition(":")[2])


def groups(declared: Iterable[Received]) -> list[list[Received]]:
    """Declarations of one product of one supplier, two or more: by ids of both, of companies without ids by name.

    Of several places with one product, each has its own; one that names no place joins where there is only one.
    """
    given = list(declared)
    unnamed = {company_words(one.company) for one in given if not one.company_ids}
    above: dict[int, int] = {}

    def root(number: int) -> int:
        while above.setdefault(number, number) != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    first: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(given):
        for key in _keys(one, unnamed):
            above[root(number)] = root(first.setdefault(key, number))
    found: dict[int, list[Received]] = {}
    for number, one in enumerate(given):
        found.setdefault(root(number), []).append(one)
    return [part for group in found.values() if len(group) > 1 for part in _by_place(group) if len(part) > 1]


def _keys(one: Received, unnamed: set[tuple[str, ...]]) -> list[tuple[object, ...]]:
    companies: list[object] = [id.strip().lower() for id in one.company_ids]
    words = company_words(one.company)
    if words and words in unnamed:
        companies.append(words)
    products = [tail(id) if ":" not in id else folded(id) for id in one.product_ids]
    products += [tail(id) for id in one.product_ids] if words in unnamed else []
    products = products or ["", folded(one.product)]
    return [(company, product) for company in companies for product in products if product]


def _by_place(group: list[Received]) -> list[list[Received]]:
    places: dict[str, list[Received]] = {}
    for one in group:
        places.setdefault(one.place, []).append(one)
    if len(places) == 2 and "" in places:  # noqa: PLR2004
        return [group]
    return list(places.values())
