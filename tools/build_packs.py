"""Rebuild the tables under `factors/` and `share-alike/` from the published files, or check that they agree.

    python tools/build_packs.py --data ../shared/data [--check] [PACK ...]

Run it where carbonfoot is installed: some scripts read workbooks with its reader.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOMES = ("factors", "share-alike")
"""Folders of packs: what goes into the wheel, and what its licence keeps apart from it."""

sys.path.insert(0, str(ROOT / "tools"))


def folders(root: Path = ROOT) -> dict[str, Path]:
    """Folder of each pack by name, sorted; ValueError when two homes hold a pack of one name."""
    found: dict[str, Path] = {}
    for path in (path for home in HOMES for path in sorted((root / home).glob("*/pack.yaml"))):
        if path.parent.name in found:
            raise ValueError(f"{path.parent.name}: in {found[path.parent.name]} and in {path.parent}")
        found[path.parent.name] = path.parent
    return dict(sorted(found.items()))


def script(pack: str) -> str:
    """Module that makes a pack: `desnz-2025` is made by `packs.desnz_2025`, with `_` for points too."""
    return f"packs.{pack.replace('-', '_').replace('.', '_')}"


def tables(pack: str, data: Path) -> dict[str, str]:
    """File name to text for one pack; a script offers `tables()` or, for records alone, `build()`."""
    from packs import common

    module = importlib.import_module(script(pack))
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
    homes = folders()
    unknown = sorted(set(options.packs) - homes.keys())
    if unknown:
        parser.error(f"no pack.yaml of {', '.join(unknown)} in {' or '.join(HOMES)}")
    different = 0
    for pack in options.packs or homes:
        for name, text in tables(pack, options.data).items():
            target = homes[pack] / name
            same = target.exists() and target.read_text(encoding="utf-8") == text
            if same:
                state = "equal"
            elif options.check:
                state, different = "DIFFERENT", different + 1
            else:
                target.write_text(text, encoding="utf-8", newline="\n")
                state = "written"
            print(f"{state:9} {target.relative_to(ROOT).as_posix()}")
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
