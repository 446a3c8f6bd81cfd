"""Precursors: made on site or elsewhere, how much of each in each process, by default or by actual values, of whom."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from carbonfoot.cbam.defaults import DefaultValue
from carbonfoot.cbam.model import PrecursorResult, ProcessResult, SupplyResult, Use
from carbonfoot.cbam.shapes.precursors import Precursor, Supply
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, at, code
from carbonfoot.declarations.content import Absent, Block, Cell, Column, Gap, Number, Table, text
from carbonfoot.declarations.digits import amount, see, share

_NONE_OWN = "no process used a precursor that another process of the installation made"
_NONE_BOUGHT = "no process used a precursor that was made elsewhere"
_ACTUAL = ("actual", "document")
_UNVERIFIED = "not verified: counts as actual only with a verification report (Annex II, A.1)"


def own_precursors(about: About) -> list[Block]:
    """How much the installation used of what it makes itself."""
    sums: dict[str, list[Use]] = {}
    for _, use in _uses(about):
        if use.internal is not None:
            sums.setdefault(about.result.processes[use.internal].name, []).append(use)
    if not sums:
        return [Absent(_NONE_OWN)]
    units = {one.name: _mass(one) for one in about.result.processes}
    rows = tuple(
        (name, Number(amount(fsum(one.amount for one in each)), units[name])) for name, each in sums.items()
    )
    return [
        Table(
            "Precursors made and used on site",
            (Column("Process that made it"), Column("Used", numeric=True)),
            rows,
        )
    ]


def own_precursors_by_process(about: About) -> list[Block]:
    """The same, by the process that used it."""
    rows = []
    for process, use in _uses(about):
        if use.internal is not None:
            made = about.result.processes[use.internal]
            rows.append((process.name, made.name, Number(amount(use.amount), _mass(made))))
    if not rows:
        return [Absent(_NONE_OWN)]
    columns = (Column("Process"), Column("Precursor made on site"), Column("Used", numeric=True))
    return [Table("Precursors made on site by process", columns, tuple(rows))]


def own_precursors_referred(about: About) -> list[Block]:
    """The act asks twice: the answer stands under 19."""
    if not any(use.internal is not None for _, use in _uses(about)):
        return [Absent(_NONE_OWN)]
    return [text("The quantities stand under item 19.")]


def bought_precursors(about: About) -> list[Block]:
    """How much the installation used of what others made."""
    rows = []
    for index, one in enumerate(about.result.precursors):
        used = fsum(use.amount for _, use in _uses(about) if use.precursor == index)
        rows.append((one.name, code(one.cn) or _kind(one), Number(amount(used), "t")))
    if not rows:
        return [Absent(_NONE_BOUGHT)]
    columns = (Column("Precursor"), Column("CN code"), Column("Used", numeric=True))
    return [Table("Precursors made elsewhere", columns, tuple(rows))]


def _kind(one: PrecursorResult) -> str:
    return "scrap" if any(supply.kind == "scrap" for supply in one.supplies) else NOT_STATED


def bought_precursors_by_process(about: About) -> list[Block]:
    """The same, by the process that used it."""
    rows = []
    for process, use in _uses(about):
        if use.precursor is not None:
            one = about.result.precursors[use.precursor]
            rows.append((process.name, one.name, code(one.cn) or _kind(one), Number(amount(use.amount), "t")))
    if not rows:
        return [Absent(_NONE_BOUGHT)]
    columns = (Column("Process"), Column("Precursor"), Column("CN code"), Column("Used", numeric=True))
    return [Table("Precursors made elsewhere by process", columns, tuple(rows))]


def default_precursors(about: About) -> list[Block]:
    """Each precursor with a default value: code, good, country, and the value with its mark-up."""
    rows: list[tuple[Cell, ...]] = []
    why: list[Block] = []
    for one, supply in _supplies(about):
        value = supply.default
        if supply.kind != "default" or not isinstance(value, DefaultValue):
            continue
        name = value.good or (one.good.description if one.good else one.name)
        markup = f"{amount(value.total)} and {share(value.markup)} %"
        country = supply.country or "not known"
        rows.append(
            (one.name, code(one.cn), name, country, markup, Number(amount(value.value, 9)), value.row)
        )
        why.append(
            text(
                f"{one.name}: {'; '.join(value.why)}" if value.why else one.name,
                f" ({value.act}, {value.annex})",
            )
        )
    if not rows:
        return [Absent("no precursor has a default value")]
    columns = (
        *(Column("Precursor"), Column("CN code"), Column("Good"), Column("Country of origin")),
        *(
            Column("Value and mark-up", numeric=True),
            Column("Default value, t CO2e/t", numeric=True),
            Column("Row"),
        ),
    )
    return [Table("Precursors with default values", columns, tuple(rows)), *why]


def actual_precursors(about: About) -> list[Block]:
    """Each precursor with actual values: code, good, country, period, embedded emissions."""
    rows: list[tuple[Cell, ...]] = []
    for one, supply in _supplies(about):
        if supply.kind not in _ACTUAL:
            continue
        words = one.good.description if one.good else NOT_STATED
        rows.append(
            (
                _who(one, supply),
                code(one.cn) or Gap(f"CN code of {one.name}", (f"precursors/{one.name}/cn",)),
                words,
                supply.country
                or Gap(f"country of origin of {one.name}", (f"{_path(about, one, supply)}/country",)),
                _period(about, supply),
                Number(see(supply.see.direct)),
                _indirect(supply),
                "verified" if supply.verified else _UNVERIFIED,
            )
        )
    if not rows:
        return [Absent("no precursor has actual values")]
    columns = (
        *(Column("Precursor"), Column("CN code"), Column("Good"), Column("Country of origin")),
        *(Column("Period"), Column("Direct, t CO2e/t", numeric=True)),
        *(Column("Indirect in scope, t CO2e/t", numeric=True), Column("Verification")),
    )
    zero = tuple(
        (_who(one, supply), "scrap or by-product" if supply.kind == "scrap" else f"origin {supply.country}")
        for one, supply in _supplies(about)
        if supply.kind in ("scrap", "exempt")
    )
    blocks: list[Block] = [Table("Precursors with actual values", columns, tuple(rows))]
    if zero:
        blocks.append(Table("Inputs that count zero", (Column("Input"), Column("Because of")), zero))
    return blocks


def _indirect(supply: SupplyResult) -> Cell:
    return Number(see(supply.see.indirect_in_scope)) if supply.see.indirect_in_scope else "none in scope"


def _period(about: About, supply: SupplyResult) -> Cell:
    """Its reporting period, and whether by default or by the proven time of production (Article 7)."""
    own = f"{about.document.period.start} to {about.document.period.end}"
    stated: Supply = at(about.document, supply.path)
    if not supply.period:
        return f"{own} (default: year of use)"
    shown = supply.period.replace("..", " to ")
    if shown == own:
        return f"{shown} (default: year of use)"
    if stated.period_proven:
        return f"{shown} (time of production, proven); used in {about.result.year}"
    return f"{shown} (another year, time of production not proven); used in {about.result.year}"


def precursor_periods(about: About) -> list[Block]:
    """Precursors of one other installation that come from several reporting periods: their mean (Article 14(1))."""
    rows: list[tuple[Cell, ...]] = []
    for one in about.result.precursors:
        makers: dict[str, set[str]] = {}
        for supply in one.supplies:
            makers.setdefault(_maker(about, supply), set()).add(supply.period)
        if any(len(periods) > 1 for periods in makers.values()):
            rows.append(
                _mean(
                    one,
                    ", ".join(sorted(period or "year of use" for each in makers.values() for period in each)),
                )
            )
    if not rows:
        return [Absent("no precursor of one installation comes from several reporting periods")]
    return [_means("Precursors of several reporting periods (Article 14(1))", "Periods", rows)]


def precursor_suppliers(about: About) -> list[Block]:
    """Precursors of several installations: their mean, or that of those that a process used (Article 14(2) and (3))."""
    rows: list[tuple[Cell, ...]] = []
    for process, use in _uses(about):
        if use.precursor is None:
            continue
        one = about.result.precursors[use.precursor]
        if len({_maker(about, supply) for supply in one.supplies}) < 2:  # noqa: PLR2004
            continue
        only = at(about.document, use.path).suppliers
        way = f"of {', '.join(only)} alone (Article 14(3))" if only else "mean by mass of all (Article 14(2))"
        rows.append((*_mean(one._replace(see=use.see), way), process.name))
    if not rows:
        return [Absent("no precursor comes from several installations")]
    return [_means("Precursors of several installations", "Determined as", rows, Column("Process"))]


def _mean(one: PrecursorResult, said: str) -> tuple[Cell, ...]:
    return one.name, code(one.cn), Number(see(one.see.direct)), Number(see(one.see.indirect_in_scope)), said


def _means(caption: str, last: str, rows: list[tuple[Cell, ...]], *more: Column) -> Table:
    columns = (
        *(Column("Precursor"), Column("CN code"), Column("Direct, t CO2e/t", numeric=True)),
        *(Column("Indirect in scope, t CO2e/t", numeric=True), Column(last), *more),
    )
    return Table(caption, columns, tuple(rows))


def precursor_operators(about: About) -> list[Block]:
    """Operator, installation, registry id and period of each supplier."""
    rows: list[tuple[Cell, ...]] = []
    for one, supply in _supplies(about):
        if supply.kind in ("scrap", "exempt"):
            continue
        path = _path(about, one, supply)
        needed = supply.kind in _ACTUAL
        who, where, number = _origin(about, supply)
        rows.append(
            (
                one.name,
                who or _gap(f"operator that made {one.name}", f"{path}/supplier", needed),
                where or _gap(f"installation that made {one.name}", f"{path}/installation", needed),
                number
                or _gap(
                    f"registry id of the installation that made {one.name}", f"{path}/installation_id", needed
                ),
                _period(about, supply),
            )
        )
    if not rows:
        return [Absent(_NONE_BOUGHT)]
    columns = (
        *(Column("Precursor"), Column("Operator"), Column("Installation")),
        *(Column("Id in the CBAM registry"), Column("Period")),
    )
    return [Table("Who made the precursors", columns, tuple(rows))]


def _origin(about: About, supply: SupplyResult) -> tuple[str | None, str | None, str | None]:
    """Operator, installation and its id: as stated, else as the supplier's own document says."""
    stated: Supply = at(about.document, supply.path)
    if supply.linked is None:
        return supply.supplier or stated.supplier, stated.installation, stated.installation_id
    head = supply.linked.result.installation.installation
    who = stated.supplier or (None if head.operator is None else head.operator.name)
    return who, stated.installation or head.name, stated.installation_id or head.registry_id


def _gap(what: str, key: str, needed: bool) -> Cell:
    return Gap(what, (key,)) if needed else "not known: default value"


def _uses(about: About) -> Iterator[tuple[ProcessResult, Use]]:
    for process in about.result.processes:
        for use in process.uses:
            yield process, use


def _supplies(about: About) -> Iterator[tuple[PrecursorResult, SupplyResult]]:
    for one in about.result.precursors:
        for supply in one.supplies:
            yield one, supply


def _who(one: PrecursorResult, supply: SupplyResult) -> str:
    return f"{one.name} ({supply.supplier})" if supply.supplier else one.name


def _maker(about: About, supply: SupplyResult) -> str:
    who, where, _ = _origin(about, supply)
    return where or who or str(supply.path)


def _path(about: About, one: PrecursorResult, supply: SupplyResult) -> str:
    """The path of an entry of `supplies`, or of the precursor that states one supplier alone."""
    if isinstance(at(about.document, supply.path), Precursor):
        return f"precursors/{one.name}"
    return f"precursors/{one.name}/supplies/{supply.supplier or supply.path[-1]}"


def _mass(made: ProcessResult) -> str:
    return "MWh" if made.unit == "MWh" else "t"
