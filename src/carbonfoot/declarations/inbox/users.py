"""The lines of a project that draw on declarations, and those that could."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from carbonfoot.declarations.inbox.makers import company_words, folded, tail
from carbonfoot.declarations.inbox.model import Came, Edit, Proposed, Use
from carbonfoot.documents.lines import Line, Process
from carbonfoot.documents.load import Loaded
from carbonfoot.documents.part import KIND, Part
from carbonfoot.documents.places import locate
from carbonfoot.documents.references import references
from carbonfoot.documents.roots import resolve_reference
from carbonfoot.findings.finding import Path

_BARE = re.compile(r"[\w(.][\w ()./+,=@~-]*(#[\w:.-]+)?")
"""A path that YAML reads as it stands; `#` without a space before it is part of it."""

_SHORT = 8
_ORDINARY = 3
"""An id of so many letters is a word like any other: only the whole name may be it."""


def uses(loaded: Mapping[str, Loaded], roots: Mapping[str, str], day: str) -> list[Use]:
    """Every line that draws on a declaration, by document and place; `day` where one is asked for."""
    found = []
    for file in sorted(loaded, key=lambda one: loaded[one].source.display):
        document = loaded[file]
        if not document.received:
            continue
        written = {path: text for path, text in references(document.part) if path[-1] == "declaration"}
        for path, declared in document.received.items():
            found.append(
                Use(
                    file,
                    document.source.display,
                    path,
                    roots[file],
                    _name(document, path),
                    _line(document, path),
                    written.get(path, ""),
                    day or document.part.period.end,
                    declared,
                )
            )
    return found


def _name(document: Loaded, path: Path) -> str:
    """How the document calls the line; a single mapping stands for a list of one."""
    node: Any = document.source.data
    for step in path[:-1]:
        if isinstance(node, list) and isinstance(step, int):
            node = node[step]
        elif isinstance(node, dict) and isinstance(step, str):
            node = node.get(step)
    return str(node.get("name", "")) if isinstance(node, dict) else ""


def _line(document: Loaded, path: Path) -> int:
    place = locate(document.source.text, path, "value")
    return place.line


def edit(use: Use, came: Came, *, probably: bool) -> Edit:
    """What to write in place of what the line says now."""
    text, put, as_ = _reference(use.file, use.root, use.reference, came)
    return Edit(use, came.declared, probably, f"declaration: {text}", put, as_)


def _reference(file: str, root: str, old: str, came: Came) -> tuple[str, str, str]:
    """The reference as YAML, and what has to be put where first."""
    folder = os.path.dirname(file)
    behind = f"#{came.declared.id}" if came.members > 1 else ""
    try:
        direct = os.path.relpath(came.file, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        direct = ""
    usable = direct and "#" not in direct  # behind which the id begins
    target, problem = resolve_reference(file, direct, root) if usable else (None, None)
    if target is not None and problem is None:
        return _yaml(direct + behind), "", ""
    beside = os.path.dirname(old.partition("#")[0]) or "received"
    name = re.sub(r"[^0-9A-Za-z-]", "", came.declared.id)[:_SHORT] or "declaration"
    there = f"{beside}/{name}.json"
    return _yaml(there + behind), came.declared.file, there


def _yaml(text: str) -> str:
    return text if _BARE.fullmatch(text) and ": " not in text else json.dumps(text, ensure_ascii=False)


def proposals(
    loaded: Mapping[str, Loaded],
    roots: Mapping[str, str],
    came: Iterable[Came],
    holds: Callable[[Came, str], bool],
) -> list[Proposed]:
    """Lines without a declaration that name the supplier and the product, or its id, of one that came.

    holds  whether a declaration is the newest on a day, here the last of the document's period
    """
    by_maker: dict[tuple[str, ...], dict[str, list[Came]]] = {}
    for one in came:
        named = by_maker.setdefault(company_words(one.declared.company), {})
        for name in {folded(one.declared.product), *map(tail, one.declared.product_ids)} - {""}:
            named.setdefault(name, []).append(one)
    found = []
    for file in sorted(loaded, key=lambda one: loaded[one].source.display) if by_maker else ():
        document = loaded[file]
        if document.part.carbonfoot != KIND:
            continue
        for path, line in _lines_of(document.part):
            for one in _meant(line.name, by_maker.get(company_words(line.supplier or ""), {})):
                if holds(one, document.part.period.end):
                    text, put, _ = _reference(file, roots[file], "", one)
                    found.append(
                        Proposed(
                            document.source.display,
                            path,
                            _line(document, (*path, "name")),
                            line.name,
                            line.supplier or "",
                            one.declared,
                            f"declaration: {text}",
                            put,
                        )
                    )
    return found


def _meant(name: str, named: Mapping[str, list[Came]]) -> list[Came]:
    """Declarations whose product has the name of a line, or an id that is the name or a word of it."""
    given = folded(name)
    words = {word.strip("()[],;") for word in given.split()} if named else set()
    found = [*named.get(given, ())]
    for word in sorted(word for word in words if len(word) > _ORDINARY):
        found += [one for one in named.get(word, ()) if word in map(tail, one.declared.product_ids)]
    return list({one.declared.id: one for one in found}.values())


def _lines_of(part: Part) -> Iterator[tuple[Path, Line]]:
    """Lines that a supplier's declaration could stand behind, at any depth of sub-assembly."""
    for key in ("inputs", "tooling", "packaging", "use"):
        yield from _inside(getattr(part, key), (key,))
    yield from _of_processes(part.processes, ())


def _inside(lines: list[Line] | None, base: Path) -> Iterator[tuple[Path, Line]]:
    for index, line in enumerate(lines or []):
        path = (*base, index)
        if not (line.product or line.declaration or line.circular or line.inputs or line.processes):
            if line.supplier:
                yield path, line
            continue
        yield from _inside(line.inputs, (*path, "inputs"))
        yield from _of_processes(line.processes, path)


def _of_processes(processes: list[Process] | None, base: Path) -> Iterator[tuple[Path, Line]]:
    for index, process in enumerate(processes or []):
        yield from _inside(process.inputs, (*base, "processes", index, "inputs"))
