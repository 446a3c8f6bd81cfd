"""The Commission's communication template, filled in: `carbonfoot declare FILE --as cbam-communication --template BLANK.xlsx`.

The blank template is the user's; nothing of it is part of this program. Cells are found by the headings beside and above
them, so that v2.1 and v2.1.1 are both filled in; formulas stay, and compute the summary sheets on opening.
"""

from __future__ import annotations

import os
from math import isclose, isnan
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from carbonfoot.declarations.cbam_communication.book import Book, open_book
from carbonfoot.declarations.cbam_communication.form import Form
from carbonfoot.declarations.cbam_communication.plan import Plan, expected, make_plan
from carbonfoot.declarations.cbam_communication.sheet import FormError
from carbonfoot.declarations.cbam_communication.sheets.balance import fill_balance
from carbonfoot.declarations.cbam_communication.sheets.emissions import fill_emissions
from carbonfoot.declarations.cbam_communication.sheets.further import fill_further
from carbonfoot.declarations.cbam_communication.sheets.installation import fill_installation
from carbonfoot.declarations.cbam_communication.sheets.precursors import fill_precursors
from carbonfoot.declarations.cbam_communication.sheets.processes import fill_processes
from carbonfoot.declarations.cbam_communication.sheets.products import fill_products
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.package import DamagedError, HarmfulError
from carbonfoot.quantities.numbers import format_number

if TYPE_CHECKING:
    from carbonfoot.cbam.model import GoodResult, Result

NAME = "cbam-communication"
TITLE = "the Commission's communication template for CBAM, filled in"
SUFFIX = ".xlsx"
SHOWN = 3
"""So many things that the form has no place for are named in the finding itself."""


def write(result: Result, options: DeclareOptions) -> Declared:
    """The workbook, and what it cannot say; nothing where the template is not fit for it (CF835, CF836)."""
    if options.template is None:
        help = "add `--template BLANK.xlsx`: a blank copy of the template from the Commission's CBAM pages"
        return _refused([Finding("CF835", "a blank communication template is needed", help=help)])
    display = display_path(os.path.realpath(options.template))
    try:
        book, findings = open_book(options.template, display)
        if book is None:
            return _refused(findings)
        try:
            return _filled(book, result, options)
        finally:
            book.package.close()
    except FormError as error:
        message = f"`{display}` cannot be filled in: {error.message}"
        return _refused([Finding("CF835", message, display, help=error.help)])
    except (DamagedError, HarmfulError, ExpatError) as error:
        return _refused([Finding("CF835", f"`{display}` cannot be read: {error}", display)])


def _refused(findings: list[Finding]) -> Declared:
    return Declared(b"", findings, SUFFIX)


def _filled(book: Book, result: Result, options: DeclareOptions) -> Declared:
    form = Form(book, result, options)
    plan = make_plan(form)
    fill_installation(form, plan)
    by_hand = fill_emissions(form)
    fill_balance(form, by_hand)
    fill_processes(form, plan)
    fill_precursors(form, plan)
    fill_products(form, plan)
    if any(severity(one) == "error" for one in form.findings):
        return _refused(form.findings)
    _compare(form, plan)
    fill_further(form)
    _outside(form)
    return Declared(book.written(options.issued), form.findings, SUFFIX)


def _outside(form: Form) -> None:
    """CF837: everything that the form has no place for, all of it in the notes."""
    things = tuple(dict.fromkeys(form.outside))
    if things:
        rest = f", and {len(things) - SHOWN} more" if len(things) > SHOWN else ""
        message = f"the form has no place of its own for {'; '.join(things[:SHOWN])}{rest}"
        help = "nothing, where the receiver does not need it: it stands in the form as additional information"
        form.report("CF837", message, ("installation",), help, things if rest else ())


def _compare(form: Form, plan: Plan) -> None:
    """CF837 for goods whose numbers the form's own formulas compute otherwise."""
    computed = expected(plan)
    for good in form.result.goods:
        shown = computed[good.process]
        for what, here, there in (
            ("direct", good.see.direct, shown[0]),
            ("indirect", good.see.indirect, shown[1]),
        ):
            if not isclose(here, there, rel_tol=1e-9, abs_tol=1e-12):
                _otherwise(form, good, what, here, there)
        power = good.see.electricity
        if not isclose(power, shown[2], rel_tol=1e-9, abs_tol=1e-12):
            form.outside.append(
                f"electricity of `{good.name}`, {'not known in all' if isnan(power) else format_number(power, 6)} MWh/t: "
                f"the form shows {format_number(shown[2], 6)}"
            )
        share = good.see.default_share_in_scope
        if not isnan(share) and not isclose(share, shown[3], rel_tol=1e-6, abs_tol=1e-9):
            form.outside.append(
                f"share of default values of `{good.name}`, {100 * share:.4g} % of what is in scope: the form shows "
                f"{100 * shown[3]:.4g} % of its direct emissions"
            )


def _otherwise(form: Form, good: GoodResult, what: str, here: float, there: float) -> None:
    """CF837 for a number that the form shows otherwise, and why; a warning where certificates depend on it."""
    if isnan(here):
        result, why = "not known in all", "the form adds up what is known"
    else:
        result = format_number(here, 6)
        why = (
            "the form lets the attributed emissions of a process be negative; the act makes them 0 (Annex III, A.2)"
            if form.result.processes[good.process].zeroed
            else "the form has one value per tonne for all goods of a process; the act has one per functional unit"
        )
    message = f"the form shows {format_number(there, 6)} t CO2e/t as SEE ({what}) of `{good.name}`; the result is {result}"
    help = "send the operator's report along: `--as cbam-operator-report`"
    counts = what == "direct" or not good.good.annex_ii
    form.report("CF837", message, good.path, help, (why,), "warning" if counts else "")
