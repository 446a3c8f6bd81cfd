"""Acrylonitrile by ammoxidation of propylene."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.chemicals._production import Production
from carbonfoot.methods.chemicals._tables import ITEM, PACKS
from carbonfoot.methods.method import About
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Acrylonitrile(Production):
    """CO2 and CH4 of making acrylonitrile."""

    about = About(
        id="chemicals/acrylonitrile",
        title="Acrylonitrile",
        title_ko="아크릴로니트릴",
        tier="1",
        formula=("CO2 = amount x co2_factor", "CH4 = amount x ch4_factor"),
        gives="kg CO2 of propylene that does not end in a product, kg CH4 vented",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.15 and 3.24, tables 3.22 and 3.26, section 3.9.2.2",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nby_products: burned",
        limits=(
            "propylene, ammonia and electricity are lines of their own",
            "with known propylene and products, `chemicals/petrochemical-balance` replaces the default",
        ),
        parameters=("processes/chemicals/acrylonitrile",),
    )

    by_products = optional(
        choice("burned", "acetonitrile-burned", "recovered"),
        "What happens to acetonitrile and hydrogen cyanide: both burned or flared, acetonitrile burned and hydrogen "
        "cyanide recovered, or both recovered as products.",
        "acetonitrile-burned",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4; what is made beside is written down for by-products that are recovered."""
        routes = {"burned": "by-products-burned", "recovered": "by-products-recovered"}
        route = routes.get(self.by_products or "", self.by_products)
        terms = self.by_route(work, "acrylonitrile", "by_products", route)
        recovered = {
            "acetonitrile-burned": ["hydrogen-cyanide"],
            "recovered": ["acetonitrile", "hydrogen-cyanide"],
        }
        for product in recovered.get(self.by_products or "", []):
            ratio = work.number(f"{ITEM}/acrylonitrile", "by-product", "kg/t", packs=PACKS, product=product)
            work.found(f"{product} made beside", self.amount * ratio, "kg", "computed")
        return terms


METHOD = Acrylonitrile
