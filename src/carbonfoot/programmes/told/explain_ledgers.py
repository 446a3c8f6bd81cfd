"""The steps behind ledgers of a programme: payments, members, the whole of the money, credits, trading, targets."""

from __future__ import annotations

from math import fsum

from carbonfoot.programmes.model import KG_PER_TONNE, Worked
from carbonfoot.programmes.money.model import Account, Ledger
from carbonfoot.programmes.places import UNTIERED, Place
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.targets.gaps import Closed
from carbonfoot.programmes.targets.judge import Judged
from carbonfoot.programmes.told.money_json import data
from carbonfoot.programmes.told.steps import Step, n

TERMS = 6
"""So many terms of a sum are written out."""

NO_TIER = "none"
"""The tier of members that state none."""


def money(told: Reported) -> list[Step] | None:
    """Payments, present values, public money and leverage of the whole programme."""
    ledger: Ledger | None = told.sections.get("money")
    if ledger is None:
        return None
    currency, worked = ledger.currency, told.worked
    found = data(ledger, worked)
    leverage, balance = found["leverage"], found["balance"]
    steps = [
        Step(f"Money, {currency} of {ledger.price_year}"),
        Step("paid", f"{len(ledger.payments)} payments, payments/ID", balance["out"], currency),
        Step("received", "accounts of all members, members/ID", balance["in"], currency),
        Step("invested", f"{len(ledger.measures)} measures, measures/ID", ledger.invested, currency),
        Step("present value", "sum of all measures", fsum(one.npv for one in ledger.measures), currency),
    ]
    if ledger.carbon_price is not None:
        how = "present value + tonnes avoided x carbon price of their year, discounted"
        number = fsum(one.npv_with_carbon or 0.0 for one in ledger.measures)
        steps.append(Step("with the carbon price", how, number, currency))
    steps += [
        Step("public money", "what public members give out of their own to fund", ledger.public, currency),
        Step("  of it in measures", "through all hands", ledger.public_funding, currency),
        Step("tonnes", "all measures, all years", leverage["tonnes"], "t CO2e"),
    ]
    if leverage["tonnes_per_public_million"] is not None:
        how = f"{n(leverage['tonnes'])} / {n(ledger.public)} x 1000000"
        number = leverage["tonnes_per_public_million"]
        steps.append(Step("for a million of public money", how, number, "t CO2e"))
    if leverage["private_per_public"] is not None:
        how = f"({n(ledger.invested)} - {n(ledger.public_funding)}) / {n(ledger.public_funding)}"
        steps.append(Step("private for each public in measures", how, leverage["private_per_public"]))
    steps += [
        Step(f"  rate of {code}", "as stated", number, f"{currency}/{code}")
        for code, number in ledger.rates.items()
    ]
    return steps


def member(told: Reported, id: str, year: int) -> list[Step] | None:
    """What the measures of a member avoid, and its account."""
    worked = told.worked
    one = worked.members.get(id)
    if one is None:
        return None
    tier = "" if one.tier is None else f", tier {one.tier}"
    steps = [
        Step(f"{one.id}: {one.name}, {one.role}{tier}"),
        *_avoided(worked, {id}, year),
        *_moved(told, id, year),
    ]
    ledger: Ledger | None = told.sections.get("money")
    account = None if ledger is None else next(each for each in ledger.accounts if each.id == id)
    return steps if ledger is None or account is None else [*steps, *_account(ledger, account)]


def _moved(told: Reported, id: str, year: int) -> list[Step]:
    """By whose measures the footprints of what a member makes are lower."""
    worked = told.worked
    steps: list[Step] = []
    for one in told.moved:
        if one.of != id or not one.avoided[year]:
            continue
        its = [(key, tonnes[year]) for key, tonnes in one.parts.items() if tonnes.get(year)]
        for (measure, product), tonnes in its:
            change, made = worked.changes[measure, product, year], worked.products[product]
            how = f"{n(-change)} kg CO2e x {n(-tonnes * KG_PER_TONNE / change)} / 1000"
            said = f"  measures/{worked.measures[measure].id} in {made.id}"
            steps.append(Step(said, how, tonnes, "t CO2e"))
        steps.append(Step(f"by measures of {one.by}", "sum", one.avoided[year], "t CO2e"))
    if not steps:
        return []
    return [Step(f"Whose measures lower what it makes in {year}, as it leaves the member"), *steps]


