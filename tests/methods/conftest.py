"""A project in a folder of its own, and an invented method that does everything that methods may do."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carbonfoot.cli import main
from carbonfoot.documents.fields import read_text
from carbonfoot.documents.shape import Shape, list_of, mapping_of, nested, optional, required
from carbonfoot.factors.layout import PACK_KEYS, PARAMETER_COLUMNS
from carbonfoot.methods import reading, registry
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, quantity, share
from carbonfoot.methods.terms import Draw, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import added
from carbonfoot.system import worked


class Charge(Shape):
    """Something that is charged."""

    name = required(WORD, "What it is.", "coke")
    amount = required(number("kg"), "How much of it.", "3 kg")
    carbon = optional(share(), "Its carbon; a number of the library unless stated.", "80 %")


class Furnace(Method):
    """An invented method: a list of charges, free names, two gases of one argument, and a draw from the library."""

    about = About(
        id="invented/furnace",
        title="Furnace",
        title_ko="가상 로",
        tier="2",
        formula=("CO2 = sum(charges/amount x charges/carbon) x 44/12 x burned",),
        gives="kg CO2 and CH4 of the furnace, and its electricity",
        reference="nowhere",
        edition="1",
        valid_from="2020",
        example="charges: [{name: coke, amount: 3 kg}]",
    )

    charges = required(
        list_of(nested(lambda: Charge)), "What is charged.", [{"name": "coke", "amount": "3 kg"}]
    )
    more = optional(
        mapping_of(nested(lambda: Charge), read_text), "More of it.", {"a": {"name": "b", "amount": "1 kg"}}
    )
    dust = optional(each(number("kg")), "Dust, kg of carbon by filter.", {"bag": "0.1 kg"})
    burned = optional(share(above_zero=True), "Share of the carbon that burns.", "99 %")
    power = optional(quantity("kWh", "MJ"), "Electricity.", "4 kWh")

    def compute(self, work: Work) -> list[Term]:
        """CO2 and CH4 at the charges, electricity from the grid."""
        numbers = []
        for index, charge in enumerate([*self.charges, *(self.more or {}).values()]):
            carbon = charge.carbon
            if carbon is None:
                at = ("charges", index, "carbon")
                carbon = work.number(f"own/{charge.name}", "carbon-content", "kg/kg", packs=(), at=at)
            numbers.append(charge.amount * carbon)
        numbers += [0 - one for one in (self.dust or {}).values()]
        burned = 1.0 if self.burned is None else self.burned
        carbon = added(numbers) * burned
        terms = [
            Term("CO2", "CO2", ("charges",), amount_of(carbon, "kg"), {"co2": carbon * 44 / 12}),
            Term("CH4", "CH4", ("charges",), amount_of(carbon, "kg"), {"ch4_fossil": carbon * 0.001}),
        ]
        if self.power is not None:
            draw = Draw("electricity/grid", self.power, origin=work.country)
            terms.append(Term("electricity", "전력", ("power",), self.power, draws=(draw,)))
        return terms


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


PACK = {
    "title": "Analyses",
    "publisher": "Nobody",
    "edition": "1",
    "licence": "ours",
    "share_class": "open",
    "attribution": "Nobody (2026)",
    "date_read": "2026-11-21",
    "gwp_set": "none",
    "review_by": "2027-11-21",
    "preference": "10",
}
CONTENT = {
    "quantity": "carbon-content",
    "name": "Carbon content",
    "unit": "kg/kg",
    "geo": "KR",
    "year": "2025",
    "year_kind": "data",
    "edition": "analysis",
    "trust": "B",
    "source_row": "row 1",
}


class Project:
    """The folder, what is written into it, and what is run in it."""

    def __init__(self, root: Path, run: Callable[..., Ran]) -> None:
        self.root = root
        self.run = run

    def contents(self, name: str = "ours", share_class: str = "open", **values: str) -> None:
        """`contents(coke="0.8")`: a pack with the carbon content of `own/coke`, written anew."""
        folder = self.root / "packs" / name
        folder.mkdir(parents=True, exist_ok=True)
        about = dict.fromkeys(PACK_KEYS, "") | PACK | {"id": name, "share_class": share_class}
        text = "".join(f'{key}: "{value}"\n' for key, value in about.items())
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        with (folder / "parameters.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, PARAMETER_COLUMNS, restval="", lineterminator="\n")
            writer.writeheader()
            for what, value in values.items():
                writer.writerow(CONTENT | {"id": f"{name}:{what}", "item": f"own/{what}", "value": value})

    def part(self, *uses: dict[str, Any], file: str = "part.yaml", **more: Any) -> None:
        """A part document of one piece and one step, made in Korea."""
        head = {"id": Path(file).stem.upper(), "name": "Part", "declared_unit": "1 piece", "made_in": "KR"}
        step = {"name": "Melting", "name_ko": "용해", "methods": list(uses), **more.pop("step", {})}
        body = {"carbonfoot": "part/1", "product": head, "period": "2025", "processes": [step], **more}
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")

    def data(self, *words: str, code: int = 0) -> Any:
        """`data` of the JSON answer of a command."""
        ran = self.run(*words, "--format", "json")
        assert ran.code == code, ran.out + ran.err
        return ran.data["data"]

    def total(self, *words: str) -> float:
        """The total that `calc part.yaml` prints."""
        return float(self.data("calc", "part.yaml", *words)["total"])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    """An empty project that knows the invented method; commands run in it, 80 columns wide."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CARBONFOOT_ASCII", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "carbonfoot.toml").write_text('lang = "en"\n', encoding="utf-8")

    def find(id: str) -> type[Method] | None:
        return Furnace if id == Furnace.about.id else registry.find(id)

    monkeypatch.setattr(worked, "find", find)
    monkeypatch.setattr(reading, "find", find)

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        assert "bug in carbonfoot" not in err, err
        return Ran(int(code or 0), out, err)

    return Project(tmp_path, run)
