"""Sheet D of the template: production processes, what they made, used and emitted."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Page, Where
from carbonfoot.cbam.template.draft import Draft, Entry
from carbonfoot.cbam.template.head import Named
from carbonfoot.cbam.template.labels import At
from carbonfoot.cbam.template.purchase_lines import category, routes, used_by

_ONLY = "only direct production"
_ELECTRICITY = "Electricity"
_UNITS = {"t": "t", "mwh": "MWh"}
Uses = dict[str, list[tuple[str, str, Where]]]
"""Process to what it used: name, t, cell."""


class Block(NamedTuple):
    """A process of the template: its line in sheet A, its cells, and its entry."""

    line: Named
    at: dict[str, At | None]
    uses: list[tuple[At, At]]
    total: str
    entry: Entry


def processes(
    draft: Draft, page: Page, lines: list[Named], bought: Uses, known: dict[str, tuple[str, ...]]
) -> list[Block]:
    """The entries of `processes`, without their goods. `known`: routes of each category, as sheet A lists them."""
    titles = labels.blocks(page.texts, labels.PROCESS_BLOCK, page.last)
    made: list[Block] = []
    for line in lines:
        entry = Entry(draft, ("processes", len(made)), page)
        draft.places[entry.path] = Where(labels.INSTALLATION, line.at, "Name")
        entry.put("name", line.name or line.category)
        if line.number not in titles:
            page.lacks(f"Production process {line.number}")
            continue
        block = titles[line.number][1]
        texts = page.within(block)
        at = {key: labels.place(texts, field, block) for key, field in labels.PROCESS.items()}
        for key, where in at.items():
            if where is None:
                field = labels.PROCESS[key]
                page.lacks(f"{field.row}` below `{field.column}", f"process {line.number}")
        category(entry, line.category, line.name, None)
        total = routes(entry, page, block, labels.ROUTES, known.get(labels.plain(line.category), ()))
        made.append(Block(line, at, labels.listed(texts, block, labels.USES), total, entry))
    for one in made:
        _fill(one, page, made, bought)
    return made


def _fill(block: Block, page: Page, every: list[Block], bought: Uses) -> None:
    entry, at, line = block.entry, block.at, block.line
    joint = [one for one in line.others if labels.plain(one) != _ONLY]
    if joint:
        entry.put("joint", joint)
    unit = "MWh" if entry.data.get("category") == _ELECTRICITY else "t"
    unit = _UNITS.get(labels.plain(page.text(at["unit"])), unit)
    if block.total:
        entry.put("activity_level", f"{block.total} {unit}", at["total"], "Total production")
    others = page.number(at["non_cbam"], "Consumed for non-CBAM goods")
    if others and float(others):
        entry.put("for_non_cbam", f"{others} t", at["non_cbam"], "Consumed for non-CBAM goods")
    _used(block, page, every, bought)
    entry.number("direct_emissions", at["direct"], "t CO2e", "DirEm*")
    _heat(entry, page, at)
    _waste_gas(entry, at)
    _power(entry, page, at)


def _used(block: Block, page: Page, every: list[Block], bought: Uses) -> None:
    own = block.entry.data["name"]
    found = list(bought.get(own, []))
    for other in every:
        name = other.entry.data["name"]
        order = [one.entry.data["name"] for one in every if one is not other]
        uses = used_by(page, other.uses, order, f"t of `{name}`")
        found += [(name, digits, where) for process, digits, where in uses if process == own]
    if not found:
        return
    lines: list[dict[str, Any]] = []
    for name, digits, where in found:
        path = (*block.entry.path, "precursors", len(lines))
        block.entry.draft.places[path] = where
        lines.append({"name": name, "amount": f"{digits} t"})
    block.entry.put("precursors", lines)


def _heat(entry: Entry, page: Page, at: dict[str, At | None]) -> None:
    for key, what in (("heat_in", "Imported"), ("heat_out", "Exported")):
        amount = page.number(at[key], f"Net measurable heat, {what}")
        if not amount or not float(amount):
            continue
        inner = Entry(entry.draft, (*entry.path, key, 0), page)
        inner.number("amount", at[key], "TJ", f"Net measurable heat, {what}")
        inner.number("emission_factor", at[f"{key}_factor"], "t CO2/TJ", f"Emissions factor, {what}")
        entry.keep(key, inner, wrapped=True)


def _waste_gas(entry: Entry, at: dict[str, At | None]) -> None:
    inner = entry.within("waste_gas")
    for key, other in (("imported", "gas_in"), ("exported", "gas_out")):
        digits = inner.number(key, at[other], "TJ", f"Amount of waste gas, {key}")
        if digits and not float(digits):
            del inner.data[key]
    entry.keep("waste_gas", inner)
    if "exported" in inner.data:
        entry.put("evidence", "yes", at["gas_out"], "Amount of waste gas, exported")
        entry.remark(
            "the file takes this waste gas off; that must be proven to the verifier (Annex III, A.2.3): `no` without it",
            "evidence",
        )


def _power(entry: Entry, page: Page, at: dict[str, At | None]) -> None:
    inner = entry.within("electricity")
    amount = inner.number("amount", at["power"], "MWh", "Electricity consumption")
    factor = inner.number(
        "emission_factor", at["power_factor"], "t CO2/MWh", "Emission factor of the electricity"
    )
    inner.text("source", at["power_source"], "Source of the emission factor")
    if amount:
        if not float(amount) or not factor:
            inner.data.pop("source", None)
        entry.keep("electricity", inner)
    elif page.text(at["has_indirect"]) == "FALSE":
        entry.remark("electricity: the file says that indirect emissions do not apply, and states no amount")
    made = entry.within("electricity_produced")
    exported = made.number("amount", at["power_out"], "MWh", "Electricity exported")
    if exported and float(exported):
        made.number(
            "emission_factor",
            at["power_out_factor"],
            "t CO2/MWh",
            "Emission factor of the electricity exported",
        )
        made.put("exported", made.data["amount"], at["power_out"], "Electricity exported")
        entry.keep("electricity_produced", made)
        entry.remark(
            "the template asks for what was exported; the act takes off what was produced (Annex III, Eq. 55)",
            "electricity_produced",
        )
