"""Probabilities, primary data and ratings: worked out by hand, held against draws, open where they rest on nothing."""

from __future__ import annotations

from collections.abc import Callable
from math import erfc, log, sqrt
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.checks.probability import exceeded
from carbonfoot.footprint.interval import uncertainty
from carbonfoot.footprint.uncertain import Policy, uncertain
from carbonfoot.pipeline import Options, calculate, names_of
from carbonfoot.uncertainty.first_order import FirstOrder
from carbonfoot.uncertainty.interval import Interval
from carbonfoot.uncertainty.monte_carlo import monte_carlo
from tests.checks.conftest import PART

Judge = Callable[..., Any]

SURE = PART.replace("gwp: AR6", 'gsd: "1.2", gwp: AR6').replace(" kg\n", ' kg\n    gsd: "1.05"\n')
"""Every amount and factor with a range of its own."""


def test_the_probability_of_a_single_lognormal_is_that_of_the_lognormal(judge: Judge) -> None:
    """One line of median 3 with gsd 1.2: above 3 with a half, above 3.6 with 15.87 %."""
    part = PART.partition("  - name: Coating")[0].replace("gwp: AR6", 'gsd: "1.2", gwp: AR6')
    part = part.replace("amount: 2 kg", 'amount: 2 kg\n    gsd: "1"')
    for above, expected in ((3.0, 0.5), (3.6, 0.5 * erfc(1 / sqrt(2)))):
        answer = judge(f"  - probability: {{above: {above} kg CO2e, at_most: 100 %}}", part=part)
        (number,) = [one["actual"] for one in answer.checks]
        assert float(number.rstrip(" %")) == pytest.approx(100 * expected, rel=1e-4)


@pytest.mark.parametrize("above", [2.8, 3.2, 3.6, 4.2])
def test_the_probability_agrees_with_draws(write: Callable[[dict[str, str]], Path], above: float) -> None:
    file = write({"part.yaml": SURE}) / "part.yaml"
    outcome = calculate(str(file), Options())
    assert outcome.footprint is not None
    names = names_of(outcome.documents)
    first = uncertainty(outcome.footprint, Policy(), names).first
    assert first is not None
    model = uncertain(outcome.footprint, Policy(), names).model
    from carbonfoot.uncertainty.draws import draw

    count = 20_000
    totals = draw(model, count, 7, [0]).totals[0]
    drawn = float((totals > above).mean())
    by_interval = exceeded(first, above)
    error = 4 * sqrt(max(drawn * (1 - drawn), 1e-3) / count)
    assert by_interval == pytest.approx(drawn, abs=error + 0.01)
    assert monte_carlo(model, 1000, 7).demands[0].summary.mean == pytest.approx(first.mean, rel=0.02)


def _first(mean: float, sd: float, shape: str) -> FirstOrder:
    return FirstOrder("x", mean, mean, sd, Interval(0, 0, shape), [], {}, None)


def test_shapes_of_the_interval_have_their_own_tails() -> None:
    assert exceeded(_first(2, 1, "normal"), 2) == 0.5
    assert exceeded(_first(2, 1, "normal"), 3) == pytest.approx(0.158655, rel=1e-5)
    assert exceeded(_first(2, 0.5, "normal"), 2.5) == pytest.approx(0.158655, rel=1e-5)
    assert exceeded(_first(2, 1, "normal"), -100) == 1.0
    spread = sqrt(log(1.25))
    median = 2 / sqrt(1.25)
    assert exceeded(_first(2, 1, "lognormal"), median) == pytest.approx(0.5)
    assert exceeded(_first(2, 1, "lognormal"), median * 2.718281828**spread) == pytest.approx(
        0.158655, rel=1e-5
    )
    assert exceeded(_first(2, 1, "lognormal"), 0) == 1.0
    assert exceeded(_first(-2, 1, "lognormal mirrored"), -median) == pytest.approx(0.5)
    assert exceeded(_first(-2, 1, "lognormal mirrored"), 0) == 0.0
    assert exceeded(_first(-2, 1, "lognormal mirrored"), -100) == pytest.approx(1.0)
    assert exceeded(_first(2, 0, "none"), 2) == 0.0
    assert exceeded(_first(2, 0, "none"), 1.999) == 1.0


