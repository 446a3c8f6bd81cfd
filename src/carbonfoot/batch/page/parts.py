"""Sections of the page. Every text of a document is escaped; what colour shows, a word or sign says as well."""

from __future__ import annotations

from carbonfoot.batch.export.content import Content
from carbonfoot.batch.keys import digest
from carbonfoot.batch.model import COMPLETE, INCOMPLETE, REFUSED
from carbonfoot.batch.told.summary import DQR_STEPS, GRAVE, PDS_STEPS, STATES, STEPS, OfCode, Summary
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.documents.places import place_of
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import Finding
from carbonfoot.findings.page import read_page
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.style import percent

Words = dict[str, str]

_SIGNS = {COMPLETE: "✓", INCOMPLETE: "△", REFUSED: "✕"}
_SUPPLIERS = 1000
"""Suppliers that the page lists, those with most refused documents first."""


def anchor(name: str) -> str:
    """A word that a link to a document can name, the same for the same document."""
    return f"p{digest(name)[:10]}"


def state_cell(state: str, say: Words) -> str:
    """A cell with the state of a product in a word and a sign."""
    return f"<td class={state}>{_SIGNS[state]} {escaped(say[f'state {state}'])}"


def head(columns: list[tuple[str, bool]], caption: str, choose: int = -1) -> str:
    """A table up to its first row. `columns`: names and whether numbers stand below; `choose`: a script lets one choose there."""
    cells = "".join(
        f'<th scope="col"{" class=n" if numeric else ""}>{escaped(name)}</th>' for name, numeric in columns
    )
    chosen = f' data-choose="{choose}"' if choose >= 0 else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escaped(caption)}"><table{chosen}>'
        f"<thead><tr>{cells}</tr></thead><tbody>\n"
    )


def tiles(told: Summary, say: Words) -> str:
    """How many documents there are of each state, and what was passed over."""
    rows = "".join(
        f'<li class="{state}"><b>{_SIGNS[state]} {told.states[state]:,}</b> {escaped(say[f"state {state}"])}</li>'
        for state in STATES
    )
    parts = [
        say["kind one" if kind else "kind none"].format(number=f"{number:,}", kind=kind)
        for kind, number in told.passed_over.items()
    ]
    parts += [say["links"].format(number=f"{len(told.walked):,}")] if told.walked else []
    over = f"{say['passed over']}: {', '.join(parts)}" if parts else say["passed over none"]
    return f'<ul class="tiles">{rows}</ul>\n<p>{escaped(over)}</p>\n'


def codes(content: Content, say: Words) -> str:
    """Findings by code, each with its first places and a link to what it means."""
    titles = [(say[key], key in ("col count", "col files")) for key in _CODE_COLUMNS]
    rows = "".join(_code(one, content, say) for one in content.told.codes)
    title = f'<h2 id="findings">{escaped(say["findings"].capitalize())}</h2>'
    if not rows:
        return f"<section>{title}\n<p>{escaped(say['none'])}</p></section>\n"
    return f"<section>{title}\n{head(titles, say['findings'])}{rows}</tbody></table></div></section>\n"


_CODE_COLUMNS = ("col code", "severity", "col count", "col files", "where")


def _code(one: OfCode, content: Content, say: Words) -> str:
    shown = one.examples if one.severity in GRAVE else one.examples[:1]
    places = "".join(f"<li>{_place(finding, content)}</li>" for finding in shown)
    more = one.number - len(shown)
    grave = escaped(say[f"severity {one.severity}"])
    rest = f"<p>{escaped(say['more'].format(number=f'{more:,}'))}</p>" if more else ""
    return (
        f'<tr><td><a href="#{one.code}">{one.code}</a> {escaped(CATALOGUE[one.code].name)}'
        f"<td class={one.severity}>{grave}<td class=n>{one.number:,}<td class=n>{one.files:,}"
        f"<td><ul>{places}</ul>{rest}\n"
    )


def _place(finding: Finding, content: Content) -> str:
    """Where a finding stands and what it says; a link to the row of the document."""
    if not finding.file:
        return escaped(finding.message)
    place = place_of(finding, content.text_of(finding.file))
    where = finding.file + (f":{place.line}:{place.column}" if place else "")
    return f'<a href="#{anchor(finding.file)}">{escaped(where)}</a> {escaped(finding.message)}'


