"""Labels of `carbonfoot check`, English and Korean."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<![\w.])-?\d[\d.]*(?:e-?\d+)?")

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "pass": "PASS",
        "fail": "FAIL",
        "open": "OPEN",
        "accepted limit": "ACCEPTED",
        "those accepted": "These are accepted by comments",
        "count accepted": ", {number} accepted",
        "count": "{pass} of {all} hold, {fail} do not, {open} cannot be judged",
        "nothing": "nothing is asked of what was checked: there is no budget for it and no `expect:`",
        "held": "These hold",
        "more": "... and {count} more",
        "accepted": "{number} accepted by comments",
        "total": "total",
        "per_kg": "per kg of product",
        "stage": "stage {name}",
        "item": "item {name}",
        "supplier": "supplier {name}",
        "growth": "growth since baseline",
        "probability": "P({name})",
        "pds": "primary data share",
        "dqr": "data quality rating",
        "none_of": "no {name}",
        "valid_on": "declarations on {name}",
        "expect": "expected {name}",
        "most": "at most {limit}",
        "least": "at least {limit}",
        "is": "{limit}",
    },
    "ko": {
        "pass": "통과",
        "fail": "위반",
        "open": "미정",
        "accepted limit": "수용",
        "those accepted": "주석으로 수용된 항목",
        "count accepted": ", {number}건 수용",
        "count": "{all}건 중 {pass}건 통과, {fail}건 위반, {open}건 판정 불가",
        "nothing": "검사 대상에 적용되는 한도(budgets)도 기대값(`expect:`)도 없습니다",
        "held": "통과한 항목",
        "more": "... 외 {count}건",
        "accepted": "주석으로 수용된 항목 {number}건",
        "total": "합계",
        "per_kg": "제품 1 kg당",
        "stage": "단계: {name}",
        "item": "항목: {name}",
        "supplier": "공급사: {name}",
        "growth": "기준 대비 증가",
        "probability": "확률({name})",
        "pds": "1차 데이터 비율",
        "dqr": "데이터 품질 등급",
        "none_of": "없어야 함: {name}",
        "valid_on": "{name} 선언서 유효",
        "expect": "기대값 {name}",
        "most": "{limit} 이하",
        "least": "{limit} 이상",
        "is": "{limit}",
        "proxy": "대체 계수",
        "expired-factor": "기한 지난 계수",
        "drift": "잠금 불일치",
        "missing-line": "누락 항목",
        "assumed-uncertainty": "가정한 불확도",
        "incomplete": "빠진 항목이 있어 합계가 없습니다",
        "refused": "문서에 오류가 있어 계산하지 않았습니다",
        "what is known is # kg CO2e, over the limit; a missing credit may bring it back": "확인된 배출 # kg CO2e가 "
        "한도를 넘지만 빠진 크레딧이 낮출 수 있습니다",
        "what is known is # kg CO2e/kg, over the limit; a missing credit may bring it back": "확인된 배출 "
        "# kg CO2e/kg가 한도를 넘지만 빠진 크레딧이 낮출 수 있습니다",
        "what is known is # %, over the limit; a missing credit may bring it back": "확인된 증가 #%가 한도를 "
        "넘지만 빠진 크레딧이 낮출 수 있습니다",
        "the mass of the product is not stated": "제품의 질량이 없습니다",
        "the footprint has no interval": "불확도 구간이 없습니다",
        "nothing is emitted, so that nothing is weighed": "배출이 없어 가중할 것이 없습니다",
        "the document has no line in this stage": "문서에 이 단계의 항목이 없습니다",
        "no line and no item is called so": "그런 이름의 항목이 없습니다",
        "no line names such a supplier": "그런 공급사가 없습니다",
        "nothing has a score": "품질 점수가 하나도 없습니다",
        "it lies behind the gate, and the document has no line there": "출하 이후 단계이며 문서에 그 항목이 없습니다",
        "# % of the variance is only assumed": "분산의 # %가 가정한 값입니다",
        "# % of the footprint has no uncertainty that counts": "탄소발자국의 # %에 반영되는 불확도가 없습니다",
        "# % of the footprint has no score": "탄소발자국의 # %에 품질 점수가 없습니다",
        "# % comes from statements that give no share; it counts as none": "# %는 비율을 밝히지 않은 자료이며 0으로 칩니다",
        "it lies between # and #: # % of the footprint has no score": "# ~ # 사이: 탄소발자국의 # %에 점수가 없습니다",
        "credits of # kg CO2e are in it": "크레딧 # kg CO2e가 포함되어 있습니다",
        "there is no baseline: `--update` writes one, `--against git:REF` compares": "기준이 없습니다: "
        "`--update`로 만들거나 `--against git:REF`로 비교하십시오",
        "it is not in the baseline": "기준에 없는 제품입니다",
        "it was incomplete in the baseline": "기준에서 불완전했습니다",
        "it was refused in the baseline": "기준에서 거부되었습니다",
        "the baseline has another boundary": "기준의 경계가 다릅니다",
        "the baseline has another GWP set": "기준의 GWP 세트가 다릅니다",
        "the baseline is declared for another kind of amount": "기준의 선언 단위가 다른 차원입니다",
        "the baseline is zero, of which there is no share": "기준이 0이어서 비율이 없습니다",
    },
}


def said(key: str, lang: str) -> str:
    """The label in a language; the key itself where it is a name, or is said in English alone."""
    return WORDS[lang].get(key, key)


def why_said(why: str, lang: str) -> str:
    """A reason in a language, its numbers kept; in English where there are no words for it."""
    numbers = iter(_NUMBER.findall(why))
    pattern = WORDS[lang].get(_NUMBER.sub("#", why))
    if pattern is None:
        return said(why, lang)
    return re.sub("#", lambda _: next(numbers), pattern)
