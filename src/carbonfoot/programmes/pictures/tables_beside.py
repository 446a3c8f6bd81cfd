"""What stands beside footprints as tables: credits and who claims them twice, trading, sets of measures that close a gap."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Column, Number, Paragraph, Table
from carbonfoot.programmes.pictures.reading import Data, called, measures, members
from carbonfoot.programmes.pictures.tables import numbers, other
from carbonfoot.programmes.told.words import words
from carbonfoot.programmes.told.words_pictures import label, say

_TONNES = ("baseline", "project_emissions", "leakage", "reduced", "amount", "held", "avoided_by_measure")
_BESIDE_EACH_OTHER = 4
_APART = ("uses", "double_claim", "period", *_TONNES)


def credits_blocks(data: Data, lang: str) -> list[Block]:
    """The ledger of credits: each credit, what became of it, and each claim that another has too, to both of them."""
    given = data.get("credits") or {}
    if not isinstance(given, dict):
        return other(say("credits", lang), given, lang)
    many = given.get("credits") or []
    single = {key: one for key, one in given.items() if key != "credits"}
    blocks = other(say("credits", lang), single, lang)
    return [
        *blocks,
        *(
            one
            for one in (_credits(many, data, lang), _uses(many, data, lang), _claims(many, data, lang))
            if one.rows
        ),
        *_unknown(many, lang),
    ]


def _unknown(many: list[Data], lang: str) -> list[Block]:
    """Of credits of which nobody can tell whether another claims their tonnes, too."""
    ids = [str(one["id"]) for one in many if one.get("measure") is None or one.get("period") is None]
    return [Paragraph((f"{', '.join(ids)}: {words(lang, 'words_credits')['not known']}",))] if ids else []


def _member(data: Data, id: object, lang: str) -> str:
    return called(members(data).get(str(id), {"id": str(id)}), lang)


def _credits(many: list[Data], data: Data, lang: str) -> Table:
    """Amounts in t CO2e; a price that is unknown is empty."""
    plain = [key for key in dict.fromkeys(key for one in many for key in one) if key not in _APART]
    amounts = [key for key in _TONNES if any(key in one for one in many)]
    columns = [numbers([one.get(key) for one in many]) for key in amounts]
    named = measures(data)
    rows = []
    for place, one in enumerate(many):
        cells: list[Cell] = []
        for key in plain:
            value = one.get(key)
            if key == "owner":
                value = _member(data, value, lang)
            elif key == "measure" and value is not None:
                value = called(named.get(str(value), {"id": value}), lang)
            elif key == "status":
                value = label(str(value), lang)
            cells.append(numbers([value])[0] if isinstance(value, float) else str(value or ""))
        period = one.get("period") or {}
        cells.append("–".join(str(period[key]) for key in ("from", "to") if key in period))
        rows.append((*cells, *(column[place] for column in columns)))
    heads = [Column(label(key, lang)) for key in (*plain, "period")]
    words = {"amount": say("credit amount", lang)}
    heads += [Column(f"{words.get(key) or label(key, lang)}, t CO2e", numeric=True) for key in amounts]
    found = Table(say("credits", lang), tuple(heads), tuple(rows))
    return _turned(found) if len(rows) <= _BESIDE_EACH_OTHER else found


def _turned(given: Table) -> Table:
    """Each row a column: what is told of few things stands below one another."""
    heads = (given.columns[0], *(Column(_text(row[0])) for row in given.rows))
    rows = [
        (column.title, *(row[place] for row in given.rows))
        for place, column in enumerate(given.columns)
        if place
    ]
    return Table(given.caption, heads, tuple(rows))


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Number) else str(cell)


def _uses(many: list[Data], data: Data, lang: str) -> Table:
    rows = []
    for one in many:
        for use in one.get("uses") or []:
            buyer = _member(data, use["to"], lang) if use.get("to") else ""
            what = label(str(use.get("use") or ""), lang)
            (amount,) = numbers([use.get("amount")])
            rows.append(
                (
                    str(one["id"]),
                    _member(data, use.get("by"), lang),
                    what,
                    buyer,
                    str(use.get("year") or ""),
                    amount,
                )
            )
    heads = [Column(label(key, lang)) for key in ("credit", "by", "use", "to", "year")]
    return Table(say("uses", lang), (*heads, Column("t CO2e", numeric=True)), tuple(rows))


def _claims(many: list[Data], data: Data, lang: str) -> Table:
    """A row for every party of a double claim: what it claims, and who claims the same tonnes."""
    rows = []
    for one in many:
        claim = one.get("double_claim")
        if not claim:
            continue
        (tonnes,) = numbers([claim.get("tonnes")])
        holders = [_member(data, id, lang) for id in claim.get("credit_of") or []]
        lower = [
            (_member(data, found["member"], lang), ", ".join(map(str, found.get("products") or [])))
            for found in claim.get("lower_footprint_of") or []
        ]
        others = ", ".join(name for name, _ in lower)
        rows += [(name, say("as credit", lang), str(one["id"]), tonnes, others) for name in holders]
        rows += [
            (name, say("as footprint", lang, products=products), str(one["id"]), tonnes, ", ".join(holders))
            for name, products in lower
        ]
    heads = [Column(say(key, lang)) for key in ("member", "claims as", "of credit")]
    heads += [Column("t CO2e", numeric=True), Column(say("also claimed", lang))]
    return Table(say("double claims", lang), tuple(heads), tuple(rows))


def trading_blocks(data: Data, lang: str) -> list[Block]:
    """Every member in a trading scheme, by year."""
    given = data.get("trading") or {}
    positions = given.get("positions") if isinstance(given, dict) else None
    if positions is None:
        return other(say("trading", lang), given, lang)
    blocks: list[Block] = []
    for one in positions:
        name = _member(data, one.get("member"), lang)
        caption = f"{name}: {one.get('scheme') or ''}, t CO2e, {given.get('currency') or ''}"
        blocks += other(caption, {**one, "member": name}, lang)
    return blocks


def closing_blocks(target: Data, data: Data, lang: str) -> list[Block]:
    """What a target has beside its path: its budget, and the cheapest set of measures that closes its gap."""
    named = measures(data)
    rest = {key: target[key] for key in ("cumulative", "closing") if target.get(key)}
    closing = rest.get("closing")
    if isinstance(closing, dict):
        rest["closing"] = {
            key: [called(named.get(str(id), {"id": id}), lang) for id in one]
            if key in ("measures", "fixed", "without_money") and isinstance(one, list)
            else one
            for key, one in closing.items()
        }
    return other(str(target.get("id") or ""), rest, lang)
