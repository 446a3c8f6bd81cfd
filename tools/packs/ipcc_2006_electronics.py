"""Electronics in the IPCC 2006 Guidelines, volume 3, chapter 6: tier 1 per area, tier 2a and 2b by gas, abatement.

Read from the AMEE copy (CSV). Emissions per area of substrate are records of kind process; shares, by-product rates and
efficiencies are parameters. Items and words stand in the mapping files beside this script, and what is left out in
`ipcc_2006_electronics.left_out.csv`.
"""

from __future__ import annotations

from pathlib import Path

from packs import common, electronics

PACK = "ipcc-2006-electronics"
FOLDER = Path("ipcc_amee", "business", "processes", "production", "electronics")
ETCH = "etchingandcvdcleaning"
FLUIDS = "heattransferfluids"
EDITION = "IPCC 2006 Guidelines, volume 3, chapter 6"
AREAS = "Table 6.2"
EFFICIENCIES = "Table 6.6"
PRODUCTS = {
    "massCF4PerMass": "CF4",
    "massC2F6PerMass": "C2F6",
    "massC3F8PerMass": "C3F8",
    "massCHF3PerMass": "CHF3",
}
PER_AREA = {
    "massCF4PerArea": "cf4",
    "massC2F6PerArea": "c2f6",
    "massCHF3PerArea": "hfc-23",
    "massC3F8PerArea": "c3f8",
    "massNF3PerArea": "nf3",
    "massSF6PerArea": "sf6",
    "massC6F14PerArea": "c6f14",
}
CONTROLS = {
    "destructionEfficiency": ("destruction", "Destruction", "분해(파괴)"),
    "captureEfficiency": ("capture", "Capture", "회수"),
}
N2O_NOTE = (
    "The guidelines' tables of default factors list fluorinated gases; where the copy has this number from is not known. "
    "1 means that all N2O fed is released."
)
CHF3_NOTE = "Of the by-products of CHF3 the copy lacks C2F4, and for etching CF4 too; both stand in 40 CFR 98 table I-6."
Row = dict[str, str]


def tables(data: Path) -> dict[str, str]:
    """File name to text; ValueError for a published line that no mapping knows."""
    folder = data / FOLDER
    left_out = {
        (row["sector"], row["process"], row["gas"], row["column"])
        for row in common.read_csv(Path(__file__).with_name("ipcc_2006_electronics.left_out.csv"))
    }
    parameters = _by_gas(folder, left_out) + _efficiencies(folder) + _heel(folder)
    return {
        "records.csv": common.to_csv(_per_area(folder)),
        "parameters.csv": electronics.parameters_csv(parameters),
    }


def _per_area(folder: Path) -> list[Row]:
    ours = {
        (row["file"], row["sector"]): row
        for row in common.read_csv(Path(__file__).with_name("ipcc_2006_electronics.areas.csv"))
    }
    published = [
        *(
            ("production", row["sector"], row)
            for row in common.read_csv(folder / ETCH / "production" / "data.csv")
        ),
        *((FLUIDS, row["type"], row) for row in common.read_csv(folder / FLUIDS / "production" / "data.csv")),
    ]
    return [_area(ours[file, sector], source) for file, sector, source in published]


def _area(ours: Row, source: Row) -> Row:
    masses = [f"{gas}={source[column]}" for column, gas in PER_AREA.items() if source.get(column)]
    return common.record(
        **{
            column: ours[column]
            for column in ("item", "name", "name_ko", "technology", "flags", "flag_note", "tags")
        },
        id=f"{PACK}:{ours['slug']}",
        kind="process",
        unit_num="kg",
        unit_den="m2",
        gas_basis="mass",
        other_gases=";".join(masses),
        boundary="process_direct",
        geo="GLO",
        year="2006",
        year_kind="publication",
        trust="B",
        source_row=f"{AREAS}; {ours['file']}/data.csv, {ours['sector']}",
    )


