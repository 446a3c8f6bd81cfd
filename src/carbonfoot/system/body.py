"""What makes a product: its inputs, its processes and its outputs, of a document or of a sub-assembly."""

from __future__ import annotations

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import Line, Process
from carbonfoot.documents.part import Part
from carbonfoot.system import balance
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.flows import emission_flow, energy_flows, is_auxiliary
from carbonfoot.system.keys import shared_in_vain
from carbonfoot.system.line import line_flows
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.outputs import output_flows
from carbonfoot.system.overlap import siblings_of
from carbonfoot.system.stages import works
from carbonfoot.system.yields import scales_of


def body(
    building: Building,
    context: Context,
    activity: Activity,
    whole: Part | Line,
    base: Path,
    tolerance: Value | None = None,
) -> None:
    """Inputs, processes and outputs of a document or sub-assembly, with the yields that run back through them."""
    inputs, processes = whole.inputs or [], whole.processes or []
    outer, building.siblings = building.siblings, siblings_of([*inputs, *processes])
    masses = balance.Masses()
    scales = scales_of(context, processes, base, masses)
    saved: dict[int, Scale] = {}
    if _returns(whole):
        from carbonfoot.system.returns import bought

        saved = bought(context, whole, base, scales)
    for index, line in enumerate(inputs):
        path = (*base, "inputs", index)
        scale = saved.get(index, scales.inputs)
        mass = line_flows(building, context, activity, line, path, "materials", scale, masses=masses)
        if not is_auxiliary(line):
            masses.add(masses.inputs, mass, line.name)
    for index, process in enumerate(processes):
        if process in building.apart:
            continue
        there = context.at(process.made_in)
        place: Path = (*base, "processes", index)
        step(building, there, activity, process, place, scales.steps[index], masses)
    for index, output in enumerate(whole.outputs or []):
        path = (*base, "outputs", index)
        mass = output_flows(building, context, activity, output, path, "waste", scales.inputs)
        masses.add(masses.outputs, mass, output.name)
    if _hybrid(inputs, processes):
        from carbonfoot.system.replaced import replace_parts

        replace_parts(context, activity, whole, base)
    if not base and context.loaded.part.made_at:
        from carbonfoot.system.made_at import materials_elsewhere  # few parts have a site

        if materials_elsewhere(building, context):
            masses.elsewhere = True
    for one in building.products_beside(activity):
        masses.add(masses.beside_product, one.mass, one.name)
    place = (*base, "inputs") if whole.inputs else ("product", "mass")
    balance.check(context, activity, masses, tolerance, place)
    activity.not_assessed += [(name, "rejects") for name in masses.rejecting]
    building.siblings = outer


def _hybrid(inputs: list[Line], processes: list[Process]) -> bool:
    """Whether a line stands for a part of another, or leaves its rest to others."""
    lists = [inputs, *(process.inputs for process in processes if process.inputs)]
    return any(line.replaces is not None or line.rest is not None for lines in lists for line in lines or [])


def _returns(whole: Part | Line) -> bool:
    """Whether own scrap comes back."""
    lists = [whole.outputs, *(process.outputs for process in whole.processes or [])]
    return any(output.returns_to is not None for outputs in lists for output in outputs or [])


def step(
    building: Building,
    context: Context,
    activity: Activity,
    process: Process,
    path: Path,
    scale: Scale,
    masses: balance.Masses,
) -> None:
    """The flows of one step: energy, inputs, emissions, methods, waste."""
    if not (works(process) or process.use_yield is not None or process.rework is not None):
        help = "add its energy, inputs, emissions or outputs, or remove the step"
        context.report("CF110", f"`{process.name}` lists nothing", path, help, on="key")
    context.known_place(process.made_in, (*path, "made_in"))
    shared_in_vain(context, process, path)
    activity.tags[path] = tuple(process.tags or ())
    context.whole = None  # shares are of the compound, not of what a step takes in
    activity.flows += energy_flows(context, process, path, scale)
    for index, line in enumerate(process.energy or []):
        line_flows(building, context, activity, line, (*path, "energy", index), "manufacturing", scale)
    for index, line in enumerate(process.inputs or []):
        place = (*path, "inputs", index)
        mass = line_flows(building, context, activity, line, place, "manufacturing", scale)
        if not is_auxiliary(line):
            masses.beside(masses.process_inputs, mass)
    for index, emission in enumerate(process.emissions or []):
        activity.flows.append(emission_flow(context, process, emission, (*path, "emissions", index), scale))
    if process.methods:
        from carbonfoot.system.worked import Around, method_flows  # few documents use methods

        around = Around(process.name, process.name_ko or "", process.data or "")
        for index, use in enumerate(process.methods):
            method_flows(context, activity, use, (*path, "methods", index), around, scale)
    for index, output in enumerate(process.outputs or []):
        place = (*path, "outputs", index)
        mass = output_flows(building, context, activity, output, place, "waste", scale)
        masses.beside(masses.process_outputs, mass)
