"""Where the answers of `check` go: one to standard output or `--output`, others beside it, some into a step's summary."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cli import output
from carbonfoot.cli.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbonfoot.checks.model import Checked
    from carbonfoot.reports.check_formats import Render
    from carbonfoot.reports.style import Style

HOSTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables in which a host of pipelines names the folder of the repository."""

SUMMARY = "GITHUB_STEP_SUMMARY"


class Beside(NamedTuple):
    """Another format, and the file it is written to."""

    format: str
    file: str


def wanted(also: Sequence[str], output_file: str | None, formats: tuple[str, ...]) -> list[Beside]:
    """What `--also FORMAT=FILE` asks for, or a usage error."""
    found = []
    for given in also:
        format, sign, file = given.partition("=")
        if not sign or not file or file == "-":
            output.fail(f"--also {given}: write it as FORMAT=FILE, such as sarif=carbonfoot.sarif")
        one_of(format, formats, "--also")
        found.append(Beside(format, file))
    files = [os.path.realpath(one.file) for one in found]
    if output_file not in (None, "-"):
        files.append(os.path.realpath(str(output_file)))
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        output.fail(
            f"--also: two results would be written to {os.path.basename(twice)}; give each its own file"
        )
    return found


def repository() -> str:
    """The folder that paths are relative to for hosts of repositories: as they say, else the nearest one with `.git`."""
    here = os.path.realpath(os.getcwd())
    for name in HOSTS:
        folder = os.environ.get(name, "")
        if folder and os.path.isdir(folder):
            return folder
    folder = here
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return here
        folder = above
    return folder


def write(
    checked: Checked,
    style: Style,
    format: str,
    output_file: str | None,
    beside: Sequence[Beside],
    made_from: Sequence[str],
    own: Mapping[str, Render] | None = None,
) -> None:
    """All answers; the files are there whole, or none of them is. `format` "" has no answer of its own.

    own  how a command of its own writes a format
    """
    from carbonfoot.reports.check_formats import renderer

    def rendered(name: str, style: Style) -> str:
        return ((own or {}).get(name) or renderer(name))(checked, style)

    answer = rendered(format, style) if format else ""
    plain = _plain(style)
    files = [(rendered(one.format, plain), one.file) for one in beside]
    if format and output_file not in (None, "-"):
        files.append((answer, str(output_file)))
    output.may_write_all([file for _, file in files], made_from)
    output.write_all(files)
    if format == "github" or any(one.format == "github" for one in beside):
        _summarise(checked, style)
    if format and output_file in (None, "-"):
        output.result(output.harmless(answer) if format in ("text", "concise") else answer, None)


def _plain(style: Style) -> Style:
    """The style of a file: without colour, and as wide as no terminal."""
    from carbonfoot.reports.style import Style

    return Style(80, style.lang, base=style.base)


def _summarise(checked: Checked, style: Style) -> None:
    """What annotations have no room for: appended to the summary of the step, to which other programs write as well.

    Without a summary that takes it, a line each on standard error.
    """
    from carbonfoot.reports.check_github import beyond
    from carbonfoot.reports.check_summary import LARGEST, render_summary

    target = os.environ.get(SUMMARY, "")
    try:
        taken = os.path.getsize(target) if target and os.path.exists(target) else 0
        text = render_summary(checked, style, LARGEST - taken) if target else ""
        if text:
            with open(target, "ab") as stream:
                stream.write(text.encode("utf-8", "backslashreplace"))
            return
    except OSError as error:
        output.talk(f"the summary of the step cannot be written: {error.strerror}")
    rest = beyond(checked, style)
    if rest:
        output.talk(rest)
