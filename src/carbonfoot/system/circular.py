"""The EU circular footprint formula on a line: what is bought, what is recycled or burned later, and what that replaces.

Commission Recommendation (EU) 2021/2279, Annex I, 4.4.8.1, equation 3, for one unit of material:

    material   (1 - R1) Ev + R1 (A Erecycled + (1 - A) Ev Qsin/Qp) + (1 - A) R2 (ErecyclingEoL - E*v Qsout/Qp)
    energy     (1 - B) R3 (EER - LHV XER,heat ESE,heat - LHV XER,elec ESE,elec)
    disposal   (1 - R2 - R3) ED

Every product of parameters and one E is a line of its own, so that each can be traced. What is bought stands at the
stage of the line; what happens to the material later stands at the end of life, and what it replaces is a credit.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.circular import Circular, Term
from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Line
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.amounts import mass_of
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.credits import mark_credit
from carbonfoot.system.flow import Scale
from carbonfoot.system.line import line_flows
from carbonfoot.system.made_lines import line_of
from carbonfoot.system.model import Activity, Flow, Path

SHARES = ("A", "B", "R1", "R2", "R3", "quality_in", "quality_out", "XER_heat", "XER_elec")
LATER = ("R2", "R3", "ED")
"""Keys that speak of the end of life; without any of them nothing is said about it."""

SLACK = 1e-12
"""R2 and R3 may be above 1 together by the rounding of their last digit."""


class _Part(NamedTuple):
    """One product of the formula: `factor` times the E of a key; `energy` in MJ instead of the material."""

    key: str
    words: str
    factor: float
    later: bool = False
    energy: float | None = None


def circular_flows(
    building: Building,
    context: Context,
    activity: Activity,
    line: Line,
    quantity: Quantity,
    path: Path,
    scale: Scale,
) -> int | None:
    """The activity of what is bought; what happens later goes to `activity` itself. None with a finding."""
    formula = line.circular
    assert formula is not None  # noqa: S101 - the line says that this is its way
    place = (*path, "circular")
    if "avoids" in path:
        context.report(
            "CF106", "`circular` has no effect on what is avoided", place, "name a factor", on="key"
        )
        return None
    later = any(getattr(formula, key) is not None for key in LATER)
    if later and activity.path:
        message = "the end of life of a material stands at a line of the document, not of a sub-assembly"
        context.report("CF436", message, place, "leave `R2`, `R3` and `ED` out here", on="key")
        return None
    parts = _Formula(context, line, quantity, place).parts()
    if parts is None:
        return None
    inner = Activity(context.loaded.source.display, place, line.name, line.name_ko or "", quantity)
    inner.country, inner.supplier, inner.own_company = activity.country, line.supplier or "", True
    place_of_inner = len(building.activities)
    building.activities.append(inner)
    for part in parts:
        into, stage = (activity, "end-of-life") if part.later else (inner, "materials")
        start = len(into.flows)
        factor = (scale if part.later else Scale()).times(part.factor, part.words)
        term = _line_of(line, formula, part, quantity)
        line_flows(building, context, into, term, (*place, part.key), stage, factor)
        for index in range(start, len(into.flows)):  # the formula is one of allocation
            into.flows[index] = into.flows[index]._replace(allocated=part.factor)
        if part.factor < 0:
            mark_credit(context, into, start, f"{line.name} avoids {_symbol(part.key)}")
    return place_of_inner


def said_of_terms(building: Building, activity: Activity, whole: Flow) -> None:
    """What a line says of its data holds for every term of it: the amount is one, however many terms multiply it."""
    place = (*whole.path, "circular")
    stated = {"quality": whole.stated["quality"]} if "quality" in whole.stated else {}
    for one in (activity, building.activities[whole.link]):
        for index, flow in enumerate(one.flows):
            if flow.path[: len(place)] == place:
                said = {**flow.stated, **stated}
                one.flows[index] = flow._replace(data=whole.data, stated=said, term_of=whole.path)


def _line_of(line: Line, formula: Circular, part: _Part, quantity: Quantity) -> Line:
    """A term as a line that is read like any other."""
    term: Term | None = getattr(formula, part.key)
    given = {name: getattr(term, name) for name in Term.fields()}
    given["name"] = f"{line.name}, {part.words} {_symbol(part.key)}"
    given["transport"] = []
    if part.energy is None:
        given["amount"] = quantity
        given["density"], given["mass"] = line.density, line.mass
        given["calorific_value"] = line.calorific_value
    else:
        text = f"{format_number(part.energy, 6)} MJ"
        given["amount"] = Quantity(part.energy, parse_unit("MJ"), text)
    return line_of(**given)


def _symbol(key: str) -> str:
    return {"Ev_star": "E*v", "ESE_heat": "ESE,heat", "ESE_elec": "ESE,elec"}.get(key, key)


class _Formula:
    """The parameters of one line, and what they make of its terms."""

    def __init__(self, context: Context, line: Line, quantity: Quantity, place: Path) -> None:
        self.context = context
        self.line = line
        self.quantity = quantity
        self.place = place
        self.formula = line.circular
        self.refused = False
        self.numbers = {key: self._share(key) for key in SHARES}

    def parts(self) -> list[_Part] | None:
        """The products of the formula that are not zero; None with a finding."""
        r1, r2, r3, b = (self.numbers[key] or 0.0 for key in ("R1", "R2", "R3", "B"))
        a = self._needed("A", "R1 or R2 is above zero") if r1 or r2 else 1.0
        parts = [_Part("Ev", "(1 - R1)", 1 - r1), _Part("Erecycled", "R1 A", r1 * a)]
        if r1 and a < 1:
            quality = self._needed("quality_in", "R1 is above zero and A below 1")
            parts.append(_Part("Ev", "R1 (1 - A) Qsin/Qp", r1 * (1 - a) * quality))
        if r2 and a < 1:
            quality = self._needed("quality_out", "R2 is above zero and A below 1")
            parts.append(_Part("ErecyclingEoL", "(1 - A) R2", (1 - a) * r2, later=True))
            parts.append(_Part("Ev_star", "-(1 - A) R2 Qsout/Qp", -(1 - a) * r2 * quality, later=True))
        if r3 and b < 1:
            parts.append(_Part("EER", "(1 - B) R3", (1 - b) * r3, later=True))
            parts += self._energy(-(1 - b) * r3)
        if r2 + r3 > 1 + SLACK:
            message = f"R2 and R3 add up to {format_number(100 * (r2 + r3), 6)} % of the material"
            self._refuse("R3", message, "what is recycled and what is burned is at most all of it")
        if any(getattr(self.formula, key) is not None for key in LATER):
            parts.append(_Part("ED", "(1 - R2 - R3)", max(0.0, 1 - r2 - r3), later=True))
        parts = [part for part in parts if part.factor]
        for part in parts:
            if getattr(self.formula, part.key) is None:
                message = f"the circular footprint formula needs `{part.key}`: {part.words} is not zero"
                self._refuse("", message, f"add `{part.key}:`, such as `{part.key}: {{factor: ...}}`")
        self._without_effect()
        return None if self.refused else parts

    def _energy(self, factor: float) -> list[_Part]:
        """Heat and electricity that burning replaces, in MJ of the whole line."""
        context, place = self.context, self.place
        heat = self._needed("XER_heat", "R3 is above zero")
        power = self._needed("XER_elec", "R3 is above zero")
        value: Value | None = None if self.formula is None else self.formula.LHV
        found = context.ratio(value, ("MJ/kg",), (*place, "LHV"), "calorific value")
        mass = mass_of(context, self.line, self.quantity, place[:-1])
        if found is None or mass is None:
            help = "add `LHV: 22 MJ/kg (net)`" if found is None else "state the line in kg, or its `mass:`"
            self._refuse("", "energy recovery needs the calorific value and the mass of the material", help)
            return []
        if found.quantity.unit.basis != "net":
            help = "write the lower calorific value, such as `22 MJ/kg (net)`"
            self._refuse("LHV", f"`{found.quantity.text}` is not said to be the lower calorific value", help)
        energy = mass * found.quantity.to("MJ/kg")
        words = "-(1 - B) R3 LHV"
        return [
            _Part("ESE_heat", f"{words} XER,heat", factor * heat, later=True, energy=energy),
            _Part("ESE_elec", f"{words} XER,elec", factor * power, later=True, energy=energy),
        ]

    def _share(self, key: str) -> float | None:
        value = None if self.formula is None else getattr(self.formula, key)
        if value is None:
            return None
        number = self.context.scope.share(value, (*self.place, key))
        self.refused = self.refused or number is None
        return number

    def _needed(self, key: str, because: str) -> float:
        number = self.numbers[key]
        if number is None and getattr(self.formula, key) is None:
            message = f"the circular footprint formula needs `{key}`: {because}"
            self._refuse("", message, f"add `{key}:`; no value is assumed")
        return 0.0 if number is None else number

    def _without_effect(self) -> None:
        """What is stated for a share that is not: a parameter without its share would be dropped in silence."""
        of_share = {
            "R1": ("Erecycled", "quality_in"),
            "R2": ("ErecyclingEoL", "Ev_star", "quality_out"),
            "R3": ("EER", "LHV", "XER_heat", "XER_elec", "ESE_heat", "ESE_elec", "B"),
        }
        if self.numbers["A"] is not None and not any(getattr(self.formula, key) for key in ("R1", "R2")):
            self._refuse(
                "A", "`A` has no effect without `R1` or `R2`", "state one of them, or leave it out", on="key"
            )
        for share, keys in of_share.items():
            for key in keys:
                if getattr(self.formula, key) is not None and getattr(self.formula, share) is None:
                    message = f"`{key}` has no effect without `{share}`"
                    self._refuse(key, message, f"state `{share}:`, or leave it out", on="key")

    def _refuse(self, key: str, message: str, help: str, on: str = "value") -> None:
        self.refused = True
        place = (*self.place, key) if key else self.place
        self.context.report("CF436", message, place, help, on=on if key else "key")
