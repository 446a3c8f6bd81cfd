"""A document with scenarios in a folder of its own, compared; and the same document with the change made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.library import Library, open_library
from carbonfoot.findings.finding import Finding
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.scenarios.run import Compared, Ran, compare

STEEL = {"factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "KR"}

BOLT: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "B", "name": "Bolt", "declared_unit": "100 piece", "mass": "2.4 kg", "made_in": "KR"},
    "period": "2025",
    "parameters": {"heat": "1.2 kWh"},
    "inputs": [{"name": "Rod", "amount": "2.5 kg", **STEEL}],
    "processes": [{"name": "Heading", "electricity": "= heat"}],
}

PART: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "mass": "2 kg", "made_in": "KR"},
    "period": "2025",
    "parameters": {"blank": "2.35 kg", "share": "30 %"},
    "inputs": [
        {"name": "Coil", "name_ko": "강판", "amount": "= blank", **STEEL,
         "transport": {"mode": "road/hgv", "distance": "180 km"}},
        {"name": "Zinc", "amount": "12 g", "factor": "metals/zinc", "route": "primary", "origin": "KR"},
        {"name": "Bolt", "amount": "2 piece", "product": "bolt.yaml"},
        {"name": "Paint/primer", "amount": {"value": "0.5", "unit": "kg"}, **STEEL},
    ],
    "processes": [{"name": "Stamping", "electricity": "0.9 kWh", "yield": "98.5 %"}],
    "packaging": [
        {"name": "Box", "amount": "0.06 m2", "factor": "packaging/corrugated-box/single-wall", "origin": "KR"}
    ],
}  # fmt: skip


class WhatIf:
    """Scenarios of `PART`, or of another document."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder
        self.library = library

    def written(self, part: Any, bolt: Any = None) -> str:
        """The documents in the folder."""
        for name, data in (("part.yaml", part), ("bolt.yaml", bolt or BOLT)):
            (self.folder / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        return str(self.folder / "part.yaml")

    def __call__(
        self, scenarios: Any, *names: str, part: Any = None, options: Options | None = None
    ) -> Compared:
        """The scenarios of these names, or all of them."""
        file = self.written({**(part or PART), "scenarios": scenarios})
        return compare(file, options or Options(), names or ("all",))

    def one(self, changes: Any) -> Ran:
        """One scenario that is only these changes."""
        return self({"it": changes}, "it").one("it")

    def by_hand(self, part: Any, bolt: Any = None) -> Outcome:
        """The document with the change made in it."""
        return calculate(self.written(part, bolt), Options(), self.library)

    def finding(self, found: Compared, code: str) -> Finding:
        """The only finding of a code."""
        (one,) = [finding for finding in found.findings if finding.code == code]
        return one


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture
def whatif(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> WhatIf:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("carbonfoot.pipeline.open_library", lambda: library)
    return WhatIf(tmp_path, library)


@pytest.fixture
def part() -> Any:
    """A copy of the document, to be changed by hand."""
    return json.loads(json.dumps(PART))


@pytest.fixture
def bolt() -> Any:
    """A copy of the linked document."""
    return json.loads(json.dumps(BOLT))
