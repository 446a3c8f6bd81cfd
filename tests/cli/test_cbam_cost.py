"""`carbonfoot cbam cost` and `carbonfoot cbam compare` as a user calls them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.reports.width import display_width

PLANTS = Path(__file__).parents[1] / "cbam" / "plants"
PRICE = ("--certificate-price", "75.36 EUR/t")
PAID = "carbon_prices: {instrument: national-ets, due: 340000000 KRW, rebate: 323000000 KRW, certified_by: K Audit}\n"
CODE = ("cbam", "cost", "--cn", "7318 15 42", "--country", "KR")
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def plants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two makers of bolts, the first of which paid a carbon price."""
    for file in PLANTS.glob("*.yaml"):
        shutil.copy(file, tmp_path / file.name)
    bolts = (tmp_path / "bolts.yaml").read_text(encoding="utf-8")
    (tmp_path / "paid.yaml").write_text(bolts + PAID, encoding="utf-8")
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("what", ["cost", "code", "compare", "unpriced"])
def test_text(
    run: Run,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    columns: int,
    lang: str,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rate = ("--rate", "1450 KRW/EUR")
    call: tuple[str, ...] = {
        "cost": ("cbam", "cost", "paid.yaml", *PRICE, *rate, "--quantity", "73181542=1200t"),
        "code": (*CODE, *PRICE, "--direct", "2.1 t CO2e/t", "--free-allocation", "1.4 t CO2e/t"),
        "compare": ("cbam", "compare", "paid.yaml", "two-levels.yaml", *PRICE, *rate),
        "unpriced": ("cbam", "compare", "paid.yaml", "loop.yaml", "--cn", "73181542", "--year", "2028"),
    }[what]
    answer = run(*call, "--lang", lang)
    assert answer.code == 0, answer.err
    assert max(map(display_width, answer.out.splitlines())) <= columns
    golden(f"cbam/{what}.{columns}.{lang}.txt", f"{answer.out}--- standard error\n{answer.err}")


def test_json(run: Run) -> None:
    answer = run("cbam", "cost", "paid.yaml", *PRICE, "--rate", "0.001 EUR/KRW", "--format", "json")
    data = json.loads(answer.out)["data"]
    (good,) = data["goods"]
    assert data["year"] == 2026
    assert [one["year"] for one in good["years"]] == list(range(2026, 2035))
    assert [one["carried"] for one in good["years"]] == [False] * 5 + [True] * 3 + [False]
    assert good["actual"]["carbon_price_paid"] == {"KRW": 1000}
    assert good["actual"]["carbon_price_paid_eur"] == 1
    assert good["measuring_is_worth"]["eur_a_year"] is None
    benchmarks = [term["benchmark"] for term in good["default"]["free_allocation_terms"]]
    assert [(one["column"], one["route"], one["value"]) for one in benchmarks] == [("B", "C", 1.364)]


def test_compare_json_without_a_price_has_no_money(run: Run) -> None:
    answer = run("cbam", "compare", "paid.yaml", "loop.yaml", "--format", "json", "--cn", "73181542")
    data = json.loads(answer.out)["data"]
    assert data["certificate_price"] is None
    assert [one["actual"]["eur_per_t"] for one in data["offers"]] == [None, None]
    values = [one["actual"]["certificates_per_t"] for one in data["offers"]]
    assert values == sorted(values)
    assert any(one["see_indirect"] is None for one in data["offers"]), "not stated is not zero"


TWO = "{cn: 7318 15 42, name: Bolts, amount: 15000 t}, {cn: 7318 15 95, name: Studs, amount: 2000 t}"


@pytest.fixture
def two(plants: Path) -> str:
    """Bolts and studs of one process."""
    text = (plants / "bolts.yaml").read_text(encoding="utf-8")
    text = text.replace("{cn: 7318 15 42, name: Bolts, amount: 17000 t}", TWO)
    (plants / "two.yaml").write_text(text, encoding="utf-8")
    return "two.yaml"


def test_goods_with_the_same_numbers_stand_once(run: Run, two: str) -> None:
    text = run("cbam", "cost", two, *PRICE).out
    assert text.count("certificates per t") == 1
    assert (
        text.index("Bolts · 7318 15 42") < text.index("Studs · 7318 15 95") < text.index("certificates per t")
    )
    call = ("cbam", "cost", two, *PRICE, "--quantity", "73181542=1000t", "--quantity", "Studs=200 t")
    text = run(*call).out
    assert "together 1200 t a year" in text and "Studs · 7318 15 95 · KR · 200 t a year" in text
    row = next(row for row in text.splitlines() if "certificates a year" in row)
    # 1200 x (3.474 x 1.1 - 0.975 x 1.364)
    assert row.endswith("2 989.80")
    goods = json.loads(run(*call, "--format", "json").out)["data"]["goods"]
    assert [one["tonnes_a_year"] for one in goods] == [1000, 200]


def test_goods_with_other_numbers_or_without_quantity_stand_apart(run: Run, two: str, plants: Path) -> None:
    text = run("cbam", "cost", two, *PRICE, "--quantity", "73181542=1000t").out
    assert text.count("certificates per t") == 2
    assert text.count("certificates a year") == 1
    nuts = (plants / two).read_text(encoding="utf-8").replace("7318 15 95", "7318 16 39")
    (plants / "nuts.yaml").write_text(nuts, encoding="utf-8")
    assert run("cbam", "cost", "nuts.yaml", *PRICE).out.count("certificates per t") == 2


def test_what_rests_on_default_values_is_said_once(run: Run, two: str, plants: Path) -> None:
    text = (plants / two).read_text(encoding="utf-8")
    rod = text.partition("country: CN, ")[2].partition("}")[0]
    (plants / "rod.yaml").write_text(text.replace(rod, "default: yes"), encoding="utf-8")
    out = run("cbam", "cost", "rod.yaml", *PRICE).out
    assert out.count("rest on default") == 1
    assert "Bolts, Studs: " in out


def test_no_notes_about_what_is_not_told(run: Run) -> None:
    answer = run("cbam", "cost", "--cn", "25231000", "--country", "KR", *PRICE)
    assert answer.code == 4
    assert "CF704" in answer.err
    assert "certificate price" not in answer.out and "workbook" not in answer.out


def test_quantities_of_a_file_are_added(run: Run, plants: Path) -> None:
    (plants / "imports.csv").write_text(
        "cn,quantity,note\n7318 15 42,700 t,a\n73181542,500000 kg,b\n", encoding="utf-8"
    )
    answer = run("cbam", "cost", "bolts.yaml", *PRICE, "--imports", "imports.csv", "--format", "json")
    assert json.loads(answer.out)["data"]["goods"][0]["tonnes_a_year"] == 1200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cn,amount\n73181542,1 t\n", "quantity"),
        ("cn,quantity\n73181542,\n", "both needed"),
        ("cn;quantity\n73181542;1 t\n", "semicolons"),
        ("cn,quantity\n73181542,1200\n", "unit"),
        ("cn,quantity\n72000000,1 t\n", "no good"),
        ("", "no rows"),
    ],
)
def test_a_file_of_quantities_that_cannot_be_read(run: Run, plants: Path, text: str, said: str) -> None:
    (plants / "imports.csv").write_text(text, encoding="utf-8")
    answer = run("cbam", "cost", "bolts.yaml", *PRICE, "--imports", "imports.csv")
    assert answer.code in {2, 3}
    assert said in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("cbam", "cost", *PRICE), "name an INSTALLATION"),
        (("cbam", "cost", "bolts.yaml"), "certificate-price"),
        (("cbam", "cost", "bolts.yaml", "--certificate-price", "75.36"), "unit"),
        (("cbam", "cost", "bolts.yaml", "--certificate-price", "75 USD/t"), "EUR"),
        (("cbam", "cost", "bolts.yaml", "--certificate-price", "0 EUR/t"), "above zero"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--year", "2025"), "2026"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--year", "2035"), "2034"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--country", "KR"), "--country"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--quantity", "1200 t"), "CN=AMOUNT"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--quantity", "7208=1t"), "no good"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--quantity", "73181542=-1t"), "not negative"),
        (("cbam", "cost", "bolts.yaml", *PRICE, "--rate", "1450 KRW"), "--rate"),
        (
            ("cbam", "cost", "bolts.yaml", *PRICE, "--rate", "1450 KRW/EUR", "--rate", "1 KRW/EUR"),
            "already",
        ),
        (("cbam", "cost", "paid.yaml", *PRICE), "--rate '1450 KRW/EUR'"),
        (("cbam", "cost", "paid.yaml", *PRICE, "--rate", "1600 EUR/KRW"), "1 KRW would be 1600 EUR"),
        (("cbam", "cost", "paid.yaml", *PRICE, "--rate", "0.000625 KRW/EUR"), "1 KRW would be 1600 EUR"),
        (("cbam", "cost", "paid.yaml", *PRICE, "--rate", "1e-300 EUR/KRW"), "1 KRW would be 1e-300 EUR"),
        (("cbam", "cost", "bolts.yaml", "--certificate-price", "75 EUR"), "write it like '75.36 EUR/t'"),
        (("cbam", "cost", "bolts.yaml", "--certificate-price", "1e308 EUR/t"), "more than 1e+12 EUR/t"),
        ((*CODE, *PRICE, "--quantity", "1e13 t"), "more than 1e+12 t"),
        ((*CODE, *PRICE, "--quantity", "72081000=1200t"), "the good is 73181542"),
        (("cbam", "cost", "--cn", "73181542", "--country", "unknown", *PRICE), "Annex IV is for precursors"),
        (("cbam", "cost", "--cn", "73181542", *PRICE), "--country"),
        (("cbam", "cost", "--cn", "7318", "--country", "KR", *PRICE), "8 digits"),
        (("cbam", "cost", "--cn", "73200000", "--country", "KR", *PRICE), "not a good"),
        ((*CODE, *PRICE, "--indirect", "1 t/t"), "--direct"),
        ((*CODE, *PRICE, "--imports", "a.csv"), "--quantity"),
        (
            ("cbam", "cost", "--cn", "25231000", "--country", "KR", *PRICE, "--direct", "1 t/t"),
            "--indirect is missing",
        ),
        (("cbam", "cost", "--cn", "73181542", "--country", "XX", *PRICE), "country code"),
        (("cbam", "compare", "bolts.yaml"), "two"),
        (("cbam", "compare", "bolts.yaml", "./bolts.yaml"), "named twice"),
        (("cbam", "compare", "bolts.yaml", "paid.yaml", "--cn", "72080000"), "makes no"),
        (("cbam", "compare", "bolts.yaml", "paid.yaml", *PRICE), "--rate"),
    ],
)
def test_a_call_that_cannot_be_answered(run: Run, call: tuple[str, ...], said: str) -> None:
    answer = run(*call)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("command", ["cost", "compare"])
