"""Read one factor pack, `pack.yaml` and its CSV tables, into plain rows. What a row must hold is judged in `lint`.

`csv` and `yaml` are imported where a file is read: opening a compiled library lists packs but reads none.
"""

from __future__ import annotations

import os
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with a pack: `row` names the file and line, `column` the cell; both may be empty."""

    pack: str
    row: str
    column: str
    message: str

    def __str__(self) -> str:
        place = " ".join(part for part in (self.pack, self.row, self.column) if part)
        return f"{place}: {self.message}"


class PackError(Exception):
    """Packs that cannot be compiled; `problems` lists every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Row(NamedTuple):
    """One line of a table: the line number in the file and the cells by column name, as published."""

    line: int
    cells: dict[str, str]


class Table(NamedTuple):
    """One CSV file of a pack, rows in the order of the file."""

    name: str
    header: tuple[str, ...]
    rows: list[Row]


class Pack(NamedTuple):
    """One pack folder: the keys of `pack.yaml` as text, and its tables by file name."""

    id: str
    keys: dict[str, str]
    tables: dict[str, Table]


def read_keys(path: str) -> dict[str, str]:
    """Keys of a `pack.yaml`, every value as the text written there; nested values and repeated keys are refused.

    Raises PackError.
    """
    import yaml

    folder = os.path.basename(os.path.dirname(path))

    def refuse(message: str, line: int = 0) -> PackError:
        place = f"pack.yaml:{line + 1}" if line else "pack.yaml"
        return PackError([Problem(folder, place, "", message)])

    try:
        with open(path, encoding="utf-8") as stream:
            # The tree, not the values: `yaml.load` would turn `NO`, dates and editions into something else.
            tree = yaml.compose(stream, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise refuse(f"not readable as YAML in UTF-8: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise refuse("nested too deep") from None
    if not isinstance(tree, yaml.MappingNode):
        raise refuse("must be a mapping of keys to text")
    keys: dict[str, str] = {}
    for key, value in tree.value:
        line = key.start_mark.line
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise refuse("every key must hold one text", line)
        if key.value in keys:
            raise refuse(f"key `{key.value}` stands twice", line)
        keys[key.value] = str(value.value)
    return keys


def read_table(path: str) -> Table:
    """One CSV file in UTF-8. A row with a wrong number of cells, or a repeated column, is refused.

    Raises PackError.
    """
    import csv

    folder, name = os.path.basename(os.path.dirname(path)), os.path.basename(path)
    problems: list[Problem] = []
    rows: list[Row] = []
    header: list[str] = []
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            twice = sorted({column for column in header if header.count(column) > 1})
            problems += [Problem(folder, f"{name}:1", column, "column stands twice") for column in twice]
            for cells in reader:
                if len(cells) == len(header):
                    rows.append(Row(reader.line_num, dict(zip(header, cells, strict=True))))
                else:
                    message = f"{len(cells)} cells where the header has {len(header)}"
                    problems.append(Problem(folder, f"{name}:{reader.line_num}", "", message))
    except (csv.Error, UnicodeDecodeError) as error:
        problems.append(Problem(folder, name, "", f"not readable as CSV in UTF-8: {error}"))
    if problems:
        raise PackError(problems)
    return Table(name, tuple(header), rows)


def read_pack(folder: str) -> Pack:
    """One pack from its folder. Raises PackError with every unreadable part."""
    name = os.path.basename(os.path.normpath(folder))
    files = pack_files(folder)
    if "pack.yaml" not in files:
        raise PackError([Problem(name, "", "", "folder with tables but without pack.yaml")])
    problems: list[Problem] = []
    keys: dict[str, str] = {}
    tables: dict[str, Table] = {}
    for file in files:
        path = os.path.join(folder, file)
        try:
            if file == "pack.yaml":
                keys = read_keys(path)
            else:
                tables[file] = read_table(path)
        except PackError as error:
            problems += error.problems
    if problems:
        raise PackError(problems)
    return Pack(name, keys, tables)


def read_packs(factors_dir: str) -> list[Pack]:
    """Every pack of a folder, by name. Raises PackError with the problems of all packs together."""
    problems: list[Problem] = []
    packs: list[Pack] = []
    for name in pack_folders(factors_dir):
        try:
            packs.append(read_pack(os.path.join(factors_dir, name)))
        except PackError as error:
            problems += error.problems
    if problems:
        raise PackError(problems)
    return packs


def pack_folders(factors_dir: str) -> list[str]:
    """Names of the folders that hold a `pack.yaml` or a table, sorted; hidden and `_` folders are left out."""
    with os.scandir(factors_dir) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir() and entry.name[0] not in "._")
    return [name for name in names if pack_files(os.path.join(factors_dir, name))]


def pack_files(folder: str) -> list[str]:
    """Names of the files that make a pack, sorted: `pack.yaml` and `*.csv`."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.is_file()]
    return sorted(
        name for name in names if name == "pack.yaml" or (name.endswith(".csv") and name[0] not in "._")
    )


def not_read(folder: str) -> list[Problem]:
    """What looks like a part of a pack and is none of `pack_files`: another spelling, a folder, a pipe."""
    name = os.path.basename(folder)
    taken = pack_files(folder)
    found = []
    for entry in sorted(os.listdir(folder)):
        alike = entry.lower().endswith(".csv") or entry.lower() in ("pack.yaml", "pack.yml")
        if not alike or entry in taken or entry[0] in "._":
            continue
        wanted = "pack.yaml" if entry.lower().startswith("pack.y") else entry.lower()
        why = f"not read; call it {wanted}" if entry != wanted else "not read: it is no file"
        found.append(Problem(name, entry, "", why))
    return found


def items_of(text: str) -> list[str]:
    """Parts of a `;`-list without blanks around them; none for an empty cell."""
    return [part.strip() for part in text.split(";")] if text.strip() else []
