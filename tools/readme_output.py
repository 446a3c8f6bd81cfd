"""Put the real output of commands into README.md and the pages under docs/, or check that it is there.

python tools/readme_output.py [--check]
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAY = "1795000000"  # of 2026-11-18: whether a factor is past its review depends on the day
BLOCK = re.compile(
    r"(<!-- carbonfoot ((?:calc|check|methods|cbam|declare|programme|explain) [^\n]*) -->\n```text\n)(.*?)(```)",
    re.DOTALL,
)


def output(arguments: str) -> str:
    """Standard output of the command in the root of the checkout, at 80 columns."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src")}
    environment["SOURCE_DATE_EPOCH"] = DAY
    environment.pop("CARBONFOOT_ASCII", None)
    command = [sys.executable, "-m", "carbonfoot", *arguments.split()]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return run.stdout.decode("utf-8").replace("\r\n", "\n")


def filled(text: str) -> str:
    """A page with each marked block replaced by what the command prints."""
    return BLOCK.sub(lambda match: match[1] + output(match[2]) + match[4], text)


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when a page is not up to date")
    check, code = parser.parse_args().check, 0
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = page.read_text(encoding="utf-8")
        if not BLOCK.search(text):
            continue
        new = filled(text)
        if check:
            print(f"{page.name} is {'up to date' if new == text else 'out of date'}")
            code = code if new == text else 1
        elif new != text:
            page.write_text(new, encoding="utf-8", newline="\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
