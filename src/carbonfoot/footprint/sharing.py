"""What allocation makes of a result: every product of the document beside the others, and every method beside the others."""

from __future__ import annotations

from copy import copy
from decimal import ROUND_HALF_UP, Decimal
from math import fsum

from carbonfoot.documents.load import Documents
from carbonfoot.engine.loops import LoopError
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.footprint.contributions import footprint, within
from carbonfoot.footprint.result import Credits, Footprint, MethodTotal, Produced
from carbonfoot.quantities.numbers import QuantityError, round_digits
from carbonfoot.system.build import build
from carbonfoot.system.context import Asking
from carbonfoot.system.model import BEYOND_GATE, System
from carbonfoot.system.shares import SHARES, WORDS
from carbonfoot.system.solve import solve

DIGITS = 12
"""Significant digits of the whole to which the products of a document add up as they are printed."""


def with_sharing(result: Footprint) -> Footprint:
    """The result with what its document makes besides, its credits apart, and the methods in use."""
    used = [
        one for index, one in enumerate(result.activities) if result.solved.levels[index] and one.allocation
    ]
    methods = tuple(dict.fromkeys((one.file, one.allocation) for one in used))
    return result._replace(credits=_credits(result), produced=_produced(result), methods=methods)


def _produced(result: Footprint) -> tuple[Produced, ...]:
    """kg CO2e of every product of the document, up to the gate, as it comes with one declared unit."""
    places = result.product.products
    if not places or any(index in result.solved.missing for index in places) or result.total is None:
        return ()
    kilograms = [result.solved.intensity[index] for index in places]
    whole = fsum(kilograms)
    printed = adding_up(kilograms, whole)
    shares = adding_up([100 * one / whole for one in kilograms], 100.0) if whole else None
    return tuple(
        Produced(index, printed[number], None if shares is None else round_digits(shares[number] / 100))
        for number, index in enumerate(places)
    )


def adding_up(numbers: list[float], whole: float, digits: int = DIGITS) -> list[float]:
    """Numbers rounded to the last printed digit of their sum; what is left over goes to the largest, the first of equals.

    Largest-remainder rules would spread it; one place is easier to find again.
    """
    if not whole:
        return numbers
    step = Decimal(1).scaleb(Decimal(repr(whole)).adjusted() - digits + 1)
    rounded = [Decimal(repr(one)).quantize(step, rounding=ROUND_HALF_UP) for one in numbers]
    total = Decimal(repr(whole)).quantize(step, rounding=ROUND_HALF_UP)
    largest = max(range(len(numbers)), key=lambda index: (abs(numbers[index]), -index))
    rounded[largest] += total - sum(rounded, Decimal(0))
    return [float(one) for one in rounded]


def _credits(result: Footprint) -> Credits | None:
    """The total without and with what is declared as avoided; None where nothing is."""
    activities = result.activities
    later = result.boundary == "cradle-to-grave"
    what = tuple(
        dict.fromkeys(
            flow.credit
            for index, one in enumerate(activities)
            if result.solved.levels[index]
            for flow in one.flows
            if flow.credit and (flow.stage not in BEYOND_GATE or (later and index == 0))
        )
    )
    if not what:
        return None
    bare = []
    for one in activities:
        without = copy(one)
        without.flows = [flow for flow in one.flows if not flow.credit]
        bare.append(without)
    system = System(bare, result.gwp_set)
    gross = within(system, solve(system), result.boundary, result.period).at_least
    return Credits(gross, fsum([result.at_least, -gross]), what)


def methods_of(documents: Documents) -> list[str]:
    """Every method that could be asked of the documents with co-products; [] without any."""
    parts = [loaded.part for loaded in documents.loaded.values()]
    several = [(part, part.co_products or getattr(part, "products", None) or []) for part in parts]
    several = [(part, others) for part, others in several if others]
    if not several:
        return []
    parts = [part for part, _ in several]
    stated = [keys for part, others in several for keys in (part.product.keys, *(one.keys for one in others))]
    named = sorted({key for keys in stated for key in keys or {}})
    shares = [SHARES] if any(part.allocation is not None and part.allocation.shares for part in parts) else []
    return list(dict.fromkeys([*WORDS, *named, *shares]))


def side_by_side(
    documents: Documents, library: Library, gwp_set: str, asking: Asking
) -> tuple[MethodTotal, ...]:
    """The result of the top document under every method; a method that a document lacks data for says so.

    The documents are built once more for each method; findings of these rounds are not reported.
    """
    from carbonfoot.factors.memory import Memory

    kept = list(documents.findings)
    asking = asking._replace(memory=asking.memory or Memory())  # every method asks the library the same
    found = []
    for method in methods_of(documents):
        documents.findings.clear()
        found.append(_under(documents, library, gwp_set, asking._replace(allocation=method)))
    documents.findings[:] = kept
    return tuple(found)


def _under(documents: Documents, library: Library, gwp_set: str, asking: Asking) -> MethodTotal:
    part = documents.loaded[documents.top].part
    method = asking.allocation
    try:
        system = build(documents, library, gwp_set, asking)
        wrong = [one for one in documents.findings if severity(one) == "error"]
        if wrong:
            return MethodTotal(method, None, (), _lacking(wrong, method))
        solved = solve(system)
        result = with_sharing(footprint(system, solved, part))
    except LoopError:
        return MethodTotal(method, None, (), "a loop has no solution")
    except (OverflowError, QuantityError):
        return MethodTotal(method, None, (), "the amounts leave the range of numbers")
    because = "" if result.total is not None else "lines are missing"
    return MethodTotal(method, result.total, result.produced, because)


def _lacking(wrong: list[Finding], method: str) -> str:
    """What stops a method, in few words: `price` of A, B; other findings as they are."""
    needs: dict[str, list[str]] = {}
    for one in wrong:
        who, states, need = one.message.removeprefix(f"allocation by {method}: ").partition(
            " does not state "
        )
        needs.setdefault(need if states else "", []).append(who)
    return "; ".join(
        f"{need} of {', '.join(dict.fromkeys(names))}" if need else "; ".join(dict.fromkeys(names))
        for need, names in needs.items()
    )
