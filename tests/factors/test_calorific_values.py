"""From one calorific value to the other: energy is divided by its own value and multiplied by the other."""

from __future__ import annotations

import pytest

from carbonfoot.factors.convert import Property, bridge
from carbonfoot.quantities.units import parse_quantity, parse_unit

NET = Property("net calorific value", parse_quantity("45 MJ/kg (net)"), "stated")
GROSS = Property("gross calorific value", parse_quantity("50 MJ/kg (gross)"), "stated")


@pytest.mark.parametrize("known", [[NET, GROSS], [GROSS, NET]])
@pytest.mark.parametrize(
    ("amount", "unit", "number"), [("1 GJ (gross)", "MJ (net)", 900), ("9 GJ (net)", "MJ (gross)", 10000)]
)
def test_energy_changes_its_basis_by_both_values(
    known: list[Property], amount: str, unit: str, number: float
) -> None:
    found = bridge(parse_quantity(amount), parse_unit(unit), known)
    assert found is not None
    assert found.number == pytest.approx(number)
