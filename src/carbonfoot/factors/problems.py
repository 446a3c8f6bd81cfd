"""What a user is told about a need: why nothing fits, and what to know about what was picked."""

from __future__ import annotations

from carbonfoot.factors.boundaries import PART_WORDS
from carbonfoot.factors.candidates import OLD_AFTER, Candidate, value
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Passed, Problem, Use
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import dimension_name, parse_unit

WORTH_A_WARNING = {
    *("outlier", "disputed", "volume-conditions-not-stated", "reference-conditions"),
    *("inferred-unit", "unit-inferred", "boundary-not-stated"),
}
"""Flags of records that change what a number is worth, not only where it is from."""


def nothing_known(library: Library, need: Need) -> Problem:
    """The item is not known, or has no record for the place."""
    if library.has_item(need.item):
        message = f"no factor of `{need.item}` stands for {need.region or 'this place'}"
        return Problem("CF302", message, _other_way(need))
    meant = _meant(library, need.item)
    if meant is not None:
        return meant
    near = [item for item, _ in library.nearest_items(need.item)]
    below = [item for item, _, _ in library.items(need.item.rstrip("/") + "/")][:5]
    names = below or near
    help = f"did you mean {' or '.join(f'`{name}`' for name in names[:3])}?" if names else ""
    note = "`carbonfoot factors search WORD` looks in Korean and English"
    return Problem(
        "CF301", f"`{need.item}` is not an item of the factor library", help or note, (note,) if help else ()
    )


_STANDS = {
    "exact": "is",
    "broader": "is part of",
    "proxy": "has no factor of its own; similar is",
}


def _meant(library: Library, text: str) -> Problem | None:
    """A word of a drawing in place of an item: what it means. It is never put in without the user's word."""
    from carbonfoot.factors.aliases import aliases

    found = [one for one in aliases(library, text) if one.whole or one.scheme == "grade"]
    if not found:
        return None
    message = f"`{text}` is not an item of the factor library"
    best = found[0]
    note = best.note.rstrip(".")
    others = " or ".join(f"`{one.item}` ({one.relation})" for one in found[1:3] if one.item)
    if best.relation == "none":
        said = note if note.startswith("no ") else f"no fit open factor: {note}"
        nearest = f"nearest is `{best.item}`" if best.item else ""
        notes = tuple(part for part in (said, nearest) if part)
        return Problem("CF301", message, "state the supplier's `footprint:` in place of `factor:`", notes)
    route = f" and `route: {best.route}`" if best.route else ""
    help = f"`{best.alias}` {_STANDS[best.relation]} `{best.item}`: write `factor: {best.item}`{route}"
    notes = tuple(
        part
        for part in (f"{best.relation}: {note}" if note else "", f"or {others}" if others else "")
        if part
    )
    return Problem("CF301", message, help, notes)


def nothing_fits(need: Need, passed: list[Passed]) -> Problem:
    """No record may stand here; the reasons, each once."""
    by_reason: dict[str, list[str]] = {}
    for entry in sorted(passed, key=lambda entry: entry.record.route != need.route):
        by_reason.setdefault(entry.why, []).append(entry.record.id)
    reasons = [
        f"`{ids[0]}`: {why}" if len(ids) == 1 else f"{len(ids)} records: {why}"
        for why, ids in by_reason.items()
    ]
    return Problem(
        "CF302",
        f"no factor of `{need.item}` fits this line",
        _other_way(need),
        tuple(reasons[:4]),
    )


_OTHER_WAYS = {
    "waste": "name an item that has this treatment; `carbonfoot factors list waste/` shows them",
    "freight": "name another `mode:`; `carbonfoot factors list freight/` shows them",
    "electricity": "list it under `energy:` with the supplier's `footprint:`",
    "fuels": "list it under `energy:` with the supplier's `footprint:`",
    "heat": "list it under `energy:` with the supplier's `footprint:`",
}


def _other_way(need: Need) -> str:
    folder = need.item.partition("/")[0]
    return _OTHER_WAYS.get(folder, "state the supplier's `footprint:` in place of `factor:`")


def telling(errors: list[QuantityError]) -> QuantityError:
    """A basis that is not said explains more than units that do not meet."""
    return next((error for error in errors if error.code == "CF210"), errors[0])


