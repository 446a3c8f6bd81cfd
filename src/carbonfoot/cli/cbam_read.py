"""`carbonfoot cbam read`: a supplier's filled communication template, as a document or as precursors to paste."""

from __future__ import annotations

import os
import sys

import typer

from carbonfoot.cli import output
from carbonfoot.cli.cbam import cbam
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, QUIET, one_of
from carbonfoot.cli.library import library_here

TARGETS = ("installation", "precursors")


@cbam.command("read")
def read(
    file: str = typer.Argument(
        metavar="FILE.xlsx", help="Communication template, v2.1 or v2.1.1, as a supplier filled it in."
    ),
    as_: str = typer.Option(
        "installation",
        "--as",
        metavar="installation|precursors",
        help="A document of the installation, or the entries that a buyer of its goods pastes into his own.",
    ),
    target: str | None = typer.Option(
        None, "--output", "-o", metavar="FILE.yaml", help="Write it here; never over a file."
    ),
    allow_incomplete: bool = typer.Option(
        False,
        "--allow-incomplete",
        help="Write what could be read although the file has errors, without what was refused; still exits 3.",
    ),
    format: str = FORMAT,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Read a supplier's communication template. It is recomputed; what does not add up is told."""
    from carbonfoot.cbam.template.read import read_template
    from carbonfoot.cbam.template.write import to_yaml
    from carbonfoot.findings.finding import exit_code, severity
    from carbonfoot.intake.sheets import text_for_excerpt
    from carbonfoot.reports.finding_text import render

    one_of(as_, TARGETS, "--as")
    one_of(format, FORMATS, "--format")
    if target is not None and target != "-" and os.path.exists(target):
        output.fail(
            f"--output {target}: there is such a file already, with what you may have changed; choose another"
        )
    found = read_template(file, library_here(format, "cbam-read"))
    findings = found.findings
    read_something = found.installation is not None
    refused = any(severity(one) == "error" for one in findings)
    if refused and not allow_incomplete:
        found = found._replace(installation=None, precursors=None)
    draft = found.precursors if as_ == "precursors" else found.installation
    text = "" if draft is None else to_yaml(draft.data, draft.remarks, found.head)
    if format == "json":
        from carbonfoot.reports.cbam_read_json import read_json
        from carbonfoot.reports.envelope import to_text

        answer = to_text(read_json(found, as_, allow_incomplete=allow_incomplete))
        output.result(answer, target, [file])
    else:
        if text:
            output.result(text, target, [file])
            if target not in (None, "-"):
                output.talk(f"wrote {target}")
        told = [one for one in findings if not quiet or severity(one) == "error"]
        if told:
            text = render(told, text_for_excerpt, output.width(), output.colour(sys.stderr))
            output.talk("\n" + text)
        if read_something and draft is None and not quiet:
            output.talk("nothing was written; --allow-incomplete writes what could be read")
    raise SystemExit(exit_code(findings))
