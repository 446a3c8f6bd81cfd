"""Cement from its clinker ratio and its other constituents."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.fields import COUNTRY
from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.lookups import FACTOR, mass_of, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added

_TOLERANCE = 0.001
"""Shares that sum to 99.9 to 100.1 % are rounded ones."""


class Keys(NamedTuple):
    """Where the footprint of a constituent is stated."""

    factor: str
    item: str
    source: str
    origin: str


class _Part(NamedTuple):
    """A constituent: its share of the cement, where it stands and where findings about its share point."""

    name: str
    name_ko: str
    share: float
    at: Path
    path: Path


class Constituent(Shape):
    """What cement holds beside clinker, with its footprint."""

    name = required(WORD, "What it is.", "Granulated blast furnace slag")
    share = required(share(), "Its share of the mass of the cement.", "30 %")
    factor = optional(WORD, "Item of the factor library.", "minerals/fly-ash-slag-powder")
    emission_factor = optional(FACTOR, "Instead of `factor`: its footprint as stated.", "59 kg CO2e/t")
    source = optional(WORD, "Who states it.", "EPD of the supplier")
    origin = optional(COUNTRY, "Country that it comes from.", "KR")


class Cement(Method):
    """Footprint of the constituents of cement; milling and packing are lines of their own."""

    about = About(
        id="minerals/cement",
        title="Cement from clinker ratio and constituents",
        title_ko="시멘트 (클링커 비율과 혼합재)",
        tier="composition",
        formula=("CO2e = amount x (clinker_ratio x EF(clinker) + sum of share x EF(constituent))",),
        gives="kg CO2e of clinker and other constituents; electricity of milling, drying and packing are lines of their own",
        reference=(
            "GCCA cement CO2 and energy protocol (clinker/cement factor); (EU) 2025/2547 annex III, goods that "
            "contain a precursor; EN 197-1 for the constituents"
        ),
        edition="2011; 2025",
        valid_from="2011",
        example=(
            "amount: 1 t\nclinker_ratio: 70 %\nclinker_factor: 850 kg CO2e/t\nconstituents:\n"
            "- {name: Slag, share: 26 %, emission_factor: 59 kg CO2e/t}\n"
            "- {name: Gypsum, share: 4 %, emission_factor: 8 kg CO2e/t}"
        ),
        limits=(
            "clinker and all constituents sum to 100 %",
            "every constituent has a factor, or states 0 kg CO2e/t: none is left out in silence",
        ),
    )

    amount = required(number("kg", above_zero=True), "Cement made.", "1 t")
    clinker_ratio = required(share(), "Clinker, as a share of the mass of the cement.", "70 %")
    clinker_factor = optional(
        FACTOR, "Footprint of the clinker: of the own kiln, or as its supplier states it.", "850 kg CO2e/t"
    )
    clinker_source = optional(WORD, "Who states it.", "Own kiln, 2025")
    clinker_item = optional(WORD, "Instead of it: item of the factor library.", "minerals/cement-clinker")
    clinker_origin = optional(COUNTRY, "Country that the clinker comes from.", "KR")
    constituents = optional(
        list_of(nested(lambda: Constituent), wrap=True),
        "What it holds beside clinker.",
        [{"name": "Gypsum", "share": "4 %", "emission_factor": "8 kg CO2e/t"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """A term for the clinker and one for each constituent."""
        others = self.constituents or []
        total = self.clinker_ratio + added(one.share for one in others)
        if not 1 - _TOLERANCE <= total <= 1 + _TOLERANCE:
            message = f"clinker and constituents sum to {100 * total:.4g} %"
            help = "list all constituents, gypsum and minor ones too, so that they sum to 100 %"
            raise work.refuse("CF406", message, ("clinker_ratio",), help)
        terms = []
        if self.clinker_ratio > 0:
            keys = Keys("clinker_factor", "clinker_item", "clinker_source", "clinker_origin")
            part = _Part("clinker", "클링커", self.clinker_ratio, (), ("clinker_ratio",))
            terms.append(self._term(work, part, self, keys))
        else:
            self._needless(work)
        for index, one in enumerate(others):
            at: Path = ("constituents", index)
            part = _Part(one.name, "", one.share, at, (*at, "share"))
            terms.append(self._term(work, part, one, Keys("emission_factor", "factor", "source", "origin")))
        return terms

    def _needless(self, work: Work) -> None:
        for name in ("clinker_factor", "clinker_source", "clinker_item", "clinker_origin"):
            if getattr(self, name) is not None:
                message = f"`{name}` has no effect: the cement holds no clinker"
                raise work.refuse("CF106", message, (name,), "leave it out")

    def _term(self, work: Work, part: _Part, stated: Shape, keys: Keys) -> Term:
        """One constituent, from a stated factor or an item of the library."""
        factor, item, source, origin = (getattr(stated, key) for key in keys)
        amount = self.amount * part.share
        if factor is None and item is None:
            help = f"state `{keys.factor}:`, or `{keys.item}:` of the library"
            raise work.refuse("CF102", f"the footprint of `{part.name}` is missing", part.at, help)
        given, needless = (keys.factor, keys.origin) if factor is not None else (keys.item, keys.source)
        for key in (needless, *([keys.item] if factor is not None else [])):
            if getattr(stated, key) is not None:
                message = f"`{key}` has no effect beside `{given}`"
                raise work.refuse("CF106", message, (*part.at, key), "leave it out")
        term = Term(part.name, part.name_ko, part.path, mass_of(amount))
        if factor is None:
            return term._replace(draws=(Draw(str(item), mass_of(amount), origin=origin or ""),))
        label = source or f"{part.name}, as stated"
        how = f"{self.amount:g} kg x {part.share:g}"
        return term._replace(stated=(Stated(amount, "kg", own_factor(factor), label),), how=how)


METHOD = Cement
