"""A solved system and its stated distributions as a model of drivers, one an indicator."""

from __future__ import annotations

from math import log
from typing import NamedTuple

from carbonfoot.engine.network import Network
from carbonfoot.findings.finding import Path
from carbonfoot.technosphere.model import System, Uncertain
from carbonfoot.technosphere.solve import Solved
from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.model import Distribution, Driver, Model

Factors = tuple[int, ...]


class Drivers(NamedTuple):
    """The uncertain numbers of a system as drivers.

    drivers  each once; numbers that share a key are one
    of       place in `System.uncertain` to number of its driver; those that do not vary have none
    where    key of a driver to the path of the first statement of it
    """

    drivers: list[Driver]
    of: dict[int, int]
    where: dict[str, Path]


def model_from(solved: Solved, measure: int, found: Drivers) -> Model:
    """The model of one measure: links as solved, emissions as terms, drivers where their numbers stand."""
    system = solved.system
    network = solved.plan.network
    on_links: list[list[Factors]] = [[()] * len(row) for row in network.targets]
    outputs: dict[int, Factors] = {}
    emissions: dict[int, Factors] = {}
    flows: dict[tuple[int, int], Factors] = {}
    factors: dict[tuple[str, str, str], Factors] = {}
    for place, number in found.of.items():
        one = system.uncertain[place]
        if one.kind == "input":
            on_links[one.activity][one.place] = (number,)
        elif one.kind == "output":
            outputs[one.activity] = (~number,)
        elif one.kind == "emission":
            emissions[one.activity] = (number,)
        elif one.kind == "flow":
            flows[one.activity, one.place] = (number,)
        else:
            factors[one.factor] = (number,)
    for activity, divides in outputs.items():
        on_links[activity] = [(*one, *divides) for one in on_links[activity]]
    terms: list[list[float]] = []
    on_terms: list[list[Factors]] = []
    indicator = solved.measures[measure].indicator
    for activity, stated in enumerate(solved.direct[measure]):
        divides = outputs.get(activity, ())
        if indicator is None:
            terms.append([stated])
            on_terms.append([(*emissions.get(activity, ()), *divides)])
            continue
        weighed = _flows(solved, indicator, activity)
        terms.append([number for number, _ in weighed])
        on_terms.append(
            [
                (*flows.get((activity, place), ()), *factors.get(factor, ()), *divides)
                for place, (_, factor) in enumerate(weighed)
            ]
        )
    demands = [(system.ids[one.activity], {one.activity: one.amount}) for one in solved.answers]
    return Model(
        Network(system.ids, network.targets, network.amounts),
        terms,
        found.drivers,
        on_links,
        on_terms,
        demands,
        tuple((f"key/{one}", f"key/{other}", value) for one, other, value in system.correlations),
    )


def drivers_of(system: System) -> Drivers:
    """Every stated distribution, relative to its number.

    Draws follow keys, so a key names what is uncertain and not where it stands in the file. Raises `UncertaintyError` for a
    number that is zero: no factor makes anything else of it.
    """
    found = Drivers([], {}, {})
    numbers: dict[str, int] = {}
    names = _names(system)
    for place, one in enumerate(system.uncertain):
        key, label = names[place]
        found.where.setdefault(key, path(system, one))
        relative = _relative(one, key)
        if relative is None:
            continue
        if key not in numbers:
            numbers[key] = len(found.drivers)
            found.drivers.append(Driver(key, label, relative, "sourced"))
        found.of[place] = numbers[key]
    return found


def path(system: System, one: Uncertain) -> Path:
    """Where the distribution stands in the file."""
    if one.kind == "factor":
        name, flow, location = one.factor
        indicator = next(n for n, other in enumerate(system.indicators) if other.id == name)
        return ("indicators", indicator, "factors", flow, *([location] if location else []), "uncertainty")
    last: Path = {
        "input": ("inputs", one.place),
        "output": ("output",),
        "emission": ("emissions_kg_co2e",),
        "flow": ("emissions", one.place),
    }[one.kind]
    return ("activities", one.activity, *last, "uncertainty")


def _relative(one: Uncertain, key: str) -> Distribution | None:
    """The distribution with the stated number as 1; None where nothing varies."""
    given = one.parameters
    if one.distribution == "lognormal":
        sigma = log(float(_number(one, "gsd")))
        return Distribution("lognormal", (sigma,)) if sigma else None
    if one.value == 0:
        said = f"the number is 0, and a {one.distribution} around it says how far it may be off"
        raise UncertaintyError(
            "distribution", (key,), said, "state the number that is expected, or leave it out"
        )
    if one.distribution == "normal":
        spread = abs(_number(one, "sd") / one.value)
        return Distribution("normal", (spread,)) if spread else None
    if one.distribution == "samples":
        listed = given["samples"]
        samples = [float(number) / one.value for number in (listed if isinstance(listed, list) else [listed])]
        return Distribution("samples", tuple(samples)) if len({*samples}) > 1 else None
    low, high = sorted((_number(one, "low") / one.value, _number(one, "high") / one.value))
    if low == high:
        return None
    return Distribution(one.distribution, (low, high) if one.distribution == "uniform" else (low, 1.0, high))


def _number(one: Uncertain, name: str) -> float:
    given = one.parameters[name]
    return float(given) if not isinstance(given, list) else float(given[0])


def _names(system: System) -> list[tuple[str, str]]:
    """Key and label of each uncertain number: the stated key, else what it is a number of.

    Two links of an activity to one supplier are told apart by their amounts, so that no order of the file matters.
    """
    found = []
    twins: dict[str, list[tuple[float, str, int]]] = {}
    for place, one in enumerate(system.uncertain):
        if one.key:
            found.append((f"key/{one.key}", one.key))
            continue
        if one.kind == "factor":
            words, label = [*one.factor], " ".join(word for word in one.factor if word)
        else:
            id_ = system.ids[one.activity]
            last, label = _of_activity(system, one, id_)
            words = [id_, *last]
        key = "/".join(
            [one.kind, *(word.replace("%", "%25").replace("/", "%2F").replace("#", "%23") for word in words)]
        )
        found.append((key, label))
        twins.setdefault(key, []).append((one.value, f"{one.distribution} {one.parameters}", place))
    for key, places in twins.items():
        for count, (_, _, place) in enumerate(sorted(places)[1:], 2):
            found[place] = (f"{key}#{count}", found[place][1])
    return found


def _of_activity(system: System, one: Uncertain, id_: str) -> tuple[list[str], str]:
    name = system.names.get(one.activity, id_)
    if one.kind == "input":
        target = system.targets[one.activity][one.place]
        return [system.ids[target]], f"{name}: {system.names.get(target, system.ids[target])}"
    if one.kind == "flow":
        flow = system.flows[one.activity][one.place]
        return [flow.name, flow.location], f"{name}: {flow.name}"
    return [], f"{name}: {'output' if one.kind == 'output' else 'kg CO2e'}"


def _flows(solved: Solved, indicator: int, activity: int) -> list[tuple[float, tuple[str, str, str]]]:
    """Each flow of an activity per unit of product, weighed, and its factor."""
    system = solved.system
    one = system.indicators[indicator]
    output = system.outputs.get(activity, 1.0)
    found = []
    for flow in system.flows.get(activity, []):
        where = solved.choice.known(indicator, flow.name, flow.location)
        number = flow.amount * one.factors[flow.name][where] / output
        found.append((number, (one.id, flow.name, where)))
    return found
