"""Expressions over quantities: results, refusals with their place, and hostile text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.quantities.expressions import evaluate, names, parse
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_quantity

PARAMETERS = {
    name: parse_quantity(text, default_unit="1")
    for name, text in {
        "a": "2 kg",
        "b": "500 g",
        "n": "3 piece",
        "rho": "7.85 kg/dm3",
        "v": "0.3 L",
        "net": "5 MJ (net)",
        "gross": "2 MJ (gross)",
        "k": "1.2 kWh",
        "share": "5 %",
        "area": "4 m2",
        "zero": "0",
        "두께": "2 mm",
        "x": "4",
        "max": "7",
    }.items()
}


def cell(table: str, column: str, keys: dict[str, Quantity | str]) -> Quantity:
    rows = {("scrap", "SUS 304"): "12 %", ("scrap", "강판"): "8 %"}
    if table == "broken":
        raise QuantityError("CF223", "two rows match", "give one more key", 3, 4)
    grade = keys["grade"]
    return parse_quantity(rows[column, grade if isinstance(grade, str) else str(grade.number)])


def run(text: str) -> Quantity:
    return evaluate(parse(text), PARAMETERS.__getitem__, cell)


def refusal(text: str) -> QuantityError:
    with pytest.raises(QuantityError) as caught:
        run(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("8 / 4 / 2", "1"),
        ("8 - 4 - 2", "2"),
        ("2 ^ 3 ^ 2", "512"),
        ("-2 ^ 2", "-4"),
        ("2 ^ -1", "0.5"),
        ("--3", "3"),
        ("2 x 3", "6"),
        ("x x x", "16"),
        ("x", "4"),
        ("1 ÷ 4 × 2", "0.5"),
        ("3 − 1", "2"),
        ("max", "7"),
        ("max * max(1, 2)", "14"),
        ("a", "2 kg"),
        ("a + a", "4 kg"),
        ("a + b", "2.5 kg"),
        ("b - a", "-1.5 kg"),
        ("b + b + b", "1500 g"),
        ("2 * b", "1000 g"),
        ("b / 2", "250 g"),
        ("a / b", "4"),
        ("a * share", "0.1 kg"),
        ("5 [%] * a", "0.1 kg"),
        ("rho * v", "2.355 kg"),
        ("7.85 [kg/dm3] * 0.3 [L]", "2.355 kg"),
        ("7.85[ ㎏/㎥ ]", "7.85 kg/m3"),
        ("area * 두께 * rho", "62.8 kg"),
        ("sqrt(area)", "2 m"),
        ("sqrt(2.25)", "1.5"),
        ("a ^ 2", "4 kg2"),
        ("a ^ -1", "0.5 1/kg"),
        ("a ^ 0", "1"),
        ("share ^ 0.5 * share ^ 0.5", "0.05"),
        ("4 ^ 0.5", "2"),
        ("min(a, b)", "0.5 kg"),
        ("max(a, a * 3, a)", "6 kg"),
        ("min(b)", "500 g"),
        ("abs(b - a)", "1.5 kg"),
        ("ceil(n / 2)", "2 piece"),
        ("floor(2.7)", "2"),
        ("ceil(0.1 * 3 * 10)", "3"),
        ("ceil(2.01 [dozen])", "25 piece"),
        ("floor(-0.5)", "-1"),
        ("if(a > b, 1, 2)", "1"),
        ("if(a < 2000 [g], 1, 2)", "2"),
        ("if(a <= 2000 [g], 1, 2)", "1"),
        ("if(0.1 + 0.2 == 0.3, 1, 2)", "1"),
        ("if(0.1 + 0.2 > 0.3, 1, 2)", "2"),
        ("if(a != b, a, b)", "2 kg"),
        ("if(zero > 0, a / zero, b)", "500 g"),
        ('if(zero > 0, lookup(t, scrap, grade="none"), share)', "5 %"),
        ("net * 2", "10 MJ (net)"),
        ("2 * net / 4", "2.5 MJ (net)"),
        ("net + 1 [kWh (net)]", "8600000 J (net)"),
        ("net / a", "2500000 J/kg (net)"),
        ("net / net", "1"),
        ("net * 0.07 [kg CO2e/MJ (net)]", "0.35 kg CO2e"),
        ('lookup(t, scrap, grade="SUS 304") * a', "0.24 kg"),
        ('lookup(t, scrap, grade="강판")', "8 %"),
        ("0 - 0", "0"),
        ("-zero", "0"),
    ],
)
def test_results(text: str, result: str) -> None:
    quantity = run(text)
    if quantity.text != result:  # a parameter or literal keeps its own text
        assert f"{quantity.number:g} {quantity.unit.symbol}".removesuffix(" 1") == result
    assert quantity.text and not (quantity.number == 0 and str(quantity.number).startswith("-"))


@pytest.mark.parametrize(
    ("text", "code", "marked", "message", "help"),
    [
        ("a + area", "CF204", "area", "`4 m2` is an area, a mass (kg) is wanted", "one square metre"),
        ("1 + a + 2", "CF204", "a", "a mass, a plain number", "without a unit"),
        ("a + 2", "CF204", "2", "a plain number, a mass (kg)", "write the unit of the number"),
        ("a + rho * v * area", "CF204", "rho * v * area", "kg.m2", ""),
        ("min(a, area)", "CF204", "area", "an area, a mass", "one square metre"),
        ("if(a > 0, a, b)", "CF204", "0", "a plain number, a mass", "unit of the number"),
        ("if(a > b, a, area)", "CF204", "area", "an area, a mass", "one square metre"),
        ("if(a < b, net, gross)", "CF204", "net", "net calorific value", "both calorific values"),
        ("net + gross", "CF204", "gross", "gross calorific value", "both calorific values"),
        ("net + k", "CF204", "k", "does not say net or gross", "(net) or (gross)"),
        ("k + net", "CF204", "net", "does not say net or gross", "both calorific values"),
        ("a + net * gross", "CF204", "gross", "do not mix", "same basis"),
        ("net / gross", "CF204", "gross", "do not mix", "same basis"),
        ("a ^ 0.5", "CF204", "a ^ 0.5", "cannot be raised", "whole powers"),
        ("a ^ 10", "CF204", "a ^ 10", "power beyond 9", ""),
        ("(a ^ 9) * a", "CF204", "a", "power beyond 9", ""),
        ("2 ^ a", "CF204", "a", "not a plain number", "without a unit"),
        ("sqrt(a)", "CF204", "sqrt(a)", "has no square root", "squares"),
        ("ceil(a)", "CF204", "ceil(a)", "depends on its unit", "ceil(a / 1 [kg])"),
        ("1 / 0", "CF206", "0", "division by zero", "not zero"),
        ("a / (b - 500 [g])", "CF206", "(b - 500 [g])", "division by zero", "not zero"),
        ("0 ^ -1", "CF206", "0 ^ -1", "no finite real value", ""),
        ("(-8) ^ 0.5", "CF206", "(-8) ^ 0.5", "no finite real value", ""),
        ("9 ^ 9 ^ 9 ^ 9", "CF206", "9 ^ 9 ^ 9", "no finite real value", ""),
        ("0.5 ^ 5000", "CF206", "0.5 ^ 5000", "leaves the range", ""),
        ("sqrt(-1)", "CF206", "sqrt(-1)", "negative", ""),
        ("1e300 * 1e300", "CF206", "1e300", "leaves the range", ""),
        ("1e308 + 1e308", "CF206", "1e308 + 1e308", "leaves the range", ""),
        ("a * zzz", "CF221", "zzz", "`zzz`", "parameters"),
        ("if(a > b, a, zzz)", "CF221", "zzz", "`zzz`", "parameters"),
        ('lookup(t, scrap, grade="no")', "CF223", 'lookup(t, scrap, grade="no")', "nothing found", "one row"),
        ("1 + lookup(broken, c, k=1)", "CF223", "lookup(broken, c, k=1)", "two rows match", "one more key"),
        ("", "CF220", "", "ends too early", "missing"),
        ("   ", "CF220", "", "ends too early", "missing"),
        ("1 +", "CF220", "", "ends too early", "missing"),
        ("((a)", "CF220", "", "ends too early", "`)` is wanted"),
        ("a)", "CF220", ")", "not expected", "operator"),
        ("a b", "CF220", "b", "not expected", "operator"),
        ("2 a", "CF220", "a", "not expected", "operator"),
        ("2 kg", "CF220", "kg", "not expected", "2 [kg]"),
        ("a [kg]", "CF220", "[", "no meaning", "brackets hold the unit"),
        ("a ** 2", "CF220", "*", "not expected", "write ^"),
        ("a = 2", "CF220", "=", "not expected", "=="),
        ("a == 2", "CF220", "==", "not expected", "only inside if"),
        ("a < b < 3", "CF220", "<", "not expected", "only inside if"),
        ("if(a, 1, 2)", "CF220", ",", "not expected", "comparison"),
        ("if(a < b, 1)", "CF220", "if(a < b, 1)", "needs 3", "if(a < b, then, else)"),
        ("abs(1, 2)", "CF220", "abs(1, 2)", "needs 1", "abs(a)"),
        ("min()", "CF220", ")", "not expected", "missing"),
        ("mni(1)", "CF220", "mni", "unknown function", "did you mean min?"),
        ("round(1)", "CF220", "round", "unknown function", ""),
        ("5 %", "CF220", "%", "no meaning", "5 [%]"),
        ("5 [kg", "CF220", "[kg", "no closing", ""),
        ("a + 5 [kgg]", "CF202", "kgg", "unknown unit", "kg"),
        ("5 [ton]", "CF203", "ton", "ambiguous", "short ton"),
        ("a + 1,5", "CF201", "1,5", "comma", "write 1.5; two arguments?"),
        ("max(1,234)", "CF201", "1,234", "comma", "space after the comma"),
        ("1_000", "CF201", "1_000", "mark", "write 1000"),
        ("007", "CF201", "007", "leading zero", "write 7"),
        ("a²", "CF220", "²", "raised", "a^2"),
        ("5²", "CF220", "²", "raised", "a^2"),
        ("1½", "CF201", "½", "plain digit", "0.5"),
        ('"text"', "CF220", '"text"', "not expected", "keys"),
        ('lookup(t, c, k="open)', "CF220", '"open)', "no closing", ""),
        ("lookup(t, c)", "CF220", ")", "not expected", "lookup(table, column"),
        ("lookup(t, c, k=1, k=2)", "CF220", "k", "given twice", ""),
        ('lookup("t", c, k=1)', "CF220", '"t"', "not expected", "lookup(table, column"),
        ("a.b", "CF220", ".", "no meaning", ""),
        ("a; b", "CF220", ";", "no meaning", ""),
        ("a @ b", "CF220", "@", "no meaning", ""),
        ("두께 + 두께 + ㎏ $", "CF220", "$", "no meaning", ""),
        ("１２ + ｑｑ", "CF221", "ｑｑ", "`qq`", "parameters"),
    ],
)
def test_refusals_say_where_and_what(text: str, code: str, marked: str, message: str, help: str) -> None:
    error = refusal(text)
    assert (error.code, text[error.start : error.end]) == (code, marked)
    assert message in error.message
    assert help in error.help


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "lambda: 1",
        "[1 for _ in a]",
        "{}",
        "f'{a}'",
        "open(a)",
        "eval(a)",
        "a if b else n",
        "a\x00",
        "\x1b[31m",
        "(" * 60 + "1" + ")" * 60,
        "-" * 60 + "1",
        "^".join(["2"] * 60),
        "abs(" * 60 + "1" + ")" * 60,
        "(" * 1999,
        "-" * 2000,
        "1" * 1500,
        "1 " * 900,
        "1+" * 1200 + "1",
        "\ufdfa" * 2000,
        "９" * 2000,
    ],
)
def test_hostile_text_is_refused(text: str) -> None:
    error = refusal(text)
    assert error.code.startswith("CF2")
    assert 0 <= error.start <= error.end <= len(text)
    assert "\x1b" not in error.message + error.help and "\x00" not in error.message


def test_long_flat_and_deep_allowed_expressions_work() -> None:
    assert run("1" + "+1" * 999).number == 1000
    assert run("1" + "*1" * 999).number == 1
    assert run("(" * 50 + "1" + ")" * 50).number == 1
    assert run("-" * 50 + "1").number == 1
    nested = "1"
    for _ in range(25):
        nested = f"if(1 < 2, 2 * ({nested}), 0)"
    assert run(nested).number == 2.0**25


def test_the_branch_not_taken_is_computed_once() -> None:
    asked: list[str] = []

    def value(name: str) -> Quantity:
        asked.append(name)
        return PARAMETERS[name]

    text = "a"
    for _ in range(20):
        text = f"if(1 < 2, b, {text})"
    evaluate(parse(text), value)
    assert len(asked) == 21


def test_names() -> None:
    node = parse('if(a > 두께, b * 2, lookup(t, c, k="text", other=n)) + min(x, x x y)')
    assert names(node) == {"a", "두께", "b", "n", "x", "y"}
    assert names(parse("1 + 2 [kg]")) == set()


def test_lookup_passes_texts_as_written_and_amounts_with_units() -> None:
    seen: list[tuple[str, str, dict[str, Quantity | str]]] = []

    def value(table: str, column: str, keys: dict[str, Quantity | str]) -> Quantity:
        seen.append((table, column, keys))
        return PARAMETERS["a"]

    evaluate(parse('lookup(표, 열, grade="㎏ Ａ", mass=a * 2, other=b)'), PARAMETERS.__getitem__, value)
    table, column, keys = seen[0]
    assert (table, column, keys["grade"]) == ("표", "열", "㎏ Ａ")
    assert isinstance(keys["mass"], Quantity) and keys["mass"].number == 4
    assert keys["other"] is PARAMETERS["b"]
    with pytest.raises(QuantityError) as caught:
        evaluate(parse("lookup(t, c, k=1)"), PARAMETERS.__getitem__)
    assert caught.value.code == "CF223"


def test_offsets_of_nodes_are_those_of_the_text_as_written() -> None:
    decomposed = unicodedata.normalize("NFD", "두께 + 톤수")
    parts = [decomposed[child.start : child.end] for child in parse(decomposed).children]
    assert [unicodedata.normalize("NFC", part) for part in parts] == ["두께", "톤수"]
    text = "㎏㎏ × ﬁ"
    assert [text[child.start : child.end] for child in parse(text).children] == ["㎏㎏", "ﬁ"]


@settings(database=None, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_computed_or_refused(text: str) -> None:
    try:
        run(text)
    except QuantityError as error:
        assert error.code.startswith("CF2") and error.message
        assert 0 <= error.start <= error.end <= len(text)


PIECES = [
    "a",
    "b",
    "n",
    "net",
    "share",
    "x",
    "1",
    "0",
    "2.5",
    "3 [kg]",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "if(",
    "<",
    ",",
    "min(",
]


@settings(database=None, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_expression_like_text_is_computed_or_refused(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        quantity = run(text)
    except QuantityError as error:
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert abs(quantity.number) < float("inf")


NUMBERS = st.integers(min_value=1, max_value=10**6)


@settings(database=None, deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_numbers(a: int, b: int, c: int) -> None:
    assert run(f"{a} + {b} * {c}").number == pytest.approx(a + b * c, rel=1e-12)
    assert run(f"({a} [kg] + {b} [g]) / {c} [m]").to("g/m") == pytest.approx((1000 * a + b) / c, rel=1e-12)
    assert run(f"{a} [kg] * {b} [km] / ({b} [km])").to("kg") == pytest.approx(a, rel=1e-12)
    assert run(f"{a}[kg] + {b}[kg] - {a}[kg]").number == b
