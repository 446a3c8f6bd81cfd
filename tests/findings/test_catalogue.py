"""The catalogue and its pages are the same set and say the same names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import carbonfoot.findings.pages
from carbonfoot.findings.catalogue import CATALOGUE, SEVERITIES
from carbonfoot.findings.page import read_page

PAGES = Path(carbonfoot.findings.pages.__file__).parent
SECTIONS = ["What it means", "Why it matters", "What to do"]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(CATALOGUE)


def test_codes_and_names_are_well_formed_and_unique() -> None:
    assert all(re.fullmatch(r"CF[0-9]\d\d", code) for code in CATALOGUE)
    assert list(CATALOGUE) == sorted(CATALOGUE)
    names = [entry.name for entry in CATALOGUE.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert {entry.severity for entry in CATALOGUE.values()} == set(SEVERITIES)
    assert all(entry.title and not entry.title.endswith(".") for entry in CATALOGUE.values())


@pytest.mark.parametrize("code", CATALOGUE)
def test_page_says_what_why_and_what_to_do(code: str) -> None:
    page = read_page(code)
    lines = page.splitlines()
    assert lines[0] == f"# {code} {CATALOGUE[code].name}"
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS
    assert 10 <= len(lines) <= 45, len(lines)
    assert max(map(len, lines)) <= 100
    assert page.endswith("\n") and not page.endswith("\n\n")
    assert "```yaml" in page, "a page shows what to write"
    assert page.count("```") % 2 == 0
    for other in re.findall(r"\bCF\d{3}\b", page):
        assert other in CATALOGUE, other


@pytest.mark.parametrize("code", CATALOGUE)
def test_what_a_page_advises_is_yaml_without_findings(code: str) -> None:
    from carbonfoot.documents.yaml_reader import read_yaml

    for block in re.findall(r"```yaml\n(.*?)```", read_page(code), re.DOTALL):
        if "# after" not in block:
            continue
        advice = block.split("# after", 1)[1].split("\n", 1)[1]
        data, findings = read_yaml(advice, code)
        assert findings == [], advice
        assert data is not None
        assert yaml.safe_load(advice) is not None
