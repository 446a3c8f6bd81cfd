"""`carbonfoot calc installation.yaml`: the embedded emissions of an installation's goods (CBAM)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of, settings
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.cbam.model import Outcome
    from carbonfoot.documents.fields import Value
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding

_NO_INTERVAL = "embedded emissions are numbers of monitored data; the act knows no interval of them"
_LINES = "there are no lines of a footprint; `--top N` shortens the lists"
_CHANGE = (
    "a monitored period has no variants: give a parameter with --set, or `carbonfoot diff` two documents"
)

REASONS = {
    "--gwp": "GWPs are fixed by the act (Implementing Regulation (EU) 2025/2547, Annex II, G, table 6)",
    "--allow-incomplete": "an installation is calculated whole or refused; what has no data takes the default value",
    "--locked": "no records are picked; the tables of the act hold",
    "--conservative": "where data are missing the act sets default values; nothing is chosen",
    "--uncertainty": _NO_INTERVAL,
    "--draws": _NO_INTERVAL,
    "--seed": _NO_INTERVAL,
    "--compare": "`carbonfoot diff A B` compares the goods of two installations",
    "--allocation": "attribution is fixed by the act (Annex III); `attribution:` of a process says which of its ways",
    "--scenario": _CHANGE,
    "--sensitivity": _CHANGE,
    "--target": _CHANGE,
    "--by": _LINES,
    "--depth": _LINES,
}
"""Options of a footprint, and why an installation takes none of them."""

Shown = tuple[str, str | None, str | None, bool]
"""Format, output file, language as given, quiet."""


def calc_installation(
    file: str, shown: Shown, parameters: Sequence[str], top: int | None, refused: Sequence[str]
) -> NoReturn:
    """Calculate, print, and end with the exit code; options that are of a footprint are refused with a reason."""
    refuse(file, refused)
    from carbonfoot.findings.finding import exit_code

    format, target, lang, quiet = shown
    config = settings(file)
    language = one_of(lang or config.lang or "en", LANGUAGES, "--lang")
    outcome, library = calculated(file, parameters)
    made_from = files_of(outcome, config.root)
    if format == "json":
        from carbonfoot.reports.cbam_json import report
        from carbonfoot.reports.envelope import to_text

        output.result(to_text(report(outcome, library, parameters)), target, made_from)
    else:
        from carbonfoot.reports.installation_text import render
        from carbonfoot.reports.style import Style

        coloured = output.colour(sys.stdout) and target is None
        style = Style(output.width(), language, coloured, output.ascii_only())
        text = render(outcome, library, style, top, quiet=quiet)
        if text:
            output.result(text, target, made_from)
        show(outcome, outcome.findings, quiet)
    raise SystemExit(exit_code(outcome.findings))


def refuse(file: str, options: Sequence[str]) -> None:
    """A usage error for options of a footprint, each with its reason."""
    if options:
        said = "\n".join(f"{name}: {REASONS[name]}" for name in options)
        output.fail(f"{file} is an installation (CBAM), which takes no options of a footprint\n{said}")


def calculated(
    file: str, parameters: Sequence[str] = (), library: Library | None = None
) -> tuple[Outcome, Library]:
    """An installation and the library behind it; a usage error for a parameter that it does not have.

    A `library` that is given has the packs of the project laid over it already.
    """
    from carbonfoot.cbam.calculate import calculate
    from carbonfoot.cbam.model import Outcome
    from carbonfoot.factors.library import OWN_PACKS, open_library

    config = settings(file)
    if library is None:
        library = open_library()
        if config.packs or os.path.isdir(os.path.join(config.root, OWN_PACKS)):
            from carbonfoot.pipeline import own_packs

            stopping = own_packs(library, config.root, config.packs)
            if stopping:
                return Outcome(None, stopping, [file], {}), library
    overrides = _overrides(file, tuple(parameters)) if parameters else {}
    return calculate(file, library, config.root, overrides), library


def _overrides(file: str, parameters: tuple[str, ...]) -> dict[str, Value]:
    """Parameters of the command line; a usage error for one that the document does not have."""
    from carbonfoot.documents.sources import read_source
    from carbonfoot.pipeline import UsageError, known_parameters, overrides_of

    source, _ = read_source(os.path.realpath(file))
    data = {} if source is None or not isinstance(source.data, dict) else source.data
    known = data.get("parameters")
    try:
        overrides = overrides_of(parameters)
        known_parameters(parameters, known if isinstance(known, dict) else {})
    except UsageError as error:
        output.fail(str(error))
    return overrides


def files_of(outcome: Outcome, root: str) -> list[str]:
    """Every file that was read."""
    from carbonfoot.documents.roots import LOCK_FILE, ROOT_FILE

    return [*outcome.files, os.path.join(root, ROOT_FILE), os.path.join(root, LOCK_FILE)]


def show(outcome: Outcome, findings: Sequence[Finding], quiet: bool) -> None:
    """Findings on standard error: in full what refuses the document, a line each for the rest (none with `quiet`)."""
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.finding_text import render

    def text_of(display: str) -> str | None:
        return outcome.texts.get(display) or text_for_excerpt(display)

    stopping = ("error", "incomplete")
    grave = sort_findings(finding for finding in findings if severity(finding) in stopping)
    mild = sort_findings(finding for finding in findings if severity(finding) not in stopping and not quiet)
    coloured = output.colour(sys.stderr)
    if grave:
        output.talk("\n" + render(grave, text_of, output.width(), coloured))
    if mild:
        output.talk("\n" + render(mild, text_of, output.width(), coloured, concise=True))
