"""What stands where in the form: its processes, its purchased precursors, and what its formulas will come to."""

from __future__ import annotations

from collections.abc import Iterable
from math import isclose, isnan
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.model import NOTHING, Embedded, PrecursorResult, ProcessResult, SupplyResult, Use
from carbonfoot.declarations.cbam_communication.form import Form
from carbonfoot.declarations.cbam_communication.words import MIX, SOURCE_CODES, among

if TYPE_CHECKING:
    from carbonfoot.cbam.shapes.processes import Process

MOST_PRECURSORS = 20
"""Rows of purchased precursors in v2.1 and v2.1.1: beyond them the suppliers of one precursor share a row."""


class Made(NamedTuple):
    """A production process of the form. `routes`: t (MWh of electricity) by place of the route in the form's list.

    inside  t that other processes used, by process
    joint   categories of the precursors made inside it
    """

    name: str
    category: str
    joint: list[str]
    routes: dict[int, float]
    inside: dict[int, float]
    result: ProcessResult
    stated: Process

    @property
    def total(self) -> float:
        """t (MWh of electricity) made."""
        return sum(self.routes.values())


class Bought(NamedTuple):
    """A purchased precursor of the form: t by process, and what a tonne of it carries."""

    name: str
    category: str
    country: str
    route: int
    purchased: float
    used: dict[int, float]
    see: Embedded
    default: bool
    source: str | None
    code: str


class Plan(NamedTuple):
    """Everything that is filled in by process and precursor; `categories` of the form to the routes that occur."""

    processes: list[Made]
    precursors: list[Bought]
    categories: dict[str, set[int]]


def make_plan(form: Form) -> Plan:
    """The plan of a result; what the form has no word for is told."""
    result = form.result
    processes = [_made(form, index, one) for index, one in enumerate(result.processes)]
    rows = [
        row for index, one in enumerate(result.precursors) for row in _bought(form, index, one, each=True)
    ]
    if len(rows) > MOST_PRECURSORS and len(rows) > len(result.precursors):
        form.outside.append("the single suppliers of a precursor, which share a row")
        rows = [
            row
            for index, one in enumerate(result.precursors)
            for row in _bought(form, index, one, each=False)
        ]
    named = [one for one in processes if one is not None]
    categories: dict[str, set[int]] = {}
    for made in named:
        for joint in made.joint:
            categories.setdefault(
                joint, {len(form.categories.of(joint)) - 1} if form.categories.asks(joint) else set()
            )
        categories.setdefault(made.category, set()).update(made.routes)
    unique = [row._replace(name=form.name(row.name)) for row in rows]
    return Plan(named, unique, categories)


def _category(form: Form, category: str, what: str, path: tuple[str | int, ...]) -> str | None:
    found = form.categories.name(category)
    if found is None:
        form.report(
            "CF836",
            f"the form has no aggregated goods category `{category}` for {what}",
            path,
            "its categories are " + ", ".join(one.strip() for one in form.categories.names if one),
        )
    return found


def _made(form: Form, index: int, one: ProcessResult) -> Made | None:
    stated = form.document.processes[index]
    category = _category(form, one.category, f"`{one.name}`", one.path)
    if category is None:
        return None
    joint = [_category(form, name, f"`{one.name}`", (*one.path, "joint")) for name in stated.joint or ()]
    total = one.level if one.unit.startswith("MWh") else one.tonnes
    amounts = {str(key): float(value) for key, value in (stated.routes or {}).items()}
    whole = sum(amounts.values())
    if not whole:
        of_goods = {good.route for good in stated.goods or () if good.route}
        only = stated.route or (next(iter(of_goods)) if len(of_goods) == 1 else "")
        amounts, whole = {only: total}, total
    routes: dict[int, float] = {}
    for route, amount in amounts.items():
        place, known = form.categories.route(category, route)
        if not known:
            form.report(
                "CF837",
                f"the form has no production route `{route}` for {category}; it says `{form.categories.of(category)[place]}`",
                (*one.path, "route"),
                "its routes are " + ", ".join(form.categories.of(category)),
            )
        routes[place] = routes.get(place, 0.0) + (amount * total / whole if whole != total else amount)
    inside = {
        user: sum(used.amount for used in other.uses if used.internal == index)
        for user, other in enumerate(form.result.processes)
        if user != index
    }
    kept = [name for name in joint if name is not None]
    return Made(form.name(one.name), category, kept, routes, inside, one, stated)


def _uses(form: Form, index: int) -> Iterable[tuple[int, Use, tuple[str, ...]]]:
    """Process, use and the only suppliers of each use of a precursor."""
    for process, one in enumerate(form.result.processes):
        stated = form.document.processes[process].precursors or ()
        for used in one.uses:
            if used.precursor == index:
                place = [part for part in used.path if isinstance(part, int)][1:2]
                only = stated[place[0]].suppliers if place and place[0] < len(stated) else None
                yield process, used, tuple(only or ())


