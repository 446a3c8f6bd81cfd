"""Studies of this folder and of the examples, calculated once each, as the tree of the report and as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from carbonfoot.cli.declare_part import Calculated, subject_of
from carbonfoot.declarations.content import Document
from carbonfoot.declarations.html import html
from carbonfoot.declarations.iso14067.report import composed
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.markdown import markdown
from carbonfoot.declarations.options import DeclareOptions

HERE = Path(__file__).parents[1]
EXAMPLES = HERE.parents[2] / "examples"
OWN = ("wooden", "incomplete", "nothing", "single", "credited", "bought")
OTHERS = (
    "hanil-fastener/m10x30",
    "foundry/cover",
    "chlor-alkali/cleaner",
    "seat-bracket/bracket",
)
ALL = (*OWN, *OTHERS)

Told = Callable[..., str]


@cache
def calculated(name: str) -> Calculated:
    file = HERE / "studies" / f"{name}.yaml" if name in OWN else EXAMPLES / f"{name}.yaml"
    return subject_of(str(file) if file.is_file() else name)


@cache
def study_of(name: str, lang: str = "en") -> Study:
    """The study of a document of this folder, of an example, or of a path."""
    found = calculated(name)
    assert found.subject is not None, found.outcome.findings
    when = datetime(2026, 1, 1, tzinfo=UTC)
    options = DeclareOptions(f"{name}.yaml", found.outcome.library, when, ".md", lang, complete=False)
    return Study(found.subject, options)


@pytest.fixture
def study() -> Callable[..., Study]:
    """`study("wooden", "ko")`."""
    return study_of


@pytest.fixture
def document() -> Callable[..., Document]:
    """The tree of a report."""
    return _tree


@pytest.fixture
def told() -> Told:
    """A report as text: `told("wooden", "ko", ".html")`."""
    return _text


@cache
def _tree(name: str, lang: str = "en") -> Document:
    return composed(study_of(name, lang))[0]


@cache
def _text(name: str, lang: str = "en", suffix: str = ".md") -> str:
    document = _tree(name, lang)
    return html(document) if suffix == ".html" else markdown(document)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`name` runs over all studies."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", ALL)
