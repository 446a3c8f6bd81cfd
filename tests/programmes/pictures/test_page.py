"""The page of a programme: complete, offline, harmless, and the same in a browser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from carbonfoot.cli.programme import programme
from carbonfoot.programmes.pictures import path
from carbonfoot.programmes.pictures.page import page
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.told import bars
from carbonfoot.reports.style import Style
from tests.browsing import Browser
from tests.programmes.conftest import measure
from tests.programmes.pictures.cases import CASES
from tests.programmes.pictures.samples import sample

_FINDING = {
    "code": "CF965",
    "severity": "warning",
    "file": "programme.yaml",
    "line": 3,
    "column": 5,
    "message": "<i>",
}

_COVERED = """
  const found = []
  for (const picture of page.querySelectorAll("svg.picture")) {
    if (!picture.getClientRects().length) continue
    const frame = picture.getBoundingClientRect()
    const boxes = [...picture.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()])
    boxes.forEach(([text, box], at) => {
      if (box.right > frame.right + 2 || box.left < frame.left - 2) found.push(["outside", text])
      for (const [other, two] of boxes.slice(at + 1)) {
        const wide = Math.min(box.right, two.right) - Math.max(box.left, two.left)
        const high = Math.min(box.bottom, two.bottom) - Math.max(box.top, two.top)
        if (wide > 1 && high > 5) found.push([text, other])
      }
    })
  }
  return found"""


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("case", CASES)
def test_a_page_of_any_programme(case: str, lang: str) -> None:
    told = page(CASES[case](), [_FINDING], lang)
    assert told.startswith("<!DOCTYPE html>") and f'<html lang="{lang}">' in told
    assert "<script" not in told and "\x1b" not in told
    assert not re.search(r"(src|href)=\"(?!#)", told)
    ids = re.findall(r'\bid="([^"]+)"', told)
    assert len(ids) == len(set(ids))
    for named in re.findall(r'aria-labelledby="([^"]+)"', told):
        assert set(named.split()) <= set(ids)
    for pattern in re.findall(r"url\(#([^)]+)\)", told):
        assert pattern in ids


def test_every_number_of_a_picture_stands_in_a_table() -> None:
    told = page(sample(), [], "en")
    data = sample()
    cells = {html.unescape(one) for one in re.findall(r"<td>([^<\n]+)", told)}
    for product in data["products"]:
        for key in ("before", "after"):
            number = product[key]["2035"]
            text = (
                f"{number:.3f}" if number < 10 else f"{number:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
            )
            assert text.replace("\N{NARROW NO-BREAK SPACE}", "") in {
                one.replace("\N{NARROW NO-BREAK SPACE}", "") for one in cells
            }
    for payment in data["money"]["payments"]:
        whole = f"{payment['amount_in_currency']:.0f}"
        assert whole in {one.replace("\N{NARROW NO-BREAK SPACE}", "") for one in cells}


def test_credits_and_trading_stand_beside() -> None:
    data = sample()
    claim = {
        "tonnes": 90.0,
        "credit_of": ["hanil"],
        "lower_footprint_of": [{"member": "kia", "products": ["EV-1"]}],
    }
    use = {"by": "hanil", "use": "sold", "amount": 40.0, "year": 2027, "to": "kia"}
    data["credits"] = {
        "unit": "t CO2e",
        "netted": 0.0,
        "credits": [
            {
                "id": "KOC-1", "measure": "air", "owner": "hanil", "status": "issued", "amount": 120.0, "held": 80.0,
                "period": {"from": "2026-01-01", "to": "2026-12-31"}, "value": None, "uses": [use], "double_claim": claim,
            }
        ],
    }  # fmt: skip
    series = {"2026": 1.5e9, "2027": 1.7e9}
    position = {"member": "mill", "scheme": "K-ETS", "covered": 1.0, "cost_before": series, "cbam": None}
    data["trading"] = {"currency": "KRW", "positions": [position]}
    told = page(data, [], "en")
    rows = [
        [re.sub("<[^>]+>", "", cell) for cell in re.split("<t[hd][^>]*>", row.split("\n")[0])[1:]]
        for row in told.split("<tr>")
    ]
    assert ["Hanil Fastener", "a credit", "KOC-1", "90.00", "Car maker"] in rows
    assert ["Car maker", "a lower footprint of EV-1", "KOC-1", "90.00", "Hanil Fastener"] in rows
    assert ["KOC-1", "Hanil Fastener", "sold", "Car maker", "2027", "40.00"] in rows
    assert "Credits stand beside footprints" in told and "2026-01-01–2026-12-31" in told
    assert "Integrated mill: K-ETS" in told and "1500000000" in told.replace("\N{NARROW NO-BREAK SPACE}", "")


def test_ids_of_members_are_not_taken_for_words() -> None:
    data = sample()
    data["credits"] = [{"by": "heat-pump", "kind": "returned-support"}]
    told = page(data, [], "en")
    assert "heat-pump" in told and "returned support" in told


@pytest.mark.system
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("case", ["sample", "hundred", "hostile", "adding"])
def test_a_page_in_a_browser(browser: Browser, case: str, lang: str) -> None:
    told = page(CASES[case](), [_FINDING], lang)
    for width in (1280, 390):
        seen = browser.show(told, width)
        assert seen.whole <= seen.width, seen.wide
        assert not seen.asked
        assert "Refused" not in seen.log and "CONSOLE" not in seen.log
    assert browser.drive(told, _COVERED) == "[]"


@pytest.mark.system
def test_a_year_is_chosen_without_a_script(browser: Browser) -> None:
    told = page(sample(), [])
    script = """
      const seen = () => [...page.querySelectorAll(".in-year")].filter(one => one.getClientRects().length)
        .map(one => one.className.split("in-").pop())
      const first = [...new Set(seen())]
      page.getElementById("choose-2030").click()
      return [first, [...new Set(seen())]]"""
    assert browser.drive(told, script) == '[["2035"],["2030"]]'
    paper = browser.prints(told)
    assert not paper or ("Marginal abatement cost curve" in paper and "2035" in paper)


def test_korean_pages_have_korean_heads() -> None:
    told = page(sample(), [_FINDING], "ko")
    heads = {html.unescape(one) for one in re.findall(r'<th scope="col"[^>]*>([^<]+)', told)}
    names = {html.unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r"<dt>(.*?)</dt>", told)}
    english = {one for one in heads | names if re.search("[a-z]{3}", one)}
    assert not {one for one in english if not re.search("[가-힣]", one)}


def test_the_year_that_is_asked_for_is_shown_first() -> None:
    assert 'id="choose-2028" checked' in page(sample(), [], "en", 2028)
    assert 'id="choose-2035" checked' in page(sample(), [])


def test_report_as_a_page(chain: Callable[..., Programmed], tmp_path: Path) -> None:
    """The page of a programme that was computed, from the command line."""
    air = measure("air", "two", "bolt.yaml", "processes/Press/electricity: -18 %")
    chain(air, more="targets:\n  - {id: car, product: car.yaml, reduction: {2030: 0.1 %}}\n")
    done = CliRunner().invoke(
        programme, ["report", str(tmp_path / "programme.yaml"), "--format", "html", "--quiet"]
    )
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("<!DOCTYPE html>") and "Measure air" in done.stdout
    assert done.stdout.rstrip().endswith("</html>")


def test_sums_of_an_incomplete_programme_are_nowhere() -> None:
    data = CASES["incomplete"]()
    told = page(data, [], "en")
    assert "no total: a line of a product is missing" in told
    plain = told.replace("\N{NARROW NO-BREAK SPACE}", "")
    for number in (data["totals"]["emitted_after"]["2035"], data["products"][0]["after"]["2030"]):
        assert f"{number:.0f}" not in plain
    assert bars.waterfall(data, 2030, Style()) == bars.path(data, Style()) == bars.macc(data, Style()) == []
    texts = [one.text for one in path.drawing(data, data["targets"][0]).texts]
    assert texts == ["no total: a line of a product is missing"]
