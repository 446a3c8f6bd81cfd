"""Rebuild the tables under `factors/` from the published files, or check that they agree.

python tools/build_packs.py --data ../shared/data [--check] [PACK ...]
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))


def tables(pack: str, data: Path) -> dict[str, str]:
    """File name to text for one pack; a script offers `tables()` or, for records alone, `build()`."""
    from packs import common

    module = importlib.import_module(f"packs.{pack.replace('-', '_')}")
    if hasattr(module, "tables"):
        made: dict[str, str] = module.tables(data)
        return made
    return {"records.csv": common.to_csv(module.build(data))}


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the published files")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    parser.add_argument("packs", nargs="*", help="pack folders; all by default")
    options = parser.parse_args()
    packs = options.packs or sorted(path.parent.name for path in (ROOT / "factors").glob("*/pack.yaml"))
    different = 0
    for pack in packs:
        for name, text in tables(pack, options.data).items():
            target = ROOT / "factors" / pack / name
            same = target.exists() and target.read_text(encoding="utf-8") == text
            if same:
                state = "equal"
            elif options.check:
                state, different = "DIFFERENT", different + 1
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="\n")
                state = "written"
            print(f"{state:9} factors/{pack}/{name}")
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
