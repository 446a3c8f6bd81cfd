"""A system file: bytes to a judged `System`, or findings; never both a system and an error."""

from __future__ import annotations

import gc
from typing import Any, NamedTuple

from carbonfoot.documents.json_found import Found, as_list, as_number, as_object, as_text
from carbonfoot.documents.json_places import placed
from carbonfoot.documents.json_text import count_keys, keys_twice, parse, read_bytes, too_small
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.technosphere.examine import Examiner
from carbonfoot.technosphere.indicators import Choice, clash, complete, read_fallback, read_indicators
from carbonfoot.technosphere.model import System
from carbonfoot.technosphere.names import unknown
from carbonfoot.technosphere.plain import KEYS, plain
from carbonfoot.technosphere.uncertain import Distributions, read_correlations

TOP = {
    "activities": True,
    "demands": True,
    "name": False,
    "note": False,
    "indicators": False,
    "fallback": False,
    "correlations": False,
}
DEMAND = {"id": True, "amount": False, "unit": False, "note": False}


class Source:
    """A file and its text, which is read again, once, when a finding has to be shown."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.display = display_path(file)
        self._text: str | None = None

    def text(self) -> str | None:
        """The text; undecodable bytes are marked. None when the file is no longer there."""
        if self._text is None:
            from carbonfoot.documents.encoding import decode

            data, findings = read_bytes(self.file, self.display)
            if findings:
                return None
            text, _ = decode(data, self.display)
            self._text = text if text is not None else data.decode("utf-8", "replace").removeprefix("\ufeff")
        return self._text


class Reading(NamedTuple):
    """What came of a file.

    system    None when a finding refuses it
    choice    which factor every flow takes
    name      of the system, "" when it has none
    findings  with their places
    """

    source: Source
    system: System | None
    choice: Choice | None
    name: str
    findings: list[Finding]

    @property
    def display(self) -> str:
        """The path of the file as findings show it."""
        return self.source.display

    def text_of(self, display: str) -> str | None:
        """The text of the file, for carets."""
        return self.source.text() if display == self.display else None


def read(file: str) -> Reading:
    """The system in a file. Nothing raises, whatever the file holds; one run reports all findings."""
    source = Source(file)
    display = source.display
    data, findings = read_bytes(file, display)
    if findings:
        return Reading(source, None, None, "", findings)
    collecting = gc.isenabled()
    gc.disable()  # plain data has no cycles, and collections cost as much as the reading
    try:
        parsed, notes = parse(data, display)
        if parsed is None and any(severity(one) == "error" for one in notes):
            return Reading(source, None, None, "", notes)
        found = Found(display)
        escapes = b"\\u" in data or not data.isascii()
        system, choice, name, keys = _system(parsed, found, ascii_only=not escapes)
        notes = [*notes, *keys_twice(data, keys, display), *too_small(data, display)]
        del data
    finally:
        if collecting:
            gc.enable()
    findings = [*notes, *found.all()]
    if findings:
        text = source.text()
        findings = placed(findings, text) if text is not None else findings
    refused = any(severity(one) in ("error", "incomplete") for one in findings)
    return Reading(source, None if refused else system, choice, name, findings)


def _system(parsed: Any, found: Found, *, ascii_only: bool) -> tuple[System | None, Choice | None, str, int]:
    """The system, which factor every flow takes, the name, and how many keys were read."""
    top = as_object(parsed, TOP, found, ())
    if top is None:
        return None, None, "", count_keys(parsed)
    name = as_text(top["name"], found, ("name",)) or "" if "name" in top else ""
    activities = as_list(top["activities"], found, ("activities",))
    if not activities and isinstance(top["activities"], list):
        found.add("CF427", "there are no activities", ("activities",), "list at least one")
    system = None if "indicators" in top else plain(activities, ascii_only)
    distributions = Distributions(found)
    if system is not None:
        rest = {key: value for key, value in top.items() if key != "activities"}
        keys = len(KEYS) * len(activities) + 1 + count_keys(rest)
        index = dict(zip(system.ids, range(len(system.ids)), strict=True))
    else:
        keys = count_keys(parsed)
        examiner = Examiner(activities, found, distributions)
        system = examiner.read("indicators" in top)
        index = examiner.index
    if "indicators" in top:
        system.indicators = read_indicators(top["indicators"], found, distributions)
    elif system.flows:
        help = "list `indicators` with a factor for each flow"
        found.add("CF102", "flows are stated, and `indicators` is missing", (), help)
    if "fallback" in top:
        system.fallback = read_fallback(top["fallback"], found)
    system.uncertain = distributions.all
    if "correlations" in top:
        system.correlations = read_correlations(top["correlations"], system, found)
    clash(system, found)
    _demands(top["demands"], system, index, found)
    choice = complete(system, found)
    return system, choice, name, keys


def _demands(given: Any, system: System, index: dict[str, int], found: Found) -> None:
    listed = as_list(given, found, ("demands",))
    if not listed and isinstance(given, list):
        found.add(
            "CF427", "there are no demands", ("demands",), "name the activities whose footprint is asked for"
        )
    for n, one in enumerate(listed):
        path: Path = ("demands", n)
        body: dict[str, Any] | None = {"id": one}
        if isinstance(one, dict):
            body = as_object(one, DEMAND, found, path)
        if body is None:
            continue
        id_path = (*path, "id") if isinstance(one, dict) else path
        name = as_text(body["id"], found, id_path)
        amount: float | None = 1.0
        if "amount" in body:
            amount = as_number(body["amount"], found, (*path, "amount"))
        if name is None or amount is None:
            continue
        target = index.get(name)
        if target is None:
            unknown(name, index, found, id_path)
            continue
        if "unit" in body:
            amount = _in_unit(body["unit"], amount, system.units.get(target, ""), found, (*path, "unit"))
        if amount is not None:
            system.demands.append((target, amount))


def _in_unit(given: Any, amount: float, wanted: str, found: Found, path: Path) -> float | None:
    from carbonfoot.technosphere.units import conversion

    stated = as_text(given, found, path)
    scale = None if stated is None else conversion(stated, wanted, "the demand", found, path)
    return None if scale is None else amount * scale
