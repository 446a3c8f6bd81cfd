"""What is shared while a product system is built: documents, library, activities, and what stands beside a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.documents.lines import Process
from carbonfoot.documents.load import Documents, Loaded
from carbonfoot.documents.part import KIND
from carbonfoot.factors.library import Library
from carbonfoot.system.context import Asking, Context
from carbonfoot.system.model import Activity
from carbonfoot.system.overlap import Sibling
from carbonfoot.system.products import opened

if TYPE_CHECKING:
    from carbonfoot.system.made import Made


class Building:
    """A product system in the making: one activity a document is open from the start, those of sub-assemblies follow.

    by_file         the activity of each document, by the absolute path of its file
    made            what each document with co-products makes, by its file
    products        the activities of these products, in the same order
    apart           steps that are built elsewhere: those of a site that make something for the others
    siblings        the lines beside the one that is read
    freight_listed  whether the document at hand lists its inbound freight as lines of their own
    """

    def __init__(self, documents: Documents, library: Library, gwp_set: str, asking: Asking) -> None:
        self.documents = documents
        self.library = library
        self.gwp_set = gwp_set
        self.asking = asking
        self.activities: list[Activity] = []
        self.by_file: dict[str, int] = {}
        self.made: dict[str, list[Made]] = {}
        self.products: dict[str, tuple[int, ...]] = {}
        self.siblings: list[Sibling] = []
        self.apart: list[Process] = []
        self.freight_listed = False
        for file in in_order(documents):
            context = self.context(documents.loaded[file])
            self.by_file[context.loaded.source.file] = len(self.activities)
            self.activities.append(opened(context))
        for file in in_order(documents):
            part = documents.loaded[file].part
            if part.co_products:
                self._open_others(file)
            elif part.carbonfoot != KIND:
                from carbonfoot.system.accounts import open_accounts  # few calculations have a site

                open_accounts(self, self.context(documents.loaded[file]), file)

    def _open_others(self, file: str) -> None:
        from carbonfoot.system.made import made_by, opened_beside  # few documents have co-products

        context = self.context(self.documents.loaded[file])
        main = self.by_file[context.loaded.source.file]
        made = made_by(context, self.activities[main])
        places = [main]
        for one in made[1:]:
            places.append(len(self.activities))
            self.activities.append(opened_beside(context, self.activities[main], one))
        self.made[file] = made
        self.products[file] = self.activities[main].products = tuple(places)

    def context(self, loaded: Loaded) -> Context:
        """Where the lines of a document are read."""
        return Context(self.library, self.gwp_set, loaded, self.documents.findings, self.asking)

    def products_beside(self, activity: Activity) -> list[Activity]:
        """The co-products that are made along with a product."""
        return [self.activities[index] for index in activity.products[1:]]

    def enter(self, loaded: Loaded) -> None:
        """Turn to another document."""
        part = loaded.part
        processes: list[Process] = part.processes or []
        lists = [part.inputs, *(process.inputs for process in processes)]
        self.freight_listed = any(
            (line.factor or "").startswith("freight/") for lines in lists for line in lines or []
        )


def in_order(documents: Documents) -> list[str]:
    """The files of all documents: the one that was asked for, then the others by name."""
    return [documents.top, *sorted(file for file in documents.loaded if file != documents.top)]