def conversion_problem(need: Need, records: list[Record], error: QuantityError) -> Problem:
    """No record can take the amount in its unit; the help names the property that would lead there."""
    if error.code in ("CF204", "CF210") or error.help:
        return Problem(error.code, error.message, error.help, about="amount")
    units = sorted({f"{one.unit_den} ({one.cv_basis})" if one.cv_basis else one.unit_den for one in records})
    name = need.item or need.record
    message = f"`{need.quantity.text}` does not meet the factors of `{name}`, stated per {', '.join(units)}"
    help = f"write the amount in {' or '.join(units)}, or state {_bridge(need, records[0])}"
    return Problem("CF209", message, help, about="amount")


_BRIDGES = {
    frozenset(("number of pieces", "mass")): "`mass:` of a piece",
    frozenset(("volume", "mass")): "`density:`",
    frozenset(("energy", "mass")): "`calorific_value:`",
    frozenset(("energy", "volume")): "`calorific_value:`",
}


def _bridge(need: Need, record: Record) -> str:
    """The property that leads from the amount to the record's unit, as far as its dimensions tell."""
    mine, theirs = need.quantity.unit, parse_unit(record.unit_den)
    words = frozenset((dimension_name(mine.dimension), dimension_name(theirs.dimension)))
    return _BRIDGES.get(words, "`density:`, `calorific_value:` or `mass:` of a piece")


def undecided(need: Need, one: Candidate, other: Candidate) -> Problem:
    """Two records that no rule tells apart: the user names one."""
    ids = (f"{one.record.id}: {value(one)}", f"{other.record.id}: {value(other)}")
    message = f"two factors of `{need.item}` fit equally well and differ"
    return Problem("CF303", message, f"name one: `record: {one.record.id}`", ids)


def remarks(library: Library, need: Need, uses: list[Use]) -> list[Problem]:
    """What a user must know about the picks: stand-ins, age, marks, review dates."""
    # A place that nobody states cannot be missed: CF316 says that the origin is not there.
    found = _stand_ins(library, need, [use for use in uses if use.proxy and need.region])
    return found + [problem for use in uses for problem in _about(library, need, use)]


def _stand_ins(library: Library, need: Need, uses: list[Use]) -> list[Problem]:
    """CF305 once a place that stands in, also where several parts of one use come from there."""
    by_place: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        by_place.setdefault((use.record.geo, use.record.year), []).append(use)
    found = []
    for (geo, year), there in by_place.items():
        covered = {part for use in there for part in use.parts}
        what = "" if {"direct", "whole"} & covered else f" ({PART_WORDS[there[0].parts[0]]})"
        name = library.region_name(geo, "en")
        message = f"`{there[0].record.item}`{what} for {need.region} is taken from {name} ({year})"
        help = "ask the supplier for a `footprint:`, or accept the stand-in"
        found.append(Problem("CF305", message, help, about="origin"))
    return found


def _about(library: Library, need: Need, use: Use) -> list[Problem]:
    record = use.record
    found: list[Problem] = []
    gap = need.year - int(record.year)
    if abs(gap) > (0 if record.kind == "electricity" else OLD_AFTER):
        kind = "published" if record.year_kind == "publication" else "of"
        side = "before" if gap > 0 else "after"
        years = f"{abs(gap)} year{'' if abs(gap) == 1 else 's'}"
        message = f"`{record.id}` is {kind} {record.year}, {years} {side} {need.year}".replace(
            "is published", "was published in"
        )
        found.append(Problem("CF306", message, "prefer data of the period where you can get them"))
    if record.trust == "X" or WORTH_A_WARNING & set(record.flags.split(";")):
        message = f"`{record.id}` carries a warning: {record.flag_note.rstrip('.')}"
        found.append(Problem("CF312", message, "check it before you rely on it"))
    review_by = library.pack(record.pack).get("review_by", "")
    if review_by and int(review_by[:4]) < need.year:
        message = f"pack `{record.pack}` was to be looked at again by {review_by}, before {need.year}"
        found.append(Problem("CF314", message, "look for a newer edition of the pack"))
    return found
