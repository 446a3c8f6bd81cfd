"""From documents to a product system: one activity a document or sub-assembly, one flow a line."""

from __future__ import annotations

from math import fsum

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Line, Output, Process
from carbonfoot.documents.load import Documents
from carbonfoot.documents.part import Packaging
from carbonfoot.factors.convert import Property, bridge
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system import balance
from carbonfoot.system.amounts import amount, mass_of
from carbonfoot.system.context import Context, per_piece
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
from carbonfoot.system.overlap import counted_twice
from carbonfoot.system.products import opened
from carbonfoot.system.sources import MISSING, Found, properties
from carbonfoot.system.transport import leg_flows

SHARES_ADD_UP = 1e-9
"""How far the shares of a compound may be from one: rounding in the last digit, nothing else."""


def build(documents: Documents, library: Library, gwp_set: str) -> System:
    """The system of `documents.top`; findings go into `documents.findings`."""
    builder = _Builder(documents, library, gwp_set)
    for file in _in_order(documents):
        builder.document(file)
    return System(builder.activities, gwp_set)


def _in_order(documents: Documents) -> list[str]:
    return [documents.top, *sorted(file for file in documents.loaded if file != documents.top)]


class _Builder:
    def __init__(self, documents: Documents, library: Library, gwp_set: str) -> None:
        self.documents = documents
        self.library = library
        self.gwp_set = gwp_set
        self.findings: list[Finding] = documents.findings
        self.activities: list[Activity] = []
        self.by_file: dict[str, int] = {}
        for file in _in_order(documents):
            context = Context(library, gwp_set, documents.loaded[file], self.findings)
            self.by_file[context.loaded.source.file] = len(self.activities)
            self.activities.append(opened(context))

    def document(self, file: str) -> None:
        """All flows of one document."""
        loaded = self.documents.loaded[file]
        part = loaded.part
        activity = self.activities[self.by_file[file]]
        context = Context(self.library, self.gwp_set, loaded, self.findings)
        if not (part.inputs or part.processes or part.packaging or part.tooling):
            context.report(
                "CF110", "the document lists no inputs and no processes", (), "add `inputs:`", on="key"
            )
        self._body(context, activity, part.inputs, part.processes, part.outputs, (), part.mass_tolerance)
        for index, line in enumerate(part.tooling or []):
            self._tool(context, activity, line, ("tooling", index))
        for index, line in enumerate(part.packaging or []):
            self._pack(context, activity, line, ("packaging", index))
        carried = (
            None
            if activity.mass is None
            else Quantity(activity.mass, parse_unit("kg"), f"{activity.mass:g} kg")
        )
        activity.flows += leg_flows(
            context,
            part.distribution,
            ("distribution",),
            "distribution",
            Scale(),
            carried,
            (activity.name, activity.name_ko),
        )
        for index, line in enumerate(part.use or []):
            self._line(context, activity, line, ("use", index), "use", Scale())
        for index, output in enumerate(part.end_of_life or []):
            activity.flows += output_flows(context, output, ("end_of_life", index), "end-of-life", Scale())[0]
        for index, left_out in enumerate(part.exclude or []):
            context.scope.share(left_out.share, ("exclude", index, "share"))

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
        masses = balance.Masses()
        scales = self._yields(context, processes or [], base, masses)
        for index, line in enumerate(inputs or []):
            path = (*base, "inputs", index)
            mass = self._line(context, activity, line, path, "materials", scales[0], masses)
            if not is_auxiliary(line):
                masses.add(masses.inputs, mass, line.name)
        for index, process in enumerate(processes or []):
            self._process(
                context.at(process.made_in), activity, process, (*base, "processes", index), scales[index]
            )
        for index, output in enumerate(outputs or []):
            flows, mass = output_flows(context, output, (*base, "outputs", index), "waste", scales[0])
            activity.flows += flows
            masses.add(masses.outputs, mass, output.name)
        place: Path = (*base, "inputs") if inputs else ("product", "mass")
        balance.check(context, activity, masses, tolerance, place)

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
        self, context: Context, activity: Activity, process: Process, path: Path, scale: Scale
    ) -> None:
        context.known_place(process.made_in, (*path, "made_in"))
        activity.flows += energy_flows(context, process, path, scale)
        for index, line in enumerate(process.energy or []):
            self._line(context, activity, line, (*path, "energy", index), "manufacturing", scale)
        for index, line in enumerate(process.inputs or []):
            self._line(context, activity, line, (*path, "inputs", index), "manufacturing", scale)
        for index, emission in enumerate(process.emissions or []):
            activity.flows.append(
                emission_flow(context, process, emission, (*path, "emissions", index), scale)
            )
        for index, output in enumerate(process.outputs or []):
            activity.flows += output_flows(context, output, (*path, "outputs", index), "waste", scale)[0]

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
            )
        counted_twice(context, line, found, path)
        return mass

    def _no_factor(self, context: Context, line: Line, path: Path) -> None:
        near = [item for item, _ in self.library.nearest_items(line.name)][:3]
        help = "name an item (`factor:`), a document (`product:`) or a supplier's `footprint:`"
        notes = (f"items with a similar name: {', '.join(near)}",) if near else ()
        context.report("CF307", f"`{line.name}` names no factor", path, help, notes, on="key")

    def _link(
        self, context: Context, line: Line, quantity: Quantity, path: Path
    ) -> tuple[Found, dict[str, object], float | None]:
        target = context.loaded.links.get((*path, "product"))
        if target is None or target not in self.by_file:
            return MISSING, {}, None  # reported where the document was read
        index = self.by_file[target]
        activity = self.activities[index]
        other = self.documents.loaded[target].part
        mine, theirs = context.loaded.part.period, other.period
        if theirs.end < mine.start or theirs.start > mine.end:
            message = f"the linked document covers {theirs.start} to {theirs.end}, this one {mine.start} to {mine.end}"
            context.report("CF407", message, (*path, "product"), "ask for a newer document")
        known = properties(context, line, path)
        if activity.mass is not None:
            kilograms = Quantity(activity.mass, parse_unit("kg"), f"{activity.mass:g} kg")
            known.append(per_piece(kilograms, activity.reference, f"mass in {activity.file}"))
        if isinstance(other.product.density, Quantity):
            known.append(Property("density", other.product.density, f"stated in {activity.file}"))
        return self._linked(context, quantity, path, index, known)

    def _linked(
        self, context: Context, quantity: Quantity, path: Path, index: int, known: list[Property]
    ) -> tuple[Found, dict[str, object], float | None]:
        activity = self.activities[index]
        reference = activity.reference
        how = ""
        if quantity.unit.dimension == reference.unit.dimension:
            number = quantity.to(reference.unit) / reference.number
        else:
            bridged = bridge(quantity, reference.unit, known)
            if bridged is None:
                message = f"`{quantity.text}` does not meet `{activity.name}`, declared per {reference.text}"
                context.report(
                    "CF209",
                    message,
                    (*path, "amount"),
                    f"write it in {reference.unit.symbol}, or state `mass:` where the product is described",
                )
                return MISSING, {}, None
            number, how = bridged.number / reference.number, bridged.how
        mass = None if activity.mass is None else activity.mass * number
        return Found((), missing=False), {"link": index, "link_number": number, "link_how": how}, mass

    def _assembly(
        self, context: Context, line: Line, quantity: Quantity, path: Path
    ) -> tuple[Found, dict[str, object], float | None]:
        if line.per is not None:
            reference = context.positive(line.per, (*path, "per"))
            if reference is None:
                return MISSING, {}, None
            if reference.number == 0:
                context.report(
                    "CF208", f"`{reference.text}` is zero", (*path, "per"), "write `1 kg` or `1 piece`"
                )
                return MISSING, {}, None
        else:
            reference = Quantity(1.0, quantity.unit, f"1 {quantity.unit.symbol}")
        if not line.inputs and not line.processes:
            context.report(
                "CF110",
                f"`{line.name}` lists nothing",
                (*path, "inputs"),
                "add its lines, or a `factor:`",
                on="key",
            )
            return MISSING, {}, None
        inner = Activity(context.loaded.source.display, path, line.name, line.name_ko or "", reference)
        inner.country = line.origin or context.country
        inner.supplier = line.supplier or ""
        inner.own_company = line.supplier is None
        if reference.unit.dimension == parse_unit("kg").dimension:
            inner.mass = reference.to("kg")
        elif line.mass is not None:
            stated = context.positive(line.mass, (*path, "mass"))
            inner.mass = context.convert(stated, "kg", (*path, "mass"))
        index = len(self.activities)
        self.activities.append(inner)
        within = context.at(line.origin)
        within.whole = reference
        if not self._shares(context, line.inputs or [], path):
            return MISSING, {}, None
        self._body(within, inner, line.inputs, line.processes, line.outputs, path)
        return self._linked(context, quantity, path, index, properties(context, line, path))

    def _shares(self, context: Context, lines: list[Line], path: Path) -> bool:
        """Whether the shares of a compound, where there are any, make it up whole."""
        found = [
            context.scope.share(line.share, (*path, "inputs", index, "share"))
            for index, line in enumerate(lines)
            if line.share is not None
        ]
        total = fsum(share for share in found if share is not None)
        if None in found or (found and abs(total - 1) > SHARES_ADD_UP):
            if None not in found:
                message = f"the shares add up to {format_number(100 * total, 6)} %, not 100 %"
                context.report(
                    "CF406", message, (*path, "inputs"), "correct a share, or name what is missing", on="key"
                )
            return False
        return True

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

    def _pack(self, context: Context, activity: Activity, line: Packaging, path: Path) -> None:
        scale = Scale()
        if line.uses is not None:
            uses = context.scope.share(line.uses, (*path, "uses"), low=1.0, high=1e9)
            if uses is not None:
                scale = scale.times(1 / uses, f"used {uses:g} times")
        self._line(context, activity, line, path, "packaging", scale)
