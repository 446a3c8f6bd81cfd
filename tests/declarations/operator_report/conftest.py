"""Reports of the installations of this folder, calculated once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Result
from carbonfoot.declarations import cbam_operator_report
from carbonfoot.declarations.cbam_operator_report import summary
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.factors.library import Library, open_library

HERE = Path(__file__).parent
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)

Write = Callable[..., Declared]
Calculated = Callable[[Path], Result]


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def calculated(library: Library) -> Calculated:
    """The result of a document that is not refused."""

    def result(file: Path) -> Result:
        outcome = calculate(str(file), library)
        assert outcome.result is not None, outcome.findings
        return outcome.result

    return result


@pytest.fixture(scope="session")
def write(library: Library, calculated: Calculated) -> Write:
    """`write("works", "summary", ".html", "ko")`: a report of a document of this folder, or of a path."""

    def declared(name: str | Path, report: str = "full", suffix: str = ".md", lang: str = "en") -> Declared:
        file = name if isinstance(name, Path) else HERE / f"{name}.yaml"
        options = DeclareOptions(file.name, library, NEW_YEAR, suffix, lang)
        result = calculated(file)
        return (
            cbam_operator_report.write(result, options)
            if report == "full"
            else summary.write(result, options)
        )

    return declared
