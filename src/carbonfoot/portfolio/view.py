"""One product of a large system as a system of its own, the same that a calculation of its document alone builds."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from carbonfoot.system.model import Activity, System


def view(system: System, of_file: Mapping[str, list[int]], needed: set[str], file: str) -> System:
    """The system of one document in the order in which `build` makes it.

    Its own activity stands first, then the documents it needs by path, then what is made beside, then what is inside.

    of_file  the activities of each document, that of the document itself first
    """
    files = [file, *sorted(needed - {file})]
    order = [of_file[one][0] for one in files]
    for number in tuple(order):
        order += [one for one in system.activities[number].products if one != number]
    known = set(order)
    order += [number for one in files for number in of_file[one] if number not in known]
    place = {number: index for index, number in enumerate(order)}
    return system._replace(activities=[_moved(system.activities[number], place) for number in order])


def _moved(activity: Activity, place: Mapping[int, int]) -> Activity:
    """The activity with its links where the others stand now."""
    if not activity.products and all(flow.link < 0 for flow in activity.flows):
        return activity
    moved = copy(activity)
    moved.products = tuple(place[number] for number in activity.products)
    moved.flows = [flow if flow.link < 0 else flow._replace(link=place[flow.link]) for flow in activity.flows]
    return moved
