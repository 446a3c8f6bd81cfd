"""The orchestrator: a document in, a footprint and findings out. `portfolio` does the same for many at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.documents.fields import Value, read_bare
from carbonfoot.documents.load import Amend, Documents, load
from carbonfoot.documents.part import KIND, Part
from carbonfoot.documents.roots import LOCK_FILE, ROOT_FILE, below, find_root
from carbonfoot.documents.sources import display_path
from carbonfoot.engine.loops import LoopError
from carbonfoot.factors.library import OWN_PACKS, Library, open_library
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.footprint.contributions import footprint
from carbonfoot.footprint.remarks import remarks
from carbonfoot.footprint.result import Footprint, Recipe
from carbonfoot.footprint.unheard import unheard_in
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.system.build import build
from carbonfoot.system.context import Asking
from carbonfoot.system.loops import loop_finding
from carbonfoot.system.model import System
from carbonfoot.system.solve import solve

if TYPE_CHECKING:
    from carbonfoot.factors.lock import Lock
    from carbonfoot.factors.pins import Pins
    from carbonfoot.footprint.uncertain import Policy

DEFAULT_GWP = "AR6"


class UsageError(Exception):
    """The command line asks for something that the document does not have; exit code 2."""


class Options(NamedTuple):
    """What a calculation may be told from outside the document; `project_gwp` holds where the document says nothing.

    packs         folders of the project's own factor packs, as its settings name them
    locked        take the picks of the project's lock, and refuse what it does not hold
    conservative  take the worst record where a line does not state its origin or route
    uncertainty   which origins of uncertainty count: a word of `footprint.interval.COUNTS`
    pedigree      the matrix that turns quality scores into variance
    allocation    a method for all documents with co-products instead of their own; `all` shows every method
    """

    gwp: str | None = None
    parameters: tuple[str, ...] = ()
    project_gwp: str | None = None
    packs: tuple[str, ...] = ()
    locked: bool = False
    conservative: bool = False
    uncertainty: str = "all"
    pedigree: str = "pedigree"
    allocation: str = ""


class Outcome(NamedTuple):
    """All that a report needs; `footprint` is None when an input was refused."""

    documents: Documents
    footprint: Footprint | None
    findings: list[Finding]
    library: Library
    gwp_set: str
    lock: str = ""
    recipe: Recipe | None = None


def calculate(
    file: str,
    options: Options,
    library: Library | None = None,
    pins: Pins | None = None,
    amend: Amend | None = None,
) -> Outcome:
    """The footprint of the part document at `file`. Raises `UsageError` for options the document cannot take.

    A `library` that is given has the packs of the project laid over it already; `pins` stand for those of the lock;
    `amend` is what a scenario makes of the documents.
    """
    laid_over = library is not None
    library = library or open_library()
    path = os.path.realpath(file)
    root = find_root(os.path.dirname(os.path.abspath(file)))
    default = options.project_gwp or DEFAULT_GWP
    overrides = overrides_of(options.parameters)
    documents = load(path, root, overrides, amend=amend)
    stopping = [] if laid_over else own_packs(library, root, options.packs)
    if options.locked:
        lock, wrong = read_lock(root)
        pins = None if lock is None else lock.pins()
        stopping += wrong
    if stopping:
        documents.findings += stopping
        return Outcome(documents, None, documents.findings, library, options.gwp or default)
    top = documents.loaded.get(path)
    if top is None:
        gwp_set = options.gwp or default
        _also_wrong(documents, overrides, library, gwp_set, amend)
        return Outcome(documents, None, documents.findings, library, gwp_set)
    documents.findings += packs_passed_by(root)
    known_parameters(options.parameters, top.part.parameters or {})
    gwp_set = options.gwp or top.part.gwp or default
    if options.allocation:
        _known_allocation(options.allocation, documents)
    asking = Asking(
        pins, options.conservative, allocation="" if options.allocation == "all" else options.allocation
    )
    try:
        result = result_of(documents, library, gwp_set, asking)
    except (OverflowError, QuantityError) as error:
        if isinstance(error, QuantityError) and error.code != "CF206":
            raise
        documents.findings.append(out_of_range(top.source.display))
        result = None
    if any(finding.code == "CF405" for finding in documents.findings):
        _also_wrong(documents, overrides, library, gwp_set, amend)
    if result is None:
        return Outcome(documents, None, documents.findings, library, gwp_set)
    documents.findings[:] = [_outside(one, documents, result.boundary) for one in documents.findings]
    documents.findings.extend(remarks(result, top.source.display))
    if pins is not None:
        from carbonfoot.system.locked import drifted

        documents.findings.extend(drifted(result.activities, library, pins))
    result = _looked_at(result, documents, library, options, asking)
    refused = any(severity(finding) == "error" for finding in documents.findings)
    if refused:
        result = result._replace(total=None, produced=())
    if result.total is not None:
        result = judged(result, documents, options)
        documents.findings += unheard_in(result, top.source.display)
    shown = display_path(os.path.join(root, LOCK_FILE)) if options.locked else ""
    recipe = Recipe(path, root, overrides, library, gwp_set, asking, amend)
    return Outcome(documents, result, documents.findings, library, gwp_set, shown, recipe)


def _looked_at(
    result: Footprint, documents: Documents, library: Library, options: Options, asking: Asking
) -> Footprint:
    """The result with what was asked for beside it: whom to ask, and every method of allocation."""
    if options.conservative:
        from carbonfoot.footprint.asking import asks

        result = result._replace(asks=asks(result))
    if options.allocation == "all":
        from carbonfoot.footprint.sharing import side_by_side

        result = result._replace(compared=side_by_side(documents, library, result.gwp_set, asking))
    return result


def judged(result: Footprint, documents: Documents, options: Options, *, brief: bool = False) -> Footprint:
    """The result with how far it may be off and how good its data are; CF448 where no interval can be made.

    brief  without the quality of each line and the shares of drivers
    """
    from carbonfoot.footprint.quality import quality
    from carbonfoot.uncertainty.errors import UncertaintyError

    try:
        result = result._replace(quality=quality(result, brief=brief))
        if options.uncertainty == "none":
            return result
        from carbonfoot.footprint.interval import doubts, uncertainty

        found = uncertainty(result, policy_of(options), names_of(documents), brief=brief)
    except UncertaintyError as error:
        message, help = (
            f"no interval: {', '.join(f'`{key}`' for key in error.keys)}: {error.said}",
            error.help,
        )
    except OverflowError:
        message, help = "no interval: it leaves the range of numbers", "an amount or a range is far too large"
    else:
        documents.findings += doubts(result, found)
        return result._replace(uncertainty=found)
    place = documents.loaded[documents.top].source.display
    documents.findings.append(Finding("CF448", message, place, help=help))
    return result


def policy_of(options: Options) -> Policy:
    """What the options count as uncertain."""
    from carbonfoot.footprint.interval import COUNTS
    from carbonfoot.footprint.uncertain import Policy

    return Policy(COUNTS[options.uncertainty], options.pedigree)


def names_of(documents: Documents, beside: Documents | None = None) -> Callable[[str], str]:
    """Names of files below their root, for drivers: draws do not depend on the folder that a command is given in.

    A file that is also `beside` keeps the name that it has there; another file of the same name gets one of its own.
    """
    others = {} if beside is None else _named(beside)
    taken = set(others.values())
    names = {}
    for file, name in _named(documents).items():
        own = f"other:{name}" if name in taken else name
        names[documents.loaded[file].source.display] = others.get(file, own)
    return lambda shown: names.get(shown, shown)


def _named(documents: Documents) -> dict[str, str]:
    """Files of documents, and their names below the root."""
    return {file: below(documents.root, file) for file in documents.loaded}


def read_lock(root: str) -> tuple[Lock | None, list[Finding]]:
    """The lock of a project; None with a finding where there is none (CF505), or none that can be used (CF506)."""
    from carbonfoot.factors.lock import read

    file = os.path.join(root, LOCK_FILE)
    return read(file, display_path(file))


def own_packs(library: Library, root: str, configured: tuple[str, ...]) -> list[Finding]:
    """Lay the project's own packs over the library; findings when one of them cannot be used."""
    if not configured and not os.path.isdir(os.path.join(root, OWN_PACKS)):
        return []
    from carbonfoot.factors.overlay import OwnPackError, lay_over, project_packs

    try:
        folders = project_packs(root, configured)
        if folders:
            lay_over(library, folders)
    except OwnPackError as error:
        from carbonfoot.factors.own_findings import findings

        return findings(error, display_path)
    return []


