"""Carbon price effectively paid: what of it counts, for which process, and per tonne of a precursor.

Source: Regulation (EU) 2023/956, Article 9, as amended by (EU) 2025/2083. Money stays money, by currency: it is divided by the
price of certificates where certificates are counted, and never taken off tonnes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from carbonfoot.cbam.model import Path
    from carbonfoot.cbam.shapes.installation import Installation
    from carbonfoot.cbam.shapes.precursors import CarbonPrice, Supply
    from carbonfoot.quantities.units import Quantity

Report = Callable[..., None]
"""`Read.report`: code, message, path, help, notes, on."""

CERTIFIED = "Regulation (EU) 2023/956, Article 9(2): certified by a person independent of the declarant and of the authorities"
WITH_ACTUAL = "Regulation (EU) 2023/956, Article 9(4): beside default values only the Commission's default carbon prices count"
_SUM = 1e-6

Money = tuple[str, float]
"""Currency and number."""


class Priced(Protocol):
    """What a price is shared by: a process, its attributed emissions (t CO2e) and activity level (functional units)."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def attributed(self) -> float: ...  # noqa: D102

    @property
    def level(self) -> float: ...  # noqa: D102


def own_prices(
    installation: Installation,
    processes: Sequence[Priced],
    report: Report,
    others: Mapping[str, float] | None = None,
) -> list[dict[str, float]]:
    """Carbon price paid for each process itself, per functional unit, by currency; only what is certified counts.

    A price is shared by its `process` or `shares`, else by direct emissions, those of processes that make nothing covered
    (`others`, name to t CO2e) among them.
    """
    found: list[dict[str, float]] = [{} for _ in processes]
    names = [one.name for one in processes]
    outside = dict.fromkeys((one.name for one in installation.other_processes or []), 0.0)
    outside.update(others or {})
    for place, price in enumerate(installation.carbon_prices or []):
        path: Path = ("carbon_prices", place)
        money = _of_period(price, path, report)
        shares = _shares(price, path, names, processes, outside, report)
        if money is None or shares is None or not _counts(price, path, report):
            continue
        currency, number = money
        for target, share in enumerate(shares):
            level = processes[target].level
            if share and number and level:
                found[target][currency] = found[target].get(currency, 0.0) + number * share / level
    return found


def supply_prices(supply: Supply, kind: str, see: float, path: Path, report: Report) -> dict[str, float]:
    """Carbon price paid per tonne of one supplier's precursor, by currency; only what is certified counts.

    kind  as `SupplyResult.kind`: beside a default value, for scrap and for exempt origins a price has no effect
    see   direct and indirect embedded emissions of the precursor, t CO2e per t
    """
    found: dict[str, float] = {}
    for place, price in enumerate(supply.carbon_price or []):
        here: Path = (*path, "carbon_price", place)
        money = _per_tonne(price, see, here, report)
        if kind in ("default", "scrap", "exempt"):
            why = WITH_ACTUAL if kind == "default" else "its embedded emissions count as zero"
            message = "the carbon price of this precursor does not count"
            help = "state verified actual values of the supplier" if kind == "default" else "remove it"
            report("CF825", message, here, help, (why,))
        elif money is not None and _counts(price, here, report) and money[1]:
            found[money[0]] = found.get(money[0], 0.0) + money[1]
    return found


def _counts(price: CarbonPrice, path: Path, report: Report) -> bool:
    if price.certified_by is not None:
        return True
    message = "this carbon price is not certified, so it does not count"
    report("CF825", message, path, "state `certified_by`: the independent person", (CERTIFIED,))
    return False


def _of_period(price: CarbonPrice, path: Path, report: Report) -> Money | None:
    """Money paid for a period: `due` less `rebate`, or price times emissions that no free allowance covers."""
    for key in ("paid_per_tonne", "rebate_per_tonne"):
        if getattr(price, key) is not None:
            help = "state `due`, or `emissions`, `free_allowances` and `price`"
            report("CF106", f"`{key}` is of a bought precursor", (*path, key), help, on="key")
            return None
    if price.due is not None:
        return _due(price, price.due, path, report)
    if price.emissions is None or price.price is None:
        report("CF102", "what was paid is missing", path, "state `due`, or `emissions` with `price`")
        return None
    if price.free_allowances is None and price.instrument.endswith("-ets"):
        help = "state them, `0 t` where there were none: only what was paid for counts"
        report("CF102", "`free_allowances` is missing", path, help, (_REBATES,))
        return None
    money = _money(price.price, "/t")
    paid = max(0.0, price.emissions - (price.free_allowances or 0.0)) * money[1]
    if price.rebate is None:
        return money[0], paid
    return _less((money[0], paid), price.rebate, "", (*path, "rebate"), report)


