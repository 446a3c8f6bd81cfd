"""Reports of documents of this folder and of the examples, calculated once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from carbonfoot.cli.declare_part import Calculated, options_for, subject_of
from carbonfoot.declarations import iso14067
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.declarations.options import Declared, DeclareOptions

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples"
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)

Write = Callable[..., Declared]
StudyOf = Callable[..., Study]


@cache
def _calculated(file: Path) -> Calculated:
    return subject_of(str(file))


def _options(file: Path, suffix: str, lang: str, *, complete: bool) -> DeclareOptions:
    outcome = _calculated(file).outcome
    plain = DeclareOptions("", outcome.library, NEW_YEAR, suffix, lang, complete=complete)
    return options_for(str(file), outcome, plain)


def _found(name: str | Path) -> Path:
    if isinstance(name, Path):
        return name
    return next(one for one in (HERE / f"{name}.yaml", EXAMPLES / f"{name}.yaml") if one.is_file())


@pytest.fixture(scope="session")
def write() -> Write:
    """`write("seat-bracket/bracket", ".html", "ko")`: the report of a document of this folder or of an example."""

    def declared(
        name: str | Path, suffix: str = ".md", lang: str = "en", *, complete: bool = True
    ) -> Declared:
        file = _found(name)
        subject = _calculated(file).subject
        assert subject is not None, _calculated(file).outcome.findings
        return iso14067.write(subject, _options(file, suffix, lang, complete=complete))

    return declared


@pytest.fixture(scope="session")
def study_of() -> StudyOf:
    """`study_of("studies/wooden", "ko")`: what the sections of its report look at."""

    def study(name: str | Path, lang: str = "en") -> Study:
        file = _found(name)
        subject = _calculated(file).subject
        assert subject is not None, _calculated(file).outcome.findings
        return Study(subject, _options(file, ".md", lang, complete=False))

    return study
