"""`carbonfoot explain programme.yaml:measures/air`: where a number of a programme comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from carbonfoot.cli import output

LISTED = 12


def explain_programme(
    file: str, path: str, shown: tuple[str, str | None, bool], refused: Sequence[str], *, locked: bool
) -> NoReturn:
    """Print the steps behind what stands at a path, such as `measures/air`; `@2030` behind it names the year."""
    from carbonfoot.cli.programme import code_of, show, told_of
    from carbonfoot.programmes.told.explain import explain, names
    from carbonfoot.programmes.told.steps import as_data, as_text

    if refused:
        output.fail(f"{', '.join(refused)}: not of a programme; the document says it")
    format, target, quiet = shown
    programmed, told, findings, read, text_of = told_of(file, locked=locked)
    steps = None
    if told is not None:
        years = told.worked.years
        path, mark, text = path.partition("@")
        if mark and text not in map(str, years):
            output.fail(f"@{text}: the programme has {years[0]} to {years[-1]}")
        steps = explain(programmed, told, path, int(text) if mark else years[-1])
        if steps is None:
            output.fail(f"nothing of {file} stands at `{path}`; {_there(path, names(told))}")
    if format == "json":
        from carbonfoot.findings.finding import sort_findings
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.finding_text import to_json

        data = None if steps is None else {"path": path, "steps": as_data(steps)}
        told_findings = [to_json(one, text_of) for one in sort_findings(findings)]
        output.result(to_text(answer("explain-programme", data, {"path": path}, told_findings)), target, read)
    elif steps is not None:
        from carbonfoot.reports.style import Style

        output.result(as_text(steps, Style(output.width(), plain=output.ascii_only())), target, read)
    show(findings, text_of, quiet=quiet or bool(path))
    raise SystemExit(code_of(told, findings))


def _there(path: str, names: Sequence[str]) -> str:
    """What else could be asked for: of that kind where one is named, else one of each kind."""
    kind = path.partition("/")[0]
    of_kind = [one for one in names if one.partition("/")[0] == kind]
    if of_kind:
        rest = f" and {len(of_kind) - LISTED} more" if len(of_kind) > LISTED else ""
        return f"there are: {', '.join(of_kind[:LISTED])}{rest}"
    first: dict[str, str] = {}
    for one in names:
        first.setdefault(one.partition("/")[0], one)
    return f"ask such as: {', '.join(first.values())}"
