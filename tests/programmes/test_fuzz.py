"""A programme that states every key, damaged: never a traceback, never a silence, every refusal with its place."""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from carbonfoot.cli.programme import code_of, told_of
from carbonfoot.programmes.told.explain import explain, names
from carbonfoot.programmes.told.report_json import report
from carbonfoot.programmes.told.report_text import render
from carbonfoot.reports.envelope import to_text
from carbonfoot.reports.style import Style

FOLDER = Path(__file__).parent / "fuzzed"
_TEXT = (FOLDER / "programme.yaml").read_text(encoding="utf-8")
WHOLE: dict[str, Any] = yaml.load(_TEXT, Loader=yaml.BaseLoader)  # noqa: S506  (it makes nothing but text)
GONE = object()
Steps = tuple[str | int, ...]

DAMAGES: tuple[Any, ...] = (
    GONE, None, "yes", -1, "1e400", "nan", "", [], {}, [[]], {"x": "y"}, "all", "5 kg", "5 t CO2e", "-5 %", "150 %",
    "1,234 KRW", "= a * 2", "5 XYZ", "1990", "2028", "2100", "2027-02-30", "x" * 500, "a\x07b", "../../etc/passwd",
    "car.yaml", "programme.yaml", "maker", "P1", "drive", "KRW", "\u0663", "0 yr", "1e300 KRW",
)  # fmt: skip


class Answer(NamedTuple):
    """What a damaged programme comes to."""

    data: dict[str, Any] | None
    findings: list[dict[str, Any]]
    code: int
    text: str

    @property
    def grave(self) -> list[dict[str, Any]]:
        return [one for one in self.findings if one["severity"] in ("error", "incomplete")]

    def codes(self) -> set[str]:
        return {one["code"] for one in self.findings}


def answer(folder: Path, text: str, *, whole: bool = False) -> Answer:
    """The report of a programme text, and with `whole` everything else that is told of it."""
    file = folder / "programme.yaml"
    file.write_text(text, encoding="utf-8")
    programmed, told, findings, _, text_of = told_of(str(file), locked=False)
    found = report(told, findings, text_of, {})
    if told is not None and whole:
        for language in ("en", "ko"):
            assert render(told, Style(80, language), None, [])
        for name in names(told):
            for year in (told.worked.years[0], told.worked.years[-1]):
                assert explain(programmed, told, name, year), name
    return Answer(found["data"], found["findings"], code_of(told, findings), to_text(found))


def written(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6))


def places(node: Any, path: Steps = ()) -> Iterator[Steps]:
    if path:
        yield path
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


def damaged(data: Any, path: Steps, value: Any) -> Any:
    found = copy.deepcopy(data)
    node = found
    for step in path[:-1]:
        node = node[step]
    if value is GONE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return found


def sound(one: Answer) -> None:
    """What holds for every answer, whatever was asked."""
    for finding in one.findings:
        assert finding["help"], finding
        assert finding["line"] or finding["path"] == "", finding
    assert (one.code == 0) == (not one.grave)
    assert one.data is not None or one.grave
    assert one.code in (0, 1, 3, 4)
    assert "Infinity" not in one.text
    assert ": NaN" not in one.text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("part", range(4))
def test_no_damage_ends_in_a_traceback_or_in_silence(folder: Path, part: int) -> None:
    draw = random.Random(part)
    every = list(places(WHOLE))
    for number in range(16):
        data = WHOLE
        for _ in range(1 + number % 2):
            path, value = draw.choice(every), draw.choice(DAMAGES)
            try:
                data = damaged(data, path, value)
            except (KeyError, IndexError, TypeError):
                continue  # what it stood in is gone
        sound(answer(folder, written(data), whole=number % 4 == 0))


def test_whole_programme_is_computed_and_every_number_explained(folder: Path) -> None:
    found = answer(folder, (FOLDER / "programme.yaml").read_text(encoding="utf-8"), whole=True)
    sound(found)
    assert found.data is not None
    assert found.codes() == {"CF985", "CF995", "CF998"}


