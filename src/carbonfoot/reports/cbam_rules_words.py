"""Words of the answers about the rules of CBAM, in English and Korean."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "year": ("year", "연도"),
    "base": ("base", "기준값"),
    "markup": ("mark-up", "가산율"),
    "value": ("value", "적용값"),
    "later": ("and later", "이후 포함"),
    "headline": (
        "default value {value} t CO2e/t for imports of {year}",
        "{year}년 수입분 기본값 {value} t CO2e/t",
    ),
    "exempt": ("no embedded emissions: outside the mechanism", "내재배출량 0: 제도 적용 제외"),
    "choose": ("several default values stand for this code", "이 코드에 기본값이 여러 개 있음"),
    "choose-alone": (
        "one default value begins with this code: write it out",
        "이 코드로 시작하는 기본값은 하나: 전체 코드를 쓸 것",
    ),
    "row": ("row", "행"),
    "why": ("why", "근거"),
    "act": ("act", "법령"),
    "edition": ("edition {edition}", "{edition} 판"),
    "verified": ("checked", "대조"),
    "route": ("route", "생산경로"),
    "route-use": ("it picks the benchmark, never the value", "벤치마크만 정하고 값은 정하지 않음"),
    "no-route": ("none: the benchmark does not depend on it", "없음: 벤치마크가 경로와 무관"),
    "parts": ("of it", "구성"),
    "direct": ("direct", "직접"),
    "indirect": ("indirect", "간접"),
    "not-printed": ("not printed", "표기 없음"),
    "information": ("for information", "참고용"),
    "good": ("good", "품목"),
    "unknown-country": ("country of production not known", "생산국 미상"),
    "others": ("other values, for comparison only", "다른 값(비교용, 적용하지 않음)"),
    "superseded": ("{edition}, superseded", "{edition}, 대체됨"),
    "first-edition": ("{edition} with mark-up as printed", "{edition}에 인쇄된 가산 후 값"),
    "workbook": ("digits of the workbook", "엑셀 원자료의 자릿수"),
    "subdivision": ("{good}", "{good}"),
    "pack": ("pack {pack}", "팩 {pack}"),
    "help": ("to choose", "선택 방법"),
    "scope-covered": ("covered", "적용 대상"),
    "scope-part": ("covered in part", "일부만 적용 대상"),
    "scope-excepted": ("not covered: excepted in Annex I", "적용 제외: 부속서 I에서 명시적으로 제외"),
    "scope-not-covered": ("not covered: not in Annex I", "적용 대상 아님: 부속서 I에 없음"),
    "scope-unlisted": (
        "not known: Annex I has its heading, the list of codes has no such code; covered if it exists",
        "알 수 없음: 호는 부속서 I에 있으나 코드 목록에 없는 코드; 실재하는 코드라면 적용 대상",
    ),
    "scope-no-code": (
        "no such code: the nomenclature has no such chapter",
        "없는 코드: 품목분류표에 그런 류가 없음",
    ),
    "line": ("Annex I", "부속서 I"),
    "list": ("list", "목록"),
    "codes-below": ("{count} codes: {codes}", "코드 {count}개: {codes}"),
    "category": ("category", "품목군"),
    "in-scope": ("in scope", "적용 범위"),
    "scope-direct": ("direct emissions only (Annex II)", "직접배출만(부속서 II)"),
    "scope-direct+indirect": ("direct and indirect emissions", "직접·간접배출"),
    "gases": ("gases", "온실가스"),
    "unit": ("unit", "기능단위"),
    "unit-t": ("tonne of good", "제품 1톤"),
    "unit-t clinker": ("tonne of clinker contained", "함유 클링커 1톤"),
    "unit-kg N": ("kg of nitrogen contained", "함유 질소 1 kg"),
    "unit-supplementary unit": ("supplementary unit of the tariff", "관세표의 보충단위"),
    "unit-kWh": ("kWh", "kWh"),
    "routes": ("routes", "생산경로"),
    "precursors": ("precursors", "전구물질"),
    "precursors-rule": (
        "goods of Annex I that go into it, by all their mass; scrap and exempt origins with zero (2023/956, Annex IV, 3)",
        "투입되는 부속서 I 품목 전부(투입 총질량 기준); 스크랩과 면제국 원산 품목은 0 (2023/956, 부속서 IV, 3항)",
    ),
    "precursors-annex-ii": (
        "indirect emissions of a precursor count where the precursor is outside Annex II (2025/2547, Annex I, 3.1)",
        "부속서 II에 없는 전구물질은 간접배출도 산입 (2025/2547, 부속서 I, 3.1)",
    ),
    "threshold": ("de minimis", "최소기준"),
    "threshold-rule": (
        "{value} {unit} net a calendar year, of all such goods of one importer; above it, everything counts ({place})",
        "수입자 1인의 해당 품목 전체 순중량 연 {value} {unit}; 넘으면 전량 적용 ({place})",
    ),
    "threshold-none": (
        "none: the threshold by mass is not for these goods",
        "없음: 이 품목에는 질량 기준이 적용되지 않음",
    ),
    "excepts": ("except", "제외"),
    "known": ("codes there are", "있는 코드"),
    "near": ("covered near it", "인접 적용 호"),
    "proposal": ("proposal", "개정안"),
    "proposal-rule": (
        "NOT LAW: {act} of {edition} would cover {codes} ({note})",
        "법이 아닌 제안: {edition} {act}안은 {codes}을(를) 추가 ({note})",
    ),
    "proposal-beside": (
        "NOT LAW: {act} of {edition} does not name this code; of its heading it names {codes}",
        "법이 아닌 제안: {edition} {act}안에 이 코드는 없고, 같은 호에서 {codes}을(를) 추가",
    ),
    "note": ("note", "비고"),
    "Carbon dioxide": ("carbon dioxide", "이산화탄소"),
    "Nitrous oxide": ("nitrous oxide", "아산화질소"),
    "perfluorocarbons": ("perfluorocarbons", "과불화탄소"),
    "A": ("grey clinker or cement", "회색 클링커·시멘트"),
    "B": ("white clinker or cement", "백색 클링커·시멘트"),
    "C": ("carbon steel, blast furnace", "탄소강, 고로"),
    "D": ("carbon steel, direct reduction and arc furnace", "탄소강, 직접환원·전기로"),
    "E": ("carbon steel, scrap and arc furnace", "탄소강, 스크랩·전기로"),
    "F": ("low alloy steel, blast furnace", "저합금강, 고로"),
    "G": ("low alloy steel, direct reduction and arc furnace", "저합금강, 직접환원·전기로"),
    "H": ("low alloy steel, scrap and arc furnace", "저합금강, 스크랩·전기로"),
    "J": ("high alloy steel, arc furnace", "고합금강, 전기로"),
    "K": ("primary aluminium", "1차 알루미늄"),
    "L": ("secondary aluminium", "2차(재생) 알루미늄"),
    "text": ("read in the text of the act", "법령 원문 확인"),
    "transcription": ("compared with a public transcription of the act", "법령의 공개 전사본과 대조"),
    "quoted": ("as public documents quote the act", "공개 문서의 인용"),
    "workbook-only": (
        "informative workbook; the text of the act was not compared",
        "참고용 엑셀; 원문 미대조",
    ),
    "no": (
        "NOT compared with the edition in force: `cbam cost` takes it with --accept-superseded alone",
        "시행 중인 판과 미대조: `cbam cost`는 --accept-superseded 일 때만 사용",
    ),
}
_TELLING = {"workbook": "workbook-only"}


def say(key: str, lang: str) -> str:
    """The words of a key in a language, `en` or `ko`."""
    return _WORDS[key][lang == "ko"]


def checked(verified: str, lang: str) -> str:
    """What the mark of a row means."""
    return say(_TELLING.get(verified, verified), lang)


def known(key: str) -> bool:
    """Whether there are words for a key."""
    return key in _WORDS
