"""What is left out: the product's own exclusions, those of linked documents and of suppliers' declarations, by weight."""

from __future__ import annotations

from decimal import Decimal
from math import fsum
from typing import Any, NamedTuple

from carbonfoot.declarations.pact.amounts import exact, text
from carbonfoot.declarations.pact.company import clean
from carbonfoot.declarations.pact.ground import Ground
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_number
from carbonfoot.system.model import BEYOND_GATE

LIMIT = Decimal(3)
"""Per cent that may be left out in all (PACT Methodology 3.0, exemption rules)."""

METHODOLOGY = "PACT-3.0"


class LeftOut(NamedTuple):
    """One exclusion: its share of this product's footprint, and the reason.

    whose  "" for the product itself, else the file of a linked document or the supplier
    """

    name: str
    share: float
    reason: str
    whose: str


def left_out(result: Footprint) -> list[LeftOut]:
    """Every exclusion behind a cradle-to-gate footprint, weighted with what its document contributes, largest first.

    A document's own share is of its own footprint: what counts here is that share of what passes through it.
    """
    total = abs(result.total or 0.0)
    found = [LeftOut(name, share, reason, "") for name, share, reason in result.product.exclusions]
    for index, activity in enumerate(result.activities):
        if index == 0 or not activity.exclusions:
            continue
        level = fsum(
            number for (_, stage), number in result.solved.levels[index].items() if stage not in BEYOND_GATE
        )
        weight = min(1.0, abs(level * result.solved.intensity[index]) / total) if total else 0.0
        if level:
            found += [
                LeftOut(name, share * weight, reason, activity.file)
                for name, share, reason in activity.exclusions
            ]
    suppliers: dict[tuple[str, float], list[float]] = {}
    for one in result.contributions:
        declaration = one.flow.stated.get("declaration")
        exempted = declaration.get("exempted") if isinstance(declaration, dict) else None
        if one.counted and exempted:
            suppliers.setdefault((one.flow.supplier or one.flow.name, exempted), []).append(abs(one.co2e))
    for (supplier, exempted), kilograms in suppliers.items():
        weight = min(1.0, fsum(kilograms) / total) if total else 0.0
        found.append(LeftOut("as declared", exempted * weight, "", supplier))
    return sorted(found, key=lambda one: (-one.share, one.whose, one.name))


def exempted(ground: Ground) -> dict[str, Any]:
    """`exemptedEmissionsPercent` and what it is; above the limit the declaration is refused."""
    found = left_out(ground.gate)
    percent = exact(100 * fsum(one.share for one in found))
    standards = ground.declare.standards
    if percent > LIMIT and (standards is None or METHODOLOGY in standards):
        names = ", ".join(f"{_said(one, ground)}" for one in found[:3])
        ground.says.refuse(
            f"{text(percent)} % of the footprint is left out ({names}), and {METHODOLOGY} allows {LIMIT} %",
            "add what is left out as lines, with a proxy where no factor fits",
            ("exclude",) if ground.part.exclude else (),
        )
    keys = {"exemptedEmissionsPercent": text(percent)}
    if found:
        keys["exemptedEmissionsDescription"] = "; ".join(
            f"{_said(one, ground)}: {clean(one.reason)}" if one.reason else _said(one, ground)
            for one in found
        )
    return keys


def _said(one: LeftOut, ground: Ground) -> str:
    whose = f" ({clean(ground.below(one.whose))})" if one.whose else ""
    return f"{clean(one.name)}{whose}, {format_number(100 * one.share, 3)} %"
