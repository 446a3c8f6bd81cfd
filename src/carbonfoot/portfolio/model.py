"""What a calculation of many products gives: a row for each, and on request the whole footprint behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.documents.load import Documents
from carbonfoot.documents.sources import text_for_excerpt
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.system.model import Activity

if TYPE_CHECKING:
    from carbonfoot.portfolio.batch import Batch

COMPLETE, INCOMPLETE, REFUSED = "complete", "incomplete", "refused"


class Product(NamedTuple):
    """One product: its document, and kg CO2e per declared unit.

    activity  None for a document that could not be read
    at_least  the sum of what is known; the total where `state` is complete; None where nothing can be computed
    because   of a refused one, the file with the error
    """

    file: str
    shown: str
    gwp_set: str
    state: str = REFUSED
    activity: Activity | None = None
    boundary: str = ""
    period: tuple[str, str] = ("", "")
    at_least: float | None = None
    because: str = ""
    batch: Batch | None = None

    @property
    def total(self) -> float | None:
        """kg CO2e per declared unit; None unless complete."""
        return self.at_least if self.state == COMPLETE else None


class Portfolio(NamedTuple):
    """All products by file, and the findings of all documents, each once."""

    products: list[Product]
    findings: list[Finding]
    library: Library
    texts: dict[str, str]
    read: list[str]

    def add(self, documents: Documents) -> None:
        """Keep what reports need of the documents of one root."""
        self.read.extend(documents.files())
        self.texts.update({source.display: source.text for source in documents.sources.values()})

    def text_of(self, display: str) -> str | None:
        """The text behind a display path, for carets; a file that is no source is read once."""
        text = self.texts.get(display)
        if text is None:
            text = text_for_excerpt(display)
            self.texts[display] = text or ""
        return text or None
