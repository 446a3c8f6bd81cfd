"""Technology cards for programs: `carbonfoot/technologies/1`, `carbonfoot/technology/1`, `carbonfoot/technology-applied/1`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.findings.finding import Finding
from carbonfoot.programmes.technologies.figures import name_of, text_of
from carbonfoot.programmes.technologies.shelf import Kept
from carbonfoot.programmes.technologies.trial import End, Trial, invested, products_of
from carbonfoot.programmes.told.technologies_text import effect_text, say_in
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.finding_text import TextOf, to_json


def list_json(
    cards: Sequence[Kept], findings: Sequence[Finding], text_of_file: TextOf, options: dict[str, Any]
) -> dict[str, Any]:
    """All cards in short."""
    rows = [_short(kept) for kept in cards]
    return answer(
        "technologies", {"technologies": rows}, options, [to_json(one, text_of_file) for one in findings]
    )


def _short(kept: Kept) -> dict[str, Any]:
    head, card = kept.card.technology, kept.card
    say = say_in("en")
    return {
        "id": kept.id,
        "name": head.name,
        "name_ko": head.name_ko,
        "sector": head.sector,
        "replaces": head.replaces,
        "readiness": head.readiness,
        "per": card.per,
        "effects": [effect_text(one, say) for one in card.effects or []],
        "investment": None
        if card.investment is None or card.investment.value is None
        else text_of(card.investment.value),
        "demonstrations": len(card.demonstrations or []),
        "pack": kept.pack or None,
    }


def show_json(
    kept: Kept, findings: Sequence[Finding], text_of_file: TextOf, options: dict[str, Any]
) -> dict[str, Any]:
    """One card as it is written, with its id."""
    data = {"id": kept.id, "pack": kept.pack or None, "card": kept.source.data}
    return answer("technology", data, options, [to_json(one, text_of_file) for one in findings])


def applied_json(
    trial: Trial, values: Mapping[str, Value], text_of_file: TextOf, options: dict[str, Any]
) -> dict[str, Any]:
    """What a card does to a document; kg CO2e per declared unit, null where a line is missing."""
    before = trial.before.footprint
    figures = [
        {
            "path": "/".join(map(str, one.path)),
            "name": name_of(one) or None,
            "value": _text(values.get(name_of(one)) or one.figure.value),
            "low": _text(one.figure.low),
            "high": _text(one.figure.high),
            "source": None if name_of(one) in values else one.figure.source,
        }
        for one in trial.applied.figures
    ]
    data = {
        "id": trial.kept.id,
        "before": None if before is None else _number(before.total),
        "after": _number(trial.total),
        "range": {"lowest": _end(trial.best), "highest": _end(trial.worst)},
        "products": [
            {
                "id": one.id,
                "name": one.name,
                "unit": one.unit,
                "before": _number(one.before),
                "after": _number(one.after),
            }
            for one in products_of(trial)
        ],
        "range_leaves": list(trial.unmoved),
        "kept": [{"line": name, "keys": list(keys)} for name, keys in trial.applied.kept],
        "changes": trial.applied.raw,
        "lines": [{"path": one.path, "before": one.before, "after": one.after} for one in trial.lines],
        "figures": figures,
        "asks": [{"name": name_of(one) or None, "ask": one.figure.ask} for one in trial.applied.asked],
        "conditions": trial.kept.card.conditions or [],
        "questions": trial.kept.card.questions or [],
        "investment": dict(invested(trial.kept, values)) or None,
    }
    return answer("technology-applied", data, options, [to_json(one, text_of_file) for one in trial.findings])


def _end(end: End | None) -> dict[str, Any] | None:
    return None if end is None else {"total": _number(end.total), "at": end.ends}


def _number(number: float | None) -> float | None:
    return None if number is None else round_digits(number)


def _text(value: Value | None) -> str | None:
    return None if value is None else text_of(value)
