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
    ("CF806", ("period",)),
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
    ("CF816", ("precursors", 0, "default")),
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


def test_a_second_fault_of_what_stands_in_hides_nothing_behind_it(tmp_path: Path, library: Library) -> None:
    """A stream with two faults, the boiler that burned it, and a process whose good is none."""
    text = f"""{HEAD}period: 2026
source_streams:
  - {{name: Gas, method: combustion, fuel: natural gas, amount: 900 Nm3, process: Boiler}}
  - {{name: Oil, method: combustion, fuel: diesel, tier: tier-2, amount: 9 t, shares: {{Bolts: 50 %, Nuts: 40 %}}}}
heat: [{{name: Boiler, kind: boiler}}]
electricity: [{{name: Grid, kind: grid, certificates: yes, emission_factor: 0 t CO2/MWh}}]
precursors: [{{name: Rod, cn: 7213 91 10, country: KR}}]
processes:
  - name: Bolts
    precursors: [{{name: Rodd, amount: 120 t}}]
    goods: [{{cn: 7318 15 88, amount: 100 t}}]
  - name: Nuts
    electricity: 10 kg
    goods: [{{cn: 7318 16, amount: 100 t}}]
"""
    assert {(one.code, one.path) for one in _found(tmp_path, text, library)} == {
        ("CF204", ("source_streams", 0, "net_calorific_value")),
        ("CF105", ("source_streams", 1, "tier")),
        ("CF805", ("heat", 0)),
        ("CF807", ("electricity", 0, "certificates")),
        ("CF208", ("electricity", 0, "emission_factor")),
        ("CF809", ("precursors", 0)),
        ("CF815", ("processes", 0, "precursors", 0, "name")),
        ("CF204", ("processes", 1, "electricity", "amount")),
        ("CF111", ("processes", 1, "goods", 0, "cn")),
    }


def test_a_period_that_is_none_is_told_as_the_act_has_it(tmp_path: Path, library: Library) -> None:
    text = FAULTY.replace("2026-02 to 2026-11", "next year")
    found = {one.path: one for one in _found(tmp_path, text, library)}
    assert "calendar year" in found[("period",)].help
    assert "Article" in found[("period",)].notes[0]
    assert {one.code for one in found.values()} >= {"CF107", "CF204", "CF801", "CF802", "CF804"}


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


def test_a_chain_of_documents_without_end_is_refused(library: Library, tmp_path: Path) -> None:
    """A chain of 50 is calculated; one of several hundred is a finding, not a fault of the program."""

    def chain(length: int) -> str:
        folder = tmp_path / str(length)
        folder.mkdir()
        for at in range(length):
            rod = f"document: d{at + 1}.yaml" if at < length - 1 else "country: KR, default: yes"
            (folder / f"d{at}.yaml").write_text(
                f"{HEAD}period: 2026\nprecursors: [{{name: Rod, cn: 7213 91 10, {rod}}}]\nprocesses:\n"
                "  - {name: P, direct_emissions: 1 t CO2e, precursors: [{name: Rod, amount: 1 t}],"
                " goods: [{cn: 7213 91 10, amount: 1 t}]}\n",
                encoding="utf-8",
            )
        return str(folder / "d0.yaml")

    result = calculate(chain(50), library).result
    assert result is not None
    assert result.goods[0].see.direct == pytest.approx(50 + 2.118 * 1.1, rel=1e-12)
    refused = calculate(chain(400), library)
    assert refused.result is None
    assert sum("deep" in one.message for one in refused.findings) == 1
