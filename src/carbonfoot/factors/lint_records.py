"""What one emission factor must hold: the rules of `records.csv` in `docs/formats/factor-pack.md`."""

from __future__ import annotations

import re

from carbonfoot.factors.layout import (
    BOUNDARIES,
    CHOICES,
    FOLDERS,
    INCLUDES,
    PER_UNITS,
    REQUIRED,
    TREATMENTS,
)
from carbonfoot.factors.lint_cells import SLUG, Cells, Found, is_decimal, listed, own_id
from carbonfoot.factors.pack import items_of
from carbonfoot.factors.records import GASES
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit


def judge_record(pack: str, cells: Cells) -> Found:
    """Bad cells of one emission factor of the pack."""
    for column in REQUIRED:
        if not cells[column]:
            yield column, "empty"
    for column, choices in CHOICES.items():
        if cells[column] not in choices and (cells[column] or column not in REQUIRED):
            yield column, f"`{cells[column]}` is none of {listed(choices)}"
    yield from _names(pack, cells)
    yield from _figures(cells)
    yield from _gases(cells)
    yield from _fit(cells)
    yield from _calorific(cells)


def _names(pack: str, cells: Cells) -> Found:
    if cells["id"] and not own_id(pack, cells["id"]):
        yield "id", f"`{cells['id']}` is not `{pack}:` and a slug"
    folders = cells["item"].split("/")
    if cells["item"]:
        if not folders[1:] or not all(SLUG.fullmatch(folder) for folder in folders):
            yield "item", f"`{cells['item']}` is not a path of slugs like steel/hot-rolled-coil"
        elif folders[0] not in FOLDERS:
            yield "item", f"`{folders[0]}` is none of {listed(FOLDERS)}"
    if cells["kind"] == "waste" and cells["route"] not in TREATMENTS:
        yield "route", f"`{cells['route']}` is none of the treatments {listed(TREATMENTS)}"
    for column in ("route", "includes", "flags"):
        for slug in items_of(cells[column]):
            if not SLUG.fullmatch(slug) or (column == "includes" and slug not in INCLUDES):
                known = f"none of {listed(INCLUDES)}" if column == "includes" else "not a slug"
                yield column, f"`{slug}` is {known}"
    for code in items_of(cells["codes"]):
        if not re.fullmatch(r"[a-z][a-z0-9-]*:\S.*", code):
            yield "codes", f"`{code}` is not a scheme and a code like cn:7208"
    if not all(items_of(cells["tags"])):
        yield "tags", "an empty tag between two semicolons"
    if cells["year"] and not re.fullmatch(r"(19|20)[0-9]{2}", cells["year"]):
        yield "year", f"`{cells['year']}` is not a year"


def _figures(cells: Cells) -> Found:
    columns = ("co2e", *GASES, "low", "high", "gsd")
    wrong = {column for column in columns if cells[column] and not is_decimal(cells[column])}
    yield from (
        (column, f"`{cells[column]}` is not a decimal number") for column in columns if column in wrong
    )
    number = {column: float(cells[column]) for column in columns if cells[column] and column not in wrong}
    for column in GASES:
        if column == "co2_uptake" and number.get(column, 0) > 0:
            yield column, f"`{cells[column]}`: an uptake is zero or negative"
        elif column != "co2_uptake" and number.get(column, 0) < 0:
            yield column, f"`{cells[column]}`: a negative mass of gas"
    credit = cells["co2_uptake"] or "credit" in cells["flags"].split(";")
    if number.get("co2e", 0) < 0 and not credit:
        yield "co2e", f"`{cells['co2e']}`: negative without an uptake or the flag `credit`"
    low, middle, high = (number.get(column) for column in ("low", "co2e", "high"))
    limits = [value for value in (low, middle, high) if value is not None]
    if (low is not None or high is not None) and limits != sorted(limits):
        yield "low", "low, co2e and high are not in this order"
    if number.get("gsd", 1) < 1:
        yield "gsd", f"`{cells['gsd']}`: a geometric standard deviation is 1 or more"
    if bool(cells["low"] or cells["high"] or cells["gsd"]) != bool(cells["uncertainty_origin"]):
        yield "uncertainty_origin", "goes with low, high or gsd, and they with it"


def _gases(cells: Cells) -> Found:
    for part in items_of(cells["other_gases"]):
        gas, _, mass = part.partition("=")
        if not SLUG.fullmatch(gas) or not is_decimal(mass) or mass.startswith("-"):
            yield "other_gases", f"`{part}` is not a gas key and an amount like sf6=0.1"
    gases = any(cells[column] for column in (*GASES, "other_gases"))
    if not cells["co2e"] and not gases:
        yield "co2e", "neither a total nor a gas"
    if gases and not cells["gas_basis"]:
        yield "gas_basis", "empty, but gases are given"
    if not gases and cells["gas_basis"]:
        yield "gas_basis", f"`{cells['gas_basis']}`, but no gas is given"
    needs_set = bool(cells["co2e"]) or cells["gas_basis"] == "co2e"
    if needs_set and not cells["gwp_set"]:
        yield "gwp_set", "empty, but a CO2e figure is given"
    if cells["gwp_set"] and not needs_set:
        yield "gwp_set", f"`{cells['gwp_set']}`, but no CO2e figure is given"


def _fit(cells: Cells) -> Found:
    kind = cells["kind"]
    if kind not in BOUNDARIES:
        return
    if cells["boundary"] and cells["boundary"] not in BOUNDARIES[kind]:
        yield "boundary", f"`{cells['boundary']}` is none of {listed(BOUNDARIES[kind])}, which fit {kind}"
    if cells["scope2_method"] in CHOICES["scope2_method"] - {""} and kind not in ("electricity", "heat"):
        yield "scope2_method", f"only for electricity and heat, not for {kind}"
    per_energy = False
    if cells["unit_den"]:
        try:
            unit = parse_unit(cells["unit_den"])
        except QuantityError as error:
            yield "unit_den", f"`{cells['unit_den']}`: {error}"
            return
        fitting = [parse_unit(text).dimension for text in PER_UNITS[kind]]
        if unit.dimension not in fitting:
            yield (
                "unit_den",
                f"`{cells['unit_den']}` does not fit {kind} (per {', '.join(PER_UNITS[kind])} and alike)",
            )
        per_energy = kind == "fuel" and unit.dimension == parse_unit("kWh").dimension
    if per_energy and not cells["cv_basis"]:
        yield "cv_basis", "a fuel per unit of energy is on a net or gross basis"
    if cells["cv_basis"] and not per_energy:
        yield "cv_basis", f"`{cells['cv_basis']}`, but this is not a fuel per unit of energy"


def _calorific(cells: Cells) -> Found:
    allowed = {"ncv": ("MJ/kg", "MJ/m3"), "gcv": ("MJ/kg", "MJ/m3"), "density": ("kg/m3",)}
    for column, units in allowed.items():
        if not cells[column]:
            continue
        figure, _, unit = cells[column].partition(" ")
        try:
            fits = parse_unit(unit).dimension in [parse_unit(text).dimension for text in units]
        except QuantityError as error:
            yield column, f"`{cells[column]}`: {error}"
            continue
        if not fits or not is_decimal(figure) or float(figure) <= 0:
            yield column, f"`{cells[column]}` is not a positive number and a unit like {units[0]}"
