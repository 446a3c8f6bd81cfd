"""A Brightway package: one database with activities and emissions, and one method, as `bw2io.BW2Package` reads them.

The format is JSON behind bzip2, in which dictionaries are lists of keys and values (`__dict__`) and tuples are marked
(`__tuple__`): keys of Brightway are pairs of database and code.
"""

from __future__ import annotations

from typing import Any

from carbonfoot.exports.model import FACTOR, Emission, Input, Node, Substance, Tables
from carbonfoot.exports.technosphere import note, text

SUFFIX = "bw2package"
METHOD = ("carbonfoot", "climate change")


def database_name(tables: Tables) -> str:
    """What the database is called in the user's project; another system never takes the name of one that is there."""
    from hashlib import sha256

    whole = sha256(text(tables).encode()).hexdigest()
    return f"carbonfoot {tables.title} {whole[:8]}"


def packed(tables: Tables) -> bytes:
    """The package; the same tables give the same bytes."""
    import bz2
    import json

    plain = json.dumps(_sane(objects(tables)), ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return bz2.compress(plain.encode())


def objects(tables: Tables) -> list[dict[str, Any]]:
    """Database and method as plain data with tuples, as `Database.write` and `Method.write` take them."""
    database = database_name(tables)
    entries: dict[tuple[str, str], dict[str, Any]] = {
        (database, f"emission:{one.key}"): _substance(database, one) for one in tables.substances
    }
    for node in tables.nodes:
        entries[database, node.id] = _activity(database, node)
    about = {
        "format": "carbonfoot",
        "comment": note(tables),
        "demands": [
            {"code": one.id, "amount": one.amount, "boundary": one.boundary, "kg_co2e": one.total}
            for one in tables.demands
        ],
    }
    method = (*METHOD, f"GWP100 {tables.gwp_set}, {database}")
    factors = [((database, f"emission:{one.key}"), one.factor) for one in tables.substances]
    return [
        {
            "name": database,
            "metadata": about,
            "class": {"module": "bw2data.backends.base", "name": "SQLiteBackend"},
            "data": entries,
        },
        {
            "name": method,
            "metadata": {"unit": "kg CO2e", "description": f"GWP100 of IPCC {tables.gwp_set}"},
            "class": {"module": "bw2data.method", "name": "Method"},
            "data": factors,
        },
    ]


def _substance(database: str, one: Substance) -> dict[str, Any]:
    return {
        "code": f"emission:{one.key}",
        "database": database,
        "name": one.name,
        "unit": "kilogram" if one.unit == "kg" else one.unit,
        "type": "natural resource" if one.key.endswith("_in") else "emission",
        "categories": ("air",),
        **({"CAS number": one.cas} if one.cas else {}),
        "exchanges": [],
    }


def _activity(database: str, node: Node) -> dict[str, Any]:
    made = {"input": (database, node.id), "amount": node.output, "type": "production"}
    return {
        "code": node.id,
        "database": database,
        "name": node.name,
        "reference product": node.name,
        "unit": node.unit,
        **({"location": node.location} if node.location else {}),
        "type": "process",
        "categories": ("factors",) if node.kind == FACTOR else ("products",),
        "comment": "; ".join(f"{key}: {said}" for key, said in (("kind", node.kind), *node.about)),
        "exchanges": [
            made,
            *(_taken(database, one) for one in node.inputs),
            *(_released(database, one) for one in node.emissions),
        ],
    }


def _taken(database: str, one: Input) -> dict[str, Any]:
    comment = "; ".join(said for said in (one.line, one.credit) if said)
    return {"input": (database, one.id), "amount": one.amount, "type": "technosphere", "comment": comment}


def _released(database: str, one: Emission) -> dict[str, Any]:
    substance = (database, f"emission:{one.substance}")
    return {"input": substance, "amount": one.amount, "type": "biosphere", "comment": one.line}


def _sane(one: Any) -> Any:
    """Dictionaries and tuples in the form in which the package writes them."""
    if isinstance(one, dict):
        return {
            "__dict__": True,
            "keys": [_sane(key) for key in one],
            "values": [_sane(value) for value in one.values()],
        }
    if isinstance(one, tuple):
        return {"__tuple__": True, "data": [_sane(part) for part in one]}
    return [_sane(part) for part in one] if isinstance(one, list) else one
