"""`carbonfoot diff A B`: why two footprints differ."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import (
    DEBUG,
    FORMAT,
    FORMATS,
    LANG,
    OUTPUT,
    QUIET,
    installation_at,
    one_of,
    settings,
)
from carbonfoot.documents.settings import GWP_SETS, LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding
    from carbonfoot.footprint.differences import Difference
    from carbonfoot.pipeline import Outcome

_SETS = "AR4|AR5|AR6"


class _Asked(NamedTuple):
    """How one side is to be calculated."""

    file: str
    gwp: str | None
    parameters: tuple[str, ...]
    lock: str | None
    locked: bool


def diff(
    a: str = typer.Argument(metavar="A", help="The part, or the installation, as it was."),
    b: str | None = typer.Argument(None, metavar="[B]", help="The part document as it is; A when left out."),
    gwp: str | None = typer.Option(None, "--gwp", metavar=_SETS, help="GWP set of both."),
    gwp_a: str | None = typer.Option(None, "--gwp-a", metavar=_SETS, help="GWP set of A."),
    gwp_b: str | None = typer.Option(None, "--gwp-b", metavar=_SETS, help="GWP set of B."),
    set_: list[str] = typer.Option(
        [], "--set", metavar="NAME=VALUE", help="A parameter of both; repeatable."
    ),
    set_a: list[str] = typer.Option(
        [], "--set-a", metavar="NAME=VALUE", help="A parameter of A; repeatable."
    ),
    set_b: list[str] = typer.Option(
        [], "--set-b", metavar="NAME=VALUE", help="A parameter of B; repeatable."
    ),
    locked: bool = typer.Option(False, "--locked", help="Take the records that each project's lock pins."),
    lock_a: str | None = typer.Option(
        None, "--lock-a", metavar="FILE", help="Take the records of this lock for A."
    ),
    lock_b: str | None = typer.Option(
        None, "--lock-b", metavar="FILE", help="Take the records of this lock for B."
    ),
    top: int = typer.Option(
        10, "--top", metavar="N", min=1, help="Lines of one level that stand by themselves."
    ),
    allow_incomplete: bool = typer.Option(
        False, "--allow-incomplete", help="Compare what is known while lines are missing."
    ),
    exit_code: bool = typer.Option(False, "--exit-code", help="Leave with 1 where the totals differ."),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Why two results differ: the change, split exactly by cause."""
    one_of(format, FORMATS, "--format")
    config = settings(a if b is None else b)
    language = one_of(lang or config.lang or "en", LANGUAGES, "--lang")
    for option, value in (("--gwp", gwp), ("--gwp-a", gwp_a), ("--gwp-b", gwp_b)):
        if value is not None:
            one_of(value, GWP_SETS, option)
    if gwp is not None and not (gwp_a is None and gwp_b is None):
        output.fail("--gwp is for both sides: use --gwp-a and --gwp-b alone where they differ")
    one = _Asked(a, gwp_a or gwp, (*set_, *set_a), lock_a, locked and lock_a is None)
    other = _Asked(a if b is None else b, gwp_b or gwp, (*set_, *set_b), lock_b, locked and lock_b is None)
    if one == other and b is None:
        output.fail(
            "nothing to compare: name a second document, or an option of one side such as --gwp-b AR5"
        )
    if installation_at(one.file) and installation_at(other.file):
        from carbonfoot.cli.diff_installation import diff_installations

        given = {
            "--gwp": gwp or gwp_a or gwp_b,
            "--locked": locked or lock_a or lock_b,
            "--allow-incomplete": allow_incomplete,
        }
        diff_installations(
            (one.file, other.file),
            (one.parameters, other.parameters),
            (format, output_file, language, quiet),
            [name for name, value in given.items() if value],
            top,
            as_exit_code=exit_code,
        )
    answer = _Answer(one, other, format, output_file, language, quiet)
    if answer.wrong:
        answer.stop(answer.wrong)
    answer.calculate()
    answer.give(top, allow_incomplete, exit_code)


