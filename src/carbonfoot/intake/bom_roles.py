"""What the columns of a bill of materials hold, told by their names alone: Korean, English, German and SAP words.

`bom_words` reads a list of parts for `factors match`; here an amount, a mass of a piece and a part number are kept apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from carbonfoot.intake.bom_words import UNITS, folded, unit_in
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

ROLES = (
    *("level", "number", "name", "material", "spec", "quantity", "total", "unit"),
    *("mass", "mass-unit", "origin", "supplier", "code", "phantom", "position", "parent", "parent-name"),
)
"""In the order in which the mapping is shown."""

_WORDS = {
    "level": "level|lv|lvl|lev|bom level|explosion level|structure level|indent|indent level|stufe|"
    "auflösungsstufe|"
    "dglvl|레벨|단계|bom 레벨|bom레벨|계층|차수|전개레벨",
    "number": "part no|part no.|part number|partnumber|part nr|p/n|pn|item no|item number|item code|"
    "component number|"
    "component no|material number|material no|material code|article number|article no|matnr|idnrk|"
    "materialnummer|artikelnummer|teilenummer|sachnummer|komponentennummer|품번|부품번호|품목번호|품목코드|"
    "자재코드|"
    "자재번호|도번|도면번호|부품코드|코드|code|object id|자품번|하위품번|자품목|자품목코드|자품목번호|자부품|"
    "자부품번호|하위품목|"
    "하위품목코드|하위품목번호|구성품번|구성품목코드|자자재|자자재코드|하위자재코드|자품번호|child part|"
    "child part no|child part number|"
    "child item|child item no|child item number|child number|child no|child|child material|component part|"
    "component part no|component part number|component item|component item no|component item number|"
    "component material|komponentenmaterial",
    "name": "name|part name|partname|item name|description|desc|part description|article|component name|"
    "component description|material description|object description|short text|material short text|maktx|ojtxp|"
    "bezeichnung|benennung|kurztext|objektkurztext|materialkurztext|품명|품목명|부품명|부품|명칭|자재명|자재|"
    "품목 명칭|부품 명칭|제품명|내역|파트명|자품명|하위품명|자품목명|하위품목명|구성품명|자자재명|자부품명|"
    "child name|"
    "child description|child part name|component part name|component part description",
    "material": "materials|raw material|material name|material grade|grade|material spec|substance|werkstoff|"
    "재질|재료|소재|원재료|원료|원료명|원재료명|성분명|ingredient|ingredients|rohstoff|원소재|재질명|소재명|"
    "재료명|재질(material)|주재질|사용재질|원자재",
    "spec": "spec|specification|specs|size|dimension|dimensions|abmessung|규격|사양|스펙|규격/사양|재질/규격|"
    "재질 및 규격|치수",
    "quantity": "quantity|amount|qty|q'ty|qnty|usage|consumption|comp. qty|component quantity|component qty|"
    "required quantity|"
    "qty per|qty per assy|qty per assembly|qty/assy|quantity per|quantity per assembly|quantity per parent|"
    "menge|komponentenmenge|mngko|수량|소요량|사용량|투입량|소요수량|필요수량|개수|원단위|단위소요량|"
    "단위수량|단위당소요량",
    "total": "total quantity|total qty|extended quantity|extended qty|ext qty|qty total|quantity total|"
    "qty per product|"
    "quantity per product|gesamtmenge|총수량|총소요량|총 소요량|총사용량|누적소요량|총소요수량",
    "unit": "unit|units|un|uom|u/m|bun|cun|unit of measure|unit of measurement|base unit|base unit of measure|"
    "component unit|component uom|me|einheit|mengeneinheit|basismengeneinheit|meins|meinh|mmein|"
    "단위|수량단위|기본단위|소요단위",
    "mass": "weight|net weight|unit weight|mass|piece weight|weight per piece|net weight per piece|"
    "weight/ea|weight/pc|"
    "wt|net wt|unit wt|piece wt|wt per piece|wt/pc|wt/ea|unit mass|mass per piece|gewicht|nettogewicht|"
    "stückgewicht|einzelgewicht|ntgew|"
    "중량|무게|질량|순중량|정미중량|단위중량|단중|개당중량|개당 중량|부품중량|단품중량|total weight|"
    "line weight|"
    "gesamtgewicht|총중량|중량합계",
    "mass-unit": "weight unit|unit of weight|mass unit|wun|gewichtseinheit|gewei|중량단위|무게단위",
    "origin": "origin|country|country of origin|made in|coo|source country|ursprungsland|herkunftsland|herkl|"
    "원산지|생산지|제조국|생산국|국가|원산국|제조국가",
    "supplier": "supplier|vendor|supplier name|vendor name|manufacturer|lieferant|hersteller|공급사|"
    "공급업체|업체|"
    "업체명|협력사|거래처|제조사|납품업체",
    "code": "hs|hs code|hscode|hsk|cn code|cn|tariff code|commodity code|stawn|zolltarifnummer|hs코드|세번|"
    "hs부호|"
    "세번부호|hs 번호|hsk코드",
    "phantom": "phantom|phantom item|phantom indicator|dummy|dummy assembly|dumps|팬텀|팬텀여부|가상품목",
    "parent": "parent|parent part|parent part no|parent part number|parent item|parent item no|"
    "parent item number|"
    "parent no|parent number|parent material|parent material number|parent assembly|parent code|parent product|"
    "header material|assembly|assembly no|assembly number|next assembly|next higher assembly|nha|"
    "übergeordnetes material|übergeordnete baugruppe|baugruppe|kopfmaterial|모품번|모품목|모품목코드|"
    "모품목번호|상위품번|"
    "상위품목|상위품목코드|상위품목번호|모자재|모자재코드|상위자재|상위자재코드|모부품|모부품번호|모품번호|"
    "제품코드|완제품코드",
    "parent-name": "parent name|parent description|parent part name|assembly name|모품명|상위품명|모품목명|"
    "상위품목명|모자재명",
    "position": "no|no.|nr|nr.|#|pos|pos.|position|positionsnummer|posnr|item|seq|sequence|line|순번|번호|"
    "연번|항번|항목",
}

_EITHER = {
    "component": ("name", "number"),
    "komponente": ("name", "number"),
    "part": ("name", "number"),
    "품목": ("name", "number"),
    "item": ("name", "position"),
    "material": ("material", "number"),
    "matnr": ("number", "parent"),
    **dict.fromkeys(("mpn", "manufacturerpartnumber", "mfrpartnumber", "mfgpartnumber"), ("number", "")),
    **dict.fromkeys(
        ("배합비", "배합비율", "배합율", "조성비", "함량", "wt", "wt%", "share"), ("quantity", "")
    ),
    **dict.fromkeys(("anteil", "composition", "percentage", "proportion"), ("quantity", "")),
}
"""Words with a second meaning, which holds where another column surely has the first; "" is none."""

_MATERIAL_TEXT = (
    "material description|material short text|materialkurztext|materialbezeichnung|object description|maktx"
)
"""Beside one of these a column `Material` is the number of SAP, and no substance."""

_PIECE = (
    "unit wt|piece wt|wt per piece|wt/pc|wt/ea|unit weight|piece weight|weight per piece|"
    "net weight per piece|weight/ea|weight/pc|unit mass|mass per piece|"
    "stückgewicht|einzelgewicht|ntgew|단위중량|단중|개당중량|개당 중량|부품중량|단품중량"
)
_LINE = "total weight|line weight|gesamtgewicht|총중량|중량합계"
_PARENT = (
    "qty per assy|qty per assembly|qty/assy|quantity per assembly|quantity per parent|원단위|단위소요량|"
    "단위당소요량|단위수량"
)

_WATCHED = {
    "gross": "gross|gross weight|gross wt|input weight|blank weight|raw weight|material weight|brutto|"
    "bruttogewicht|"
    "rohgewicht|einsatzgewicht|brgew|투입중량|소재중량|원소재중량|소재투입량|소재투입중량|총투입량|"
    "투입소재중량",
    "loss": "scrap|scrap rate|scrap weight|scrap factor|component scrap|operation scrap|assembly scrap|loss|"
    "loss rate|"
    "losses|waste|wastage|waste rate|trim|trim loss|ausschuss|komponentenausschuss|baugruppenausschuss|"
    "ausschussfaktor|"
    "ausch|verschnitt|verlust|로스|로스율|loss율|손실|손실률|손실율|스크랩|스크랩율|스크랩률|스크랩중량|"
    "스크랩량|불량률|불량율|감모율|"
    "여유율|할증률|할증율",
    "yield": "yield|yield rate|material yield|ausbeute|수율|양품률|양품율|소재수율|재료수율|소재이용률|"
    "재료이용률|이용률",
    "alternative": "alternative|alternative item|alternative group|alternate|alternate item|alternate part|"
    "alt|alt group|"
    "alt item|alt. group|alt. item|alpgr|substitute|substitute group|substitute for|alternativgruppe|"
    "alternativposition|"
    "alternativpositionsgruppe|대체|대체품|대체그룹|대체품번|대체자재|대체여부|대체품목|대체구분|대체순위",
    "likelihood": "usage prob|usage probability|usage prob.|usage percent|ewahr|einsatzwahrscheinlichkeit|"
    "mix|mix ratio|"
    "사용비율|투입비율|사용확률|적용비율",
    "base": "base quantity|base qty|basismenge|bmeng|header base quantity|기준수량|기준량|기본수량|"
    "모품목기준수량|모수량|batch size|lot size",
    "valid": "valid to|valid until|validto|gültig bis|datub|effective to|end date|적용종료일|유효종료일|"
    "종료일|만료일|적용종료일자",
}
"""Columns that change amounts, of which none is computed with: values in them are a question."""

PER_PIECE = "/piece"

_COUNTED = ("st", "stk", "stck", "stück", "nos", "대", "장", "매", "본", "개입")
"""Words that count things one by one."""

_TRAILING = re.compile(r"(.+?)(?:\s+in\s+|([\s,/_]+))([^\s,/_]+)", re.IGNORECASE)


def _set(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split("|")) - {""}


_BY_ROLE = {role: _set(words) for role, words in _WORDS.items()}
_BY_WATCHED = {kind: _set(words) for kind, words in _WATCHED.items()}
_MATERIAL_TEXTS, _PIECES, _LINES, _PARENTS = map(_set, (_MATERIAL_TEXT, _PIECE, _LINE, _PARENT))


def _forms(header: str) -> list[str]:
    """The name of a column, without what stands in brackets, and without a unit behind it."""
    bare = re.sub(r"[(\[\uff08\uff3b][^)\]\uff09\uff3d]*[)\]\uff09\uff3d]", " ", header)
    forms = [folded(header), folded(bare)]
    behind = _TRAILING.fullmatch(header.strip())
    if behind and unit_of(behind[3]):
        forms.append(folded(behind[1]))
    if header.strip() in ("#", "№"):
        forms.append("no")
    return [form for form in forms if form]


def role_of(header: str) -> str:
    """What a column of this name holds by itself; `component`, `material` and their like by their first meaning, or ""."""
    for form in _forms(header):
        if form in _EITHER:
            return _EITHER[form][0]
        for role, words in _BY_ROLE.items():
            if form in words:
                return role
    return ""


def roles_of(header: tuple[str, ...]) -> dict[str, str]:
    """The role of each column by its name, where it has one; words with two meanings are told by the others."""
    sure = {name: role_of(name) for name in header if name and not _either(name)}
    found = {name: role for name, role in sure.items() if role}
    others = set(found.values())
    sap = any(form in _MATERIAL_TEXTS for name in header for form in _forms(name))
    for name in header:
        word = _either(name) if name else ""
        if not word:
            continue
        first, second = _EITHER[word]
        taken = (sap or "material" in others) if first == "material" else first in others
        role = second if taken else first
        if role:
            found[name] = role
            others.add(role)
    return {name: found[name] for name in header if name in found}


def _either(header: str) -> str:
    return next((form for form in _forms(header) if form in _EITHER), "")


def watched(header: str) -> str:
    """`gross`, `loss`, `yield` and their like for a column that changes amounts, else ""."""
    forms = _forms(header)
    return next((kind for kind, words in _BY_WATCHED.items() if any(form in words for form in forms)), "")


def weighs(header: str) -> str:
    """What the mass of a column is of: `per-piece`, `per-line`, or "" where the name leaves it open."""
    forms = _forms(header)
    if any(form in _PIECES for form in forms) or unit_of_header(header).endswith(PER_PIECE):
        return "per-piece"
    return "per-line" if any(form in _LINES for form in forms) else ""


def per_parent(header: str) -> bool:
    """Whether the name of a column says that its amounts are per parent."""
    return any(form in _PARENTS for form in _forms(header))


def unit_of_header(header: str) -> str:
    """The unit that the name of a column states: `Qty (EA)`, `중량(kg)`, `Weight, g`; "" for none."""
    inside = unit_in(header)
    if inside:
        return unit_of(inside)
    behind = _TRAILING.fullmatch(header.strip())
    if behind is None or any(folded(header) in words for words in _BY_ROLE.values()):
        return ""
    unit = unit_of(behind[3]) if any(folded(behind[1]) in words for words in _BY_ROLE.values()) else ""
    # `소요량/대` is what one car needs, `Weight/kg` is in kg.
    return "" if unit == "piece" and "/" in (behind[2] or "") else unit


def per_several(header: str) -> str:
    """What brackets say that is no unit but holds a number: `1000EA당`, `per 100`; "" for none."""
    inside = unit_in(header)
    return inside if inside and not unit_of(inside) and any(sign.isdigit() for sign in inside) else ""


def mass_unit_of(unit: str) -> str:
    """The unit of a mass without what it is per: `g` of `g/piece`."""
    return unit.removesuffix(PER_PIECE)


@lru_cache(maxsize=4_096)
def unit_of(text: str) -> str:
    """The unit as carbonfoot writes it; "" where the text says too little, as `set` and `식` do."""
    plain = " ".join(text.split())
    key = plain.casefold().rstrip(".")
    if key in _COUNTED:
        return "piece"
    known = UNITS.get(key)
    if known is not None:
        return known
    for one in (plain, plain.lower()):
        try:
            return parse_unit(one).symbol
        except QuantityError:
            continue
    return ""
