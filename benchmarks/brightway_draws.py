"""Draws of a system file by Brightway; run by `draws.py` with the interpreter of an environment that has bw2calc.

    python brightway_draws.py ROUTE FILE DRAWS

Routes: `multi` (MultiLCA with all demands, a `next` a draw), `one` (LCA, factorised, a `next` a draw and a solve a demand). Every
input and emission is lognormal. Prints the mean of each demand as JSON, in the order of the file.
"""

from __future__ import annotations

import json
import sys
import warnings
from math import log
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")

CLIMATE = ("climate",)
LOGNORMAL = 2
"""Its number in stats_arrays."""


def package(data: dict[str, Any], index: dict[str, int]) -> Any:
    """A datapackage in memory, with distributions."""
    import bw_processing
    import numpy as np

    activities = data["activities"]
    count = len(activities)
    links = [
        (index[one["id"]], column, one)
        for column, activity in enumerate(activities)
        for one in activity["inputs"]
    ]
    technosphere = np.zeros(len(links) + count, dtype=bw_processing.INDICES_DTYPE)
    technosphere["row"] = [*(row for row, _, _ in links), *range(count)]
    technosphere["col"] = [*(column for _, column, _ in links), *range(count)]
    spread = np.zeros(len(links) + count, dtype=bw_processing.UNCERTAINTY_DTYPE)
    spread["loc"] = [*(log(one["amount"]) for _, _, one in links), *([1.0] * count)]
    spread["scale"] = [*(log(one["uncertainty"]["gsd"]) for _, _, one in links), *([np.nan] * count)]
    spread["uncertainty_type"][: len(links)] = LOGNORMAL
    emissions = [one["emissions_kg_co2e"] for one in activities]
    biosphere = np.zeros(count, dtype=bw_processing.INDICES_DTYPE)
    biosphere["col"] = np.arange(count)
    emitted = np.zeros(count, dtype=bw_processing.UNCERTAINTY_DTYPE)
    emitted["loc"] = [log(one["value"]) for one in emissions]
    emitted["scale"] = [log(one["uncertainty"]["gsd"]) for one in emissions]
    emitted["uncertainty_type"] = LOGNORMAL
    made = bw_processing.create_datapackage()
    amounts = [*(one["amount"] for _, _, one in links), *([1.0] * count)]
    for spreads in (technosphere, biosphere, spread, emitted):
        for field in ("shape", "minimum", "maximum"):
            if field in (spreads.dtype.names or ()):
                spreads[field] = np.nan
    made.add_persistent_vector(
        matrix="technosphere_matrix",
        indices_array=technosphere,
        data_array=np.array(amounts),
        flip_array=np.arange(len(links) + count) < len(links),
        distributions_array=spread,
    )
    made.add_persistent_vector(
        matrix="biosphere_matrix",
        indices_array=biosphere,
        data_array=np.array([one["value"] for one in emissions], float),
        distributions_array=emitted,
    )
    made.add_persistent_vector(
        matrix="characterization_matrix",
        indices_array=np.zeros(1, dtype=bw_processing.INDICES_DTYPE),
        data_array=np.ones(1),
        identifier=[*CLIMATE],
    )
    return made


def multi(data: dict[str, Any], index: dict[str, int], draws: int) -> list[float]:
    """All demands in one MultiLCA."""
    from bw2calc import MultiLCA

    demands = {str(n): {index[one]: 1.0} for n, one in enumerate(data["demands"])}
    lca = MultiLCA(
        demands=demands,
        method_config={"impact_categories": [CLIMATE]},
        data_objs=[package(data, index)],
        use_distributions=True,
        seed_override=1,
    )
    lca.lci()
    lca.lcia()
    sums = [0.0] * len(demands)
    for draw in range(draws):
        if draw:
            next(lca)
        for n in range(len(sums)):
            sums[n] += float(lca.scores[CLIMATE, str(n)])
    return [one / draws for one in sums]


def one(data: dict[str, Any], index: dict[str, int], draws: int) -> list[float]:
    """One LCA, factorised anew every draw, and then a solve a demand."""
    from bw2calc import LCA

    lca = LCA(
        {index[data["demands"][0]]: 1},
        data_objs=[package(data, index)],
        use_distributions=True,
        seed_override=1,
    )
    lca.lci(factorize=True)
    lca.lcia()
    sums = [0.0] * len(data["demands"])
    for draw in range(draws):
        if draw:
            next(lca)
            lca.decompose_technosphere()
        for n, name in enumerate(data["demands"]):
            lca.redo_lcia({index[name]: 1})
            sums[n] += float(lca.score)
    return [one / draws for one in sums]


def main() -> None:
    """Read, draw by the route, print."""
    route, file, draws = sys.argv[1:]
    data = json.loads(Path(file).read_bytes())
    index = {one["id"]: place for place, one in enumerate(data["activities"])}
    print(json.dumps({"multi": multi, "one": one}[route](data, index, int(draws))))


if __name__ == "__main__":
    main()
