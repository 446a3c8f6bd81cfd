"""Goods and activity levels of processes (Implementing Regulation (EU) 2025/2547, Article 4; Annex II, F)."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.cbam.codes import spaced
from carbonfoot.cbam.goods import CbamGood, categories, good, goods, of_category
from carbonfoot.cbam.model import Path
from carbonfoot.cbam.read import Read
from carbonfoot.cbam.shapes.processes import Good, Process
from carbonfoot.cbam.standard import TRANSITIONAL_END
from carbonfoot.factors.library import Library
from carbonfoot.methods.constants import molar_mass
from carbonfoot.quantities.units import Quantity, parse_unit

_ARTICLE_4 = "Implementing Regulation (EU) 2025/2547, Article 4"
_F = "Implementing Regulation (EU) 2025/2547, Annex II, F"
_CLINKER, _NITROGEN = "t clinker", "t N"
_NEARLY = 1e-3
_WIDEST = 0.10 + 1e-9


class Level(NamedTuple):
    """What a process made: category, functional units in all and per tonne, tonnes; `goods` with their contents."""

    category: str
    good: CbamGood | None
    unit: str
    level: float
    tonnes: float
    content: float
    goods: list[tuple[Good, CbamGood, float | None, float]]
    share: float


def covered(read: Read, library: Library, used: Good, path: Path) -> CbamGood | None:
    """The good of Annex I that a code stands for; CF801 where there is none."""
    found = good(library, used.cn)
    if found is not None:
        return found
    near = goods(library, used.cn)
    notes = ["Regulation (EU) 2023/956, Annex I"]
    if any(not one.covered for one in near):
        notes.append("a proposal of December 2025 would cover it from 2028; it is not law")
    alike = [f"`{spaced(one.cn)}`" for one in goods(library, used.cn[:6]) if one.covered][:4]
    siblings = [one.cn for one in goods(library, used.cn[:4]) if one.covered][:6]
    help = f"`carbonfoot cbam scope {used.cn[:4]}` shows what is covered of the heading"
    if alike:
        help = f"did you mean {' or '.join(alike)}? {help}"
    if not siblings:
        turned = [f"`{spaced(one)}`" for one in _turned(used.cn) if good(library, one) is not None]
        asked = f"did you mean {' or '.join(turned)}? " if turned else ""
        help = f"{asked}Annex I has nothing of heading {used.cn[:4]}; check the code in the customs tariff"
    read.report(
        "CF801", f"`{spaced(used.cn)}` is not a good of the mechanism", (*path, "cn"), help, tuple(notes)
    )
    return None


def _turned(code: str) -> list[str]:
    """The code with two neighbouring digits the other way round, for each pair that differs."""
    pairs = [at for at in range(len(code) - 1) if code[at] != code[at + 1]]
    return [f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}" for at in pairs]


def unit_of(found: CbamGood | None, year: int) -> str:
    """Functional unit in which the code counts: MWh for kWh, t N for kg N; tonnes for all until 2025."""
    if found is None:
        return "t"
    if found.unit == "kWh":
        return "MWh"
    if year <= TRANSITIONAL_END:
        return "t"
    return {"t clinker": _CLINKER, "kg N": _NITROGEN, "supplementary unit": _NITROGEN}.get(found.unit, "t")


def level(
    read: Read, library: Library, used: Process, path: Path, taken: list[tuple[Quantity, float | None]]
) -> Level | None:
    """Goods and activity level of one process; `taken`: what other processes used of it, with a content of their own."""
    found: list[tuple[Good, CbamGood, Path]] = []
    refused = False
    for index, one in enumerate(used.goods or []):
        place = (*path, "goods", index)
        what = covered(read, library, one, place)
        refused = refused or what is None
        if what is not None:
            found.append((one, what, place))
    first = found[0][1] if found else None
    if not refused and first is None:
        first = _by_category(read, library, used, path)
        refused = first is None
    if refused:
        return None
    for _, what, place in found:
        if first is not None and _kind(what, read.year) != _kind(first, read.year):
            both = " and ".join(f"`{spaced(each.cn)}` ({each.category})" for each in (what, first))
            message = f"{both} cannot come of one process"
            read.report("CF802", message, (*place, "cn"), "write a process for each category", (_ARTICLE_4,))
            return None
    unit = unit_of(first, read.year) if found or (first is not None and first.unit == "kWh") else "t"
    told = [_content(read, one, place, unit, what) for one, what, place in found]
    if any(one is None for one in told):
        return None
    contents = [one for one in told if one is not None]
    dimension = "MWh" if unit == "MWh" else "t"
    amounts = [_mass(read, one.amount, (*place, "amount"), dimension) for one, _, place in found]
    stated = _mass(read, used.activity_level, (*path, "activity_level"), dimension)
    out = [(_mass(read, amount, path, dimension), content) for amount, content in taken]
    if any(isinstance(one, bool) for one in (*amounts, stated, *(one for one, _ in out))):
        return None
    masses = [one for one in amounts if one is None or not isinstance(one, bool)]
    own = _mean(list(zip(masses, contents, strict=True)))
    if own is None:
        read.report(
            "CF102",
            "goods of different content need their amounts",
            (*path, "goods"),
            "add `amount:` to each",
            (_ARTICLE_4,),
        )
        return None
    tonnes = _tonnes(read, used, path, masses, [float(one or 0.0) for one, _ in out], stated)
    if tonnes is None:
        return None
    richer = sum(
        float(mass or 0.0) * (content - own)
        for (mass, content) in out
        if content is not None and unit not in {"t", "MWh"}
    )
    share = _attributed(read, used, path, tonnes, first)
    if share is None:
        return None
    goods_of = [
        (one, what, mass, content)
        for (one, what, _), mass, content in zip(found, masses, contents, strict=True)
    ]
    return Level(
        used.category or (first.category if first else ""),
        first,
        unit,
        tonnes * own + richer,
        tonnes,
        own,
        goods_of,
        share,
    )


def _kind(good: CbamGood, year: int) -> tuple[bool, str, str]:
    """What goods of one process have in common."""
    return good.annex_ii, good.sector, unit_of(good, year)


def _by_category(read: Read, library: Library, used: Process, path: Path) -> CbamGood | None:
    if used.category is None:
        help = "list its `goods:` with their CN codes; where all of it is used on site, add `category:`"
        read.report("CF102", f"nothing says what `{used.name}` makes", path, help, (_ARTICLE_4,))
        return None
    found = of_category(library, used.category)
    if found is None:
        help = f"the categories are {', '.join(categories(library))}"
        read.report(
            "CF105", f"`{used.category}` is not an aggregated goods category", (*path, "category"), help
        )
    return found


def _content(read: Read, used: Good, path: Path, unit: str, found: CbamGood) -> float | None:
    """Functional units per tonne; None with a finding."""
    _compositions(read, used, path)
    _in_vain(read, used, path, found)
    if unit in {"t", "MWh"}:
        return 1.0
    key = "clinker_content" if unit == _CLINKER else "nitrogen_content"
    content: float | None = getattr(used, key)
    if content is None and used.compositions:
        amounts = [(one.amount, one.content) for one in used.compositions]
        content = _mean(amounts)
    if content is None and found.category == "Cement clinker":
        return 1.0
    if content is None and found.unit in {"kg N", "supplementary unit"} and used.nitrogen:
        content = sum(used.nitrogen.values())
    if content is None:
        help = f"add `{key}:`, such as `{key}: {'95 %' if unit == _CLINKER else '46 %'}`"
        read.report(
            "CF102",
            f"`{key}` is missing: the functional unit of `{spaced(found.cn)}` is {unit}",
            path,
            help,
            (_ARTICLE_4,),
        )
    return content


def _in_vain(read: Read, used: Good, path: Path, found: CbamGood) -> None:
    """A content that is none of the good's, and forms of nitrogen that are not all of it."""
    for key, units in (
        ("clinker_content", {"t clinker"}),
        ("nitrogen_content", {"kg N", "supplementary unit"}),
    ):
        if getattr(used, key) is not None and found.unit not in units:
            message = f"`{key}` has no meaning for `{spaced(found.cn)}`: its functional unit is {found.unit}"
            read.report("CF106", message, (*path, key), "leave it out", (_ARTICLE_4,), on="key")
    forms = sum((used.nitrogen or {}).values())
    if used.nitrogen and used.nitrogen_content is not None and abs(forms - used.nitrogen_content) > _NEARLY:
        message = f"the forms of nitrogen are {100 * forms:g} % in all, `nitrogen_content` is {100 * used.nitrogen_content:g} %"
        read.report("CF406", message, (*path, "nitrogen"), "write all forms: ammonium, nitrate, urea, other")


