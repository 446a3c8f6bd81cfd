"""`carbonfoot lock`: hold every product to the factors that were picked, see what drifted, and what an update moves."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, OUTPUT, QUIET, one_of, settings

if TYPE_CHECKING:
    from carbonfoot.factors.lock import Lock
    from carbonfoot.factors.pins import Pins
    from carbonfoot.findings.finding import Finding
    from carbonfoot.locking.differences import Difference
    from carbonfoot.locking.project import Kept, Product, Project
    from carbonfoot.locking.update import Effects
    from carbonfoot.pipeline import Options


def lock(
    files: list[str] = typer.Argument(
        [], metavar="[FILE...]", help="Parts or programmes of one project; those of its lock by default."
    ),
    check: bool = typer.Option(
        False, "--check", help="Write nothing; exit 1 with what is not as the lock says."
    ),
    update: bool = typer.Option(
        False, "--update", help="Pick anew, and show what each pick that changes does to each product."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="With --update: show the effects, write nothing."),
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Pin the factor behind every line, and see what drifts."""
    one_of(format, FORMATS, "--format")
    if check and update:
        output.fail("--check and --update: choose one; `--update --dry-run` writes nothing either")
    if dry_run and not update:
        output.fail("--dry-run belongs to --update; `--check` says what `lock` would write")
    project, documents = _project(files)
    answer = _Answer(project, check or dry_run, format, output_file, quiet)
    answer.inputs = [os.path.join(project.root, document) for document in documents]
    answer.options = {"check": check, "update": update, "dry_run": dry_run}
    if project.findings:
        answer.stop(project.findings)
    if project.lock is None and not documents:
        output.fail(
            f"there is no {answer.shown} here; name the part documents, or run this inside their project"
        )
    known = () if project.lock is None else project.lock.documents
    if known and not (check or documents or any(map(project.there, known))):
        output.fail(f"no document of {answer.shown} is there any more; name those to lock in their place")
    if update:
        from carbonfoot.locking.update import update as updated

        done = updated(project, documents)
        if done.lock is None:
            answer.refuse(done.refused)
        answer.give(done.lock, done.differences, done.products)
    from carbonfoot.locking.hold import hold
    from carbonfoot.locking.project import refused

    held = hold(project, documents)
    if refused(held.products):
        answer.refuse(refused(held.products))
    answer.give(held.lock, held.differences, None, drifted=bool(held.drifted))


def _project(files: list[str]) -> tuple[Project, list[str]]:
    """The project of the files, else of the working folder, and the files by their path from its root."""
    from carbonfoot.documents.roots import find_root
    from carbonfoot.locking.project import Project
    from carbonfoot.pipeline import Options

    roots = {find_root(os.path.dirname(os.path.abspath(file))) for file in files} or {find_root(os.getcwd())}
    if len(roots) > 1:
        output.fail(
            "the files belong to several projects, and each has a lock of its own:"
            " lock them one by one, or put a carbonfoot.toml above them all"
        )
    config = settings(files[0] if files else os.getcwd())
    real = [
        os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(file))), os.path.basename(file))
        for file in files
    ]
    documents = [os.path.relpath(file, config.root).replace(os.sep, "/") for file in real]
    options = Options(None, (), config.gwp, config.packs, uncertainty="none")
    return Project(config.root, options, _of_programme), documents


def _of_programme(file: str, options: Options, pins: Pins) -> Kept | None:
    """What a programme needs with all its measures; None for a part."""
    from carbonfoot.cli.choices import programme_at

    if not programme_at(file):
        return None
    from carbonfoot.programmes.needs import needs

    return needs(file, options, pins)


