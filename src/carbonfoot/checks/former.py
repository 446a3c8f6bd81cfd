"""The former state of a project: read from a baseline, or computed from its files in another folder or commit."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from carbonfoot.checks.baseline import FILE, Baseline, read, recorded
from carbonfoot.checks.history import PREFIX, HistoryError, Tree, checked_out
from carbonfoot.documents.roots import LOCK_FILE
from carbonfoot.documents.settings import SettingsError, read_settings
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding
from carbonfoot.pipeline import Options
from carbonfoot.portfolio.gather import ENDINGS, gather
from carbonfoot.portfolio.model import REFUSED, Portfolio
from carbonfoot.portfolio.run import calculate_all


class Asked(NamedTuple):
    """What is to be compared with: a file of `--baseline`, or `git:REF` or a folder of `--against`; at most one of both."""

    baseline: str | None = None
    against: str | None = None


class Past(NamedTuple):
    """The former state of each project root, what was wrong with it, and what a person should know."""

    states: dict[str, Baseline]
    findings: list[Finding]
    remarks: list[str]


def former_states(roots: Iterable[str], asked: Asked, gwp: str | None, *, locked: bool) -> Past:
    """What every root is compared with. Raises `HistoryError` where a commit or folder cannot be had.

    Without a word on the command line, the baseline that stands at a root.
    """
    past = Past({}, [], [])
    for root in roots:
        if asked.against is not None:
            _computed(past, root, asked.against, gwp, locked=locked)
            continue
        file = asked.baseline or os.path.join(root, FILE)
        if asked.baseline is None and not os.path.lexists(file):
            continue
        baseline, wrong = read(file)
        past.findings.extend(wrong)
        if baseline is not None:
            past.states[root] = baseline
    return past


def _computed(past: Past, root: str, against: str, gwp: str | None, *, locked: bool) -> None:
    if not against.startswith(PREFIX):
        if not os.path.isdir(against):
            raise HistoryError(f"`{against}` is no folder; a commit is written `{PREFIX}{against}`")
        folder = os.path.realpath(against)
        past.states[root] = _state(folder, display_path(folder), gwp, locked=locked)
        return
    with checked_out(root, against.removeprefix(PREFIX)) as tree:
        past.states[root] = _state(tree.folder, tree.label, gwp, locked=locked, tree=tree)
    if tree.remark and tree.remark not in past.remarks:
        past.remarks.append(tree.remark)


def _state(folder: str, label: str, gwp: str | None, *, locked: bool, tree: Tree | None = None) -> Baseline:
    """All products below a folder, each with the settings, packs and lock that stand there."""
    gathered = gather([folder])
    options = {}
    for root in gathered.files:
        try:
            config = read_settings(root)
        except SettingsError as error:
            raise HistoryError(f"{label}: {str(error).replace(folder, '').lstrip(os.sep)}") from None
        pinned = locked and os.path.isfile(os.path.join(root, LOCK_FILE))
        options[root] = Options(gwp, (), config.gwp, config.packs, pinned)
    portfolio = calculate_all(gathered, options)
    if tree is not None:
        _whole(portfolio, tree)
    results = [
        (one, None if one.batch is None or one.state == REFUSED else one.batch.footprint(one.file))
        for one in portfolio.products
    ]
    made = recorded(results, folder, label)
    return made._replace(unknown=() if tree is None else tree.modules)


def _whole(portfolio: Portfolio, tree: Tree) -> None:
    """Raises `HistoryError` where a document, or a file that one needs, has its content kept elsewhere."""
    read = {os.path.realpath(file) for file in portfolio.read}
    missing = {one for one in tree.pointers if one in read or one.lower().endswith(ENDINGS)}
    if not missing and any(one.state == REFUSED for one in portfolio.products):
        missing = set(tree.pointers)  # a pack or a lock may be among them
    if missing:
        names = sorted(os.path.relpath(one, tree.folder).replace(os.sep, "/") for one in missing)
        said = f"`{names[0]}`" + (f" and {len(names) - 1} more" if names[1:] else "")
        raise HistoryError(
            f"{tree.label}: {said} is kept in Git LFS, which is not asked; "
            "check that commit out (`git worktree add`) and use `--against FOLDER`"
        )
