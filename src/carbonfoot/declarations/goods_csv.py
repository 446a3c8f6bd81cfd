"""Goods for spreadsheets and scripts: one row a good, RFC 4180, UTF-8, column names that stay.

A number that nothing states is an empty cell, never 0. Text that a spreadsheet would run as a formula begins with an apostrophe.
A file begins with a byte order mark: Excel reads Korean names with it, and as CP949 without. Standard output has none.
"""

from __future__ import annotations

import csv
import io
import re
from math import isfinite

from carbonfoot.cbam.model import GoodResult, Result
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.declarations.rounding import SEE_DECIMALS, decimals
from carbonfoot.quantities.numbers import format_number

NAME = "csv"
TITLE = "CSV, one row a good: specific embedded emissions and where they are from"

COLUMNS = (
    *("installation", "installation_name", "country", "operator", "period_start", "period_end"),
    *("cn_code", "article", "good", "category", "process", "route", "unit", "amount"),
    *("direct_t_co2e_per_unit", "indirect_t_co2e_per_unit", "total_t_co2e_per_unit"),
    *("indirect_in_scope_t_co2e_per_unit", "in_scope_t_co2e_per_unit"),
    *("default_share_percent", "default_share_in_scope_percent", "electricity_mwh_per_unit"),
    *("functional_unit", "functional_units_per_unit"),
    *("direct_t_co2e_per_functional_unit", "indirect_t_co2e_per_functional_unit"),
    *("in_scope_t_co2e_per_functional_unit", "carbon_price_paid_per_unit"),
)
"""`unit` is t, of electricity MWh; emissions have the five decimals of the act, all else 12 significant digits."""

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # as East Asian keyboards type them
_RUN_BEHIND = re.compile(r"(;[ \t\"]*|(?<=.)[\t\r\n][ \t\"]*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001
"""Where a spreadsheet of a country with decimal commas, which splits at semicolons, would begin a cell."""


def write(result: Result, options: DeclareOptions) -> Declared:  # noqa: ARG001  # as every format
    """The table, a header first; lines end in CR LF."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for good in result.goods:
        row = {**_where(result), **_what(result, good), **_numbers(good)}
        rows.writerow([row[name] for name in COLUMNS])
    return Declared(text.getvalue(), [], ".csv")


def safe(text: str | None) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = _RUN_BEHIND.sub(r"\1'", text or "")
    return f"'{text}" if text.lstrip(" ").startswith(_RUN) else text


def _where(result: Result) -> dict[str, str]:
    head, period = result.installation.installation, result.installation.period
    return {
        "installation": safe(head.id),
        "installation_name": safe(head.name),
        "country": head.country,
        "operator": safe(head.operator.name if head.operator is not None else None),
        "period_start": period.start,
        "period_end": period.end,
    }


def _what(result: Result, good: GoodResult) -> dict[str, str]:
    process = result.processes[good.process]
    goods = result.installation.processes[good.process].goods or []
    return {
        "cn_code": good.cn,
        "article": safe(goods[int(good.path[3])].id),
        "good": safe(good.name),
        "category": safe(good.good.category),
        "process": safe(process.name),
        "route": safe(good.route),
        "unit": "MWh" if good.unit in ("MWh", "kWh") else "t",
        "amount": _number(good.amount),
        "functional_unit": good.unit,
        "functional_units_per_unit": _number(good.content),
        "carbon_price_paid_per_unit": "; ".join(
            f"{_number(price)} {currency}" for currency, price in sorted(good.prices.items())
        ),
    }


def _numbers(good: GoodResult) -> dict[str, str]:
    see, per = good.see, good.per_unit
    return {
        "direct_t_co2e_per_unit": _see(see.direct),
        "indirect_t_co2e_per_unit": _see(see.indirect),
        "total_t_co2e_per_unit": _see(see.total),
        "indirect_in_scope_t_co2e_per_unit": _see(see.indirect_in_scope),
        "in_scope_t_co2e_per_unit": _see(see.in_scope),
        "default_share_percent": _number(100.0 * see.default_share),
        "default_share_in_scope_percent": _number(100.0 * see.default_share_in_scope),
        "electricity_mwh_per_unit": _number(see.electricity),
        "direct_t_co2e_per_functional_unit": _see(per.direct),
        "indirect_t_co2e_per_functional_unit": _see(per.indirect),
        "in_scope_t_co2e_per_functional_unit": _see(per.in_scope),
    }


def _see(number: float) -> str:
    return _number(decimals(number, SEE_DECIMALS)) if isfinite(number) else ""


def _number(number: float | None) -> str:
    return "" if number is None or not isfinite(number) else format_number(number)
