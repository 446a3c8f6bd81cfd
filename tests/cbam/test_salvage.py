"""One run tells all that is wrong with an installation, and nothing that follows from its first error."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.documents.sources import display_path, read_source
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, severity

EXAMPLES = Path(__file__).parents[2] / "examples" / "cbam"
HEAD = "carbonfoot: installation/1\ninstallation: {id: A, name: A, country: KR}\n"
FAULTY = f"""\
{HEAD}\
period: 2026-02 to 2026-11
source_streams:
  - {{name: Gas, method: combustion, fuel: diesel, amount: 10 t, process: Bolts}}
  - {{name: Biomass, method: combustion, fuel: Charcoal, amount: ten tonnes, process: Bolts}}
  - {{name: Oil, method: burning, fuel: Residual fuel oil, amount: 10 t, process: Bolts}}
  - {{name: LPG, method: combustion, fuel: Liquefied petroleum gases, amount: -4 t, process: Bolts}}
heat:
  - {{name: Hot water, kind: boiler, flow: {{mass: 1000 t}}}}
  - {{name: Boiler, kind: boiler}}
electricity:
  - {{name: Green, kind: ppa, certificates: yes, emission_factor: 0 t CO2/MWh}}
precursors:
  - {{name: Wire rod, cn: 7213 91 10, default: yes}}
  - {{name: Cement, cn: 2523 29 00, country: CN, direct: 0.8 t/t, indirect: 0.1 t/t, verified: yes}}
  - {{name: Bar, cn: 7214 99 99 1, country: CN, default: yes}}
processes:
  - name: Bolts
    electricity: 10 MWh
    precursors: [{{name: Wire rod, amount: 20 t}}, {{name: Cement, amount: 4 t}}]
    waste_gas: {{produced: 10 TJ, exported: 20 TJ}}
    goods:
      - {{cn: 7318 15 88, name: Bolts, amount: 17 t}}
      - {{cn: 7320 20 81, name: Springs, amount: 17 t}}
  - name: Other
    electricity: 4 MW
    goods: [{{cn: 7318 16 92, amount: 0 t}}]
carbon_prices:
  - {{instrument: offset, due: 100 KRW}}
offsets: 100 t
"""
TOLD = {
    ("CF107", ("period",)),
    ("CF704", ("source_streams", 0, "fuel")),
    ("CF201", ("source_streams", 1, "amount")),
    ("CF105", ("source_streams", 2, "method")),
    ("CF207", ("source_streams", 3, "amount")),
    ("CF805", ("heat", 0, "flow")),
    ("CF805", ("heat", 1, "name")),
    ("CF711", ("electricity", 0, "kind")),
    ("CF807", ("electricity", 0, "certificates")),
    ("CF102", ("electricity", 0)),
    ("CF808", ("precursors", 0, "default")),
    ("CF111", ("precursors", 2, "cn")),
    ("CF802", ("processes", 0, "precursors", 1, "name")),
    ("CF804", ("processes", 0, "waste_gas", "exported")),
    ("CF801", ("processes", 0, "goods", 1, "cn")),
    ("CF208", ("processes", 1)),
    ("CF204", ("processes", 1, "electricity", "amount")),
    ("CF826", ("carbon_prices", 0, "instrument")),
    ("CF101", ("offsets",)),
}


def _found(folder: Path, text: str, library: Library) -> list[Finding]:
    file = folder / "installation.yaml"
    file.write_text(text, encoding="utf-8")
    return calculate(str(file), library).findings


def test_a_document_of_many_faults_tells_them_in_one_run(tmp_path: Path, library: Library) -> None:
    assert {(one.code, one.path) for one in _found(tmp_path, FAULTY, library)} == TOLD


def test_a_period_that_is_none_is_told_as_the_act_has_it(tmp_path: Path, library: Library) -> None:
    first = _found(tmp_path, FAULTY, library)[0]
    assert "calendar year" in first.help
    assert "Article" in first.notes[0]


def _places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every value of a document that a slip may hit."""
    steps = list(
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    )
    return [place for step, inner in steps for place in ((*path, step), *_places(inner, (*path, step)))]


def _there(path: tuple[str | int, ...], place: tuple[str | int, ...]) -> bool:
    """Whether a finding is at, above or below a place; a mapping may stand for a list of one."""
    short = tuple(step for step in place if step != 0)
    found = tuple(step for step in path if step != 0)
    return found[: len(short)] == short[: len(found)]


@pytest.mark.parametrize("example", ["bolts/installation", "cement/installation", "screws/installation"])
def test_one_slip_brings_no_other_complaint(example: str, library: Library, tmp_path: Path) -> None:
    """Each value of an example in turn is no value: no finding elsewhere but of names that are gone."""
    file = EXAMPLES / f"{example}.yaml"
    whole = {(one.code, one.path) for one in calculate(str(file), library).findings}
    source, _ = read_source(str(file), display_path(str(file)))
    assert source is not None
    (tmp_path / "mill.yaml").write_text((EXAMPLES / "bolts" / "mill.yaml").read_text("utf-8"), "utf-8")
    tried = 0
    for place in _places(source.data):
        if place[0] in {"carbonfoot", "tags", "note"}:
            continue
        data = deepcopy(source.data)
        node = data
        for step in place[:-1]:
            node = node[step]
        node[place[-1]] = "??"
        found = _found(tmp_path, json.dumps(data), library)
        errors = [one for one in found if severity(one) == "error" and (one.code, one.path) not in whole]
        elsewhere = [one for one in errors if not _there(one.path, place)]
        assert all(one.code in {"CF815", "CF805", "CF811"} for one in elsewhere), (place, elsewhere)
        tried += bool(errors)
    assert tried > 20
