"""A fuel that is burned: what a document may state of it, and what it gives off.

IPCC 2006 volume 2, equations 2.1 to 2.3; Regulation (EU) 2018/2066, article 24 and annex II:
CO2 = amount x calorific value x emission factor x oxidation factor.
"""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY
from carbonfoot.documents.shape import Shape, choice, optional, required
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.methods.energy._records import Released, default_gases, item_of
from carbonfoot.methods.needs import WORD, quantity, ratio, share
from carbonfoot.methods.terms import Draw, Path, Term
from carbonfoot.methods.work import Refused, Work
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_unit

_PER = ("kg/kg", "kg/MJ", "kg/m3", "kg/Nm3")
OWN = ("emission_factor", "carbon_content", "oxidation_factor", "biomass_share", "ch4_factor", "n2o_factor")
"""Arguments with which the gases are computed here instead of being drawn from the library."""


class FuelData(Shape):
    """What is burned and what is known of it."""

    fuel = optional(
        WORD, "Item of the library, or any name where the emission factor is stated.", "fuels/natural-gas"
    )
    route = optional(WORD, "Which of several factors of the item, such as `commercial`.", "commercial")
    origin = optional(COUNTRY, "Where it is burned, when not where the step is.", "KR")
    record = optional(WORD, "One record of the library by its id.", "ipcc-fuels:natural-gas")
    net_calorific_value = optional(
        quantity("MJ/kg", "MJ/m3", "MJ/Nm3", above_zero=True), "Net calorific value.", "36.2 MJ/Nm3"
    )
    gross_calorific_value = optional(
        quantity("MJ/kg", "MJ/m3", "MJ/Nm3", above_zero=True), "Gross calorific value.", "40.1 MJ/Nm3"
    )
    density = optional(
        quantity("kg/m3", "kg/Nm3", above_zero=True), "Density, from volume to mass.", "0.84 kg/L"
    )
    emission_factor = optional(
        quantity(*_PER, of="CO2"),
        "CO2 of complete burning per energy, mass or volume; per energy with `(net)` or `(gross)`: net is understood beside "
        "`net_calorific_value` alone, or with a `rule`.",
        "56.1 t CO2/TJ (net)",
    )
    carbon_content = optional(
        ratio(*_PER[1:], of="C"),
        "Carbon in the fuel, instead of an emission factor: a share of its mass, or per energy or volume.",
        "0.75 kg/kg",
    )
    rule = optional(
        choice("ipcc", "eu"),
        "Whose rule holds where they differ: CO2 of carbon is 44/12 (`ipcc`, unless said) or 3.664 (`eu`).",
        "eu",
    )
    oxidation_factor = optional(
        share(above_zero=True), "Share of the carbon that burns; all of it unless stated.", "99 %"
    )
    biomass_share = optional(share(), "Share of the carbon that is biogenic.", "15 %")
    ch4_factor = optional(
        quantity(*_PER, of="CH4"),
        "CH4 per energy, mass or volume; the default of the item unless stated.",
        "1 kg/TJ (net)",
    )
    n2o_factor = optional(quantity(*_PER, of="N2O"), "N2O, as CH4.", "0.1 kg/TJ (net)")


class Burned(FuelData):
    """A fuel and how much of it is burned."""

    amount = required(
        quantity("kg", "m3", "Nm3", "MJ"),
        "How much: mass, volume, or energy with `(net)` or `(gross)`.",
        "12000 Nm3",
    )


def burn(
    work: Work,
    fuel: FuelData,
    amount: Quantity,
    at: Path = (),
    *,
    times: float = 1.0,
    others: dict[str, float] | None = None,
) -> list[Term]:
    """What burning `times` the amount gives off and what making the fuel did; `at` is where the fuel stands.

    others  kg of CH4 and N2O (`ch4_factor`, `n2o_factor`) of the amount, where they are known from elsewhere
    """
    item = item_of(work, fuel.fuel or "")
    own = [key for key in OWN if getattr(fuel, key) is not None]
    known = properties(work, fuel, at)
    shown = scaled(amount, times)
    if not own and others is None:
        if not fuel.fuel and not fuel.record:
            help = "name an item such as `fuels/natural-gas`, or state `emission_factor:`"
            raise work.refuse("CF102", "`fuel` is missing", at, help)
        draw = _draw(work, fuel, item or fuel.fuel or "", amount, known, times)
        return [Term("", "", (*at, "fuel" if fuel.fuel else "record"), shown, draws=(draw,))]
    released, how, beside = _gases(work, fuel, item, amount, known, at, others)
    gases = {gas: mass * times for gas, mass in released.items()}
    made = _making(work, fuel, item, amount, known, times)
    if made is None:
        beside = [*beside, "upstream"]
    burning = Term("burning", "연소", (*at, "amount"), shown, gases, how=how, scope="1", beside=tuple(beside))
    if made is None:
        return [burning]
    return [burning, Term("making the fuel", "연료 생산", (*at, "fuel"), shown, draws=(made,))]


