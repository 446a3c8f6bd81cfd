"""`carbonfoot calc part.yaml`: the footprint of a part, or of many."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.calc_whatif import WhatIf
from carbonfoot.cli.choices import (
    DEBUG,
    FORMAT,
    FORMATS,
    GWP,
    LANG,
    LOCKED,
    OUTPUT,
    QUIET,
    SET,
    WAYS,
    installation_at,
    one_of,
    settings,
)
from carbonfoot.cli.quality import asked, counts, told
from carbonfoot.documents.settings import GWP_SETS, LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.cli.quality import Asked as Wanted
    from carbonfoot.cli.quality import Told
    from carbonfoot.documents.settings import Settings
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding
    from carbonfoot.pipeline import Options, Outcome
    from carbonfoot.reports.calc_groups import View
    from carbonfoot.reports.style import Style


def calc(
    parts: list[str] | None = typer.Argument(
        None,
        metavar="PART...",
        help="A part document, a site or an installation; or several, or folders of them, for a table of products.",
    ),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    gwp: str | None = GWP,
    set_: list[str] = SET,
    allow_incomplete: bool = typer.Option(
        False, "--allow-incomplete", help="Show what is known while lines are missing."
    ),
    locked: bool = LOCKED,
    conservative: bool = typer.Option(
        False,
        "--conservative",
        help="Take the worst record where origin or route is missing; say whom to ask.",
    ),
    uncertainty: str | None = typer.Option(
        None,
        "--uncertainty",
        metavar="all|stated|sourced-only|none",
        help="What counts as uncertain: also what is assumed (all), what documents state, what a source states.",
    ),
    draws: int | None = typer.Option(None, "--draws", metavar="N", help="Monte Carlo with so many draws."),
    seed: int | None = typer.Option(None, "--seed", metavar="S", help="Other draws; 1 unless stated."),
    compare: str | None = typer.Option(
        None, "--compare", metavar="OTHER", help="How likely PART is lower than this other part."
    ),
    system: str | None = typer.Option(
        None, "--system", metavar="FILE.json", help="Solve a neutral system of activities instead of a part."
    ),
    contributions: str | None = typer.Option(
        None, "--contributions", metavar="ID", help="With --system: take the demand of this id apart."
    ),
    allocation: str | None = typer.Option(
        None,
        "--allocation",
        metavar="METHOD",
        help="Allocate co-products by this method; `all` compares every method.",
    ),
    scenario: list[str] = typer.Option(
        [], "--scenario", metavar="NAME|all", help="Compute a scenario of the document, or compare several."
    ),
    sensitivity: bool = typer.Option(
        False, "--sensitivity", help="Also say what 1 % more of each input does to the total."
    ),
    target: str | None = typer.Option(
        None,
        "--target",
        metavar="AMOUNT",
        help="Also say which value of each input alone would reach it, such as '6.0 kg CO2e'.",
    ),
    by: list[str] = typer.Option(
        [],
        "--by",
        metavar="WAY",
        help="Group the text by stage, item, tier, country, supplier, gas, method, tag, data, document, activity.",
    ),
    top: int | None = typer.Option(
        None,
        "--top",
        metavar="N",
        min=1,
        help="Only the largest N of each level, group and ranking by themselves.",
    ),
    depth: int | None = typer.Option(
        None,
        "--depth",
        metavar="N",
        min=1,
        help="Levels of lines in the text; 1: those of the product alone.",
    ),
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Footprints of parts, embedded emissions of installations. It says where every number is from."""
    from carbonfoot.findings.finding import exit_code

    one_of(format, FORMATS, "--format")
    view_given = bool(by) or top is not None or depth is not None
    _fitting_view(by, format, view_given)
    if (not parts) == (system is None):
        output.fail("name a PART, or a file with --system")
    of_a_part = {
        "--gwp": gwp,
        "--set": set_,
        "--allow-incomplete": allow_incomplete,
        "--locked": locked,
        "--conservative": conservative,
        "--uncertainty": uncertainty,
    }
    of_one_part = {
        "--compare": compare,
        "--allocation": allocation,
        "--scenario": scenario,
        "--sensitivity": sensitivity,
        "--target": target,
        "--by": by,
        "--top": top,
        "--depth": depth,
    }
    if system is not None or not parts:
        _system(
            system or "",
            {**of_a_part, **of_one_part},
            (format, output_file, quiet),
            contributions,
            (draws, seed),
        )
    if contributions is not None:
        output.fail("--contributions needs --system")
    of_one_part |= {"--draws": draws, "--seed": seed}
    _installation(parts, (format, output_file, lang, quiet), set_, top, {**of_a_part, **of_one_part})
    if locked and conservative:
        output.fail(
            "--locked and --conservative: choose one; the worst is taken of all records, not of the pinned"
        )
    if len(parts) > 1 or os.path.isdir(parts[0]):
        from carbonfoot.cli.calc_many import Asked, calc_many

        chosen = one_of(gwp, GWP_SETS, "--gwp") if gwp is not None else None
        given = (format, output_file, chosen, set_, allow_incomplete, locked, conservative, uncertainty)
        calc_many(parts, Asked(*given, lang, quiet), _given(of_one_part))
    wanted = asked(draws, seed, compare)
    config = settings(parts[0])
    language = one_of(lang or config.lang or "en", LANGUAGES, "--lang")
    options = options_of(
        gwp,
        set_,
        config,
        locked=locked,
        conservative=conservative,
        uncertainty=uncertainty,
        allocation=allocation or "",
    )
    shaped = view_given or bool(wanted.draws or wanted.compare)
    what_if = WhatIf(scenario, target, allow_incomplete, sensitivity=sensitivity, shaped=shaped)
    outcome = what_if.outcome(parts[0], options, calculated, (format, output_file, language, quiet))
    found = told(outcome, options, wanted)
    if format == "json":
        answer = what_if.into(_answer(outcome, options, found, wanted, allow_incomplete))
        from carbonfoot.reports.envelope import to_text

        output.result(to_text(answer), output_file, outcome.documents.files())
    else:
        from carbonfoot.reports.calc_groups import View

        view = View(tuple(by), top, depth)
        coloured = output.colour(sys.stdout) and output_file is None
        text = _text(outcome, found, wanted, what_if, view, (language, coloured, allow_incomplete, quiet))
        if text:
            output.result(text, output_file, outcome.documents.files())
        show_findings(outcome, outcome.findings, quiet)
        if found.other is not None:
            show_findings(found.other, found.other.findings, quiet)
    outcomes = [outcome] if found.other is None else [outcome, found.other]
    code = exit_code([finding for one in outcomes for finding in one.findings])
    if code == 0 and any(one.footprint is not None and one.footprint.total is None for one in outcomes):
        code = 4
    raise SystemExit(code)


