"""A bill of materials of 100,000 rows through `carbonfoot import`, as CSV and as a workbook: time and memory.

    python benchmarks/import_bom.py [--rows 100000] [--texts 2000] [--csv-only]

Whole processes, wall clock, the documents written to disk. Exits with 1 when one takes longer than 10 s or 500 MB.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src"
SECONDS, MEGABYTES = 10, 500
PARTS = 25
"""Lines of an assembly."""

HEADER = ("레벨", "품번", "품명", "재질", "규격", "소요량", "단위", "단중(g)", "원산지", "업체")
MATERIALS = (
    "EPDM",
    "SPCC",
    "SUS304",
    "PA66-GF30",
    "ADC12",
    "PBT",
    "NBR",
    "POM",
    "PE-HD",
    "SCM440",
    "XZ-99",
    "황동",
)
NAMES = ("브래킷", "커버", "와셔", "실링", "샤프트", "하우징", "링", "플레이트", "클립", "핀")
COUNTRIES = ("한국", "중국", "베트남", "일본", "DE")
INCOMPLETE = 4


def rows(count: int, texts: int) -> Iterator[tuple[str | float, ...]]:
    """Rows of an invented product, the same in every run: assemblies of single parts, each part in many of them."""
    made, group = 0, 0
    while made < count:
        group += 1
        yield (f"{group}", f"A-{group}", f"조립체 {group}", "", "", 1, "EA", "", "", "")
        made += 1
        for place in range(1, min(PARTS, count - made) + 1):
            part = (group * 7919 + place * 104729) % texts
            material = MATERIALS[part % len(MATERIALS)] + (f" {part % 37}t" if part % 3 == 0 else "")
            yield (
                *(f"{group}.{place}", f"P-{part}", f"{NAMES[part % len(NAMES)]} {part}", material),
                *(f"규격 {part % 97}", part % 9 + 1, "EA", round(0.5 + part * 0.25, 2)),
                *(COUNTRIES[part % len(COUNTRIES)], f"협력사 {part % 50}"),
            )
            made += 1


def write_csv(file: Path, count: int, texts: int) -> None:
    """The table as CSV."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows(count, texts))


def write_workbook(file: Path, count: int, texts: int) -> None:
    """The table as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("BOM")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows(count, texts), 1):
            sheet.write_row(number, 0, row)


def run(file: Path) -> tuple[float, float]:
    """Seconds and megabytes of one import."""
    environment = {**os.environ, "PYTHONPATH": str(SRC), "CARBONFOOT_CACHE": str(file.parent / "cache")}
    out = f"{file.name}-out"
    command = [
        sys.executable,
        "-m",
        "carbonfoot",
        "import",
        file.name,
        "-q",
        "-o",
        out,
        "--levels",
        "numbers",
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=file.parent, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != INCOMPLETE:  # lines wait for a decision
        raise SystemExit(f"the import of {file.name} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--csv-only", action="store_true")
    options = parser.parse_args()
    writers = {"csv": write_csv} if options.csv_only else {"csv": write_csv, "xlsx": write_workbook}
    good = True
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.csv"
        write_csv(warm, 100, 10)
        run(warm)  # compiles the library and the modules
        for kind, write in writers.items():
            file = Path(folder) / f"bom.{kind}"
            write(file, options.rows, options.texts)
            seconds, megabytes = run(file)
            made = len(list((file.parent / f"{file.name}-out").iterdir()))
            print(
                f"{kind}: {options.rows:,} rows, {options.texts:,} parts, {made:,} documents in {seconds:.1f} s "
                f"and {megabytes:.0f} MB"
            )
            good = good and seconds < SECONDS and megabytes < MEGABYTES
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
