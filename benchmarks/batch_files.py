"""Supplier folders as a consultant gets them: part documents of 30 to 70 lines, nested two deep, rubbish in between.

    python benchmarks/batch_files.py FOLDER COUNT [--seed 1] [--faults 0.02]

    write_folders(folder, 1000)                   # 1,000 part documents in 200 folders of five
    write_folders(folder, 1000, faults=0.02)      # some 20 of them broken, each in one of the ways of `FAULTS`

One part in five takes another one of its folder. All that is written follows from the arguments.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

IN_A_FOLDER = 5
FOLDERS_BESIDE = 20
LINKED = 0.2
MATERIALS = (
    ("Hot-rolled coil", "열연강판", "steel/hot-rolled-coil", "bf-bof"),
    ("Cold-rolled coil", "냉연강판", "steel/cold-rolled-coil", "bf-bof"),
    ("Zinc for plating", "도금용 아연", "metals/zinc", "primary"),
    ("Aluminium ingot", "알루미늄 괴", "aluminium/ingot", "primary"),
    ("Polypropylene", "폴리프로필렌", "polymers/pp", "primary"),
    ("Polyethylene", "폴리에틸렌", "polymers/hdpe", ""),
    ("Seal", "고무 씰", "rubber/epdm", ""),
    ("Acetone", "아세톤", "chemicals/acetone", ""),
)
STEPS = (
    ("Stamping", "프레스"),
    ("Welding", "용접"),
    ("Moulding", "사출"),
    ("Machining", "가공"),
    ("Assembly", "조립"),
)
PARTS = ("bracket", "housing", "clip", "cover", "lever", "hinge", "rail", "plate")
COUNTRIES = ("KR", "CN", "DE", "JP", "US", "VN")
NOTES = (
    "weighed on line 2, March",
    "from the drawing, revision C",
    "meter of the hall, by hours",
    "bill of the utility",
)


class Written(NamedTuple):
    """What was written.

    files   the part documents, sorted
    faulty  of these, the broken ones, and in which way of `FAULTS`; who takes one of them is refused as well
    """

    files: list[Path]
    faulty: dict[Path, str]


def _replaced(old: str, new: str) -> Callable[[str], bytes]:
    return lambda text: text.replace(old, new, 1).encode()


FAULTS: dict[str, Callable[[str], bytes]] = {
    "bytes that are no text": lambda _: b"carbonfoot: part/1\n\xff\xfe\x00product\x80",
    "broken YAML": _replaced("inputs:\n", "inputs: [\n"),
    "a key that stands twice": _replaced("period: 2025\n", "period: 2025\nperiod: 2024\n"),
    "a key that is missing": _replaced("period: 2025\n", ""),
    "an unknown key": _replaced("period: 2025\n", "period: 2025\nperiode: 2025\n"),
    "an ambiguous unit": _replaced(" kg\n    factor:", " ton\n    factor:"),
    "a negative amount": _replaced("amount: ", "amount: -"),
    "an unknown item": _replaced("factor: ", "factor: unobtainium/"),
    "a link to nothing": _replaced(
        "inputs:\n", "inputs:\n  - {name: Bolt, amount: 1 piece, product: none.yaml}\n"
    ),
    "a missing factor": _replaced("inputs:\n", "inputs:\n  - {name: Glue, amount: 0.01 kg}\n"),
}
"""Ways in which a document is broken; the last one is not refused but incomplete."""


def write_folders(folder: Path, count: int, seed: int = 1, faults: float = 0.0) -> Written:
    """So many part documents in folders of five, `region-NN/supplier-NNNNN`; `faults` is the share that is broken."""
    chance = random.Random(seed)  # noqa: S311
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "carbonfoot.toml").write_text("", encoding="utf-8")
    files: list[Path] = []
    faulty: dict[Path, str] = {}
    kinds = list(FAULTS)
    for start in range(0, count, IN_A_FOLDER):
        supplier = start // IN_A_FOLDER
        there = folder / f"region-{supplier % FOLDERS_BESIDE:02}" / f"supplier-{supplier:05}"
        there.mkdir(parents=True)
        _rubbish(there, supplier)
        for place in range(min(IN_A_FOLDER, count - start)):
            takes = chance.randrange(place) if place and chance.random() < LINKED * 1.25 else None
            text = _part(start + place, supplier, None if takes is None else start + takes, chance)
            file = there / _name(start + place)
            if chance.random() < faults:
                kind = faulty[file] = kinds[len(faulty) % len(kinds)]
                file.write_bytes(FAULTS[kind](text))
            else:
                file.write_text(text, encoding="utf-8")
            files.append(file)
    return Written(sorted(files), faulty)


def _name(number: int) -> str:
    return f"{PARTS[number % len(PARTS)]}-{number:06}.yaml"


def _rubbish(there: Path, supplier: int) -> None:
    """What lies beside documents in real folders: mails, a letter, a file that somebody emptied, another program's."""
    (there / "mail.txt").write_text("Please find attached our data for 2025.\n", encoding="utf-8")
    kind = supplier % 4
    if kind == 0:
        (there / "letter.docx").write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(200))
    elif kind == 1:
        (there / "old.yaml").write_text("", encoding="utf-8")
    elif kind == 2:
        (there / "docker-compose.yml").write_text("services:\n  web: {image: nginx}\n", encoding="utf-8")


