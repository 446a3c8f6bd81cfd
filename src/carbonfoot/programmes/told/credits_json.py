"""Credits, trading and targets for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any

from carbonfoot.programmes.credits.ledger import HELD, Issued
from carbonfoot.programmes.credits.trading import Position
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.report import Aims
from carbonfoot.programmes.targets.closing import PROVEN
from carbonfoot.programmes.targets.gaps import Closed
from carbonfoot.programmes.targets.judge import Judged
from carbonfoot.quantities.numbers import round_digits


def credits_data(told: Sequence[Issued], worked: Worked) -> dict[str, Any]:
    """The ledger of credits; t CO2e."""
    return {
        "unit": "t CO2e",
        "credits": [_credit(one, worked) for one in told],
        "issued": _r(fsum(one.tonnes for one in told if one.status == "issued")),
        "not_yet_issued": _r(fsum(one.tonnes for one in told if one.status != "issued")),
        "claimed_twice": _r(
            fsum(one.claim.tonnes for one in told if one.claim is not None and one.status != "planned")
        ),
        "netted": 0.0,
    }


def _credit(one: Issued, worked: Worked) -> dict[str, Any]:
    stated = (worked.programme.credits or [])[one.number]
    return {
        "id": one.id,
        "measure": None if one.measure is None else worked.measures[one.measure].id,
        "scheme": one.scheme,
        "project": stated.project,
        "verifier": stated.verifier,
        "owner": one.owner,
        "status": one.status,
        "period": None if one.period is None else {"from": one.period[0], "to": one.period[1]},
        "baseline": _r(one.baseline),
        "project_emissions": _r(one.project),
        "leakage": _r(one.leakage),
        "reduced": _r(one.reduced),
        "amount": _r(one.tonnes),
        "serials": one.serials or None,
        "additionality": one.additionality,
        "uses": [
            {
                "by": use.by,
                "use": use.use,
                "amount": _r(use.tonnes),
                "year": use.year,
                "to": use.buyer or None,
            }
            for use in one.uses
        ],
        HELD: _r(one.held),
        "avoided_by_measure": None if one.avoided is None else _r(one.avoided),
        "value": None if one.value is None else _r(one.value),
        "double_claim": None
        if one.claim is None
        else {
            "tonnes": _r(one.claim.tonnes),
            "credit_of": [*one.claim.holders],
            "lower_footprint_of": [
                {"member": member, "products": [worked.products[number].id for number in numbers]}
                for member, numbers in one.claim.footprints.items()
            ],
        },
    }


def trading_data(told: Sequence[Position], currency: str) -> dict[str, Any]:
    """Every position; money in the currency of the programme."""
    return {
        "currency": currency,
        "positions": [
            {
                "member": one.member,
                "scheme": one.scheme,
                "covered": one.covered,
                "before": _years(one.before),
                "after": _years(one.after),
                "allocation": _years(one.allocation),
                "price": _years(one.price),
                "cost_before": _years({year: one.cost(year, measures=False) for year in one.before}),
                "cost_after": _years({year: one.cost(year, measures=True) for year in one.before}),
                "cbam": None if one.cbam is None else _years(one.cbam),
            }
            for one in told
        ],
    }


def targets_data(told: Aims, worked: Worked) -> list[dict[str, Any]]:
    """Every target with its years; kg CO2e per declared unit of a product, t CO2e of the programme."""
    return [_target(one, told.closed.get(one.aim.number), worked) for one in told.judged]


def _target(one: Judged, closed: Closed | None, worked: Worked) -> dict[str, Any]:
    aim = one.aim
    years = sorted(aim.limit)
    return {
        "id": aim.id,
        "product": None if aim.product is None else aim.product.number,
        "source": aim.shape.source,
        "spend_at_most": getattr(aim.shape.spend_at_most, "text", None),
        "unit": "t CO2e a year" if aim.product is None else f"kg CO2e per {aim.product.unit}",
        "stated": [*aim.stated],
        "beyond": [*aim.beyond(worked.years[-1])],
        "limit": _years(aim.limit),
        "before": _years(one.before),
        "after": _years(one.after),
        "gap": _years({year: one.gap(year) for year in years}),
        "verdict": {str(year): one.verdict(year) for year in aim.stated},
        "cumulative": None
        if aim.budget is None
        else {
            "budget": _r(aim.budget),
            "before": _r(one.cumulative_before),
            "after": _r(one.cumulative_after),
            "gap": _r(one.cumulative_after - aim.budget),
        },
        "closing": None if closed is None else _closing(closed, worked),
    }


def _closing(closed: Closed, worked: Worked) -> dict[str, Any]:
    closing = closed.closing
    names = [one.id for one in worked.measures]
    return {
        "measures": None if closing.chosen is None else [names[one] for one in closing.chosen],
        "fixed": [names[one] for one in closed.fixed],
        "without_money": [names[one] for one in closed.left_out],
        "investment": None if closing.chosen is None else _r(closing.investment),
        "net_present_cost": None if closing.chosen is None else _r(closing.cost),
        "achieved": _years(closed.levels),
        "proven_optimal": None if closing.chosen is None else True,
        "proven_infeasible": None if closing.chosen is not None else closing.because in PROVEN,
        "how": closing.how,
        "because": closing.because or None,
    }


def _years(numbers: Mapping[int, float]) -> dict[str, float]:
    return {str(year): _r(number) for year, number in sorted(numbers.items())}


def _r(number: float) -> float:
    return round_digits(number) + 0.0
