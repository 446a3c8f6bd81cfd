"""Our own JSON, as `carbonfoot calc part.yaml --format json` prints it, to a declaration.

It names no supplier, has no id and no last day of use. The id is a UUIDv5 of what a declaration takes from it (`_TAKEN`,
as JSON with sorted keys), so that the same result has the same id wherever it was calculated; nothing else is made up. A
result with missing lines, of a site or of a what-if is refused.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from carbonfoot.documents.json_found import Found, composed
from carbonfoot.documents.received.model import UNNAMED, Received
from carbonfoot.documents.received.own_shape import of_shape
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.quantities.units import parse_unit

SCHEMA, MANY = "carbonfoot/calc/1", "carbonfoot/calc-many/1"
FORMAT = "carbonfoot"

PARTS = (
    *("fossil", "land_use_change", "land_management", "removals", "biogenic_non_co2"),
    *("technological_removals", "captured"),
)
"""The words of `system.model.CATEGORIES`: they add up to the total."""
BESIDE = ("biogenic_uptake", "biogenic_co2", "aircraft")
LATER = ("distribution", "use", "end-of-life")
"""Stages behind the gate (`system.model.BEYOND_GATE`): who buys a product has stages of his own."""

_NAMES = uuid5(NAMESPACE_URL, "urn:carbonfoot:calc:1")
_TAKEN = (
    *(
        "product",
        "period",
        "boundary",
        "gwp_set",
        "gwp_sets_mixed",
        "allocation",
        "total",
        "split",
        "by_stage",
    ),
    *("exclusions", "not_assessed"),
)
_NEAR = Decimal("1e-9")
"""Parts and total, each rounded to 12 digits, agree to this part of the total."""


def recognises(one: dict[str, Any]) -> bool:
    """The answer of `calc` for one part."""
    return one.get("schema") == SCHEMA and "data" in one


def read(given: Any, found: Found, path: Path, *, strict: bool) -> Received | None:
    """One result; None with findings where it is refused (CF405, CF901, CF908 and those of its shape)."""
    before = found.errors
    options = given.get("options")
    _findings(given.get("findings"), found, path)
    if given["data"] is None:
        said = "the calculation came to no result"
        found.add("CF908", said, (*path, "data"), "see its findings; a declaration needs the whole footprint")
        return None
    made = footprint(given["data"], found, (*path, "data"), strict=strict)
    if made is None or found.errors > before:
        return None
    details = {**made.details, **_asked(options if isinstance(options, dict) else {})}
    return made._replace(details=details, path=path)


def entry(one: dict[str, Any]) -> bool:
    """One product of the answer of `calc` for many."""
    return {"file", "state", "because", "data"} <= one.keys()


def read_entry(given: Any, found: Found, path: Path, *, strict: bool) -> Received | None:
    """One product of many; None with findings where it is refused."""
    if given["state"] != "complete" or given["data"] is None:
        said = f"{shown(str(given['file']))} is {shown(str(given['state']))}"
        why = f"because of {shown(str(given['because']))}: " if given["because"] else ""
        help = f"{why}ask for the file of the product that is needed alone"
        found.add("CF908", said, (*path, "state"), help)
        return None
    return footprint(given["data"], found, (*path, "data"), strict=strict)


def members(data: Any) -> list[tuple[Path, Any]] | None:
    """The products of the answer of `calc` for many, with their paths; None for anything else."""
    if not isinstance(data, dict) or data.get("schema") != MANY or not isinstance(data.get("data"), dict):
        return None
    products = data["data"].get("products")
    if not isinstance(products, list):
        return None
    return [(("data", "products", number), one) for number, one in enumerate(products)]


def footprint(data: Any, found: Found, path: Path, *, strict: bool) -> Received | None:
    """The `data` of one result."""
    before = found.errors
    if not isinstance(data, dict):
        found.add("CF103", "a result is an object, and something else stands here", path, "{...}")
        return None
    if _refused(data, found, path):
        return None
    of_shape(data, found, path)
    if found.errors > before:
        return None
    unit = data["product"]["declared_unit"]["unit"]
    try:
        parse_unit(unit)
    except QuantityError as error:
        found.add(error.code, error.message, (*path, "product", "declared_unit", "unit"), error.help)
        return None
    _sums(data, found, path, strict=strict)
    return None if found.errors > before else _received(data, found, path)


def _refused(data: dict[str, Any], found: Found, path: Path) -> bool:
    """Results that are no declaration of a product, whatever they state."""
    if "scopes" in data:
        help = "ask for the result of the product itself: `carbonfoot calc` of its part document"
        found.add("CF901", "this is the result of a site, of all that it makes in a period", path, help)
    elif "scenario" in data:
        help = "a what-if is no declaration: ask for the result without `--scenario`"
        found.add("CF901", "this is the result of a scenario", (*path, "scenario"), help, on="key")
    elif data.get("total") is None or data.get("complete") is not True or data.get("lines_missing"):
        missing = data.get("lines_missing")
        names = [one for one in missing if isinstance(one, str)] if isinstance(missing, list) else []
        listed = f": {', '.join(shown(one) for one in names[:5])}" if names else ""
        help = "a footprint with missing lines is only a lower bound: ask for the complete one"
        found.add("CF908", f"the result is incomplete{listed}", (*path, "total"), help)
    else:
        return False
    return True


def _findings(listed: Any, found: Found, path: Path) -> None:
    """Errors that the calculation itself reported."""
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict) and one.get("severity") in ("error", "incomplete"):
            said = f"the supplier's calculation has the finding {shown(str(one.get('code')))}"
            help = f"it says: {shown(str(one.get('message')))[1:-1]}"
            found.add("CF405", said, (*path, "findings", number), help)


def _sums(data: dict[str, Any], found: Found, path: Path, *, strict: bool) -> None:
    """CF404 where parts or stages do not add up to the total, as they do in every result that nobody edited."""
    total = _d(data["total"])
    split = sum((_d(data["split"].get(key, 0)) for key in PARTS), Decimal())
    stages = [_d(one["kg_co2e"]) for one in data["by_stage"]]
    for key, parts in (("split", split), ("by_stage", sum(stages, Decimal()))):
        scale = max(abs(total), *(abs(one) for one in stages), Decimal())
        if abs(parts - total) > scale * _NEAR:
            said = f"the total is {total:f}, and `{key}` adds up to {parts:f}"
            help = "a result of `carbonfoot calc` does: ask the supplier for the file as it was printed"
            found.add("CF404", said, (*path, key), help, severity="error" if strict else "")


def _received(data: dict[str, Any], found: Found, path: Path) -> Received:
    product, quality = data["product"], data.get("quality") or {}
    later = {one["stage"]: _d(one["kg_co2e"]) for one in data["by_stage"] if one["stage"] in LATER}
    cut = sum(later.values(), Decimal())
    split = {key: _d(number) for key, number in data["split"].items()}
    total = _d(data["total"]) - cut
    whole = not any(later.values())
    _notes(later, found, path)
    share = quality.get("pds_percent")
    scores = quality.get("dqr") or {}
    carbon = product.get("carbon_content_kg") or {}
    bought = _exempted(data, float(total))
    stated = {key: data.get(key) for key in _TAKEN} | ({"exempted": bought} if bought else {})
    taken = json.dumps(stated, sort_keys=True, ensure_ascii=False)
    return Received(
        file=found.file,
        path=path,
        format=FORMAT,
        version=SCHEMA,
        id=str(uuid5(_NAMES, taken)),
        preceding=(),
        status="",
        created="",
        company=UNNAMED,
        company_ids=(),
        product=composed(product["name"]),
        product_ids=(product["id"],),
        unit=product["declared_unit"]["unit"],
        amount=_d(product["declared_unit"]["amount"]),
        mass=None if product.get("mass_kg") is None else _d(product["mass_kg"]) or None,
        period=(data["period"]["from"], data["period"]["to"]),
        valid=("", ""),
        stated_end=False,
        place=product["made_in"],
        region="",
        boundary="cradle-to-gate",
        total=total,
        parts={key: split[key] for key in PARTS if split.get(key)} if whole else {"fossil": total},
        beside={key: split[key] for key in BESIDE if split.get(key)} if whole else {},
        carbon={key: _d(number) for key, number in carbon.items()},
        gwp=tuple(dict.fromkeys((data["gwp_set"], *data["gwp_sets_mixed"]))),
        primary=None if share is None or not whole else float(_d(share) / 100),
        quality={key: scores[key] for key in ("technology", "time", "geography") if scores.get(key)}
        if whole
        else {},
        exempted=min(1.0, float(sum(one["share"] for one in data["exclusions"]) + bought)),
        details=_details(data, later),
    )


def _exempted(data: dict[str, Any], total: float) -> float:
    """The share of the total that its own suppliers left out, as their declarations say; weighted by what they contribute."""
    found = 0.0
    waiting = [data.get("lines")]
    while waiting:
        for line in _dicts(waiting.pop()):
            waiting.append(line.get("lines"))
            declaration = _dict(_dict(line.get("stated")).get("declaration"))
            share, number = declaration.get("exempted"), line.get("kg_co2e")
            if (
                isinstance(share, float)
                and isinstance(number, int | float)
                and line.get("counts_under") not in LATER
            ):
                found += max(0.0, min(1.0, share)) * abs(number)
    return min(1.0, found / abs(total)) if total else 0.0


def _dicts(given: Any) -> list[dict[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _dict(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _notes(later: dict[str, Decimal], found: Found, path: Path) -> None:
    said = "a result names no supplier and no last day of use"
    help = "name the supplier in the line (`supplier:`); for how long it holds, ask, or ask for a PACT file"
    found.add("CF906", said, (*path, "product"), help)
    if any(later.values()):
        said = f"only what happens up to the gate is taken; left out: {', '.join(later)}"
        help = "a result does not say which kind of emissions stands in which stage: what is taken counts as fossil"
        found.add("CF904", said, (*path, "boundary"), help, severity="note")


def _details(data: dict[str, Any], later: dict[str, Decimal]) -> dict[str, str]:
    """What people may want to know, and no footprint takes over."""
    found: dict[str, str] = {}
    for one in data.get("outside_boundary") or ():
        found[f"outside the boundary: {one['stage']}"] = f"{one['kg_co2e']:.12g} kg CO2e"
    for stage, number in later.items():
        found[f"behind the gate: {stage}"] = f"{number:f} kg CO2e"
    for key in ("packaging", "distribution"):
        if data["split"].get(key):
            found[f"{key}, inside the total"] = f"{data['split'][key]:.12g} kg CO2e"
    if data["exclusions"]:
        found["left out because"] = "; ".join(f"{one['name']}: {one['reason']}" for one in data["exclusions"])
    if isinstance(data.get("allocation"), str):
        found["allocation"] = data["allocation"]
    if data.get("conservative"):
        found["conservative"] = "what was not known was taken at its worst"
    return found


def _asked(options: dict[str, Any]) -> dict[str, str]:
    """Options that changed the result."""
    changed = (
        [str(one) for one in options.get("parameters") or ()] if _is_list(options.get("parameters")) else []
    )
    return {"parameters set by hand": ", ".join(changed)} if changed else {}


def _is_list(given: Any) -> bool:
    return isinstance(given, list)


def _d(number: float) -> Decimal:
    """The digits as they are printed."""
    return Decimal(repr(number))