def test_a_probability_that_is_only_assumed_is_refused_unless_allowed(judge: Judge) -> None:
    limit = "  - probability: {above: 9 kg CO2e, at_most: 10 %%%s}"
    answer = judge(limit % "")
    assert answer.verdicts == {"probability above 9 kg CO2e": "open"}
    assert (answer.code, answer.findings) == (4, [("CF943", "part.yaml", "budgets/0/probability/at_most")])
    assert judge(limit % ", assumed: allowed").verdicts == {"probability above 9 kg CO2e": "pass"}
    assert judge(limit % ", assumed: refused").code == 4
    assert judge(limit % "", part=SURE).verdicts == {"probability above 9 kg CO2e": "pass"}
    assert judge(limit.replace("9 kg", "3 kg") % "", part=SURE).code == 1


def test_what_does_not_count_is_no_evidence_either(judge: Judge) -> None:
    """Only what is stated counts, and only the coating states something: 6 % of the footprint."""
    part = PART.replace("source: Coat Co.", 'gsd: "1.1", source: Coat Co.')
    settings = {"carbonfoot.toml": '[uncertainty]\ncounts = "stated"\n'}
    limit = "  - probability: {above: 9 kg CO2e, at_most: 10 %}"
    answer = judge(limit, part=part, **settings)
    assert answer.findings == [("CF943", "part.yaml", "budgets/0/probability/at_most")]
    none = judge(limit, part=part, **{"carbonfoot.toml": '[uncertainty]\ncounts = "none"\n'})
    assert none.findings == [("CF941", "part.yaml", "budgets/0/probability/at_most")]


def test_primary_data_share_is_weighted_and_silence_counts_as_none(judge: Judge) -> None:
    part = PART.replace("source: Wire Co.", "primary_data_share: 80 %, source: Wire Co.")
    part = part.replace("supplier: Hanil Wire", "supplier: Hanil Wire\n    data: measured")
    assert judge("  - pds: 75 %", part=part).verdicts == {"pds": "pass"}  # 0.8 * 3 / 3.2
    answer = judge("  - pds: 75.01 %", part=part)
    assert answer.verdicts == {"pds": "fail"}
    (failed,) = [one for one in answer.said["findings"] if one["code"] == "CF940"]
    assert failed["notes"] == ["6.25 % comes from statements that give no share; it counts as none"]
    assert answer.checks[0]["why"] == "6.25 % comes from statements that give no share; it counts as none"


SCORED = PART.replace(
    " kg\n", " kg\n    quality: {technology: 2, time: 1, geography: 3, reliability: 1, completeness: 1}\n"
)


def test_a_rating_is_held_and_one_without_scores_is_open(judge: Judge) -> None:
    assert judge("  - dqr: 2", part=SCORED).verdicts == {"dqr": "pass"}
    assert judge("  - dqr: 1.99", part=SCORED).verdicts == {"dqr": "fail"}
    assert judge("  - dqr: 2.5").verdicts == {"dqr": "open"}
    assert judge("  - dqr: 5").verdicts == {"dqr": "pass"}  # whatever the scores are


def test_where_nothing_is_emitted_nothing_is_weighed(judge: Judge) -> None:
    part = PART.replace("value: 1.5 kg", "value: 0 kg").replace("value: 2 kg", "value: 0 kg")
    answer = judge("  - {pds: 1 %, dqr: 4}", part=part)
    assert answer.verdicts == {"pds": "open", "dqr": "open"}
    assert {one["why"] for one in answer.checks} == {"nothing is emitted, so that nothing is weighed"}
    expected = judge("", part=part + "expect: {total: 0 kg CO2e, pds: 1 %, dqr: 4}\n")
    assert expected.verdicts == {"expect total": "pass", "expect pds": "open", "expect dqr": "open"}


def test_a_rating_with_lines_unscored_is_judged_only_where_they_cannot_turn_it(judge: Judge) -> None:
    """15/16 of it is rated 2, the rest has no score: between 1.9375 and 2.1875."""
    head, _, tail = SCORED.partition("  - name: Coating")
    tail = tail.replace(
        "    quality: {technology: 2, time: 1, geography: 3, reliability: 1, completeness: 1}\n", ""
    )
    part = f"{head}  - name: Coating{tail}"
    assert judge("  - dqr: 2.19", part=part).verdicts == {"dqr": "pass"}
    assert judge("  - dqr: 2.1", part=part).verdicts == {"dqr": "open"}
    assert judge("  - dqr: 1.93", part=part).verdicts == {"dqr": "fail"}
