"""What every pack script shares: the record layout of `docs/formats/factor-pack.md`, CSV writing and checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

_COLUMNS = """
    id item route name name_ko kind unit_num unit_den cv_basis co2e gas_basis co2_fossil co2_biogenic co2_land_use
    co2_uptake ch4_fossil ch4_biogenic ch4 n2o other_gases gwp_set boundary includes geo year year_kind technology
    scope2_method allocation biogenic_note ncv gcv density low high gsd uncertainty_origin trust flags flag_note
    source_row codes tags supersedes
"""
COLUMNS = tuple(_COLUMNS.split())


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Gas/Diesel oil` becomes `gas-diesel-oil`."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")


def record(**cells: str) -> dict[str, str]:
    """A full row; a misspelt column is an error here rather than an empty cell in the table."""
    unknown = set(cells) - set(COLUMNS)
    if unknown:
        raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
    return {column: cells.get(column, "") for column in COLUMNS}


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a UTF-8 CSV file (byte order mark allowed) as dictionaries."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def to_csv(rows: list[dict[str, str]], columns: list[str] | tuple[str, ...] = tuple(COLUMNS)) -> str:
    """Rows as CSV text with line feeds, the same bytes on every platform."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def sha256(path: Path) -> str:
    """Checksum of a published file, as `pack.yaml` states it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
