"""What a card does to a document, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from carbonfoot.documents.fields import Value
from carbonfoot.documents.technology import Technology
from carbonfoot.programmes.technologies.figures import name_of, shown_figure, text_of
from carbonfoot.programmes.technologies.trial import End, Trial, invested, products_of
from carbonfoot.programmes.told.technologies_text import card_name, say_in
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.sensitivity_text import signed
from carbonfoot.reports.style import Style, lines_of, right
from carbonfoot.reports.width import fit, safe

_NUMBER, _SHARE = 16, 12


def applied_text(trial: Trial, line: str | None, values: Mapping[str, Value], style: Style) -> str:
    """Before and after with the range of the card, what changed, and what is to be checked; ends in a line feed."""
    say = say_in(style.lang)
    loaded = trial.before.documents.loaded[trial.before.documents.top]
    name = card_name(trial.kept, style.lang)
    title = say["applied head"].format(name=name, id=trial.kept.id, file=loaded.source.display)
    if line:
        title += ", " + say["applied at"].format(line=line)
    rows = [style.bold(one) for one in lines_of(safe(title), style.width)]
    rows += ["", *_numbers(trial, say, style)]
    rows += _products(trial, say, style)
    rows += _changed(trial, say, style)
    for name, keys in trial.applied.kept:
        told = ", ".join(say[f"kept {key}"] for key in keys)
        rows += _under(say["kept"].format(line=name, keys=told), style)
    if values:
        rows += ["", style.bold(say["answered"])]
        for key, value in values.items():
            rows += _item(f"{key}: {text_of(value)}", style)
    resting = [one for one in trial.applied.figures if name_of(one) not in values]
    if resting:
        rows += ["", style.bold(say["rests on"])]
        for one in resting:
            source = trial.kept.card.sources.get(one.figure.source or "")
            rows += _item(f"{_of_effect(trial.kept.card, one.path)}: {shown_figure(one.figure)}", style)
            if source is not None:
                rows += _under(
                    f"{source.title}. {source.publisher}" + (f", {source.year}" if source.year else ""), style
                )
    rows += _money(trial, values, say, style)
    checks = [*(trial.kept.card.conditions or []), *(trial.kept.card.questions or [])]
    if checks:
        rows += ["", style.bold(say["check"])]
        for text in checks:
            rows += [
                f"  [ ] {one}" if not number else f"      {one}"
                for number, one in enumerate(lines_of(safe(text), style.width - 6))
            ]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _of_effect(card: Technology, path: tuple[str | int, ...]) -> str:
    effect = (card.effects or [])[int(path[1])]
    return f"{effect.what}, {path[2]}" if path[2] != "by" else effect.what


def _numbers(trial: Trial, say: dict[str, str], style: Style) -> list[str]:
    before = trial.before.footprint
    if before is None:
        return [say["no total"]]
    site = before.scopes is not None
    unit = say["unit site"] if site else say["unit product"].format(unit=_unit(trial))
    rows = [style.bold(safe(unit))]
    label = style.width - _NUMBER - _SHARE - 2
    style.fit_to(before.at_least)
    total = before.total

    def row(text: str, number: float | None) -> str:
        told = say["no total"] if number is None else style.kg(number)
        change = ""
        if number is not None and total and number != total:
            change = signed((number - total) / total, 1)
        return f"  {fit(text, label)}{right(told, _NUMBER)}{right(change, _SHARE)}"

    rows.append(row(say["before"], total))
    if trial.after is not None:
        rows.append(row(say["with card"], trial.total))
    for key, end in (("best", trial.best), ("worst", trial.worst)):
        if end is not None:
            rows.append(row(say[key], end.total))
            rows += _under(say["ends"].format(ends=_ends(trial, end)), style)
    if trial.best is not None:
        rows += lines_of(say["range note"], style.width)
        if len(trial.best.ends) > 1:
            rows += lines_of(say["range alone moved"], style.width)
        if trial.unmoved:
            rows += lines_of(say["range unmoved"].format(count=len(trial.unmoved)), style.width)
    if trial.after is None and trial.best is not None:
        rows += lines_of(say["range alone"], style.width)
    return rows


def _products(trial: Trial, say: dict[str, str], style: Style) -> list[str]:
    """The products of a site per unit of theirs, before and after."""
    if trial.before.footprint is None or trial.before.footprint.scopes is None:
        return []
    changed = products_of(trial)
    if not changed:
        return []
    rows = ["", style.bold(say["products"])]
    label = style.width - 2 * _NUMBER - _SHARE - 2
    for one in changed:
        name = one.name_ko if style.lang == "ko" and one.name_ko else one.name
        text = f"{name} (kg CO2e/{one.unit})"
        before, after = (format_number(number, 4) for number in (one.before, one.after))
        share = signed((one.after - one.before) / one.before, 1) if one.before else ""
        rows.append(
            f"  {fit(text, label)}{right(before, _NUMBER)}{right(after, _NUMBER)}{right(share, _SHARE)}"
        )
    return rows


def _unit(trial: Trial) -> str:
    loaded = trial.before.documents.loaded[trial.before.documents.top]
    return text_of(loaded.part.product.declared_unit)


def _ends(trial: Trial, end: End) -> str:
    figures = {"/".join(map(str, one.path)): one for one in (*trial.applied.figures, *trial.applied.asked)}
    parts = []
    for path, side in end.ends.items():
        one = figures[path]
        value = getattr(one.figure, side)
        parts.append(f"{_of_effect(trial.kept.card, one.path)} {text_of(value)}")
    return "; ".join(parts)


def _changed(trial: Trial, say: dict[str, str], style: Style) -> list[str]:
    if not trial.lines:
        return []
    rows = ["", style.bold(say["lines"])]
    for one in trial.lines:
        before = say["new"] if one.before is None else one.before
        after = say["removed"] if one.after is None else one.after
        rows += _item(one.path, style)
        rows += _under(f"{before} -> {after}" if one.before is not None else f"{before}: {after}", style)
    return rows


def _money(trial: Trial, values: Mapping[str, Value], say: dict[str, str], style: Style) -> list[str]:
    figure = trial.kept.card.investment
    if figure is None:
        return []
    found = invested(trial.kept, values)
    capacity = values.get("capacity")
    if found and capacity is not None:
        title = say["invested"].format(capacity=text_of(capacity))
        text = ", ".join(f"{say[end]} {number}" for end, number in found)
    else:
        title, text = say["invested per"], shown_figure(figure)
    year = f" ({figure.year})" if figure.year else ""
    return ["", style.bold(safe(title)), *_item(f"{text}{year}", style)]


def _item(text: str, style: Style) -> list[str]:
    return [f"  {one}" for one in lines_of(safe(text), style.width - 2, 2)]


def _under(text: str, style: Style) -> list[str]:
    return [f"      {one}" for one in lines_of(safe(text), style.width - 6)]
