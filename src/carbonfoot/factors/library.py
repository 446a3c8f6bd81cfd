"""Open the compiled factor library and look things up in it. This module is on the path of every `calc`.

An installed package reads the file that was compiled into the wheel. In a checkout the packs themselves are the
truth: their bytes are hashed at each opening, and a library of another hash is never used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from carbonfoot.factors.records import Gas, Record, Region

if TYPE_CHECKING:
    import sqlite3

    from carbonfoot.factors.parameters import Parameter

__all__ = ["Gas", "Library", "LibraryError", "Record", "Region", "open_library"]

COMPILED_NAME = "library.sqlite3"
SCHEMA = "5"
"""Version of the compiled tables that this module reads."""

_VIEWS = ("pack", "record", "region", "parameter", "anchor", "alias", "item", "word", "code")
"""Tables of which an attached pack may have rows; gases are the library's own."""

NUMBERS_APART = 1_000_000_000
"""Between the numbers of items of one attached file and the next."""

_HERE = os.path.dirname(os.path.realpath(__file__))


OWN_PACKS = "packs"
"""Folder of a project in which every folder with a `pack.yaml` is a pack that is laid over the library."""

MAX_SUGGESTIONS = 25
"""Unknown names in one run that are worth looking for similar ones."""


class LibraryError(Exception):
    """No usable factor library: not found, not readable, or packs that do not compile."""