def packs_passed_by(root: str) -> list[Finding]:
    """A warning where the working folder has packs and the document, below it, has a root of its own without them."""
    here = os.getcwd()
    beside = os.path.join(here, OWN_PACKS)
    if here == root or not os.path.isdir(beside) or not os.path.realpath(root).startswith(here + os.sep):
        return []
    from carbonfoot.factors.pack import pack_folders

    names = pack_folders(beside)
    if not names or os.path.isfile(os.path.join(root, ROOT_FILE)):
        return []
    shown = display_path(root)
    packs = ", ".join(f"`{OWN_PACKS}/{name}`" for name in names)
    message = f"{packs} of the working folder is not used: `{shown}` is a root of its own"
    help = f"write a `{ROOT_FILE}` (it may be empty) beside `{OWN_PACKS}/`: then one project holds both"
    return [Finding("CF508", message, help=help)]


def result_of(documents: Documents, library: Library, gwp_set: str, asking: Asking) -> Footprint | None:
    """The footprint of the top document; None with a finding for a loop that has no solution.

    Raises `OverflowError`, or `QuantityError` CF206, where amounts multiply beyond the range of numbers.
    """
    top = documents.loaded[documents.top]
    system = build(documents, library, gwp_set, asking)
    try:
        return footprint_of(system, top.part)
    except LoopError as error:
        documents.findings.append(loop_finding(system, error))
        return None


