"""Goods of Annex I to Regulation (EU) 2023/956, by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.cbam.codes import beginnings

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library


class CbamGood(NamedTuple):
    """A row of `cbam_goods`. `annex_ii`: direct emissions alone are in scope; `partial`: only some goods of the code."""

    id: str
    cn: str
    description: str
    sector: str
    category: str
    category_ko: str
    ghg: str
    scope: str
    annex_ii: bool
    partial: bool
    unit: str
    de_minimis: bool
    status: str
    verified: str
    act: str
    annex: str
    edition: str
    note: str

    @property
    def covered(self) -> bool:
        """Whether the law in force covers it."""
        return self.status == "in-force"


_COLUMNS = (
    "id, cn_code, description, sector, category, category_ko, ghg, emissions_in_scope, annex_ii, partial,"
    " functional_unit, de_minimis, status, verified, act, annex, edition, note"
)


_YES = ("annex_ii", "partial", "de_minimis")


def _good(row: tuple[str, ...]) -> CbamGood:
    cells: dict[str, Any] = dict(zip(CbamGood._fields, row, strict=True))
    cells["description"] = cells["description"].replace("|", " ")  # a no-break space of the Commission's list
    return CbamGood(**{key: one == "yes" if key in _YES else one for key, one in cells.items()})


def goods(library: Library, code: str) -> list[CbamGood]:
    """Every good that a code of 4 to 10 digits stands for: the longest listed code that begins it, else all below it."""
    starts = beginnings(code)
    listed = ", ".join("?" * len(starts))
    sql = f"select {_COLUMNS} from cbam_goods where cn_code "
    rows = library.rows(f"{sql} in ({listed}) order by cn_code", *starts)
    if rows:
        longest = max(len(row[1]) for row in rows)
        return [_good(row) for row in rows if len(row[1]) == longest]
    rows = library.rows(f"{sql} > ? and cn_code < ? order by cn_code", code, f"{code}:")  # : follows 9
    return [_good(row) for row in rows]


def good(library: Library, code: str) -> CbamGood | None:
    """The good in force of a code of 8 or 10 digits; None where the law does not cover it."""
    return next((one for one in goods(library, code) if one.covered and code.startswith(one.cn)), None)


def of_category(library: Library, category: str) -> CbamGood | None:
    """Any good in force of an aggregated goods category: what holds for all of them, not its code."""
    rows = library.rows(
        f"select {_COLUMNS} from cbam_goods where lower(category) = lower(?) and status = 'in-force' order by cn_code",
        category,
    )
    return _good(rows[0]) if rows else None


def categories(library: Library) -> list[str]:
    """Every aggregated goods category in force."""
    return [
        row[0] for row in library.rows("select distinct category from cbam_goods where status = 'in-force'")
    ]
