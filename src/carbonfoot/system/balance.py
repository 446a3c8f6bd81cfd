"""Mass in = products + scrap + losses, checked per activity; one loss stated twice is found here too."""

from __future__ import annotations

from math import fsum

from carbonfoot.documents.fields import Value
from carbonfoot.quantities.numbers import first_of, format_number
from carbonfoot.system.context import Context
from carbonfoot.system.model import Activity, Path

TOLERANCE = 0.01
"""Share by which mass in and out may differ unless the document says otherwise (`mass_tolerance:`)."""

ALIKE = 0.005
SAME_LOSS = 0.02
"""Within these shares two losses are taken for one that is stated twice; real rejects and trim rarely agree so well."""


class Masses:
    """Masses of one activity, in kg per its reference; a line whose mass is not known is named.

    `elsewhere`: materials of it stand in another document, that of its site.
    """

    def __init__(self) -> None:
        self.inputs: list[float] = []
        self.outputs: list[float] = []
        self.beside_product: list[float] = []
        self.process_inputs: list[float] = []
        self.process_outputs: list[float] = []
        self.unknown: list[str] = []
        self.yields: list[tuple[float, Path]] = []
        self.rejecting: list[str] = []
        self.elsewhere = False

    def add(self, side: list[float], mass: float | None, name: str) -> None:
        """Add one line, or note that its mass is not known."""
        if mass is None:
            self.unknown.append(name)
        else:
            side.append(mass)

    def beside(self, side: list[float], mass: float | None) -> None:
        """Add what a step lists: it may or may not become part of the product, so it may close the balance or not."""
        if mass is not None:
            side.append(mass)


def check(context: Context, activity: Activity, masses: Masses, tolerance: Value | None, place: Path) -> None:
    """Fill `activity.mass_balance`; findings CF402 (does not close) and CF403 (a loss stated twice)."""
    product = activity.mass
    if activity.treats:
        activity.mass_balance = {"status": "not checked", "because": "the product is a treatment"}
        return
    if product is None or not masses.inputs:
        reason = "the product states no mass" if product is None else "no input has a mass"
        activity.mass_balance = {"status": "not checked", "because": reason}
        return
    if masses.elsewhere:
        activity.mass_balance = {"status": "not checked", "because": "its site lists materials too"}
        return
    if masses.unknown:
        reason = f"mass not known: {first_of(masses.unknown)}"
        activity.mass_balance = {"status": "not checked", "because": reason}
        return
    share = TOLERANCE
    if tolerance is not None:
        given = context.scope.share(tolerance, ("mass_tolerance",))
        share = share if given is None else given
    beside = fsum(masses.beside_product)
    balance = {"product_kg": product, **({"co_products_kg": beside} if masses.beside_product else {})}
    product = fsum([product, beside])
    inputs, outputs = _best_sides(masses, product)
    gap = fsum([inputs, -outputs, -product])
    balance = {"inputs_kg": inputs, **balance, "outputs_kg": outputs, "difference_kg": gap}
    closed = abs(gap) <= share * max(inputs, product)
    activity.mass_balance = {"status": "closed" if closed else "open", **balance, "tolerance": share}
    if not closed:
        more = "more goes in than comes out" if gap > 0 else "more comes out than goes in"
        word = "products" if masses.beside_product else "product"
        message = f"the mass does not balance: {_kg(inputs)} in, {_kg(product)} {word}, {_kg(outputs)} scrap and losses"
        help = f"{more}: {_kg(abs(gap))}; state it as an output (`treatment: loss` if it is lost) or correct an amount"
        context.report("CF402", message, place, help, on="key")
    _stated_twice(context, masses, inputs, outputs, product)


def _best_sides(masses: Masses, product: float) -> tuple[float, float]:
    """Mass in and out: the lines of the bill, with what the steps list where that closes the balance better.

    A step may take in a part of the product or an auxiliary that leaves again, and put out trim of the product or the
    spent auxiliary; the document does not say which.
    """
    bill, scrap = masses.inputs, masses.outputs
    trim, taken = masses.process_outputs, masses.process_inputs
    ways = [(bill, scrap), (bill, scrap + trim), (bill + taken, scrap), (bill + taken, scrap + trim)]
    sums = [(fsum(one), fsum(other)) for one, other in ways]
    return min(sums, key=lambda pair: abs(pair[0] - pair[1] - product))


def _stated_twice(context: Context, masses: Masses, inputs: float, outputs: float, product: float) -> None:
    """A yield that equals the trim ratio, or a scrap line that equals what the yield already takes."""
    if outputs <= 0 or inputs <= 0:
        return
    for share, path in masses.yields:
        if share >= 1:
            continue
        trim = abs(share - (1 - outputs / inputs)) < ALIKE
        rejects = (
            abs(inputs - product) < ALIKE * product
            and abs(outputs - inputs * (1 / share - 1)) < SAME_LOSS * outputs
        )
        if trim or rejects:
            message = (
                f"the yield of {format_number(share, 4)} and the outputs of {_kg(outputs)} look like one loss"
            )
            help = "amounts are gross of trim and net of rejects: keep the scrap line, or keep the yield for rejects only"
            context.report("CF403", message, path, help)


def _kg(number: float) -> str:
    return f"{format_number(number, 5)} kg"
