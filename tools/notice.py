"""Write NOTICE from the attribution lines of `factors/` and the notices of formats in `tools/notices/`, or check it.

python tools/notice.py [--check]
"""

from __future__ import annotations

import argparse
import re
import textwrap
from pathlib import Path

from carbonfoot.factors.pack import pack_folders, read_keys

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ROOT / "tools" / "notices"
"""Notices of formats whose owners ask for one: section 5 of a licence stands there word for word."""

WIDTH = 100

HEAD = """\
carbonfoot
Copyright 2026 The carbonfoot authors

The program is licensed under the Apache License, Version 2.0 (see LICENSE). The folder factors/, and the
library that is compiled from it into every wheel, hold figures of the publishers below. Each figure names
its table and row; the files as published are not part of this package. Changes: the figures were arranged
in one record layout, units, regions and names were written in one form, Korean names, routes and trust
marks were added; what was left out is told in the pack.yaml of each folder. Licences named by an SPDX
identifier stand at https://spdx.org/licenses/. No publisher endorses this program or its results.
"""

MIT = """\
Permission notice of the sources marked MIT above:

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO
EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN
AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE
OR OTHER DEALINGS IN THE SOFTWARE.
"""


def notice(factors: Path) -> str:
    """The text of NOTICE for a folder of packs, packs by name; the notice of MIT once, when a licence line names it.

    Behind the packs stand the notices of formats.
    """
    packs = [read_keys(str(factors / name / "pack.yaml")) for name in pack_folders(str(factors))]
    parts = [_filled(HEAD), *(_entry(keys) for keys in packs)]
    if any(re.search(r"\bMIT\b", keys["licence"]) for keys in packs):
        parts.append(_filled(MIT))
    parts += [_filled(file.read_text(encoding="utf-8")) for file in sorted(FORMATS.glob("*.txt"))]
    return "\n".join(parts)


def _entry(keys: dict[str, str]) -> str:
    """One pack: what it is, who publishes it, its licence, the attribution line in full, where it is published."""
    lines = [keys["title"]]
    lines += [f"{key}: {keys[key]}" for key in ("publisher", "edition", "licence", "attribution")]
    lines.append(keys["url"])
    body = "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent="    ",
            subsequent_indent="        ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )
    return f"factors/{keys['id']}\n{body}\n"


def _filled(text: str) -> str:
    """Paragraphs at one width; the first two lines of the head stay lines."""
    paragraphs = text.strip("\n").split("\n\n")
    filled = (
        part if len(part) < WIDTH else textwrap.fill(part, WIDTH, break_on_hyphens=False)
        for part in paragraphs
    )
    return "\n\n".join(filled) + "\n"


def main() -> int:
    """Write or compare; 1 when NOTICE is out of date."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    options = parser.parse_args()
    target = ROOT / "NOTICE"
    text = notice(ROOT / "factors")
    if target.exists() and target.read_text(encoding="utf-8") == text:
        print("equal     NOTICE")
        return 0
    if options.check:
        print("DIFFERENT NOTICE: run `python tools/notice.py`")
        return 1
    target.write_text(text, encoding="utf-8", newline="\n")
    print("written   NOTICE")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
