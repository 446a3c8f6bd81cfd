"""Words of the pictures, bars and page of a programme, in English and Korean."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS: dict[str, tuple[str, str]] = {
    "all products": ("All products", "모든 제품"),
    "avoided": ("avoided", "감축량"),
    "no": ("no", "아니요"),
    "number of measures": ("measures", "감축수단 수"),
    "number of members": ("members", "참여자 수"),
    "number of products": ("products", "제품 수"),
    "numbers": ("numbers", "수치"),
    "of credit": ("credit", "크레딧"),
    "off the curve": ("not on the curve", "곡선에 없음"),
    "overview": ("Overview", "개요"),
    "part": ("part", "부품"),
    "uses": ("What became of credits", "크레딧 사용 내역"),
    "verdict": ("verdict", "판정"),
    "yes": ("yes", "예"),
    "after": ("after", "감축 후"),
    "all years": ("all years", "전체 연도"),
    "arrives in": ("arrives in", "감축이 도달하는 제품"),
    "also claimed": ("the same tonnes are claimed by", "같은 톤을 주장하는 곳"),
    "as credit": ("a credit", "크레딧"),
    "as footprint": ("a lower footprint of {products}", "더 낮은 발자국: {products}"),
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
    "cash": ("cash by year", "연도별 현금흐름"),
    "change": ("change", "변화"),
    "choose year": ("Year of the pictures", "그림의 연도"),
    "claims as": ("claims as", "주장 형태"),
    "closing": ("cheapest set that closes the gap", "격차를 메우는 최소비용 조합"),
    "contents": ("Contents", "목차"),
    "cost axis": ("{unit} per t CO2e; below 0 saves", "{unit}/t CO2e; 0 아래는 절감"),
    "cost_per_tonne": ("cost per tonne, {unit}", "톤당 비용, {unit}"),
    "credits": ("Credits", "외부사업 감축실적(크레딧)"),
    "credits beside": (
        "Credits stand beside footprints; no tonne and no footprint on this page is lowered by them.",
        "크레딧은 발자국과 별도로 표시하며, 이 페이지의 어떤 톤이나 발자국도 줄이지 않습니다.",
    ),
    "double claims": ("Claimed twice", "이중 주장"),
    "findings": ("Findings", "진단"),
    "finished": ("finished", "완제품"),
    "flow": ("from → to", "보내는 곳 → 받는 곳"),
    "gap": ("above the target", "목표 초과분"),
    "in programme": ("in the whole programme", "프로그램 전체"),
    "in table": ("and {count} more in the table", "외 {count}개는 표 참조"),
    "into measures": ("measures", "감축수단 투자"),
    "keys hidden": (
        "{count} bars are too narrow for their number: see the table.",
        "막대가 좁아 번호를 생략함 {count}개: 표 참조.",
    ),
    "kg per": ("kg CO2e per {unit}", "kg CO2e/{unit}"),
    "kinds": ("kinds", "종류"),
    "left over": ("not spent here", "여기서 쓰지 않은 금액"),
    "macc": ("Marginal abatement cost curve", "한계감축비용곡선(MACC)"),
    "measure": ("measure", "감축수단"),
    "measures": ("Measures", "감축수단"),
    "member": ("member", "참여기업"),
    "member one": ("1 member", "1개 참여자"),
    "members": ("{count} members", "{count}개 참여자"),
    "money": ("Money", "자금"),
    "money flow": ("Who pays whom", "자금 흐름"),
    "money key": (
        "Grey: own money. Hatched: spent on measures. Running back to the left: returned.",
        "회색: 자기자금. 빗금: 감축수단에 쓴 금액. 왼쪽으로 돌아가는 띠: 되돌려준 금액.",
    ),
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
        "This page needs no network and runs no script. Rounded for the eye; exact numbers: `--format json`.",
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
    "tier 0": ("Tier 0 (maker)", "완성품 제조사"),
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

_LABELS: dict[str, str] = {
    "achieved": "달성 감축량",
    "additionality": "추가성",
    "allocation": "무상할당",
    "amount": "금액",
    "attribution": "효과 배분",
    "balance": "수지",
    "base year": "기준연도",
    "baseline": "베이스라인",
    "budget": "예산",
    "code": "코드",
    "country": "국가",
    "cost": "비용",
    "cost per tonne": "톤당 비용",
    "cost per year": "연간 비용",
    "cumulative": "누적",
    "currency": "통화",
    "decided": "결정",
    "difference": "차이",
    "discount rate": "할인율",
    "emissions": "배출량",
    "energy": "에너지",
    "equipment": "설비",
    "error": "오류",
    "fail": "미달",
    "funds": "사용처",
    "groups": "그룹",
    "grid": "전력망",
    "gwp set": "GWP 세트",
    "help": "조치",
    "id": "이름",
    "in": "유입",
    "invested": "투자",
    "investment": "투자액",
    "issued": "발행",
    "kind": "종류",
    "last year": "마지막 연도",
    "leakage": "누출량",
    "left": "미사용",
    "leverage": "레버리지",
    "limit": "목표",
    "loan": "대출",
    "material": "소재",
    "message": "내용",
    "method": "방법",
    "net": "순액",
    "note": "참고",
    "notes": "참고",
    "npv": "순현재가치",
    "npv with carbon price": "순현재가치(탄소가격 포함)",
    "open": "미정",
    "other": "기타",
    "out": "유출",
    "out of": "재원",
    "own": "자기자금",
    "owner": "소유자",
    "paid": "지급",
    "pass": "달성",
    "path": "경로",
    "payback years": "회수기간(년)",
    "period": "기간",
    "place": "위치",
    "planned": "계획",
    "price": "가격",
    "price year": "가격 기준연도",
    "private per public": "공공자금 1당 민간자금",
    "process": "공정",
    "proven": "입증",
    "proven optimal": "최적 증명",
    "public": "공공자금",
    "public received": "받은 공공자금",
    "rates": "환율",
    "repayment": "상환",
    "returned support": "상생 환원금",
    "running": "운영 중",
    "saving": "절감액",
    "saving per year": "연간 절감액",
    "scheme": "제도",
    "serials": "일련번호",
    "severity": "심각도",
    "shared": "배분 방식",
    "source": "출처",
    "status": "상태",
    "subsidy": "보조금",
    "supplier": "공급사",
    "support": "지원금",
    "tonnes discounted": "할인 톤",
    "tonnes per public million": "공공자금 백만당 톤",
    "warning": "경고",
    "years": "기간",
}
"""Korean for keys and plain values of the report; English is the key itself."""

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


def label(key: str, lang: str) -> str:
    """A key or a plain value of the report in words; one that has none stays as it is."""
    if key in _WORDS and "{" not in _WORDS[key][0]:
        return say(key, lang)
    if not key.replace("_", "").replace("-", "").isalpha() or not key.islower():
        return key
    text = key.replace("_", " ").replace("-", " ")
    return _LABELS.get(text, text) if lang == "ko" else text


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
