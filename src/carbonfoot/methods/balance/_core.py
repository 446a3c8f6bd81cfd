"""Carbon in minus carbon out: what the balances of all sectors share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from carbonfoot.methods.balance._streams import Held, Rules
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import added

_CLOSED = 1e-9
"""Share of the carbon that rounding may take from a balance that closes."""


class Gases(NamedTuple):
    """What leaves as another gas than CO2, kg; and the share of carbon out may exceed carbon in by."""

    ch4: float | None = None
    co: float | None = None
    tolerance: float | None = None


def rules_of(work: Work, rule: str | None, edition: str | None) -> Rules:
    """44/12, or 3.664 with `rule: eu`; carbon contents of the edition asked for, else of the rule."""
    if rule == "eu":
        return Rules(work.constant("co2-per-carbon-cbam"), edition or "eu-2025-2547")
    return Rules(work.constant("co2-per-carbon"), edition or "")


def balance(
    work: Work,
    inward: Sequence[Held],
    outward: Sequence[Held],
    flared: Sequence[Held],
    gases: Gases,
    rules: Rules,
) -> list[Term]:
    """Terms of a balance. Raises `Refused` (CF703) when more carbon comes out than goes in."""
    ch4, co = gases.ch4 or 0.0, gases.co or 0.0
    in_ch4 = ch4 * work.molar_mass("C") / work.molar_mass("CH4") if ch4 else 0.0
    in_co = co * work.molar_mass("C") / work.molar_mass("CO") if co else 0.0
    fossil = added(one.fossil for one in inward) - added(one.fossil for one in outward) - in_ch4
    biogenic = added(one.biogenic for one in inward) - added(one.biogenic for one in outward)
    total_in = added(one.carbon for one in inward)
    total_out = added(one.carbon for one in outward) + in_ch4
    work.found("carbon in", total_in, "kg", "computed")
    work.found("carbon out", total_out, "kg", "computed")
    _told(work, inward, outward)
    fossil = _not_below(work, "fossil", fossil, (inward, outward, in_ch4), gases.tolerance)
    biogenic = _not_below(work, "biogenic", biogenic, (inward, outward, 0.0), gases.tolerance)
    burned = added(one.fossil for one in flared)
    burned_bio = added(one.biogenic for one in flared)
    aside = burned + in_co
    if aside > fossil * (1 + _CLOSED) or burned_bio > biogenic * (1 + _CLOSED):
        what = "`flared` and `co` hold" if flared and in_co else "`flared` holds" if flared else "`co` holds"
        message = (
            f"{what} {_kg(aside + burned_bio)} of carbon, and {_kg(fossil + biogenic)} is emitted in all"
        )
        help = (
            "they are part of what the balance finds as emitted: do not list them among the outputs as well"
        )
        raise work.refuse("CF703", message, ("flared",) if flared else ("co",), help)
    how = f"({_kg(total_in)} C in - {_kg(total_out)} C out) x {rules.ratio:.6g}"
    terms = [
        Term(
            "CO2 of the carbon balance",
            "탄소 수지에 따른 CO2",
            quantity=amount_of(fossil + biogenic - aside - burned_bio, "kg"),
            gases=_co2((fossil - aside) * rules.ratio, (biogenic - burned_bio) * rules.ratio),
            how=how if not aside else f"{how}, {_kg(aside + burned_bio)} C of it apart",
        )
    ]
    if flared:
        gas = _co2(burned * rules.ratio, burned_bio * rules.ratio)
        names = ", ".join(one.name for one in flared)
        terms.append(
            Term(
                f"flared: {names}",
                f"플레어 연소: {names}",
                ("flared",),
                amount_of(burned + burned_bio, "kg"),
                gas,
            )
        )
    if co:
        gas = {"co2": in_co * rules.ratio}
        terms.append(
            Term("CO, as the CO2 that it becomes", "CO (CO2로 산화)", ("co",), amount_of(co, "kg"), gas)
        )
    if ch4:
        terms.append(Term("CH4", "CH4", ("ch4",), amount_of(ch4, "kg"), {"ch4_fossil": ch4}))
    return terms


def _told(work: Work, inward: Sequence[Held], outward: Sequence[Held]) -> None:
    """CF764 for an output that takes fossil carbon away although it may hold biogenic carbon, too."""
    if added(one.biogenic for one in inward) <= 0:
        return
    for one in outward:
        if one.carbon > 0 and not one.split:
            message = f"{one.name}: its carbon counts as fossil, and a part of what goes in is biogenic: fossil CO2 is the less"
            help = "state the share of its carbon that is biogenic, `biomass_share: 0 %` where there is none"
            work.remark("CF764", message, one.at, help)


def _co2(fossil: float, biogenic: float) -> dict[str, float]:
    return {"co2": fossil, "co2_biogenic": biogenic} if biogenic else {"co2": fossil}


def _not_below(
    work: Work,
    kind: str,
    left: float,
    streams: tuple[Sequence[Held], Sequence[Held], float],
    tolerance: float | None,
) -> float:
    """What is left of one kind of carbon; zero, told of, when it is below zero within the tolerance."""
    inward, outward, in_ch4 = streams
    came = added(getattr(one, kind) for one in inward)
    went = added(getattr(one, kind) for one in outward) + in_ch4
    if left >= 0:
        return left
    scale = max(abs(came), abs(went))
    if -left <= _CLOSED * scale:
        return 0.0 * left
    most = max(outward, key=lambda one: one.carbon, default=None)
    at: Path = ("ch4",) if most is None else most.at
    if tolerance is not None and -left <= tolerance * came:
        message = (
            f"{_kg(went)} of {kind} carbon comes out of {_kg(came)}; within the tolerance, nothing is counted"
        )
        help = "see which of the amounts or carbon contents is the least certain"
        work.remark("CF718", message, at, help)
        return 0.0 * left
    notes = tuple(
        f"{side} {one.name}: {_kg(getattr(one, kind))}"
        for side, some in (("in", inward), ("out", outward))
        for one in some
        if getattr(one, kind)
    )
    if in_ch4:
        notes = (*notes, f"out CH4: {_kg(in_ch4)}")
    help = (
        "see units and carbon contents, add the input that is missing, "
        "or state by what share the measurements may miss (`tolerance: 2 %`)"
    )
    message = f"{_kg(went)} of {kind} carbon comes out, and {_kg(came)} goes in"
    raise work.refuse("CF703", message, at, help, notes)


def _kg(number: float) -> str:
    return f"{format_number(number, 6)} kg"
