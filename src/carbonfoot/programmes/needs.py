"""What a programme needs of the factor library, its measures included: what `carbonfoot lock` pins of it."""

from __future__ import annotations

from carbonfoot.factors.pins import Pins
from carbonfoot.locking.project import Kept
from carbonfoot.pipeline import Options
from carbonfoot.programmes.run import work


def needs(file: str, options: Options, pins: Pins) -> Kept:
    """All activities of a programme, as its documents are and with every set of measures that meets in one of them.

    Without activities, and with findings, where a number of some product is missing: such a programme is not locked.
    """
    programmed = work(file, options, pins)
    read = [] if programmed.portfolio is None else programmed.portfolio.read
    world = programmed.world
    if programmed.worked is None or world is None or not programmed.worked.complete:
        return Kept(None, {}, programmed.findings, read)
    activities = list(world.activities)
    files = {one.source.display: name for name, one in world.documents.loaded.items()}
    for variant in world.variants.values():
        activities += variant.activities
        files |= {one.source.display: name for name, one in variant.documents.loaded.items()}
    return Kept(activities, files, programmed.findings, [file, *read])
