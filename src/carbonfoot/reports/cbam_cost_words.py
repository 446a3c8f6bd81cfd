"""Words of the answers about costs under CBAM, in English and Korean."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "imports of {year}, {price} EUR a certificate",
        "{year}년 수입분, 인증서 1장 {price} EUR",
    ),
    "direct": ("direct emissions in scope", "직접배출만 적용 대상"),
    "direct+indirect": ("direct and indirect emissions in scope", "직접·간접배출 모두 적용 대상"),
    "a-year": ("{tonnes} t a year", "연간 {tonnes} t"),
    "as-stated": ("as stated", "진술된 값"),
    "together": ("together {tonnes}", "합계 {tonnes}"),
    "no-quantity": (
        "no quantity said (--quantity): per tonne only",
        "물량 없음(--quantity): 톤당 값만 표시",
    ),
    "actual": ("actual", "실제값"),
    "default": ("default", "기본값"),
    "see": ("embedded emissions, t CO2e/t", "내재배출량, t CO2e/t"),
    "free": ("less free allocation", "무상할당 조정(−)"),
    "paid": ("less carbon price paid", "지불한 탄소가격(−)"),
    "certificates": ("certificates per t", "톤당 인증서"),
    "eur": ("EUR per t", "톤당 EUR"),
    "certificates-year": ("certificates a year", "연간 인증서"),
    "eur-year": ("EUR a year", "연간 EUR"),
    "worth": ("measuring is worth {eur} EUR per t", "실제값을 쓰면 톤당 {eur} EUR 절감"),
    "worth-year": (", {eur} EUR a year", ", 연간 {eur} EUR"),
    "costs": (
        "the default value costs {eur} EUR per t less than measuring",
        "기본값이 실제값보다 톤당 {eur} EUR 적음",
    ),
    "costs-year": (", {eur} EUR a year less", ", 연간 {eur} EUR 적음"),
    "why-free": ("free", "무상할당"),
    "why-default": ("default", "기본값"),
    "why-paid": ("paid", "탄소가격"),
    "default-row": (
        "{base} + {markup} % = {value} t CO2e/t; {row}",
        "{base} + {markup} % = {value} t CO2e/t; {row}",
    ),
    "year": ("year", "연도"),
    "factor": ("CBAM factor", "CBAM 계수"),
    "eur-actual": ("actual EUR/t", "실제값 EUR/t"),
    "eur-default": ("default EUR/t", "기본값 EUR/t"),
    "worth-t": ("worth EUR/t", "차이 EUR/t"),
    "worth-a": ("worth EUR/year", "차이 EUR/년"),
    "own": ("own process", "자체 공정"),
    "column": ("column {column} {value}", "{column}열 {value}"),
    "route": (", route {route}", ", 경로 {route}"),
    "note-same": (
        (
            "Every year stands with the same certificate price, and with the same actual emissions and "
            "carbon price paid; free allocation that a verified report states takes the factors of "
            "each year."
        ),
        (
            "모든 연도에 같은 인증서 가격, 같은 실제 배출량과 탄소가격을 적용함. 검증보고서의 "
            "무상할당은 연도별 계수로 환산함."
        ),
    ),
    "note-default-precursors": (
        (
            "{share} of the actual emissions in scope rest on default values, whose mark-up is that of "
            "{year} in every year."
        ),
        "실제값 적용분의 {share}는 기본값에 근거하며, 가산율은 모든 연도에 {year}년 것을 적용함.",
    ),
    "note-not-verified": (
        (
            "the values of {names} are not verified: without a verification report the default value "
            "counts in their place (Implementing Regulation (EU) 2025/2547, Annex II, A.1, point 5)."
        ),
        (
            "{names}의 값은 검증되지 않음: 검증보고서가 없으면 기본값을 적용함((EU) 2025/2547 부속서 II, "
            "A.1, 5항)."
        ),
    ),
    "note-carried": (
        "* The cross-sectoral factor or benchmark of this year is not set: the last one is carried on.",
        "* 이 연도의 부문간 보정계수나 벤치마크는 정해지지 않아 마지막 값을 이어 씀.",
    ),
    "note-benchmarks": (
        (
            "Benchmarks of (EU) 2025/2620 are read from the Commission's workbook: the text of the act "
            "was not available. Its markers (1) and (2) are taken as 2026-2027 and 2028-2030, as "
            "public tools read them. New benchmarks are announced for imports from 2027."
        ),
        (
            "(EU) 2025/2620 벤치마크는 집행위 엑셀에서 읽음(법령 원문은 확인하지 못함). 표시 (1)·(2)는 "
            "공개 도구들의 해석대로 2026~2027년·2028~2030년으로 봄. 2027년 수입분부터 새 벤치마크가 "
            "예고됨."
        ),
    ),
    "note-de-minimis": (
        (
            "An importer whose goods weigh at most {tonnes} t in a calendar year, all codes together, "
            "owes nothing (Regulation (EU) 2023/956, Article 2a; not for hydrogen and electricity). "
            "This is not applied here."
        ),
        (
            "한 수입자의 한 해 수입 순중량이 모든 코드를 합쳐 {tonnes} t 이하면 의무가 없음(규정 (EU) "
            "2023/956 제2a조; 수소·전력 제외). 여기에는 적용하지 않음."
        ),
    ),
    "note-paid-default": (
        "Beside a default value no carbon price paid counts (Regulation (EU) 2023/956, Article 9(4)).",
        "기본값을 쓰면 지불한 탄소가격은 인정되지 않음(규정 (EU) 2023/956 제9조(4)).",
    ),
    "note-verified": (
        (
            "Actual values count only where an accredited verifier confirmed them (Regulation (EU) "
            "2023/956, Article 8(1))."
        ),
        "실제값은 인정된 검증기관이 확인한 경우에만 인정됨(규정 (EU) 2023/956 제8조(1)).",
    ),
    "note-stated-for": (
        "The data are of {year}: they stand for goods imported in {asked}.",
        "{year}년 데이터를 {asked}년 수입분에 적용함.",
    ),
    "compare-title": ("{cn}, best first", "{cn}, 유리한 순"),
    "supplier": ("supplier", "공급사"),
    "c-direct": ("direct", "직접"),
    "c-indirect": ("indirect", "간접"),
    "c-scope": ("in scope", "적용분"),
    "c-default-share": ("default", "기본값"),
    "c-power": ("MWh/t", "MWh/t"),
    "c-certificates": ("cert./t", "인증서/t"),
    "c-eur": ("EUR/t", "EUR/t"),
    "compare-unit": (
        "t CO2e/t; `default` is the share of emissions in scope that rests on default values",
        "t CO2e/t; ‘기본값’은 적용분 중 기본값에 근거한 비율",
    ),
    "by-certificates": ("Sorted by certificates per tonne.", "톤당 인증서가 적은 순."),
    "by-scope": (
        "Sorted by emissions in scope: certificates are not known of all.",
        "적용분이 적은 순: 모든 공급사의 인증서를 알 수는 없음.",
    ),
    "compare-year": (
        "imports of {year}; without a price of certificates",
        "{year}년 수입분; 인증서 가격 없음",
    ),
    "compare-before": (
        "Certificates before the carbon price paid: state --certificate-price to take it off.",
        "탄소가격을 빼기 전의 인증서: --certificate-price를 주면 뺌.",
    ),
    "c-default-row": ("default value, {country}", "기본값, {country}"),
}


def say(key: str, lang: str) -> str:
    """A label in a language, `en` or `ko`."""
    return _WORDS[key][1 if lang == "ko" else 0]
