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


MADE = """carbonfoot: part/1
product: {id: HF-1, name: Bolt, supplier: Hanil, declared_unit: 2 piece, mass: 0.5 kg, made_in: KR}
period: 2025
inputs:
  - name: Wire
    amount: 0.1 kg
    gsd: "1"
    supplier: Wire Co.
    data: measured
    transport: []
    footprint:
      {value: 1 kg CO2e, per: 1 kg, source: x, gwp: AR6, year: 2025, gsd: "1.2", primary_data_share: 75 %}
    quality: {technology: 2, time: 1, geography: 3, reliability: 1, completeness: 1}
  - name: Coating
    amount: 0.1 kg
    gsd: "1"
    transport: []
    footprint: {value: 2 kg CO2e, per: 1 kg, source: x, gwp: AR6, year: 2025, gsd: "1.2"}
    quality: {technology: 2, time: 1, geography: 3, reliability: 1, completeness: 1}
"""


def test_every_number_of_a_row_is_the_one_that_it_is_called(tmp_path: Path) -> None:
    """0.1 + 0.2 is 0.30000000000000004 as floats; a quarter of it (75 % of a third) is primary data."""
    (tmp_path / "part.yaml").write_text(MADE, encoding="utf-8")
    (row,) = Worker(Job(os.path.realpath(tmp_path), (".",))).compute(Chunk(0, ("part.yaml",))).rows
    data = row.data
    low, high = data.pop("low"), data.pop("high")
    # a lognormal of two parts 1 : 2 with gsd 1.2 each
    assert low == pytest.approx(0.2307, rel=1e-3) and high == pytest.approx(0.396, rel=1e-3)
    split = data.pop("split")
    assert {key: number for key, number in split.items() if number} == {"fossil": 0.3}
    assert data == {
        "because": None,
        "gwp_set": "AR6",
        "boundary": "cradle-to-gate",
        "product_id": "HF-1",
        "product": "Bolt",
        "product_ko": None,
        "supplier": "Hanil",
        "made_in": "KR",
        "declared_amount": 2.0,
        "declared_unit": "piece",
        "mass_kg": 0.5,
        "from": "2025-01-01",
        "to": "2025-12-31",
        "total": 0.3,
        "at_least": 0.3,
        "per_kg": 0.6,
        "pds": 0.25,
        "dqr": 2.0,
        "lines": 2,
        "missing": 0,
        "stages": {"materials": 0.3},
        "items": {"stated by a supplier": 0.3},
        "suppliers": {"not stated": 0.2, "Wire Co.": 0.1},
    }
    assert list(data["suppliers"]) == ["not stated", "Wire Co."], "the largest first"


def test_settings_of_a_project_hold_in_a_batch(tmp_path: Path) -> None:
    """The matrix for scores, and what counts as uncertain; what cannot be used refuses the document by name."""
    text = MADE.replace('    gsd: "1"\n', "").replace(', gsd: "1.2"', "").replace("geography: 3, ", "")
    (tmp_path / "part.yaml").write_text(text, encoding="utf-8")

    def row(settings: str) -> Row:
        (tmp_path / "carbonfoot.toml").write_text(settings, encoding="utf-8")
        worker = Worker(Job(os.path.realpath(tmp_path), (".",)))
        return worker.compute(Chunk(0, ("part.yaml",))).rows[0]

    plain, strict = row(""), row('[uncertainty]\npedigree = "pedigree-strict"\n')
    assert strict.data["low"] < plain.data["low"] < plain.data["high"] < strict.data["high"]
    assert row('[uncertainty]\npedigree = "pedigree"\n').data == plain.data
    assert row('[uncertainty]\ncounts = "none"\n').data["low"] is None
    for word in ("counts", "pedigree"):
        refused = row(f'[uncertainty]\n{word} = "mine"\n')
        assert refused.state == "refused" and refused.codes == {"CF960": 1}
        (finding,) = map(finding_of, refused.findings)
        assert f"uncertainty.{word} = 'mine'" in finding.message


def test_a_refused_document_says_because_of_which_file(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(MADE.replace("amount: 0.1 kg", "amount: -1 kg", 1), encoding="utf-8")
    top = MADE.replace("HF-1", "HF-2").partition("inputs:")[0]
    top += "inputs:\n  - {name: Bolt, amount: 1 piece, product: part.yaml, transport: []}\n"
    (tmp_path / "top.yaml").write_text(top, encoding="utf-8")
    rows = Worker(Job(os.path.realpath(tmp_path), (".",))).compute(Chunk(0, ("part.yaml", "top.yaml"))).rows
    assert {row.name: (row.state, row.data["because"]) for row in rows} == {
        "part.yaml": ("refused", "part.yaml"),
        "top.yaml": ("refused", "part.yaml"),
    }


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
