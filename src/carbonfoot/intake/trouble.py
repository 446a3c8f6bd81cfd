"""Damaged and harmful workbooks are found while they are read: the exceptions of the reader become findings here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.package import DamagedError, HarmfulError, damaged, harmful


@contextmanager
def trouble(display: str, findings: list[Finding]) -> Iterator[None]:
    """Whatever ends the reading of a workbook is added to the findings."""
    try:
        yield
    except DamagedError as error:
        findings.append(damaged(display, str(error)))
    except HarmfulError as error:
        findings.append(harmful(display, str(error)))
