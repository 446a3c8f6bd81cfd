"""Which records could stand for a need, and which of them stands best.

The order of the rank: technology route; the project's own packs where they fit the place; region (exact, its groups, the
world, another country); not far from the period;
fewest parts not assessed; a national value before an international model; data year, trust, preference of the pack.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.boundaries import parts
from carbonfoot.factors.convert import Converted, convert, record_unit
from carbonfoot.factors.figures import differ, short
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.need import WORLD, Need, Passed
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

OLD_AFTER = 5
"""Years between a factor and the period it stands for, beyond which another kind of value is preferred."""

TRUST = {"A": 0, "B": 1, "C": 2, "X": 3}


class Candidate(NamedTuple):
    """A record that fits a need, with the parts it covers, the amount in its unit, and its rank (less is better)."""

    record: Record
    parts: tuple[str, ...]
    converted: Converted
    near: bool
    rank: tuple[int, ...]
    private: bool = False


def places(library: Library, region: str) -> list[str]:
    """Region codes that hold a place, nearest first: itself, its country, its groups, the world."""
    if not region:
        return [WORLD]
    wider = library.groups_of(region)
    country = region.split("-", maxsplit=1)[0]
    if not wider and country != region:  # a subdivision that the library does not list
        wider = [country, *library.groups_of(country)]
    return [region, *wider]


def candidates(
    library: Library, need: Need, records: list[Record], passed: list[Passed]
) -> tuple[list[Candidate], list[QuantityError]]:
    """Records that fit a need; the others go into `passed`, and conversions that failed are given back."""
    found: list[Candidate] = []
    errors: list[QuantityError] = []
    chain = places(library, need.region)
    for record in records:
        fitting = parts(record.kind, record.boundary, need.accept)
        if not fitting:
            passed.append(Passed(record, _unfit(record), "boundary"))
        elif record.trust == "X":
            why = (record.flag_note or "marked unfit").rstrip(".")
            passed.append(Passed(record, f"kept out: {why}; ask for it by `record:`", "kept out"))
        elif record.scope2_method == "residual" or _of_a_supplier(record, need):
            why = f"{record.scope2_method} value, asked for by `record:` only"
            passed.append(Passed(record, why, "kept out"))
        else:
            try:
                converted = convert(need.quantity, record, list(need.stated))
            except QuantityError as error:
                errors.append(error.with_traceback(None))  # its frames would hold a whole batch
                passed.append(Passed(record, error.message, "unit"))
                continue
            place = chain.index(record.geo) if record.geo in chain else len(chain)
            if place == len(chain) and _by_gas_volume(record):
                why = "gas of another country has another calorific value"
                errors.append(QuantityError("CF209", f"`{need.quantity.text}`: {why}", ""))
                passed.append(Passed(record, why, "unit"))
                continue
            about = library.pack(record.pack)
            own = about.get("override") == "first" and place < len(chain)
            rank = (
                int(not own),
                place,
                abs(int(record.year) - need.year),
                int(int(record.year) > need.year),
                TRUST[record.trust],
                int(about.get("preference") or 99),
                int(converted.bridged),
                int(record_unit(record).symbol != need.quantity.unit.symbol),
            )
            # The grid of the world is no country's grid; a material of the world market is one of anybody's.
            foreign = record.kind == "electricity" and record.geo == WORLD != need.region
            named = (
                bool(need.route) and record.route == need.route
            )  # a supplier of the same country, asked for by name
            near = (place < len(chain) and not foreign) or (
                named and _country(record.geo) == _country(need.region)
            )
            private = about.get("share_class") == "private"
            found.append(Candidate(record, fitting, converted, near, rank, private))
    return found, errors


def _by_gas_volume(record: Record) -> bool:
    """A fuel per normal or standard volume: what burns in it differs from grid to grid, and energy is asked for."""
    return record.kind == "fuel" and record_unit(record).dimension == parse_unit("Nm3").dimension


def _country(code: str) -> str:
    return code.split("-", maxsplit=1)[0]


def _unfit(record: Record) -> str:
    if record.boundary == "release":
        return "it counts the gas as released; list a leak under `emissions:` of a process"
    if record.boundary == "collection":
        return "it covers collection and transport only, not the treatment"
    return f"boundary `{record.boundary}` does not fit"


def _of_a_supplier(record: Record, need: Need) -> bool:
    """A supplier's own value, taken only where its route is named."""
    return record.scope2_method == "supplier" and (not record.route or record.route != need.route)