def _making(
    work: Work, fuel: FuelData, item: str, amount: Quantity, known: list[Property], times: float
) -> Draw | None:
    """What making the fuel did, apart from its burning; None where the library does not know."""
    if not item:
        return None
    draw = _draw(work, fuel, item, amount, known, times)._replace(only=("upstream",), record="", route="")
    found = work.look(draw)
    return draw if found is not None and found.parts else None


def of_item(item: str, origin: str | None, route: str | None = None) -> FuelData:
    """A fuel of the library, of which nothing else is stated."""
    found = FuelData()
    for key in FuelData.fields():
        setattr(found, key, None)
    found.fuel, found.origin, found.route = item, origin, route
    return found


def scaled(amount: Quantity, times: float) -> Quantity:
    """So many times an amount; the amount itself for 1."""
    if times == 1.0:
        return amount
    number = amount.number * times
    return Quantity(number, amount.unit, f"{format_number(number, 6)} {amount.unit.symbol}")


def properties(work: Work, fuel: FuelData, at: Path) -> list[Property]:
    """Calorific values with their basis, and density, as stated. Raises `Refused` for a basis under the wrong key."""
    found = []
    for basis in ("net", "gross"):
        key = f"{basis}_calorific_value"
        value: Quantity | None = getattr(fuel, key)
        if value is None:
            continue
        if value.unit.basis not in ("", basis):
            message = f"`{key}` is stated as `{value.text}`"
            raise work.refuse(
                "CF106", message, (*at, key), f"write it under `{value.unit.basis}_calorific_value`"
            )
        if not value.unit.basis:
            unit = parse_unit(f"{value.unit.symbol} ({basis})")
            value = Quantity(value.number, unit, f"{value.text} ({basis})")
        found.append(Property(f"{basis} calorific value", value, "stated"))
    if fuel.density is not None:
        found.append(Property("density", fuel.density, "stated"))
    return found


def times_factor(
    work: Work, fuel: FuelData, key: str, amount: Quantity, known: list[Property], at: Path
) -> float:
    """kg of a gas: an amount times the factor `key`, per mass, volume or energy. Raises `Refused` (CF209, CF210)."""
    factor: Quantity = getattr(fuel, key)
    per = next(unit for unit in _PER if parse_unit(unit).dimension == factor.unit.dimension).partition("/")[2]
    if per == "MJ":
        basis = factor.unit.basis or _basis(work, fuel, key, known)
        if not basis:
            message = f"`{factor.text}` does not say net or gross calorific value"
            help = f"write `{factor.text} (net)`, the basis of the IPCC and of the EU, or `{factor.text} (gross)`"
            raise work.refuse("CF210", message, (*at, key), help)
        per = f"MJ ({basis})"
    number = in_unit(work, amount, per, known, at)
    return number * factor.to(f"kg/{per.partition(' ')[0]}")


def _basis(work: Work, fuel: FuelData, key: str, known: list[Property]) -> str:
    """`net` for a factor that does not say it, where a rule names that basis or only a net calorific value is stated."""
    stated = [one.quantity.unit.basis for one in known if one.word != "density"]
    if fuel.rule is None and stated != ["net"]:
        return ""
    why = "the calorific value stated is net" if fuel.rule is None else f"the basis of rule {fuel.rule}"
    work.values.append((f"basis of {key}", "net", why))
    return "net"


def in_unit(work: Work, amount: Quantity, unit: str, known: list[Property], at: Path) -> float:
    """The amount in a unit, by what is known of the fuel. Raises `Refused` (CF209, CF210)."""
    try:
        found = in_reference(amount, Quantity(1.0, parse_unit(unit), f"1 {unit}"), known)
    except QuantityError as error:
        raise work.refuse(error.code, error.message, (*at, "amount"), error.help) from None
    if found is None:
        help = "state `net_calorific_value:` or `gross_calorific_value:`, and `density:` to go from volume to mass"
        raise work.refuse("CF209", f"`{amount.text}` cannot become {unit}", (*at, "amount"), help)
    if found.bridged:
        work.found(f"amount in {unit}", found.number, unit.partition(" ")[0], found.how)
    return found.number


def _draw(
    work: Work, fuel: FuelData, item: str, amount: Quantity, known: list[Property], times: float
) -> Draw:
    """The draw of a fuel, by the calorific value that a factor of the library stands on where both are stated."""
    values = [one for one in known if one.word != "density"]

    def draw(amount: Quantity, value: Quantity | None) -> Draw:
        place, record = fuel.origin or "", fuel.record or ""
        kinds = ("fuel",)
        amount = scaled(amount, times)
        return Draw(item, amount, fuel.route or "", place, record, fuel.density, value, kinds)

    if not values:
        return draw(amount, None)
    found = []
    for one in values:
        other = amount
        if amount.unit.basis not in ("", one.quantity.unit.basis) and len(values) > 1:
            unit = f"MJ ({one.quantity.unit.basis})"
            number = in_unit(work, amount, unit, values, ())
            other = Quantity(number, parse_unit(unit), f"{format_number(number, 6)} {unit}")
        found.append(draw(other, one.quantity))
    return (
        next((one for one in found if work.look(one) is not None), found[0]) if len(found) > 1 else found[0]
    )


