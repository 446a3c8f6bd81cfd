"""openLCA JSON-LD (olca-schema 2): a zip of processes, flows, units, locations, one method and a system a demand."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from carbonfoot.exports import technosphere
from carbonfoot.exports.model import FACTOR, STATEMENT, Demand, Node, Substance, Tables
from carbonfoot.exports.openlca_units import Written, identifier, written

Entity = dict[str, Any]

FOLDERS = {
    "Flow": "flows",
    "FlowProperty": "flow_properties",
    "ImpactCategory": "lcia_categories",
    "ImpactMethod": "lcia_methods",
    "Location": "locations",
    "Process": "processes",
    "ProductSystem": "product_systems",
    "UnitGroup": "unit_groups",
}

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file of the zip, so that the same system gives the same bytes."""


def packed(tables: Tables) -> bytes:
    """The zip; the same tables give the same bytes."""
    import io
    import json
    import zipfile

    texts = {"olca-schema.json": '{"version": 2}'}
    for one in entities(tables):
        body = json.dumps(one, ensure_ascii=False, allow_nan=False, indent=1)
        texts[f"{FOLDERS[one['@type']]}/{one['@id']}.json"] = body + "\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every platform
            archive.writestr(entry, texts[name].encode())
    return stream.getvalue()


def entities(tables: Tables) -> list[Entity]:
    """All objects of the file, each with `@type` and `@id`."""
    writer = _Writer(tables)
    for node in tables.nodes:
        writer.process(node)
    for demand in tables.demands:
        writer.product_system(demand)
    writer.method()
    return [writer.entities[key] for key in sorted(writer.entities)]


def system_id(tables: Tables, demand: Demand) -> str:
    """The id of the product system of a demand."""
    return identifier("system", demand.id, _whole(tables))


def _whole(tables: Tables) -> str:
    return sha256(technosphere.text(tables).encode()).hexdigest()


def _ref(kind: str, id: str, name: str) -> Entity:
    return {"@type": kind, "@id": id, "name": name}


def _property_of(row: Written) -> Entity:
    return _ref("FlowProperty", row.row.property_id, row.row.property)


def _unit_of(row: Written) -> Entity:
    return _ref("Unit", row.row.id, row.row.name)


