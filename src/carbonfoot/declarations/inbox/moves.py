"""What the products of a project come to with newer declarations in their places; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum

from carbonfoot.declarations.inbox.model import Moved, MovedLine
from carbonfoot.documents.load import Documents, Loaded
from carbonfoot.documents.received.model import Received
from carbonfoot.findings.finding import Path, severity
from carbonfoot.pipeline import Options
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.model import REFUSED, Portfolio, Product
from carbonfoot.portfolio.run import calculate_all
from carbonfoot.quantities.numbers import format_number, round_digits
from carbonfoot.system.model import BEYOND_GATE, Flow
from carbonfoot.system.solve import own_emissions

Swaps = Mapping[tuple[str, Path], Received]
"""Which declaration stands behind a line instead: by the real path of the document and the path of the key."""


def moves(before: Portfolio, gathered: Gathered, options: Mapping[str, Options], swaps: Swaps) -> list[Moved]:
    """Every product that a line with another declaration leads to, before and after; all are solved at once."""
    if not swaps:
        return []

    def take(documents: Documents) -> None:
        for (file, path), newer in swaps.items():
            loaded = documents.loaded.get(file)
            if loaded is not None and path in loaded.received:
                loaded.received[path] = newer

    after = calculate_all(gathered, options, remarked=False, prepare=take)
    reached = _reached(loaded_of(before), {file for file, _ in swaps})
    others = {(product.file, product.gwp_set): product for product in after.products}
    return [
        _moved(product, others[product.file, product.gwp_set], after)
        for product in before.products
        if product.file in reached and (product.file, product.gwp_set) in others
    ]


def loaded_of(portfolio: Portfolio) -> dict[str, Loaded]:
    """Every document that products rest on, by real path."""
    found: dict[str, Loaded] = {}
    for batch in {id(one.batch): one.batch for one in portfolio.products if one.batch is not None}.values():
        found.update(batch.documents.loaded)
    return found


def _reached(loaded: Mapping[str, Loaded], files: Iterable[str]) -> set[str]:
    """Documents, and all that draw on them at any distance."""
    users: dict[str, list[str]] = {}
    for file, one in loaded.items():
        for target in one.links.values():
            users.setdefault(target, []).append(file)
    found = set(files)
    waiting = list(found)
    for file in waiting:  # grows
        for user in users.get(file, ()):
            if user not in found:
                found.add(user)
                waiting.append(user)
    return found


def _moved(product: Product, after: Product, portfolio: Portfolio) -> Moved:
    activity = product.activity
    because = ""
    if REFUSED in (after.state, product.state):
        because = product.because if product.state == REFUSED else _why(after, portfolio)
    reference = None if activity is None else activity.reference
    known = not because and None not in (product.at_least, after.at_least)
    return Moved(
        "" if activity is None else activity.id,
        "" if activity is None else activity.name,
        "" if activity is None else activity.name_ko,
        product.shown,
        "" if reference is None else f"{format_number(reference.number)} {reference.unit.symbol}",
        None if product.state == REFUSED else product.at_least,
        None if after.state == REFUSED else after.at_least,
        (product.state, after.state),
        because,
        tuple(_lines(product, after)) if known else (),
    )


def _why(product: Product, portfolio: Portfolio) -> str:
    """The first error of the document that stops a product, else the document."""
    said = (
        one.message
        for one in portfolio.findings
        if severity(one) == "error" and one.file == product.because and one.code != "CF405"
    )
    return next(said, product.because)


def _lines(before: Product, after: Product) -> list[MovedLine]:
    """The lines of a product's own document that change, largest first; together they are the whole change."""
    old, new = _by_line(before), _by_line(after)
    found = []
    for key in dict.fromkeys((*old, *new)):
        was, flow, through = old.get(key) or (0.0, new[key][1], new[key][2])
        now = new[key][0] if key in new else 0.0
        if round_digits(was) != round_digits(now):
            found.append(MovedLine(key, flow.name, flow.name_ko, now - was, through))
    return sorted(found, key=lambda one: (-abs(one.delta), one.path))


def _by_line(product: Product) -> dict[Path, tuple[float, Flow, str]]:
    """kg CO2e of every line of a document, all that it draws on included; and the document of another product."""
    batch = product.batch
    if batch is None or batch.solved is None or product.file not in batch.of_file:
        return {}
    intensity, activities = batch.solved.intensity, batch.system.activities
    number = batch.of_file[product.file][0]
    beyond = batch.beyond(product.file)
    parts: dict[Path, list[float]] = {}
    told: dict[Path, tuple[Flow, str]] = {}

    def of(flow: Flow) -> float:
        linked = flow.multiplier * flow.link_number * intensity[flow.link] if flow.link >= 0 else 0.0
        return own_emissions(flow) + linked

    for flow in activities[number].flows:
        if flow.stage in BEYOND_GATE and not beyond:
            continue
        parts.setdefault(flow.path, []).append(of(flow))
        other = activities[flow.link].file if flow.link >= 0 else ""
        told.setdefault(flow.path, (flow, "" if other == product.shown else other))
    return {path: (fsum(given), *told[path]) for path, given in parts.items()}
