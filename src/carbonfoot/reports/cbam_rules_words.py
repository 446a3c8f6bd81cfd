"""Words of the answers about the rules of CBAM, in English and Korean."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "year": ("year", "연도"),
    "base": ("base", "기본값"),
    "markup": ("mark-up", "가산율"),
    "value": ("value", "적용값"),
    "later": ("and later", "이후 포함"),
    "headline": (
        "default value {value} t CO2e/t for imports of {year}",
        "{year}년 수입분 기본값 {value} t CO2e/t",
    ),
    "exempt": ("no embedded emissions: outside the mechanism", "내재배출량 0: 제도 적용 제외"),
    "choose": ("several default values stand for this code", "이 코드에 기본값이 여러 개 있음"),
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
    "no": ("not compared with the edition in force", "시행 중인 판과 미대조"),
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
