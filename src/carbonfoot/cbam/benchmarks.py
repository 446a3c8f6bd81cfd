"""CBAM benchmarks of goods, and the factors of a year that free allocation is multiplied by.

Source: Implementing Regulation (EU) 2025/2620, Annex; Directive 2003/87/EC, Article 10a(1a) and 10a(5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.codes import beginnings

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

ACTUAL, DEFAULT = "A", "B"
"""Column of a good whose actual values are declared: its own process alone; and of default values: the whole chain."""


class Benchmark(NamedTuple):
    """A benchmark, t CO2e per t of goods.

    route    letter of the act; empty where the benchmark does not depend on it
    marker   `1` or `2` as published; which years it stands for is read by public tools, not from the act's text
    carried  the table ends before `year`: the last benchmark is carried on
    """

    cn: str
    column: str
    route: str
    marker: str
    year: int
    value: float
    carried: bool
    row: str
    verified: str
    act: str
    edition: str
    note: str


class YearFactors(NamedTuple):
    """The CBAM factor (share of free allocation that remains) and the cross-sectoral factor of a year of import.

    carried  the cross-sectoral factor of the year is not set yet: the last one is carried on
    """

    year: int
    cbam: float
    cross_sectoral: float
    carried: bool
    rows: tuple[str, str]

    @property
    def product(self) -> float:
        """What a benchmark is multiplied by."""
        return self.cbam * self.cross_sectoral


class NoBenchmark(Exception):
    """There is no benchmark or factor, or several: `message`, `help`, and the `routes` to choose from."""

    def __init__(self, message: str, help: str = "", routes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.routes = routes


_COLUMNS = "id, cn_code, bm_column, route, period, year_from, year_to, value, verified, act, edition, note"


def benchmark(library: Library, cn: str, column: str, year: int, route: str = "") -> Benchmark:
    """The benchmark of a code of 8 or 10 digits for imports of a year. Raises `NoBenchmark`.

    column  `ACTUAL` or `DEFAULT`
    route   letter, or letters with `;` between them as the default values name them: the one that the code has counts.
            Ignored where the benchmark does not depend on it (2025/2621, Annex I, introductory part).
    """
    starts = beginnings(cn)
    listed = ", ".join("?" * len(starts))
    sql = f"select {_COLUMNS} from cbam_benchmarks where cn_code in ({listed}) and bm_column = ? order by id"
    rows = library.rows(sql, *starts, column)
    if not rows:
        raise NoBenchmark(f"no benchmark for {cn}", "the act lists benchmarks by codes of 8 digits")
    longest = max(len(row[1]) for row in rows)
    rows = [row for row in rows if len(row[1]) == longest]
    row, carried = _of_year(_of_route(rows, cn, route), cn, year)
    return Benchmark(
        row[1], row[2], row[3], row[4], year, float(row[7]), carried, row[0], row[8], row[9], row[10], row[11]
    )


def routes(library: Library, cn: str, column: str) -> tuple[str, ...]:
    """Letters of the routes that the benchmark of a code depends on; empty where it does not."""
    starts = beginnings(cn)
    listed = ", ".join("?" * len(starts))
    sql = f"select distinct route from cbam_benchmarks where cn_code in ({listed}) and bm_column = ?"
    rows = library.rows(f"{sql} and route <> '' order by route", *starts, column)
    return tuple(row[0] for row in rows)


def _of_route(rows: list[tuple[str, ...]], cn: str, route: str) -> list[tuple[str, ...]]:
    known = tuple(sorted({row[3] for row in rows} - {""}))
    if not known:
        return rows
    asked = {one.strip().upper() for one in route.split(";")} - {""}
    fitting = [one for one in known if one in asked]
    if len(fitting) != 1:
        given = f" and `{route}` is not one of them" if asked and not fitting else ""
        message = f"the benchmark of {cn} depends on the production route{given}"
        raise NoBenchmark(message, f"state the route: {', '.join(known)}", known)
    return [row for row in rows if row[3] == fitting[0]]


def _of_year(rows: list[tuple[str, ...]], what: str, year: int) -> tuple[tuple[str, ...], bool]:
    """The row of a year, or the last one before it, and whether it was carried on."""
    begun = [row for row in rows if int(row[5]) <= year]
    if not begun:
        first = min(int(row[5]) for row in rows)
        raise NoBenchmark(f"nothing is set for {what} in {year}", f"certificates are due from {first}")
    row = max(begun, key=lambda one: int(one[5]))
    return row, bool(row[6]) and int(row[6]) < year


def year_factors(library: Library, year: int) -> YearFactors:
    """The factors of a year of import. Raises `NoBenchmark` for a year before the mechanism."""
    cbam, _ = _constant(library, "cbam-factor", year)
    cross, carried = _constant(library, "cross-sectoral-factor", year)
    return YearFactors(year, float(cbam[7]), float(cross[7]), carried, (cbam[0], cross[0]))


def years(library: Library) -> range:
    """From the first year of the mechanism to the one without free allocation."""
    first, last = library.rows(
        "select min(year_from), max(year_from) from cbam_constants where kind = 'cbam-factor'"
    )[0]
    return range(int(first), int(last) + 1)


def de_minimis(library: Library) -> float:
    """The threshold of an importer and year, in t of goods."""
    rows = library.rows("select value from cbam_constants where kind = 'de-minimis' and unit = 't'")
    return float(rows[0][0])


def _constant(library: Library, kind: str, year: int) -> tuple[tuple[str, ...], bool]:
    rows = library.rows(
        "select id, name, kind, '', '', year_from, year_to, value from cbam_constants where kind = ?", kind
    )
    return _of_year(rows, f"the {kind.replace('-', ' ')}", year)
