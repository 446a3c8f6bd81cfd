"""The lines under a footprint: hotspots, mass balance, boundary, method, sources."""

from __future__ import annotations

from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.attribution import attributions
from carbonfoot.reports.calc_table import every, title
from carbonfoot.reports.quality_text import quality_rows
from carbonfoot.reports.style import Style, paragraph, percent

_CONFIDENCE = ("measured", "estimated", "illustrative", "not stated")


def foot(outcome: Outcome, result: Footprint, style: Style) -> list[str]:
    """What a reader must know beside the numbers: balance, boundary, method, sources."""
    rows: list[str] = []
    tops = sorted((line for line in result.lines if line.co2e), key=lambda line: -(line.co2e or 0.0))[:3]
    if tops and result.at_least:
        named = [
            f"{title(line.flow, style)} {percent((line.co2e or 0.0) / result.at_least)}" for line in tops
        ]
        rows += paragraph(style, "hotspots", "; ".join(named))
    rows += paragraph(style, "amounts", _confidence(result, style))
    rows += quality_rows(result, style)
    rows += paragraph(style, "mass balance", mass_balance_text(result, style))
    rows += paragraph(style, "carbon balance", carbon_balance_text(result, style))
    said = {flow.name: title(flow, style) for activity in result.activities for flow in activity.flows}
    by_part: dict[str, list[str]] = {}
    for name, part in result.not_assessed:
        by_part.setdefault(part, []).append(said.get(name, name))
    for part, names in by_part.items():
        key = f"part {part}"
        words = style.word(key) if style.word(key) != key else part.replace("_", " ")
        rows += paragraph(style, "not assessed", f"{words}: {'; '.join(dict.fromkeys(names))}")
    for name, share, reason in result.exclusions:
        rows += paragraph(style, "excluded", f"{name} ({percent(share)}): {reason}")
    for group in result.beyond:
        mass = f"{style.word(group.key)} {style.kg(group.co2e)} kg CO2e"
        rows += paragraph(style, "beyond", f"{mass} ({style.word('beyond text')})")
    method = style.word("method text").format(gwp=result.gwp_set)
    if result.methods:
        from carbonfoot.reports.calc_allocation import method_name

        method = style.word("allocated by").format(method=method_name(result)) + "; " + method
    formula = [title(line.flow, style) for line in every(result.lines) if line.flow.kind == "circular"]
    if formula:
        said_by = ", ".join(dict.fromkeys(formula))
        method = f"{style.word('circular').format(names=said_by)}; {method}"
    foreign = sum(result.foreign_sets.values())
    if foreign and result.at_least:
        method += " " + style.word("rest as published").format(share=percent(1 - foreign / result.at_least))
    rows += paragraph(style, "method", method)
    if any("declaration" in one.flow.stated for one in result.contributions):
        from carbonfoot.reports.declared_text import declared_rows

        rows += declared_rows(result, style)
    if any(one.source.proxy for one in result.contributions):
        rows += paragraph(style, "stand-in", style.word("stand-in text").format(mark=style.near()))
    if any(line.loop for line in every(result.lines)):
        rows += paragraph(style, "loop", style.word("loop text"))
    if outcome.lock:
        rows += paragraph(style, "locked", style.word("locked text").format(file=outcome.lock))
    for number, pack in enumerate(attributions(outcome, result)):
        rows += paragraph(style, "sources" if number == 0 else "", f"{pack['id']}: {pack['attribution']}")
    return rows


def _confidence(result: Footprint, style: Style) -> str:
    """How many amounts were measured, estimated, or only illustrate; "" when no line says."""
    given = [
        line.flow.data or "not stated"
        for line in every(result.lines)
        if line.flow.quantity is not None and line.flow.kind != "transport"
    ]
    if all(one == "not stated" for one in given):
        return ""
    return ", ".join(f"{style.word(one)} {given.count(one)}" for one in _CONFIDENCE if one in given)


def mass_balance_text(result: Footprint, style: Style) -> str:
    """The balance of the product, and the parts inside it whose own balance does not close."""
    own = _own_balance(result, style)
    inner = [one.name for one in result.activities[1:] if one.mass_balance["status"] == "open"]
    return own if not inner else f"{own}; {style.word('open')}: {', '.join(dict.fromkeys(inner))}"


def carbon_balance_text(result: Footprint, style: Style) -> str:
    """The carbon balance of the product; "" where nothing states its carbon."""
    balance = result.product.carbon_balance
    if balance["status"] == "not stated":
        return ""
    state = style.word(str(balance["status"]))
    if "because" in balance:
        reason, colon, names = str(balance["because"]).partition(": ")
        return f"{state} ({style.word(reason)}{colon}{names})"
    sides = {
        key: format_number(float(str(balance[f"{key}_kg_c"])), 4)
        for key in ("inputs", "product", "outputs", "emissions")
    }
    equal = " =" if balance["status"] == "closed" else ","
    return style.word("carbon sides").format(state=state, equal=equal, **sides)


def _own_balance(result: Footprint, style: Style) -> str:
    balance = result.product.mass_balance
    state = style.word(str(balance["status"]))
    if "because" in balance:
        reason, colon, names = str(balance["because"]).partition(": ")
        return f"{state} ({style.word(reason)}{colon}{names})"
    if "inputs_kg" not in balance:
        return state
    numbers = [
        format_number(float(str(balance[key])), 5) for key in ("inputs_kg", "product_kg", "outputs_kg")
    ]
    beside = balance.get("co_products_kg")
    numbers[2:2] = [] if beside is None else [format_number(float(str(beside)), 5)]
    more = "" if beside is None else f" + {numbers[2]} kg {style.word('co-products')}"
    equal = " =" if balance["status"] == "closed" else ","
    return (
        f"{state}: {numbers[0]} kg {style.word('in')}{equal} {numbers[1]} kg {style.word('product')}"
        f"{more} + {numbers[-1]} kg {style.word('out')}"
    )
