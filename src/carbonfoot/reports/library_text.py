"""The library as a whole, for people and programs: counts, judged packs, packs past review, what two editions differ in."""

from __future__ import annotations

from typing import Any

from carbonfoot.factors.editions import Change, Comparison
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.stats import TRUST, Stats
from carbonfoot.findings.finding import Finding, count_text, sort_findings
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.factors_text import indented, value_text
from carbonfoot.reports.finding_text import TextOf
from carbonfoot.reports.finding_text import to_json as finding_data
from carbonfoot.reports.width import fit

MANY = 10
"""A change beyond this factor is written as a factor rather than in percent."""


def stats_json(stats: Stats) -> dict[str, Any]:
    """Counts as data."""
    data = stats._asdict()
    data["trust"] = dict(zip(TRUST, stats.trust, strict=True))
    data["kinds"] = [
        {"kind": kind, "records": records, "items": items} for kind, records, items in stats.kinds
    ]
    data["packs"] = [
        {**pack._asdict(), "trust": dict(zip(TRUST, pack.trust, strict=True))} for pack in stats.packs
    ]
    return answer("factors-stats", data)


def stats_text(stats: Stats, width: int) -> str:
    """A block of totals, then a line a pack and a line a kind."""
    trust = ", ".join(f"{mark} {_n(count)}" for mark, count in zip(TRUST, stats.trust, strict=True))
    lines = [
        f"{_n(stats.records)} records of {_n(stats.items)} items in {_n(stats.regions)} regions, {stats.years}",
        (
            f"{_n(stats.parameters)} parameters, {_n(stats.rules)} rows of rules, {_n(stats.gases)} gases and "
            f"{_n(stats.aliases)} aliases are not counted above"
        ),
        f"{len(stats.packs)} packs of {stats.publishers} publishers; trust {trust}",
    ]
    text = "".join(indented(line, width, 2) for line in lines)
    name = max(len(pack.id) for pack in stats.packs)
    room = max(12, width - name - 51)
    text += "\n" + _row("Pack", name, "records", "items", "regions", "years", "trust ABCX", "licence")
    for pack in stats.packs:
        kinds = ("records", "parameters", "rules", "aliases", "ranges")
        kind = next((word for word in kinds if getattr(pack, word)), "")
        rows = getattr(pack, kind) if kind else 0
        marks = "/".join(str(count) for count in pack.trust) if pack.records else kind
        licence = pack.licence if pack.share_class == "open" else f"{pack.licence} ({pack.share_class})"
        text += _row(
            pack.id,
            name,
            _n(rows),
            _n(pack.items),
            _n(pack.regions),
            pack.years,
            marks,
            fit(licence, room).rstrip(),
        )
    text += "\n" + "".join(
        f"{fit(kind, 14)}{_n(records):>8} records {_n(items):>6} items\n"
        for kind, records, items in stats.kinds
    )
    return text


def _row(pack: str, name: int, *cells: str) -> str:
    records, items, regions, years, marks, licence = cells
    return (
        f"{fit(pack, name)} {records:>7} {items:>5} {regions:>7} {years:>9} {fit(marks, 16)} {licence}".rstrip()
        + "\n"
    )


def check_json(judged: list[tuple[str, int]], findings: list[Finding], text_of: TextOf) -> dict[str, Any]:
    """Judged packs as data, with the findings; `text_of` gives the text of a file for their places."""
    data = [{"pack": pack, "records": records} for pack, records in judged]
    return answer(
        "factors-check",
        data,
        findings=[finding_data(finding, text_of) for finding in sort_findings(findings)],
    )


def check_text(judged: list[tuple[str, int]], findings: list[Finding]) -> str:
    """A line a pack that compiles, and how many findings there are."""
    lines = [f"{pack}: {_n(records)} record{'s' if records != 1 else ''}" for pack, records in judged]
    return "\n".join([*lines, count_text(findings) or "nothing to find fault with"]) + "\n"


def expired_json(packs: list[dict[str, str]], day: str) -> dict[str, Any]:
    """Packs past review as data."""
    keys = ("id", "title", "publisher", "edition", "review_by", "url")
    return answer("factors-expired", [{key: pack[key] for key in keys} for pack in packs], {"on": day})


def expired_text(library: Library, packs: list[dict[str, str]], day: str, width: int = 80) -> str:
    """Packs past review, or the pack whose turn is next."""
    if packs:
        lines = [
            f"{pack['id']}  was to be looked at by {pack['review_by']}: {pack['publisher']}, {pack['edition']}  {pack['url']}"
            for pack in packs
        ]
        return "".join(indented(line, width, 4) for line in lines)
    dates = sorted(
        (library.pack(pack)["review_by"], pack) for pack in library.packs() if library.pack(pack)["review_by"]
    )
    following = f"; next is {dates[0][1]}, by {dates[0][0]}" if dates else ""
    return f"no pack is past its review on {day}{following}\n"


def diff_json(compared: Comparison, old: str, new: str, private: set[str]) -> dict[str, Any]:
    """Differences as data, every one of them; numbers of packs that are private stay."""
    data = {
        "same": compared.same,
        "changed": [_change(change, private) for change in compared.changed],
        "added": [_change(change, private) for change in compared.added],
        "removed": [_change(change, private) for change in compared.removed],
    }
    return answer("factors-diff", data, {"old": old, "new": new})


def _change(change: Change, private: set[str]) -> dict[str, Any]:
    either = change.new or change.old
    assert either is not None  # noqa: S101
    # The share of a private number to a public one gives it away.
    hidden = len({one is not None and one.pack in private for one in (change.old, change.new)}) > 1
    share = None if change.share is None or hidden else round_digits(change.share)
    return {
        **{key: getattr(either, key) for key in ("item", "route", "boundary", "unit_den", "geo")},
        "old": _side(change.old, private),
        "new": _side(change.new, private),
        "share": share,
    }


def _side(record: Record | None, private: set[str]) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "id": record.id,
        "co2e": None if record.pack in private else record.co2e or None,
        "unit_num": record.unit_num,
        "year": int(record.year),
    }


def diff_text(compared: Comparison, old: str, new: str, width: int, limit: int) -> str:
    """The largest changes, then the counts."""
    lines = []
    shown = compared.changed[:limit] if limit else compared.changed
    for change in shown:
        assert change.old is not None and change.new is not None  # noqa: PT018, S101
        route = f" {change.new.route}" if change.new.route else ""
        words = f"{change.new.boundary.replace('_', ' ')}, {change.new.geo}"
        lines.append(f"{_by(change.share):>9}  {change.new.item}{route} ({words})")
        lines.append(f"           {value_text(change.old)} -> {value_text(change.new)}")
    rest = len(compared.changed) - len(shown)
    text = "".join(indented(line, width, 2) for line in lines)
    if rest:
        text += f"           and {_n(rest)} more changes; --limit 0 shows all\n"
    counts = (
        f"{_n(len(compared.changed))} changed, {_n(compared.same)} the same, {_n(len(compared.added))} only in {new}, "
        f"{_n(len(compared.removed))} only in {old}"
    )
    return text + ("\n" if text else "") + indented(counts, width, 2)


def _by(share: float | None) -> str:
    if share is None:
        return "gases"
    if share + 1 > MANY or share == -1:
        return "to zero" if share == -1 else f"x {share + 1:.3g}"
    return f"{100 * share:+.2f} %"


def _n(count: int) -> str:
    return f"{count:,}"
