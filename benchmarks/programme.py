"""`carbonfoot programme report` of the car maker's agreement, and `calc` of its car, beside `floor.py`, whole processes in turn.

    python benchmarks/programme.py [--rounds N] [--profile]

Run it with the interpreter of an environment into which carbonfoot is installed (benchmarks/docs.md says why). It exits
with 1 when a ratio or a time is over its budget. `--profile` prints where one report spends its time instead.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from startup import HERE, PART, WARM_UP, byte_compile, environment

FOLDER = HERE.parent / "examples" / "automotive-agreement"
PROGRAMME = FOLDER / "programme.yaml"
COMMANDS = {
    "floor": ("floor", "calc", str(PART)),
    "car": ("carbonfoot", "calc", str(FOLDER / "vehicle" / "car.yaml")),
    "report": ("carbonfoot", "programme", "report", str(PROGRAMME)),
    "json": ("carbonfoot", "programme", "report", str(PROGRAMME), "--format", "json"),
}
RATIOS = {"car": 4.5, "report": 9.0, "json": 9.0}
"""Of the floor: about twice what was measured, so that only what is really slower is over it."""

SECONDS = {"report": 2.0, "json": 2.0}
"""The promise of the report: it is what a person waits for."""

MINE = """
import cProfile, pstats, sys
from carbonfoot.cli.app import app
sys.argv = ["carbonfoot", "programme", "report", sys.argv[1], "--output", sys.argv[2]]
profile = cProfile.Profile()
try:
    profile.runcall(app)
except SystemExit:
    pass
pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(45)
"""


def seconds(what: str) -> float:
    """Wall clock of one whole process, from its start until it has ended well."""
    command = [sys.executable, "-m", *COMMANDS[what]]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=HERE, env=environment(), capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}"
        )
    return taken


def profiled() -> int:
    """Where one report spends its time, on standard error."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", MINE, str(PROGRAMME), str(Path(folder) / "report.txt")]
        return subprocess.run(command, cwd=HERE, env=environment(), check=False).returncode


def main() -> int:
    """Print the medians, ratios and budgets; 1 when one is over its budget."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=11, help="rounds of one process each (11)")
    parser.add_argument("--profile", action="store_true", help="profile one report instead")
    given = parser.parse_args()
    byte_compile()
    if given.profile:
        return profiled()
    for _ in range(WARM_UP):
        for what in COMMANDS:
            seconds(what)
    times: dict[str, list[float]] = {what: [] for what in COMMANDS}
    for number in range(given.rounds):
        for what in list(COMMANDS)[:: 1 if number % 2 == 0 else -1]:
            times[what].append(seconds(what))
    median = {what: statistics.median(found) for what, found in times.items()}
    print(f"floor   {1000 * median['floor']:6.0f} ms")
    late = False
    for what, budget in RATIOS.items():
        ratio, most = median[what] / median["floor"], SECONDS.get(what)
        over = ratio > budget or (most is not None and median[what] > most)
        late = late or over
        print(
            f"{what:7} {1000 * median[what]:6.0f} ms, {ratio:.2f} times the floor (budget {budget:g}"
            f"{f', {most:g} s' if most else ''}){'  OVER' if over else ''}"
        )
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
