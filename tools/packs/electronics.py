"""What the packs of electronics share: rows of `parameters.csv`, and the gases as the published tables write them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from carbonfoot.factors.layout import PARAMETER_COLUMNS
from packs import common

Row = dict[str, str]


class Gas(NamedTuple):
    """A gas of a published table; NF3 and C3F8 have rows of their own where the plasma is made outside the chamber."""

    key: str
    remote: bool
    short: str
    name_ko: str


def gases() -> dict[str, Gas]:
    """Gases by the way they are printed; blanks around are the reader's to strip."""
    rows = common.read_csv(Path(__file__).with_name("electronics.gases.csv"))
    return {
        row["printed"]: Gas(row["gas"], row["remote"] == "yes", row["short"], row["name_ko"]) for row in rows
    }


def parameter(**cells: str) -> Row:
    """A full row of `parameters.csv`; a misspelt column is an error here rather than an empty cell in the table."""
    unknown = set(cells) - set(PARAMETER_COLUMNS)
    if unknown:
        raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
    return {column: cells.get(column, "") for column in PARAMETER_COLUMNS}


def parameters_csv(rows: list[Row]) -> str:
    """The text of `parameters.csv`."""
    return common.to_csv(rows, PARAMETER_COLUMNS)


def gas_words(fed: Gas, formed: Gas | None) -> tuple[str, str, str, str]:
    """Quantity, English and Korean words, and search words of an unreacted share or of a by-product rate."""
    remote, remote_ko = (", remote plasma", ", 원격 플라즈마") if fed.remote else ("", "")
    if formed is None:
        return (
            "unreacted-share",
            f"{fed.short} leaving the tool unreacted{remote}",
            f"{fed.short} 미반응 배출 분율{remote_ko}",
            f"1-U;미반응률;이용률;utilization;{fed.name_ko}",
        )
    return (
        "by-product",
        f"{formed.short} formed from {fed.short}{remote}",
        f"{fed.short} 사용 시 {formed.short} 부산물 발생률{remote_ko}",
        f"B_{formed.short};by-product formation;부생가스;{fed.name_ko};{formed.name_ko}",
    )
