"""What `carbonfoot programme report --format json` prints, as a person would read it: numbers with all their digits."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DIGITS = 12


def printed(file: Path) -> dict[str, Any]:
    """The `data` of the answer; numbers are fractions of what is printed."""
    command = [sys.executable, "-m", "carbonfoot", "programme", "report", str(file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    data: dict[str, Any] = json.loads(done.stdout, parse_float=Fraction)["data"]
    return data


def rounded(number: Fraction) -> Fraction:
    """To twelve significant digits, ties away from zero."""
    if not number:
        return number
    size, unit = abs(number), Fraction(1)
    while size / unit >= 10**DIGITS:
        unit *= 10
    while size / unit < 10 ** (DIGITS - 1):
        unit /= 10
    steps = int(size / unit + Fraction(1, 2))
    return (steps if number > 0 else -steps) * unit
