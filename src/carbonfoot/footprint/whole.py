"""The product with all that its total covers, as a network of its own."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.engine.network import Network
from carbonfoot.footprint.result import Footprint
from carbonfoot.system.model import BEYOND_GATE, Flow


class Whole(NamedTuple):
    """The system up to its gates, and one activity more, the total: the product and later stages inside the boundary.

    activities  for each activity of the network its number in the system; the product again for the last
    flows       for each activity of the network the lines that count
    network     links in the order of `flows`; the last activity draws on the product once, before its own lines
    """

    activities: list[int]
    flows: list[list[Flow]]
    network: Network

    @property
    def top(self) -> int:
        """The activity that is the total."""
        return len(self.flows) - 1


def whole(result: Footprint) -> Whole:
    """The network whose demand for one of its last activity is the total of a footprint."""
    flows = [
        [one for one in activity.flows if one.stage not in BEYOND_GATE] for activity in result.activities
    ]
    grave = result.boundary == "cradle-to-grave"
    later = [one for one in result.product.flows if grave and one.stage in BEYOND_GATE]
    flows.append(later)
    targets = [[one.link for one in some if one.link >= 0] for some in flows]
    amounts = [[one.multiplier * one.link_number for one in some if one.link >= 0] for some in flows]
    targets[-1].insert(0, 0)
    amounts[-1].insert(0, 1.0)
    ids = [*(activity.key for activity in result.activities), "\n"]
    return Whole([*range(len(result.activities)), 0], flows, Network(ids, targets, amounts))
