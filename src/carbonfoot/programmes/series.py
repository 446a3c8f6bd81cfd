"""Values by year: linear between the years that are stated, the last one holds on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from carbonfoot.documents.fields import Value
from carbonfoot.documents.programme_years import ALWAYS
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, nearest

Number = Callable[[Quantity], float]
"""A quantity as the number that is wanted. Raises `QuantityError` where it is of another kind."""


def unit(symbol: str) -> Number:
    """As a number of a unit."""
    return lambda quantity: quantity.to(symbol)


class Reader:
    """Numbers of one document that stand in fields; what is wrong with them becomes findings at their places."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def report(
        self,
        code: str,
        message: str,
        path: Path,
        help: str = "",
        on: str = "value",
        notes: tuple[str, ...] = (),
    ) -> None:
        """Add a finding at a place of the document."""
        self.findings.append(Finding(code, message, self.file, path, on, help, notes))

    def once(self, what: str, id: str, seen: dict[str, Path], place: Path) -> None:
        """CF965 for a second thing of one id; `seen` are the places of those before it."""
        if id in seen:
            related = (Related(self.file, (*seen[id], "id"), "the other one", "value"),)
            message, help = f"two {what}s have the id `{id}`", "give each an id of its own"
            self.findings.append(
                Finding("CF965", message, self.file, (*place, "id"), help=help, related=related)
            )
        seen.setdefault(id, place)

    def known(self, what: str, id: str, names: Iterable[str], place: Path, on: str = "value") -> bool:
        """Whether something here has a name; CF965 with the nearest ones where nothing does."""
        if id in names:
            return True
        known = [*names]
        near = nearest(id, known) or known[:5]
        help = f"there are {', '.join(f'`{one}`' for one in near)}" if near else f"list it under `{what}s:`"
        self.report("CF965", f"there is no {what} `{id}`", place, help, on)
        return False

    def number(self, value: Value, path: Path, as_: Number, low: float | None = 0.0) -> float | None:
        """One number, not below `low`; None with a finding."""
        if not isinstance(value, Quantity):
            help = "write the number out"
            self.report(
                "CF201", f"`{value.text}` is an expression; a programme has no parameters", path, help
            )
            return None
        try:
            found = as_(value)
        except QuantityError as error:
            self.report(error.code, error.message, path, error.help)
            return None
        if low is not None and found < low:
            self.report(
                "CF207", f"`{value.text}` is less than {low:g}", path, "write an amount that is not negative"
            )
            return None
        return found

    def share(self, value: Value, path: Path) -> float | None:
        """One share, 0 to 1."""
        found = self.number(value, path, unit("1"))
        if found is not None and found > 1:
            message = f"`{value.text}` is more than all of it"
            self.report("CF208", message, path, "a share of 30 % is written `30 %` or `0.3`")
            return None
        return found

    def by_year(
        self,
        stated: Mapping[str, Value],
        path: Path,
        years: tuple[int, ...],
        read: Callable[[Value, Path], float | None],
    ) -> dict[int, float] | None:
        """A number for each of the years; None with a finding, CF971 where a year lies before the first that is stated."""
        known: dict[int, float] = {}
        sound = True
        for key, value in stated.items():
            number = read(value, path if key == ALWAYS else (*path, key))
            if number is None:
                sound = False
            elif key == ALWAYS:
                known[years[0]] = number
            else:
                known[int(key)] = number
        if not stated:
            self.report("CF104", "no year is stated", path, "write one amount, or years with amounts", "key")
        if not known or not sound:
            return None
        first = min(known)
        if first > years[0]:
            message = f"nothing is stated for {years[0]}; the first year here is {first}"
            self.report(
                "CF971", message, path, f"add `{years[0]}:`: what was before {first} is not guessed", "key"
            )
            return None
        return {year: between(known, year) for year in years}


def between(known: Mapping[int, float], year: int) -> float:
    """The value of a year, linear between the stated ones; the last holds on, the first holds before."""
    order = sorted(known)
    if year <= order[0]:
        return known[order[0]]
    for one, other in pairwise(order):
        if one <= year <= other:
            if year == other:
                return known[other]
            return known[one] + (known[other] - known[one]) * (year - one) / (other - one)
    return known[order[-1]]
