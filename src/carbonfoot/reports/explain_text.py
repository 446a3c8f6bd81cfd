"""The trace of a number: what was written, how it was converted, which factor, from whom, and what was passed over."""

from __future__ import annotations

from typing import Any

from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import format_number, round_digits
from carbonfoot.reports.factors_text import source_text, value_text
from carbonfoot.reports.width import safe
from carbonfoot.system.model import Source

_GAS_WORDS = {
    "co2_fossil": "CO2",
    "co2_biogenic": "biogenic CO2",
    "ch4_fossil": "fossil CH4",
    "ch4_biogenic": "biogenic CH4",
    "ch4": "CH4",
    "n2o": "N2O",
}


def paths(result: Footprint) -> list[str]:
    """Paths of all lines of the top document."""
    return [path_text(line.flow.path) for line in result.lines]


def select(result: Footprint, path: str) -> list[LineResult]:
    """Lines at a path or below it; all lines for an empty path."""
    if not path:
        return result.lines
    found = [line for line in _all(result.lines) if _at(path_text(line.flow.path), path)]
    return [line for line in found if line.activity == 0] or found


def _at(own: str, asked: str) -> bool:
    return own == asked or own.startswith(f"{asked}/") or asked.startswith(f"{own}/")


def _all(lines: list[LineResult] | tuple[LineResult, ...]) -> list[LineResult]:
    return [one for line in lines for one in (line, *_all(line.lines))]


def as_text(outcome: Outcome, lines: list[LineResult], path: str, width: int) -> str:
    """One block a line, and the sum when the whole document is traced."""
    result = outcome.footprint
    assert result is not None
    rows: list[str] = []
    for line in lines:
        rows += _block(outcome, result, line, 0)
        rows.append("")
    if not path:
        total = "no total" if result.total is None else f"{format_number(result.total)} kg CO2e"
        rows.append(f"sum of {result.line_count} lines: {total} per {result.product.reference.text}")
    return "\n".join(_wrap(safe(row), width) for row in rows).rstrip("\n") + "\n"


def _block(outcome: Outcome, result: Footprint, line: LineResult, depth: int) -> list[str]:
    flow = line.flow
    pad = "    " * depth
    where = _where(outcome, result, line)
    rows = [f"{pad}{flow.name}  ({where})"]
    if flow.quantity is not None:
        data = f", {flow.data}" if flow.data else ""
        rows.append(
            f"{pad}  amount: {format_number(flow.quantity.number)} {flow.quantity.unit.symbol}, given{data}"
        )
    rows += [
        f"{pad}  divided by: {reason}" if "yield" in reason else f"{pad}  {reason}" for reason in flow.because
    ]
    if flow.missing:
        rows.append(f"{pad}  missing: no factor stands behind this line")
    if flow.rule:
        rows.append(f"{pad}  {flow.rule}: 0 kg CO2e by the cut-off rule")
    for source in flow.sources:
        rows += [f"{pad}  {row}" for row in _source(outcome, line, source)]
    if flow.link >= 0:
        target = result.activities[flow.link]
        how = f" by {flow.link_how}" if flow.link_how else ""
        rows.append(
            f"{pad}  {format_number(flow.link_number)} x {target.reference.text} of {target.name}{how}:"
        )
        for inner in line.lines:
            rows += _block(outcome, result, inner, depth + 1)
    if line.co2e is not None:
        rows.append(f"{pad}  = {format_number(line.co2e)} kg CO2e per {result.product.reference.text}")
    if flow.not_assessed:
        rows.append(f"{pad}  not assessed: {', '.join(flow.not_assessed)}")
    for passed in flow.passed_over[:8]:
        rows.append(
            f"{pad}  passed over: {passed.record.id} ({value_text(passed.record)}; {passed.record.geo} {passed.record.year}): {passed.why}"
        )
    if len(flow.passed_over) > 8:
        rows.append(f"{pad}  passed over: {len(flow.passed_over) - 8} more")
    return rows


def _where(outcome: Outcome, result: Footprint, line: LineResult) -> str:
    from carbonfoot.documents.places import locate

    file = result.activities[line.activity].file
    text = outcome.documents.text_of(file)
    if text is None:
        return file
    place = locate(text, line.flow.path, "value", None)
    return f"{file}:{place.line}:{place.column}, {path_text(line.flow.path)}"


