"""What an inbox says, as data: every declaration, change, product and line, and the edits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carbonfoot.declarations.inbox.changes import per_unit
from carbonfoot.declarations.inbox.model import Came, Changed, Edit, Inbox, Moved, Use
from carbonfoot.declarations.inbox.once import key_of
from carbonfoot.documents.received.model import Received
from carbonfoot.findings.finding import path_text, sort_findings
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.finding_text import to_json

TextOf = Callable[[str], str | None]


def report(inbox: Inbox, options: dict[str, Any], text_of: TextOf) -> dict[str, Any]:
    """The whole answer of `declare --inbox --format json`."""
    data = {
        "folder": inbox.folder,
        "project": inbox.project or None,
        "day": inbox.day,
        "files": {
            "declarations": inbox.files,
            "refused": list(inbox.refused),
            "other": list(inbox.other),
            "links": inbox.links,
        },
        "declarations": [_came(one, inbox) for one in inbox.came],
        "changes": [_changed(one) for one in inbox.changed],
        "products": {
            "moved": [_moved(one) for one in inbox.moved],
            "still": inbox.still,
            "refused": inbox.failed,
            "unread": inbox.unread,
        },
        "edits": [_edit(one) for one in inbox.edits],
        "waiting": [
            {**_use(one.use), "why": one.why, "newer": [each.id for each in one.newer]}
            for one in inbox.waiting
        ],
        "lapsed": [{**_use(one.use), "state": one.state.word} for one in inbox.lapsed],
        "proposed": [
            {
                "file": one.shown,
                "path": path_text(one.path),
                "line": one.line or None,
                "name": one.name,
                "supplier": one.supplier,
                "declaration": one.declared.id,
                "edit": one.text,
                "put": one.put or None,
            }
            for one in inbox.proposed
        ],
        "unused": list(inbox.unused),
    }
    findings = [to_json(one, text_of) for one in sort_findings(dict.fromkeys(inbox.findings))]
    return answer("declare-inbox", data, options, findings)


def _came(came: Came, inbox: Inbox) -> dict[str, Any]:
    one, state = came.declared, inbox.states[key_of(came.declared.id)]
    return {
        "id": one.id,
        "file": one.file,
        "path": path_text(one.path),
        "also_in": list(came.also),
        "format": one.format,
        "version": one.version,
        "company": one.company,
        "company_ids": list(one.company_ids),
        "product": one.product,
        "product_ids": list(one.product_ids),
        "declared_unit": {"amount": _decimal(one), "unit": one.unit},
        "kg_co2e_per_unit": _digits(per_unit(one)),
        "primary_data_share": _digits(one.primary),
        "quality": {key: _digits(score) for key, score in one.quality.items()},
        "period": _span(one.period),
        "valid": {**_span(one.valid), "end_stated": one.stated_end},
        "status": one.status or None,
        "preceding": list(one.preceding),
        "state": state.word,
        "replaced_by": state.by or None,
        "replaced_probably": state.probably,
        "claims": [{"kind": claim.kind, "said": claim.said} for claim in one.claims],
    }


def _decimal(one: Received) -> float | None:
    return _digits(float(one.amount))


def _span(given: tuple[str, str]) -> dict[str, str | None]:
    return {"start": given[0] or None, "end": given[1] or None}


def _digits(number: float | None) -> float | None:
    return None if number is None else round_digits(number)


def _changed(one: Changed) -> dict[str, Any]:
    return {
        "product": one.after.product,
        "before": one.before.id,
        "after": one.after.id,
        "linked_by_id": not one.probably,
        "per": f"1 {one.unit}",
        "converted_by": one.how or None,
        "not_compared": one.why_not or None,
        "above_10_percent": one.jump,
        "numbers": [
            {
                "what": number.what,
                "unit": number.unit,
                "before": _digits(number.before),
                "after": _digits(number.after),
                "delta": _digits(number.delta),
                "share": _digits(number.share),
            }
            for number in one.numbers
        ],
        "texts": [
            {"what": what, "before": before or None, "after": after or None}
            for what, before, after in one.texts
        ],
    }


def _moved(one: Moved) -> dict[str, Any]:
    return {
        "file": one.shown,
        "id": one.id or None,
        "name": one.name or None,
        "per": one.unit or None,
        "before": _total(one.before, one.states[0]),
        "after": _total(one.after, one.states[1]),
        "delta": _digits(one.delta),
        "share": _digits(one.share),
        "because": one.because or None,
        "lines": [
            {
                "path": path_text(line.path),
                "name": line.name,
                "delta": _digits(line.delta),
                "through": line.through or None,
            }
            for line in one.lines
        ],
    }


def _total(number: float | None, state: str) -> dict[str, Any]:
    """A total that is only known in part is null, with what is known beside it."""
    whole = number if state == "complete" else None
    return {"state": state, "total": _digits(whole), "at_least": _digits(number)}


def _use(use: Use) -> dict[str, Any]:
    return {
        "file": use.shown,
        "path": path_text(use.path),
        "line": use.line or None,
        "name": use.name,
        "day": use.day,
        "declaration": use.declared.id,
    }


def _edit(one: Edit) -> dict[str, Any]:
    return {
        **_use(one.use),
        "written": one.use.reference,
        "newer": one.newer.id,
        "linked_by_id": not one.probably,
        "edit": one.text,
        "put": {"file": one.put, "as": one.as_} if one.put else None,
    }
