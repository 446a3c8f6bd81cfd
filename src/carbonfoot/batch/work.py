"""One chunk computed: a function of files and of the job, the same in every process.

Each document gets what a calculation of it alone gives, whatever stands beside it in the chunk; of the findings those of
documents that are rows of their own stand there and nowhere else.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from carbonfoot import __version__
from carbonfoot.batch.failing import isolated
from carbonfoot.batch.here import inside
from carbonfoot.batch.keys import Keys, Node, digest, project_digest, root_of
from carbonfoot.batch.model import REFUSED, Chunk, Done, Job, Read, Row, plain
from carbonfoot.batch.reading import Reading
from carbonfoot.batch.rows import data_of
from carbonfoot.documents.folders import Folders
from carbonfoot.documents.load import Documents
from carbonfoot.documents.roots import below
from carbonfoot.documents.settings import Settings, SettingsError, read_settings
from carbonfoot.findings.finding import Finding, severity, sort_findings
from carbonfoot.footprint.interval import COUNTS
from carbonfoot.pipeline import DEFAULT_GWP, Options
from carbonfoot.portfolio.gather import Gathered, is_walked, kind_in_folder
from carbonfoot.portfolio.run import KEPT, Held, calculate_all

if TYPE_CHECKING:
    from carbonfoot.portfolio.model import Portfolio

LAYOUT = "1"
"""Version of rows and keys; raised where one of them changes its meaning."""


class Worker:
    """What one process keeps between chunks: the library, and what it answered."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.held = Held()
        self.tops = tuple(os.path.normpath(os.path.join(job.base, one)) for one in job.folders)
        self.run = run_digest(job, self.held.shared.hash)
        self._rows_known: dict[str, bool] = {}
        self._projects: dict[str, str] = {}

    def compute(self, chunk: Chunk) -> Done:
        """All rows of a chunk. Findings name files from the base on."""
        self._rows_known.clear()
        with inside(self.job.base):
            return isolated(self._compute, chunk)

    def _compute(self, chunk: Chunk) -> Done:
        reading = Reading()
        by_root: dict[str, list[str]] = {}
        roots: dict[str, str] = {}
        for name in chunk.names:
            file = os.path.join(self.job.base, *name.split("/"))
            folder = os.path.dirname(file)
            if folder not in roots:
                roots[folder] = root_of(folder, self.tops)
            by_root.setdefault(roots[folder], []).append(file)
        rows: list[Row] = []
        asked: dict[str, set[str]] = {}
        before = {root: project_digest(root) for root in by_root}
        for root, files in sorted(by_root.items()):
            self._look_again(root, before[root])
            rows += self._of_root(root, files, reading, asked)
        nodes = {file: Node(found, tuple(sorted(asked.get(file, ())))) for file, found in reading.known()}
        keys = Keys(self.run, self.job.base, self.tops, nodes)
        known = {self._name(file): file for file in nodes}
        moved = {root for root, was in before.items() if project_digest(root) != was}
        rows = [row._replace(key=self._key(keys, known.get(row.name), moved)) for row in rows]
        read = [Read(self._name(file), node.digest, node.asked) for file, node in nodes.items()]
        return Done(chunk.number, rows, read)

    def _look_again(self, root: str, project: str) -> None:
        """Keep no library of a project whose settings, lock or packs are not those that it was made from."""
        if self._projects.get(root) == project:
            return
        if root in self._projects or len(self._projects) >= KEPT:
            self.held.forget()
            self._projects.clear()
        self._projects[root] = project

    def _key(self, keys: Keys, file: str | None, moved: set[str]) -> str:
        """The key of a row; none where its project changed while it was computed."""
        return "" if file is None or keys.root(file)[0] in moved else keys.key(file)

    def _of_root(
        self, root: str, files: list[str], reading: Reading, asked: dict[str, set[str]]
    ) -> list[Row]:
        try:
            options = self._options(read_settings(root))
        except SettingsError as error:
            return [self._without_settings(file, reading, str(error)) for file in files]
        seen: list[Documents] = []
        gathered = Gathered({root: files}, reading, [], Folders())
        portfolio = calculate_all(gathered, {root: options}, prepare=seen.append, held=self.held)
        rows = self._rows(portfolio, seen[0])
        for documents in seen:  # the second look at refused documents adds to what was asked
            for file, named in documents.asked.items():
                asked.setdefault(file, set()).update(named)
        _let_go(portfolio, seen)
        return rows

    def _rows(self, portfolio: Portfolio, documents: Documents) -> list[Row]:
        """A row a product, each with the findings of its own document and of what only it and its like read."""
        data = []
        found = list(portfolio.findings)
        for product in portfolio.products:
            result = None
            if product.batch is not None:
                outcome = product.batch.outcome(product, brief=True)
                result = outcome.footprint
                found += outcome.findings
            data.append(data_of(product, result))
        of_file: dict[str, list[Finding]] = {}
        for finding in dict.fromkeys(found):
            of_file.setdefault(finding.file, []).append(finding)
        rows = []
        for product, numbers in zip(portfolio.products, data, strict=True):
            findings = [*of_file.get(product.shown, ())]
            for file in _read_by(documents, product.file) & of_file.keys() - {product.shown, ""}:
                if not self._is_row(file):
                    findings += of_file[file]
            findings += of_file.get("", ())
            rows.append(_row(self._name(product.file), product.state, numbers, findings))
        return rows

    def _is_row(self, shown: str) -> bool:
        """Whether a file is a row of the batch itself, in whichever chunk: a part document below the folders."""
        if shown not in self._rows_known:
            file = os.path.realpath(os.path.join(self.job.base, shown))
            below = any(is_walked(top, file) for top in self.tops)
            self._rows_known[shown] = below and kind_in_folder(file)[1]
        return self._rows_known[shown]

    def _without_settings(self, file: str, reading: Reading, message: str) -> Row:
        """A document of a project whose settings cannot be read."""
        reading.get(file)
        finding = Finding("CF960", message.replace(self.job.base + os.sep, ""), self._name(file))
        return _row(self._name(file), REFUSED, {"because": None, "gwp_set": ""}, [finding])

    def _options(self, config: Settings) -> Options:
        job = self.job
        return Options(
            job.gwp,
            (),
            config.gwp or DEFAULT_GWP,
            config.packs,
            job.locked,
            job.conservative,
            _counts(job.uncertainty or config.uncertainty or "all", config),
            _matrix(config),
        )

    def _name(self, file: str) -> str:
        return below(self.job.base, file)


