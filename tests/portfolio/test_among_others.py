"""What is wrong with one product is said at it and at those that need it, and at no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.findings.finding import exit_code, severity

OWN = "steel/hot-rolled-coil"


def states(portfolio: Any) -> dict[str, str]:
    return {Path(product.file).stem: product.state for product in portfolio.products}


@pytest.fixture
def part(make_document: Any, stated: Any) -> Any:
    def made(id: str, *links: str, amount: str = "0.5 piece", **more: str) -> dict[str, Any]:
        lines = [{"name": "Own", "amount": "1 kg", "footprint": stated(1)}]
        lines += [{"name": link, "amount": amount, "product": f"{link}.yaml"} for link in links]
        return make_document({"inputs": lines}, id=id, **more)  # type: ignore[no-any-return]

    return made


def test_a_refused_document_refuses_those_that_need_it(many: Any, write: Any, part: Any) -> None:
    bad = part("C")
    bad["inputs"][0]["amount"] = "1 kgg"
    portfolio = many.together(
        write({"a.yaml": part("A", "b"), "b.yaml": part("B", "c"), "c.yaml": bad, "d.yaml": part("D")})
    )
    assert states(portfolio) == {"a": "refused", "b": "refused", "c": "refused", "d": "complete"}
    errors = [one for one in portfolio.findings if severity(one) == "error"]
    assert sorted((one.code, Path(one.file).stem) for one in errors) == [("CF202", "c"), ("CF405", "b")]
    assert exit_code(portfolio.findings) == 3
    assert [Path(product.because).stem for product in portfolio.products] == ["b", "b", "c", ""]


def test_all_that_is_wrong_with_a_refused_document_is_said(many: Any, write: Any, part: Any) -> None:
    bad = part("C")
    bad["inputs"] += [
        {"name": "Coil", "amount": "1 kgg", "factor": OWN},
        {"name": "Wire", "amount": "1 kg", "factor": "steel/hot-roled-coil", "origin": "KR"},
    ]
    portfolio = many.together(write({"c.yaml": bad, "d.yaml": part("D")}))
    errors = {one.code for one in portfolio.findings if severity(one) == "error"}
    assert errors == {"CF202", "CF301"}


def test_a_loop_without_solution_takes_down_no_other(many: Any, write: Any, part: Any) -> None:
    files = {"a.yaml": part("A", "b", amount="2 piece"), "b.yaml": part("B", "a", amount="2 piece")}
    files |= {"c.yaml": part("C", "a"), "d.yaml": part("D", "e"), "e.yaml": part("E", "d")}
    portfolio = many.together(write(files))
    assert states(portfolio) == dict(zip("abcde", ["refused"] * 3 + ["complete"] * 2, strict=True))
    (loop,) = [one for one in portfolio.findings if one.code == "CF401"]
    assert "gain 4" in loop.message
    assert [entry["data"] for entry in many.printed(portfolio)["data"]["products"]][:3] == [None] * 3
    assert portfolio.products[3].total == pytest.approx(2, rel=1e-12)


def test_one_id_with_two_contents_refuses_both_and_shows_both_places(
    many: Any, write: Any, part: Any, stated: Any
) -> None:
    other = part("A")
    other["inputs"][0]["footprint"] = stated(2)
    portfolio = many.together(
        write({"a.yaml": part("A"), "b.yaml": other, "c.yaml": part("C", "b"), "d.yaml": part("D", "a")})
    )
    assert set(states(portfolio).values()) == {"refused"}
    (finding,) = [one for one in portfolio.findings if one.code == "CF409"]
    assert {Path(finding.file).stem, Path(finding.related[0].file).stem} == {"a", "b"}


def test_equal_texts_whose_links_lead_to_other_products_differ(many: Any, write: Any, part: Any) -> None:
    files = {f"{side}/a.yaml": part("A", "b") for side in ("x", "y")}
    files |= {"x/b.yaml": part("B"), "y/b.yaml": part("B")}
    assert set(states(many.together(write(files))).values()) == {"complete"}
    files["y/b.yaml"] = part("Z")
    assert "CF409" in {one.code for one in many.together(write(files)).findings}


def test_the_same_id_in_two_projects_is_no_clash(many: Any, write: Any, part: Any) -> None:
    files: dict[str, Any] = {"x/a.yaml": part("A"), "y/a.yaml": part("A", name="Another")}
    files |= {"x/carbonfoot.toml": "", "y/carbonfoot.toml": ""}
    portfolio = many.together(write(files))
    assert [product.state for product in portfolio.products] == ["complete"] * 2


def test_a_project_never_reads_beyond_its_root(many: Any, write: Any, part: Any) -> None:
    files: dict[str, Any] = {"b.yaml": part("B"), "x/a.yaml": part("A"), "x/carbonfoot.toml": ""}
    files["x/a.yaml"]["inputs"].append({"name": "B", "amount": "1 piece", "product": "../b.yaml"})
    portfolio = many.together(write(files))
    assert states(portfolio) == {"a": "refused", "b": "complete"}
    assert "CF002" in {one.code for one in portfolio.findings}


def test_numbers_beyond_all_range_refuse_their_product_alone(
    many: Any, write: Any, part: Any, stated: Any
) -> None:
    files = {
        f"{n}.yaml": part(f"P{n}", *([str(n + 1)] if n < 5 else []), amount="1e70 piece") for n in range(6)
    }
    files["z.yaml"] = part("Z")
    portfolio = many.together(write(files))
    for product in portfolio.products:
        one = many.alone(product.file)
        assert (one["data"] is None or one["data"]["total"] is None) == (product.total is None), product.shown
    assert states(portfolio)["z"] == "complete"
    assert states(portfolio)["0"] == "refused"
    assert "CF206" in {one.code for one in portfolio.findings}


def test_findings_of_a_shared_part_are_said_once(
    many: Any, write: Any, part: Any, make_document: Any
) -> None:
    line = {"name": "Coil", "amount": "1 kg", "factor": OWN, "route": "bf-bof", "origin": "DE"}
    files = {f"{n}.yaml": part(f"P{n}", "shared") for n in range(6)}
    files["shared.yaml"] = make_document({"inputs": [line]}, id="S")
    for number in range(3):
        files[f"{number}.yaml"]["gwp"] = "AR4"  # a system of its own
    portfolio = many.together(write(files))
    assert [one.code for one in portfolio.findings].count("CF305") == 1


def test_a_chain_of_a_thousand_documents_is_refused(many: Any, write: Any, part: Any) -> None:
    count = 1_000
    texts = {}
    for number in range(count):
        texts[f"{number}.yaml"] = json.dumps(
            part(f"P{number}", *([str(number + 1)] if number + 1 < count else []))
        )
    portfolio = many.together(write(texts))
    errors = [one for one in portfolio.findings if severity(one) == "error"]
    assert [one.code for one in errors] == ["CF405"]
    complete = [product for product in portfolio.products if product.total is not None]
    assert {int(Path(product.file).stem) for product in complete} == set(range(count - 61, count))


def test_own_packs_and_locks_hold_for_their_root_alone(many: Any, write: Any, part: Any) -> None:
    files: dict[str, Any] = {"x/a.yaml": part("A"), "y/b.yaml": part("B")}
    files |= {"x/carbonfoot.toml": "", "y/carbonfoot.toml": "", "x/packs/own/pack.yaml": "id: own\n"}
    portfolio = many.together(write(files))
    assert states(portfolio) == {"a": "refused", "b": "complete"}
    assert "CF501" in {one.code for one in portfolio.findings}
    locked = many.together(write(files), locked=True)
    assert set(states(locked).values()) == {"refused"}
