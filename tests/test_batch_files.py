"""The generator of supplier folders: the same arguments give the same files, and every fault is one."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from batch_files import FAULTS, write_folders

from carbonfoot.pipeline import Options, calculate
from carbonfoot.portfolio.gather import gather


def test_the_same_arguments_give_the_same_files(tmp_path: Path) -> None:
    one = write_folders(tmp_path / "one", 30, seed=7, faults=0.2)
    two = write_folders(tmp_path / "two", 30, seed=7, faults=0.2)
    assert len(one.files) == 30
    assert one.faulty
    assert [file.read_bytes() for file in one.files] == [file.read_bytes() for file in two.files]
    assert list(one.faulty.values()) == list(two.faulty.values())


def test_the_documents_are_found_between_the_rubbish(tmp_path: Path) -> None:
    written = write_folders(tmp_path / "all", 40)
    found = gather([str(tmp_path / "all")]).files
    assert found == {str(tmp_path / "all"): [str(file) for file in written.files]}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_one_and_a_document_without_is_complete(kind: str, tmp_path: Path) -> None:
    file = write_folders(tmp_path / "all", 1).files[0]
    good = calculate(str(file), Options()).footprint
    assert good is not None
    assert good.total is not None
    file.write_bytes(FAULTS[kind](file.read_text(encoding="utf-8")))
    bad = calculate(str(file), Options()).footprint
    assert bad is None or bad.total is None
