"""Etching and chamber cleaning by the area of substrate: the last resort of the guidelines."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.electronics._area import processed
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Draw, Term
from carbonfoot.methods.work import Work, amount_of

_ITEM = "processes/{}/etching-and-cvd-cleaning"
_RECORD = {
    "semiconductor": "ipcc-2006-electronics:tier-1-semiconductor",
    "display": "ipcc-2006-electronics:tier-1-display",
    "photovoltaics": "ipcc-2006-electronics:tier-1-pv",
}


class Tier1Area(Method):
    """A set of gases per square metre of wafer, glass or cell, which stands for all gases of such a plant."""

    about = About(
        id="electronics/tier-1-area",
        title="Gases of electronics by area of substrate",
        title_ko="전자산업 공정가스 (기판 면적당 기본계수)",
        tier="1",
        formula=(
            "processed = area, or capacity x capacity_utilisation",
            "gas emitted = processed x factor of the gas (x fluorinated_share for solar cells)",
        ),
        gives="kg of each gas of the set; making the gases is a line of its own",
        reference="IPCC Guidelines, volume 3, chapter 6, equation 6.1 and table 6.2",
        edition="2006",
        valid_from="2006",
        example="industry: semiconductor\ncapacity: 300000 m2\ncapacity_utilisation: 80 %",
        limits=(
            "the gases of one industry are a set that stands together; none of them is taken alone",
            "no abatement: with devices, or with another mix of gases, use `electronics/gas-use`",
            "no default of the utilisation of a plant: it is stated",
            "solar cells: the share that is made with fluorinated gases is stated",
        ),
        parameters=(),
    )

    industry = required(
        choice(*_RECORD), "What is made: `semiconductor`, `display` or `photovoltaics`.", "display"
    )
    area = optional(number("m2", above_zero=True), "Substrate that was processed.", "240000 m2")
    capacity = optional(
        number("m2", above_zero=True), "Substrate that the plant can process; instead of `area`.", "300000 m2"
    )
    capacity_utilisation = optional(share(above_zero=True), "Share of the capacity that was used.", "80 %")
    fluorinated_share = optional(share(), "Share of solar cells that is made with fluorinated gases.", "50 %")

    def compute(self, work: Work) -> list[Term]:
        """One term, drawn from the record of the industry. Raises `Refused`."""
        area = processed(work, self.area, self.capacity, self.capacity_utilisation)
        if self.industry == "photovoltaics":
            if self.fluorinated_share is None:
                message = "not all solar cells are made with fluorinated gases; their share is not stated"
                raise work.refuse("CF102", message, (), "add `fluorinated_share: 50 %`")
            area = area * self.fluorinated_share
        elif self.fluorinated_share is not None:
            message = f"`fluorinated_share` has no effect for {self.industry}"
            raise work.refuse("CF106", message, ("fluorinated_share",), "leave it out")
        quantity = amount_of(area, "m2")
        draw = Draw(
            _ITEM.format(self.industry), quantity, record=_RECORD[self.industry], accept=("process_direct",)
        )
        at = ("area",) if self.area is not None else ("capacity",)
        return [Term("", "", at, quantity, draws=(draw,), scope="1")]


METHOD = Tier1Area
