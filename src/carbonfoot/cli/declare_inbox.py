"""`carbonfoot declare --inbox FOLDER`: what came, what is valid, what changed, what it moves in our products."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of, settings, today
from carbonfoot.cli.folding import folded
from carbonfoot.cli.quality import counts
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.declarations.inbox.look import Project
    from carbonfoot.declarations.inbox.model import Inbox

SHOWN_IN_FULL = 20
"""Errors that are shown; of warnings and notes, some of every code. JSON has all."""


def declare_inbox(
    folder: str,
    project: str | None,
    day: str | None,
    format: str,
    output_file: str | None,
    lang: str | None,
    *,
    quiet: bool,
    top: int | None = None,
) -> NoReturn:
    """Look through a folder, print, and leave: 3 where a file is refused, 5 where there is nothing, else 0.

    project  the folder whose products are tried; the nearest project root of the working folder unless stated
    day      the day on which declarations have to hold, `2026-03-01`; the last of each product's period unless stated
    top      rows of each table of the text; JSON has all
    """
    if not os.path.isdir(folder):
        output.fail(
            f"--inbox {folder}: there is no such folder"
            if not os.path.exists(folder)
            else f"--inbox {folder}: name a folder"
        )
    if project is not None and not os.path.isdir(project):
        output.fail(f"--project {project}: there is no such folder")
    on = _day(day)
    from carbonfoot.declarations.inbox.look import look

    gc.disable()  # what is read is kept to the end
    root, tried = _project(project)
    language = one_of(lang or settings(root).lang or "en", LANGUAGES, "--lang")
    inbox = look(folder, tried, today(), on)
    options = {"inbox": folder, "project": project, "on": on or None}
    if format == "json":
        from functools import cache

        from carbonfoot.declarations.inbox.answer import report
        from carbonfoot.documents.sources import text_for_excerpt
        from carbonfoot.reports.envelope import to_text

        output.result(to_text(report(inbox, options, cache(text_for_excerpt))), output_file, _read(inbox))
    else:
        from carbonfoot.declarations.inbox.text import ROWS, render
        from carbonfoot.reports.style import Style

        coloured = output.colour(sys.stdout) and output_file is None
        style = Style(output.width(), language, coloured, output.ascii_only())
        output.result(render(inbox, style, top or ROWS), output_file, _read(inbox))
        _show(inbox, quiet=quiet)
    if inbox.refused:
        raise SystemExit(3)
    raise SystemExit(0 if inbox.came else 5)


def _day(given: str | None) -> str:
    """A day as ISO 8601; "" where none is asked for."""
    if given is None:
        return ""
    from datetime import date

    try:
        if len(given) != len("2026-03-01"):
            raise ValueError
        return date.fromisoformat(given).isoformat()
    except ValueError:
        output.fail(f"--on {given}: write a day as 2026-03-01")


def _project(given: str | None) -> tuple[str, Project]:
    """The root whose products are tried, and its documents; finding none is no fault."""
    from carbonfoot.declarations.inbox.look import Project
    from carbonfoot.documents.roots import find_root
    from carbonfoot.pipeline import Options
    from carbonfoot.portfolio.gather import gather

    root = os.path.realpath(given) if given is not None else find_root(os.getcwd())
    gathered = gather([root])
    options = {}
    for one in gathered.files:
        config = settings(one)
        options[one] = Options(None, (), config.gwp, config.packs, False, False, *counts("none", config))
    return root, Project(root, gathered, options)


def _read(inbox: Inbox) -> list[str]:
    """Files that the answer is made from, which it may not be written over."""
    return [*(one.file for one in inbox.came), *inbox.refused, *inbox.other]


def _show(inbox: Inbox, *, quiet: bool) -> None:
    """Findings on standard error."""
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.finding_text import render

    given = sort_findings(dict.fromkeys(inbox.findings))
    stopping = ("error", "incomplete")
    grave = [one for one in given if severity(one) in stopping]
    mild = folded([] if quiet else [one for one in given if severity(one) not in stopping])
    shown = grave[:SHOWN_IN_FULL] + mild.shown
    if not shown:
        return
    counted = grave if quiet else given
    text = render(shown, text_for_excerpt, output.width(), output.colour(sys.stderr), counted=counted)
    hidden = mild.rest
    if len(grave) > SHOWN_IN_FULL:
        hidden.insert(0, f"{len(grave) - SHOWN_IN_FULL:,} that refuse files")
    if hidden:
        text += f"not shown: {', '.join(hidden)}; `--format json` lists all\n"
    output.talk("\n" + text)
