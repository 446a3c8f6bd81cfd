"""Carbon balance of a petrochemical plant."""

from __future__ import annotations

from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.balance._core import Gases, balance, rules_of
from carbonfoot.methods.balance._streams import CarbonContents, Held, Rules, held
from carbonfoot.methods.chemicals._tables import ITEM
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import each, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Refused, Work, amount_of


class PetrochemicalBalance(Method):
    """CO2 of the carbon in feedstocks that is in no product."""

    about = About(
        id="chemicals/petrochemical-balance",
        title="Petrochemical carbon balance",
        title_ko="석유화학 탄소 수지",
        tier="2",
        formula=(
            "CO2 = (sum of feedstocks x carbon content - sum of products x carbon content - carbon of ch4) x 44/12",
        ),
        gives="kg CO2 of all carbon that is in no product, and kg CH4 where it is stated",
        reference="IPCC Guidelines, volume 3, chapter 3, equation 3.17 and table 3.10",
        edition="2006",
        valid_from="2006",
        example="feedstocks: {propylene: 109 t}\nproducts: {acrylonitrile: 100 t, hydrogen-cyanide: 10.5 t}",
        limits=(
            (
                "primary and secondary products that leave with their carbon are all stated; what is burned in the plant is "
                "left out of `products`, and its CO2 is in the result"
            ),
            "fuel from outside that is no feedstock is a line of its own",
            "table 3.10 prints 0.856 for ethane, as for ethylene; a warning says so, and `carbon_contents` takes another",
            "streams by volume or energy, biogenic carbon and analyses: `balance/carbon`",
        ),
        parameters=("processes/chemicals/materials", "fuels"),
    )

    feedstocks = required(each(number("t")), "What goes in, by mass.", {"ethane": "100 t"})
    products = optional(each(number("t")), "What leaves with its carbon, by mass.", {"ethylene": "80 t"})
    carbon_contents = optional(
        each(share()), "Carbon of some of them by mass, instead of that of the table.", {"naphtha": "84.5 %"}
    )
    ch4 = optional(number("kg"), "CH4 that leaves, measured.", "300 kg")
    tolerance = optional(
        share(high=0.2),
        "By what share of the carbon in more may be measured to come out; none unless stated.",
        "2 %",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4."""
        products = self.products or {}
        for name in self.carbon_contents or {}:
            if name not in self.feedstocks and name not in products:
                message = f"`{name}` is neither a feedstock nor a product"
                work.refuse("CF106", message, ("carbon_contents", name), "name it there, or leave it out")
        rules = rules_of(work, "ipcc", None)
        inward = self._streams(work, self.feedstocks, "feedstocks", rules)
        outward = self._streams(work, products, "products", rules)
        if work.refused:
            raise Refused(self.about.id)
        return balance(work, inward, outward, [], Gases(self.ch4, None, self.tolerance), rules)

    def _streams(self, work: Work, masses: dict[str, float], key: str, rules: Rules) -> list[Held]:
        found = []
        for name, mass in masses.items():
            at = (key, name)
            stated = (self.carbon_contents or {}).get(name)
            if stated is not None:
                found.append(Held(name, mass * 1000 * stated, 0.0, at))
                continue
            stream = CarbonContents()
            for one in CarbonContents.fields():
                setattr(stream, one, None)
            stream.amount = amount_of(mass, "t")
            material = _material(work, name)
            if not material:
                message = f"there is no carbon content of `{name}`"
                help = f"add `carbon_contents: {{{name}: 85 %}}`, as analyses or the formula say"
                work.refuse("CF704", message, at, help)
                continue
            try:
                found.append(held(work, stream, name, at, rules, usual=material))
            except Refused:
                continue
            _remark_doubt(work, name, at)
        return found


def _material(work: Work, name: str) -> str:
    """The table of the chapter before that of fuels; "" where neither has it."""
    items = (f"{ITEM}/materials/{name}", f"fuels/{name}")
    return next((item for item in items if work.library.parameters(item)), "")


def _remark_doubt(work: Work, name: str, at: tuple[str, str]) -> None:
    for one in work.library.parameters(f"{ITEM}/materials/{name}"):
        if one.flags == "same-as-ethylene":
            message = f"the carbon content of `{name}` is doubtful: {one.flag_note}"
            work.remark(
                "CF312", message, at, "state it under `carbon_contents` where an analysis or the formula says"
            )


METHOD = PetrochemicalBalance
