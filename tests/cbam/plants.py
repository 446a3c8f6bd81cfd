"""Installations made by chance: every method, processes that use each other, precursors of several suppliers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

EXEMPT = frozenset({"DE", "NO", "CH"})

Document = dict[str, Any]
CHAINS = {
    "steel": (
        ["26011200", "72011011", "72071210", "72139110", "72171010", "73181542"],
        ["26011200", "72071210", "72139110"],
    ),
    "fertiliser": (["28141000", "28080000", "31052010", "31059080"], ["28041000", "28141000", "28080000"]),
    "cement": (["25070080", "25231000", "25232900"], ["25231000", "25070080"]),
    "aluminium": (["76011010", "76042100", "76169990"], ["76011010", "76042100"]),
}
"""Goods that may go into each other, and what is bought for them."""
KINDS = ["energy", "calorific", "per-tonne", "carbon", "process", "balance", "stack", "transfer"]
CONTENT = {"25231000": "clinker_content", "25232900": "clinker_content"}
CONTENT |= dict.fromkeys(["28141000", "28080000", "31052010", "31059080"], "nitrogen_content")


def decimals(low: int, high: int, places: int = 2) -> st.SearchStrategy[str]:
    """A number as people write it."""
    scale = 10**places
    return st.integers(low * scale, high * scale).map(lambda one: f"{one / scale:.{places}f}")


@st.composite
def streams(draw: st.DrawFn, owners: list[str], index: int, kinds: list[str]) -> Document:
    """A source stream of one of the kinds, shared by some of the owners."""
    kind = draw(st.sampled_from(kinds))
    amount = draw(decimals(1, 5000))
    one: Document = {"name": f"Stream {index}"}
    match kind:
        case "energy":
            one |= {
                "method": "combustion",
                "amount": f"{amount} TJ",
                "emission_factor": f"{draw(decimals(40, 110))} t CO2/TJ",
            }
        case "calorific":
            one |= {
                "method": "combustion",
                "amount": f"{amount} t",
                "net_calorific_value": f"{draw(decimals(5, 30))} GJ/t",
            }
            one |= {
                "emission_factor": f"{draw(decimals(40, 110))} t CO2/TJ",
                "oxidation_factor": f"{draw(decimals(90, 100))} %",
            }
        case "per-tonne":
            one |= {
                "method": "combustion",
                "amount": f"{amount} t",
                "emission_factor": f"{draw(decimals(1, 3))} t CO2/t",
            }
        case "carbon":
            one |= {
                "method": "combustion",
                "amount": f"{amount} t",
                "carbon_content": f"{draw(decimals(10, 95))} %",
            }
        case "process":
            one |= {
                "method": "process",
                "amount": f"{amount} t",
                "emission_factor": f"{draw(decimals(0, 1, 3))} t CO2/t",
            }
            one |= {"conversion_factor": f"{draw(decimals(80, 100))} %"}
        case "balance":
            sign = draw(st.sampled_from(["", "", "-"]))
            one |= {
                "method": "mass-balance",
                "amount": f"{sign}{amount} t",
                "carbon_content": f"{draw(decimals(0, 5, 3))} %",
            }
        case "stack":
            one |= {
                "method": "measurement",
                "gas": "CO2",
                "measured": f"{draw(decimals(0, 90))} t",
            }
        case "cells":
            one |= {
                "method": "pfc",
                "technology": "cwpb",
                "amount": f"{amount} t",
                "slope_factor": "0.143 kg/t",
                "c2f6_share": "0.121",
            }
            one |= {
                "anode_effects": f"{draw(decimals(0, 2))} 1/day",
                "anode_effect_duration": f"{draw(decimals(0, 3))} min",
            }
            one |= {"collection_efficiency": f"{draw(decimals(90, 100))} %"}
        case "transfer":
            one |= {
                "method": "co2-transfer",
                "amount": f"{draw(decimals(0, 50))} t",
                "partner": "Store",
                "evidence": "chain",
            }
            one |= {"purpose": draw(st.sampled_from(["geological-storage", "permanently-bound", "received"]))}
    if one["method"] in {"combustion", "process"} and draw(st.booleans()):
        one |= {
            "biomass_share": f"{draw(decimals(0, 100))} %",
            "zero_rated": draw(st.sampled_from(["yes", "no"])),
            "evidence": "PoS",
        }
    if len(owners) > 1 and draw(st.booleans()):
        part = draw(st.integers(1, 99))
        first, second = draw(st.permutations(owners))[:2]
        return one | {"shares": {first: f"{part} %", second: f"{100 - part} %"}}
    return one | {"process": draw(st.sampled_from(owners))}


@st.composite
def heat_sources(draw: st.DrawFn) -> tuple[list[Document], list[Document]]:
    """Entries of `heat`, and the streams that are burned in them."""
    heat: list[Document] = []
    burned: list[Document] = []
    for kind in draw(
        st.lists(
            st.sampled_from(["boiler", "efficiency", "chp", "bought", "fuel", "exothermic"]),
            max_size=2,
            unique=True,
        )
    ):
        name = f"Heat {kind}"
        one: Document = {"name": name, "kind": kind}
        if kind in {"boiler", "efficiency", "chp"}:
            fuel = draw(st.integers(50, 900))
            burned += [
                {
                    "name": f"Fuel {kind}",
                    "method": "combustion",
                    "process": name,
                    "amount": f"{fuel} TJ",
                    "emission_factor": "61.7 t CO2/TJ",
                }
            ]
            one |= {"flue_gas_cleaning": f"{draw(decimals(0, 20))} t"}
        if kind == "boiler":
            one |= {"heat": f"{fuel * draw(st.integers(50, 95)) / 100:.2f} TJ"}
        elif kind == "efficiency":
            one |= {"kind": "boiler", "efficiency": f"{draw(decimals(50, 100))} %"}
        elif kind == "chp":
            one |= {
                "heat": f"{fuel * 0.4:.2f} TJ",
                "electricity": f"{fuel * draw(st.integers(20, 100))} MWh",
                "category": "G10",
            }
            one |= {"form": "steam", "built": "2018", "condensate_returned": "yes"}
        elif kind == "bought":
            one |= {"emission_factor": f"{draw(decimals(0, 90))} t CO2/TJ", "verified": "yes"}
        elif kind == "fuel":
            one |= {"kind": "bought", "fuel": "Natural gas"}
        heat.append(one)
    return heat, burned


@st.composite
def bought(draw: st.DrawFn, codes: list[str]) -> list[Document]:
    """Precursors with one or several suppliers, of exempt origin, or scrap."""
    found: list[Document] = []
    for index, cn in enumerate(draw(st.lists(st.sampled_from(codes), max_size=3))):
        one: Document = {"name": f"Bought {index}", "cn": cn}
        supplies = [
            {
                "supplier": f"S{at}",
                "country": draw(st.sampled_from(["CN", "KR", "DE", "NO"])),
                "amount": f"{draw(decimals(1, 900))} t",
            }
            for at in range(draw(st.integers(1, 3)))
        ]
        for supply in supplies:
            if supply["country"] not in EXEMPT:
                supply |= {
                    "direct": f"{draw(decimals(0, 9, 3))} t CO2e/t",
                    "electricity": f"{draw(decimals(0, 9, 3))} MWh/t",
                    "verified": "yes",
                }
                known = [{"indirect": "0.31 t CO2e/t"}, {"electricity_factor": "0.59 t CO2/MWh"}]
                supply.update(draw(st.sampled_from(known)))
        kind = draw(st.sampled_from(["one", "several", "several", "scrap"]))
        found.append(
            one
            | (
                {"scrap": "yes"}
                if kind == "scrap"
                else supplies[0]
                if kind == "one"
                else {"supplies": supplies}
            )
        )
    return found


@st.composite
def installations(draw: st.DrawFn) -> Document:
    """One to five processes that use each other, also in loops, with all that goes in and out."""
    chain = draw(st.sampled_from(sorted(CHAINS)))
    codes, inputs = CHAINS[chain]
    kinds = [*KINDS, *(["cells"] if chain == "aluminium" else [])]
    names = [f"Process {at}" for at in range(draw(st.integers(1, 5)))]
    heat, burned = draw(heat_sources())
    precursors = draw(bought(inputs))
    sources = [
        {
            "name": f"Source {at}",
            "kind": "grid",
            "amount": f"{draw(decimals(1, 900))} MWh",
            "emission_factor": f"{draw(decimals(0, 1, 3))} t CO2/MWh",
        }
        for at in range(draw(st.integers(1, 3)))
    ]
    processes = [
        draw(a_process(name, codes, names, precursors, heat, [one["name"] for one in sources]))
        for name in names
    ]
    for one in sources:
        one["amount"] = f"{draw(st.integers(10**6, 10**7))} MWh"
    owned = [draw(streams(names, at, kinds)) for at in range(draw(st.integers(0, 5)))]
    if any(
        str(one["amount"]).startswith("-") for one in owned if "amount" in one
    ):  # no more carbon out than in
        coke = {"name": "Coke", "method": "mass-balance", "amount": "1500 t", "carbon_content": "90 %"}
        owned.append(coke | {"process": names[0]})
    borne = {name for one in owned for name in one.get("shares", [one.get("process")])}
    for one in processes:
        if one["name"] not in borne:
            one["direct_emissions"] = f"{draw(decimals(0, 9000))} t CO2e"
    return {
        "carbonfoot": "installation/1",
        "installation": {"id": "X", "name": "X", "country": "KR"},
        "period": draw(st.sampled_from(["2026", "2027"])),
        "source_streams": owned + burned,
        "heat": heat,
        "electricity": sources,
        "precursors": precursors,
        "processes": processes,
        "other_processes": [{"name": "Anything else"}],
    }


@st.composite
def a_process(
    draw: st.DrawFn,
    name: str,
    codes: list[str],
    names: list[str],
    precursors: list[Document],
    heat: list[Document],
    sources: list[str],
) -> Document:
    cn = draw(st.sampled_from(codes))
    goods = [
        {"cn": cn, "name": f"{name} good {at}", "amount": f"{draw(decimals(400, 5000))} t"}
        for at in range(draw(st.integers(1, 2)))
    ]
    for good in goods:
        if cn in CONTENT:
            good[CONTENT[cn]] = f"{draw(decimals(10, 90))} %"
    one: Document = {"name": name, "goods": goods}
    # Each takes at most 60 t of every other, which makes 400 t or more for others: no process lives on itself.
    one["precursors"] = [
        {"name": other, "amount": f"{draw(decimals(0, 60))} t"}
        for other in draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
    ]
    for used in precursors:
        if draw(st.booleans()):
            entry: Document = {"name": used["name"], "amount": f"{draw(decimals(0, 3000))} t"}
            told = [supply["supplier"] for supply in used.get("supplies", [])]
            if len(told) > 0 and draw(st.booleans()):
                entry["suppliers"] = told[:1]
            one["precursors"].append(entry)
    one["electricity"] = {"amount": f"{draw(decimals(0, 9000))} MWh"}
    ways: list[Document] = [{}, {"from": sources[:1]}, {"emission_factor": "0.417 t CO2/MWh"}]
    one["electricity"].update(draw(st.sampled_from(ways)))
    for key, most in (("heat_in", 5), ("heat_out", 2)):
        flows = [
            {"amount": f"{draw(decimals(0, most))} TJ", "from": source["name"]}
            for source in heat
            if draw(st.booleans())
        ]
        flows += (
            [{"amount": f"{draw(decimals(0, most))} TJ", "emission_factor": "57 t CO2/TJ"}]
            if draw(st.booleans())
            else []
        )
        one |= {key: flows} if flows else {}
    if draw(st.booleans()):
        one["waste_gas"] = {
            "produced": "60 TJ",
            "imported": f"{draw(decimals(0, 40))} TJ",
            "exported": f"{draw(decimals(0, 40))} TJ",
        }
        one["evidence"] = "yes"
    if draw(st.booleans()):
        one["electricity_produced"] = {
            "amount": f"{draw(decimals(0, 900))} MWh",
            "emission_factor": f"{draw(decimals(0, 1))} t CO2/MWh",
        }
    if draw(st.integers(0, 4)) == 0:
        one["for_non_cbam"] = f"{draw(decimals(0, 90))} t"
    return one
