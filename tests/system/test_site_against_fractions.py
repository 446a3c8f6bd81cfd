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

    fuel: int
    takes: list[tuple[str, int]]
    makes: list[tuple[str, int, int]]


class Line(NamedTuple):
    """What a step takes of a pool in MWh, or burns in kg; who bears it, by which key or by which shares in %."""

    taken: tuple[str, int] | None
    burned: int
    who: list[str]
    key: str | dict[str, int]


class Plant(NamedTuple):
    """A site as plain numbers: MWh bought by meter and what each is fed with; steps; products; who takes what."""

    document: dict[str, Any]
    meters: dict[str, tuple[int, list[str]]]
    utilities: list[Utility]
    lines: list[Line]
    products: dict[str, dict[str, Fraction]]
    exported: dict[str, tuple[str, int]]
    default: str


@st.composite
def plants(draw: st.DrawFn) -> Plant:
    """A site with one or two meters, utilities that may feed each other, steps, goods and energy that is sold."""
    return _Drawn(draw).plant()


SMALL, BIG = st.integers(1, 60), st.integers(61, 900)


class _Drawn:
    """A plant in the making: what is taken of every meter and utility so far, in MWh."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.meters = ["Main", "Second"][: draw(st.integers(1, 2))]
        self.outputs = {
            name: [f"{name} {one}" for one in ("steam", "power")[: draw(st.integers(1, 2))]]
            for name in ["Boiler", "Compressor"][: draw(st.integers(0, 2))]
        }
        self.pools = [*self.meters, *(one for made in self.outputs.values() for one in made)]
        self.taken = dict.fromkeys(self.pools, 0)
        self.ids = ["P1", "P2", "P3", "P4"][: draw(st.integers(1, 4))]
        steps = ["Press", "Paint", "Pack"][: draw(st.integers(0, 3))]
        self.passed = {
            id: [one for one in steps if id == self.ids[0] or draw(st.booleans())] for id in self.ids
        }
        self.steps = steps
        self.default: str = draw(st.sampled_from(KEYS))
        self.lines: list[Line] = []

    def flag(self, of: int = 2) -> bool:
        return self.draw(st.integers(1, of)) == 1

    def take(self, what: str) -> tuple[str, int]:
        amount = self.draw(SMALL)
        self.taken[what] += amount
        return what, amount

    def uses(self, step: dict[str, Any]) -> list[tuple[str, tuple[str, int]]]:
        """Electricity of a meter and heat of a utility, as the step takes them."""
        found = []
        for carrier in ("electricity", "heat"):
            choices = [one for one in self.pools if (carrier == "electricity") == (one in self.meters)]
            if choices and self.flag():
                pool, amount = self.take(self.draw(st.sampled_from(choices)))
                texts = [f"{amount} MWh", f"{amount * 1000} kWh"]
                step[carrier] = {"amount": self.draw(st.sampled_from(texts)), "from": pool}
                found.append((carrier, (pool, amount)))
        return found

    def step(self, name: str) -> dict[str, Any]:
        step: dict[str, Any] = {"name": name}
        bearing = [id for id in self.ids if name in self.passed[id]]
        key: str | dict[str, int] = self.default
        if self.flag():
            key = self.draw(st.sampled_from([*KEYS, "shares"]))
            if key == "shares":
                key = _percent(self.draw, bearing)
            step["allocation"] = key if isinstance(key, str) else {id: f"{one} %" for id, one in key.items()}
        for carrier, taken in self.uses(step):
            who = bearing
            if isinstance(key, str) and self.flag(4):
                who = self.draw(st.lists(st.sampled_from(self.ids), min_size=1, unique=True))
                step[carrier]["for"] = who
            self.lines.append(Line(taken, 0, who, key))
        burned = self.draw(SMALL)
        step["energy"] = [_stated(f"{name} fuel", burned)]
        self.lines.append(Line(None, burned, bearing, key))
        return step

    def finished(self, step: dict[str, Any], takes: list[tuple[str, int]]) -> Utility:
        """A utility with what it makes: what is taken of it, and more."""
        name = step["name"]
        fuel = self.draw(SMALL)
        step["energy"] = [_stated(f"{name} fuel", fuel)]
        parts = _percent(self.draw, self.outputs[name])
        made = [(one, self.taken[one] + self.draw(SMALL), parts[one]) for one in self.outputs[name]]
        step["makes"] = [
            {"name": one, "amount": f"{amount} MWh", **({"share": f"{share} %"} if len(made) > 1 else {})}
            for one, amount, share in made
        ]
        return Utility(fuel, takes, made)

    def bill(self, name: str, fed: list[str]) -> tuple[dict[str, Any], int]:
        """A meter as a document has it, and what is bought through it."""
        bought = self.taken[name] + self.draw(BIG)
        bill: dict[str, Any] = {"name": name, "carrier": "electricity"}
        if self.flag():
            first = self.draw(st.integers(1, bought - 1))
            rest = f"{(bought - first) * 1000} kWh"
            bill["readings"] = {"2025-01..2025-04": f"{first} MWh", "2025-05..2025-12": rest}
        else:
            bill["amount"] = f"{bought} MWh"
        return (bill | {"adds": fed} if fed else bill), bought

    def product(self, id: str) -> tuple[dict[str, Any], dict[str, Fraction]]:
        tonnes, hours, area = self.draw(BIG), self.draw(SMALL), self.draw(SMALL)
        pieces = 0 if self.flag() else self.draw(st.integers(1, 5)) * 1000
        counted = {"amount": f"{pieces} piece", "mass": f"{tonnes * 1000} kg"}
        listed = {
            "id": id,
            "name": f"Product {id}",
            **(counted if pieces else {"amount": f"{tonnes} t"}),
            "area": f"{area} m2",
            "keys": {"hours": self.draw(st.sampled_from([f"{hours} h", f"{hours * 60} min"]))},
            "made_on": self.passed[id],
        }
        keys = {"mass": tonnes * 1000, "hours": hours, "area": area, "pieces": pieces}
        return listed, {key: Fraction(number) for key, number in keys.items()}

    def plant(self) -> Plant:
        helping: list[dict[str, Any]] = [{"name": name} for name in self.outputs]
        takes = [[taken for _, taken in self.uses(step)] for step in helping]
        steps = [self.step(name) for name in self.steps]
        exported = {f"X{number}": self.take(pool) for number, pool in enumerate(self.pools) if self.flag(4)}
        utilities = [self.finished(step, taken) for step, taken in zip(helping, takes, strict=True)]
        left = [one for one in self.pools if one.endswith("power") and not self.taken[one]]
        meters, bills = {}, []
        for name in self.meters:
            fed = [one for one in left if self.flag()]
            left = [one for one in left if one not in fed]
            bill, bought = self.bill(name, fed)
            bills.append(bill)
            meters[name] = (bought, fed)
        made = {id: self.product(id) for id in self.ids}
        sold = [
            {"id": id, "name": id, "amount": f"{amount} MWh", "from": pool}
            for id, (pool, amount) in exported.items()
        ]
        document = {
            "carbonfoot": "site/1",
            "site": {"id": "S", "name": "Plant", "located_in": "KR"},
            "period": "2025",
            "allocation": self.default,
            "meters": bills,
            "processes": self.draw(st.permutations([*helping, *steps])),
            "products": self.draw(st.permutations([*(one for one, _ in made.values()), *sold])),
        }
        keys = {id: one for id, (_, one) in made.items()}
        return Plant(document, meters, utilities, self.lines, keys, exported, self.default)


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
            for pool, taken in each.takes:
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
        for pool, amount in each.takes:
            rest[pool] -= amount
    for _, fed in plant.meters.values():
        for one in fed:
            rest[one] = Fraction(0)
    for id, (pool, amount) in plant.exported.items():
        found[id] += amount * per[pool]
        rest[pool] -= amount
    for taken, burned, who, key in plant.lines:
        burden = Fraction(burned)
        if taken is not None:
            rest[taken[0]] -= taken[1]
            burden = taken[1] * per[taken[0]]
        _spread(plant, found, burden, who, key)
    for pool, left in rest.items():
        _spread(plant, found, left * per[pool], list(plant.products), plant.default)
    return found


def _spread(
    plant: Plant, found: dict[str, Fraction], burden: Fraction, who: list[str], key: str | dict[str, int]
) -> None:
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
    burned = sum(one.fuel for one in plant.utilities) + sum(one.burned for one in plant.lines)
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
