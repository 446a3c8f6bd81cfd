"""A product system as 1,000 part documents through `carbonfoot calc folder/`, against a bare parse of the same files.

    python benchmarks/documents.py [--documents 1000] [--rounds 11] [--keep FOLDER] [--report-only]

Whole processes in turn, as in `startup.py`. The floor opens the files one after the other and gives their bytes to
PyYAML's C loader (`yaml.CSafeLoader`); it looks at nothing and computes nothing. Run it with the interpreter of an
environment into which carbonfoot is installed. Exits with 1 when the ratio is over the budget.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from startup import byte_compile, environment

BUDGET = 2.5
WARM_UP = 2
LEVELS = 6
BACK_LINKS = 0.002
FLOOR = """
import sys
import yaml
for path in open(sys.argv[1]).read().split("\\n"):
    with open(path, "rb") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
"""
MATERIALS = (
    ("steel/hot-rolled-coil", "bf-bof"),
    ("steel/cold-rolled-coil", "bf-bof"),
    ("metals/zinc", "primary"),
    ("aluminium/ingot", "primary"),
    ("polymers/pp", "primary"),
    ("polymers/hdpe", ""),
    ("rubber/epdm", ""),
    ("chemicals/acetone", ""),
)
COUNTRIES = ("KR", "CN", "DE", "JP", "US", "VN")


def write_system(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """A system of so many part documents: six levels, some three links to the level below, a few links back.

    Level by level there are three times as many; parts of a level are shared by those above as chance has it.
    """
    chance = random.Random(seed)  # noqa: S311
    sizes = [3**level for level in range(LEVELS)]
    bounds = [0]
    for size in sizes:
        bounds.append(bounds[-1] + max(1, round(count * size / sum(sizes))))
    bounds[-1] = count
    numbers = list(range(count))
    chance.shuffle(numbers)
    files = []
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "carbonfoot.toml").write_text("", encoding="utf-8")
    for level in range(LEVELS):
        for place in range(bounds[level], bounds[level + 1]):
            file = folder / f"plant-{numbers[place] % 20:02}" / f"part-{numbers[place]:06}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            below = range(bounds[level + 1], bounds[level + 2]) if level + 1 < LEVELS else range(0)
            links = chance.sample(below, min(len(below), chance.randint(2, 3))) if below else []
            if level and chance.random() < BACK_LINKS * 3:
                links.append(chance.randrange(bounds[level - 1], bounds[level]))
            file.write_text(part(numbers[place], [numbers[link] for link in links], chance), encoding="utf-8")
            files.append(file)
    return sorted(files)


def part(number: int, links: list[int], chance: random.Random) -> str:
    """One part document: links to others, materials of the library, a step with electricity."""
    lines = [
        "carbonfoot: part/1",
        "product:",
        f"  id: P-{number:06}",
        f"  name: Part {number}",
        f"  name_ko: 부품 {number}",
        "  declared_unit: 1 piece",
        f"  mass: {chance.randint(100, 900) / 1000:g} kg",
        f"  made_in: {chance.choice(COUNTRIES)}",
        f"  supplier: Plant {number % 20} (invented)",
        "period: 2025",
        "mass_tolerance: 100 %",
        "inputs:",
    ]
    for link in links:
        lines += [
            f"  - name: Part {link}",
            f"    amount: {chance.choice((0.02, 0.1, 0.25))} piece",
            f"    product: ../plant-{link % 20:02}/part-{link:06}.yaml",
            "    transport: [{mode: road/hgv, distance: %d km}]" % chance.randint(20, 900),  # noqa: UP031
        ]
    for _ in range(chance.randint(1, 3) if links else chance.randint(3, 5)):
        item, route = chance.choice(MATERIALS)
        lines += [
            f"  - name: {item.partition('/')[2].capitalize()}",
            f"    amount: {chance.randint(5, 800) / 1000:g} kg",
        ]
        lines += [f"    factor: {item}", *([f"    route: {route}"] if route else [])]
        lines += [f"    origin: {chance.choice(COUNTRIES)}", "    data: illustrative"]
    lines += [
        "processes:",
        "  - name: Forming",
        f"    electricity: {chance.randint(1, 300) / 100:g} kWh",
        f"    natural_gas: {chance.randint(1, 300) / 100:g} MJ (net)",
        f"    yield: {chance.choice((0.97, 0.985, 1))}",
        "outputs:",
        f"  - {{name: Scrap, amount: {chance.randint(1, 90) / 1000:g} kg, treatment: recycling}}",
    ]
    return "\n".join(lines) + "\n"


def run(command: list[str], cwd: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a whole process that ends well."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:5]} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    """Print both medians, their ratio and the budget; 1 when over the budget."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--keep", type=Path, help="write the documents here and keep them")
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    byte_compile()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name) / "system"
        files = write_system(folder, options.documents)
        listed = Path(name) / "files"
        listed.write_text("\n".join(map(str, files)), encoding="utf-8")
        few = Path(name) / "few"
        write_system(few, max(options.documents // 10, 10))
        floor = [sys.executable, "-c", FLOOR, str(listed)]
        ours = [sys.executable, "-m", "carbonfoot", "calc", str(folder), "--quiet"]
        times: dict[int, list[float]] = {0: [], 1: []}
        memory: dict[int, float] = {}
        for number in range(options.rounds + WARM_UP):
            for which in (0, 1) if number % 2 else (1, 0):
                seconds, megabytes = run((floor, ours)[which], folder)
                memory[which] = megabytes
                if number >= WARM_UP:
                    times[which].append(seconds)
        _, tenth = run([*ours[:-2], str(few), "--quiet"], few)
    bare, whole = statistics.median(times[0]), statistics.median(times[1])
    ratio = whole / bare
    each = (memory[1] - tenth) * 1024 / (options.documents * 0.9)
    print(f"{options.documents:,} documents, {options.rounds} rounds of whole processes")
    print(f"bare parse {bare * 1000:.0f} ms, calc {whole * 1000:.0f} ms, ratio {ratio:.2f} of {BUDGET}")
    print(f"memory {memory[1]:.0f} MB, a tenth of the documents {tenth:.0f} MB: {each:.1f} kB a document")
    return 1 if ratio > BUDGET and not options.report_only else 0


if __name__ == "__main__":
    raise SystemExit(main())
