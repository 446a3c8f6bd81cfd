"""The oracle and the tables it is handed, for tests of installations."""

from __future__ import annotations

import csv
import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from carbonfoot.factors.library import Library, open_library

ROOT = Path(__file__).parents[2]


@cache
def _oracle() -> ModuleType:
    """`oracle.py` as a module; it belongs to no package."""
    spec = importlib.util.spec_from_file_location("cbam_oracle", ROOT / "tests" / "cbam" / "oracle.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["cbam_oracle"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    return _oracle()


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def table(oracle: ModuleType) -> Callable[[str], object]:
    """By code and by category: in Annex II, functional unit."""
    units = {"t clinker": "clinker", "kg N": "nitrogen", "supplementary unit": "nitrogen"}
    known = {}
    with (ROOT / "factors/cbam-2026/cbam_goods.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["status"] == "in-force":
                good = oracle.Good(row["annex_ii"] == "yes", units.get(row["functional_unit"], "t"))
                known[row["cn_code"]] = known[row["category"]] = good
    return known.__getitem__