def run_digest(job: Job, library: str) -> str:
    """A digest of what holds for the whole run: layout, tool, factor library, options; not of where or how it runs."""
    return digest(LAYOUT, __version__, library, *(repr(one) for one in job[2:]), *job.folders)


def _row(name: str, state: str, data: dict[str, object], findings: list[Finding]) -> Row:
    ordered = sort_findings(findings)
    return Row(
        name,
        "",
        state,
        data,
        [plain(one) for one in ordered],
        dict(sorted(Counter(one.code for one in ordered).items())),
        dict(Counter(severity(one) for one in ordered)),
    )


def _read_by(documents: Documents, file: str) -> set[str]:
    """Display paths of all that was read for a document."""
    from carbonfoot.documents.load import closure
    from carbonfoot.documents.sources import display_path

    if file not in documents.loaded:
        return set()
    needed = [documents.loaded[one] for one in closure(documents.loaded, file)]
    targets = {target for one in needed for target in one.links.values()}
    return {
        *(one.source.display for one in needed),
        *(table for one in needed for table in one.tables),
        *(display_path(target) for target in targets),
    }


def _let_go(portfolio: Portfolio, read: list[Documents]) -> None:
    """Cut the circles between what was computed: a batch is too long to wait for the collector, or to pay for it."""
    for product in portfolio.products:
        if product.batch is not None:
            vars(product.batch).clear()
    for documents in read:
        for loaded in documents.loaded.values():
            del loaded.scope
        documents.loaded.clear()


def _counts(word: str, config: Settings) -> str:
    if word not in COUNTS:
        raise SettingsError(f"{config.root}: uncertainty.counts = {word!r}: choose {', '.join(COUNTS)}")
    return word


def _matrix(config: Settings) -> str:
    if config.pedigree is None:
        return "pedigree"
    from carbonfoot.footprint.pedigree import names

    if config.pedigree not in names():
        said = ", ".join(names())
        raise SettingsError(f"{config.root}: uncertainty.pedigree = {config.pedigree!r}: choose {said}")
    return config.pedigree
