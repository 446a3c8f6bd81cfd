"""Contracts for electricity, and the criteria that they have to meet to stand in a market-based number.

GHG Protocol Scope 2 Guidance (2015), chapter 7, table 7.1: the criteria in short words.
"""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM, YES_NO
from carbonfoot.documents.shape import Shape, choice, nested, optional, required
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work

EVERY = ("attribute", "unique", "retired", "vintage", "market")
CRITERIA = {
    "supplier": (*EVERY, "delivered"),
    "ppa": (*EVERY, "transferred"),
    "certificates": EVERY,
    "direct-line": ("attribute", "unique", "transferred"),
}
"""What each kind of contract has to meet; no certificate system stands behind a line of one's own."""

COVERS = {
    "generation": ("direct",),
    "consumption": ("direct", "losses"),
    "generation-life-cycle": ("direct", "upstream"),
    "life-cycle": ("direct", "losses", "upstream"),
}


class Criteria(Shape):
    """What the contract is known to meet; a criterion that is not stated is not met."""

    attribute = optional(YES_NO, "It conveys the emission rate of the electricity.", "yes")
    unique = optional(YES_NO, "Nobody else claims that rate for the same electricity.", "yes")
    retired = optional(YES_NO, "It is tracked, and retired or cancelled for the user.", "yes")
    vintage = optional(YES_NO, "It was generated close to the period of use.", "yes")
    market = optional(YES_NO, "It is of the market in which the electricity is used.", "yes")
    delivered = optional(
        YES_NO,
        "Supplier: the rate is of electricity delivered, certificates retired for its customers.",
        "yes",
    )
    transferred = optional(
        YES_NO, "Purchase agreement, direct line: all certificates go to the user, or none are issued.", "yes"
    )


class Contract(Shape):
    """Electricity bought by a contract that says how it was made."""

    type = required(
        choice("supplier", "ppa", "certificates", "direct-line"),
        "What it is: a supplier's tariff, a power purchase agreement, certificates apart from the electricity, or a line"
        " from the generator.",
        "ppa",
    )
    name = optional(WORD, "What it is called.", "Wind park Taebaek")
    share = optional(share(), "Share of the electricity; or `amount`.", "40 %")
    amount = optional(number("kWh"), "Electricity under the contract; or `share`.", "400 MWh")
    emission_factor = optional(
        number("kg CO2e/kWh"), "Its emission factor as the contract states it.", "0.012 kg CO2e/kWh"
    )
    source = optional(WORD, "Who states the factor, in which document.", "supplier, disclosure 2025")
    covers = optional(
        choice(*COVERS),
        "What the factor covers: generation alone, unless stated.",
        "generation-life-cycle",
    )
    factor = optional(ITEM, "Instead of a factor: an item of the library.", "electricity/wind")
    route = optional(WORD, "Which of several factors of the item.", "onshore")
    record = optional(WORD, "One record of the library by its id.", "electricity-official:cn-2024-wind")
    origin = optional(COUNTRY, "Where it is generated, when not where it is used.", "KR")
    criteria = optional(nested(lambda: Criteria), "Which criteria of quality it meets.", {"attribute": "yes"})


def usable(work: Work, contract: Contract, at: Path, *, said: bool) -> bool:
    """Whether a contract may stand in a market-based number; `said`: a finding tells why it may not."""
    stated = contract.criteria
    wanted = CRITERIA[contract.type]
    failed = [key for key in wanted if stated is not None and getattr(stated, key) is False]
    silent = [key for key in wanted if stated is None or getattr(stated, key) is None]
    for key in wanted:
        if key not in silent:
            work.given(
                f"{'/'.join(str(step) for step in at)}/criteria/{key}", "no" if key in failed else "yes"
            )
    if not failed and not silent:
        return True
    if said:
        parts = [f"fails {', '.join(failed)}"] if failed else []
        parts += [f"does not state {', '.join(silent)}"] if silent else []
        name = contract.name or contract.type
        message = f"`{name}` {' and '.join(parts)}: its electricity counts as the rest"
        help = "state under `criteria:` what it meets, each with yes or no"
        work.remark("CF711", message, at, help)
    return False


def checked(work: Work, contract: Contract, whole: float, at: Path) -> float:
    """kWh of a contract, of `whole`. Raises `Refused` where its keys do not fit together."""
    if (contract.share is None) == (contract.amount is None):
        message = (
            "`share` and `amount` both say how much" if contract.share is not None else "how much is missing"
        )
        code = "CF106" if contract.share is not None else "CF102"
        raise work.refuse(code, message, at, "state one of `share:` and `amount:`")
    ways = [key for key in ("emission_factor", "factor", "record") if getattr(contract, key) is not None]
    if not ways:
        help = (
            "state `emission_factor: 0.012 kg CO2e/kWh` with `source:`, or an item such as `electricity/wind`"
        )
        raise work.refuse("CF102", "the contract does not say how its electricity is made", at, help)
    if len(ways) > 1:
        raise work.refuse(
            "CF106",
            f"`{ways[0]}` and `{ways[1]}` exclude each other",
            (*at, ways[1]),
            "leave one of the two out",
        )
    if contract.emission_factor is not None and contract.source is None:
        raise work.refuse(
            "CF102",
            "`source` is missing",
            (*at, "emission_factor"),
            "say who states the factor, in which document",
        )
    without = ("route", "origin") if contract.emission_factor is not None else ("covers",)
    if contract.record is not None:
        without = ("covers", "route")
    for key in without:
        if getattr(contract, key) is not None:
            raise work.refuse("CF106", f"`{key}` has no effect here", (*at, key), "leave it out")
    return whole * contract.share if contract.share is not None else contract.amount or 0.0
