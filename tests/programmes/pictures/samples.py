"""A programme as its report tells it, made up: three tiers, eight measures, two cars, payments down and back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

YEARS = tuple(range(2025, 2036))


def _by(numbers: Any) -> dict[str, float]:
    return {str(year): float(numbers(place)) for place, year in enumerate(YEARS)}


MEMBERS = (
    ("ministry", "Ministry of Industry", "산업통상부", "public", None),
    ("kia", "Car maker", "완성차", "oem", 0),
    ("sungwoo", "Sungwoo Hitech", "성우하이텍", "supplier", 1),
    ("dongil", "Dongil Casting", "동일주조", "supplier", 1),
    ("hanil", "Hanil Fastener", "한일파스너", "supplier", 2),
    ("jinsung", "Jinsung Plating", "진성도금", "supplier", 2),
    ("mill", "Integrated mill", "일관제철소", "material-maker", 3),
    ("bank", "Development bank", "산업은행", "bank", None),
)

MEASURES = (  # member, kg less per car EV, kg less per van, cost per t
    ("dri", "Gas DRI share of 20 %", "가스 직접환원철 20 %", "mill", 210.0, 260.0, 92000.0),
    ("air", "Inverter compressor", "인버터 압축기", "hanil", 14.0, 9.0, -61000.0),
    ("furnace", "Induction furnace", "유도로", "dongil", 88.0, 35.0, 18000.0),
    ("ppa", "Wind power by contract (PPA)", "풍력 PPA", "kia", 61.0, 74.0, 34000.0),
    ("pv", "Photovoltaics on the roof", "지붕 태양광", "sungwoo", 32.0, 21.0, -24000.0),
    ("led", "LED", "LED 조명", "sungwoo", 2.1, 1.4, -148000.0),
    ("scrap", "More scrap in castings", "주조 스크랩 확대", "dongil", 45.0, -3.0, 7000.0),
    ("bath", "Heat pump for plating baths", "도금조 히트펌프", "jinsung", 19.0, 6.0, 121000.0),
)


def _tier(member: str) -> int | None:
    return next(tier for key, _, _, _, tier in MEMBERS if key == member)


def _kg(full: float) -> dict[str, float]:
    return _by(lambda place: -full * min(1.0, place / 4))


def sample() -> dict[str, Any]:
    """The `data` of the report."""
    products = []
    for number, (key, name, korean, before, sold, column) in enumerate(
        (
            ("EV-1", "Electric car", "전기차", 9800.0, 42000.0, 4),
            ("VAN-1", "Electric van", "전기 밴", 14200.0, 8000.0, 5),
            ("BOLT", "Bolt sold to others", "외부 납품 볼트", 4.2, 900000.0, 0),
        )
    ):
        reductions = (
            {one[0]: float(one[column]) for one in MEASURES} if column else {"air": 0.31, "dri": 0.42}
        )
        changes = {key: _kg(full) for key, full in reductions.items()}
        volume = _by(lambda place, sold=sold: sold * (1 + 0.02 * place))
        befores = _by(lambda place, before=before: before * (1 - 0.004 * place))
        products.append(
            {
                "number": number,
                "member": "kia" if column else "hanil",
                "file": f"parts/{key.lower()}.yaml",
                "id": key,
                "name": name,
                "name_ko": korean,
                "unit": "1 piece",
                "finished": bool(column),
                "before": befores,
                "after": {
                    year: kg + sum(change[year] for change in changes.values())
                    for year, kg in befores.items()
                },
                "volume": volume,
                "volume_stated": True,
                "inside": _by(lambda _: 0.0) if column else _by(lambda _: 400000.0),
                "by_tier": [
                    {"tier": tier, "before": before / 4, "after": before / 4 * 0.9} for tier in (0, 1, 2, 3)
                ],
                "by_measure": [{"measure": one, "kg": change} for one, change in changes.items()],
                "declarations": None,
            }
        )
    return {
        "programme": {
            "id": "AGREEMENT-2025",
            "name": "Supply chain agreement",
            "name_ko": "공급망 탄소감축 협약",
        },
        "basis": {
            "gwp_set": "AR6",
            "base_year": 2025,
            "last_year": 2035,
            "grid": [{"country": "KR", "source": "national plan", "path": {"2030": "0.30 kg CO2e/kWh"}}],
            "attribution": {"method": "shapley", "groups": [{"measures": ["air"], "shared": "alone"}]},
        },
        "years": list(YEARS),
        "members": [
            {
                "id": key,
                "name": name,
                "name_ko": korean,
                "role": role,
                "tier": tier,
                "sector": None,
                "country": "KR",
            }
            for key, name, korean, role, tier in MEMBERS
        ],
        "products": products,
        "measures": _measures(products),
        "totals": _totals(products),
        "cascade": {"tiers": [], "flows": [], "routes": routes(products, _tier, _members())},
        "money": _money(products),
        "credits": None,
        "trading": None,
        "targets": _targets(products),
    }


def _members() -> dict[str, str]:
    return {key: member for key, _, _, member, *_ in MEASURES}


def routes(products: Any, tier: Any, member_of: dict[str, str], by_way: bool = True) -> list[dict[str, Any]]:
    """The way of every tonne: the mill and the bolt maker act on bolts, of which cars are made; all others act on cars."""
    sums: dict[tuple[Any, ...], dict[str, dict[str, float]]] = {}
    bolt = next((one["number"] for one in products if one["id"] == "BOLT"), None)
    for product in products:
        number = product["number"]
        for entry in product["by_measure"]:
            member = member_of[entry["measure"]]
            below = by_way and member in ("mill", "hanil") and bolt is not None
            stops = [number] if number == bolt or not below else [bolt, number]
            for year, kg in entry["kg"].items():
                tonnes = -kg * _leaving(product, year) / 1000
                key = "avoided" if tonnes > 0 else "added"
                for source, target in pairwise([None, *stops, None]):
                    ends = (tier(member), member if source is None else None, source, target)
                    series = sums.setdefault(ends, {"avoided": {}, "added": {}})[key]
                    if tonnes:
                        series[year] = series.get(year, 0.0) + abs(tonnes)
    return [
        {"by_tier": by, "from_member": member, "from_product": source, "to_product": target, **series}
        for (by, member, source, target), series in sums.items()
    ]


def _leaving(product: dict[str, Any], year: str) -> float:
    return float(product["volume"][year] - product["inside"][year])


def _avoided(products: list[dict[str, Any]], measure: str, year: str) -> float:
    return -sum(
        float(entry["kg"][year]) * _leaving(product, year) / 1000
        for product in products
        for entry in product["by_measure"]
        if entry["measure"] == measure
    )


def _measures(products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for number, (key, name, korean, member, *_) in enumerate(MEASURES):
        avoided = {str(year): _avoided(products, key, str(year)) for year in YEARS}
        found.append(
            {
                "number": number,
                "id": key,
                "name": name,
                "name_ko": korean,
                "member": member,
                "tier": _tier(member),
                "kind": "equipment",
                "technology": None,
                "status": "planned",
                "first": 2026,
                "last": 2035,
                "share": _by(lambda place: min(1.0, place / 4)),
                "avoided": avoided,
                "avoided_in_finished": avoided,
                "avoided_total": sum(avoided.values()),
            }
        )
    return found


def _totals(products: list[dict[str, Any]]) -> dict[str, Any]:
    def of(key: str) -> dict[str, float]:
        return {
            str(year): sum(one[key][str(year)] * _leaving(one, str(year)) / 1000 for one in products)
            for year in YEARS
        }

    before, after = of("before"), of("after")
    return {
        "complete": True,
        "emitted_before": before,
        "emitted_after": after,
        "avoided": {year: before[year] - after[year] for year in before},
    }


def _money(products: list[dict[str, Any]]) -> dict[str, Any]:
    payments = (
        ("P1", "ministry", "kia", 4.0e9, 2026, "subsidy"),
        ("P2", "kia", "sungwoo", 3.0e9, 2026, "support"),
        ("P3", "kia", "dongil", 5.0e9, 2026, "support"),
        ("P4", "sungwoo", "hanil", 1.2e9, 2027, "returned-support"),
        ("P5", "dongil", "jinsung", 0.9e9, 2027, "returned-support"),
        ("P6", "dongil", "kia", 0.6e9, 2029, "repayment"),
        ("P7", "ministry", "mill", 2.5e9, 2026, "subsidy"),
        ("P8", "bank", "jinsung", 0.5e9, 2027, "loan"),
    )
    invested = {
        "kia": 3.1e9,
        "sungwoo": 2.6e9,
        "dongil": 7.0e9,
        "hanil": 1.5e9,
        "jinsung": 1.3e9,
        "mill": 9.5e9,
    }
    out_of = {"P2": {"P1": 3.0e9}, "P3": {"P1": 1.0e9}, "P4": {"P2": 1.2e9}, "P5": {"P3": 0.9e9}}
    passed = {key: sum(one.get(key, 0.0) for one in out_of.values()) for key, *_ in payments}
    members = []
    for key, *_ in MEMBERS:
        received = sum(one[3] for one in payments if one[2] == key)
        handed = sum(passed[one[0]] for one in payments if one[2] == key)
        paid = sum(one[3] for one in payments if one[1] == key)
        members.append(
            {
                "id": key,
                "tier": _tier(key),
                "invested": invested.get(key, 0.0),
                "received": {"support": received},
                "paid": {"support": paid},
                "own": invested.get(key, 0.0) - min(invested.get(key, 0.0), received - handed),
                "saving": 0.0,
                "cost": 0.0,
                "net": 0.0,
            }
        )
    tonnes = {one[0]: sum(_avoided(products, one[0], str(year)) for year in YEARS) for one in MEASURES}
    return {
        "currency": "KRW",
        "price_year": 2025,
        "discount_rate": 0.045,
        "rates": {"EUR": 1620.0},
        "members": members,
        "payments": [
            {
                "id": key,
                "from": source,
                "to": target,
                "amount": f"{amount:.0f} KRW",
                "amount_in_currency": amount,
                "year": year,
                "kind": kind,
                "funds": [{"measure": "air", "amount": amount - passed[key]}],
                "out_of": [*out_of.get(key, {})],
                "passed_on": passed[key],
                "left": amount - passed[key],
                "origins": {source: amount},
            }
            for key, source, target, amount, year, kind in payments
        ],
        "measures": [
            {
                "id": one[0],
                "investment": 1.0e9,
                "paid_in": 2026,
                "funded": {"support": 0.4e9},
                "own": 0.6e9,
                "saving_per_year": 1.1e8,
                "cost_per_year": 0.0,
                "payback_years": 5.5,
                "cash": _by(lambda place: 1.1e8 * place if place else -1.0e9),
                "npv": -2.0e8,
                "npv_with_carbon_price": 1.0e8,
                "tonnes_discounted": tonnes[one[0]] * 0.8,
                "tonnes": tonnes[one[0]],
                "cost_per_tonne": one[6],
            }
            for one in MEASURES
        ],
        "macc": [
            {"measure": one[0], "tonnes": tonnes[one[0]], "cost_per_tonne": one[6]}
            for one in sorted(MEASURES, key=lambda one: one[6])
        ],
        "not_on_macc": [],
        "reaches": [{"from": "ministry", "tier": 1, "amount": 4.0e9}],
        "leverage": {"public": 6.5e9, "tonnes_per_public_million": 12.3, "private_per_public": 2.8},
        "balance": {"in": 25.0e9, "out": 25.0e9, "difference": 0.0},
    }


def _targets(products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    totals = _totals(products)
    before, after = totals["emitted_before"], totals["emitted_after"]
    limit = {str(year): before["2025"] * (1 - 0.014 * (year - 2025)) for year in (*YEARS, 2045)}
    car = products[0]
    return [
        {
            "id": "programme-path",
            "product": None,
            "unit": "t CO2e a year",
            "stated": [2030, 2035, 2045],
            "limit": limit,
            "before": before,
            "after": after,
            "gap": {year: after[year] - limit[year] for year in after},
            "verdict": {
                year: "open" if year not in after else "pass" if after[year] <= limit[year] else "fail"
                for year in limit
            },
            "cumulative": {
                "budget": 5.6e6,
                "before": sum(before.values()),
                "after": sum(after.values()),
                "gap": sum(after.values()) - 5.6e6,
            },
            "closing": {
                "measures": ["ppa", "pv"],
                "investment": 2.0e9,
                "achieved": {"2035": 450000.0},
                "proven_optimal": True,
            },
        },
        {
            "id": "car-2030",
            "product": 0,
            "stated": [2030, 2035],
            "unit": "kg CO2e per 1 piece",
            "limit": {"2030": 9200.0, "2035": 9000.0},
            "before": {year: car["before"][year] for year in ("2030", "2035")},
            "after": {year: car["after"][year] for year in ("2030", "2035")},
            "gap": {"2030": -100.0, "2035": -1.0},
            "verdict": {"2030": "pass", "2035": "fail"},
            "cumulative": None,
            "closing": None,
        },
    ]
