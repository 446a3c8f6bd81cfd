"""Random sites against a second reckoning in fractions that shares no code with the program: totals, accounts, parts."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.findings.finding import severity
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, calculate

GRID = Fraction(4173, 10)
"""kg CO2e per MWh of the Korean grid, consumption end, 2023 (electricity-official)."""

KEYS = ("mass", "hours", "area")


class Utility(NamedTuple):
    """A step that makes things for others: kg of its own fuel; what it takes, by pool; what it makes, with shares in %."""

    name: str
    fuel: int
    takes: list[tuple[str, str, int]]
    makes: list[tuple[str, int, int]]


class Plant(NamedTuple):
    """A site as plain numbers: MWh bought by meter and what each is fed with; steps; products; who takes what."""

    document: dict[str, Any]
    meters: dict[str, tuple[int, list[str]]]
    utilities: list[Utility]
    lines: list[tuple[str, Any, list[str], Any]]
    products: dict[str, dict[str, Fraction]]
    exported: dict[str, tuple[str, int]]
    default: str


@st.composite
def plants(draw: st.DrawFn) -> Plant:
    """A site with one or two meters, utilities that may feed each other, steps, goods and energy that is sold."""
    small, big = st.integers(1, 60), st.integers(61, 900)
    meter_names = ["Main", "Second"][: draw(st.integers(1, 2))]
    utility_names = ["Boiler", "Compressor"][: draw(st.integers(0, 2))]
    outputs = {
        name: [f"{name} {one}" for one in ("steam", "power")[: draw(st.integers(1, 2))]]
        for name in utility_names
    }
    pools = [*meter_names, *(one for made in outputs.values() for one in made)]
    taken = dict.fromkeys(pools, 0)

    def take(what: str) -> tuple[str, int]:
        amount = draw(small)
        taken[what] += amount
        return what, amount

    def use(what: str) -> dict[str, Any]:
        pool, amount = take(what)
        return {"amount": draw(st.sampled_from([f"{amount} MWh", f"{amount * 1000} kWh"])), "from": pool}

    taking: dict[str, list[tuple[str, str, int]]] = {}
    processes: list[dict[str, Any]] = []
    for name in utility_names:
        step: dict[str, Any] = {"name": name}
        taking[name] = []
        for key in ("electricity", "heat"):
            choices = [one for one in pools if (key == "electricity") == (one in meter_names)]
            if choices and draw(st.booleans()):
                step[key] = use(draw(st.sampled_from(choices)))
                taking[name].append((key, step[key]["from"], _mwh(step[key]["amount"])))
        processes.append(step)

    ids = ["P1", "P2", "P3", "P4"][: draw(st.integers(1, 4))]
    steps = ["Press", "Paint", "Pack"][: draw(st.integers(0, 3))]
    passed = {id: [one for one in steps if id == ids[0] or draw(st.booleans())] for id in ids}
    lines: list[tuple[str, Any, list[str], Any]] = []
    default = draw(st.sampled_from(KEYS))
    for name in steps:
        step = {"name": name}
        bearing = [id for id in ids if name in passed[id]]
        key: Any = default
        if draw(st.booleans()):
            key = draw(st.sampled_from([*KEYS, "shares"]))
            if key == "shares":
                key = _percent(draw, bearing)
            step["allocation"] = key if isinstance(key, str) else {id: f"{one} %" for id, one in key.items()}
        for carrier in ("electricity", "heat"):
            choices = [one for one in pools if (carrier == "electricity") == (one in meter_names)]
            if choices and draw(st.booleans()):
                step[carrier] = use(draw(st.sampled_from(choices)))
                who = bearing
                if not isinstance(key, dict) and draw(st.integers(0, 3)) == 0:
                    who = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
                    step[carrier]["for"] = who
                lines.append(("pool", (step[carrier]["from"], _mwh(step[carrier]["amount"])), who, key))
        burned = draw(small)
        step["energy"] = [_stated(f"{name} fuel", burned)]
        lines.append(("kg", burned, bearing, key))
        processes.append(step)

    exported = {}
    for number, pool in enumerate(pools):
        if draw(st.integers(0, 3)) == 0:
            exported[f"X{number}"] = take(pool)

    utilities = []
    for step in processes[: len(utility_names)]:
        name = step["name"]
        fuel = draw(small)
        step["energy"] = [_stated(f"{name} fuel", fuel)]
        parts = _percent(draw, outputs[name])
        made = [(one, taken[one] + draw(small), parts[one]) for one in outputs[name]]
        step["makes"] = [
            {"name": one, "amount": f"{amount} MWh", **({"share": f"{share} %"} if len(made) > 1 else {})}
            for one, amount, share in made
        ]
        utilities.append(Utility(name, fuel, taking[name], made))
    amounts = {one: amount for each in utilities for one, amount, _ in each.makes}

    meters, bills = {}, []
    left = [one for one in amounts if one.endswith("power") and not taken[one]]
    for name in meter_names:
        fed = [one for one in left if draw(st.booleans())]
        left = [one for one in left if one not in fed]
        bought = taken[name] + draw(big)
        bill: dict[str, Any] = {"name": name, "carrier": "electricity"}
        if draw(st.booleans()):
            first = draw(st.integers(1, bought - 1))
            bill["readings"] = {
                "2025-01..2025-04": f"{first} MWh",
                "2025-05..2025-12": f"{(bought - first) * 1000} kWh",
            }
        else:
            bill["amount"] = f"{bought} MWh"
        if fed:
            bill["adds"] = fed
        bills.append(bill)
        meters[name] = (bought, fed)

    products, listed = {}, []
    for number, id in enumerate(ids):
        tonnes, hours, area = draw(big), draw(small), draw(small)
        pieces = draw(st.integers(1, 5)) * 1000
        by_mass = draw(st.booleans())
        listed.append(
            {
                "id": id,
                "name": f"Product {number}",
                "amount": f"{tonnes} t" if by_mass else f"{pieces} piece",
                **({} if by_mass else {"mass": f"{tonnes * 1000} kg"}),
                "area": f"{area} m2",
                "keys": {"hours": draw(st.sampled_from([f"{hours} h", f"{hours * 60} min"]))},
                "made_on": passed[id],
            }
        )
        products[id] = {
            "mass": Fraction(tonnes * 1000),
            "hours": Fraction(hours),
            "area": Fraction(area),
            "pieces": Fraction(0 if by_mass else pieces),
        }
    for id, (pool, amount) in exported.items():
        listed.append({"id": id, "name": id, "amount": f"{amount} MWh", "from": pool})
    document = {
        "carbonfoot": "site/1",
        "site": {"id": "S", "name": "Plant", "located_in": "KR"},
        "period": "2025",
        "allocation": default,
        "meters": bills,
        "processes": draw(st.permutations(processes)),
        "products": draw(st.permutations(listed)),
    }
    return Plant(document, meters, utilities, lines, products, exported, default)


def _mwh(text: str) -> int:
    number, unit = text.split()
    return int(number) if unit == "MWh" else int(number) // 1000


def _percent(draw: st.DrawFn, names: list[str]) -> dict[str, int]:
    """Whole per cents that add up to 100."""
    weights = [draw(st.integers(1, 9)) for _ in names]
    parts = [100 * one // sum(weights) for one in weights]
    parts[0] += 100 - sum(parts)
    return dict(zip(names, parts, strict=True))


def _stated(name: str, kilograms: int) -> dict[str, Any]:
    statement = {"value": "1 kg CO2e", "per": "1 kg", "source": "-"}
    return {"name": name, "amount": f"{kilograms} kg", "footprint": statement}


def intensities(plant: Plant) -> dict[str, Fraction]:
    """kg CO2e per MWh of every meter and utility, by elimination."""
    names = [*plant.meters, *(one for each in plant.utilities for one, _, _ in each.makes)]
    place = {name: number for number, name in enumerate(names)}
    made = {one: amount for each in plant.utilities for one, amount, _ in each.makes}
    rows = []
    for name, (bought, fed) in plant.meters.items():
        total = Fraction(bought + sum(made[one] for one in fed))
        row = [Fraction(0)] * (len(names) + 1)
        row[place[name]] = Fraction(1)
        for one in fed:
            row[place[one]] -= made[one] / total
        row[-1] = bought * GRID / total
        rows.append(row)
    for each in plant.utilities:
        for name, amount, share in each.makes:
            row = [Fraction(0)] * (len(names) + 1)
            row[place[name]] = Fraction(1)
            for _, pool, taken in each.takes:
                row[place[pool]] -= Fraction(taken * share, 100 * amount)
            row[-1] = Fraction(each.fuel * share, 100 * amount)
            rows.append(row)
    for number in range(len(names)):
        pivot = next(one for one in range(number, len(names)) if rows[one][number])
        rows[number], rows[pivot] = rows[pivot], rows[number]
        rows[number] = [one / rows[number][number] for one in rows[number]]
        for other, row in enumerate(rows):
            if other != number and row[number]:
                rows[other] = [a - row[number] * b for a, b in zip(row, rows[number], strict=True)]
    return {name: rows[number][-1] for name, number in place.items()}


def accounts(plant: Plant) -> dict[str, Fraction]:
    """kg CO2e that every product bears."""
    per = intensities(plant)
    found = dict.fromkeys([*plant.products, *plant.exported], Fraction(0))
    totals = {name: Fraction(bought) for name, (bought, _) in plant.meters.items()}
    made = {one: amount for each in plant.utilities for one, amount, _ in each.makes}
    for name, (_, fed) in plant.meters.items():
        totals[name] += sum(made[one] for one in fed)
    totals |= {one: Fraction(amount) for one, amount in made.items()}
    rest = dict(totals)
    for each in plant.utilities:
        for _, pool, amount in each.takes:
            rest[pool] -= amount
    for _, fed in plant.meters.values():
        for one in fed:
            rest[one] = Fraction(0)
    for id, (pool, amount) in plant.exported.items():
        found[id] += amount * per[pool]
        rest[pool] -= amount
    for kind, what, who, key in plant.lines:
        if kind == "pool":
            rest[what[0]] -= what[1]
            burden = what[1] * per[what[0]]
        else:
            burden = Fraction(what)
        _spread(plant, found, burden, who, key)
    for pool, amount in rest.items():
        _spread(plant, found, amount * per[pool], list(plant.products), plant.default)
    return found


def _spread(plant: Plant, found: dict[str, Fraction], burden: Fraction, who: list[str], key: Any) -> None:
    weights = {id: Fraction(key[id]) if isinstance(key, dict) else plant.products[id][key] for id in who}
    for id, one in weights.items():
        found[id] += burden * one / sum(weights.values())


def result(folder: Path, name: str, data: dict[str, Any]) -> Footprint:
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    outcome = calculate(str(folder / name), Options())
    wrong = [one for one in outcome.findings if severity(one) in ("error", "incomplete")]
    assert not wrong, wrong
    assert outcome.footprint is not None
    return outcome.footprint


@settings(max_examples=60, deadline=None)
@given(plant=plants())
def test_a_site_is_what_fractions_say(tmp_path_factory: pytest.TempPathFactory, plant: Plant) -> None:
    folder = tmp_path_factory.mktemp("site")
    expected = accounts(plant)
    bought = sum(number for number, _ in plant.meters.values()) * GRID
    burned = sum(one.fuel for one in plant.utilities) + sum(
        what for kind, what, *_ in plant.lines if kind == "kg"
    )
    assert sum(expected.values()) == bought + burned  # the second reckoning loses nothing itself
    found = result(folder, "site.yaml", plant.document)
    assert found.total == pytest.approx(float(bought + burned), rel=1e-11)
    borne = {found.activities[one.activity].id: one.co2e for one in found.produced}
    assert borne == pytest.approx({id: float(one) for id, one in expected.items()}, rel=1e-9, abs=1e-6)
    for id, keys in plant.products.items():
        product = {"id": id, "name": id, "declared_unit": "1 kg", "made_in": "KR"}
        per = keys["mass"]
        if keys["pieces"]:
            weight = keys["mass"] / keys["pieces"]
            product |= {"declared_unit": "10 piece", "mass": f"{float(10 * weight)!r} kg"}
            per = keys["pieces"] / 10
        part = {"carbonfoot": "part/1", "product": product, "period": "2025", "made_at": "site.yaml"}
        assert result(folder, "part.yaml", part).total == pytest.approx(float(expected[id] / per), rel=1e-9)