def _part(number: int, supplier: int, takes: int | None, chance: random.Random) -> str:
    """One part document: a few materials with where they come from, one to three steps, scrap, a box."""
    name = PARTS[number % len(PARTS)].capitalize()
    mass = chance.randint(100, 3000) / 1000
    lines = [
        f"# {name} {number}: data of the supplier, one declared unit",
        "carbonfoot: part/1",
        "product:",
        f"  id: S{supplier:05}-{number:06}",
        f"  name: {name} {number}",
        f"  name_ko: 부품 {number}",
        "  declared_unit: 1 piece",
        f"  mass: {mass:g} kg",
        f"  made_in: {COUNTRIES[supplier % len(COUNTRIES)]}",
        f"  supplier: Supplier {supplier} (invented)",
        "period: 2025",
        "mass_tolerance: 100 %",
        "inputs:",
    ]
    for name, korean, item, route in chance.sample(MATERIALS, chance.randint(1, 4)):
        lines += [
            f"  - name: {name}",
            f"    name_ko: {korean}",
            f"    amount: {chance.randint(5, 2000) / 1000:g} kg",
            f"    factor: {item}",
            *([f"    route: {route}"] if route else []),
            f"    origin: {chance.choice(COUNTRIES)}",
            "    data: illustrative",
        ]
        if chance.random() < 0.7:
            lines.append("    transport: [{mode: road/hgv, distance: %d km}]" % chance.randint(20, 900))  # noqa: UP031
        if chance.random() < 0.3:
            lines.append(f"    note: {chance.choice(NOTES)}")
    if takes is not None:
        lines += [
            f"  - name: Bought part {takes}",
            f"    amount: {chance.randint(1, 4)} piece",
            f"    product: {_name(takes)}",
        ]
    lines.append("processes:")
    for name, korean in chance.sample(STEPS, chance.randint(1, 3)):
        lines += [
            f"  - name: {name}",
            f"    name_ko: {korean}",
            f"    electricity: {chance.randint(1, 3000) / 1000:g} kWh",
            *(
                [f"    natural_gas: {chance.randint(1, 300) / 100:g} MJ (net)"]
                if chance.random() < 0.5
                else []
            ),
            f"    yield: {chance.choice((0.97, 0.985, 0.99))}",
            "    data: measured",
        ]
        if chance.random() < 0.3:
            lines.append(f"    note: {chance.choice(NOTES)}")
    lines += [
        "outputs:",
        "  - name: Scrap",
        f"    amount: {chance.randint(1, 90) / 1000:g} kg",
        "    treatment: recycling",
    ]
    if chance.random() < 0.6:
        lines += [
            "packaging:",
            "  - name: Corrugated box",
            f"    amount: {chance.randint(1, 60) / 100:g} m2",
            "    factor: packaging/corrugated-box/single-wall",
            "    origin: KR",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the folders that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.0)
    options = parser.parse_args()
    written = write_folders(options.folder, options.count, options.seed, options.faults)
    print(f"{len(written.files):,} part documents, {len(written.faulty):,} of them broken")


if __name__ == "__main__":
    main()
