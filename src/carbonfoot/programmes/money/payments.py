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

ROUNDING = 1e-9
"""Of an amount: sums of what was typed may differ in the last digit."""

SUPPORT = ("subsidy", "support", "returned-support")
"""Kinds that are given, not lent or paid for something."""

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
        self.places: dict[str, Path] = {}

    def all(self) -> list[Paid]:
        """Every payment; those with findings as far as they can be told."""
        amounts = [self._one(number, payment) for number, payment in enumerate(self.stated)]
        parents = [self._parents(number, payment) for number, payment in enumerate(self.stated)]
        order = self._in_order(parents)
        if order is None or any(amount is None for amount in amounts):
            return []
        numbers = [amount or 0.0 for amount in amounts]
        taken = split([one.id for one in self.stated], numbers, parents)
        passed = [fsum(each.get(number, 0.0) for each in taken) for number in range(len(numbers))]
        origins: dict[int, dict[str, float]] = {}
        for number in order:
            origins[number] = self._origins(number, taken[number], numbers, origins)
        found = []
        for number, payment in enumerate(self.stated):
            handed = passed[number]
            short = min(numbers[number], fsum(numbers[one] for one in parents[number])) - fsum(
                taken[number].values()
            )
            if short > ROUNDING * numbers[number]:
                self._handed_twice(number, short, parents)
            funds = self._funds(number, payment, max(numbers[number] - handed, 0.0))
            found.append(
                Paid(payment.id, payment.from_, payment.to, numbers[number], getattr(payment.amount, "text", ""),
                     int(payment.year), payment.kind, tuple(payment.out_of or ()), fsum(taken[number].values()), handed,
                     origins[number], funds, ("money", "payments", number))
            )  # fmt: skip
        self._round(parents)
        return found

    def _one(self, number: int, payment: Payment) -> float | None:
        place: Path = ("money", "payments", number)
        self.reader.once("payment", payment.id, self.places, place)
        self.by_id.setdefault(payment.id, number)
        for key, id in (("from", payment.from_), ("to", payment.to)):
            self.reader.known("member", id, self.worked.members, (*place, key))
        if payment.from_ == payment.to:
            help = "a payment goes from one member to another; own money needs none"
            self.reader.report("CF979", f"`{payment.to}` pays itself", (*place, "to"), help)
        if int(payment.year) not in self.worked.years:
            message = f"{payment.year} is no year of the programme"
            self.reader.report(
                "CF971", message, (*place, "year"), f"{self.worked.years[0]} to {self.worked.years[-1]}"
            )
        return self.purse.number(payment.amount, (*place, "amount"))

    def _parents(self, number: int, payment: Payment) -> list[int]:
        """The payments that one hands on; CF976 where its giver never had them, CF977 where they come later."""
        found = []
        for at, id in enumerate(payment.out_of or []):
            place: Path = ("money", "payments", number, "out_of", at)
            if not self.reader.known("payment", id, self.by_id, place):
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
        return [*dict.fromkeys(found)]

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
        taken: Mapping[int, float],
        numbers: Sequence[float],
        known: Mapping[int, Mapping[str, float]],
    ) -> dict[str, float]:
        parts: dict[str, list[float]] = {}
        for one, handed in taken.items():
            whole = fsum(known[one].values())
            for giver, amount in known[one].items():
                parts.setdefault(giver, []).append(handed * amount / whole if whole else 0.0)
        own = numbers[number] - fsum(taken.values())
        if own > ROUNDING * numbers[number]:
            parts.setdefault(self.stated[number].from_, []).append(own)
        return {giver: fsum(amounts) for giver, amounts in parts.items()}

    def _funds(self, number: int, payment: Payment, left: float) -> dict[int, float]:
        """How much of a payment goes into each measure that it names."""
        place: Path = ("money", "payments", number, "funds")
        named = []
        for at, id in enumerate(payment.funds or []):
            if not self.reader.known("measure", id, self.measures, (*place, at)):
                continue
            measure = self.measures[id]
            if measure.member != payment.to:
                message = f"`{id}` is a measure of `{measure.member}`, and the money goes to `{payment.to}`"
                help = "pay the member that takes the measure, or hand the money on (`out_of:`)"
                self.reader.report("CF976", message, (*place, at), help)
            elif measure.candidate:
                help = "give the measure another `status:`, or leave the payment out"
                self.reader.report(
                    "CF976", f"`{id}` is a candidate: nothing is paid for it yet", (*place, at), help
                )
            elif payment.kind not in FUNDING:
                help = f"what funds a measure is {', '.join(FUNDING)}"
                self.reader.report("CF976", f"a {payment.kind} funds no measure", (*place, at), help)
            elif not self.investments.get(measure.number):
                help = "state `money: investment:` of the measure"
                self.reader.report(
                    "CF974", f"`{id}` costs nothing, and money is paid for it", (*place, at), help
                )
            elif measure.number not in named:
                named.append(measure.number)
        whole = fsum(self.investments.get(one, 0.0) for one in named)
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
        self._circles()

    def _circles(self) -> None:
        """CF978 for members that support each other in a circle, whatever the money is made of."""
        gives: dict[str, list[int]] = {}
        for number, payment in enumerate(self.stated):
            if payment.kind in SUPPORT and payment.from_ != payment.to:
                gives.setdefault(payment.from_, []).append(number)
        told = {
            one.path[2]
            for one in self.reader.findings
            if one.code == "CF978" and one.path[:2] == ("money", "payments")
        }
        for number, payment in enumerate(self.stated):
            if payment.kind not in SUPPORT or payment.from_ == payment.to or number in told:
                continue
            waiting, seen = [payment.to], {payment.to}
            while waiting:
                for at in gives.get(waiting.pop(), []):
                    other = self.stated[at]
                    if other.to == payment.from_ and at < number:
                        message = f"`{payment.from_}` supports `{payment.to}`, and `{other.id}` brings support back to it"
                        help = "pay the difference once; what is paid back is a `repayment`"
                        self._told("CF978", message, ("money", "payments", number, "to"), at, help)
                        return
                    if other.to not in seen:
                        seen.add(other.to)
                        waiting.append(other.to)

    def _handed_twice(self, number: int, short: float, parents: Sequence[Sequence[int]]) -> None:
        """CF975: the payments that one hands on are handed on by others already."""
        above = parents[number]
        names = " and ".join(f"`{self.stated[one].id}`" for one in above)
        others = [at for at, each in enumerate(parents) if at != number and set(each) & set(above)]
        message = (
            f"{format_number(short, 6)} {self.purse.currency} of {names} are handed on by others already"
        )
        related = tuple(self._related(one, "handed on here") for one in [*above, *others])
        help = "a won is paid once: lower what is handed on, or pay it by a payment of its own"
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


