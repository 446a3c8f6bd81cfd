"""The trace of a number: what was written, how it was converted, which factor, from whom, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbonfoot.findings.finding import Finding, path_text
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.factors_text import indented, source_text, value_text
from carbonfoot.reports.words import word
from carbonfoot.system.model import Flow, Path, Source, Worked

_SHOWN = 5  # records passed over that are named, nearest to being picked first
_STEPS = ("rank", "route", "kept out", "boundary")


def paths(result: Footprint) -> list[str]:
    """Paths of all lines of the top document."""
    return [path_text(line.flow.path) for line in [*result.lines, *result.later]]


def select(result: Footprint, path: str) -> list[LineResult]:
    """Lines of the top document at a path or below it, else the one that the path leads into; all for an empty path."""
    if not path:
        return result.lines
    found = list(_below(result, [*result.lines, *result.later], path))
    if found:
        return found
    around = [
        line
        for line in _all([*result.lines, *result.later])
        if _is_top(result, line) and path.startswith(f"{path_text(line.flow.path)}/")
    ]
    return sorted(around, key=lambda line: len(line.flow.path))[-1:]


def _below(
    result: Footprint, lines: list[LineResult] | tuple[LineResult, ...], path: str
) -> Iterator[LineResult]:
    """Outermost lines at a path or below it: those inside a line are shown with it."""
    for line in lines:
        own = path_text(line.flow.path)
        if _is_top(result, line) and (own == path or own.startswith(f"{path}/")):
            yield line
        else:
            yield from _below(result, line.lines, path)


def _is_top(result: Footprint, line: LineResult) -> bool:
    return result.activities[line.activity].file == result.product.file


def _all(lines: list[LineResult] | tuple[LineResult, ...]) -> list[LineResult]:
    return [one for line in lines for one in (line, *_all(line.lines))]


def places(result: Footprint, lines: list[LineResult]) -> set[tuple[str, Path]]:
    """File and path of the lines and of all lines behind them."""
    return {(result.activities[line.activity].file, line.flow.path) for line in _all(lines)}


def stands_at(finding: Finding, lines: set[tuple[str, Path]]) -> bool:
    """Whether a finding is about one of the lines at these places, or about something inside it."""
    return any((finding.file, finding.path[:end]) in lines for end in range(len(finding.path) + 1))


def place(outcome: Outcome, result: Footprint, line: LineResult) -> str:
    """`file:line:column, path` of a line; the file alone when its text is not known."""
    from carbonfoot.documents.places import locate

    file = result.activities[line.activity].file
    text = outcome.documents.text_of(file)
    if text is None:
        return file
    found = locate(text, line.flow.path, "value", None)
    return f"{file}:{found.line}:{found.column}, {path_text(line.flow.path)}"


def as_text(outcome: Outcome, result: Footprint, lines: list[LineResult], path: str, width: int) -> str:
    """One block a line, and the sum when the whole document is traced.

    A factor that stands behind several lines is described in full once.
    """
    trace = _Trace(outcome, result)
    for line in lines:
        trace.block(line, 0)
        trace.rows.append("")
    reference = result.product.reference.text
    if outcome.lock:
        trace.rows.append(f"all factors as pinned in {outcome.lock}")
    if not path and result.total is None:
        trace.rows.append(f"no total: {len(result.missing)} of {result.line_count} lines missing")
    elif not path:
        trace.rows.append(
            f"sum of {result.line_count} lines: {format_number(result.total or 0.0)} kg CO2e per {reference}"
        )
    return "".join(indented(row, width, 4) for row in trace.rows).rstrip("\n") + "\n"


class _Trace:
    """Collects the rows of a trace; `told` holds what has been described already."""

    def __init__(self, outcome: Outcome, result: Footprint) -> None:
        self.outcome = outcome
        self.result = result
        self.rows: list[str] = []
        self.told: set[object] = set()

    def block(self, line: LineResult, depth: int) -> None:
        """The rows of one line and of the lines behind it."""
        flow = line.flow
        pad = "    " * depth
        self.rows.append(f"{pad}{flow.name}  ({place(self.outcome, self.result, line)})")
        self.rows += [f"{pad}  {row}" for row in self._line(line)]
        if flow.link >= 0:
            target = self.result.activities[flow.link]
            how = f" by {flow.link_how}" if flow.link_how else ""
            times = f"{format_number(flow.link_number)} x {target.reference.text} of {target.name}{how}:"
            self.rows.append(f"{pad}  {times}")
            for inner in line.lines:
                self.block(inner, depth + 1)
        if line.co2e is not None:
            per = self.result.product.reference.text
            self.rows.append(f"{pad}  = {format_number(line.co2e)} kg CO2e per {per}")
        if flow.not_assessed:
            parts = ", ".join(word(f"part {part}", "en").removeprefix("part ") for part in flow.not_assessed)
            self.rows.append(f"{pad}  not assessed: {parts}")
        self.rows += [f"{pad}  {row}" for row in self._passed_over(flow)]

    def _line(self, line: LineResult) -> list[str]:
        flow = line.flow
        rows = []
        if flow.quantity is not None:
            rows.append(f"amount: {self._amount(line)}")
        scale = line.level * flow.multiplier
        if scale != 1.0:
            rows.append(self._scale(line, scale))
        if flow.missing:
            what = (
                "what stands behind this line is not the whole"
                if flow.sources
                else "no factor stands behind this line"
            )
            rows.append(f"missing: {what}")
        if flow.rule:
            why = "bought less instead" if flow.rule.startswith("closed loop") else "by the cut-off rule"
            rows.append(f"{flow.rule}: 0 kg CO2e {why}")
        if flow.worked is not None:
            rows += self._method(flow, flow.worked)
        return rows + [row for source in flow.sources for row in self._source(line, source, scale)]

    def _method(self, flow: Flow, worked: Worked) -> list[str]:
        """The method behind a line: its reference and what it took, once for all lines of one use; and the working."""
        working = [f"working: {flow.how}"] if flow.how else []
        if id(worked) in self.told:
            return [f"method: {worked.id}, described above", *working]
        self.told.add(id(worked))
        rows = [f"method: {worked.id}, tier {worked.tier}, {worked.reference}"]
        rows += [f"  {row}" for row in worked.formula]
        rows += [f"  {key}: {value}, {origin}" for key, value, origin in worked.values]
        return [*rows, *working]

    def _scale(self, line: LineResult, scale: float) -> str:
        """How often the line is needed, and what that follows from."""
        why = [f"divided by {one}" if one.startswith("yield") else one for one in line.flow.because]
        said = f"needed {format_number(scale)} times per {self.result.product.reference.text}"
        name = self.result.activities[line.activity].name
        if line.level != 1.0 and not why:
            return f"{said}, for {name}"
        if line.level != 1.0:
            why.insert(0, f"{format_number(line.level)} times for {name}")
        return f"{said}: {', '.join(why)}"

    def _amount(self, line: LineResult) -> str:
        """The amount with its origin: given, or computed from what."""
        flow = line.flow
        assert flow.quantity is not None  # noqa: S101
        said = f"{format_number(flow.quantity.number)} {flow.quantity.unit.symbol}"
        data = f", {flow.data}" if flow.data else ""
        if flow.kind == "transport":
            return f"{said}, computed: {flow.quantity.text}{data}"
        if flow.worked is not None:
            return f"{said}{data}"
        written = _written(self.outcome, self.result, line)
        if not written.startswith("="):
            return f"{said}, given{data}"
        return f"{said}, computed: {written.removeprefix('=').strip()}{self._names(line, written)}{data}"

    def _names(self, line: LineResult, written: str) -> str:
        """The parameters that an expression uses, with their values."""
        import re

        file = self.result.activities[line.activity].file
        for loaded in self.outcome.documents.loaded.values():
            if loaded.source.display == file:
                known = loaded.scope.names
                used = [name for name in dict.fromkeys(re.findall(r"\w+", written)) if name in known]
                values = ", ".join(f"{name} = {known[name].text}" for name in used)
                return f" with {values}" if values else ""
        return ""

    def _source(self, line: LineResult, source: Source, scale: float) -> list[str]:
        number = source.number * source.share
        record = source.record
        rows = []
        if source.share != 1.0:
            route = record.route if record is not None else ""
            rows.append(f"share: {format_number(100 * source.share)} % ({route})")
        quantity = line.flow.quantity
        if (
            quantity is not None
            and (source.how or quantity.unit.symbol != source.unit)
            and record is not None
        ):
            how = f" by {source.how}" if source.how else ""
            said = f"{format_number(quantity.number)} {quantity.unit.symbol}"
            rows.append(f"{said} = {format_number(source.number)} {source.unit}{how}")
        rows.append(_product(source, number, scale))
        if record is None:
            return [*rows, *self._unlisted(line.flow, source)]
        if record.id in self.told:
            return [*rows, f"factor: {record.id}, described above"]
        self.told.add(record.id)
        return [*rows, f"factor: {record.id}, {record.name}", *(f"  {row}" for row in self._record(source))]

    def _unlisted(self, flow: Flow, source: Source) -> list[str]:
        """A number that is no record of the library: a supplier's statement, or the GWP of a gas released."""
        gas_set = source.vector.gwp_set
        if flow.kind == "emission":
            key = next(iter(source.vector.gases))
            gas = self.outcome.library.gas(key) or self.outcome.library.gas(key.partition("_")[0])
            where = getattr(gas, f"{gas_set}_place", "")
            return [f"factor: {source.label}" + (f": {where}" if where else "")]
        how = [f"converted by {source.how}"] if source.how else []
        if "declaration" in flow.stated:
            from carbonfoot.reports.declared_text import described

            return [*how, *described(flow, source)]
        return [*how, f"stated by the supplier: {source.label} (GWP set {gas_set})"]

    def _record(self, source: Source) -> list[str]:
        record = source.record
        assert record is not None  # noqa: S101
        library = self.outcome.library
        rows = [f"{value_text(record)}; {record.boundary.replace('_', ' ')} ({', '.join(source.parts)})"]
        if source.vector.gases:
            gases = [
                f"{word(f'gas {gas}', 'en').removeprefix('gas ')} {format_number(mass, 6)} kg -> "
                f"{format_number(source.vector.gas_co2e.get(gas, 0.0), 6)}"
                for gas, mass in source.vector.gases.items()
            ]
            rows.append(f"gases per {source.unit}, in {source.vector.gwp_set}: {', '.join(gases)} kg CO2e")
        else:
            rows.append(f"published total, GWP set {source.vector.gwp_set}; gases not given")
        published = record.year_kind == "publication"
        year = f"{record.year}, publication year" if published else f"data of {record.year}"
        proxy = "; stands in for another place (proxy)" if source.proxy else ""
        rows.append(f"{library.region_name(record.geo, 'en')}, {year}; trust {record.trust}{proxy}")
        rows.append(source_text(library, record))
        if record.flag_note:
            rows.append(f"note: {record.flag_note}")
        return rows

    def _passed_over(self, flow: Flow) -> list[str]:
        """What came nearest to being picked, by name; records of a unit the amount cannot become, in one row."""
        fitting = [one for one in flow.passed_over if one.step != "unit"]
        fitting.sort(key=lambda one: _STEPS.index(one.step))
        key = (tuple(source.label for source in flow.sources), len(flow.passed_over))
        if not flow.passed_over:
            return []
        if key in self.told:
            return ["passed over: the same as above"]
        self.told.add(key)
        rows = [
            f"passed over: {one.record.id} ({value_text(one.record)}; {one.record.geo} {one.record.year}): {one.why}"
            for one in fitting[:_SHOWN]
        ]
        if len(fitting) > _SHOWN:
            rows.append(f"passed over: {len(fitting) - _SHOWN} more")
        units = [
            f"{one.record.unit_den} ({one.record.cv_basis})" if one.record.cv_basis else one.record.unit_den
            for one in flow.passed_over
            if one.step == "unit"
        ]
        if units:
            names = ", ".join(sorted(dict.fromkeys(units)))
            rows.append(f"passed over: {len(units)} stated per {names}, which the amount cannot become")
        return rows


def _product(source: Source, number: float, scale: float) -> str:
    """`scale x number unit x factor = kg CO2e`."""
    times = "" if scale == 1.0 else f"{format_number(scale)} x "
    factor = format_number(source.vector.co2e)
    result = format_number(scale * number * source.vector.co2e)
    if source.record is None and source.unit[:1].isdigit():  # a statement per `1000 piece`
        return f"{times}{format_number(number)} x ({factor} kg CO2e per {source.unit}) = {result} kg CO2e"
    return f"{times}{format_number(number)} {source.unit} x {factor} kg CO2e/{source.unit} = {result} kg CO2e"


def _written(outcome: Outcome, result: Footprint, line: LineResult) -> str:
    """The amount as it stands in the document; "" when it is not one text there."""
    file = result.activities[line.activity].file
    data: Any = next(
        (one.data for one in outcome.documents.sources.values() if one.display == file),
        None,
    )
    for step in line.flow.path:
        if isinstance(step, int) and isinstance(data, list):
            data = data[step]
        elif isinstance(data, dict):
            data = data.get(str(step))
    if isinstance(data, dict):
        data = data.get("amount")
    return data.strip() if isinstance(data, str) else ""
