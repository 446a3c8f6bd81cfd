"""What a site buys or makes for its own steps: meters and utilities, each an activity that steps draw on.

A meter is the network behind it: what is bought, and what is made on site and fed in. Steps take their metered part; what no
step takes is the remainder, and nobody takes more than there is (CF751).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbonfoot.documents.lines import ENERGY_ITEMS, Line
from carbonfoot.documents.site import Makes, Meter, Site
from carbonfoot.factors.convert import Property
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, nearest, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.keys import WAYS
from carbonfoot.system.links import to_activity
from carbonfoot.system.model import Activity, Flow, Path
from carbonfoot.system.sources import MISSING, Found, from_library, properties

SLACK = 1e-9
"""Sub-meters may come to more than their main meter by the rounding of their last digits."""


class Pool:
    """One of them.

    total  what there is of it in the period; `bought` of that, for a meter; `taken` as shares of the total, by place
    read   whether that could be read
    """

    def __init__(
        self, shape: Meter | Makes, path: Path, activity: Activity, index: int, carrier: str
    ) -> None:
        self.shape = shape
        self.path = path
        self.activity = activity
        self.index = index
        self.carrier = carrier
        self.shares: dict[Path, float] = {}
        self.read = True

    @property
    def name(self) -> str:
        """As `from:` names it."""
        return self.shape.name

    def taken(
        self, context: Context, use: Any, quantity: Quantity, path: Path
    ) -> tuple[Found, dict[str, Any]]:
        """An amount that is taken of it: the fields that link a flow to it."""
        if not self.read:  # said where it is stated: nothing follows from its unit
            context = context.at(None)
            context.findings = []
        known: list[Property] = properties(context, use, path)
        if self.carrier and hasattr(
            self.shape, "density"
        ):  # the gas of a meter is the same gas in every step
            silent = context.at(None)
            silent.findings = []
            known += properties(silent, self.shape, self.path)
        found, more, _ = to_activity(
            context, quantity, path, self.index, self.activity, known, "`calorific_value:` or `density:`"
        )
        if not found.missing:
            self.shares[path] = more["link_number"]  # type: ignore[assignment]
        return found, more

    def rest(self, context: Context) -> float:
        """The share that nobody takes, 0 to 1; CF751 where more is taken than there is."""
        rest = 1.0 - added(self.shares.values())
        if rest >= -SLACK:
            return rest if rest > SLACK else context.scope.used_up(rest)
        total = self.activity.reference
        over = format_number(-rest * total.number, 4)
        takers = sorted(self.shares.items(), key=lambda one: -one[1])[:3]
        notes = tuple(
            f"{'/'.join(map(str, path))}: {format_number(share * total.number, 6)} {total.unit.symbol}"
            for path, share in takers
        )
        message = (
            f"the steps take {over} {total.unit.symbol} more of `{self.name}` than the {total.text} there are"
        )
        help = "correct a meter, or say with `from:` that a step is fed from elsewhere"
        if any("adds" in path for path in self.shares):
            help = (
                "a meter takes all of it (`adds:`): take yours from that meter, or list what does not go "
                "into it apart under `makes:`"
            )
        context.report("CF751", message, self.path, help, notes, on="key")
        return 0.0


def fed_by(context: Context, site: Site, pools: dict[str, Pool]) -> None:
    """Tell every metered amount of the steps where it comes from: as it says, else the one meter of its carrier."""
    meters: dict[str, list[Pool]] = {}
    for pool in pools.values():
        if pool.path[0] == "meters":
            meters.setdefault(pool.carrier, []).append(pool)
    for number, process in enumerate(site.processes or []):
        for key in ENERGY_ITEMS:
            use = getattr(process, key)
            if use is None:
                continue
            path: Path = ("processes", number, key)
            of_carrier = meters.get(key, [])
            named = None if use.source is None else pools.get(use.source)
            if use.source is not None and named is None:
                unknown(context, use.source, list(pools), (*path, "from"))
                continue
            if named is not None and named.carrier not in ("", key):
                message = f"`{named.name}` measures {_words(named.carrier)}, not {_words(key)}"
                help = f"name a meter of {_words(key)}, or write the amount under `{named.carrier}:`"
                context.report("CF755", message, (*path, "from"), help)
                continue
            if named is None and len(of_carrier) > 1:
                names = ", ".join(f"`{one.name}`" for one in of_carrier)
                help = f"add `from: {of_carrier[0].name}`, or the one that feeds this step"
                context.report("CF755", f"several meters measure it: {names}", path, help, on="key")
                continue
            feeding = named or next(iter(of_carrier), None)
            if feeding is not None and _alone(context, use, feeding, path):
                context.loaded.supplies[path] = feeding


def lines_fed(context: Context, site: Site, pools: dict[str, Pool]) -> None:
    """Lines that say `from:`: compressed air, own oxygen, whatever a step makes and a line takes by its amount."""
    for line, path in _lines(site):
        name = getattr(line, "source", None)
        if name is None:
            continue
        pool = pools.get(name)
        if pool is None:
            unknown(context, name, list(pools), (*path, "from"))
            continue
        other = next((way for way in (*WAYS, "transport") if getattr(line, way) is not None), None)
        if other is None:
            context.loaded.supplies[path] = pool
            continue
        message = f"`{other}` has no effect here: `{pool.name}` says where it comes from"
        context.report("CF106", message, (*path, other), "keep one of the two", on="key")


def _lines(site: Site) -> Iterator[tuple[Line, Path]]:
    for index, line in enumerate(site.inputs or []):
        yield line, ("inputs", index)
    for number, process in enumerate(site.processes or []):
        for key in ("energy", "inputs"):
            for index, line in enumerate(getattr(process, key) or []):
                yield line, ("processes", number, key, index)


_OF_WHAT_IS_BOUGHT = ("factor", "record", "route", "origin", "year")


def _alone(context: Context, use: Any, pool: Pool, path: Path) -> bool:
    """Whether a use leaves it to its pool what it is made of; CF106 where it states that itself."""
    for key in _OF_WHAT_IS_BOUGHT:
        if getattr(use, key) is not None:
            message = f"`{key}` has no effect here: `{pool.name}` says what comes through it"
            help = (
                f"state it at `{pool.name}`; what the meter does not count belongs under `energy:` of the step, "
                "or behind a meter of its own"
            )
            context.report("CF106", message, (*path, key), help, on="key")
            return False
    return True


def _words(carrier: str) -> str:
    return carrier.replace("_", " ")


def unknown(context: Context, name: str, names: list[str], path: Path) -> None:
    """CF755 for a name that is neither a meter nor made on site."""
    near = nearest(name, names) or names[:3]
    help = (
        f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
        if near
        else "list it under `meters:`, or under `makes:` of a step"
    )
    context.report("CF755", f"the site has no meter and makes nothing called `{name}`", path, help)


def bought_flow(context: Context, meter: Meter, path: Path, bought: Quantity) -> Flow:
    """What a meter counts, with the factors of its carrier."""
    item = meter.factor or ENERGY_ITEMS[meter.carrier]
    kinds = (ENERGY_ITEMS[meter.carrier].partition("/")[0].removesuffix("s"),)
    found = from_library(context, meter, bought, path, item, kinds=kinds)
    return flow(
        context,
        meter,
        path,
        "manufacturing",
        "energy",
        Scale(),
        found,
        name=meter.name,
        name_ko=meter.name_ko or "",
        quantity=bought,
        country=context.country,
    )


def link_flow(
    context: Context, holder: Any, path: Path, pool: Pool, share: float, words: tuple[str, str]
) -> Flow:
    """A share of a pool as a flow that draws on it."""
    total = pool.activity.reference
    number = share * total.number
    quantity = Quantity(number, total.unit, f"{format_number(number, 6)} {total.unit.symbol}")
    return flow(
        context,
        holder,
        path,
        "manufacturing",
        "energy",
        Scale(),
        Found((), missing=False),
        name=words[0],
        name_ko=words[1],
        quantity=quantity,
        country=context.country,
        link=pool.index,
        link_number=share,
    )


def missing_flow(context: Context, holder: Any, path: Path, name: str) -> Flow:
    """A line of which nothing is known."""
    return flow(context, holder, path, "manufacturing", "energy", Scale(), MISSING, name=name)


def piece() -> Quantity:
    """Stands for an amount that could not be read."""
    return Quantity(1.0, parse_unit("piece"), "1 piece")
