"""What `carbonfoot declare` writes and says: every declaration or none, and the findings of all documents."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.cli.declare_work import Made, Work
    from carbonfoot.findings.finding import Finding

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
    for one in made:
        output.may_write(one.target.file, inputs)
    for one in made:
        if one.target.in_folder:
            _folder_of(one.target.file or "")
    output.write_all([(one.content, one.target.file) for one in made if one.target.file is not None])


def _json(works: list[Work], made: list[Made], findings: list[Finding], options: dict[str, Any]) -> None:
    from carbonfoot.findings.finding import sort_findings
    from carbonfoot.reports.envelope import answer, to_text
    from carbonfoot.reports.finding_text import to_json

    told = [to_json(one, lambda display: _text_of(works, display)) for one in sort_findings(findings)]
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
    return {"id": message["id"], "status": message["status"], "replaces": message.get("precedingPfIds", [])}


def _deprecated(one: Made) -> bool:
    return _identity(one).get("status") == "Deprecated"


def _text(works: list[Work], made: list[Made], findings: list[Finding], quiet: bool) -> None:
    for one in made:
        if one.target.file is None and isinstance(one.declared.content, str):
            output.result(one.declared.content, None)
    _show(works, findings, quiet)
    for one in made:
        if one.target.file is not None and not quiet:
            output.talk(f"written: {one.target.file} ({one.target.format.name})")
    if not made and not quiet:
        output.talk("nothing was written")


def _show(works: list[Work], findings: list[Finding], quiet: bool) -> None:
    """Findings on standard error: in full what stops, a line each for the rest (none with `quiet`)."""
    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.finding_text import render

    stopping = ("error", "incomplete")
    grave = sort_findings(one for one in findings if severity(one) in stopping)
    mild = sort_findings(one for one in findings if severity(one) not in stopping and not quiet)
    coloured = output.colour(sys.stderr)
    for some, concise in ((grave, False), (mild, True)):
        if some:
            text = render(
                some,
                lambda display: _text_of(works, display),
                output.width(),
                coloured,
                concise=concise,
            )
            output.talk("\n" + text)


def _text_of(works: list[Work], display: str) -> str | None:
    return next((text for work in works if (text := work.text_of(display)) is not None), None)


def _folder_of(file: str) -> None:
    """Make the folder of a file where it is not there yet."""
    folder = os.path.dirname(file)
    try:
        os.makedirs(folder or ".", exist_ok=True)
    except OSError as error:
        output.fail(f"cannot make the folder {folder}: {error.strerror}")
