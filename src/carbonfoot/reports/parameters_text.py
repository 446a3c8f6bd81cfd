"""Parameters of methods for people and programs: shares, rates, contents and values that are no emission factors."""

from __future__ import annotations

from typing import Any

from carbonfoot.factors.library import Library
from carbonfoot.factors.parameters import Parameter
from carbonfoot.reports.factors_text import indented, rows_json


def parameters_json(library: Library, parameters: list[Parameter]) -> dict[str, Any]:
    """Parameters as published, with their pack; without numbers where that is private."""
    return rows_json(library, parameters)


def parameters_text(library: Library, parameters: list[Parameter], width: int) -> str:
    """A block a parameter: what it is, its value with bounds, where it is from."""
    lines: list[str] = []
    for one in parameters:
        names = " / ".join(name for name in (one.name, one.name_ko) if name)
        unit = "" if one.unit == "1" else f" {one.unit}"
        bounds = f" ({one.low or '?'} to {one.high or '?'})" if one.low or one.high else ""
        what = " ".join(
            part for part in (one.quantity, one.substance, f"-> {one.product}" if one.product else "") if part
        )
        tier = f"tier {one.tier}; " if one.tier else ""
        about = library.pack(one.pack)
        lines += [
            one.id,
            f"    {names}",
            f"    {what}: {one.value}{unit}{bounds}",
            f"    {tier}{one.edition}; {library.region_name(one.geo, 'en')} ({one.geo}), {one.year}; trust {one.trust}",
            f"    {about['publisher']}: {about['title']}; {one.source_row}; licence {about['licence']}",
        ]
        if one.flags:
            lines.append(f"    flags: {one.flags.replace(';', ', ')}. {one.flag_note}")
    return "".join(indented(line, width, 2) for line in lines)
