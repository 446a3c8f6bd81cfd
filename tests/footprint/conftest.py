"""The same fixtures as in `tests/system/conftest.py`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location(
    "part_in_a_test", Path(__file__).parents[1] / "system" / "conftest.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
_SHARED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SHARED)

library = _SHARED.library
calc = _SHARED.calc
make_document = _SHARED.make_document
stated = _SHARED.stated