_REBATES = (
    "Regulation (EU) 2023/956, Article 9(1): any rebate or other form of compensation is taken into account"
)


def _due(price: CarbonPrice, due: Quantity, path: Path, report: Report) -> Money | None:
    for key in ("emissions", "free_allowances", "price"):
        if getattr(price, key) is not None:
            help = "state the money due, or what it is computed from"
            report("CF106", f"`due` and `{key}` both say what was paid", (*path, key), help, on="key")
            return None
    money = _money(due, "")
    return money if price.rebate is None else _less(money, price.rebate, "", (*path, "rebate"), report)


def _per_tonne(price: CarbonPrice, see: float, path: Path, report: Report) -> Money | None:
    """Money paid per tonne of a precursor: stated, or the price of the share of its emissions that is covered."""
    for key in ("due", "rebate", "emissions", "free_allowances", "process", "shares"):
        if getattr(price, key) is not None:
            help = "state `paid_per_tonne`, or `price` with `covered`"
            message = f"`{key}` does not say what a tonne of the precursor carries"
            report("CF106", message, (*path, key), help, on="key")
            return None
    if price.paid_per_tonne is not None:
        if price.price is not None:
            help = "state one of them"
            message = "`paid_per_tonne` and `price` both say what was paid"
            report("CF106", message, (*path, "price"), help, on="key")
            return None
        money = _money(price.paid_per_tonne, "/t")
    elif price.price is not None and price.covered is not None:
        currency, number = _money(price.price, "/t")
        money = (currency, number * price.covered * see)
    else:
        help = "state `paid_per_tonne`, or `price` per t CO2e with the share `covered` of its emissions"
        report("CF102", "what was paid is missing", path, help)
        return None
    if price.rebate_per_tonne is None:
        return money
    return _less(money, price.rebate_per_tonne, "/t", (*path, "rebate_per_tonne"), report)


def _money(amount: Quantity, per: str) -> Money:
    """Currency and number of an amount of money, or of money per tonne."""
    from carbonfoot.cbam.shapes.precursors import CURRENCIES
    from carbonfoot.quantities.units import parse_unit

    own = amount.unit.dimension
    currency = next(one for one in CURRENCIES if parse_unit(f"{one}{per}").dimension == own)
    return currency, amount.to(f"{currency}{per}")


def _less(money: Money, rebate: Quantity, per: str, path: Path, report: Report) -> Money | None:
    currency, number = _money(rebate, per)
    if currency != money[0]:
        message = f"the rebate is in {currency}, the price in {money[0]}"
        report("CF204", message, path, "state both in one currency")
        return None
    if number > money[1]:
        report("CF208", "more was given back than paid", path, "check both", (_REBATES,))
        return None
    return currency, money[1] - number


def _shares(
    price: CarbonPrice,
    path: Path,
    names: list[str],
    processes: Sequence[Priced],
    others: Mapping[str, float],
    report: Report,
) -> list[float] | None:
    """Share of each process; None where a name is not known, or shares do not add up."""
    if price.process is not None and price.shares is not None:
        message, help = "`process` and `shares` both say for what it was paid", "state one of them"
        report("CF106", message, (*path, "shares"), help, on="key")
        return None
    if price.process is None and price.shares is None:
        every = fsum([*(max(0.0, one.attributed) for one in processes), *others.values()])
        if not every:
            message = "nothing tells for which process this carbon price was paid"
            report("CF102", message, path, "state `process` or `shares`")
            return None
        return [max(0.0, one.attributed) / every for one in processes]
    stated = {price.process: 1.0} if price.process is not None else (price.shares or {})
    key = "process" if price.process is not None else "shares"
    unknown = [one for one in stated if one not in names and one not in others]
    for one in unknown:
        place = (*path, key) if key == "process" else (*path, key, one)
        known = ", ".join(f"`{name}`" for name in (*names, *others))
        report("CF815", f"`{one}` is not a process of this installation", place, f"processes: {known}")
    whole = fsum(stated.values())
    if key == "shares" and abs(whole - 1.0) > _SUM:
        report("CF406", f"the shares add up to {whole * 100:g} %", (*path, key), "they add up to 100 %")
        return None
    return None if unknown else [stated.get(name, 0.0) for name in names]
