"""Choosing records for an input: what fits, what fits best, what was passed over and why (DESIGN 4, "Resolution").

The order of the rank: boundary (it must fit; then fewest parts not assessed), technology route, region (exact, its
groups, the world, another country), data year, trust, preference of the pack. Nothing is averaged: records that no
rule can tell apart are shown, and the user names one.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.boundaries import needed, parts
from carbonfoot.factors.convert import Converted, Property, convert
from carbonfoot.factors.library import Library, Record
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity

TRUST = {"A": 0, "B": 1, "C": 2, "X": 3}
WORLD = "GLO"


class Need(NamedTuple):
    """What an input asks of the library."""

    item: str
    quantity: Quantity
    region: str  # "" when the user does not say
    year: int
    route: str = ""
    record: str = ""
    stated: tuple[Property, ...] = ()
    boundary: str = ""  # asked for, when not any that fits


class Use(NamedTuple):
    """One record in use: `number` of its units, for these parts of the whole."""

    record: Record
    number: float
    how: str
    parts: tuple[str, ...]
    proxy: bool


class Problem(NamedTuple):
    """A finding without its place; `about` names the field that asks for it."""

    code: str
    message: str
    help: str = ""
    notes: tuple[str, ...] = ()
    about: str = "factor"


class Passed(NamedTuple):
    """A record that was not taken, and the reason."""

    record: Record
    why: str


class Resolution(NamedTuple):
    """What was picked for a need; empty `uses` means nothing fits and `problems` says why."""

    uses: list[Use]
    passed_over: list[Passed]
    not_assessed: list[str]
    problems: list[Problem]


class _Candidate(NamedTuple):
    record: Record
    parts: tuple[str, ...]
    converted: Converted
    near: bool
    rank: tuple[int | str, ...]


def resolve(library: Library, need: Need) -> Resolution:
    """The records for one need."""
    if need.record:
        return _by_id(library, need)
    records = _records(library, need)
    if not records:
        return _failed(_nothing_known(library, need))
    passed: list[Passed] = []
    candidates, errors = _candidates(library, need, records, passed)
    candidates, problem = _one_route(need, candidates, _kept_out_routes(records), passed)
    if problem is not None:
        return Resolution([], passed, [], [problem])
    best = _best(candidates, needed(records[0].kind))
    if best is None:
        return Resolution([], passed, [], [_nothing_fits(need, records, passed, errors)])
    chosen, twin = best
    if twin is not None:
        return Resolution([], passed, [], [_undecided(need, chosen[0], twin)])
    picked = {one.record.id for one in chosen}
    passed.extend(Passed(one.record, _why_not(one, chosen[0])) for one in candidates if one.record.id not in picked)
    covered = {part for one in chosen for part in one.parts}
    missing = [part for part in needed(records[0].kind) if part not in covered]
    uses = [_use(one, need) for one in chosen]
    return Resolution(uses, passed, missing, _remarks(library, need, uses))


def _records(library: Library, need: Need) -> list[Record]:
    """Records of the item; for electricity only those that may stand for the region (another grid is no stand-in)."""
    if need.item.startswith("electricity/") and need.region:
        return library.records(need.item, [need.region, *library.groups_of(need.region)])
    return library.records(need.item)


def _by_id(library: Library, need: Need) -> Resolution:
    record = library.record(need.record)
    if record is None:
        help = "`carbonfoot factors list` shows the items, `carbonfoot factors show ITEM` the ids"
        return _failed(Problem("CF317", f"no record `{need.record}` in the library", help, about="record"))
    fitting = parts(record.kind, record.boundary)
    if not fitting:
        words = record.boundary.replace("_", " ")
        help = "it may be read with `carbonfoot factors show`, not used in a footprint"
        return _failed(Problem("CF318", f"`{record.id}` ({words}) does not fit a footprint", help, about="record"))
    try:
        converted = convert(need.quantity, record, list(need.stated))
    except QuantityError as error:
        return _failed(_conversion_problem(need, [record], error))
    use = Use(record, converted.number, converted.how, fitting, _is_proxy(library, need, record))
    missing = [part for part in needed(record.kind) if part not in fitting]
    return Resolution([use], [], missing, _remarks(library, need, [use]))


def _failed(problem: Problem) -> Resolution:
    return Resolution([], [], [], [problem])


def _nothing_known(library: Library, need: Need) -> Problem:
    if library.has_item(need.item):
        where = f" for {need.region}" if need.region else ""
        return Problem("CF302", f"no factor of `{need.item}` stands for the place{where}", "state a `footprint:`")
    near = [item for item, _ in library.nearest_items(need.item)]
    below = [item for item, _, _ in library.items(need.item.rstrip("/") + "/")][:5]
    names = below or near
    help = f"did you mean {' or '.join(f'`{name}`' for name in names[:3])}?" if names else ""
    note = "`carbonfoot factors search WORD` looks in Korean and English"
    return Problem("CF301", f"`{need.item}` is not an item of the factor library", help or note, (note,) if help else ())


def _candidates(
    library: Library, need: Need, records: list[Record], passed: list[Passed]
) -> tuple[list[_Candidate], list[QuantityError]]:
    found: list[_Candidate] = []
    errors: list[QuantityError] = []
    chain = [need.region, *library.groups_of(need.region)] if need.region else [WORLD]
    for record in records:
        fitting = parts(record.kind, record.boundary)
        if not fitting:
            passed.append(Passed(record, f"boundary `{record.boundary}` does not fit"))
        elif need.boundary and record.boundary != need.boundary:
            passed.append(Passed(record, f"boundary is not `{need.boundary}`"))
        elif record.trust == "X":
            passed.append(Passed(record, f"kept out: {record.flag_note or 'marked unfit'}; ask for it by `record:`"))
        elif record.scope2_method in ("supplier", "residual"):
            passed.append(Passed(record, f"{record.scope2_method} value, asked for by `record:` only"))
        else:
            try:
                converted = convert(need.quantity, record, list(need.stated))
            except QuantityError as error:
                errors.append(error)
                passed.append(Passed(record, error.message))
                continue
            place = chain.index(record.geo) if record.geo in chain else len(chain)
            rank = (
                place,
                abs(int(record.year) - need.year),
                int(int(record.year) > need.year),
                TRUST[record.trust],
                int(library.pack(record.pack).get("preference") or 99),
                int(converted.bridged),
            )
            found.append(_Candidate(record, fitting, converted, place < len(chain), rank))
    return found, errors


def _kept_out_routes(records: list[Record]) -> set[str]:
    """Routes of unfit records: they are never taken, but a user must still say that another route is meant."""
    return {record.route for record in records if record.trust == "X" and "whole" in parts(record.kind, record.boundary)}


def _one_route(
    need: Need, candidates: list[_Candidate], kept_out: set[str], passed: list[Passed]
) -> tuple[list[_Candidate], Problem | None]:
    """Records of the route that was asked for; a choice between routes is the user's, never an average."""
    leads = [one for one in candidates if _leads(one)]
    vague = [one for one in leads if "route-not-stated" in one.record.flags.split(";")]
    if len(vague) < len(leads):  # a record of unknown route never stands in where routes are known
        passed.extend(Passed(one.record, "its route is not stated") for one in vague)
        candidates = [one for one in candidates if one not in vague]
    routes = sorted({one.record.route for one in candidates if _leads(one)})
    named = [route for route in routes if route]
    others = sorted(kept_out - set(routes) - {""})
    if need.route:
        if candidates and need.route not in routes:
            help = f"routes with a factor: {', '.join(f'`{route}`' for route in named)}" if named else "leave `route:` out"
            message = f"`{need.item}` has no route `{need.route}`"
            return [], Problem("CF304", message, help, about="route")
        wanted = need.route
    elif "" in routes or not routes:
        wanted = ""
    elif len(named) == 1 and not others:
        wanted = named[0]
    else:
        shown = tuple(f"{route}: {_value(_best_of(candidates, route))}" for route in named)
        shown += tuple(f"{route}: only a record marked unfit" for route in others)
        message = f"`{need.item}` is made by routes that differ much: {', '.join([*named, *others])}"
        return [], Problem("CF303", message, f"add `route: {named[0]}` or the one that applies", shown)
    kept = []
    for one in candidates:
        if one.record.route == wanted or (one.record.route == "" and not _leads(one)):
            kept.append(one)
        else:
            passed.append(Passed(one.record, f"route `{one.record.route or 'not stated'}`, not `{wanted or 'the plain one'}`"))
    return kept, None


