"""How production processes are drawn, and whether what they take fits them: told, for the numbers stand as stated.

Source: Implementing Regulation (EU) 2025/2547, Article 4; Annex I, 3; Annex II, F.
"""

from __future__ import annotations

from carbonfoot.cbam.codes import CN, spaced
from carbonfoot.cbam.levels import Level
from carbonfoot.cbam.model import Path, PrecursorResult
from carbonfoot.cbam.origins import NotACountry, exempt_origin
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.cbam.standard import TRANSITIONAL_END
from carbonfoot.factors.library import Library

_ACT = "Implementing Regulation (EU) 2025/2547"
_NEARLY = 1e-3
_CHAIN = {
    "sintered ore": 0,
    "pig iron": 1,
    "direct reduced iron": 1,
    "femn": 1,
    "fecr": 1,
    "feni": 1,
    "crude steel": 2,
    "iron or steel products": 3,
    "unwrought aluminium": 0,
    "aluminium products": 1,
    "cement clinker": 0,
    "calcinated clay": 0,
    "cement": 1,
    "ammonia": 0,
    "nitric acid": 1,
    "urea": 1,
    "mixed fertilizers": 2,
}
"""How far along its sector an aggregated goods category (Annex I, 2) is made, as points 3.2 to 3.18 describe it."""
_CLINKER = ("cement clinker", "cement")


def boundaries(
    read: Read, library: Library, document: Installation, levels: list[Level], bought: list[PrecursorResult]
) -> None:
    """Findings CF821, CF822, and CF802 and CF812 as warnings."""
    _country(read, library, document)
    _scrap(read, document, bought)
    if document.period.year > TRANSITIONAL_END:
        _categories(read, levels)
        _codes(read, levels)
    _chain(read, document, levels, bought)
    _clinker(read, document, levels, bought)
    _twice(read, document)


def _country(read: Read, library: Library, document: Installation) -> None:
    country = document.installation.country
    try:
        found = exempt_origin(library, country)
    except NotACountry:
        return
    if found is not None:
        message = f"goods made in {country} are outside the mechanism: no certificates are due for them"
        help = "nothing is needed where the numbers are for a customer; else check `country`"
        read.report("CF822", message, ("installation", "country"), help, found.why)


def _scrap(read: Read, document: Installation, bought: list[PrecursorResult]) -> None:
    for index, (used, one) in enumerate(zip(document.precursors or [], bought, strict=True)):
        if used.scrap and one.good is not None:
            message = f"`{one.name}` has the code of a good ({spaced(one.cn)}) and enters with zero, as scrap"
            help = (
                "leave `scrap` out where it was bought as that good; scrap of iron is 7204, of aluminium 7602"
            )
            notes = (
                f"{_ACT}, Annex II, F: only off-spec products, by-products, waste and scrap enter with zero",
            )
            read.report("CF822", message, ("precursors", index, "scrap"), help, notes)


def _categories(read: Read, levels: list[Level]) -> None:
    for index, made in enumerate(levels):
        first: tuple[str, str] | None = None
        for position, (used, good, _, _) in enumerate(made.goods):
            first = first or (used.cn, good.category)
            if good.category == first[1]:
                continue
            message = (
                f"`{spaced(used.cn)}` ({good.category}) and `{spaced(first[0])}` ({first[1]}) come of one process,"
                " and a tonne of both carries the same"
            )
            help = "write a process for each category; the one that goes into the other is its precursor"
            notes = (
                f"{_ACT}, Article 4(9): jointly only where the precursor is neither sold nor used elsewhere",
            )
            path: Path = ("processes", index, "goods", position, "cn")
            read.report("CF821", message, path, help, notes)
            break


def _codes(read: Read, levels: list[Level]) -> None:
    seen: dict[str, int] = {}
    for index, made in enumerate(levels):
        for position, (used, _, _, _) in enumerate(made.goods):
            code = used.cn[:CN]
            other = seen.setdefault(code, index)
            if other != index:
                message = f"two processes of the installation make `{spaced(code)}`"
                help = "write one process over all its routes and lines, which gives their mean"
                notes = (
                    f"{_ACT}, Article 4(6): a single production process for goods of one functional unit",
                )
                read.report("CF821", message, ("processes", index, "goods", position, "cn"), help, notes)


def _chain(read: Read, document: Installation, levels: list[Level], bought: list[PrecursorResult]) -> None:
    names = {one.name: made.good for one, made in zip(document.processes, levels, strict=True)}
    names |= {
        one.name: None if used.scrap else one.good
        for used, one in zip(document.precursors or [], bought, strict=True)
    }
    for index, (process, made) in enumerate(zip(document.processes, levels, strict=True)):
        ours = made.good
        for position, use in enumerate(process.precursors or []):
            theirs = names.get(use.name)
            if ours is None or theirs is None or theirs.sector != ours.sector:
                continue
            if _CHAIN.get(theirs.category.lower(), -1) > _CHAIN.get(ours.category.lower(), 9):
                message = (
                    f"`{use.name}` ({theirs.category}) goes into {ours.category}, which is made before it"
                )
                help = (
                    "check the two codes; what is melted again as scrap or off-spec product has `scrap: yes`"
                )
                path = ("processes", index, "precursors", position, "name")
                read.report("CF802", message, path, help, (f"{_ACT}, Annex I, 3",), how="warning")


def _twice(read: Read, document: Installation) -> None:
    """A waste gas that a process takes in, and has as a source stream too."""
    taking = {one.name for one in document.processes if one.waste_gas is not None and one.waste_gas.imported}
    for index, used in enumerate(document.source_streams or []):
        for name in {used.process, *(used.processes or {})} & taking if used.waste_gas else ():
            message = (
                f"`{used.name}` is a waste gas burned in `{name}`, which also states waste gas as `imported`"
            )
            help = "leave the stream out where it is the same gas; one that the process made itself may stay"
            notes = (f"{_ACT}, Annex III, A.3: waste gases imported are not taken into account in DirEm*",)
            read.report("CF313", message, ("source_streams", index, "name"), help, notes)


def _clinker(read: Read, document: Installation, levels: list[Level], bought: list[PrecursorResult]) -> None:
    """More clinker in the cement of a process than went into it."""
    made_here = {one.name: made for one, made in zip(document.processes, levels, strict=True)}
    bought_as = {one.name: one.good for one in bought}
    for index, (process, made) in enumerate(zip(document.processes, levels, strict=True)):
        kinds = {good.category.lower() for _, good, _, _ in made.goods}
        if made.unit != "t clinker" or kinds != {"cement"} or process.joint:
            continue
        went_in, told = 0.0, True
        for use in process.precursors or []:
            inside, good = made_here.get(use.name), bought_as.get(use.name)
            category = "" if good is None else good.category.lower()
            if inside is not None and inside.unit == "t clinker":
                went_in += use.amount.to("t") * (inside.content if use.content is None else use.content)
            elif category == _CLINKER[0]:
                went_in += use.amount.to("t")
            elif category == _CLINKER[1]:
                told = False
        if told and went_in < made.level * (1 - _NEARLY):
            message = f"the cement of `{process.name}` holds {made.level:.6g} t of clinker, and {went_in:.6g} t went in"
            help = "list all clinker under `precursors:`; `joint: Cement clinker` where the process burns it itself"
            notes = (f"{_ACT}, Annex II, E: the quantity of each precursor consumed",)
            read.report("CF812", message, ("processes", index), help, notes, how="warning")
