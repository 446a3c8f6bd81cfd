"""A factor proposed for each line of a bill of materials, with how sure the proposal is and why. Nothing is applied.

The confidence is how well the words fit, not how good the factor is; `STEPS` is all of it. A line whose material has no fit
open factor gets none, whatever its name says: POM stays POM, though its name is bracket.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.aliases import ORDER, Alias, aliases
from carbonfoot.factors.codes import code_in
from carbonfoot.factors.library import Library, Record, fold
from carbonfoot.factors.need import Need
from carbonfoot.factors.resolve import resolve
from carbonfoot.factors.search import Found, ranked
from carbonfoot.intake.bom import Entry
from carbonfoot.intake.bom_words import KOREA
from carbonfoot.quantities.units import dimension_name, parse_quantity, parse_unit

STEPS = {
    "item": 1.0,
    "name": 1.0,
    "exact": 0.95,
    "broader": 0.8,
    "proxy": 0.6,
    "code": 0.5,
    "prefix": 0.4,
    "text": 0.4,
    "close": 0.3,
}
"""Confidence by how the item was found; `exact`, `broader` and `proxy` are aliases of the whole cell."""

IN_A_PART = 0.15
"""Less, where the alias is only a part of the cell."""

BY_NAME = 0.2
"""Less, where the name told and a material stands beside it."""

FORM_OF_IT = 0.9
"""At most, where the word is an alias of a material and the item, by its name, a form of it: PET is no bottle."""

OTHER_UNIT = 0.2
"""Less, where the amount of the line does not meet the unit of the factor."""

SURE = ("item", "name", "alias")
"""How an item is found that the words name; others hold the words, or look like them."""

ALTERNATIVES = 3
_LOOKED_AT = 12
_LIKELY = 0.7
"""Least likeness of a name that is proposed for a word nobody knows."""

KINDS = ("material", "water")
"""What a bill of materials is made of; energy, freight and waste have places of their own in a part document."""


class Proposal(NamedTuple):
    """An item for a line; `routes` are those that the user must choose from, `remark` what else is needed."""

    item: str
    route: str
    routes: tuple[str, ...]
    confidence: float
    how: str
    word: str
    note: str
    remark: str


class Match(NamedTuple):
    """A line and what is proposed for it; without a proposal `said` tells why, `nearest` what comes nearest."""

    entry: Entry
    proposal: Proposal | None
    alternatives: list[Proposal]
    said: str
    nearest: str
    origin: str


def match(library: Library, entries: list[Entry], origin: str = "") -> list[Match]:
    """A proposal for every line, or the reason why there is none. `origin` is that of lines without one."""
    matcher = Matcher(library)
    return [matcher.match(entry, region_of(library, entry.origin or origin)) for entry in entries]


class Matcher:
    """Proposals for lines; each distinct text is looked up once. Without `likeness` no name that only looks alike is found."""

    def __init__(self, library: Library, *, likeness: bool = True) -> None:
        self.library = library
        self.likeness = likeness
        self.year = int(max((row[0] for row in library.rows("select max(year) from record")), default="0"))
        self._texts: dict[tuple[str, float, bool], tuple[list[Proposal], Alias | None, str]] = {}
        self._records: dict[str, list[Record]] = {}
        self._needs: dict[tuple[str, str, str], tuple[str, bool, tuple[str, ...]]] = {}

    def match(self, entry: Entry, region: str) -> Match:
        """The proposal for a line of a region, or the reason why there is none."""
        found: list[Proposal] = []
        known = False
        other = ""
        for text, less, wide in _texts(entry):
            # Beside a material that is known a name is a second opinion, if it names an item.
            proposals, nothing, kind = self._of_text(text, less, wide and not known)
            if nothing is not None and not known:
                return Match(entry, None, [], _sentence(nothing), nothing.item, region)
            found += proposals
            known = known or bool(proposals)
            other = other or kind
        if entry.code and not known:
            found += _of_code(self.library, entry.code)
        found = self._best(entry, found, region)
        if not found:
            words = " or ".join(f"`{text}`" for text, *_ in _texts(entry))
            return Match(entry, None, [], other or f"nothing in the library matches {words}", "", region)
        return Match(entry, found[0], found[1 : ALTERNATIVES + 1], "", "", region)

    def _of_text(self, text: str, less: float, wide: bool) -> tuple[list[Proposal], Alias | None, str]:
        key = (text, less, wide)
        if key not in self._texts:
            self._texts[key] = _of_text(self.library, text, less, wide, likeness=self.likeness)
        return self._texts[key]

    def _best(self, entry: Entry, found: list[Proposal], region: str) -> list[Proposal]:
        """Each item once, the surest first, with what the line still needs; those of another unit lose confidence."""
        once: dict[tuple[str, str], Proposal] = {}
        for one in found:
            once.setdefault((one.item, one.route), one)
        full = [self._with_needs(entry, one, region) for one in once.values()]
        return sorted(full, key=lambda one: (-one.confidence, bool(one.remark)))

    def _with_needs(self, entry: Entry, one: Proposal, region: str) -> Proposal:
        if one.item not in self._records:
            self._records[one.item] = [
                record for record in self.library.records(one.item) if record.trust != "X"
            ]
        records = self._records[one.item]
        if not records:
            return one._replace(confidence=0.05, remark="every record is marked unfit")
        key = (one.item, entry.unit, region)
        if key not in self._needs:
            asked = _asked_routes(self.library, one.item, records, region, self.year)
            self._needs[key] = (*_unit_remark(entry.unit, records), asked)
        remark, fits, asked = self._needs[key]
        confidence = one.confidence if fits else max(round(one.confidence - OTHER_UNIT, 2), 0.05)
        return one._replace(confidence=confidence, remark=remark, routes=() if one.route else asked)


def region_of(library: Library, text: str) -> str:
    """The code of a region that a text names, in English or Korean; "" when it names none for sure."""
    plain = fold(text)
    if not plain:
        return ""
    if plain in KOREA:
        return "KR"
    rows = library.rows(
        "select code from region where level in ('country', 'group') and "
        "(code = ? or alpha3 = ? or lower(name) = ? or name_ko = ?)",
        text.strip().upper(),
        text.strip().upper(),
        plain,
        text.strip(),
    )
    return str(rows[0][0]) if len(rows) == 1 else ""


def _texts(entry: Entry) -> list[tuple[str, float, bool]]:
    """What tells the material, best first: the text, what its proposals lose in confidence, whether names are searched.

    A specification is looked at for grades alone: its sizes would match anything.
    """
    texts = [(entry.material, 0.0, True), (entry.spec, 0.0, not entry.material and not entry.name)]
    texts.append((entry.name, BY_NAME if entry.material else 0.0, True))
    return [one for one in texts if one[0]]


def _sentence(alias: Alias) -> str:
    note = alias.note.rstrip(".")
    return (
        f"`{alias.alias}`: {note}"
        if note.startswith("no ")
        else f"`{alias.alias}` has no fit open factor: {note}"
    )


def _of_text(
    library: Library, text: str, less: float, wide: bool, *, likeness: bool
) -> tuple[list[Proposal], Alias | None, str]:
    """Proposals for one text, or the alias that says that there is nothing; and what it is when it is no material."""
    meant = aliases(library, text)
    if meant and meant[0].relation == "none":
        return [], meant[0], ""
    found: list[Proposal] = []
    for at, one in enumerate(ranked(library, text, likeness=likeness, meant=meant)):
        if at == _LOOKED_AT:
            break
        if not one.item or (one.alias is not None and one.alias.relation == "none"):
            continue
        if not wide and one.why not in SURE:
            break
        sure = one.why in SURE
        if found and not sure and found[0].how in (*SURE, *ORDER):
            break  # an item that the words name is not doubted by those that only hold them
        kind = str(library.rows("select kind from item where item = ?", one.item)[0][0])
        if kind not in KINDS:
            if not found and sure and (one.alias is None or one.alias.whole):
                place = "list it where a part document has a place for it"
                return [], None, f"`{text}` is {kind} (`{one.item}`): {place}"
            continue
        if one.why == "close" and not _like_enough(one, text):
            continue
        proposal = _proposal(one, text, less)
        if found and one.why == "name" and _form_of(one.item, found[0]):
            most = max(round(FORM_OF_IT - less, 2), 0.05)
            proposal = proposal._replace(confidence=min(proposal.confidence, most))
        found.append(proposal)
    return found, None, ""


def _form_of(item: str, first: Proposal) -> bool:
    """Whether an item ends in the same word as the alias that came first, further down: packaging/plastic/pet of polymers/pet."""
    same = item.rpartition("/")[2] == first.item.rpartition("/")[2]
    return first.how == "exact" and same and item.count("/") > first.item.count("/")


def _like_enough(one: Found, text: str) -> bool:
    from difflib import SequenceMatcher

    from carbonfoot.factors.words import plain

    name = one.alias.alias if one.alias is not None else one.item.rpartition("/")[2]
    return SequenceMatcher(None, plain(name), plain(text), autojunk=False).ratio() >= _LIKELY


def _proposal(one: Found, text: str, less: float) -> Proposal:
    how, word, note, route = one.why, text, "", ""
    step = STEPS[how] if how in STEPS else STEPS["text"]
    if one.alias is not None:
        word, note, route = one.alias.alias, one.alias.note.rstrip("."), one.alias.route
        if one.why == "alias":
            how, step = one.alias.relation, STEPS[one.alias.relation]
            step -= 0.0 if one.alias.whole else IN_A_PART
        else:
            step = min(step, STEPS[one.alias.relation])
    return Proposal(one.item, route, (), round(max(step - less, 0.05), 2), how, word, note, "")


def _of_code(library: Library, code: str) -> list[Proposal]:
    named = code if code_in(code) is None or not code[:1].isdigit() else f"cn:{code}"
    found = []
    for one in ranked(library, named):
        if one.why == "code" and one.item and (one.alias is None or one.alias.relation != "none"):
            kind = library.rows("select kind from item where item = ?", one.item)[0][0]
            if kind in KINDS:
                found.append(_proposal(one, code, 0.0))
    return found[:ALTERNATIVES]


def _unit_remark(unit: str, records: list[Record]) -> tuple[str, bool]:
    """What the amount lacks to meet the factor, and whether it can meet it without another property than a mass."""
    if not unit:
        return "", True
    mine = parse_unit(unit).dimension
    theirs = [parse_unit(record.unit_den) for record in records]
    if any(one.dimension == mine for one in theirs):
        return "", True
    name = dimension_name(mine)
    if name == "number of pieces" and any(dimension_name(one.dimension) == "mass" for one in theirs):
        return "state `mass:` of a piece", True
    per = ", ".join(sorted({record.unit_den for record in records}))
    return f"the factor is per {per}, the amount in {unit}", False


def _asked_routes(
    library: Library, item: str, records: list[Record], origin: str, year: int
) -> tuple[str, ...]:
    """The routes that `calc` would ask for."""
    amount = parse_quantity(f"1 {records[0].unit_den}")
    problems = resolve(library, Need(item, amount, origin, year)).problems
    if any(problem.code == "CF303" for problem in problems):
        return tuple(sorted({record.route for record in records if record.route}))
    return ()
