"""What can go wrong while a file is read: damage, harm, a file that goes away. Exceptions become findings here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.package import DamagedError, HarmfulError, damaged, harmful


@contextmanager
def trouble(display: str, findings: list[Finding]) -> Iterator[None]:
    """Whatever ends the reading of a file is added to the findings."""
    try:
        yield
    except DamagedError as error:
        findings.append(damaged(display, str(error)))
    except HarmfulError as error:
        findings.append(harmful(display, str(error)))
    except (OSError, UnicodeDecodeError):
        said = f"`{display}` changed, or went away, while it was read"
        findings.append(Finding("CF001", said, display, help="read it again"))
