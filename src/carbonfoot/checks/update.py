"""`check --update`: the baseline of a project and the numbers that its documents expect, as edits of files.

A document is edited as text: the number alone is written anew, and everything else stays byte for byte. Each edit is proved:
read again, the document must differ in that number and in nothing else.
"""

from __future__ import annotations

import difflib
import os
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from carbonfoot.checks.baseline import FILE, as_text, read, recorded
from carbonfoot.checks.model import FAIL, PASS, Checked, Checking, Verdict
from carbonfoot.documents.places import locate
from carbonfoot.documents.sources import display_path
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.findings.finding import Path, path_text
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.model import REFUSED
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_quantity

LEAST = 3
"""Significant digits that a written number has at least."""

MOST = 15
_MARK = b"\xef\xbb\xbf"
_NUMBER = re.compile(r"(?:&\S+\s+)?[\"']?\s*([-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)")
_BREAK = re.compile(r"\r\n|\r|\n")


class UpdateError(Exception):
    """Nothing can be written; `code` is the exit code."""

    def __init__(self, message: str, code: int = 3) -> None:
        super().__init__(message)
        self.code = code


class Edit(NamedTuple):
    """A file before and after; `before` is None where it is new."""

    file: str
    shown: str
    before: bytes | None
    after: bytes

    def diff(self) -> str:
        """The edit as a unified diff."""
        old, new = (
            (one or b"").decode("utf-8", "replace").splitlines(keepends=True)
            for one in (self.before, self.after)
        )
        names = ("/dev/null" if self.before is None else f"a/{self.shown}", f"b/{self.shown}")
        rows = difflib.unified_diff(old, new, *names)
        return "".join(
            row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows
        )


def edits(checked: Checked, gathered: Gathered, baseline: str | None) -> list[Edit]:
    """What is to be written, files that stay as they are left out. Raises `UpdateError`.

    baseline  a file in place of `carbonfoot.baseline.json` at the root
    """
    refused = [one.product.shown for one in checked.products if one.product.state == REFUSED]
    if refused:
        raise UpdateError(f"`{refused[0]}` is refused; mend it first")
    of_file = {one.product.file: one for one in checked.products}
    made = []
    for root, files in gathered.files.items():
        here = [of_file[file] for file in files if file in of_file]
        made.append(_baseline(here, root, baseline or os.path.join(root, FILE)))
    made += _expectations(checked)
    return [one for one in made if one.before != one.after]


def settled(checked: Checked, made: list[Edit]) -> Checked:
    """The answer once the edits are written: what was expected is what is."""
    written = {one.shown for one in made}
    gone = {one.finding for one in checked.verdicts if _to_write(one) and one.product in written}
    verdicts = [
        one._replace(verdict=PASS, limit=one.actual, limit_number=one.actual_number, finding=None)
        if one.finding in gone
        else one
        for one in checked.verdicts
    ]
    return checked._replace(verdicts=verdicts, findings=[one for one in checked.findings if one not in gone])


def _baseline(here: list[Checking], root: str, file: str) -> Edit:
    shown = display_path(file)
    new = recorded(((one.product, one.footprint) for one in here), root, shown, shown)
    before = None
    if os.path.lexists(file):
        old, wrong = read(file)
        if old is None:
            raise UpdateError(f"{wrong[0].message}; take it away, or name another file with --baseline")
        if old.totals_only:
            raise UpdateError(f"`{shown}` is an answer of `check`; name another file with --baseline", 2)
        left = [
            name
            for name in old.products
            if name not in new.products and os.path.lexists(os.path.join(root, *name.split("/")))
        ]
        if left:
            _only_some(left, root, here)
        before = _bytes(file)
    return Edit(file, shown, before, as_text(new).encode())


def _only_some(left: list[str], root: str, here: list[Checking]) -> None:
    """Raises `UpdateError` where documents of the baseline were not asked about: they share lines with those that were."""
    from carbonfoot.portfolio.gather import gather

    asked = {one.product.file for one in here}
    there = {file for files in gather([root]).files.values() for file in files}
    unasked = [
        name for name in left if os.path.realpath(os.path.join(root, *name.split("/"))) in there - asked
    ]
    if unasked:
        count = f" and {len(unasked) - 1} more" if unasked[1:] else ""
        raise UpdateError(
            f"the baseline holds `{unasked[0]}`{count} as well, which was not asked about; "
            f"name the whole project: `carbonfoot check {display_path(root)} --update`",
            2,
        )


