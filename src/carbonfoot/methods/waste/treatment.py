"""Waste that is handed over: amounts by kind, in any unit, with the shares of what becomes of them."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM
from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, quantity, share
from carbonfoot.methods.portions import in_vain, needed, one_of, whole
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.waste._streams import FACTORS, Handling, routes, terms, without_effect
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity, parse_unit


class Stream(Shape):
    """One kind of waste, or a mixture, with its treatments."""

    name = optional(WORD, "What it is.", "Offcuts")
    waste = optional(ITEM, "Item of the library.", "waste/paper-and-board")
    composition = optional(
        each(share(above_zero=True)),
        "A mixture: items of the library by shares of the mass.",
        {"waste/wood": "100 %"},
    )
    amount = required(quantity("kg", "m3"), "How much.", "1.2 t")
    density = optional(quantity("kg/m3", above_zero=True), "Density, for an amount in m3.", "210 kg/m3")
    treatments = required(
        each(share()), "Shares of what becomes of it.", {"recycling": "60 %", "incineration": "40 %"}
    )
    emission_factors = optional(
        FACTORS,
        "Stated factors by treatment, in place of the library.",
        {"landfill": "0.4 kg CO2e/kg"},
    )
    source = optional(WORD, "Who states the factors, in which document.", "Treatment Co., 2025")


class Treatment(Method):
    """Treatment of waste by factors of the library or of whoever treats it."""

    about = About(
        id="waste/treatment",
        title="Waste by kind and treatment",
        title_ko="폐기물 종류별 처리",
        tier="waste-type-specific",
        formula=("E = SUM(amount x share of kind x share of treatment x factor of kind and treatment)",),
        gives="kg CO2e of treatment; what the factors cover is shown with each",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 5 (formulas 5.2"
        " and 5.3)",
        edition="1.0, 2013",
        valid_from="2013",
        example="streams:\n- {waste: waste/paper-and-board, amount: 1.2 t, treatments: {recycling: 60 %, incineration: 40 %}}\n"
        "- {waste: waste/wood, amount: 3 m3, density: 210 kg/m3, treatments: {landfill: 100 %}}\norigin: GB",
        limits=(
            "shares of kinds and of treatments add up to 100 %",
            "recycling takes the factor of collecting and sorting; `cut_off: [recycling]` leaves it free of burden",
            "reuse leaves free of burden; transport is a line of its own where the factor does not cover it",
        ),
        stage="waste",
    )

    streams = required(
        list_of(nested(lambda: Stream), wrap=True),
        "The kinds of waste.",
        [{"waste": "waste/wood", "amount": "3 t", "treatments": {"landfill": "100 %"}}],
    )
    cut_off = optional(list_of(WORD, wrap=True), "Treatments that leave free of burden.", ["recycling"])
    origin = optional(COUNTRY, "Where it is treated, when not where the step is.", "GB")

    def compute(self, work: Work) -> list[Term]:
        """One term for each kind and treatment."""
        free = tuple(self.cut_off or ())
        for index, name in enumerate(free):
            routes(work, {name: 1.0}, ("cut_off", index))
        treated = {name for stream in self.streams for name in stream.treatments}
        without_effect(work, free, treated, ("cut_off",), "a rule")
        found: list[Term] = []
        for index, stream in enumerate(self.streams):
            found += _of_stream(work, stream, ("streams", index), free, self.origin or "")
        return found


def _of_stream(work: Work, stream: Stream, at: Path, free: tuple[str, ...], origin: str) -> list[Term]:
    treatments = routes(work, stream.treatments, (*at, "treatments"))
    way = one_of(work, {"waste": stream.waste, "composition": stream.composition}, at)
    if stream.emission_factors is None:
        in_vain(work, {"source": stream.source}, "without `emission_factors`", at)
    else:
        needed(work, stream.source, "source", "and `emission_factors` are stated", at)
        without_effect(work, stream.emission_factors, treatments, (*at, "emission_factors"), "a factor")
    amount, density = stream.amount, stream.density
    volume = amount.unit.dimension == parse_unit("m3").dimension
    if not volume:
        in_vain(work, {"density": density}, "beside a mass", at)
    if volume and density is not None:
        kilograms = amount.to("m3") * density.to("kg/m3")
        amount, density = Quantity(kilograms, parse_unit("kg"), f"{amount.text} x {density.text}"), None
    elif volume and way == "composition":
        message = f"`{amount.text.strip()}` is a volume, and its density is not stated"
        raise work.refuse("CF209", message, (*at, "amount"), "state `density:`, or write the mass")
    kinds = {stream.waste or "": 1.0}
    if way == "composition":
        kinds = whole(work, stream.composition or {}, (*at, "composition"))
    found: list[Term] = []
    for item, part in kinds.items():
        text = amount.text.strip() if part == 1 else f"{amount.text.strip()} x {part:g}"
        found += terms(
            work,
            item,
            amount._replace(number=amount.number * part, text=text),
            treatments,
            (*at, way),
            Handling(free, origin, density, stream.emission_factors, stream.source or ""),
        )
    return found


METHOD = Treatment
