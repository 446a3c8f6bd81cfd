"""What holds for all numbers of a programme, in words: the same sentences in text and JSON."""

from __future__ import annotations

from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.told.words import words

MAKERS = ("oem", "supplier", "material-maker", "energy-supplier")
"""Roles whose members make something: one that lists no document has not handed in any."""


def notes(worked: Worked, lang: str) -> list[str]:
    """One sentence each, in the order in which they matter."""
    say = words(lang)
    told = [say["volume"]]
    grids = worked.programme.grid or {}
    if grids:
        paths = "; ".join(
            f"{country} "
            + ", ".join(f"{year} {value.text}" for year, value in grid.path.items())
            + f" ({grid.source})"
            for country, grid in grids.items()
        )
        told.append(say["grid path"].format(paths=paths))
    else:
        told.append(say["grid held"].format(year=worked.years[0]))
    told += _shared(worked, say)
    told.append(say["places"])
    silent = [
        one.id for one in worked.programme.members if one.role in MAKERS and not (one.products or one.sites)
    ]
    if silent:
        told.append(say["no documents"].format(members=", ".join(silent), count=len(silent)))
    return [*told, say["never"]]


def _shared(worked: Worked, say: dict[str, str]) -> list[str]:
    exact = [ids for ids, how in worked.groups if not how.endswith("sampled")]
    drawn = sum(len(ids) for ids, how in worked.groups if how.endswith("sampled"))
    told = []
    if any(how.startswith("sequential") for _, how in worked.groups):
        told.append(say["shares sequential"])
    elif exact:
        joint = [ids for ids in exact if len(ids) > 1]
        key = {0: "shares alone", 1: "shares one"}.get(len(joint), "shares shapley")
        largest = max(map(len, joint), default=1)
        told.append(say[key].format(groups=len(joint), largest=largest))
    if drawn:
        told.append(say["shares sampled"].format(count=drawn))
    return told
