"""E_PurchPrec: a block a purchased precursor."""

from __future__ import annotations

from math import isnan

from carbonfoot.cbam.template import labels
from carbonfoot.declarations.cbam_communication.form import Form, table_rows
from carbonfoot.declarations.cbam_communication.plan import Bought, Plan, known
from carbonfoot.declarations.cbam_communication.sheet import FormError
from carbonfoot.declarations.cbam_communication.sheets.processes import Block
from carbonfoot.declarations.cbam_communication.words import among

NAME = labels.PURCHASES


def fill_precursors(form: Form, plan: Plan) -> None:
    """A block for every purchased precursor."""
    sheet = form.book.sheet(NAME)
    tops = [at[0] for at in sheet.starts(r"Purchased precursor \d+:")]
    if not tops:
        raise FormError(f"sheet `{NAME}` has no heading `Purchased precursor 1:`")
    for index, (one, top) in enumerate(zip(plan.precursors, tops, strict=False)):
        block = Block(sheet, top, tops[index + 1] if index + 1 < len(tops) else max(sheet.rows) + 1)
        _amounts(plan, one, block)
        _carried(form, one, block)


def _amounts(plan: Plan, one: Bought, block: Block) -> None:
    sheet = block.sheet
    head, column = sheet.find("Total purchased levels:", below=block.top, above=block.end)
    rows = table_rows(sheet, head, column - 1, r"\d+")
    block.set(head, rows[one.route], "Amounts", one.purchased)
    head, column = sheet.find(
        "Consumed in 'production processes' within the installation:", below=head, above=block.end
    )
    rows = table_rows(sheet, head, column - 1, r"\d+")
    for index, row in zip(range(len(plan.processes)), rows, strict=False):
        block.set(head, row, "Amounts", one.used.get(index, 0.0))
    aside = block.find("Consumed for other purposes, e.g. sold or used for non-CBAM goods:")
    block.set(head, aside, "Amounts", one.purchased - sum(one.used.values()))


def _carried(form: Form, one: Bought, block: Block) -> None:
    measured, default = form.book.words("CONST_MeasDefaultUnknown")[:2]
    kind = default if one.default else measured
    head = block.find("Parameter:")
    direct = block.find("Specific embedded direct emissions (SEE (direct))", head)
    power = block.find("Specific electricity consumption (for SEE (indirect))", head)
    factor = block.find("Electricity emission factor (for SEE (indirect))", head)
    see = one.see
    block.set(head, direct, "Value", see.direct)
    block.set(head, direct, "Source", kind)
    electricity = known(see.electricity)
    if isnan(see.indirect):
        form.outside.append(
            f"indirect emissions of `{one.name}`, which are not known: the form adds up the others"
        )
    elif see.indirect and not electricity:
        # The form knows indirect emissions as electricity times a factor alone.
        form.outside.append(
            f"indirect emissions of `{one.name}` without its electricity: the form shows them as MWh of 1 t CO2e"
        )
        block.set(head, power, "Value", see.indirect)
        block.set(head, factor, "Value", 1.0)
    else:
        block.set(head, power, "Value", electricity)
        block.set(head, factor, "Value", see.indirect / electricity if electricity else 0.0)
    block.set(head, power, "Source", kind)
    block.set(head, factor, "Source", one.source)
    if one.default:
        words = form.book.words("CONST_DataQualityJustification")
        said = form.document.installation.default_values_because
        word = among(words, said) or (among(words, "Other") if said else None)
        block.set(
            head, block.find("Justification for use of default values (if relevant):", head), "Unit", word
        )
