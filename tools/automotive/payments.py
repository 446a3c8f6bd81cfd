"""Who pays whom: subsidy, support to the first tier, and what the first tier returns to the second."""

from __future__ import annotations

from automotive.measures import OEM, Planned

SUBSIDY = {0: 0.10, 1: 0.20, 2: 0.20}
"""Of an investment, by tier; the first two from one ministry, the last from another."""

SUPPORT = 0.30
RETURNED = 0.25
LOAN = ("furnace-wheels", 0.4, 2027)
"""The measure, the share of its investment, and the year."""

REPAID = (2028, 2029, 2030, 2031, 2032)


def _line(id: str, payer: str, to: str, amount: float, year: int, kind: str, rest: str) -> str:
    return f"    - {{id: {id}, from: {payer}, to: {to}, amount: {amount:.0f} KRW, year: {year}, kind: {kind}{rest}}}"


def documented(measures: list[Planned]) -> list[str]:
    """The lines of all payments."""
    paid = [one for one in measures if one.paid]
    passed: dict[tuple[str, int], list[Planned]] = {}
    lines: list[str] = []
    for one in paid:
        ministry = "ministry-sme" if one.tier == 2 else "ministry-industry"
        name, funds = one.row["id"], f", funds: [{one.row['id']}]"
        lines.append(
            _line(
                f"subsidy-{name}",
                ministry,
                one.member,
                SUBSIDY[one.tier] * one.paid,
                one.year,
                "subsidy",
                funds,
            )
        )
        if one.tier == 1:
            lines.append(
                _line(f"support-{name}", OEM, one.member, SUPPORT * one.paid, one.year, "support", funds)
            )
        if one.tier == 2:
            passed.setdefault((one.parent, one.year), []).append(one)
    for (parent, year), made in sorted(passed.items()):
        name = f"support-{parent}-{year}"
        whole = sum(round(RETURNED * one.paid) for one in made)
        lines.append(_line(name, OEM, parent, whole, year, "support", ""))
        lines += [
            _line(f"returned-{one.row['id']}", parent, one.member, RETURNED * one.paid, year, "returned-support",
                  f", funds: [{one.row['id']}], out_of: [{name}]")
            for one in made
        ]  # fmt: skip
    measure, share, year = LOAN
    borrower, lent = next((one.member, share * one.paid) for one in measures if one.row["id"] == measure)
    lines.append(_line("loan-wheels", "green-bank", borrower, lent, year, "loan", f", funds: [{measure}]"))
    lines += [
        _line(f"repayment-{year}", borrower, "green-bank", 1.12 * lent / len(REPAID), year, "repayment", "")
        for year in REPAID
    ]
    return lines