def leads(one: Candidate) -> bool:
    """Whether a record can be the main one: it covers the use itself, or the whole."""
    return "direct" in one.parts or "whole" in one.parts


def best(
    candidates: list[Candidate], wanted: tuple[str, ...]
) -> tuple[list[Candidate], Candidate | None] | None:
    """The main record with what completes it; beside it a twin that no rule tells apart, if there is one."""
    options = in_order(candidates, wanted)
    if not options:
        return None
    rank, _, chosen = options[0]
    twin = options[1][2][0] if len(options) > 1 and options[1][0] == rank else None
    return chosen, twin if twin is not None and told_apart(twin, chosen[0]) else None


def told_apart(one: Candidate, other: Candidate) -> bool:
    """Whether it matters for the result which of two records is taken."""
    return one.converted.number != other.converted.number or differ(one.record, other.record)


def in_order(
    candidates: list[Candidate], wanted: tuple[str, ...]
) -> list[tuple[tuple[int, ...], str, list[Candidate]]]:
    """Every main record with what completes it, the best first: how well it stands, its id, the records together."""
    options = []
    beside = [one for one in candidates if "direct" not in one.parts]
    for lead in candidates:
        if leads(lead):
            chosen = completed(lead, beside, wanted)
            covered = {part for one in chosen for part in one.parts}
            missing = sum(part not in covered for part in wanted)
            # A national value comes before an international model of the same country's grid.
            modelled = int(lead.record.boundary == "generation_life_cycle")
            ours, place, gap, *rest = lead.rank
            far = int(gap > OLD_AFTER)
            options.append(((ours, place, far, missing, modelled, gap, *rest), lead.record.id, chosen))
    return sorted(options, key=lambda option: option[:2])


def completed(lead: Candidate, candidates: list[Candidate], wanted: tuple[str, ...]) -> list[Candidate]:
    """The main record and, part by part, the best record for what it leaves open; no part is covered twice."""
    chosen = [lead]
    covered = set(lead.parts)
    for part in (*wanted, "upstream_losses"):
        if part in covered:
            continue
        fitting = [
            one
            for one in candidates
            if part in one.parts
            and covered.isdisjoint(one.parts)
            and "direct" not in one.parts
            and _same_network(one.record, lead.record)
            and (part != "upstream_losses" or one.record.pack == chosen[-1].record.pack)
        ]
        if fitting:
            next_best = min(
                fitting, key=lambda one: (one.record.route != lead.record.route, one.rank, one.record.id)
            )
            chosen.append(next_best)
            covered.update(next_best.parts)
    return chosen


def _same_network(one: Record, lead: Record) -> bool:
    """Losses and upstream of power and heat belong to a network: those of another country say nothing about it."""
    if lead.kind not in ("electricity", "heat"):
        return True
    return one.geo.split("-", maxsplit=1)[0] == lead.geo.split("-", maxsplit=1)[0]


def value(one: Candidate) -> str:
    """The published number in short: `2.38 kg CO2e/kg (TW 2013)`; that of a private pack goes into no finding."""
    record = one.record
    number = f"private number of `{record.pack}`" if one.private else short(record)
    return f"{number} ({record.geo} {record.year})"


def why_not(one: Candidate, best: Candidate) -> str:
    """Why a record that fits was not taken: the first step of the rank in which it stands behind."""
    if not leads(one):
        return "its part is covered already"
    if one.record.boundary == "generation_life_cycle" != best.record.boundary:
        return "a model of the grid; a value of the country itself comes first"
    names = (
        "the project's own pack comes first",
        "region fits less well",
        "data year is further away",
        "data year lies ahead",
        "less trusted",
        "pack comes later",
        "needs a property",
        "stated in another unit",
    )
    for name, mine, theirs in zip(names, one.rank, best.rank, strict=True):
        if mine != theirs:
            return name if mine > theirs else "leaves more parts not assessed"
    return "the same value"
