"""`carbonfoot.baseline.json`: the footprints of a project in a former state, written and read.

The text has no clock and no version, products and documents are sorted, and each line of a document stands on a line of its
own: where one part changes, the file changes there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from carbonfoot.checks.baseline_schema import NAME, baseline_schema
from carbonfoot.checks.conforms import faults
from carbonfoot.checks.recorded import Activities, amount, record_into
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.json_text import Words, count_keys, keys_twice, parse, read_bytes
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.footprint.measures import Side
from carbonfoot.footprint.result import Footprint
from carbonfoot.portfolio.model import REFUSED, Product

FILE = "carbonfoot.baseline.json"
RESULT = "carbonfoot/check/1"
"""What `check --format json` prints: totals, without anything that would tell why they changed."""

LISTED = 5
_OPEN = {"products": 2, "activities": 5}  # levels of the data that stand on lines of their own
_WORDS = Words("`carbonfoot check --update` writes it", "a baseline needs twelve levels")
_HELP = "write it anew with `carbonfoot check --update`, from the state that it should hold"


class Baseline(NamedTuple):
    """A project in a former state.

    label        what people call it: a file, `git:main`, a folder
    file         display path of a baseline that was read, "" for others
    products     by name below the root: the entries of the schema
    activities   by GWP set and name
    totals_only  of a printed result, which has no amounts and factors
    unknown      folders below the root whose former state is not known
    """

    label: str
    file: str
    products: dict[str, dict[str, Any]]
    activities: Activities
    totals_only: bool = False
    unknown: tuple[str, ...] = ()


def recorded(
    products: Iterable[tuple[Product, Footprint | None]], root: str, label: str, file: str = ""
) -> Baseline:
    """The state of products under a root, whose footprints are those of a calculation."""
    found: dict[str, dict[str, Any]] = {}
    activities: Activities = {}
    names_of: dict[int, dict[str, str]] = {}
    for product, result in products:
        found[name_below(product.file, root)] = _entry(product, result)
        if product.state != REFUSED and result is not None and product.batch is not None:
            loaded = product.batch.documents.loaded
            if id(loaded) not in names_of:
                names_of[id(loaded)] = {
                    one.source.display: name_below(real, root) for real, one in loaded.items()
                }
            names = names_of[id(loaded)]
            record_into(activities, Side(result, product.batch.library), names.__getitem__)
    ordered = {
        gwp_set: {name: activities[gwp_set][name] for name in sorted(activities[gwp_set])}
        for gwp_set in sorted(activities)
    }
    return Baseline(label, file, {name: found[name] for name in sorted(found)}, ordered)


def name_below(file: str, root: str) -> str:
    """The name of a file below the root, with forward slashes."""
    return os.path.relpath(file, root).replace(os.sep, "/")


def _entry(product: Product, result: Footprint | None) -> dict[str, Any]:
    loaded = None if product.batch is None else product.batch.documents.loaded.get(product.file)
    entry: dict[str, Any] = {"id": "" if loaded is None else loaded.part.product.id, "state": product.state}
    if result is None or product.state == REFUSED:
        return {**entry, "state": REFUSED, "total": None, "at_least": None}
    about = {
        "name": result.product.name,
        "name_ko": result.product.name_ko,
        "declared_unit": amount(result.product.reference),
        "gwp_set": result.gwp_set,
        "boundary": result.boundary,
    }
    about = {key: value for key, value in about.items() if value}
    return {**entry, "total": result.total, "at_least": result.at_least, **about}


def as_text(baseline: Baseline) -> str:
    """The file, ending in a line feed."""
    whole = {"schema": NAME, "products": baseline.products, "activities": baseline.activities}
    rows = [f" {_inline(key)}: {_text(value, _OPEN.get(key, 0), 1)}" for key, value in whole.items()]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _text(value: Any, levels: int, depth: int) -> str:
    """Two kinds of container stand open, a row an entry: mappings and lists of mappings, so many levels down."""
    if levels and isinstance(value, dict) and value:
        rows = [f"{_inline(key)}: {_text(one, levels - 1, depth + 1)}" for key, one in value.items()]
    elif levels and isinstance(value, list) and value and isinstance(value[0], dict):
        rows = [_text(one, levels - 1, depth + 1) for one in value]
    else:
        return _inline(value)
    begin, end = "{}" if isinstance(value, dict) else "[]"
    space = " " * depth
    return f"{begin}\n" + ",\n".join(f"{space} {row}" for row in rows) + f"\n{space}{end}"


def _inline(value: Any) -> str:
    """On one line; what no one sees is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isprintable() else json.dumps(value, allow_nan=False)


def _without(given: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Products with a number that lack what it is a number of."""
    products = given.get("products")
    for name, entry in products.items() if isinstance(products, dict) else ():
        if isinstance(entry, dict) and entry.get("at_least") is not None:
            for key in ("declared_unit", "gwp_set", "boundary"):
                if key not in entry:
                    yield ("products", name), f"`{key}` is missing"


def read(file: str) -> tuple[Baseline | None, list[Finding]]:
    """A baseline, or the totals of a printed `check`; None with findings (CF001, CF003, CF421, CF947) for anything else."""
    shown = display_path(file)
    data, findings = read_bytes(file, shown)
    if findings:
        help = f"write it with `carbonfoot check --update --baseline {shown}`"
        return None, [one._replace(help=help) for one in findings]
    given, findings = parse(data, shown, _WORDS)
    if findings and given is None:
        return None, findings
    twice = keys_twice(data, count_keys(given), shown)
    if twice:
        return None, twice
    kind = given.get("schema") if isinstance(given, dict) else None
    if kind == RESULT:
        from carbonfoot.checks.printed import printed

        return printed(given, shown)
    if kind != NAME:
        said = f"says `{kind}`" if isinstance(kind, str) else "does not say what it is"
        message = f"`{shown}` {said}; a baseline says `{NAME}`"
        return None, [Finding("CF947", message, shown, point=(1, 1), help=_HELP)]
    wrong = [
        Finding("CF947", f"this is no baseline: {said}", shown, path, help=_HELP)
        for path, said in islice(chain(faults(given, baseline_schema()), _without(given)), LISTED)
    ]
    if wrong:
        return None, placed(wrong, data.decode("utf-8", "replace").removeprefix("\ufeff"))
    return Baseline(shown, shown, given["products"], given["activities"]), []
