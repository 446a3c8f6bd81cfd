"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import typer

from carbonfoot.cli.output import fail
from carbonfoot.documents.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from datetime import datetime

    from carbonfoot.documents.declare import Company, Declare
    from carbonfoot.documents.shape import Shape

S = TypeVar("S", bound="Shape")

FORMATS = ("text", "json")
WAYS = (
    *("stage", "item", "tier", "country", "supplier", "gas"),
    *("method", "tag", "data", "document", "activity"),
)

FORMAT = typer.Option("text", "--format", "-f", metavar="text|json", help="For people or for programs.")
OUTPUT = typer.Option(
    None, "--output", "-o", metavar="FILE", help="Write the result to this file; - is standard output."
)
GWP = typer.Option(None, "--gwp", metavar="AR4|AR5|AR6", help="GWP set, in place of the document's.")
SET = typer.Option([], "--set", metavar="NAME=VALUE", help="Give a parameter another value; may be repeated.")
LANG = typer.Option(None, "--lang", metavar="en|ko", help="Language of the report.")
QUIET = typer.Option(False, "--quiet", "-q", help="Say nothing but errors; warnings and notes are hidden.")
LOCKED = typer.Option(
    False, "--locked", help="Take the records that carbonfoot.lock pins, and refuse drift (exit 1)."
)
ALSO = typer.Option(
    [], "--also", metavar="FORMAT=FILE", help="Write another format to a file as well; may be repeated."
)
EXIT_ZERO = typer.Option(False, "--exit-zero", help="End with 0 whatever is found.")
STRICT = typer.Option(False, "--strict", help="Warnings fail as well (exit 1).")
DEBUG = typer.Option(False, "--debug", hidden=True)


def one_of(value: str, known: tuple[str, ...], option: str) -> str:
    """The value, or a usage error that lists the choices."""
    if value not in known:
        fail(f"{option} {value}: choose {', '.join(known[:-1])} or {known[-1]}")
    return value


def settings(file: str) -> Settings:
    """The settings that hold for a file or folder; a `carbonfoot.toml` that cannot be read is an error, never ignored."""
    import os

    from carbonfoot.documents.roots import find_root

    try:
        return read_settings(find_root(os.path.abspath(file)))
    except SettingsError as error:
        fail(str(error))


def declared_by(config: Settings) -> tuple[Company | None, Declare | None]:
    """Who declares, and what declarations of the project say; a usage error that lists all that is wrong there."""
    from carbonfoot.documents.declare import Company, Declare

    wrong: list[str] = []
    company = _shaped(config, "company", Company, wrong)
    declare = _shaped(config, "declare", Declare, wrong)
    if wrong:
        fail("\n".join(wrong))
    return company, declare


def _shaped(config: Settings, key: str, shape: type[S], wrong: list[str]) -> S | None:
    import os

    from carbonfoot.documents.roots import ROOT_FILE

    given = config.declarations.get(key)
    if given is None:
        return None
    place = f"{os.path.join(config.root, ROOT_FILE)}: [{key}]"
    if not isinstance(given, dict):
        fail(f"{place} is a table of keys")
    from carbonfoot.documents.reading import read_shape
    from carbonfoot.documents.toml_file import texts
    from carbonfoot.findings.finding import path_text

    made, findings = read_shape(texts(given), place, (), shape.__name__, shape)
    for one in findings:
        where = f" {path_text(one.path)}" if one.path else ""
        wrong.append(f"{place}{where}: {one.message}; {one.help}".rstrip("; "))
    return made


def now() -> datetime:
    """The time with its zone, or that of SOURCE_DATE_EPOCH where a build asks to be repeatable."""
    import os
    from datetime import UTC, datetime

    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stated:
        return datetime.now().astimezone()
    try:
        if not (stated.isascii() and stated.isdecimal()):
            raise ValueError
        return datetime.fromtimestamp(int(stated), UTC)
    except (OSError, OverflowError, ValueError):
        fail(f"SOURCE_DATE_EPOCH={stated} is no time: write seconds since 1970, such as 1767225600")


def today() -> str:
    """Today, or the day of SOURCE_DATE_EPOCH where a build asks to be repeatable."""
    return now().date().isoformat()


def installation_at(file: str) -> bool:
    """Whether a file says that it is an installation of the border adjustment; a part pays one look at its bytes."""
    import os

    try:
        if not os.path.isfile(file):
            return False
        with open(file, "rb") as stream:
            data = stream.read(5_000_001)
    except (OSError, ValueError):
        return False  # told when it is read
    if b"installation/" not in (data.replace(b"\0", b"") if b"\0" in data else data):
        return False
    from carbonfoot.documents.reading import says_installation
    from carbonfoot.documents.sources import read_source, read_text_file

    source, _ = read_source(file)
    if source is not None:
        return isinstance(source.data, dict) and says_installation(source.data.get("carbonfoot"))
    from carbonfoot.portfolio.gather import kind_of

    text, _ = read_text_file(file)  # no YAML: what its line says
    return text is not None and says_installation(kind_of(text))


def programme_at(file: str) -> bool:
    """Whether a file says that it is a programme; a part pays one look at its first bytes."""
    try:
        with open(file, "rb") as stream:
            return b"programme/1" in stream.read(4096)
    except (OSError, ValueError):
        return False  # told when it is read
