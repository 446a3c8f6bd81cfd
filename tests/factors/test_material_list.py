"""The list of the 120 commonest materials: what it resolves to is current, and enough of it does."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

from carbonfoot.factors.library import open_library

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "materials"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


def test_the_result_is_current() -> None:
    command = [sys.executable, str(ROOT / "tools" / "material_list.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: tools/material_list.py writes it"


def test_every_line_of_the_list_is_in_the_result() -> None:
    keys = ("number", "line", "line_ko")
    assert [[row[key] for key in keys] for row in rows("result.csv")] == [
        [row[key] for key in keys] for row in rows("list.csv")
    ]


def test_seventy_per_cent_resolve() -> None:
    result = rows("result.csv")
    counts = Counter(row["relation"] for row in result)
    assert set(counts) == {"exact", "broader", "proxy", "none"}
    assert sum(counts[relation] for relation in ("exact", "broader", "proxy")) >= 0.7 * len(result) == 84
    share = 100 * sum(row["relation"] != "none" for row in result) / len(result)
    assert f"(docs/materials/result.md): {share:.0f} %" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_resolves_names_records_that_can_be_used() -> None:
    library = open_library()
    for row in rows("result.csv"):
        if row["relation"] == "none":
            assert not row["record"]
            continue
        assert row["record"], row["line"]
        for id in row["record"].split(";"):
            record = library.record(id)
            assert record is not None and record.trust != "X", row["line"]
            assert record.item == row["item"], row["line"]
        # what stands in says in what it differs
        assert row["relation"] == "exact" or row["note"], row["line"]
    library.close()


def test_the_rest_says_so_plainly() -> None:
    page = (FOLDER / "result.md").read_text(encoding="utf-8")
    for row in rows("result.csv"):
        if row["relation"] == "none":
            assert "open factor" in row["note"], row["line"]
            (sentence,) = [one for one in page.splitlines() if one.startswith(f"- {row['number']} ")]
            assert sentence.endswith("Nothing comes near.") or f"Nearest: `{row['item']}`." in sentence
