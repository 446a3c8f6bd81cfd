"""The flows of a document with co-products, shared among its products: division first, then the method of each line."""

from __future__ import annotations

from copy import copy

from carbonfoot.documents.coproducts import Allocation
from carbonfoot.documents.lines import Line
from carbonfoot.documents.shape import Shape
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import slopes_of
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.credits import avoided_flows
from carbonfoot.system.flow import Scale
from carbonfoot.system.made import Made
from carbonfoot.system.model import Flow, Path
from carbonfoot.system.shares import SHARES, SUBSTITUTION, Among, known_method, place_of, shares_of

OF_THE_PRODUCT = ("packaging", "distribution", "use", "end_of_life", "boundary")
"""Sections of a document that belong to the declared product unless a line says `for:`."""


def allocate(building: Building, context: Context, file: str) -> None:
    """Share the flows that stand at the product of a document among all that it makes; findings where it cannot be."""
    part = context.loaded.part
    made = building.made.get(file)
    if made is None:
        if part.allocation is not None:
            message = "the document makes one product: there is nothing to allocate"
            help = "leave `allocation:` out, or list the others under `co_products:`"
            context.report("CF432", message, ("allocation",), help, on="key")
        return
    sharing = Sharing(building, context, file, made)
    if sharing.default is None:
        main = building.activities[building.products[file][0]]
        main.flows = [unshared(one) for one in main.flows]
        return
    activities = [building.activities[index] for index in building.products[file]]
    main = activities[0]
    flows, main.flows = main.flows, []
    for one in flows:
        sharing.share(one)
    if sharing.default.method == SUBSTITUTION:
        sharing.substitute()
    for activity in activities:
        activity.allocation = sharing.default.method
        activity.exclusions, activity.not_assessed = main.exclusions, main.not_assessed


