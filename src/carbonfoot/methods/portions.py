"""What methods ask of their arguments together: one way of several, shares that make a whole, a mass from a volume."""

from __future__ import annotations

from collections.abc import Mapping

from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, parse_unit

ROUNDING = 1e-6
"""How far shares may be from 100 %: the last digit of thirds, nothing else."""


def one_of(work: Work, given: Mapping[str, object], at: Path = ()) -> str:
    """The one key that is stated. Raises `Refused`: CF102 where none is, CF106 where two are."""
    names = list(given)
    stated = [name for name in names if given[name] is not None]
    if not stated:
        listed = " or ".join(f"`{name}`" for name in names)
        raise work.refuse("CF102", f"one of {listed} is missing", at, f"state {listed}")
    if len(stated) > 1:
        both = " and ".join(f"`{name}`" for name in stated)
        raise work.refuse(
            "CF106", f"{both} cannot stand together", (*at, stated[-1]), "keep the one that holds"
        )
    return stated[0]


def in_vain(work: Work, given: Mapping[str, object], because: str, at: Path = ()) -> None:
    """CF106 for every key that is stated and has no effect. Raises `Refused`."""
    refused = [
        work.refuse("CF106", f"`{name}` has no effect {because}", (*at, name), "leave it out")
        for name, value in given.items()
        if value is not None
    ]
    if refused:
        raise refused[0]


def needed(work: Work, value: object, name: str, why: str, at: Path = ()) -> None:
    """CF102 for a key that another one makes necessary. Raises `Refused`."""
    if value is None:
        raise work.refuse("CF102", f"`{name}` is missing, {why}", at, f"state `{name}:`")


def whole(work: Work, shares: dict[str, float], at: Path) -> dict[str, float]:
    """Shares that add up to 100 %. Raises `Refused` (CF406)."""
    total = added(shares.values())
    if not shares or abs(total - 1.0) > ROUNDING:
        said = format_number(100 * total, 6)
        raise work.refuse("CF406", f"the shares add up to {said} %, not to 100 %", at, "correct the shares")
    return shares


def mass_of(work: Work, quantity: Quantity, density: float | None, name: str, at: Path = ()) -> float:
    """kg of an amount in a unit of mass or, with `density` in kg/m3, of volume.

    Raises `Refused`: CF209 for a volume without density, CF106 for a density beside a mass.
    """
    volume = parse_unit("m3").dimension == quantity.unit.dimension
    if volume and density is None:
        message = f"`{quantity.text.strip()}` is a volume, and its density is not stated"
        raise work.refuse("CF209", message, (*at, name), "state `density:`, or write the mass")
    if not volume:
        in_vain(work, {"density": density}, "beside a mass", at)
        return quantity.to("kg")
    assert density is not None  # noqa: S101
    mass = quantity.to("m3") * density
    work.found(f"mass of {name}", mass, "kg", "computed")
    return mass


def not_negative(work: Work, number: float, what: str, at: Path, help: str) -> float:
    """What a balance leaves. Raises `Refused` (CF735) where more goes out than came in."""
    if number < 0:
        message = f"{what} comes to {format_number(number, 6)} kg: more goes out than came in"
        raise work.refuse("CF735", message, at, help)
    return number
