"""The package in Brightway itself, which stands in no environment of ours: `pip install bw2data bw2calc bw2io`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.exports import brightway, openlca

READ = """
import json, sys, warnings
warnings.simplefilter("ignore")
import bw2calc, bw2data, bw_processing, numpy
from bw2io.package import BW2Package

stored, exact = [], []
bw2data.projects.set_current("check")
database, method = BW2Package.import_file(sys.argv[1])
demands = database.metadata["demands"]
for demand in demands:
    activity = database.get(demand["code"])
    wanted, data, _ = bw2data.prepare_lca_inputs({activity: demand["amount"]}, method=method.name)
    lca = bw2calc.LCA(wanted, data_objs=data)
    lca.lci()
    lca.lcia()
    stored.append(lca.score)

# The same numbers as arrays of double precision: bw2data keeps single precision.
plain, weighed = BW2Package.load_file(sys.argv[1])
number = {key: place for place, key in enumerate(plain["data"])}
rows = {"technosphere": [], "biosphere": []}
for key, entry in plain["data"].items():
    for one in entry["exchanges"]:
        into = "biosphere" if one["type"] == "biosphere" else "technosphere"
        rows[into].append((number[one["input"]], number[key], one["amount"], one["type"] == "technosphere"))
package = bw_processing.create_datapackage()
for name, found in rows.items():
    package.add_persistent_vector(
        matrix=f"{name}_matrix",
        indices_array=numpy.array([row[:2] for row in found], dtype=bw_processing.INDICES_DTYPE),
        data_array=numpy.array([row[2] for row in found]),
        flip_array=numpy.array([row[3] for row in found]),
    )
package.add_persistent_vector(
    matrix="characterization_matrix",
    indices_array=numpy.array([(number[key],) * 2 for key, _ in weighed["data"]], dtype=bw_processing.INDICES_DTYPE),
    data_array=numpy.array([factor for _, factor in weighed["data"]]),
)
for demand in demands:
    lca = bw2calc.LCA({number[database.name, demand["code"]]: demand["amount"]}, data_objs=[package])
    lca.lci()
    lca.lcia()
    exact.append(lca.score)
print("FOUND", json.dumps([stored, exact]))
"""

READ_OPENLCA = """
import json, pathlib, sys, warnings, zipfile
warnings.simplefilter("ignore")
import bw2calc, bw2data
from bw2io.importers.json_ld import JSONLDImporter
from bw2io.importers.json_ld_lcia import JSONLDLCIAImporter

folder = pathlib.Path(sys.argv[1]).with_suffix("")
zipfile.ZipFile(sys.argv[1]).extractall(folder)
lacking = {"description": "", "version": "", "lastChange": "", "location": {"name": "not stated"}}
for file in [*folder.glob("lcia_*/*.json"), *folder.glob("processes/*.json")]:  # what this importer asks for
    file.write_text(json.dumps({**lacking, **json.loads(file.read_text("utf-8"))}), "utf-8")
bw2data.projects.set_current("check")
database = JSONLDImporter(str(folder), "from openlca")
database.apply_strategies(no_warning=True)
database.merge_biosphere_flows()
assert not list(database.unlinked)
database.write_database()
method = JSONLDLCIAImporter(str(folder))
method.apply_strategies()
method.match_biosphere_by_id("from openlca")
method.write_methods()
(system,) = [json.loads(file.read_text("utf-8")) for file in folder.glob("product_systems/*.json")]
process = json.loads((folder / "processes" / (system["refProcess"]["@id"] + ".json")).read_text("utf-8"))
(made,) = [one for one in process["exchanges"] if one.get("isQuantitativeReference")]
activity = bw2data.get_node(database="from openlca", code=made["flow"]["@id"])
(name,) = bw2data.methods
wanted, data, _ = bw2data.prepare_lca_inputs({activity: system["targetAmount"]}, method=name)
lca = bw2calc.LCA(wanted, data_objs=data)
lca.lci()
lca.lcia()
print("FOUND", json.dumps([lca.score]))
"""

SINGLE_PRECISION = 2e-6


@pytest.fixture(scope="module")
def brightway_python() -> str:
    """`BRIGHTWAY_PYTHON` names the Python of an environment with Brightway; else the one of the tests is tried."""
    python = os.environ.get("BRIGHTWAY_PYTHON", sys.executable)
    there = subprocess.run([python, "-c", "import bw2io, bw2calc"], check=False, capture_output=True)
    if there.returncode:
        pytest.skip("Brightway is not installed")
    return python


def found(python: str, script: str, file: Path) -> Any:
    environment = {**os.environ, "BRIGHTWAY2_DIR": str(file.parent)}
    done = subprocess.run(
        [python, "-c", script, str(file)], check=True, capture_output=True, text=True, env=environment
    )
    (said,) = [line for line in done.stdout.splitlines() if line.startswith("FOUND ")]
    return json.loads(said.removeprefix("FOUND "))


@pytest.mark.system
@pytest.mark.parametrize("boundary", ["cradle-to-gate", "cradle-to-grave"])
def test_brightway_finds_the_total_again(
    calc: Any,
    tables_of: Callable[..., Any],
    everything: Any,
    tmp_path: Path,
    brightway_python: str,
    boundary: str,
) -> None:
    body, files = everything
    answer = calc({**body, "boundary": boundary}, product={"mass": "2.5 kg"}, files=files)
    file = tmp_path / "part.bw2package"
    file.write_bytes(brightway.packed(tables_of(answer)))
    stored, exact = found(brightway_python, READ, file)
    assert exact == [pytest.approx(answer.total, rel=1e-9)]
    assert stored == [pytest.approx(answer.total, rel=SINGLE_PRECISION)]


@pytest.mark.system
@pytest.mark.parametrize("boundary", ["cradle-to-gate", "cradle-to-grave"])
def test_brightways_reader_of_openlca_files_finds_it_too(
    calc: Any,
    tables_of: Callable[..., Any],
    everything: Any,
    tmp_path: Path,
    brightway_python: str,
    boundary: str,
) -> None:
    body, files = everything
    answer = calc({**body, "boundary": boundary}, product={"mass": "2.5 kg"}, files=files)
    file = tmp_path / "part.zip"
    file.write_bytes(openlca.packed(tables_of(answer)))
    assert found(brightway_python, READ_OPENLCA, file) == [pytest.approx(answer.total, rel=SINGLE_PRECISION)]
