"""NOTICE carries the attribution line of every pack, and the notices that some licences ask for."""

from __future__ import annotations

import importlib.util
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
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


LICENCE_OF_PACT = ROOT.parent / "shared" / "standards" / "pact" / "LICENSE.md"


def test_the_notice_that_the_licence_of_pact_asks_for_is_there(text: str) -> None:
    said = words(text)
    assert "implements the PACT Technical Specifications" in said
    assert "World Business Council for Sustainable Development (WBCSD) is the owner" in said
    for number in ("5.1 Licensor offers", "5.2 In no event", "5.3 The disclaimer"):
        assert number in said
    assert said.endswith("an absolute disclaimer and waiver of all liability.")


@pytest.mark.skipif(not LICENCE_OF_PACT.exists(), reason="the licence is not here")
def test_its_disclaimer_is_word_for_word(text: str) -> None:
    licence = LICENCE_OF_PACT.read_text(encoding="utf-8")
    section = licence[licence.index("5         Disclaimer") : licence.index("6         Term")]
    assert words(section) in words(text)


def test_notice_goes_into_every_package(text: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "NOTICE" in project["project"]["license-files"]
    try:
        files = distribution("carbonfoot").files or []
    except PackageNotFoundError:
        return  # run from the sources
    shipped = [one for one in files if one.name == "NOTICE"]
    assert shipped
