"""What is drawn is what the report says: lengths, widths, sums, and texts that do not cover each other."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from math import isclose
from typing import Any

import pytest

from carbonfoot.programmes.pictures import macc, money, network, path, payers, sankey, waterfall
from carbonfoot.programmes.pictures.drawing import Drawing
from tests.programmes.pictures.cases import CASES, many
from tests.programmes.pictures.samples import sample

Data = dict[str, Any]
WIDTHS = (880.0, 350.0)


def _all(data: Data, lang: str, width: float) -> list[Drawing]:
    return [
        *(waterfall.drawing(data, year, lang, None, width) for year in (2025, 2035)),
        *(waterfall.drawing(data, 2030, lang, product, width) for product in data["products"]),
        *(sankey.drawing(data, year, lang, width) for year in (2025, 2035)),
        macc.drawing(data, lang, width),
        path.drawing(data, None, lang, width),
        *(path.drawing(data, one, lang, width, place) for place, one in enumerate(data["targets"], 1)),
        *([money.drawing(data, lang)] if width == WIDTHS[0] else []),
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_texts_do_not_cover_each_other_and_stay_inside(case: str, width: float, lang: str) -> None:
    for made in _all(CASES[case](), lang, width):
        boxes = [(one.text, one.box()) for one in made.texts]
        assert boxes, made.ident
        meeting = [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.meets(two)]
        assert not meeting, (made.ident, meeting)
        outside = [text for text, box in boxes if box.left < -0.5 or box.right > made.width + 0.5]
        assert not outside, made.ident
        assert all(box.top >= -1 and box.bottom <= made.height + 4 for _, box in boxes), made.ident


@pytest.mark.parametrize("case", CASES)
def test_pictures_are_xml_with_a_title_and_no_markup_of_names(case: str) -> None:
    for width in WIDTHS:
        for made in _all(CASES[case](), "en", width):
            text = made.svg()
            root = ET.fromstring(text)  # noqa: S314
            assert root.get("role") == "img"
            names = {one.tag.partition("}")[2] for one in root.iter()}
            assert {"title", "desc"} <= names
            assert "script" not in names and "\x1b" not in text and "\u202e" not in text
            assert not re.search(r'="[^"]*\b(nan|inf)\b', text), made.ident


@pytest.mark.parametrize("year", [2025, 2026, 2030, 2035])
def test_a_waterfall_goes_from_before_to_after(year: int) -> None:
    data = sample()
    for product in [None, *data["products"]]:
        found, decimals = waterfall.steps(data, year, product, "en", most=4)
        totals = data["totals"]
        before = (totals["emitted_before"] if product is None else product["before"])[str(year)]
        after = (totals["emitted_after"] if product is None else product["after"])[str(year)]
        assert (found[0].start, found[0].end) == (0.0, before)
        assert (found[-1].start, found[-1].end) == (0.0, after)
        assert isclose(found[-2].end, after, rel_tol=1e-12)
        for one, following in itertools.pairwise(found[:-1]):
            assert one.end == following.start
        printed = [_read(one.text) for one in found]
        if not any(one.text.startswith(("<", ">")) for one in found):
            assert round(sum(printed[:-1]) - printed[-1], decimals) == 0


def _read(text: str) -> float:
    return float(text.replace("\N{NARROW NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-").lstrip("<>"))


def test_smaller_measures_stand_together_by_their_sign() -> None:
    data = sample()
    found, _ = waterfall.steps(data, 2035, data["products"][1], "en", most=3)
    names = [one.name for one in found]
    assert names[-3:-1] == ["4 smaller measures", "1 smaller measures that add"]
    assert [one.kind for one in found[-3:-1]] == ["less", "more"]


def test_an_effect_that_nobody_has_is_told() -> None:
    data = sample()
    data["products"][0]["after"]["2030"] -= 5.0
    found, _ = waterfall.steps(data, 2030, data["products"][0], "en")
    assert found[-2].name == "not shared among measures"
    assert isclose(found[-2].end - found[-2].start, -5.0)


def test_bars_are_as_long_as_their_numbers_and_begin_at_zero() -> None:
    data = sample()
    text = waterfall.waterfall(data, 2035, "en", data["products"][0])
    bars = re.findall(r'd="M([\d.]+) [\d.]+h([\d.]+)v17h-[\d.]+z" class="f-(before|after)"', text)
    (x1, before, _), (x2, after, _) = bars
    assert x1 == x2
    product = data["products"][0]
    assert isclose(
        float(after) / float(before), product["after"]["2035"] / product["before"]["2035"], abs_tol=1e-3
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", ["sample", "sixty", "hundred", "one measure", "nothing avoided", "adding"])
def test_what_enters_a_node_leaves_it(case: str, width: float) -> None:
    data = CASES[case]()
    found = sankey.layout(data, 2035, "en", width)
    graph = found.graph
    for node in graph.nodes.values():
        for added, passed in ((False, node.avoided), (True, node.added)):
            out, into = (
                sum(one.tonnes for one in graph.links if getattr(one, end) == node.key and one.added == added)
                for end in ("source", "target")
            )
            assert node.kind == network.WHO or isclose(into, passed, rel_tol=1e-12)
            assert node.ends or isclose(out, passed, rel_tol=1e-12)
    ends = [one for one in graph.nodes.values() if one.ends]
    assert isclose(sum(one.avoided for one in ends), graph.avoided, rel_tol=1e-12)
    assert isclose(sum(one.added for one in ends), graph.added, rel_tol=1e-12)
    net = sum(
        -entry["kg"]["2035"] * (product["volume"]["2035"] - product["inside"]["2035"]) / 1000
        for product in data["products"]
        for entry in product["by_measure"]
    )
    assert isclose(graph.avoided - graph.added, net, rel_tol=1e-9, abs_tol=1e-9)
    for keys in graph.columns:
        places = [found.places[key] for key in keys]
        assert all(a.top + a.tall <= b.top for a, b in itertools.pairwise(places))


@pytest.mark.parametrize("case", ["sample", "sixty", "adding"])
def test_bands_go_from_each_column_to_the_next(case: str) -> None:
    graph = sankey.layout(CASES[case](), 2035, "en", 880).graph
    assert all(graph.nodes[one.target].column == graph.nodes[one.source].column + 1 for one in graph.links)
    assert {key for keys in graph.columns for key in keys} == set(graph.nodes)


def test_nodes_are_as_high_as_their_tonnes() -> None:
    found = sankey.layout(sample(), 2035, "en", 880)
    high = max(found.graph.nodes.values(), key=lambda one: one.tonnes)
    for key, node in found.graph.nodes.items():
        if found.places[key].tall > 0.6:
            assert isclose(found.places[key].tall / found.places[high.key].tall, node.tonnes / high.tonnes)


@pytest.mark.parametrize("width", WIDTHS)
def test_members_beyond_those_that_have_room_are_counted(width: float) -> None:
    graph = sankey.layout(many(100), 2035, "en", width).graph
    acting = [one for one in graph.nodes.values() if one.kind == network.WHO]
    assert sum(one.many for one in acting) == 100
    assert all(one.name == f"{one.many} others" for one in acting if one.many > 1)
    assert len(acting) < 40


def test_columns_follow_tiers_and_parts_that_are_sold_leave() -> None:
    graph = sankey.layout(sample(), 2035, "en", 880).graph
    column = {one.name: one.column for one in graph.nodes.values() if one.kind != network.PASSING}
    assert column["Integrated mill"] < column["Bolt sold to others"] < column["Electric car"]
    assert column["Car maker"] == column["Electric car"] - 1
    assert column["Parts sold to others"] == max(column.values())
    data = sample()
    bolt = data["products"][2]
    sold = sum(-entry["kg"]["2035"] for entry in bolt["by_measure"]) / 1000
    (node,) = [one for one in graph.nodes.values() if one.kind == network.SOLD]
    assert isclose(node.tonnes, sold * (bolt["volume"]["2035"] - bolt["inside"]["2035"]))


def test_products_that_take_of_each_other_are_one_node() -> None:
    data = sample()
    back = {
        "by_tier": 3,
        "from_member": None,
        "from_product": 0,
        "to_product": 2,
        "avoided": {"2035": 1.0},
        "added": {},
    }
    data["cascade"]["routes"].append(back)
    graph = sankey.layout(data, 2035, "en", 880).graph
    assert "Electric car, Bolt sold to others" in {one.name for one in graph.nodes.values()}


def test_what_adds_emissions_is_drawn_and_told() -> None:
    made = sankey.drawing(sample(), 2035)
    texts = [one.text for one in made.texts]
    assert "adds emissions" in texts
    assert any("added 29 t" in one for one in texts)
    assert 'stroke="url(#p-more)"' in made.svg()
    assert "adds 29 t" in made.told


@pytest.mark.parametrize("case", ["sample", "sixty", "one measure"])
def test_the_curve_is_as_wide_as_its_tonnes(case: str) -> None:
    data = CASES[case]()
    found, _ = macc.bars(data, "en")
    assert isclose(macc.whole(data), sum(one["tonnes"] for one in data["money"]["macc"]), rel_tol=1e-12)
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert all(isclose(a.end, b.start) for a, b in itertools.pairwise(found))


def test_measures_without_tonnes_or_cost_stand_beside_the_curve() -> None:
    data = sample()
    data["money"]["macc"][0]["tonnes"] = -5.0
    data["money"]["macc"][1]["cost_per_tonne"] = None
    del data["money"]["macc"][2]
    found, beside = macc.bars(data, "en")
    assert sorted(beside) == ["Inverter compressor", "LED", "Photovoltaics on the roof"]
    assert len(found) == 5


def test_every_won_enters_once_and_leaves_once() -> None:
    data = sample()
    found = payers.flows(data, "en")
    for group in found.groups:
        assert isclose(group.received + group.own, group.paid + group.invested + group.left)
    own, ends = sum(one.own for one in found.groups), sum(one.invested + one.left for one in found.groups)
    assert isclose(own, ends)
    invested = sum(one["invested"] for one in data["money"]["members"])
    assert isclose(sum(one.invested for one in found.groups), invested)
    paid = sum(one["amount_in_currency"] for one in data["money"]["payments"])
    assert isclose(sum(one.amount for one in [*found.payments, *found.inside]), paid)


def test_ports_of_money_are_as_high_as_their_group() -> None:
    found = payers.flows(sample(), "en")
    placed = money.layout(found, 880.0)
    for group in found.groups:
        for side in ("out", "into"):
            thick = sum(one.thick for one in placed.ports if (one.group, one.side) == (group.key, side))
            assert isclose(thick, placed.places[group.key][2])


def test_money_that_comes_back_runs_below() -> None:
    placed = money.layout(payers.flows(sample(), "en"), 880.0)
    assert [(one.source, one.target) for one in placed.under] == [("1", "0")]


def test_the_area_above_a_target_ends_where_the_lines_cross() -> None:
    given = path.Series("", "", {}, {2025: 10.0, 2027: 6.0}, {2025: 8.0, 2027: 8.0}, {}, None)
    (piece,) = path._above(given, [2025, 2027])
    assert piece == [(2025.0, 10.0), (2026.0, 8.0), (2026.0, 8.0), (2025.0, 8.0)]
