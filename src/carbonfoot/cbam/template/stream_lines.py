"""Sheet B of the template: source streams, PFC emissions, stacks."""

from __future__ import annotations

import re
from typing import Any

from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Page, Where
from carbonfoot.cbam.template.draft import Draft, Entry
from carbonfoot.cbam.template.labels import At

METHODS = {"combustion": "combustion", "process emissions": "process", "mass balance": "mass-balance"}
_CELLS = re.compile(r"\b(cwpb|swpb|vss|hss|pfpb)\b", re.IGNORECASE)
_VOLUME = "1000nm3"
_KILO = 3
_COMMON = ("CO2e fossil (t)",)
_COLUMNS: dict[tuple[str, ...], tuple[str, ...]] = {
    labels.STREAM_TABLE: (
        *("Method", "Source stream name", "Activity data (AD)", "AD Unit", "Net calorific value (NCV)"),
        *("Emission factor (EF)", "EF Unit", "Carbon content", "Oxidation factor (OxF)"),
        *("Conversion factor (ConvF)", "Biomass content (BioC)"),
    ),
    labels.PFC_TABLE: (
        *("Method", "Technology type", "Activity data (AD)", "A: Frequency", "A: Duration", "A: SEF(CF4)"),
        *("B: AEO", "B: CE", "B: OVC", "F(C2F6)", "Collection efficiency, %"),
    ),
    labels.STACK_TABLE: (
        *("Name", "Type of GHG", "Biomass fraction", "hourly GHG conc. Average", "hours operating"),
        "Flue gas flow (average)",
    ),
}
Line = dict[str, At | None]
"""The cells of a line by the plain texts above them."""


def streams(draft: Draft, page: Page) -> list[dict[str, Any]]:
    """The entries of `source_streams`; `CO2e fossil (t)` of each is what the file counts for it."""
    made: list[dict[str, Any]] = []
    names: set[str] = set()
    for table, read in (
        (labels.STREAM_TABLE, _stream),
        (labels.PFC_TABLE, _pfc),
        (labels.STACK_TABLE, _stack),
    ):
        head = labels.heads(page.texts, table)
        if head is None:
            page.lacks("` and `".join(table[1:]))
            continue
        rows = _rows(page, head)
        columns = {labels.plain(one): one for one in (*_COMMON, *_COLUMNS[table])}
        if rows:
            for key, told in columns.items():
                if key not in head:
                    page.lacks(told, f"below `{table[2]}`")
        for row in rows:
            entry = Entry(draft, ("source_streams", len(made)), page)
            entry.draft.places[entry.path] = Where(
                page.name, (row, head["method"] if "method" in head else head["name"]), "Method"
            )
            line: Line = {key: (row, head[key]) if key in head else None for key in columns}
            read(entry, line, names)
            counted = line["co2e fossil (t)"]
            if counted is not None:
                draft.counted[entry.path] = Where(page.name, counted, "CO2e fossil (t)")
            made.append(entry.data)
    return made


def _rows(page: Page, head: dict[str, int]) -> list[int]:
    """Numbered lines with an entry, until the numbers end; the examples above them are no numbers."""
    rows: list[int] = []
    begun = False
    for row in range(head[""] + 1, page.last + 1):
        number = page.texts.get((row, head["#"]), "")
        if number.isdigit():
            begun = True
            inputs = [
                head[key]
                for key in ("method", "name", "source stream name", "activity data (ad)")
                if key in head
            ]
            inputs += [
                head[key] for key in ("type of ghg", "hourly ghg conc. average") if "method" not in head
            ]
            if any(page.text((row, column)) for column in inputs):
                rows.append(row)
        elif begun:
            break
    return rows


def _name(entry: Entry, at: At | None, otherwise: str, names: set[str]) -> None:
    name = entry.page.text(at) or otherwise
    unique, number = name, 1
    while unique in names:
        number += 1
        unique = f"{name} ({number})"
    if unique != name:
        entry.remark(f"the file has several lines called `{name}`")
    names.add(unique)
    entry.put("name", unique, at, "Source stream name")


