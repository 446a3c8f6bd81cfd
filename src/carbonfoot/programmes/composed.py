"""A programme with some measures at work as a product system like any other: whole footprints of its products."""

from __future__ import annotations

from copy import copy

from carbonfoot.documents.load import Loaded, closure
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import footprint_of
from carbonfoot.portfolio.view import view
from carbonfoot.programmes.world import State, World
from carbonfoot.system.model import Activity, System


class Composed:
    """All activities of a state; `of_file` as in `portfolio.view`, `loaded` the documents as they are then."""

    def __init__(self, world: World, state: State) -> None:
        keyed: dict[str, tuple[Activity, list[str]]] = {}
        keys = [*world.number][: len(world.activities)]
        self.loaded: dict[str, Loaded] = dict(world.documents.loaded)
        changed = world.rows_in(state)
        inside: dict[str, list[str]] = {}
        for activity, key in zip(world.activities, keys, strict=True):
            file = world.files[activity.file]
            if file not in changed:
                keyed[key] = (activity, keys)
                inside.setdefault(file, []).append(key)
        for file, rows in changed.items():
            variant = world.variant(state & frozenset(world.touching[file]))
            if file in variant.documents.loaded:
                self.loaded[file] = variant.documents.loaded[file]
            for activity, key in zip(variant.activities, variant.keys, strict=True):
                if key in rows:
                    keyed[key] = (activity, variant.keys)
                    inside.setdefault(file, []).append(key)
        place = {key: at for at, key in enumerate(keyed)}
        activities = [_moved(activity, names, place) for activity, names in keyed.values()]
        self.system = System(activities, world.gwp_set)
        self.of_file = {file: [place[key] for key in keys] for file, keys in inside.items()}

    def footprint(self, file: str) -> Footprint:
        """The footprint of the product of a document."""
        system = view(self.system, self.of_file, closure(self.loaded, file), file)
        return footprint_of(system, self.loaded[file].part)


def _moved(activity: Activity, names: list[str], place: dict[str, int]) -> Activity:
    if not activity.products and all(flow.link < 0 for flow in activity.flows):
        return activity
    moved = copy(activity)
    moved.products = tuple(place[names[one]] for one in activity.products)
    moved.flows = [
        flow if flow.link < 0 else flow._replace(link=place[names[flow.link]]) for flow in activity.flows
    ]
    return moved