class _Answer:
    """Both sides and what is said about them; every way out leaves with its exit code."""

    def __init__(
        self, a: _Asked, b: _Asked, format: str, output_file: str | None, language: str, quiet: bool
    ) -> None:
        self.asked = (a, b)
        self.format = format
        self.output_file = output_file
        self.language = language
        self.quiet = quiet
        self.outcomes: list[Outcome] = []
        self.wrong: list[Finding] = []
        for one in self.asked:
            finding = _printed_result(one.file)
            if finding is not None and finding not in self.wrong:
                self.wrong.append(finding)

    def calculate(self) -> None:
        """Both footprints."""
        for one in self.asked:
            self.outcomes.append(self._calculated(one))
        stopping = self._stopping("error")
        if stopping or any(outcome.footprint is None for outcome in self.outcomes):
            self.stop(stopping)

    def _calculated(self, asked: _Asked) -> Outcome:
        from carbonfoot.documents.sources import display_path
        from carbonfoot.factors.library import open_library
        from carbonfoot.pipeline import Options, UsageError, calculate, own_packs

        config = settings(asked.file)
        options = Options(asked.gwp, asked.parameters, config.gwp, config.packs, asked.locked)
        try:
            if asked.lock is None:
                return calculate(asked.file, options)
            from carbonfoot.factors.lock import read

            lock, wrong = read(asked.lock, display_path(os.path.realpath(asked.lock)))
            if lock is None:
                self.stop(wrong)
            library = open_library()
            wrong = own_packs(library, config.root, config.packs)
            if wrong:
                self.stop(wrong)
            return calculate(asked.file, options, library, lock.pins())
        except UsageError as error:
            output.fail(str(error))

    def give(self, top: int, allow_incomplete: bool, as_exit_code: bool) -> NoReturn:
        """The split, or why there is none."""
        from carbonfoot.footprint.differences import difference
        from carbonfoot.footprint.measures import Side

        one, other = (outcome.footprint for outcome in self.outcomes)
        assert one is not None and other is not None  # noqa: PT018, S101
        lacking = self._stopping("incomplete")
        if not allow_incomplete and (one.total is None or other.total is None):
            if self.format == "text":
                output.talk("nothing is compared: a total is not known (--allow-incomplete compares what is)")
            self.stop(lacking)
        found, findings = difference(
            Side(one, self.outcomes[0].library), Side(other, self.outcomes[1].library)
        )
        findings = [*lacking, *findings]
        if found is None:
            self.stop(findings)
        if self.format == "json":
            self._json(found, findings)
        else:
            from carbonfoot.reports.diff_text import render
            from carbonfoot.reports.style import Style

            coloured = output.colour(sys.stdout) and self.output_file is None
            style = Style(output.width(), self.language, coloured, output.ascii_only())
            output.result(render(found, one, other, style, top), self.output_file, self._files())
            self._show([finding for finding in findings if not self.quiet or finding in lacking])
        code = 4 if lacking or one.total is None or other.total is None else 0
        raise SystemExit(code or int(as_exit_code and found.change != 0))

    def stop(self, findings: list[Finding]) -> NoReturn:
        """No split: the findings and their exit code."""
        from carbonfoot.findings.finding import exit_code

        if self.format == "json":
            self._json(None, findings)
        else:
            self._show(findings)
        raise SystemExit(exit_code(findings))

    def _stopping(self, grave: str) -> list[Finding]:
        """Findings of both sides that stop a total, each once."""
        from carbonfoot.findings.finding import severity

        found: list[Finding] = []
        for outcome in self.outcomes:
            found += [one for one in outcome.findings if severity(one) == grave and one not in found]
        return found

    def _show(self, findings: list[Finding]) -> None:
        if not findings:
            return
        from carbonfoot.findings.finding import sort_findings
        from carbonfoot.reports.finding_text import render

        output.talk(
            "\n" + render(sort_findings(findings), self._text_of, output.width(), output.colour(sys.stderr))
        )

    def _json(self, found: Difference | None, findings: list[Finding]) -> None:
        from carbonfoot.findings.finding import sort_findings
        from carbonfoot.reports.diff_json import data
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.finding_text import to_json

        body = None
        if found is not None:
            one, other = (outcome.footprint for outcome in self.outcomes)
            assert one is not None and other is not None  # noqa: PT018, S101
            body = data(found, one, other)
        options = {
            side: {
                "file": asked.file,
                "gwp": asked.gwp,
                "parameters": list(asked.parameters),
                "lock": asked.lock,
                "locked": asked.locked,
            }
            for side, asked in zip(("a", "b"), self.asked, strict=True)
        }
        told = [to_json(finding, self._text_of) for finding in sort_findings(findings)]
        output.result(to_text(answer("diff", body, options, told)), self.output_file, self._files())

    def _text_of(self, display: str) -> str | None:
        from carbonfoot.documents.sources import text_for_excerpt

        found = (outcome.documents.text_of(display) for outcome in self.outcomes)
        return next((text for text in found if text is not None), None) or text_for_excerpt(display)

    def _files(self) -> list[str]:
        """Every file that was read for the answer."""
        asked = [file for one in self.asked for file in (one.file, one.lock) if file is not None]
        return [*asked, *(file for outcome in self.outcomes for file in outcome.documents.files())]


def _printed_result(file: str) -> Finding | None:
    """CF471 for what `--format json` printed: it holds no amounts and factors to split a change by."""
    try:
        with open(file, encoding="utf-8") as stream:
            start = stream.read(200)
    except (OSError, UnicodeDecodeError):
        return None  # told when it is read
    if '"schema": "carbonfoot/' not in start:
        return None
    from carbonfoot.documents.sources import display_path
    from carbonfoot.findings.finding import Finding

    message = "this is a printed result, not a part document"
    help = (
        "name the document in its former state: `git worktree add ../before HEAD~1`, then ../before/part.yaml"
    )
    note = "a result is rounded and lists no gases of a factor, so its change could not be split exactly"
    return Finding(
        "CF471", message, display_path(os.path.realpath(file)), point=(1, 1), help=help, notes=(note,)
    )