class Library:
    """Look-ups in one compiled library file, opened read-only. Raises LibraryError when the file is not one."""

    def __init__(self, path: str) -> None:
        import sqlite3

        self.schemas = ["main"]
        self.rationed = True  # suggestions: after some in one run there are no more
        self._asked: dict[tuple[str, tuple[str, ...] | None], list[Record]] = {}
        self._parameters: dict[str, list[Parameter]] = {}
        self._shipped: frozenset[str] | None = None
        self._gases: dict[str, Gas | None] = {}
        self._regions: dict[str, Region | None] = {}
        self._near: dict[tuple[str, int], list[tuple[str, str]]] = {}
        self._groups: dict[str, list[str]] | None = None
        self._packs: dict[str, dict[str, str]] | None = None
        try:
            self._connection: sqlite3.Connection = sqlite3.connect(_uri(path), uri=True)
            try:
                self._meta = dict(self._connection.execute("select key, value from meta"))
            except sqlite3.Error:
                self._connection.close()
                raise
        except sqlite3.Error as error:
            raise LibraryError(f"cannot read the factor library {path}: {error}") from None
        self._rules = {table: ["main"] for table in str(self._meta.get("rule_tables", "")).split()}
        if self._meta.get("schema") != SCHEMA:
            self.close()
            raise LibraryError(f"the factor library {path} was compiled by another version of carbonfoot")

    @property
    def hash(self) -> str:
        """Content hash of the packs that the library was compiled from."""
        return str(self._meta["content_hash"])

    def attach(self, path: str) -> None:
        """Lay the compiled file of a user's pack over the library; its rows stand beside those of the packs shipped.

        Raises LibraryError when the file cannot be read, or when there are too many.
        """
        import sqlite3

        name = f"own{len(self.schemas)}"
        try:
            self._connection.execute(f"attach ? as {name}", (_uri(path),))
        except sqlite3.Error as error:
            raise LibraryError(f"cannot lay {path} over the factor library: {error}") from None
        self.schemas.append(name)
        for table in _VIEWS:
            self._connection.execute(f"drop view if exists temp.{table}")
            number = f"number + {NUMBERS_APART} * {{}} as number"
            shift = {
                "item": f"{number}, item, kind, name, name_ko, names, records, rank",
                "word": f"key, {number}, what",
                "code": f"code, {number}",
            }
            parts = [
                f"select {shift.get(table, '*').format(at)} from {schema}.{table}"
                for at, schema in enumerate(self.schemas)
            ]
            # A view of the temporary schema stands before a table of the same name in every query.
            self._connection.execute(f"create temp view {table} as {' union all '.join(parts)}")
        self._attach_rules(name)
        self._asked.clear()
        self._parameters.clear()
        self._near.clear()
        self._regions.clear()
        self._groups = self._packs = None

    def _attach_rules(self, schema: str) -> None:
        """Rules of an attached pack stand beside those of the library, each row with its pack."""
        found = self.rows(f"select value from {schema}.meta where key = 'rule_tables'")
        for table in str(found[0][0]).split() if found else ():
            self._rules.setdefault(table, []).append(schema)
            parts = [f"select * from {one}.{table}" for one in self._rules[table]]
            self._connection.execute(f"drop view if exists temp.{table}")
            self._connection.execute(f"create temp view {table} as {' union all '.join(parts)}")

    def close(self) -> None:
        """Close the file; look-ups fail afterwards."""
        self._connection.close()

    def __del__(self) -> None:
        if hasattr(self, "_connection"):
            self._connection.close()

    def rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Rows of a query on the tables of `docs/formats/factor-pack.md`; for modules of this room."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except UnicodeEncodeError:  # bytes of the command line that are no text: nothing is called so
            return []

    def records(self, item: str, geos: list[str] | None = None) -> list[Record]:
        """Records of an item by region, year and id, of all regions or of those given.

        Name the regions where an item has thousands of records, such as `electricity/grid`.
        """
        asked = (item, None if geos is None else tuple(geos))
        if asked not in self._asked:  # a bill of materials names the same items again and again
            sql = "select * from record where item = ?"
            if geos is not None:
                sql += f" and geo in ({','.join('?' * len(geos))})"
            rows = self.rows(f"{sql} order by geo, year, id", item, *(geos or ()))
            self._asked[asked] = [Record._make(row) for row in rows]
        return list(self._asked[asked])

    def record(self, id: str) -> Record | None:
        """The record with this id."""
        rows = self.rows("select * from record where id = ?", id)
        return Record._make(rows[0]) if rows else None

    def has_item(self, item: str) -> bool:
        """Whether any record carries this item path, exactly as written."""
        return bool(self.rows("select 1 from item where item = ?", item))

    def items_treated(self, route: str) -> list[str]:
        """Waste items with a record that covers this treatment itself, not only the haulage; the general ones first."""
        sql = (
            "select distinct item from record where kind = 'waste' and boundary = 'treatment' and route = ? "
        )
        sql += "order by length(item) - length(replace(item, '/', '')), item"
        return [str(row[0]) for row in self.rows(sql, route)]

    def items(self, prefix: str = "") -> list[tuple[str, str, int]]:
        """Item paths that begin with `prefix`, each with its kind and number of records, sorted."""
        sql = "select item, kind, records from item where substr(item, 1, ?) = ? order by item"
        found: dict[str, tuple[str, str, int]] = {}
        for item, kind, count in self.rows(sql, len(prefix), prefix):
            found[item] = (str(item), str(kind), int(count) + found.get(item, ("", "", 0))[2])
        return list(found.values())

    def parameters(self, item: str) -> list[Parameter]:
        """Parameters of an item by quantity, substance, product and id."""
        if item not in self._parameters:  # a method asks for every gas and by-product of the same item
            from carbonfoot.factors.parameters import Parameter

            rows = self.rows(
                "select * from parameter where item = ? order by quantity, substance, product, id", item
            )
            self._parameters[item] = [Parameter._make(row) for row in rows]
        return list(self._parameters[item])

    def parameter(self, id: str) -> Parameter | None:
        """The parameter with this id."""
        from carbonfoot.factors.parameters import Parameter

        rows = self.rows("select * from parameter where id = ?", id)
        return Parameter._make(rows[0]) if rows else None

    def parameter_items(
        self, prefix: str = "", geo: str | None = None, pack: str | None = None
    ) -> list[tuple[str, int]]:
        """Items of parameters that begin with `prefix`, each with how many of the region and pack, sorted."""
        sql, values = "select item, count(*) from parameter where substr(item, 1, ?) = ?", [prefix]
        for column, value in (("geo", geo), ("pack", pack)):
            if value is not None:
                sql += f" and {column} = ?"
                values.append(value)
        rows = self.rows(f"{sql} group by item order by item", len(prefix), *values)
        return [(str(item), int(count)) for item, count in rows]

    def item_name(self, item: str) -> str:
        """English name of an item."""
        rows = self.rows("select name from item where item = ? order by number", item)
        return str(rows[0][0]) if rows else ""

    def rule_tables(self) -> list[str]:
        """Names of the tables that hold rules of a law, row by row."""
        return list(self._rules)

    def shipped_packs(self) -> frozenset[str]:
        """Ids of the packs of the library itself, without those laid over it."""
        if self._shipped is None:
            self._shipped = frozenset(str(row[0]) for row in self.rows("select id from main.pack"))
        return self._shipped

    def nearest_items(self, name: str, n: int = 5) -> list[tuple[str, str]]:
        """At most `n` items (path, name) whose path, last part or names look most like `name`, best first."""
        from carbonfoot.factors.search import closest

        if (name, n) not in self._near:
            # A document full of unknown names needs no suggestion for each: the search for one takes some 30 ms.
            self._near[name, n] = (
                closest(self, name, n) if len(self._near) < MAX_SUGGESTIONS or not self.rationed else []
            )
        return self._near[name, n]

    def pack(self, id: str) -> dict[str, str]:
        """Keys of a pack's `pack.yaml` as text, with `hash` added. Raises KeyError for an unknown pack."""
        return self._all_packs()[id]

    def packs(self) -> list[str]:
        """Ids of all packs, sorted."""
        return list(self._all_packs())

    def _all_packs(self) -> dict[str, dict[str, str]]:
        if self._packs is None:
            cursor = self._connection.execute("select * from pack order by id")
            keys = [column[0] for column in cursor.description]
            self._packs = {row[0]: dict(zip(keys, row, strict=True)) for row in cursor}
        return self._packs

    def gas(self, name: str) -> Gas | None:
        """The gas with this key, alias, formula or name, in any case; None when unknown or when several share it."""
        if name not in self._gases:
            rows = self.rows("select gas.* from gas_alias join gas using (gas) where alias = ?", fold(name))
            self._gases[name] = Gas._make(rows[0]) if rows else None
        return self._gases[name]

    def gases(self) -> list[Gas]:
        """All gases, by key."""
        return [Gas._make(row) for row in self.rows("select * from gas order by gas")]

    def gwp(self, gas: str, gwp_set: str) -> float | None:
        """GWP100 of a gas in kg CO2e per kg; None when the gas is unknown or the set gives no value for it.

        Raises ValueError for a set that the library does not hold.
        """
        if gwp_set not in ("AR4", "AR5", "AR6"):
            raise ValueError(f"no GWP set `{gwp_set}`")
        found = self.gas(gas)
        value: str = getattr(found, gwp_set) if found else ""
        return float(value) if value else None

    def region(self, code: str) -> Region | None:
        """The region with this code, exactly as written."""
        if code not in self._regions:
            rows = self.rows("select * from region where code = ?", code)
            self._regions[code] = Region._make(rows[0]) if rows else None
        return self._regions[code]

    def region_name(self, code: str, lang: str = "en") -> str:
        """Name of a region in English or Korean; the code itself when unknown."""
        region = self.region(code)
        if region is None:
            return code
        return region.name_ko if lang == "ko" and region.name_ko else region.name

    def groups_of(self, code: str) -> list[str]:
        """Codes of the wider regions around a code, nearest first and the world last; empty when unknown.

        Smaller groups stand before larger ones: `CN-GD` gives its grid, then `CN`, the groups of `CN`, and `GLO`.
        """
        if self._groups is None:
            self._groups = {}
            rows = self.rows("select code, members from region where members <> ''")
            for group, members in sorted(rows, key=lambda row: (row[1].count(";"), row[0])):
                for member in members.split(";"):
                    self._groups.setdefault(member.strip(), []).append(group)
        found: list[str] = []
        region = self.region(code)
        while region is not None and region.level != "world":
            wider = [*self._groups.get(region.code, ()), region.parent]
            region = self.region(region.parent) if region.parent not in found else None
            found += [group for group in wider if group and group not in found]
        return found


