"""What is wrong with a technology card, number by number."""

from __future__ import annotations

import re
from itertools import pairwise

from carbonfoot.documents.fields import Expression, Value
from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.documents.technology import Effect, Figure, Technology
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.programmes.technologies.figures import Placed, every, text_of
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.table import Dimension, combined
from carbonfoot.quantities.units import Quantity, nearest, parse_quantity, parse_unit
from carbonfoot.scenarios.scaling import factor_of

FUELS = frozenset(ENERGY_ITEMS) - {"electricity", "heat", "water"}
"""Carriers whose energy is on a calorific value."""

LEVELS = range(1, 10)
_AMOUNTS = ("MJ", "kg", "m3", "Nm3", "piece", "kg CO2e", "m2", "1")
_MONEY = ("EUR", "USD", "KRW", "JPY", "CNY", "GBP", "TWD", "INR", "CHF", "AUD")
_RANGE = re.compile(r"([1-9])(?:\s*(?:-|–|to)\s*([1-9]))?")


def judged(card: Technology, id: str, file: str) -> list[Finding]:
    """Everything that is wrong with a card by what it says itself; `id` is `<sector>/<name>`."""
    return _Judge(card, id, file).findings


def per_of(text: str) -> Quantity | None:
    """`1 t crude steel`: the amount that a card is stated per; None where the text begins with none."""
    words = text.split()
    for count in range(len(words), 0, -1):
        try:
            return parse_quantity(" ".join(words[:count]))
        except QuantityError:
            continue
    return None


