"""A baseline holds all that a split needs: its causes are those of `diff` of the two states, to the printed digits."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.checks.baseline import FILE, as_text, read, recorded
from carbonfoot.checks.baseline_schema import NAME, baseline_schema
from carbonfoot.checks.conforms import faults
from carbonfoot.checks.former import Asked, former_states
from carbonfoot.checks.model import Change, Checked
from carbonfoot.checks.run import check
from carbonfoot.footprint.differences import difference
from carbonfoot.footprint.measures import Side
from carbonfoot.pipeline import Options
from carbonfoot.portfolio.gather import gather
from carbonfoot.portfolio.model import Portfolio
from carbonfoot.portfolio.run import calculate_all
from carbonfoot.reports import check_json, check_markdown, check_text
from carbonfoot.reports.diff_json import data
from carbonfoot.reports.diff_text import render
from carbonfoot.reports.style import Style

ROOT = Path(__file__).parents[2]
FOLDERS = (
    *("seat-bracket", "hanil-fastener", "inverter-housing", "chlor-alkali", "connector-housing"),
    *("stamping-shop", "foundry", "eaf-mill", "bill-of-materials"),
)


def project(folder: Path) -> Path:
    for name in FOLDERS:
        shutil.copytree(ROOT / "examples" / name, folder / name)
    shutil.copy(ROOT / "examples" / "carbonfoot.toml", folder / "carbonfoot.toml")
    return folder


def computed(folder: Path) -> Portfolio:
    gathered = gather([str(folder)])
    return calculate_all(gathered, {root: Options() for root in gathered.files})


def write(folder: Path) -> Path:
    root = str(folder.resolve())
    products = [
        (one, None if one.batch is None else one.batch.footprint(one.file))
        for one in computed(folder).products
    ]
    target = folder / FILE
    target.write_text(as_text(recorded(products, root, "", "")), encoding="utf-8")
    return target


def checked(folder: Path, **asked: str) -> Checked:
    gathered = gather([str(folder)])
    portfolio = calculate_all(gathered, {root: Options() for root in gathered.files})
    past = former_states(gathered.files, Asked(**asked), None, locked=False)
    assert not past.findings
    return check(portfolio, gathered, "2026-01-01", None, (), past.states, [str(folder)])


def edited(folder: Path, chance: random.Random) -> list[str]:
    """Some edits at random: amounts, origins, yields, lines, GWP sets, boundaries, names, units."""
    done = []
    for file in chance.sample(sorted(folder.glob("*/*.yaml")), 4):
        text = file.read_text(encoding="utf-8")
        if "carbonfoot: part" not in text:
            continue
        numbers = list(re.finditer(r"amount: (\d+(?:\.\d+)?) ", text))
        kind = chance.choice(["amount", "amounts", "origin", "gwp", "name", "gone", "yield", "share"])
        if kind in ("amount", "amounts") and numbers:
            for match in chance.sample(numbers, 1 if kind == "amount" else len(numbers))[::-1]:
                new = str(round(float(match[1]) * chance.choice([0.5, 0.9, 1.03, 2]), 6))
                text = text.replace(match[0], f"amount: {new} ", 1)
        elif kind == "origin":
            text = text.replace("origin: KR", "origin: CN", 1)
        elif kind == "gwp" and "\ngwp:" not in text:
            text += "\ngwp: AR5\n"
        elif kind == "name":
            text = text.replace("name: ", "name: New ", 1)
        elif kind == "gone":
            rows = [row for row in text.split("\n") if re.match(r"\s+- \{name: .*\}$", row)]
            text = text.replace(f"{chance.choice(rows)}\n", "", 1) if len(rows) > 1 else text
        elif kind == "yield":
            text = re.sub(r"yield: 0\.\d+", f"yield: 0.{chance.randint(60, 99)}", text, count=1)
        elif kind == "share":
            text = re.sub(r"recycled: \d+ %", "recycled: 37 %", text, count=1)
        file.write_text(text, encoding="utf-8")
        done.append(f"{kind} {file.name}")
    return done


def without_files(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: without_files(one) for key, one in given.items() if key not in ("file", "source")}
    return [without_files(one) for one in given] if isinstance(given, list) else given


def by_file(checked: Checked) -> dict[str, Change]:
    return {one.file: one for one in checked.changes}


@pytest.mark.parametrize("seed", range(12))
def test_the_split_of_a_baseline_is_that_of_diff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    now = project(tmp_path / "now")
    before = tmp_path / "before"
    edited(now, chance)
    shutil.copytree(now, before)
    write(now)
    edits = edited(now, chance)
    monkeypatch.chdir(tmp_path)
    from_baseline = by_file(checked(now))
    from_folder = by_file(checked(now, against=str(before)))
    one, other = computed(before), computed(now)
    compared = 0
    assert {*from_baseline} == {product.file.removeprefix(f"{now.resolve()}/") for product in other.products}
    for product, former in zip(other.products, one.products, strict=True):
        name = product.file.removeprefix(f"{now.resolve()}/")
        batches = (former.batch, product.batch)
        results = [
            None if batch is None or of.state == "refused" else batch.footprint(of.file)
            for batch, of in zip(batches, (former, product), strict=True)
        ]
        if results[0] is None or results[1] is None:
            assert from_baseline[name].split is None
            continue
        assert former.batch is not None and product.batch is not None
        sides = [Side(results[0], former.batch.library), Side(results[1], product.batch.library)]
        found, _ = difference(*sides)
        assert found is not None
        wanted = without_files(data(found, results[0], results[1]))
        for change in (from_baseline[name], from_folder[name]):
            assert change.split is not None, (name, change)
            assert without_files(data(*change.split)) == wanted, (name, edits)
            style = Style(100, "ko")
            text = render(found, results[0], results[1], style, 10).replace("before/", "now/")
            assert render(*change.split, Style(100, "ko"), 10) == text
            assert change.before == pytest.approx(found.a, rel=1e-12, abs=0)
            assert change.what == ("changed" if found.causes or found.change else "same")
        compared += 1
    assert compared


def test_the_file_keeps_its_schema_and_holds_no_clock(tmp_path: Path) -> None:
    folder = project(tmp_path / "now")
    first = write(folder).read_bytes()
    given = json.loads(first)
    schema = baseline_schema()
    Draft7Validator.check_schema(schema)
    assert not list(Draft7Validator(schema).iter_errors(given))
    assert not list(faults(given, schema))
    assert [*given["products"]] == sorted(given["products"])
    assert write(folder).read_bytes() == first
    found, findings = read(str(folder / FILE))
    assert found is not None and not findings
    assert as_text(found).encode() == first
    assert str(tmp_path).encode() not in first


def test_where_one_amount_changes_a_few_rows_change(tmp_path: Path) -> None:
    folder = project(tmp_path / "now")
    before = write(folder).read_text(encoding="utf-8").split("\n")
    file = folder / "inverter-housing" / "housing.yaml"
    text = file.read_text(encoding="utf-8")
    match = re.search(r"amount: (\d+(?:\.\d+)?) kg", text)
    assert match is not None
    file.write_text(text.replace(match[0], f"amount: {match[1]}1 kg", 1), encoding="utf-8")
    after = write(folder).read_text(encoding="utf-8").split("\n")
    assert len(after) == len(before)
    apart = [place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert 0 < len(apart) <= 6  # both totals, the line, what goes with it


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("products", "seat-bracket/bracket.yaml", "total"), "4"),
        (("products", "seat-bracket/bracket.yaml", "state"), "fine"),
        (("products", "seat-bracket/bracket.yaml", "declared_unit"), [1]),
        (("activities", "AR6", "seat-bracket/bracket.yaml", 0, "lines", 0, "times"), None),
        (("activities", "AR7"), {}),
        (("activities", "AR6", "seat-bracket/bracket.yaml", 0, "lines", 0, "path", 0), 0.5),
    ],
)
def test_what_is_no_baseline_is_refused_with_its_place(
    tmp_path: Path, path: tuple[Any, ...], value: Any
) -> None:
    file = write(project(tmp_path / "now"))
    given = json.loads(file.read_text(encoding="utf-8"))
    inside = given
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    assert list(Draft7Validator(baseline_schema()).iter_errors(given))
    file.write_text(json.dumps(given, indent=1), encoding="utf-8")
    found, findings = read(str(file))
    assert found is None
    assert [one.code for one in findings] == ["CF947"]
    assert findings[0].point is not None


def test_of_many_faults_the_first_few_are_told(tmp_path: Path) -> None:
    file = tmp_path / FILE
    products: dict[str, Any] = {f"part-{number}.yaml": {} for number in range(9)}
    file.write_text(json.dumps({"schema": NAME, "products": products, "activities": {}}), encoding="utf-8")
    found, findings = read(str(file))
    assert found is None and len(findings) == 5


def places(given: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = (
        given.items() if isinstance(given, dict) else enumerate(given) if isinstance(given, list) else ()
    )
    return [one for key, inner in entries for one in ((*path, key), *places(inner, (*path, key)))]


@pytest.mark.parametrize("seed", range(2))
def test_a_baseline_edited_anyhow_is_refused_or_read_never_a_bug(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = project(tmp_path / "now")
    file = write(folder)
    text = file.read_text(encoding="utf-8")
    every = places(json.loads(text))
    gathered = gather([str(folder)])
    portfolio = calculate_all(gathered, {root: Options() for root in gathered.files})
    others: list[Any] = [
        None,
        0,
        "",
        -1.5,
        1e299,
        1e-300,
        [],
        {},
        "kg",
        "AR5",
        "../../x",
        "\0",
        True,
        10**400,
    ]
    seen = set()
    for _ in range(8):
        data = json.loads(text)
        *above, last = chance.choice(every)
        inside = data
        for step in above:
            inside = inside[step]
        inside[last] = chance.choice(others)
        file.write_text(json.dumps(data), encoding="utf-8")
        past = former_states(gathered.files, Asked(), None, locked=False)
        found = check(portfolio, gathered, "2026-01-01", None, (), past.states, [str(folder)])
        codes = {one.code for one in [*past.findings, *found.findings]} & {"CF947", "CF421", "CF206"}
        seen.add(bool(codes))
        for module in (check_text, check_json, check_markdown):
            module.render(found, Style())
    assert True in seen


def conflict(text: str) -> str:
    return text.replace(' "activities"', '<<<<<<< ours\n "activities"', 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (conflict, "CF421"),
        (lambda _: "", "CF009"),
        (lambda _: "null", "CF947"),
        (lambda _: "[]", "CF947"),
        (lambda _: '{"schema": "carbonfoot/calc/1"}', "CF947"),
        (lambda text: text.replace("baseline/1", "baseline/2"), "CF947"),
        (lambda text: text.replace('"products"', '"activities"', 1), "CF005"),
        (lambda text: text[:2000], "CF421"),
    ],
)
def test_another_file_is_never_an_empty_baseline(tmp_path: Path, change: Any, code: str) -> None:
    file = write(project(tmp_path / "now"))
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    found, findings = read(str(file))
    assert found is None
    assert [one.code for one in findings] == [code]
