"""C_Emissions&Energy: fuel balance, totals, data quality."""

from __future__ import annotations

from math import fsum

from carbonfoot.cbam.template import labels
from carbonfoot.declarations.cbam_communication.form import Form
from carbonfoot.declarations.cbam_communication.sheet import Sheet
from carbonfoot.declarations.cbam_communication.words import among

NAME = labels.BALANCE
_NOISE = 1e-12


def fill_balance(form: Form, by_hand: set[str]) -> None:
    """The whole sheet. `by_hand`: gases of streams that the sheet before has no place for."""
    sheet = form.book.sheet(NAME)
    _fuels(form, sheet, by_hand)
    _totals(form, sheet, by_hand)
    _quality(form, sheet)


def _fuels(form: Form, sheet: Sheet, by_hand: set[str]) -> None:
    head = sheet.find("Total fuel input")[0]
    row = sheet.find("manual entries", below=head)[0]
    others = {one.name for one in form.document.other_processes or ()}
    units = {one.name for one in form.document.heat or () if one.kind == "chp"}
    streams = [(one, one.energy + one.energy_biomass) for one in form.result.streams]
    if by_hand:
        sheet.set((row, sheet.column(head, "Total fuel input")), fsum(energy for _, energy in streams))
    if any(one.shares.get(unit) for one, _ in streams for unit in units):
        form.outside.append("the fuel balance of a CHP unit, whose fuel is for heat and electricity both")
        return
    beside = fsum(
        energy * share for one, energy in streams for name, share in one.shares.items() if name in others
    )
    whole = fsum(energy for _, energy in streams)
    sheet.set((row, sheet.column(head, "Direct fuel for CBAM goods")), whole - beside)
    sheet.set((row, sheet.column(head, "Fuel for electricity")), 0.0)
    sheet.set((row, sheet.column(head, "Direct fuel for non-CBAM goods")), beside)


def _totals(form: Form, sheet: Sheet, by_hand: set[str]) -> None:
    head = sheet.find("Total indirect emissions")[0]
    row = sheet.find("manual entries", below=head)[0]
    result = form.result
    beside = result.direct - fsum(one.fossil for one in result.streams)
    if beside > _NOISE * result.direct:
        what = "flue gas cleaning" if result.streams else "processes that state them without source streams"
        form.outside.append(f"direct emissions of {what}, which are in the sum of CO2 entered by hand")
        by_hand = by_hand | {"CO2"}
    headings = {"CO2": "Total CO2 emissions", "N2O": "Total N2O emissions", "PFC": "Total PFC emissions"}
    for gas in sorted(by_hand):
        total = fsum(one.fossil for one in result.streams if one.gas == gas)
        total += beside if gas == "CO2" else 0.0
        sheet.set((row, sheet.column(head, headings[gas])), total)
        if gas == "CO2":
            biogenic = fsum(one.biogenic for one in result.streams)
            sheet.set((row, sheet.column(head, "Biomass emissions")), biogenic)
    sheet.set((row, sheet.column(head, "Total indirect emissions")), result.indirect)


def _quality(form: Form, sheet: Sheet) -> None:
    head = form.document.installation
    top = sheet.find("GHG balance by type of monitoring methodology")[0]
    row = sheet.find("Information on quality assurance:", below=top)[0] + 1
    lists = {
        "General information on data quality:": ("CONST_DataQuality", head.data_quality),
        "Justification for use of default values (if relevant):": (
            "CONST_DataQualityJustification",
            head.default_values_because,
        ),
        "Information on quality assurance:": ("CONST_DataVerification", head.quality_assurance),
    }
    for heading, (words, said) in lists.items():
        known = form.book.words(words)
        word = among(known, said) or (among(known, "Other") if said else None)
        sheet.set(sheet.beside(sheet.find(heading, below=row)), word)
        if said and (word is None or word != among(known, said)):
            form.outside.append(f"{heading.rstrip(':').lower()}: `{said}`")
