"""What every command prints, compared as a whole with `tests/golden/examples`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    file.relative_to(ROOT).as_posix()
    for file in ROOT.glob("examples/*/*.yaml")
    if re.search(r"^carbonfoot: (part|site)/", file.read_text(encoding="utf-8"), re.MULTILINE)
)
TYPER = (0, 28)
"""The typer whose help is written down; others lay it out in their own way."""


def told(answer: tuple[int, str, str]) -> str:
    """Everything a command said, without what changes with each version of the program and its factors."""
    code, out, err = answer
    out = re.sub(r'("factor_library|"version|"hash)": "[^"]*"', r'\1": "..."', out)
    return f"{out}--- standard error\n{err}--- exit code {code}\n"


def named(file: str) -> str:
    return file.removeprefix("examples/").removesuffix(".yaml").replace("/", ".")


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("file", EXAMPLES)
def test_calc(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    columns: int,
    lang: str,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = run("calc", file, "--lang", lang)
    golden(f"examples/{named(file)}/calc.{columns}.{lang}.txt", told(answer))


@pytest.mark.parametrize("file", EXAMPLES)
def test_calc_without_block_characters(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    dumb = run("calc", file, "--quiet")
    golden(f"examples/{named(file)}/calc.ascii.txt", told(dumb))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("CARBONFOOT_ASCII", "1")
    assert run("calc", file, "--quiet") == dumb


@pytest.mark.parametrize("file", EXAMPLES)
def test_calc_as_json(
    run: Callable[..., tuple[int, str, str]], golden: Callable[[str, str], None], file: str
) -> None:
    golden(f"examples/{named(file)}/calc.json.txt", told(run("calc", file, "--format", "json")))


@pytest.mark.parametrize("file", EXAMPLES)
def test_explain(
    run: Callable[..., tuple[int, str, str]], golden: Callable[[str, str], None], file: str
) -> None:
    golden(f"examples/{named(file)}/explain.txt", told(run("explain", file)))


ONE_LINE = [
    ("coil", "examples/seat-bracket/bracket.yaml:inputs/0", ()),
    ("bolt", "examples/seat-bracket/bracket.yaml:inputs/2", ()),
    ("declared", "examples/seat-bracket-declared/bracket.yaml:inputs/2", ()),
    ("declared.json", "examples/seat-bracket-declared/bracket.yaml:inputs/2", ("--format", "json")),
    ("gas", "examples/seat-bracket/bracket.yaml:processes/1", ()),
    ("coil.json", "examples/seat-bracket/bracket.yaml:inputs/0", ("--format", "json")),
    ("ingot", "examples/inverter-housing/housing.yaml:inputs/0", ()),
    ("compound", "examples/connector-housing/housing.yaml:inputs/0/inputs/0", ()),
]


@pytest.mark.parametrize(("name", "what", "more"), ONE_LINE, ids=[name for name, _, _ in ONE_LINE])
def test_explain_one_line(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    name: str,
    what: str,
    more: tuple[str, ...],
) -> None:
    golden(f"examples/explain.{name}.txt", told(run("explain", what, *more)))


WHAT_IF = [
    ("scenarios", ("--scenario", "all")),
    ("scenarios.ko", ("--scenario", "all", "--lang", "ko")),
    ("scenarios.json", ("--scenario", "all", "--format", "json")),
    ("scenario", ("--scenario", "furnace", "--sensitivity", "--target", "9.5 kg CO2e", "--top", "6")),
    ("sensitivity", ("--sensitivity",)),
    ("sensitivity.ko", ("--sensitivity", "--target", "9", "--lang", "ko")),
    ("sensitivity.json", ("--sensitivity", "--target", "9 kg CO2e", "--format", "json")),
]


@pytest.mark.parametrize(("name", "words"), WHAT_IF, ids=[name for name, _ in WHAT_IF])
def test_what_if(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    name: str,
    words: tuple[str, ...],
) -> None:
    answer = told(run("calc", "examples/inverter-housing/housing.yaml", *words))
    # how far a check by recomputation is off is noise of the last digits
    answer = re.sub(r'("relative_difference": |off by |차이 )[-0-9.e]+[0-9]', r"\1...", answer)
    golden(f"examples/inverter-housing.housing/what-if.{name}.txt", answer)


BY = ("item", "supplier", "gas", "method", "tag", "data", "document", "activity")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_calc_by_everything(
    run: Callable[..., tuple[int, str, str]], golden: Callable[[str, str], None], lang: str
) -> None:
    words = [word for way in BY for word in ("--by", way)]
    file = "examples/seat-bracket/bracket.yaml"
    answer = run("calc", file, *words, "--top", "4", "--depth", "1", "--lang", lang, "--quiet")
    golden(f"examples/{named(file)}/calc.by.{lang}.txt", told(answer))


INCOMPLETE = [
    ("calc", ("calc", "part.yaml")),
    ("calc.allowed", ("calc", "part.yaml", "--allow-incomplete")),
    ("calc.allowed.ko", ("calc", "part.yaml", "--allow-incomplete", "--lang", "ko")),
    ("calc.json", ("calc", "part.yaml", "--format", "json")),
    ("explain", ("explain", "part.yaml")),
]


@pytest.mark.parametrize(("name", "words"), INCOMPLETE, ids=[name for name, _ in INCOMPLETE])
def test_an_incomplete_part(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    incomplete: Path,
    name: str,
    words: tuple[str, ...],
) -> None:
    answer = run(*words)
    assert answer[0] == 4
    golden(f"examples/incomplete/{name}.txt", told(answer))


LIBRARY = [
    ("search.korean", ("search", "강판")),
    ("search.english", ("search", "hot-rolled coil")),
    ("search.filtered", ("search", "steel", "--kind", "material", "--region", "GB", "--limit", "3")),
    ("search.close", ("search", "alluminium ingott")),
    ("search.typo", ("search", "SPPC")),
    ("search.grade", ("search", "SCM440")),
    ("search.none", ("search", "POM")),
    ("search.code", ("search", "CN 7318 15")),
    ("search.sector", ("search", "NAICS 331110")),
    ("search.power", ("search", "전기", "--limit", "3")),
    ("search.json", ("search", "열연강판", "--format", "json")),
    ("show.item", ("show", "aluminium/ingot")),
    ("show.record", ("show", "taiwan-moenv:1146-hot-rolled-coil-bf-bof")),
    ("show.grid", ("show", "electricity/grid", "--region", "KR", "--pack", "electricity-official")),
    ("show.json", ("show", "steel/hot-rolled-coil", "--format", "json")),
    ("list.folder", ("list", "steel/")),
    ("list.filtered", ("list", "--kind", "refrigerant", "--pack", "desnz-2025")),
    ("list.json", ("list", "aluminium/", "--format", "json")),
]


@pytest.mark.parametrize(("name", "words"), LIBRARY, ids=[name for name, _ in LIBRARY])
def test_factors(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    name: str,
    words: tuple[str, ...],
) -> None:
    answer = run("factors", *words)
    assert answer[0] == 0
    golden(f"examples/factors/{name}.txt", told(answer))


@pytest.mark.parametrize("columns", ["80", "120"])
def test_factors_match(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.chdir(ROOT)
    answer = run("factors", "match", "examples/bill-of-materials/bom.csv")
    assert answer[0] == 4
    golden(f"examples/factors/match.{columns}.txt", told(answer))


def test_factors_match_as_data_and_as_a_document(
    run: Callable[..., tuple[int, str, str]],
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(ROOT)
    target = tmp_path / "part.yaml"
    answer = run("factors", "match", "examples/bill-of-materials/bom.csv", "-f", "json", "-o", str(target))
    golden("examples/factors/match.json.txt", told(answer).replace(str(tmp_path), "..."))
    golden("examples/factors/match.yaml.txt", target.read_text(encoding="utf-8"))
    # it is refused as it stands, and never written over
    assert run("calc", str(target))[0] == 3
    assert run("factors", "match", "examples/bill-of-materials/bom.csv", "-o", str(target))[0] == 2


@pytest.mark.parametrize("kind", ["part", "calc", "diff"])
def test_schema(
    run: Callable[..., tuple[int, str, str]], golden: Callable[[str, str], None], kind: str
) -> None:
    code, out, err = run("schema", kind)
    if kind == "part":
        out = _without_methods(out)
    golden(f"examples/schema/{kind}.txt", told((code, out, err)))


def _without_methods(out: str) -> str:
    """The schema but for what it says of each method, which tests/test_schema.py looks at."""
    schema = json.loads(out)
    schema["definitions"] = {key: one for key, one in schema["definitions"].items() if "." not in key}
    use = schema["definitions"]["MethodUse"]
    assert len(use.pop("allOf")) == len(use["properties"]["method"].pop("enum"))
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.skipif(
    tuple(int(part) for part in typer.__version__.split(".")[:2]) != TYPER,
    reason="another typer lays the help out in its own way",
)
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("calc",),
        ("declare",),
        ("diff",),
        ("explain",),
        ("export",),
        ("init",),
        ("schema",),
        ("factors",),
        ("factors", "search"),
        ("factors", "show"),
        ("factors", "list"),
        ("factors", "match"),
    ],
    ids=" ".join,
)
def test_help(
    run: Callable[..., tuple[int, str, str]], golden: Callable[[str, str], None], words: tuple[str, ...]
) -> None:
    golden(f"examples/help/{'.'.join(words) or 'carbonfoot'}.txt", told(run(*words, "--help")))
