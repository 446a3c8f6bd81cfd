"""Products now and in a former state: which is which, what moved, by how much and why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from carbonfoot.checks.baseline import Baseline, name_below
from carbonfoot.checks.model import CHANGED, GONE, NEW, SAME, UNKNOWN, Change, Checking, Former
from carbonfoot.checks.restored import Broken, restore
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.sources import display_path, read_text_file
from carbonfoot.engine.loops import LoopError
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.differences import Difference, difference
from carbonfoot.footprint.measures import Side, same
from carbonfoot.footprint.result import Footprint
from carbonfoot.portfolio.model import REFUSED, Product
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_unit

NO_SPLIT, NO_MEASURE, UNUSABLE = "totals only", "no common unit", "baseline unusable"
REFUSED_NOW, REFUSED_BEFORE = "refused", "was refused"
IN_MODULE, NO_PART = "in a submodule", "no part document any more"
"""Why a change has no causes, or a product no other side; reports have the words."""

DIGITS = 1e-11
"""How near totals of a printed result must be to be the same: they were rounded."""


_Left = dict[str, dict[str, Any]]


class Pair(NamedTuple):
    """A product in its former state: its document's name below the root, and its entry in the baseline."""

    name: str
    entry: Mapping[str, Any]
    baseline: Baseline


def paired(
    products: Iterable[Product], root_of: Mapping[str, str], past: Mapping[str, Baseline]
) -> dict[str, Pair]:
    """The former state of each product by its real path: of the same file and id, then of the same id, then of the same file."""
    found: dict[str, Pair] = {}
    for root, baseline in past.items():
        here = [product for product in products if root_of[product.file] == root]
        left = dict(baseline.products)
        keys = {product.file: (_name(product, root, baseline), _id(product)) for product in here}

        def take(product: Product, name: str, baseline: Baseline = baseline, left: _Left = left) -> None:
            found[product.file] = Pair(name, left.pop(name), baseline)

        for product in here:
            name, id = keys[product.file]
            if name in left and (left[name]["id"] == id or not id or not left[name]["id"]):
                take(product, name)  # a document that cannot be read has no id
        rest = [product for product in here if product.file not in found]
        of_id = _unique((entry["id"], name) for name, entry in left.items())
        for id, file in _unique((keys[product.file][1], product.file) for product in rest).items():
            if id in of_id:
                take(next(product for product in rest if product.file == file), of_id[id])
        for product in rest:
            name = keys[product.file][0]
            if product.file not in found and name in left:
                take(product, name)
    return found


