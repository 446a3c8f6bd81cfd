"""The pages of the examples: light, told without seeing, and every number that of the report."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache
from math import fsum
from typing import Any

import pytest

from carbonfoot.pipeline import Options
from carbonfoot.programmes.pictures import network, sankey, tables_cascade
from carbonfoot.programmes.pictures.page import _css, page
from carbonfoot.programmes.pictures.reading import years_shown
from carbonfoot.programmes.report import reported
from carbonfoot.programmes.run import work
from carbonfoot.programmes.told import report_json
from tests.programmes.printed import ROOT

Data = dict[str, Any]
EXAMPLES = ("automotive-agreement", "steel-part-car", "appliance", "sectors/semiconductor", "sectors/cement")
AGREEMENT = EXAMPLES[0]


@cache
def data_of(example: str) -> Data:
    told = reported(work(str(ROOT / "examples" / example / "programme.yaml"), Options()))
    assert told is not None
    found: Data = json.loads(json.dumps(report_json.data(told)))
    return found


@cache
def page_of(example: str, lang: str) -> str:
    return page(data_of(example), [], lang)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_page_of_a_hundred_products_is_light(lang: str) -> None:
    assert len(data_of(AGREEMENT)["products"]) == 100
    assert len(page_of(AGREEMENT, lang).encode()) < 480_000


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_pictures_are_told_without_being_seen(example: str, lang: str) -> None:
    told = page_of(example, lang)
    assert not re.search(
        r'(?:src|href|url)\s*[=(]\s*["\']?(?!#)\w+:', told.replace('xmlns="http://www.w3.org/2000/svg"', "")
    )
    pictures = re.findall(r'<svg [^>]*class="picture".*?</svg>', told, re.DOTALL)
    assert len(pictures) > 4
    for one in pictures:
        title, desc = re.search(r"<title id=[^>]*>([^<]+)</title>\s*<desc[^>]*>([^<]+)</desc>", one).groups()  # type: ignore[union-attr]
        assert title and desc
    for section in re.findall(r"<section .*?</section>", told, re.DOTALL):
        if 'class="picture"' in section:
            assert "<table" in section
            assert "CO2e" in re.sub(r"<svg.*?</svg>", "", section, flags=re.DOTALL) or "KRW" in section


def test_every_class_of_a_picture_has_a_rule() -> None:
    css = _css([2025])
    used: set[str] = set()
    for example in EXAMPLES:
        pictures = "".join(re.findall(r"<svg.*?</svg>", page_of(example, "en"), re.DOTALL))
        used |= {one for names in re.findall(r'class="([^"]+)"', pictures) for one in names.split()}
    assert {"f-tier-1", "t-soft", "halo", "faint"} <= used
    assert [one for one in sorted(used) if f".{one}" not in css] == []


@pytest.mark.parametrize("width", [880.0, 350.0])
@pytest.mark.parametrize("example", EXAMPLES)
def test_what_enters_a_node_of_an_example_leaves_it(example: str, width: float) -> None:
    data = data_of(example)
    for year in years_shown(data):
        graph = sankey.layout(data, year, "en", width).graph
        whole = graph.avoided + graph.added
        for node in graph.nodes.values():
            for added, passed in ((False, node.avoided), (True, node.added)):
                into, out = (
                    fsum(
                        one.tonnes
                        for one in graph.links
                        if getattr(one, end) == node.key and one.added == added
                    )
                    for end in ("target", "source")
                )
                assert node.kind == network.WHO or into == pytest.approx(passed, rel=1e-9, abs=1e-9 * whole)
                assert node.ends or out == pytest.approx(passed, rel=1e-9, abs=1e-9 * whole)
        total = data["totals"]["avoided"][str(year)]
        assert graph.avoided - graph.added == pytest.approx(total, rel=1e-9, abs=1e-6)
        by_measures = fsum(one["avoided"][str(year)] for one in data["measures"])
        assert graph.avoided - graph.added == pytest.approx(by_measures, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [880.0, 350.0])
def test_texts_of_a_cascade_of_ninety_members_do_not_meet(width: float, lang: str) -> None:
    data = data_of(AGREEMENT)
    for year in years_shown(data):
        boxes = [(one.text, one.box()) for one in sankey.drawing(data, year, lang, width).texts]
        assert [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.meets(two)] == []


def test_ninety_members_stand_in_columns_that_can_be_read() -> None:
    graph = sankey.layout(data_of(AGREEMENT), 2035, "en", 880.0).graph
    assert len(graph.columns) == 5
    named = [
        [graph.nodes[key] for key in keys if graph.nodes[key].kind != network.PASSING]
        for keys in graph.columns
    ]
    assert all(len(column) <= 18 for column in named)
    acting = [one for column in named for one in column if one.kind == network.WHO]
    members = {one["member"] for one in data_of(AGREEMENT)["measures"] if one["avoided"]["2035"]}
    assert sum(one.many for one in acting) == len(members)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_table_of_ways_adds_up(example: str) -> None:
    data = data_of(example)
    year = data["years"][-1]
    table = tables_cascade.ways(data, [year], "en")
    out = 0.0
    for _, end, _, effect, number in table.rows:
        text = getattr(number, "text", "0").replace("\N{NARROW NO-BREAK SPACE}", "").lstrip("<")
        if end == "leaves the programme":
            out += float(text or 0) * (1 if effect == "avoided" else -1)
    total = data["totals"]["avoided"][str(year)]
    assert out == pytest.approx(total, rel=1e-3)


@pytest.mark.parametrize("example", EXAMPLES)
def test_ways_and_arrivals_are_of_one_mind(example: str) -> None:
    """What leaves in a product by the ways is what its own change and volume say."""
    data = data_of(example)
    year = str(data["years"][-1])
    for product in data["products"]:
        left = fsum(
            one["avoided"].get(year, 0.0) - one["added"].get(year, 0.0)
            for one in data["cascade"]["routes"]
            if (one["from_product"], one["to_product"]) == (product["number"], None)
        )
        leaving = (product["volume"][year] - product["inside"][year]) / 1000
        change = (product["before"][year] - product["after"][year]) * leaving
        assert left == pytest.approx(change, rel=1e-7, abs=1e-5 * data["totals"]["avoided"][year])
