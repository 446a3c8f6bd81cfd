"""Cards applied to the folders of the sectors: they find what they are about, and the number moves the way it must."""

from pathlib import Path

import pytest

from carbonfoot.documents.fields import read_value
from carbonfoot.programmes.technologies.shelf import shelf
from carbonfoot.programmes.technologies.trial import options_of, tried

SECTORS = Path(__file__).parents[3] / "examples" / "sectors"

LOWER = [
    (
        "semiconductor/fab.yaml",
        "semiconductor/abatement",
        "processes/Etch",
        {"efficiency": "95 %", "abated": "98 %", "electricity": "0.2 GWh"},
    ),
    ("semiconductor/fab.yaml", "semiconductor/n2o-abatement", None, {"abated": "95 %", "efficiency": "90 %"}),
    (
        "semiconductor/fab.yaml",
        "semiconductor/low-gwp-etch-gas",
        "processes/Etch/methods/Etch gases/gases/3",
        {"amount": "-5 %"},
    ),
    (
        "semiconductor/fab.yaml",
        "semiconductor/remote-plasma-nf3",
        "processes/Chamber cleaning/methods/Cleaning gases/gases/1",
        {"amount": "-20 %"},
    ),
    (
        "display/fab.yaml",
        "display/abatement",
        "processes/Dry etch",
        {"abated": "99 %", "efficiency": "97 %", "electricity": "0.3 GWh"},
    ),
    (
        "aluminium-casting/foundry.yaml",
        "cross-sector/waste-heat-recovery",
        "processes/Washing and drying",
        {"saving": "-30 %"},
    ),
    (
        "cement/cem-ii.yaml",
        "cement/clinker-substitution",
        None,
        {"clinker_amount": "720 kg", "limestone_amount": "230 kg"},
    ),
    ("petrochemicals/cracker.yaml", "petrochemicals/heat-integration", None, {"freed_gas": "30000 t"}),
    (
        "steel/integrated-mill.yaml",
        "steel/bf-capture",
        "processes/Blast furnace",
        {"gas": "684 GWh (net)", "electricity": "144 GWh", "stored": "900000 t"},
    ),
]

HIGHER = [
    # On a grid of more than 0.4 kg/kWh electricity in place of gas and coal emits more: the card must say so.
    (
        "petrochemicals/cracker.yaml",
        "petrochemicals/electric-cracker",
        "processes/Cracker",
        {"electricity": "5230 GWh", "freed_gas": "350000 t"},
    ),
    (
        "steel/gas-dri-mill.yaml",
        "steel/h2-dri",
        "processes/Direct reduction",
        {"gas": "-30 %", "electricity": "1298 GWh"},
    ),
]


def changed(file: str, card: str, line: str | None, values: dict[str, str]) -> float:
    """kg CO2e of the document, after less before."""
    if not (SECTORS / file).exists():
        pytest.skip(f"examples/sectors/{file} is not there")
    answers = {name: read_value(text) for name, text in values.items()}
    trial = tried(str(SECTORS / file), shelf(None).cards[card], line, answers, options_of(None, ()))
    assert trial.before.footprint is not None
    assert trial.before.footprint.total is not None
    assert trial.total is not None, [one.message for one in trial.findings]
    assert trial.lines
    return trial.total - trial.before.footprint.total


@pytest.mark.parametrize(("file", "card", "line", "values"), LOWER)
def test_cards_lower_the_footprint(file: str, card: str, line: str | None, values: dict[str, str]) -> None:
    assert changed(file, card, line, values) < 0


@pytest.mark.parametrize(("file", "card", "line", "values"), HIGHER)
def test_cards_that_raise_it_on_this_grid_show_that(
    file: str, card: str, line: str | None, values: dict[str, str]
) -> None:
    assert changed(file, card, line, values) > 0
