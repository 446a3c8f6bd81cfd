"""Proposals for a bill of materials: a table for people, data for programs, and a part document to review."""

from __future__ import annotations

import json
from typing import Any

from carbonfoot.intake.bom import Bom, Entry
from carbonfoot.intake.match import Match, Proposal
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.factors_text import indented
from carbonfoot.reports.style import NARROWEST, WIDEST
from carbonfoot.reports.width import fit, safe

REVIEW = "# review "
"""Before every line of the document that the user must confirm by deleting these words."""

_HOW = {
    "item": "path of the item",
    "name": "name of the item",
    "exact": "is this",
    "broader": "is part of this",
    "proxy": "similar",
    "code": "customs heading",
    "prefix": "begins so",
    "text": "words in its names",
    "close": "looks alike",
}


def match_text(bom: Bom, matches: list[Match], width: int) -> str:
    """Two or three lines a line of the table: what it says, the proposal with its confidence, and why."""
    lines: list[str] = []
    number = max([len(str(one.entry.row)) for one in matches] + [3])
    room = max(NARROWEST, min(width, WIDEST)) - number - 2
    lines.append(f"{'Row':>{number}}  Line of the table; confidence, proposal and why\n\n")
    for one in matches:
        said = fit(_line(one.entry), room).rstrip()
        lines.append(f"{one.entry.row:>{number}}  {said}\n")
        pad = " " * (number + 2)
        if one.proposal is None:
            lines.append(indented(f"{pad} --   no proposal: {_why_none(one)}", width, 6))
        else:
            lines.append(indented(f"{pad}{_proposed(one.proposal)}", width, 6))
        lines += [indented(f"{pad}  or {_proposed(other)}", width, 11) for other in one.alternatives[:1]]
    proposed = sum(one.proposal is not None for one in matches)
    lines.append(f"\n{proposed} of {len(matches)} lines have a proposal; none of them is applied\n")
    lines += [f"left out: row {row}, {safe(why)}\n" for row, why in bom.left_out]
    return "".join(lines)


def _line(entry: Entry) -> str:
    material = " ".join(part for part in (entry.material, entry.spec) if part)
    words = [part for part in (entry.name, material) if part]
    amount = " ".join(part for part in (entry.amount, entry.unit or entry.unit_text) if part)
    return safe(", ".join([*dict.fromkeys(words), *([amount] if amount else [])]))


def _proposed(one: Proposal) -> str:
    route = f" route {one.route}" if one.route else ""
    ask = f" (route: {' or '.join(one.routes)})" if one.routes else ""
    return f"{one.confidence:.2f} {one.item}{route}{ask}: {_why(one)}"


def _why(one: Proposal) -> str:
    parts = [
        f"`{one.word}` {_HOW[one.how]}"
        if one.how in ("exact", "broader", "proxy")
        else f"{_HOW[one.how]}, `{one.word}`"
    ]
    parts += [part for part in (one.note, one.remark) if part]
    return safe("; ".join(parts))


def _why_none(one: Match) -> str:
    nearest = f"; nearest is {one.nearest}" if one.nearest and one.nearest not in one.said else ""
    return safe(one.said + nearest)


def match_json(bom: Bom, matches: list[Match], file: str) -> dict[str, Any]:
    """Proposals as data; the columns that were read stand in the options."""
    data = [
        {
            **one.entry._asdict(),
            "region": one.origin,
            "proposal": None if one.proposal is None else _data(one.proposal),
            "alternatives": [_data(other) for other in one.alternatives],
            "said": one.said,
            "nearest": one.nearest,
        }
        for one in matches
    ]
    left_out = [{"row": row, "why": why} for row, why in bom.left_out]
    return answer(
        "factors-match", {"lines": data, "left_out": left_out}, {"file": file, "columns": dict(bom.columns)}
    )


def _data(one: Proposal) -> dict[str, Any]:
    return {**one._asdict(), "routes": list(one.routes)}


def match_yaml(bom: Bom, matches: list[Match], file: str, name: str) -> str:
    """A part document in which every proposal is a comment: nothing counts before the user deletes `# review `."""
    lines = [
        f"# Proposals of `carbonfoot factors match` for {_comment(file)}. None of them counts yet.",
        f"# Delete `{REVIEW.rstrip()} ` before a line to confirm it, or write another in its place; before that",
        "# `carbonfoot calc` gives no total.",
        "# The number before a reason is how well the words fit (1.00 is the item itself), not how good the factor is.",
        "carbonfoot: part/1",
        "product:",
        f"  id: {_text(name)}",
        f"  {REVIEW}name: {_text(name)}",
        f"  {REVIEW}declared_unit: 1 piece",
        f"  {REVIEW}mass: '? kg'",
        f"  {REVIEW}made_in: '?'",
        f"{REVIEW}period: '?'",
        *(f"# {_comment(remark)}" for remark in bom.remarks),
        "inputs:",
    ]
    for one in matches:
        lines += _input(one)
    lines += [f"  # left out: row {row}, {_comment(why)}" for row, why in bom.left_out]
    return "\n".join(lines) + "\n"


def _input(one: Match) -> list[str]:
    entry = one.entry
    material = " ".join(part for part in (entry.material, entry.spec) if part)
    lines = [f"  - name: {_text(entry.name or material)}   # row {entry.row}"]
    if entry.name and material:
        lines.append(f"    note: {_text(material)}")
    if entry.amount and entry.unit:
        lines.append(f"    amount: {entry.amount} {entry.unit}")
    else:
        unit = f"`{entry.unit_text}`" if entry.unit_text else "no unit"
        what = entry.amount or "no amount"
        number = entry.amount or "?"
        lines.append(f"    {REVIEW}amount: '{number} ?'   # the table says {_comment(f'{what}, {unit}')}")
    if one.origin:
        lines.append(f"    origin: {one.origin}")
    elif entry.origin:
        lines.append(f"    {REVIEW}origin: '?'   # the table says {_comment(entry.origin)}")
    if one.proposal is None:
        lines.append(f"    # no proposal: {_comment(_why_none(one))}")
        lines.append("    # state the supplier's `footprint:`, or name a `factor:`")
    else:
        lines += _factor(one.proposal)
    lines += [f"    # or {_comment(_proposed(other))}" for other in one.alternatives]
    return lines


def _factor(one: Proposal) -> list[str]:
    lines = [f"    {REVIEW}factor: {one.item}", f"    # {one.confidence:.2f} {_comment(_why(one))}"]
    if one.route:
        lines.insert(1, f"    {REVIEW}route: {one.route}")
    elif one.routes:
        lines.insert(1, f"    {REVIEW}route: '?'   # one of {', '.join(one.routes)}")
    return lines


def _text(text: str) -> str:
    """A text as YAML takes it, whatever stands in it."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x7f", "\\u007f")
        .replace("\u0085", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\ufeff", "\\ufeff")
    )


def _comment(text: str) -> str:
    """A text that ends no comment."""
    return safe(" ".join(text.split()))


def columns_text(bom: Bom) -> str:
    """Which column was read as what."""
    return ", ".join(f"{role} = {name}" for role, name in bom.columns.items())