def footprint_of(system: System, part: Part, *, brief: bool = False) -> Footprint:
    """The footprint of the first activity of a system, every number of it finite; `brief`: lines may be left out.

    Raises `LoopError` for a loop without solution, `OverflowError` beyond the range of numbers.
    """
    solved = solve(system)
    result = footprint(system, solved, part, brief=brief and part.carbonfoot == KIND)
    numbers = [one.co2e for one in result.contributions]
    numbers += [number for level in solved.levels for number in level.values()]
    numbers += [flow.multiplier for activity in system.activities for flow in activity.flows]
    if not all(map(isfinite, numbers)):
        raise OverflowError
    if part.carbonfoot != KIND or any(
        one.allocation or any(flow.credit for flow in one.flows) for one in system.activities
    ):
        from carbonfoot.footprint.sharing import with_sharing

        result = with_sharing(result)
    if part.carbonfoot != KIND:
        from carbonfoot.footprint.scopes import scopes  # few documents are sites

        result = result._replace(scopes=scopes(result))
    return result


def _also_wrong(
    documents: Documents, overrides: dict[str, Value], library: Library, gwp_set: str, amend: Amend | None
) -> None:
    """A second look at refused documents; the room is only opened when there are some."""
    from carbonfoot.system.salvaged import also_wrong

    salvaged = load(documents.top, documents.root, overrides, salvaging=True, amend=amend)
    documents.findings += also_wrong(documents, salvaged, library, gwp_set)
    documents.sources = {**salvaged.sources, **documents.sources}
    documents.tables += [table for table in salvaged.tables if table not in documents.tables]


def _outside(finding: Finding, documents: Documents, boundary: str) -> Finding:
    """What is incomplete beyond the gate stops no total that ends there, nor one of a linked document."""
    later = bool(finding.path) and finding.path[0] in ("distribution", "use", "end_of_life")
    counted = boundary == "cradle-to-grave" and finding.file == documents.loaded[documents.top].source.display
    if severity(finding) == "incomplete" and later and not counted:
        return finding._replace(severity="warning")
    return finding


def out_of_range(file: str) -> Finding:
    """CF206 for a product whose amounts multiply beyond the range of numbers."""
    message = "the amounts multiply to a number that no computer holds"
    return Finding(
        "CF206", message, file, help="one amount, yield or distance is wrong by many powers of ten"
    )


def overrides_of(settings: tuple[str, ...]) -> dict[str, Value]:
    """`NAME=VALUE` of a command line as parameters. Raises `UsageError`."""
    from pydantic_core import PydanticCustomError

    found: dict[str, Value] = {}
    for setting in settings:
        name, sign, text = setting.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"--set {setting}: write it as name=value")
        try:
            found[name.strip()] = read_bare(text)
        except PydanticCustomError as error:
            context = error.context or {}
            raise UsageError(f"--set {setting}: {context.get('said')} ({context.get('help')})") from None
    return found


def known_parameters(settings: tuple[str, ...], known: Mapping[str, object]) -> None:
    """Raise `UsageError` for a parameter that the document does not have."""
    for setting in settings:
        name = setting.partition("=")[0].strip()
        if name not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"--set {setting}: the document has no parameter `{name}` (it has: {names})")


def _known_allocation(method: str, documents: Documents) -> None:
    from carbonfoot.footprint.sharing import methods_of

    methods = methods_of(documents)
    if not methods:
        raise UsageError(f"--allocation {method}: no document of this calculation has co-products")
    if method not in ("all", *methods):
        raise UsageError(f"--allocation {method}: choose one of {', '.join(['all', *methods])}")