def _unique(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What has an id that nothing else of them has."""
    found: dict[str, list[str]] = {}
    for id, one in named:
        found.setdefault(id, []).append(one)
    return {id: ones[0] for id, ones in found.items() if id and len(ones) == 1}


def _name(product: Product, root: str, baseline: Baseline) -> str:
    """A printed result has names as they were displayed, which is below the root for who works there."""
    name = name_below(product.file, root)
    return product.shown if baseline.totals_only and name not in baseline.products else name


def _id(product: Product) -> str:
    loaded = None if product.batch is None else product.batch.documents.loaded.get(product.file)
    return "" if loaded is None else loaded.part.product.id


def former_of(pair: Pair | None, result: Footprint | None, *, known: bool) -> Former | None:
    """What a product was, per declared unit of today; None where no baseline is `known`."""
    if pair is None:
        return Former(None, "it is not in the baseline") if known else None
    entry = pair.entry
    if entry["total"] is None:
        return Former(None, f"it was {entry['state']} in the baseline")  # `incomplete` or `refused`
    if result is None:
        return Former(None)
    if entry.get("boundary", result.boundary) != result.boundary:
        return Former(None, "the baseline has another boundary")
    if entry.get("gwp_set", result.gwp_set) != result.gwp_set:
        return Former(None, "the baseline has another GWP set")
    unit, own = _unit(entry), result.product.reference
    if unit is None or unit.unit.dimension != own.unit.dimension:
        return Former(None, "the baseline is declared for another kind of amount")
    return Former(entry["total"] * (own.si / unit.si))


def changes(
    products: Iterable[Checking],
    pairs: Mapping[str, Pair],
    past: Mapping[str, Baseline],
    root_of: Mapping[str, str],
    asked: Iterable[str],
) -> tuple[list[Change], list[Finding]]:
    """The change of every product, then those that are gone.

    asked  the files and folders of the command line: what stands beside them is not gone
    """
    found: list[Change] = []
    findings: list[Finding] = []
    for one in products:
        root = root_of[one.product.file]
        if root in past:
            found.append(_change(one, pairs.get(one.product.file), past[root], root, findings))
    folders = [os.path.realpath(one) for one in asked]
    taken = {(id(pair.baseline), pair.name) for pair in pairs.values()}
    for root, baseline in past.items():
        for name, entry in baseline.products.items():
            where = os.path.join(root, *name.split("/"))
            if baseline.totals_only and not os.path.lexists(where):
                where = os.path.abspath(name)
            inside = any(
                where == folder or where.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders
            )
            if (id(baseline), name) not in taken and inside:
                found.append(_gone(name, entry, os.path.lexists(where)))
    return found, findings


def _gone(name: str, entry: Mapping[str, Any], there: bool) -> Change:
    why = NO_PART if there else ""
    return Change(
        name,
        entry["id"],
        entry.get("name", ""),
        entry.get("name_ko", ""),
        GONE,
        entry["at_least"],
        None,
        _written(_unit(entry)),
        (entry["state"], ""),
        why=why,
    )


def _change(
    one: Checking, pair: Pair | None, baseline: Baseline, root: str, findings: list[Finding]
) -> Change:
    product, result = one.product, one.footprint
    name = name_below(product.file, root)
    about = (name, _id(product), *_called(product, result, pair))
    known = None if result is None or product.state == REFUSED else result
    after = None if known is None else known.at_least
    own = "" if known is None else _written(known.product.reference)
    if pair is None:
        unknown = any(name == folder or name.startswith(f"{folder}/") for folder in baseline.unknown)
        why = IN_MODULE if unknown else ""
        what = UNKNOWN if unknown else NEW
        return Change(*about, what, None, after, own, ("", product.state), why=why)
    entry = pair.entry
    renamed = pair.name if pair.name not in (name, product.shown) else ""
    former = (renamed, entry["id"] if about[1] and entry["id"] != about[1] else "")
    states = (entry["state"], product.state)
    made = Change(*about, CHANGED, entry["at_least"], after, _written(_unit(entry)), states, former)
    if known is None or entry["at_least"] is None:
        refused = REFUSED_NOW if known is None else REFUSED_BEFORE
        what = SAME if known is None and entry["at_least"] is None else CHANGED
        return made._replace(what=what, unit=own or made.unit, why=refused)
    unit = _unit(entry)
    reference = known.product.reference
    if unit is None or unit.unit.dimension != reference.unit.dimension:
        return made._replace(unit=f"{made.unit} -> {own}", why=NO_MEASURE, after=None)
    made = made._replace(after=known.at_least * (unit.si / reference.si))
    if baseline.totals_only:
        return _settled(made._replace(why=NO_SPLIT), DIGITS)
    assert one.outcome is not None  # noqa: S101  (there is a footprint)
    return _settled(_split(made, pair, Side(known, one.outcome.library), root, findings))


def _split(made: Change, pair: Pair, now: Side, root: str, findings: list[Finding]) -> Change:
    activities = pair.baseline.activities.get(pair.entry.get("gwp_set", ""), {})

    def shown(name: str) -> str:
        return display_path(os.path.join(root, *name.split("/")))

    try:
        before = restore(pair.entry, pair.name, activities, now.library, shown)
        found, said = difference(before, now)
    except (Broken, LoopError, AssertionError, ArithmeticError, QuantityError) as error:
        if not pair.baseline.file:
            raise  # what was computed just now comes to its total, or the program is wrong
        why = str(error) if isinstance(error, Broken) else f"the lines of `{pair.name}` cannot be split"
        findings.append(_broken(why, pair))
        return made._replace(what=UNKNOWN, before=None, after=now.result.at_least, why=UNUSABLE)
    if found is None:
        return made._replace(why=said[0].message)
    split: tuple[Difference, Footprint, Footprint] = (found, before.result, now.result)
    return made._replace(before=found.a, after=found.b, split=split)


def _settled(made: Change, near: float = 0.0) -> Change:
    """`same` where neither the number nor anything that it is made of differs."""
    if made.before is None:
        return made
    assert made.after is not None  # noqa: S101
    apart = abs(made.after - made.before)
    equal = same(made.before, made.after) or apart <= near * abs(made.before)
    split = made.split is not None and bool(made.split[0].causes)
    still = equal and not split and made.states[0] == made.states[1]
    return made._replace(
        what=SAME if still else CHANGED, after=made.before if equal and not split else made.after
    )


def _broken(said: str, pair: Pair) -> Finding:
    """At the total that does not hold."""
    file = pair.baseline.file
    help = "write it anew with `carbonfoot check --update`, from the state that it should hold"
    note = "a baseline is written by the program; what is edited or merged by hand may not add up"
    message = f"the baseline does not add up: {said}"
    found = Finding("CF947", message, file, ("products", pair.name, "at_least"), help=help, notes=(note,))
    text, _ = read_text_file(file)
    return found if text is None else placed([found], text)[0]


def _called(product: Product, result: Footprint | None, pair: Pair | None) -> tuple[str, str]:
    if result is not None:
        return result.product.name, result.product.name_ko
    loaded = None if product.batch is None else product.batch.documents.loaded.get(product.file)
    if loaded is not None:
        return loaded.part.product.name, loaded.part.product.name_ko or ""
    entry = {} if pair is None else pair.entry
    return entry.get("name", ""), entry.get("name_ko", "")


def _unit(entry: Mapping[str, Any]) -> Quantity | None:
    given = entry.get("declared_unit")
    try:
        return None if given is None or not given[0] > 0 else Quantity(given[0], parse_unit(given[1]), "")
    except QuantityError:
        return None


def _written(quantity: Quantity | None) -> str:
    return "" if quantity is None else f"{format_number(quantity.number)} {quantity.unit.symbol}"
