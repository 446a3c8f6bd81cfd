"""Numbers of the guidelines' tables for chemicals, and the terms that they give."""

from __future__ import annotations

from collections.abc import Mapping

from carbonfoot.factors.library import Record
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Refused, Work, amount_of
from carbonfoot.quantities.units import parse_quantity

PACKS = ("ipcc-2006",)
ITEM = "processes/chemicals"

_GAS_NAMES = {"co2": "CO2", "ch4_fossil": "CH4", "n2o": "N2O"}
_COLUMNS = {"co2": "co2_fossil", "ch4_fossil": "ch4_fossil", "n2o": "n2o"}


def per_mass(work: Work, name: str, gas: str, route: str, at: Path) -> float:
    """kg of a gas per tonne made, by the table of the guidelines. Raises `Refused` (CF704) where it has none.

    name  of the item below `processes/chemicals`; `gas` as in `Term.gases`
    """
    item = f"{ITEM}/{name}"
    record = _record(work, item, _COLUMNS[gas], route, at)
    published = getattr(record, _COLUMNS[gas])
    value = parse_quantity(f"{published} {record.unit_num}/{record.unit_den}").to("kg/t")
    work.found(f"{_GAS_NAMES[gas]} of {record.name[:1].lower()}{record.name[1:]}", value, "kg/t", record.id)
    return value


def _record(work: Work, item: str, column: str, route: str, at: Path) -> Record:
    rows = [one for one in work.library.records(item) if getattr(one, column)]
    shipped = work.library.shipped_packs()
    own = [one for one in rows if one.pack not in shipped]
    published = [one for one in rows if one.pack in PACKS]
    held = [[one for one in some if one.id in work.pinned] for some in (own, published)]
    for places in (*held, own, published):
        chosen = [one for one in places if one.route == route]
        if len(chosen) == 1:
            return chosen[0]
        if chosen:
            ids = tuple(one.id for one in chosen)
            message = f"several factors of `{item}`{f' for {route}' if route else ''}"
            raise work.refuse("CF704", message, at, "state it in the document", ids)
    message = f"there is no factor of `{item}`{f' for {route}' if route else ''}"
    known = sorted({one.route for one in rows if one.route})
    notes = (f"the library has it for {', '.join(known)}",) if known else ()
    raise work.refuse("CF704", message, at, "state the factor of the plant in the document", notes)


def released(
    gas: str, made: float, factor: float, at: Path = ("amount",), part: str = "", part_ko: str = ""
) -> Term:
    """`made` tonnes that release `factor` kg of a gas per tonne."""
    how = f"{made:g} t x {factor:g} kg/t"
    return Term(part, part_ko or part, at, amount_of(made, "t"), {gas: made * factor}, how=how)


def together(*terms: Term) -> Term:
    """One term of several that release one gas each; place and name of the first."""
    gases = {gas: mass for one in terms for gas, mass in (one.gases or {}).items()}
    said = (f"{_GAS_NAMES[next(iter(one.gases or {}))]}: {one.how}" for one in terms)
    return terms[0]._replace(gases=gases, how="; ".join(said))


def word_for(work: Work, key: str, word: str | None, values: Mapping[str, float | None]) -> str:
    """The word that the table is read by; "" where every value is stated. Raises `Refused` (CF102, CF106).

    values  what is looked up by it: key of the plant's own number, and that number
    """
    missing = [name for name, value in values.items() if value is None]
    if not missing and word is not None:
        message = f"`{key}` has no effect beside {_listed(list(values))}"
        raise work.refuse("CF106", message, (key,), f"leave `{key}` out")
    if missing and word is None:
        message = f"`{key}` is missing"
        raise work.refuse("CF102", message, (), f"state `{key}`, or {_listed(missing)} of the plant")
    return word or ""


def one_of(work: Work, keys: Mapping[str, object | None]) -> str:
    """The only one of some keys that is stated. Raises `Refused` (CF102 for none, CF106 for several)."""
    stated = [key for key, value in keys.items() if value is not None]
    if not stated:
        raise work.refuse("CF102", f"{_listed(list(keys), 'or')} is missing", (), "state one of them")
    if len(stated) > 1:
        message = f"{_listed(stated)} say the same thing twice"
        raise work.refuse("CF106", message, (stated[1],), f"keep one of {_listed(stated)}")
    return stated[0]


def without_effect(work: Work, keys: Mapping[str, object | None], why: str) -> None:
    """Refuse every one of some keys that is stated though it has no effect (CF106)."""
    refused: Refused | None = None
    for key, value in keys.items():
        if value is not None:
            refused = work.refuse("CF106", f"`{key}` has no effect {why}", (key,), "leave it out")
    if refused is not None:
        raise refused


def _listed(keys: list[str], word: str = "and") -> str:
    said = [f"`{key}`" for key in keys]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {word} {said[-1]}"
