"""Every installation that the calculation is tested with can be reported: whatever it has or lacks, the report holds."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.cbam.calculate import calculate
from carbonfoot.declarations import cbam_operator_report
from carbonfoot.declarations.cbam_operator_report import summary
from carbonfoot.declarations.digits import see
from carbonfoot.declarations.options import DeclareOptions
from carbonfoot.factors.library import Library

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar stays text; written in C where that is there."""

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "cbam" / "cases"
HEAD = {
    "carbonfoot": "installation/1",
    "installation": {"id": "CASE", "name": "Case", "country": "KR"},
    "period": "2026",
}

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)

Case = dict[str, Any]


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=TEXTS)  # noqa: S506
        if "refused" not in case
    ]


@pytest.mark.parametrize("case", cases())
def test_every_case_can_be_reported(case: Case, tmp_path: Path, library: Library) -> None:
    file = ROOT / case["file"] if "file" in case else tmp_path / "case.yaml"
    if "document" in case:
        for name, other in {**case.get("files", {}), "case.yaml": case["document"]}.items():
            text = json.dumps({**HEAD, **other}, ensure_ascii=False)
            (tmp_path / name).write_text(text, encoding="utf-8")
    outcome = calculate(str(file), library, None if "file" in case else str(tmp_path))
    assert outcome.result is not None, outcome.findings
    for report in (cbam_operator_report, summary):
        for suffix in (".md", ".html"):
            options = DeclareOptions(file.name, library, NEW_YEAR, suffix, findings=tuple(outcome.findings))
            content = report.write(outcome.result, options).content
            assert isinstance(content, str)
            assert not re.search(r"\b(nan|inf|None|True|False)\b", content), content
            for good in outcome.result.goods:
                assert see(good.see.direct) in content
            if suffix == ".md":
                assert not re.search(r"\| -+:? \|\n\n", content), "a table without a row"
                assert not re.search(
                    r"^#{2,3} [^\n]*\n\n#", re.sub(r"(?m)^## \d+\. [^\n]*\n\n(?=### )", "", content)
                ), content