def _source(outcome: Outcome, line: LineResult, source: Source) -> list[str]:
    number = source.number * source.share
    factor = format_number(source.vector.co2e)
    rows = []
    if source.share != 1.0:
        rows.append(
            f"share: {format_number(100 * source.share)} % ({source.record.route if source.record else ''})"
        )
    if source.how:
        rows.append(f"converted by {source.how}")
    scale = line.level * line.flow.multiplier
    times = "" if scale == 1.0 else f"{format_number(scale)} x "
    product = format_number(scale * number * source.vector.co2e)
    rows.append(
        f"{times}{format_number(number)} {source.unit} x {factor} kg CO2e/{source.unit} = {product} kg CO2e"
    )
    record = source.record
    if record is None:
        rows.append(f"factor: {source.label} (GWP set {source.vector.gwp_set})")
        return rows
    rows.append(f"factor: {record.id}, {record.name}")
    rows.append(f"  {value_text(record)}; {record.boundary.replace('_', ' ')} ({', '.join(source.parts)})")
    if source.vector.gases:
        gases = [
            f"{_GAS_WORDS.get(gas, gas)} {format_number(mass, 6)} kg -> {format_number(source.vector.gas_co2e.get(gas, 0.0), 6)}"
            for gas, mass in source.vector.gases.items()
        ]
        rows.append(f"  gases per {source.unit}, in {source.vector.gwp_set}: {', '.join(gases)} kg CO2e")
    else:
        rows.append(f"  published total, GWP set {source.vector.gwp_set}; gases not given")
    year = (
        f"{record.year}, publication year" if record.year_kind == "publication" else f"data of {record.year}"
    )
    proxy = "; stands in for another place (proxy)" if source.proxy else ""
    rows.append(f"  {outcome.library.region_name(record.geo, 'en')}, {year}; trust {record.trust}{proxy}")
    rows.append(f"  {source_text(outcome.library, record)}")
    if record.flag_note:
        rows.append(f"  note: {record.flag_note}")
    return rows


def as_data(outcome: Outcome, lines: list[LineResult]) -> list[dict[str, Any]]:
    """The same trace as data."""
    result = outcome.footprint
    assert result is not None
    return [_data(outcome, result, line) for line in lines]


def _data(outcome: Outcome, result: Footprint, line: LineResult) -> dict[str, Any]:
    flow = line.flow
    factors = []
    for source in flow.sources:
        entry: dict[str, Any] = {
            "number": round_digits(source.number * source.share),
            "unit": source.unit,
            "kg_co2e_per_unit": round_digits(source.vector.co2e),
            "gwp_set": source.vector.gwp_set,
            "gases_kg": {gas: round_digits(mass) for gas, mass in source.vector.gases.items()},
            "conversion": source.how or None,
            "parts": list(source.parts),
            "label": source.label,
            "proxy": source.proxy,
        }
        if source.record is not None:
            entry["record"] = {key: value for key, value in source.record._asdict().items() if value != ""}
            entry["source"] = source_text(outcome.library, source.record)
        factors.append(entry)
    return {
        "path": path_text(flow.path),
        "place": _where(outcome, result, line),
        "name": flow.name,
        "amount": None
        if flow.quantity is None
        else {"value": round_digits(flow.quantity.number), "unit": flow.quantity.unit.symbol},
        "per_declared_unit": round_digits(line.level * flow.multiplier),
        "because": list(flow.because),
        "kg_co2e": None if line.co2e is None else round_digits(line.co2e),
        "rule": flow.rule or None,
        "missing": flow.missing,
        "factors": factors,
        "not_assessed": list(flow.not_assessed),
        "passed_over": [{"record": passed.record.id, "why": passed.why} for passed in flow.passed_over],
        "lines": [_data(outcome, result, inner) for inner in line.lines],
    }


def _wrap(row: str, width: int) -> str:
    import textwrap

    if not row:
        return row
    indent = " " * (len(row) - len(row.lstrip()) + 4)
    return "\n".join(
        textwrap.wrap(
            row, max(40, width), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
    )
