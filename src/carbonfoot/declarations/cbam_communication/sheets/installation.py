"""A_InstData: period, operator, installation, verifier, categories, processes, purchased precursors."""

from __future__ import annotations

from datetime import date

from carbonfoot.cbam.template import labels
from carbonfoot.declarations.cbam_communication.form import Form, empty, table_rows
from carbonfoot.declarations.cbam_communication.plan import Plan
from carbonfoot.declarations.cbam_communication.sheet import Sheet

NAME = labels.INSTALLATION
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def fill_installation(form: Form, plan: Plan) -> None:
    """The whole sheet."""
    sheet = form.book.sheet(NAME)
    _period(form, sheet)
    _who(form, sheet)
    _verifier(form, sheet)
    _categories(form, plan, sheet)
    _processes(form, plan, sheet)
    _precursors(form, plan, sheet)


def _period(form: Form, sheet: Sheet) -> None:
    period = form.document.period
    epoch = _EPOCH_1904 if form.book.date1904 else _EPOCH
    row = sheet.find("Start:", "Start")[0]
    for heading, day in (("Start:", period.start), ("End:", period.end)):
        at = sheet.find(heading, below=row, above=row + 1)
        sheet.set(sheet.beside(at), (date.fromisoformat(day) - epoch).days)


def _who(form: Form, sheet: Sheet) -> None:
    head = form.document.installation
    top = sheet.find("About the installation")[0]
    address, operator = head.address, head.operator
    contact = (operator.contact if operator is not None else None) or head.author
    country = form.countries.name(head.country)
    if country is None:
        form.outside.append(f"country `{head.country}`")
    place = head.coordinates
    said = {
        "Name of the installation (optional):": head.name_ko,
        "Name of the installation (English name):": head.name,
        "Street, Number:": address.street if address else None,
        "Economic activity:": head.economic_activity,
        "Post code:": address.postcode if address else None,
        "P.O. Box:": address.po_box if address else None,
        "City:": address.city if address else None,
        "Country:": country,
        "UNLOCODE:": head.unlocode,
        "Coordinates of the main emission source (latitude):": place.latitude if place else None,
        "Coordinates of the main emission source (longitude):": place.longitude if place else None,
        "Name of authorized representative:": contact.name if contact else None,
        "Email:": contact.email if contact else None,
        "Telephone:": contact.phone if contact else None,
    }
    for heading, value in said.items():
        sheet.set(sheet.beside(sheet.find(heading, below=top)), value)
    if address is not None and address.region:
        form.outside.append(f"region `{address.region}`")
    if operator is not None:
        form.outside.append(f"operator `{operator.name}`")
    for key, value in (("installation id", head.registry_id), ("monitoring plan", head.monitoring_plan)):
        if value:
            form.outside.append(f"{key} `{value}`")


def _verifier(form: Form, sheet: Sheet) -> None:
    verification = form.document.installation.verification
    if verification is None:
        return
    top = sheet.find("Name and address of the verifier of this report:")[0]
    said = {
        "Company Name:": verification.verifier,
        "Name of the national accreditation body:": verification.body,
        "Registration number issued by the Accreditation body:": verification.accreditation,
    }
    for heading, value in said.items():
        sheet.set(sheet.beside(sheet.find(heading, below=top)), value)
    if verification.statement:
        form.outside.append(f"verification statement `{verification.statement}`")


def _categories(form: Form, plan: Plan, sheet: Sheet) -> None:
    row = sheet.find("Route 6")[0]
    first = sheet.column(row, "Aggregated goods category")
    routes = sheet.column(row, "Route 1")
    rows = table_rows(sheet, row, sheet.column(row, "ID"), r"G\d+")
    empty(sheet, rows, (first,))
    form.room(rows, len(plan.categories), "aggregated goods categories", ("processes",))
    for at, (category, used) in zip(rows, plan.categories.items(), strict=False):
        sheet.set((at, first), category)
        if form.categories.asks(category):
            known = form.categories.of(category)
            for place, route in enumerate(sorted(used)[:6]):
                sheet.set((at, routes + place), known[route])


def _processes(form: Form, plan: Plan, sheet: Sheet) -> None:
    row = sheet.find("Included goods categories listed under (a)")[0]
    first = sheet.column(row, "Aggregated goods category")
    included = sheet.column(row, "Included goods categories listed under (a)")
    named = sheet.column(row, "Name")
    rows = table_rows(sheet, row, sheet.column(row, "ID"), r"P\d+")
    empty(sheet, rows, (first, named))
    form.room(rows, len(plan.processes), "production processes", ("processes",))
    alone = form.book.words("CONST_OnlyDirProd")[0]
    for at, one in zip(rows, plan.processes, strict=False):
        sheet.set((at, first), one.category)
        sheet.set((at, named), one.name)
        for place, category in enumerate(one.joint[:6] or [alone]):
            sheet.set((at, included + place), category)


def _precursors(form: Form, plan: Plan, sheet: Sheet) -> None:
    row = sheet.find("Country code")[0]
    first = sheet.column(row, "Production process", "Aggregated goods category")
    country, routes, named = (sheet.column(row, one) for one in ("Country code", "Route 1", "Name"))
    rows = table_rows(sheet, row, sheet.column(row, "ID"), r"PP\d+")
    empty(sheet, rows, (first, named))
    form.room(rows, len(plan.precursors), "purchased precursors", ("precursors",))
    for at, one in zip(rows, plan.precursors, strict=False):
        sheet.set((at, first), one.category)
        sheet.set((at, country), form.countries.code(one.country))
        sheet.set((at, named), one.name)
        if form.categories.asks(one.category):
            sheet.set((at, routes), form.categories.of(one.category)[one.route])
