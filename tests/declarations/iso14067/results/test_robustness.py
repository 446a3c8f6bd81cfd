"""Sensitivity, uncertainty, checks and interpretation: what is printed is what a second calculation says."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from pathlib import Path

import pytest

from carbonfoot.cli.declare_part import subject_of
from carbonfoot.declarations.content import Block, Bullets, Cell, Document, Gap, Number, Paragraph, Table
from carbonfoot.declarations.iso14067.lines import leaves
from carbonfoot.declarations.iso14067.noted import guessed, old, pareto, proxies
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.otherwise import in_gwp_set
from carbonfoot.footprint.sensitivity import UntracedError, sensitivity
from carbonfoot.pipeline import calculate

STUDIES = Path(__file__).parents[1] / "studies"

Of = Callable[..., Study]
Made = Callable[..., Document]
Told = Callable[..., str]


def part(document: Document, title: str) -> tuple[Block, ...]:
    return next(one.blocks for section in document.sections for one in section.parts if one.title == title)


def table(document: Document, caption: str) -> Table:
    return next(
        block
        for section in document.sections
        for one in section.parts
        for block in one.blocks
        if isinstance(block, Table) and block.caption == caption
    )


def shown(cell: Cell) -> str:
    assert isinstance(cell, Number)
    return cell.text


@pytest.mark.parametrize("one", ["wooden", "foundry/cover", "bought"])
def test_another_gwp_set_is_what_calc_says(study: Of, one: str) -> None:
    found = study(one)
    recipe = found.subject.outcome.recipe
    assert recipe is not None
    for gwp in ("AR5", "AR6"):
        again = calculate(recipe.file, found.subject.asked._replace(gwp=gwp))
        assert again.footprint is not None
        assert in_gwp_set(recipe, found.result, gwp).co2e == pytest.approx(
            again.footprint.at_least, rel=1e-12
        )


def test_one_per_cent_of_the_largest_input_does_what_is_printed(document: Made, tmp_path: Path) -> None:
    text = (STUDIES / "single.yaml").read_text(encoding="utf-8")
    file = tmp_path / "part.yaml"
    file.write_text(text.replace("amount: 1 kg", "amount: 1.01 kg"), encoding="utf-8")
    more = subject_of(str(file)).subject
    assert more is not None and more.footprint.total is not None
    rows = table(document("single"), "If one input alone were 1 % more").rows
    row = next(row for row in rows if row[0] == "Steel, amount")
    assert float(shown(row[2])) == pytest.approx(more.footprint.total - 2.3, abs=1e-5)
    assert shown(row[3]) == "+1.00"


def test_methods_of_allocation_stand_side_by_side(document: Made, study: Of) -> None:
    name = "chlor-alkali/cleaner"
    found = table(document(name), "The product by every method of allocation, kg CO2e")
    rows = {str(row[0]): row for row in found.rows}
    assert shown(rows["by mass (as reported)"][1]) == f"{study(name).result.total:.4f}"
    assert str(rows["by energy content"][3]).startswith("not possible:")
    assert {"by economic value", "cut-off: the product bears everything"} <= set(rows)


def test_drivers_and_origins_are_shares_of_the_whole_variance(document: Made, study: Of) -> None:
    spread = study("wooden").result.uncertainty
    assert spread is not None and spread.first is not None
    rows = table(document("wooden"), "Largest drivers of the spread").rows
    assert len(rows) == min(10, len(spread.first.shares))
    assert float(shown(rows[0][4])) == pytest.approx(100 * spread.first.shares[0].share, abs=0.051)
    origins = table(document("wooden"), "What the spread rests on").rows
    assert fsum(float(shown(row[1])) for row in origins) == pytest.approx(100.0, abs=0.2)


def test_lines_to_four_fifths(study: Of, name: str) -> None:
    result = study(name).result
    found = pareto(result, 0.8)
    burdens = [one.co2e for one in leaves(result) if one.co2e > 0]
    reached = fsum(one.co2e for one in found)
    if burdens:
        assert reached >= 0.8 * fsum(burdens) * (1 - 1e-12)
        assert len(found) == 1 or reached - found[-1].co2e < 0.8 * fsum(burdens)
    else:
        assert found == []


def test_peculiar_data_are_named(study: Of, told: Told) -> None:
    result = study("hanil-fastener/m10x30").result
    assert {one.flow.name for one in proxies(result).lines} >= {"Spheroidised wire rod"}
    assert {one.flow.name for one in old(result).lines} >= {"Spheroidised wire rod"}
    assert len(guessed(result).lines) == 4
    report = told("hanil-fastener/m10x30")
    for caption in ("Stand-ins, kg CO2e", "Old factors, kg CO2e", "Amounts that were not measured, kg CO2e"):
        assert caption in report
    assert [one.flow.name for one in guessed(study("wooden").result).lines] == ["Binder"]
    assert "No amount is stated as estimated or illustrative." in told("single")


def test_limits_follow_from_the_data(document: Made, told: Told) -> None:
    (limits,) = part(document("incomplete"), "Limits")
    assert isinstance(limits, Bullets)
    report = told("incomplete")
    assert "1 of 3 lines are missing: the result is a lower bound, not a footprint" in report
    assert "a partial footprint ends at the gate" in report
    assert "An incomplete result is not comparable with any other." in report
    assert "credits of −0.9000 kg CO2e are taken off" in told("credited")
    assert "are taken off; other choices" not in told("wooden")


def test_nothing_is_concluded_that_nobody_states(document: Made) -> None:
    first = part(document("wooden"), "Conclusions and recommendations")[0]
    assert isinstance(first, Paragraph)
    assert any(isinstance(one, Gap) and "declare/conclusions" in one.keys for one in first.parts)


def test_stated_words_stand_in_the_interpretation(tmp_path: Path, told: Told) -> None:
    text = (STUDIES / "single.yaml").read_text(encoding="utf-8")
    text += "declare:\n  limits: one melt only\n  conclusions: steel is all of it\n  comparison: yes\n"
    file = tmp_path / "part.yaml"
    file.write_text(text, encoding="utf-8")
    report = told(str(file))
    assert "- one melt only" in report and "- steel is all of it" in report
    assert "that takes a critical review" in report


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_an_incomplete_study_says_so_at_every_figure(told: Told, lang: str) -> None:
    report = told("incomplete", lang)
    word = "at least" if lang == "en" else "최소"
    assert report.count(word) > 40
    for row in report.splitlines():
        if row.startswith(("| Total", "| 합계")):
            assert word in row, row
    assert ("INCOMPLETE" if lang == "en" else "미완성") in report


def test_uptake_that_nobody_states_is_no_zero(tmp_path: Path, told: Told) -> None:
    text = (STUDIES / "wooden.yaml").read_text(encoding="utf-8")
    file = tmp_path / "part.yaml"
    file.write_text(
        "\n".join(line for line in text.splitlines() if "biogenic_uptake" not in line), encoding="utf-8"
    )
    assert "CO2 taken up by biomass, as sources state it: not known" in told(str(file))
    assert "CO2 taken up by biomass, as sources state it: −2.080 kg CO2e" in told("wooden")


def test_slopes_that_do_not_hold_are_moved_one_by_one_up_to_a_number(
    study: Of, told: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = study("bought")
    recipe = one.subject.outcome.recipe
    assert recipe is not None
    found, _ = sensitivity(recipe, one.result)
    assert found.traced
    monkeypatch.setattr("carbonfoot.footprint.sensitivity._off", lambda *_: 1.0)
    alone, _ = sensitivity(recipe, one.result)
    assert not alone.traced
    slopes = {each.key: each.slope for each in alone.inputs}
    assert all(slopes[each.key] == pytest.approx(each.slope, rel=1e-6, abs=1e-9) for each in found.inputs)
    with pytest.raises(UntracedError):
        sensitivity(recipe, one.result, 3)
    for file in ("site.yaml", "bought.yaml"):
        (tmp_path / file).write_text((STUDIES / file).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr("carbonfoot.declarations.iso14067.study.limit", lambda _: 3.0)
    assert "too many inputs to move each alone" in told(str(tmp_path / "bought.yaml"))
