"""The orchestrator of programmes: a programme document in, what every measure does to every product out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.documents.folders import Folders
from carbonfoot.documents.sources import Source
from carbonfoot.engine.loops import LoopError
from carbonfoot.factors.memory import Memory
from carbonfoot.findings.finding import THE_ANSWER_IS_NO, Finding, Related, severity
from carbonfoot.pipeline import Options
from carbonfoot.portfolio.gather import Gathered
from carbonfoot.portfolio.model import COMPLETE, REFUSED, Portfolio, Product
from carbonfoot.portfolio.run import calculate_all
from carbonfoot.programmes.acting import Acting
from carbonfoot.programmes.model import Made, Worked
from carbonfoot.programmes.reading import Read, read
from carbonfoot.programmes.rows import Parts, together
from carbonfoot.programmes.series import Reader
from carbonfoot.programmes.sharing import NEGLIGIBLE, Group, shares
from carbonfoot.programmes.volumes import volumes
from carbonfoot.programmes.world import NOTHING, State, World
from carbonfoot.system.context import Asking
from carbonfoot.system.loops import REASONS, loop_finding
from carbonfoot.system.model import System

if TYPE_CHECKING:
    from carbonfoot.factors.pins import Pins

SAMPLES = 200
"""Orders drawn where a group is too large to be shared exactly."""


class Programmed(NamedTuple):
    """What became of a programme document: its numbers, or None with the reasons.

    world      of a programme that was computed: for other sets of measures
    portfolio  the documents as they are written
    groups     measures that act on each other, candidates included
    """

    worked: Worked | None
    source: Source | None
    findings: list[Finding]
    world: World | None = None
    portfolio: Portfolio | None = None
    read: Read | None = None
    groups: tuple[Group, ...] = ()


def work(file: str, options: Options, pins: Pins | None = None) -> Programmed:
    """Compute a programme; `options` are those of its project root, `pins` stand for those of its lock."""
    found, source, findings = read(file)
    if found is None:
        return Programmed(None, source, findings)
    gwp = found.programme.programme.gwp or options.gwp
    options = options._replace(gwp=gwp or options.project_gwp or "AR6")
    files = sorted({*(one.file for one in found.products), *found.sites})
    if not files:
        return Programmed(None, source, findings)
    gathered = Gathered({found.root: files}, {}, [], Folders())
    portfolio = calculate_all(gathered, {found.root: options}, remarked=False, pins=pins)
    products = {one.file: one for one in portfolio.products}
    batch = next((one.batch for one in portfolio.products if one.batch is not None), None)
    said = [one for one in portfolio.findings if severity(one) in ("error", "incomplete")]
    whole = [products[one.file] for one in found.products]
    if not said or any(one.code not in THE_ANSWER_IS_NO for one in said):
        _refused(found, whole)
    if batch is None or any(one.state == REFUSED for one in whole) or batch.solved is None:
        return Programmed(None, source, [*said, *found.findings], None, portfolio, found)
    asking = Asking(batch.asking.pins, memory=batch.asking.memory or Memory(), counting=True)
    world = World(
        batch.documents, batch.system, batch.library, asking, found.source.display, found.layers,
        tuple(sorted(found.grid)), [one.id for one in found.measures],
    )  # fmt: skip
    working = _Work(
        found, world, options.gwp or "", frozenset(one.file for one in whole if one.state != COMPLETE)
    )
    worked = working.worked()
    return Programmed(
        worked, source, [*said, *found.findings], world, portfolio, found, tuple(working.groups)
    )


def _refused(found: Read, products: Sequence[Product]) -> None:
    """CF405 at the products of members whose documents cannot be used."""
    for product, computed in zip(found.products, products, strict=True):
        if computed.state == REFUSED:
            related = (Related(computed.because or computed.shown, (), "see its own findings", "value"),)
            message = f"`{computed.shown}` could not be computed"
            help = "correct that document first"
            found.findings.append(
                Finding(
                    "CF405",
                    message,
                    found.source.display,
                    (*product.place, "document"),
                    help=help,
                    related=related,
                )
            )


class _Work:
    def __init__(self, found: Read, world: World, gwp_set: str, unfinished: frozenset[str]) -> None:
        self.found = found
        self.world = world
        self.gwp_set = gwp_set
        self.unfinished = unfinished
        self.reader = Reader(found.source.display)
        self.reader.findings = found.findings
        self.files = [one.file for one in found.products]
        self.measures = found.measures
        self.groups: list[Group] = []

    def worked(self) -> Worked | None:
        """All numbers; None with findings: what is wrong with one measure does not hide what is wrong with another."""
        self._fits()
        self.world.prepare()
        self.found.findings.extend(self.world.findings)
        if not self._sound():
            return None
        amounts = volumes(self.reader, self.world, self.found.products, self.found.years)
        if not self._sound() or any(one.refused for one in self.world.variants.values()):
            return None
        try:
            return self._numbers(amounts)
        except LoopError as error:
            self.found.findings.append(self._looped(error))
            return None

    def _looped(self, error: LoopError) -> Finding:
        """CF401 for a loop that uses as much as it makes: of the documents, or of what measures make of them."""
        measures = sorted(self.world.looped)
        if not measures:
            return loop_finding(System(self.world.activities, self.gwp_set), error)
        keys = list(self.world.number)
        shown = dict.fromkeys(keys[member].partition("\n")[0] for member in error.members)
        names = ", ".join(f"`{self.measures[one].id}`" for one in measures)
        message = f"with {names} the loop of {', '.join(shown)} {REASONS[error.reason]}"
        help = "correct the amounts that the measure makes it take, or which document it switches to"
        place = self.measures[measures[-1]].place
        return Finding("CF401", message, self.found.source.display, place, "key", help)

    def _sound(self) -> bool:
        return not any(severity(one) == "error" for one in self.found.findings)

    def _fits(self) -> None:
        """CF967 for a measure on a document that its member does not have, or that no product needs."""
        reached = self.world.reaches()
        of_member: dict[str, set[str]] = {}
        for file, owners in self.found.owners.items():
            for owner in owners:
                of_member.setdefault(owner, set()).update(reached.get(file, {file}))
        needed = {inside for file in self.files for inside in reached.get(file, ())}
        for measure in self.measures:
            if measure.member not in self.found.members:
                continue  # said where it is named
            for file, layers in self.found.layers[measure.number].items():
                place = layers[0].place
                others = self.found.owners.get(file, set()) - {measure.member}
                listed = measure.member in self.found.owners.get(file, set())
                help = f"a member changes its own documents: list it under `sites:` or `products:` of `{measure.member}`"
                if others and not listed:
                    owner = ", ".join(f"`{one}`" for one in sorted(others))
                    message = f"`{measure.id}` of `{measure.member}` changes a document of {owner}"
                    help = f"make it a measure of {owner}, or change a document of `{measure.member}`"
                elif not listed and file not in of_member.get(measure.member, set()):
                    message = f"`{measure.id}` changes a document that `{measure.member}` does not have"
                elif file not in needed:
                    message = f"`{measure.id}` changes a document that no product here needs"
                    help = "link the products to it (`made_at:` or `product:`), or leave the measure out"
                else:
                    continue
                self.reader.report("CF967", message, place, help, "key")

    def _numbers(
        self, amounts: Mapping[str, tuple[Mapping[int, float], Mapping[int, float], bool]]
    ) -> Worked | None:
        found, world, years = self.found, self.world, self.found.years
        width = 1 + len(world.countries)

        def worth(state: State) -> tuple[float, ...]:
            solved = world.solve(state)
            return tuple(number for file in self.files for number in solved[file])

        shared = Acting(found, world, worth).shared()
        known = set(found.findings)
        found.findings.extend(one for one in world.findings if one not in known)
        if any(one.refused for one in world.variants.values()):
            return None
        self.groups = shared
        attribution = found.programme.attribution
        samples = (attribution.samples if attribution else None) or SAMPLES
        order = self._order()
        base = worth(NOTHING)
        before, after, changes, errors = {}, {}, {}, {}
        done: dict[
            tuple[float, ...], tuple[list[Parts], dict[int, tuple[float, ...]], dict[int, tuple[float, ...]]]
        ] = {}
        for year in years:
            works = {one.number: one.share[year] for one in self.measures}
            key = tuple(works.values())
            if key not in done:
                told = shares(shared, works, order, worth, samples, world.names)
                if all(share in (0, 1) for share in key):
                    level = worth(frozenset(one for one, share in works.items() if share))
                else:
                    level = tuple(
                        fsum([number, *(one[at] for one in told.changes.values())])
                        for at, number in enumerate(base)
                    )
                done[key] = (_by(level, width), told.changes, told.errors)
            ratios = {country: path[year] for country, path in found.grid.items()}
            level_by, told_changes, told_errors = done[key]
            for at, parts in enumerate(_by(base, width)):
                before[at, year] = together(parts, ratios, world.countries)
                after[at, year] = together(level_by[at], ratios, world.countries)
            for one, change in told_changes.items():
                for at, parts in enumerate(_by(change, width)):
                    number = together(parts, ratios, world.countries)
                    if abs(number) > NEGLIGIBLE * abs(before[at, year]):
                        changes[one, at, year] = number
            for one, doubt in told_errors.items():
                for at, parts in enumerate(_by(doubt, width)):
                    number = together(parts, ratios, world.countries)
                    if number:
                        errors[one, at, year] = number
        if any(one.refused for one in world.variants.values()):  # met where orders were drawn
            found.findings.extend(one for one in world.findings if one not in set(found.findings))
            return None
        self._idle(changes)
        for country in sorted(found.grid.keys() - world.followed()):
            message = f"the path of the grid of `{country}` moves nothing"
            help = "no line here takes electricity of that grid by a record of generation or losses"
            self.reader.report("CF968", message, ("grid", country), help, "key")
        return Worked(
            found.programme, found.source, found.root, self.gwp_set, years, found.members, self._made(amounts),
            tuple(self.measures), before, after, changes, errors, self._told(shared), found.findings,
            not self.unfinished, self.unfinished,
        )  # fmt: skip

    def _order(self) -> list[int] | None:
        attribution = self.found.programme.attribution
        if attribution is None or attribution.method != "sequential":
            return None
        ids = {one.id: one.number for one in self.measures}
        return [ids[id] for id in attribution.order or []]

    def _idle(self, changes: Mapping[tuple[int, int, int], float]) -> None:
        """CF968 for a measure that moves no product, CF972 for one that makes the products of its member heavier."""
        for one in self.measures:
            own = [number for (measure, _, _), number in changes.items() if measure == one.number]
            if not any(one.share.values()):
                continue
            if not own and not any(f.path[: len(one.place)] == one.place for f in self.found.findings):
                help = "see whether the line it changes is used, and is counted"
                self.reader.report("CF968", f"`{one.id}` moves no product", one.place, help, "key")
            elif own and max(own) > 0:
                worse = sorted(
                    {
                        self.files[product]
                        for (measure, product, _), number in changes.items()
                        if measure == one.number and number > 0
                    }
                )
                shown = ", ".join(f"`{os.path.basename(file)}`" for file in worse[:3])
                message = f"`{one.id}` makes {shown} heavier in some year"
                self.reader.report(
                    "CF972", message, one.place, "if it is meant, keep it: nothing is left out", "key"
                )

    def _made(
        self, amounts: Mapping[str, tuple[Mapping[int, float], Mapping[int, float], bool]]
    ) -> tuple[Made, ...]:
        found = []
        used = self.world.used([one.file for one in self.found.products])
        for number, product in enumerate(self.found.products):
            activity = self.world.activities[self.world.number[self.world.main[product.file]]]
            volume, inside, stated = amounts[product.file]
            found.append(
                Made(number, product.file, activity.file, product.member, activity.id, activity.name, activity.name_ko,
                     activity.reference.text, product.file not in used, volume, inside, stated, product.place)
            )  # fmt: skip
        return tuple(found)

    def _told(self, shared: Sequence[Group]) -> tuple[tuple[tuple[str, ...], str], ...]:
        way = "sequential" if self._order() is not None else "shapley"
        return tuple(
            (
                tuple(self.measures[one].id for one in group.members),
                way if group.dividends is not None else f"{way}-sampled",
            )
            for group in shared
        )


def _by(numbers: Sequence[float], width: int) -> list[Parts]:
    return [tuple(numbers[at : at + width]) for at in range(0, len(numbers), width)]
