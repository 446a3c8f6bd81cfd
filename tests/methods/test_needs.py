"""Units that name the substance of their key."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError, ValidationError

from carbonfoot.documents.shape import Shape, optional, validator
from carbonfoot.methods.needs import number, quantity, ratio


class Named(Shape):
    """Keys about CO2 and carbon."""

    factor = optional(number("t/TJ", of="CO2"), "CO2 per energy.")
    content = optional(ratio("kg/GJ", of="C"), "Carbon.")
    gas = optional(quantity("kg/t", of="CH4"), "Methane.")


def read(key: str, text: str) -> object:
    return getattr(validator(Named).validate_python({key: text}), key)


@pytest.mark.parametrize(
    ("key", "text", "plain"),
    [
        ("factor", "56.1 t CO2/TJ (net)", "56.1 t/TJ (net)"),
        ("factor", "56.1 kgCO2/GJ", "56.1 kg/GJ"),
        ("factor", "56.1 t-CO2/TJ", "56.1 t/TJ"),
        ("content", "15.3 kg C/GJ (net)", "15.3 kg/GJ (net)"),
        ("content", "0.7 t C/t", "0.7 t/t"),
        ("gas", "12 g CH4/t", "12 g/t"),
    ],
)
def test_a_unit_may_name_what_the_key_is_about(key: str, text: str, plain: str) -> None:
    one, other = read(key, text), read(key, plain)
    assert one._replace(text="") == other._replace(text="")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("factor", "15.3 kg C/GJ"),
        ("factor", "56.1 kg CO2e/GJ (net) x"),
        ("content", "56 kg CO2/GJ"),
        ("gas", "12 kg CO2/t"),
        ("gas", "12 kg C/t"),
    ],
)
def test_another_substance_is_refused(key: str, text: str) -> None:
    with pytest.raises((PydanticCustomError, ValueError)):
        read(key, text)


def test_a_bare_number_is_told_the_unit_of_its_key() -> None:
    with pytest.raises(ValidationError) as refused:
        read("factor", "56.1")
    context = refused.value.errors()[0]["ctx"]
    assert context["help"] == "write the unit, such as `56.1 t/TJ`"
    with pytest.raises(ValidationError) as refused:
        read("gas", "12")
    assert "`12 kg/t`" in refused.value.errors()[0]["ctx"]["help"]
