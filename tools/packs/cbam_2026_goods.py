"""Goods of Annex I of Regulation (EU) 2023/956, goods proposed for 2028, and the benchmarks: `cbam_goods`, `cbam_benchmarks`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from packs import common

FOLDER = "cbam_2025_2621"
SECTORS = {
    "iron_steel": "iron-steel",
    "Iron and steel": "iron-steel",
    **{name: name.lower() for name in ("Cement", "Hydrogen", "Fertilisers", "Aluminium")},
}
GOODS_ACT = {"act": "Regulation (EU) 2023/956", "edition": "as amended by (EU) 2025/2083"}
PROPOSAL = {"act": "COM(2025) 989 (proposal)", "edition": "17.12.2025", "verified": "transcription"}
DIRECT_ONLY = {"iron-steel", "aluminium", "hydrogen", "electricity"}
"""Sectors of Annex II; the one good of theirs outside it is agglomerated iron ore."""

ORE = "26011200"
NO_THRESHOLD = {"hydrogen", "electricity"}
CLINKER = {"25231000", "25232100", "25232900", "25239000"}
SPLIT_UREA = {
    code: f"urea, {words}: the CN since 2024 splits 3102 10 10"
    for code, words in {
        "31021012": "31,8 % to 33,2 % in aqueous solution",
        "31021015": "more than 33,2 % to 55 % in aqueous solution",
        "31021019": "other than such solutions",
    }.items()
}
PERIODS = {"": ("2026", ""), "1": ("2026", "2027"), "2": ("2028", "2030")}
MARKER = "years of marker (1) or (2) as public tools read it: the text of the act was not at hand"
Row = dict[str, str]


def goods(data: Path) -> list[Row]:
    """Goods in scope by eight-digit code, then those of the proposal."""
    folder = data / FOLDER
    categories = {
        row["published"]: row for row in common.read_csv(Path(__file__).with_name("cbam_2026.categories.csv"))
    }
    made = []
    for good in _json(folder / "cbam_goods_cn.json")["goods"]:
        made.append(_good(good, categories[good["category"]]["category_ko"]))
        if good["cn"] == "31021010":
            urea = categories[good["category"]]["category_ko"]
            made += [
                {**_good({**good, "cn": code}, urea), "note": note, "description": f"Urea, {note[6:]}"}
                for code, note in SPLIT_UREA.items()
            ]
    proposal = _json(folder / "downstream_2028_proposal.json")
    for part, sector, words in (
        ("iron_steel_additions", "iron-steel", "addition to iron and steel"),
        ("combined_metal_products", "combined-metal", "product of iron, steel or aluminium"),
        ("annex_viii_precursors", "", "precursor, waste and scrap"),
    ):
        made += [_proposed(good, sector, words) for good in proposal[part]]
    return made


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _good(good: Row, category_ko: str) -> Row:
    code, sector = good["cn"], SECTORS.get(good["sector"], good["sector"])
    listed = sector in DIRECT_ONLY and code != ORE
    clay = code == "25070080"
    return {
        "id": f"cbam-2026:good-{code}",
        "cn_code": code,
        "description": " ".join(good["description"].split()),
        "sector": sector,
        "category": good["category"],
        "category_ko": category_ko,
        "ghg": good["ghg"],
        "emissions_in_scope": "direct" if listed else "direct+indirect",
        "annex_ii": "yes" if listed else "no",
        "partial": "yes" if clay else "no",
        "functional_unit": _functional_unit(code, sector),
        "de_minimis": "no" if sector in NO_THRESHOLD else "yes",
        "status": "in-force",
        "verified": "workbook",
        **GOODS_ACT,
        "annex": "Annexes I and II",
        "note": "only calcined kaolinic clay (TARIC 2507 00 80 80)" if clay else "",
    }


def _functional_unit(code: str, sector: str) -> str:
    """Article 4(2) to (5) of Implementing Regulation (EU) 2025/2547."""
    if code in CLINKER:
        return "t clinker"
    if sector == "electricity":
        return "kWh"
    if sector == "fertilisers":
        return "kg N" if code.startswith(("28080000", "2814", "3105")) else "supplementary unit"
    return "t"


def _proposed(good: Row, sector: str, words: str) -> Row:
    empty = ("category_ko", "emissions_in_scope", "annex_ii", "functional_unit", "de_minimis")
    without = ", ".join(good.get("excludes") or [])
    return {
        "id": f"cbam-2026:proposal-2028-{good['cn']}",
        "cn_code": good["cn"],
        "description": " ".join(good["description"].split()),
        "sector": sector or ("aluminium" if good["cn"].startswith("76") else "iron-steel"),
        "category": words,
        "ghg": good["ghg"],
        "partial": "yes" if good["ex"] else "no",
        "status": "proposal-2028",
        **dict.fromkeys(empty, ""),
        **PROPOSAL,
        "annex": "Annexes 1 to 3",
        "note": "not law: proposed to apply from 1 January 2028"
        + (f"; without {without}" if without else ""),
    }


def benchmarks(data: Path) -> list[Row]:
    """Benchmarks of columns A and B, one row for each route and period."""
    made = []
    for good in _json(data / FOLDER / "benchmarks_2620.json"):
        code = good["cn_code"].replace(" ", "")
        if good["extra_groups"]:
            raise ValueError(f"{code}: groups that no column stands for")
        for letter in "ab":
            made += [
                _benchmark(code, SECTORS[good["sector"]], letter, cell) for cell in good[f"column_{letter}"]
            ]
    return made


def _benchmark(code: str, sector: str, letter: str, cell: dict[str, str | None]) -> Row:
    route, period = cell["route"] or "", cell["year"] or ""
    first, last = PERIODS[period]
    return {
        "id": "-".join(filter(None, (f"cbam-2026:benchmark-{code}", letter, route.lower(), period))),
        "cn_code": code,
        "sector": sector,
        "bm_column": letter.upper(),
        "route": route,
        "period": period,
        "year_from": first,
        "year_to": last,
        "value": cell["value"] or "",
        "unit": "t CO2e/t",
        "verified": "workbook",
        "act": "Implementing Regulation (EU) 2025/2620",
        "annex": "Annex",
        "edition": "2025/2620",
        "note": MARKER if period else "",
    }
