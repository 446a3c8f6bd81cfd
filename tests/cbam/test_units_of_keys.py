"""Every amount of an installation document has a unit that can be written."""

from __future__ import annotations

from typing import Any

import pytest

from carbonfoot.cbam.shapes.energy import ElectricitySource, HeatSource, WaterFlow
from carbonfoot.cbam.shapes.precursors import CarbonPrice, Precursor, Supply
from carbonfoot.cbam.shapes.processes import Composition, CoProduct, Good, HeatFlow, PowerMade, WasteGas
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.documents.shape import Shape
from carbonfoot.methods.needs import Measured
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

SHAPES: list[type[Shape]] = [
    ElectricitySource,
    HeatSource,
    WaterFlow,
    CarbonPrice,
    Precursor,
    Supply,
    Composition,
]
SHAPES += [CoProduct, Good, HeatFlow, PowerMade, WasteGas, SourceStream]


def amounts() -> list[Any]:
    return [
        pytest.param(field.kind, id=f"{shape.__name__}.{name}")
        for shape in SHAPES
        for name, field in shape.fields().items()
        if isinstance(field.kind, Measured)
    ]


@pytest.mark.parametrize("kind", amounts())
def test_its_units_are_units(kind: Measured) -> None:
    """A unit that does not exist refuses every amount of the key."""
    for unit in kind.units:
        try:
            parse_unit(unit)
        except QuantityError as error:
            pytest.fail(str(error))
