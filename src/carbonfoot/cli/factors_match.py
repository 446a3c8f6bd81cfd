"""`carbonfoot factors match`: a factor proposed for every line of a bill of materials, to be reviewed."""

from __future__ import annotations

import os
import sys

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, one_of
from carbonfoot.cli.factors import factors, print_answer
from carbonfoot.cli.library import library_here, show

_COLUMN = "COLUMN"


@factors.command("match")
def match_(
    file: str = typer.Argument(metavar="BOM", help="Bill of materials: CSV or XLSX."),
    target: str | None = typer.Option(
        None,
        "--output",
        "-o",
        metavar="FILE.yaml",
        help="Write a part document to review; never over a file.",
    ),
    name: str | None = typer.Option(None, "--name", metavar=_COLUMN, help="Column of the name."),
    material: str | None = typer.Option(None, "--material", metavar=_COLUMN, help="Column of the material."),
    amount: str | None = typer.Option(None, "--amount", metavar=_COLUMN, help="Column of the amount."),
    unit: str | None = typer.Option(
        None, "--unit", metavar=_COLUMN, help="Column of the unit; =kg is one for all."
    ),
    origin: str | None = typer.Option(
        None, "--origin", metavar=_COLUMN, help="Column of the origin; =KR is one for all."
    ),
    sheet: str | None = typer.Option(None, "--sheet", metavar="NAME", help="Sheet of a workbook."),
    header_row: int | None = typer.Option(
        None, "--header-row", min=1, metavar="N", help="Row that names the columns."
    ),
    hidden: str | None = typer.Option(
        None, "--hidden", metavar="read|skip", help="What to do with hidden rows and columns."
    ),
    decimal: str = typer.Option(".", "--decimal", metavar=".|,", help="Decimal mark of numbers as text."),
    format: str = FORMAT,
    debug: bool = DEBUG,
) -> None:
    """Propose a factor for every line of a bill of materials; nothing is applied."""
    from carbonfoot.documents.sources import display_path
    from carbonfoot.intake.bom import Said, read_bom
    from carbonfoot.intake.match import match
    from carbonfoot.reports import match_text as report

    one_of(format, FORMATS, "--format")
    one_of(decimal, (".", ","), "--decimal")
    if hidden is not None:
        one_of(hidden, ("read", "skip"), "--hidden")
    if target is not None and target != "-" and os.path.exists(target):
        output.fail(
            f"--output {target}: there is such a file already, with what you may have reviewed; choose another"
        )
    given = {"name": name, "material": material, "amount": amount, "unit": unit, "origin": origin}
    said = Said(
        {role: text for role, text in given.items() if text is not None},
        sheet,
        header_row,
        "read" if hidden == "read" else "skip" if hidden == "skip" else None,
        decimal,
    )
    library = library_here()
    display = display_path(file)
    read = read_bom(file, said, display)
    if read.questions:
        output.fail(f"{display}: " + "\n".join(read.questions))
    if read.findings:
        from carbonfoot.findings.finding import exit_code

        show(read.findings)
        if read.bom is None:
            raise SystemExit(exit_code(read.findings) or 3)
    bom = read.bom
    if bom is None or not bom.entries:
        output.talk(f"{display}: no line of a bill of materials")
        raise SystemExit(5)
    matches = match(library, bom.entries)
    print_answer(
        report.match_json(bom, matches, display),
        report.match_text(bom, matches, output.width()),
        format,
        None,
    )
    output.talk(f"columns: {report.columns_text(bom)}")
    for remark in bom.remarks:
        output.talk(f"note: {remark}")
    if target is None:
        output.talk("add -o part.yaml to write a part document to review")
    else:
        stem = os.path.splitext(os.path.basename(target if target != "-" else file))[0]
        output.result(report.match_yaml(bom, matches, display, stem), target, [file])
        output.talk(f"wrote {target}: delete `# review ` before what is right, then carbonfoot calc {target}")
    sys.stdout.flush()
    raise SystemExit(4 if any(one.proposal is None for one in matches) else 0)
