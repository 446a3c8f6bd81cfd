"""Many findings in few lines: some of every code, how many are not shown, and where all of them are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding

SHOWN_OF_A_CODE = 5


class Folded(NamedTuple):
    """What is shown of some findings, and how many of each code are not."""

    shown: list[Finding]
    hidden: dict[str, int]

    @property
    def rest(self) -> list[str]:
        """`3 of CF305`, by code."""
        return [f"{count:,} of {code}" for code, count in sorted(self.hidden.items())]

    def with_hidden_of(self, other: Folded) -> Folded:
        """These, where `other` are not shown either."""
        hidden = dict(self.hidden)
        for code, count in other.hidden.items():
            hidden[code] = hidden.get(code, 0) + count
        return self._replace(hidden=hidden)


def folded(findings: Iterable[Finding], most: int = SHOWN_OF_A_CODE) -> Folded:
    """The first `most` of every code."""
    shown: list[Finding] = []
    counted: dict[str, int] = {}
    for one in findings:
        counted[one.code] = counted.get(one.code, 0) + 1
        if counted[one.code] <= most:
            shown.append(one)
    return Folded(shown, {code: count - most for code, count in counted.items() if count > most})
