"""Labels of `carbonfoot diff`, English and Korean."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "difference": "difference",
        "cause": "Because of",
        "other product": "compared with another product: {name}",
        "of A": "of A",
        "nothing": "nothing that changes the total",
        "lines": "Lines that changed most",
        "more lines": "{count} more",
        "still": "{count} more differ without an effect on the total",
        "quantities": "quantities",
        "yields": "yields, lifetimes, uses",
        "structure": "lines added, removed, relinked",
        "factors": "factors",
        "energy_mix": "energy mix",
        "allocation": "allocation",
        "gwp_set": "GWP set",
        "boundary": "boundary",
        "added": "added",
        "removed": "removed",
        "other values": "other values of {record}",
        "nothing there": "nothing",
        "per": "{amount} per {reference}",
        "at least": "at least {number} kg CO2e",
        "headline": "{number} kg CO2e per {reference}",
        "rescaled": "B is declared per {other}; it was brought to {reference}",
        "incomplete": "lines are missing: the split is of what is known",
        "joined": "causes joined by + cannot be told apart: some of them alone would use up what a loop makes",
        "method text": "Shapley values over the causes: exact, and the same in whatever order they are taken",
    },
    "ko": {
        "difference": "차이",
        "cause": "원인",
        "other product": "다른 제품과 비교: {name}",
        "of A": "A 대비",
        "nothing": "합계를 바꾸는 원인 없음",
        "lines": "가장 많이 바뀐 항목",
        "more lines": "외 {count}개",
        "still": "합계에 영향 없이 다른 항목 {count}개",
        "quantities": "수량",
        "yields": "수율·수명·사용 횟수",
        "structure": "항목 추가·삭제·연결 변경",
        "factors": "배출계수",
        "energy_mix": "에너지 믹스",
        "allocation": "할당",
        "gwp_set": "GWP 세트",
        "boundary": "경계",
        "added": "추가됨",
        "removed": "삭제됨",
        "other values": "{record}의 값이 다름",
        "nothing there": "없음",
        "per": "{reference}당 {amount}",
        "at least": "최소 {number} kg CO2e",
        "headline": "{reference}당 {number} kg CO2e",
        "rescaled": "B는 {other} 기준으로 선언되어 {reference} 기준으로 환산함",
        "incomplete": "누락된 항목이 있음: 알려진 부분만 분해함",
        "joined": "+로 묶인 원인은 나눌 수 없음: 일부만 바꾸면 순환이 만드는 만큼을 다 써 버림",
        "method text": "원인별 샤플리 값: 잔차가 없고 순서에 따라 달라지지 않음",
    },
}


def said(key: str, lang: str) -> str:
    """The label in a language."""
    return WORDS[lang].get(key, key)
