"""NOTICE carries the attribution line of every pack, and the permission notice that some licences ask for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from carbonfoot.factors.pack import pack_folders, read_keys

ROOT = Path(__file__).resolve().parents[1]
FACTORS = ROOT / "factors"
PACKS = pack_folders(str(FACTORS))


def words(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notice", ROOT / "tools" / "notice.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text() -> str:
    return (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_notice_is_up_to_date(tool: ModuleType, text: str) -> None:
    assert text == tool.notice(FACTORS), "run `python tools/notice.py`"


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_is_attributed(name: str, text: str) -> None:
    keys = read_keys(str(FACTORS / name / "pack.yaml"))
    for key in ("title", "publisher", "licence", "attribution", "url"):
        assert words(keys[key]) in words(text), key


def test_a_pack_under_mit_brings_its_permission_notice(tool: ModuleType, tmp_path: Path) -> None:
    keys = "id: one\ntitle: One\npublisher: P\nedition: E\nattribution: A\nurl: U\nlicence: "
    (tmp_path / "one").mkdir()
    pack = tmp_path / "one" / "pack.yaml"
    permission = "Permission is hereby granted"
    pack.write_text(keys + "CC-BY-4.0\n", encoding="utf-8")
    assert permission not in tool.notice(tmp_path)
    pack.write_text(keys + "CC0-1.0 AND MIT\n", encoding="utf-8")
    assert permission in tool.notice(tmp_path)
