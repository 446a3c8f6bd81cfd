"""Small programmes by chance, each worked out again from whole calculations of its changed documents, in fractions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, permutations
from pathlib import Path
from random import Random
from typing import Any

SITE = """\
carbonfoot: site/1
site: {{id: S{n}, name: Plant {n}, located_in: KR}}
period: 2025
meters:
  - {{name: Main, carrier: electricity, amount: 100000 kWh}}
processes:
  - {{name: Hall, electricity: 30000 kWh}}
  - {{name: Oven, electricity: {oven} kWh, natural_gas: 50000 MJ (net)}}
products:
  - {{id: P{n}, name: Part {n}, amount: 5000 piece, mass: {mass} kg}}
  - {{id: O{n}, name: Other, amount: 3000 piece, mass: 1 kg}}
allocation: mass
"""
PART = """\
carbonfoot: part/1
product: {{id: P{n}, name: Part {n}, declared_unit: 1 piece, mass: "= m", made_in: {country}, supplier: S}}
period: 2025
mass_tolerance: 100 %
parameters: {{m: {mass} kg, p: 0.5}}
inputs:
{lines}processes:
  - {{name: Press, electricity: "= 4 [kWh] * p"}}
  - {{name: Furnace, natural_gas: 5 MJ (net), yield: 90 %}}
"""
GRAVE = """\
boundary: cradle-to-grave
distribution: {mode: road/hgv, distance: 100 km}
end_of_life: [{name: Old, amount: 1 kg, treatment: recycling}]
use:
  - {name: Power, amount: 3 kWh, factor: electricity/grid, origin: KR}
