"""Scenarios computed side by side with the document as it is written."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from carbonfoot.documents.part import Scenario
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, Outcome, UsageError, calculate
from carbonfoot.scenarios.amending import amending_of
from carbonfoot.scenarios.plan import BASE, Plan, Planner
from carbonfoot.system.context import REMARKS
from carbonfoot.system.model import STAGES

ALL = "all"


class Ran(NamedTuple):
    """What one scenario came to; `base` stands for the document as it is written.

    outcome   of a scenario that changes documents; None for a mix, and for one that could not be planned
    mix       results and their weights
    total     kg CO2e per declared unit; None while it is incomplete or refused
    at_least  what is known of it; None when nothing is
    stages    kg CO2e by stage, as far as known
    """

    name: str
    scenario: Scenario | None
    outcome: Outcome | None
    mix: tuple[tuple[str, float], ...]
    total: float | None
    at_least: float | None
    stages: dict[str, float]
    gwp_set: str


class Compared(NamedTuple):
    """The document as written, the scenarios that were asked for, and all findings, each once."""

    base: Outcome
    runs: list[Ran]
    findings: list[Finding]

    def one(self, name: str) -> Ran:
        """The result of a name."""
        return next(ran for ran in self.runs if ran.name == name)


def compare(file: str, options: Options, names: tuple[str, ...]) -> Compared:
    """Compute the scenarios of a document by their names, or all of them with `all`. Raises `UsageError`."""
    base = calculate(file, options)
    loaded = base.documents.loaded.get(base.documents.top)
    if loaded is None:
        return Compared(base, [_ran(BASE, None, base)], base.findings)
    known = loaded.part.scenarios or {}
    if base.footprint is None and any(one.code.startswith("CF5") for one in base.findings):
        return Compared(base, [_ran(BASE, None, base)], base.findings)  # packs or lock of the project
    if not known:
        raise UsageError(f"--scenario {names[0]}: the document has no `scenarios:`")
    for name in names:
        if name not in (*known, ALL, BASE):
            raise UsageError(f"--scenario {name}: choose {', '.join(known)}, or all")
    wanted = [*known] if ALL in names else [*dict.fromkeys(name for name in names if name != BASE)]
    return _Comparison(file, options, base, Planner(loaded)).run(wanted)


class _Comparison:
    def __init__(self, file: str, options: Options, base: Outcome, planner: Planner) -> None:
        self.file = file
        self.options = options
        self.base = base
        self.planner = planner
        self.runs: dict[str, Ran] = {BASE: _ran(BASE, None, base)}
        self.told: list[tuple[str, list[Finding]]] = []

    def run(self, wanted: list[str]) -> Compared:
        """All that are wanted, and what they are mixed of."""
        plans = {name: self.planner.plan(name) for name in wanted}
        for name, plan in plans.items():
            scenario = self.planner.scenarios[name]
            if plan is None:
                self.runs[name] = Ran(name, scenario, None, (), None, None, {}, "")
            elif plan.mix:
                for leaf, _ in plan.mix:
                    if leaf not in self.runs:
                        self.runs[leaf] = self._changed(self.planner.plan(leaf) or Plan(leaf, (leaf,)))
                self.runs[name] = self._mixed(name, scenario, plan)
            elif name not in self.runs:
                self.runs[name] = self._changed(plan)
        order = [BASE, *(name for name in self.planner.scenarios if name in self.runs)]
        return Compared(self.base, [self.runs[name] for name in order], self._findings())

    def _changed(self, plan: Plan) -> Ran:
        self._overridden(plan)
        documents = self.base.documents
        amending = amending_of(documents.loaded[documents.top], documents.root, plan.layers)
        outcome = calculate(self.file, self.options, self.base.library, None, amending)
        own = set(self.base.findings)
        findings = [_not_locked(amending.told(one, own)) for one in outcome.findings]
        found = [*amending.findings, *amending.not_reached()]
        if any(severity(one) == "error" for one in found):
            outcome = outcome._replace(footprint=None, recipe=None)
        outcome = outcome._replace(findings=[*findings, *found])
        self.told.append((plan.name, outcome.findings))
        named = [one if self._known(one) else with_names(one, [plan.name]) for one in outcome.findings]
        outcome = outcome._replace(findings=[*named, *self.planner.findings])
        return _ran(plan.name, self.planner.scenarios[plan.name], outcome)

    def _known(self, finding: Finding) -> bool:
        """Whether the document as written has the finding too, of a factor at whatever line comes first."""
        if finding in self.base.findings:
            return True
        said = (finding.code, finding.file, finding.message)
        return finding.code in REMARKS and said in (
            (one.code, one.file, one.message) for one in self.base.findings
        )

    def _overridden(self, plan: Plan) -> None:
        """What the command line sets as well would have no effect in the scenario, or the other way round."""
        given = {one.partition("=")[0].strip() for one in self.options.parameters}
        for name in plan.layers:
            scenario = self.planner.scenarios[name]
            changed = {one.removeprefix("parameters/") for one in scenario.change or {}}
            both = sorted(given & {*(scenario.sets or {}), *changed})
            if both:
                raise UsageError(f"--set {both[0]}: the scenario `{name}` gives it a value as well")
            if self.options.gwp is not None and scenario.gwp is not None:
                raise UsageError(f"--gwp {self.options.gwp}: the scenario `{name}` chooses a set as well")

    def _mixed(self, name: str, scenario: Scenario, plan: Plan) -> Ran:
        members = [(self.runs[leaf], weight) for leaf, weight in plan.mix]
        sets = sorted({ran.gwp_set for ran, _ in members})
        if len(sets) > 1:
            message = f"the mix is of results in {' and '.join(sets)}"
            place = ("scenarios", name, "mix")
            help = "give its members one `gwp:`"
            finding = Finding("CF465", message, self.planner.loaded.source.display, place, "key", help)
            self.told.append((name, [finding]))
            return Ran(name, scenario, None, plan.mix, None, None, {}, "")

        def weighed(number: Callable[[Ran], float | None]) -> float | None:
            given = [(number(ran), weight) for ran, weight in members]
            known = [one * weight for one, weight in given if one is not None]
            return fsum(known) if len(known) == len(given) else None

        stages = {
            stage: fsum(weight * ran.stages.get(stage, 0.0) for ran, weight in members)
            for stage in STAGES
            if any(stage in ran.stages for ran, _ in members)
        }
        total, at_least = weighed(lambda ran: ran.total), weighed(lambda ran: ran.at_least)
        return Ran(
            name, scenario, None, plan.mix, total, at_least, stages if at_least is not None else {}, sets[0]
        )

    def _findings(self) -> list[Finding]:
        """Those of the document as written; then what only scenarios find, with their names."""
        of_results = {one.code for one in self.base.findings if not one.path}
        named: dict[Finding, list[str]] = {}
        for name, findings in self.told:
            for one in findings:
                again = not one.path and one.code in OF_RESULTS and one.code in of_results
                if not again and not self._known(one):
                    named.setdefault(one, []).append(name)
        return [
            *self.base.findings,
            *self.planner.findings,
            *(with_names(one, given) for one, given in named.items()),
        ]


def with_names(finding: Finding, names: list[str]) -> Finding:
    """A finding of scenarios, told with their names."""
    if finding.path[:2] == ("scenarios", names[0]) and len(names) == 1 and finding.code in OF_SCENARIOS:
        return finding  # its place says so
    word = "scenario" if len(names) == 1 else "scenarios"
    return finding._replace(message=f"{word} {', '.join(f'`{name}`' for name in names)}: {finding.message}")


def _not_locked(finding: Finding) -> Finding:
    """A pick that only a scenario makes: `carbonfoot lock` would not write it, so its help may not say so."""
    if finding.code != "CF505" or "is not in the lock" not in finding.message:
        return finding
    help = "a lock holds what documents need as they are written: compute the scenario without `--locked`"
    return finding._replace(help=help)


OF_RESULTS = ("CF309", "CF310")
"""Shares of a total: said once beside several results, and of each where it is looked at alone."""

OF_SCENARIOS = ("CF460", "CF461", "CF462", "CF463", "CF464", "CF465", "CF466")
"""Codes that are about scenarios themselves."""


def _ran(name: str, scenario: Scenario | None, outcome: Outcome) -> Ran:
    result: Footprint | None = outcome.footprint
    if result is None:
        return Ran(name, scenario, outcome, (), None, None, {}, outcome.gwp_set)
    stages = {group.key: group.co2e for group in result.stages}
    return Ran(name, scenario, outcome, (), result.total, result.at_least, stages, result.gwp_set)
