"""Runs of the command line in this process, and the environments that a file in git cannot carry.

A case with a file `fixture` names one fixture of this module. It gets a copy of the case and prepares it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import shutil
import signal
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from carbonfoot.cli import main

Prepare = Callable[[Path], None]


class Run(NamedTuple):
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Carbonfoot = Callable[[Path, list[str]], Run]


@pytest.fixture
def carbonfoot(monkeypatch: pytest.MonkeyPatch) -> Carbonfoot:
    """Run `carbonfoot` with arguments in a folder, 80 columns wide and without colour."""
    for name in ("TERM", "CARBONFOOT_ASCII"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(folder: Path, arguments: list[str]) -> Run:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
                code = 0
            except SystemExit as leaving:
                code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        return Run(code, _read(out), _read(err))

    return run


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture
def no_permission() -> Prepare:
    """A part document that its owner may not read."""

    def prepare(folder: Path) -> None:
        part = folder / "part.yaml"
        part.chmod(0)
        if os.access(part, os.R_OK):
            pytest.skip("this user, or this system, may read every file")

    return prepare


@pytest.fixture
def pipe() -> Prepare:
    """A named pipe where a part document should be: opening it would wait for ever."""

    def prepare(folder: Path) -> None:
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(folder / "part.yaml")

    return prepare


@pytest.fixture
def dying_process(monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """Processes of a pool that the system kills at a certain document, as it does for want of memory."""
    if not hasattr(os, "fork"):
        pytest.skip("this system copies no processes, so that the test could not change them")
    from carbonfoot.batch.executors import pool
    from carbonfoot.batch.model import Chunk, Done
    from carbonfoot.batch.work import Worker

    compute = Worker.compute

    def dies(self: Worker, chunk: Chunk) -> Done:
        if any("heavy" in name for name in chunk.names):
            os.kill(os.getpid(), signal.SIGKILL)
        return compute(self, chunk)

    monkeypatch.setattr(pool, "METHOD", "fork")
    monkeypatch.setattr(Worker, "compute", dies)
    warnings.filterwarnings(
        "ignore", "This process .* is multi-threaded", DeprecationWarning
    )  # those of pytest
    return lambda _: None


@pytest.fixture
def bug_of_ours(monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """A calculation that divides by zero at a certain product."""
    from carbonfoot.batch.rows import data_of

    wrong = compile("1 / 0", "odd.py", "eval")

    def fails(product: Any, result: Any) -> Any:
        # compiled here, so that the line it names does not move with this file
        return eval(wrong) if "odd" in product.file else data_of(product, result)  # noqa: S307

    monkeypatch.setattr("carbonfoot.batch.work.data_of", fails)
    return lambda _: None


@pytest.fixture
def link_out_of_the_root() -> Prepare:
    """A symbolic link inside the root to a document outside it."""

    def prepare(folder: Path) -> None:
        outside = folder.parent / "company-wide"
        outside.mkdir()
        shutil.move(folder / "bolt.yaml", outside / "bolt.yaml")
        try:
            (folder / "bolt.yaml").symlink_to(outside / "bolt.yaml")
        except OSError:
            pytest.skip("this user may not make symbolic links")

    return prepare


@pytest.fixture
def six_megabytes() -> Prepare:
    """A part document with one line for every bag of a year."""

    def prepare(folder: Path) -> None:
        part = folder / "part.yaml"
        line = "  - {name: Bag, amount: 0.1 kg, factor: packaging/plastic/film}\n"
        part.write_text(part.read_text(encoding="utf-8") + line * 90_000, encoding="utf-8")

    return prepare


def _workbook(fill: Callable[[Any, Any], None]) -> Prepare:
    """A workbook `t.xlsx` whose sheet has a header and one row; `fill` changes it."""

    def prepare(folder: Path) -> None:
        with xlsxwriter.Workbook(folder / "t.xlsx") as workbook:
            sheet = workbook.add_worksheet("Factors")
            sheet.write_row(0, 0, ["item", "co2e"])
            sheet.write_row(1, 0, ["steel/wire-rod", 2.31])
            fill(workbook, sheet)

    return prepare


@pytest.fixture
def workbook_of_two_sheets() -> Prepare:
    """A second sheet that could be meant."""
    return _workbook(lambda workbook, _: workbook.add_worksheet("Factors 2023"))


@pytest.fixture
def workbook_with_hidden_row() -> Prepare:
    """A row that a filter left out."""
    return _workbook(lambda _, sheet: sheet.set_row(1, None, None, {"hidden": True}))


@pytest.fixture
def workbook_with_merged_cells() -> Prepare:
    """One name for two rows."""

    def fill(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("A3:A4", "steel/hot-rolled-coil")
        sheet.write(2, 1, 2.21)
        sheet.write(3, 1, 2.3)

    return _workbook(fill)


@pytest.fixture
def workbook_with_formula() -> Prepare:
    """A value that a formula left when the file was saved."""
    return _workbook(lambda _, sheet: sheet.write_formula("B2", "=2.2*1.05", None, 2.31))


@pytest.fixture
def workbook_with_number_as_text() -> Prepare:
    """A number in a cell of text."""
    return _workbook(lambda _, sheet: sheet.write_string(1, 1, "2.31"))


@pytest.fixture
def workbook_with_percent() -> Prepare:
    """A number that the sheet shows as 231 %."""
    return _workbook(
        lambda workbook, sheet: sheet.write(1, 1, 2.31, workbook.add_format({"num_format": "0%"}))
    )


def _changed(change: Callable[[str], str]) -> Prepare:
    """A workbook `t.xlsx` whose sheet is other XML than a spreadsheet program writes."""

    def prepare(folder: Path) -> None:
        _workbook(lambda *_: None)(folder)
        with zipfile.ZipFile(folder / "t.xlsx") as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet] = change(parts[sheet].decode()).encode()
        with zipfile.ZipFile(folder / "t.xlsx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return prepare


@pytest.fixture
def workbook_with_entity() -> Prepare:
    """XML that defines an entity, as files do that are made to break a reader."""
    return _changed(lambda xml: xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "ha">]><worksheet', 1))


@pytest.fixture
def workbook_never_computed() -> Prepare:
    """A formula without a value, as programs write it that compute nothing."""
    return _changed(lambda xml: xml.replace("<v>2.31</v>", "<f>2.2*1.05</f>"))


@pytest.fixture
def workbook_locked() -> Prepare:
    """What a spreadsheet program writes behind a password: no zip archive, but an encrypted container."""

    def prepare(folder: Path) -> None:
        container = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")
        (folder / "t.xlsx").write_bytes(container)

    return prepare


@pytest.fixture
def as_it_is() -> Prepare:
    """A copy outside the examples, whose settings would hold for a case that needs to have none."""
    return lambda _: None


def _template(change: Callable[[Any], None], version: str = "2.1.1") -> Prepare:
    """A filled communication template, `supplier.xlsx`, of the builder that its own tests use."""

    def prepare(folder: Path) -> None:
        file = Path(__file__).parents[1] / "cbam" / "filled_template.py"
        spec = importlib.util.spec_from_file_location("filled_template", file)
        assert spec is not None and spec.loader is not None
        builder = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(builder)
        given = builder.cells(version)
        change(given)
        builder.write(folder / "supplier.xlsx", given)

    return prepare


def _form(**rows: Any) -> Prepare:
    """`form.xlsx`: a form with the headings of the communication template, of our own making."""

    def prepare(folder: Path) -> None:
        file = Path(__file__).parents[1] / "declarations" / "small_form.py"
        spec = importlib.util.spec_from_file_location("small_form", file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.small_form(folder / "form.xlsx", **rows)

    return prepare


@pytest.fixture
def template_of_version_1() -> Prepare:
    """A communication template of the first months."""
    return _template(lambda _: None, "1.1")


@pytest.fixture
def template_with_overwritten_result() -> Prepare:
    """Direct emissions of the second good that somebody typed over."""

    def change(given: Any) -> None:
        heads = given["Summary_Communication"]
        column = next(at[1] for at, text in heads.items() if text == "SEE (direct)")
        heads[28, column] = 0.8

    return _template(change)


@pytest.fixture
def communication_form() -> Prepare:
    return _form()


@pytest.fixture
def communication_form_of_one_process() -> Prepare:
    return _form(processes=1)


@pytest.fixture
def communication_form_filled_in() -> Prepare:
    return _form(said="Drawing")


def _declared(
    carbonfoot: Carbonfoot, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> Prepare:
    """A part that is declared before something is changed."""

    def prepare(folder: Path) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1804000000")
        run = carbonfoot(folder, ["declare", "bolt.yaml", "--as", "pact-3.0.3", "-o", "bolt.json", "--quiet"])
        assert run.code == 0, run.err
        change(folder)

    return prepare


def _replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


@pytest.fixture
def declared_and_edited(carbonfoot: Carbonfoot, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """Every total of a declaration is made smaller by hand."""
    return _declared(carbonfoot, monkeypatch, _replaced("bolt.json", '"0.068"', '"0.048"'))


@pytest.fixture
def declared_and_input_changed(carbonfoot: Carbonfoot, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """The document says another amount after it was declared."""
    return _declared(carbonfoot, monkeypatch, _replaced("bolt.yaml", "0.034 kg", "0.031 kg"))


@pytest.fixture
def declared_and_commented(carbonfoot: Carbonfoot, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """A comment is added to the document after it was declared."""
    return _declared(
        carbonfoot, monkeypatch, _replaced("bolt.yaml", "inputs:\n", "inputs:\n  # weighed in March\n")
    )


@pytest.fixture
def declared_elsewhere(carbonfoot: Carbonfoot, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """The document is not where it was declared."""
    return _declared(
        carbonfoot, monkeypatch, lambda folder: (folder / "bolt.yaml").rename(folder / "bolt-old.yaml")
    )
