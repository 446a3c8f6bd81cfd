"""Electricity that is bought: location-based by the grid; market-based by contracts, the rest by a residual mix."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, YES_NO
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional
from carbonfoot.factors.candidates import places
from carbonfoot.methods.energy._contracts import COVERS, Contract, checked, usable
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import added, slopes_of

GRID = "electricity/grid"
RESIDUAL = "electricity/residual-mix"
_LOSSES = ("losses", "upstream_losses")
_NEARLY = 1e-9


class Rest(Shape):
    """The grid, and what stands for electricity that no contract covers."""

    origin = optional(COUNTRY, "Which grid, when not that of the step.", "KR")
    route = optional(WORD, "Which of several factors of the grid.", "industrial-users")
    record = optional(
        WORD, "One record of the grid by its id.", "electricity-official:kr-2023-consumption-end"
    )
    residual_mix = optional(
        number("kg CO2e/kWh"), "Emission factor of what no contract covers.", "0.52 kg CO2e/kWh"
    )
    residual_source = optional(WORD, "Who publishes the residual mix.", "AIB, European Residual Mixes 2024")
    no_residual = optional(
        YES_NO,
        "`yes`: no residual mix is published for the market; the grid stands in and that is disclosed.",
        "yes",
    )
    losses = optional(
        share(high=0.9),
        "Share of the generation lost in the grid, for contracts and a stated residual mix without losses.",
        "5 %",
    )
    upstream = optional(
        number("kg CO2e/kWh"),
        "Making the fuel, for contracts and a stated residual mix without it.",
        "0.04 kg CO2e/kWh",
    )
    upstream_source = optional(WORD, "Who states the upstream factor.", "UBA 2024")


class Grid(Rest):
    """How electricity is bought."""

    basis = optional(
        choice("location", "market"),
        "Which number counts: by the grid of the place, or by contracts; `market` where contracts stand, unless stated.",
        "market",
    )
    contracts = optional(
        list_of(nested(lambda: Contract), wrap=True),
        "Contracts, each with its share, factor and criteria.",
        [{"type": "certificates", "share": "40 %", "factor": "electricity/wind"}],
    )


def electricity(work: Work, grid: Grid, kwh: float, at: Path = ("amount",)) -> list[Term]:
    """Terms of an amount by the method asked for; the number of the other one is written down beside."""
    contracts = grid.contracts or []
    basis = grid.basis or ("market" if contracts or grid.residual_mix is not None else "location")
    work.values.append(("counted", f"{basis}-based", "given" if grid.basis else "by what is stated"))
    _no_effect(work, grid, basis, contracts)
    location = [_by_grid(grid, kwh, at)]
    if basis == "location" and not contracts and grid.residual_mix is None:
        _show(work, "location-based", location)
        return location
    market = _market(work, grid, contracts, kwh, at, said=basis == "market")
    _show(work, "location-based", location)
    _show(work, "market-based", market)
    return market if basis == "market" else location


def rest(work: Work, grid: Rest, kwh: float, at: Path, *, said: bool) -> list[Term]:
    """What no contract covers: a stated residual mix, that of the library, else the grid with a finding."""
    place = grid.origin or work.country
    quantity = amount_of(kwh, "kWh")
    if grid.residual_mix is not None:
        if grid.residual_source is None:
            help = "say who publishes it, in which edition"
            raise work.refuse("CF102", "`residual_source` is missing", ("residual_mix",), help)
        stated = Stated(kwh, "kWh", grid.residual_mix, f"residual mix, {grid.residual_source}")
        term = Term("residual mix", "잔여 믹스", ("residual_mix",), quantity, stated=(stated,), scope="2")
        return _completed(work, grid, term, kwh, grid.residual_mix, ("direct",), at)
    rows = work.library.records(RESIDUAL, places(work.library, place))
    if rows:
        near = min(rows, key=lambda one: (abs(int(one.year) - work.year), one.id))
        draw = Draw(RESIDUAL, quantity, record=near.id, only=("direct", "upstream"), kinds=("electricity",))
        term = Term(
            "residual mix", "잔여 믹스", at, quantity, draws=(draw,), how=f"{kwh:.6g} kWh of {near.id}"
        )
        return _with_losses(work, grid, term, kwh, at)
    if said and not grid.no_residual:
        message = f"no residual mix of {place} is known: the grid average stands in for {kwh:.6g} kWh"
        help = "state `residual_mix:` with `residual_source:`, or `no_residual: yes` where none is published"
        note = (
            "renewable electricity that others claim by contract is counted a second time in a grid average"
        )
        work.remark("CF710", message, at, help, (note,))
    return [_by_grid(grid, kwh, at)._replace(name="rest, by the grid", name_ko="나머지, 전력망")]


def _by_grid(grid: Rest, kwh: float, at: Path) -> Term:
    quantity = amount_of(kwh, "kWh")
    draw = Draw(
        GRID, quantity, grid.route or "", grid.origin or "", grid.record or "", kinds=("electricity",)
    )
    return Term("", "", at, quantity, draws=(draw,))


def _market(
    work: Work, grid: Grid, contracts: list[Contract], kwh: float, at: Path, *, said: bool
) -> list[Term]:
    """Terms of all contracts that may stand, and of the rest."""
    terms: list[Term] = []
    covered = []
    amounts = [checked(work, one, kwh, ("contracts", index)) for index, one in enumerate(contracts)]
    whole = added(amounts)
    if whole > kwh * (1 + _NEARLY):
        message = f"the contracts come to {whole:.6g} kWh of {kwh:.6g} kWh"
        help = "a contract may cover what is used and no more: correct `share:` or `amount:`"
        raise work.refuse("CF406", message, ("contracts",), help)
    for index, (one, part) in enumerate(zip(contracts, amounts, strict=True)):
        place: Path = ("contracts", index)
        if usable(work, one, place, said=said) and part > 0:
            terms += _of_contract(work, grid, one, part, place)
            covered.append(part)
    left = kwh - added(covered)
    if abs(left) <= kwh * _NEARLY and terms:
        left = work.used_up(left)
    if left or slopes_of(left) or not terms:
        terms += rest(work, grid, left, at, said=said)
    elif grid.residual_mix is not None:
        help = "leave it out: the contracts cover everything"
        raise work.refuse("CF106", "`residual_mix` has no effect", ("residual_mix",), help)
    return terms


def _of_contract(work: Work, grid: Grid, contract: Contract, kwh: float, at: Path) -> list[Term]:
    quantity = amount_of(kwh, "kWh")
    name = contract.name or contract.type
    line = contract.type == "direct-line"
    if contract.emission_factor is not None:
        stated = Stated(kwh, "kWh", contract.emission_factor, f"{name}: {contract.source}")
        how = f"{kwh:.6g} kWh x {contract.emission_factor:g} kg CO2e/kWh"
        term = Term(name, "", (*at, "emission_factor"), quantity, stated=(stated,), how=how, scope="2")
        covers = COVERS[contract.covers or "generation"]
        if line:
            covers = (*covers, "losses")
        return _completed(work, grid, term, kwh, contract.emission_factor, covers, at)
    item = contract.factor or ""
    key = "record" if contract.record else "factor"
    draw = Draw(
        item,
        quantity,
        contract.route or "",
        contract.origin or grid.origin or "",
        contract.record or "",
        kinds=("electricity",),
    )
    found = work.look(draw)
    alone = found is None or "losses" in found.parts
    draws = (draw if alone else draw._replace(only=("direct", "upstream")),)
    term = Term(name, "", (*at, key), quantity, draws=draws)
    return [term] if line or alone else _with_losses(work, grid, term, kwh, at)


def _completed(
    work: Work, grid: Rest, term: Term, kwh: float, factor: float, covers: tuple[str, ...], at: Path
) -> list[Term]:
    """A stated factor with the losses and the upstream that it does not cover: stated, of the library, or not assessed."""
    terms, beside = [term], list(term.beside)
    if "losses" not in covers:
        if grid.losses is None:
            terms = _with_losses(work, grid, term, kwh, at)
            beside = list(terms[0].beside)
        else:
            lost = kwh * grid.losses / (1.0 - grid.losses)
            work.found("electricity lost", lost, "kWh", "losses / (1 - losses)")
            per = factor if grid.upstream is None or "upstream" in covers else factor + grid.upstream
            stated = Stated(lost, "kWh", per, f"losses of {term.name}")
            how = f"{kwh:.6g} kWh x {grid.losses:g} / (1 - {grid.losses:g}) x {per:g} kg CO2e/kWh"
            terms.append(Term(f"{term.name}, losses", "", ("losses",), stated=(stated,), how=how, scope="3"))
    if "upstream" not in covers:
        if grid.upstream is None:
            beside.append("upstream")
        elif grid.upstream_source is None:
            help = "say who states it, in which document"
            raise work.refuse("CF102", "`upstream_source` is missing", ("upstream",), help)
        else:
            stated = Stated(kwh, "kWh", grid.upstream, grid.upstream_source)
            how = f"{kwh:.6g} kWh x {grid.upstream:g} kg CO2e/kWh"
            terms.append(
                Term(f"{term.name}, upstream", "", ("upstream",), stated=(stated,), how=how, scope="3")
            )
    return [term._replace(beside=tuple(beside)), *terms[1:]]


def _with_losses(work: Work, grid: Rest, term: Term, kwh: float, at: Path) -> list[Term]:
    """The term and the losses of the grid that delivers as much electricity; not assessed where no factor has them."""
    quantity = amount_of(kwh, "kWh")
    draw = Draw(GRID, quantity, grid.route or "", grid.origin or "", only=_LOSSES, kinds=("electricity",))
    found = work.look(draw)
    if found is None or not found.parts:
        return [term._replace(beside=(*term.beside, "losses"))]
    return [term, Term("losses of the grid", "송배전 손실", at, quantity, draws=(draw,))]


def _no_effect(work: Work, grid: Grid, basis: str, contracts: list[Contract]) -> None:
    """CF106 for keys of the market-based method where it does not stand."""
    keys = [key for key in ("losses", "upstream") if getattr(grid, key) is not None]
    stated = [one for one in contracts if one.emission_factor is not None]
    if keys and not stated and grid.residual_mix is None:
        help = "the factor of the grid says itself what it covers; `carbonfoot explain` shows it"
        raise work.refuse(
            "CF106", f"`{keys[0]}` has no effect without a contract or a residual mix", (keys[0],), help
        )
    if grid.no_residual and (basis == "location" or grid.residual_mix is not None):
        raise work.refuse("CF106", "`no_residual` has no effect here", ("no_residual",), "leave it out")


def _show(work: Work, name: str, terms: list[Term]) -> None:
    """Write down what the terms come to, with what they leave out."""
    numbers: list[float] = []
    lacking: list[str] = []
    for term in terms:
        numbers += [one.number * one.kg_co2e for one in term.stated]
        lacking += term.beside
        for draw in term.draws:
            found = work.look(draw)
            if found is None:
                return
            numbers.append(found.kg_co2e)
            lacking += found.not_assessed
    without = f", without {', '.join(dict.fromkeys(lacking))}" if lacking else ""
    work.found(name, added(numbers), "kg CO2e", f"computed{without}")
