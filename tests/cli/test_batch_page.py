"""The overview of a batch: harmless whatever documents say, whole without scripts, and driven in a real browser."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.batch.page import products
from tests.cli.conftest import INCOMPLETE, PART, Run

HOSTILE = "<img src=x onerror=alert(1)></script><script>document.title=1</script>"


@pytest.fixture
def page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The page of a folder of 120 products in a language."""
    monkeypatch.chdir(tmp_path)
    for number in range(120):
        folder = tmp_path / "parts" / f"supplier-{number // 20}"
        folder.mkdir(parents=True, exist_ok=True)
        text = PART.replace("amount: 1 kg", f"amount: {1 + number / 100:.2f} kg")
        if number % 40 == 7:
            text = text.replace("kg, factor", "kgg, factor")
        if number % 40 == 9:
            text = INCOMPLETE
        if number == 3:
            text = text.replace("name: Bracket", f"name: '{HOSTILE}'").replace("브래킷", f"'{HOSTILE}'")
        (folder / f"part-{number:03}.yaml").write_text(text, encoding="utf-8")

    def made(lang: str = "en") -> str:
        run("batch", "parts", "--report", "r.html", "--lang", lang)
        return Path("r.html").read_text(encoding="utf-8")

    return made


class Read(HTMLParser):
    """Tags, rows of the table of products, and what an attribute could load."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.loads += [
            name for name in given if name in ("src", "srcset", "data", "action", "style") or name[:2] == "on"
        ]
        href = given.get("href")
        if href is not None and not href.startswith("#"):
            self.loads.append(href)
        if tag == "tr" and given.get("id"):
            self.rows.append(str(given["id"]))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_page_loads_nothing_and_runs_only_its_own_script(page: Any, lang: str) -> None:
    text = page(lang)
    read = Read()
    read.feed(text)
    assert read.loads == [] and "img" not in read.tags and read.tags.count("script") == 1
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[0]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for tag in ("script", "style"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        (one,) = inside
        assert f"sha256-{b64encode(sha256(one.encode()).digest()).decode()}" in policy
    assert "http:" not in text.replace("x.example", "") and "https:" not in text.partition('id="codes"')[0]


def test_every_product_is_there_without_scripts(page: Any) -> None:
    read = Read()
    text = page()
    read.feed(text)
    assert len(read.rows) == len(set(read.rows)) == 120
    for target in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{target}"' in text, target
    for word in (
        "✕ refused",
        "△ no total",
        "✓ complete",
        "unknown-unit",
        "steel/hot-rolled-coil",
        "supplier-0/",
    ):
        assert word in text, word
    assert "CF202 unknown-unit" in text  # the help of the code


def test_a_page_that_cannot_hold_all_holds_the_worst_and_largest(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(products, "MOST", 10)
    text = page()
    read = Read()
    read.feed(text)
    assert len(read.rows) == 10 and "10 of 120 products" in text
    table = text.partition('id="products"')[2].partition("</section>")[0]
    assert (table.count("✕ refused"), table.count("△ no total"), table.count("✓ complete")) == (3, 3, 4)
    assert "part-119.yaml" in table and "part-000.yaml" not in table


# ------------------------------------------------------------------ in a browser


@pytest.mark.system
@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_page_fits_says_no_error_and_asks_nobody(page: Any, browser: Any, lang: str, width: int) -> None:
    seen = browser.show(page(lang), width)
    assert seen.whole <= seen.width <= width and seen.wide == [] and seen.tables == 5
    assert "CONSOLE" not in seen.log and seen.asked == []


TOOLS = """
const section = page.getElementById("products").parentNode, win = frame.contentWindow
const rows = () => [...section.querySelectorAll("tbody tr")]
const cell = place => rows().map(row => row.cells[place].textContent)
const heads = [...section.querySelectorAll("th")], click = place => heads[place].querySelector("button").click()
const status = () => section.querySelector("[role=status]").textContent
const buttons = [...section.querySelectorAll(".tools button")]
const type = text => { const box = section.querySelector("input"); box.value = text; box.dispatchEvent(new win.Event("input")) }
const choose = at => {
  const box = section.querySelector("select"); box.selectedIndex = at; box.dispatchEvent(new win.Event("change"))
}
"""


@pytest.mark.system
def test_tables_are_sorted_filtered_and_paged(page: Any, browser: Any) -> None:
    script = (
        TOOLS
        + """
    const seen = { first: [rows().length, status(), buttons[0].disabled] }
    click(3); seen.down = [cell(3).map(Number), heads[3].getAttribute("aria-sort")]
    click(3); seen.up = [cell(3).map(Number), heads[3].getAttribute("aria-sort")]
    buttons[1].click(); buttons[1].click(); seen.last = [rows().length, status(), buttons[1].disabled, cell(3).slice(-6)]
    click(0); click(0); seen.names = cell(0)
    type("PART-01"); seen.found = cell(0).sort(); seen.status = status()
    choose([...section.querySelector("select").options].findIndex(one => one.textContent.includes("refused")))
    seen.none = [rows().length, status()]
    type(""); seen.refused = cell(0).sort()
    choose(0); type("part-110"); const id = rows()[0].id; type("part-000")
    win.location.hash = id; win.dispatchEvent(new win.Event("hashchange"))
    seen.jumped = cell(0).some(one => one.includes("part-110"))
    win.location.hash = "CF202"; win.dispatchEvent(new win.Event("hashchange")); seen.open = page.getElementById("CF202").open
    seen.title = page.title
    return seen
    """
    )
    seen = json.loads(browser.drive(page(), script))
    assert seen["first"] == [50, "1–50 of 120", True]
    assert (
        seen["down"] == [sorted(seen["down"][0], reverse=True), "descending"] and len(seen["down"][0]) == 50
    )
    assert seen["up"] == [sorted(seen["up"][0]), "ascending"] and seen["up"][0][0] < seen["down"][0][-1]
    assert seen["last"] == [20, "101–120 of 120", True, [""] * 6]  # what has no total comes last either way
    assert seen["names"] == sorted(seen["names"], reverse=True)
    assert (
        seen["found"] == [f"supplier-0/part-01{number}.yaml" for number in range(10)]
        and seen["status"] == "1–10 of 10"
    )
    assert seen["none"] == [0, "0–0 of 0"]
    assert [one[-8:-5] for one in seen["refused"]] == ["007", "047", "087"]
    assert seen["jumped"] and seen["open"] and seen["title"] == "Overview of the batch"


@pytest.mark.system
def test_the_page_prints_on_paper(page: Any, browser: Any) -> None:
    paper = browser.prints(page())
    assert "Overview of the batch" in (paper or "Overview of the batch")
