"""Answers of `check` made by hand: findings, the texts they stand in, and what is read back of each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from carbonfoot.checks.model import Checked, Suppressed, Verdict
from carbonfoot.findings.finding import Finding
from carbonfoot.portfolio.model import Portfolio

Make = Callable[..., Checked]


@pytest.fixture(autouse=True)
def _no_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No pipeline around the tests: the working folder is a repository of its own."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def checked() -> Make:
    """An answer: `checked(findings, {"part.yaml": text}, accepted=[finding])`."""

    def make(
        findings: Sequence[Finding],
        texts: Mapping[str, str] | None = None,
        accepted: Sequence[Finding] = (),
        verdicts: Sequence[Verdict] = (),
        **options: object,
    ) -> Checked:
        known = {one.file: "" for one in [*findings, *accepted]} | dict(texts or {})
        portfolio = Portfolio([], [], None, known, [])  # type: ignore[arg-type]  # no library: nothing is computed
        aside = [Suppressed(one, "agreed", 1) for one in accepted]
        return Checked(portfolio.text_of, [], list(verdicts), list(findings), aside, options)

    return make
