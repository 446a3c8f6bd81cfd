"""A pack of one's own with 200,000 records: compiling it, looking things up in it, and what it costs `calc`.

    python benchmarks/own_pack.py [--records N] [--rounds N]

Run it with the interpreter of an environment into which carbonfoot is installed (benchmarks/docs.md says why). It exits
with 1 when a figure is over its budget.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from startup import PART, environment

COMPILE_SECONDS = 30
LOOK_UP_MS = 1.0
CALC_RATIO = 1.1
"""What a large pack may add to a calculation: nothing but the noise of the machine."""

MEMORY_RATIO = 3.0
"""Peak memory of ten times the records against one time."""

REGIONS = ("KR", "CN", "DE", "GLO")
COMPILE = """
import resource, sys, time
from carbonfoot.factors.library import open_library
from carbonfoot.factors.overlay import compiled
library = open_library()
start = time.perf_counter()
compiled(sys.argv[1], library)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
LOOK_UP = """
import sys, time
from carbonfoot.factors.library import open_library
from carbonfoot.factors.overlay import lay_over
library = open_library()
lay_over(library, [sys.argv[1]])
items = [f"own/thing-{number}" for number in range(0, int(sys.argv[2]) // 4, 97)]
items += [item for item, _, _ in library.items("steel/")]
for item in items:
    start = time.perf_counter()
    found = library.records(item, ["KR", "GLO"])
    print(1000 * (time.perf_counter() - start))
"""


def write_pack(folder: Path, records: int) -> Path:
    """A pack with so many records, four regions an item."""
    from carbonfoot.factors.layout import PACK_KEYS, RECORD_COLUMNS

    folder.mkdir(parents=True)
    keys = dict.fromkeys(PACK_KEYS, "") | {
        "id": folder.name,
        "title": "Invented figures",
        "publisher": "Nobody",
        "edition": "1",
        "licence": "private",
        "share_class": "private",
        "attribution": "Nobody",
        "date_read": "2026-01-01",
        "gwp_set": "AR6",
        "review_by": "2030-01-01",
        "preference": "1",
    }
    (folder / "pack.yaml").write_text(
        "".join(f'{key}: "{text}"\n' for key, text in keys.items()), encoding="utf-8"
    )
    cells = {
        "kind": "material",
        "unit_num": "kg",
        "unit_den": "kg",
        "gwp_set": "AR6",
        "boundary": "cradle_to_gate",
    }
    cells |= {"year": "2024", "year_kind": "data", "trust": "B"}
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, RECORD_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for number in range(records):
            thing = number // len(REGIONS)
            own = {"id": f"{folder.name}:r{number}", "item": f"own/thing-{thing}", "name": f"Thing {thing}"}
            own |= {
                "name_ko": f"물건 {thing}",
                "co2e": str(1 + number % 97 / 10),
                "source_row": f"row {number}",
            }
            writer.writerow(cells | own | {"geo": REGIONS[number % len(REGIONS)]})
    return folder


def compile_pack(folder: Path, cache: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of compiling a pack in a process of its own."""
    said = run([sys.executable, "-c", COMPILE, str(folder)], cache).split()
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return float(said[0]), float(said[1]) * unit / 1e6


def run(command: list[str], cache: Path, cwd: Path | None = None) -> str:
    """Output of a process that ends well."""
    done = subprocess.run(
        command,
        cwd=cwd or Path(__file__).parent,
        env=environment() | {"CARBONFOOT_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command[:4]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def calc_ratio(project: Path, plain: Path, cache: Path, rounds: int) -> tuple[float, float]:
    """Median seconds of `calc` with and without the pack, whole processes in turn."""
    times: dict[Path, list[float]] = {project: [], plain: []}
    for number in range(rounds + 2):
        for folder in (project, plain) if number % 2 else (plain, project):
            part = folder / PART.parent.name / PART.name
            start = time.perf_counter()
            run([sys.executable, "-m", "carbonfoot", "calc", str(part)], cache, folder)
            if number > 1:
                times[folder].append(time.perf_counter() - start)
    return statistics.median(times[project]), statistics.median(times[plain])


def main() -> int:
    """Print the figures beside their budgets; 1 when one is over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root, cache = Path(name), Path(name) / "cache"
        projects = [root / "with", root / "without"]
        for folder in projects:
            shutil.copytree(PART.parents[1], folder, ignore=shutil.ignore_patterns("bad"))
        small = write_pack(root / "small", options.records // 10)
        large = write_pack(projects[0] / "packs" / "large", options.records)
        # A checkout compiles the library itself at the first opening: not what is measured here.
        run([sys.executable, "-c", "from carbonfoot.factors.library import open_library as o; o()"], cache)
        _, memory_small = compile_pack(small, cache)
        seconds, memory = compile_pack(large, cache)
        look_up = [
            float(line)
            for line in run([sys.executable, "-c", LOOK_UP, str(large), str(options.records)], cache).split()
        ]
        with_pack, without = calc_ratio(projects[0], projects[1], cache, options.rounds)
    slowest = statistics.quantiles(look_up, n=100)[98]
    rows = [
        (f"compile {options.records:,} records", f"{seconds:.1f} s", seconds, COMPILE_SECONDS, "s"),
        ("a look-up, 99 of 100", f"{slowest:.2f} ms", slowest, LOOK_UP_MS, "ms"),
        (
            "calc with the pack / without",
            f"{with_pack * 1000:.0f} / {without * 1000:.0f} ms",
            with_pack / without,
            CALC_RATIO,
            "",
        ),
        (
            "memory, all / a tenth of the records",
            f"{memory:.0f} / {memory_small:.0f} MB",
            memory / memory_small,
            MEMORY_RATIO,
            "",
        ),
    ]
    over = 0
    for what, shown, value, budget, unit in rows:
        over += value > budget
        mark = "over" if value > budget else "ok"
        print(f"{what:38} {shown:>16}   {value:6.2f} of {budget:g} {unit:2} {mark}")
    print(f"look-ups: {len(look_up)}, median {statistics.median(look_up):.3f} ms; {os.cpu_count()} cores")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
