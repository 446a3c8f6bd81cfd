"""The numbers in brief: the goods on one page, with what makes up their embedded emissions."""

from __future__ import annotations

from carbonfoot.declarations.cbam_operator_report.about import About, called, for_goods, known
from carbonfoot.declarations.cbam_operator_report.attribution import parts_in_scope
from carbonfoot.declarations.content import Bar, Bars, Block, Cell, Column, Number, Part, Section, Table, text
from carbonfoot.declarations.digits import see, share, tonnes

_NAMES = ("own direct", "precursors", "electricity of the process")
_MANY = 8
"""More goods than that share a bar where they carry the same."""
_CAPTION = "Specific embedded emissions in scope, t CO2e per tonne of good (per MWh of electricity)"


def brief(about: About, lang: str) -> Section:
    """The section above the items."""
    beside = "주요 결과" if lang == "ko" else ""
    whole = text(
        "Total direct emissions of the installation: ", Number(tonnes(about.result.direct), "t CO2e"), "."
    )
    return Section(
        "brief",
        "The numbers in brief",
        (Part("", "", (whole, *_goods(about))),),
        beside,
        "ko" if beside else "",
    )


@for_goods
def _goods(about: About) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    alike: dict[tuple[str, float, tuple[float, ...]], list[str]] = {}
    for good in about.result.goods:
        process = about.process_of(good)
        one = good.see
        indirect = known(one.indirect_in_scope, see) if one.indirect_in_scope else "none in scope"
        by_default = Number(share(one.default_share_in_scope))
        rows.append(
            (
                called(good),
                process.name,
                Number(see(one.direct)),
                indirect,
                Number(see(one.in_scope)),
                by_default,
            )
        )
        parts = tuple(part * good.content for part in parts_in_scope(process))
        apart = "" if len(about.result.goods) > _MANY else called(good)
        alike.setdefault((apart or process.name, one.in_scope, parts), []).append(called(good))
    bars = [Bar(_named(goods), parts, _composed(whole, parts)) for (_, whole, parts), goods in alike.items()]
    columns = (
        *(
            Column("Good"),
            Column("Process"),
            Column("Direct", numeric=True),
            Column("Indirect", numeric=True),
        ),
        *(Column("In scope", numeric=True), Column("By default values, %", numeric=True)),
    )
    return [
        Table(_CAPTION, columns, tuple(rows)),
        Bars("What makes up the embedded emissions in scope", _NAMES, tuple(bars)),
    ]


def _named(goods: list[str]) -> str:
    more = len(goods) - 1
    return goods[0] if not more else f"{goods[0]} and {more} more of the process, which carry the same"


def _composed(whole: float, parts: tuple[float, ...]) -> str:
    told = f"{see(whole)} t CO2e"
    if not whole:
        return told
    made_of = ", ".join(
        f"{name} {share(part / whole)} %" for name, part in zip(_NAMES, parts, strict=True) if part
    )
    return f"{told}: {made_of}"
