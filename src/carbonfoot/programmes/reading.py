"""A programme document, read: members, products, measures and years, each name checked; no footprint yet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.documents.programme import KIND, Measure, Programme
from carbonfoot.documents.programme_years import Start
from carbonfoot.documents.reading import read_document
from carbonfoot.documents.roots import find_root, resolve_reference
from carbonfoot.documents.sources import Source, read_source
from carbonfoot.findings.finding import Finding, Path, Related, severity
from carbonfoot.programmes.model import Member, Planned, together
from carbonfoot.programmes.series import Reader, between, unit
from carbonfoot.scenarios.amending import Layer

if TYPE_CHECKING:
    from carbonfoot.programmes.technologies.shelf import Shelf

MONTHS = 12


class Product(NamedTuple):
    """A product of a member as it is written."""

    file: str
    member: str
    stated: Mapping[str, Any] | None
    place: Path


class Read(NamedTuple):
    """A programme document and what its names lead to.

    owners   the members that list a document, by its real path
    layers   for each measure, by its number: the documents that it changes, and how
    grid     of countries: what is emitted in each year, relative to the base year
    sites    real paths of site documents
    exclusive  pairs of which one is a candidate, that replace the same equipment: one of them at most is taken
    """

    source: Source
    root: str
    programme: Programme
    years: tuple[int, ...]
    members: dict[str, Member]
    products: list[Product]
    sites: list[str]
    owners: dict[str, set[str]]
    measures: list[Planned]
    layers: dict[int, dict[str, list[Layer]]]
    grid: dict[str, dict[int, float]]
    findings: list[Finding]
    exclusive: frozenset[frozenset[int]] = frozenset()


def read(file: str) -> tuple[Read | None, Source | None, list[Finding]]:
    """The programme of a file; None with findings where it cannot be used at all."""
    path = os.path.realpath(file)
    root = find_root(os.path.dirname(os.path.abspath(file)))
    source, findings = read_source(path)
    if source is None or any(severity(one) == "error" for one in findings):
        return None, source, findings
    programme, wrong = read_document(source.data, source.display, KIND, Programme)
    findings = findings + wrong
    if programme is None:
        return None, source, findings
    return _Reading(source, root, programme, findings).whole(), source, findings


class _Reading(Reader):
    def __init__(self, source: Source, root: str, programme: Programme, findings: list[Finding]) -> None:
        super().__init__(source.display)
        self.findings = findings
        self.source = source
        self.root = root
        self.programme = programme
        first, last = programme.programme.years
        self.years = tuple(range(first, last + 1))
        self.members: dict[str, Member] = {}
        self.products: list[Product] = []
        self.sites: list[str] = []
        self.owners: dict[str, set[str]] = {}
        self.exclusive: set[frozenset[int]] = set()
        self.shelf: Shelf | None = None  # read where a measure names a card

    def whole(self) -> Read:
        self._members()
        measures: list[Planned] = []
        layers: dict[int, dict[str, list[Layer]]] = {}
        seen: dict[str, Path] = {}
        for number, measure in enumerate(self.programme.measures or []):
            place: Path = ("measures", number)
            self.once("measure", measure.id, seen, place)
            self.known("member", measure.member, self.members, (*place, "member"))
            changed = self._changed(measure, place)
            possible, last, ends = self._shares(measure, place)
            share = dict.fromkeys(possible, 0.0) if measure.status == "candidate" else possible
            layers[number] = changed
            measures.append(
                Planned(number, measure.id, measure.name, measure.name_ko or "", measure.member, share,
                        tuple(sorted(changed)), last, place, measure, possible, ends)
            )  # fmt: skip
        self._equipment(measures)
        self._order(measures)
        return Read(
            self.source, self.root, self.programme, self.years, self.members, self.products, self.sites,
            self.owners, measures, layers, self._grid(), self.findings, frozenset(self.exclusive),
        )  # fmt: skip

    def file_of(self, reference: str, place: Path) -> str | None:
        """The real path that a reference of the programme leads to; None with a finding."""
        target, problem = resolve_reference(self.source.file, reference, self.root)
        if problem is not None:
            on = "value" if not place or place[-1] != reference else "key"
            span = problem.span if on == "value" else None
            self.findings.append(problem._replace(file=self.file, path=place, on=on, span=span))
        return target

    def _members(self) -> None:
        seen: dict[str, Path] = {}
        listed: dict[str, Path] = {}
        for number, member in enumerate(self.programme.members):
            place: Path = ("members", number)
            self.once("member", member.id, seen, place)
            self.members.setdefault(
                member.id,
                Member(member.id, member.name, member.name_ko or "", member.role, member.tier, member.sector or "",
                       member.country or "", place),
            )  # fmt: skip
            for index, product in enumerate(member.products or []):
                where: Path = (*place, "products", index)
                target = self.file_of(product.document, (*where, "document"))
                if target is None:
                    continue
                if target in listed:
                    related = (Related(self.file, listed[target], "the other one", "value"),)
                    message = f"`{product.document}` is listed twice: a product has one maker"
                    help = "name it at the member that makes it"
                    self.findings.append(
                        Finding("CF965", message, self.file, (*where, "document"), help=help, related=related)
                    )
                    continue
                listed[target] = (*where, "document")
                self.owners.setdefault(target, set()).add(member.id)
                self.products.append(Product(target, member.id, product.volume, where))
            for index, site in enumerate(member.sites or []):
                target = self.file_of(site, (*place, "sites", index))
                if target is not None:
                    self.owners.setdefault(target, set()).add(member.id)
                    if target not in self.sites:
                        self.sites.append(target)
        if not self.products and not any(one.products for one in self.programme.members):
            message, help = "no member makes anything", "list part documents under `products:` of a member"
            self.report("CF110", message, ("members",), help, "key")

    def _changed(self, measure: Measure, place: Path) -> dict[str, list[Layer]]:
        """The documents that a measure changes: as written, or as its technology card says."""
        found: dict[str, list[Layer]] = {}
        raw = self.source.data["measures"][int(place[1])]
        for reference, changes in (measure.changes or {}).items():
            where: Path = (*place, "changes", reference)
            target = self.file_of(reference, where)
            if target is not None:
                found.setdefault(target, []).append(Layer(changes, raw["changes"][reference], where))
        if measure.technology is not None:
            for target, layers in self._by_card(measure, place).items():
                found.setdefault(target, []).extend(layers)
        if measure.technology is None and not any(
            any(raw["changes"][one].values()) for one in measure.changes or {}
        ):
            help = "write what changes under `changes:`, or name a card (`technology:`) and where it is applied (`at:`)"
            self.report("CF968", f"measure `{measure.id}` changes nothing", place, help, "key")
        return found

    def _by_card(self, measure: Measure, place: Path) -> dict[str, list[Layer]]:
        """What the technology card of a measure changes."""
        from carbonfoot.programmes.technologies.measure import changes_for
        from carbonfoot.programmes.technologies.shelf import shelf

        if self.shelf is None:
            self.shelf = shelf(self.root)

        def data_of(file: str) -> Any:
            source, _ = read_source(file)
            return None if source is None else source.data

        where = (self.source.file, self.file, self.root)
        found = changes_for(measure, place, self.shelf, data_of, where)
        self.findings += found.findings
        return found.layers

    def _shares(self, measure: Measure, place: Path) -> tuple[dict[int, float], int, int | None]:
        """The share of production that works with a measure, by year, the last year in which it works, the month after."""
        start: Start = measure.start
        if start.year <= self.years[0] or start.year > self.years[-1]:
            message = f"`{measure.id}` starts in {start.year}; measures start after {self.years[0]}, by {self.years[-1]}"
            self.report("CF971", message, (*place, "start"), "the base year is before every measure")
        begin = start.year * MONTHS + start.month - 1
        whole = end = (self.years[-1] + 1) * MONTHS
        if measure.lifetime is not None:
            lifetime = self.number(measure.lifetime, (*place, "lifetime"), unit("yr"))
            if lifetime is not None and lifetime <= 0:
                self.report(
                    "CF208", "a lifetime is longer than nothing", (*place, "lifetime"), "write `12 yr`"
                )
            elif lifetime is not None:
                end = begin + round(lifetime * MONTHS)
                if end == begin:
                    message = (
                        f"`{measure.lifetime.text}` is less than a month: `{measure.id}` would never work"
                    )
                    self.report("CF208", message, (*place, "lifetime"), "write it in years, such as `12 yr`")
        ramp: dict[int, float] = {}
        for key, value in (measure.ramp or {}).items():
            at: Path = (*place, "ramp") if key == "all" else (*place, "ramp", key)
            share = self.share(value, at)
            year = start.year if key == "all" else int(key)
            if year < start.year:
                message = f"the ramp names {year}, and `{measure.id}` starts in {start.year}"
                self.report("CF971", message, at, "let the ramp begin with the start", "key")
            if share is not None:
                ramp[year] = share
        if ramp and min(ramp) > start.year:
            message = f"nothing is stated for {start.year}, when `{measure.id}` starts; the first year here is {min(ramp)}"
            help = f"add `{start.year}:`: what was before {min(ramp)} is not guessed"
            self.report("CF971", message, (*place, "ramp"), help, "key")
        found = {}
        for year in self.years:
            months = min(end, (year + 1) * MONTHS) - max(begin, year * MONTHS)
            works = min(max(months, 0), MONTHS) / MONTHS
            found[year] = works * (between(ramp, year) if ramp else 1.0)
        working = [year for year, share in found.items() if share]
        return found, working[-1] if working else start.year, end if end < whole else None

    def _equipment(self, measures: list[Planned]) -> None:
        """CF969 where two measures of a member replace the same equipment while both work."""
        owners: dict[tuple[str, str], list[tuple[Planned, Path]]] = {}
        for one in measures:
            for number, name in enumerate(one.shape.replaces or []):
                known = owners.setdefault((one.member, " ".join(name.casefold().split())), [])
                place: Path = (*one.place, "replaces", number)
                for other, there in known:
                    if not together(one, other, self.years):
                        continue
                    if one.candidate or other.candidate:
                        self.exclusive.add(frozenset({one.number, other.number}))
                        continue
                    related = (Related(self.file, there, f"`{other.id}` replaces it too", "value"),)
                    message = f"`{name}` is replaced by `{other.id}` and by `{one.id}`"
                    help = "keep one of the two, let one end before the other starts, or name the parts that each replaces"
                    self.findings.append(
                        Finding("CF969", message, self.file, place, help=help, related=related)
                    )
                known.append((one, place))

    def _order(self, measures: list[Planned]) -> None:
        attribution = self.programme.attribution
        if attribution is None:
            return
        ids = [one.id for one in measures]
        place: Path = ("attribution", "order")
        for number, id in enumerate(attribution.order or []):
            self.known("measure", id, ids, (*place, number))
        if attribution.method == "sequential":
            missing = [id for id in ids if id not in (attribution.order or [])]
            if missing:
                message = f"the order lacks {', '.join(f'`{id}`' for id in missing[:5])}"
                self.report(
                    "CF965",
                    message,
                    place if attribution.order else ("attribution",),
                    "name every measure once",
                    "key",
                )
            if len(set(attribution.order or [])) < len(attribution.order or []):
                self.report(
                    "CF965", "the order names a measure twice", place, "name every measure once", "key"
                )

    def _grid(self) -> dict[str, dict[int, float]]:
        found = {}
        for country, stated in (self.programme.grid or {}).items():
            path: Path = ("grid", country, "path")
            levels = self.by_year(
                stated.path, path, self.years, lambda value, at: self.number(value, at, unit("kg CO2e/kWh"))
            )
            if levels is None:
                continue
            if levels[self.years[0]] <= 0:
                message = f"the grid of {self.years[0]} emits nothing; the path is taken relative to it"
                self.report("CF208", message, path, "write what it emits in the base year", "key")
                continue
            found[country] = {year: level / levels[self.years[0]] for year, level in levels.items()}
        return found
