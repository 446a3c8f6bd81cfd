"""`carbonfoot cbam cost`: certificates and money that goods cost, by actual values and by the default value."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import typer

from carbonfoot.cli import output
from carbonfoot.cli.cbam import cbam
from carbonfoot.cli.cbam_amounts import amount, code, quantities, rates
from carbonfoot.cli.choices import DEBUG, FORMAT, FORMATS, LANG, OUTPUT, QUIET, one_of, settings
from carbonfoot.cli.library import library_here
from carbonfoot.documents.settings import LANGUAGES

if TYPE_CHECKING:
    from carbonfoot.cbam.cost import Asked, GoodCost, Stated
    from carbonfoot.cbam.goods import CbamGood
    from carbonfoot.cbam.model import Outcome, Result
    from carbonfoot.factors.library import Library
    from carbonfoot.findings.finding import Finding

ACCEPT = typer.Option(
    False, "--accept-superseded", help="Take default values that nobody compared with the act in force."
)
RATE = typer.Option(
    [], "--rate", metavar="RATE", help="Rate of exchange to EUR, such as '1450 KRW/EUR'; may be repeated."
)


class _Code(NamedTuple):
    """A good without a document, as typed."""

    cn: str | None
    country: str | None
    direct: str | None
    indirect: str | None
    free: str | None
    route: str | None
    good: str | None


@cbam.command("cost")
def cost(
    document: str | None = typer.Argument(
        None, metavar="INSTALLATION", help="An installation document; without one, --cn and --country."
    ),
    certificate_price: str = typer.Option(
        ..., "--certificate-price", metavar="PRICE", help="Price of a certificate, such as '75.36 EUR/t'."
    ),
    rate: list[str] = RATE,
    year: int | None = typer.Option(
        None, "--year", metavar="YEAR", help="Year of import; that of the document, or the first, by default."
    ),
    quantity: list[str] = typer.Option(
        [],
        "--quantity",
        metavar="[CN=]AMOUNT",
        help="Imported in a year, such as 73181542=1200t (of a document), or '1200 t' (with --cn).",
    ),
    imports: str | None = typer.Option(
        None, "--imports", metavar="FILE.csv", help="Quantities of a year: columns cn and quantity."
    ),
    cn: str | None = typer.Option(None, "--cn", metavar="CN", help="CN code of a good without a document."),
    country: str | None = typer.Option(
        None, "--country", metavar="CODE", help="Its country of origin, such as KR."
    ),
    direct: str | None = typer.Option(
        None, "--direct", metavar="SEE", help="Its direct embedded emissions, such as '2.007 t CO2e/t'."
    ),
    indirect: str | None = typer.Option(
        None, "--indirect", metavar="SEE", help="Its indirect ones, where they are in scope."
    ),
    free: str | None = typer.Option(
        None,
        "--free-allocation",
        metavar="SEFA",
        help="Its free allocation by the verified report, such as '1.21 t CO2e/t'.",
    ),
    route: str | None = typer.Option(
        None,
        "--route",
        metavar="LETTER",
        help="Its production route, A to L, where a benchmark depends on it.",
    ),
    good: str | None = typer.Option(
        None,
        "--good",
        metavar="WORDS",
        help="Which, where a code has several default values: 'grey clinker'.",
    ),
    accept: bool = ACCEPT,
    format: str = FORMAT,
    output_file: str | None = OUTPUT,
    lang: str | None = LANG,
    quiet: bool = QUIET,
    debug: bool = DEBUG,
) -> None:
    """Certificates that goods cost, actual against default. For every year to 2034."""
    from carbonfoot.cbam.cost import Asked, NoRate

    one_of(format, FORMATS, "--format")
    language = one_of(lang or settings(document or os.getcwd()).lang or "en", LANGUAGES, "--lang")
    price = amount(certificate_price, "EUR/t", "--certificate-price", above_zero=True)
    asked = Asked(price, rates(rate), accept)
    typed = _Code(cn, country, direct, indirect, free, route, good)
    if (document is None) == (cn is None):
        output.fail("name an INSTALLATION document, or a good with --cn and --country")
    library = library_here(format, "cbam-cost")
    outcome = None
    try:
        if document is None:
            chosen = year_of(library, year, None)
            found = _code_of(library, typed, imports)
            _origin(library, (typed.country or "").strip().upper(), format, output_file)
            goods = [_of_code(library, found, typed, asked, quantity, chosen)]
        else:
            _refuse_of_code(typed)
            outcome = calculated(library, document)
            if outcome.result is None:
                _stop(outcome, format, output_file, quiet)
            chosen = year_of(library, year, outcome.result)
            country = outcome.result.installation.installation.country.partition("-")[0]
            _origin(library, country, format, output_file)
            goods = _of_document(library, outcome.result, document, asked, quantities(quantity, imports))
    except NoRate as error:
        output.fail(f"a carbon price was paid in {error.currency}: --rate '1450 {error.currency}/EUR'")
    _answer(library, goods, chosen, asked, outcome, (format, output_file, language, quiet))


def calculated(library: Library, file: str) -> Outcome:
    """The calculation of an installation document; no result where a finding is an error."""
    from carbonfoot.cbam.calculate import calculate
    from carbonfoot.findings.finding import severity

    outcome = calculate(file, library)
    if any(severity(one) == "error" for one in outcome.findings):
        return outcome._replace(result=None)
    return outcome


def show(findings: list[Finding], outcome: Outcome | None, quiet: bool) -> None:
    """Findings on standard error: in full what stops an answer, a line each for the rest."""
    import sys

    from carbonfoot.findings.finding import severity, sort_findings
    from carbonfoot.reports.finding_text import render

    texts = {} if outcome is None else outcome.texts
    grave = [one for one in findings if severity(one) in {"error", "incomplete"}]
    mild = [] if quiet else [one for one in findings if one not in grave]
    colour = output.colour(sys.stderr)
    if grave:
        output.talk("\n" + render(sort_findings(grave), texts.get, output.width(), colour))
    if mild:
        output.talk("\n" + render(sort_findings(mild), texts.get, output.width(), colour, concise=True))


def _stop(outcome: Outcome, format: str, output_file: str | None, quiet: bool) -> NoReturn:
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.reports.envelope import answer, to_text
    from carbonfoot.reports.finding_text import to_json

    if format == "json":
        told = [to_json(one, outcome.texts.get) for one in outcome.findings]
        output.result(to_text(answer("cbam-cost", None, findings=told)), output_file, outcome.files)
    else:
        show(outcome.findings, outcome, quiet)
    raise SystemExit(exit_code(outcome.findings) or 3)


def year_of(library: Library, year: int | None, result: Result | None) -> int:
    """The year of import: as said, else that of the document, else the first."""
    from carbonfoot.cbam.benchmarks import years

    known = years(library)
    if year is None:
        return min(max(result.year, known[0]), known[-1]) if result is not None else known[0]
    if year not in known:
        output.fail(f"--year {year}: certificates are due from {known[0]}; the tables end in {known[-1]}")
    return year


def _origin(library: Library, country: str, format: str, output_file: str | None) -> None:
    """Stop where goods of the country are outside the mechanism: nothing is due (5), which JSON says by no data."""
    from carbonfoot.cbam.origins import NotACountry, exempt_origin

    try:
        exempt = exempt_origin(library, country)
    except NotACountry as error:
        output.fail(f"{error.message}; {error.help}")
    if exempt is not None:
        if format == "json":
            from carbonfoot.reports.envelope import answer, to_text

            output.result(to_text(answer("cbam-cost", None)), output_file)
        output.talk(f"nothing is due: {'; '.join(exempt.why)}")
        raise SystemExit(5)


def _refuse_of_code(typed: _Code) -> None:
    names = ("--cn", "--country", "--direct", "--indirect", "--free-allocation", "--route", "--good")
    given = [name for name, value in zip(names, typed, strict=True) if value is not None]
    if given:
        output.fail(f"{', '.join(given)}: of a good without a document; the document says it")


def _of_document(
    library: Library, result: Result, file: str, asked: Asked, wanted: dict[str, float]
) -> list[GoodCost]:
    from carbonfoot.cbam.cost import of_installation

    tonnes: list[float | None] = [None] * len(result.goods)
    for key, number in wanted.items():
        meant = [
            place
            for place, good in enumerate(result.goods)
            if key == good.name or (key.isdecimal() and good.cn.startswith(key))
        ]
        known = ", ".join(f"{one.cn} `{one.name}`" for one in result.goods)
        if not meant:
            output.fail(f"`{key}` is no good of {file}: {known}")
        if len(meant) > 1:
            output.fail(f"`{key}` means several goods of {file}: name one of {known}")
        tonnes[meant[0]] = number + (tonnes[meant[0]] or 0.0)
    return of_installation(result, library, asked, tonnes)


def _code_of(library: Library, typed: _Code, imports: str | None) -> CbamGood:
    """The good of the code typed, whose country is said too."""
    from carbonfoot.cbam.goods import good as good_of

    if imports is not None:
        output.fail("--imports: of an installation document; state --quantity")
    digits = code(typed.cn or "", "--cn")
    found = good_of(library, digits)
    if found is None:
        output.fail(
            f"--cn {typed.cn}: not a good of the mechanism; `carbonfoot cbam scope {digits}` says why"
        )
    if typed.country is None:
        output.fail("a default value is that of a country: --country KR")
    if typed.country.strip().casefold() == "unknown":
        output.fail(
            "--country unknown: Annex IV is for precursors whose country of production cannot be identified,"
            " not for imported goods; name the country of origin"
        )
    return found


def _of_code(
    library: Library, found: CbamGood, typed: _Code, asked: Asked, quantity: list[str], year: int
) -> GoodCost:
    from carbonfoot.cbam.cost import Line, of_line

    if len(quantity) > 1:
        output.fail("--quantity: one amount for one good")
    digits = code(typed.cn or "", "--cn")
    tonnes = _tonnes(quantity[0], digits) if quantity else None
    stated = _stated(typed, annex_ii=found.annex_ii, year=year)
    line = Line(digits, (typed.country or "").strip().upper(), typed.route or "", typed.good or "")
    return of_line(library, found, line, stated, asked, tonnes)


def _tonnes(text: str, cn: str) -> float:
    """Of the one good: an amount, with or without its code before it."""
    name, equals, number = text.rpartition("=")
    if equals and code(name, "--quantity") != cn:
        output.fail(f"--quantity {text}: the good is {cn}")
    return amount(number, "t", "--quantity")


def _stated(typed: _Code, *, annex_ii: bool, year: int) -> Stated | None:
    from carbonfoot.cbam.cost import Stated as Values

    if typed.direct is None:
        if typed.indirect is not None or typed.free is not None:
            output.fail("--indirect and --free-allocation stand beside --direct")
        return None
    if typed.indirect is None and not annex_ii:
        output.fail("--indirect is missing: the indirect emissions of this good are in scope")
    free = None if typed.free is None else amount(typed.free, "t/t", "--free-allocation")
    indirect = None if typed.indirect is None else amount(typed.indirect, "t/t", "--indirect")
    return Values(amount(typed.direct, "t/t", "--direct"), indirect, free, year)


def _answer(
    library: Library,
    goods: list[GoodCost],
    year: int,
    asked: Asked,
    outcome: Outcome | None,
    shown: tuple[str, str | None, str, bool],
) -> NoReturn:
    from carbonfoot.cbam.benchmarks import de_minimis
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.reports.cbam_cost_json import cost_data
    from carbonfoot.reports.cbam_cost_text import cost_text
    from carbonfoot.reports.envelope import answer, to_text
    from carbonfoot.reports.finding_text import to_json
    from carbonfoot.reports.style import Style

    format, output_file, language, quiet = shown
    file = outcome.result.file if outcome is not None and outcome.result is not None else ""
    findings = [*([] if outcome is None else outcome.findings), *refused(goods, year, file)]
    files = [] if outcome is None else outcome.files
    least = de_minimis(library)
    if format == "json":
        texts = {} if outcome is None else outcome.texts
        told = [to_json(one, texts.get) for one in findings]
        data = cost_data(goods, year, asked, least)
        output.result(to_text(answer("cbam-cost", data, {"year": year}, told)), output_file, files)
    else:
        style = Style(output.width(), language, plain=output.ascii_only())
        output.result(cost_text(goods, year, asked.price, least, style), output_file, files)
        show(findings, outcome, quiet)
    raise SystemExit(exit_code(findings))


def refused(goods: list[GoodCost], year: int, file: str) -> list[Finding]:
    """Why a way of a good cannot be told in a year, so that the answer is incomplete; and what is doubtful in it."""
    from carbonfoot.findings.finding import Finding

    notes = {
        "CF704": ("Implementing Regulation (EU) 2025/2620, Annex",),
        "CF827": (
            "default values: Implementing Regulation (EU) 2025/2621, Annex I, replaced by (EU) 2026/1740",
        ),
    }
    doubts = [
        Finding("CF704", said, file, path, notes=notes["CF704"], severity="warning")
        for good in goods
        for way in (good.of(year).actual, good.of(year).default)
        if way is not None
        for path, said in way.free.doubts
    ]
    stopped = [
        Finding(
            one.code,
            one.message,
            file,
            one.path,
            help=one.help,
            notes=notes[one.code],
            severity="incomplete",
        )
        for good in goods
        for one in good.of(year).refusals
    ]
    return list(dict.fromkeys([*stopped, *doubts]))
