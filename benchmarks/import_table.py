"""A table of 200,000 rows through `carbonfoot factors import`, as CSV and as a workbook: time, and memory against 20,000.

    python benchmarks/import_table.py [--rows 200000] [--items 5000] [--csv-only]

Whole processes, wall clock; the compiled pack is part of it (the first `calc` finds it ready). Exits with 1 when
the table takes longer than 30 s, or when memory is not flat.
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
SECONDS = 30
FLAT = 80
"""Bytes a row that memory may grow by: the numbers of rows, and what keeps ids apart."""

HEADER = (
    "code",
    "품명",
    "규격",
    "배출계수",
    "하한",
    "상한",
    "단위",
    "국가",
    "기준연도",
    "공정",
    "출처",
    "비고",
)
COUNTRIES = ("KR", "CN", "JP", "TW", "VN", "IN", "DE", "US", "PL", "MX")
MAP = """carbonfoot: import-map/1
pack:
  {id: big, title: Large table, publisher: Bench, edition: '1', licence: invented, share_class: private, gwp_set: AR6,
   review_by: 2027-12-31}
new_items: own/
records:
  item: {column: 품명}
  name_ko: {column: 품명}
  technology: {column: 규격}
  kind: material
  co2e: {column: 배출계수}
  low: {column: 하한}
  high: {column: 상한}
  uncertainty_origin: sourced
  unit: {column: 단위, values: {kgCO2e/kg: kg CO2e/kg, kgCO2e/톤: kg CO2e/t}}
  boundary: cradle_to_gate
  route: {column: 공정, values: {고로: bf-bof, 전기로: eaf}}
  geo: {column: 국가}
  year: {column: 기준연도}
  year_kind: data
  trust: C
  source_row: {column: 출처}
"""


def rows(count: int, items: int) -> Iterator[tuple[str | float, ...]]:
    """Rows of an invented table, the same in every run."""
    for number in range(count):
        item = number % items
        value = round(0.5 + (number * 7919 % 100_000) / 20_000, 5)
        tonnes = number % 3 == 0
        scale = 1000 if tonnes else 1
        yield (
            *(f"C{number:07}", f"소재 {item}", f"등급 {item % 97}"),
            *(round(value * scale, 5), round(value * scale * 0.9, 5), round(value * scale * 1.1, 5)),
            "kgCO2e/톤" if tonnes else "kgCO2e/kg",
            COUNTRIES[number // items % len(COUNTRIES)],
            str(2020 + number % 6),
            ("고로", "전기로", "")[number % 3],
            f"LCA report {item % 50}, table {number % 9}",
            "",
        )


def write_csv(file: Path, count: int, items: int) -> None:
    """The table as CSV."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows(count, items))


def write_workbook(file: Path, count: int, items: int) -> None:
    """The table as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Factors")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows(count, items), 1):
            sheet.write_row(number, 0, row)


def run(file: Path) -> tuple[float, float]:
    """Seconds and megabytes of one import."""
    (file.parent / "map.yaml").write_text(MAP, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(SRC), "CARBONFOOT_CACHE": str(file.parent / "cache")}
    command = [
        sys.executable,
        "-m",
        "carbonfoot",
        "factors",
        "import",
        file.name,
        "--map",
        "map.yaml",
        "--replace",
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=file.parent, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the import of {file.name} failed with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--items", type=int, default=5_000)
    parser.add_argument("--csv-only", action="store_true")
    options = parser.parse_args()
    writers = {"csv": write_csv} if options.csv_only else {"csv": write_csv, "xlsx": write_workbook}
    good = True
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.csv"
        write_csv(warm, 10, 10)
        run(warm)  # compiles the library and the modules
        for kind, write in writers.items():
            few, many = Path(folder) / f"few.{kind}", Path(folder) / f"many.{kind}"
            write(few, options.rows // 10, options.items)
            write(many, options.rows, options.items)
            base = run(few)
            seconds, megabytes = run(many)
            growth = (megabytes - base[1]) * 1024 * 1024 / (options.rows * 0.9)
            size = many.stat().st_size / 1e6
            print(
                f"{kind}: {options.rows:,} rows ({size:.1f} MB) in {seconds:.1f} s and {megabytes:.0f} MB; "
                f"a tenth of them in {base[0]:.1f} s and {base[1]:.0f} MB; {growth:.0f} bytes a row"
            )
            good = good and seconds < SECONDS and growth < FLAT
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
