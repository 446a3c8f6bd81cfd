"""`carbonfoot declare --deprecate`: a declaration of ours is told not to be used any more."""

from __future__ import annotations

import os
from typing import NoReturn

from carbonfoot.cli import output
from carbonfoot.cli.declare_files import Target
from carbonfoot.cli.declare_work import Made
from carbonfoot.declarations.options import Declared, Earlier


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


def withdraw(files: list[str], target: str | None, *, quiet: bool) -> NoReturn:
    """Write a declaration with the status that says not to use it, in place unless `target` names another file."""
    from carbonfoot.declarations.pact.identity import deprecated, earlier_of

    if len(files) > 1:
        output.fail("--deprecate without --as takes one declaration at a time")
    (file,) = files
    if os.path.isdir(file) or not file.lower().endswith(".json"):
        output.fail(f"{file}: --deprecate without --as takes a declaration that `carbonfoot declare` wrote")
    earlier, wrong = earlier_of(file)
    if earlier is None:
        from carbonfoot.documents.sources import text_for_excerpt
        from carbonfoot.reports.finding_text import render

        output.talk(render(wrong, text_for_excerpt, output.width(), False))
        raise SystemExit(3)
    text = deprecated(earlier.text)
    if target == "-":
        output.result(text, None)
    else:
        output.write(text, target or file)
        if not quiet:
            output.talk(f"written: {target or file} (deprecated)")
    raise SystemExit(0)