class _Judge:
    def __init__(self, card: Technology, id: str, file: str) -> None:
        self.card = card
        self.file = file
        self.findings: list[Finding] = []
        self.per = per_of(card.per)
        self._head(id.partition("/")[0])
        for one in every(card):
            self._figure(one)
        for number, effect in enumerate(card.effects or []):
            self._effect(effect, ("effects", number))
        for number, shown in enumerate(card.demonstrations or []):
            self._source(shown.source, ("demonstrations", number, "source"))

    def _report(
        self, code: str, message: str, path: Path, help: str, on: str = "value", grave: str = ""
    ) -> None:
        self.findings.append(Finding(code, message, self.file, path, on, help, severity=grave))

    def _head(self, folder: str) -> None:
        head = self.card.technology
        if head.sector != folder:
            message = f"the card says `{head.sector}` and stands in the folder `{folder}`"
            self._report("CF106", message, ("technology", "sector"), "the folder of a card is its sector")
        found = _RANGE.fullmatch(head.readiness)
        if found is None or int(found[1]) > int(found[2] or 9):
            message = f"`{head.readiness}` is no technology readiness level"
            self._report(
                "CF208", message, ("technology", "readiness"), "write 1 to 9, or a range such as `7-8`"
            )
        self._source(head.readiness_source, ("technology", "readiness_source"))
        if self.per is None:
            help = "begin with an amount, such as `1 t crude steel`"
            self._report("CF201", f"`{self.card.per}` begins with no amount", ("per",), help)

    def _source(self, key: str | None, path: Path) -> None:
        if key is None or key in self.card.sources:
            return
        near = nearest(key, list(self.card.sources)) or list(self.card.sources)[:3]
        help = (
            f"`sources:` has {', '.join(f'`{one}`' for one in near)}" if near else "list it under `sources:`"
        )
        self._report("CF987", f"`{key}` is no source of this card", path, help)

    def _figure(self, one: Placed) -> None:
        path, figure = one
        given = {key: getattr(figure, key) for key in ("value", "low", "high")}
        stated = {key: value for key, value in given.items() if value is not None}
        if not stated:
            if figure.ask is None:
                self._report(
                    "CF102", f"`{path[-1]}` has neither a number nor a question", path, "add `ask:`", "key"
                )
            elif path[0] == "effects" and figure.name is None:
                help = "add `name:`, under which `--value` and `values:` answer it"
                self._report("CF102", "the question has no name", path, help, "key")
            return
        if figure.source is None:
            help = "name a key of `sources:` (`source:`), or write a question (`ask:`) in place of the number"
            self._report("CF987", f"{_listed(stated)} has no source", path, help, "key")
        else:
            self._source(figure.source, (*path, "source"))
        plain: dict[str, Quantity] = {}
        for key, value in stated.items():
            if isinstance(value, Expression):
                message = f"`{value.text}` is an expression; a card has numbers"
                self._report("CF201", message, (*path, key), "write the number that the source states")
            else:
                plain[key] = value
        self._bounds(plain, path)
        for key, quantity in plain.items():
            self._unit(quantity, (*path, key))

    def _bounds(self, plain: dict[str, Quantity], path: Path) -> None:
        order = [(key, plain[key]) for key in ("low", "value", "high") if key in plain]
        for (_, first), (key, second) in pairwise(order):
            try:
                wrong = second.to(first.unit) < first.number
            except QuantityError as error:
                self._report(error.code, error.message, (*path, key), error.help)
                return
            if wrong:
                message = f"`{text_of(second)}` is below `{text_of(first)}`"
                self._report(
                    "CF211", message, (*path, key), "low <= value <= high, as numbers: -25 % is below -10 %"
                )
                return

    def _unit(self, quantity: Quantity, path: Path) -> None:
        """CF204 for a unit that the place cannot have."""
        kind = path[1] if path[0] in ("before", "after") else path[0]
        key = path[-2]
        wanted = ""
        change = kind == "energy" and _is_plain(quantity, "1")  # of energy per unit: `-20 %`
        if kind in ("energy", "investment", "operating") and quantity.number < 0 and not change:
            self._report(
                "CF207", f"`{text_of(quantity)}` is negative", path, "write an amount that is not negative"
            )
        elif kind == "energy" and not self._is_of(quantity, ("MJ", "kg", "m3", "Nm3")):
            wanted = "energy, mass or volume per unit, such as `3.5 MWh/t`"
        elif kind == "materials" and not self._is_of(quantity, _AMOUNTS):
            wanted = "an amount per unit, such as `1.1 t/t`"
        elif kind == "direct" and not self._is_of(quantity, ("kg", "kg CO2e")):
            wanted = "a mass per unit, such as `1.8 t/t`"
        elif kind == "investment" and not _is_money(quantity):
            wanted = "money, or money per unit, such as `1183 EUR/kW`"
        elif kind == "operating" and not (
            _is_money(quantity) or _is_plain(quantity, "1") or _is_plain(quantity, "1/yr")
        ):
            wanted = "money, or a share of the investment per year, such as `3 %`"
        elif kind == "lifetime" and not _is_plain(quantity, "yr"):
            wanted = "years, such as `20 yr`"
        elif kind == "effects" and key == "share" and not _is_plain(quantity, "1"):
            wanted = "a share, such as `60 %`"
        if wanted:
            self._report("CF204", f"`{text_of(quantity)}` does not fit here", path, f"write {wanted}")
        elif kind == "effects" and key == "share" and not 0 < quantity.si <= 1:
            self._report(
                "CF208", f"`{text_of(quantity)}` is no share of it", path, "above 0 % and up to 100 %"
            )
        elif path[:1] == ("lifetime",) and quantity.number <= 0:
            self._report("CF208", "a lifetime is longer than nothing", path, "write `20 yr`")

    def _is_of(self, quantity: Quantity, units: tuple[str, ...]) -> bool:
        """Whether an amount, or what it is times `per`, has the dimension of one of the units."""
        own: list[Dimension] = [quantity.unit.dimension]
        if self.per is not None:
            own.append(combined(quantity.unit.dimension, self.per.unit.dimension))
        return any(parse_unit(one).dimension in own for one in units)

    def _effect(self, effect: Effect, path: Path) -> None:
        needs = {"scale": ("by",), "switch": ("to", "ratio"), "set": (), "add": ()}[effect.do]
        for key in needs:
            if getattr(effect, key) is None:
                message = f"`{key}` is missing: `{effect.do}` needs it"
                self._report("CF102", message, path, f"add `{key}:`", "key")
        if effect.do in ("set", "add") and effect.by is None and effect.value is None:
            help = "add `by:` for a number, `value:` for a word or a line"
            self._report("CF102", f"`{effect.do}` does not say to what", path, help, "key")
        if isinstance(effect.value, dict) and "amount" in effect.value:
            message = "the amount of the line has no source"
            help = "write it under `by:`, with its `source:` or as a question (`ask:`)"
            self._report("CF987", message, (*path, "value", "amount"), help)
        if effect.do == "set" and effect.by is not None:
            for key in ("value", "low", "high"):
                given = getattr(effect.by, key)
                if given is not None and factor_of(text_of(given)) is not None:
                    message = f"`{text_of(given)}` changes what is there, and `set` gives it a value"
                    help = "write `do: scale`, or the value itself"
                    self._report("CF208", message, (*path, "by", key), help)
        if effect.do == "scale" and effect.by is not None:
            self._change(effect.by, (*path, "by"))
        if effect.do == "switch" and effect.ratio is not None:
            self._ratio(effect, effect.ratio, (*path, "ratio"))

    def _change(self, by: Figure, path: Path) -> None:
        for key in ("value", "low", "high"):
            value: Value | None = getattr(by, key)
            if not isinstance(value, Quantity):
                continue
            if not _is_plain(value, "1") or value.unit.basis:
                message = f"`{text_of(value)}` is no change of an amount"
                self._report("CF204", message, (*path, key), "write a share, such as `-18 %`")
            elif value.si < -1:
                message = f"`{text_of(value)}` takes away more than there is"
                self._report("CF208", message, (*path, key), "at most `-100 %`")

    def _ratio(self, effect: Effect, ratio: Figure, path: Path) -> None:
        """CF210 where the energy of a fuel becomes, or is made of, another and its calorific value is not said."""
        fuels = {effect.what, effect.to or ""} & FUELS
        energies = {effect.what, effect.to or ""} <= set(ENERGY_ITEMS) - {"water"}
        for key in ("value", "low", "high"):
            value: Value | None = getattr(ratio, key)
            if not isinstance(value, Quantity):
                continue
            if value.number <= 0:
                self._report(
                    "CF208", f"`{text_of(value)}` is no ratio", (*path, key), "write a number above zero"
                )
            elif len(fuels) == 1 and energies and _is_plain(value, "1") and not value.unit.basis:
                message = f"`{text_of(value)}` does not say which calorific value of {min(fuels)} it counts"
                help = f"write the basis into the unit, such as `{value.number:g} kWh/kWh (net)`"
                self._report("CF210", message, (*path, key), help)


def _listed(stated: dict[str, Value]) -> str:
    return ", ".join(f"`{text_of(value)}`" for value in stated.values())


def _is_plain(quantity: Quantity, unit: str) -> bool:
    return quantity.unit.dimension == parse_unit(unit).dimension


def _is_money(quantity: Quantity) -> bool:
    """Whether one currency stands in the unit, once and above the line."""
    own = quantity.unit.dimension
    powers = [own[parse_unit(code).dimension.index(1)] for code in _MONEY]
    return sorted(power for power in powers if power) == [1]