def _stream(entry: Entry, line: Line, names: set[str]) -> None:
    page = entry.page
    method = page.text(line["method"])
    _name(entry, line["source stream name"], method or "Source stream", names)
    entry.put("method", METHODS.get(labels.plain(method), method or "not stated"), line["method"], "Method")
    unit = labels.plain(page.text(line["ad unit"]))
    volume = unit == _VOLUME
    entry.number(
        "amount",
        line["activity data (ad)"],
        "Nm3" if volume else page.text(line["ad unit"]),
        "Activity data (AD)",
        scale=_KILO if volume else 0,
    )
    mass = entry.data.get("method") == "mass-balance"
    entry.number(
        "net_calorific_value",
        line["net calorific value (ncv)"],
        "GJ/t" if not volume else "MJ/Nm3",
        "Net calorific value (NCV)",
    )
    if mass:
        entry.number(
            "carbon_content", line["carbon content"], "t C/t" if not volume else "kg C/Nm3", "Carbon content"
        )
    else:
        _factor(entry, line)
        if entry.data["method"] == "combustion":
            _percent(entry, "oxidation_factor", line["oxidation factor (oxf)"], "Oxidation factor (OxF)")
        else:
            entry.number(
                "conversion_factor", line["conversion factor (convf)"], "%", "Conversion factor (ConvF)"
            )
    _biomass(entry, line, "biomass content (bioc)")


def _percent(entry: Entry, key: str, at: At | None, name: str) -> None:
    """A percentage; the template divides it by 100, so a share that was typed instead counts a hundredth."""
    digits = entry.number(key, at, "%", name)
    if digits and at is not None and 0 < float(digits) <= 1:
        said = f"`{digits}` is read as {digits} %, as the template does"
        entry.page.report(
            "CF208", said, at, name, "ask the supplier whether a share was meant", severity="warning"
        )


def _factor(entry: Entry, line: Line) -> None:
    unit = labels.plain(entry.page.text(line["ef unit"]))
    words = {"tco2/tj": "t CO2/TJ", "tco2/t": "t CO2/t", "tco2/1000nm3": "kg CO2/Nm3"}
    entry.number(
        "emission_factor",
        line["emission factor (ef)"],
        words.get(unit, entry.page.text(line["ef unit"])),
        "Emission factor (EF)",
    )


def _biomass(entry: Entry, line: Line, key: str) -> None:
    share = entry.page.number(line[key], "Biomass content (BioC)")
    if share and float(share):
        _percent(entry, "biomass_share", line[key], "Biomass content (BioC)")
        entry.put("zero_rated", "yes", line[key], "Biomass content (BioC)")
        entry.remark(
            "the file counts this biomass as zero; that needs evidence (2025/2547, Annex II, B.3.3): `no` without it",
            "zero_rated",
        )


def _pfc(entry: Entry, line: Line, names: set[str]) -> None:
    page = entry.page
    kind = page.text(line["technology type"])
    _name(entry, None, f"PFC, {kind}" if kind else "PFC", names)
    entry.put("method", "pfc", line["method"], "Method")
    entry.number("amount", line["activity data (ad)"], "t", "Activity data (AD)")
    match = _CELLS.search(kind)
    if match is not None and match[1].lower() != "pfpb":
        entry.put("technology", match[1].lower(), line["technology type"], "Technology type")
    elif kind:
        entry.remark(f"the file says `{kind}`; write it as `technology:` where the standard factors are used")
    if labels.plain(page.text(line["method"])).startswith("overvoltage"):
        entry.number("overvoltage", line["b: aeo"], "mV", "B: AEO")
        efficiency = page.number(line["b: ce"], "B: CE")
        if efficiency:  # "as % or values between 0 and 1", says the template
            share = efficiency if float(efficiency) <= 1 else f"{efficiency} %"
            entry.put("current_efficiency", share, line["b: ce"], "B: CE")
        entry.number("overvoltage_factor", line["b: ovc"], "kg/t/mV", "B: OVC")
    else:
        entry.number("anode_effects", line["a: frequency"], "1/day", "A: Frequency")
        entry.number("anode_effect_duration", line["a: duration"], "min", "A: Duration")
        entry.number("slope_factor", line["a: sef(cf4)"], "kg/t", "A: SEF(CF4)")
    entry.number("c2f6_share", line["f(c2f6)"], "", "F(C2F6)")
    entry.number("collection_efficiency", line["collection efficiency, %"], "", "Collection efficiency, %")


def _stack(entry: Entry, line: Line, names: set[str]) -> None:
    _name(entry, line["name"], "Stack", names)
    entry.put("method", "measurement", line["name"], "Name")
    entry.text("gas", line["type of ghg"], "Type of GHG")
    entry.number("concentration", line["hourly ghg conc. average"], "g/Nm3", "hourly GHG conc. Average")
    entry.number("flow", line["flue gas flow (average)"], "Nm3/h", "Flue gas flow (average)", scale=_KILO)
    entry.number("hours", line["hours operating"], "h", "hours operating")
    _biomass(entry, line, "biomass fraction")
