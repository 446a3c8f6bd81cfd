"""The factor library as a command sees it: with the packs of the project that the command runs in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from carbonfoot.cli import output
from carbonfoot.cli.choices import settings

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding


def library_here(format: str = "text", name: str = "") -> Library:
    """The library with the packs of the working folder's project; packs that cannot be used stop the command (3).

    With `format` json the findings go into the envelope of the answer called `name`.
    """
    from carbonfoot.factors.library import open_library
    from carbonfoot.pipeline import own_packs

    library = open_library()
    here = settings(os.getcwd())
    findings = own_packs(library, here.root, here.packs)
    if findings:
        if format == "json":
            from carbonfoot.documents.sources import text_for_excerpt
            from carbonfoot.reports.envelope import answer, to_text
            from carbonfoot.reports.finding_text import to_json

            told = [to_json(finding, text_for_excerpt) for finding in findings]
            output.result(to_text(answer(name, None, findings=told)), None)
        else:
            show(findings)
        raise SystemExit(3)
    return library


def text_for_excerpt(display: str) -> str | None:
    """The text of a file for carets; None for a workbook."""
    from carbonfoot.documents import sources
    from carbonfoot.intake import sheets

    if display.casefold().endswith((".yaml", ".yml", ".toml")):
        return sources.text_for_excerpt(display)
    return sheets.text_for_excerpt(display)


def show(findings: list[Finding], concise: bool = False) -> None:
    """Findings on standard error, with the lines they stand at; a workbook has none."""
    from carbonfoot.reports.finding_text import render

    text = render(findings, text_for_excerpt, output.width(), output.colour(sys.stderr), concise=concise)
    output.talk("\n" + text)
