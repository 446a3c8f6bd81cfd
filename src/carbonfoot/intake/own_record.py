"""One factor of the user's own, from what a command line says: nothing is assumed, everything missing is told at once."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.factors.layout import BOUNDARIES, CHOICES, FOLDERS, RECORD_COLUMNS
from carbonfoot.factors.library import Library
from carbonfoot.factors.lint import judge
from carbonfoot.factors.lint_cells import is_path, listed
from carbonfoot.factors.pack import items_of
from carbonfoot.intake.naming import slug_of
from carbonfoot.intake.units import Per, UnitRefused, digits_of, per_of
from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.quantities.units import Quantity, parse_quantity


class Stated(NamedTuple):
    """What the command line says; "" for what it does not."""

    item: str
    value: str
    boundary: str = ""
    origin: str = ""
    year: str = ""
    year_kind: str = "data"
    source: str = ""
    route: str = ""
    kind: str = ""
    gwp: str = "unknown"
    trust: str = "C"
    name: str = ""
    name_ko: str = ""
    low: str = ""
    high: str = ""
    uncertainty: str = ""
    new: bool = False


class Complaint(NamedTuple):
    """One thing that is missing or wrong: which argument or option, what, and what to write."""

    option: str
    message: str
    help: str = ""

    def __str__(self) -> str:
        return f"{self.option}: {self.message}" + (f"; {self.help}" if self.help else "")


_OPTIONS = {
    "item": "ITEM",
    "co2e": "VALUE",
    "unit_num": "VALUE",
    "unit_den": "VALUE",
    "cv_basis": "VALUE",
    "geo": "--origin",
    "year_kind": "--year-kind",
    "source_row": "--source",
    "gwp_set": "--gwp",
    "name_ko": "--name-ko",
    "uncertainty_origin": "--uncertainty",
}
"""The argument or option that a column of the record comes from, where it has another name."""

_HELP = {"cv_basis": "write (net) or (gross) behind the unit of energy, as the source states it"}


def option_of(column: str) -> str:
    """The argument or option that a column of the record comes from."""
    return _OPTIONS.get(column, f"--{column}")


def record_of(
    stated: Stated, pack: str, taken: set[str], library: Library
) -> tuple[dict[str, str], list[Complaint]]:
    """The cells of the record, and all that is missing or wrong with it; `taken` are ids that are used already."""
    complaints: list[Complaint] = []
    kind = _kind(stated, library, complaints)
    per, number = _value(stated, complaints)
    _missing(stated, kind, complaints)
    if stated.origin and library.region(stated.origin) is None:
        help = "two capital letters, such as KR; GLO for the world"
        complaints.append(Complaint("--origin", f"{shown(stated.origin)} is not a region code", help))
    bounds = {side: _bound(stated, side, per, complaints) for side in ("low", "high")}
    if any(bounds.values()) and not stated.uncertainty:
        help = "sourced, pedigree or assumed"
        complaints.append(Complaint("--uncertainty", "missing: where the bounds are from", help))
    cells = dict.fromkeys(RECORD_COLUMNS, "") | {
        "item": stated.item,
        "route": stated.route,
        "name": stated.name or plain_name(stated.item),
        "name_ko": stated.name_ko,
        "kind": kind,
        "unit_num": per.num,
        "unit_den": per.den,
        "cv_basis": per.basis,
        "co2e": number,
        "gwp_set": stated.gwp,
        "boundary": stated.boundary,
        "geo": stated.origin,
        "year": stated.year,
        "year_kind": stated.year_kind,
        "trust": stated.trust,
        "source_row": stated.source,
        **bounds,
        "uncertainty_origin": stated.uncertainty,
    }
    cells["id"] = new_id(pack, cells, taken)
    complaints += _judged(pack, cells, {complaint.option for complaint in complaints})
    return cells, complaints


def _judged(pack: str, cells: dict[str, str], told: set[str]) -> Iterator[Complaint]:
    """What the rules of packs say beyond what was told already; what is empty has been asked for."""
    hidden = {*told, "--gwp"} if "VALUE" in told else told
    for column, message in judge(pack, "records.csv", cells):
        if option_of(column) not in hidden and message != "empty":
            yield Complaint(option_of(column), message, _HELP.get(column, ""))


def _kind(stated: Stated, library: Library, complaints: list[Complaint]) -> str:
    """The kind of the item; of a new one what the user says."""
    known = library.rows("select kind from item where item = ?", stated.item)
    if known:
        kind = str(known[0][0])
        if stated.kind not in ("", kind):
            complaints.append(Complaint("--kind", f"`{stated.item}` is {kind}, not {stated.kind}"))
        return kind
    if not is_path(stated.item) or stated.item.partition("/")[0] not in FOLDERS:
        help = f"write a path like steel/wire-rod; first parts: {listed(FOLDERS)}"
        complaints.append(Complaint("ITEM", f"{shown(stated.item)} is not a path of slugs", help))
    elif not stated.new:
        near = [item for item, _ in library.nearest_items(stated.item)]
        like = f"did you mean {' or '.join(near[:3])}? " if near else ""
        help = f"{like}add --new to make it an item"
        complaints.append(
            Complaint("ITEM", f"{shown(stated.item)} is not an item of the factor library", help)
        )
    if stated.new or stated.kind:
        if stated.kind not in BOUNDARIES:
            what = f"{shown(stated.kind)} is not a kind" if stated.kind else "missing: what a new item is"
            complaints.append(Complaint("--kind", what, listed(BOUNDARIES)))
        if not stated.name:
            complaints.append(Complaint("--name", "missing: the English name of a new item"))
    return stated.kind if stated.kind in BOUNDARIES else ""


def _missing(stated: Stated, kind: str, complaints: list[Complaint]) -> None:
    """Options that every factor needs; what may stand there is told with them."""
    fitting = listed(BOUNDARIES[kind]) if kind else "as docs/formats/factor-pack.md lists them for the kind"
    needed = {
        "--boundary": (stated.boundary, "what the figure covers", fitting),
        "--origin": (stated.origin, "the country or region", "such as KR; GLO for the world"),
        "--year": (stated.year, "the year of the data", "or of publication, with --year-kind publication"),
        "--source": (stated.source, "where the number stands", 'such as "LCA report 2025, table 3"'),
    }
    complaints += [
        Complaint(option, f"missing: {what}", help)
        for option, (given, what, help) in needed.items()
        if not given
    ]
    choices = {"--gwp": (stated.gwp, "gwp_set"), "--trust": (stated.trust, "trust")}
    choices["--year-kind"] = (stated.year_kind, "year_kind")
    if stated.uncertainty:
        choices["--uncertainty"] = (stated.uncertainty, "uncertainty_origin")
    for option, (given, column) in choices.items():
        if given not in CHOICES[column] - {""}:
            complaints.append(Complaint(option, f"{shown(given)} is none of {listed(CHOICES[column])}"))


def _value(stated: Stated, complaints: list[Complaint]) -> tuple[Per, str]:
    """The unit and the digits of the value."""
    try:
        quantity = parse_quantity(stated.value)
        return per_of(quantity.unit), digits_of(quantity)
    except (QuantityError, UnitRefused) as error:
        complaints.append(Complaint("VALUE", error.message, error.help))
        return Per("", "", ""), ""


def _bound(stated: Stated, side: str, per: Per, complaints: list[Complaint]) -> str:
    """The digits of a bound in the unit of the value; a bare number has that unit."""
    text = stated.low if side == "low" else stated.high
    if not text or not per.num:
        return ""
    try:
        bound = parse_quantity(text, default_unit=per.text)
        unit = parse_quantity(stated.value).unit
        same = (bound.unit.num, bound.unit.den) == (unit.num, unit.den)
        return digits_of(bound if same and bound.unit == unit else Quantity(bound.to(unit), unit, ""))
    except QuantityError as error:
        complaints.append(Complaint(f"--{side}", error.message, error.help))
        return ""


def plain_name(item: str) -> str:
    """The name that the path of an item spells. The library's names may speak of a route that is not meant."""
    words = item.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def new_id(pack: str, cells: dict[str, str], taken: set[str]) -> str:
    """An id made of item, region and year; behind those of the pack with the same beginning, so that none comes back."""
    plain = f"{pack}:{natural_id(cells['item'], cells['geo'], cells['year'])}"
    tails = (identity.removeprefix(f"{plain}-") for identity in taken if identity.startswith(f"{plain}-"))
    numbers = [int(tail) for tail in tails if tail.isdecimal()]
    if not numbers and plain not in taken:
        return plain
    return f"{plain}-{max([1, *numbers]) + 1}"


def natural_id(item: str, geo: str, year: str) -> str:
    """What the id of a record is made of: `wire-rod-kr-2025`."""
    tail = item.partition("/")[2] or item
    return "-".join(part for part in (slug_of(tail), slug_of(geo), slug_of(year)) if part)


def taken_ids(folder: str) -> set[str]:
    """Ids of the records of a pack, and of those that they replaced."""
    path = os.path.join(folder, "records.csv")
    if not os.path.isfile(path):
        return set()
    found: set[str] = set()
    for identity, superseded in _ids(path):
        found.add(identity)
        found.update(items_of(superseded))
    return found


def _ids(path: str) -> Iterator[tuple[str, str]]:
    """Id and superseded ids of each row, as far as the file can be read; whether it is a good file is judged later."""
    last = RECORD_COLUMNS.index("supersedes")
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            for cells in csv.reader(stream):
                yield cells[0] if cells else "", cells[last] if len(cells) > last else ""
    except (csv.Error, UnicodeDecodeError):
        return
