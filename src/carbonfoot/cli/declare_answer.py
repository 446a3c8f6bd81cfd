"""What `carbonfoot declare` writes and says: every declaration or none, and the findings of all documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.cli.declare_work import Made, Work
    from carbonfoot.findings.finding import Finding

SHOWN_IN_FULL = 20
"""Findings that stop it and are shown with their lines."""

FEW = 12
"""Warnings and notes that are all shown."""

NAMED = 20
"""Files that were written and are named; of more, how many there are."""

How = tuple[str, bool, bool]
"""Format of the answer, quiet, with what is incomplete."""


def give(
    works: list[Work],
    also: list[Finding],
    inputs: list[str],
    how: How,
    options: dict[str, Any],
    *,
    deprecate: bool = False,
) -> NoReturn:
    """Write all of it or nothing, say what is wrong, and leave with the code of the findings.

    `deprecate`: whether it was asked for, so that nothing to deprecate is said.
    """
    from carbonfoot.findings.finding import exit_code, severity

    format, quiet, incomplete = how
    findings = list(dict.fromkeys([*also, *(one for work in works for one in work.findings)]))
    every = [one for work in works for one in work.made]
    stopping = {severity(one) for one in findings} & ({"error"} if incomplete else {"error", "incomplete"})
    refused = bool(stopping) or not all(one.declared.content for one in every)
    made = [] if refused else every
    _write(made, [*inputs, *(file for work in works for file in work.files)])
    if format == "json":
        _json(works, made, findings, options)
    else:
        _text(works, made, findings, quiet)
    if deprecate and made and not quiet and not any(_deprecated(one) for one in made):
        output.talk("nothing was deprecated: nothing is replaced")
    raise SystemExit(exit_code(findings))


def _write(made: list[Made], inputs: list[str]) -> None:
    files = [one.target.file for one in made]
    _apart([one for one in files if one is not None])
    output.may_write_all(files, inputs)
    for folder in dict.fromkeys(
        os.path.dirname(one.target.file or "") for one in made if one.target.in_folder
    ):
        _make(folder)
    output.write_all([(one.content, one.target.file) for one in made if one.target.file is not None])


def _apart(files: list[str]) -> None:
    """A usage error where two results would go into one file, by whatever names."""
    seen = set()
    for one in files:
        file = os.path.normcase(os.path.realpath(one))
        if file in seen and (os.path.isfile(file) or not os.path.exists(file)):
            output.fail(f"{one}: two results would go into this file; choose another for one of them")
        seen.add(file)


def _json(works: list[Work], made: list[Made], findings: list[Finding], options: dict[str, Any]) -> None:
    from carbonfoot.findings.finding import sort_findings
    from carbonfoot.reports.envelope import answer, to_text
    from carbonfoot.reports.finding_text import to_json

    text_of = _texts(works)
    told = [to_json(one, text_of) for one in sort_findings(findings)]
    data = [
        {
            **({"document": one.target.document} if len(works) > 1 else {}),
            "format": one.target.format.name,
            "file": one.target.file,
            **_identity(one),
            **({"content": one.declared.content} if one.target.file is None else {}),
        }
        for one in made
    ]
    body = {"declarations": data} if made else None
    output.result(to_text(answer("declare", body, options, told)), None)


def _identity(one: Made) -> dict[str, Any]:
    """Of a format whose declarations have an id: the id, its status, and the ids that it replaces."""
    import json

    if not one.target.format.identified:
        return {}
    message = json.loads(one.declared.content)
    if "id" not in message:
        return {}  # a recipe that is kept apart
    return {"id": message["id"], "status": message["status"], "replaces": message.get("precedingPfIds", [])}


def _deprecated(one: Made) -> bool:
    return _identity(one).get("status") == "Deprecated"


def _text(works: list[Work], made: list[Made], findings: list[Finding], quiet: bool) -> None:
    for one in made:
        if one.target.file is None and isinstance(one.declared.content, str):
            output.result(one.declared.content, None)
    _show(works, findings, quiet)
    if not quiet:
        _written([one for one in made if one.target.file is not None])
        if not made:
            output.talk("nothing was written")


def _written(made: list[Made]) -> None:
    for one in made[:NAMED]:
        output.talk(f"written: {one.target.file} ({one.target.format.name})")
    if len(made) > NAMED:
        output.talk(f"written: {len(made) - NAMED:,} more files; `--format json` names all")


def _show(works: list[Work], findings: list[Finding], quiet: bool) -> None:
    """Findings on standard error: in full what stops, a line each for the rest (none with `quiet`).

    Many of one code are folded. Of the calculation, warnings are said again: its notes are for `carbonfoot calc`.
    """
    from carbonfoot.cli.folding import SHOWN_OF_A_CODE, folded
    from carbonfoot.findings.finding import count_text, severity, sort_findings
    from carbonfoot.reports.finding_text import render

    stopping = ("error", "incomplete")
    grave = sort_findings(one for one in findings if severity(one) in stopping)
    mild = sort_findings(one for one in findings if severity(one) not in stopping and not quiet)
    own = {one for work in works for made in work.made for one in made.declared.findings}
    room = len(mild) if len(mild) <= FEW else 0
    notes = folded((one for one in mild if severity(one) == "note" and one not in own), room)
    few = folded((one for one in mild if severity(one) != "note" or one in own), room or SHOWN_OF_A_CODE)
    text_of, coloured = _texts(works), output.colour(sys.stderr)
    if grave:
        text = render(grave[:SHOWN_IN_FULL], text_of, output.width(), coloured, counted=grave)
        if len(grave) > SHOWN_IN_FULL:
            text += f"the first {SHOWN_IN_FULL} are shown; `--format json` lists all\n"
        output.talk("\n" + text)
    if mild:
        shown = sort_findings([*few.shown, *notes.shown])
        text = render(shown, text_of, output.width(), coloured, concise=True, counted=mild)
        hidden = few.with_hidden_of(notes).rest
        if hidden:
            text = text or f"{count_text(mild)}\n"
            text += f"not shown: {', '.join(hidden)}; `carbonfoot calc` or `--format json` lists them\n"
        output.talk("\n" + text)


def _texts(works: list[Work]) -> Callable[[str], str | None]:
    """The text behind a display path, looked for once."""
    return cache(
        lambda display: next((text for work in works if (text := work.text_of(display)) is not None), None)
    )


def _make(folder: str) -> None:
    """Make the folder of files where it is not there yet."""
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        output.fail(f"cannot make the folder {folder}: {error.strerror}")
