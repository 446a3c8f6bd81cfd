"""B_EmInst: source streams, perfluorocarbons, emission sources that are measured."""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING, Any

from carbonfoot.cbam.template import labels
from carbonfoot.declarations.cbam_communication.form import Form, empty, table_rows
from carbonfoot.declarations.cbam_communication.sheet import Sheet
from carbonfoot.quantities.numbers import QuantityError, round_digits

if TYPE_CHECKING:
    from carbonfoot.cbam.model import StreamResult
    from carbonfoot.cbam.shapes.streams import SourceStream

NAME = labels.STREAMS
_METHODS = {"combustion": 0, "process": 1, "mass-balance": 2}


def fill_emissions(form: Form) -> set[str]:
    """The whole sheet. Gases of streams that it has no place for, so that their sum is entered by hand."""
    sheet = form.book.sheet(NAME)
    tables = {
        "streams": _Table(sheet, "Source stream name", "source streams", r"\d+"),
        "pfc": _Table(sheet, "Technology type", "perfluorocarbon entries", r"\d+"),
        "sources": _Table(sheet, "Type of GHG", "measured emission sources", r"\d+"),
    }
    carbon = form.options.library.rows("select value from cbam_constants where kind = 'carbon'")
    by_hand: set[str] = set()
    for index, one in enumerate(form.result.streams):
        stated = (form.document.source_streams or ())[index]
        kind, cells = "streams", None
        if one.method in _METHODS:
            cells = _stream(form, one, stated, float(carbon[0][0]) if carbon else None)
        elif one.method == "pfc":
            kind, cells = "pfc", _pfc(form, one, stated)
        elif one.method == "measurement":
            kind, cells = "sources", _measured(one, stated)
        if cells is None:
            form.outside.append(f"source stream `{one.name}`, which is in the sums entered by hand")
            by_hand.add(one.gas)
        else:
            tables[kind].lines.append(cells)
    for table in tables.values():
        table.fill(form)
    return by_hand


class _Table:
    """One of the three tables of the sheet, by a heading that it alone has."""

    def __init__(self, sheet: Sheet, heading: str, what: str, pattern: str) -> None:
        self.sheet = sheet
        self.what = what
        self.row = sheet.find(heading)[0]
        self.rows = table_rows(sheet, self.row, sheet.column(self.row, "#"), pattern)
        self.lines: list[dict[str, Any]] = []
        first = sheet.column(self.row, heading)
        empty(sheet, self.rows, (first, sheet.column(self.row, "Activity data (AD)")))

    def fill(self, form: Form) -> None:
        """Every line in its row."""
        form.room(self.rows, len(self.lines), self.what, ("source_streams",))
        for row, cells in zip(self.rows, self.lines, strict=False):
            for heading, value in cells.items():
                self.sheet.set((row, self.sheet.column(self.row, heading)), value)


def _tidy(value: float) -> float:
    """A derived number without the noise of its last digit."""
    short = round_digits(value, 12)
    return short if isclose(short, value, rel_tol=1e-14, abs_tol=0.0) else value


def _stream(
    form: Form, one: StreamResult, stated: SourceStream, carbon: float | None
) -> dict[str, Any] | None:
    amount = stated.amount
    if amount is None or not amount.number:
        return None
    gas = "Nm3" in amount.unit.symbol
    try:
        data = amount.to("Nm3") / 1000 if gas else amount.to("t")
    except QuantityError:  # energy
        return None
    units = form.book.words("CONST_torkNm3")
    factors = form.book.words("CONST_tCO2pTJOrtCO2pt")
    emitted = one.fossil + one.biogenic
    energy = one.energy + one.energy_biomass
    if emitted < 0 < data:
        data = -data
    cells: dict[str, Any] = {
        "Method": form.book.words("CONST_MonitoringApproach")[_METHODS[one.method]],
        "Source stream name": one.name,
        "Activity data (AD)": data,
        "AD Unit": units[1] if gas else units[0],
    }
    if energy > 0:
        cells["Net calorific value (NCV)"] = _tidy(energy * 1000 / abs(data))
    if emitted:
        cells["Biomass content (BioC)"] = _tidy(100 * one.biogenic / emitted)
    if not one.biogenic:
        cells.pop("Biomass content (BioC)", None)
    if one.method == "mass-balance":
        if carbon is None:
            return None
        cells["Carbon content"] = _tidy(emitted / data / carbon)
        return cells
    part = stated.oxidation_factor if one.method == "combustion" else stated.conversion_factor
    if part is not None:
        heading = "Oxidation factor (OxF)" if one.method == "combustion" else "Conversion factor (ConvF)"
        cells[heading] = _tidy(100 * part)
    burned = emitted / (part or 1.0)
    stated_factor = stated.emission_factor
    by_energy = energy > 0 and stated.carbon_content is None
    if stated_factor is not None:
        by_energy = by_energy and "J" in stated_factor.unit.symbol
    cells["Emission factor (EF)"] = _tidy(burned / energy if by_energy else burned / data)
    cells["EF Unit"] = factors[0] if by_energy else factors[2 if gas else 1]
    return cells


def _measured(one: StreamResult, stated: SourceStream) -> dict[str, Any] | None:
    if stated.concentration is None or stated.flow is None or stated.hours is None:
        return None
    cells: dict[str, Any] = {
        "Name": one.name,
        "Type of GHG": one.gas,
        "hourly GHG conc. Average": stated.concentration.to("g/Nm3"),
        "hours operating": stated.hours,
        "Flue gas flow (average)": stated.flow.to("Nm3/h") / 1000,
    }
    whole = one.fossil + one.biogenic
    if one.biogenic and whole:
        cells["Biomass fraction"] = _tidy(100 * one.biogenic / whole)
    return cells


def _pfc(form: Form, one: StreamResult, stated: SourceStream) -> dict[str, Any] | None:
    if stated.amount is None:
        return None
    said = {key: float(match[0]) for key, text, _ in one.values if (match := re.match(r"[-+.\deE]+", text))}
    slope = stated.anode_effects is not None
    factor = stated.slope_factor if slope else stated.overvoltage_factor
    factor = said.get("slope factor" if slope else "overvoltage factor") if factor is None else factor
    share = said.get("c2f6 share") if stated.c2f6_share is None else stated.c2f6_share
    if factor is None or share is None:
        return None
    data = stated.amount.to("t")
    cells: dict[str, Any] = {
        "Method": form.book.words("CONST_PFCSlopeOrOvervoltage")[0 if slope else 1],
        "Technology type": f"{one.name} ({stated.technology})" if stated.technology else one.name,
        "Activity data (AD)": data,
        "F(C2F6)": share,
        "Collection efficiency, %": stated.collection_efficiency,
    }
    if slope:
        cells |= {
            "A: Frequency": stated.anode_effects,
            "A: Duration": stated.anode_effect_duration,
            "A: SEF(CF4)": factor,
        }
        cf4 = data * (stated.anode_effects or 0.0) * (stated.anode_effect_duration or 0.0) * factor / 1000
    else:
        efficiency = 100 * (stated.current_efficiency or 0.0)
        cells |= {"B: AEO": stated.overvoltage, "B: CE": efficiency, "B: OVC": factor}
        cf4 = data * (stated.overvoltage or 0.0) / efficiency * factor / 1000 if efficiency else 0.0
    gwp = [form.book.constant(name) for name in ("CONST_GWP_CF4", "CONST_GWP_C2F6")]
    emitted = cf4 * (gwp[0] + share * gwp[1]) / (stated.collection_efficiency or 1.0)
    return cells if isclose(emitted, one.fossil, rel_tol=1e-9) else None
