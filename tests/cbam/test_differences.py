"""The change of a good between two installations is the sum of its causes."""

from __future__ import annotations

import math
from pathlib import Path

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.differences import Change, differences
from carbonfoot.cbam.model import Result
from carbonfoot.factors.library import open_library

CEMENT = """\
carbonfoot: installation/1
installation: {id: C, name: Works, country: TR}
period: 2026
source_streams:
  - {name: Coal, method: combustion, amount: 88000 t, net_calorific_value: 25 GJ/t,
     emission_factor: 95 t CO2/TJ, process: Clinker}
processes:
  - name: Clinker
    electricity: {amount: 60000 MWh, emission_factor: 0.5 t CO2/MWh}
    goods: [{cn: 2523 10 00, amount: 10000 t}]
  - name: Cement
    electricity: {amount: 30000 MWh, emission_factor: 0.5 t CO2/MWh}
    precursors: [{name: Clinker, amount: 700000 t}]
    goods: [{cn: 2523 29 00, amount: 800000 t, clinker_content: 87.5 %}]
"""


def _result(folder: Path, text: str) -> Result:
    file = folder / "installation.yaml"
    file.write_text(text, encoding="utf-8")
    outcome = calculate(str(file), open_library(), str(folder))
    assert outcome.result is not None, outcome.findings
    return outcome.result


def _closes(one: Change) -> None:
    for index, change in enumerate(one.change):
        parts = math.fsum(cause.change[index] for cause in one.causes)
        assert math.isclose(parts, change, rel_tol=1e-9, abs_tol=1e-12)


def test_causes_add_up_where_everything_changes_at_once(tmp_path: Path) -> None:
    before = _result(tmp_path, CEMENT)
    text = CEMENT.replace("88000 t", "91000 t").replace("amount: 700000 t", "amount: 660000 t")
    text = text.replace(
        "amount: 800000 t, clinker_content: 87.5 %", "amount: 825000 t, clinker_content: 80 %"
    )
    found = differences(before, _result(tmp_path, text.replace("30000 MWh", "35000 MWh")))
    assert [one.cn for one in found] == ["25231000", "25232900"]
    for one in found:
        assert one.before is not None and one.after is not None
        assert one.change.direct == one.after.see.direct - one.before.see.direct != 0
        _closes(one)
    kinds = {cause.kind for cause in found[1].causes}
    assert {"own", "value", "content"} <= kinds


def test_a_precursor_that_is_new_is_all_amount(tmp_path: Path) -> None:
    screws = """\
carbonfoot: installation/1
installation: {id: S, name: Works, country: KR}
period: 2026
precursors:
  - {name: Rod, cn: 7213 91 10, country: KR, direct: 2 t CO2e/t, verified: yes}
  - {name: Bar, cn: 7214 20 00, country: KR, direct: 1 t CO2e/t, verified: yes}
processes:
  - name: Screws
    direct_emissions: 100 t CO2e
    precursors: [{name: Rod, amount: 1000 t}]
    goods: [{cn: 7318 15 88, amount: 1000 t}]
"""
    before = _result(tmp_path, screws)
    (one,) = differences(
        before, _result(tmp_path, screws.replace("name: Rod, amount: 1000 t", "name: Bar, amount: 500 t"))
    )
    assert {(cause.kind, cause.name): cause.change.direct for cause in one.causes} == {
        ("amount", "Rod"): -2.0,
        ("amount", "Bar"): 0.5,
    }
    assert differences(before, before)[0].causes == ()


def test_a_precursor_on_several_lines_is_one_cause(tmp_path: Path) -> None:
    """1.1 t of rod at 2 t CO2e, half of it bought on another line, against 1.2 t at 3 t CO2e: split at the mean of both sides."""
    one = """\
carbonfoot: installation/1
installation: {id: B, name: Works, country: KR}
period: 2026
precursors:
  - {name: Rod, cn: 7213 91 10, country: KR, supplies: [
      {supplier: A, amount: 10 t, direct: 1 t CO2e/t, indirect: 0 t CO2e/t, electricity: 0 MWh/t, verified: yes},
      {supplier: B, amount: 10 t, direct: 3 t CO2e/t, indirect: 0 t CO2e/t, electricity: 0 MWh/t, verified: yes}]}
processes:
  - name: Bolts
    direct_emissions: 100 t
    electricity: 0 MWh
    precursors: [{name: Rod, amount: 550 t, suppliers: A}, {name: Rod, amount: 550 t, suppliers: B}]
    goods: [{cn: 7318 15 42, name: Bolt, amount: 1000 t}]
"""
    other = one.replace("{name: Rod, amount: 550 t, suppliers: A}, ", "").replace("550 t", "1200 t")
    (found,) = differences(_result(tmp_path, one), _result(tmp_path, other))
    _closes(found)
    causes = {cause.kind: cause for cause in found.causes}
    assert set(causes) == {"amount", "value"}
    assert math.isclose(causes["amount"].change.direct, 0.1 * (2 + 3) / 2, rel_tol=1e-9)
    assert math.isclose(causes["value"].change.direct, (3 - 2) * (1.1 + 1.2) / 2, rel_tol=1e-9)
    assert (causes["amount"].before, causes["amount"].after) == (1.1, 1.2)
