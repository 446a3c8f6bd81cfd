"""Names that look like a word nobody knows: one wrong letter, two swapped, a vowel of a syllable."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple
from unicodedata import normalize

from carbonfoot.factors.aliases import Alias, alias_rows
from carbonfoot.factors.library import Library
from carbonfoot.factors.words import plain

CLOSE = 0.6
"""Least likeness (0 to 1) of a name that is offered."""

_SAME_START, _SAME_LENGTH = 0.05, 0.12
"""People rarely mistake the first letter, and swap letters more often than they leave them out."""

_WORSE = 0.2
"""Names so much less alike than the best are not offered beside it."""

_SWAPPED = 0.06
"""More for the same letters in another order."""

_PARTS, _MOST_PARTS = 0.25, 24
"""Least share of pairs of letters that a name must have in common, and so many pairs are counted."""


class Like(NamedTuple):
    """An item with a name that looks like the word, and the alias where it is one."""

    item: str
    likeness: float
    alias: Alias | None = None


def alike(library: Library, query: str) -> list[Like]:
    """Items whose path, name or alias looks like the query, best first, each once.

    This alone reads all names; it is done when nothing else was found.
    """
    key = plain(query)
    wanted = _letters(key)
    if not wanted:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    anagram = sorted(wanted)
    candidates = _candidates(library, key)
    most = _at_most({name for name, _, _ in candidates}, wanted)
    likely = sorted(enumerate(candidates), key=lambda one: (-most[one[1][0]], one[0]))
    ratios: dict[str, float] = {}
    best: dict[str, tuple[float, str]] = {}
    first: dict[str, int] = {}  # of several names that are equally like, the first one stands for the item
    top = 0.0
    for place, (name, item, alias) in likely:
        least = max(best.get(item, (CLOSE,))[0], top - _WORSE)
        if most[name] < least:
            continue
        letters = _letters(name)
        if name not in ratios:
            matcher.set_seq1(letters)
            ratios[name] = matcher.ratio()
        bonus = _bonus(letters, wanted) + _SWAPPED * (sorted(letters) == anagram)
        likeness = ratios[name] + bonus
        if ratios[name] <= CLOSE or likeness < least or likeness <= top - _WORSE:
            continue
        if item not in best or likeness > best[item][0] or place < first[item]:
            best[item], first[item] = (likeness, alias), place
            top = max(top, likeness)
    order = sorted(
        (item for item, (likeness, _) in best.items() if likeness > top - _WORSE),
        key=lambda item: (-best[item][0], item),
    )
    return [Like(item, best[item][0], _alias(library, best[item][1], item)) for item in order]


def _bonus(letters: str, wanted: str) -> float:
    return _SAME_START * (letters[0] == wanted[0]) + _SAME_LENGTH * (len(letters) == len(wanted))


def _at_most(names: set[str], wanted: str) -> dict[str, float]:
    """How alike names can be to what is wanted, by how many letters they have in common, whatever their order."""
    counts = [(letter, wanted.count(letter)) for letter in set(wanted)]
    found = {}
    for name in names:
        letters = _letters(name)
        common = 0
        for letter, number in counts:
            there = letters.count(letter)
            common += min(number, there)
        ratio = 2.0 * common / (len(letters) + len(wanted))
        found[name] = ratio + _bonus(letters, wanted) + _SWAPPED
    return found


def _candidates(library: Library, key: str) -> list[tuple[str, str, str]]:
    """Names of about the same length that share some pairs of letters, or some syllables, with the key; item and alias."""
    pairs = {key[at : at + 2] for at in range(len(key) - 1)} or {key}
    shared = sorted(pairs if key.isascii() else set(key))[:_MOST_PARTS]
    # The database counts far faster than a loop does.
    counted = " + ".join(["(instr(key, ?) > 0)"] * len(shared))
    share = CLOSE / (2 - CLOSE)  # lengths alone say how alike two names can be at best
    sizes = (int(share * len(key) / (1 if key.isascii() else 2)), int(len(key) / share) + 1)
    least = max(1, round(_PARTS * len(shared)))
    where = f"where length(key) between ? and ? and {counted} >= ?"
    sql = (
        f"select word.key, item.item, '' from (select key, number from word {where}) as word "
        "join item on item.number = word.number "
        f"union all select key, item, key from alias {where} and scheme not in ('hs', 'naics')"
    )
    values: list[str | int] = [*sizes, *shared, least]
    return library.rows(sql, *values, *values)


def _alias(library: Library, key: str, item: str) -> Alias | None:
    rows = alias_rows(library, [key]).get(key, []) if key else []
    return next((one._replace(whole=False) for one in rows if one.item == item), None)


def _letters(text: str) -> str:
    # Hangul syllables fall into their letters: one wrong vowel should not spoil a whole syllable.
    return text if text.isascii() else normalize("NFD", text)
