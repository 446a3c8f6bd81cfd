"""`carbonfoot explain installation.yaml:goods/73181542`: where a number of an installation comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.choices import settings


def explain_installation(
    file: str,
    path: str,
    shown: tuple[str, str | None, bool],
    parameters: Sequence[str],
    refused: Sequence[str],
) -> NoReturn:
    """Print the path of one good, process, precursor, source stream or source of energy; of all without a path."""
    from carbonfoot.cli.calc_installation import calculated, files_of, refuse, show
    from carbonfoot.findings.finding import exit_code, severity
    from carbonfoot.reports.installation_explain import Chosen, choose, names, stands_at

    refuse(file, refused)
    format, target, quiet = shown
    outcome, _ = calculated(file, parameters)
    made_from = files_of(outcome, settings(file).root)
    result = outcome.result
    chosen: Chosen | None = None
    findings = outcome.findings
    if result is not None:
        chosen = choose(result, path)
        if chosen is None:
            known = ", ".join(names(result)[:12])
            output.fail(f"nothing of {file} stands at `{path}`; there are: {known}")
        grave = ("error", "incomplete")
        findings = [one for one in findings if severity(one) in grave or stands_at(one, result, chosen)]
    outcome = outcome._replace(findings=findings)
    if format == "json":
        from carbonfoot.reports.cbam_json import findings_data
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.installation_explain import as_data

        data = None if result is None or chosen is None else as_data(result, chosen)
        options = {"path": path, "parameters": list(parameters)}
        whole = answer("explain-installation", data, options, findings_data(outcome))
        output.result(to_text(whole), target, made_from)
    else:
        if result is not None and chosen is not None:
            from carbonfoot.reports.installation_explain import as_text
            from carbonfoot.reports.style import Style

            style = Style(output.width(), plain=output.ascii_only())
            output.result(as_text(result, chosen, style), target, made_from)
        show(outcome, findings, quiet or not path)
    raise SystemExit(exit_code(findings))
