"""Memory and storage by their capacity."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY
from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, count, number, share
from carbonfoot.methods.terms import Draw, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import nearest

_PREFIXES = ("electronics/memory/", "electronics/storage/")


class Memory(Method):
    """DRAM, flash, SSD and disks: a factor per gigabyte of a kind of part."""

    about = About(
        id="electronics/memory",
        title="Memory and storage, by capacity",
        title_ko="메모리·저장장치 (용량당: DRAM, NAND, SSD, HDD)",
        tier="screening",
        formula=(
            "capacity made = capacity x pieces / yield",
            "emissions = capacity made x factor of the type",
        ),
        gives="kg CO2e of making the parts; packaging of chips is not in the factors of DRAM and flash",
        reference=(
            "Gupta et al., ACT: designing sustainable computer systems with an architectural carbon modeling tool "
            "(ISCA 2022), carbon per capacity; numbers of the data files of ACT"
        ),
        edition="2022; data of 2025-07-21",
        valid_from="2022",
        example="type: DDR4 10nm\ncapacity: 16 GB\nyield: 87.5 %",
        limits=(
            "averages of single makers, boundary not stated (trust C): for screening",
            "a gigabyte is 10^9 bytes",
        ),
        parameters=(),
        stage="materials",
    )

    type = required(
        WORD,
        "Kind of part: `DDR4 10nm`, `LPDDR4`, `NAND flash 10nm`, `Exos X16`; as in the library.",
        "LPDDR4",
    )
    capacity = required(number("GB", above_zero=True), "Capacity of a piece.", "16 GB")
    pieces = optional(count(above_zero=True), "How many pieces; one unless stated.", "8")
    yield_ = optional(
        share(above_zero=True),
        "Share of the chips made that are good; all unless stated.",
        "87.5 %",
        key="yield",
    )

    origin = optional(COUNTRY, "Where the part is made; the world unless stated.", "KR")

    def compute(self, work: Work) -> list[Term]:
        """One term drawn by capacity. Raises `Refused` (CF704)."""
        item = _item(work, self.type)
        pieces = 1.0 if self.pieces is None else self.pieces
        good = 1.0 if self.yield_ is None else self.yield_
        made = amount_of(self.capacity * pieces / good, "GB")
        return [
            Term(
                self.type,
                self.type,
                ("capacity",),
                made,
                draws=(Draw(item, made, origin=self.origin or "GLO"),),
            )
        ]


def _item(work: Work, text: str) -> str:
    known = [one for prefix in _PREFIXES for one, _, _ in work.library.items(prefix)]
    if text in known:
        return text
    word = _plain(text)
    hits = [one for one in known if word in {_plain(end) for end in _ends(one)}]
    if len(hits) == 1:
        return hits[0]
    names = {one.split("/", 2)[2]: one for one in known}
    like = [one for one in sorted(names) if word and word in _plain(one)]  # `DDR4` is more than one of them
    near = like or nearest(text.lower(), list(names)) or sorted(names)[:5]
    message = (
        f"several parts of the library are called `{text}`" if hits else f"the library has no part `{text}`"
    )
    help = f"write {' or '.join(f'`{one}`' for one in (hits or near))}"
    raise work.refuse("CF704", message, ("type",), help, (f"all: {', '.join(sorted(names))}",))


def _ends(item: str) -> list[str]:
    """`ddr4-10nm`, `dram/ddr4-10nm` and so on: what a document may call an item."""
    parts = item.split("/")
    return ["/".join(parts[start:]) for start in range(1, len(parts))]


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


METHOD = Memory
