"""Choosing records for an input: what fits, what fits best, what was passed over and why (DESIGN 4, "Resolution").

Nothing is averaged: records that no rule can tell apart are shown, and the user names one.
"""

from __future__ import annotations

from carbonfoot.factors.boundaries import left_out, needed, parts
from carbonfoot.factors.candidates import (
    Candidate,
    best,
    candidates,
    places,
    why_not,
)
from carbonfoot.factors.convert import convert
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import Need, Passed, Problem, Resolution, Use
from carbonfoot.factors.problems import (
    conversion_problem,
    nothing_fits,
    nothing_known,
    remarks,
    telling,
    undecided,
)
from carbonfoot.factors.routes import kept_out_routes, one_route
from carbonfoot.quantities.numbers import QuantityError


def resolve(library: Library, need: Need, only: list[Record] | None = None) -> Resolution:
    """The records for one need; of `only` these, where they are given."""
    if need.record:
        return _by_id(library, need)
    records = records_for(library, need) if only is None else only
    if not records:
        return _failed(nothing_known(library, need))
    unfit = of_no_use(need, records)
    if unfit is not None:
        return _failed(unfit)
    passed: list[Passed] = []
    fitting, errors = candidates(library, need, records, passed)
    if errors and not fitting:
        return Resolution([], passed, [], [conversion_problem(need, records, telling(errors))])
    fitting, problem = one_route(need, fitting, kept_out_routes(records), passed)
    if problem is not None:
        return Resolution([], passed, [], [problem])
    choice = best(fitting, needed(records[0].kind))
    if choice is None:
        return Resolution([], passed, [], [nothing_fits(need, passed)])
    chosen, twin = choice
    if twin is not None:
        return Resolution([], passed, [], [undecided(need, chosen[0], twin)])
    picked = {one.record.id for one in chosen}
    others = sorted((one for one in fitting if one.record.id not in picked), key=lambda one: one.rank)
    passed.extend(Passed(one.record, why_not(one, chosen[0])) for one in others)
    return taken(library, need, chosen, passed)


def taken(library: Library, need: Need, chosen: list[Candidate], passed: list[Passed]) -> Resolution:
    """What these candidates together are for the need."""
    covered = {part for one in chosen for part in one.parts}
    missing = [part for part in needed(chosen[0].record.kind) if part not in covered]
    uses = [_use(one) for one in chosen]
    missing += left_out(use.record for use in uses)
    return Resolution(uses, passed, missing, remarks(library, need, uses))


def records_for(library: Library, need: Need) -> list[Record]:
    """Records of the item; for electricity only those that may stand for the region (another grid is no stand-in)."""
    if need.item.startswith("electricity/") and need.region:
        return library.records(need.item, places(library, need.region))
    return library.records(need.item)


def _by_id(library: Library, need: Need) -> Resolution:
    record = library.record(need.record)
    if record is None:
        help = "`carbonfoot factors list` shows the items, `carbonfoot factors show ITEM` the ids"
        return _failed(Problem("CF317", f"no record `{need.record}` in the library", help, about="record"))
    unfit = _wrong_kind(need, record)
    if unfit is not None:
        return _failed(unfit._replace(about="record"))
    fitting = parts(record.kind, record.boundary, need.accept)
    if not fitting:
        words = record.boundary.replace("_", " ")
        help = "it may be read with `carbonfoot factors show`, not used in a footprint"
        return _failed(
            Problem("CF318", f"`{record.id}` ({words}) does not fit a footprint", help, about="record")
        )
    try:
        converted = convert(need.quantity, record, list(need.stated))
    except QuantityError as error:
        return _failed(conversion_problem(need, [record], error))
    use = Use(record, converted.number, converted.how, fitting, _is_proxy(library, need, record))
    missing = [part for part in needed(record.kind) if part not in fitting]
    missing += left_out([record])
    return Resolution([use], [], missing, remarks(library, need, [use]))


def of_no_use(need: Need, records: list[Record]) -> Problem | None:
    """An item of the wrong kind, or of two kinds: packs of one's own may contradict each other."""
    kinds = sorted({record.kind for record in records})
    if len(kinds) == 1:
        return _wrong_kind(need, records[0])
    packs = " and ".join(sorted({f"`{record.pack}`" for record in records}))
    message = f"`{need.item}` is {' and '.join(kinds)} at once, in {packs}"
    return Problem("CF318", message, "give one of the two an item of its own")


def _wrong_kind(need: Need, record: Record) -> Problem | None:
    """A record that is not of the kind its place is for: steel under a fuel, a material as a treatment of waste."""
    name = need.record or need.item
    if need.kinds and record.kind not in need.kinds:
        message = f"`{name}` is a {record.kind}, not {' or '.join(need.kinds)}"
        return Problem("CF318", message, "name an item of the kind that belongs here")
    if need.record and need.route and record.kind == "waste" and record.route != need.route:
        message = f"`{name}` stands for {record.route or 'no treatment'}, not for {need.route}"
        return Problem("CF318", message, "name a record of the treatment that is stated")
    return None


def _failed(problem: Problem) -> Resolution:
    return Resolution([], [], [], [problem])


def _use(one: Candidate) -> Use:
    return Use(one.record, one.converted.number, one.converted.how, one.parts, not one.near)


def _is_proxy(library: Library, need: Need, record: Record) -> bool:
    return bool(need.region) and record.geo not in places(library, need.region)
