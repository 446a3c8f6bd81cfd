"""Tables of default factors for gases in electronics: share that leaves unreacted, by-products, destruction."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.parameters import Parameter
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import nearest

US, IPCC = "us-40cfr98", "ipcc-2006"
PACKS = {US: "us-40cfr98-i", IPCC: "ipcc-2006-electronics"}

PROCESSES = {
    "all": ("all-processes",),
    "all-remote-plasma": ("all-processes/remote-plasma",),
    "etching": ("etching-and-wafer-cleaning", "etch"),
    "chamber-cleaning": ("chamber-cleaning",),
    "in-situ-plasma": ("chamber-cleaning/in-situ-plasma",),
    "remote-plasma": ("chamber-cleaning/remote-plasma",),
    "in-situ-thermal": ("chamber-cleaning/in-situ-thermal",),
}
"""Process to where its factors stand below the industry, one of them in each table that has it."""

_ALSO = {
    "all-processes": "all",
    "aggregated": "all",
    "all-processes-remote-plasma": "all-remote-plasma",
    "etch": "etching",
    "plasma-etching": "etching",
    "wafer-cleaning": "etching",
    "etching-and-wafer-cleaning": "etching",
    "etching/wafer-cleaning": "etching",
    "cvd": "chamber-cleaning",
    "chamber-clean": "chamber-cleaning",
    "cvd-cleaning": "chamber-cleaning",
    "cvd-chamber-cleaning": "chamber-cleaning",
    "in-situ": "in-situ-plasma",
    "in-situ-plasma-cleaning": "in-situ-plasma",
    "remote": "remote-plasma",
    "remote-plasma-cleaning": "remote-plasma",
    "in-situ-thermal-cleaning": "in-situ-thermal",
    "thermal": "in-situ-thermal",
}

WITHOUT_EFFECT = ("f2", "cof2")
"""Gases that are fed, warm nothing themselves, and form CF4."""


class Table(NamedTuple):
    """Where factors are looked up: one source, one industry (with the size of the wafer where the source tells it)."""

    work: Work
    name: str
    industry: str

    @property
    def pack(self) -> str:
        """The pack that holds the source."""
        return PACKS[self.name]

    def item(self, process: str, at: Path) -> str:
        """The item of a process. Raises `Refused`: CF702 for a word that is none, CF704 where the table has none."""
        word = process_of(self.work, process, at)
        for below in PROCESSES[word]:
            if self.rows(f"{self.industry}/{below}"):
                return f"{self.industry}/{below}"
        had = [
            word
            for word, places in PROCESSES.items()
            if any(self.rows(f"{self.industry}/{below}") for below in places)
        ]
        has = (f"table `{self.name}` has for {self.industry}: {', '.join(had) or 'nothing'}",)
        message = f"table `{self.name}` has no process `{word}` for {self.industry}"
        help = "name a process of the table, or state `unreacted:` and `by_products:`"
        raise self.work.refuse("CF704", message, at, help, has)

    def unreacted(self, item: str, gas: str, at: Path) -> float:
        """The share 1-U of a gas. Raises `Refused` (CF704), naming the gases that the table has for the process."""
        found = self.work.maybe(
            item, "unreacted-share", "kg/kg", packs=(self.pack,), at=at, substance=gas, product=""
        )
        if found is None:
            raise self._nothing(item, gas, at)
        return found

    def by_products(self, item: str, gas: str, at: Path) -> dict[str, float]:
        """By-product to kg formed per kg fed; empty where the table gives none for a gas that it has."""
        products = sorted(
            {one.product for one in self.rows(item) if one.substance == gas and one.quantity == "by-product"}
        )
        if not products and not any(one.substance == gas for one in self.rows(item)):
            raise self._nothing(item, gas, at)
        return {
            product: self.work.number(
                item, "by-product", "kg/kg", packs=(self.pack,), at=at, substance=gas, product=product
            )
            for product in products
        }

    def destroyed(self, gas: str, at: Path) -> float:
        """The default efficiency of destruction. Raises `Refused` (CF704) where the source gives none."""
        item = "electronics/emission-control/destruction"
        found = self.work.maybe(
            item, "destruction-efficiency", "1", packs=(self.pack,), at=at, substance=gas, product=""
        )
        if found is None:
            message = f"table `{self.name}` has no default destruction efficiency of {gas}"
            raise self.work.refuse("CF704", message, at, "state the efficiency of the device: `90 %`")
        return found

    def rows(self, item: str) -> list[Parameter]:
        """The parameters of an item that are of this source, or of a pack of the project."""
        shipped = self.work.library.shipped_packs()
        return [
            one
            for one in self.work.library.parameters(item)
            if one.pack == self.pack or one.pack not in shipped
        ]

    def _nothing(self, item: str, gas: str, at: Path) -> Exception:
        had = sorted({one.substance for one in self.rows(item) if one.quantity == "unreacted-share"})
        message = f"table `{self.name}` has no factors of {gas} for `{item}`"
        help = "choose another process or table, or state `unreacted:` and `by_products:` as measured"
        return self.work.refuse("CF704", message, at, help, (f"it has {', '.join(had)}",))


def process_of(work: Work, text: str, at: Path) -> str:
    """The process that a text names (`Remote plasma`, `etch`). Raises `Refused` (CF702) for a text that names none."""
    word = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    word = _ALSO.get(word, word)
    if word in PROCESSES:
        return word
    near = nearest(word, list(PROCESSES)) or list(PROCESSES)
    help = f"write {', '.join(f'`{one}`' for one in near)}"
    raise work.refuse("CF702", f"`{text}` is not a process of the tables", at, help)


def fed_gas(work: Work, name: str, at: Path) -> str:
    """The key of a gas that is fed. Raises `Refused` (CF315)."""
    plain = name.strip().lower()
    return plain if plain in WITHOUT_EFFECT else work.gas(name, at)
