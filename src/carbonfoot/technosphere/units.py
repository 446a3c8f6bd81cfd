"""Units of a link or demand beside that of the supplier."""

from __future__ import annotations

from carbonfoot.documents.json_found import Found
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_unit


def conversion(stated: str, wanted: str, what: str, found: Found, path: Path) -> float | None:
    """One of the stated unit in the supplier's; None with a finding (CF202 to CF205) where the two do not meet.

    The same text on both sides meets, also where it is no unit we know.
    """
    if stated == wanted:
        return 1.0
    try:
        if not wanted:
            said = f"{what} is stated in `{stated}`, and the supplier states no unit"
            raise QuantityError("CF205", said, "give the supplier a `unit`")
        return Quantity(1.0, parse_unit(stated), f"1 {stated}").to(wanted)
    except QuantityError as error:
        message = error.message
        if error.code == "CF204":
            message = f"{what} is stated in `{stated}`, its supplier in `{wanted}`"
        found.add(error.code, message, path, error.help)
        return None
