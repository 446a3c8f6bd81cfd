"""Primary aluminium: CO2 of anodes and of the paste of Soederberg cells, and of the baking of anodes."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.lookups import FACTOR, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Refused, Work, amount_of

_PACKS = ("ipcc-2006",)
_ITEMS = "processes/aluminium"
_DEFAULTS = {
    "anode_sulphur": ("baked-anodes", "sulphur-content"),
    "anode_ash": ("baked-anodes", "ash-content"),
    "green_hydrogen": ("green-anodes", "hydrogen-content"),
    "packing_coke": ("packing-coke", "consumption-per-anode"),
    "packing_sulphur": ("packing-coke", "sulphur-content"),
    "packing_ash": ("packing-coke", "ash-content"),
    "pitch_sulphur": ("soderberg-pitch", "sulphur-content"),
    "pitch_ash": ("soderberg-pitch", "ash-content"),
    "pitch_hydrogen": ("soderberg-pitch", "hydrogen-content"),
    "coke_sulphur": ("soderberg-calcined-coke", "sulphur-content"),
    "coke_ash": ("soderberg-calcined-coke", "ash-content"),
    "carbon_in_dust": ("soderberg-cell-dust", "carbon-per-aluminium"),
}
"""Key to the item and quantity of its tier 2 default."""

_BAKING = (
    "green_anodes",
    "baked_anodes",
    "green_hydrogen",
    "waste_tar",
    "furnace",
    "packing_coke",
    "packing_sulphur",
    "packing_ash",
)
_PREBAKE = ("net_anode_consumption", "anode_sulphur", "anode_ash", *_BAKING)
_SODERBERG = (
    "paste_consumption",
    "technology",
    "soluble_matter",
    "paste",
    "binder",
    "pitch_sulphur",
    "pitch_ash",
    "pitch_hydrogen",
    "coke_sulphur",
    "coke_ash",
    "carbon_in_dust",
)


class AluminiumAnodes(Method):
    """CO2 from the carbon of anodes and paste in the making of primary aluminium."""

    about = About(
        id="metals/aluminium-anodes",
        title="Primary aluminium, CO2 of anodes and paste",
        title_ko="1차 알루미늄, 양극 및 페이스트의 CO2",
        tier="1, 2, with plant values 3",
        formula=(
            "tier 1: CO2 = amount x EF(process), or x emission_factor",
            "electrolysis: CO2 = amount x net_anode_consumption x (1 - anode_sulphur - anode_ash) x 44/12",
            "pitch volatiles: CO2 = (green_anodes x (1 - green_hydrogen) - baked_anodes - waste_tar) x 44/12",
            "packing coke: CO2 = baked_anodes x packing_coke x (1 - packing_sulphur - packing_ash) x 44/12",
            "Soederberg: CO2 = amount x (paste_consumption - soluble_matter / 1000",
            "  - binder x paste_consumption x (pitch_sulphur + pitch_ash + pitch_hydrogen)",
            "  - (1 - binder) x paste_consumption x (coke_sulphur + coke_ash) - carbon_in_dust) x 44/12",
            "with `rule: eu` x 3.664",
        ),
        gives="kg CO2 of anodes, pitch volatiles and packing coke, or of paste",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equations 4.20 to 4.24, tables 4.10 to 4.14; "
            "Regulation (EU) 2018/2066, Annex IV, section 7; 40 CFR 98.63"
        ),
        edition="2006",
        valid_from="2006",
        parameters=("processes/aluminium",),
        limits=(
            "fuel of the bake furnace, electricity and PFC are lines of their own (`metals/aluminium-pfc`)",
            "without `green_anodes` and `baked_anodes` the baking of anodes is not in it: not assessed",
            "the mass balance that the EU also allows is `balance/carbon`",
        ),
        example=(
            "process: prebake\namount: 1000 t\nnet_anode_consumption: 0.42 t/t\n"
            "green_anodes: 500 t\nbaked_anodes: 470 t\nfurnace: other"
        ),
    )

    process = required(choice("prebake", "soderberg"), "Kind of cell.", "prebake")
    amount = required(number("t", above_zero=True), "Aluminium made.", "1000 t")
    tier = optional(choice("1"), "`1` for one factor per tonne, where nothing else is known.", "1")
    emission_factor = optional(
        FACTOR, "At tier 1: CO2 per tonne of aluminium, instead of the default.", "1.55 t/t"
    )
    rule = optional(choice("ipcc", "eu"), "Whose conversion of carbon to CO2; 44/12 unless stated.", "eu")
    net_anode_consumption = optional(
        share(high=2.0, above_zero=True),
        "Anodes consumed less butts, per tonne of aluminium.",
        "0.42 t/t",
    )
    anode_sulphur = optional(share(), "Sulphur in baked anodes; 2 % unless stated.", "2 %")
    anode_ash = optional(share(), "Ash in baked anodes; 0.4 % unless stated.", "0.4 %")
    green_anodes = optional(number("t", above_zero=True), "Green anodes put into the bake furnace.", "500 t")
    baked_anodes = optional(number("t", above_zero=True), "Baked anodes that come out.", "470 t")
    green_hydrogen = optional(share(), "Hydrogen in green anodes; 0.5 % unless stated.", "0.5 %")
    waste_tar = optional(number("t"), "Tar collected.", "2.5 t")
    furnace = optional(
        choice("riedhammer", "other"),
        "Bake furnace, where no tar is stated: 0.5 % of green anodes in a Riedhammer furnace, none in others.",
        "other",
    )
    packing_coke = optional(
        share(high=1.0), "Packing coke per tonne of baked anodes; 0.015 unless stated.", "0.015 t/t"
    )
    packing_sulphur = optional(share(), "Sulphur in packing coke; 2 % unless stated.", "2 %")
    packing_ash = optional(share(), "Ash in packing coke; 2.5 % unless stated.", "2.5 %")
    paste_consumption = optional(
        share(high=2.0, above_zero=True), "Paste consumed per tonne of aluminium.", "0.52 t/t"
    )
    technology = optional(
        choice("vss", "hss"), "Vertical or horizontal studs, where `soluble_matter` is not stated.", "vss"
    )
    soluble_matter = optional(
        number("kg/t"), "Cyclohexane-soluble (tarry) matter emitted per tonne of aluminium.", "0.5 kg/t"
    )
    paste = optional(choice("dry", "wet"), "Kind of paste, where `binder` is not stated.", "dry")
    binder = optional(share(), "Pitch in the paste; 24 % of dry and 27 % of wet paste unless stated.", "24 %")
    pitch_sulphur = optional(share(), "Sulphur in pitch; 0.6 % unless stated.", "0.6 %")
    pitch_ash = optional(share(), "Ash in pitch; 0.2 % unless stated.", "0.2 %")
    pitch_hydrogen = optional(share(), "Hydrogen in pitch; 3.3 % unless stated.", "3.3 %")
    coke_sulphur = optional(share(), "Sulphur in calcined coke; 1.9 % unless stated.", "1.9 %")
    coke_ash = optional(share(), "Ash in calcined coke; 0.2 % unless stated.", "0.2 %")
    carbon_in_dust = optional(
        share(high=1.0),
        "Carbon in skimmed dust per tonne of aluminium; 0.01 unless stated.",
        "0.01 t/t",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 by the tier that the arguments allow."""
        self._without_effect(work)
        if self.tier is not None:
            return self._by_tonne(work)
        ratio = work.constant("co2-per-carbon-cbam" if self.rule == "eu" else "co2-per-carbon")
        if self.process == "soderberg":
            return [self._paste(work, ratio)]
        return self._prebake(work, ratio)

    def _without_effect(self, work: Work) -> None:
        """Refuse what the process or the tier has no use for (CF106)."""
        idle = (
            (*_PREBAKE, *_SODERBERG, "rule")
            if self.tier
            else (*_SODERBERG, "emission_factor")
            if self.process == "prebake"
            else (*_PREBAKE, "emission_factor")
        )
        for key in idle:
            if getattr(self, key) is not None:
                message = f"`{key}` has no effect on {self.process} cells{' at tier 1' if self.tier else ''}"
                work.refuse(
                    "CF106",
                    message,
                    (key,),
                    "leave it out, or leave `tier` out" if self.tier else "leave it out",
                )
        if work.refused:
            raise Refused(self.about.id)

    def _by_tonne(self, work: Work) -> list[Term]:
        if self.emission_factor is not None:
            each = own_factor(self.emission_factor)
            how = f"{self.amount:g} t x {each:.6g} t CO2/t"
            return [self._term("anodes", "양극", "aluminium", self.amount * each, how)]
        factor = work.released(f"ipcc-2006:aluminium-anode-consumption:{self.process}", "co2_fossil", "t/t")
        if factor is None:
            raise work.refuse(
                "CF704", "the library has no tier 1 factor", ("tier",), "state the consumption instead"
            )
        how = f"{self.amount:g} t x {factor:.6g} t CO2/t"
        return [self._term("anodes", "양극", "amount", self.amount * factor, how)]

    def _prebake(self, work: Work, ratio: float) -> list[Term]:
        if self.net_anode_consumption is None:
            raise self._lacks(work, "net_anode_consumption", "0.42 t/t")
        carbon = 1 - self._share(work, "anode_sulphur") - self._share(work, "anode_ash")
        self._positive(work, carbon, "anode_sulphur")
        anodes = self.amount * self.net_anode_consumption * carbon * ratio
        how = f"{self.amount:g} t x {self.net_anode_consumption:g} t/t x {carbon:.6g} x {ratio:.6g}"
        electrolysis = self._term("anodes, electrolysis", "양극, 전해", "amount", anodes, how)
        given = [key for key in _BAKING if getattr(self, key) is not None]
        if not given:
            return [electrolysis._replace(beside=("anode baking",))]
        for key in ("green_anodes", "baked_anodes"):
            if getattr(self, key) is None:
                raise self._lacks(work, key, "500 t", given[0])
        return [electrolysis, self._volatiles(work, ratio), self._packing(work, ratio)]

    def _volatiles(self, work: Work, ratio: float) -> Term:
        green, baked = self.green_anodes or 0.0, self.baked_anodes or 0.0
        tar = self._tar(work, green)
        burned = green * (1 - self._share(work, "green_hydrogen")) - baked - tar
        if burned < 0:
            message = f"more carbon leaves the bake furnace than enters: {green:g} t green, {baked:g} t baked, {tar:g} t tar"
            help = "see whether green and baked anodes are of the same period, without stock changes"
            raise work.refuse("CF703", message, ("baked_anodes",), help)
        how = f"{burned:.6g} t C x {ratio:.6g}"
        return self._term("pitch volatiles", "피치 휘발분", "green_anodes", burned * ratio, how)

    def _tar(self, work: Work, green: float) -> float:
        if self.waste_tar is not None:
            if self.furnace is not None:
                message = "`waste_tar` is stated: `furnace` has no effect"
                raise work.refuse("CF106", message, ("furnace",), "leave it out")
            return self.waste_tar
        if self.furnace is None:
            help = "state `waste_tar`, or `furnace: riedhammer` or `furnace: other` for the default"
            raise work.refuse("CF209", "nothing says how much tar is collected", ("green_anodes",), help)
        if self.furnace == "other":
            work.found("waste_tar", 0.0, "t", "IPCC 2006, table 4.12: none but in Riedhammer furnaces")
            return 0.0
        return green * work.number(f"{_ITEMS}/green-anodes", "waste-tar", "t/t", packs=_PACKS)

    def _packing(self, work: Work, ratio: float) -> Term:
        carbon = 1 - self._share(work, "packing_sulphur") - self._share(work, "packing_ash")
        self._positive(work, carbon, "packing_sulphur")
        coke = (self.baked_anodes or 0.0) * self._share(work, "packing_coke")
        how = f"{coke:.6g} t x {carbon:.6g} x {ratio:.6g}"
        return self._term("packing coke", "패킹 코크스", "baked_anodes", coke * carbon * ratio, how)

    def _paste(self, work: Work, ratio: float) -> Term:
        paste = self.paste_consumption
        if paste is None:
            raise self._lacks(work, "paste_consumption", "0.52 t/t")
        tarry, binder = self._tarry(work), self._binder(work)
        impure = binder * (
            self._share(work, "pitch_sulphur")
            + self._share(work, "pitch_ash")
            + self._share(work, "pitch_hydrogen")
        ) + (1 - binder) * (self._share(work, "coke_sulphur") + self._share(work, "coke_ash"))
        carbon = paste - tarry / 1000 - paste * impure - self._share(work, "carbon_in_dust")
        self._positive(work, carbon, "paste_consumption")
        how = f"{self.amount:g} t x {carbon:.6g} t C/t x {ratio:.6g}"
        return self._term("paste", "페이스트", "amount", self.amount * carbon * ratio, how)

    def _tarry(self, work: Work) -> float:
        """kg per t of aluminium."""
        if self.soluble_matter is not None:
            return self.soluble_matter
        if self.technology is None:
            help = "state `soluble_matter`, or `technology: vss` or `technology: hss` for the default"
            raise work.refuse("CF209", "nothing says how much tarry matter is emitted", ("process",), help)
        item = f"{_ITEMS}/soderberg-{self.technology}"
        return work.number(item, "cyclohexane-soluble-matter", "kg/t", packs=_PACKS)

    def _binder(self, work: Work) -> float:
        if self.binder is not None:
            return self.binder
        if self.paste is None:
            help = "state `binder`, or `paste: dry` or `paste: wet` for the default"
            raise work.refuse("CF209", "nothing says how much pitch the paste holds", ("process",), help)
        return work.number(f"{_ITEMS}/soderberg-paste-{self.paste}", "binder-content", "t/t", packs=_PACKS)

    def _share(self, work: Work, key: str) -> float:
        stated: float | None = getattr(self, key)
        if stated is not None:
            return stated
        item, quantity = _DEFAULTS[key]
        return work.number(f"{_ITEMS}/{item}", quantity, "t/t", packs=_PACKS, at=(key,))

    def _positive(self, work: Work, carbon: float, key: str) -> None:
        if carbon < 0:
            help = "see the shares: they are of the mass of anodes, coke or paste"
            raise work.refuse("CF406", "what is no carbon is more than the whole", (key,), help)

    def _lacks(self, work: Work, key: str, such: str, at: str = "process") -> Refused:
        where: Path = (at,)
        help = f"add `{key}: {such}`" + (", or `tier: 1` where it is not known" if at == "process" else "")
        return work.refuse("CF209", f"`{key}` is not stated", where, help)

    def _term(self, name: str, korean: str, at: str, tonnes: float, how: str) -> Term:
        quantity = amount_of(getattr(self, at), "t")
        return Term(name, korean, (at,), quantity, {"co2": tonnes * 1000}, how=how)


METHOD = AluminiumAnodes