def test_a_refused_document_stops_with_its_findings(run: Run, plants: Path, command: str) -> None:
    text = (plants / "bolts.yaml").read_text(encoding="utf-8").replace("17000 t", "-17000 t")
    (plants / "bad.yaml").write_text(text, encoding="utf-8")
    files = ("bad.yaml",) if command == "cost" else ("bolts.yaml", "bad.yaml")
    answer = run("cbam", command, *files, *PRICE)
    assert (answer.code, answer.out) == (3, "")
    assert "CF207" in answer.err
    answer = run("cbam", command, *files, *PRICE, "--format", "json")
    assert json.loads(answer.out)["data"] is None
    assert [one["code"] for one in json.loads(answer.out)["findings"]] == ["CF207"]


def test_a_file_that_is_not_there(run: Run) -> None:
    assert run("cbam", "cost", "nowhere.yaml", *PRICE).code == 3


def test_output_goes_to_a_file_but_never_over_what_it_is_made_from(run: Run, plants: Path) -> None:
    assert run("cbam", "cost", "bolts.yaml", *PRICE, "-o", "cost.txt").out == ""
    assert "7318 15 42" in (plants / "cost.txt").read_text(encoding="utf-8")
    assert run("cbam", "cost", "bolts.yaml", *PRICE, "-o", "bolts.yaml").code == 2