def _by_gas(folder: Path, left_out: set[tuple[str, str, str, str]]) -> list[Row]:
    places = {
        (row["sector"], row["process"]): row
        for row in common.read_csv(Path(__file__).with_name("ipcc_2006_electronics.mapping.csv"))
    }
    gases = electronics.gases()
    made = []
    for source in common.read_csv(folder / ETCH / "data.csv"):
        place = places[source["sector"], source["process"]]
        fed = gases[source["gas"].strip()]
        for column in ("massPerMass", *PRODUCTS):
            key = (source["sector"], source["process"], source["gas"].strip(), column)
            if source[column] and key not in left_out:
                formed = gases[PRODUCTS[column]] if column in PRODUCTS else None
                made.append(_parameter(place, fed, formed, source[column]))
    return made


def _parameter(place: Row, fed: electronics.Gas, formed: electronics.Gas | None, value: str) -> Row:
    quantity, name, name_ko, tags = electronics.gas_words(fed, formed)
    flag, note, trust, table = "", "", "B", f"Table {place['table']}; "
    if fed.key == "n2o":
        flag, note, trust, table = "origin-unclear", N2O_NOTE, "C", ""
    elif place["item"].startswith("display/") and fed.key == "hfc-23":
        flag, note = "by-products-missing", CHF3_NOTE
    return electronics.parameter(
        id=f"{PACK}:{place['slug']}-{fed.key}{'-remote' if fed.remote else ''}-"
        f"{'to-' + formed.key if formed else 'unreacted'}",
        item=f"{place['item']}{'/remote-plasma' if fed.remote else ''}",
        quantity=quantity,
        substance=fed.key,
        product=formed.key if formed else "",
        name=f"{name}, {place['process_en']}",
        name_ko=f"{name_ko}, {place['process_ko']}",
        value=value,
        unit="kg/kg",
        geo="GLO",
        year="2006",
        year_kind="publication",
        edition=EDITION,
        tier=place["tier"],
        technology=place["technology"],
        trust=trust,
        flags=flag,
        flag_note=note,
        source_row=f"{table}{ETCH}/data.csv, {place['sector']}, {place['process']}, {fed.short}"
        f"{' remote' if fed.remote else ''}, {'B ' + formed.short if formed else '1-U'}",
        tags=f"{tags};{place['tags']}",
    )


def _efficiencies(folder: Path) -> list[Row]:
    gases = electronics.gases()
    made = []
    for source in common.read_csv(folder / ETCH / "emissionscontrol" / "data.csv"):
        gas = gases[source["gas"].strip()]
        for column, (word, english, korean) in CONTROLS.items():
            if source[column]:
                made.append(
                    electronics.parameter(
                        id=f"{PACK}:{word}-{gas.key}",
                        item=f"electronics/emission-control/{word}",
                        quantity=f"{word}-efficiency",
                        substance=gas.key,
                        name=f"{english} efficiency of emission control, {gas.short}",
                        name_ko=f"{gas.short} 배출 저감 설비 {korean} 효율",
                        value=source[column],
                        unit="1",
                        geo="GLO",
                        year="2006",
                        year_kind="publication",
                        edition=EDITION,
                        tier="2",
                        trust="C",
                        flags="not-for-unmaintained",
                        flag_note="Only for gas that passes a working device, run and maintained as its maker says.",
                        source_row=f"{EFFICIENCIES}; {ETCH}/emissionscontrol/data.csv, {gas.short}, {column}",
                        tags=f"DRE;abatement;스크러버;저감률;처리효율;{gas.name_ko}",
                    )
                )
    return made


def _heel(folder: Path) -> list[Row]:
    """The share of a gas that stays in its bottle: a default in the definitions of the copy, not in its data."""
    (heel,) = (row for row in common.read_csv(folder / ETCH / "itemdef.csv") if row["path"] == "heelFraction")
    return [
        electronics.parameter(
            id=f"{PACK}:heel-share",
            item="electronics/gas-container",
            quantity="heel-share",
            name="Share of the gas that stays in the shipping container",
            name_ko="가스 용기 잔류 비율(힐)",
            value=heel["default"],
            unit="1",
            geo="GLO",
            year="2006",
            year_kind="publication",
            edition=EDITION,
            tier="2",
            trust="B",
            source_row=f"h of tier 2; {ETCH}/itemdef.csv, heelFraction, default",
            tags="heel;h;가스 실린더;봄베;잔가스",
        )
    ]