REFUSED: dict[str, tuple[Any, str]] = {
    "programme/years": ("\u0662\u0660\u0662\u0665-2028", "CF107"),
    "measures/0/ramp": ({}, "CF104"),
    "measures/0/ramp/all": ("50 %", "CF107"),
    "measures/0/money": ({}, "CF102"),
    "measures/0/money/paid_in": ("all", "CF107"),
    "measures/2/changes/part.yaml": ({}, "CF968"),
    "measures/2/changes/part.yaml/change/inputs~Coil~amount": (None, "CF104"),
    "grid/KR/path": ({}, "CF104"),
    "money/price_year": ("2029", "CF971"),
    "money/payments/0/year": ("all", "CF107"),
    "credits/0/uses/0/year": ("2024", "CF971"),
    "credits/0/uses/1/to": ("mill", "CF106"),
    "trading/mill/emissions/all": ("900 t CO2e", "CF107"),
    "trading/mill/cbam/quantity": ({}, "CF104"),
    "targets/0/path": ({}, "CF104"),
    "targets/1/reduction": ({}, "CF104"),
}
"""What was ignored in silence, or ended in a traceback: a path, what stands there, the code of its finding."""


@pytest.mark.parametrize("where", REFUSED)
def test_what_was_ignored_is_refused(folder: Path, where: str) -> None:
    value, code = REFUSED[where]
    path = tuple(int(step) if step.isdigit() else step.replace("~", "/") for step in where.split("/"))
    found = answer(folder, written(damaged(WHOLE, path, value)))
    sound(found)
    assert code in found.codes()


TEXTS = {
    "duplicate key": ("  gwp: AR6\n", "  gwp: AR6\n  gwp: AR5\n"),
    "anchor": ("  id: FUZZ\n", "  id: &id FUZZ\n"),
    "alias": ("  note: illustrative\n", "  note: *id\n"),
    "tag": ("  id: FUZZ\n", "  id: !!python/object:os.system FUZZ\n"),
    "control character": ("  name: Every key\n", "  name: Every \x1b[31mkey\n"),
    "tabulator": ("  id: FUZZ\n", "\tid: FUZZ\n"),
    "open bracket": ("tags: [test]", "tags: [test"),
    "two documents": ("tags: [test]", "tags: [test]\n---\ntags: [more]"),
}


@pytest.mark.parametrize("what", TEXTS)
def test_damaged_yaml_is_refused_or_the_same(folder: Path, what: str) -> None:
    old, new = TEXTS[what]
    text = (FOLDER / "programme.yaml").read_text(encoding="utf-8")
    assert old in text
    found = answer(folder, text.replace(old, new))
    for finding in found.findings:
        assert finding["line"], finding
    if found.data is not None:
        assert found.data == answer(folder, text).data
    else:
        assert found.code == 3


FREE = ("name", "name_ko", "note", "source", "sector", "project", "verifier", "additionality", "scheme", "tags", "data",
        "company", "replaces", "id", "kind", "gwp", "country", "cbam", "samples")  # fmt: skip


def test_no_key_is_without_effect(folder: Path) -> None:
    """Keys that may be left out and are not words: without one of them a number, a basis or a finding is another."""
    whole = answer(folder, written(WHOLE))
    unmoved = []
    for path in places(WHOLE):
        if any(step in FREE for step in path) or not isinstance(path[-1], str):
            continue
        found = answer(folder, written(damaged(WHOLE, path, GONE)))
        if found.data == whole.data and found.codes() == whole.codes():
            unmoved.append("/".join(map(str, path)))
    assert unmoved == [
        "measures/0/lifetime",  # beyond the programme
        "measures/0/money/paid_in",  # the year of its start
        "measures/1/at/0/line",  # the document has one line with electricity
        "measures/2/changes/part.yaml/change/outputs/Scrap/amount",  # free of burden
    ]
