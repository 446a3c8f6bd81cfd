"""What a command imports: start-up time is kept by keeping this short. No clock is read here (see `benchmarks/`)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import carbonfoot

ROOT = Path(__file__).parents[1]
TYPER = (0, 28)
"""The typer whose own imports stand in the list; others bring others."""

HEAVY = (
    "argparse",
    "asyncio",
    "attr",
    "click",
    "concurrent",
    "csv",
    "dask",
    "dataclasses",
    "duckdb",
    "email",
    "html",
    "http",
    "importlib.metadata",
    "importlib.resources",
    "json",
    "jsonschema",
    "logging",
    "multiprocessing",
    "numpy",
    "openpyxl",
    "pandas",
    "pickle",
    "pint",
    "pkg_resources",
    "polars",
    "pydantic",
    "pygments",
    "random",
    "rich",
    "scipy",
    "secrets",
    "setuptools",
    "ssl",
    "statistics",
    "tempfile",
    "unittest",
    "xml",
    "zipfile",
)
"""Modules that no calculation needs before it has something unusual to do."""

IN_A_CHECKOUT = {
    f"carbonfoot.factors.{name}" for name in ("cache", "compile", "layout", "pack", "parameters")
}
"""Where the packs themselves are the truth, they are hashed at each start; an installed package has them compiled."""

SCRIPT = """
import sys
before = set(sys.modules)
from carbonfoot.cli import main
sys.argv[0] = "carbonfoot"
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
sys.stdout.close()
sys.stderr.write("imported: " + " ".join(sorted(set(sys.modules) - before)))
"""


def imported(*words: str) -> set[str]:
    """Modules that a command brings in, beyond those of the bare interpreter."""
    environment = {**os.environ, "PYTHONPATH": str(Path(carbonfoot.__file__).parents[1]), "TERM": "xterm"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return set(done.stderr.decode().rpartition("imported: ")[2].split())


def heavy(modules: set[str]) -> set[str]:
    return {name for name in HEAVY if any(one == name or one.startswith(f"{name}.") for one in modules)}


CALC = ("calc", "examples/seat-bracket/bracket.yaml")


@pytest.fixture(scope="module")
def calc() -> set[str]:
    return imported(*CALC)


@pytest.mark.skipif(
    tuple(int(part) for part in typer.__version__.split(".")[:2]) != TYPER,
    reason="another typer imports others",
)
def test_the_imports_of_calc_are_a_list_that_is_looked_at(
    calc: set[str], golden: Callable[[str, str], None]
) -> None:
    ours = {name for name in calc if name.split(".")[0] == "carbonfoot"} - IN_A_CHECKOUT
    tops = {name.split(".")[0] for name in calc} - sys.stdlib_module_names - {"carbonfoot"}
    others = {name for name in tops if "cython" not in name}  # what compiled extensions leave behind
    golden("imports.txt", "\n".join([*sorted(others), *sorted(ours)]) + "\n")


def test_calc_imports_nothing_heavy(calc: set[str]) -> None:
    assert heavy(calc) == set()
    assert "pydantic_core" in calc and "yaml" in calc and "sqlite3" in calc, (
        "the list above would see nothing"
    )


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ((*CALC, "--format", "json"), {"json"}),
        ((*CALC, "--conservative"), set()),
        ((*CALC, "--sensitivity", "--target", "6"), set()),
        (("calc", "examples/inverter-housing/housing.yaml", "--scenario", "all"), set()),
        ((*CALC, "--by", "tag", "--by", "activity"), set()),
        (("calc", "examples/cbam/screws/installation.yaml"), set()),
        (("explain", "examples/cbam/screws/installation.yaml:goods/73181542"), set()),
        (("diff", "examples/seat-bracket/bracket.yaml", "--gwp-b", "AR5"), set()),
        (("explain", "examples/seat-bracket/bracket.yaml:inputs/0"), set()),
        (("explain", "CF301"), set()),
        (("factors", "show", "steel/hot-rolled-coil"), set()),
        (("factors", "search", "강판"), set()),
        (("schema", "calc"), {"json"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_other_commands_import_nothing_heavy_either(words: tuple[str, ...], allowed: set[str]) -> None:
    assert heavy(imported(*words)) - allowed == set()


@pytest.mark.parametrize("words", [("--help",), ("calc", "--help"), ("--version",)], ids=" ".join)
def test_help_and_completion_pay_for_the_command_line_alone(words: tuple[str, ...]) -> None:
    modules = imported(*words)
    assert {name for name in modules if name.startswith("carbonfoot.")} <= {
        "carbonfoot.cli",
        *("carbonfoot.documents", "carbonfoot.documents.settings"),  # names of languages and GWP sets
        *(f"carbonfoot.cli.{file.stem}" for file in (Path(carbonfoot.__file__).parent / "cli").iterdir()),
    }
    assert not {"yaml", "pydantic_core", "sqlite3"} & modules


def test_places_and_findings_are_paid_for_only_when_they_are_shown() -> None:
    shown = {"carbonfoot.reports.finding_text", "carbonfoot.documents.places"}
    assert shown <= imported(*CALC)
    assert not shown & imported(*CALC, "--quiet")


def test_a_part_pays_nothing_for_installations() -> None:
    """One look at the bytes of the file tells them apart; rooms of the border adjustment stay shut."""
    parts = imported(*CALC), imported("explain", "examples/seat-bracket/bracket.yaml:inputs/0")
    seen = imported("calc", "examples/cbam/screws/installation.yaml")
    assert {name for name in seen if name.startswith("carbonfoot.cbam")}, "the line below would see nothing"
    for modules in parts:
        ours = {name for name in modules if "cbam" in name or "installation" in name}
        assert not {name for name in ours if not name.startswith("carbonfoot.cli.cbam")}  # commands alone
    assert not {"carbonfoot.pipeline", "carbonfoot.system"} & seen
