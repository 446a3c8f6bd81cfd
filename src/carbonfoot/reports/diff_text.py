"""`carbonfoot diff` for a person: the two totals, the causes of the change, and the lines that changed most."""

from __future__ import annotations

from math import fsum

from carbonfoot.footprint.differences import Difference, LineChange
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.adding import adding_up, units, written
from carbonfoot.reports.calc_groups import View
from carbonfoot.reports.diff_words import said
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import fit, safe
from carbonfoot.system.model import Flow

_NUMBER = 12
_SHARE = 10


def render(found: Difference, a: Footprint, b: Footprint, style: Style, top: int) -> str:
    """The report as text that ends in a line feed."""
    _fit(style, found)
    writer = _Writer(style, found, View(top=top))
    rows = writer.head(a, b)
    rows += writer.causes()
    rows += writer.lines()
    notes = []
    if found.rescaled:
        words = {"other": _reference(b), "reference": _reference(a)}
        notes.append(said("rescaled", style.lang).format(**words))
    if a.total is None or b.total is None:
        notes.append(said("incomplete", style.lang))
    if any(len(cause.names) > 1 for cause in found.causes):
        notes.append(said("joined", style.lang))
    if found.causes:
        notes.append(said("method text", style.lang))
    if notes:
        rows.append("")
    for note in notes:
        rows += lines_of(safe(note), style.width)
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _fit(style: Style, found: Difference) -> None:
    """Four digits of the totals, and three of the change where that asks for more."""
    style.fit_to(max(abs(found.a), abs(found.b)))
    decimals = style.decimals
    largest = max([abs(found.change), *(abs(cause.co2e) for cause in found.causes)])
    if largest:
        style.fit_to(10 * largest)
        style.decimals = max(decimals, style.decimals)


