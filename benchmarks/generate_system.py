"""A product system of any size, written as a neutral technosphere for `carbonfoot calc --system`.

    python benchmarks/generate_system.py N FILE [--shape even|pyramid] [--seed 1] [--demands 100]

Six levels of activities; an activity draws on three of the next level, 30 % of them shared with others, and two links in a
thousand lead back up, so that loops close. Ids and the order of activities and links are shuffled. The same arguments
write the same bytes.

even     all levels of the same size: 2.86 links an activity, a few small loops
pyramid  each level twice as large as the one above, and the lowest a web of its own: back links close into one
         loop of a third of all activities
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

LEVELS = 6
BRANCHES = 3
SHARED = 0.3
BACK = 0.002
GROWTH = 2.0
WITH_INPUTS = 0.75
"""Share of the activities of the lowest level that draw on others of their level, where levels are even."""


def sizes(count: int, shape: str) -> list[int]:
    """Activities a level, the top first; the last level takes what is left."""
    weights = [1.0 if shape == "even" else GROWTH**level for level in range(LEVELS)]
    found = [max(1, int(count * weight / sum(weights))) for weight in weights]
    found[-1] += count - sum(found)
    return found


def links(count: int, shape: str, chance: random.Random) -> list[list[tuple[int, float]]]:
    """For each activity, level by level, whom it draws on and how much."""
    levels = sizes(count, shape)
    starts = [sum(levels[:level]) for level in range(LEVELS)]
    found: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for level in range(LEVELS - 1):
        first, size = starts[level + 1], levels[level + 1]
        for one in range(starts[level], starts[level] + levels[level]):
            own = (one - starts[level]) * BRANCHES
            for branch in range(BRANCHES):
                place = chance.randrange(size) if chance.random() < SHARED else (own + branch) % size
                found[one].append((first + place, round(chance.uniform(0.01, 0.5), 6)))
    lowest = starts[-1]
    few = max(1, levels[-1] // 20)
    for one in range(lowest + 1, count):  # the lowest level draws on its own: energy, freight, tools
        if shape == "pyramid" or chance.random() < WITH_INPUTS:
            reach = one - lowest if shape == "pyramid" else min(few, one - lowest)
            for _ in range(BRANCHES):
                found[one].append((lowest + chance.randrange(reach), round(chance.uniform(0.001, 0.1), 6)))
    for level in range(1, LEVELS):
        for one in range(starts[level], starts[level] + levels[level]):
            for number in range(len(found[one])):
                if chance.random() < BACK:
                    above = chance.randrange(level)
                    place = starts[above] + chance.randrange(levels[above])
                    found[one][number] = (place, round(chance.uniform(0.001, 0.05), 6))
    return found


def system(count: int, shape: str = "even", seed: int = 1, demands: int = 100) -> dict[str, Any]:
    """The technosphere as plain data."""
    chance = random.Random(seed)  # noqa: S311
    rows = links(count, shape, chance)
    names = [f"a{number:07d}" for number in chance.sample(range(10_000_000), count)]
    top = sizes(count, shape)[0]
    asked = [names[one] for one in chance.sample(range(top), min(demands, top))]
    activities = []
    for name, row in zip(names, rows, strict=True):
        chance.shuffle(row)
        inputs = [[names[target], amount] for target, amount in row]
        activities.append({"id": name, "inputs": inputs, "emissions_kg_co2e": round(chance.uniform(0, 2), 6)})
    chance.shuffle(activities)
    return {"activities": activities, "demands": asked}


def main() -> None:
    """Write one file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--shape", choices=["even", "pyramid"], default="even")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--demands", type=int, default=100)
    given = parser.parse_args()
    data = system(given.count, given.shape, given.seed, given.demands)
    given.file.write_text(json.dumps(data), encoding="utf-8")
    counted = sum(len(one["inputs"]) for one in data["activities"])
    print(f"{given.file}: {given.count:,} activities, {counted:,} links, {len(data['demands'])} demands")


if __name__ == "__main__":
    main()
