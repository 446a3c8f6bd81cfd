"""What looking through an inbox gives, before it is told."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.received.model import Received
from carbonfoot.findings.finding import Finding, Path

VALID, NOT_YET, EXPIRED, DEPRECATED, REPLACED = "valid", "not-yet", "expired", "deprecated", "replaced"
STATES = (VALID, REPLACED, NOT_YET, EXPIRED, DEPRECATED)


class Came(NamedTuple):
    """One declaration of the inbox, once, however many files hold it.

    file     real path; `members` is how many declarations that file holds
    also     display paths of further files with the same declaration
    """

    declared: Received
    file: str
    members: int
    also: tuple[str, ...] = ()


class State(NamedTuple):
    """How a declaration stands on a day: a word of `STATES`.

    by        the declaration that replaces it, "" where none is known; `probably` where no id links the two
    """

    word: str
    by: str = ""
    probably: bool = False


class Number(NamedTuple):
    """One number of two versions, for one unit of the newer; None where a version does not say.

    what      `total`, a word of `CATEGORIES`, `biogenic_uptake`, `aircraft`, `primary`, `technology`, `time`, `geography`
    unit      `kg CO2e`, `share`, `score`
    """

    what: str
    unit: str
    before: float | None
    after: float | None

    @property
    def delta(self) -> float | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def share(self) -> float | None:
        """The change of a mass as a share of what it was; None where that is nothing, or no mass."""
        delta = self.delta
        if delta is None or not self.before or self.unit != "kg CO2e":
            return None
        return delta / abs(self.before)


class Changed(NamedTuple):
    """What a declaration says otherwise than the version before it.

    unit      of one of which the numbers are
    how       by which property the older one was converted, "" where the units are alike
    why_not   why the numbers cannot be compared, "" where they are
    numbers   that differ, the total first, then largest first
    texts     what else differs: name, before, after
    jump      whether the total changes by more than the share that asks for a reissue
    """

    before: Received
    after: Received
    probably: bool
    unit: str
    how: str
    why_not: str
    numbers: tuple[Number, ...]
    texts: tuple[tuple[str, str, str], ...]
    jump: bool


class Use(NamedTuple):
    """A line of a document that draws on a declaration.

    file, shown  real and display path of the document; `path` that of the key
    root         the project root that its references stay inside
    line         number of the line in the text, 0 where it is not known
    reference    as it is written
    day          the day on which the declaration has to hold
    """

    file: str
    shown: str
    path: Path
    root: str
    name: str
    line: int
    reference: str
    day: str
    declared: Received


class Edit(NamedTuple):
    """What to write to take a newer declaration.

    text      `declaration: ...`
    put       the file to put into the project first, "" where the document can name it where it is
    as_       where to put it, seen from the document
    """

    use: Use
    newer: Received
    probably: bool
    text: str
    put: str = ""
    as_: str = ""


class MovedLine(NamedTuple):
    """kg CO2e that a line of a document changes by, per declared unit; `through` is the document it draws on."""

    path: Path
    name: str
    name_ko: str
    delta: float
    through: str


class Moved(NamedTuple):
    """A product, and what it comes to with the newer declarations in their places; kg CO2e per declared unit.

    before, after  None where nothing can be computed; `states` are those of `portfolio.model`, before and after
    because        why there is no number, "" where there is one
    """

    id: str
    name: str
    name_ko: str
    shown: str
    unit: str
    before: float | None
    after: float | None
    states: tuple[str, str]
    because: str
    lines: tuple[MovedLine, ...]

    @property
    def delta(self) -> float | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def share(self) -> float | None:
        """The change as a share of what it was."""
        return None if self.delta is None or not self.before else self.delta / abs(self.before)


class Waiting(NamedTuple):
    """A line whose declaration has a newer one that is not taken: `why` is `not-yet`, `expired` or `fork`."""

    use: Use
    newer: tuple[Received, ...]
    why: str


class Lapsed(NamedTuple):
    """A line whose declaration does not hold, and for which nothing newer came."""

    use: Use
    state: State


class Proposed(NamedTuple):
    """A line without a declaration, although one came whose supplier and product are named there."""

    shown: str
    path: Path
    line: int
    name: str
    supplier: str
    declared: Received
    text: str
    put: str = ""


class Inbox(NamedTuple):
    """All of it.

    folder    display path; `project` that of the root whose products are looked at, "" where it has none
    day       the day of the table; `on` whether it holds for the products as well
    came      by supplier, product and period
    files     that hold declarations, `refused` that were to hold some, `other` files that hold none (display paths)
    links     that were not followed
    states    of the declarations that came, by id
    before    of each the version before it, where known
    moved     products, in the order of their documents; `still` is how many do not move, `failed` how many are refused
    unread    documents whose lines are not known, since they could not be read
    unused    declarations that came, hold, and stand behind no line
    """

    folder: str
    project: str
    day: str
    on: bool
    came: tuple[Came, ...]
    files: int
    refused: tuple[str, ...]
    other: tuple[str, ...]
    links: int
    states: dict[str, State]
    changed: tuple[Changed, ...]
    moved: tuple[Moved, ...]
    still: int
    failed: int
    unread: int
    edits: tuple[Edit, ...]
    waiting: tuple[Waiting, ...]
    lapsed: tuple[Lapsed, ...]
    proposed: tuple[Proposed, ...]
    unused: tuple[str, ...]
    findings: tuple[Finding, ...]
