"""Scenarios for people: which one a result is of, and several side by side."""

from __future__ import annotations

from carbonfoot.reports.adding import adding_up, units, written
from carbonfoot.reports.calc_text import head
from carbonfoot.reports.sensitivity_text import signed
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.scenarios.plan import BASE
from carbonfoot.scenarios.run import Compared, Ran
from carbonfoot.system.model import STAGES

_KG, _CHANGE, _SHARE = 11, 11, 10
_LEAST_NAME, _MOST_NAME = 12, 34


def head_line(found: Compared, ran: Ran, style: Style) -> str:
    """`Scenario wind, Wind power; as written 6.802 kg CO2e, change -0.4 (-5.9 %)`; "" for the document as written."""
    if ran.name == BASE or ran.at_least is None:
        return ""
    base = found.runs[0]
    style.fit_to(base.at_least or 0.0)
    change = _changed(base, ran, style)
    text = style.word("scenario of" if change else "scenario beside").format(
        name=_called(ran, style), base=_total(base, style), change=change
    )
    rows = [*lines_of(safe(text), style.width), *_other_set(base, ran, style)]
    return "\n".join([*(style.bold(row) for row in rows), "", ""])


def table(found: Compared, style: Style, allow_incomplete: bool = False) -> str:
    """The comparison; "" when there is nothing to compare. What is known of an incomplete one, where that is allowed."""
    base = found.runs[0]
    first = next((ran.outcome.footprint for ran in found.runs if ran.outcome and ran.outcome.footprint), None)
    if first is None:
        return ""
    style.fit_to(base.at_least or 0.0)
    bar = style.width >= 76  # noqa: PLR2004
    name = style.width - _KG - _CHANGE - _SHARE - (12 if bar else 0)
    most = max((ran.total or 0.0 for ran in found.runs), default=0.0)
    header = fit(style.word("scenario"), name) + right("kg CO2e", _KG) + right(style.word("change"), _CHANGE)
    rows = [*head(first, style), "", style.bold(header)]
    for ran in found.runs:
        called = _called(ran, style)
        title = lines_of(safe(called), name - 3, 2)
        row = f"  {fit(title[0], name - 2)}" + right(_number(ran, style, allow_incomplete), _KG)
        if ran.total is not None and base.total is not None and ran.name != BASE:
            change = ran.total - base.total
            counted = units(ran.total, style.decimals) - units(base.total, style.decimals)
            row += right(_signed(change, counted, style), _CHANGE)
            row += right(signed(change / base.total, 1) if base.total else "", _SHARE)
        else:
            row += " " * (_CHANGE + _SHARE)
        if bar and ran.total is not None and most > 0:
            row += f"  {style.bar(ran.total / most, 10)}"
        rows += [row, *(f"  {more}" for more in title[1:])]
        members = ", ".join(f"{percent(weight)} {_short(inner, style)}" for inner, weight in ran.mix)
        if members:
            rows += [
                f"    {one}"
                for one in lines_of(safe(style.word("mix").format(members=members)), style.width - 4)
            ]
    rows += _stages(found, style)
    for ran in found.runs[1:]:
        rows += _other_set(base, ran, style)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _stages(found: Compared, style: Style) -> list[str]:
    """Change of every stage against the document as written, as many scenarios side by side as there is room for.

    Of complete results only: a line that is missing is no line that emits nothing.
    """
    base, others = found.runs[0], [ran for ran in found.runs[1:] if ran.total is not None]
    keys = [key for key in STAGES if any(key in ran.stages for ran in (base, *others))]
    if base.total is None or not others or not keys:
        return []
    label = min(_MOST_NAME, max(_LEAST_NAME, *(display_width(style.word(key)) + 4 for key in keys)))
    room = max(1, (style.width - label - _KG) // _KG)
    rows = []
    for start in range(0, len(others), room):
        shown = others[start : start + room]
        header = fit(style.word("stages change"), label) if not shown else fit("", label)
        header += right(style.word("as written"), _KG)
        header += "".join(right(fit(safe(ran.name), _KG - 1).rstrip(), _KG) for ran in shown)
        rows += ["", style.bold(style.word("stages change")), header]
        columns = [_added(base, base.stages, 0, keys, style)]
        for ran in shown:
            changes = {key: ran.stages.get(key, 0.0) - base.stages.get(key, 0.0) for key in keys}
            columns.append(_added(ran, changes, units(base.total, style.decimals), keys, style))
        for key, *numbers in zip(keys, *columns, strict=True):
            row = fit(f"  {style.word(key)}", label)
            rows.append(row + "".join(right(number, _KG) for number in numbers))
    return rows


def _added(ran: Ran, numbers: dict[str, float], before: int, keys: list[str], style: Style) -> list[str]:
    """The stages of one column, which add up as printed to what its total is above `before`."""
    whole = units(ran.total or 0.0, style.decimals) - before
    given = [numbers.get(key, 0.0) for key in keys]
    counted = adding_up(whole, given, style.decimals)
    if ran.name == BASE:
        return [written(number, count, style.decimals) for number, count in zip(given, counted, strict=True)]
    return [_signed(number, count, style) for number, count in zip(given, counted, strict=True)]


def _called(ran: Ran, style: Style) -> str:
    scenario = ran.scenario
    if scenario is None:
        return _short(ran.name, style)
    title = scenario.title_ko if style.lang == "ko" and scenario.title_ko else scenario.title
    return f"{ran.name}, {title}" if title else ran.name


def _short(name: str, style: Style) -> str:
    return style.word("as written") if name == BASE else name


def _number(ran: Ran, style: Style, allow_incomplete: bool) -> str:
    if ran.total is None and ran.at_least is not None and allow_incomplete:
        return f">={style.kg(ran.at_least)}"
    return style.word("no total") if ran.total is None else style.kg(ran.total)


def _total(ran: Ran, style: Style) -> str:
    return style.word("no total") if ran.total is None else f"{style.kg(ran.total)} kg CO2e"


def _changed(base: Ran, ran: Ran, style: Style) -> str:
    if base.total is None or ran.total is None:
        return ""
    change = ran.total - base.total
    share = f" ({signed(change / base.total, 1)})" if base.total else ""
    counted = units(ran.total, style.decimals) - units(base.total, style.decimals)
    return f"{_signed(change, counted, style)} kg CO2e{share}"


def _signed(number: float, counted: int, style: Style) -> str:
    return f"{'+' if counted > 0 else ''}{written(number, counted, style.decimals)}"


def _other_set(base: Ran, ran: Ran, style: Style) -> list[str]:
    if not ran.gwp_set or ran.gwp_set == base.gwp_set:
        return []
    text = style.word("other set").format(name=ran.name, gwp=ran.gwp_set, base=base.gwp_set)
    return ["", *lines_of(safe(text), style.width)]
