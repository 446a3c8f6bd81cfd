"""Why a limit is open or fails, in Korean; names and numbers are kept."""

from __future__ import annotations

import re
from functools import cache

KOREAN: dict[str, str] = {
    "what is known is {} kg CO2e/kg, over the limit; what is missing may hold a credit that brings it back": (
        "확인된 배출 {0} kg CO2e/kg가 한도를 넘지만 빠진 크레딧이 낮출 수 있습니다"
    ),
    "what is known is {} kg CO2e, over the limit; what is missing may hold a credit that brings it back": (
        "확인된 배출 {0} kg CO2e가 한도를 넘지만 빠진 크레딧이 낮출 수 있습니다"
    ),
    "what is known is {} %, over the limit; what is missing may hold a credit that brings it back": (
        "확인된 증가 {0}%가 한도를 넘지만 빠진 크레딧이 낮출 수 있습니다"
    ),
    "the interval does not hold: one large uncertainty has another shape than the interval": (
        "불확도 구간을 쓸 수 없습니다: 큰 불확도 하나의 분포가 구간과 다릅니다"
    ),
    "there is no baseline: `--update` writes one, `--against git:REF` compares": (
        "기준이 없습니다: `--update`로 만들거나 `--against git:REF`로 비교하십시오"
    ),
    "the interval does not hold: large uncertainties multiply each other": (
        "불확도 구간을 쓸 수 없습니다: 큰 불확도들이 서로 곱해집니다"
    ),
    "the global warming potentials of `{}` are not those that were pinned": (
        "`{0}`의 지구온난화지수가 잠글 때와 다릅니다"
    ),
    "the interval does not hold: a loop may use as much as it makes": (
        "불확도 구간을 쓸 수 없습니다: 순환 고리가 만드는 만큼 쓸 수 있습니다"
    ),
    "{} % comes from statements that give no share; it counts as none": (
        "{0} %는 비율을 밝히지 않은 자료이며 0으로 칩니다"
    ),
    "the footprint has no interval in which what is assumed counts": (
        "가정한 값이 반영되는 불확도 구간이 없습니다"
    ),
    "it lies behind the gate, and the document has no line there": (
        "출하 이후 단계이며 문서에 그 항목이 없습니다"
    ),
    "it lies between {} and {}: {} % of the footprint has no score": (
        "{0} ~ {1} 사이: 탄소발자국의 {2} %에 점수가 없습니다"
    ),
    "the baseline is declared for another kind of amount": "기준의 선언 단위가 다른 차원입니다",
    "{} % of the footprint has no uncertainty that counts": (
        "탄소발자국의 {0} %에 반영되는 불확도가 없습니다"
    ),
    "declaration {} of {} does not say until when it holds": "{1}의 선언서 {0}에 유효 기한이 없습니다",
    "the document has no such scenario (did you mean {}?)": "문서에 그런 시나리오가 없습니다 (혹시 {0}?)",
    "the document has no such scenario": "문서에 그런 시나리오가 없습니다",
    "the scenario has no total: {}": "시나리오에 합계가 없습니다: {0}",
    "no line and no item is called so (did you mean {}?)": "그런 이름의 항목이 없습니다 (혹시 {0}?)",
    "the baseline is zero, of which there is no share": "기준이 0이어서 비율이 없습니다",
    "`{}` rests on pack `{}`, to be looked at again by {}": "`{0}`: 팩 `{1}`의 재검토 기한이 {2}입니다",
    "no line names such a supplier (did you mean {}?)": "그런 공급사가 없습니다 (혹시 {0}?)",
    "nothing is emitted, so that nothing is weighed": "배출이 없어 가중할 것이 없습니다",
    "the cells of `{}` are not those that were pinned": "`{0}`의 값이 잠글 때와 다릅니다",
    "`{}`: {} is pinned and no longer fits this line": "`{0}`: 잠긴 {1}이(가) 이 줄에 더는 맞지 않습니다",
    "`{}` is taken from `{}` of {}, another place": "`{0}`: 다른 지역({2})의 `{1}` 계수를 대신 썼습니다",
    "the document has no line in this stage": "문서에 이 단계의 항목이 없습니다",
    "the mass of the product is not stated": "제품의 질량이 없습니다",
    "{} % of the variance is only assumed: {}": "분산의 {0} %가 가정한 값입니다: {1}",
    "{} % of the variance is only assumed": "분산의 {0} %가 가정한 값입니다",
    "it was incomplete in the baseline": "기준에서 불완전했습니다",
    "the baseline has another boundary": "기준의 경계가 다릅니다",
    "no line and no item is called so": "그런 이름의 항목이 없습니다",
    "the baseline has another GWP set": "기준의 GWP 세트가 다릅니다",
    "the number `{}` is not in the lock": "숫자 `{0}`이(가) 잠금 파일에 없습니다",
    "{} % of the footprint has no score": "탄소발자국의 {0} %에 품질 점수가 없습니다",
    "`{}`: {} was taken, the lock holds {}": "`{0}`: {1}을(를) 썼으나 잠금 파일에는 {2}이(가) 있습니다",
    "declaration {} of {} holds from {} on": "{1}의 선언서 {0}은(는) {2}부터 유효합니다",
    "declaration {} of {} is deprecated": "{1}의 선언서 {0}은(는) 폐기되었습니다",
    "it was refused in the baseline": "기준에서 거부되었습니다",
    "credits of {} kg CO2e are in it": "크레딧 {0} kg CO2e가 포함되어 있습니다",
    "no line names such a supplier": "그런 공급사가 없습니다",
    "the footprint has no interval": "불확도 구간이 없습니다",
    "the gas `{}` is not in the lock": "기체 `{0}`이(가) 잠금 파일에 없습니다",
    "declaration {} of {} held until {}": "{1}의 선언서 {0}은(는) {2}까지 유효했습니다",
    "the statement `{}` held until {}": "자료 `{0}`은(는) {1}까지 유효했습니다",
    "`{}`: `{}` is not in the lock": "`{0}`: `{1}`이(가) 잠금 파일에 없습니다",
    "there is no `{}` to hold the picks to": "비교할 잠금 파일(`{0}`)이 없습니다",
    "it is not in the baseline": "기준에 없는 제품입니다",
    "nothing has a score": "품질 점수가 하나도 없습니다",
    "`{}` has no factor": "`{0}`에 배출계수가 없습니다",
    "incomplete": "빠진 항목이 있어 합계가 없습니다",
    "refused": "문서에 오류가 있어 계산하지 않았습니다",
}
"""Reasons as checks give them, `{}` for what changes; longer ones stand before those that they hold."""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(re.escape(english).replace(r"\{\}", "(.+)"), re.DOTALL), korean)
        for english, korean in KOREAN.items()
    ]


def why_said(why: str, lang: str) -> str:
    """A reason in a language, its names and numbers kept; in English where there are no words for it."""
    if lang != "ko" or not why:
        return why
    for pattern, korean in _patterns():
        found = pattern.fullmatch(why)
        if found is not None:
            return korean.format(*found.groups())
    return why
