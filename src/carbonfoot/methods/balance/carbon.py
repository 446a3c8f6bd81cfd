"""Carbon mass balance: CO2 from the carbon that goes in and does not come out."""

from __future__ import annotations

from carbonfoot.documents.shape import list_of, nested, optional, required
from carbonfoot.methods.balance._core import Gases, balance, rules_of
from carbonfoot.methods.balance._keys import Balanced
from carbonfoot.methods.balance._streams import CarbonStream, Held, Rules, held
from carbonfoot.methods.method import About
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Refused, Work
from carbonfoot.quantities.units import written


class CarbonBalance(Balanced):
    """CO2 of a process from the carbon of its streams."""

    about = About(
        id="balance/carbon",
        title="Carbon mass balance",
        title_ko="탄소 물질 수지",
        tier="mass balance",
        formula=(
            "carbon(stream) = amount x carbon_content",
            "carbon(stream) = amount x net_calorific_value x emission_factor / ratio",
            "CO2 = (carbon(inputs) - carbon(outputs) - carbon(stock_changes) - carbon(ch4)) x ratio",
            "ratio = 44/12; with `rule: eu` 3.664",
            "biogenic carbon (biomass share of each stream) in a balance of its own",
        ),
        gives="kg CO2, fossil and biogenic, of all carbon that is not found in an output; CH4 where it is stated",
        reference=(
            "IPCC Guidelines, volume 3, chapter 3, equation 3.17, and chapter 4, equations 4.2 and 4.9 to 4.11; "
            "Regulation (EU) 2018/2066, Article 25; Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition="2006 with the refinement of 2019; EU: 2018 and 2025",
        valid_from="2006",
        parameters=("processes/steel/materials", "fuels"),
        limits=(
            "all carbon that is not in an output is counted as CO2, CO included (`co` only shows it apart)",
            "gas that is flared on the site is no output: name it under `flared`, a part of what is emitted",
            "more carbon out than in is refused; within `tolerance` it counts as zero, with a warning",
            "biomass without its share of biogenic carbon is refused; CH4 is counted as fossil",
            "energy and carbon per energy say (net) or (gross); beside `net_calorific_value`, both may leave it out",
            "an output whose biogenic share is not stated counts as fossil; beside biogenic inputs a warning says so",
            "with `rule: eu` it is not checked that biogenic carbon of inputs is found again in outputs (B.3.2)",
            "electricity, heat and what was emitted to make the inputs are lines of their own",
        ),
        example=(
            "inputs:\n"
            "  - {name: Coke, amount: 450 t, carbon_content: 0.88}\n"
            "  - {name: Natural gas, amount: 1200 GJ (net), emission_factor: 56.1 kg/GJ (net)}\n"
            "  - {name: Limestone, amount: 12 t, material: limestone}\n"
            "outputs:\n"
            "  - {name: Iron, amount: 900 t, carbon_content: 4.2 %}"
        ),
    )

    inputs = required(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "What goes in.",
        [{"name": "Coke", "amount": "450 t", "carbon_content": "0.88"}],
    )
    outputs = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "What comes out with carbon in it: products, by-products, slag, dust, waste gas that others use.",
        [{"name": "Iron", "amount": "900 t", "carbon_content": "4.2 %"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the carbon that stays nowhere."""
        rules = rules_of(work, self.rule, self.edition)
        inward = streams(work, self.inputs, "inputs", rules)
        outward = streams(work, self.outputs, "outputs", rules)
        stocks = streams(work, self.stock_changes, "stock_changes", rules, signed=True)
        flared = streams(work, self.flared, "flared", rules)
        if not inward and not work.refused:
            help = "name what goes in, with its amount and carbon content"
            work.refuse("CF209", "no input is stated: a balance needs what goes in", ("inputs",), help)
        if work.refused:
            raise Refused(self.about.id)
        grown = [one for one in stocks if one.carbon >= 0]
        shrunk = [_turned(one) for one in stocks if one.carbon < 0]
        gases = Gases(self.ch4, self.co, self.tolerance)
        return balance(work, inward + shrunk, outward + grown, flared, gases, rules)


def streams(
    work: Work, given: list[CarbonStream] | None, key: str, rules: Rules, *, signed: bool = False
) -> list[Held]:
    """The carbon of each stream of a list; findings for all that are wrong, which are left out then."""
    found = []
    for index, one in enumerate(given or ()):
        if one.amount.number < 0 and not signed:
            message = f"`{written(one.amount)}` is negative"
            help = "inputs and outputs are both positive; move the stream to the other list"
            work.refuse("CF207", message, (key, index, "amount"), help)
            continue
        try:
            found.append(held(work, one, one.name, (key, index), rules))
        except Refused:
            continue
    return found


def _turned(one: Held) -> Held:
    return one._replace(fossil=-one.fossil, biogenic=-one.biogenic)


METHOD = CarbonBalance
