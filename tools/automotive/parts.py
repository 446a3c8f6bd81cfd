"""The car, its modules and the parts of suppliers."""

from __future__ import annotations

import posixpath

from automotive.cells import LINES, SAID, SHARES
from automotive.tables import Item, Own, Tables, spread

VEHICLE = "vehicle/car.yaml"
PERIOD = "2025"


def number(value: float, digits: int = 3) -> str:
    """As a person writes it: no zeros behind."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def head(item: Item, mass: float, carbon: float) -> list[str]:
    """The beginning of a part document."""
    lines = [
        "carbonfoot: part/1",
        "product:",
        f"  id: {item.id}",
        f"  name: {item.name}",
        f"  name_ko: {item.name_ko}",
        "  declared_unit: 1 piece",
        f"  mass: {number(mass)} kg",
        "  made_in: KR",
        f"  carbon_content: {{fossil: {number(carbon / mass, 4)} kg/kg, biogenic: 0 kg/kg}}",
        f"  supplier: {item.supplier}",
        f"period: {PERIOD}",
    ]
    if item.site:
        lines.append(f"made_at: {relative(item.file, f'sites/{item.site}.yaml')}")
    return lines


def relative(file: str, other: str) -> str:
    """The path of another document as a document writes it."""
    return posixpath.relpath(other, posixpath.dirname(file))


def bought(tables: Tables, own: Own) -> str:
    """The line of a material."""
    row = tables.materials[own.key]
    route = f"route: {row['route']}, " if row["route"] else ""
    return (
        f"  - {{name: {row['name']}, name_ko: {row['name_ko']}, amount: {number(own.gross)} kg, factor: {row['item']}, "
        f"{route}origin: KR, data: illustrative, transport: {{mode: road/hgv, distance: {row['kilometres']} km}}}}"
    )


def linked(item: Item, other: Item) -> str:
    """The line of another supplier's part."""
    kilometres = round(30 + 150 * (spread(other.id, "distance") - 0.88) / 0.24)
    replaces = ""
    if other.id in SHARES:
        line, share = SHARES[other.id]
        replaces = f", replaces: {{line: {line}, part: {other.name}, share: {share}, source: {SAID}}}"
    return (
        f"  - {{name: {other.name}, name_ko: {other.name_ko}, amount: {number(other.pieces)} piece, "
        f"product: {relative(item.file, other.file)}, transport: {{mode: road/hgv, distance: {kilometres} km}}{replaces}}}"
    )


def energy(tables: Tables, item: Item) -> tuple[float, float]:
    """kWh of electricity and MJ of gas that a piece takes; assembling counts what is put together, a little."""
    if not item.tier:
        row = tables.modules[item.id]
        return round(tables.mass(item.id) * float(row["electricity"]), 1), round(
            tables.mass(item.id) * float(row["gas"]), 1
        )
    row = tables.processes[item.process]
    worked = sum(one.net for one in item.own)
    if row["key"] in ("fit", "weld", "cast", "wind"):
        worked += 0.5 * (tables.mass(item.id) - worked) * (1 if row["key"] != "cast" else 2)
    power = worked * float(row["electricity"]) * spread(item.id, "electricity")
    return round(power, 3), round(worked * float(row["gas"]) * spread(item.id, "gas"), 2)


def part(tables: Tables, item: Item) -> str:
    """The document of a module or part."""
    lines = [f"# {item.name} of {item.supplier}. Factors are published ones; amounts are ILLUSTRATIVE."]
    lines += [*head(item, tables.mass(item.id), tables.carbon(item.id)), "inputs:"]
    lines += [bought(tables, one) for one in item.own]
    if item.id == "A08":
        lines += LINES
    lines += [linked(item, other) for other in tables.below(item.id)]
    power, gas = energy(tables, item)
    if not item.site and (power or gas):
        row = tables.processes.get(item.process, {"name": "Assembly", "name_ko": "조립", "yield": "0.998"})
        lines += ["processes:", f"  - name: {row['name']}", f"    name_ko: {row['name_ko']}"]
        lines += [f"    electricity: {number(power)} kWh"] if power else []
        lines += [f"    natural_gas: {number(gas)} MJ (net)"] if gas else []
        lines += [f"    yield: {row['yield']}", "    data: illustrative"]
    scrap = sum(one.gross - one.net for one in item.own)
    if scrap > 0.0005:
        lines += [
            "outputs:",
            f"  - {{name: Scrap, name_ko: 스크랩, amount: {number(scrap)} kg, treatment: recycling}}",
        ]
    return "\n".join(lines) + "\n"


def car(tables: Tables) -> str:
    """The document of the car: twelve modules, paint and final assembly."""
    modules = [one for one in tables.items.values() if not one.tier]
    paint = Own("paint", 9.0, 0.75)
    mass = sum(tables.mass(one.id) for one in modules) + paint.net
    item = Item("SEV-1", 0, "", 1, "Battery electric car", "배터리 전기차", "", (), "", VEHICLE,
                "Saeron Motors (fictitious)", "새론자동차 (가상)", "saeron")  # fmt: skip
    lines = [
        "# An electric car of twelve modules and 87 suppliers. Factors are published ones; amounts are ILLUSTRATIVE."
    ]
    lines += [
        *head(
            item,
            mass,
            sum(tables.carbon(one.id) for one in modules)
            + float(tables.materials[paint.key]["carbon"]) * paint.net,
        ),
        "inputs:",
        *(linked(item, one) for one in modules),
        bought(tables, paint),
    ]
    lines += ["processes:", "  - name: Paint shop", "    name_ko: 도장", "    electricity: 180 kWh",
              "    natural_gas: 1150 MJ (net)", "    water: 900 L", "    data: illustrative",
              "  - name: Final assembly", "    name_ko: 최종 조립", "    electricity: 240 kWh",
              "    natural_gas: 310 MJ (net)", "    data: illustrative", "outputs:",
              "  - {name: Paint sludge, name_ko: 도료 슬러지, amount: 3 kg, treatment: loss}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def documents(tables: Tables) -> dict[str, str]:
    """All part documents by path."""
    return {VEHICLE: car(tables), **{one.file: part(tables, one) for one in tables.items.values()}}