def test_a_default_value_that_nobody_compared(run: Run) -> None:
    call = ("cbam", "cost", "--cn", "73181542", "--country", "CL", *PRICE)
    answer = run(*call)
    assert answer.code == 4
    assert "CF827" in answer.err
    accepted = run(*call, "--accept-superseded")
    assert accepted.code == 0
    assert "cbam-2026:default-cl" in accepted.out


@pytest.mark.parametrize("text", ["1200 t", "1200t", "1.2e6 kg", "73181542=1200t", "7318 15 42 = 1200 t"])
def test_a_quantity_of_a_code(run: Run, text: str) -> None:
    answer = run(*CODE, *PRICE, "--quantity", text, "--format", "json")
    (good,) = json.loads(answer.out)["data"]["goods"]
    assert good["tonnes_a_year"] == 1200


@pytest.mark.parametrize("rate", ["1600 KRW/EUR", "1600KRW/EUR", "0.000625 EUR/KRW"])
def test_a_rate_both_ways(run: Run, rate: str) -> None:
    answer = run("cbam", "cost", "paid.yaml", *PRICE, "--rate", rate, "--format", "json")
    (good,) = json.loads(answer.out)["data"]["goods"]
    assert good["actual"]["carbon_price_paid"] == {"KRW": 1000}
    assert good["actual"]["carbon_price_paid_eur"] == 0.625