class _Writer:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.entities: dict[tuple[str, str], Entity] = {}
        self.nodes = {node.id: node for node in tables.nodes}
        self.substances = {one.key: one for one in tables.substances}
        self.whole = _whole(tables)
        self.flows: dict[str, tuple[Entity, Written]] = {}

    def _add(self, kind: str, id: str, name: str, **more: Any) -> Entity:
        """An object, once; comes back as a reference to it."""
        given = {key: value for key, value in more.items() if value not in ("", None)}
        self.entities.setdefault((kind, id), {"@type": kind, "@id": id, "name": name, **given})
        said: Entity = {key: given[key] for key in ("flowType", "processType") if key in given}
        return {**_ref(kind, id, name), **said}

    def _unit(self, symbol: str) -> Written:
        """The unit with its group and flow property in the file: an empty database has none of them."""
        one = written(symbol)
        group = _ref("UnitGroup", one.row.group_id, one.row.group)
        self._add(
            "FlowProperty",
            one.row.property_id,
            one.row.property,
            flowPropertyType="PHYSICAL_QUANTITY",
            unitGroup=group,
        )
        for symbol_of in (one.row.reference, symbol):
            part = written(symbol_of)
            self._add(
                "UnitGroup",
                part.row.group_id,
                part.row.group,
                defaultFlowProperty=_property_of(part),
                units=[],
            )
            units = self.entities["UnitGroup", part.row.group_id]["units"]
            if all(unit["@id"] != part.row.id for unit in units):
                first = {"isRefUnit": True} if part.row.symbol == part.row.reference else {}
                units.append({**_unit_of(part), **first, "conversionFactor": part.size})
        return one

    def _identity(self, node: Node) -> tuple[str, ...]:
        """What makes an activity itself: a factor its numbers, all else the whole file, for other files may use its name."""
        return (node.id, repr(node)) if node.kind == FACTOR else (node.id, self.whole)

    def _product(self, node: Node) -> tuple[Entity, Written]:
        if node.id not in self.flows:
            unit = self._unit(node.unit)
            said = f"per {node.unit}" if unit.row.symbol != node.unit else ""
            ref = self._add(
                "Flow",
                identifier("flow", *self._identity(node)),
                node.name,
                category=f"carbonfoot/{node.kind}",
                flowType="PRODUCT_FLOW",
                description=said,
                flowProperties=[_reference(unit)],
            )
            self.flows[node.id] = ref, unit
        return self.flows[node.id]

    def _substance(self, one: Substance) -> tuple[Entity, Written]:
        unit = self._unit(one.unit)
        way = "Resource/in air" if _taken_up(one.key) else "Emission to air/unspecified"
        ref = self._add(
            "Flow",
            identifier("substance", one.key),
            one.name,
            category=f"Elementary flows/{way}",
            flowType="ELEMENTARY_FLOW",
            cas=one.cas,
            formula=one.formula,
            flowProperties=[_reference(unit)],
        )
        return ref, unit

    def _process_ref(self, node: Node) -> Entity:
        return _ref("Process", identifier("process", *self._identity(node)), node.name)

    def process(self, node: Node) -> None:
        """One activity with its exchanges; the first is its product."""
        flow, unit = self._product(node)
        exchanges = [_exchange(1, flow, unit, node.output, isInput=False, isQuantitativeReference=True)]
        for one in node.inputs:
            supplier = self.nodes[one.id]
            taken, taken_unit = self._product(supplier)
            avoided = {"isAvoidedProduct": True} if one.amount < 0 else {}
            exchanges.append(
                _exchange(
                    len(exchanges) + 1,
                    taken,
                    taken_unit,
                    abs(one.amount),
                    isInput=True,
                    defaultProvider=self._process_ref(supplier),
                    description="; ".join(text for text in (one.line, one.credit) if text),
                    **avoided,
                )
            )
        for released in node.emissions:
            substance, kilograms = self._substance(self.substances[released.substance])
            into = _taken_up(released.substance)
            exchanges.append(
                _exchange(
                    len(exchanges) + 1,
                    substance,
                    kilograms,
                    released.amount,
                    isInput=into,
                    description=released.line,
                )
            )
        self._add(
            "Process",
            self._process_ref(node)["@id"],
            node.name,
            category=f"carbonfoot/{node.kind}",
            description="\n".join([f"id: {node.id}", *(f"{key}: {text}" for key, text in node.about)]),
            processType="LCI_RESULT" if node.kind in (FACTOR, STATEMENT) else "UNIT_PROCESS",
            location=self._location(node.location),
            exchanges=exchanges,
        )

    def _location(self, code: str) -> Entity | None:
        return self._add("Location", identifier("location", code), code, code=code) if code else None

    def product_system(self, demand: Demand) -> None:
        """What a user opens and calculates; every link is stated, so that nothing is linked anew by chance."""
        node = self.nodes[demand.id]
        _, unit = self._product(node)
        links = [
            {
                "@type": "ProcessLink",
                "process": self._process_ref(user),
                "exchange": {"internalId": place},
                "flow": self._product(self.nodes[one.id])[0],
                "provider": self._process_ref(self.nodes[one.id]),
            }
            for user in self.tables.nodes
            for place, one in enumerate(user.inputs, 2)
        ]
        total = "incomplete" if demand.total is None else f"{demand.total:.12g} kg CO2e"
        self._add(
            "ProductSystem",
            identifier("system", demand.id, self.whole),
            demand.name,
            category="carbonfoot",
            description=f"{demand.boundary}; carbonfoot: {total}\n{technosphere.note(self.tables)}",
            refProcess=self._process_ref(node),
            refExchange={"internalId": 1},
            targetAmount=demand.amount * unit.scale,
            targetUnit=_unit_of(unit),
            targetFlowProperty=_property_of(unit),
            processes=[self._process_ref(one) for one in self.tables.nodes],
            processLinks=links,
        )

    def method(self) -> None:
        """Warming potentials of the gases in the file as one category of one method."""
        factors = []
        for one in self.tables.substances:
            flow, unit = self._substance(one)
            factors.append(
                {
                    "@type": "ImpactFactor",
                    "flow": flow,
                    "flowProperty": _property_of(unit),
                    "unit": _unit_of(unit),
                    "value": one.factor,
                }
            )
        stated = repr(self.tables.substances)
        name = f"GWP100 of IPCC {self.tables.gwp_set}"
        category = self._add(
            "ImpactCategory",
            identifier("category", stated),
            name,
            category="carbonfoot",
            refUnit="kg CO2e",
            impactFactors=factors,
        )
        self._add(
            "ImpactMethod",
            identifier("method", stated),
            f"carbonfoot, {name}",
            category="carbonfoot",
            impactCategories=[category],
        )


def _taken_up(key: str) -> bool:
    return key.endswith("_in")


def _reference(unit: Written) -> Entity:
    return {
        "@type": "FlowPropertyFactor",
        "isRefFlowProperty": True,
        "conversionFactor": 1.0,
        "flowProperty": _property_of(unit),
    }


def _exchange(place: int, flow: Entity, unit: Written, amount: float, **more: Any) -> Entity:
    return {
        "@type": "Exchange",
        "internalId": place,
        "amount": amount * unit.scale,
        "flow": flow,
        "unit": _unit_of(unit),
        "flowProperty": _property_of(unit),
        **{key: value for key, value in more.items() if value != ""},
    }
