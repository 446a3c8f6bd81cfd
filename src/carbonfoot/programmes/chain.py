"""Declarations of a programme that were written before: which stands for which product, and what it replaced."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding
from carbonfoot.programmes.model import Made, Worked

BEFORE, AFTER = "before", "after"


class Chain(NamedTuple):
    """Ids of the declarations of a product, without and with the measures: the second replaces the first."""

    before: str
    after: str


def names(worked: Worked, suffix: str) -> dict[int, str]:
    """The file of each product by its number: its id, and the number behind it where another has the same."""
    plain = {made.number: re.sub(r"[^\w.-]", "_", made.id) for made in worked.products}
    folded = [one.casefold() for one in plain.values()]
    return {
        number: f"{name}-{number}{suffix}" if folded.count(name.casefold()) > 1 else f"{name}{suffix}"
        for number, name in plain.items()
    }


def stated(worked: Worked, folder: str, suffix: str) -> tuple[Mapping[int, Chain], list[Finding]]:
    """The declarations in a folder that `carbonfoot programme declare` wrote, by product; a finding where one is not right."""
    found: dict[int, Chain] = {}
    findings: list[Finding] = []
    of = names(worked, suffix)
    for made in worked.products:
        ids = []
        for key in (BEFORE, AFTER):
            file = os.path.join(folder, key, of[made.number])
            read = _read(worked, made, file, findings)
            if read is not None:
                ids.append((read, file))
        if len(ids) < 2:  # noqa: PLR2004
            continue
        ((before, _), _), ((after, preceding), file) = ids
        if before not in preceding:
            message = (
                f"`{display_path(file)}` does not replace `{before}`, the declaration before the measures"
            )
            help = "write both again with `carbonfoot programme declare`"
            findings.append(Finding("CF904", message, worked.source.display, _place(made), help=help))
            continue
        found[made.number] = Chain(before, after)
    return found, findings


def _read(
    worked: Worked, made: Made, file: str, findings: list[Finding]
) -> tuple[str, tuple[str, ...]] | None:
    """The id of a declaration, and of those that it replaces."""
    shown, where = display_path(file), worked.source.display
    try:
        with open(file, encoding="utf-8") as stream:
            message = json.load(stream)
    except OSError:
        help = "write it with `carbonfoot programme declare`"
        findings.append(
            Finding(
                "CF001", f"there is no declaration `{shown}` of `{made.id}`", where, _place(made), help=help
            )
        )
        return None
    except ValueError:
        message = None
    id = message.get("id") if isinstance(message, dict) else None
    if not isinstance(id, str):
        help = "write it again with `carbonfoot programme declare`"
        findings.append(Finding("CF901", f"`{shown}` is no declaration", where, _place(made), help=help))
        return None
    preceding = message.get("precedingPfIds")
    return id, tuple(map(str, preceding)) if isinstance(preceding, list) else ()


def _place(made: Made) -> tuple[str | int, ...]:
    return (*made.place, "document")
