"""`carbonfoot calc folder/`, `carbonfoot calc a.yaml b.yaml`: the footprints of many parts."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of, settings
from carbonfoot.cli.folding import folded
from carbonfoot.cli.quality import counts
from carbonfoot.documents.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding
    from carbonfoot.portfolio.model import Portfolio
    from carbonfoot.reports.installation_many import Calculated

SHOWN_IN_FULL = 20
"""Findings that stop a total and are shown with their lines; more of them would hide what the first say."""


class Asked(NamedTuple):
    """What the command line says beside the documents."""

    format: str
    output: str | None
    gwp: str | None
    parameters: list[str]
    allow_incomplete: bool
    locked: bool
    conservative: bool
    uncertainty: str | None
    lang: str | None
    quiet: bool


def calc_many(parts: Sequence[str], asked: Asked, alone: Sequence[str] = ()) -> NoReturn:
    """Calculate, print, and end with the exit code of the worst; options that are of one part `alone` are refused."""
    if alone:
        output.fail(f"{', '.join(alone)}: name one PART; of many there is one line a product")
    if asked.parameters:
        output.fail("--set: parameters belong to one document; name that document alone")
    from carbonfoot.findings.finding import exit_code, severity
    from carbonfoot.pipeline import Options
    from carbonfoot.portfolio.gather import gather
    from carbonfoot.portfolio.run import calculate_all

    gc.disable()  # what is read is kept to the end, and looking for rubbish in it takes longer than reading it
    gathered = gather(parts)
    configs = {root: settings(root) for root in gathered.files}
    language = _language(asked.lang, configs)
    options = {
        root: Options(
            asked.gwp,
            (),
            config.gwp,
            config.packs,
            asked.locked,
            asked.conservative,
            *counts(asked.uncertainty, config),
        )
        for root, config in configs.items()
    }
    remarked = asked.format == "json" or not asked.quiet
    portfolio = calculate_all(gathered, options, remarked=remarked)
    installations = _installations(portfolio, gathered.installations, asked) if gathered.installations else []
    grave: list[Finding] = []
    mild: list[Finding] = []
    for finding in portfolio.findings:
        (grave if severity(finding) in ("error", "incomplete") else mild).append(finding)
    if asked.format == "json":
        from carbonfoot.reports.envelope import to_text
        from carbonfoot.reports.many_json import report

        told = Options(asked.gwp, (), None, (), asked.locked, asked.conservative)
        answer = report(portfolio, told, asked.allow_incomplete)
        if installations:
            from carbonfoot.reports.installation_many import entries

            answer["data"]["installations"] = entries(installations)
        output.result(to_text(answer), asked.output, portfolio.read)
    else:
        from carbonfoot.reports.many_text import render
        from carbonfoot.reports.style import Style

        coloured = output.colour(sys.stdout) and asked.output is None
        style = Style(output.width(), language, coloured, output.ascii_only())
        more: list[str] = []
        if installations:
            from carbonfoot.reports.installation_many import rows

            more = rows(installations, style)
        text = render(portfolio, style, asked.allow_incomplete, asked.quiet, more)
        if text:
            output.result(text, asked.output, portfolio.read)
        _show(portfolio, grave, mild, asked.quiet)
    code = exit_code(grave)
    if code == 0 and any(product.total is None for product in portfolio.products):
        code = 4
    if code == 0 and not portfolio.products and not installations:
        code = 5
    raise SystemExit(code)


def _installations(portfolio: Portfolio, files: Sequence[str], asked: Asked) -> list[Calculated]:
    """Documents of the border adjustment; their findings and texts join those of the parts."""
    from carbonfoot.cli.calc_installation import calculated, files_of, refuse
    from carbonfoot.documents.sources import display_path

    if not portfolio.products:
        options = {
            "--gwp": asked.gwp,
            "--allow-incomplete": asked.allow_incomplete,
            "--locked": asked.locked,
            "--conservative": asked.conservative,
            "--uncertainty": asked.uncertainty,
        }
        refuse(display_path(files[0]), [name for name, given in options.items() if given])
    found: list[Calculated] = []
    libraries: dict[str, Library] = {}
    for file in files:
        root = settings(file).root
        outcome, libraries[root] = calculated(file, (), libraries.get(root))
        found.append((display_path(file), outcome, libraries[root]))
        portfolio.findings.extend(one for one in outcome.findings if one not in portfolio.findings)
        portfolio.texts.update(outcome.texts)
        portfolio.read.extend(files_of(outcome, root))
    return found


def _language(stated: str | None, configs: dict[str, Settings]) -> str:
    """The language asked for, else the one that all projects agree on."""
    said = {config.lang for config in configs.values()}
    agreed = said.pop() if len(said) == 1 else None
    return one_of(stated or agreed or "en", LANGUAGES, "--lang")


def _show(portfolio: Portfolio, grave: list[Finding], mild: list[Finding], quiet: bool) -> None:
    """Findings on standard error: the first that stop a total in full, of the others some of every code."""
    from carbonfoot.findings.finding import sort_findings

    shown = sort_findings(grave)[:SHOWN_IN_FULL]
    few = folded([] if quiet else sort_findings(mild))
    if not shown and not few.shown:
        return
    from carbonfoot.reports.finding_text import render

    coloured = output.colour(sys.stderr)
    if shown:
        text = render(shown, portfolio.text_of, output.width(), coloured, counted=grave)
        if len(grave) > len(shown):
            text += f"the first {len(shown)} are shown; `--format json` lists all\n"
        output.talk("\n" + text)
    if few.shown:
        text = render(few.shown, portfolio.text_of, output.width(), coloured, concise=True, counted=mild)
        if few.hidden:
            text += f"not shown: {', '.join(few.rest)}; `--format json` lists all\n"
        output.talk("\n" + text)
