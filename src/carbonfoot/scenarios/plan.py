"""What a scenario is made of: the chain of scenarios it changes, or the results it mixes."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.documents.load import Loaded
from carbonfoot.documents.part import Changes, Scenario
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import nearest

BASE = "base"
"""The document as it is written."""

ADDS_UP = 1e-9
"""How far the weights of a mix may be from one: rounding in the last digit, nothing else."""


class Plan(NamedTuple):
    """One scenario.

    layers  names of the scenarios to apply, the first first; none for a mix
    mix     results by name with their weights, for a mix; mixes of mixes are opened
    """

    name: str
    layers: tuple[str, ...]
    mix: tuple[tuple[str, float], ...] = ()


class Planner:
    """The scenarios of a document, judged; findings stand inside `scenarios:`."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.scenarios: dict[str, Scenario] = loaded.part.scenarios or {}
        self.findings: list[Finding] = []

    def plan(self, name: str, trail: tuple[str, ...] = ()) -> Plan | None:
        """How a scenario is computed; None with findings when it cannot be."""
        if name == BASE:
            return Plan(BASE, ())
        scenario = self.scenarios[name]
        if scenario.mix is not None:
            return self._mix(name, scenario, trail)
        if scenario.base is None or scenario.base == BASE:
            return Plan(name, (name,))
        place: Path = ("scenarios", name, "base")
        if not self._known(scenario.base, place, (*trail, name), "value"):
            return None
        if self.scenarios[scenario.base].mix is not None:
            message = f"`{scenario.base}` is a mix of results, which cannot be changed"
            self._report("CF462", message, place, "change its members, and mix those")
            return None
        before = self.plan(scenario.base, (*trail, name))
        return None if before is None else Plan(name, (*before.layers, name))

    def _known(self, name: str, place: Path, trail: tuple[str, ...], on: str) -> bool:
        """Whether a name is a scenario, and not one of those that wait for it."""
        if name in trail:
            way = " -> ".join([*trail[trail.index(name) :], name])
            self._report(
                "CF463", f"the scenarios need each other: {way}", place, "let one of them start anew", on
            )
            return False
        if name not in self.scenarios:
            near = nearest(name, [*self.scenarios, BASE]) or [*self.scenarios, BASE]
            help = f"the document has {', '.join(f'`{one}`' for one in near)}"
            self._report("CF460", f"there is no scenario `{name}`", place, help, on)
            return False
        return True

    def _mix(self, name: str, scenario: Scenario, trail: tuple[str, ...]) -> Plan | None:
        place: Path = ("scenarios", name, "mix")
        clashing = [key for key, value in _keys(scenario).items() if value is not None]
        if clashing:
            message = f"`{clashing[0]}` and `mix` cannot stand together"
            help = "a mix weighs results; put the changes into a scenario of their own"
            self._report("CF106", message, ("scenarios", name, clashing[0]), help, "key")
            return None
        weights: dict[str, list[float]] = {}
        own: list[float] = []
        sound = True
        for member, value in (scenario.mix or {}).items():
            share = self._share(value, (*place, member))
            known = member == BASE or self._known(member, (*place, member), (*trail, name), "key")
            inner = self.plan(member, (*trail, name)) if known else None
            if share is None or inner is None:
                sound = False
                continue
            own.append(share)
            for leaf, weight in inner.mix or ((member, 1.0),):
                weights.setdefault(leaf, []).append(share * weight)
        if not sound:
            return None
        total = fsum(own)
        if abs(total - 1) > ADDS_UP:
            message = f"the weights add up to {format_number(100 * total, 6)} %, not 100 %"
            self._report("CF464", message, place, "correct a weight, or name what is missing", "key")
            return None
        return Plan(name, (), tuple((leaf, fsum(parts)) for leaf, parts in weights.items()))

    def _share(self, value: object, place: Path) -> float | None:
        """A weight; what is wrong with it goes into the findings here, not into those of the document."""
        scope = self.loaded.scope
        before = len(scope.findings)
        share = scope.share(value, place)  # type: ignore[arg-type]
        self.findings += scope.findings[before:]
        del scope.findings[before:]
        return share

    def _report(self, code: str, message: str, place: Path, help: str, on: str = "value") -> None:
        self.findings.append(Finding(code, message, self.loaded.source.display, place, on, help))


def _keys(scenario: Scenario) -> dict[str, object]:
    """What a mix cannot have beside it."""
    names = {field.alias or name: name for name, field in Changes.fields().items()}
    names |= {"base": "base", "gwp": "gwp", "documents": "documents"}
    return {key: getattr(scenario, name) for key, name in names.items()}
