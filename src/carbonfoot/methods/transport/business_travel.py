"""Business travel: ways by air, rail and road, and nights in hotels."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT, YES_NO
from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.factored import Factored, Said, clash, emitted, lacking
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.transport._persons import PERSON, counted_by
from carbonfoot.methods.transport._vehicle import item_of
from carbonfoot.methods.transport._way import Way, detour_once, kilometres
from carbonfoot.methods.transport.air_freight import FORCING
from carbonfoot.methods.work import Work, amount_of


class Trip(Factored, Way):
    """A way that was travelled, once or often."""

    name = optional(TEXT, "What for.", "Audit in Busan")
    mode = optional(TEXT, "Item under `travel/`.", "air/long-haul")
    cabin = optional(
        choice("economy", "premium-economy", "business", "first"),
        "Class of a flight; the average unless stated.",
        "economy",
        key="class",
    )
    persons = optional(
        share(high=None, above_zero=True),
        "Travellers; for factors per vehicle only with `persons_per_vehicle`.",
        "2",
    )
    persons_per_vehicle = optional(
        share(low=1.0, high=None), "With `persons`: how many share a vehicle, for factors per vehicle.", "2"
    )
    times = optional(share(high=None, above_zero=True), "How often; once unless stated.", "12")
    and_back = optional(YES_NO, "Whether the way back counts too; no unless stated.", "yes", key="return")


class Stay(Factored):
    """Nights in hotels."""

    name = optional(TEXT, "What for.", "Audit in Busan")
    nights = optional(number("room.night", above_zero=True), "Rooms times nights.", "3 room.night")
    rooms = optional(share(high=None, above_zero=True), "Instead, with `each`: rooms.", "2")
    each = optional(number("night", above_zero=True), "Nights in each room.", "3 night")


class BusinessTravel(Method):
    """Travel of employees in vehicles of others, by distance, and their nights in hotels."""

    about = About(
        id="transport/business-travel",
        title="Business travel",
        title_ko="출장",
        tier="distance-based",
        formula=(
            "E = sum of distance x times x (2 with return) x persons x factor per pkm",
            "per vehicle km: E = distance x times x (2 with return) x (persons / persons_per_vehicle, or one vehicle) x factor",
            "+ sum of room nights x factor",
        ),
        gives="kg CO2e of the vehicles, of making their fuel, and of hotels",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 6, formula 6.1;"
        " UK government conversion factors, sheets Business travel and Hotel stay",
        edition="2013; 2025",
        valid_from="2013",
        example="trips:\n  - {mode: air/short-haul, class: economy, distance: 1200 km, persons: 2, return: yes}\n"
        "hotels:\n  - {nights: 4 room.night, origin: GB}",
        limits=(
            "effects of aircraft beyond their gases count only with `radiative_forcing: yes`",
            "factors of flights hold the detour of 8 %: `distance_adjustment` beside them is refused",
            "cars count per vehicle: one, or `persons` / `persons_per_vehicle` of them",
        ),
    )

    trips = optional(
        list_of(nested(lambda: Trip), wrap=True),
        "Ways travelled.",
        [{"mode": "rail/national", "distance": "320 km"}],
    )
    hotels = optional(
        list_of(nested(lambda: Stay), wrap=True),
        "Nights in hotels.",
        [{"nights": "4 room.night", "origin": "KR"}],
    )
    radiative_forcing = optional(
        YES_NO, "Whether effects of aircraft beyond their gases count; no unless stated.", "no"
    )

    def compute(self, work: Work) -> list[Term]:
        """One term for each trip and stay."""
        if not self.trips and not self.hotels:
            raise lacking(work, "trips", "list `trips`, `hotels` or both")
        terms = []
        flown = False
        for index, trip in enumerate(self.trips or []):
            here: Path = ("trips", index)
            flies = trip.mode is not None and trip.mode.removeprefix("travel/").startswith("air/")
            flown = flown or flies
            forcing = bool(flies and self.radiative_forcing)
            terms.append(_trip(work, trip, here, flies=flies, forcing=forcing))
        for index, stay in enumerate(self.hotels or []):
            terms.append(_stay(work, stay, ("hotels", index)))
        if not flown:
            clash(work, self, "radiative_forcing", "trips of which none goes by air")
        return terms


def _trip(work: Work, trip: Trip, here: Path, *, flies: bool, forcing: bool) -> Term:
    if trip.mode is None and trip.emission_factor is None:
        raise lacking(work, "mode", "add `mode: rail/national`, or `emission_factor`", here)
    item = "" if trip.mode is None else item_of(work, trip.mode, (*here, "mode"), "travel")
    if trip.cabin is not None:
        if not flies:
            work.refuse("CF106", "`class` is of flights", (*here, "class"), "leave it out")
        item = f"{item}/{trip.cabin}"
    km, way = kilometres(work, trip, here)
    detour_once(work, trip, trip, item, here)
    number = km * (1.0 if trip.times is None else trip.times) * (2.0 if trip.and_back else 1.0)
    how = (
        way
        + (f" x {trip.times:g} times" if trip.times else "")
        + (" there and back" if trip.and_back else "")
    )
    unit = counted_by(work, trip, item, persons=trip.persons is not None)
    if unit == PERSON:
        if trip.persons is None:
            raise lacking(work, "persons", "its factor is per person and kilometre: add `persons: 1`", here)
        number, how = number * trip.persons, f"{how} x {trip.persons:g} persons"
        clash(work, trip, "persons_per_vehicle", "a factor per person", here)
    elif trip.persons is not None and trip.persons_per_vehicle is not None:
        number, how = (
            number * trip.persons / trip.persons_per_vehicle,
            f"{how} x {trip.persons:g} persons / {trip.persons_per_vehicle:g} in a vehicle",
        )
    else:
        beside = "a factor per vehicle: it needs both `persons` and `persons_per_vehicle`"
        clash(work, trip, "persons", beside, here)
        clash(work, trip, "persons_per_vehicle", beside, here)
    if forcing:
        for key in ("route", "record", "emission_factor"):
            clash(work, trip, key, "radiative_forcing", here)
    name = trip.name or trip.mode or "trip"
    return emitted(
        work,
        trip,
        item or None,
        amount_of(number, unit),
        Said(name, at=here, how=how),
        below=here,
        route=FORCING if forcing else "",
    )


def _stay(work: Work, stay: Stay, here: Path) -> Term:
    nights, how = stay.nights, ""
    if nights is not None:
        for key in ("rooms", "each"):
            clash(work, stay, key, "nights", here)
    else:
        if stay.rooms is None or stay.each is None:
            raise lacking(
                work, "nights", "add `nights: 4 room.night`, or `rooms: 2` and `each: 2 night`", here
            )
        nights, how = stay.rooms * stay.each, f"{stay.rooms:g} rooms x {stay.each:g} nights"
    amount = amount_of(nights, "room.night")
    return emitted(
        work,
        stay,
        "travel/hotel",
        amount,
        Said(stay.name or "hotel", name_ko="숙박", at=here, how=how),
        below=here,
    )


METHOD = BusinessTravel
