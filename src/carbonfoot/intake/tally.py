"""Findings of many rows: a few of each kind in full, the rest counted, so that a bad column stays readable."""

from __future__ import annotations

from collections.abc import Hashable

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.table import Column, Origin, Spot

SHOWN = 10
"""Findings of one kind in one column that are told one by one."""


class Tally:
    """Puts findings of rows into a list; what is told once for many cells comes when it is closed."""

    def __init__(self, origin: Origin, findings: list[Finding]) -> None:
        self.origin = origin
        self.findings = findings
        self._told: dict[Hashable, int] = {}
        self._more: dict[Hashable, Finding] = {}
        self._counts: dict[Hashable, int] = {}
        self._once: dict[Hashable, Finding] = {}

    def each(self, code: str, message: str, row: Spot, column: Column | None = None, help: str = "") -> None:
        """A finding of its own, with the place before the message; behind the tenth of a column they are counted."""
        key = (code, column)
        told = self._told[key] = self._told.get(key, 0) + 1
        if told <= SHOWN:
            said = f"{self.origin.where(row, column)}: {message}"
            self.findings.append(self.origin.finding(code, said, row, column, help=help))
        elif told == SHOWN + 1:
            self._more[key] = self.origin.finding(code, "", row, column, help=help)

    def once(
        self,
        code: str,
        message: str,
        row: Spot,
        column: Column | None = None,
        *,
        help: str = "",
        notes: tuple[str, ...] = (),
        severity: str = "",
        about: str = "",
    ) -> None:
        """One finding at the first place for all of a code, column and `about`; `{}` in the message is their number."""
        key = (code, column, about)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count == 1:
            self._once[key] = self.origin.finding(
                code, message, row, column, help=help, notes=notes, severity=severity
            )

    def close(self) -> None:
        """Tell what was counted."""
        for key, finding in self._more.items():
            more = self._told[key] - SHOWN
            said = "1 more place like these" if more == 1 else f"{more} more places like these"
            where = finding.path[-1] if isinstance(finding.path[-1], str) else ""
            said += f" in column `{where}`" if where else ""
            self.findings.append(finding._replace(message=f"{said}; this is the first of them"))
        for key, finding in self._once.items():
            self.findings.append(
                finding._replace(message=finding.message.replace("{}", str(self._counts[key])))
            )
        self._more.clear()
        self._once.clear()
