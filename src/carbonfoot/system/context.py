"""What every builder of flows needs to know about the place it works in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.documents.fields import Value
from carbonfoot.documents.load import Loaded
from carbonfoot.factors.convert import Property
from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Problem
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.model import Path

if TYPE_CHECKING:
    from carbonfoot.factors.memory import Memory
    from carbonfoot.factors.pins import Pins

REMARKS = ("CF306", "CF312", "CF314")
"""Findings about a factor rather than about the line that uses it."""

GRAVE = ("error", "incomplete")


class Asking(NamedTuple):
    """How the library is asked: with the picks of a lock, or for the worst where a line does not say enough.

    allocation  the method that stands for those of all documents with co-products; "" for their own
    memory      what it answered before, where many documents ask
    counting    findings of the library that stop no total are counted and never shown: they need no place, no help
    """

    pins: Pins | None = None
    conservative: bool = False
    memory: Memory | None = None
    allocation: str = ""
    counting: bool = False


FREELY = Asking()


class Context:
    """One activity of one document: where it is, when, in which GWP set, and where findings go.

    `placeless`: nobody says where it is, and the country only stands for that place.
    """

    __slots__ = (
        *("asking", "country", "findings", "gwp_set", "library", "loaded", "placeless", "scope", "whole"),
        "year",
    )

    def __init__(
        self,
        library: Library,
        gwp_set: str,
        loaded: Loaded,
        findings: list[Finding],
        asking: Asking = FREELY,
    ) -> None:
        self.asking = asking
        self.placeless = False
        self.library = library
        self.gwp_set = gwp_set
        self.loaded = loaded
        self.scope = loaded.scope
        self.findings = findings
        self.country: str = loaded.part.product.made_in
        self.year: int = loaded.part.period.year
        self.whole: Quantity | None = None  # inside a compound: what its shares are taken of

    def at(self, country: str | None) -> Context:
        """The same context in another country."""
        other = Context(self.library, self.gwp_set, self.loaded, self.findings, self.asking)
        other.country = country or self.country
        other.placeless = self.placeless and not country
        other.whole = self.whole
        return other

    def somewhere(self) -> Context:
        """The same context at a place that nobody states."""
        other = self.at(None)
        other.placeless = True
        return other

    def report(
        self,
        code: str,
        message: str,
        path: Path,
        help: str = "",
        notes: tuple[str, ...] = (),
        on: str = "value",
        severity: str = "",
    ) -> None:
        """Add a finding about a place of this document."""
        place = self.loaded.source.display
        finding = Finding(code, message, place, path, on, help, notes, (), None, None, severity)
        if finding not in self.findings[-8:]:  # two parts of one use may say the same
            self.findings.append(finding)

    def problem(self, problem: Problem, path: Path) -> None:
        """Add a finding of the factor library, at the field it is about; a remark on one factor once a document."""
        if problem.code in REMARKS:
            said = (problem.code, problem.message)
            if said in self.loaded.said:
                return
            self.loaded.said.add(said)
        if self.asking.counting and CATALOGUE[problem.code].severity not in GRAVE:
            self.report(problem.code, problem.message, (*path, problem.about))
            return
        data: Any = self.loaded.source.data
        for step in path:
            if data.__class__ is dict:
                if step != 0:  # `avoids: {...}` may stand for a list of one
                    data = data.get(step)
            else:
                there = data.__class__ is list and step.__class__ is int and step < len(data)
                data = data[step] if there else None
        about = problem.about
        if about == "factor" and isinstance(data, dict) and about not in data:
            about = "record"
        here = isinstance(data, dict) and about in data
        short = isinstance(data, str) and about == "amount"  # `electricity: 0.9 kWh`
        self.report(
            problem.code,
            problem.message,
            (*path, about) if here else path,
            problem.help,
            problem.notes,
            on="value" if here or short else "key",
        )

    def known_place(self, code: str | None, path: Path) -> None:
        """CF108 for a code that looks right and names no country of the library."""
        if code is None or self.library.region(code) is not None:
            return
        country = code.split("-", maxsplit=1)[0]
        if code != country and self.library.region(country) is not None:
            message = f"the library has no values for `{code}`; those of `{country}` stand for it"
            self.report("CF108", message, path, f"write `{country}` if that is meant", severity="warning")
            return
        help = "ISO 3166-1 alpha-2: KR Korea, CN China, JP Japan, GB United Kingdom, DE Germany"
        self.report("CF108", f"`{code}` is not a country or region of the library", path, help)

    def positive(self, value: Value | None, path: Path, unit: str | None = None) -> Quantity | None:
        """A quantity that is not negative; None with a finding otherwise."""
        if value is None:
            return None
        quantity = self.scope.amount(value, unit, path)
        if quantity is not None and quantity.number < 0:
            help = "amounts are positive; a credit needs a declared avoided product or uptake"
            self.report("CF207", f"`{quantity.text}` is negative", path, help)
            return None
        return quantity

    def convert(self, quantity: Quantity | None, unit: str, path: Path) -> float | None:
        """The number in a unit; None with a finding when the dimensions do not meet."""
        if quantity is None:
            return None
        try:
            return quantity.to(unit)
        except QuantityError as error:
            self.report(error.code, error.message, path, error.help)
            return None

    def mass(self, value: Value | None, path: Path) -> Quantity | None:
        """A mass above zero; None with a finding otherwise."""
        quantity = self.positive(value, path)
        if quantity is None or self.convert(quantity, "kg", path) is None:
            return None
        if quantity.number == 0:
            self.report("CF208", f"`{quantity.text}` is zero", path, "leave it out when it is not known")
            return None
        return quantity

    def ratio(self, value: Value | None, units: tuple[str, ...], path: Path, word: str) -> Property | None:
        """A property that bridges dimensions, checked against the units it may have."""
        quantity = self.positive(value, path)
        if quantity is None:
            return None
        for unit in units:
            if parse_unit(unit).dimension == quantity.unit.dimension:
                if quantity.number == 0:
                    self.report(
                        "CF208",
                        f"{word} `{quantity.text}` is zero",
                        path,
                        "leave it out when it is not known",
                    )
                    return None
                return Property(word, quantity, "stated on the line")
        self.report("CF204", f"`{quantity.text}` is not a {word}", path, f"write it in {' or '.join(units)}")
        return None


def per_piece(mass: Quantity, per: Quantity, origin: str) -> Property:
    """A mass stated for so many pieces (or other units) as a bridging property."""
    unit = parse_unit("kg/piece")
    dimension = tuple(a - b for a, b in zip(mass.unit.dimension, per.unit.dimension, strict=True))
    quantity = Quantity(mass.si / per.si, unit._replace(dimension=dimension), f"{mass.text} per {per.text}")
    return Property("mass", quantity, origin)
