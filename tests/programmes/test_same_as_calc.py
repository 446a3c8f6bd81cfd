"""Every state of every example is what `calc` says of the documents with those changes, one whole calculation each."""

from __future__ import annotations

from math import isclose
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from typing import Any

import pytest

from carbonfoot.documents.sources import read_source
from carbonfoot.pipeline import Options, calculate
from carbonfoot.programmes.composed import Composed
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.run import work
from carbonfoot.programmes.world import World
from carbonfoot.scenarios.amending import Amending

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(
    file
    for file in [
        *(ROOT / "examples").rglob("programme.yaml"),
        ROOT / "tests" / "programmes" / "by-hand" / "programme.yaml",
    ]
    if "bad" not in file.relative_to(ROOT).parts
)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_states_are_what_calc_says(file: Path) -> None:
    programmed = work(str(file), Options())
    worked, world = programmed.worked, programmed.world
    assert worked is not None and world is not None, programmed.findings
    compare(worked, world, others=4)


def compare(worked: Worked, world: World, others: int) -> None:
    numbers = [one.number for one in worked.measures if not one.candidate]
    draw = Random(7)
    states = [frozenset(numbers), *(frozenset(draw.sample(numbers, len(numbers) // 2)) for _ in range(2))]
    finished = [made.file for made in worked.products if made.finished]
    rest = [made.file for made in worked.products if not made.finished]
    for state in states:
        layers = world.layers_of(state)
        solved, composed = world.solve(state), Composed(world, state)
        for product in [*finished, *draw.sample(rest, min(len(rest), others))]:
            amending = Amending(world.display, layers)
            options = Options(worked.gwp_set)
            told = calculate(product, options, world.library, None, amending).footprint
            assert told is not None
            assert isclose(sum(solved[product]), told.at_least, rel_tol=1e-11)
            assert isclose(composed.footprint(product).at_least, told.at_least, rel_tol=1e-11)


TOPS = (
    "foundry", "eaf-mill", "chlor-alkali", "stamping-shop", "inverter-housing", "seat-bracket",
    "sectors/steel", "sectors/petrochemicals", "sectors/cement", "sectors/semiconductor", "sectors/display",
    "sectors/aluminium-casting", "sectors/electronics-board", "sectors/hull-block",
)  # fmt: skip


def scalable(data: dict[str, Any]) -> list[str]:
    """Paths of amounts of a document that a measure could scale."""
    wanted = [f"inputs/{number}/amount" for number in range(len(data.get("inputs") or []))]
    for number in range(len(data.get("processes") or [])):
        wanted += [f"processes/{number}/{key}" for key in ("electricity", "natural_gas")]
    found = []
    for path in wanted:
        kind, at, key = path.split("/")
        line = data[kind][int(at)]
        if isinstance(line, dict) and str(line.get(key, "")).strip()[:1].isdigit():
            found.append(path)
    return found


@pytest.mark.parametrize("folder", TOPS)
def test_any_measures_on_any_example_are_what_calc_says(folder: str, tmp_path: Path) -> None:
    """Sites, meters, own scrap, rework, co-products, sub-assemblies, methods, documents of other folders."""
    root = tmp_path / "examples"
    copytree(
        ROOT / "examples", root, ignore=ignore_patterns("bad", "automotive-agreement", "import", "suppliers")
    )
    home = root / folder
    documents = sorted(home.glob("*.yaml"))
    parts = [one for one in documents if "carbonfoot: part/1" in one.read_text(encoding="utf-8")]
    lines = ["carbonfoot: programme/1", "programme: {id: P, name: Any, years: 2025-2027}", "members:"]
    lines += ["  - id: all", "    name: All", "    role: other", "    tier: 0", "    products:"]
    texts = "".join(one.read_text(encoding="utf-8") for one in documents)
    for part in parts:
        source = read_source(str(part))[0]
        assert source is not None
        unit = str(source.data["product"]["declared_unit"])
        used = f"product: {part.name}" in texts and f"product: {part.name}, co_product" not in texts
        volume = "" if used else f", volume: {unit}"
        lines.append(f"      - {{document: {part.name}{volume}}}")
    sites = [one.name for one in documents if "carbonfoot: site/1" in one.read_text(encoding="utf-8")]
    lines += [f"    sites: [{', '.join(sites)}]"] if sites else []
    lines.append("measures:")
    for one in documents:
        source = read_source(str(one))[0]
        if source is None or (one not in parts and one.name not in sites):
            continue
        for place in scalable(source.data)[:4]:
            changes = f"{{{one.name}: {{change: {{{place}: x 0.9}}}}}}"
            lines.append(f"  - {{id: m{len(lines)}, name: M, member: all, start: 2026, changes: {changes}}}")
    (home / "any.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    programmed = work(str(home / "any.yaml"), Options())
    assert programmed.worked is not None and programmed.world is not None, programmed.findings
    compare(programmed.worked, programmed.world, others=3)
