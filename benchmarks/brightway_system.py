"""The demands of a system file by Brightway; run by `systems.py` with the interpreter of an environment that has bw2calc.

    python brightway_system.py ROUTE FILE

Routes: `adjoint` (one transposed BiCGSTAB gives the score of every product), `factorised` (one LCA, factorised once, then a
demand at a time), `multi` (MultiLCA). Prints the scores as JSON, in the order of the demands.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")

CLIMATE = ("climate",)


def package(data: dict[str, Any], index: dict[str, int], identifier: str = "") -> Any:
    """A datapackage in memory: technosphere, biosphere with one flow, and its characterisation."""
    import bw_processing
    import numpy as np

    activities = data["activities"]
    rows, columns, amounts = [], [], []
    for column, one in enumerate(activities):
        for supplier, amount in one["inputs"]:
            rows.append(index[supplier])
            columns.append(column)
            amounts.append(amount)
    count, links = len(activities), len(amounts)
    technosphere = np.zeros(links + count, dtype=bw_processing.INDICES_DTYPE)
    technosphere["row"] = [*rows, *range(count)]
    technosphere["col"] = [*columns, *range(count)]
    biosphere = np.zeros(count, dtype=bw_processing.INDICES_DTYPE)
    biosphere["col"] = np.arange(count)
    made = bw_processing.create_datapackage()
    made.add_persistent_vector(
        matrix="technosphere_matrix",
        indices_array=technosphere,
        data_array=np.concatenate([amounts, np.ones(count)]),
        flip_array=np.arange(links + count) < links,
    )
    made.add_persistent_vector(
        matrix="biosphere_matrix",
        indices_array=biosphere,
        data_array=np.array([one["emissions_kg_co2e"] for one in activities], float),
    )
    more = {"identifier": [*CLIMATE]} if identifier else {}
    made.add_persistent_vector(
        matrix="characterization_matrix",
        indices_array=np.zeros(1, dtype=bw_processing.INDICES_DTYPE),
        data_array=np.ones(1),
        **more,
    )
    return made


def adjoint(data: dict[str, Any], index: dict[str, int]) -> list[float]:
    """One solve of the transposed technosphere by BiCGSTAB, which IterativeLCA uses too."""
    import numpy as np
    from bw2calc import LCA
    from scipy.sparse.linalg import bicgstab

    lca = LCA({index[data["demands"][0]]: 1}, data_objs=[package(data, index)])
    lca.load_lci_data()
    lca.load_lcia_data()
    own = np.asarray((lca.characterization_matrix @ lca.biosphere_matrix).sum(axis=0)).ravel()
    scores, failed = bicgstab(lca.technosphere_matrix.T.tocsr(), own, rtol=1e-12, atol=0.0)
    if failed:
        raise SystemExit(f"BiCGSTAB ended with {failed}")
    place = lca.dicts.product
    return [float(scores[place[index[one]]]) for one in data["demands"]]


def factorised(data: dict[str, Any], index: dict[str, int]) -> list[float]:
    """One factorisation, then a solve a demand."""
    from bw2calc import LCA

    lca = LCA({index[data["demands"][0]]: 1}, data_objs=[package(data, index)])
    lca.lci(factorize=True)
    lca.lcia()
    scores = []
    for one in data["demands"]:
        lca.redo_lcia({index[one]: 1})
        scores.append(float(lca.score))
    return scores


def multi(data: dict[str, Any], index: dict[str, int]) -> list[float]:
    """All demands in one MultiLCA."""
    from bw2calc import MultiLCA

    demands = {str(n): {index[one]: 1.0} for n, one in enumerate(data["demands"])}
    config = {"impact_categories": [CLIMATE]}
    lca = MultiLCA(demands=demands, method_config=config, data_objs=[package(data, index, "climate")])
    lca.lci()
    lca.lcia()
    return [float(lca.scores[CLIMATE, str(n)]) for n in range(len(demands))]


def main() -> None:
    """Read, solve by the route, print."""
    route, file = sys.argv[1:]
    data = json.loads(Path(file).read_bytes())
    index = {one["id"]: place for place, one in enumerate(data["activities"])}
    scores = {"adjoint": adjoint, "factorised": factorised, "multi": multi}[route](data, index)
    print(json.dumps(scores))


if __name__ == "__main__":
    main()
