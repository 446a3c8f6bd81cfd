"""Technology routes of an item: which one is meant, and when only the user can say it."""

from __future__ import annotations

from carbonfoot.factors.boundaries import parts
from carbonfoot.factors.candidates import Candidate, leads, value
from carbonfoot.factors.library import Record
from carbonfoot.factors.need import Need, Passed, Problem


def kept_out_routes(records: list[Record]) -> set[str]:
    """Routes of unfit records: they are never taken, but a user must still say that another route is meant."""
    return {
        record.route
        for record in records
        if record.trust == "X" and "whole" in parts(record.kind, record.boundary)
    }


def one_route(
    need: Need, candidates: list[Candidate], kept_out: set[str], passed: list[Passed]
) -> tuple[list[Candidate], Problem | None]:
    """Records of the route that was asked for; a choice between routes is the user's, never an average."""
    leading = [one for one in candidates if leads(one)]
    vague = [one for one in leading if "route-not-stated" in one.record.flags.split(";")]
    if len(vague) < len(leading):  # a record of unknown route never stands in where routes are known
        passed.extend(Passed(one.record, "its route is not stated", "route") for one in vague)
        candidates = [one for one in candidates if one not in vague]
    routes = sorted({one.record.route for one in candidates if leads(one)})
    named = [route for route in routes if route]
    others = sorted(kept_out - set(routes) - {""})
    if need.route:
        kept_back = any(entry.record.route == need.route for entry in passed)  # known, and said why not
        if candidates and need.route not in routes and not kept_back:
            word = "treatment" if need.item.startswith("waste/") else "route"
            help = (
                f"{word}s with a factor: {', '.join(f'`{route}`' for route in named)}"
                if named
                else f"leave `{word}:` out"
            )
            message = f"`{need.item}` has no {word} `{need.route}`"
            return [], Problem("CF304", message, help, about=word)
        wanted = need.route
    elif home := suppliers_at_home(need, leading, passed):
        message = f"`{need.item}` of {need.region} is known by supplier only: {', '.join(home)}"
        return [], Problem("CF303", message, f"add `route: {home[0]}` or the one that applies")
    elif "" in routes or not routes:
        wanted = ""
    elif len(named) == 1 and not others:
        wanted = named[0]
    else:
        shown = tuple(f"{route}: {value(best_of(candidates, route))}" for route in named)
        shown += tuple(f"{route}: only a record marked unfit" for route in others)
        message = f"`{need.item}` is made by routes that differ much: {', '.join([*named, *others])}"
        return [], Problem("CF303", message, f"add `route: {named[0]}` or the one that applies", shown)
    kept = []
    for one in candidates:
        if one.record.route == wanted or (one.record.route == "" and not leads(one)):
            kept.append(one)
        else:
            passed.append(
                Passed(
                    one.record,
                    f"route {_quoted(one.record.route, 'not stated')}, not {_quoted(wanted, 'the plain one')}",
                    "route",
                )
            )
    return kept, None


def suppliers_at_home(need: Need, leading: list[Candidate], passed: list[Passed]) -> list[str]:
    """Routes of suppliers' values in the region asked for, where nothing else of that region fits."""
    if not need.region or any(one.near for one in leading):
        return []
    country = need.region.split("-", maxsplit=1)[0]
    return sorted(
        {
            entry.record.route
            for entry in passed
            if entry.record.scope2_method == "supplier"
            and entry.record.route
            and entry.record.geo.split("-", maxsplit=1)[0] == country
        }
    )


def best_of(candidates: list[Candidate], route: str) -> Candidate:
    """The best main record of a route."""
    return min(
        (one for one in candidates if one.record.route == route and leads(one)), key=lambda one: one.rank
    )


def _quoted(route: str, otherwise: str) -> str:
    return f"`{route}`" if route else otherwise
