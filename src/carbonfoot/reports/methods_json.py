"""Emission methods as data: what there is, and all that one of them says about itself."""

from __future__ import annotations

from typing import Any

from carbonfoot.methods.described import Need, entry, needs
from carbonfoot.methods.method import Method
from carbonfoot.reports.envelope import answer


def list_json(methods: list[type[Method]], options: dict[str, str]) -> dict[str, Any]:
    """A row a method."""
    rows = [
        {
            "id": about.id,
            "title": about.title,
            "title_ko": about.title_ko,
            "tier": about.tier,
            "gives": about.gives,
            "reference": about.reference,
            "edition": about.edition,
        }
        for about in (method.about for method in methods)
    ]
    return answer("methods-list", rows, options)


def show_json(method: type[Method]) -> dict[str, Any]:
    """One method, with its keys and its example."""
    about = method.about
    data = about._asdict()
    data["valid_to"] = about.valid_to or None
    data["needs"] = [_need(need) for need in needs(method)]
    data["entry"] = entry(method)
    return answer("methods-show", data, {"method": about.id})


def _need(need: Need) -> dict[str, Any]:
    data = need._asdict()
    data["many"] = need.many or None
    data["like"] = need.like or None
    data["inside"] = [_need(one) for one in need.inside]
    return data
