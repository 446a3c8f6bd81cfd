"""Process emissions and parameters of the IPCC 2006 Guidelines, as bonsai-ipcc and the AMEE data restate them.

Which published cell is which record or parameter stands in `ipcc_2006.mapping.csv`; fuels, which all have the same
cells, stand in `ipcc_2006.fuels.csv` and burners in `ipcc_2006.technologies.csv`. What is left out, and why, stands
in `ipcc_shared.left_out.csv`.
"""

from __future__ import annotations

from pathlib import Path

from packs import common
from packs import ipcc_shared as shared

EDITION = "2006"
FUELS = Path(__file__).with_name("ipcc_2006.fuels.csv")
TECHNOLOGIES = Path(__file__).with_name("ipcc_2006.technologies.csv")
COMBUSTION = "business/energy/stationaryCombustion"
AMMONIA = "business/processes/production/ammonia"
SECTORS = {
    "energy-industries": ("2.2", ("Energy",)),
    "manufacturing": ("2.3", ("Manufacturing", "Construction")),
    "commercial": ("2.4", ("Commercial", "Institutional")),
    "residential-agriculture": ("2.5", ("Residential", "Agriculture", "Forestry", "Fisheries")),
}
"""Table of volume 2, chapter 2, and the contexts of the copy that restate it."""

GASES = {"ch4": "EFLHVNRGCH4", "n2o": "EFLHVNRGN2O"}
SLIP = {
    "trust": "X",
    "flags": "differs-from-guidelines",
    "flag_note": "the copy has 20 where two other transcriptions of table 2.3 have 30; ipcc-fuels uses 30",
}
SLIP_PLACE = ("manufacturing", "fuels/biomass/other-solid", "ch4")
YEAR_COLUMN = {
    "flags": "year-column-2019",
    "flag_note": "the copy writes 2019 in the year column and names the table of 2006 as the source",
}
_COLUMNS = """
    use source file row column item route gas quantity product scale unit bounds geo tier place technology trust flags
    flag_note edition year
"""
EMPTY = dict.fromkeys(_COLUMNS.split(), "")


def rows() -> list[shared.Row]:
    """Every published cell the pack uses, as rows of the mapping."""
    made = shared.mapping(EDITION)
    fuels = common.read_csv(FUELS)
    for fuel in fuels:
        made += [*_properties(fuel), *_sectors(fuel)]
    items = {burnt: fuel["item"] for fuel in fuels for burnt in fuel["combustion"].split(";")}
    for burner in common.read_csv(TECHNOLOGIES):
        made += _burner(burner, items[burner["fuel"]])
    return made


def tables(data: Path) -> dict[str, str]:
    """The tables of the pack; `data` is the folder of the published files."""
    words = shared.names()
    sectors = {key: words["word", key] for key in SECTORS}
    for fuel in common.read_csv(FUELS):
        tags = ";".join(filter(None, (fuel["tags"], fuel["item"])))
        words["item", fuel["item"]] = shared.Name(fuel["name"], fuel["name_ko"], fuel["tags"])
        words["item", _burnt("by-technology", fuel["item"])] = shared.Name(
            fuel["name"], fuel["name_ko"], tags
        )
        for key, sector in sectors.items():
            words["item", _burnt(key, fuel["item"])] = shared.Name(
                f"{fuel['name']}, combustion, {sector.name}",
                f"{fuel['name_ko']} 연소, {sector.name_ko}",
                tags,
            )
    return shared.tables(EDITION, data, rows(), words)


def _burnt(sector: str, item: str) -> str:
    return f"stationary-combustion/{sector}/{item.removeprefix('fuels/')}"


def _row(**cells: str) -> shared.Row:
    return {**EMPTY, **cells}


def _properties(fuel: dict[str, str]) -> list[shared.Row]:
    """Net calorific value and carbon content, with the second copies of the same number."""
    rows = []
    first, *others = [f"World|{code}" for code in fuel["bonsai"].split(";")]
    burnt = ";".join(f"{name}|*" for name in fuel["combustion"].split(";"))
    cells = {"item": fuel["item"], "quantity": "net-calorific-value", "unit": "GJ/t"}
    table = {"place": "vol. 2 ch. 1 table 1.2", "tier": "1", "trust": "B"}
    file = "generic/par_energy_content_per_mass"
    if fuel["ncv"] == "bonsai":
        made = {"use": "parameter", "bounds": "yes", **YEAR_COLUMN, **table}
        if fuel["ncv_note"]:
            made.update(trust="C", flags="differs-from-eu-act", flag_note=fuel["ncv_note"])
        rows.append(_row(source="bonsai", file=file, row=first, **cells, **made))
        rows += [_row(use="check", source="bonsai", file=file, row=row, **cells) for row in others]
        rows.append(_row(use="check", source="amee", file=COMBUSTION, row=burnt, column="LHV", **cells))
    elif fuel["ncv"] == "amee":
        made = {"use": "parameter", "source": "amee", "file": COMBUSTION, "row": burnt, "column": "LHV"}
        rows.append(_row(**made, **cells, **table))
    cells.update(quantity="carbon-content-per-energy", unit="kg/GJ")
    table["place"] = "vol. 2 ch. 1 table 1.3"
    file = "generic/par_carbon_content_per_energy"
    made = {"use": "parameter", "bounds": "yes", **YEAR_COLUMN, **table}
    rows.append(_row(source="bonsai", file=file, row=first, **cells, **made))
    rows += [_row(use="check", source="bonsai", file=file, row=row, **cells) for row in others]
    if fuel["ammonia"]:
        place = {
            "source": "amee",
            "file": AMMONIA,
            "row": f"*|*|{fuel['ammonia']}",
            "column": "defCarbonContent",
        }
        rows.append(_row(use="check", **place, **cells))
    return rows


def _sectors(fuel: dict[str, str]) -> list[shared.Row]:
    """CH4 and N2O per sector; contexts of one table of the guidelines must say the same."""
    names = fuel["combustion"].split(";")
    rows = []
    for sector, (table, contexts) in SECTORS.items():
        for gas, column in GASES.items():
            place = {
                "source": "amee",
                "file": COMBUSTION,
                "row": ";".join(f"{name}|{context}" for name in names for context in contexts),
                "column": column,
                "place": f"vol. 2 ch. 2 table {table}",
            }
            cells = {"item": _burnt(sector, fuel["item"]), "quantity": f"emission-factor-{gas}", "gas": gas}
            judged = SLIP if (sector, fuel["item"], gas) == SLIP_PLACE else {"trust": "B"}
            rows.append(_row(use="parameter", unit="kg/TJ", tier="1", **place, **cells, **judged))
    return rows


def _burner(burner: dict[str, str], item: str) -> list[shared.Row]:
    """CH4 and N2O of one kind of burner, where the guidelines have a figure."""
    slug = common.slug(burner["context"])
    place = {"source": "amee", "file": COMBUSTION, "row": f"{burner['fuel']}|{burner['context']}"}
    cells = {"item": f"{_burnt('by-technology', item)}/{slug}", "unit": "kg/TJ", "tier": "3", "trust": "B"}
    return [
        _row(
            use="parameter",
            column=GASES[gas],
            quantity=f"emission-factor-{gas}",
            gas=gas,
            place="vol. 2 ch. 2 tables 2.6 to 2.10",
            **place,
            **cells,
        )
        for gas in burner["gases"].split(";")
    ]
