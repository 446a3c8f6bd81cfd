"""What a user is told about a need: why nothing fits, and what to know about what was picked."""

from __future__ import annotations

from carbonfoot.factors.candidates import Candidate, value
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Passed, Problem, Use
from carbonfoot.quantities.numbers import QuantityError

OLD_AFTER = 5
"""Years between the data of a factor and the period it stands for, beyond which the age is mentioned."""


def nothing_known(library: Library, need: Need) -> Problem:
    if library.has_item(need.item):
        where = f" for {need.region}" if need.region else ""
        return Problem(
            "CF302", f"no factor of `{need.item}` stands for the place{where}", "state a `footprint:`"
        )
    near = [item for item, _ in library.nearest_items(need.item)]
    below = [item for item, _, _ in library.items(need.item.rstrip("/") + "/")][:5]
    names = below or near
    help = f"did you mean {' or '.join(f'`{name}`' for name in names[:3])}?" if names else ""
    note = "`carbonfoot factors search WORD` looks in Korean and English"
    return Problem(
        "CF301", f"`{need.item}` is not an item of the factor library", help or note, (note,) if help else ()
    )


def nothing_fits(
    need: Need, records: list[Record], passed: list[Passed], errors: list[QuantityError]
) -> Problem:
    if errors and len(errors) == len(passed):
        return conversion_problem(need, records, _telling(errors))
    reasons = sorted({entry.why for entry in passed})
    return Problem(
        "CF302",
        f"no factor of `{need.item}` fits this line",
        "state a `footprint:` of the supplier",
        tuple(reasons[:4]),
    )


def _telling(errors: list[QuantityError]) -> QuantityError:
    """A basis that is not said explains more than units that do not meet."""
    return next((error for error in errors if error.code == "CF210"), errors[0])


def conversion_problem(need: Need, records: list[Record], error: QuantityError) -> Problem:
    if error.code == "CF210":
        return Problem("CF210", error.message, error.help, about="amount")
    units = sorted({f"{one.unit_den} ({one.cv_basis})" if one.cv_basis else one.unit_den for one in records})
    message = (
        f"`{need.quantity.text}` does not meet the factors of `{need.item}`, stated per {', '.join(units)}"
    )
    help = "write the amount in one of these units, or state `density:`, `calorific_value:` or `mass:` of a piece"
    return Problem("CF209", message, help, about="amount")


def undecided(need: Need, one: Candidate, other: Candidate) -> Problem:
    ids = (f"{one.record.id}: {value(one.record)}", f"{other.record.id}: {value(other.record)}")
    message = f"two factors of `{need.item}` fit equally well and differ"
    return Problem("CF303", message, f"name one: `record: {one.record.id}`", ids)


def remarks(library: Library, need: Need, uses: list[Use]) -> list[Problem]:
    """What a user must know about the picks: stand-ins, age, marks, review dates."""
    return [problem for use in uses for problem in _about(library, need, use)]


def _about(library: Library, need: Need, use: Use) -> list[Problem]:
    record = use.record
    found: list[Problem] = []
    if use.proxy:
        name = library.region_name(record.geo, "en")
        message = f"`{record.item}` for {need.region} is taken from {name} ({record.year})"
        help = "ask the supplier for a `footprint:`, or accept the stand-in"
        found.append(Problem("CF305", message, help, about="origin"))
    age = need.year - int(record.year)
    if age > OLD_AFTER:
        kind = "published" if record.year_kind == "publication" else "measured"
        message = f"`{record.id}` was {kind} in {record.year}, {age} years before {need.year}"
        found.append(Problem("CF306", message, "prefer newer data where you can get them"))
    if record.trust == "X" or "outlier" in record.flags.split(";"):
        message = f"`{record.id}` carries a warning: {record.flag_note}"
        found.append(Problem("CF312", message, "check it before you rely on it"))
    review_by = library.pack(record.pack).get("review_by", "")
    if review_by and int(review_by[:4]) < need.year:
        message = f"pack `{record.pack}` was to be looked at again by {review_by}, before {need.year}"
        found.append(Problem("CF314", message, "look for a newer edition of the pack"))
    return found
