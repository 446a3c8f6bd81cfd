"""Whether an answer fits what a card asks and what stands in the document: sign, calorific value, route."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.documents.technology import Effect, Figure
from carbonfoot.programmes.technologies.figures import text_of
from carbonfoot.programmes.technologies.places import Spot
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity
from carbonfoot.scenarios.derived import amount_in


def same_way(change: Quantity, figure: Figure | None) -> None:
    """Refuse an answer that adds where the card takes away, or the other way round: a saving of 20 % is `-20 %`."""
    stated = [getattr(figure, end) for end in ("low", "value", "high")]
    known = [one.number for one in stated if isinstance(one, Quantity)]
    wanted = {"less": -1.0, "more": 1.0}.get((figure.sign if figure is not None else None) or "")
    if not known and wanted is not None and change.number * wanted < 0:
        is_, asked = ("more", "less") if change.number > 0 else ("less", "more")
        message = f"`{text_of(change)}` is {is_}, and the card asks how much {asked}"
        raise QuantityError("CF208", message, "a change has its sign: `-20 %` is a saving of 20 %")
    if known and change.number and all(one * change.number < 0 for one in known):
        more = "more" if change.number > 0 else "less"
        message = (
            f"`{text_of(change)}` is {more}, and the card says {text_of(next(one for one in stated if one))}"
        )
        raise QuantityError("CF208", message, "a change has its sign: `-20 %` is a saving of 20 %")


def wanted_text(effect: Effect) -> str:
    """What an effect looks for, as told."""
    other = f" that is not `{effect.route}` already" if effect.do == "switch" and effect.route else ""
    return f"`{effect.what}`{other}"


def on_one_basis(ratio: Quantity, spots: Sequence[Spot], effect: Effect) -> None:
    """Refuse a ratio on one calorific value for a fuel that is metered on the other (CF210), saying what to answer."""
    for spot in spots:
        try:
            there = amount_in(spot.node)
        except QuantityError:
            continue  # told where it is worked out
        own, stated = ("" if there is None else there.unit.basis), ratio.unit.basis
        if there is not None and own and stated and own != stated:
            message = f"`{spot.text}` is {text_of(there)}, and the ratio `{text_of(ratio)}` is on the {stated} calorific value"
            name = effect.ratio.name if effect.ratio is not None and effect.ratio.name else "ratio"
            way = "net over gross" if own == "gross" else "gross over net"
            example = ratio.unit.symbol.replace(f"({stated})", f"({own})")
            help = (
                f"answer `{name}` in {example}: {ratio.number:g} times {way} calorific value of this fuel, as its supplier "
                f"states both; or state the amount as `({stated})`"
            )
            raise QuantityError("CF210", message, help)
