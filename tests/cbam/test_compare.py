"""Suppliers side by side: names, order, countries, what is due for nobody, and what cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.compare import Comparison, NotComparable, common_code, compare, told_once
from carbonfoot.cbam.cost import Asked
from carbonfoot.cbam.model import Result
from carbonfoot.factors.library import Library
from carbonfoot.reports.cbam_compare_text import compare_text
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import display_width

PLANTS = Path(__file__).parent / "plants"
BOLTS = (PLANTS / "bolts.yaml").read_text(encoding="utf-8")
ASKED = Asked(75.36, {}, accept=False)
UNPRICED = ASKED._replace(price=inf)
NUTS = "{cn: 7318 15 42, name: Bolts, amount: 15000 t}, {cn: 7318 16 39, name: Nuts, amount: 2000 t}"
STAMPED = "{cn: 7318 15 42, name: Bolts, amount: 15000 t}, {cn: 7318 15 42, name: Studs, amount: 2000 t}"
Plant = Callable[..., Result]


@pytest.fixture
def plant(library: Library, tmp_path: Path) -> Plant:
    """A maker of bolts by its name, country and what its rod carries."""

    def made(name: str, country: str = "KR", rod: str = "1.539", goods: str = "", file: str = "") -> Result:
        text = BOLTS.replace(
            "ANSAN-1, name: Ansan works, country: KR", f"X, name: {name}, country: {country}"
        )
        text = text.replace("1.539 t CO2e/t", f"{rod} t CO2e/t")
        if goods:
            text = text.replace("{cn: 7318 15 42, name: Bolts, amount: 17000 t}", goods)
        path = tmp_path / (file or f"{name.replace(' ', '-')}.yaml")
        path.write_text(text, encoding="utf-8")
        found = calculate(str(path), library).result
        assert found is not None
        return found

    return made


def names(found: Comparison) -> list[str]:
    return [one.supplier for one in found.offers]


def printed(found: Comparison, columns: int = 120, cn: str = "73181542", lang: str = "en") -> str:
    text = compare_text(found, cn, 75.36, Style(columns, lang))
    assert max(map(display_width, text.splitlines())) <= columns
    return text


def test_best_first_whatever_the_order_of_the_files(library: Library, plant: Plant) -> None:
    many = [plant("Alpha", rod="1.7"), plant("Gamma", rod="1.5"), plant("Beta", rod="1.9")]
    for some in (many, many[::-1], [many[1], many[2], many[0]]):
        assert names(compare(library, some, "73181542", 2026, ASKED)) == ["Gamma", "Alpha", "Beta"]


def test_equal_suppliers_stand_by_name(library: Library, plant: Plant) -> None:
    many = [plant("Beta"), plant("Alpha"), plant("Delta", rod="1.5")]
    for some in (many, many[::-1]):
        assert names(compare(library, some, "73181542", 2026, ASKED)) == ["Delta", "Alpha", "Beta"]


def test_where_nothing_is_due_the_lower_emissions_stand_first(library: Library, plant: Plant) -> None:
    many = [plant("Alpha", rod="0.4"), plant("Beta", rod="0.3")]
    found = compare(library, many, "73181542", 2026, ASKED)
    assert [one.year.actual.certificates for one in found.offers if one.year.actual] == [0.0, 0.0]
    assert names(found) == ["Beta", "Alpha"]


def test_several_goods_of_one_supplier(library: Library, plant: Plant) -> None:
    found = compare(
        library, [plant("Alpha", goods=STAMPED), plant("Beta", rod="1.2")], "73181542", 2026, ASKED
    )
    assert [(one.supplier, one.good.name) for one in found.offers] == [
        ("Beta", "Bolts"),
        ("Alpha", "Bolts"),
        ("Alpha", "Studs"),
    ]
    text = printed(found)
    assert "Alpha, KR · Studs" in text and "Beta, KR · Bolts" in text
    assert ".yaml" not in text


def test_a_file_is_named_only_where_names_are_equal(library: Library, plant: Plant) -> None:
    many = [plant("Alpha", file="one.yaml"), plant("Alpha", rod="1.2", file="two.yaml"), plant("Beta")]
    text = printed(compare(library, many, "73181542", 2026, ASKED))
    assert "one.yaml)" in text and "two.yaml)" in text
    assert "Beta, KR · Bolts" in text and "Beta.yaml" not in text


def test_a_long_name_is_never_cut(library: Library, plant: Plant) -> None:
    long = "Gyeonggi Precision Fasteners and Forgings Company Limited of Ansan"
    text = printed(
        compare(library, [plant(long, rod="1.2"), plant("Beta")], "73181542", 2026, ASKED), columns=80
    )
    assert f"{long}, KR" in text
    rows = text.splitlines()
    place = next(at for at, row in enumerate(rows) if "Gyeonggi" in row)
    assert rows[place + 1].split()[0] == "1.6118", "3400/17000 + 20/17 x 1.2"


def test_goods_of_several_codes_have_a_default_value_each(library: Library, plant: Plant) -> None:
    found = compare(library, [plant("Alpha", goods=NUTS), plant("Beta")], "7318", 2026, ASKED)
    text = printed(found, cn="7318")
    assert "default value, KR · 7318 15 42" in text and "3.8214" in text
    assert "default value, KR · 7318 16 39" in text and "4.5144" in text
    assert "Alpha, KR · Nuts 7318 16 39" in text
    assert text.index("3.8214") < text.index("4.5144")


def test_every_country_has_its_own_default_value(library: Library, plant: Plant) -> None:
    many = [plant("Alpha"), plant("Beta", country="CN"), plant("Gamma", country="KR", rod="1.1")]
    found = compare(library, many, "73181542", 2026, ASKED)
    default = {one.cost.country: one.year.default for one in found.offers}
    assert default["KR"] is not None and default["CN"] is not None
    assert default["KR"].see == pytest.approx(3.474 * 1.1)
    assert default["CN"].see != default["KR"].see
    text = printed(found)
    assert text.count("default value, KR") == text.count("default value, CN") == 1
    assert "default value, KR ·" not in text


@pytest.mark.parametrize("asked", [ASKED, UNPRICED])
def test_nothing_is_due_for_a_country_that_is_exempt(library: Library, plant: Plant, asked: Asked) -> None:
    found = compare(
        library, [plant("Alpha", rod="1.2"), plant("Norge", country="NO")], "73181542", 2026, asked
    )
    assert names(found) == ["Norge", "Alpha"]
    norway = found.offers[0]
    assert norway.exempt and norway.year.refusals == () and norway.year.default is None
    assert norway.year.actual is not None and norway.year.actual.certificates == 0.0
    assert (norway.year.actual.see, norway.year.actual.free.value, norway.year.actual.paid) == (0.0, 0.0, {})
    assert norway.good.see.in_scope > found.offers[1].good.see.in_scope
    assert found.offers[1].exempt == ""
    text = printed(found)
    assert "NO: " in text and "default value, NO" not in text


def test_without_a_price_there_is_no_money(library: Library, plant: Plant) -> None:
    found = compare(library, [plant("Alpha"), plant("Beta", rod="1.2")], "73181542", 2026, UNPRICED)
    assert names(found) == ["Beta", "Alpha"] and found.by_certificates and not found.priced
    text = printed(found)
    assert "EUR/t" not in text and "cert./t" in text and "without a price" in text
    assert "before the carbon price" not in text, "nobody paid one"


def test_one_that_cannot_be_told_puts_all_by_emissions(
    library: Library, plant: Plant, tmp_path: Path
) -> None:
    told = plant("Alpha", rod="1.9")
    text = BOLTS.replace("name: Ansan works", "name: Lost works").replace("7213 91 10", "7208 10 00")
    path = tmp_path / "lost.yaml"
    path.write_text(
        text.replace("verified: yes, free_allocation: 1.2 t CO2e/t", "verified: yes"), encoding="utf-8"
    )
    lost = calculate(str(path), library).result
    assert lost is not None
    found = compare(library, [told, lost], "73181542", 2026, ASKED)
    assert not found.by_certificates
    assert names(found) == ["Lost works", "Alpha"], "lower emissions, certificates not told"
    assert found.offers[0].year.actual is None
    assert "–" in printed(found)
    assert "Sorted by emissions" in printed(found)


def test_a_default_value_that_cannot_be_told_is_refused_once(library: Library, plant: Plant) -> None:
    many = [plant("Alpha", country="CL"), plant("Beta", country="CL", rod="1.2")]
    found = compare(library, many, "73181542", 2026, ASKED)
    assert [len(one.year.refusals) for one in found.offers] == [1, 1]
    assert [len(one.years[0].refusals) for one in told_once(found)] == [1, 0]
    text = printed(found)
    assert text.count("default value, CL") == 1
    accepted = compare(library, many, "73181542", 2026, ASKED._replace(accept=True))
    assert all(one.year.default is not None for one in accepted.offers)
    assert [one.years[0].refusals for one in told_once(accepted)] == [(), ()]


def test_data_of_another_year_say_so(library: Library, plant: Plant) -> None:
    many = [plant("Alpha"), plant("Beta", rod="1.2")]
    assert "data are of" not in printed(compare(library, many, "73181542", 2026, ASKED))
    assert "The data are of 2026" in printed(compare(library, many, "73181542", 2028, ASKED))


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_columns_in_both_languages(library: Library, plant: Plant, columns: int, lang: str) -> None:
    found = compare(library, [plant("한일볼트 주식회사"), plant("Beta")], "73181542", 2026, ASKED)
    assert "한일볼트 주식회사, KR" in printed(found, columns, lang=lang)


def test_what_cannot_be_compared(library: Library, plant: Plant) -> None:
    one = plant("Alpha", goods=NUTS)
    with pytest.raises(NotComparable, match="name one with --cn: 73181542, 73181639"):
        common_code([one, plant("Beta", goods=NUTS)])
    with pytest.raises(NotComparable, match="no CN code is made by all"):
        common_code([plant("Gamma", goods="{cn: 7318 22 00, name: Washers, amount: 17000 t}"), one])
    assert common_code([one, plant("Delta")]) == "73181542"
    with pytest.raises(NotComparable, match="makes no 731816"):
        compare(library, [one, plant("Delta")], "731816", 2026, ASKED)
    longer: Any = compare(library, [one, plant("Delta")], "7318154290", 2026, ASKED)
    assert names(longer) == ["Alpha", "Delta"]