"""
COIL = "  - {{name: Coil, amount: {}, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}}\n"
GAS, POWER = "processes/Furnace/natural_gas", "processes/Press/electricity"
GRID = "grid: {KR: {path: {2025: 0.4 kg CO2e/kWh, 2029: 0.2 kg CO2e/kWh}, source: x}}\n"
HALF = 0.5
"""What the grid of the last year emits, of the first."""


class Written:
    """A programme in a folder; `text` writes it with measures in another order, or of other names."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.draw = Random(seed)
        self.folder = folder
        self.size = self.draw.randint(2, 5)
        self.linked: list[list[int]] = []
        self.sites: list[bool] = []
        (folder / "carbonfoot.toml").touch()
        for n in range(self.size):
            self._part(n)
        chosen = [self._measure(k) for k in range(self.draw.randint(2, 5))]
        self.measures = [text for _, text in chosen]
        self.kinds = [kind for kind, _ in chosen]
        self.ids = [f"k{k}" for k in range(len(self.measures))]
        self.grid = self.draw.random() < HALF
        self.order = self.draw.sample(self.ids, len(self.ids)) if self.draw.random() < HALF / 2 else None

    def _part(self, n: int) -> None:
        draw = self.draw
        linked = [i for i in range(n) if draw.random() < 0.6]
        linked += [n + 1] if n + 1 < self.size and draw.random() < 0.15 else []
        lines = COIL.format(draw.choice(["2 kg", "1.5 kg"]))
        for i in linked:
            amount = "0.002 piece" if i > n else draw.choice(["2 piece", "0.3 piece", "0.2 kg"])
            leg = ", transport: {mode: road/hgv, distance: 300 km}" if draw.random() < HALF else ""
            lines += f"  - {{name: Part {i}, amount: {amount}, product: d{i}.yaml{leg}}}\n"
        mass = draw.choice([1, 2, 3])
        text = PART.format(n=n, country="KR" if n % 3 else "DE", mass=mass, lines=lines)
        made_at = n % 3 > 0 and draw.random() < 0.4
        if made_at:
            text += f"made_at: s{n}.yaml\n"
            site = SITE.format(n=n, oven=draw.choice([30000, 60000]), mass=mass)
            (self.folder / f"s{n}.yaml").write_text(site)
        if draw.random() < 0.2:
            text += f"co_products: [{{id: C{n}, name: Scrap, amount: 0.3 kg}}]\nallocation: mass\n"
        if draw.random() < 0.25:
            spare = (
                f"  - {{name: Spare, amount: 0.1 piece, product: d{draw.randrange(n)}.yaml}}\n" if n else ""
            )
            text += GRAVE + spare
        (self.folder / f"d{n}.yaml").write_text(text)
        self.linked.append(linked)
        self.sites.append(made_at)

    def _measure(self, k: int) -> tuple[str, str]:
        draw, n = self.draw, self.draw.randrange(self.size)
        to = draw.randrange(self.size)
        line = {"name": f"Extra {k}", "amount": "0.02 piece", "product": f"d{to}.yaml"}
        kinds: dict[str, dict[str, Any]] = {
            "power": {"change": {POWER: draw.choice(["x 0.8", "-10 %"])}},
            "gas": {"change": {GAS: draw.choice(["x 0.7", "-25 %"])}},
            "yield": {"change": {"processes/Furnace/yield": "x 1.05"}},
            "set": {"set": {"p": draw.choice(["0.4", "0.3"])}},
            "parameter": {"change": {"parameters/p": "x 0.9"}},
            "mass": {"set": {"m": draw.choice(["0.9 kg", "1.2 kg"])}},
            "more": {
                "change": {POWER: draw.choice(["0.1 kWh less", "0.3 kWh more"]), GAS: "1 MJ (net) less"}
            },
            "coil": {"change": {"inputs/Coil/amount": "x 0.9"}},
            "remove": {"remove": ["processes/Press"]},
            "switch of fuel": {"change": {GAS: "x 0.5", POWER: f"+ 0.1 kWh/kWh (net) x {GAS}"}},
            "line": {"add": {"inputs": line}},
        }
        file = f"d{n}.yaml"
        if self.linked[n]:
            other = f"inputs/Part {draw.choice(self.linked[n])}"
            kinds |= {
                "fewer": {"change": {f"{other}/amount": "x 0.8"}},
                "supplier": {"change": {f"{other}/product": f"d{to}.yaml"}},
                "without": {"remove": [other]},
            }
        if self.sites[n]:
            kinds |= {
                "oven": {"change": {"processes/Oven/electricity": "-20 %", "meters/Main/amount": "with its steps"}},
                "meter": {"change": {"meters/Main/amount": draw.choice(["-5 %", "2000 kWh less"])}},
                "shares": {"change": {f"products/O{n}/mass": "x 1.1"}},
            }  # fmt: skip
        kind = draw.choice(list(kinds))
        file = f"s{n}.yaml" if kind in ("oven", "meter", "shares") else file
        start = draw.choice(["2026", "2026-07", "2027", "2027-04"])
        ramp = f"ramp: {{{start[:4]}: 30 %, 2028: 80 %}}, "
        more = draw.choice(["", "", "", "lifetime: 1 yr, ", "lifetime: 1.5 yr, ", ramp])
        more += "status: candidate, " if draw.random() < 0.15 else ""
        changes = f"{{{file}: {json.dumps(kinds[kind])}}}"
        return kind, f"name: M, member: m{n % 2}, start: {start}, {more}changes: {changes}"

    def write(self, places: Sequence[int] | None = None, ids: Sequence[str] | None = None) -> Path:
        names = self.ids if ids is None else ids
        text = "carbonfoot: programme/1\nprogramme: {id: P, name: P, years: 2025-2029}\nmembers:\n"
        for member in (0, 1):
            own = range(member, self.size, 2)
            made = ", ".join(
                f"{{document: d{n}.yaml, volume: {1000 * 20 ** (self.size - n)} piece}}" for n in own
            )
            sites = ", ".join(f"s{n}.yaml" for n in own if self.sites[n])
            sites = f", sites: [{sites}]" if sites else ""
            text += (
                f"  - {{id: m{member}, name: M, role: supplier, tier: {member}, products: [{made}]{sites}}}\n"
            )
        text += "measures:\n"
        text += "".join(
            f"  - {{id: {names[one]}, {self.measures[one]}}}\n" for one in places or range(len(names))
        )
        text += GRID if self.grid else ""
        if self.order is not None:
            text += f"attribution: {{method: sequential, order: [{', '.join(self.order)}]}}\n"
        file = self.folder / "programme.yaml"
        file.write_text(text)
        return file


def subsets(several: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(several, size) for size in range(len(several) + 1))


def by_hand(
    level: Mapping[frozenset[int], float], shares: Sequence[float], order: Sequence[int] | None
) -> tuple[Fraction, list[Fraction]]:
    """The mean over who is at work of what all come to, and of what each adds over all orders, or in one."""
    mean, told = Fraction(0), [Fraction(0)] * len(shares)
    for there in subsets([one for one, share in enumerate(shares) if share]):
        chance = Fraction(1)
        for one, share in enumerate(shares):
            chance *= Fraction(share) if one in there else 1 - Fraction(share)
        if not chance:
            continue
        mean += chance * Fraction(level[frozenset(there)])
        ways = [[one for one in order if one in there]] if order is not None else list(permutations(there))
        for way in ways:
            before: frozenset[int] = frozenset()
            for one in way:
                step = Fraction(level[before | {one}]) - Fraction(level[before])
                told[one] += chance * step / len(ways)
                before |= {one}
    return mean, told
