"""A programme with a line missing behind some product: its emissions are sums of what is there, and no picture shows them."""

from __future__ import annotations

from carbonfoot.programmes.pictures.reading import Data, incomplete

_OF_PRODUCT = ("before", "after", "by_tier", "by_measure")
_OF_MEASURE = ("avoided", "avoided_in_finished", "avoided_total")
_OF_TARGET = ("before", "after", "gap", "verdict", "cumulative", "closing")
_OF_MONEY = ("tonnes", "tonnes_discounted", "cost_per_tonne", "npv_with_carbon_price")
_OF_LEVERAGE = ("tonnes", "tonnes_per_public_million")


def withheld(data: Data) -> Data:
    """The data of a report without any emission that is not complete; as it is where all of them are."""
    if not incomplete(data):
        return data
    found = {**data, "totals": {"complete": False}, "cascade": None, "credits": None, "trading": None}
    for key, names in (("products", _OF_PRODUCT), ("measures", _OF_MEASURE), ("targets", _OF_TARGET)):
        found[key] = [_without(one, names) for one in data.get(key) or []]
    money = data.get("money")
    if money:
        found["money"] = {
            **_without(money, ("macc", "not_on_macc")),
            "measures": [_without(one, _OF_MONEY) for one in money.get("measures") or []],
            "leverage": _without(money.get("leverage") or {}, _OF_LEVERAGE),
        }
    return found


def _without(one: Data, names: tuple[str, ...]) -> Data:
    return {key: value for key, value in one.items() if key not in names}