def _account(ledger: Ledger, account: Account) -> list[Step]:
    currency = ledger.currency
    steps = [Step(f"Money over all years, {currency} of {ledger.price_year}, not discounted")]
    steps += [
        Step(f"  invested in measures/{one.id}", str(one.paid_in), one.investment, currency)
        for one in ledger.measures
        if one.member == account.id and one.investment
    ]
    for paid in sorted(ledger.payments, key=lambda one: one.year):
        if paid.receiver == account.id:
            how = f"{paid.kind} of {paid.giver}, {paid.year}"
            steps.append(Step(f"  received, payments/{paid.id}", how, paid.amount, currency))
        if paid.giver == account.id:
            how = f"{paid.kind} to {paid.receiver}, {paid.year}"
            steps.append(Step(f"  paid, payments/{paid.id}", how, paid.amount, currency))
    received, given = fsum(account.received.values()), fsum(account.paid.values())
    steps += [
        Step("own money in measures", "invested less what funds them", account.own, currency),
        Step("saved", "saving x share, all years", account.saving, currency),
        Step("spent on running", "cost x share, all years", account.cost, currency),
    ]
    how = f"{n(received)} + {n(account.saving)} - {n(given)} - {n(account.invested)} - {n(account.cost)}"
    return [*steps, Step("in the end", how, account.net, currency)]


def tier(told: Reported, id: str, year: int) -> list[Step] | None:
    """What comes about at the plants of a tier, what its members avoid, and their money."""
    worked = told.worked
    wanted = None if id == NO_TIER else int(id) if id.isdigit() else -1
    inside = [one for one in worked.members.values() if one.tier == wanted]
    if not inside:
        return None
    steps = [Step(f"Tier {id}: {', '.join(one.id for one in inside)}")]
    for made in worked.products:
        for place, before, after in told.placed.products.get(made.number, ()):
            if place == Place("tier" if wanted is not None else UNTIERED, wanted) and year in before:
                how = f"before {n(before[year])}, after {n(after[year])}, at the plants of its members"
                steps.append(
                    Step(
                        f"emitted for {made.id}", how, after[year] - before[year], f"kg CO2e per {made.unit}"
                    )
                )
    steps += _avoided(worked, {one.id for one in inside}, year)
    ledger: Ledger | None = told.sections.get("money")
    if ledger is None:
        return steps
    accounts = [one for one in ledger.accounts if one.tier == wanted]
    return [*steps, *_of_tier(ledger, accounts, id)]


def _of_tier(ledger: Ledger, accounts: list[Account], id: str) -> list[Step]:
    currency = ledger.currency
    ids = {one.id for one in accounts}
    steps = [
        Step(f"Money of tier {id}, {currency} of {ledger.price_year}: accounts of its members, members/ID")
    ]
    sums = {
        "invested": [one.invested for one in accounts],
        "received": [fsum(one.received.values()) for one in accounts],
        "passed on": [one.passed_on for one in ledger.payments if one.receiver in ids],
        "own money in measures": [one.own for one in accounts],
        "net saved": [one.saving - one.cost for one in accounts],
    }
    for what, amounts in sums.items():
        shown = [amount for amount in amounts if amount]
        how = " + ".join(map(n, shown)) if 0 < len(shown) <= TERMS else f"sum of {len(shown)}"
        steps.append(Step(f"  {what}", how, fsum(amounts), currency))
    return steps


def _avoided(worked: Worked, members: set[str], year: int) -> list[Step]:
    own = [one for one in worked.measures if one.member in members]
    if not own:
        return []
    steps = [
        Step(f"  measures/{one.id}", f"by {one.member}", worked.avoided(one.number, year), "t CO2e")
        for one in own
    ]
    whole = fsum(worked.avoided(one.number, year) for one in own)
    return [Step(f"What its measures avoid in {year}"), *steps, Step("avoided", "sum", whole, "t CO2e")]


def trading(told: Reported, id: str, year: int) -> list[Step] | None:
    """The cost of a member in its scheme, without and with its own measures."""
    one = next((each for each in told.sections.get("trading", ()) if each.member == id), None)
    worked, money = told.worked, told.worked.programme.money
    if one is None or money is None:
        return None
    if year not in one.before:
        return [Step(f"{one.member} in {one.scheme}: nothing is told of {year}, before any measure")]
    currency = money.currency
    avoided = fsum(worked.avoided(each.number, year) for each in worked.measures if each.member == id)
    before, after, allocation, price = (
        each[year] for each in (one.before, one.after, one.allocation, one.price)
    )
    steps = [
        Step(f"{one.member} in {one.scheme}, {year}"),
        Step("emissions before", "as stated, linear between years", before, "t CO2e"),
        Step("avoided by its own measures", f"members/{id}", avoided, "t CO2e"),
        Step("emissions after", f"{n(before)} - {n(one.covered)} x {n(avoided)}", after, "t CO2e"),
        Step(
            "cost before",
            f"({n(before)} - {n(allocation)}) x {n(price)}",
            one.cost(year, measures=False),
            currency,
        ),
        Step(
            "cost after",
            f"({n(after)} - {n(allocation)}) x {n(price)}",
            one.cost(year, measures=True),
            currency,
        ),
    ]
    if one.cbam is not None and year in one.cbam:
        how = "certificates for its goods, as `carbonfoot cbam cost` computes them, x quantity x rate"
        steps.append(Step("beside it", how, one.cbam[year], currency))
    return steps