def _compositions(read: Read, used: Good, path: Path) -> None:
    """Findings for ranges that are no ranges, too wide, or not those of the good."""
    notes = ("Implementing Regulation (EU) 2025/2547, Annex III, B",)
    for index, one in enumerate(used.compositions or []):
        low, high = one.lowest, one.highest
        place: Path = (*path, "compositions", index)
        if low is not None and high is not None and high - low > _WIDEST:
            message = f"the range from {100 * low:g} % to {100 * high:g} % is wider than 10 %"
            read.report("CF208", message, (*place, "highest"), "split it into narrower ranges", notes)
        elif (low is not None and one.content < low) or (high is not None and one.content > high):
            message = f"the mean content {100 * one.content:g} % lies outside its range"
            read.report("CF208", message, (*place, "content"), "check content, `lowest` and `highest`", notes)
    mean = _mean([(one.amount, one.content) for one in used.compositions or []])
    stated = used.clinker_content if used.clinker_content is not None else used.nitrogen_content
    if used.compositions and mean is not None and stated is not None and abs(mean - stated) > _NEARLY:
        message = (
            f"the compositions come to {100 * mean:g} % on average, and the good states {100 * stated:g} %"
        )
        read.report("CF812", message, (*path, "compositions"), "leave the content of the good out", notes)