class _Answer:
    """What is said and written at the end; every way out leaves with its exit code."""

    def __init__(
        self, project: Project, dry: bool, format: str, output_file: str | None, quiet: bool
    ) -> None:
        from carbonfoot.documents.roots import LOCK_FILE
        from carbonfoot.documents.sources import display_path

        self.project = project
        self.dry = dry
        self.format = format
        self.output_file = output_file
        self.quiet = quiet
        self.file = os.path.join(project.root, LOCK_FILE)
        self.shown = display_path(self.file)
        self.options: dict[str, Any] = {}
        self.inputs: list[str] = []

    def give(
        self,
        lock: Lock,
        found: list[Difference],
        products: list[Effects] | None,
        *,
        drifted: bool = False,
    ) -> NoReturn:
        """Write the lock unless that is not asked for, or drifted; say what it is."""
        from carbonfoot.factors.lock import to_text

        output.may_write(self.output_file, self._inputs(lock))  # before the lock itself is written
        state, code = "written", 0
        if not found and self.project.lock == lock:
            state = "unchanged"
        elif drifted:
            state, code = "refused", 1
        elif self.dry:
            state, code = "differs", 1 if products is None else 0
        else:
            output.write(to_text(lock), self.file)
        if self.format == "json":
            self._json(lock, found, products, state, [])
        else:
            from carbonfoot.locking.differences import IN_TABLES
            from carbonfoot.reports import lock_text as report
            from carbonfoot.reports.style import Style

            style = Style(output.width(), "en", output.colour(sys.stdout) and self.output_file is None)
            first = self.project.lock is None
            hidden = () if products is None else IN_TABLES
            text = report.held_text(
                self.shown, lock, [] if first else found, self._state(state), style, hidden
            )
            if products is not None:
                text = report.update_text(products, style) + text
            if not (self.quiet and state in ("written", "unchanged") and products is None):
                output.result(text, self.output_file, self._inputs(lock))
        raise SystemExit(code)

    def _state(self, state: str) -> str:
        dry = self.options["dry_run"] and state == "differs"
        return "nothing was written (--dry-run)" if dry else _SAID[state]

    def refuse(self, products: list[Product]) -> NoReturn:
        """Documents without a total: their findings, and nothing written."""
        from carbonfoot.findings.finding import severity

        findings: list[Finding] = []
        for product in products:
            stopping = [one for one in product.needs.findings if severity(one) in ("error", "incomplete")]
            findings += [one for one in stopping if one not in findings]
            self.inputs += product.needs.read
        names = ", ".join(product.document for product in products)
        if self.format == "text":
            output.talk(f"nothing is locked: no total for {names}")
        self.stop(findings)

    def stop(self, findings: list[Finding]) -> NoReturn:
        """Findings that stop the lock."""
        from carbonfoot.findings.finding import exit_code, sort_findings

        ordered = sort_findings(findings)
        if self.format == "json":
            from carbonfoot.documents.sources import text_for_excerpt
            from carbonfoot.reports.finding_text import to_json

            self._json(None, [], None, "refused", [to_json(one, text_for_excerpt) for one in ordered])
        else:
            from carbonfoot.cli.library import show

            show(ordered)
        raise SystemExit(exit_code(ordered))

    def _json(
        self,
        lock: Lock | None,
        found: list[Difference],
        products: list[Effects] | None,
        state: str,
        findings: list[dict[str, Any]],
    ) -> None:
        from carbonfoot.reports.envelope import to_text
        from carbonfoot.reports.lock_json import lock_json

        data = lock_json(lock, found, products, state, self.options, findings)
        output.result(to_text(data), self.output_file, self._inputs(lock))

    def _inputs(self, lock: Lock | None) -> list[str]:
        """Every file that is read for the answer."""
        if lock is None:
            return self.inputs
        used = {user.rpartition(":")[0] for entry in lock.picks.values() for user in entry.used_by}
        files = sorted({*lock.documents, *used})
        return [*self.inputs, *(os.path.join(self.project.root, file) for file in files)]


_SAID = {
    "written": "written",
    "unchanged": "holds; nothing to write",
    "differs": "not as the documents and the library are; nothing was written",
    "refused": "refused: a number that was pinned cannot be computed any more; nothing was written."
    " `carbonfoot lock --update --dry-run` shows what another pick does to each product",
}
