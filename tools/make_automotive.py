"""Write the documents of `examples/automotive-agreement`, or check that they are what this script writes.

    python tools/make_automotive.py [--check]

What the car is made of stands in the tables of `tools/automotive/`; all amounts are illustrative. Factors are looked up by
carbonfoot when it calculates, none stands here. The same tables give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "examples" / "automotive-agreement"
KEPT = ("README.md",)
"""Files of the folder that people write."""

sys.path.insert(0, str(ROOT / "tools"))


def written() -> dict[str, str]:
    """Path below the folder to text, for every file that is made."""
    from automotive import agreement, parts, plants, tables

    read = tables.read()
    return {**parts.documents(read), **plants.documents(read), "programme.yaml": agreement.document(read)}


def differing(folder: Path = FOLDER) -> list[str]:
    """Files that are missing, changed or too many, sorted."""
    made = written()
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in KEPT
    }
    changed = {
        name for name in there & made.keys() if (folder / name).read_bytes() != made[name].encode("utf-8")
    }
    return sorted(changed | there ^ made.keys())


def main() -> None:
    """Write the files, or say which differ and exit with 1."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    given.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file differs")
    if given.parse_args().check:
        wrong = differing()
        print("\n".join(wrong) or "all files are as written")
        sys.exit(bool(wrong))
    for name, text in written().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    print(f"{len(written())} files")


if __name__ == "__main__":
    main()
