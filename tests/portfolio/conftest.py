"""Folders of part documents in a test, calculated together or alone."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options, calculate
from carbonfoot.portfolio.gather import gather
from carbonfoot.portfolio.model import Portfolio
from carbonfoot.portfolio.run import calculate_all
from carbonfoot.reports.calc_json import report as report_one
from carbonfoot.reports.many_json import report as report_many

_SPEC = importlib.util.spec_from_file_location(
    "part_in_a_test", Path(__file__).parents[1] / "system" / "conftest.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
_SHARED = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SHARED)

make_document = _SHARED.make_document
stated = _SHARED.stated

Document = dict[str, Any]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write({"a.yaml": document or text})`: the folder of a project."""

    def written(files: dict[str, Document | str], root: bool = True) -> Path:
        if root:
            (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
        for name, content in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return written


class Many:
    """What the tests of this folder do with documents."""

    @staticmethod
    def together(*arguments: Path | str, **more: Any) -> Portfolio:
        """All documents of the arguments, calculated as `calc` does."""
        gathered = gather([str(one) for one in arguments])
        return calculate_all(gathered, {root: Options(**more) for root in gathered.files})

    @staticmethod
    def printed(portfolio: Portfolio, **more: Any) -> dict[str, Any]:
        """The answer of `calc --format json`."""
        return report_many(portfolio, Options(**more), allow_incomplete=False)

    @staticmethod
    def alone(file: Path | str, **more: Any) -> dict[str, Any]:
        """The answer of `calc --format json` of one document."""
        options = Options(**more)
        return report_one(calculate(str(file), options), options, allow_incomplete=False)

    @staticmethod
    def cut_like(data: Any, like: Any) -> Any:
        """The data of a calculation alone without the lines that stand at another product of the many."""
        for line, other in zip(data["lines"], like["lines"], strict=True):
            if "lines_at" in other:
                line["lines"], line["lines_at"] = [], other["lines_at"]
            else:
                Many.cut_like(line, other)
        return data

    @staticmethod
    def network(make_document: Any, stated: Any, count: int = 40, seed: int = 7) -> dict[str, Document]:
        """Part documents that link to one another, some in loops, some by shares of a compound and sub-assemblies."""
        chance = random.Random(seed)
        files = {}
        for number in range(count):
            lines: list[Document] = [
                {
                    "name": "Own",
                    "amount": f"{chance.randint(1, 99) / 8} kg",
                    "footprint": stated(chance.random()),
                },
                {"name": "Coil", "amount": f"{chance.randint(1, 99)} g", "factor": "steel/hot-rolled-coil"}
                | {"route": "bf-bof", "origin": chance.choice(["KR", "TW"])},
            ]
            for _ in range(chance.randint(0, 3)):
                target = chance.randrange(count) if chance.random() < 0.2 else chance.randrange(number, count)
                if target == number:
                    continue
                lines.append(
                    {
                        "name": f"Part {target}",
                        "amount": "0.05 piece",
                        "product": f"../{target % 3}/{target}.yaml",
                    }
                )
            inner = [{"name": "Wire", "amount": "2 g", "factor": "metals/zinc", "route": "primary"}]
            lines.append({"name": "Set", "amount": "2 piece", "inputs": inner})
            body = {
                "inputs": lines,
                "processes": [{"name": "Step", "electricity": "0.1 kWh", "yield": "0.9"}],
            }
            files[f"{number % 3}/{number}.yaml"] = make_document(
                body, made_in=chance.choice(["KR", "DE"]), id=f"P{number}", mass="1 kg"
            )
        return files


@pytest.fixture
def many() -> type[Many]:
    """`many.together(folder)`, `many.alone(file)` and what compares the two."""
    return Many
