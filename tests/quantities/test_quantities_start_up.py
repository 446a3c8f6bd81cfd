"""Reading quantities must not pull in heavy modules: `calc` has to answer in a blink."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import carbonfoot

HEAVY = {
    "csv",
    "decimal",
    "fractions",
    "dataclasses",
    "enum",
    "re",
    "pathlib",
    "inspect",
    "difflib",
    "pydantic",
    "numpy",
}
SOURCE = str(Path(carbonfoot.__file__).parent.parent)


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "work",
    [
        "from carbonfoot.quantities import units; units.parse_quantity('2.35 kg/kWh').to('g/MJ')",
        "from carbonfoot.quantities import expressions as e; e.evaluate(e.parse('2 [kg]'), {}.get)",
        "from carbonfoot.quantities import numbers; numbers.format_number(numbers.parse_number('1.5'))",
    ],
)
def test_nothing_heavy_is_imported(work: str) -> None:
    """`typing` and `unicodedata` are needed anyway; what they bring themselves does not count."""
    before = modules_after("import typing, unicodedata, collections.abc")
    assert HEAVY & (modules_after(work) - before) == set()


def test_the_room_imports_nothing_of_carbonfoot_above_it() -> None:
    work = "from carbonfoot.quantities import expressions, units; units.parse_quantity('1 kg')"
    ours = {name for name in modules_after(work) if name.startswith("carbonfoot.")}
    assert all(name.startswith("carbonfoot.quantities") for name in ours)


def test_the_table_is_read_at_first_use_only() -> None:
    start = "from carbonfoot.quantities import table, units; read = table.table.cache_info"
    modules_after(
        f"{start}; assert read().currsize == 0; units.parse_unit('kg'); assert read().currsize == 1"
    )