def _best_of(candidates: list[_Candidate], route: str) -> Record:
    return min((one for one in candidates if one.record.route == route and _leads(one)), key=lambda one: one.rank).record


def _leads(one: _Candidate) -> bool:
    """Whether a record can be the main one: it covers the use itself, or the whole."""
    return "direct" in one.parts or "whole" in one.parts


def _best(
    candidates: list[_Candidate], wanted: tuple[str, ...]
) -> tuple[list[_Candidate], _Candidate | None] | None:
    """The main record with what completes it; beside it a twin that no rule tells apart, if there is one."""
    options = []
    for lead in candidates:
        if _leads(lead):
            chosen = _completed(lead, candidates, wanted)
            covered = {part for one in chosen for part in one.parts}
            missing = sum(part not in covered for part in wanted)
            # A national value comes before an international model of the same country's grid.
            modelled = int(lead.record.boundary == "generation_life_cycle")
            options.append(((missing, modelled, *lead.rank), lead.record.id, chosen))
    if not options:
        return None
    options.sort(key=lambda option: option[:2])
    first = options[0]
    twin = None
    if len(options) > 1 and options[1][0] == first[0]:
        other = options[1][2][0]
        if _value(other.record) != _value(first[2][0].record):
            twin = other
    return first[2], twin


