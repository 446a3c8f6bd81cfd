"""Abatement of a gas: what it destroys, and how much of the time or of the gas it takes."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT
from carbonfoot.documents.shape import Shape, optional
from carbonfoot.methods.chemicals._tables import ITEM, PACKS
from carbonfoot.methods.constants import known
from carbonfoot.methods.needs import share
from carbonfoot.methods.work import Refused, Work

ARRANGEMENTS = ("series", "parallel")


class Abatement(Shape):
    """One device that destroys or takes up the gas."""

    technology = optional(TEXT, "What it is.", "secondary catalyst")
    destruction_efficiency = optional(share(), "Share of the gas that reaches it and is destroyed.", "98 %")
    uptime = optional(
        share(), "Share of the gas, or of the time of production, for which it is in use.", "97 %"
    )


def left_over(
    work: Work, devices: list[Abatement] | None, arrangement: str | None, product: str = ""
) -> tuple[float, str]:
    """The share of the gas that is released, and the working. Raises `Refused`.

    product  an item below `processes/chemicals` that has default efficiencies by technology; "" where there are none
    """
    if not devices:
        if arrangement is not None:
            raise work.refuse(
                "CF106", "`arrangement` has no effect without `abatement`", ("arrangement",), "leave it out"
            )
        return 1.0, "1"
    if len(devices) > 1 and arrangement is None:
        message = "`arrangement` is missing: there are several devices"
        help = "`series` where the gas passes all of them, `parallel` where each takes a part of it"
        raise work.refuse("CF102", message, (), help)
    destroyed = []
    for index, device in enumerate(devices):
        efficiency = _value(work, device, index, "destruction_efficiency", "destruction-efficiency", product)
        utilisation = _value(work, device, index, "uptime", "abatement-utilisation", product)
        if efficiency is not None and utilisation is not None:
            destroyed.append((efficiency, utilisation))
    if len(destroyed) < len(devices):
        raise Refused
    terms = [f"{efficiency:g} x {utilisation:g}" for efficiency, utilisation in destroyed]
    if arrangement == "series":
        left = 1.0
        for efficiency, utilisation in destroyed:
            left = left * (1.0 - efficiency * utilisation)
        return left, " x ".join(f"(1 - {term})" for term in terms)
    sum_of_all, in_use = 0.0, 0.0
    for efficiency, utilisation in destroyed:
        sum_of_all = sum_of_all + efficiency * utilisation
        in_use = in_use + utilisation
    if len(destroyed) > 1 and in_use > 1.0 + 1e-9:
        message = f"the devices together take {in_use * 100:g} % of the gas"
        help = "side by side, `uptime` of all devices adds up to at most 100 %"
        raise work.refuse("CF208", message, ("abatement",), help)
    return 1.0 - sum_of_all, f"(1 - {' - '.join(terms)})"


def _value(work: Work, device: Abatement, index: int, key: str, quantity: str, product: str) -> float | None:
    stated: float | None = getattr(device, key)
    if stated is not None:
        return stated
    at = ("abatement", index)
    if product and device.technology is not None:
        name = f"{product}/{device.technology.replace(' ', '-')}"
        found = work.maybe(f"{ITEM}/{name}", quantity, "1", packs=PACKS, at=at)
        if found is None and key == "destruction_efficiency" and known(name.replace("/", "-")):
            found = work.constant(name.replace("/", "-"))
        if found is not None:
            return found
    what = "destruction efficiency" if key == "destruction_efficiency" else "uptime"
    help = f"state `{key}`, as the supplier guarantees it or measurements show"
    work.refuse("CF726", f"abatement without its {what}", at, help)
    return None
