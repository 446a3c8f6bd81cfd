"""`carbonfoot export part.yaml --to xlsx -o part.xlsx`: a document as a workbook that `import` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.exports.book import Book
    from carbonfoot.findings.finding import Finding


def export_book(parts: list[str], target: str, lang: str, *, format: str, quiet: bool) -> None:
    """Write the workbook of one document; a document with errors, or one that no sheet holds, is refused."""
    from carbonfoot.documents.sources import read_source
    from carbonfoot.exports.book import lay_out
    from carbonfoot.findings.finding import Finding, exit_code, severity

    if len(parts) != 1:
        output.fail("--to xlsx writes one document: export the others apart")
    source, findings = read_source(parts[0])
    book = None
    if source is not None and not any(severity(one) == "error" for one in findings):
        top, found = _typed(source.data, source.display)
        findings = findings + found
        if not any(severity(one) == "error" for one in findings):
            from carbonfoot.exports.book_write import MAX_CELL, too_long

            book = lay_out(source.data, top)
            if where := too_long(book):
                said = f"a text of `{where}` does not fit into the cell of a workbook"
                help = f"{MAX_CELL:,} characters is the limit"
                findings, book = [*findings, Finding("CF109", said, source.display, help=help)], None
    if book is not None:
        output.may_write(target, parts)
        output.write(_packed(book, lang), target)
    _show(findings, source.text if source else None, format=format, quiet=quiet, book=book, target=target)
    raise SystemExit(exit_code(findings))


def _typed(data: Any, display: str) -> tuple[Any, list[Finding]]:
    from carbonfoot.documents.part import Part
    from carbonfoot.documents.reading import read_part
    from carbonfoot.documents.site import Site, is_site, read_site

    if is_site(data):
        return Site, read_site(data, display)[1]
    return Part, read_part(data, display)[1]


def _packed(book: Book, lang: str) -> bytes:
    from carbonfoot.exports.book_write import packed

    try:
        return packed(book, lang)
    except ModuleNotFoundError as error:
        if error.name != "xlsxwriter":
            raise
        output.fail("--to xlsx needs XlsxWriter: pip install 'carbonfoot[xlsx]'")


def _show(
    findings: list[Finding], text: str | None, *, format: str, quiet: bool, book: Book | None, target: str
) -> None:
    """What was written, and the findings that stood in the way."""
    import sys

    from carbonfoot.findings.finding import severity, sort_findings

    rows = sum(len(one.rows) for one in book.lists) if book else 0
    if format == "json":
        from carbonfoot.reports.envelope import answer, to_text
        from carbonfoot.reports.finding_text import to_json

        counts = {"values": len(book.values), "lists": len(book.lists), "rows": rows} if book else {}
        data = {"output": target, **counts} if book else None
        found = [to_json(one, lambda _: text) for one in sort_findings(findings)]
        output.result(to_text(answer("export", data, {"to": "xlsx"}, found)), None)
        return
    told = [one for one in sort_findings(findings) if not quiet or severity(one) in ("error", "incomplete")]
    if told:
        from carbonfoot.reports.finding_text import render

        output.talk("\n" + render(told, lambda _: text, output.width(), output.colour(sys.stderr)))
    if book is not None and not quiet:
        from carbonfoot.reports.width import safe

        lists = ", ".join(f"{one.name} {len(one.rows)}" for one in book.lists)
        output.talk(
            safe(f"{target}: {len(book.values)} values; rows: {lists or 'none'}; comments are not kept")
        )