def _expectations(checked: Checked) -> list[Edit]:
    of_name = {one.name: one for one in checked.products}
    by_product: dict[str, list[Verdict]] = {}
    for one in checked.verdicts:
        if _to_write(one):
            by_product.setdefault(one.product, []).append(one)
    return [_document(of_name[name], verdicts) for name, verdicts in by_product.items()]


def _to_write(one: Verdict) -> bool:
    return (
        one.kind == "expect"
        and one.verdict == FAIL
        and one.finding is not None
        and one.actual_number is not None
    )


def _document(checking: Checking, verdicts: list[Verdict]) -> Edit:
    product = checking.product
    assert product.batch is not None  # noqa: S101  (it was judged)
    loaded = product.batch.documents.loaded[product.file]
    raw = _bytes(product.file)
    mark = _MARK if raw.startswith(_MARK) else b""
    try:
        text = raw[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        raise UpdateError(f"`{product.shown}` is not UTF-8; save it as UTF-8 first") from None
    if text != loaded.source.text:
        raise UpdateError(f"`{product.shown}` was changed while it was checked")
    tolerance = getattr(loaded.part.expect, "tolerance", None)
    near = tolerance.to("1") if isinstance(tolerance, Quantity) else None
    for verdict in verdicts:
        assert verdict.finding is not None and verdict.actual_number is not None  # noqa: PT018, S101
        text = _edited(text, verdict.finding.path, verdict.actual_number, near, product.shown)
    return Edit(product.file, product.shown, raw, mark + text.encode("utf-8"))


def _edited(text: str, path: Path, actual: float, near: float | None, shown: str) -> str:
    """The text with another number at a path; `actual` is in base units."""
    data, _ = read_yaml(text, shown)
    given = _at(data, path)
    if isinstance(given, dict):
        unit, path = given.get("unit"), (*path, "value")
        given = given.get("value")
        stated = f"{given} {unit}"
    else:
        stated = given
    help = f"write `{path_text(path)}` of `{shown}` by hand"
    try:
        quantity = parse_quantity(stated, default_unit="1")
    except (QuantityError, TypeError, AttributeError):
        raise UpdateError(f"{help}: its number cannot be found in the text") from None
    number = actual / quantity._replace(number=1.0).si
    place = locate(text, path)
    start, end = _offset(text, place.line, place.column), _offset(text, place.end_line, place.end_column)
    match = _NUMBER.match(text, start, end)
    if match is None or float(match[1]) != quantity.number:
        raise UpdateError(f"{help}: its number cannot be found in the text")
    new = _written(match[1], number, near)
    edited = text[: match.start(1)] + new + text[match.end(1) :]
    again, wrong = read_yaml(edited, shown)
    wanted = _replaced(data, path, str(given).replace(match[1], new, 1))
    if again != wanted or any(not one.severity for one in wrong if one.code != "CF003"):
        raise UpdateError(f"{help}: another place of the document has its number from there")
    return edited


def _written(old: str, number: float, near: float | None) -> str:
    """The number with the decimals of the old one, and more where they would say too little."""
    exact = Decimal(repr(float(number)))
    decimals = len(old.partition(".")[2]) if "e" not in old.lower() else 0
    decimals = max(decimals, LEAST - 1 - exact.adjusted() if exact else 0, 0)
    while True:
        found = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if near is None or decimals >= MOST or abs(float(found) - number) <= near * abs(float(found)):
            return format(found, "f")
        decimals += 1


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _replaced(data: Any, path: Path, new: str) -> Any:
    """A copy with another scalar at a path."""
    if not path:
        return new
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = _replaced(data[path[0]], path[1:], new)
    return copy


def _offset(text: str, line: int, column: int) -> int:
    """The offset of a line and column that count from 1."""
    start = 0
    for number, match in enumerate(_BREAK.finditer(text), 2):
        if line < number:
            break
        start = match.end()
    return start + column - 1


def _bytes(file: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise UpdateError(f"`{display_path(file)}` cannot be read: {error.strerror}") from None