class Sharing:
    """One document: its default method, and the shares of every way that its lines ask for, each worked out once."""

    products_at: Path = ("co_products",)
    """Where the document lists what it makes."""

    def __init__(self, building: Building, context: Context, file: str, made: list[Made]) -> None:
        self.building = building
        self.context = context
        self.made = made
        self.activities = [building.activities[index] for index in building.products[file]]
        self.everything: Among = tuple(range(len(made)))
        self.known: dict[tuple[str, int, Among], list[float] | None] = {}
        self.default = self._default()

    def _default(self) -> Allocation | None:
        context, part = self.context, self.context.loaded.part
        asked = context.asking.allocation
        stated = part.allocation is not None and bool(part.allocation.shares)
        if asked == SHARES and not stated:
            message = "allocation by shares: the document states none"
            context.report("CF431", message, self.products_at, "state a share for every product", on="key")
            return None
        if asked and asked != SHARES:
            chosen = Allocation(asked, {})
            return chosen if known_method(context, self.made, chosen, self.products_at) else None
        if part.allocation is None:
            message = "the document makes several products and does not say how its burdens are shared"
            help = (
                "add `allocation:`, such as `allocation: mass`; `calc --allocation all` compares the methods"
            )
            context.report("CF431", message, self.products_at, help, on="key")
            return None
        return part.allocation if known_method(context, self.made, part.allocation, ("allocation",)) else None

    def share(self, flow: Flow) -> None:
        """One flow to the products that it serves."""
        found = self._shares_at(flow.path)
        if found is None:
            self.activities[0].flows.append(unshared(flow))
            return
        shares, method = found
        for activity, share in zip(self.activities, shares, strict=True):
            if share == 1:
                activity.flows.append(flow)
            elif share:
                words = "as stated" if method == SHARES else f"by {method}"
                activity.flows.append(
                    flow._replace(
                        multiplier=_times(flow.multiplier, share),
                        because=(*flow.because, f"{format_number(100 * share, 6)} % {words}"),
                        allocated=_times(flow.allocated, share),
                        allocated_by=method,
                    )
                )

    def bearing(self, path: Path) -> Among:
        """The products that bear a line, where nothing around it says which."""
        return (0,) if path[0] in OF_THE_PRODUCT else self.everything

    def stating(self, bearing: Among, allocation: Allocation) -> Among | None:  # noqa: ARG002 - a site looks
        """The products that stated shares are for; None for all of them. `bearing`: those that may bear the line."""
        return None

    def _shares_at(self, path: Path) -> tuple[list[float], str] | None:
        """The shares of a line, of the nearest `for:` and the nearest `allocation:` that stand around it; and the method."""
        default = self.default
        assert default is not None  # noqa: S101 - looked at before any flow is shared
        bearing = among = self.bearing(path)
        allocation = default
        place: Path = self.products_at if self.context.asking.allocation else ("allocation",)
        for shape, at in _around(self.context.loaded.part, path):
            serves, own = getattr(shape, "serves", None), getattr(shape, "allocation", None)
            if serves is not None:
                found = self._serving(serves, (*at, "for"))
                if found is None:
                    return None
                among, place = found, (*at, "for") if allocation is default else place
                bearing = tuple(sorted({*bearing, *found}))
            if own is not None and not self.context.asking.allocation:
                allocation, place = own, (*at, "allocation")
                if not self._fits(allocation, place):
                    return None
        if default.method == SUBSTITUTION:
            # what serves a co-product is part of the larger system
            return [1.0, *([0.0] * (len(self.made) - 1))], SUBSTITUTION
        asked = (allocation.method, id(allocation), among)
        if asked not in self.known:
            stating = self.stating(bearing, allocation)
            self.known[asked] = shares_of(self.context, self.made, allocation, among, place, stating)
        shares = self.known[asked]
        return None if shares is None else (shares, allocation.method)

    def _serving(self, ids: list[str], path: Path) -> Among | None:
        if not ids:
            message = "`for` names no product"
            self.context.report(
                "CF430", message, path, "name a product by its id, or leave `for:` out", on="key"
            )
            return None
        places = [place_of(self.context, self.made, id, (*path, number)) for number, id in enumerate(ids)]
        known = {place for place in places if place is not None}
        return tuple(sorted(known)) if len(known) == len(places) else None

    def _fits(self, allocation: Allocation, path: Path) -> bool:
        """Substitution is of a document as a whole: its credits know no single lines."""
        default = self.default
        if SUBSTITUTION not in (allocation.method, default.method if default else ""):
            return known_method(self.context, self.made, allocation, path)
        help = "substitution holds for a document as a whole: state it there, or a key here and there"
        message = f"`{allocation.method}` of a line and `{default.method if default else ''}` of the document"
        self.context.report("CF438", f"{message} do not go together", path, help)
        return False

    def substitute(self) -> None:
        """What the co-products avoid: a credit of the product, and the burden of the co-product itself."""
        main = self.activities[0]
        for one, activity in zip(self.made[1:], self.activities[1:], strict=True):
            avoids = getattr(one.shape, "avoids", None)
            if not avoids:
                message = (
                    f"allocation by substitution: `{one.name}` does not state what it replaces (`avoids`)"
                )
                help = "add `avoids:`, such as `avoids: {name: ..., factor: ...}`, or choose another method"
                self.context.report("CF431", message, one.path, help, on="key")
                continue
            start = len(main.flows)
            avoided_flows(
                self.building,
                self.context,
                main,
                [_of_all(line, one) for line in avoids],
                (*one.path, "avoids"),
                "manufacturing",
                Scale(),
                by=one.name,
            )
            activity.flows += [
                flow._replace(multiplier=-flow.multiplier, credit="") for flow in main.flows[start:]
            ]


def unshared(flow: Flow) -> Flow:
    """A flow of which nobody knows how much the product bears: of what is known, none."""
    return flow._replace(missing=True, multiplier=_times(flow.multiplier, 0.0))


def _times(number: float, share: float) -> float:
    """The product; a share of a whole is the share itself, with its slopes, which may be many."""
    return share if number == 1 and not slopes_of(number) else number * share


def _of_all(line: Line, one: Made) -> Line:
    """What is avoided, of as much as is made unless the line says how much."""
    if line.amount is not None:
        return line
    line = copy(line)
    line.amount = one.amount
    return line


def _around(whole: Shape, path: Path) -> list[tuple[Shape, Path]]:
    """The steps and lines that a path leads through, outermost first."""
    found: list[tuple[Shape, Path]] = []
    node: object = whole
    for depth, step in enumerate(path):
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            node = getattr(node, step, None)
        if node is None:
            break
        if isinstance(node, Shape):
            found.append((node, path[: depth + 1]))
    return found
