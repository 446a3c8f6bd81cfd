"""Budgets asked of products: the only place that brings them together."""

from __future__ import annotations

from collections.abc import Container

from carbonfoot.checks import expect
from carbonfoot.checks.gather import budgets_of_product, budgets_of_root, expected_of, selects
from carbonfoot.checks.idle import Idle
from carbonfoot.checks.model import Checked, Checking, Placed, Verdict
from carbonfoot.checks.registry import CHECKS
from carbonfoot.findings.finding import Finding
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.model import Portfolio, Product


def check(
    portfolio: Portfolio,
    gathered: Gathered,
    today: str,
    budgets: str | None = None,
    whole: Container[str] = (),
) -> Checked:
    """Every limit asked of every product that it is about.

    budgets  a file in place of the `budgets.yaml` of each project
    today    ISO day
    whole    roots whose products are all here, so that a budget without any is told
    """
    root_of = {file: root for root, files in gathered.files.items() for file in files}
    findings: list[Finding] = []
    placed: list[Placed] = []
    for root in gathered.files:
        found, wrong = budgets_of_root(root, budgets)
        placed += found
        findings += wrong
    products: list[Checking] = []
    verdicts: list[Verdict] = []
    idle = Idle(placed)
    for product in portfolio.products:
        root = root_of[product.file]
        one = _checking(product, today, root, findings)
        products.append(one)
        expected, wrong = expected_of(product, root)
        own, also = budgets_of_product(product, root)
        findings += [*wrong, *also]
        for stated, place in expected:
            verdicts += expect.judge(stated, place, one)
        for budget in [*own, *placed]:
            if selects(budget, product, root):
                given = [verdict for judge in CHECKS for verdict in judge(budget, one)]
                idle.used(budget, given)
                verdicts += given
    findings += idle.findings(whole, asked=budgets is not None)
    findings += [one.finding for one in verdicts if one.finding is not None]
    return Checked(
        portfolio, products, verdicts, list(dict.fromkeys([*portfolio.findings, *findings])), [], {}
    )


def _checking(product: Product, today: str, root: str, findings: list[Finding]) -> Checking:
    outcome = None if product.batch is None else product.batch.outcome(product)
    if outcome is not None:
        findings += outcome.findings
    return Checking(product, product.shown, outcome, today, root=root)
