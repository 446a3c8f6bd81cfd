"""A project in a folder of its own, with packs of invented factors that a test may change, add and take away."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carbonfoot.cli import main
from carbonfoot.factors.layout import PACK_KEYS, RECORD_COLUMNS

KEYS = {
    "title": "Invented figures",
    "publisher": "Nobody",
    "edition": "1",
    "licence": "ours",
    "share_class": "private",
    "attribution": "Nobody (2026)",
    "date_read": "2026-11-21",
    "gwp_set": "AR6",
    "review_by": "2027-11-21",
    "preference": "10",
    "override": "ranked",
}
RECORD = {
    "kind": "material",
    "unit_num": "kg",
    "unit_den": "kg",
    "gwp_set": "AR6",
    "boundary": "cradle_to_gate",
    "geo": "KR",
    "year": "2025",
    "year_kind": "data",
    "trust": "B",
    "source_row": "row 1",
}


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Project:
    """The folder, what is written into it, and what is run in it."""

    def __init__(self, root: Path, run: Callable[..., Ran]) -> None:
        self.root = root
        self.run = run

    def pack(self, name: str, *records: dict[str, str], **keys: str) -> None:
        """`pack("one", {"id": "rod", "item": "own/rod", "co2e": "2"})`: the pack `one`, written anew."""
        folder = self.root / "packs" / name
        folder.mkdir(parents=True, exist_ok=True)
        values = dict.fromkeys(PACK_KEYS, "") | KEYS | {"id": name} | keys
        text = "".join(f'{key}: "{value}"\n' for key, value in values.items())
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        with (folder / "records.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, RECORD_COLUMNS, restval="", lineterminator="\n")
            writer.writeheader()
            for record in records:
                cells = RECORD | {"name": record["item"]} | record
                writer.writerow(cells | {"id": f"{name}:{record['id']}"})

    def part(self, file: str, inputs: list[dict[str, Any]], **more: Any) -> None:
        """A part document of one piece, made in Korea."""
        name = Path(file).stem
        head = {"id": name.upper(), "name": name.capitalize(), "declared_unit": "1 piece", "made_in": "KR"}
        body = {"carbonfoot": "part/1", "product": head, "period": "2025", "inputs": inputs, **more}
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")

    @property
    def lock(self) -> Any:
        return json.loads(self.lock_text)

    @property
    def lock_text(self) -> str:
        return (self.root / "carbonfoot.lock").read_text(encoding="utf-8")

    def total(self, file: str, *options: str) -> float:
        """The total that `calc` prints."""
        ran = self.run("calc", file, "--format", "json", *options)
        assert ran.code == 0, ran.out
        return float(ran.data["data"]["total"])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    """An empty project; commands run in it, 80 columns wide."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CARBONFOOT_ASCII", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "carbonfoot.toml").write_text('lang = "en"\n', encoding="utf-8")

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        assert "bug in carbonfoot" not in err, err
        return Ran(int(stopped.value.code or 0), out, err)

    return Project(tmp_path, run)


ROD = {"name": "Rod", "amount": "2 kg", "factor": "own/rod", "origin": "KR"}
NUT = {"name": "Nut", "amount": "1 kg", "factor": "own/nut", "origin": "KR"}


@pytest.fixture
def held(project: Project) -> Project:
    """`bolt.yaml` (2 kg of rod at 2, 1 kg of nut at 1: 5 kg CO2e) links `pin.yaml` (1 kg of rod: 2); both are locked."""
    project.pack(
        "one",
        {"id": "rod", "item": "own/rod", "co2e": "2", "year": "2020"},
        {"id": "nut", "item": "own/nut", "co2e": "1", "year": "2020"},
    )
    project.part("pin.yaml", [ROD | {"amount": "1 kg"}])
    project.part("bolt.yaml", [ROD, NUT, {"name": "Pin", "amount": "1 piece", "product": "pin.yaml"}])
    project.part("washer.yaml", [NUT | {"amount": "3 kg"}])
    assert project.run("lock", "bolt.yaml", "washer.yaml").code == 0
    return project
