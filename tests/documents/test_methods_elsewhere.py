"""Methods that are written where no method is read."""

from __future__ import annotations

from typing import Any

import pytest

from carbonfoot.documents.part import Part
from carbonfoot.documents.reading import read_shape

LAMP = {"method": "use/energy-using-product", "energy_per_year": "9 kWh/year"}


@pytest.mark.parametrize("key", ["use", "end_of_life", "inputs", "outputs"])
def test_a_method_in_a_list_of_lines_is_told_its_place(key: str) -> None:
    document: dict[str, Any] = {
        "carbonfoot": "part/1",
        "product": {"id": "L", "name": "Lamp", "declared_unit": "1 piece"},
        "period": "2025",
        key: [LAMP],
    }
    _, findings = read_shape(document, "part.yaml", (), "part/1", Part)
    (found,) = [one for one in findings if one.path[-1] == "method"]
    assert found.code == "CF101" and "`methods:`" in found.help
