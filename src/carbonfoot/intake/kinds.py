"""What a file is, told by its first bytes and not by its name."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Literal

from carbonfoot.findings.finding import Finding

CSV = "csv"
WORKBOOK = "workbook"
XLS = "xls"
_HEAD = 4096
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of workbooks with a password
_OTHERS = {
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "an SQLite database",
}
_MARKUP = re.compile(rb"(?i)\s*(?:\xef\xbb\xbf)?\s*<(!doctype|html|table|head|body|\?xml|meta|workbook)")
_OLD = "an old .xls workbook"
_OLD_HELP = "pip install 'carbonfoot[xls]' to read it, or save it as .xlsx or CSV"
_EXCEL = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb")


def kind_of_file(file: str, display: str) -> tuple[Literal["csv", "workbook", "xls"], list[Finding]]:
    """CSV, workbook or old workbook; with CF601 or CF602 when it is neither, or not what its name says. May raise OSError."""
    with open(file, "rb") as stream:
        head = stream.read(_HEAD)
        named_excel = display.lower().endswith(_EXCEL)
        if head.startswith(_COMPOUND):
            rest = stream.read(50_000_000)
            locked = "EncryptedPackage".encode("utf-16-le") in head + rest
            if locked:
                return "workbook", [_locked(display)]
            return "xls", [] if find_spec("python_calamine") else [_other(display, _OLD, _OLD_HELP)]
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        said = "an Excel workbook or another zip archive" if not named_excel else ""
        return "workbook", [_other(display, said, "give it the name that it had, .xlsx")] if said else []
    other = next((words for start, words in _OTHERS.items() if head.startswith(start)), "")
    if not other and _MARKUP.match(head):
        other = "a web page or XML"
    if other:
        return "csv", [_other(display, other)]
    if named_excel:
        said = "plain text" if head else "empty"
        return "csv", [_other(display, said, "give it a name that ends in .csv" if head else "save it again")]
    return "csv", []


def _other(
    display: str, what: str, help: str = "open it in a spreadsheet program and save it as .xlsx or CSV"
) -> Finding:
    return Finding("CF601", f"`{display}` is {what}", display, help=help)


def _locked(display: str) -> Finding:
    return Finding(
        "CF602", f"`{display}` is locked with a password", display, help="save it without a password"
    )
