"""`carbonfoot programme declare`: every product before and with the measures, ids chained."""

from __future__ import annotations

import os

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LOCKED, QUIET, declared_by, now, one_of, settings
from carbonfoot.cli.programme import FILE, YEAR, code_of, programme, show, told_of

FOLDER = typer.Option(
    ..., "--output", "-o", metavar="FOLDER", help="Folder of the declarations: before/ and after/ inside."
)


@programme.command("declare")
def declare(
    file: str = FILE,
    folder: str = FOLDER,
    year: int | None = YEAR,
    format: str = FORMAT,
    locked: bool = LOCKED,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """PACT declarations of every product, before and with the measures of a year; the second replaces the first."""
    one_of(format, FORMATS, "--format")
    from carbonfoot.cli.calc import options_of
    from carbonfoot.declarations.registry import FORMATS as DECLARED
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.programmes.chain import names
    from carbonfoot.programmes.declaring import AFTER, BEFORE, Ask, NotWhole, chained

    config = settings(file)
    company, texts = declared_by(config)
    programmed, told, findings, _, text_of = told_of(file, locked=locked)
    if told is None or programmed.world is None:
        show(findings, text_of, quiet=quiet)
        raise SystemExit(code_of(told, findings))
    worked = told.worked
    at = worked.years[-1] if year is None else year
    if at not in worked.years:
        output.fail(f"--year {year}: the programme has {worked.years[0]} to {worked.years[-1]}")
    pact = next(one for one in DECLARED if one.name.startswith("pact"))
    options = options_of(None, [], config, locked=locked, conservative=False, uncertainty=None)
    try:
        pairs = chained(worked, programmed.world, pact, Ask(company, texts, options, now(), at))
    except NotWhole:
        output.fail(
            f"--year {at}: a measure works on a part of production in that year; choose one in which all do"
        )
    found = [one for pair in pairs for one in pair.findings]
    if any(pair.before is None or pair.after is None for pair in pairs):
        show(list(dict.fromkeys(found)), text_of, quiet=quiet)
        raise SystemExit(exit_code(found) or 4)
    files_of = names(worked, pact.suffixes[0])
    files: list[tuple[str | bytes, str]] = []
    entries = []
    for pair in pairs:
        name = files_of[pair.made.number]
        entry: dict[str, object] = {"product": pair.made.id, "member": pair.made.member}
        for key, declared in ((BEFORE, pair.before), (AFTER, pair.after)):
            if declared is not None:
                target = os.path.join(folder, key, name)
                files.append((declared.content, target))
                entry[key] = {"file": f"{key}/{name}", "id": _id(declared.content)}
        entries.append(entry)
    for key in (BEFORE, AFTER):
        os.makedirs(os.path.join(folder, key), exist_ok=True)
    output.write_all(files)
    if format == "json":
        from carbonfoot.reports.envelope import answer, to_text

        output.result(to_text(answer("programme-declare", {"year": at, "declarations": entries})), None)
    else:
        output.result(f"{len(files)} declarations in {folder}: {BEFORE}/ and {AFTER}/ ({at})\n", None)
    show(list(dict.fromkeys(found)) if not quiet else [], text_of, quiet=quiet)
    raise SystemExit(exit_code(found))


def _id(content: str | bytes) -> str:
    import json

    return str(json.loads(content)["id"])
