"""What every item of the report looks at, and the words they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from math import fsum, isnan
from typing import Any, NamedTuple

from carbonfoot.cbam.model import GoodResult, Path, ProcessResult, Result, StreamResult
from carbonfoot.cbam.shapes.head import Head
from carbonfoot.cbam.shapes.installation import Installation
from carbonfoot.cbam.shapes.processes import Good, Process
from carbonfoot.cbam.shapes.streams import SourceStream
from carbonfoot.declarations.content import Absent, Block, Cell, Code, Gap, Number
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding

NOT_STATED = "not stated"
ALL_ANNEX_II = (
    "every good of this installation is listed in Annex II to Regulation (EU) 2023/956, so that its indirect"
    " emissions are not in scope"
)


class About(NamedTuple):
    """A result, the rule tables, and what the calculation said."""

    result: Result
    library: Library
    findings: tuple[Finding, ...]

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of this document and of every document of a supplier behind it."""
        found: dict[str, str] = {}
        waiting = [self.result]
        while waiting:
            one = waiting.pop()
            if not one.hashes.keys() <= found.keys():
                found |= one.hashes
                supplies = [supply for made in one.precursors for supply in made.supplies]
                waiting += [supply.linked.result for supply in supplies if supply.linked is not None]
        return found

    @property
    def document(self) -> Installation:
        """The installation document."""
        return self.result.installation

    @property
    def head(self) -> Head:
        """Who and where."""
        return self.result.installation.installation

    @property
    def outside_annex_ii(self) -> list[GoodResult]:
        """The goods whose indirect emissions are in scope."""
        return [good for good in self.result.goods if not good.good.annex_ii]

    @property
    def indirect_counts(self) -> bool:
        """Whether any process makes goods whose indirect emissions are in scope, also those it uses itself."""
        return any(one.good is not None and not one.good.annex_ii for one in self.result.processes)

    def power_gap(self, what: str, *keys: str) -> Cell:
        """Something of electricity that is not stated: a gap only where indirect emissions are in scope."""
        return Gap(what, keys) if self.indirect_counts else NOT_STATED

    @property
    def processes(self) -> list[tuple[Process, ProcessResult]]:
        """Each production process as stated and as calculated."""
        return [(at(self.document, one.path), one) for one in self.result.processes]

    @property
    def streams(self) -> list[tuple[SourceStream, StreamResult]]:
        """Each source stream as stated and as calculated."""
        return [(at(self.document, one.path), one) for one in self.result.streams]

    def stated(self, good: GoodResult) -> Good:
        """The good as it stands in the document."""
        stated: Good = at(self.document, good.path)
        return stated

    def process_of(self, good: GoodResult) -> ProcessResult:
        """The process that makes it."""
        return self.result.processes[good.process]

    def made_by(self, process: ProcessResult) -> list[GoodResult]:
        """The goods of a process."""
        return [one for one in self.result.goods if self.result.processes[one.process] is process]

    def key(self, good: GoodResult, key: str) -> str:
        """The path of a key of a good."""
        process = self.process_of(good)
        alike = [one for one in self.made_by(process) if one.cn == good.cn]
        entry = code(good.cn) if len(alike) == 1 else called(good)
        return f"processes/{process.name}/goods/{entry}/{key}"

    def gap(self, what: str, good: GoodResult, key: str) -> Gap:
        """Something that a good does not state."""
        return Gap(what, (self.key(good, key),), called(good), key)


def at(document: Any, path: Path) -> Any:
    """What stands at a path of a typed document."""
    for step in path:
        document = document[step] if isinstance(step, int) else getattr(document, step)
    return document


def named(document: Any, path: Path) -> str:
    """A path whose entries of lists go by their names: `processes/Heading/goods/7318 15 42`."""
    words = []
    for step in path:
        document = at(document, (step,))
        word = getattr(document, "name", None) or getattr(document, "supplier", None)
        cn = getattr(document, "cn", None) if path[0] == "processes" else None
        words.append(str(step) if isinstance(step, str) else code(cn) if cn else str(word or step))
    return "/".join(words)


def code(cn: str) -> str:
    """A code as people write it: 7318 15 42."""
    return " ".join(part for part in (cn[:4], cn[4:6], cn[6:8], cn[8:]) if part)


def called(good: GoodResult) -> str:
    """A good by its code and its name."""
    return code(good.cn) if good.name in ("", good.cn, code(good.cn)) else f"{code(good.cn)} {good.name}"


def for_goods(fill: Callable[[About], list[Block]]) -> Callable[[About], list[Block]]:
    """An item about goods, which has nothing to say where none is made for the market."""

    @wraps(fill)
    def filled(about: About) -> list[Block]:
        return (
            fill(about)
            if about.result.goods
            else [Absent("no process states a good that it makes for the market")]
        )

    return filled


def or_gap(value: str | None, what: str, *keys: str) -> Cell:
    """What is stated, or the gap."""
    return value or Gap(what, keys)


def yes(given: bool | None, what: str, *keys: str) -> Cell:
    """A confirmation, its refusal, or the gap."""
    if given is None:
        return Gap(what, keys)
    return "confirmed" if given else "not confirmed"


def known(number: float | None, written: Callable[[float], str], otherwise: Cell = NOT_STATED) -> Cell:
    """The number as written; the other cell where nothing is stated (None, or NaN of a calculation)."""
    return otherwise if number is None or isnan(number) else Number(written(number))


def total(numbers: Iterable[float]) -> float:
    """The sum of those that are known."""
    return fsum(one for one in numbers if not isnan(one))


def spoken(message: str) -> tuple[Cell, ...]:
    """A message whose words between backticks are keys and values of the document."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return (message,)
    return tuple(Code(part) if place % 2 else part for place, part in enumerate(parts) if part)
