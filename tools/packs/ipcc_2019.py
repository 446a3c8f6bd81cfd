"""Process emissions and parameters of the IPCC 2019 Refinement, as bonsai-ipcc restates them.

Which published cell is which record or parameter stands in `ipcc_2019.mapping.csv`; what is left out, and why, in
`ipcc_shared.left_out.csv`.
"""

from __future__ import annotations

from pathlib import Path

from packs import ipcc_shared as shared

EDITION = "2019"


def rows() -> list[shared.Row]:
    """Every published cell the pack uses, as rows of the mapping."""
    return shared.mapping(EDITION)


def tables(data: Path) -> dict[str, str]:
    """The tables of the pack; `data` is the folder of the published files."""
    return shared.tables(EDITION, data, rows(), shared.names())
