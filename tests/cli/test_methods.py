"""`carbonfoot methods list` and `show`: for people, for programs, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from carbonfoot.methods.described import kind_text, needs
from carbonfoot.methods.registry import find, ids


class Answer(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


def test_the_list_has_every_method_below_its_sector(run: Run) -> None:
    code, out, err = run("methods", "list")
    assert (code, err) == (0, "")
    sector, found = "", []
    for line in out.splitlines():
        if line.startswith("   "):
            continue
        if line.startswith("  "):
            found.append(line.split()[0])
            assert found[-1].startswith(f"{sector}/")
        else:
            sector = line or sector
    assert found == ids()
    assert max(map(len, out.splitlines())) <= 80


def test_one_sector_alone(run: Run) -> None:
    for word in ("minerals", "minerals/"):
        code, out, _ = run("methods", "list", word)
        assert code == 0
        assert out.startswith("minerals\n  minerals/carbonates ")
        assert "Carbonates, by stoichiometry (tier 3)" in " ".join(out.split())


def test_the_list_in_korean_and_as_data(run: Run) -> None:
    assert "탄산염" in run("methods", "list", "minerals", "--lang", "ko").out
    data = json.loads(run("methods", "list", "minerals", "--format", "json").out)
    assert data["schema"] == "carbonfoot/methods-list/1"
    assert data["options"] == {"sector": "minerals"}
    (row,) = [row for row in data["data"] if row["id"] == "minerals/carbonates"]
    assert row["tier"] == "3" and row["title"] == "Carbonates, by stoichiometry"
    assert [one["id"] for one in json.loads(run("methods", "list", "-f", "json").out)["data"]] == ids()


def test_a_sector_without_methods_is_nothing_found(run: Run) -> None:
    code, out, err = run("methods", "list", "tailoring")
    assert (code, out) == (5, "")
    assert "`tailoring`" in err and "minerals" in err


def test_show_says_all_that_a_method_says_of_itself(run: Run) -> None:
    code, out, err = run("methods", "show", "minerals/carbonates")
    assert (code, err) == (0, "")
    method = find("minerals/carbonates")
    assert method is not None
    about = method.about
    flat = " ".join(out.split())
    assert out.startswith(f"{about.id}  (tier {about.tier})\n{about.title}\n")
    assert f"edition {about.edition}; valid from {about.valid_from}" in flat
    for said in (*about.formula, about.gives, about.reference, *about.limits, *about.example.splitlines()):
        assert " ".join(said.split()) in flat
    for need in needs(method):
        word = "required" if need.required else "optional"
        assert f" {need.key} {word}: {kind_text(need)} {need.description}" in flat
    assert "and as every method: name, name_ko, stage" in out
    assert f"\n  methods:\n    - method: {about.id}\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_show_in_korean_has_korean_headings(run: Run) -> None:
    out = run("methods", "show", "minerals/carbonates", "--lang", "ko").out
    assert "탄산염" in out and "계산식" in out and "선택: share" in out


def test_show_as_data_has_units_and_bounds(run: Run) -> None:
    data = json.loads(run("methods", "show", "minerals/glass", "-f", "json").out)
    assert data["schema"] == "carbonfoot/methods-show/1"
    found = {need["key"]: need for need in data["data"]["needs"]}
    assert found["amount"]["units"] == ["kg"] and found["amount"]["above_zero"] is True
    assert found["amount"]["required"] is True and found["cullet"]["required"] is False
    assert (found["cullet"]["low"], found["cullet"]["high"]) == (0.0, 1.0)
    assert data["data"]["entry"].startswith("methods:\n  - method: minerals/glass\n")


def test_show_writes_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    code, out, _ = run("methods", "show", "minerals/carbonates", "--output", str(file))
    assert (code, out) == (0, "")
    assert file.read_text(encoding="utf-8") == run("methods", "show", "minerals/carbonates").out


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("minerals/carbonate", "did you mean minerals/carbonates?"),
        ("carbonates", "did you mean minerals/carbonates?"),
        ("zzzzzzzzzz", "`carbonfoot methods list` names all methods"),
    ],
)
def test_an_unknown_id_is_a_usage_error_with_the_nearest_names(run: Run, id: str, said: str) -> None:
    code, out, err = run("methods", "show", id)
    assert (code, out) == (2, "")
    assert f"`{id}` is not a method; {said}" in err


def test_the_example_of_show_can_be_pasted_into_a_part(run: Run, tmp_path: Path) -> None:
    out = run("methods", "show", "minerals/carbonates").out
    pasted = "\n".join(line[2:] for line in out[out.index("\n  methods:") :].splitlines())
    head = "carbonfoot: part/1\nproduct: {id: P, name: Part, declared_unit: 1 piece, made_in: KR}\nperiod: 2025\n"
    file = tmp_path / "part.yaml"
    file.write_text(head + pasted.strip("\n") + "\n", encoding="utf-8")
    code, out, err = run("calc", str(file), "--format", "json")
    assert code == 0, err
    assert json.loads(out)["data"]["total"] > 0


def test_search_by_words_in_both_languages_and_as_data(run: Run) -> None:
    code, out, err = run("methods", "search", "steel", "scrap", "furnace")
    assert (code, err) == (0, "")
    assert out.startswith("metals/electric-arc-furnace  Electric arc furnace, carbon balance")
    assert max(map(len, out.splitlines())) <= 80
    assert run("methods", "search", "전기로", "--lang", "ko").out.startswith(
        "metals/electric-arc-furnace  전기로"
    )
    data = json.loads(run("methods", "search", "milk run", "--format", "json").out)
    assert data["options"] == {"words": "milk run"}
    assert data["data"][0]["id"] == "transport/shared-run"
    code, out, err = run("methods", "search", "zzzz")
    assert (code, out) == (5, "") and "carbonfoot methods list" in err