class _Writer:
    def __init__(self, style: Style, found: Difference, view: View) -> None:
        self.style = style
        self.found = found
        self.view = view
        self.a, self.b = (units(number, style.decimals) for number in (found.a, found.b))

    def word(self, key: str) -> str:
        return said(key, self.style.lang)

    def head(self, a: Footprint, b: Footprint) -> list[str]:
        """The product, both totals and their difference."""
        rows = [self.style.bold(row) for row in lines_of(safe(self._called(b)), self.style.width)]
        if a.product.id != b.product.id:
            text = self.word("other product").format(name=self._called(a))
            rows += lines_of(safe(text), self.style.width)
        for letter, result, number in (("A", a, self.found.a), ("B", b, self.found.b)):
            text = written(number, units(number, self.style.decimals), self.style.decimals)
            words = {"number": text, "reference": _reference(a)}
            total = self.word("headline").format(**words)
            if result.total is None:
                total = self.word("at least").format(**words)
            about = f"{letter}  {total}  ({result.product.file}, {result.gwp_set})"
            rows += lines_of(safe(about), self.style.width, 3)
        return rows

    def _called(self, result: Footprint) -> str:
        product = result.product
        name = product.name_ko if self.style.lang == "ko" and product.name_ko else product.name
        return f"{name}  {product.id}"

    def causes(self) -> list[str]:
        """One row a cause, in the order of what they are; together they are the difference as printed."""
        room = self.style.width - _NUMBER - _SHARE
        counted = adding_up(self.b - self.a, [cause.co2e for cause in self.found.causes], self.style.decimals)
        head = fit(self.word("cause"), room) + right("kg CO2e", _NUMBER) + right(self.word("of A"), _SHARE)
        rows = ["", self.style.bold(head)]
        for cause, one in zip(self.found.causes, counted, strict=True):
            rows.append(self._row(f"  {self._names(cause.names)}", cause.co2e, one))
        if not self.found.causes:
            rows.append(f"  {self.word('nothing')}")
        rows.append(self._row(f"  {self.word('difference')}", self.found.change, self.b - self.a))
        return rows

    def lines(self) -> list[str]:
        """Lines of the product that changed most, each with its own split and what changed behind it."""
        moved = [one for one in self.found.lines if one.change or one.causes]
        still = len(self.found.lines) - len(moved)
        rows = []
        if moved:
            rows = ["", self.style.bold(self.word("lines"))]
            self._level(rows, tuple(moved), self.b - self.a, 0)
        if still:
            rows += ["", self.word("still").format(count=still)]
        return rows

    def _level(self, rows: list[str], found: tuple[LineChange, ...], whole: int, depth: int) -> None:
        counted = adding_up(whole, [one.change for one in found], self.style.decimals)
        largest = self.view.largest([abs(one.change) for one in found])
        shown = {place for place in largest if counted[place]}  # what comes to no digit stands in one row
        indent = "  " * (depth + 1)
        for place in sorted(shown):
            one = found[place]
            flow = one.b or one.a
            assert flow is not None  # noqa: S101
            name = flow.name_ko if self.style.lang == "ko" and flow.name_ko else flow.name
            rows.append(self._row(indent + name, one.change, counted[place]))
            for text in self._about(one, counted[place]):
                rows += [
                    f"{indent}    {row}" for row in lines_of(safe(text), self.style.width - len(indent) - 4)
                ]
            moved = tuple(inner for inner in one.lines if inner.change or inner.causes)
            if moved:
                self._level(rows, moved, counted[place], depth + 1)
        rest = [place for place in range(len(found)) if place not in shown]
        if rest:
            text = indent + self.word("more lines").format(count=len(rest))
            number = fsum(found[place].change for place in rest)
            rows.append(self._row(text, number, sum(counted[place] for place in rest)))

    def _about(self, one: LineChange, counted: int) -> list[str]:
        """What differs in the line, and how much each cause makes of it where there are several."""
        texts = [text for text in self._said(one) if text]
        if len(one.causes) > 1:
            each = adding_up(counted, [cause.co2e for cause in one.causes], self.style.decimals)
            texts.append(
                "; ".join(
                    f"{self._names(cause.names)} {self._signed(cause.co2e, part)}"
                    for cause, part in zip(one.causes, each, strict=True)
                    if part
                )
            )
        elif one.causes and not one.by:
            texts.append(self._names(one.causes[0].names))
        return texts

    def _said(self, one: LineChange) -> list[str]:
        if one.a is None or one.b is None:
            flow = one.a or one.b
            assert flow is not None  # noqa: S101
            word = self.word("removed" if one.b is None else "added")
            parts = [_amount(flow), *one.sources]
            return [f"{word}: {', '.join(part for part in parts if part)}"]
        texts = []
        if "quantities" in one.by:
            before, after = _amount(one.a), _amount(one.b)
            if one.per[0] != one.per[1]:
                before, after = (
                    self.word("per").format(amount=amount, reference=per)
                    for amount, per in zip((before, after), one.per, strict=True)
                )
            texts.append(_arrow(before, after, self.word("nothing there")))
        for key, before, after in one.arguments:
            text = _arrow(before, after, self.word("nothing there"))
            texts += [] if text in texts else [f"{key}: {text}"]
        if "yields" in one.by:
            before, after = (", ".join(flow.because) for flow in (one.a, one.b))
            texts.append(_arrow(before, after, self.word("nothing there")))
        if "allocation" in one.by:
            texts.append(f"{format_number(one.a.allocated, 5)} -> {format_number(one.b.allocated, 5)}")
        if not {"factors", "energy_mix", "declarations", "structure"}.isdisjoint(one.by):
            before, after = one.sources
            if before == after:
                texts.append(_shares(one.a, one.b) or self.word("other values").format(record=before))
            else:
                texts.append(_arrow(before, after, self.word("nothing there")))
        return texts

    def _names(self, names: tuple[str, ...]) -> str:
        return " + ".join(self.word(name) for name in names)

    def _row(self, name: str, number: float, counted: int) -> str:
        room = self.style.width - _NUMBER - _SHARE
        text = fit(safe(name), room) + right(self._signed(number, counted), _NUMBER)
        if self.found.a:
            share = number / self.found.a
            text += right(
                ("+" if share > 0 and not percent(share).startswith("<") else "") + percent(share), _SHARE
            )
        return text

    def _signed(self, number: float, counted: int) -> str:
        text = written(number, counted, self.style.decimals)
        return f"+{text}" if counted > 0 else text


def _shares(a: Flow, b: Flow) -> str:
    """How the shares of records changed whose values did not, as by another recycled share; "" where values did."""
    pairs = list(zip(a.sources, b.sources, strict=False))
    if len(a.sources) != len(b.sources) or any(one.vector.co2e != other.vector.co2e for one, other in pairs):
        return ""
    return ", ".join(
        f"{one.label} {percent(one.share)} -> {percent(other.share)}"
        for one, other in pairs
        if one.share != other.share
    )


def _arrow(before: str, after: str, nothing: str) -> str:
    return "" if before == after else f"{before or nothing} -> {after or nothing}"


def _reference(result: Footprint) -> str:
    reference = result.product.reference
    if result.scopes is not None:
        return reference.text  # the period of a site
    return f"{format_number(reference.number)} {reference.unit.symbol}"


def _amount(flow: Flow) -> str:
    if flow.quantity is None:
        return ""
    return f"{format_number(flow.quantity.number, 6)} {flow.quantity.unit.symbol}"