def _answer(
    outcome: Outcome, options: Options, found: Told, wanted: Wanted, allow_incomplete: bool
) -> dict[str, Any]:
    """The result for programs."""
    from carbonfoot.reports.calc_json import report

    answer = report(outcome, options, allow_incomplete)
    if wanted.draws or wanted.compare:
        from carbonfoot.reports.draws_json import add

        add(answer, found.drawn, found.compared, found.other, wanted)
    return answer


def _text(
    outcome: Outcome,
    found: Told,
    wanted: Wanted,
    what_if: WhatIf,
    view: View,
    told_as: tuple[str, bool, bool, bool],
) -> str:
    """The result for people; `told_as`: language, colour, with what is incomplete, quiet."""
    from carbonfoot.reports.calc_text import render
    from carbonfoot.reports.style import Style

    language, coloured, allow_incomplete, quiet = told_as
    style = Style(output.width(), language, coloured, output.ascii_only())
    more = _rows_of_draws(outcome, found, wanted, style)
    text = render(outcome, style, allow_incomplete, quiet, view, more)
    return what_if.around(text, style, view.top)


def _given(options: Mapping[str, object]) -> list[str]:
    """Names of the options that the command line has."""
    return [
        name for name, value in options.items() if value is not None and value is not False and value != []
    ]