def chart(told: Summary, say: Words) -> str:
    """How many products have a total of which size: bars, each with its range and number in words."""
    if not told.totals:
        return ""
    most = max(told.totals.values())
    bars = []
    for place in range(min(told.totals), max(told.totals) + 1):
        count = told.totals.get(place, 0)
        text = _between(place, STEPS, say)
        bars.append(
            f'<li><span class="label">{escaped(text)}</span> <span>{count:,}</span>'
            f'<svg aria-hidden="true" height="12" width="100%"><rect width="{100 * count / most:.2f}%" height="12"/></svg></li>'
        )
    return (
        f'<section><h2 id="totals">{escaped(say["distribution"])}</h2>\n<p>{escaped(say["distribution text"])}</p>\n'
        f'<ul class="bars">{"".join(bars)}</ul></section>\n'
    )


def _between(place: int, steps: tuple[float, ...], say: Words, *, share: bool = False) -> str:
    """A range of numbers in words; `place` is that of its upper end."""

    def shown(number: float) -> str:
        return percent(number) if share else format_number(number, 2)

    if place < 0:
        return say["unknown"]
    if place == 0:
        return say["below"].format(limit=shown(steps[0]))
    if place == len(steps):
        return f"> {shown(steps[-1])}"
    return say["range"].format(low=shown(steps[place - 1]), high=shown(steps[place]))


def hotspots(told: Summary, say: Words) -> str:
    """Items that are the largest of most products."""
    if not told.hotspots:
        return ""
    rows = "".join(
        f"<tr><td>{escaped(one.item)}<td class=n>{one.times:,}<td class=n>{percent(one.share)}\n"
        for one in told.hotspots
    )
    columns = [(say["item"], False), (say["times"], True), (say["share"], True)]
    return _section("hotspots", say, head(columns, say["hotspots"]) + rows)


def suppliers(told: Summary, say: Words) -> str:
    """Suppliers with refused documents or ones without a total."""
    if not told.suppliers:
        return ""
    rows = "".join(
        f"<tr><td>{escaped(one.name)}{'/' if one.is_folder and one.name != '.' else ''}<td class=n>{one.refused:,}"
        f"<td class=n>{one.incomplete:,}<td class=n>{one.all:,}\n"
        for one in told.suppliers[:_SUPPLIERS]
    )
    names = ("supplier", "col refused", "col incomplete", "col all")
    columns = [(say[name], name != "supplier") for name in names]
    return _section("suppliers", say, head(columns, say["suppliers"]) + rows)


def quality(told: Summary, say: Words) -> str:
    """Products by the ranges of their two ratings."""
    rows = "".join(
        f"<tr><td>{escaped(say[name])}<td>{escaped(_between(place, steps, say, share=name == 'pds'))}<td class=n>{count:,}\n"
        for name, counts, steps in (("pds", told.pds, PDS_STEPS), ("dqr", told.dqr, DQR_STEPS))
        for place, count in counts.items()
    )
    if not rows:
        return ""
    columns = [(say["quality"], False), (say["range of"], False), (say["products"], True)]
    return _section("quality", say, head(columns, say["quality"]) + rows)


def _section(key: str, say: Words, table: str) -> str:
    return (
        f'<section><h2 id="{key}">{escaped(say[key])}</h2>\n<p>{escaped(say[f"{key} text"])}</p>\n{table}'
        "</tbody></table></div></section>\n"
    )


def help_texts(told: Summary, say: Words) -> str:
    """What each code that occurs means, as `carbonfoot explain` prints it."""
    if not told.codes:
        return ""
    found = "".join(
        f'<details id="{code}"><summary>{code} {escaped(CATALOGUE[code].title)}</summary><pre lang="en">'
        f"{_lines(read_page(code))}</pre></details>\n"
        for code in dict.fromkeys(one.code for one in told.codes)
    )
    return f'<section><h2 id="codes">{escaped(say["code help"])}</h2>\n{found}</section>\n'


def _lines(text: str) -> str:
    return "\n".join(map(escaped, text.splitlines()))
