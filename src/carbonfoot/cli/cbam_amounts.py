"""Amounts on the command line of `carbonfoot cbam`: prices of certificates, rates of exchange, quantities."""

from __future__ import annotations

import re

from carbonfoot.cli import output

_SUBSTANCE = re.compile(r"(?<=[tg])[ -]?CO2(?:[ -]?e)?(?![A-Za-z0-9])")


_MOST = 1e12
"""More than anybody imports or pays: products of what is below it stay finite."""
_WORTH = 10.0
"""EUR: none of the currencies is worth as much, so that a rate above it stands upside down."""
_PRICE = "EUR/t"


def amount(text: str, unit: str, option: str, *, above_zero: bool = False) -> float:
    """The number of an amount in `unit`; a usage error names the option."""
    from carbonfoot.quantities.numbers import QuantityError
    from carbonfoot.quantities.units import parse_quantity

    try:
        number = parse_quantity(_SUBSTANCE.sub("", text.strip())).to(unit)
    except QuantityError as error:
        help = "write it like '75.36 EUR/t'" if unit == _PRICE else error.help
        output.fail(f"{option} {text}: {error.message}{f'; {help}' if help else ''}")
    if number < 0 or (above_zero and not number):
        output.fail(f"{option} {text}: {'above zero' if above_zero else 'not negative'}")
    if number > _MOST:
        output.fail(f"{option} {text}: more than {_MOST:g} {unit}")
    return number


def rates(given: list[str]) -> dict[str, float]:
    """Units of each currency per EUR, from `1450 KRW/EUR` or `0.00069 EUR/KRW`."""
    from carbonfoot.cbam.shapes.precursors import CURRENCIES
    from carbonfoot.quantities.numbers import QuantityError
    from carbonfoot.quantities.units import parse_quantity, parse_unit

    found: dict[str, float] = {}
    for text in given:
        try:
            quantity = parse_quantity(text)
        except QuantityError as error:
            output.fail(f"--rate {text}: {error.message}; write it like '1450 KRW/EUR'")
        for currency in CURRENCIES:
            if currency == "EUR":
                continue
            upright = quantity.unit.dimension == parse_unit(f"{currency}/EUR").dimension
            upside_down = quantity.unit.dimension == parse_unit(f"EUR/{currency}").dimension
            if not upright and not upside_down:
                continue
            if quantity.number <= 0:
                output.fail(f"--rate {text}: above zero")
            if currency in found:
                output.fail(f"--rate {text}: a rate of {currency} is given already")
            worth = quantity.to(f"EUR/{currency}") if not upright else 1 / quantity.to(f"{currency}/EUR")
            if not 1 / _MOST < worth <= _WORTH:
                help = f"write how many {currency} an EUR is, such as '1450 {currency}/EUR'"
                output.fail(f"--rate {text}: 1 {currency} would be {worth:g} EUR; {help}")
            found[currency] = (
                quantity.to(f"{currency}/EUR") if upright else 1 / quantity.to(f"EUR/{currency}")
            )
            break
        else:
            output.fail(f"--rate {text}: write a rate of exchange to EUR, such as '1450 KRW/EUR'")
    return found


def code(text: str, option: str) -> str:
    """8 or 10 digits of a CN code."""
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch(r"\d{8}|\d{10}", digits):
        output.fail(
            f"{option} {text}: 8 digits as in the customs declaration, such as 73181542; or 10 of TARIC"
        )
    return digits


def heading(text: str, option: str) -> str:
    """4, 6, 8 or 10 digits: a code, or what several codes begin with."""
    from carbonfoot.cbam.codes import digits

    found = digits(text)
    if not found:
        output.fail(f"{option} {text}: 4, 6, 8 or 10 digits, such as 7318 15")
    return found


def quantities(given: list[str], imports: str | None) -> dict[str, float]:
    """Tonnes a year by what stands before `=`, and by the column `cn` of a CSV file; of one code they are added."""
    found: dict[str, float] = {}
    for text in given:
        name, equals, number = text.rpartition("=")
        if not equals or not name.strip():
            output.fail(f"--quantity {text}: write CN=AMOUNT, such as 73181542=1200t")
        _add(found, name, amount(number, "t", "--quantity"))
    for name, number in [] if imports is None else _rows(imports):
        _add(found, name, amount(number, "t", f"--imports {imports}"))
    return found


def _add(found: dict[str, float], name: str, tonnes: float) -> None:
    key = name.strip()
    digits = re.sub(r"[ .]", "", key)
    key = digits if digits.isdecimal() else key
    found[key] = found.get(key, 0.0) + tonnes


def _rows(file: str) -> list[tuple[str, str]]:
    """`cn` (or the name of a good) and `quantity` of every row of a CSV file."""
    from carbonfoot.documents.sources import read_text_file
    from carbonfoot.documents.tables import TableError, read_table

    text, findings = read_text_file(file)
    if text is None:
        output.fail(f"--imports {file}: {'; '.join(one.message for one in findings)}", 3)
    try:
        table = read_table(file, text.removeprefix("\ufeff"))
    except TableError as error:
        output.fail(f"--imports: {error.message}; {error.help}", 3)
    missing = [one for one in ("cn", "quantity") if one not in table.rows[0]]
    if missing:
        output.fail(f"--imports {file}: no column `{'`, `'.join(missing)}`", 3)
    unit = table.units.get("quantity", "")
    rows = []
    for number, row in enumerate(table.rows, start=1):
        if not row["cn"] or not row["quantity"]:
            output.fail(f"--imports {file}, entry {number}: `cn` and `quantity` are both needed", 3)
        rows.append((row["cn"], f"{row['quantity']} {unit}".strip()))
    return rows