def fold(text: str) -> str:
    """A name as gas aliases are compared: compatibility forms resolved, case and outer blanks ignored."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return text.strip().casefold()


def open_library(here: str = _HERE) -> Library:
    """The library of this installation; `here` is the folder of this module. Raises LibraryError."""
    factors_dir = _checkout(here)
    if factors_dir is not None:
        return _open_checkout(factors_dir)
    compiled = os.path.join(here, COMPILED_NAME)
    if os.path.isfile(compiled):
        return Library(compiled)
    raise LibraryError(
        f"no factor library beside {here}: install carbonfoot again, from a wheel or a whole checkout"
    )


def _checkout(here: str) -> str | None:
    """The `factors` folder of the checkout that the module runs from: `<repo>/src/carbonfoot/factors` only."""
    source = os.path.dirname(os.path.dirname(here))
    repo = os.path.dirname(source)
    factors_dir = os.path.join(repo, "factors")
    # The build hook marks our own repository: somebody's `src` folder with a `factors` folder beside it is not.
    if os.path.basename(source) != "src" or not os.path.isfile(os.path.join(repo, "hatch_build.py")):
        return None
    return factors_dir if os.path.isdir(factors_dir) else None


def _open_checkout(factors_dir: str) -> Library:
    from carbonfoot.factors.cache import kept
    from carbonfoot.factors.compile import compile_library, content_hash
    from carbonfoot.factors.pack import PackError

    content = content_hash(factors_dir)
    try:
        path = kept(
            f"library-{content}.sqlite3",
            lambda file: compiled_hash(file) == content,
            lambda file: compile_library(factors_dir, file),
        )
    except PackError as error:
        raise LibraryError(f"the factor packs in {factors_dir} do not compile:\n{error}") from None
    if not path:
        raise LibraryError("no folder to keep the compiled factor library in; set CARBONFOOT_CACHE to one")
    return Library(path)


def compiled_hash(path: str) -> str:
    """Content hash of a compiled file; empty for a file that is damaged or of another version."""
    try:
        library = Library(path)
    except LibraryError:
        return ""
    content = library.hash
    library.close()
    return content


def _uri(path: str) -> str:
    """A read-only SQLite address; every byte outside the plain ones is written as `%XX`."""
    plain = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    path = os.path.abspath(path)
    if os.sep != "/":
        # C:\folder becomes /C:/folder; \\server\share becomes //server/share behind an empty authority.
        path = path.replace(os.sep, "/")
        path = path if path.startswith("/") else f"/{path}"
    quoted = "".join(chr(byte) if byte in plain else f"%{byte:02X}" for byte in os.fsencode(path))
    return f"file://{quoted}?mode=ro&immutable=1"
