"""From documents to a product system: one activity a document or sub-assembly, one flow a line."""

from __future__ import annotations

from math import fsum

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Line, Output, Process
from carbonfoot.documents.load import Documents
from carbonfoot.documents.part import Packaging
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system import balance, links
from carbonfoot.system.amounts import amount, mass_of
from carbonfoot.system.compounds import made_somewhere, opened_inside, whole_of
from carbonfoot.system.context import FREELY, Asking, Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.flows import (
    emission_flow,
    energy_flows,
    is_auxiliary,
    output_flows,
    stated_flow_found,
)
from carbonfoot.system.keys import way_of
from carbonfoot.system.model import Activity, Path, System
from carbonfoot.system.overlap import Sibling, counted_twice, siblings_of
from carbonfoot.system.products import exclusions, opened
from carbonfoot.system.sources import MISSING, properties
from carbonfoot.system.stages import later_stages_missing, works
from carbonfoot.system.transport import leg_flows


def build(documents: Documents, library: Library, gwp_set: str, asking: Asking = FREELY) -> System:
    """The system of `documents.top`; findings go into `documents.findings`."""
    builder = _Builder(documents, library, gwp_set, asking)
    for file in _in_order(documents):
        builder.document(file)
    return System(builder.activities, gwp_set)


def _in_order(documents: Documents) -> list[str]:
    return [documents.top, *sorted(file for file in documents.loaded if file != documents.top)]


