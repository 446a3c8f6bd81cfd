"""The path of one number of an installation, with every digit: a good, process, precursor, source stream or source of energy."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.cbam.model import Path, ProcessResult, Result
from carbonfoot.findings.finding import Finding, path_text
from carbonfoot.reports import cbam_json as data
from carbonfoot.reports.installation_draw import Draw
from carbonfoot.reports.installation_process import processes
from carbonfoot.reports.installation_sources import heat, power, precursors, streams
from carbonfoot.reports.installation_text import goods, head
from carbonfoot.reports.style import Style


class Chosen(NamedTuple):
    """What is shown: places in the lists of a result."""

    goods: tuple[int, ...] = ()
    streams: tuple[int, ...] = ()
    heat: tuple[int, ...] = ()
    power: tuple[int, ...] = ()
    precursors: tuple[int, ...] = ()
    processes: tuple[int, ...] = ()


def choose(result: Result, path: str) -> Chosen | None:
    """What stands at `processes/NAME`, `goods/CN`, `precursors/NAME` and so on, by name or number; all for "".

    None where nothing does.
    """
    if not path:
        lists = (result.goods, result.streams, result.heat, result.power, result.precursors, result.processes)
        return Chosen(*(tuple(range(len(one))) for one in lists))
    group, _, rest = path.partition("/")
    if group == "processes" and "/goods" in rest:
        exact = [index for index, one in enumerate(result.goods) if path_text(one.path) == path]
        return _with_process(result, exact)
    if group == "goods":
        return _with_process(result, _goods(result, rest))
    entries: dict[str, tuple[Any, ...]] = {
        "processes": result.processes,
        "precursors": result.precursors,
        "source_streams": result.streams,
        "heat": result.heat,
        "electricity": result.power,
    }
    found = _named([one.name for one in entries.get(group, ())], rest)
    if not found:
        return None
    if group == "processes":
        return _behind(result, found)
    field = {"source_streams": "streams", "electricity": "power"}.get(group, group)
    return Chosen()._replace(**{field: tuple(found)})


def _named(known: list[str], wanted: str) -> list[int]:
    if wanted in known:
        return [index for index, name in enumerate(known) if name == wanted]
    return [int(wanted)] if wanted.isdecimal() and int(wanted) < len(known) else []


def _goods(result: Result, wanted: str) -> list[int]:
    """Goods by name, by CN code however it is spaced, by the beginning of a code, or by number."""
    digits = "".join(wanted.split()).replace(".", "")
    for alike in (
        [index for index, one in enumerate(result.goods) if wanted == one.name],
        [index for index, one in enumerate(result.goods) if digits == one.cn],
        [index for index, one in enumerate(result.goods) if len(digits) > 3 and one.cn.startswith(digits)],  # noqa: PLR2004
    ):
        if alike:
            return alike
    return [int(digits)] if digits.isdecimal() and int(digits) < len(result.goods) else []


def _with_process(result: Result, found: list[int]) -> Chosen | None:
    if not found:
        return None
    behind = _behind(result, sorted({result.goods[index].process for index in found}))
    return behind._replace(goods=tuple(found))


def _behind(result: Result, found: list[int]) -> Chosen:
    """Processes with all that goes into them, processes of this installation that they take from included."""
    chosen = list(found)
    for index in chosen:  # grows
        uses = result.processes[index].uses
        chosen += [use.internal for use in uses if use.internal is not None and use.internal not in chosen]
    named = {result.processes[index].name for index in chosen}
    stated = [result.installation.processes[int(result.processes[index].path[1])] for index in chosen]
    heated = {flow.source for one in stated for flow in [*(one.heat_in or []), *(one.heat_out or [])]}
    boilers = [index for index, one in enumerate(result.heat) if one.name in heated]
    named |= {result.heat[index].name for index in boilers}
    used = {use.precursor for index in chosen for use in result.processes[index].uses}
    powered = _powered(result, [result.processes[index] for index in chosen])
    return Chosen(
        (),
        tuple(index for index, one in enumerate(result.streams) if named & set(one.shares)),
        tuple(boilers),
        tuple(powered),
        tuple(index for index in range(len(result.precursors)) if index in used),
        tuple(chosen),
    )


def _powered(result: Result, found: list[ProcessResult]) -> list[int]:
    """Sources of electricity of processes: those they name, else all."""
    wanted: set[str] = set()
    for one in found:
        use = result.installation.processes[int(one.path[1])].electricity
        if one.electricity and use is not None and use.emission_factor is None:
            wanted |= set(use.sources or [source.name for source in result.power])
    return [index for index, source in enumerate(result.power) if source.name in wanted]


def names(result: Result) -> list[str]:
    """Every path that `choose` knows, by name."""
    groups: tuple[tuple[str, list[str]], ...] = (
        ("goods", [one.cn for one in result.goods]),
        ("processes", [one.name for one in result.processes]),
        ("precursors", [one.name for one in result.precursors]),
        ("source_streams", [one.name for one in result.streams]),
        ("heat", [one.name for one in result.heat]),
        ("electricity", [one.name for one in result.power]),
    )
    return list(dict.fromkeys(f"{group}/{name}" for group, found in groups for name in found))


def stands_at(finding: Finding, result: Result, chosen: Chosen) -> bool:
    """Whether a finding is about something that is shown, or about all of the document."""
    places: list[Path] = [result.goods[index].path for index in chosen.goods]
    places += [result.streams[index].path for index in chosen.streams]
    places += [result.heat[index].path for index in chosen.heat]
    places += [result.power[index].path for index in chosen.power]
    places += [result.precursors[index].path for index in chosen.precursors]
    places += [result.processes[index].path for index in chosen.processes]
    return len(finding.path) <= 1 or any(finding.path[: len(place)] == place for place in places)


def as_text(result: Result, chosen: Chosen, style: Style) -> str:
    """What was chosen, in the order of the way from the meters to the goods."""
    draw = Draw(style, result, exact=True)
    rows = [
        *head(result, draw),
        *streams(result, draw, chosen.streams),
        *heat(result, draw, chosen.heat),
        *power(result, draw, chosen.power),
        *precursors(result, draw, chosen.precursors),
        *processes(result, draw, chosen.processes),
        *goods(result, draw, chosen.goods),
    ]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def as_data(result: Result, chosen: Chosen) -> dict[str, Any]:
    """The same for programs, with the keys of `calc --format json`."""
    return {
        "unit": "t CO2e",
        "source_streams": [data.stream_data(result.streams[index]) for index in chosen.streams],
        "heat": [data.heat_data(result.heat[index]) for index in chosen.heat],
        "electricity": [data.power_data(result.power[index]) for index in chosen.power],
        "precursors": [data.precursor_data(result.precursors[index]) for index in chosen.precursors],
        "processes": [data.process_data(result, result.processes[index]) for index in chosen.processes],
        "goods": [data.good_data(result, result.goods[index]) for index in chosen.goods],
    }
