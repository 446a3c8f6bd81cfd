"""Names of fuels and materials as people write them, led to those of the act (Annex II, G). Never a factor by itself."""

from __future__ import annotations

from carbonfoot.cbam.standard import Rules, folded

_GAS, _OIL, _DIESEL = "Natural gas", "Residual fuel oil", "Gas/Diesel oil"
_COALS = ("Other bituminous coal", "Anthracite", "Coking coal")
_COKES = ("Coke oven coke and lignite coke", "Petroleum coke")
_PETROL, _LPG = "Motor gasoline", "Liquefied petroleum gases"
_SALVAGED = "Waste oils"
_DOLOMITE = ("CaCO3", "MgCO3")
_ELECTRODES, _CHARGE = "EAF carbon electrodes", "EAF charge carbon"
_STEEL, _IRON = "Steel / steel scrap", "Iron / iron scrap"

_WRITTEN: dict[tuple[str, ...], tuple[str, ...]] = {
    ("gas", "NG", "LNG", "CNG", "town gas", "city gas", "pipeline gas", "도시가스", "가스"): (_GAS,),
    ("diesel", "diesel oil", "diesel fuel", "gas oil", "gasoil", "light fuel oil", "heating oil", "디젤"): (
        _DIESEL,
    ),
    ("heavy fuel oil", "HFO", "heavy oil", "bunker", "bunker c", "bunker oil", "mazut", "B-C", "벙커C유"): (
        _OIL,
    ),
    ("fuel oil", "oil", "연료유"): (_OIL, _DIESEL),
    ("LPG", "propane", "butane", "liquefied petroleum gas", "프로판", "부탄", "LP가스"): (_LPG,),
    ("petrol", "gasoline", "가솔린"): (_PETROL,),
    ("kerosene", "paraffin", "lamp oil"): ("Kerosene (other than jet kerosene)",),
    ("coal", "hard coal", "steam coal", "thermal coal", "black coal", "bituminous coal", "석탄", "역청탄"): (
        _COALS
    ),
    ("brown coal",): ("Lignite",),
    (
        "coke",
        "metallurgical coke",
        "met coke",
        "coke breeze",
        "foundry coke",
        "BF coke",
        "야금코크스",
    ): _COKES,
    ("petcoke", "pet coke", "석유 코크스"): ("Petroleum coke",),
    ("waste oil", "used oil", "폐윤활유"): (_SALVAGED,),
    ("tyres", "tires", "tyre", "waste tires", "TDF"): ("Waste tyres",),
    ("BFG",): ("Blast furnace gas",),
    ("COG",): ("Coke oven gas",),
    ("BOFG", "LDG", "converter gas", "BOF gas"): ("Oxygen steel furnace gas",),
    ("wood", "wood chips", "wood pellets", "목재"): ("Wood / wood waste (air dry, about 15 % water)",),
    ("limestone", "calcite", "calcium carbonate", "석회석"): ("CaCO3",),
    ("dolomite", "백운석"): _DOLOMITE,
    ("magnesite", "magnesium carbonate", "마그네사이트"): ("MgCO3",),
    ("soda ash", "soda", "sodium carbonate", "소다회"): ("Na2CO3",),
    ("sodium bicarbonate", "baking soda", "중조"): ("NaHCO3",),
    ("siderite",): ("FeCO3",),
    (
        "electrodes",
        "electrode",
        "graphite electrodes",
        "graphite",
        "carbon electrodes",
        "전극",
        "전극봉",
        "흑연전극",
    ): (_ELECTRODES,),
    ("charge carbon", "carburiser", "recarburiser", "carburizer", "injection carbon", "가탄제", "장입탄소"): (
        _CHARGE,
    ),
    ("DRI", "sponge iron", "직접환원철"): ("Direct reduced iron (DRI)",),
    ("HBI", "열간성형환원철"): ("Hot briquetted iron (HBI)",),
    ("scrap", "steel scrap", "ferrous scrap", "steel", "스크랩", "고철", "철스크랩"): (_STEEL, _IRON),
    ("iron scrap", "cast iron", "cast iron scrap"): (_IRON,),
    ("hot metal", "용선"): ("Pig iron",),
}
_ALSO = {folded(word): acts for words, acts in _WRITTEN.items() for word in words}


def suggestion(rules: Rules, name: str, key: str) -> str:
    """What to write instead of a name that the tables of the act do not have under `key` (`fuel`, `material`)."""
    material = key == "material"
    here, there = (set(rules.substances(material=one)) for one in (material, not material))
    acts = _ALSO.get(folded(name), ())
    ours = [one for one in acts if one in here]
    theirs = [one for one in acts if one in there]
    same = rules.substance(name, material=not material)
    if not acts and same is not None:
        theirs = [same.name]
    if ours:
        return f"did you mean {_or(ours)}?"
    if theirs and material:
        return f"it is a fuel of the act: write `fuel:` with {_or(theirs)}"
    if theirs:
        return f"it is a material of the act: write `method: process` or `mass-balance`, and `material:` with {_or(theirs)}"
    near = rules.near(name, material=material)
    return f"did you mean {_or(near)}?" if near else "state its factors, and leave the name out"


def _or(names: list[str]) -> str:
    return " or ".join(f"`{one}`" for one in names)
