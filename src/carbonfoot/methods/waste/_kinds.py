"""Kinds of waste in volume 5 of the IPCC guidelines: by name, with what the library knows of their carbon."""

from __future__ import annotations

from carbonfoot.methods.portions import whole
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import nearest

PACKS = ("ipcc-2006", "ipcc-2019-waste", "ipcc-2019")
GROUPS = ("municipal", "industrial", "other")


def kinds(work: Work) -> list[str]:
    """The names that a document may use: `plastics`, `industrial/wood`, `other/sewage-sludge`."""
    items = {
        item
        for group in GROUPS
        for item, *_ in work.library.parameter_items(f"waste/{group}/")
        if item.startswith(f"waste/{group}/")
    }
    return sorted(item.removeprefix("waste/").removeprefix("municipal/") for item in items)


def item_of(work: Work, name: str, at: Path) -> str:
    """The item of a kind of waste. Raises `Refused` (CF105) for a name that is none."""
    plain = name.removeprefix("waste/")
    full = f"waste/{plain}" if plain.partition("/")[0] in GROUPS else f"waste/municipal/{plain}"
    if work.library.parameters(full):
        return full
    known = kinds(work)
    near = nearest(plain, known)
    meant = " or ".join(f"`{one}`" for one in near)
    help = f"did you mean {meant}?" if near else f"one of {', '.join(known)}"
    raise work.refuse("CF105", f"`{name}` is not a kind of waste of the guidelines", at, help)


def parts(work: Work, waste: str | None, composition: dict[str, float] | None) -> dict[str, float]:
    """Items of the guidelines with their shares of the wet mass; one item for one kind."""
    if composition is None:
        return {item_of(work, waste or "", ("waste",)): 1.0}
    found: dict[str, float] = {}
    for name, part in whole(work, composition, ("composition",)).items():
        item = item_of(work, name, ("composition", name))
        found[item] = found.get(item, 0.0) + part
    return found
