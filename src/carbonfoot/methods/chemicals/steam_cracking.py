"""Steam cracking to ethylene and other products."""

from __future__ import annotations

from typing import cast

from carbonfoot.documents.shape import Kind, choice, optional
from carbonfoot.methods.chemicals._cracking import FEEDSTOCKS, HIGH_VALUE, ROUNDING, Cracked, cracked
from carbonfoot.methods.chemicals._tables import (
    ITEM,
    PACKS,
    one_of,
    per_mass,
    released,
    together,
    without_effect,
)
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import each, number, ratio, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Refused, Work
from carbonfoot.quantities.units import Quantity, parse_unit

REGIONS = (
    "western-europe",
    "eastern-europe",
    "japan",
    "south-korea",
    "asia",
    "africa",
    "russia",
    "north-america",
    "south-america",
    "australia",
)
_KOREAN = dict(zip(FEEDSTOCKS, ("나프타", "경유", "에탄", "프로판", "부탄", "기타"), strict=True))
_TONNE = parse_unit("t")
_ONE = parse_unit("1")
_ASIA = "asia without Japan and Korea is `asia`"


class SteamCracking(Method):
    """CO2 and CH4 of a steam cracker, with its product split."""

    about = About(
        id="chemicals/steam-cracking",
        title="Steam cracking",
        title_ko="증기분해",
        tier="1",
        formula=(
            "CO2 = sum over feedstocks of ethylene x co2_factor x geographic adjustment factor",
            "CH4 = sum over feedstocks of ethylene x ch4_factor",
            "ethylene of a feedstock = feed x yield; high-value chemicals = ethylene + propylene + butadiene + aromatics",
            "with `product`: CO2 and CH4 x mass of the product / mass of the high-value chemicals",
        ),
        gives="kg CO2 of feedstock that is burned in the cracker and of supplemental fuel, kg CH4; the product split",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.15, 3.16, 3.23 to 3.25, tables 3.14 to 3.16 and 3.25",
        edition="2006",
        valid_from="2006",
        example="ethylene: 100 t\nfeedstock: naphtha\nregion: western-europe",
        limits=(
            (
                "all products of the cracker are in it; co-products of the document share it, or `product` takes the share "
                "of one by mass of high-value chemicals; hydrogen and fuel gas bear nothing"
            ),
            (
                "carbon of the feedstock that ends in products is not released; the supply of feedstock and the electricity "
                "are lines of their own"
            ),
            "without `region` the country must be one that the table of adjustment factors names",
            "with known products and carbon contents, `chemicals/petrochemical-balance` replaces the default",
        ),
        parameters=(
            "processes/chemicals/ethylene",
            "processes/chemicals/ethylene/region",
            "processes/chemicals/steam-cracking",
        ),
    )

    ethylene = optional(number("t", above_zero=True), "Ethylene made.", "100 t")
    high_value_chemicals = optional(
        number("t", above_zero=True), "High-value chemicals made, instead of `ethylene`.", "200 t"
    )
    feed = optional(number("t", above_zero=True), "Feedstock cracked, instead of `ethylene`.", "310 t")
    feedstock = optional(choice(*FEEDSTOCKS), "What is cracked.", "naphtha")
    feedstocks = optional(
        each(cast("Kind[float]", ratio("t"))),
        "Several feedstocks, by their shares of the mass; or by their masses, and no other amount is stated then.",
        {"naphtha": "70 %", "propane": "30 %"},
    )
    region = optional(
        choice(*REGIONS), f"Where the cracker stands, by table 3.15; {_ASIA}.", "western-europe"
    )
    product = optional(
        choice(*HIGH_VALUE),
        "Count what this product bears, by mass of high-value chemicals; everything unless stated.",
        "propylene",
    )
    yields = optional(
        each(share()),
        "Products of the plant by mass of feed, instead of the table; for one `feedstock`.",
        {"ethylene": "33 %", "propylene": "16 %", "butadiene": "5 %", "aromatics": "10 %"},
    )
    supplemental_energy = optional(
        choice("default", "other-lines"),
        "Whether supplemental fuel is in the default, which it is unless stated, or a fuel line of its own.",
        "other-lines",
    )
    co2_factor = optional(
        number("kg/t", of="CO2"),
        "CO2 of the plant per mass of ethylene, instead of default and region.",
        "1.6 t/t",
    )
    ch4_factor = optional(
        number("kg/t", of="CH4"), "CH4 of the plant per mass of ethylene, instead of the default.", "3 kg/t"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4 of the cracker, or of what one product bears."""
        mix, feed = self._mix(work)
        amounts = {
            "ethylene": self.ethylene,
            "high_value_chemicals": self.high_value_chemicals,
            "feed": self.feed,
        }
        if feed is not None:
            without_effect(work, amounts, "where the feedstocks are stated by mass")
            amounts["feed"] = feed
        by = one_of(work, amounts)
        split = cracked(work, mix, self.yields, by, amounts[by] or 0.0)
        bears, said = self._bears(work, split)
        adjusted = 1.0
        if self.co2_factor is None:
            adjusted = self._adjustment(work)
        else:
            beside = {"region": self.region, "supplemental_energy": self.supplemental_energy}
            without_effect(work, beside, "beside `co2_factor`")
        terms = []
        for feedstock in mix:
            ethylene = split.ethylene[feedstock] * bears
            name, name_ko = (f"from {feedstock}", f"{_KOREAN[feedstock]} 원료") if len(mix) > 1 else ("", "")
            at: Path = (by,) if self.feedstocks is None else ("feedstocks", feedstock)
            co2 = self.co2_factor
            if co2 is None:
                co2 = self._default(work, feedstock)
            ch4 = self.ch4_factor
            if ch4 is None:
                ch4 = per_mass(work, "ethylene", "ch4_fossil", feedstock, ("feedstock",))
            first = released("co2", ethylene, co2 * adjusted, at, name, name_ko)
            first = first._replace(how=f"{ethylene:g} t x {co2:g} kg/t x {adjusted:g}{said}")
            terms.append(together(first, released("ch4_fossil", ethylene, ch4, at)))
        return terms

    def _mix(self, work: Work) -> tuple[dict[str, float], float | None]:
        """Shares of the feed, and the feed itself where it is stated by feedstock."""
        if one_of(work, {"feedstock": self.feedstock, "feedstocks": self.feedstocks}) == "feedstock":
            return {self.feedstock or "": 1.0}, None
        stated = cast("dict[str, Quantity]", self.feedstocks or {})
        for name in stated:
            if name not in FEEDSTOCKS:
                help = f"write one of {', '.join(FEEDSTOCKS)}"
                work.refuse("CF105", f"`{name}` is not a feedstock of the method", ("feedstocks", name), help)
        if self.yields is not None:
            without_effect(work, {"yields": self.yields}, "for several feedstocks: state one use for each")
        masses = [one.unit.dimension == _TONNE.dimension for one in stated.values()]
        if any(masses) != all(masses):
            message = "some feedstocks are stated by mass, others by share"
            work.refuse("CF204", message, ("feedstocks",), "state all of them the same way")
            raise Refused(self.about.id)
        values = {name: one.to(_TONNE if any(masses) else _ONE) for name, one in stated.items()}
        total = sum(values.values())
        if not any(masses) and abs(total - 1.0) > ROUNDING:
            help = "correct a share: together they are all of the feed"
            work.refuse(
                "CF406", f"the shares add up to {total * 100:.6g} %, not to 100 %", ("feedstocks",), help
            )
        if total == 0:
            work.refuse("CF208", "no feedstock goes in", ("feedstocks",), "state how much of each")
        if work.refused:
            raise Refused(self.about.id)
        return {name: one / total for name, one in values.items()}, total if any(masses) else None

    def _bears(self, work: Work, split: Cracked) -> tuple[float, str]:
        if self.product is None:
            return 1.0, ""
        mass = split.products.get(self.product, 0.0)
        share = mass / split.high_value
        work.found(f"share of {self.product} by mass of high-value chemicals", share, "1", "computed")
        if mass == 0.0:
            message = f"the product split has no {self.product} for this feedstock"
            raise work.refuse("CF704", message, ("product",), "state `yields` of the plant")
        return share, f", of which {self.product} bears {share:g}"

    def _default(self, work: Work, feedstock: str) -> float:
        if self.supplemental_energy != "other-lines":
            return per_mass(work, "ethylene", "co2", feedstock, ("feedstock",))
        item = f"{ITEM}/ethylene/{feedstock}/process-feedstock"
        return work.number(item, "emission-factor-co2", "kg/t", packs=PACKS, at=("feedstock",))

    def _adjustment(self, work: Work) -> float:
        quantity = "geographic-adjustment-factor"
        if self.region is not None:
            item = f"{ITEM}/ethylene/region/{self.region}"
            return work.number(item, quantity, "1", packs=PACKS, at=("region",))
        for region in REGIONS:
            item = f"{ITEM}/ethylene/region/{region}"
            if any(one.geo == work.country for one in work.library.parameters(item)):
                return work.number(item, quantity, "1", packs=PACKS)
        place = f"`{work.country}`" if work.country else "a country that is not stated"
        message = f"`region` is missing, and the table has no adjustment factor of {place}"
        raise work.refuse("CF102", message, (), f"state `region`: {', '.join(REGIONS)}")


METHOD = SteamCracking
