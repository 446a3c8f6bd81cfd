"""Start-up: `carbonfoot calc` of a real part against `floor.py`, whole processes in turn.

    python benchmarks/startup.py [--rounds N] [--part FILE] [--report-only]

Run it with the interpreter of an environment into which carbonfoot is installed (benchmarks/docs.md says why). It exits
with 1 when the ratio is over the budget.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
PART = HERE.parent / "examples" / "seat-bracket" / "bracket.yaml"
BUDGET = 1.3
WARM_UP = 3
LIBRARIES = ("typer", "pydantic", "PyYAML")
FIND = "import carbonfoot.factors as room; print(room.__path__[0])"


def environment() -> dict[str, str]:
    """The user's environment without what changes how Python starts; processes run in the folder of this file."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in paths if entry)
    return {**kept, "PYTHONPATH": path} if path else kept


def seconds(module: str, part: Path) -> float:
    """Wall clock of one whole process, from its start until it has ended well."""
    command = [sys.executable, "-m", module, "calc", str(part)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=HERE, env=environment(), capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}"
        )
    return taken


def byte_compile() -> Path:
    """Compile the package and the floor, as pip does at installation; returns the folder of `factors`."""
    found = subprocess.run(
        [sys.executable, "-c", FIND], cwd=HERE, env=environment(), capture_output=True, text=True, check=True
    )
    room = Path(found.stdout.strip())
    compileall.compile_dir(str(room.parent), quiet=1)
    compileall.compile_dir(str(HERE), quiet=1)
    return room


def measure(part: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Times of the floor and of carbonfoot, one of each a round, the order turned round every time."""
    for _ in range(WARM_UP):  # fills the file cache and compiles what the libraries have not compiled yet
        seconds("floor", part)
        seconds("carbonfoot", part)
    times: dict[str, list[float]] = {"floor": [], "carbonfoot": []}
    for number in range(rounds):
        pair = ("floor", "carbonfoot") if number % 2 == 0 else ("carbonfoot", "floor")
        for module in pair:
            times[module].append(seconds(module, part))
    return times["floor"], times["carbonfoot"]


def main() -> int:
    """Print both medians, their ratio and the budget; 1 when over the budget."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=31, help="rounds of one process each (31)")
    parser.add_argument("--part", type=Path, default=PART, help="part document (the seat bracket)")
    parser.add_argument("--report-only", action="store_true", help="exit with 0 also when over the budget")
    options = parser.parse_args()
    part = options.part.resolve()
    room = byte_compile()
    installed = (room / "library.sqlite3").exists()
    lines = len(part.read_text(encoding="utf-8").splitlines())
    floor, ours = measure(part, options.rounds)
    ratio = statistics.median(ours) / statistics.median(floor)
    state = (
        "installed"
        if installed
        else "from a checkout: compares the packs at every start, installed is faster"
    )
    system = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    print(f"part         {part.name}, {lines} lines")
    print(f"carbonfoot   {state}")
    print(f"interpreter  {system}, {os.cpu_count()} processors")
    print(f"libraries    {', '.join(f'{name} {version(name)}' for name in LIBRARIES)}")
    print(
        f"method       whole processes in turn, {options.rounds} rounds after {WARM_UP}, byte-compiled, wall clock"
    )
    for name, times in (("floor", floor), ("carbonfoot", ours)):
        middle, least = statistics.median(times) * 1000, min(times) * 1000
        print(f"{name:12} median {middle:6.1f} ms   least {least:6.1f} ms")
    print(f"ratio        {ratio:.2f}   budget {BUDGET}   {'kept' if ratio <= BUDGET else 'NOT KEPT'}")
    return 0 if ratio <= BUDGET or options.report_only else 1


if __name__ == "__main__":
    raise SystemExit(main())
