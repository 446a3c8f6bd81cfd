"""Budgets asked of products: the only place that brings them together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from carbonfoot.checks import expect
from carbonfoot.checks.baseline import Baseline
from carbonfoot.checks.changes import changes, former_of, paired
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
    past: Mapping[str, Baseline] | None = None,
    asked: Iterable[str] = (),
) -> Checked:
    """Every limit asked of every product that it is about.

    budgets  a file in place of the `budgets.yaml` of each project
    today    ISO day
    whole    roots whose products are all here, so that a budget without any is told
    past     the former state of each root, as far as there is one
    asked    the files and folders of the command line
    """
    past = past or {}
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
    pairs = paired(portfolio.products, root_of, past)
    for product in portfolio.products:
        root = root_of[product.file]
        one = _checking(product, today, root, findings)
        former = former_of(pairs.get(product.file), one.footprint, known=root in past)
        one = one._replace(baseline=former)
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
    findings += idle.findings(whole, portfolio.products, asked=budgets is not None)
    findings += [one.finding for one in verdicts if one.finding is not None]
    moved, wrong = changes(products, pairs, past, root_of, asked)
    findings += wrong
    checked = Checked(
        portfolio.text_of, products, verdicts, list(dict.fromkeys([*portfolio.findings, *findings])), [], {}
    )
    against = ", ".join(dict.fromkeys(one.label for one in past.values()))
    return checked._replace(changes=tuple(moved), against=against)


def _checking(product: Product, today: str, root: str, findings: list[Finding]) -> Checking:
    outcome = None if product.batch is None else product.batch.outcome(product)
    if outcome is not None:
        findings += outcome.findings
    return Checking(product, product.shown, outcome, today, root=root)
