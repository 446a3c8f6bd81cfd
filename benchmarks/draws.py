"""Monte Carlo of a system file: `carbonfoot calc --system --draws` and Brightway on the same numbers, whole processes in turn.

    python benchmarks/draws.py --brightway PYTHON [--count 1000] [--draws 1000] [--rounds 5] [--full]

Run it with the interpreter of an environment into which carbonfoot is installed; PYTHON is that of an environment with
bw2calc and stats_arrays. Every input and every emission is lognormal, 100 demands. Brightway is run with few draws and
with ten times as many: the difference is what its draws cost, and so many as ours are worked out from it (`--full`: run). Exits
with 1 when ours takes over 0.6 s, when the ratio to MultiLCA is under 60, when ten times the draws take over 10 s or
more memory, or when the means of the two programs differ by more than chance.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from generate_system import system
from startup import byte_compile, environment

HERE = Path(__file__).resolve().parent
SECONDS, RATIO = 0.6, 60
MANY_SECONDS, FLAT_MB = 10, 20
FEW = 10
ERRORS = 5.0
"""Standard errors that the mean of a demand may be off; of hundreds, none is off by so many."""


def uncertain(count: int, demands: int, seed: int = 3) -> dict[str, Any]:
    """A generated system, every number of it lognormal with a geometric standard deviation of 1.05 to 1.35."""
    data = system(count, demands=demands)
    chance = random.Random(seed)  # noqa: S311

    def spread() -> dict[str, Any]:
        return {"type": "lognormal", "gsd": round(chance.uniform(1.05, 1.35), 4)}

    for one in data["activities"]:
        one["inputs"] = [
            {"id": id_, "amount": amount, "uncertainty": spread()} for id_, amount in one["inputs"]
        ]
        one["emissions_kg_co2e"] = {"value": one["emissions_kg_co2e"], "uncertainty": spread()}
    return data


class Ran(NamedTuple):
    """One whole process: seconds on the clock and of the processor, standard output, most memory in MB."""

    seconds: float
    processor: float
    out: str
    megabytes: float


def run(command: list[str]) -> Ran:
    """Runs to its end, which has to be a good one."""
    start = time.perf_counter()
    done = subprocess.run(
        ["/usr/bin/time", "-f", "%M %U %S", *command],
        cwd=HERE,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    most, user, system_ = map(float, done.stderr.split()[-3:])
    return Ran(taken, user + system_, done.stdout, most / 1024)


def ours(file: Path, draws: int) -> list[str]:
    """The command."""
    words = ["calc", "--format", "json", "--draws", str(draws), "--system", str(file)]
    return [sys.executable, "-m", "carbonfoot", *words]


def theirs(python: str, route: str, file: Path, draws: int) -> list[str]:
    """The command."""
    return [python, str(HERE / "brightway_draws.py"), route, str(file), str(draws)]


def main() -> int:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--brightway", help="interpreter of an environment with bw2calc and stats_arrays")
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--draws", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--full", action="store_true", help="Brightway with all draws, once")
    given = parser.parse_args()
    byte_compile()
    print(f"carbonfoot {version('carbonfoot')}, {given.draws:,} draws")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "system.json"
        data = uncertain(given.count, 100)
        file.write_text(json.dumps(data), encoding="utf-8")
        links = sum(len(one["inputs"]) for one in data["activities"])
        print(f"{given.count:,} activities, {links:,} links, {len(data['demands'])} demands, all lognormal")
        return 0 if measure(file, given) else 1


def measure(file: Path, given: argparse.Namespace) -> bool:
    """All programs in turn; whether the budgets hold."""
    times: dict[tuple[str, int], list[float]] = {}
    told = ""
    memory = 0.0
    few = (
        [(route, draws) for route in ("multi", "one") for draws in (FEW, 10 * FEW)] if given.brightway else []
    )
    means: list[float] = []
    processor: list[float] = []
    for number in range(given.rounds + 1):  # the first fills the file cache and compiles, and is not counted
        one = run(ours(file, given.draws))
        told, memory = one.out, max(memory, one.megabytes)
        for route, draws in few:
            other = run(theirs(given.brightway, route, file, draws))
            means = json.loads(other.out)
            if number:
                times.setdefault((route, draws), []).append(other.seconds)
        if number:
            times.setdefault(("ours", given.draws), []).append(one.seconds)
            processor.append(one.processor)
    own = statistics.median(times["ours", given.draws])
    busy = statistics.median(processor)
    print(f"  carbonfoot             {own:8.3f} s  {memory:6.0f} MB  ({busy:.2f} s of a processor)")
    fine = own <= SECONDS
    for route in ("multi", "one") if given.brightway else ():
        low, high = (statistics.median(times[route, draws]) for draws in (FEW, 10 * FEW))
        whole = low + (high - low) / (9 * FEW) * (given.draws - FEW)
        said = "worked out"
        if given.full:
            full = run(theirs(given.brightway, route, file, given.draws))
            whole, means, said = full.seconds, json.loads(full.out), "measured"
        print(f"  brightway {route:12} {whole:8.1f} s ({said})  {whole / own:.0f} x ours")
        fine = fine and (route != "multi" or whole / own >= RATIO)
    if means:
        off = apart(told, means, given.draws if given.full else 10 * FEW)
        print(f"  means differ by at most {off:.1f} standard errors")
        fine = fine and off <= ERRORS
    taken, _, _, megabytes = run(ours(file, 10 * given.draws))
    print(
        f"  carbonfoot, {10 * given.draws:,} draws: {taken:.2f} s, {megabytes:.0f} MB ({memory:.0f} MB with a tenth)"
    )
    return fine and taken <= MANY_SECONDS and megabytes - memory <= FLAT_MB


def apart(told: str, means: list[float], draws: int) -> float:
    """How far the means of the two programs are apart at most, in standard errors of theirs and ours."""
    found = [one["uncertainty"] for one in json.loads(told)["data"]["demands"]]
    return max(
        float(abs(one["mean"] - other) / (one["sd"] * (1 / one["draws"] + 1 / draws) ** 0.5))
        for one, other in zip(found, means, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
