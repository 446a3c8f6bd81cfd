"""Activities in any form, read one by one: every number is judged, and every fault gets its finding."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.documents.json_found import Found, as_list, as_number, as_object, as_text
from carbonfoot.findings.finding import Path
from carbonfoot.technosphere.model import Flow, System
from carbonfoot.technosphere.names import unknown
from carbonfoot.technosphere.uncertain import Distributions
from carbonfoot.technosphere.units import conversion

ACTIVITY = {
    "id": True,
    "name": False,
    "unit": False,
    "location": False,
    "output": False,
    "treatment": False,
    "inputs": True,
    "emissions_kg_co2e": False,
    "emissions": False,
    "note": False,
}
INPUT = {"id": True, "amount": True, "unit": False, "avoided": False, "uncertainty": False, "note": False}
FLOW = {"flow": True, "amount": True, "location": False, "uncertainty": False, "note": False}
VALUE = {"value": True, "uncertainty": False, "note": False}


class _Supplier(NamedTuple):
    """What a link has to know of the activity it draws on.

    sign  of the stated output; 0 for a treatment that states none: a link to it may have either sign
    """

    unit: str
    sign: int


class Examiner:
    """The activities of one file."""

    def __init__(self, activities: list[Any], found: Found, distributions: Distributions) -> None:
        self._given = activities
        self._found = found
        self._distributions = distributions
        self._objects: list[dict[str, Any] | None] = []
        self._suppliers: list[_Supplier] = []
        self.index: dict[str, int] = {}

    def read(self, flows_needed: bool) -> System:
        """All activities; whether anything is wrong with them is told by the findings."""
        found = self._found
        self._objects = [
            as_object(one, ACTIVITY, found, ("activities", i)) for i, one in enumerate(self._given)
        ]
        system = System([], [], [])
        for i, one in enumerate(self._objects):
            self._head(i, one or {}, system)
        stated = [one for one in self._objects if one is not None]
        climate = any("emissions_kg_co2e" in one for one in stated)
        flows = flows_needed or any("emissions" in one for one in stated)
        if not climate and not flows:
            climate = True
        for i, one in enumerate(self._objects):
            targets, amounts = self._inputs(i, one, system) if one is not None else ([], [])
            system.targets.append(targets)
            system.amounts.append(amounts)
            if one is not None and climate:
                system.emissions.append(self._climate(i, one))
            if one is not None and flows:
                self._flows(i, one, system)
        return system

    def _head(self, i: int, one: dict[str, Any], system: System) -> None:
        """Id, name, unit, location and output."""
        found, path = self._found, ("activities", i)
        texts = {
            key: as_text(one[key], found, (*path, key)) or ""
            for key in ("id", "name", "unit", "location", "note")
            if key in one
        }
        system.ids.append(texts.get("id", ""))
        self._index(i, one, texts.get("id", ""))
        for key, into in (("name", system.names), ("unit", system.units), ("location", system.locations)):
            if key in texts:
                into[i] = texts[key]
        treatment = self._flag(one, "treatment", path)
        sign = 0 if treatment else 1
        if "output" in one:
            output = self._value(one["output"], (*path, "output"), "output", i, negative=True)
            if output == 0:
                help = "state the amounts for 1 unit of the product, or leave the activity out"
                found.add("CF411", "the output is zero: the activity makes nothing", (*path, "output"), help)
            elif output is not None and output < 0 and not treatment:
                help = 'write "treatment": true for an activity that takes waste in'
                found.add("CF207", f"an output of {output:g} is negative", (*path, "output"), help)
            sign = -1 if output is not None and output < 0 else 1
            if output and abs(output) != 1:
                system.outputs[i] = abs(output)
        self._suppliers.append(_Supplier(texts.get("unit", ""), sign))

    def _index(self, i: int, one: dict[str, Any], id_: str) -> None:
        first = self.index.setdefault(id_, i)
        if not id_ or first == i:
            return
        same = "the same contents" if self._given[first] == one else "different contents"
        related = [self._found.related(("activities", first, "id"), "first defined here")]
        said = f"the id `{id_[:60]}` stands twice, with {same}"
        help = "keep one of the two, or give the second an id of its own"
        self._found.add("CF423", said, ("activities", i, "id"), help, related=related)

    def _inputs(self, i: int, one: dict[str, Any], system: System) -> tuple[list[int], list[float]]:
        found = self._found
        targets: list[int] = []
        amounts: list[float] = []
        path: Path = ("activities", i, "inputs")
        for k, link in enumerate(as_list(one["inputs"], found, path)):
            here = (*path, k)
            if isinstance(link, list):
                if len(link) != len(("id", "amount")):
                    found.add("CF103", "an input is a pair", here, 'write ["id", 0.5], or an object')
                    continue
                body, id_path, amount_path = {"id": link[0], "amount": link[1]}, (*here, 0), (*here, 1)
            else:
                read = as_object(link, INPUT, found, here)
                if read is None:
                    continue
                body, id_path, amount_path = read, (*here, "id"), (*here, "amount")
            name = as_text(body["id"], found, id_path)
            target = None if name is None else self.index.get(name)
            if name is not None and target is None:
                unknown(name, self.index, found, id_path)
            stated = as_number(body["amount"], found, amount_path, negative=True)
            avoided = self._flag(body, "avoided", here)
            if target is None or stated is None:
                continue
            scale = self._scale(body, stated, avoided, target, here, amount_path)
            if scale is None:
                continue
            if "uncertainty" in body:
                where = (*here, "uncertainty")
                self._distributions.read(
                    body["uncertainty"], stated, where, "input", activity=i, place=len(targets), scale=scale
                )
            if avoided:
                system.credits.add((i, len(targets)))
            targets.append(target)
            amounts.append(stated * scale)
        return targets, amounts

    def _scale(
        self, body: dict[str, Any], stated: float, avoided: bool, target: int, here: Path, amount_path: Path
    ) -> float | None:
        """What the stated amount is multiplied by: the supplier's unit, and the sign of the link."""
        supplier = self._suppliers[target]
        unit = self._conversion(body, supplier.unit, here)
        if unit is None:
            return None
        if avoided:
            return -unit if stated >= 0 else unit
        if supplier.sign == 0:
            return unit if stated >= 0 else -unit
        if stated * supplier.sign >= 0:
            return unit * supplier.sign
        if supplier.sign < 0:
            said = f"{stated:g} is positive, and its supplier has a negative output: it takes waste in"
            help = "waste that is handed over is negative here, as the output is; a credit has `avoided`"
        else:
            said = f"{stated:g} is negative"
            help = 'a credit is an input with "avoided": true; an activity that takes waste in has "treatment": true'
        self._found.add("CF207", said, amount_path, help)
        return None

    def _conversion(self, body: dict[str, Any], wanted: str, here: Path) -> float | None:
        """The unit of a link in that of its supplier; None with a finding (CF202 to CF205) when they do not meet."""
        if "unit" not in body:
            return 1.0
        path = (*here, "unit")
        stated = as_text(body["unit"], self._found, path)
        if stated is None:
            return None
        return conversion(stated, wanted, "the input", self._found, path)

    def _climate(self, i: int, one: dict[str, Any]) -> float:
        path: Path = ("activities", i, "emissions_kg_co2e")
        if "emissions_kg_co2e" not in one:
            help = "write 0 where an activity emits nothing itself: missing is never zero"
            self._found.add("CF102", "`emissions_kg_co2e` is missing", ("activities", i), help)
            return 0.0
        number = self._value(one["emissions_kg_co2e"], path, "emission", i, negative=True)
        if number is not None and number < 0:
            help = "state uptake as a flow of its own, with a negative factor in an indicator"
            self._found.add("CF207", f"an emission of {number:g} kg CO2e is negative", path, help)
        return number or 0.0

    def _flows(self, i: int, one: dict[str, Any], system: System) -> None:
        found, path = self._found, ("activities", i, "emissions")
        if "emissions" not in one:
            help = "write [] where an activity emits nothing itself: missing is never zero"
            found.add("CF102", "`emissions` is missing", ("activities", i), help)
            return
        read: list[Flow] = []
        for k, given in enumerate(as_list(one["emissions"], found, path)):
            here = (*path, k)
            body = as_object(given, FLOW, found, here)
            if body is None:
                continue
            name = as_text(body["flow"], found, (*here, "flow"))
            amount = as_number(body["amount"], found, (*here, "amount"))
            location = system.locations.get(i, "")
            if "location" in body:
                location = as_text(body["location"], found, (*here, "location")) or ""
            if name is None or amount is None:
                continue
            if "uncertainty" in body:
                where = (*here, "uncertainty")
                self._distributions.read(
                    body["uncertainty"], amount, where, "flow", activity=i, place=len(read)
                )
            read.append(Flow(name, amount, location))
        if read:
            system.flows[i] = read

    def _value(self, given: Any, path: Path, kind: str, i: int, *, negative: bool = False) -> float | None:
        """A number, or an object of `value` and `uncertainty`."""
        if not isinstance(given, dict):
            return as_number(given, self._found, path, negative=negative)
        body = as_object(given, VALUE, self._found, path)
        if body is None:
            return None
        number = as_number(body["value"], self._found, (*path, "value"), negative=negative)
        if number is not None and "uncertainty" in body:
            scale = -1.0 if number < 0 else 1.0
            where = (*path, "uncertainty")
            self._distributions.read(body["uncertainty"], number, where, kind, activity=i, scale=scale)
        return number

    def _flag(self, one: dict[str, Any], key: str, path: Path) -> bool:
        given = one.get(key, False)
        if not isinstance(given, bool):
            self._found.add("CF103", f"`{key}` is true or false", (*path, key), "write true, without quotes")
        return given is True
