"""`carbonfoot cbam scope`: whether codes are covered, and what then counts."""

from __future__ import annotations

import os

import typer

from carbonfoot.cli import output
from carbonfoot.cli.cbam import cbam
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, one_of, settings
from carbonfoot.cli.library import library_here
from carbonfoot.documents.settings import LANGUAGES


@cbam.command("scope")
def scope(
    codes: list[str] = typer.Argument(
        metavar="CN...", help="CN codes of 4 to 10 digits, such as 7318 15 42; with or without blanks."
    ),
    lang: str | None = LANG,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Covered or not, and why. Category, gases, what is in scope, unit, routes, threshold. Exit 1 where one is not."""
    from carbonfoot.cbam.codes import joined
    from carbonfoot.cbam.scope import scope as found_by
    from carbonfoot.reports.cbam_scope_json import scope_json
    from carbonfoot.reports.cbam_scope_text import scope_text
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.style import Style

    one_of(format, FORMATS, "--format")
    language = one_of(lang or settings(os.getcwd()).lang or "en", LANGUAGES, "--lang")
    library = library_here(format, "cbam-scope")
    found = []
    for code in joined(codes):
        one = found_by(library, code)
        if one is None:
            output.fail(f"`{code}` is no CN code: 4, 6, 8 or 10 digits, such as 7318 15 42")
        found.append(one)
    if format == "json":
        output.result(to_text(scope_json(found)), output_file)
    else:
        style = Style(output.width(), language, plain=output.ascii_only())
        output.result(scope_text(found, style), output_file)
    if any(one.status in ("not-covered", "excepted") for one in found):
        raise SystemExit(1)
    if any(not one.covered for one in found):
        raise SystemExit(5)
