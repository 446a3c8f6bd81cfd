"""`carbonfoot batch` over many supplier files, against what PyYAML's C loader alone needs to read them.

    python benchmarks/batch.py [--files 10000] [--rounds 3] [--keep FOLDER] [--report-only]

Whole processes in turn, as in `startup.py`: the floor gives the bytes of the files to `yaml.CSafeLoader`, one after the other.
A cold batch with one process; the same with two; the batch again with one file in a hundred changed; again with nothing
changed; memory of a tenth of the files beside all of them. Run it with the interpreter of an environment into which carbonfoot
is installed. Exits with 1 when a ratio is over its budget.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from batch_files import write_folders
from documents import FLOOR, run
from startup import byte_compile

COLD, CHANGED, TWO, RESUME, BYTES = 2.0, 0.1, 1.5, 2.0, 300
"""Times the floor; share of the cold run; times one process; seconds; bytes of memory a file."""

ONE_IN = 100


def main() -> int:
    """Print every ratio beside its budget; 1 when one is over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="write the files here and keep them")
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    byte_compile()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name) / "suppliers"
        files = write_folders(folder, options.files).files
        few = Path(name) / "few"
        write_folders(few, max(options.files // 10, 10))
        listed = Path(name) / "files"
        listed.write_text("\n".join(map(str, files)), encoding="utf-8")
        floor = [sys.executable, "-c", FLOOR, str(listed)]

        def ours(store: str, *more: str, of: Path = folder) -> list[str]:
            kept = str(Path(name) / store)
            return [sys.executable, "-m", "carbonfoot", "batch", str(of), "--store", kept, "--quiet", *more]

        times: dict[str, list[float]] = {}
        memory: dict[str, float] = {}

        def measure(which: str, command: list[str], working: Path) -> None:
            seconds, memory[which] = run(command, working)
            times.setdefault(which, []).append(seconds)

        for number in range(options.rounds):
            first, second = f"one-{number}.sqlite3", f"two-{number}.sqlite3"
            measure("floor", floor, folder)
            measure("cold", ours(first, "--executor", "local"), folder)
            measure("two", ours(second, "--executor", "pool", "--jobs", "2"), folder)
            measure("resume", ours(first, "--executor", "local"), folder)
            change(files[number::ONE_IN])
            measure("changed", ours(first, "--executor", "local"), folder)
            measure("few", ours(f"few-{number}.sqlite3", "--executor", "local", of=few), few)
    middle = {which: statistics.median(found) for which, found in times.items()}
    each = (memory["cold"] - memory["few"]) * 1024 * 1024 / (options.files * 0.9)
    told = (
        ("cold, times the floor", middle["cold"] / middle["floor"], COLD, True),
        ("1 % changed, share of cold", middle["changed"] / middle["cold"], CHANGED, True),
        ("two processes, times as fast as one", middle["cold"] / middle["two"], TWO, False),
        ("nothing changed, seconds", middle["resume"], RESUME, True),
        ("memory, bytes a file", each, BYTES, True),
    )
    print(f"{options.files:,} files, {options.rounds} rounds of whole processes")
    print("  ".join(f"{which} {seconds:.2f} s" for which, seconds in middle.items()))
    missed = 0
    for what, measured, budget, is_most in told:
        kept = measured <= budget if is_most else measured >= budget
        missed += not kept
        bound = "at most" if is_most else "at least"
        print(f"{'kept  ' if kept else 'missed'} {what}: {measured:.3g} ({bound} {budget})")
    return 1 if missed and not options.report_only else 0


def change(files: list[Path]) -> None:
    """Other bytes in each of the files."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        file.write_text(
            f"{text}note: looked at again\n" if "\nnote:" not in text else text + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    raise SystemExit(main())
