"""`carbonfoot methods list|search|show`: which emission methods there are, and what each of them needs."""

from __future__ import annotations

import os

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, one_of, settings
from carbonfoot.documents.settings import LANGUAGES

methods = typer.Typer(help="Look into the emission methods.", no_args_is_help=True, rich_markup_mode=None)


def _lang(lang: str | None) -> str:
    return one_of(lang or settings(os.getcwd()).lang or "en", LANGUAGES, "--lang")


@methods.command("list")
def list_(
    sector: str = typer.Argument("", metavar="SECTOR", help="One sector, such as minerals; all without it."),
    lang: str | None = LANG,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """All methods by sector: id, tier, title."""
    from carbonfoot.methods.registry import find, ids
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.methods_json import list_json
    from carbonfoot.reports.methods_text import list_text

    one_of(format, FORMATS, "--format")
    language = _lang(lang)
    wanted = sector.rstrip("/")
    found = [id for id in ids() if not wanted or id.partition("/")[0] == wanted]
    if not found:
        known = ", ".join(sorted({id.partition("/")[0] for id in ids()}))
        output.talk(f"no method of a sector `{sector}`; the sectors are {known}")
        raise SystemExit(5)
    every = [method for method in map(find, found) if method is not None]
    if format == "json":
        output.result(to_text(list_json(every, {"sector": wanted} if wanted else {})), output_file)
    else:
        output.result(list_text(every, language, output.width()), output_file)


@methods.command()
def search(
    words: list[str] = typer.Argument(metavar="WORDS", help="What is done or made, in Korean or English."),
    lang: str | None = LANG,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Methods by what they are for: over titles, other names, keys and descriptions; best first."""
    from carbonfoot.methods.search import search as found_by
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.methods_json import list_json
    from carbonfoot.reports.methods_text import search_text

    one_of(format, FORMATS, "--format")
    language = _lang(lang)
    text = " ".join(words)
    found = found_by(text)
    if not found:
        output.talk(f"no method has `{text}`; `carbonfoot methods list` names all of them")
        raise SystemExit(5)
    if format == "json":
        output.result(to_text(list_json(found, {"words": text})), output_file)
    else:
        output.result(search_text(found, language, output.width()), output_file)


@methods.command()
def show(
    id: str = typer.Argument(metavar="METHOD", help="Its id, such as minerals/carbonates."),
    lang: str | None = LANG,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """What a method needs, its formula, reference and limits, with an example to paste."""
    from carbonfoot.methods.registry import find, near
    from carbonfoot.reports.envelope import to_text
    from carbonfoot.reports.methods_json import show_json
    from carbonfoot.reports.methods_text import show_text

    one_of(format, FORMATS, "--format")
    language = _lang(lang)
    method = find(id)
    if method is None:
        names = near(id)
        hint = f"did you mean {', '.join(names)}?" if names else "`carbonfoot methods list` names all methods"
        output.fail(f"`{id}` is not a method; {hint}")
    if format == "json":
        output.result(to_text(show_json(method)), output_file)
    else:
        output.result(show_text(method, language, output.width()), output_file)
