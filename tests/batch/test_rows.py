"""A document of a batch gets what a calculation of it alone gives, whatever stands beside it in its chunk."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.batch.model import REFUSED, Chunk, Job, Row, finding_of
from carbonfoot.batch.plan import chunks, find, name_of
from carbonfoot.batch.rows import data_of
from carbonfoot.batch.work import Worker
from carbonfoot.cli.choices import settings
from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate
from carbonfoot.portfolio.model import Product
from carbonfoot.quantities.numbers import round_digits

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
JOB = Job(os.path.realpath(EXAMPLES), (".",))
FILES = find(JOB.base, JOB.folders).files


def computed(size: int, shuffled: int = 0) -> dict[str, Row]:
    worker = Worker(JOB)
    found: dict[str, Row] = {}
    given = list(chunks([name_of(JOB.base, file) for file in FILES], size))
    random.Random(shuffled).shuffle(given)
    for chunk in given:
        found.update({row.name: row for row in worker.compute(chunk).rows})
    return found


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return computed(37)


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_rows_do_not_depend_on_chunks_or_on_their_order(size: int, rows: dict[str, Row]) -> None:
    assert computed(size, shuffled=size) == rows


@pytest.mark.parametrize("file", sorted(FILES), ids=lambda file: name_of(JOB.base, file))
def test_a_row_is_a_calculation_of_its_document_alone(
    file: str, rows: dict[str, Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES)
    row = rows[name_of(JOB.base, file)]
    if "CF960" in row.codes:
        pytest.skip("its settings refuse it, alone and in a batch")
    config = settings(file)
    alone = calculate(row.name, Options(None, (), config.gwp, config.packs))
    result = alone.footprint
    total = None if result is None or result.total is None else round_digits(result.total)
    assert row.data.get("total") == total
    if result is not None and row.state != REFUSED:  # all numbers, though a batch leaves lines and shares out
        assert row.data == data_of(Product(file, row.name, alone.gwp_set), result)

    def graves(findings: Any) -> set[tuple[Any, ...]]:
        return {
            (one.code, one.path, one.message, one.help)
            for one in findings
            if one.file == row.name and severity(one) in ("error", "incomplete")
        }

    if not {"CF401", "CF409"} & {
        one.code for one in alone.findings
    }:  # told at the first of a circle, at who needs both
        assert graves(map(finding_of, row.findings)) == graves(alone.findings)


def test_nothing_is_left_for_the_collector_of_rubbish() -> None:
    import gc

    worker = Worker(JOB)
    good = [name_of(JOB.base, file) for file in sorted(FILES) if "/bad/" not in file]
    worker.compute(Chunk(0, tuple(good)))
    gc.collect()
    gc.disable()
    try:
        worker.compute(Chunk(1, tuple(good)))
        assert gc.collect() < 500
    finally:
        gc.enable()
