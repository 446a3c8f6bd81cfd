"""A part document in a test: what its name says, the head filled in, written to a folder of its own and calculated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from carbonfoot.factors.library import Library, open_library
from carbonfoot.findings.finding import Finding, path_text
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.reports.calc_json import report

Document = dict[str, Any]


class Answer:
    """What came out, in full digits, and what `calc --format json` prints."""

    def __init__(self, outcome: Outcome, printed: dict[str, Any]) -> None:
        self.outcome = outcome
        self.printed = printed
        self.findings: list[Finding] = outcome.findings

    @property
    def footprint(self) -> Footprint:
        assert self.outcome.footprint is not None, self.findings
        return self.outcome.footprint

    @property
    def total(self) -> float:
        assert self.footprint.total is not None, self.findings
        return self.footprint.total

    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings}

    def finding(self, code: str) -> Finding:
        """The only finding with this code."""
        (found,) = [finding for finding in self.findings if finding.code == code]
        return found

    def lines(self) -> dict[str, LineResult]:
        """Every line by its path; a line inside another is `inputs/2 > inputs/0`."""

        def walk(
            lines: tuple[LineResult, ...] | list[LineResult], base: str
        ) -> Iterator[tuple[str, LineResult]]:
            for line in lines:
                path = base + path_text(line.flow.path)
                yield path, line
                yield from walk(line.lines, f"{path} > ")

        return dict(walk(self.footprint.lines, ""))

    def kg(self, path: str) -> float:
        """kg CO2e of a line."""
        number = self.lines()[path].co2e
        assert number is not None
        return number

    def records(self, path: str) -> list[str]:
        """The ids of the records behind a line."""
        return [source.record.id for source in self.lines()[path].flow.sources if source.record]

    def not_assessed(self, path: str) -> tuple[str, ...]:
        return self.lines()[path].flow.not_assessed


Calc = Callable[..., Answer]


def document(body: Document, made_in: str = "KR", period: str = "2025", **product: str) -> Document:
    """A part document of one piece, unless the product says otherwise."""
    head = {"id": "PART", "name": "Part", "declared_unit": "1 piece", "made_in": made_in, **product}
    return {"carbonfoot": "part/1", "product": head, "period": period, **body}


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def calc(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Calc:
    """`calc(body, made_in=..., files={"bolt.yaml": body or text}, gwp=..., set=[...])`."""

    def calculated(
        body: Document,
        *,
        made_in: str = "KR",
        period: str = "2025",
        product: dict[str, str] | None = None,
        files: dict[str, Document | str] | None = None,
        gwp: str | None = None,
        settings: tuple[str, ...] = (),
        allocation: str = "",
    ) -> Answer:
        folder = tmp_path_factory.mktemp("part")
        whole: dict[str, Document | str] = {"part.yaml": document(body, made_in, period, **(product or {}))}
        for name, content in {**(files or {}), **whole}.items():
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            (folder / name).write_text(text, encoding="utf-8")
        options = Options(gwp, settings, allocation=allocation)
        with pytest.MonkeyPatch.context() as patch:  # one library for the whole session
            patch.setattr("carbonfoot.pipeline.open_library", lambda: library)
            outcome = calculate(str(folder / "part.yaml"), options)
        return Answer(outcome, report(outcome, options, allow_incomplete=True))

    return calculated


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """`make_document(body, id="B", declared_unit="1000 piece", mass="24 kg")` for a document to link to."""
    return document


@pytest.fixture(scope="session")
def stated() -> Callable[..., Document]:
    """`stated(3)`: a supplier's footprint of 3 kg CO2e per kg."""

    def footprint(value: float | str, per: str = "1 kg", **more: str) -> Document:
        return {"value": f"{value} kg CO2e", "per": per, "source": "supplier's letter", **more}

    return footprint
