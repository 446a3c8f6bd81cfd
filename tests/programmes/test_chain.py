"""Declarations that were written before stand beside their products, where they replace each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.programmes.chain import Chain, names, stated
from carbonfoot.programmes.report import Reported, reported
from carbonfoot.programmes.told.report_json import data
from tests.programmes.conftest import CHAIN, Work, measure

PRESS = measure("press", "two", "bolt.yaml", "processes/Press/electricity: -50 %")


@pytest.fixture
def told(chain: Work) -> Reported:
    found = reported(chain(PRESS))
    assert found is not None
    return found


def write(folder: Path, name: str, before: Any, after: Any) -> None:
    for key, content in (("before", before), ("after", after)):
        (folder / key).mkdir(exist_ok=True, parents=True)
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / key / name).write_text(text, encoding="utf-8")


def test_ids_stand_at_their_products(told: Reported, tmp_path: Path) -> None:
    folder = tmp_path / "declared"
    for name in ("CAR", "BRACKET", "BOLT"):
        write(
            folder, f"{name}.json", {"id": f"{name}-1"}, {"id": f"{name}-2", "precedingPfIds": [f"{name}-1"]}
        )
    found, findings = stated(told.worked, str(folder), ".json")
    assert findings == []
    assert found == {made.number: Chain(f"{made.id}-1", f"{made.id}-2") for made in told.worked.products}
    for one in data(told, found)["products"]:
        assert one["declarations"] == {"before": {"id": f"{one['id']}-1"}, "after": {"id": f"{one['id']}-2"}}
    assert {str(one["declarations"]) for one in data(told)["products"]} == {"None"}


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ({"id": "B", "precedingPfIds": ["C"]}, "CF904"),
        ({"id": "B"}, "CF904"),
        ({"id": 3}, "CF901"),
        ([], "CF901"),
        ("{", "CF901"),
        (None, "CF001"),
    ],
)
def test_what_is_no_chain_is_told_and_left_out(told: Reported, tmp_path: Path, after: Any, code: str) -> None:
    folder = tmp_path / "declared"
    for name in ("CAR", "BRACKET"):
        write(folder, f"{name}.json", {"id": "1"}, {"id": "2", "precedingPfIds": ["1"]})
    write(folder, "BOLT.json", {"id": "A"}, after)
    if after is None:
        (folder / "after" / "BOLT.json").unlink()
    found, (finding,) = stated(told.worked, str(folder), ".json")
    assert finding.code == code
    assert finding.path == ("members", 2, "products", 0, "document")
    assert finding.help
    assert len(found) == 2


def test_products_of_one_id_have_files_of_their_own(chain: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHAIN, "bolt.yaml", CHAIN["bolt.yaml"].replace("id: BOLT", "id: bracket"))
    found = reported(chain(PRESS))
    assert found is not None
    files = names(found.worked, ".json")
    assert len({one.casefold() for one in files.values()}) == 3
    assert "CAR.json" in files.values()
