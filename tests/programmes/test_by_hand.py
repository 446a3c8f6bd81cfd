"""A small programme worked out with fractions, by nothing of the program: equal to the last digit that is printed."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.programmes.printed import printed, rounded

FOLDER = Path(__file__).parent / "by-hand"
YEARS = ("2025", "2026", "2027", "2028")
MEASURES = ("drive", "nesting")
SHARE = {"drive": ("0", "1/2", "1", "1"), "nesting": ("0", "1", "1", "1")}
VOLUME = {"CAR": 5000, "PART": 30000, "COIL": 500000}


def number(text: str) -> Fraction:
    return Fraction(text)


def level(product: str, working: frozenset[str]) -> Fraction:
    """kg CO2e per declared unit with some of the measures."""
    power = 2 * (number("0.8") if "drive" in working else 1)
    coil = number("1.6") * number("0.5") + power * number("0.45")
    part = number("2.3" if "nesting" in working else "2.5") * coil + number("0.1") * 3
    return {"COIL": coil, "PART": part, "CAR": 4 * part + 10 * 2}[product]


def mean(product: str, working: frozenset[str], year: int) -> Fraction:
    """The same where measures work on a share of production, each on its own."""
    total = number("0")
    for chosen in itertools.product((True, False), repeat=len(MEASURES)):
        weight, state = number("1"), set()
        for one, on in zip(MEASURES, chosen, strict=True):
            share = number(SHARE[one][year]) if one in working else number("0")
            weight *= share if on else 1 - share
            state |= {one} if on else set()
        total += weight * level(product, frozenset(state))
    return total


def change(measure: str, product: str, year: int) -> Fraction:
    """The Shapley value: the mean over both orders of what the measure adds."""
    (other,) = set(MEASURES) - {measure}
    first = mean(product, frozenset({measure}), year) - mean(product, frozenset(), year)
    last = mean(product, frozenset(MEASURES), year) - mean(product, frozenset({other}), year)
    return (first + last) / 2


LEAVING = {
    "CAR": number("5000"),
    "PART": VOLUME["PART"] - 4 * number("5000"),
    "COIL": VOLUME["COIL"] - number("2.5") * 30000,
}


def tonnes(measure: str, year: int) -> Fraction:
    return -sum((change(measure, one, year) * LEAVING[one] for one in LEAVING), number("0")) / 1000


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return printed(FOLDER / "programme.yaml")


def test_the_comments_of_the_programme_are_what_is_worked_out() -> None:
    text = (FOLDER / "programme.yaml").read_text(encoding="utf-8")
    at = YEARS.index("2027")
    worked = {
        "drive 0.18 x 425000": (change("drive", "COIL", at), "-0.18"),
        "-0.432 kg a part": (change("drive", "PART", at), "-0.432"),
        "-0.322 kg a part": (change("nesting", "PART", at), "-0.322"),
        "89460 kg": (tonnes("drive", at), "89.46"),
        "9660 kg": (tonnes("nesting", at), "9.66"),
        "= -0.216 ": (change("drive", "PART", 1), "-0.216"),
        "= -0.331": (change("nesting", "PART", 1), "-0.331"),
        "-39.166396717 million": (rounded(npv("drive") / 10**6), "-39.1663967174"),
    }
    for words, (found, said) in worked.items():
        assert words in text
        assert found == number(said), words


def test_intensities_before_and_after(data: dict[str, Any]) -> None:
    for product in data["products"]:
        for at, year in enumerate(YEARS):
            assert product["before"][year] == rounded(level(product["id"], frozenset()))
            assert product["after"][year] == rounded(mean(product["id"], frozenset(MEASURES), at))


def test_shapley_shares(data: dict[str, Any]) -> None:
    for product in data["products"]:
        found = {one["measure"]: one["kg"] for one in product["by_measure"]}
        for measure, at in itertools.product(MEASURES, range(len(YEARS))):
            worked = rounded(change(measure, product["id"], at))
            assert found.get(measure, {}).get(YEARS[at], 0) == worked


def test_tonnes(data: dict[str, Any]) -> None:
    for measure in data["measures"]:
        each = [tonnes(measure["id"], at) for at in range(len(YEARS))]
        finished = [-change(measure["id"], "CAR", at) * 5 for at in range(len(YEARS))]
        assert list(measure["avoided"].values()) == [rounded(one) for one in each]
        assert list(measure["avoided_in_finished"].values()) == [rounded(one) for one in finished]
        assert measure["avoided_total"] == rounded(sum(each, number("0")))
    for at, year in enumerate(YEARS):
        assert data["totals"]["avoided"][year] == rounded(
            sum((tonnes(one, at) for one in MEASURES), number("0"))
        )


PAID = {"drive": (60_000_000, 8_000_000), "nesting": (5_000_000, 4_000_000)}


def npv(measure: str) -> Fraction:
    """KRW of the base year: the investment in 2026, the saving by share of production, 5 %."""
    paid, saved = PAID[measure]
    cash = [
        number(SHARE[measure][at]) * saved - (paid if YEARS[at] == "2026" else 0) for at in range(len(YEARS))
    ]
    return sum((one / number("1.05") ** at for at, one in enumerate(cash)), number("0"))


def test_the_ledger(data: dict[str, Any]) -> None:
    money = data["money"]
    for measure in money["measures"]:
        found = npv(measure["id"])
        discounted = sum(
            (tonnes(measure["id"], at) / number("1.05") ** at for at in range(len(YEARS))), number("0")
        )
        assert measure["npv"] == rounded(found)
        assert measure["tonnes_discounted"] == rounded(discounted)
        assert measure["cost_per_tonne"] == rounded(-found / discounted)
    drive = next(one for one in money["measures"] if one["id"] == "drive")
    assert drive["own"] == 60_000_000 - 12_000_000 - 18_000_000
    assert drive["payback_years"] == number("7.5")
    left = {one["id"]: (one["passed_on"], one["left"]) for one in money["payments"]}
    assert left == {"P1": (0, 12_000_000), "P2": (18_000_000, 0), "P3": (0, 18_000_000)}
    assert money["balance"]["difference"] == 0
    assert [one["measure"] for one in money["macc"]] == ["nesting", "drive"]


def test_the_credit_stands_beside(data: dict[str, Any]) -> None:
    """450 - 360.5 - 0.5 = 89 t, 80 of them used by the maker, whose cars are lighter by the same measure."""
    (credit,) = data["credits"]["credits"]
    assert credit["reduced"] == credit["amount"] == 450 - number("360.5") - number("0.5")
    assert credit["held"] == 89 - 80
    assert credit["avoided_by_measure"] == rounded(tonnes("drive", YEARS.index("2027")))
    twice = credit["double_claim"]
    assert twice["tonnes"] == 89
    assert twice["credit_of"] == ["mill", "maker"]
    assert {one["member"] for one in twice["lower_footprint_of"]} == {"maker", "press", "mill"}
    assert data["credits"]["netted"] == 0


def shuffled(tmp_path: Path, key: str, turn: int) -> Path:
    """A copy of the folder with a list of the programme in another order."""
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    file = tmp_path / "programme.yaml"
    text = file.read_text(encoding="utf-8")
    found = re.search(rf"^{key}:\n((?:  .*\n)+)", text, re.MULTILINE)
    assert found
    one = re.split(r"(?=^  - )", found[1], flags=re.MULTILINE)[1:]
    assert len(one) > 1
    order = [*itertools.permutations(one)][turn]
    file.write_text(text.replace(found[1], "".join(order)), encoding="utf-8")
    return file


def sorted_by_id(value: Any) -> Any:
    """Lists of things with ids in the order of these; places and paths are left out."""
    if isinstance(value, dict):
        return {
            key: sorted_by_id(one)
            for key, one in sorted(value.items())
            if key not in ("number", "product", "from_product", "to_product", "file")
        }
    if isinstance(value, list):
        return sorted((sorted_by_id(one) for one in value), key=repr)
    return value


@pytest.mark.parametrize(("key", "turn"), [("measures", 1), ("members", 7), ("members", 12), ("members", 23)])
def test_another_order_of_measures_or_members_changes_nothing(
    data: dict[str, Any], tmp_path: Path, key: str, turn: int
) -> None:
    assert sorted_by_id(printed(shuffled(tmp_path, key, turn))) == sorted_by_id(data)


def test_other_names_of_documents_change_nothing(data: dict[str, Any], tmp_path: Path) -> None:
    """Files are read in the order of their names."""
    names = {
        "car.yaml": "a.yaml",
        "part.yaml": "c.yaml",
        "coil.yaml": "b.yaml",
        "carbonfoot.toml": "carbonfoot.toml",
    }
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        for old, new in names.items():
            text = re.sub(rf"\b{old}\b", new, text)
        (tmp_path / names.get(file.name, file.name)).write_text(text, encoding="utf-8")
    found = printed(tmp_path / "programme.yaml")
    for one in (*found["products"], *data["products"]):
        del one["file"]
    assert found == data
