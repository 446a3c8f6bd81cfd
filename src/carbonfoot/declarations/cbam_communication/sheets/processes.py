"""D_Processes: a block a production process."""

from __future__ import annotations

from carbonfoot.cbam.attribution import terajoules
from carbonfoot.cbam.model import Path
from carbonfoot.cbam.template import labels
from carbonfoot.declarations.cbam_communication.form import Form, table_rows
from carbonfoot.declarations.cbam_communication.plan import Made, Plan
from carbonfoot.declarations.cbam_communication.sheet import FormError, Sheet
from carbonfoot.declarations.cbam_communication.words import MIX, SOURCE_CODES, among

NAME = labels.PROCESSES


def fill_processes(form: Form, plan: Plan) -> None:
    """A block for every process."""
    sheet = form.book.sheet(NAME)
    texts = {at: cell.text for at, cell in sheet.cells.items() if cell.text}
    last = max(sheet.rows, default=1)
    for at, heading in labels.slips(texts, labels.PROCESS_BLOCK, last, labels.PROCESS.values()).items():
        sheet.rename(at, heading)
    tops = [at[0] for at in sheet.starts(r"Production process \d+:")]
    if not tops:
        raise FormError(f"sheet `{NAME}` has no heading `Production process 1:`")
    for index, (made, top) in enumerate(zip(plan.processes, tops, strict=False)):
        end = tops[index + 1] if index + 1 < len(tops) else max(sheet.rows) + 1
        block = Block(sheet, top, end)
        _production(form, plan, index, made, block)
        _emissions(form, made, block)


class Block:
    """The rows of a process or precursor: cells by the heading of their row and the heading of their column."""

    def __init__(self, sheet: Sheet, top: int, end: int) -> None:
        self.sheet = sheet
        self.top = top
        self.end = end

    def find(self, heading: str, below: int = 0) -> int:
        """The row of a heading."""
        return self.sheet.find(heading, below=max(self.top, below), above=self.end)[0]

    def set(self, head: int, row: int, column: str, value: str | float | bool | None) -> None:
        """Fill in the cell of a row below a heading of the row `head`."""
        self.sheet.set((row, self.sheet.column(head, column)), value)


def _production(form: Form, plan: Plan, index: int, made: Made, block: Block) -> None:
    head = block.find("Total production levels:")
    rows = table_rows(
        block.sheet, head, block.sheet.find("Total production levels:", below=head)[1] - 1, r"\d+"
    )
    for place in range(len(form.categories.of(made.category))):
        block.set(head, rows[place], "Amounts", made.routes.get(place, 0.0))
    elsewhere = float(made.stated.for_non_cbam or 0.0)
    market = made.total - sum(made.inside.values()) - elsewhere
    if abs(market) < 1e-9 * made.total:
        market = 0.0
    details = block.find("Production details")
    block.set(details, block.find("Produced for the market"), "Amounts", market)
    inside = block.find("Consumed in other 'production processes' within the installation:")
    column = block.sheet.find(
        "Consumed in other 'production processes' within the installation:", below=inside
    )[1]
    rows = table_rows(block.sheet, inside, column - 1, r"\d+")
    others = [at for at in range(len(plan.processes)) if at != index]
    for row, other in zip(rows, others, strict=False):
        block.set(inside, row, "Amounts", made.inside.get(other, 0.0))
    aside = block.find("Consumed for non-CBAM goods within the installation:")
    block.set(inside, aside, "Amounts", elsewhere)


def _emissions(form: Form, made: Made, block: Block) -> None:
    one, stated = made.result, made.stated
    choose = block.find("Please select which elements are applicable")
    heat = bool(stated.heat_in or stated.heat_out)
    gases = stated.waste_gas is not None
    block.set(choose - 1, choose, "Measurable heat", heat)
    block.set(choose - 1, choose, "Waste gases", gases)
    direct = block.find("Directly attributable emissions (DirEm*)")
    block.set(direct - 1, direct, "Value", one.star)
    if heat:
        _heat(made, block)
    if gases:
        _gases(form, made, block)
    power = block.find("Indirect emissions from electricity consumption")
    block.set(power, block.find("Electricity consumption", power + 1), "Value", one.electricity)
    factor = one.attributed_indirect / one.electricity if one.electricity else one.electricity_factor
    block.set(
        power,
        block.find("Emission factor of the electricity", power),
        "Value",
        _same(one.electricity_factor, factor),
    )
    block.set(power, block.find("Source of the emission factor", power), "Value", _source(form, made))
    sold = block.find("Electricity exported from the production process")
    made_here = stated.electricity_produced
    amount = float(made_here.amount) if made_here is not None else 0.0
    block.set(sold, block.find("Amounts exported", sold), "Value", amount)
    if amount:
        row = block.find("Emission factor of the electricity", sold)
        block.set(sold, row, "Value", one.power_made / amount)
        if made_here is not None and made_here.exported is not None and made_here.exported != amount:
            form.outside.append(
                f"electricity that `{one.name}` exports: the form's row holds what it produces, as Eq. 55 takes off"
            )


def _same(known: float, computed: float) -> float:
    """The factor as it is known, where the product comes to the same."""
    return known if abs(known - computed) <= 1e-12 * abs(computed) else computed


def _heat(made: Made, block: Block) -> None:
    head = block.find("Import and export of measurable heat")
    amounts, factors = block.find("Amount of net measurable heat", head), block.find("Emissions factor", head)
    flows = {
        "Imported": (made.stated.heat_in, made.result.heat_in),
        "Exported": (made.stated.heat_out, made.result.heat_out),
    }
    for column, (stated, emitted) in flows.items():
        amount = sum(float(one.amount) for one in stated or ())
        block.set(head, amounts, column, amount)
        block.set(head, factors, column, emitted / amount if amount else 0.0)


def _gases(form: Form, made: Made, block: Block) -> None:
    """TJ as stated; 0 of what does not count. The form's own formula turns them into emissions."""
    head = block.find("Amount of waste gas") - 1
    gas = made.stated.waste_gas
    if gas is None:
        return
    for column, amount, emitted in (
        ("Imported", gas.imported, made.result.gas_in),
        ("Exported", gas.exported, made.result.gas_out),
    ):
        energy = None if amount is None else terajoules(amount, gas.net_calorific_value)
        block.set(head, head + 1, column, energy if energy and emitted else 0.0)
    if gas.partner:
        form.outside.append(f"who takes or gives the waste gas of `{made.result.name}`: {gas.partner}")


def _source(form: Form, made: Made) -> str | None:
    """The form's code for where the emission factor of electricity is from; None where nothing says it."""
    words = form.book.words("CONST_ElecSource")
    use = made.stated.electricity
    if use is not None and among(words, use.source):
        return among(words, use.source)
    if use is not None and use.emission_factor is not None:
        form.report(
            "CF837",
            f"nothing says where the electricity factor of `{made.result.name}` is from, in words of the form",
            _at(made, "electricity"),
            "write as `source:` one of " + ", ".join(one for one in words if one),
        )
        return None
    named = set(use.sources or ()) if use is not None else set()
    codes: set[str | None] = set()
    for one in form.document.electricity or ():
        if not named or one.name in named:
            kind = (one.basis or "official") if one.kind == "grid" else one.kind
            codes.add(among(words, one.source) or among(words, SOURCE_CODES.get(kind)))
    return codes.pop() if len(codes) == 1 else among(words, MIX) if codes else None


def _at(made: Made, key: str) -> Path:
    return (*made.result.path, key)
