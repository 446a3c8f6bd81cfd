"""What an inbox leaves in doubt, as findings in the files that came and at the lines of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from carbonfoot.declarations.inbox.model import DEPRECATED, EXPIRED, Came, Lapsed, State
from carbonfoot.declarations.inbox.once import key_of
from carbonfoot.declarations.inbox.versions import Versions
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.received.model import Received
from carbonfoot.documents.sources import text_for_excerpt
from carbonfoot.findings.finding import Finding, Path, Related

_YAML = (".yaml", ".yml")
NAMED = 4
"""Ids that one message lists."""


def of_versions(versions: Versions, arrived: set[str]) -> list[Finding]:
    """CF935 for versions that no id links, CF937 for circles and forks; of what came, not of what the project has."""
    pairs = [(*pair, True) for pair in versions.guessed] + [(*pair, False) for pair in versions.unordered]
    found = [
        _probably(older, newer, sure=sure)
        for older, newer, sure in pairs
        if key_of(newer.id) in arrived or key_of(older.id) in arrived
    ]
    found += [
        _circle([versions.known[key] for key in circle], arrived)
        for circle in versions.loops
        if not arrived.isdisjoint(circle)
    ]
    for one, heads in versions.forks():
        ours = [head for head in heads if key_of(head.id) in arrived]
        if ours:
            message = f"{_ids(heads)} all replace `{one.id}`, and none of them another"
            help = "ask the supplier which one holds, and for the others to be deprecated; none is taken until then"
            found.append(_at("CF937", message, ours[0], help, heads))
    return found


def _probably(older: Received, newer: Received, *, sure: bool) -> Finding:
    said = "the same supplier and product"
    if sure:
        message = f"`{newer.id}` probably replaces `{older.id}`: {said}, later data, and no id links them"
    else:
        message = (
            f"`{newer.id}` and `{older.id}` are of {said} and of one age, and neither replaces the other"
        )
    help = "ask the supplier: what replaces another names it in `precedingPfIds`"
    return _at("CF935", message, newer, help, [older])


def _circle(members: Sequence[Received], arrived: set[str]) -> Finding:
    first = next(one for one in members if key_of(one.id) in arrived)
    message = f"{_ids(members)} replace each other in a circle"
    help = "ask the supplier which is the newest; until then none of them counts as newer than another"
    return _at("CF937", message, first, help, members)


def of_lines(lapsed: Iterable[Lapsed]) -> list[Finding]:
    """CF938 for lines whose declaration does not hold and has no successor."""
    found = []
    for use, state in lapsed:
        one = use.declared
        why = "is deprecated" if state.word == DEPRECATED else f"expired on {one.valid[1]}"
        message = f"declaration `{one.id}` of {one.company} {why}, and nothing that came replaces it"
        help = "ask the supplier for the one that holds"
        notes = () if state.word != EXPIRED else (f"the product needs one that holds on {use.day}",)
        found.append(Finding("CF938", message, use.shown, use.path, help=help, notes=notes))
    return found


def of_deprecated(came: Iterable[Came], states: Mapping[str, State]) -> list[Finding]:
    """CF938 for declarations that came as deprecated, without one in their place."""
    found = []
    for one in came:
        state = states[key_of(one.declared.id)]
        if state.word == DEPRECATED and not state.by:
            message = f"`{one.declared.id}` is deprecated, and nothing that came replaces it"
            found.append(
                Finding(
                    "CF938",
                    message,
                    one.declared.file,
                    (*one.declared.path, "status"),
                    help="ask the supplier for the one that holds",
                )
            )
    return found


def _at(code: str, message: str, one: Received, help: str, others: Iterable[Received]) -> Finding:
    related = tuple(
        Related(other.file, (*other.path, "id"), "this one")
        for other in list(others)[:NAMED]
        if other is not one
    )
    return Finding(code, message, one.file, (*one.path, "id"), help=help, related=related)


def _ids(given: Sequence[Received]) -> str:
    shown = ", ".join(f"`{one.id}`" for one in given[:NAMED])
    return shown + (f" and {len(given) - NAMED} more" if len(given) > NAMED else "")


def placed_all(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with line and column of the JSON files that they and their related places stand in."""
    wanted: dict[str, dict[tuple[Path, str], None]] = {}
    everywhere: list[Finding | Related] = [*findings]
    everywhere += [related for finding in findings for related in finding.related]
    for one in everywhere:
        if one.file and one.path and one.point is None and not one.file.lower().endswith(_YAML):
            wanted.setdefault(one.file, {})[one.path, one.on] = None
    points: dict[tuple[str, Path, str], Finding] = {}
    for file, keys in wanted.items():
        text = text_for_excerpt(file)
        asked = [Finding("CF935", "", file, path, on) for path, on in keys] if text is not None else []
        for made in placed(asked, text or ""):
            points[file, made.path, made.on] = made

    def related(one: Related) -> Related:
        made = points.get((one.file, one.path, one.on))
        return (
            one if made is None or one.point is not None else one._replace(point=made.point, span=made.span)
        )

    done = []
    for finding in findings:
        found = points.get((finding.file, finding.path, finding.on))
        if found is not None and finding.point is None:
            finding = finding._replace(point=found.point, span=found.span)  # noqa: PLW2901
        done.append(finding._replace(related=tuple(map(related, finding.related))))
    return done
