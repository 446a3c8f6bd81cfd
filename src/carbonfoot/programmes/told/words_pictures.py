"""Words of the pictures, bars and page of a programme, in English and Korean."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS: dict[str, tuple[str, str]] = {
    "after": ("after", "감축 후"),
    "all years": ("all years", "전체 연도"),
    "arrives in": ("arrives in", "감축이 도달하는 제품"),
    "basis": ("Basis and notes", "산정 기준과 참고"),
    "before": ("before", "감축 전"),
    "beside": ("Without a place on the curve ({count}):", "곡선에 놓을 수 없는 수단 ({count}):"),
    "budget": ("budget", "배출 예산"),
    "cascade": ("Whose reduction arrives where, {year}", "감축의 연쇄 효과, {year}년"),
    "cascade more": (
        "Not drawn: {tonnes} t that effects add elsewhere. Net: {net} t.",
        "그리지 않음: 오히려 늘어나는 {tonnes} t. 순감축 {net} t.",
    ),
    "cascade sum": ("Bands together: {tonnes} t CO2e.", "띠의 합계: {tonnes} t CO2e."),
    "cascade title": ("Cascade by tier", "공급망 단계별 연쇄 효과"),
    "change": ("change", "변화"),
    "choose year": ("Year of the pictures", "그림의 연도"),
    "closing": ("cheapest set that closes the gap", "격차를 메우는 최소비용 조합"),
    "contents": ("Contents", "목차"),
    "cost axis": ("{unit} per t CO2e; below 0 saves", "{unit}/t CO2e; 0 아래는 절감"),
    "cost_per_tonne": ("cost per tonne, {unit}", "톤당 비용, {unit}"),
    "credits": ("Credits", "외부사업 감축실적(크레딧)"),
    "credits beside": (
        "Credits stand beside footprints; no tonne and no footprint on this page is lowered by them.",
        "크레딧은 발자국과 별도로 표시하며, 이 페이지의 어떤 톤이나 발자국도 줄이지 않습니다.",
    ),
    "findings": ("Findings", "진단"),
    "finished": ("finished", "완제품"),
    "flow": ("from → to", "보내는 곳 → 받는 곳"),
    "gap": ("above the target", "목표 초과분"),
    "in programme": ("in the whole programme", "프로그램 전체"),
    "in table": ("and {count} more in the table", "외 {count}개는 표 참조"),
    "invested": ("measures", "감축수단 투자"),
    "keys hidden": ("{count} bars are too narrow for their number: see the table.", "막대가 좁아 번호를 생략함 {count}개: 표 참조."),
    "kg per": ("kg CO2e per {unit}", "kg CO2e/{unit}"),
    "kinds": ("kinds", "종류"),
    "left over": ("not spent here", "여기서 쓰지 않은 금액"),
    "macc": ("Marginal abatement cost curve", "한계감축비용곡선(MACC)"),
    "measure": ("measure", "감축수단"),
    "measures": ("Measures", "감축수단"),
    "member": ("member", "참여기업"),
    "members": ("{count} members", "{count}개 참여자"),
    "money": ("Money", "자금"),
    "money flow": ("Who pays whom", "자금 흐름"),
    "money sum": (
        "Every amount once: {own} of own money = {spent} for measures + {left} not spent here.",
        "모든 금액은 한 번만 표시: 자기자금 {own} = 감축수단 {spent} + 여기서 쓰지 않음 {left}.",
    ),
    "no curve": ("no measure has both tonnes and a cost", "톤과 비용이 모두 있는 감축수단이 없습니다"),
    "no measures": ("no measures", "감축수단 없음"),
    "no money": ("no money is stated", "자금 정보가 없습니다"),
    "no payments": ("no payments and no investment are stated", "지급이나 투자 정보가 없습니다"),
    "no tier": ("no tier", "단계 없음"),
    "no tonnes": ("no tonnes avoided", "감축된 톤 없음"),
    "no total": ("no total: a line of a product is missing", "합계 없음: 제품의 항목이 빠져 있습니다"),
    "none": ("none", "없음"),
    "offline": (
        "This page needs no network and runs no script. Numbers are rounded for the eye; the exact ones are in "
        "`--format json`.",
        "이 페이지는 네트워크와 스크립트 없이 열립니다. 숫자는 반올림한 값이며 정확한 값은 `--format json`에 있습니다.",
    ),
    "other money": ("Banks and others", "은행·기타"),
    "other products": ("{count} other products", "그 밖의 제품 {count}개"),
    "others": ("{count} others", "그 외 {count}곳"),
    "others less": ("{count} smaller measures", "그 외 작은 감축수단 {count}개"),
    "others more": ("{count} smaller measures that add", "배출이 늘어나는 그 외 {count}개"),
    "over budget": ("{tonnes} t over the budget", "예산 초과 {tonnes} t"),
    "own money": ("own money", "자기자금"),
    "paid on": ("paid to others", "다른 참여자에게 지급"),
    "path": ("Path by year: {of}", "연도별 경로: {of}"),
    "path title": ("Path by year", "연도별 배출 경로"),
    "payments": ("Payments", "지급 내역"),
    "product": ("product", "제품"),
    "products": ("Before and after", "감축 전과 후"),
    "programme": ("Reduction programme", "감축 프로그램"),
    "public": ("Public money", "공공자금"),
    "received": ("received", "받은 금액"),
    "skip": ("Skip to content", "본문으로 건너뛰기"),
    "sold outside": ("(to others)", "(외부 납품)"),
    "t a year": ("t CO2e a year", "t CO2e/년"),
    "target": ("target", "목표"),
    "targets": ("Targets", "목표"),
    "tier": ("tier", "단계"),
    "tier n": ("Tier {tier}", "{tier}차 협력사"),
    "tier 0": ("Tier 0: finished product", "완성품 제조사"),
    "together": ("All years together, t CO2e", "전체 연도 합계, t CO2e"),
    "tonnes": ("t CO2e", "t CO2e"),
    "tonnes axis": ("t CO2e avoided, together {tonnes}", "감축량 t CO2e, 합계 {tonnes}"),
    "total": ("total", "합계"),
    "trading": ("Emissions trading", "배출권거래제"),
    "trading beside": (
        "Costs and allowances of trading stand beside footprints and are not part of them.",
        "배출권거래 비용과 할당량은 발자국과 별도로 표시하며 발자국에 포함되지 않습니다.",
    ),
    "unattributed": ("not shared among measures", "감축수단에 배분되지 않음"),
    "unit": ("unit", "단위"),
    "volume": ("volume", "생산량"),
    "waterfall": ("{of}, {year}: from before to after", "{of}, {year}년: 감축 전에서 후까지"),
    "who": ("who acts", "감축 주체"),
    "within": ("within the tier", "같은 단계 안에서"),
    "within budget": ("{tonnes} t below the budget", "예산보다 {tonnes} t 적음"),
    "year": ("year", "연도"),
}

_SCALES = (
    (1e9, "{} billion", "십억 {}"),
    (1e6, "{} million", "백만 {}"),
    (1e3, "{} thousand", "천 {}"),
    (1.0, "{}", "{}"),
)
_ENOUGH = 10.0
"""A unit is taken where the largest number is at least so many of it."""


def say(key: str, lang: str, **values: str) -> str:
    """The text in a language, with values filled in."""
    text = _WORDS[key][lang == "ko"]
    return text.format(**values) if values else text


def tier_name(tier: str, lang: str) -> str:
    """How a tier is called; `none` is that of members without one."""
    if tier == "0":
        return say("tier 0", lang)
    return say("tier n", lang, tier=tier) if tier.isdigit() else say("no tier", lang)


def money_unit(numbers: Sequence[float], currency: str, lang: str) -> tuple[float, str]:
    """By what money is divided for the eye, and how that is called: `KRW million`."""
    largest = max((abs(one) for one in numbers), default=0.0)
    size, english, korean = next((one for one in _SCALES if largest >= _ENOUGH * one[0]), _SCALES[-1])
    return size, (korean if lang == "ko" else english).format(currency)