def _gases(
    work: Work,
    fuel: FuelData,
    item: str,
    amount: Quantity,
    known: list[Property],
    at: Path,
    others: dict[str, float] | None,
) -> tuple[dict[str, float], str, list[str]]:
    """kg of each gas, the working, and what is not assessed."""
    if fuel.emission_factor is not None and fuel.carbon_content is not None:
        help = "leave one of the two out: the carbon content gives the emission factor"
        raise work.refuse(
            "CF106", "`emission_factor` and `carbon_content` both say the CO2", (*at, "carbon_content"), help
        )
    stated = fuel.emission_factor is not None or fuel.carbon_content is not None
    wanted: tuple[str, ...] = () if stated else ("co2",)
    if others is None:
        wanted += tuple(gas for gas in ("ch4", "n2o") if getattr(fuel, f"{gas}_factor") is None)
    default = None
    if wanted and (item or not stated):
        default = default_gases(work, fuel, item, amount, known, at, wanted=wanted, optional=stated)
    how: list[str] = [amount.text or format_number(amount.number, 6)]
    co2 = _co2(work, fuel, amount, known, at, default, how)
    oxidised = 1.0 if fuel.oxidation_factor is None else fuel.oxidation_factor
    work.found(
        "oxidation factor",
        oxidised,
        "1",
        "given" if fuel.oxidation_factor is not None else "complete burning",
    )
    biogenic = _biogenic(work, fuel, item, default, at)
    co2 = co2 * oxidised
    if oxidised != 1.0:
        how.append(f"x {oxidised:g}")
    if biogenic:
        how.append(f"of which {biogenic:g} biogenic")
    gases = {"co2": co2 * (1.0 - biogenic), "co2_biogenic": co2 * biogenic}
    beside = []
    for gas in ("ch4", "n2o"):
        key = f"{gas}_factor"
        factor: Quantity | None = getattr(fuel, key)
        if others is not None:
            if factor is not None:
                help = "leave it out: it follows from the vehicle and the distance"
                raise work.refuse("CF106", f"`{key}` is known from the vehicle", (*at, key), help)
            mass = others[gas]
        elif factor is not None:
            mass = times_factor(work, fuel, key, amount, known, at)
        elif default is not None and not default.co2_only:
            mass = default.ch4 if gas == "ch4" else default.n2o
        else:
            beside.append("other_gases")
            continue
        fossil = "ch4_fossil" if gas == "ch4" else gas
        gases[fossil] = mass * (1.0 - biogenic)
        gases[f"{gas}_biogenic"] = mass * biogenic
    return {gas: mass for gas, mass in gases.items() if mass}, " ".join(how), list(dict.fromkeys(beside))


def _co2(
    work: Work,
    fuel: FuelData,
    amount: Quantity,
    known: list[Property],
    at: Path,
    default: Released | None,
    how: list[str],
) -> float:
    if fuel.emission_factor is not None:
        how.append(f"x {fuel.emission_factor.text}")
        _no_more_than_carbon(
            work, fuel.emission_factor, work.constant("co2-per-carbon"), (*at, "emission_factor")
        )
        return times_factor(work, fuel, "emission_factor", amount, known, at)
    if fuel.carbon_content is not None:
        ratio = work.constant("co2-per-carbon-cbam" if fuel.rule == "eu" else "co2-per-carbon")
        how.append(f"x {fuel.carbon_content.text} x {ratio:.6g}")
        _no_more_than_carbon(work, fuel.carbon_content, 1.0, (*at, "carbon_content"))
        return times_factor(work, fuel, "carbon_content", amount, known, at) * ratio
    if default is None:
        raise Refused(fuel.fuel or "")
    how.append(f"by {default.record}")
    return default.co2


def _no_more_than_carbon(work: Work, stated: Quantity, most: float, at: Path) -> None:
    """CF208 for a fuel by mass that were more than carbon alone."""
    by_mass = parse_unit("kg/kg")
    if stated.unit.dimension == by_mass.dimension and stated.to(by_mass) > most * (1 + 1e-3):
        message = f"`{stated.text.strip()}` is more than pure carbon has"
        raise work.refuse("CF208", message, at, "state it per mass of the fuel, in t/t or as a share")


def _biogenic(work: Work, fuel: FuelData, item: str, default: Released | None, at: Path) -> float:
    """Share of the carbon that is biogenic: as stated, else as the record says."""
    if fuel.biomass_share is not None:
        return fuel.biomass_share
    if default is not None and default.co2 and fuel.emission_factor is None and fuel.carbon_content is None:
        return default.biogenic / default.co2
    if item.startswith("fuels/biomass/"):
        help = "add `biomass_share: 100 %`, or the share that the analysis of the fuel gave"
        raise work.refuse("CF102", f"`biomass_share` of `{item}` is missing", (*at, "fuel"), help)
    return 0.0
