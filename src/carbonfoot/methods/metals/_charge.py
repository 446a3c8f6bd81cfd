"""Carbon balance of one furnace or oven: named charges and products, each with the material it usually is."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, cast

from carbonfoot.documents.shape import Kind, list_of, nested, optional, required
from carbonfoot.methods.balance._core import Gases, balance, rules_of
from carbonfoot.methods.balance._keys import Balanced
from carbonfoot.methods.balance._published import EDITIONS, EU, packs_of
from carbonfoot.methods.balance._streams import CarbonContents, CarbonStream, Held, Rules, held
from carbonfoot.methods.balance.carbon import streams
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Refused, Work, amount_of
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import written


class CarbonCharge(CarbonContents):
    """A charge or product: `110 t`, or with a carbon content of its own."""


def _short(given: Any) -> Any:
    """`110 t` is the same as `{amount: 110 t}`."""
    amount = isinstance(given, str) or (isinstance(given, dict) and set(given) == {"value", "unit"})
    return {"amount": given} if amount else given


CHARGED = cast("Kind[CarbonContents]", nested(lambda: CarbonCharge, _short))


def charge(description: str, example: Any = "12 t") -> CarbonContents | None:
    """A key for a charge or product that may be left out."""
    return optional(CHARGED, description, example)


def product(description: str, example: str = "100 t") -> CarbonContents:
    """A key for the product, which must be there."""
    return required(CHARGED, description, example)


class Named(NamedTuple):
    """A named stream of a furnace: whether it comes out, the names of its material, the first that is published counts.

    without  the equation leaves its carbon out: none is counted unless a content is stated
    """

    out: bool = False
    materials: tuple[str, ...] = ()
    without: bool = False


FORMULA = (
    "CO2 = (sum of amount x carbon_content of what goes in - sum of what comes out) x 44/12",
    "with `rule: eu` x 3.664 and the carbon contents of Annex II to (EU) 2025/2547",
)
GIVES = "kg CO2 of the carbon that is in no output"
TIER = "2, with plant values 3"
EDITION = "2006 with the refinement of 2019; EU: 2018 and 2025"
PARAMETERS = ("processes/steel/materials", "fuels")
LIMITS = (
    "published carbon contents serve where none is stated; slag, dust, sinter and scrap alloys have none: state it",
    "waste gas that other processes or plants use is an output, with its carbon; gas flared here is not (`flared`)",
    "electricity, oxygen, steam, and what was emitted to make the inputs are lines of their own",
)
"""What all of them say of themselves."""

MATERIALS: dict[str, tuple[str, ...]] = {
    "blast_furnace_gas": ("blast-furnace-gas",),
    "charcoal": ("charcoal",),
    "charge_carbon": ("eaf-charge-carbon",),
    "coal": ("coal", "steam-coal"),
    "coal_tar": ("coal-tar",),
    "coke": ("coke",),
    "coke_breeze": ("coke",),
    "coke_oven_gas": ("coke-oven-gas",),
    "coking_coal": ("coking-coal",),
    "converter_gas": ("converter-gas",),
    "direct_reduced_iron": ("direct-reduced-iron", "dri-gas-based"),
    "dolomite": ("dolomite",),
    "electrodes": ("eaf-carbon-electrodes",),
    "heavy_oil": ("heavy-oil", "fuel-oil"),
    "hot_briquetted_iron": ("hot-briquetted-iron",),
    "injection_coal": ("injection-coal", "coal"),
    "iron_scrap": ("scrap-iron",),
    "light_oil": ("light-oil",),
    "limestone": ("limestone",),
    "natural_gas": ("natural-gas",),
    "petroleum_coke": ("petroleum-coke",),
    "pig_iron": ("pig-iron",),
    "scrap": ("steel-scrap", "steel"),
    "steel": ("steel",),
}
"""Keys to the names of their material in the published tables, the first that is there counts; others state it."""


def streams_of(inward: str, outward: str, without: str = "") -> dict[str, Named]:
    """The named streams of a furnace by their keys: what goes in, what comes out, and what the equation leaves out."""
    found = {key: Named(materials=MATERIALS.get(key, ())) for key in inward.split()}
    found |= {key: Named(out=True, materials=MATERIALS.get(key, ())) for key in outward.split()}
    return found | {key: Named(out=True, without=True) for key in without.split()}


class Furnace(Balanced):
    """Base of the balances of iron and steel: `named` says which keys are streams; the rest is of `balance/carbon`."""

    named: ClassVar[dict[str, Named]] = {}
    makes: ClassVar[str] = ""
    """The key of the product."""
    records: ClassVar[dict[str, str]] = {}
    """Edition to the record with the CH4 factor that the guideline gives for the product; none where it gives none."""

    inputs = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Further inputs with carbon in them.",
        [{"name": "Plastics", "amount": "7 t", "carbon_content": "0.7"}],
    )
    outputs = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Further outputs with carbon in them: waste gas, dust, tar.",
        [{"name": "Tar", "amount": "4 t", "carbon_content": "0.86"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the carbon that stays nowhere; CH4 by the published factor where none is stated."""
        rules = rules_of(work, self.rule, self.edition)
        inward = streams(work, self.inputs, "inputs", rules)
        outward = streams(work, self.outputs, "outputs", rules)
        for key, role in self.named.items():
            one = self._held(work, key, role, rules)
            if one is not None:
                (outward if role.out else inward).append(one)
        stocks = streams(work, self.stock_changes, "stock_changes", rules, signed=True)
        flared = streams(work, self.flared, "flared", rules)
        if not inward and not self.feeds() and not work.refused:
            help = "state what is charged: its amount, and its carbon content where no published one fits"
            work.refuse("CF209", "no input is stated: a balance needs what goes in", (), help)
        if work.refused:
            raise Refused(self.about.id)
        for one in stocks:
            (outward if one.carbon >= 0 else inward).append(
                one if one.carbon >= 0 else one._replace(fossil=-one.fossil, biogenic=-one.biogenic)
            )
        gases = Gases(self.ch4, self.co, self.tolerance)
        terms = balance(work, inward, outward, flared, gases, rules)
        if self.ch4 is None:
            terms.extend(self._methane(work, rules))
        return terms

    def feeds(self) -> bool:
        """Whether something that holds no carbon goes in."""
        return False

    def _held(self, work: Work, key: str, role: Named, rules: Rules) -> Held | None:
        one: CarbonContents | None = getattr(self, key)
        if one is None:
            return None
        name = key.replace("_", " ")
        if one.amount.number < 0:
            help = "the key says whether it goes in or comes out; write an amount that is not negative"
            work.refuse("CF207", f"`{written(one.amount)}` is negative", (key, "amount"), help)
            return None
        if role.without and not one.says():
            work.found(f"carbon in {name}", 0.0, "kg", "not in the equation of the guideline")
            return None
        usual = _published(work, role.materials, one.edition or rules.edition)
        try:
            return held(work, one, name, (key,), rules, usual)
        except Refused:
            return None

    def _methane(self, work: Work, rules: Rules) -> list[Term]:
        """CH4 of tier 1; the EU does not count it."""
        factor = work.released(self.records.get(rules.edition or EDITIONS[0], ""), "ch4_fossil", "kg/t")
        if factor is None:
            return []
        made: CarbonContents = getattr(self, self.makes)
        try:
            tonnes = made.amount.to("t")
        except QuantityError as error:
            raise work.refuse(error.code, error.message, (self.makes, "amount"), error.help) from None
        ch4 = tonnes * factor
        how = f"{written(made.amount)} x {factor:.6g} kg/t"
        return [Term("CH4", "CH4", (self.makes,), amount_of(ch4, "kg"), {"ch4_fossil": ch4}, how=how)]


def _published(work: Work, materials: tuple[str, ...], edition: str) -> str:
    """The first of the names that the edition has; the first of all where it has none."""
    if edition == EU:
        return materials[0] if materials else ""
    for pack in packs_of(edition):
        for name in materials:
            item = f"processes/steel/materials/{name}"
            if any(one.pack == pack for one in work.library.parameters(item)):
                return name
    return materials[0] if materials else ""
