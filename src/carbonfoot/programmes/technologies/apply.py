"""What a card changes in a document: raw changes as scenarios write them, and what it did not find or must ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from carbonfoot.documents.fields import Expression, Value
from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.documents.technology import Effect, Technology
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.programmes.technologies.answers import Told
from carbonfoot.programmes.technologies.figures import Ends, Placed, name_of, taken, text_of
from carbonfoot.programmes.technologies.fitting import on_one_basis, same_way, wanted_text
from carbonfoot.programmes.technologies.following import followers
from carbonfoot.programmes.technologies.places import Scope, Spot, found_at, list_of, listed_in
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.scenarios.derived import WITH_STEPS, meters_of
from carbonfoot.scenarios.paths import PathError

_COPIED = ("origin", "auxiliary", "transport", "for", "allocation")
"""Keys that a line which takes the place of another keeps: where it is from and how it comes, until the user says."""


_NOWHERE = Told()


class Applied(NamedTuple):
    """What a card does to a document.

    raw       `change`, `add`, `remove` as a scenario has them; empty where nothing was found
    figures   the figures of the card that it rests on
    asked     questions that were answered by nobody: the path of the figure and the question
    missed    effects that found nothing, by their numbers
    kept      lines that take the place of others, and the keys (`origin`, `transport`) that they keep of those
    """

    raw: dict[str, Any]
    findings: list[Finding]
    figures: list[Placed]
    asked: list[Placed]
    missed: list[int]
    kept: tuple[tuple[str, tuple[str, ...]], ...] = ()


def changes_of(
    card: Technology,
    line: str | None,
    data: Any,
    values: Mapping[str, Value],
    ends: Ends | None = None,
    told: Told = _NOWHERE,
) -> Applied:
    """The changes that a card makes to the plain data of a part or site document, below `line` or in all of it.

    values  answers of the user, by the names of the card's figures
    ends    ends of ranges that are taken in place of the value, by the path of the figure in the card
    """
    return _Applying(card, data, values, ends or {}, told).whole(line)


class _Applying:
    def __init__(
        self, card: Technology, data: Any, values: Mapping[str, Value], ends: Ends, told: Told
    ) -> None:
        self.card = card
        self.data = data
        self.values = values
        self.ends = ends
        self.told = told
        self.findings: list[Finding] = []
        self.figures: dict[Path, Placed] = {}
        self.asked: dict[Path, Placed] = {}
        self.change: dict[str, Any] = {}
        self.add: dict[str, list[Any]] = {}
        self.remove: list[str] = []
        self.missed: list[int] = []
        self.kept: list[tuple[str, tuple[str, ...]]] = []
        self.number = 0

    def whole(self, line: str | None) -> Applied:
        try:
            scope = Scope(self.data, line)
        except PathError as error:
            self._report("CF988", error.message, self.told.line, error.help)
            return Applied({}, self.findings, [], [], [])
        hit = False
        for number, effect in enumerate(self.card.effects or []):
            self.number = number
            try:
                inside = scope if effect.of is None else self._of(effect, scope)
                if inside is None:
                    hit = True  # told
                    continue
                found = _EFFECTS[effect.do](self, effect, inside)
            except QuantityError as error:
                self._report(error.code, error.message, self.told.values or self.told.place, error.help)
                found = True
            hit = hit or (found and effect.do != "add")
            if not found:
                self.missed.append(number)
        hit = hit or not self.missed  # what is only added shows nothing of what the card is about
        self._missing(scope, hit)
        self._questions()
        raw = {
            key: value
            for key, value in (("change", self.change), ("add", self.add), ("remove", self.remove))
            if value
        }
        wrong = bool(self.asked) or any(one.severity != "note" for one in self.findings)
        if raw and not wrong:
            self.findings += followers(self.card, self.data, raw, self.told)
        return Applied(
            {} if wrong else raw,
            self.findings,
            [*self.figures.values()],
            [*self.asked.values()],
            self.missed,
            tuple(dict.fromkeys(self.kept)),
        )

    def _of(self, effect: Effect, scope: Scope) -> Scope | None:
        """The one use of a method, or line of it, that an effect belongs to; None with CF988, which says what to write."""
        of = effect.of or ""
        spots = scope.those(of)
        found = [Scope(self.data, one.text) for one in spots]
        if len(found) == 1 and ("#" not in of or scope.path[: len(found[0].path)] == found[0].path):
            return found[0]  # a line is named by the user: another than that one is not touched
        where = f"`{scope.line}`" if scope.line else "the document"
        wanted = f"`{(effect.of or '').replace('#', '` with `')}`"
        if spots:
            message = f"{where} has {', '.join(f'`{one.text}`' for one in spots[:6])}: which is it?"
            help = "name one with `--at`, or `at: line:` of the measure"
        else:
            message = f"there is no {wanted} in {where}"
            help = effect.note or "state it in the document first"
        told = {(one.message, one.path) for one in self.findings}
        place = self.told.line or self.told.place
        if (message, place) not in told:
            self._report("CF988", message, place, help)
        return None

    def _report(
        self, code: str, message: str, path: Path, help: str, grave: str = "", on: str = "value"
    ) -> None:
        self.findings.append(Finding(code, message, self.told.file, path, on, help, severity=grave))

    def _missing(self, scope: Scope, hit: bool) -> None:
        """CF988 where no effect finds anything; of some that do not while others do, a note."""
        where = f"`{scope.line}`" if scope.line else "the document"
        there = f"{where} has {scope.there()}"
        place = self.told.line or self.told.place
        if not self.card.effects:
            message = "the card does not say what it changes in a document"
            self._report("CF988", message, place, "write the changes themselves, as in a scenario")
        elif self.missed:
            wanted = ", ".join(dict.fromkeys(wanted_text(self.card.effects[one]) for one in self.missed))
            message = f"there is no {wanted} in {where}"
            if hit:
                several = len(self.missed) > 1
                message += (
                    ": these effects of the card do nothing"
                    if several
                    else ": this effect of the card does nothing"
                )
            self._report("CF988", message, place, there, "note" if hit else "")

    def _questions(self) -> None:
        said = set()
        for one in self.asked.values():
            name, ask = (
                name_of(one),
                one.figure.ask or f"{'/'.join(map(str, one.path[2:]))}: the card gives a range alone",
            )
            if (name, ask) not in said:
                said.add((name, ask))
                wanted = f"`{name}`: {ask}" if name else ask
                help = (
                    f"answer with `--value {name}=...`, or under `values:` of the measure"
                    if name
                    else "ask the maker"
                )
                here = one.path if self.told.own else self.told.values or self.told.place
                self._report("CF989", wanted, here, help, on="key")

    def _figure(self, effect: Effect, key: str) -> Quantity | None:
        """A figure of an effect, needed now; None where it is a question that nobody answers."""
        path: Path = ("effects", self.number, key)
        placed = Placed(path, getattr(effect, key))
        value = taken(placed, self.values, self.ends)
        if value is None:
            self.asked[path] = placed
            return None
        self.figures[path] = placed
        if isinstance(value, Expression):
            raise QuantityError("CF201", f"`{value.text}` is an expression", "write a number with its unit")
        return value

    def _share(self, effect: Effect, key: str) -> Quantity | None:
        found = self._figure(effect, key)
        if found is not None and not -1 <= found.to("1") <= (1 if key == "share" else float("inf")):
            message = f"`{text_of(found)}` is more than there is"
            raise QuantityError("CF208", message, "a share lies between 0 % and 100 %")
        if found is not None and key == "by":
            same_way(found, effect.by)
        return found

    def scale(self, effect: Effect, scope: Scope) -> bool:
        spots = found_at(effect.what, scope)
        if not spots:
            return False
        by = self._share(effect, "by")
        if by is not None:
            times = _times(1 + by.to("1"))
            for spot in spots:
                if isinstance(spot.node, dict) and isinstance(spot.node.get("readings"), dict):
                    for period in spot.node["readings"]:
                        self.change[f"{spot.text}/readings/{period}"] = times
                elif (
                    isinstance(spot.node, dict) and "amount" in spot.node and effect.what not in ENERGY_ITEMS
                ):
                    self.change[f"{spot.text}/amount"] = times
                else:
                    self.change[spot.text] = times
                if not effect.what.startswith(
                    "method:"
                ):  # gas of a balance of carbon is no carrier of a step
                    self._meter(spot)
        return True

    def set(self, effect: Effect, scope: Scope) -> bool:
        spots = found_at(effect.what, scope, new=True)
        if not spots:
            return False
        value: Any = effect.value
        if effect.by is not None:
            found = self._figure(effect, "by")
            value = None if found is None else text_of(found)
        if value is not None:
            for spot in spots:
                if spot.node != value:  # what stands there already is no change
                    self.change[spot.text] = value
        return True

    def add_line(self, effect: Effect, scope: Scope) -> bool:
        if effect.what in ENERGY_ITEMS:
            return self._more_energy(effect, scope)
        line = dict(effect.value) if isinstance(effect.value, dict) else {}
        if effect.to is not None:
            line.setdefault("name", effect.to)
            if "/" in effect.to:
                line["factor"] = effect.to
        if effect.route is not None:
            line["route"] = effect.route
        if effect.by is not None:
            amount = self._figure(effect, "by")
            if amount is not None:
                plain = amount.unit.dimension == parse_unit("1").dimension
                line["share" if plain else "amount"] = text_of(amount)
        places = [scope.at(effect.what)]
        if effect.what.startswith("method:"):
            places = [one.text for one in scope.methods(effect.what.removeprefix("method:"))]
        for place in places:
            self.add.setdefault(place, []).append(line)
        return bool(places)

    def _more_energy(self, effect: Effect, scope: Scope) -> bool:
        steps = scope.processes()
        if not steps:
            return False
        if len(steps) > 1:
            names = ", ".join(f"`{one.text}`" for one in steps[:6])
            message = f"at which step is there more {effect.what.replace('_', ' ')}?"
            self._report(
                "CF988",
                message,
                self.told.line or self.told.place,
                f"say it with `--at` or `at: line:`: {names}",
            )
            return True
        amount = self._figure(effect, "by") if effect.by is not None else None
        if amount is not None and amount.number:
            self._set_energy(steps[0], effect.what, f"{text_of(amount)} more")
        return True

    def switch(self, effect: Effect, scope: Scope) -> bool:
        carrier = effect.what in ENERGY_ITEMS
        spots = found_at(effect.what, scope)
        if not carrier and effect.route is not None:  # what has that route already is left alone
            spots = [
                one
                for one in spots
                if not (isinstance(one.node, dict) and one.node.get("route") == effect.route)
            ]
        if not spots or scope.is_meter:
            return False
        mixed = [one for one in spots if isinstance(one.node, dict) and one.node.get("recycled") is not None]
        if mixed and effect.route is not None:
            message = f"`{mixed[0].text}` states `recycled: {mixed[0].node['recycled']}`: a mix has no line of its own to switch"
            help = f"write the new share itself: `change: {{{mixed[0].text}/recycled: 60 %}}`"
            self._report("CF988", message, self.told.line or self.told.place, help)
            return True
        ratio = self._figure(effect, "ratio")
        if ratio is not None:
            on_one_basis(ratio, spots, effect)
        share = Quantity(1.0, ratio.unit, "") if ratio is not None else None
        if effect.share is not None:
            share = self._share(effect, "share")
        if ratio is None or share is None or effect.to is None:
            return True
        part = share.to("1") if effect.share is not None else 1.0
        times = ratio._replace(number=ratio.number * part)
        written = f"{format_number(times.number)} {times.unit.symbol}".removesuffix(" 1")
        for spot in spots:
            source = spot.text if carrier else f"{spot.text}/amount"
            self._switched(effect, spot, f"{written} x {source}")
            if part >= 1:
                self.remove.append(spot.text)
            else:
                self.change[source] = _times(1 - part)
            self._meter(spot)
        return True

    def _switched(self, effect: Effect, spot: Spot, amount: str) -> None:
        """What takes the place of a carrier or line."""
        to, (holder, _, key) = effect.to or "", spot.text.rpartition("/")
        if to in ENERGY_ITEMS and effect.what not in ENERGY_ITEMS:
            holder, _, key = listed_in(spot.text)
        if to in ENERGY_ITEMS:
            node: Any = next((one.node for one in Scope(self.data, holder).processes()), {})
            self._set_energy(Spot(holder, node), to, f"+ {amount}")
            return
        target = f"{holder}/energy" if effect.what in ENERGY_ITEMS else list_of(spot.text)
        line: dict[str, Any] = {"name": _name(to, self.card, key), "amount": amount}
        if "/" in to:
            line["factor"] = to
        if effect.route is not None:
            line["route"] = effect.route
        if isinstance(spot.node, dict):
            line |= {one: spot.node[one] for one in _COPIED if one in spot.node}
            same = tuple(one for one in ("origin", "transport") if one in spot.node)
            if same:
                self.kept.append((str(line["name"]), same))
        if isinstance(effect.value, dict):
            line |= effect.value
        self.add.setdefault(target, []).append(line)

    def _set_energy(self, step: Spot, carrier: str, text: str) -> None:
        """More of a carrier at a step, and at the meter that it is taken from."""
        node = step.node.get(carrier) if isinstance(step.node, dict) else None
        key = f"{step.text}/{carrier}"
        if key in self.change:
            message = f"two effects of the card change `{key}`"
            raise QuantityError("CF462", message, "write the changes of this measure yourself")
        self.change[key] = text
        self._meter(Spot(key, node), new=node is None)

    def _meter(self, spot: Spot, *, new: bool = False) -> None:
        """The meter of a site follows its steps; what is made on the site does not follow by itself."""
        carrier = spot.text.rpartition("/")[2]
        if carrier not in ENERGY_ITEMS or not isinstance(self.data, dict) or not self.data.get("meters"):
            return
        source = spot.node.get("from") if isinstance(spot.node, dict) else None
        meters = meters_of(self.data, carrier, source)
        if source is not None and not meters:
            message = f"`{spot.text}` comes from `{source}`, which is made on the site"
            help = "apply the card where it is made, or write the changes yourself"
            self._report("CF988", message, self.told.line or self.told.place, help)
        elif len(meters) > 1:
            names = ", ".join(f"`{one.get('name')}`" for one in meters)
            message = f"`{spot.text}` does not say from which meter it comes"
            help = (
                f"add `from:` at the step: {names}"
                if not new
                else f"write the changes yourself: meters {names}"
            )
            self._report("CF988", message, self.told.line or self.told.place, help)
        elif meters:
            self.change[f"meters/{meters[0].get('name')}/amount"] = WITH_STEPS


_EFFECTS = {
    "scale": _Applying.scale,
    "switch": _Applying.switch,
    "set": _Applying.set,
    "add": _Applying.add_line,
}


def _times(number: float) -> str:
    """`x 0.82`, in decimal digits."""
    return f"x {format_number(max(number, 0.0))}"


def _name(to: str, card: Technology, old: str) -> str:
    """The name of a new line: its item in words, and the technology."""
    words = to.rpartition("/")[2].replace("-", " ").strip()
    return f"{words[:1].upper()}{words[1:]} in place of {old} ({card.technology.name})"
