"""The import map as a document: its schema, its page, its examples."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from carbonfoot.documents.shape import reachable
from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.intake.map import read_map
from carbonfoot.intake.map_shape import Map, Records, map_schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: Any = json.loads(json.dumps(map_schema()))


def test_the_schema_is_a_schema_and_explains_every_key() -> None:
    Draft7Validator.check_schema(SCHEMA)
    for shape in reachable(Map):
        for name, field in shape.fields().items():
            assert field.description.endswith("."), name
            assert field.example is not None, name


def test_the_records_of_a_map_are_those_of_a_pack() -> None:
    assert set(Records.fields()) - {"unit"} == set(RECORD_COLUMNS) - {"supersedes"}


@pytest.mark.parametrize("file", ["examples/own-factors/map.yaml", "docs/formats/import-map.md"])
def test_shipped_maps_are_valid(tmp_path: Path, file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    copy = tmp_path / "map.yaml"
    copy.write_text(block[1] if block else text, encoding="utf-8")
    document, findings = read_map(str(copy))
    assert document is not None and findings == []
    loaded = yaml.load(copy.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert list(Draft7Validator(SCHEMA).iter_errors(loaded)) == []
