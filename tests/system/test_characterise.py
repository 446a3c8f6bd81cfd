"""A published total is rebased only when its gases cover it."""

from __future__ import annotations

import pytest

from carbonfoot.factors.library import Library, open_library
from carbonfoot.system.characterise import characterise


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def test_gases_that_leave_something_out_never_replace_the_total(library: Library) -> None:
    """Sectors whose HFC and PFC are partly unspecified: in AR6 the gases alone would lose them in silence."""
    records = library.records("spend/soybean-farming")
    partial = [record for record in records if "gases-partial" in record.flags.split(";")]
    assert partial
    for record in partial:
        vector = characterise(library, record, "AR6")
        assert (vector.co2e, vector.gwp_set) == (float(record.co2e), "AR5")


def test_gases_that_cover_the_total_are_rebased(library: Library) -> None:
    record = library.record("epa-hub-2024:natural-gas-scf")
    assert record is not None
    vectors = [characterise(library, record, name) for name in ("AR5", "AR6")]
    assert [vector.gwp_set for vector in vectors] == ["AR5", "AR6"]
    assert vectors[0].co2e == pytest.approx(0.05444 + 30 * 1.03e-6 + 265 * 1e-7, rel=1e-12)
    assert vectors[1].co2e == pytest.approx(0.05444 + 29.8 * 1.03e-6 + 273 * 1e-7, rel=1e-12)
