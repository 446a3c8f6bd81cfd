"""A stream of a carbon balance: an amount, and how much carbon it holds."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.shape import Shape, choice, optional, required
from carbonfoot.methods.balance._published import EDITIONS, Content, content, is_biomass
from carbonfoot.methods.constants import atoms
from carbonfoot.methods.needs import WORD, quantity, ratio, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Refused, Work
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, multiply, parse_unit, written

AMOUNTS = ("t", "Nm3", "m3", "GJ")
_DIMENSIONS = {unit: parse_unit(unit).dimension for unit in AMOUNTS}
_ONE = parse_unit("1")


class CarbonContents(Shape):
    """How much carbon a stream holds; in one of four ways."""

    amount = required(
        quantity(*AMOUNTS, low=None), "How much of it, in a unit of mass, gas volume or energy.", "12 t"
    )
    carbon_content = optional(
        ratio("kg/Nm3", "kg/m3", "kg/GJ", of="C"),
        "Carbon in it: a share of its mass, or per Nm3, m3 or energy.",
        "0.88",
    )
    emission_factor = optional(
        ratio("kg/Nm3", "kg/m3", "kg/GJ", of="CO2"),
        "kg of CO2 when all its carbon is burned, per mass, Nm3, m3 or energy; the carbon is worked out from it.",
        "94.6 t CO2/TJ",
    )
    material = optional(WORD, "Its name in the tables of published carbon contents.", "coke")
    formula = optional(WORD, "Its formula, for a pure substance.", "CH4")
    edition = optional(
        choice(*EDITIONS), "Whose published carbon content, when not that of the balance.", "ipcc-2006"
    )
    net_calorific_value = optional(
        quantity("GJ/t", "GJ/Nm3", "GJ/m3", above_zero=True), "Net calorific value.", "28.2 GJ/t (net)"
    )
    density = optional(quantity("kg/Nm3", "kg/m3", above_zero=True), "Density.", "0.78 kg/Nm3")
    biomass_share = optional(share(), "Share of its carbon that is biogenic; none unless stated.", "16 %")

    def says(self) -> list[str]:
        """By which keys it says how much carbon it holds."""
        ways = ("carbon_content", "emission_factor", "material", "formula")
        return [way for way in ways if getattr(self, way) is not None]


class CarbonStream(CarbonContents):
    """A stream with its name."""

    name = required(WORD, "What it is.", "Coke")


class Held(NamedTuple):
    """kg of carbon in a stream, fossil and biogenic, and where it stands; `split`: its biogenic share is stated."""

    name: str
    fossil: float
    biogenic: float
    at: Path
    split: bool = True

    @property
    def carbon(self) -> float:
        """kg of carbon in all."""
        return self.fossil + self.biogenic


class Rules(NamedTuple):
    """CO2 per carbon of the rule, and whose published carbon contents (`` for those of the IPCC, newest first)."""

    ratio: float
    edition: str


def held(work: Work, stream: CarbonContents, name: str, at: Path, rules: Rules, usual: str = "") -> Held:
    """The carbon in a stream; `usual`: the material it is of without a statement. Raises `Refused` after a finding."""
    _net(stream)
    one = _content(work, stream, name, at, rules, usual)
    try:
        base = _base(work, stream, one, at)
        carbon = multiply(base, one.carbon).to("kg")
    except QuantityError as error:
        raise work.refuse(error.code, f"{name}: {error.message}", (*at, "amount"), error.help) from None
    if one.carbon.unit.dimension == _ONE.dimension and one.carbon.to(_ONE) > 1:
        help = "write the share of carbon in it, such as `0.88` or `88 %`"
        message = f"`{written(one.carbon)}` is more carbon than the stream itself"
        raise work.refuse("CF208", message, (*at, *stream.says()[:1]), help)
    biomass = 0.0 if stream.biomass_share is None else stream.biomass_share
    work.found(f"carbon in {name}", carbon, "kg", "computed")
    if stream.net_calorific_value is not None and base.unit.dimension != _DIMENSIONS["GJ"]:
        _show_energy(work, stream, name)
    return Held(name, carbon * (1 - biomass), carbon * biomass, at, stream.biomass_share is not None)


def _net(stream: CarbonContents) -> None:
    """`(net)` where it is left out: of the calorific value, whose key says it, and of carbon per energy beside one."""
    value = stream.net_calorific_value
    if value is None or value.unit.basis == "gross":
        return
    stream.net_calorific_value = _on_net(value)
    for key in ("carbon_content", "emission_factor"):
        stated: Quantity | None = getattr(stream, key)
        if stated is not None and stated.unit.dimension == parse_unit("kg/GJ").dimension:
            setattr(stream, key, _on_net(stated))


def _on_net(quantity: Quantity) -> Quantity:
    return (
        quantity
        if quantity.unit.basis
        else quantity._replace(unit=parse_unit(f"{quantity.unit.symbol} (net)"))
    )


def _show_energy(work: Work, stream: CarbonContents, name: str) -> None:
    """The energy of a stream whose carbon is not stated by energy: told, not needed."""
    try:
        energy = multiply(stream.amount, stream.net_calorific_value or stream.amount)
        work.found(f"energy of {name}", energy.to("GJ"), "GJ", "computed")
    except QuantityError:
        return


def _content(work: Work, stream: CarbonContents, name: str, at: Path, rules: Rules, usual: str) -> Content:
    ways = stream.says()
    if len(ways) > 1:
        message = f"{name}: `{ways[0]}` and `{ways[1]}` both say how much carbon it holds"
        raise work.refuse("CF106", message, (*at, ways[1]), "keep one of them")
    if stream.edition is not None and ways not in ([], ["material"]):
        message = f"{name}: `edition` has no effect beside `{ways[0]}`"
        raise work.refuse("CF106", message, (*at, "edition"), "leave it out")
    if stream.carbon_content is not None:
        return Content(stream.carbon_content)
    if stream.emission_factor is not None:
        factor = stream.emission_factor
        return Content(factor._replace(number=factor.number / rules.ratio, text=""))
    if stream.formula is not None:
        return Content(Quantity(_share(work, stream.formula, at, rules), _ONE, ""))
    material = stream.material or usual
    if not material:
        help = "add `carbon_content`, `emission_factor` with `net_calorific_value`, `material` or `formula`"
        message = f"nothing says how much carbon {name} holds"
        raise work.refuse("CF209", message, at, f"{help}; `carbon_content: 0` where there is none")
    if is_biomass(material) and stream.biomass_share is None:
        message = f"{name}: `{material}` is biomass, and its share of biogenic carbon is not stated"
        raise work.refuse(
            "CF209", message, at, "add `biomass_share: 100 %`, or the share that the evidence covers"
        )
    where = (*at, "material") if stream.material else at
    edition = stream.edition or rules.edition
    return content(work, material, edition, stream.amount, where, own=stream.net_calorific_value is not None)


def _share(work: Work, formula: str, at: Path, rules: Rules) -> float:
    if formula == "CO2":
        return 1 / rules.ratio
    mass = work.molar_mass(formula, (*at, "formula"))
    carbon: float = atoms(formula).get("C", 0) * work.molar_mass("C") / mass
    return carbon


def _per(unit_of_content: Quantity) -> str:
    """Of what the carbon is stated per: `t`, `Nm3`, `m3` or `GJ`."""
    dimension = unit_of_content.unit.dimension
    if dimension == _ONE.dimension:
        return "t"
    return next(one for one in ("Nm3", "m3", "GJ") if parse_unit(f"kg/{one}").dimension == dimension)


def _base(work: Work, stream: CarbonContents, one: Content, at: Path) -> Quantity:
    """The amount in the kind of unit that the carbon content is per. Raises `Refused` (CF209) and `QuantityError`."""
    per = _per(one.carbon)
    amount = _to(work, stream, one, per, at)
    _idle(work, stream, one, per, at)
    if per == "GJ" and not (amount.unit.basis and one.carbon.unit.basis):
        lacking = "the carbon content" if amount.unit.basis else "the energy"
        help = "write (net) or (gross) behind the unit of energy, such as `28.2 GJ/t (net)` and `94.6 t/TJ (net)`"
        where = "net_calorific_value" if stream.net_calorific_value is not None else "amount"
        raise work.refuse("CF210", f"{lacking} does not say net or gross", (*at, where), help)
    return amount


def _idle(work: Work, stream: CarbonContents, one: Content, per: str, at: Path) -> None:
    """Refuse a density or calorific value that no step of the way needs (CF106)."""
    own, value = stream.amount.unit.dimension, stream.net_calorific_value or one.calorific_value
    over = {_DIMENSIONS[per], own}
    volumes = {_DIMENSIONS["Nm3"], _DIMENSIONS["m3"]}
    if stream.net_calorific_value is not None and own == _DIMENSIONS["GJ"] and per == "GJ":
        message = (
            "the amount is an energy and its carbon is stated by energy: `net_calorific_value` has no effect"
        )
        raise work.refuse("CF106", message, (*at, "net_calorific_value"), "leave it out")
    if stream.density is not None and value is None and not (volumes & over and _DIMENSIONS["t"] in over):
        message = "the amount and its carbon are both by mass or both by volume: `density` has no effect"
        raise work.refuse("CF106", message, (*at, "density"), "leave it out")


def _to(work: Work, stream: CarbonContents, one: Content, per: str, at: Path) -> Quantity:
    amount = stream.amount
    value = stream.net_calorific_value or one.calorific_value
    if amount.unit.dimension == _DIMENSIONS[per]:
        return amount
    if per == "GJ":
        if value is None:
            raise _lacks(
                work, stream, "net_calorific_value", "its calorific value, such as `28.2 GJ/t (net)`", at
            )
        over = next(
            unit for unit in ("t", "Nm3", "m3") if parse_unit(f"GJ/{unit}").dimension == value.unit.dimension
        )
        return multiply(_to(work, stream, one, over, at), value)
    if amount.unit.dimension == _DIMENSIONS["GJ"]:
        if value is None:
            raise _lacks(
                work, stream, "net_calorific_value", "its calorific value, such as `28.2 GJ/t (net)`", at
            )
        return multiply(amount, value, -1)
    if stream.density is None:
        raise _lacks(work, stream, "density", "its density, such as `0.78 kg/Nm3`", at)
    return multiply(amount, stream.density, 1 if per == "t" else -1)


def _lacks(work: Work, stream: CarbonContents, key: str, what: str, at: Path) -> Refused:
    message = f"`{written(stream.amount)}` meets its carbon content only through `{key}`"
    return work.refuse("CF209", message, (*at, "amount"), f"state {what}")
