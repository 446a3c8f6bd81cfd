"""`carbonfoot import --template questionnaire -o FILE`: an empty form to send to a supplier."""

from __future__ import annotations

import os

from carbonfoot.cli import output

TEMPLATES = ("questionnaire",)


def write_template(name: str, table: str, target: str | None, lang: str, *, quiet: bool, force: bool) -> None:
    """Write the form as CSV or as a workbook, by the ending of the file."""
    from carbonfoot.intake import questionnaire_form

    if name not in TEMPLATES:
        output.fail(f"--template {name}: there is only questionnaire")
    if table:
        output.fail(f"{table}: --template writes an empty form and reads no table")
    ending = os.path.splitext(target or "")[1].lower()
    if target is None or ending not in (".csv", ".xlsx"):
        output.fail(f"--template {name}: name the file with -o {name}.xlsx or -o {name}.csv")
    if os.path.lexists(target) and not force:
        output.fail(f"{target}: there is such a file already; add --force to write over it")
    output.may_write(target)
    output.write(questionnaire_form.as_csv(lang) if ending == ".csv" else _workbook(lang), target)
    if not quiet:
        from carbonfoot.reports.import_words import label
        from carbonfoot.reports.width import safe

        output.talk(safe(label("wrote", lang, target)))


def _workbook(lang: str) -> bytes:
    from carbonfoot.intake import questionnaire_form

    try:
        return questionnaire_form.as_workbook(lang)
    except ModuleNotFoundError as error:
        if error.name != "xlsxwriter":
            raise
        output.fail(
            "a form as .xlsx needs XlsxWriter: pip install 'carbonfoot[xlsx]', or write -o questionnaire.csv"
        )
