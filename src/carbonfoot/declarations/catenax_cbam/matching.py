"""Which goods of the installation a request asks for, and how its mass is split over records."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

from carbonfoot.cbam.model import GoodResult, Result
from carbonfoot.cbam.shapes.processes import Good
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import format_number, round_digits, shown

_SHOWN = 6
_EXACT = 1e-6


class Record(NamedTuple):
    """A record to be: goods that carry the same, the method asked for (None: ours), and tonnes (None: not known)."""

    good: GoodResult
    method: str | None
    mass: float | None


class Share(NamedTuple):
    """What an operator entry of the request becomes; `operator` is that entry, empty where the request names none."""

    operator: dict[str, Any]
    records: tuple[Record, ...]


class Answer(NamedTuple):
    """What one good of the request becomes; `staged`: other installations answer for the rest of its mass.

    asked   the good as the request has it; empty without a request
    path    where it stands there
    shares  one for each entry of the request that is about this installation: for each of several documents, say
    """

    asked: dict[str, Any]
    path: Path
    shares: tuple[Share, ...]
    staged: bool


def stated(result: Result, good: GoodResult) -> Good:
    """What the document says of a good."""
    goods = result.installation.processes[good.process].goods or []
    return goods[int(good.path[3])]


def method_of(result: Result, good: GoodResult) -> str | None:
    """Code of the production method of a good, as the document states it."""
    own = stated(result, good).production_method
    return own or result.installation.processes[good.process].production_method


def every_good(result: Result) -> list[Answer]:
    """All goods, without a request: the mass is what was made in the period."""
    return [
        Answer(
            {}, (), (Share({}, (Record(good, None, good.amount if good.unit != "MWh" else None),)),), False
        )
        for good in result.goods
    ]


def answer(result: Result, asked: dict[str, Any], path: Path, talk: Talk) -> Answer | None:
    """The goods and masses of one good of a request; None with findings where it cannot be answered."""
    goods = _goods(result, asked, path, talk)
    if any(good.unit == "MWh" for good in goods):
        said = "electricity is counted in MWh, and the message counts tonnes"
        talk.asked("CF850", said, (*path, "cnCode"), "declare it in another format, such as csv")
        return None
    if not goods:
        return None
    found = _installation(result, asked, path, talk)
    if found is None:
        return None
    pairs, several, staged = found
    shares = []
    for operator, installation in pairs:
        records: list[Record] = []
        for method, mass in _wanted(asked, operator, installation, others=several):
            split = _split(result, goods, mass, path, talk)
            if split is None:
                return None
            for good, part in split:
                ours = method_of(result, good)
                if method is not None and ours is not None and method != ours:
                    said = (
                        f"the production method {shown(method)} is asked for, and the document has `{ours}`"
                    )
                    talk.asked("CF850", said, path, "ask for that method, or correct `production_method`")
                    return None
                records.append(Record(good, method, part))
        shares.append(Share(operator, tuple(records)))
    _more_than_made(goods, [one.mass for share in shares for one in share.records], path, talk)
    return Answer(asked, path, tuple(shares), staged)


def _more_than_made(goods: list[GoodResult], masses: list[float | None], path: Path, talk: Talk) -> None:
    """A warning where more was delivered than the document says was made, or nothing at all."""
    asked = fsum(one or 0.0 for one in masses)
    names = ", ".join(f"`{good.name}`" for good in goods[:_SHOWN])
    if masses and all(one == 0 for one in masses):
        talk.asked(
            "CF852", f"the request asks for 0 t of {names}", path, "ask for the mass that was delivered"
        )
    if any(good.amount is None for good in goods):
        return
    made = fsum(good.amount or 0.0 for good in goods)
    if asked > made * (1.0 + _EXACT):
        said = f"{format_number(asked)} t are asked for, and {format_number(made)} t of {names} were made in the period"
        help = "look whether the unit is tonnes, and whether stock of another year was delivered: that has data of its own"
        talk.asked("CF852", said, path, help)


def _goods(result: Result, asked: dict[str, Any], path: Path, talk: Talk) -> list[GoodResult]:
    code = str(asked["cnCode"])
    ids = {str(one["value"]) for one in asked.get("productIds") or []}
    named = [good for good in result.goods if stated(result, good).id in ids]
    wrong = next((good for good in named if not good.cn.startswith(code)), None)
    if wrong is not None:
        said = f"`{stated(result, wrong).id}` is a good of CN code {wrong.cn} here, and {code} is asked for"
        talk.asked("CF850", said, (*path, "cnCode"), "ask for the one or the other")
        return []
    if named:
        return named
    found = [good for good in result.goods if good.cn.startswith(code)]
    if not found:
        made = list(dict.fromkeys(good.cn for good in result.goods))
        help = f"goods of this document: {', '.join(made[:_SHOWN])}"
        talk.asked("CF850", f"no good of CN code {code} is made here", (*path, "cnCode"), help)
    elif ids and all(stated(result, good).id for good in found):
        there = ", ".join(f"`{stated(result, good).id}`" for good in found[:_SHOWN])
        said = f"no good here has one of the `productIds`: answered by CN code {code}"
        talk.asked("CF852", said, (*path, "productIds"), f"article numbers of that code: {there}")
    return found


def _installation(
    result: Result, asked: dict[str, Any], path: Path, talk: Talk
) -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], bool, bool] | None:
    """Operators and installations of the request that are ours; whether it names several; whether others beside."""
    pairs = [
        (operator, installation, (*path, "operator", number))
        for number, operator in enumerate(asked.get("operator") or [])
        for installation in operator.get("installation") or [{}]
    ]
    if not pairs:
        return [({}, {})], False, False
    judged = [
        (_is_ours(result, operator, installation), operator, installation)
        for operator, installation, _ in pairs
    ]
    mine = [one for one in judged if one[0]] or [one for one in judged if one[0] is None and len(pairs) == 1]
    if not mine:
        head = result.installation.installation
        said = f"no installation of the request is `{head.name}`"
        help = "it is known by its `installationCbamId`, an id of `otherIds`, or its name"
        talk.asked("CF850", said, pairs[0][2], help)
        return None
    return [one[1:] for one in mine], len(pairs) > 1, len(mine) < len(pairs)


def _is_ours(result: Result, operator: dict[str, Any], installation: dict[str, Any]) -> bool | None:
    """Whether an installation of the request is this one; None where nothing tells."""
    head = result.installation.installation
    said = installation.get("installationIdentification") or {}
    ids = said.get("installationIds") or {}
    registered = ids.get("installationCbamId")
    if registered is not None and head.registry_id is not None:
        return bool(registered == head.registry_id)
    others = {one["value"] for one in ids.get("otherIds") or []}
    if head.id in others or said.get("installationName") in (head.name, head.name_ko):
        return True
    bpn = ((operator.get("operatorIdentification") or {}).get("operatorIds") or {}).get("operatorBpnl")
    own = head.operator.bpn if head.operator is not None else None
    if bpn is not None and own is not None and bpn != own:
        return False
    return None if said.get("installationName") is None and not others and registered is None else False


def _wanted(
    asked: dict[str, Any], operator: dict[str, Any], installation: dict[str, Any], *, others: bool
) -> list[tuple[str | None, float | None]]:
    """Method and mass of each record asked for; one of all the mass where the request lists none."""
    records = installation.get("emissionsRecords") or []
    each = [
        ((one.get("productionMethod") or {}).get("methodId"), (one.get("activityData") or {}).get("netMass"))
        for one in records
    ]
    if each and all(mass is not None for _, mass in each):
        return each
    total = installation.get("installationNetMass")
    if total is None and len(operator.get("installation") or []) <= 1:
        total = operator.get("operatorNetMass")
    if total is None and not others:
        total = (asked.get("businessTransactionDetails") or {}).get("requestNetMass")
    return [(each[0][0] if len(each) == 1 else None, total)]


def _split(
    result: Result, goods: list[GoodResult], mass: float | None, path: Path, talk: Talk
) -> list[tuple[GoodResult, float | None]] | None:
    """A mass over goods: those that carry the same stand in one record, others share by what was made of them."""
    alike: dict[tuple[object, ...], list[GoodResult]] = {}
    for good in goods:
        mill = stated(result, good).steel_mill
        alike.setdefault((good.process, good.see, good.route, method_of(result, good), mill), []).append(good)
    if len(alike) == 1:
        return [(goods[0], mass)]
    made = [
        None if any(one.amount is None for one in group) else fsum(one.amount or 0.0 for one in group)
        for group in alike.values()
    ]
    names = ", ".join(f"`{group[0].name}`" for group in alike.values())
    total = fsum(one or 0.0 for one in made)
    if mass is None or not total or any(one is None for one in made):
        help = "name one by `productIds`: the article number, `id` of a good"
        talk.asked("CF850", f"several goods answer, and they differ: {names}", (*path, "cnCode"), help)
        return None
    said = f"several goods answer, and they differ: the mass is split by what was made of each ({names})"
    talk.asked("CF852", said, (*path, "cnCode"), "name one by `productIds` where only one was delivered")
    parts = [round_digits(mass * (one or 0.0) / total) for one in made]
    parts[-1] = round_digits(mass - fsum(parts[:-1]))
    return [(group[0], part) for group, part in zip(alike.values(), parts, strict=True)]
