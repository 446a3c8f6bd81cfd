"""A programme with a line missing behind some product: its emissions are sums of what is there, and nobody is told them."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]

_OF_PRODUCT = ("before", "after", "by_tier", "by_place", "by_measure")
_OF_MEASURE = ("avoided", "avoided_in_finished", "avoided_total")
_OF_TARGET = ("before", "after", "gap", "verdict", "cumulative", "closing")
_OF_MONEY = ("tonnes", "tonnes_discounted", "cost_per_tonne", "npv_with_carbon_price")
_OF_LEVERAGE = ("tonnes", "tonnes_per_public_million")


def nulled(data: Data) -> Data:
    """The data of a report with nothing in place of emissions that are not complete; as it is where all of them are.

    Products that are complete themselves keep theirs; sums over products are told nowhere.
    """
    if (data.get("totals") or {}).get("complete", True):
        return data
    totals = {key: value if key == "complete" else None for key, value in data["totals"].items()}
    found = {**data, "totals": totals, "cascade": None, "credits": None, "trading": None}
    for key, names in (("products", _OF_PRODUCT), ("measures", _OF_MEASURE), ("targets", _OF_TARGET)):
        found[key] = [
            one if key == "products" and one.get("complete") else _without(one, names)
            for one in data.get(key) or []
        ]
    money = data.get("money")
    if money:
        found["money"] = {
            **_without(money, ("macc", "not_on_macc")),
            "measures": [_without(one, _OF_MONEY) for one in money.get("measures") or []],
            "leverage": _without(money.get("leverage") or {}, _OF_LEVERAGE),
        }
    return found


def _without(one: Data, names: tuple[str, ...]) -> Data:
    return {key: None if key in names else value for key, value in one.items()}


def withheld(data: Data) -> Data:
    """As `nulled`, and without the keys that say nothing then."""
    if (data.get("totals") or {}).get("complete", True):
        return data
    return (
        {
            key: [{name: each for name, each in one.items() if each is not None} for one in value]
            if key in ("products", "measures", "targets")
            else value
            for key, value in nulled(data).items()
        }
        | {"totals": {"complete": False}}
        | ({"money": _said(nulled(data)["money"])} if data.get("money") else {})
    )


def _said(money: Data) -> Data:
    found = {key: value for key, value in money.items() if value is not None}
    found["measures"] = [
        {name: each for name, each in one.items() if each is not None} for one in money["measures"]
    ]
    found["leverage"] = {name: each for name, each in money["leverage"].items() if each is not None}
    return found
