"""What stands on a drawing or in an ERP system, and the item it means: `SPCC-SD 1.2t` finds `SPCC`.

A whole text that is an alias means just that. Else the longest runs of its words are looked up, each no part of a longer one;
grades come before names, since `SUS316L plate` is the grade and not any plate.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from carbonfoot.factors.library import Library, fold
from carbonfoot.factors.words import tokens

MOST_WORDS = 6
"""Words in a row that an alias may have."""

MOST_TOKENS = 30
"""Words of a text that are looked at: a line of a drawing, not a page."""

SHORT = 2
"""So few letters are an alias only where nothing longer is: UP in `UP bracket` is no polyester."""

ORDER = {"exact": 0, "broader": 1, "proxy": 2, "none": 3}
_NAMES = ("name",)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_FILLERS = re.compile(r"(?:gf|lgf|sgf|gb|gx|cf|cd|td|md|mf|mx|wd|nf|t|m)\d{1,2}|\d{1,2}(?:gf|cf|td|md)")


class Alias(NamedTuple):
    """A word from a drawing or an ERP system: how it stands to the item, and in what the item differs.

    `whole` tells whether the word is all of the text that was asked for, or a part of it.
    """

    alias: str
    item: str
    route: str
    relation: str
    note: str
    scheme: str = ""
    whole: bool = True


def aliases(library: Library, text: str) -> list[Alias]:
    """What a text means: aliases of all of it, else of its longest runs of words, best first.

    Aliases of the project's own packs come before those shipped.
    """
    words = tokens(text)[:MOST_TOKENS]
    whole = "".join(words)
    found = alias_rows(library, [whole], text).get(whole, []) if whole else []
    return found or _parts(library, words, text)


def alias_rows(library: Library, keys: list[str], text: str = "") -> dict[str, list[Alias]]:
    """Aliases by key, best first. Of several with one key those of the numbers in `text` count: 2.5톤 is not 25톤."""
    if not keys:
        return {}
    # A full scan is never needed: the index of the keys is asked for each.
    sql = f"select key, alias, item, route, relation, note, scheme, id from alias where key in ({','.join('?' * len(keys))})"
    by_key: dict[str, list[tuple[Any, ...]]] = {}
    for row in library.rows(sql, *keys):
        by_key.setdefault(row[0], []).append(row)
    shipped = library.shipped_packs() if by_key else set()
    found = {}
    for key, rows in by_key.items():
        rows.sort(key=lambda row: (row[7].partition(":")[0] in shipped, ORDER[row[4]], row[7]))
        found[key] = _of_the_numbers([Alias(*row[1:7]) for row in rows], text)
    return found


def _of_the_numbers(rows: list[Alias], text: str) -> list[Alias]:
    wanted = set(_NUMBERS.findall(fold(text)))
    same = [one for one in rows if set(_NUMBERS.findall(fold(one.alias))) <= wanted]
    return same or rows


def _parts(library: Library, words: list[str], text: str) -> list[Alias]:
    """Aliases of parts of a text: grades first, then the longest."""
    runs: dict[tuple[int, int], str] = {}
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + MOST_WORDS) + 1):
            run = "".join(words[start:end])
            # One letter or a number alone names no material.
            if len(run) > 1 and not run.isdecimal():
                runs[start, end] = run
    rows = alias_rows(library, list(dict.fromkeys(runs.values())), text)
    hits = [
        (span, run)
        for span, run in runs.items()
        if run in rows
        and not any(
            one != span and one[0] <= span[0] and span[1] <= one[1] and runs[one] in rows for one in runs
        )
    ]
    if any(_tells(run) for _, run in hits):
        hits = [(span, run) for span, run in hits if _tells(run)]
    fillers = [word for word in words if _FILLERS.fullmatch(word)]
    found = []
    for span, run in hits:
        left = [word for word in fillers if word not in words[slice(*span)]]
        found += [
            (one.scheme in _NAMES, -len(run), span, _of_a_part(one, left))
            for one in rows[run]
            if one.scheme not in ("hs", "naics")
        ]
    return [one for *_, one in sorted(found, key=lambda entry: entry[:3])]


def _tells(run: str) -> bool:
    return len(run) > SHORT or not run.isascii() or not run.isalpha()


def _of_a_part(one: Alias, fillers: list[str]) -> Alias:
    """PA66 in `PA66-GF32` is no longer the same thing: the filler is not in it."""
    if not fillers or one.relation == "none" or not one.item.startswith("polymers/"):
        return one._replace(whole=False)
    said = (
        f"`{' '.join(fillers).upper()}` is not counted: nearer are lines of resin and filler by their shares"
    )
    note = f"{one.note}; {said}" if one.note else said
    return one._replace(whole=False, relation="proxy", note=note)