def _mean(parts: list[tuple[float | None, float]]) -> float | None:
    """Mean content by amount; that of all where it is the same; None where it cannot be told."""
    if not parts:
        return 1.0
    contents = {content for _, content in parts}
    if len(contents) == 1:
        return contents.pop()
    total = sum(amount or 0.0 for amount, _ in parts)
    if any(amount is None for amount, _ in parts) or not total:
        return None
    return sum((amount or 0.0) * content for amount, content in parts) / total


def _mass(read: Read, amount: Quantity | None, path: Path, unit: str) -> float | bool | None:
    """Tonnes or MWh; False with a finding where it is neither."""
    if amount is None:
        return None
    if amount.unit.dimension != parse_unit(unit).dimension:
        read.report(
            "CF204", f"`{amount.text.strip()}` is not an amount in {unit}", path, f"write it in {unit}"
        )
        return False
    if amount.number < 0:
        read.report("CF207", f"`{amount.text.strip()}` is negative", path, "write what was made")
        return False
    return amount.to(unit)


def _tonnes(
    read: Read,
    used: Process,
    path: Path,
    amounts: list[float | None],
    taken: list[float],
    stated: float | bool | None,
) -> float | None:
    given = [one for one in amounts if one is not None]
    known = sum(given) + sum(taken) + (used.for_non_cbam or 0.0)
    complete = len(given) == len(amounts)
    if stated is None and not complete:
        help = "add `amount:` to every good, or `activity_level:` to the process"
        read.report("CF102", f"how much `{used.name}` made is not stated", path, help, (_F,))
        return None
    total = known if stated is None else float(stated)
    if total <= 0:
        place = (*path, "activity_level") if stated is not None else path
        read.report(
            "CF208",
            f"`{used.name}` made nothing",
            place,
            "leave the process out, or write what it made",
            (_F,),
        )
        return None
    if stated is not None and (
        known > total * (1 + _NEARLY)
        or (complete and (given or not amounts) and known < total * (1 - _NEARLY))
    ):
        help = "goods for the market, use in other processes and `for_non_cbam` make up the activity level"
        message = f"the activity level is {total:g} t, and goods and uses add up to {known:g} t"
        read.report("CF812", message, (*path, "activity_level"), help, (_F,))
        return None
    return total


_MOLAR = ("hydrogen", "fertilisers")


def _attributed(read: Read, used: Process, path: Path, tonnes: float, first: CbamGood | None) -> float | None:
    """Share of a multifunctional process that its goods bear, beside co-products (Annex III, A.2.1)."""
    notes = ("Implementing Regulation (EU) 2025/2547, Annex III, A.2 and A.2.1, Eq. 43",)
    if not used.co_products:
        if used.attribution in {"molar", "mass"}:
            help = "list the `co_products:` that share the process, or leave it out"
            message = f"`attribution: {used.attribution}` has no effect without co-products"
            read.report("CF106", message, (*path, "attribution"), help, notes)
            return None
        return 1.0
    how = used.attribution or ("molar" if first is not None and first.sector in _MOLAR else None)
    if how in {None, "functional-unit"}:
        help = "add `attribution: mass`, or `attribution: molar` for chemicals and fertilisers"
        read.report(
            "CF102", f"how `{used.name}` is shared with its co-products is not stated", path, help, notes
        )
        return None
    if how == "mass":
        return tonnes / (tonnes + sum(one.amount for one in used.co_products))
    ours = _molar(read, used.formula, None, (*path, "formula"), used.name, notes)
    others = [
        _molar(read, one.formula, one.molar_mass, (*path, "co_products", index, "formula"), one.name, notes)
        for index, one in enumerate(used.co_products)
    ]
    if ours is None or None in others:
        return None
    moles = tonnes / ours
    return moles / (
        moles + sum(one.amount / (mass or 1.0) for one, mass in zip(used.co_products, others, strict=True))
    )


def _molar(
    read: Read, formula: str | None, stated: float | None, path: Path, name: str, notes: tuple[str, ...]
) -> float | None:
    if stated is not None:
        return stated
    if formula is None:
        read.report(
            "CF102",
            f"the chemical formula of `{name}` is missing",
            path[:-1],
            "add `formula:`, such as `H2`, or `attribution: mass`",
            notes,
        )
        return None
    try:
        return molar_mass(formula)
    except ValueError as error:
        read.report("CF702", str(error), path, "write a chemical formula, such as `H2`", notes)
        return None
