"""The document of a template, calculated: its findings told at the cells, its results beside those that the file shows."""

from __future__ import annotations

import os
import tempfile
from math import isnan

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Outcome, Result
from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Book
from carbonfoot.cbam.template.draft import Draft
from carbonfoot.cbam.template.goods_lines import Line, lines
from carbonfoot.cbam.template.installation import Taken
from carbonfoot.cbam.template.write import to_yaml
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding

TOLERANCE = 1e-6
"""Relative; the file and this program add the same numbers up in another order."""
_FILE = "installation.yaml"
_REST = (
    "the source streams emit more than the processes bear: heat made on site, or goods that are not covered; "
    "share the streams, then leave this out"
)
_SAME = 1e-9


def calculated(draft: Draft, library: Library) -> Outcome:
    """The outcome of a draft."""
    with tempfile.TemporaryDirectory(prefix="carbonfoot-") as folder:
        file = os.path.join(folder, _FILE)
        with open(file, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(to_yaml(draft.data, {}))
        return calculate(file, library, root=folder)


def recompute(book: Book, taken: Taken, library: Library, findings: list[Finding]) -> Result | None:
    """The result of the document; its findings at the cells that they come from. None where it is refused."""
    outcome = calculated(taken.draft, library)
    if outcome.result is not None and _follows(taken, outcome.result):
        del taken.blocks[0].entry.data["direct_emissions"]
        outcome = calculated(taken.draft, library)
    if any(one.code == "CF812" and one.path == ("processes",) for one in outcome.findings):
        outcome = _with_rest(taken, library, outcome)
    for one in outcome.findings:
        where = taken.draft.near(one.path) if one.path else None
        if where is None:
            findings.append(one._replace(file=book.display, path=(), point=None, span=None, related=()))
        else:
            page = book.pages[where.sheet]
            page.report(one.code, one.message, where.at, where.name, one.help, one.notes, one.severity)
    return outcome.result


def _with_rest(taken: Taken, library: Library, refused: Outcome) -> Outcome:
    """The outcome with a process that bears what the template gives to none; as it was where that is no reason."""
    taken.draft.data["other_processes"] = [{"name": "Not attributed in the template"}]
    outcome = calculated(taken.draft, library)
    if any(one.code == "CF812" and one.path == ("processes",) for one in outcome.findings):
        del taken.draft.data["other_processes"]
        return refused
    taken.draft.remark(("other_processes",), _REST)
    return outcome


def _follows(taken: Taken, result: Result) -> bool:
    """Whether the one process bears exactly what all source streams emit: then its DirEm* need not be stated."""
    if len(taken.blocks) != 1 or not result.streams or "direct_emissions" not in taken.blocks[0].entry.data:
        return False
    return abs(result.direct - result.processes[0].star) <= _SAME * max(abs(result.direct), 1.0)


def shown(book: Book, taken: Taken) -> list[Line]:
    """The lines of Summary_Communication in the order of the goods; [] with a finding where it shows no values, or others."""
    page = book.pages[labels.COMMUNICATION]
    found = lines(page)
    head = labels.heads(page.texts, labels.SUMMARY_TABLE)
    if head is None or not taken.lines:
        return []
    at, name = (head[""] + 1, head[labels.plain(labels.GOOD["direct"])]), labels.GOOD["direct"]
    if all(page.computed(one.at["direct"]) for one in found):
        said = "the summary was saved without values: no program calculated its formulas"
        help = "open the file in a spreadsheet program and save it; what is written here is calculated anew"
        page.report("CF611", said, at, name, help, severity="warning")
        return []
    if len(found) != len(taken.lines):
        said = f"goods of the summary: {len(found)}; of `{labels.PRODUCTS}`: {len(taken.lines)}"
        page.report(
            "CF841",
            said,
            at,
            name,
            "ask the supplier which is right; what is written here is calculated anew",
        )
        return []
    return found


def compare(book: Book, taken: Taken, result: Result, given: list[Line]) -> dict[int, str]:
    """Findings CF841 where the file shows other results; what differs, in words, by the number of the good."""
    told: dict[int, str] = {}
    page = book.pages[labels.COMMUNICATION]
    by_path = {one.path: one for one in result.goods}
    for number, path in enumerate(paths(taken)):
        good = by_path.get(path)
        if good is None or number >= len(given):
            continue
        see, line = good.see, given[number]
        ours = {
            "direct": see.direct,
            "indirect": see.indirect,
            "total": see.total,
            "electricity": see.electricity,
        }
        if see.direct > 0:
            ours["default_share"] = see.default_direct / see.direct
        wrong = []
        for key, value in ours.items():
            at = line.at.get(key)
            theirs = page.shown(at, labels.GOOD[key])
            if at is None or theirs is None or _near(value, theirs):
                continue
            recomputed = "nothing, for an amount or a factor is missing" if isnan(value) else f"{value:.9g}"
            said = (
                f"the file shows {theirs:.9g} for `{line.name or line.cn}`, its inputs come to {recomputed}"
            )
            help = "ask the supplier which is right: a formula was overwritten, or an input changed after it was saved"
            page.report("CF841", said, at, labels.GOOD[key], help)
            wrong.append(f"{labels.GOOD[key]} {recomputed}")
        if wrong:
            told[number] = ", ".join(wrong)
    _streams(book, taken, result)
    return told


def paths(taken: Taken) -> list[tuple[str | int, ...]]:
    """The paths of the goods in the document, in the order of the file; () for one without a process."""
    numbers = {one.entry.data["name"]: index for index, one in enumerate(taken.blocks)}
    seen: dict[int, int] = {}
    found: list[tuple[str | int, ...]] = []
    for line in taken.lines:
        process = numbers.get(line.process)
        if process is None:
            found.append(())
            continue
        found.append(("processes", process, "goods", seen.get(process, 0)))
        seen[process] = seen.get(process, 0) + 1
    return found


def _streams(book: Book, taken: Taken, result: Result) -> None:
    for one in result.streams:
        where = taken.draft.counted.get(one.path)
        if where is None:
            continue
        page = book.pages[where.sheet]
        theirs = page.shown(where.at, where.name)
        if theirs is not None and not _near(one.fossil, theirs):
            said = f"the file shows {theirs:.9g} t CO2e for `{one.name}`, its inputs come to {one.fossil:.9g}"
            page.report("CF841", said, where.at, where.name, "ask the supplier which is right")


def _near(ours: float, theirs: float) -> bool:
    return not isnan(ours) and abs(ours - theirs) <= TOLERANCE * max(abs(ours), abs(theirs), 1e-6)
