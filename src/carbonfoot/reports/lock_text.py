"""What `carbonfoot lock` tells a person: a line a difference, and a table a product for an update."""

from __future__ import annotations

from carbonfoot.factors.lock import Lock
from carbonfoot.factors.pins import key_text
from carbonfoot.locking.differences import Difference
from carbonfoot.locking.update import Effect, Effects
from carbonfoot.reports.style import Style, fixed, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe

_WORDS = {
    "added": ("new", "{what}: {new}"),
    "dropped": ("unused", "{what}: {old}"),
    "moved": ("other pick", "{what}: {old} -> {new}"),
    "users": ("other lines", "{what}: {old}"),
    "gone": ("gone", "{what}: {old} is no longer in the library; {new} today"),
    "changed": ("changed", "{what}: the cells of {old} are not those that were pinned; {new} today"),
    "unfit": ("unfit", "{what}: {old} does not stand for it any more; {new} today"),
    "document-added": ("document", "{what}: new"),
    "document-dropped": ("document", "{what}: no longer there"),
    "gas-added": ("gas", "{what}: new"),
    "gas-dropped": ("gas", "{what}: unused"),
    "gas-changed": ("gas", "{what}: other global warming potentials than those that were pinned"),
    "number-added": ("number", "{what}: new"),
    "number-dropped": ("number", "{what}: unused"),
    "number-changed": ("number", "{what}: gone, or its cells are not those that were pinned"),
    "pack": ("pack", "{what}: {old} -> {new}"),
}

_LABEL = 13
_NUMBER = 11
_SHOWN = 3  # lines that a pick names as its users


def count_text(number: int, what: str) -> str:
    """`1 pick`, `2 picks`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def about(file: str, lock: Lock) -> str:
    """`carbonfoot.lock: 2 documents, 14 picks of 5 packs`."""
    picks = f"{count_text(len(lock.picks), 'pick')} of {count_text(len(lock.packs), 'pack')}"
    return f"{file}: {count_text(len(lock.documents), 'document')}, {picks}"


def held_text(
    file: str, lock: Lock, found: list[Difference], state: str, style: Style, hidden: tuple[str, ...] = ()
) -> str:
    """What a lock holds, what it says otherwise but for kinds that are told elsewhere, and whether it was written."""
    rows = lines_of(safe(about(file, lock)), style.width)
    for one in found:
        if one.kind in hidden:
            continue
        label, text = _WORDS[one.kind]
        words = text.format(what=one.what, old=one.old, new=one.new)
        rows += _labelled(label, words + _users(one), style)
    rows += lines_of(state, style.width)
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _users(one: Difference) -> str:
    shown = ", ".join(one.used_by[:_SHOWN])
    more = len(one.used_by) - _SHOWN
    return f" ({shown}{f' and {more} more' if more > 0 else ''})" if shown else ""


def _labelled(label: str, text: str, style: Style) -> list[str]:
    rows = lines_of(safe(text), style.width - _LABEL - 2)
    return [f"  {fit(label, _LABEL)}{rows[0]}", *(" " * (_LABEL + 2) + row for row in rows[1:])]


def update_text(products: list[Effects], style: Style) -> str:
    """One table a product whose picks change; products that no pick moves in one line."""
    rows: list[str] = []
    still = [one for one in products if not one.effects and one.old is not None]
    for one in products:
        if one in still:
            continue
        rows += [*_table(one, style), ""]
    if still:
        rows += _labelled("unchanged", ", ".join(one.document for one in still), style)
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _table(one: Effects, style: Style) -> list[str]:
    style.fit_to(one.new or one.base)
    heading = lines_of(safe(f"{one.name}  ({one.document}, kg CO2e per {one.unit})"), style.width)
    head = fit("If only this pick changed", style.width - 3 * _NUMBER)
    rows = [*map(style.bold, heading), head + right("total", _NUMBER) + right("change", 2 * _NUMBER)]
    rows.append(_row("  pinned", one.old, None, one, style))
    if one.old is None:
        rows.append(_row("  pinned, but for what is unknown (?)", one.base, None, one, style))
    for effect in one.effects:
        rows.append(_row("  " + key_text(effect.key), effect.total, effect.change, one, style))
        rows += [f"    {row}" for row in lines_of(safe(_records(effect)), style.width - 4, 2)]
    if one.together:
        rows.append(_row("  together", None, one.together, one, style))
    change = one.new - one.base
    rows.append(_row("  all changes", one.new, None if one.old is None else change, one, style))
    if one.old is None:
        note = "? a number that was pinned and cannot be computed any more; it counts as it is today"
        rows += [f"  {row}" for row in lines_of(note, style.width - 2)]
    return rows


def _records(effect: Effect) -> str:
    why = {"gone": ", gone", "changed": ", with other cells", "unfit": ", unfit", "moved": ""}[effect.why]
    return f"{effect.old}{why} -> {effect.new}"


def _row(name: str, total: float | None, change: float | None, one: Effects, style: Style) -> str:
    room = style.width - 3 * _NUMBER
    name = safe(name)
    if display_width(name) > room - 1:
        name = fit(name, room - 1)
    first = "" if total is None else fixed(total, style.decimals)
    if total is None and change is None:
        first = "?"
    second = "" if change is None else _signed(fixed(change, style.decimals))
    third = "" if change is None or not one.base else _signed(fixed(100 * change / one.base, 1)) + " %"
    return fit(name, room) + right(first, _NUMBER) + right(second, _NUMBER) + right(third, _NUMBER)


def _signed(text: str) -> str:
    return text if text.startswith("-") else f"+{text}"
