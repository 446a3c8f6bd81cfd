"""Payments between members: each won once, whoever hands it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from carbonfoot.documents.programme_money import Payment
from carbonfoot.findings.finding import Finding, Path, Related
from carbonfoot.programmes.model import Planned, Worked
from carbonfoot.programmes.money.amounts import Purse
from carbonfoot.programmes.money.model import FUNDING, Paid
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import nearest

ROUNDING = 1e-9
"""Of an amount: sums of what was typed may differ in the last digit."""

BACK = ("repayment", "price")
"""Kinds that may lead back to the giver."""


class Payments:
    """Reads the payments of a programme; findings go to the reader of the purse."""

    def __init__(self, worked: Worked, purse: Purse, investments: Mapping[int, float]) -> None:
        self.worked = worked
        self.purse = purse
        self.reader = purse.reader
        self.investments = investments
        money = worked.programme.money
        self.stated: Sequence[Payment] = (money.payments if money else None) or []
        self.measures: Mapping[str, Planned] = {one.id: one for one in worked.measures}
        self.by_id: dict[str, int] = {}

    def all(self) -> list[Paid]:
        """Every payment; those with findings as far as they can be told."""
        amounts = [self._one(number, payment) for number, payment in enumerate(self.stated)]
        parents = [self._parents(number, payment) for number, payment in enumerate(self.stated)]
        order = self._in_order(parents)
        if order is None or any(amount is None for amount in amounts):
            return []
        numbers = [amount or 0.0 for amount in amounts]
        passed: list[list[float]] = [[] for _ in numbers]
        for number, above in enumerate(parents):
            whole = fsum(numbers[one] for one in above)
            for one in above:
                passed[one].append(min(numbers[number], whole) * numbers[one] / whole if whole else 0.0)
        origins: dict[int, dict[str, float]] = {}
        for number in order:
            origins[number] = self._origins(number, parents[number], numbers, origins)
        found = []
        for number, payment in enumerate(self.stated):
            handed = fsum(passed[number])
            if handed > numbers[number] * (1 + ROUNDING):
                self._handed_twice(number, handed, numbers[number], parents)
            funds = self._funds(number, payment, max(numbers[number] - handed, 0.0))
            found.append(
                Paid(payment.id, payment.from_, payment.to, numbers[number], getattr(payment.amount, "text", ""),
                     int(payment.year), payment.kind, tuple(payment.out_of or ()), handed, origins[number], funds,
                     ("money", "payments", number))
            )  # fmt: skip
        self._round(parents)
        return found

    def _one(self, number: int, payment: Payment) -> float | None:
        place: Path = ("money", "payments", number)
        if payment.id in self.by_id:
            related = (self._related(self.by_id[payment.id], "the other one"),)
            message = f"two payments have the id `{payment.id}`"
            help = "give each an id of its own"
            self.reader.findings.append(
                Finding("CF965", message, self.reader.file, (*place, "id"), help=help, related=related)
            )
        self.by_id.setdefault(payment.id, number)
        for key, id in (("from", payment.from_), ("to", payment.to)):
            self._known("member", id, self.worked.members, (*place, key))
        if payment.from_ == payment.to:
            help = "a payment goes from one member to another; own money needs none"
            self.reader.report("CF979", f"`{payment.to}` pays itself", (*place, "to"), help)
        if int(payment.year) not in self.worked.years:
            message = f"{payment.year} is no year of the programme"
            self.reader.report(
                "CF971", message, (*place, "year"), f"{self.worked.years[0]} to {self.worked.years[-1]}"
            )
        return self.purse.number(payment.amount, (*place, "amount"))

    def _known(self, what: str, id: str, names: Mapping[str, object], place: Path) -> bool:
        if id in names:
            return True
        near = nearest(id, [*names]) or [*names][:5]
        help = f"there are {', '.join(f'`{one}`' for one in near)}"
        self.reader.report("CF965", f"there is no {what} `{id}`", place, help)
        return False

    def _parents(self, number: int, payment: Payment) -> list[int]:
        """The payments that one hands on; CF976 where its giver never had them, CF977 where they come later."""
        found = []
        for at, id in enumerate(payment.out_of or []):
            place: Path = ("money", "payments", number, "out_of", at)
            if not self._known("payment", id, self.by_id, place):
                continue
            above = self.by_id[id]
            other = self.stated[above]
            if other.to != payment.from_:
                message = f"`{id}` went to `{other.to}`, and `{payment.from_}` pays out of it"
                self._told("CF976", message, place, above, "name a payment that the giver received")
            elif int(other.year) > int(payment.year):
                message = f"`{id}` is paid in {other.year}, and handed on in {payment.year}"
                self._told("CF977", message, place, above, "correct one of the years")
            found.append(above)
        return found

    def _in_order(self, parents: Sequence[Sequence[int]]) -> list[int] | None:
        """Payments after those they are made of; None with CF978 where some are made of each other."""
        order: list[int] = []
        state = [0] * len(parents)
        for start in range(len(parents)):
            trail = [start]
            while trail:
                at = trail[-1]
                state[at] = state[at] or 1
                waiting = next((one for one in parents[at] if state[one] != 2), None)  # noqa: PLR2004
                if waiting is None:
                    trail.pop()
                    if state[at] == 1:
                        state[at] = 2
                        order.append(at)
                elif state[waiting] == 1:
                    ring = [*trail[trail.index(waiting) :], waiting]
                    names = " -> ".join(f"`{self.stated[one].id}`" for one in reversed(ring))
                    place: Path = ("money", "payments", at, "out_of")
                    help = "money comes from somewhere: let one of them be paid out of own money"
                    self.reader.report(
                        "CF978", f"the payments are made of each other: {names}", place, help, "key"
                    )
                    return None
                else:
                    trail.append(waiting)
        return order

    def _origins(
        self,
        number: int,
        parents: Sequence[int],
        numbers: Sequence[float],
        known: Mapping[int, Mapping[str, float]],
    ) -> dict[str, float]:
        whole = fsum(numbers[one] for one in parents)
        handed = min(numbers[number], whole)
        parts: dict[str, list[float]] = {}
        for one in parents:
            for giver, amount in known[one].items():
                parts.setdefault(giver, []).append(handed * amount / whole if whole else 0.0)
        if numbers[number] - handed > ROUNDING * numbers[number]:
            parts.setdefault(self.stated[number].from_, []).append(numbers[number] - handed)
        return {giver: fsum(amounts) for giver, amounts in parts.items()}

    def _funds(self, number: int, payment: Payment, left: float) -> dict[int, float]:
        """How much of a payment goes into each measure that it names."""
        place: Path = ("money", "payments", number, "funds")
        named = []
        for at, id in enumerate(payment.funds or []):
            if not self._known("measure", id, self.measures, (*place, at)):
                continue
            measure = self.measures[id]
            if measure.member != payment.to:
                message = f"`{id}` is a measure of `{measure.member}`, and the money goes to `{payment.to}`"
                help = "pay the member that takes the measure, or hand the money on (`out_of:`)"
                self.reader.report("CF976", message, (*place, at), help)
            elif payment.kind not in FUNDING:
                help = f"what funds a measure is {', '.join(FUNDING)}"
                self.reader.report("CF976", f"a {payment.kind} funds no measure", (*place, at), help)
            else:
                named.append(measure.number)
        whole = fsum(self.investments.get(one, 0.0) for one in named)
        if named and not whole:
            help = "state `money: investment:` of the measure"
            self.reader.report("CF974", "it funds measures that cost nothing", place, help, "key")
            return {}
        return {one: left * self.investments.get(one, 0.0) / whole for one in named}

    def _round(self, parents: Sequence[Sequence[int]]) -> None:
        """CF978 for support that comes back to who gave it."""
        for number, payment in enumerate(self.stated):
            if payment.kind in BACK:
                continue
            above, seen = [*parents[number]], set()
            while above:
                one = above.pop()
                if one in seen:
                    continue
                seen.add(one)
                if self.stated[one].from_ == payment.to and payment.from_ != payment.to:
                    message = (
                        f"the money of `{self.stated[one].id}` comes back to `{payment.to}`, who gave it"
                    )
                    help = "if it is paid back, it is a `repayment`; support that returns is no support"
                    place: Path = ("money", "payments", number, "to")
                    self._told("CF978", message, place, one, help)
                    break
                above += parents[one]

    def _handed_twice(
        self, number: int, handed: float, amount: float, parents: Sequence[Sequence[int]]
    ) -> None:
        users = [at for at, above in enumerate(parents) if number in above]
        whole, many = format_number(amount, 6), format_number(handed, 6)
        message = (
            f"`{self.stated[number].id}` is {whole} {self.purse.currency}, and {many} of it are handed on"
        )
        related = tuple(self._related(one, "handed on here") for one in users)
        help = "a won is paid once: lower what is handed on"
        place: Path = ("money", "payments", number, "amount")
        self.reader.findings.append(
            Finding("CF975", message, self.reader.file, place, help=help, related=related)
        )

    def _told(self, code: str, message: str, place: Path, other: int, help: str) -> None:
        related = (self._related(other, "the payment before it"),)
        self.reader.findings.append(
            Finding(code, message, self.reader.file, place, help=help, related=related)
        )

    def _related(self, number: int, message: str) -> Related:
        return Related(self.reader.file, ("money", "payments", number, "id"), message, "value")
