"""What an emission method is: a class whose fields are its arguments, and what it says about itself."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from carbonfoot.documents.shape import Shape
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class About(NamedTuple):
    """What `carbonfoot methods show` says of a method.

    id          sector and name, as documents write it; the file of the method is called so
    tier        of the guideline it is from (`1`, `2`, `3`), or a word (`mass balance`)
    formula     its equations, one a line, in the symbols of the keys
    gives       what comes out, with unit and what it covers
    reference   document, chapter or section, and number of the equation
    edition     the edition of the document
    valid_from  the first year or day for which the edition holds; `valid_to` the last one, "" when it still holds
    limits      what it does not cover, and what it refuses
    parameters  items of the library that it looks numbers up in, or whole folders of them (`fuels/`)
    example     its keys with values, as they stand in a document
    """

    id: str
    title: str
    title_ko: str
    tier: str
    formula: tuple[str, ...]
    gives: str
    reference: str
    edition: str
    valid_from: str
    example: str
    valid_to: str = ""
    limits: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    stage: str = "manufacturing"


class Method(Shape):
    """Base of every method. Its instances are one use of it, each field as `needs` says; units are those of the fields."""

    about: ClassVar[About]
    carried: ClassVar[str] = "mass"
    """The argument that is the mass carried where the method stands for a leg of a transport."""

    def compute(self, work: Work) -> list[Term]:
        """What is emitted for these arguments. Raises `Refused` after a finding."""
        raise TypeError(f"{type(self).__name__} computes nothing of {work.values}")