def test_goods_of_an_exempt_country_owe_nothing(run: Run, plants: Path) -> None:
    answer = run("cbam", "cost", "--cn", "73181542", "--country", "CH", *PRICE)
    assert (answer.code, answer.out) == (5, "")
    assert "nothing is due" in answer.err
    text = (plants / "bolts.yaml").read_text(encoding="utf-8").replace("country: KR}", "country: NO}")
    (plants / "norway.yaml").write_text(text, encoding="utf-8")
    assert run("cbam", "cost", "norway.yaml", *PRICE).code == 5


def test_free_allocation_of_the_last_year_tells_nothing_of_others(run: Run) -> None:
    stated = ("--direct", "2 t CO2e/t", "--free-allocation", "0 t/t")
    answer = run(*CODE, *PRICE, *stated, "--year", "2034", "--format", "json")
    years = json.loads(answer.out)["data"]["goods"][0]["years"]
    assert [one["actual"] is None for one in years] == [True] * 8 + [False]


@pytest.mark.parametrize("which", [("--route", "A"), ("--good", "grey clinker")])
def test_the_route_or_the_words_choose_among_default_values(run: Run, which: tuple[str, str]) -> None:
    call = ("cbam", "cost", "--cn", "2523 10 00", "--country", "KR", *PRICE, "--format", "json")
    assert run(*call).code == 4
    answer = run(*call, *which)
    (good,) = json.loads(answer.out)["data"]["goods"]
    assert answer.code == 0
    assert good["default"]["default_value"]["value"] == 1.012
    assert good["default"]["free_allocation_terms"][0]["benchmark"]["route"] == "A"


def test_emissions_that_are_known_are_shown_beside_certificates_that_are_not(run: Run, plants: Path) -> None:
    text = (plants / "bolts.yaml").read_text(encoding="utf-8")
    (plants / "joint.yaml").write_text(
        text.replace("processes:\n  - name:", "processes:\n  - joint: Pig iron\n    name:", 1)
    )
    answer = run("cbam", "cost", "joint.yaml", *PRICE)
    assert "joint: Pig iron" in (plants / "joint.yaml").read_text(encoding="utf-8")
    rows = {line.split("  ")[1]: line.split() for line in answer.out.splitlines() if line.startswith("  ")}
    see, certificates = rows["embedded emissions, t CO2e/t"], rows["certificates per t"]
    assert float(see[-2]) > 0 and certificates[-2] == "–"
