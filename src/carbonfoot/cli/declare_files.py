"""Which documents are declared in which formats, and which file each declaration goes into."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of
from carbonfoot.declarations.registry import FORMATS, INSTALLATION, PART, Format, format_named, formats_of

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding


class Target(NamedTuple):
    """A file to make: of which document, its format, which suffix, and its path; None is standard output.

    in_folder  it goes into a folder, which is made where it is not there
    """

    document: str
    format: Format
    suffix: str
    file: str | None
    in_folder: bool = False


class Named(NamedTuple):
    """A document: its path as given, what it is, and its formats.

    below  its path below the folder that was named; its own name where it was named itself
    """

    path: str
    kind: str
    formats: tuple[Format, ...]
    below: str


class Wanted(NamedTuple):
    """The documents of a command line; `findings` says what was passed over in folders."""

    named: tuple[Named, ...]
    findings: list[Finding]

    @property
    def documents(self) -> list[str]:
        """Their paths."""
        return [one.path for one in self.named]


def formats_named(names: list[str], own: dict[str, str | None]) -> list[Format]:
    """The formats asked for, each once; options that none of them takes are refused."""
    formats = []
    for name in dict.fromkeys(names):
        one = format_named(name)
        if one is None:
            one_of(name, tuple(known.name for known in FORMATS), "--as")
        else:
            formats.append(one)
    for option, value in own.items():
        if value is not None and not any(option in one.takes for one in formats):
            takers = " or ".join(one.name for one in FORMATS if option in one.takes)
            output.fail(f"--{option} belongs to --as {takers}")
    return formats


def read_documents(given: list[str], formats: list[Format]) -> Wanted:
    """Files and folders to documents, each once, with the formats that fit its kind; a usage error where none does."""
    named: dict[str, Named] = {}
    findings: list[Finding] = []
    for path in given:
        if os.path.isdir(path):
            found, more = _in_folder(path, formats)
            findings += more
        else:
            found = [_itself(path, formats)]
        for one in found:
            named.setdefault(os.path.realpath(one.path), one)
    for format in formats:
        if not any(format in one.formats for one in named.values()):
            output.fail(
                f"--as {format.name} declares {_article(format.kind)}, and there is none in {' '.join(given)}"
            )
    return Wanted(tuple(named.values()), findings)


def _itself(path: str, formats: list[Format]) -> Named:
    """A document that is named; what cannot be read is told by the calculation."""
    from carbonfoot.documents.sources import read_source

    source, _ = read_source(os.path.realpath(path))
    stated = source.data.get("carbonfoot") if source is not None and isinstance(source.data, dict) else None
    kind = str(stated).partition("/")[0]
    if kind not in (PART, INSTALLATION, "site"):
        kind = formats[0].kind
    fitting = tuple(one for one in formats if one.kind == kind)
    if not fitting:
        there = ", ".join(one.name for one in formats_of(kind)) or "none"
        output.fail(
            f"--as {formats[0].name} declares {_article(formats[0].kind)}, and {path} is {_article(kind)}; "
            f"formats for {_article(kind)}: {there}; `carbonfoot calc` answers for it"
        )
    return Named(path, kind, fitting, os.path.basename(path))


def _in_folder(folder: str, formats: list[Format]) -> tuple[list[Named], list[Finding]]:
    """The documents of a folder whose kind a format is for."""
    from carbonfoot.portfolio.gather import gather

    gathered = gather([folder])
    top = os.path.realpath(folder)
    found = []
    parts = [file for files in gathered.files.values() for file in files]
    for kind, files in ((PART, parts), (INSTALLATION, gathered.installations)):
        fitting = tuple(one for one in formats if one.kind == kind)
        for file in files if fitting else ():
            below = os.path.relpath(file, top)
            found.append(Named(os.path.join(folder, below), kind, fitting, below))
    return sorted(found), gathered.findings


def targets_of(wanted: Wanted, target: str | None) -> list[Target]:
    """Every file to make, or a usage error."""
    several = len(wanted.named) > 1 or len(wanted.named[0].formats) > 1
    first = wanted.named[0]
    if target is None or target == "-":
        if several:
            what = "formats" if len(wanted.named) == 1 else "declarations"
            output.fail(f"several {what} go into a folder: name it with --output")
        (format,) = first.formats
        if format.binary:
            output.fail(f"--as {format.name} writes a binary file: name it with --output")
        return [Target(first.path, format, format.suffixes[0], None)]
    if not several and not os.path.isdir(target) and not target.endswith(("/", os.sep)):
        (format,) = first.formats
        suffix = os.path.splitext(target)[1].lower()
        if suffix and suffix not in format.suffixes:
            output.fail(
                f"--as {format.name} writes {' or '.join(format.suffixes)}, not {suffix}: --output {target}"
            )
        return [Target(first.path, format, suffix or format.suffixes[0], target)]
    if os.path.exists(target) and not os.path.isdir(target):
        what = "several formats need" if len(wanted.named) == 1 else "several declarations need"
        output.fail(f"--output {target}: {what} a folder, and this is a file")
    made = [
        Target(one.path, format, suffix, os.path.join(target, _name(one.below, format, suffix)), True)
        for one in wanted.named
        for format in one.formats
        for suffix in format.suffixes
    ]
    _apart(made)
    return made


def _name(below: str, format: Format, suffix: str) -> str:
    stem = os.path.splitext(below)[0]
    return f"{stem}.{format.name}".removesuffix(suffix) + suffix


def _apart(targets: list[Target]) -> None:
    """A usage error where two documents would go into one file."""
    seen: dict[str, Target] = {}
    for one in targets:
        other = seen.setdefault(os.path.normcase(one.file or ""), one)
        if other is not one:
            output.fail(
                f"{other.document} and {one.document} would both go into {one.file}: name the folder that holds them"
            )


def _article(kind: str) -> str:
    return f"an {kind}" if kind == INSTALLATION else f"a {kind}"