def _completed(lead: _Candidate, candidates: list[_Candidate], wanted: tuple[str, ...]) -> list[_Candidate]:
    """The main record and, part by part, the best record for what it leaves open; no part is covered twice."""
    chosen = [lead]
    covered = set(lead.parts)
    for part in (*wanted, "upstream_losses"):
        if part in covered:
            continue
        fitting = [
            one
            for one in candidates
            if part in one.parts and not covered & set(one.parts) and "direct" not in one.parts
            and (part != "upstream_losses" or one.record.pack == chosen[-1].record.pack)
        ]
        if fitting:
            best = min(fitting, key=lambda one: (one.record.route != lead.record.route, one.rank, one.record.id))
            chosen.append(best)
            covered.update(best.parts)
    return chosen


def _value(record: Record) -> str:
    number = record.co2e or record.co2_fossil
    return f"{number} {record.unit_num} {'CO2e' if record.co2e else 'CO2'}/{record.unit_den} ({record.geo} {record.year})"


def _why_not(one: _Candidate, best: _Candidate) -> str:
    if not _leads(one):
        return "its part is covered already"
    names = (
        "region fits less well",
        "data year is further away",
        "data year lies ahead",
        "less trusted",
        "pack comes later",
        "needs a property",
    )
    for name, mine, theirs in zip(names, one.rank, best.rank, strict=True):
        if mine != theirs:
            return name if mine > theirs else "leaves more parts not assessed"
    return "the same value"


def _use(one: _Candidate, need: Need) -> Use:
    proxy = bool(need.region) and not one.near
    return Use(one.record, one.converted.number, one.converted.how, one.parts, proxy)


def _is_proxy(library: Library, need: Need, record: Record) -> bool:
    return bool(need.region) and record.geo not in (need.region, *library.groups_of(need.region))


def _remarks(library: Library, need: Need, uses: list[Use]) -> list[Problem]:
    """What a user must know about the picks: stand-ins, age, marks, review dates."""
    found: list[Problem] = []
    for use in uses:
        record = use.record
        if use.proxy:
            name = library.region_name(record.geo, "en")
            message = f"`{record.item}` for {need.region} is taken from {name} ({record.year})"
            found.append(Problem("CF305", message, "ask the supplier for a `footprint:`, or accept the stand-in", about="origin"))
        age = need.year - int(record.year)
        if age > 5:
            kind = "published" if record.year_kind == "publication" else "measured"
            message = f"`{record.id}` was {kind} in {record.year}, {age} years before {need.year}"
            found.append(Problem("CF306", message, "prefer newer data where you can get them"))
        if record.trust == "X" or "outlier" in record.flags.split(";"):
            found.append(Problem("CF312", f"`{record.id}` carries a warning: {record.flag_note}", "check it before you rely on it"))
    return found


def _undecided(need: Need, one: _Candidate, other: _Candidate) -> Problem:
    ids = (f"{one.record.id}: {_value(one.record)}", f"{other.record.id}: {_value(other.record)}")
    message = f"two factors of `{need.item}` fit equally well and differ"
    return Problem("CF303", message, f"name one: `record: {one.record.id}`", ids)


def _nothing_fits(need: Need, records: list[Record], passed: list[Passed], errors: list[QuantityError]) -> Problem:
    if errors and len(errors) == len(passed):
        return _conversion_problem(need, records, errors[0])
    reasons = sorted({entry.why for entry in passed})
    return Problem("CF302", f"no factor of `{need.item}` fits this line", "state a `footprint:` of the supplier", tuple(reasons[:4]))


def _conversion_problem(need: Need, records: list[Record], error: QuantityError) -> Problem:
    if error.code == "CF210":
        return Problem("CF210", error.message, error.help, about="amount")
    units = sorted({f"{one.unit_den} ({one.cv_basis})" if one.cv_basis else one.unit_den for one in records})
    message = f"`{need.quantity.text}` does not meet the factors of `{need.item}`, stated per {', '.join(units)}"
    help = "write the amount in one of these units, or state `density:`, `calorific_value:` or `mass:` of a piece"
    return Problem("CF209", message, help, about="amount")