def _installation(
    parts: list[str],
    shown: tuple[str, str | None, str | None, bool],
    parameters: list[str],
    top: int | None,
    options: Mapping[str, object],
) -> None:
    """The goods of a document of the border adjustment, which takes no options of a footprint; a part goes on."""
    if len(parts) == 1 and installation_at(parts[0]):
        from carbonfoot.cli.calc_installation import calc_installation

        refused = _given({**options, "--set": None, "--top": None})
        calc_installation(parts[0], shown, parameters, top, refused)


def _system(
    file: str,
    of_a_part: Mapping[str, object],
    shown: tuple[str, str | None, bool],
    contributions: str | None,
    drawn: tuple[int | None, int | None],
) -> NoReturn:
    """The footprints of a neutral system, which takes no options of a part."""
    given = _given(of_a_part)
    if given:
        output.fail(f"--system: {', '.join(given)} {'is' if len(given) == 1 else 'are'} of a PART")
    from carbonfoot.cli.system import system as calc_system

    calc_system(file, *shown, contributions, *drawn)


def _rows_of_draws(outcome: Outcome, found: Told, wanted: Wanted, style: Style) -> list[str]:
    """What draws and comparisons came to, where they were asked for."""
    if outcome.footprint is None or not (wanted.draws or wanted.compare):
        return []
    from carbonfoot.reports.draws_text import rows

    return rows(outcome.footprint, found.drawn, found.compared, style, drawn=bool(wanted.draws))


def _fitting_view(by: list[str], format: str, given: bool) -> None:
    """Refuse ways of grouping that are not known, and what shapes a text where none is printed."""
    for way in by:
        one_of(way, WAYS, "--by")
    if format == "json" and given:
        output.fail("--by, --top and --depth shape the text; `--format json` always has every group and line")


def run(
    file: str,
    gwp: str | None,
    parameters: list[str],
    config: Settings,
    *,
    locked: bool = False,
    conservative: bool = False,
    uncertainty: str | None = None,
    allocation: str = "",
) -> tuple[Outcome, Options]:
    """The calculation behind `calc` and `explain`."""
    options = options_of(
        gwp,
        parameters,
        config,
        locked=locked,
        conservative=conservative,
        uncertainty=uncertainty,
        allocation=allocation,
    )
    return calculated(file, options), options


def calculated(file: str, options: Options, library: Library | None = None) -> Outcome:
    """The calculation of one document, or a usage error; a `library` has the packs of the project laid over it already."""
    from carbonfoot.pipeline import UsageError, calculate

    try:
        return calculate(file, options, library)
    except UsageError as error:
        output.fail(str(error))


def options_of(
    gwp: str | None,
    parameters: list[str],
    config: Settings,
    *,
    locked: bool,
    conservative: bool,
    uncertainty: str | None,
    allocation: str = "",
) -> Options:
    """What the command line says, then the document, then the project."""
    from carbonfoot.pipeline import Options

    chosen = one_of(gwp, GWP_SETS, "--gwp") if gwp is not None else None
    kept = (config.gwp, config.packs, locked, conservative, *counts(uncertainty, config), allocation)
    return Options(chosen, tuple(parameters), *kept)


def show_findings(outcome: Outcome, findings: list[Finding], quiet: bool) -> None:
    """Findings on standard error: in full what stops a total, a line each for the rest (none of it with `quiet`)."""
    from carbonfoot.findings.finding import severity, sort_findings

    stopping = ("error", "incomplete")
    grave = sort_findings(finding for finding in findings if severity(finding) in stopping)
    mild = sort_findings(finding for finding in findings if severity(finding) not in stopping and not quiet)
    if not grave and not mild:
        return
    from carbonfoot.reports.finding_text import render

    text_of, coloured = outcome.documents.text_of, output.colour(sys.stderr)
    if grave:
        output.talk("\n" + render(grave, text_of, output.width(), coloured))
    if mild:
        output.talk("\n" + render(mild, text_of, output.width(), coloured, concise=True))
