"""`carbonfoot declare --deprecate`: a declaration of ours is told not to be used any more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.declare_files import Target
from carbonfoot.cli.declare_work import Made
from carbonfoot.declarations.options import Declared, Earlier

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding


def replaced(target: Target, declared: Declared, earlier: Earlier) -> list[Made]:
    """The declaration that another one replaces, deprecated, beside the new one; nothing where both are the same."""
    import json

    from carbonfoot.declarations.pact.identity import deprecated

    if json.loads(declared.content)["id"] == earlier.id:
        return []
    beside = None
    if target.file is not None:
        stem = os.path.splitext(target.file)[0]
        beside = f"{stem}.deprecated-{earlier.id[:8]}{target.suffix}"
    return [Made(target._replace(file=beside), Declared(deprecated(earlier.text), [], target.suffix))]


def withdraw(files: list[str], target: str | None, format: str, alone: list[str], *, quiet: bool) -> NoReturn:
    """Write a declaration with the status that says not to use it, in place unless `target` names another file.

    Leaves with 3 where it is not ours, with 5 where it says so already. Options that are of a new declaration are
    `alone` and refused.
    """
    from carbonfoot.declarations.pact.identity import FORMAT, deprecated, earlier_of

    if alone:
        output.fail(f"{', '.join(alone)}: not with --deprecate alone, which makes no new declaration")
    if len(files) > 1:
        output.fail("--deprecate without --as takes one declaration at a time")
    (file,) = files
    if os.path.isdir(file) or not file.lower().endswith(".json"):
        output.fail(f"{file}: --deprecate without --as takes a declaration that `carbonfoot declare` wrote")
    if not os.path.lexists(file):
        output.fail(f"{file}: there is no such file")
    to = target if target is not None else file
    if to != "-" and (os.path.isfile(to) or not os.path.exists(to)) and not to.lower().endswith(".json"):
        output.fail(f"--output {to}: a declaration goes into a .json file")
    earlier, findings = earlier_of(file)
    if earlier is not None and to not in ("-", file) and os.path.isfile(to):
        other, wrong = earlier_of(to)
        findings += wrong
        if other is not None and other.id != earlier.id:
            output.fail(f"--output {to}: this file holds another declaration, {other.id}")
    text = "" if earlier is None or findings else deprecated(earlier.text)
    already = earlier is not None and text == earlier.text.removeprefix("\ufeff") and to == file
    if text and not already and to != "-":
        output.write(text, to)
    if format == "json":
        made = {"format": FORMAT, "file": None if to == "-" else to}
        if to == "-":
            made["content"] = text
        _answer([made] if text and not already else None, findings)
    else:
        if text and to == "-":
            output.result(text, None)
        _say(to, findings, already=already, quiet=quiet)
    raise SystemExit(3 if findings else 5 if already else 0)


def _answer(made: list[dict[str, str | None]] | None, findings: list[Finding]) -> None:
    from carbonfoot.documents.sources import text_for_excerpt
    from carbonfoot.reports.envelope import answer, to_text
    from carbonfoot.reports.finding_text import to_json

    told = [to_json(one, text_for_excerpt) for one in findings]
    body = {"declarations": made} if made else None
    output.result(to_text(answer("declare", body, {"deprecate": True}, told)), None)


def _say(to: str, findings: list[Finding], *, already: bool, quiet: bool) -> None:
    if findings:
        from carbonfoot.documents.sources import text_for_excerpt
        from carbonfoot.reports.finding_text import render

        output.talk(render(findings, text_for_excerpt, output.width(), False))
    elif already:
        output.talk(f"{to} is deprecated already; nothing was written")
    elif to != "-" and not quiet:
        output.talk(f"written: {to} (deprecated)")
