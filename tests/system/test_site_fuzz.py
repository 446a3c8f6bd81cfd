"""Whatever stands in a site document or its tables, it is answered with findings and never with a traceback."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.load import load
from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, calculate

ODD: list[Any] = [
    *(None, [], {}, "", 0, -1, True, 3.5, "-3 MWh", "nan kg", "1e400 t", "0 kg", "x" * 300, "=1/0", "=no"),
    *([[]], {"a": {"b": 1}}, [None], {"": ""}, "2025-13", "2024..2023", "0 %", "150 %", "MWh", "12 m3"),
    *("5 GJ (gross)", ["SB-110"], ["nobody"], {"SB-110": "50 %"}, "mass", "shop.yaml", "KEPCO bill", "일"),
]
KEYS = (
    *("from", "makes", "readings", "gaps", "readings_from", "for", "allocation", "adds", "supply", "made_on"),
    *("amount", "factor", "unit", "methods", "record", "gsd", "samples", "mass", "price", "pieces", "share"),
    *(
        "product",
        "inputs",
        "circular",
        "footprint",
        "returns_to",
        "avoids",
        "period",
        "parameters",
        "made_at",
    ),
)
PART = {
    "carbonfoot": "part/1",
    "product": {"id": "SB-110", "name": "A", "declared_unit": "1 piece", "made_in": "KR"},
    "period": "2025",
    "made_at": "shop.yaml",
}
TABLE = "month,made [piece]\n2025,5200000\n"
TABLES = [
    "",
    "\x00",
    "month\n2025\n",
    "month,made [piece]\n2025-01,\n2025-01,abc\n",
    "made [t],month\n1,2026\n",
]


def _paths(node: Any, base: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries: list[tuple[Any, Any]] = []
    if isinstance(node, dict):
        entries = list(node.items())
    elif isinstance(node, list):
        entries = list(enumerate(node))
    return [path for key, one in entries for path in ((*base, key), *_paths(one, (*base, key)))]


def _changed(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    data = deepcopy(data)
    for _ in range(chance.choice([1, 1, 2, 3])):
        path = chance.choice(_paths(data))
        holder: Any = data
        for one in path[:-1]:
            holder = holder[one]
        way = chance.random()
        if way < 0.3:
            del holder[path[-1]]
        elif way < 0.7 or isinstance(holder, list):
            holder[path[-1]] = chance.choice(ODD)
        else:
            holder[chance.choice(KEYS)] = chance.choice(ODD)
        if not data:
            break
    return data


@pytest.mark.parametrize("seed", range(4))
def test_a_malformed_site_is_never_a_traceback(tmp_path: Path, seed: int) -> None:
    shop = Path(__file__).parents[2] / "examples" / "stamping-shop" / "shop.yaml"
    documents = load(str(shop), str(shop.parent), {})
    (source,) = documents.sources.values()
    data = deepcopy(source.data)
    data["tables"] = {"made": {"file": "made.csv"}}
    del data["products"][2]["amount"]
    data["products"][2]["readings_from"] = {"table": "made", "period": "month", "column": "made"}
    chance = random.Random(seed)
    (tmp_path / "part.yaml").write_text(json.dumps(PART), encoding="utf-8")
    for _ in range(40):
        text = json.dumps(_changed(data, chance), ensure_ascii=False)
        (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
        table = TABLE if chance.random() < 0.8 else chance.choice(TABLES)
        (tmp_path / "made.csv").write_text(table, encoding="utf-8")
        calculate(str(tmp_path / "part.yaml"), Options())
        outcome = calculate(str(tmp_path / "shop.yaml"), Options())
        found = outcome.footprint
        wrong = [one for one in outcome.findings if severity(one) in ("error", "incomplete")]
        assert wrong or (found is not None and found.total is not None), text
        if found is not None and found.produced:
            assert sum(one.co2e for one in found.produced) == pytest.approx(found.total), text