def payment(told: Reported, id: str) -> list[Step] | None:
    """Whose money a payment is, and where it goes."""
    money = told.sections.get("money")
    one = None if money is None else next((each for each in money.payments if each.id == id), None)
    if money is None or one is None:
        return None
    steps = [
        Step(f"{one.id}: {one.kind} from {one.giver} to {one.receiver}, {one.year}"),
        Step("amount", f"as written: {one.stated}", one.amount, money.currency),
    ]
    steps += [
        Step(f"  money of {giver}", "", amount, money.currency) for giver, amount in one.origins.items()
    ]
    steps.append(Step("handed on by later payments", "", one.passed_on, money.currency))
    for number, amount in one.funds.items():
        steps.append(
            Step(
                f"  into {told.worked.measures[number].id}",
                "what is left, by investment",
                amount,
                money.currency,
            )
        )
    return steps


def credit(told: Reported, id: str) -> list[Step] | None:
    """What may be claimed of a credit, what became of it, and who shows the same tonnes."""
    one = next((each for each in told.sections.get("credits", ()) if each.id == id), None)
    if one is None:
        return None
    steps = [
        Step(f"{one.id}: {one.scheme}, {one.status}, owner {one.owner}"),
        Step("reduced", f"{n(one.baseline)} - {n(one.project)} - {n(one.leakage)}", one.reduced, "t CO2e"),
        Step("claimed", "", one.tonnes, "t CO2e"),
    ]
    steps += [Step(f"  {use.use} by {use.by}", f"{use.year}", use.tonnes, "t CO2e") for use in one.uses]
    steps.append(Step("held by the owner", "", one.held, "t CO2e"))
    if one.avoided is not None:
        steps.append(
            Step("avoided by its measure in that time", "each year by its days", one.avoided, "t CO2e")
        )
    if one.claim is not None:
        steps.append(
            Step(
                "claimed twice",
                f"the smaller of both: {n(one.tonnes)}, {n(one.avoided or 0)}",
                one.claim.tonnes,
                "t CO2e",
            )
        )
    return steps


def target(told: Reported, id: str) -> list[Step] | None:
    """The gap of every year."""
    aims = told.sections.get("targets")
    one = None if aims is None else next((each for each in aims.judged if each.aim.id == id), None)
    if one is None:
        return None
    unit = "t CO2e" if one.aim.product is None else f"kg CO2e per {one.aim.product.unit}"
    steps = [Step(f"{one.aim.id}: {unit}")]
    for year in sorted(one.aim.limit):
        how = f"{n(one.after[year])} - limit {n(one.aim.limit[year])}"
        said = one.verdict(year) if year in one.aim.stated else "on the way, not judged"
        steps.append(Step(f"{year} ({said})", how, one.gap(year), unit))
    if one.aim.budget is not None:
        how = f"{n(one.cumulative_after)} - budget {n(one.aim.budget)}"
        steps.append(Step("all years", how, one.cumulative_after - one.aim.budget, "t CO2e"))
    return steps + _closing(told, one, unit)


def _closing(told: Reported, one: Judged, unit: str) -> list[Step]:
    """The measures that keep a target for the least present cost, and what each year comes to with them."""
    closed: Closed | None = told.sections["targets"].closed.get(one.aim.number)
    ledger: Ledger | None = told.sections.get("money")
    if closed is None or ledger is None or closed.closing.chosen is None:
        return []
    how = "every choice was tried" if closed.closing.how == "tried" else "proven by the solver"
    steps = [Step(f"The measures that keep it for the least present cost ({how})")]
    costed = {each.number: each for each in (*ledger.measures, *ledger.candidates)}
    for number in closed.closing.chosen:
        each = costed[number]
        steps.append(
            Step(f"  measures/{each.id}", f"invested {n(each.investment)}", -each.npv, ledger.currency)
        )
    steps.append(Step("present cost", "sum", closed.closing.cost, ledger.currency))
    steps += [Step(f"{year} with them", "", level, unit) for year, level in closed.levels.items()]
    return steps
