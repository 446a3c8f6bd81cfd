"""Summary_Processes: what the importer is told in words, about carbon prices and everything else."""

from __future__ import annotations

from carbonfoot.cbam.template import labels
from carbonfoot.declarations.cbam_communication.form import Form

NAME = labels.SUMMARY
_LONGEST = 2000


def fill_further(form: Form) -> None:
    """The two cells for text."""
    sheet = form.book.sheet(NAME)
    prices = [one.name for one in form.document.carbon_prices or () if one.name]
    if sheet.has("Carbon price instrument:"):
        sheet.set(sheet.beside(sheet.find("Carbon price instrument:")), "; ".join(prices) or "None")
    if sheet.has("Any additional information:"):
        head = form.document.installation
        said = [part for part in (head.note, head.data_gaps and f"Data gaps: {head.data_gaps}") if part]
        said += [f"Not in this form: {'; '.join(dict.fromkeys(form.outside))}."] if form.outside else []
        sheet.set(sheet.beside(sheet.find("Any additional information:")), "\n".join(said)[:_LONGEST])
