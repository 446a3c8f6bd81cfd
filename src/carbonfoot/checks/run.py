"""Budgets asked of products: the only place that brings them together."""

from __future__ import annotations

from carbonfoot.checks import expect
from carbonfoot.checks.gather import budgets_of_product, budgets_of_root, expected_of, selects
from carbonfoot.checks.model import Checked, Checking, Verdict
from carbonfoot.checks.registry import CHECKS
from carbonfoot.findings.finding import Finding
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.model import Portfolio, Product


def check(portfolio: Portfolio, gathered: Gathered, today: str, budgets: str | None = None) -> Checked:
    """Every limit asked of every product that it is about.

    budgets  a file in place of the `budgets.yaml` of each project
    today    ISO day
    """
    root_of = {file: root for root, files in gathered.files.items() for file in files}
    findings: list[Finding] = []
    placed = []
    for root in gathered.files:
        found, wrong = budgets_of_root(root, budgets)
        placed += found
        findings += wrong
    products: list[Checking] = []
    verdicts: list[Verdict] = []
    for product in portfolio.products:
        root = root_of[product.file]
        one = _checking(product, today, findings)
        products.append(one)
        for stated, place in expected_of(product, root):
            verdicts += expect.judge(stated, place, one)
        for budget in [*budgets_of_product(product, root), *placed]:
            if selects(budget, product, root):
                verdicts += [verdict for judge in CHECKS for verdict in judge(budget, one)]
    findings += [one.finding for one in verdicts if one.finding is not None]
    return Checked(
        portfolio, products, verdicts, list(dict.fromkeys([*portfolio.findings, *findings])), [], {}
    )


def _checking(product: Product, today: str, findings: list[Finding]) -> Checking:
    outcome = None if product.batch is None else product.batch.outcome(product)
    if outcome is not None:
        findings += outcome.findings
    return Checking(product, product.shown, outcome, today)
