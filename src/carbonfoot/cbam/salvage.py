"""What is left of a refused installation, so that its other errors are found in the same run. Never a result.

Round by round, entries with errors give way to plain ones that stand in for them, and the rest is calculated again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from carbonfoot.cbam.model import Path
from carbonfoot.findings.finding import Finding, severity

ROUNDS = 10
"""One or two a stage of the calculation: reading, amounts, streams, heat, electricity, precursors, processes."""

OF_SUMS = frozenset(
    ["CF203", "CF405", "CF703", "CF803", "CF812", "CF814", "CF817", "CF820", "CF825", "CF827"]
)
"""Codes that rest on several entries, or that another document brings in: of what stands in they say nothing."""
OF_GOODS = frozenset(["CF102", "CF106", "CF204", "CF208", "CF406", "CF801", "CF802"])
"""Codes that rest on what a process makes."""
OF_FUELS = frozenset(["CF102", "CF805"])
"""Codes of heat and electricity that rest on the source streams burned there."""
OF_PERIODS = frozenset(["CF806", "CF809", "CF810", "CF816"])

_NAMED = ("heat", "electricity", "precursors", "processes", "other_processes")
_WHOLE = ("source_streams", *_NAMED, "carbon_prices")
_MAKING = (("goods",), ("activity_level",), ("category",), ("name",), ("for_non_cbam",))
_OF_ALL = ((), ("parameters",), ("tables",), ("carbonfoot",))
"""Places that any other may rest on."""
_HEAD = {"id": "-", "name": "-", "country": "KR"}
_NAME = "entry {} of {}"
_GOOD = {"cn": "7318 15 88", "amount": "1 t"}
_POWER = {"amount": "0 MWh"}

Data = dict[str, Any]


def also_wrong(data: Any, found: Iterable[Finding], again: Callable[[Any], list[Finding]]) -> list[Finding]:
    """What else is wrong beside findings, and does not follow from them; `again` reads and calculates other data."""
    if not isinstance(data, dict) or not isinstance(data.get("processes"), list):
        return []
    errors = [one for one in found if severity(one) == "error"]
    known = {(one.code, one.path) for one in found}
    left = _Left(deepcopy(data))
    more: list[Finding] = []
    for _ in range(ROUNDS):
        if not left.without([one.path for one in errors]):
            break
        told = again(left.data)
        new = [one for one in told if (one.code, one.path) not in known and left.independent(one)]
        known |= {(one.code, one.path) for one in told}
        more += new
        errors = [one for one in told if severity(one) == "error" and one.code not in OF_SUMS]
        if not errors:
            break
    return more


class _Left:
    """Data without what was refused: paths that were taken out, names that no longer mean what they did."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.taken: list[Path] = []
        self.names: set[str] = set()
        self.nameless = False
        self.moved = False
        self.unjudged: set[Path] = set()

    def without(self, paths: list[Path]) -> bool:
        """Replace what stands at paths; False where it cannot be."""
        before = list(self.taken)
        if any(path[:1] in _OF_ALL for path in paths):
            return False
        done = [self._take_out(path, before) for path in dict.fromkeys(paths)]
        return any(done)

    def _take_out(self, path: Path, before: list[Path]) -> bool:
        key, rest = str(path[0]), path[1:]
        stands_in = any(_within(path, taken) for taken in self._entries(before))
        if stands_in and key != "processes":
            return self._harder(path)
        self.taken.append(path)
        if key == "installation":
            self._head(rest)
        elif key == "period":
            self.data["period"] = "2026"
        elif key in _WHOLE and (rest or key == "processes"):
            self._entry(key, rest[:1] if stands_in else rest)
        else:
            self.data.pop(key, None)
            self.nameless = self.nameless or key in _NAMED
        if path in {("source_streams",), ("electricity",)}:
            self.data[key] = [self._stand_in(key, {}, "-", ())]
        return True

    def independent(self, one: Finding) -> bool:
        """Whether a finding says something of what was left as it is."""
        path = one.path
        if one.code in OF_SUMS or not path:
            return False
        if any(_within(path, taken) for taken in self._entries(self.taken)):
            return False
        if any(_within(taken, path) and _rests_on(one, taken) for taken in self.taken):
            return False
        if one.code in OF_PERIODS and ("period",) in self.taken:
            return False
        if one.code == "CF811" and self.moved:
            return False
        if one.code == "CF815" and (self.nameless or self._at(path) in self.names):
            return False
        if path[0] == "electricity" and self._at((*path[:2], "heat_source")) in self.names:
            return False
        if one.code in OF_FUELS and path[0] in {"heat", "electricity"}:
            return not self.moved or (path[0] == "heat" and path[-1] != "name")
        of_goods = path[2:3] in {(), ("precursors",), *_MAKING}
        return not (one.code in OF_GOODS and of_goods and path[:2] in self.unjudged)

    def _entries(self, taken: list[Path]) -> list[Path]:
        """What was taken out, as far as it stands in for something: an entry with all its keys."""
        return [
            path[:2]
            if path[0] in _WHOLE and path[0] != "processes"
            else path[:4]
            if path[0] == "processes"
            else path
            for path in taken
        ]

    def _at(self, path: Path) -> Any:
        node: Any = self.data
        for step in path:
            if isinstance(node, list):
                node = dict(enumerate(node))
            if not isinstance(node, dict) or step not in node:
                return path[-1]
            node = node[step]
        return node if isinstance(node, str) else None

    def _head(self, rest: Path) -> None:
        head = self.data.get("installation")
        if not isinstance(head, dict) or not rest:
            self.data["installation"] = head = dict(_HEAD)
        head.pop(rest[0] if rest else None, None)
        self.data["installation"] = {**_HEAD, **head}

    def _entry(self, key: str, rest: Path) -> None:
        if not isinstance(self.data.get(key), list):
            self.data[key] = [self.data[key]] if key in self.data else []
        entries = self.data[key]
        index = rest[0] if rest else None
        if not isinstance(index, int) or index >= len(entries):
            if key == "processes" and not entries:
                self.data[key] = [self._process("-")]
            return
        entry = entries[index] if isinstance(entries[index], dict) else {}
        name = entry.get("name")
        if not isinstance(name, str) or (rest[1:] == ("name",) and key in _NAMED):
            self.nameless, name = True, _NAME.format(index, key)
        if key == "processes":
            entries[index] = self._within_process({**entry, "name": name}, rest[1:], (key, index))
            return
        self.names.add(name)
        at = next((step for step in rest[2:3] if rest[1] == "supplies" and isinstance(step, int)), None)
        supplies = entry.get("supplies")
        if key == "precursors" and at is not None and isinstance(supplies, list) and at < len(supplies):
            supply = supplies[at]
            supplier = supply.get("supplier", "-") if isinstance(supply, dict) else "-"
            supplies[at] = {"supplier": supplier, "country": "DE", "amount": "1 t"}
            return
        entries[index] = self._stand_in(key, entry, name, rest[1:])

    def _stand_in(self, key: str, entry: Data, name: str, rest: Path) -> Data:
        if key == "source_streams":
            made = {"name": name, "method": "combustion", "fuel": "Natural gas", "amount": "1 t"}
            where: Data = {one: entry[one] for one in ("process", "shares") if one in entry}
            if rest and rest[0] not in where and len(where) == 1:
                return {**made, **where}
            self.moved = True
            return {**made, "process": self._first_process()}
        heat = {"name": name, "kind": "exothermic", "heat": "1 TJ"}
        if entry.get("kind") == "boiler":
            heat = {"name": name, "kind": "boiler", "efficiency": "90 %"}
        if entry.get("kind") == "chp":
            heat |= {"kind": "chp", "electricity": "1 MWh"}
        return {
            "heat": heat,
            "electricity": {
                "name": name,
                "kind": "grid",
                "emission_factor": "0.1 t CO2/MWh",
                "amount": "1 MWh",
            },
            "precursors": {"name": name, "scrap": "yes"},
            "other_processes": {"name": name},
            "carbon_prices": {"instrument": "carbon-tax", "due": "1 EUR"},
        }[key]

    def _harder(self, path: Path) -> bool:
        """What stands in has an error of its own: heat that needs no fuel, a stream of the first process; else False."""
        if not path[1:] or path[0] not in {"heat", "source_streams"}:
            return False
        entries, index = self.data[path[0]], path[1]
        plain = {"name": entries[index]["name"], "kind": "exothermic", "heat": "1 TJ"}
        if path[0] == "source_streams":
            plain = self._stand_in("source_streams", {}, plain["name"], ())
        changed = bool(entries[index] != plain)
        entries[index] = plain
        return changed

    def _first_process(self) -> str:
        for one in self.data["processes"]:
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                return str(one["name"])
        return "-"

    def _process(self, name: str) -> Data:
        return {
            "name": name,
            "goods": [dict(_GOOD)],
            "electricity": dict(_POWER),
            "direct_emissions": "1 t CO2e",
        }

    def _within_process(self, entry: Data, rest: Path, at: Path) -> Data:
        """A process without one of its values; without all of them where it is the process itself."""
        name = entry["name"]
        if not rest:
            self.names.add(name)
            self.unjudged.add(at)
            return self._process(name)
        key, index = rest[0], rest[1] if len(rest) > 1 else None
        inner = entry.get(str(key))
        if key == "name":
            pass
        elif key == "goods" and isinstance(inner, list) and isinstance(index, int) and index < len(inner):
            inner[index] = self._good(inner, index, at)
        elif key == "goods":
            self.unjudged.add(at)
            entry["goods"] = [dict(_GOOD)]
            entry.pop("activity_level", None)
        elif (
            key == "precursors" and isinstance(inner, list) and isinstance(index, int) and index < len(inner)
        ):
            inner[index] = {"name": name, "amount": "0 t"}
        elif key == "electricity":
            entry["electricity"] = dict(_POWER)
        elif key == "direct_emissions":
            entry["direct_emissions"] = "1 t CO2e"
        else:
            entry.pop(str(key), None)
        return entry

    def _good(self, goods: list[Any], index: int, at: Path) -> Data:
        """A good like another one of the process that has no error, so that what is beside it is judged as before."""
        for other, one in enumerate(goods):
            sound = not any(_within(taken, (*at, "goods", other)) for taken in self.taken)
            if other != index and sound and isinstance(one, dict):
                return {"amount": "1 t", **deepcopy(one)}
        self.unjudged.add(at)
        return dict(_GOOD)


def _rests_on(one: Finding, taken: Path) -> bool:
    """Whether a finding of an entry may come of the value in it that was taken out."""
    return one.path[0] != "processes" or one.code == "CF102" or taken[2:3] in {(), *_MAKING}


def _within(path: Path, outer: Path) -> bool:
    return path[: len(outer)] == outer
