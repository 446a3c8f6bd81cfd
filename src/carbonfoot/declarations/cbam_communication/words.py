"""The words of the template's drop-down lists, found in its own lists, from the words of an installation document."""

from __future__ import annotations

from carbonfoot.cbam.template.labels import plain
from carbonfoot.declarations.cbam_communication.book import Book
from carbonfoot.declarations.cbam_communication.sheet import FormError

# Kinds of electricity to the source codes of the template (points of Annex III to Implementing Regulation (EU) 2023/1773).
SOURCE_CODES = {
    "official": "D.4(a)",
    "default": "D.4(a)",
    "other": "D.4(b)",
    "own": "D.4.1",
    "chp": "D.4.2",
    "direct-line": "D.4.3.1",
    "ppa": "D.4.3.2",
}
MIX = "Mix"
INSTRUMENTS = {
    "carbon-tax": "Carbon Tax",
    "levy": "Carbon Levy",
    "fee": "Carbon Fee",
    "national-ets": "National Emissions Trading System",
    "regional-ets": "Regional Emissions Trading System",
    "other": "Other",
}
# The categories that the acts and the template call by different names.
_OTHERWISE = {
    "calcinated clay": "calcined clays",
    "calcined clay": "calcined clays",
    "mixed fertilizers": "mixed fertilisers",
    "fecr": "alloys (femn, fecr, feni)",
    "femn": "alloys (femn, fecr, feni)",
    "feni": "alloys (femn, fecr, feni)",
    "electricity": "electricity (export to eu)",
}
# Letters of production routes in Implementing Regulation (EU) 2025/2620 to the routes that the template knows.
_ROUTES = {
    "crude steel": {
        "Basic oxygen steelmaking": "C F",
        "Electric arc furnace": "D E G H J",
    },
    "unwrought aluminium": {
        "Primary (electrolytic) smelting": "K",
        "Secondary melting (recycling)": "L",
    },
}
_UNKNOWN = "unknown production routes"


def among(words: list[str], word: str | None) -> str | None:
    """The word of a list that says the same, as the list writes it; None where it has none."""
    if not word:
        return None
    return next((one for one in words if one and plain(one) == plain(word)), None)


class Categories:
    """Aggregated goods categories of the template, with their production routes."""

    def __init__(self, book: Book) -> None:
        self.names = book.words("CONST_LIST_Goods")
        self.routes = book.matrix("CONST_MATRIX_ProductionRoute")
        self.nothing = book.words("CONST_NA")[0]
        self.all = book.words("CONST_AllProdRoutes")[0]

    def name(self, category: str) -> str | None:
        """A category as the template calls it; None where it has none."""
        said = plain(category)
        return among(self.names, _OTHERWISE.get(said, said))

    def of(self, name: str) -> list[str]:
        """The production routes of a category, in the template's order."""
        return [one for one in self.routes[self.names.index(name)] if one and one != self.nothing]

    def asks(self, name: str) -> bool:
        """Whether the template wants the route of a category."""
        return self.of(name) != [self.all]

    def route(self, name: str, route: str | None) -> tuple[int, bool]:
        """Which of the routes of a category a letter or words mean; False where the template has no such route."""
        known = self.of(name)
        if not self.asks(name):
            return 0, True
        unknown = next((at for at, one in enumerate(known) if plain(one) == _UNKNOWN), len(known) - 1)
        if not route:
            return unknown, True
        word = among(known, route)
        if word is None:
            letters = _ROUTES.get(plain(name), {})
            word = among(
                known,
                next((one for one, some in letters.items() if route.strip().upper() in some.split()), None),
            )
        return (unknown, False) if word is None else (known.index(word), True)


class Countries:
    """Countries of the template."""

    def __init__(self, book: Book) -> None:
        self.codes = book.words("CNTR_ListCountriesCode")
        self.names = book.words("CNTR_ListCountriesName")
        if len(self.codes) != len(self.names):
            raise FormError("its lists of countries and of their codes are of different length")

    def name(self, code: str | None) -> str | None:
        """The name of an ISO 3166 code."""
        return next(
            (name for one, name in zip(self.codes, self.names, strict=True) if code and one == code), None
        )

    def code(self, code: str | None) -> str | None:
        """The code, where the template has it."""
        return code if code in self.codes else None