def split(
    ids: Sequence[str], amounts: Sequence[float], parents: Sequence[Sequence[int]]
) -> list[dict[int, float]]:
    """How much each payment takes of those that it hands on: in proportion to them where that fits, else as it fits.

    What cannot be taken of any of them is missing from the sum: it was handed on by others.
    """
    wanted = [
        min(amount, fsum(amounts[one] for one in set(above)))
        for amount, above in zip(amounts, parents, strict=True)
    ]
    even = [
        {one: wanted[at] * amounts[one] / whole for one in above}
        if (whole := fsum(amounts[one] for one in set(above)))
        else {}
        for at, above in enumerate(parents)
    ]
    if all(
        fsum(each.get(number, 0.0) for each in even) <= amount * (1 + ROUNDING)
        for number, amount in enumerate(amounts)
    ):
        return even
    left = [*amounts]
    taken: list[dict[int, float]] = [{} for _ in amounts]
    for at in sorted(range(len(ids)), key=ids.__getitem__):
        need = wanted[at]
        while need > ROUNDING * amounts[at]:
            way = _way(at, parents, left, taken, amounts)
            if way is None:
                break
            step = min(need, left[way[-1]], *(taken[way[i + 1]][way[i]] for i in range(1, len(way) - 1, 2)))
            for i in range(0, len(way), 2):
                taken[way[i]][way[i + 1]] = taken[way[i]].get(way[i + 1], 0.0) + step
                if i:
                    taken[way[i]][way[i - 1]] -= step
            left[way[-1]] -= step
            need -= step
    return taken


def _way(
    start: int,
    parents: Sequence[Sequence[int]],
    left: Sequence[float],
    taken: Sequence[Mapping[int, float]],
    amounts: Sequence[float],
) -> list[int] | None:
    """From a payment to one that has money left: user, source, another user of it, another source ... (Ford & Fulkerson)."""
    before: dict[int, tuple[int, int] | None] = {start: None}
    waiting = [start]
    for user in waiting:
        for source in parents[user]:
            if left[source] > ROUNDING * amounts[source]:
                way = [source, user]
                step = before[user]
                while step is not None:
                    way += [step[1], step[0]]
                    step = before[step[0]]
                return way[::-1]
            for other, each in enumerate(taken):
                if other not in before and each.get(source, 0.0) > ROUNDING * amounts[source]:
                    before[other] = (user, source)
                    waiting.append(other)
    return None
