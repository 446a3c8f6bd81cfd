"""`carbonfoot diff A B` for two installations: what changed for each good, split exactly by cause."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.choices import settings


def diff_installations(
    files: tuple[str, str],
    parameters: tuple[Sequence[str], Sequence[str]],
    shown: tuple[str, str | None, str, bool],
    refused: Sequence[str],
    top: int,
    *,
    as_exit_code: bool,
) -> NoReturn:
    """Calculate both, print, and end with the exit code; `shown`: format, output file, language, quiet."""
    from carbonfoot.cbam.differences import differences, moved
    from carbonfoot.cli.calc_installation import calculated, files_of, refuse, show
    from carbonfoot.findings.finding import exit_code, severity

    refuse(files[0], refused)
    format, target, language, quiet = shown
    outcomes = [calculated(file, given)[0] for file, given in zip(files, parameters, strict=True)]
    made_from = [
        read
        for outcome, file in zip(outcomes, files, strict=True)
        for read in files_of(outcome, settings(file).root)
    ]
    both = outcomes[0]._replace(
        findings=list(dict.fromkeys(one for outcome in outcomes for one in outcome.findings)),
        texts={**outcomes[0].texts, **outcomes[1].texts},
    )
    stopping = [one for one in both.findings if severity(one) == "error"]
    one, other = (outcome.result for outcome in outcomes)
    found = [] if one is None or other is None else differences(one, other)
    if format == "json":
        from carbonfoot.reports.cbam_json import findings_data
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.installation_diff import as_data

        data = None if one is None or other is None else as_data((one, other), found)
        options = {
            side: {"file": file, "parameters": list(given)}
            for side, file, given in zip("ab", files, parameters, strict=True)
        }
        whole = answer("diff-installation", data, options, findings_data(both._replace(findings=stopping)))
        output.result(to_text(whole), target, made_from)
    else:
        if one is not None and other is not None:
            from carbonfoot.reports.installation_diff import render
            from carbonfoot.reports.style import Style

            coloured = output.colour(sys.stdout) and target is None
            style = Style(output.width(), language, coloured, output.ascii_only())
            output.result(render((one, other), found, style, top), target, made_from)
        show(both, stopping, quiet)
    changed = any(one.before is None or one.after is None or moved(one.change) for one in found)
    raise SystemExit(exit_code(stopping) or int(as_exit_code and changed))