def _bought(form: Form, index: int, one: PrecursorResult, *, each: bool) -> list[Bought]:
    supplies = one.supplies
    if all(supply.kind == "scrap" for supply in supplies) and one.see == NOTHING:
        form.outside.append(f"`{one.name}`, which enters with zero")
        return []
    stated = (form.document.precursors or ())[index]
    category = one.good.category if one.good is not None else stated.category or ""
    name = _category(form, category or one.name, f"`{one.name}`", one.path)
    if name is None:
        return []
    shares: list[dict[int, float]] = [{} for _ in supplies]
    for process, used, only in _uses(form, index):
        chosen = [at for at, supply in enumerate(supplies) if not only or supply.supplier in only]
        chosen = chosen or list(range(len(supplies)))
        weight = sum(supplies[at].share for at in chosen)
        for at in chosen:
            part = supplies[at].share / weight if weight else 1 / len(chosen)
            shares[at][process] = shares[at].get(process, 0.0) + used.amount * part
    rows = [
        _row(form, one, supply, name, used, _supply_name(one, supply))
        for supply, used in zip(supplies, shares, strict=True)
    ]
    return rows if each or len(rows) == 1 else [_joined(one, rows)]


def _supply_name(one: PrecursorResult, supply: SupplyResult) -> str:
    if len(one.supplies) == 1:
        return one.name
    return f"{one.name} ({supply.supplier or supply.country or 'supplier'})"


def _row(
    form: Form, one: PrecursorResult, supply: SupplyResult, category: str, used: dict[int, float], name: str
) -> Bought:
    at = [part for part in supply.path if isinstance(part, int)]
    stated = (form.document.precursors or ())[at[0]] if at else None
    entry = stated.supplies[at[1]] if stated is not None and len(at) > 1 and stated.supplies else stated
    route, known = form.categories.route(category, entry.route if entry is not None else None)
    if not known and entry is not None:
        form.outside.append(f"route `{entry.route}` of `{one.name}`")
    words = form.book.words("CONST_ElecSource")
    source = among(words, supply.electricity_source) or (
        SOURCE_CODES["default"] if supply.kind == "default" else None
    )
    whole = sum(used.values())
    purchased = max(supply.amount or 0.0, whole)
    if isclose(purchased, whole, rel_tol=1e-9):
        purchased = whole
    see = supply.see
    default = see.direct > 0 and isclose(see.default_direct, see.direct, rel_tol=1e-9)
    if see.default_direct and not default:
        share = 100 * see.default_direct / see.direct
        form.outside.append(f"share of default values in the direct emissions of `{name}`, {share:.4g} %")
    return Bought(
        name,
        category,
        supply.country,
        route,
        purchased,
        used,
        supply.see,
        default,
        among(words, source),
        one.cn,
    )


def _joined(one: PrecursorResult, rows: list[Bought]) -> Bought:
    used: dict[int, float] = {}
    for row in rows:
        for process, amount in row.used.items():
            used[process] = used.get(process, 0.0) + amount
    countries = {row.country for row in rows}
    sources = {row.source for row in rows}
    return rows[0]._replace(
        name=one.name,
        country=rows[0].country if len(countries) == 1 else "",
        purchased=sum(row.purchased for row in rows),
        used=used,
        see=one.see,
        default=all(row.default for row in rows),
        source=rows[0].source if len(sources) == 1 else MIX,
    )


def expected(plan: Plan) -> list[tuple[float, float, float, float]]:
    """What the form's formulas come to for each process: SEE direct, indirect, MWh per t, share of default values.

    The share is that of the form: of the direct emissions alone.
    """
    size = len(plan.processes)
    rows = []
    for at, made in enumerate(plan.processes):
        total, one = made.total, made.result
        own = [
            one.star + one.heat_in - one.heat_out + one.gas_in - one.gas_out - one.power_made,
            known(one.attributed_indirect),
            known(one.electricity),
        ]
        default = 0.0
        for row in plan.precursors:
            used = row.used.get(at, 0.0)
            own = [
                own[0] + used * row.see.direct,
                own[1] + used * known(row.see.indirect),
                own[2] + used * _megawatt_hours(row.see),
            ]
            default += used * row.see.direct if row.default else 0.0
        coefficients = [float(at == other) for other in range(size)]
        for other, maker in enumerate(plan.processes):
            coefficients[other] -= maker.inside.get(at, 0.0) / total if total else 0.0
        rows.append([*coefficients, *((part / total if total else 0.0) for part in (*own, default))])
    return [(row[0], row[1], row[2], row[3] / row[0] if row[0] else 0.0) for row in _solve(rows, size)]


def _megawatt_hours(see: Embedded) -> float:
    """What the form counts as electricity of a precursor: see `sheets/precursors.py`."""
    return known(see.electricity) or known(see.indirect)


def known(value: float) -> float:
    """A number as the form's formulas take it: what is not known counts nothing there."""
    return 0.0 if isnan(value) else value


def _solve(rows: list[list[float]], size: int) -> list[list[float]]:
    """Elimination with pivots, for several right-hand sides. Zero where the form divides by zero as well."""
    work = [list(row) for row in rows]
    for at in range(size):
        best = max(range(at, size), key=lambda one: abs(work[one][at]))
        if not work[best][at]:
            return [[0.0] * 4 for _ in range(size)]
        work[at], work[best] = work[best], work[at]
        for other in range(size):
            if other != at and work[other][at]:
                factor = work[other][at] / work[at][at]
                work[other] = [a - factor * b for a, b in zip(work[other], work[at], strict=True)]
    return [[part / row[at] for part in row[size:]] for at, row in enumerate(work)]
