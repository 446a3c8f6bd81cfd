"""A card applied gives what the same change made in the document gives, to the last digit."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import calculate
from carbonfoot.programmes.technologies import trial as trying
from carbonfoot.programmes.technologies.trial import options_of

PART: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "mass": "2 kg", "made_in": "KR"},
    "period": "2025",
    "parameters": {"heat": "9 MJ (net)"},
    "inputs": [{"name": "Ingot", "amount": "2 kg", "factor": "aluminium/ingot", "route": "primary", "origin": "TW"}],
    "processes": [
        {"name": "Melting", "natural_gas": "16 MJ (net)", "electricity": "4 kWh"},
        {"name": "Drying", "natural_gas": "= heat"},
    ],
}  # fmt: skip
SITE: dict[str, Any] = {
    "carbonfoot": "site/1",
    "site": {"id": "S", "name": "Site", "located_in": "KR"},
    "period": "2025",
    "allocation": "mass",
    "meters": [
        {"name": "Main", "carrier": "electricity", "amount": "100 MWh"},
        {"name": "Gas", "carrier": "natural_gas", "amount": "900 GJ (net)"},
    ],
    "processes": [
        {"name": "Press", "electricity": "40 MWh"},
        {"name": "Oven", "electricity": "30 MWh", "natural_gas": "900 GJ (net)"},
    ],
    "products": [{"id": "A", "name": "A", "amount": "1000 piece", "mass": "2 t"}],
}
PUMP: dict[str, Any] = {
    "do": "switch", "what": "natural_gas", "to": "electricity",
    "share": {"name": "share", "ask": "Share of the gas?"},
    "ratio": {"value": "0.3 kWh/kWh (net)", "low": "0.25 kWh/kWh (net)", "high": "0.4 kWh/kWh (net)", "source": "s"},
}  # fmt: skip
SAVING: dict[str, Any] = {
    "do": "scale",
    "what": "electricity",
    "by": {"value": "-20 %", "low": "-30 %", "high": "-10 %", "name": "saving", "source": "s"},
}


def total_of(house: Any, document: Any) -> float:
    outcome = calculate(str(house.write("by-hand.yaml", document)), options_of(None, ()))
    assert outcome.footprint is not None and outcome.footprint.total is not None
    return outcome.footprint.total


def codes(trial: Any) -> list[str]:
    return [one.code for one in trial.findings if severity(one) == "error"]


def test_scale_and_its_range(house: Any) -> None:
    trial = house.apply(PART, [SAVING])
    for total, kwh in (
        (trial.total, "3.2 kWh"),
        (trial.best.total, "2.8 kWh"),
        (trial.worst.total, "3.6 kWh"),
    ):
        by_hand = deepcopy(PART)
        by_hand["processes"][0]["electricity"] = kwh
        assert total == total_of(house, by_hand)
    assert [(one.path, one.before, one.after) for one in trial.lines] == [
        ("processes/Melting/electricity", "4 kWh", "3.2 kWh")
    ]


def test_an_answer_takes_the_place_of_value_and_range(house: Any) -> None:
    trial = house.apply(PART, [SAVING], saving="-25 %")
    assert trial.lines[0].after == "3 kWh" and trial.best is None
    outside = house.apply(PART, [SAVING], saving="-50 %")
    assert outside.lines[0].after == "2 kWh"
    assert [one.code for one in outside.findings if one.severity == "warning"] == ["CF208"]


def test_a_saving_without_its_sign_is_refused(house: Any) -> None:
    trial = house.apply(PART, [SAVING], saving="25 %")
    assert codes(trial) == ["CF208"] and trial.applied.raw == {}


def test_a_question_is_refused_until_it_is_answered(house: Any) -> None:
    trial = house.apply(PART, [PUMP], "processes/Melting")
    assert codes(trial) == ["CF989"] and trial.after is None
    assert house.apply(PART, [PUMP], "processes/Melting", shar="20 %").applied.raw == {}


def test_switch_at_one_step_with_the_worst_where_electricity_is_heavier(house: Any) -> None:
    trial = house.apply(PART, [PUMP], "processes/Melting", share="50 %")
    by_hand = deepcopy(PART)
    by_hand["processes"][0] |= {
        "natural_gas": "8 MJ (net)",
        "electricity": "4.66666666667 kWh",
    }  # 4 + 8 x 0.3 / 3.6
    assert trial.total == total_of(house, by_hand)
    assert trial.best.ends == {"effects/0/ratio": "low"} and trial.worst.ends == {"effects/0/ratio": "high"}
    assert trial.best.total < trial.total < trial.worst.total


@pytest.mark.parametrize("corners", [4, 0])
def test_the_worst_is_found_where_the_direction_of_one_number_hangs_on_another(
    house: Any, monkeypatch: pytest.MonkeyPatch, corners: int
) -> None:
    monkeypatch.setattr(trying, "MOST_CORNERS", corners)
    either = {
        "do": "switch", "what": "natural_gas", "to": "electricity",
        "share": {"value": "10 %", "low": "5 %", "high": "20 %", "source": "s"},
        "ratio": {"value": "0.02 kWh/kWh (net)", "low": "0.01 kWh/kWh (net)", "high": "3 kWh/kWh (net)", "source": "s"},
    }  # fmt: skip
    trial = house.apply(PART, [either], "processes/Melting")
    assert trial.best.ends == {"effects/0/share": "high", "effects/0/ratio": "low"}
    assert trial.worst.ends == {"effects/0/share": "high", "effects/0/ratio": "high"}
    by_hand = deepcopy(PART)
    by_hand["processes"][0] |= {"natural_gas": "12.8 MJ (net)", "electricity": "6.66666666667 kWh"}
    assert trial.worst.total == pytest.approx(total_of(house, by_hand), rel=1e-9)  # 4 + 16 x 0.2 x 3 / 3.6


def test_figures_of_one_name_are_one_number_and_move_together(house: Any) -> None:
    gas = {**SAVING, "what": "natural_gas", "by": {**SAVING["by"], "low": "-25 %", "high": "-5 %"}}
    document = {**PART, "processes": [{**PART["processes"][0]}]}
    trial = house.apply(document, [SAVING, gas], "processes/Melting")
    for end in (trial.best, trial.worst):
        assert len(set(end.ends.values())) == 1


def test_switch_of_all_gas_of_all_steps_leaves_none(house: Any) -> None:
    trial = house.apply(PART, [PUMP], share="100 %")
    by_hand = deepcopy(PART)
    by_hand["processes"] = [
        {"name": "Melting", "electricity": "5.33333333333 kWh"},
        {"name": "Drying", "electricity": "= heat * 0.3 [kWh/kWh (net)]"},
    ]
    assert trial.total == pytest.approx(total_of(house, by_hand), rel=1e-12)


def test_meters_of_a_site_follow(house: Any) -> None:
    trial = house.apply(SITE, [PUMP], "processes/Oven", share="100 %")
    by_hand = deepcopy(SITE)
    del by_hand["meters"][1]
    by_hand["meters"][0]["amount"] = "175 MWh"  # 900 GJ are 250 MWh
    by_hand["processes"][1] = {"name": "Oven", "electricity": "105 MWh"}
    assert not codes(trial), trial.findings
    assert trial.total == pytest.approx(total_of(house, by_hand), rel=1e-12)


def test_a_meter_itself_may_be_scaled(house: Any) -> None:
    trial = house.apply(SITE, [SAVING], "meters/Main")
    by_hand = deepcopy(SITE)
    by_hand["meters"][0]["amount"] = "80 MWh"
    assert trial.total == total_of(house, by_hand)


def test_inputs_by_item_and_route(house: Any) -> None:
    effect = {
        "do": "switch", "what": "input:aluminium/*", "to": "aluminium/ingot", "route": "secondary",
        "share": {"value": "60 %", "source": "s"}, "ratio": {"value": "1.05 kg/kg", "source": "s"},
    }  # fmt: skip
    trial = house.apply(PART, [effect])
    by_hand = deepcopy(PART)
    by_hand["inputs"] = [
        {**PART["inputs"][0], "amount": "0.8 kg"},
        {**PART["inputs"][0], "name": "Other", "amount": "1.26 kg", "route": "secondary"},
    ]
    assert trial.total == pytest.approx(total_of(house, by_hand), rel=1e-12)


def test_keys_of_methods(house: Any) -> None:
    kiln = {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "12 kg"}
    part = {**PART, "methods": [kiln]}
    effect = {"do": "scale", "what": "method:minerals/carbonates/*", "by": {"value": "-50 %", "source": "s"}}
    trial = house.apply(part, [effect])
    assert trial.total == total_of(house, {**PART, "methods": [{**kiln, "amount": "6 kg"}]})


def test_more_of_a_carrier_is_added_at_one_step(house: Any) -> None:
    effect = {"do": "add", "what": "electricity", "by": {"name": "power", "ask": "Power of the device?"}}
    trial = house.apply(PART, [effect], "processes/Melting", power="0.5 kWh")
    by_hand = deepcopy(PART)
    by_hand["processes"][0]["electricity"] = "4.5 kWh"
    assert trial.total == total_of(house, by_hand)
    assert codes(house.apply(PART, [effect], power="0.5 kWh")) == ["CF988"]  # at which step?


def test_set_a_word_and_add_a_line(house: Any) -> None:
    effects = [
        {"do": "set", "what": "input:aluminium/ingot#route", "value": "secondary"},
        {"do": "add", "what": "inputs", "value": {"name": "Clip", "factor": "polymers/pa66", "origin": "TW"},
         "by": {"value": "10 g", "source": "s"}},
    ]  # fmt: skip
    trial = house.apply(PART, effects)
    by_hand = deepcopy(PART)
    by_hand["inputs"][0]["route"] = "secondary"
    by_hand["inputs"].append({"name": "Clip", "factor": "polymers/pa66", "origin": "TW", "amount": "10 g"})
    assert trial.total == total_of(house, by_hand)


@pytest.mark.parametrize(
    ("document", "effect", "line", "code"),
    [
        (PART, {**SAVING, "what": "lpg"}, None, "CF988"),
        (PART, SAVING, "processes/Drying", "CF988"),
        (PART, SAVING, "processes/Nowhere", "CF988"),
        (PART, {**SAVING, "what": "input:steel/*"}, None, "CF988"),
        (PART, {**SAVING, "what": "method:metals/blast-furnace/coke"}, None, "CF988"),
        (PART, {**PUMP, "share": {"value": "50 %", "source": "s"}, "what": "electricity", "to": "heat",
                "ratio": {"value": "1 kg/kWh", "source": "s"}}, None, "CF209"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_and_nothing_changes(
    house: Any, document: Any, effect: Any, line: Any, code: str
) -> None:
    trial = house.apply(document, [effect], line)
    assert code in codes(trial)
    assert trial.total is None


def test_one_of_two_effects_that_finds_nothing_is_a_note(house: Any) -> None:
    trial = house.apply(PART, [SAVING, {**SAVING, "what": "lpg"}])
    assert [(one.code, one.severity) for one in trial.findings if one.code == "CF988"] == [("CF988", "note")]
    assert trial.total is not None


def test_steam_made_on_the_site_does_not_follow_in_silence(house: Any) -> None:
    site = deepcopy(SITE)
    site["processes"] += [
        {
            "name": "Boiler",
            "electricity": "1 MWh",
            "makes": {"name": "Steam", "carrier": "heat", "amount": "200 kWh"},
        },
        {"name": "Bath", "heat": {"amount": "200 kWh", "from": "Steam"}},
    ]
    assert codes(house.apply(site, [{**SAVING, "what": "heat"}])) == ["CF988"]


def test_gross_and_net_do_not_mix(house: Any) -> None:
    part = deepcopy(PART)
    part["processes"][0]["natural_gas"] = "16 MJ (gross)"
    assert codes(house.apply(part, [PUMP], "processes/Melting", share="50 %")) == ["CF210"]
    [told] = [
        one
        for one in house.apply(part, [PUMP], "processes/Melting", share="50 %").findings
        if one.code == "CF210"
    ]
    assert "kWh/kWh (gross)" in told.help and "net over gross" in told.help
    named: dict[str, Any] = {**PUMP, "ratio": {**PUMP["ratio"], "name": "ratio"}}
    answered = house.apply(part, [named], "processes/Melting", share="50 %", ratio="0.27 kWh/kWh (gross)")
    assert answered.lines[0].after == "4.6 kWh"  # 8 MJ are 2.222 kWh, times 0.27


def test_ranges_without_a_value_show_both_ends_and_no_middle(house: Any) -> None:
    effect = {
        "do": "scale",
        "what": "electricity",
        "by": {"low": "-30 %", "high": "-10 %", "name": "saving", "source": "s"},
    }
    trial = house.apply(PART, [effect])
    assert trial.total is None and trial.best.total < trial.worst.total and not codes(trial)


def test_an_answer_of_the_other_sign_is_refused_where_the_card_has_no_number(house: Any) -> None:
    by: dict[str, Any] = {"name": "saving", "ask": "How much?", "sign": "less"}
    asked = {"do": "scale", "what": "electricity", "by": by}
    assert codes(house.apply(PART, [asked], saving="20 %")) == ["CF208"]
    assert house.apply(PART, [asked], saving="-20 %").lines[0].after == "3.2 kWh"
    more = {**asked, "by": {**by, "sign": "more"}}
    assert codes(house.apply(PART, [more], saving="-20 %")) == ["CF208"]
    for sign in ("20 %", "-20 %"):
        assert not codes(house.apply(PART, [{**asked, "by": {**by, "sign": "either"}}], saving=sign))


def test_effects_that_find_nothing_are_one_note(house: Any) -> None:
    lpg, oil = ({**SAVING, "what": what} for what in ("lpg", "diesel"))
    [told] = [one for one in house.apply(PART, [SAVING, lpg, oil]).findings if one.code == "CF988"]
    assert told.severity == "note" and "`lpg`, `diesel`" in told.message and "these effects" in told.message


def test_a_step_that_changes_too_is_told_until_the_card_changes_it(house: Any) -> None:
    part = deepcopy(PART)
    burned = {
        "method": "balance/carbon",
        "inputs": [{"name": "Coke", "amount": "1 kg", "carbon_content": "85 %"}],
    }
    part["processes"].append({"name": "Cupola", "electricity": "1 kWh", "methods": [burned]})
    follows = [{"method": "balance/*", "why": "coke is no longer burned"}]
    from carbonfoot.programmes.technologies.trial import tried

    house.write("document.yaml", part)
    card = house.card(effects=[SAVING], follows=follows)
    file = str(house.folder / "document.yaml")
    alone = tried(file, card, "processes/Melting", {}, options_of(None, ()))
    [told] = [one for one in alone.findings if one.code == "CF991"]
    assert "`Cupola` stays as written" in told.message and severity(told) == "warning"
    whole = tried(file, card, None, {}, options_of(None, ()))  # the step is changed itself
    assert "CF991" not in {one.code for one in whole.findings}


def test_what_a_new_line_keeps_of_the_old_is_said(house: Any) -> None:
    part = deepcopy(PART)
    part["inputs"][0]["transport"] = {"mode": "road/hgv", "distance": "100 km"}
    switch = {
        "do": "switch", "what": "input:aluminium/ingot", "to": "aluminium/ingot", "route": "secondary",
        "share": {"name": "share", "ask": "?"}, "ratio": {"name": "ratio", "ask": "?"},
    }  # fmt: skip
    trial = house.apply(part, [switch], share="40 %", ratio="1 kg/kg")
    assert [keys for _, keys in trial.applied.kept] == [("origin", "transport")]


def test_figures_beyond_the_most_stay_at_their_value_and_are_named(house: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("carbonfoot.programmes.technologies.trial.MOST_RANGED", 1)
    gas = {**SAVING, "what": "natural_gas", "by": {**SAVING["by"], "name": "gas"}}
    trial = house.apply(PART, [SAVING, gas], "processes/Melting")
    assert trial.unmoved == ("effects/1/by",)
    by_hand = deepcopy(PART)
    by_hand["processes"][0] |= {"electricity": "2.8 kWh", "natural_gas": "12.8 MJ (net)"}
    assert trial.best.total == total_of(house, by_hand)


def test_a_site_tells_its_products_per_unit(house: Any) -> None:
    from carbonfoot.programmes.technologies.trial import products_of

    trial = house.apply(SITE, [SAVING], "processes/Press")
    [made] = products_of(trial)
    assert made.id == "A" and made.unit == "piece"
    assert made.before == pytest.approx(trial.before.footprint.total / 1000, rel=1e-12)
    assert made.after == pytest.approx(trial.total / 1000, rel=1e-12)
    assert products_of(house.apply(PART, [SAVING])) == []


def test_a_line_that_is_a_mix_already_is_not_switched(house: Any) -> None:
    part = deepcopy(PART)
    part["inputs"][0] = {
        "name": "Ingot",
        "amount": "2 kg",
        "factor": "aluminium/ingot",
        "recycled": "30 %",
        "origin": "TW",
    }
    switch = {"do": "switch", "what": "input:aluminium/ingot", "to": "aluminium/ingot", "route": "secondary",
              "ratio": {"value": "1 kg/kg", "source": "s"}}  # fmt: skip
    trial = house.apply(part, [switch])
    assert codes(trial) == ["CF988"] and trial.total is None
    assert "recycled: 60 %" in next(one.help for one in trial.findings if one.code == "CF988")


def test_what_a_card_only_adds_does_not_make_it_apply(house: Any) -> None:
    more = {"do": "add", "what": "electricity", "by": {"value": "1 kWh", "source": "s"}}
    missing = {**SAVING, "what": "method:metals/direct-reduced-iron/natural_gas"}
    assert codes(house.apply(PART, [missing, more], "processes/Melting")) == ["CF988"]
    assert not codes(house.apply(PART, [more], "processes/Melting"))


def test_a_line_of_that_route_already_is_said(house: Any) -> None:
    part = deepcopy(PART)
    part["inputs"][0]["route"] = "secondary"
    switch = {"do": "switch", "what": "input:aluminium/ingot", "to": "aluminium/ingot", "route": "secondary",
              "ratio": {"value": "1 kg/kg", "source": "s"}}  # fmt: skip
    [told] = [one for one in house.apply(part, [switch]).findings if one.code == "CF988"]
    assert "that is not `secondary` already" in told.message


def test_more_energy_without_a_step_is_told(house: Any) -> None:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "P", "name": "P", "declared_unit": "1 piece", "mass": "1 kg", "made_in": "KR"},
        "period": "2025",
        "inputs": [
            {
                "name": "Coil",
                "amount": "1 kg",
                "factor": "steel/hot-rolled-coil",
                "route": "bf-bof",
                "origin": "KR",
            }
        ],
    }
    more = {"do": "add", "what": "electricity", "by": {"value": "3 kWh", "source": "s"}}
    trial = house.apply(document, [more])
    assert trial.total is None
    assert [one.code for one in trial.findings if one.code == "CF988"] == ["CF988"]
