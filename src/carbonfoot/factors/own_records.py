"""The records of a user's own pack on their way into its compiled file: judged and inserted one by one."""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Iterator

from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library
from carbonfoot.factors.lint import judge, lint_table
from carbonfoot.factors.lint_cells import Cells
from carbonfoot.factors.lint_together import Known, dangling
from carbonfoot.factors.pack import PackError, Problem, Table, items_of

MOST_PROBLEMS = 200
"""Problems of one pack that are worth listing; a table with a wrong column has one a row."""


class OwnRecords:
    """The records of one pack; `known` is what they may refer to. Nothing is kept for each of them: they may be many."""

    def __init__(self, pack: str, known: Known, library: Library) -> None:
        self.pack = pack
        self.known = known
        self.problems: list[Problem] = []
        self._shipped: dict[str, str] = dict(library.rows("select item, kind from main.item"))
        self._supersedes: list[tuple[int, str]] = []

    def take(self, connection: sqlite3.Connection, path: str) -> list[Problem]:
        """Insert the records of a file; problems, of which the first `MOST_PROBLEMS` stand for all."""
        if not os.path.isfile(path):
            return []
        # Ids are compared once all rows are in: an index that grows row by row, in no order, is slow.
        columns = ", ".join((*RECORD_COLUMNS, "pack"))
        connection.execute(f"create temp table incoming (line integer, {columns})")
        marks = ",".join("?" * (len(RECORD_COLUMNS) + 2))
        try:
            connection.executemany(f"insert into incoming values ({marks})", self._rows(path))
        except PackError as error:
            self.problems += error.problems
            return self.problems
        self._compare(connection)
        if not self.problems:
            connection.execute(
                f"insert into record select {columns} from incoming order by item, geo, year, id"
            )
        connection.execute("drop table incoming")
        return self.problems

    def _rows(self, path: str) -> Iterator[tuple[str | int, ...]]:
        for line, cells in _read(path, self.pack):
            self._judge(line, cells)
            if len(self.problems) >= MOST_PROBLEMS:
                raise PackError(
                    [Problem(self.pack, "records.csv", "", "more problems follow; mend these first")]
                )
            yield (line, *map(cells.__getitem__, RECORD_COLUMNS), self.pack)

    def _judge(self, line: int, cells: Cells) -> None:
        found = [*judge(self.pack, "records.csv", cells)]
        if cells["supersedes"]:
            self._supersedes.append((line, cells["supersedes"]))
        found += dangling("records.csv", {**cells, "supersedes": ""}, self.known)
        item, kind = cells["item"], cells["kind"]
        if kind != self._shipped.get(item, kind):
            found.append(("kind", f"`{kind}`, but item `{item}` is {self._shipped[item]} in the library"))
        self.problems += [
            Problem(self.pack, f"records.csv:{line}", column, message) for column, message in found
        ]

    def _compare(self, connection: sqlite3.Connection) -> None:
        """Ids that stand twice, and ids of the pack itself that are not there."""
        sql = "select id, min(line), max(line) from incoming group by id having count(*) > 1 order by 2"
        for identity, line, again in connection.execute(sql):
            message = f"`{identity}` also stands in records.csv:{line}"
            self.problems.append(Problem(self.pack, f"records.csv:{again}", "id", message))
        sql = "select item, kind, min(line) from incoming group by item, kind order by item, 3"
        both = f"select item from ({sql}) group by item having count(*) > 1"
        first: dict[str, str] = {}
        for item, kind, line in connection.execute(f"select * from ({sql}) where item in ({both})"):
            if kind != first.setdefault(item, kind) and item not in self._shipped:
                message = f"`{kind}`, but item `{item}` is {first[item]} in an earlier row"
                self.problems.append(Problem(self.pack, f"records.csv:{line}", "kind", message))
        for line, text in self._supersedes:
            for identity in items_of(text):
                own = identity.startswith(f"{self.pack}:")
                if (
                    own
                    and not connection.execute("select 1 from incoming where id = ?", (identity,)).fetchone()
                ):
                    message = f"`{identity}` is in no records.csv"
                    self.problems.append(Problem(self.pack, f"records.csv:{line}", "supersedes", message))


def _read(path: str, pack: str) -> Iterator[tuple[int, Cells]]:
    """Rows of a records file by line. Raises PackError for a wrong header or row."""
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            wrong = list(lint_table(pack, Table("records.csv", tuple(next(reader, [])), [])))
            if wrong:
                raise PackError(wrong)
            for cells in reader:
                if len(cells) != len(RECORD_COLUMNS):
                    message = f"{len(cells)} cells where the header has {len(RECORD_COLUMNS)}"
                    raise PackError([Problem(pack, f"records.csv:{reader.line_num}", "", message)])
                yield reader.line_num, dict(zip(RECORD_COLUMNS, cells, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise PackError(
            [Problem(pack, "records.csv", "", f"not readable as CSV in UTF-8: {error}")]
        ) from None
