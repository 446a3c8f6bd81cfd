"""Sheet A of the template: which installation, where, for which period; and the lists of processes and purchases."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.book import Book, Page, Where
from carbonfoot.cbam.template.draft import Entry
from carbonfoot.cbam.template.labels import ABOUT, At, Span

_DEGREES = re.compile(r"([NSEW]?)\s*(-?\d+(?:[.,]\d+)?)\s*°?\s*([NSEW]?)", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")


class Named(NamedTuple):
    """A line of the lists of processes or purchases: its number in the list is that of its block."""

    number: int
    name: str
    category: str
    at: At
    country: str = ""
    country_at: At | None = None
    others: tuple[str, ...] = ()


def places_of(page: Page) -> dict[str, At | None]:
    """The cells of sheet A."""
    span = Span(1, page.last)
    starts = labels.find(page.texts, "Start", span)
    right = starts[0][1] + 1 if starts else None
    found = {key: labels.place(page.texts, field, span, right) for key, field in ABOUT.items()}
    for key in ("start", "end"):
        at = found[key]
        found[key] = None if at is None else (at[0], at[1] + 1)
    return found


def missing_labels(page: Page, found: dict[str, At | None], needed: tuple[str, ...]) -> None:
    """A finding for inputs whose texts are not there."""
    for key in needed:
        if found[key] is None:
            page.lacks(ABOUT[key].row)


def period(page: Page, found: dict[str, At | None]) -> str:
    """`2026` for a calendar year, `2026-01-01..2026-06-30` else; "" where a date is missing."""
    start, end = (page.date(found[key], "Reporting period") for key in ("start", "end"))
    if not start or not end:
        return ""
    whole = start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31"
    return start[:4] if whole else f"{start}..{end}"


def country_code(book: Book, given: str) -> str:
    """The code of a country by the template's own list; a code stays as it is; "" where it is not listed."""
    if re.fullmatch(r"[A-Z]{2}", given):
        return given
    codes = book.pages.get(labels.CODES)
    head = None if codes is None else labels.heads(codes.texts, ("Code", "Country Name"))
    if codes is None or head is None:
        return ""
    names, letters = head["country name"], head["code"]
    rows = [at[0] for at in labels.find(codes.texts, given) if at[1] == names and at[0] > head[""]]
    found = {codes.texts.get((row, letters), "") for row in rows} - {""}
    return found.pop() if len(found) == 1 else ""


def head(book: Book, page: Page, found: dict[str, At | None], made: Entry) -> None:
    """What the document says of the installation."""
    name = page.text(found["name"])
    local = page.text(found["local_name"])
    key = "name" if name else "local_name"
    made.put("id", _slug(page.text(found["unlocode"]) or name or local), found[key], "id")
    made.remark("the template has no id: write the one that you use", "id")
    if name or local:
        made.put("name", name or local, found[key], "Name of the installation")
    if _HANGUL.search(local):
        made.put("name_ko", local, found["local_name"])
    _country(book, page, found["country"], made)
    made.text("unlocode", found["unlocode"], "UNLOCODE")
    address = made.within("address")
    for one in ("street", "postcode", "po_box", "city"):
        address.text(one, found[one])
    made.keep("address", address)
    _coordinates(page, found, made)
    made.text("economic_activity", found["economic_activity"])
    author = made.within("author")
    for one, other in (("name", "author"), ("email", "email"), ("phone", "phone")):
        author.text(one, found[other])
    made.keep("author", author)
    _verification(found, made)


def _country(book: Book, page: Page, at: At | None, made: Entry) -> None:
    given = page.text(at)
    code = country_code(book, given) if given else ""
    if code:
        made.put("country", code, at, "Country")
    elif given:
        made.remark(f"country: the list of the template has no `{given}`; write its ISO 3166 code", "name")
    if at is not None:
        made.draft.places[*made.path, "country"] = made.draft.places[made.path] = _where(page, at, "Country")


def _where(page: Page, at: At, name: str) -> Where:
    return Where(page.name, at, name)


def _coordinates(page: Page, found: dict[str, At | None], made: Entry) -> None:
    numbers = {key: _degrees(page.text(found[key])) for key in ("latitude", "longitude")}
    if all(numbers.values()):
        inner = made.within("coordinates")
        for key, number in numbers.items():
            inner.put(key, number, found[key], key)
        made.keep("coordinates", inner)
    else:
        told = [page.text(found[key]) for key in numbers]
        if any(told):
            made.remark(f"coordinates as the file has them: {' / '.join(told)}", "name")


def _degrees(text: str) -> str:
    match = _DEGREES.fullmatch(text.strip())
    if match is None:
        return ""
    letter = (match[1] or match[3]).upper()
    number = match[2].replace(",", ".")
    return f"-{number}" if letter in ("S", "W") and not number.startswith("-") else number


def _verification(found: dict[str, At | None], made: Entry) -> None:
    inner = made.within("verification")
    inner.text("verifier", found["verifier"])
    if inner.data:
        inner.text("accreditation", found["accreditation"])
        inner.text("body", found["accreditation_body"])
        made.keep("verification", inner)
        made.remark(
            "a verifier is named in the file; add the statement and its date, or remove this", "verification"
        )


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9가-힣]+", "-", text).strip("-").upper()[:40] or "INSTALLATION"


def named(page: Page, table: tuple[str, ...], prefix: str) -> list[Named]:
    """The filled lines of a list of sheet A; `prefix` is what their numbers begin with, P or PP."""
    head = labels.heads(page.texts, table)
    if head is None:
        return []
    name, first = head["name"], head[labels.plain(table[0])]
    number = head.get("id", first - 1)
    country = head.get("country code")
    after = country if country is not None else first
    lines: list[Named] = []
    for row in range(head[""] + 1, page.last + 1):
        match = re.fullmatch(rf"{prefix}(\d+)", page.texts.get((row, number), ""))
        if match is None:
            if lines or row > head[""] + 2:
                break
            continue
        others = tuple(text for column in range(after + 1, name) if (text := page.text((row, column))))
        at = (row, name)
        code = "" if country is None else page.text((row, country))
        lines.append(
            Named(
                int(match[1]),
                page.text(at),
                page.text((row, first)),
                at,
                code,
                None if country is None else (row, country),
                others,
            )
        )
    return [one for one in lines if one.name or one.category]
