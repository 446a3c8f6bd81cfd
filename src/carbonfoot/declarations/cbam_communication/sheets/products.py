"""Summary_Products: the goods by CN code, what Annex IV asks for each, carbon price due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.labels import plain
from carbonfoot.declarations.cbam_communication.form import Form, empty, table_rows
from carbonfoot.declarations.cbam_communication.plan import Plan
from carbonfoot.declarations.cbam_communication.words import INSTRUMENTS, among

if TYPE_CHECKING:
    from carbonfoot.cbam.model import GoodResult
    from carbonfoot.cbam.shapes.precursors import CarbonPrice
    from carbonfoot.cbam.shapes.processes import Good

NAME = labels.PRODUCTS
_DIGITS = 15
_CN = 8
_PRODUCT = "Product name (used for communication with reporting declarant, e.g. on invoices)"


def fill_products(form: Form, plan: Plan) -> None:
    """A row for every good."""
    sheet = form.book.sheet(NAME)
    row = sheet.find(_PRODUCT)[0]
    process = sheet.column(row, "Production process from which the products arise")
    code = sheet.column(row, "CN Codes")
    rows = table_rows(sheet, row, process - 1, r"\d+")
    empty(sheet, rows, (process, code))
    goods = form.result.goods
    form.room(rows, len(goods), "goods", ("processes",))
    by_result = {id(made.result): made for made in plan.processes}
    for at, one in zip(rows, goods, strict=False):
        made = by_result.get(id(form.result.processes[one.process]))
        if made is None:
            continue
        sheet.set((at, process), made.name)
        sheet.set((at, code), one.cn[:_CN])
        sheet.set((at, sheet.column(row, _PRODUCT)), one.name)
        stated = _stated(form, one)
        said = _price(form, one)
        if stated is not None:
            said |= _parameters(form, one, stated, made.category)
        for heading, value in said.items():
            sheet.set((at, sheet.column(row, heading)), value)


def _stated(form: Form, one: GoodResult) -> Good | None:
    goods = form.document.processes[one.process].goods or ()
    place = [part for part in one.path if isinstance(part, int)][1:2]
    return goods[place[0]] if place and place[0] < len(goods) else None


def _parameters(form: Form, one: GoodResult, stated: Good, category: str) -> dict[str, Any]:
    reducing = among(form.book.words("CONST_ReducingAgent"), stated.reducing_agent)
    if stated.reducing_agent and reducing is None:
        form.outside.append(f"reducing agent `{stated.reducing_agent}`")
    aluminium = "aluminium" in category.casefold()
    nitrogen = stated.nitrogen or {}
    said: dict[str, Any] = {
        "The main reducing agent of the precursor, if known": reducing,
        "Steel mill identification number": _number(stated.steel_mill),
        "% Mn": stated.manganese,
        "% Cr": stated.chromium,
        "% Ni": stated.nickel,
        "% other alloys": stated.other_alloys,
        "% carbon": stated.carbon,
        "t scrap per t aluminium" if aluminium else "t scrap per t steel": stated.scrap,
        "% pre-consumer scrap": stated.pre_consumer_scrap,
        "% non-aluminium elements": stated.non_aluminium,
        "Clinker factor": stated.clinker_content,
        "% urea": stated.purity,
        "% N contained": stated.nitrogen_content,
        "% N as ammonium (NH4+)": nitrogen.get("ammonium"),
        "% N as nitrate (NO3\u2013)": nitrogen.get("nitrate"),
        "% N as Urea": nitrogen.get("urea"),
        "% N in other (organic) forms": nitrogen.get("other"),
    }
    acid = plain(category) == "nitric acid"
    said["% nitric acid" if acid else "Concentration, if hydrous solution"] = stated.concentration
    if plain(category) == "calcined clays":
        said["Calcined or not"] = True
    if len(one.cn) > _CN:
        form.outside.append(f"TARIC code `{one.cn}`")
    return said


def _number(said: str | None) -> str | int | None:
    """An identification number as a number where that loses nothing, as the form's own example has it."""
    plain_number = said is not None and said.isascii() and said.isdigit() and not said.startswith("0")
    return int(said) if said is not None and plain_number and len(said) <= _DIGITS else said


def _price(form: Form, one: GoodResult) -> dict[str, Any]:
    """Carbon price due, already net of rebates, with what precursors bring along; in one currency."""
    paid = {currency: amount for currency, amount in one.prices.items() if amount}
    if not paid:
        stated = [*(form.document.carbon_prices or ()), *(price for _, price in _of_precursors(form))]
        if stated:
            form.outside.append("carbon prices that do not count, such as those that nobody certified")
        return {}
    currency, amount = next(iter(sorted(paid.items(), key=lambda item: (-item[1], item[0]))))
    for other in paid:
        if other != currency:
            form.outside.append(f"carbon price of `{one.name}` in {other}")
    kinds = {INSTRUMENTS[price.instrument] for price in form.document.carbon_prices or ()}
    kinds |= {INSTRUMENTS[price.instrument] for _, price in _of_precursors(form)}
    words = form.book.words("CONST_CarbonPriceType")
    instrument = next(iter(kinds)) if len(kinds) == 1 else "Combination"
    prices = form.document.carbon_prices or ()
    if any(price.rebate is not None or price.free_allowances for price in prices):
        form.outside.append("rebates and free allowances apart: the carbon price due is written net of them")
    return {
        "Type of instrument (carbon pricing)": among(words, instrument),
        "Share of total embedded emissions covered by the carbon price": prices[0].covered
        if len(prices) == 1
        else None,
        "Currency": currency,
        "Carbon price (CP) due (per produced t or MWh)": amount,
        "Amount of rebate (per produced t or MWh)": 0.0,
    }


def _of_precursors(form: Form) -> list[tuple[str, CarbonPrice]]:
    """Carbon prices paid for bought precursors, with the name of each."""
    return [
        (precursor.name, price)
        for precursor in form.document.precursors or ()
        for supply in (precursor, *(precursor.supplies or ()))
        for price in supply.carbon_price or ()
    ]