class _Builder:
    def __init__(self, documents: Documents, library: Library, gwp_set: str, asking: Asking) -> None:
        self.asking = asking
        self.documents = documents
        self.library = library
        self.gwp_set = gwp_set
        self.findings: list[Finding] = documents.findings
        self.activities: list[Activity] = []
        self.by_file: dict[str, int] = {}
        self.siblings: list[Sibling] = []
        self.freight_listed = False
        for file in _in_order(documents):
            context = Context(library, gwp_set, documents.loaded[file], self.findings, asking)
            self.by_file[context.loaded.source.file] = len(self.activities)
            self.activities.append(opened(context))

    def document(self, file: str) -> None:
        """All flows of one document."""
        loaded = self.documents.loaded[file]
        part = loaded.part
        activity = self.activities[self.by_file[file]]
        lists = [part.inputs, *(process.inputs for process in part.processes or [])]
        self.freight_listed = any(
            (line.factor or "").startswith("freight/") for lines in lists for line in lines or []
        )
        context = Context(self.library, self.gwp_set, loaded, self.findings, self.asking)
        if not (part.inputs or part.processes or part.packaging or part.tooling):
            context.report(
                "CF110", "the document lists no inputs and no processes", (), "add `inputs:`", on="key"
            )
        self._body(context, activity, part.inputs, part.processes, part.outputs, (), part.mass_tolerance)
        for index, line in enumerate(part.tooling or []):
            self._tool(context, activity, line, ("tooling", index))
        packed = [
            self._pack(context, activity, line, ("packaging", index))
            for index, line in enumerate(part.packaging or [])
        ]
        self._deliver(context, activity, packed)
        for index, line in enumerate(part.use or []):
            self._line(context, activity, line, ("use", index), "use", Scale())
        for index, output in enumerate(part.end_of_life or []):
            activity.flows += output_flows(context, output, ("end_of_life", index), "end-of-life", Scale())[0]
        exclusions(context, activity)
        if part.boundary == "cradle-to-grave" and file == self.documents.top:
            activity.flows += later_stages_missing(context)

    def _deliver(self, context: Context, activity: Activity, packed: list[float | None]) -> None:
        """Distribution carries the product and its packaging."""
        legs = context.loaded.part.distribution
        carried = None
        if activity.mass is not None:
            mass = fsum([activity.mass, *(one for one in packed if one is not None)])
            carried = Quantity(mass, parse_unit("kg"), f"{format_number(mass, 6)} kg")
        if any(leg.mass is None for leg in legs or []) and None in packed:
            message = "the mass of some packaging is not known, so distribution does not carry it"
            context.report(
                "CF308", message, ("packaging",), "state the packaging in kg, or its `density:`", on="key"
            )
        names = (activity.name, activity.name_ko)
        activity.flows += leg_flows(context, legs, ("distribution",), "distribution", Scale(), carried, names)

    def _body(
        self,
        context: Context,
        activity: Activity,
        inputs: list[Line] | None,
        processes: list[Process] | None,
        outputs: list[Output] | None,
        base: Path,
        tolerance: Value | None = None,
    ) -> None:
        """Inputs, processes and outputs of a document or sub-assembly, with the yields that run back through them."""
        outer, self.siblings = self.siblings, siblings_of([*(inputs or []), *(processes or [])])
        masses = balance.Masses()
        scales = self._yields(context, processes or [], base, masses)
        for index, line in enumerate(inputs or []):
            path = (*base, "inputs", index)
            mass = self._line(context, activity, line, path, "materials", scales[0], masses)
            if not is_auxiliary(line):
                masses.add(masses.inputs, mass, line.name)
        for index, process in enumerate(processes or []):
            there = context.at(process.made_in)
            self._process(there, activity, process, (*base, "processes", index), scales[index], masses)
        for index, output in enumerate(outputs or []):
            flows, mass = output_flows(context, output, (*base, "outputs", index), "waste", scales[0])
            activity.flows += flows
            masses.add(masses.outputs, mass, output.name)
        place: Path = (*base, "inputs") if inputs else ("product", "mass")
        balance.check(context, activity, masses, tolerance, place)
        activity.not_assessed += [(name, "rejects") for name in masses.rejecting]
        self.siblings = outer

    def _yields(
        self, context: Context, processes: list[Process], base: Path, masses: balance.Masses
    ) -> list[Scale]:
        """One scale a process, and the first for the inputs: the yields of this step and all later ones divide it."""
        scales = [Scale()]
        for index in reversed(range(len(processes))):
            process = processes[index]
            scale = scales[0]
            if process.use_yield is not None:
                path = (*base, "processes", index, "yield")
                share = self._yield(context, process.use_yield, path)
                if share is not None:
                    scale = scale.times(1 / share, f"yield {share:g} of {process.name}")
                    masses.yields.append((share, path))
                    if share < 1:
                        masses.rejecting.append(process.name)
            scales.insert(0, scale)
        return scales[: max(1, len(processes))] if processes else scales

    def _yield(self, context: Context, value: Value, path: Path) -> float | None:
        share = context.scope.share(value, path)
        if share == 0:
            help = "write the share that is good, such as `98 %`"
            context.report("CF208", "a yield of zero makes nothing", path, help)
            return None
        return share

    def _process(
        self,
        context: Context,
        activity: Activity,
        process: Process,
        path: Path,
        scale: Scale,
        masses: balance.Masses,
    ) -> None:
        if not (works(process) or process.use_yield is not None):
            help = "add its energy, inputs, emissions or outputs, or remove the step"
            context.report("CF110", f"`{process.name}` lists nothing", path, help, on="key")
        context.known_place(process.made_in, (*path, "made_in"))
        context.whole = None  # shares are of the compound, not of what a step takes in
        activity.flows += energy_flows(context, process, path, scale)
        for index, line in enumerate(process.energy or []):
            self._line(context, activity, line, (*path, "energy", index), "manufacturing", scale)
        for index, line in enumerate(process.inputs or []):
            place = (*path, "inputs", index)
            mass = self._line(context, activity, line, place, "manufacturing", scale)
            if not is_auxiliary(line):
                masses.beside(masses.process_inputs, mass)
        for index, emission in enumerate(process.emissions or []):
            activity.flows.append(
                emission_flow(context, process, emission, (*path, "emissions", index), scale)
            )
        for index, output in enumerate(process.outputs or []):
            flows, mass = output_flows(context, output, (*path, "outputs", index), "waste", scale)
            activity.flows += flows
            masses.beside(masses.process_outputs, mass)

    def _line(
        self,
        context: Context,
        activity: Activity,
        line: Line,
        path: Path,
        stage: str,
        scale: Scale,
        masses: balance.Masses | None = None,
    ) -> float | None:
        """One line with its transport; its mass in kg per reference, when known."""
        if line.use_yield is not None:
            share = self._yield(context, line.use_yield, (*path, "yield"))
            if share is not None:
                scale = scale.times(1 / share, f"yield {share:g}")
                if masses is not None:
                    masses.yields.append((share, (*path, "yield")))
        used_somewhere = stage in ("use", "end-of-life") and line.origin is None and line.factor is not None
        if used_somewhere and context.asking.conservative:
            context = context.somewhere()
        elif used_somewhere:
            message = f"`{line.name}` is used after the gate, and the line does not say where"
            context.report(
                "CF316", message, path, f"add `origin:`; until then {context.country} stands for it", on="key"
            )
        way = way_of(context, line, path)
        if way is None:
            activity.flows.append(flow(context, line, path, stage, "material", scale, MISSING))
            return None
        quantity = amount(context, line, path)
        if not way:
            self._no_factor(context, line, path)
        found, linked_mass = MISSING, None
        more: dict[str, object] = {}
        if quantity is not None and way == "product":
            found, more, linked_mass = self._link(context, line, quantity, path)
        elif quantity is not None and way == "inputs":
            found, more, linked_mass = self._assembly(context, line, quantity, path)
        elif quantity is not None and way:
            found = stated_flow_found(context, line, quantity, path, stage)
        kind = {"product": "product", "inputs": "assembly", "footprint": "stated"}.get(way, "material")
        activity.flows.append(flow(context, line, path, stage, kind, scale, found, quantity=quantity, **more))
        mass = mass_of(context, line, quantity, path, linked_mass)
        if line.transport:
            carried = (
                None if mass is None else Quantity(mass, parse_unit("kg"), quantity.text if quantity else "")
            )
            arrives = "inbound-transport" if stage in ("materials", "manufacturing") else stage
            activity.flows += leg_flows(
                context,
                line.transport,
                (*path, "transport"),
                arrives,
                scale,
                carried,
                (line.name, line.name_ko),
                carried_known=quantity is not None,
            )
        elif (
            line.transport is None
            and stage == "materials"
            and way
            and not found.missing
            and not self.freight_listed
        ):
            last = activity.flows.pop()
            activity.flows.append(last._replace(not_assessed=(*last.not_assessed, "inbound_transport")))
        counted_twice(context, line, found, path, self.siblings)
        return mass

    def _no_factor(self, context: Context, line: Line, path: Path) -> None:
        near = [item for item, _ in self.library.nearest_items(line.name)][:3]
        help = "name an item (`factor:`), a document (`product:`) or a supplier's `footprint:`"
        notes = (f"items with a similar name: {', '.join(near)}",) if near else ()
        context.report("CF307", f"`{line.name}` names no factor", path, help, notes, on="key")

    def _link(self, context: Context, line: Line, quantity: Quantity, path: Path) -> links.Linked:
        target = context.loaded.links.get((*path, "product"))
        if target is None or target not in self.by_file:
            return links.NOTHING  # reported where the document was read
        index = self.by_file[target]
        other = self.documents.loaded[target]
        return links.to_document(context, line, quantity, path, index, self.activities[index], other)

    def _assembly(self, context: Context, line: Line, quantity: Quantity, path: Path) -> links.Linked:
        inner = opened_inside(context, line, quantity, path)
        if inner is None:
            return links.NOTHING
        index = len(self.activities)
        self.activities.append(inner)
        within = context.somewhere() if made_somewhere(line) else context.at(line.origin)
        within.whole = whole_of(inner)
        self._body(within, inner, line.inputs, line.processes, line.outputs, path)
        return links.to_activity(context, quantity, path, index, inner, properties(context, line, path))

    def _tool(self, context: Context, activity: Activity, line: Line, path: Path) -> None:
        if line.lifetime is None:
            help = "state how many declared units it lasts for: `lifetime: 200000 piece`"
            context.report("CF102", "`lifetime` is missing", path, help, on="key")
            return
        lifetime = context.positive(line.lifetime, (*path, "lifetime"))
        made = None
        if lifetime is not None:
            made = context.convert(lifetime, activity.reference.unit.symbol, (*path, "lifetime"))
        if lifetime is None or made is None:
            return
        if made == 0:
            context.report(
                "CF208", f"`{lifetime.text}` is zero", (*path, "lifetime"), "write how many it makes"
            )
            return
        scale = Scale(activity.reference.number / made, (f"shared over {lifetime.text}",))
        self._line(context, activity, line, path, "tooling", scale)

    def _pack(self, context: Context, activity: Activity, line: Packaging, path: Path) -> float | None:
        """One line of packaging; the mass that travels with the product in kg, when known, however often it is used."""
        scale = Scale()
        if line.uses is not None:
            uses = context.scope.share(line.uses, (*path, "uses"), low=1.0, high=1e9)
            if uses is not None:
                scale = scale.times(1 / uses, f"used {uses:g} times")
        return self._line(context, activity, line, path, "packaging", scale)
