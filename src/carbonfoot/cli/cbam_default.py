"""`carbonfoot cbam default`: the default value of a code, its row, its mark-up, and why."""

from __future__ import annotations

import os

import typer

from carbonfoot.cli import output
from carbonfoot.cli.cbam import cbam
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, one_of, settings
from carbonfoot.cli.library import library_here
from carbonfoot.documents.settings import LANGUAGES

UNKNOWN = "unknown"


@cbam.command("default")
def default(
    codes: list[str] = typer.Argument(
        metavar="CN", help="CN code, such as 7318 15 42; with or without blanks."
    ),
    country: str | None = typer.Option(
        None,
        "--country",
        metavar="CODE",
        help="Country of origin, such as KR; `unknown` for a precursor takes Annex IV.",
    ),
    year: int | None = typer.Option(None, "--year", metavar="YEAR", help="Year of import; all by default."),
    good: str = typer.Option(
        "", "--good", metavar="WORDS", help="Which, where a code has several: grey clinker."
    ),
    route: str = typer.Option("", "--route", metavar="LETTER", help="Or the letter of its production route."),
    lang: str | None = LANG,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """The default value of a good, year by year. Base as printed, mark-up, and the row it is from."""
    from carbonfoot.cbam.codes import joined
    from carbonfoot.cbam.default_answer import ask
    from carbonfoot.reports.cbam_rules_json import default_json
    from carbonfoot.reports.cbam_rules_text import default_text
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.style import Style

    one_of(format, FORMATS, "--format")
    language = one_of(lang or settings(os.getcwd()).lang or "en", LANGUAGES, "--lang")
    if country is None:
        output.fail(
            "a default value is that of a country: --country KR"
            f" (--country {UNKNOWN} for a precursor whose country of production cannot be identified)"
        )
    asked = joined(codes)
    if len(asked) != 1:
        output.fail(f"one code at a time, not {len(asked)}: {', '.join(asked)}")
    library = library_here(format, "cbam-default")
    place = None if country.strip().casefold() == UNKNOWN else country.strip().upper()
    found = ask(library, asked[0], place, year, good, route)
    refusal = found.refusal
    if refusal is not None and refusal.kind == "call":
        output.fail(refusal.message + (f"; {refusal.help}" if refusal.help else ""))
    if format == "json":
        output.result(to_text(default_json(library, found)), output_file)
    elif refusal is None or refusal.rows:
        style = Style(output.width(), language, plain=output.ascii_only())
        output.result(default_text(library, found, style), output_file)
    if refusal is not None:
        output.talk(refusal.message + (f"; {refusal.help}" if refusal.help else ""))
        for one in found.beside[0] if found.beside else ():
            output.talk(f"printed before: {one.total:.3f} t CO2e/t ({one.edition}); {one.note}")
        raise SystemExit(4 if refusal.rows else 5)
