"""`carbonfoot calc --system` and Brightway on the same file, whole processes in turn; ratios and agreement.

    python benchmarks/systems.py --brightway PYTHON [--sizes 1000 10000 100000] [--shapes even pyramid] [--rounds 5]

Run it with the interpreter of an environment into which carbonfoot is installed; PYTHON is that of an environment with
bw2calc (`python3 -m venv bw && bw/bin/pip install bw2calc bw2data`). Without `--brightway` carbonfoot runs alone. Exits with 1
when the ratio to Brightway's fastest route is over the budget at 100,000 activities, or a result differs by more than 1e-9.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from generate_system import system
from startup import byte_compile, environment

HERE = Path(__file__).resolve().parent
BUDGET, AT = 0.8, 100_000
AGREE = 1e-9
ROUTES = ("adjoint", "factorised", "multi")
ORDINARY_UP_TO = 10_000
"""Activities up to which Brightway's ordinary routes run: beyond, each takes minutes."""


def run(command: list[str]) -> tuple[float, str, int]:
    """Seconds, standard output and largest memory in kB of one whole process that ends well."""
    measured = ["/usr/bin/time", "-f", "%M", *command]
    start = time.perf_counter()
    done = subprocess.run(measured, cwd=HERE, env=environment(), capture_output=True, text=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return taken, done.stdout, int(done.stderr.split()[-1])


def scores(program: str, out: str) -> list[float]:
    """The totals, in the order of the demands."""
    data = json.loads(out)
    return [one["total"] for one in data["data"]["demands"]] if program == "carbonfoot" else data


def measure(file: Path, brightway: str | None, rounds: int, count: int) -> bool:
    """Print one line a program; whether the budgets hold."""
    commands = {
        "carbonfoot": [sys.executable, "-m", "carbonfoot", "calc", "--format", "json", "--system", str(file)]
    }
    script = str(HERE / "brightway_system.py")
    for route in ROUTES if brightway else ():
        if route == "adjoint" or count <= ORDINARY_UP_TO:
            commands[route] = [str(brightway), script, route, str(file)]
    times: dict[str, list[float]] = {name: [] for name in commands}
    found: dict[str, list[float]] = {}
    memory = dict.fromkeys(commands, 0)
    for number in range(rounds + 1):  # the first fills the file cache and compiles, and is not counted
        for name in [*commands] if number % 2 else [*commands][::-1]:
            if name in ("factorised", "multi") and number > 1:
                continue
            taken, out, kilobytes = run(commands[name])
            found[name] = scores(name, out)
            memory[name] = max(memory[name], kilobytes)
            if number:
                times[name].append(taken)
    own = statistics.median(times["carbonfoot"])
    fine = True
    for name, each in times.items():
        middle = statistics.median(each)
        worst = max(abs(a / b - 1) for a, b in zip(found["carbonfoot"], found[name], strict=True))
        ratio = "" if name == "carbonfoot" else f"  ours/theirs {own / middle:.3f}  differs by {worst:.1e}"
        label = name if name == "carbonfoot" else f"brightway {name}"
        print(f"  {label:22} {middle:8.3f} s  {memory[name] / 1024:6.0f} MB{ratio}")
        exact = name != "factorised" or worst <= AGREE
        quick = name != "adjoint" or count != AT or own / middle <= BUDGET
        fine = fine and exact and quick
    return fine


def main() -> int:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--brightway", help="interpreter of an environment with bw2calc")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--shapes", nargs="+", choices=["even", "pyramid"], default=["even", "pyramid"])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    byte_compile()
    print(
        f"carbonfoot {version('carbonfoot')}, {platform.python_implementation()} {platform.python_version()}"
    )
    if given.brightway:
        ask = (
            "from importlib.metadata import version as v; print('bw2calc', v('bw2calc'), 'scipy', v('scipy'))"
        )
        print(run([given.brightway, "-c", ask])[1].strip())
    fine = True
    with tempfile.TemporaryDirectory() as folder:
        for shape in given.shapes:
            for count in given.sizes:
                file = Path(folder) / f"{shape}-{count}.json"
                data = system(count, shape)
                file.write_text(json.dumps(data), encoding="utf-8")
                links = sum(len(one["inputs"]) for one in data["activities"])
                print(f"{shape}, {count:,} activities, {links:,} links, {len(data['demands'])} demands")
                del data
                fine = measure(file, given.brightway, given.rounds, count) and fine
                file.unlink()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
