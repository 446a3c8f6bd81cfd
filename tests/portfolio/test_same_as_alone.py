"""A product has the same footprint whether it is calculated alone or with a thousand others, in any order."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.quantities.numbers import format_fixed

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    file for file in ROOT.glob("examples/*/*.yaml") if "carbonfoot: part/" in file.read_text(encoding="utf-8")
)


def agree(many: Any, folder: Path, files: list[Path], **more: Any) -> None:
    portfolio = many.together(folder, **more)
    answer = many.printed(portfolio, **more)
    entries = {Path(entry["file"]).name: entry for entry in answer["data"]["products"]}
    assert len(entries) == len(files)
    for product, file in zip(portfolio.products, sorted(files), strict=True):
        one = many.alone(file, **more)
        entry = entries[file.name]
        assert (
            entry["data"] == many.cut_like(one["data"], entry["data"]) if one["data"] else not entry["data"]
        )
        if product.total is not None:
            assert format_fixed(product.total, 4) == format_fixed(one["data"]["total"], 4)


@pytest.mark.parametrize("more", [{}, {"gwp": "AR5"}, {"conservative": True}])
def test_the_examples_shipped(many: Any, more: dict[str, Any]) -> None:
    answer = many.printed(many.together(*EXAMPLES, **more), **more)
    assert len(answer["data"]["products"]) == len(EXAMPLES) >= 4
    for entry in answer["data"]["products"]:
        one = many.alone(ROOT / entry["file"], **more)
        assert entry["data"] == many.cut_like(one["data"], entry["data"])


def test_a_network_with_loops_and_sub_assemblies(
    many: Any, write: Any, make_document: Any, stated: Any
) -> None:
    folder = write(many.network(make_document, stated))
    agree(many, folder, list(folder.glob("*/*.yaml")))


def test_documents_that_state_other_gwp_sets_and_go_on_behind_the_gate(
    many: Any, write: Any, make_document: Any, stated: Any
) -> None:
    files = many.network(make_document, stated, count=9)
    for number, document in enumerate(files.values()):
        document["gwp"] = ("AR4", "AR5", "AR6")[number % 3]
        document["boundary"] = ("cradle-to-gate", "cradle-to-grave")[number % 2]
        if number % 4 < 2:
            document["use"] = [
                {"name": "Use", "amount": "3 kWh", "factor": "electricity/grid", "origin": "KR"}
            ]
    folder = write(files)
    agree(many, folder, list(folder.glob("*/*.yaml")))


def test_incomplete_and_refused_ones_among_others(
    many: Any, write: Any, make_document: Any, stated: Any
) -> None:
    files = many.network(make_document, stated, count=12)
    files["0/3.yaml"]["inputs"].append({"name": "Lacquer", "amount": "1 kg"})
    files["1/4.yaml"]["inputs"][0]["amount"] = "-1 kg"
    folder = write(files)
    agree(many, folder, list(folder.glob("*/*.yaml")))


def test_the_order_of_arguments_and_of_a_folder_listing_changes_no_byte(
    many: Any, write: Any, make_document: Any, stated: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(many.network(make_document, stated, count=15))
    files = sorted(folder.glob("*/*.yaml"))
    given = [*files, folder, files[3], folder / "1"]
    first = json.dumps(many.printed(many.together(folder)))
    chance = random.Random(5)
    scanned = os.scandir

    @contextmanager
    def shuffled(path: Any) -> Iterator[list[Any]]:
        with scanned(path) as entries:
            listed = list(entries)
        chance.shuffle(listed)
        yield listed

    monkeypatch.setattr("carbonfoot.portfolio.gather.os.scandir", shuffled)
    for _ in range(4):
        chance.shuffle(given)
        assert json.dumps(many.printed(many.together(*given))) == first


def test_names_of_files_change_no_number(many: Any, write: Any, make_document: Any, stated: Any) -> None:
    files = many.network(make_document, stated, count=12)
    folder = write({f"a/{name}": document for name, document in files.items()})
    names = list(files)
    random.Random(3).shuffle(names)
    new = dict(zip(files, names, strict=True))
    for name, document in files.items():
        for line in document["inputs"]:
            if "product" in line:
                line["product"] = "../" + new[line["product"].removeprefix("../")]
        document["product"]["id"] += "-b"
        (folder / "b" / new[name]).parent.mkdir(parents=True, exist_ok=True)
        (folder / "b" / new[name]).write_text(json.dumps(document), encoding="utf-8")
    totals = {one.activity.id: one.total for one in many.together(folder).products if one.activity}
    for name in files:
        id = files[name]["product"]["id"]
        first, second = totals[id.removesuffix("-b")], totals[id]
        assert first is not None
        assert second is not None
        assert f"{first:.11e}" == f"{second:.11e}"
