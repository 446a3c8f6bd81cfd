"""Gas factors of electronics manufacturing: 40 CFR part 98, subpart I, tables I-5, I-6, I-7, I-11, I-12 and I-20.

Every published row becomes a row of `parameters.csv`. Items and words stand in `us_40cfr98_i.mapping.csv`, one line
for each table and process; the gases in `electronics.gases.csv`. "NF3 remote" is no gas but a way to use it, so such
rows have an item of their own below that of the process.
"""

from __future__ import annotations

import re
from pathlib import Path

from packs import common, electronics

PACK = "us-40cfr98-i"
FILE = Path("us_40cfr98_subpart_i", "subpart_i_gas_factors.csv")
QUANTITIES = {"unreacted_fraction_1_minus_U": "unreacted-share", "byproduct_kg_per_kg": "by-product"}
NO_GREENHOUSE_GAS = "Elemental fluorine is no greenhouse gas: it serves to find the CF4 that combustion abatement makes of it."
Row = dict[str, str]


def tables(data: Path) -> dict[str, str]:
    """File name to text; ValueError for a published row that the mapping does not know."""
    mapping = common.read_csv(Path(__file__).with_name("us_40cfr98_i.mapping.csv"))
    places = {(row["table"], row["process"]): row for row in mapping}
    gases = electronics.gases()
    rows = []
    for source in common.read_csv(data / FILE):
        place = places.get((source["table"], source["process"]))
        if place is None:
            raise ValueError(f"not in the mapping: {source['table']}, {source['process']}")
        rows.append(_parameter(place, source, gases))
    return {"parameters.csv": electronics.parameters_csv(rows)}


def _parameter(place: Row, source: Row, gases: dict[str, electronics.Gas]) -> Row:
    fed = gases[source["input_gas"]]
    formed = gases[source["byproduct"]] if source["byproduct"] else None
    quantity, name, name_ko, tags = electronics.gas_words(fed, formed)
    if QUANTITIES[source["quantity"]] != quantity:
        raise ValueError(f"{source['quantity']} with by-product `{source['byproduct']}`")
    way = f"{fed.key}{'-remote' if fed.remote else ''}"
    printed = source["input_gas"].replace("_", " ")
    no_gas = formed is not None and formed.key == "f2"
    return electronics.parameter(
        id=f"{PACK}:{place['slug']}-{way}-{'to-' + formed.key if formed else 'unreacted'}",
        item=f"{place['item']}{'/remote-plasma' if fed.remote else ''}",
        quantity=quantity,
        substance=fed.key,
        product=formed.key if formed else "",
        name=f"{name}, {place['process_en']}",
        name_ko=f"{name_ko}, {place['process_ko']}",
        value=source["value"],
        unit="kg/kg",
        geo="US",
        year=_year(source["rule_citation"]),
        year_kind="publication",
        edition=f"40 CFR 98 subpart I, Table {source['table']}",
        technology=place["technology"],
        trust="A",
        flags="not-a-greenhouse-gas" if no_gas else "",
        flag_note=NO_GREENHOUSE_GAS if no_gas else "",
        source_row=f"Table {source['table']}, {source['process']}, {printed}, "
        f"{'B ' + source['byproduct'] if formed else '1-U'}; {source['rule_citation']}",
        tags=f"{tags};{place['tags']}",
    )


def _year(citation: str) -> str:
    """Year of the last rule that a citation names: `..., 2010-12-01, as amended 78 FR 68225, 2013-11-13` is 2013."""
    dates: list[str] = re.findall(r"\d{4}-\d{2}-\d{2}", citation)
    return max(dates)[:4]
