"""What checks are given and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from carbonfoot.documents.budgets import Budget
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.footprint.differences import Difference
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Outcome
from carbonfoot.portfolio.model import Product

PASS, FAIL, OPEN = "pass", "fail", "open"


class Placed(NamedTuple):
    """A budget and where it stands: `file` as it is displayed, "" for the command line; `path` inside it.

    root    the project whose products it is about; `document` is the real path of its document where it stands in one
    limits  its numbers by key, `("stage", "materials")`: kg CO2e, shares or ratings; what is refused is not there
    """

    budget: Budget
    file: str
    path: Path
    root: str
    document: str = ""
    limits: Mapping[Path, float] = {}

    @property
    def called(self) -> str:
        """Its name; "" where it has none."""
        return self.budget.name or ""


class Checking(NamedTuple):
    """One product that is checked; `outcome` is what a calculation of it alone gives, None where it cannot be read.

    baseline  what it was before, None where nothing is known
    today     ISO day
    root      of its project
    """

    product: Product
    name: str
    outcome: Outcome | None
    today: str
    baseline: Former | None = None
    root: str = ""

    @property
    def state(self) -> str:
        """`complete`, `incomplete` or `refused`: why there is no total."""
        return self.product.state

    @property
    def footprint(self) -> Footprint | None:
        """The footprint, None where it was refused."""
        return None if self.outcome is None else self.outcome.footprint


class Former(NamedTuple):
    """A product in its former state: kg CO2e per declared unit of today, None where there was no number.

    why  nothing can be held against it, such as another boundary; "" where it can
    """

    total: float | None
    why: str = ""


CHANGED, SAME, NEW, GONE, UNKNOWN = "changed", "same", "new", "gone", "unknown"


class Change(NamedTuple):
    """A product now and before; numbers in kg CO2e per declared unit of before, None where there is none.

    file, id, name  of now; of before where it is gone
    what            `changed`, `same`, `new`, `gone`, or `unknown`: nothing is known of its former state
    before, after   what is known, where `states` say that it is not complete
    unit            the declared unit that both numbers are stated for
    former          file and id of before where they were others
    split           the causes, with both results; None where `why` says why there are none, or nothing is to be split
    """

    file: str
    id: str
    name: str
    name_ko: str
    what: str
    before: float | None
    after: float | None
    unit: str
    states: tuple[str, str]
    former: tuple[str, str] = ("", "")
    split: tuple[Difference, Footprint, Footprint] | None = None
    why: str = ""

    @property
    def moved(self) -> float | None:
        """What was added, in kg CO2e; None unless both numbers are known."""
        return None if self.before is None or self.after is None else self.after - self.before


class Verdict(NamedTuple):
    """One limit asked of one product.

    kind     of check: `total`, `stage`, ...
    name     what of it: the stage, the item; "" for the whole
    budget   name of the budget, "" where it has none
    verdict  `pass`, `fail` or `open`: it cannot be judged, `why` says why; of a pass, what should be known beside
    limit, actual  as texts for people, with units; `limit_number` and `actual_number` in SI or as shares, or None
    finding  of `fail` and `open`; None of `pass`
    file, path   where the budget stands
    """

    kind: str
    name: str
    budget: str
    product: str
    verdict: str
    limit: str
    actual: str
    limit_number: float | None = None
    actual_number: float | None = None
    why: str = ""
    finding: Finding | None = None
    file: str = ""
    path: Path = ()


Judge = Callable[[Placed, Checking], list[Verdict]]
"""A check: what a budget asks of a product, nothing where it does not ask."""


class Suppressed(NamedTuple):
    """A finding that a comment accepts, the reason, and the line of the comment."""

    finding: Finding
    reason: str
    line: int


class Checked(NamedTuple):
    """The answer: products by file, verdicts in the order of products and budgets, findings that count, and those that do not.

    text_of  the text behind a display path, for carets
    changes  of all products against a former state, `against` what people call that; () and "" without one
    command  that checked it
    """

    text_of: Callable[[str], str | None]
    products: list[Checking]
    verdicts: list[Verdict]
    findings: list[Finding]
    suppressed: list[Suppressed]
    options: Mapping[str, object]
    changes: tuple[Change, ...] = ()
    against: str = ""
    command: str = "check"

    def reasons(self) -> dict[Finding | None, str]:
        """Why findings are accepted that a comment accepts."""
        return {one.finding: one.reason for one in self.suppressed}
