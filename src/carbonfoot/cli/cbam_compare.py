"""`carbonfoot cbam compare`: suppliers of one good side by side."""

from __future__ import annotations

import os
from math import inf
from typing import TYPE_CHECKING

import typer

from carbonfoot.cli import output
from carbonfoot.cli.cbam import cbam
from carbonfoot.cli.cbam_amounts import amount, heading, rates
from carbonfoot.cli.cbam_cost import ACCEPT, RATE, calculated, refused, show, year_of
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, QUIET, one_of, settings
from carbonfoot.cli.library import library_here
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding

FEWEST = 2


@cbam.command("compare")
def compare(
    documents: list[str] = typer.Argument(metavar="INSTALLATION...", help="Installation documents."),
    cn: str | None = typer.Option(
        None, "--cn", metavar="CN", help="Which good; the one that all make by default."
    ),
    certificate_price: str | None = typer.Option(
        None, "--certificate-price", metavar="PRICE", help="Price of a certificate, such as '75.36 EUR/t'."
    ),
    rate: list[str] = RATE,
    year: int | None = typer.Option(None, "--year", metavar="YEAR", help="Year of import."),
    accept: bool = ACCEPT,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """What one good carries and costs by supplier, best first."""
    from carbonfoot.cbam.compare import NotComparable, common_code, told_once
    from carbonfoot.cbam.compare import compare as side_by_side
    from carbonfoot.cbam.cost import Asked, NoRate
    from carbonfoot.cbam.model import Outcome
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.reports.cbam_compare_json import compare_data
    from carbonfoot.reports.cbam_compare_text import compare_text
    from carbonfoot.reports.envelope import answer, to_text
    from carbonfoot.reports.finding_text import to_json
    from carbonfoot.reports.style import Style

    one_of(format, FORMATS, "--format")
    language = one_of(lang or settings(documents[0]).lang or "en", LANGUAGES, "--lang")
    if len(documents) < FEWEST:
        output.fail("name two installations or more; `carbonfoot cbam cost` is about one")
    for place, one in enumerate(documents):
        if any(os.path.realpath(one) == os.path.realpath(other) for other in documents[:place]):
            output.fail(f"{one} is named twice")
    price = inf
    if certificate_price is not None:
        price = amount(certificate_price, "EUR/t", "--certificate-price", above_zero=True)
    asked = Asked(price, rates(rate), accept)
    library = library_here(format, "cbam-compare")
    outcomes = [calculated(library, one) for one in documents]
    fine = [one.result for one in outcomes if one.result is not None]
    findings: list[Finding] = list(dict.fromkeys(finding for one in outcomes for finding in one.findings))
    texts = {name: text for one in outcomes for name, text in one.texts.items()}
    files = [file for one in outcomes for file in one.files]
    whole = Outcome(None, findings, files, texts)
    found = None
    if len(fine) == len(outcomes):
        try:
            digits = common_code(fine) if cn is None else heading(cn, "--cn")
            chosen = year_of(library, year, max(fine, key=lambda one: one.year))
            found = side_by_side(library, fine, digits, chosen, asked)
        except NotComparable as error:
            output.fail(error.message)
        except NoRate as error:
            output.fail(f"a carbon price was paid in {error.currency}: --rate '1450 {error.currency}/EUR'")
        for offer, cost in zip(found.offers, told_once(found), strict=True):
            findings += [one for one in refused([cost], chosen, offer.file) if one not in findings]
    if format == "json":
        data = None if found is None else compare_data(found, digits, asked)
        told = [to_json(one, texts.get) for one in findings]
        output.result(to_text(answer("cbam-compare", data, {}, told)), output_file, files)
    else:
        if found is not None:
            style = Style(output.width(), language, plain=output.ascii_only())
            output.result(compare_text(found, digits, price, style), output_file, files)
        show(findings, whole, quiet)
    raise SystemExit(exit_code(findings) or (3 if found is None else 0))
