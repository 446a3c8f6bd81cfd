"""What stands beside the result and enters no sum of it: biogenic carbon, aircraft, later stages, credits, other products."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from carbonfoot.declarations.content import Block, Cell, Facts, Number
from carbonfoot.declarations.digits import amount, grouped
from carbonfoot.declarations.iso14067.ranked import NONE, kilogram
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.footprint.crossed import crossed
from carbonfoot.reports.adding import adding_up, units
from carbonfoot.reports.style import percent
from carbonfoot.system.model import BESIDE


def beside(study: Study) -> Iterator[Block]:
    """Aircraft inside fossil, what biomass took up and gave back, by stage; packaging."""
    split = study.result.split
    silent = bool(study.result.product.carbon.get("biogenic")) and not split["biogenic_uptake"]
    unknown = study.word("uptake unknown")
    uptake: Cell = unknown if silent else _kg(study, split["biogenic_uptake"])
    net = fsum([split["biogenic_uptake"], split["biogenic_co2"]])
    facts: list[tuple[str, Cell]] = [
        (study.word("fact aircraft"), _kg(study, split["aircraft"])),
        (study.word("fact biogenic_uptake"), uptake),
        (study.word("fact biogenic_co2"), _kg(study, split["biogenic_co2"])),
        (study.word("fact biogenic net"), unknown if silent else _kg(study, net)),
    ]
    if split["packaging"]:
        facts.append((study.word("fact packaging"), _kg(study, split["packaging"])))
    yield Facts(tuple(facts))
    yield study.say("beside text")
    stages = [one for one in crossed(study.result) if one.counted and any(one.beside.values())]
    if stages:
        rows: list[tuple[Cell, ...]] = [
            (study.label(one.key), *(_known(study, one.beside[key]) for key in BESIDE)) for one in stages
        ]
        yield study.table("beside", "stage uptake# released# aircraft#", rows)


def _kg(study: Study, number: float) -> Number:
    return _known(study, number, "kg CO2e")


def _known(study: Study, number: float, unit: str = "") -> Number:
    """A figure that what is missing may raise or lower: of what is known while lines are missing."""
    text = grouped(study.style.kg(number)) if number else "0"
    said = f"{text} {unit}".rstrip()
    return Number(text, unit) if study.complete else Number(study.word("of what is known", number=said))


def credits_apart(study: Study) -> list[Block]:
    """The result without and with what is declared as avoided."""
    found = study.result.credits
    if found is None:
        return []
    decimals = study.style.decimals
    whole = units(study.result.at_least, decimals)
    gross, avoided = adding_up(whole, [found.gross, found.credits], decimals)
    rows = [
        (study.word(key), kilogram(study, number, one))
        for key, number, one in (
            ("gross", found.gross, gross),
            ("credits", found.credits, avoided),
            ("net", study.result.at_least, whole),
        )
    ]
    return [study.say("credits text", what="; ".join(found.what)), study.table("credits", "figure kg#", rows)]


def later(study: Study) -> list[Block]:
    """Stages that the documents state and that the boundary leaves out."""
    found = study.result.beyond
    if not found:
        return []
    rows = [(study.label(one.key), kilogram(study, one.co2e)) for one in found]
    return [study.say("later text"), study.table("later", "stage kg#", rows)]


def products(study: Study) -> list[Block]:
    """All products of the document with what each of them bears."""
    found = study.result.produced
    if not found:
        return []
    rows: list[tuple[Cell, ...]] = []
    decimals = study.style.decimals
    numbers = [one.co2e for one in found]
    every = fsum(numbers)
    counted = adding_up(units(every, decimals), numbers, decimals)
    for one, kg in zip(found, counted, strict=True):
        activity = study.result.activities[one.activity]
        made = f"{amount(activity.reference.number)} {activity.reference.unit.symbol}"
        share: Cell = NONE if one.share is None else Number(percent(one.share).removesuffix(" %"))
        rows.append((study.name(activity), made, kilogram(study, one.co2e, kg), share))
    total = (
        study.word("all products"),
        "",
        kilogram(study, every, sum(counted)),
        "" if not every else Number("100.0"),
    )
    return [study.say("products text"), study.table("products", "product made kg# percent#", [*rows, total])]
