"""`carbonfoot schema part`: JSON Schemas, for editors and for programs that read the answers."""

from __future__ import annotations

from importlib import import_module

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, OUTPUT, one_of

_MADE_BY = {
    "part": "documents.part:part_schema",
    "site": "documents.site:site_schema",
    "installation": "cbam.shapes.installation:installation_schema",
    "programme": "documents.programme:programme_schema",
    "technology": "documents.technology:technology_schema",
    "project": "documents.declare:project_schema",
    "budgets": "documents.budgets:budgets_schema",
    "baseline": "checks.baseline_schema:baseline_schema",
    "import-map": "intake.map_shape:map_schema",
    "bom-map": "intake.bom_map:bom_map_schema",
    "system": "technosphere.schema:system_schema",
    "calc": "reports.calc_schema:calc_schema",
    "calc-many": "reports.calc_schema:many_schema",
    "check": "reports.check_schema:check_schema",
    "calc-installation": "reports.cbam_schema:calc_installation_schema",
    "batch": "batch.told.json:batch_schema",
    "scenarios": "reports.scenario_schema:scenario_schema",
    "diff": "reports.diff_schema:diff_schema",
    "system-result": "reports.system_schema:system_result_schema",
    "declare-inbox": "declarations.inbox.schema:inbox_schema",
    "verify": "reports.verify_json:verify_schema",
    "programme-report": "programmes.told.schema:report_schema",
    "programme-check": "programmes.told.schema:check_schema",
    "recipe": "declarations.recipe_schema:recipe_schema",
}
"""Where the schema of each kind is made; those of `cbam-...` answers are made together."""

KINDS = (*_MADE_BY, "cbam-scope", "cbam-default", "cbam-cost", "cbam-compare")


def schema(
    kind: str = typer.Argument(
        metavar="KIND",
        help="Of files: part, site, installation, programme, technology, project (carbonfoot.toml), "
        "budgets, import-map, bom-map, system, baseline. "
        "Of answers with `--format json`: calc, calc-many (folders and several files), check, batch and so on; a wrong name "
        "lists all. What a declaration carries: recipe.",
    ),
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Print a JSON Schema (draft-07)."""
    from carbonfoot.reports.envelope import to_text

    one_of(kind, KINDS, "schema")
    if kind not in _MADE_BY:
        from carbonfoot.reports.cbam_answers_schema import cbam_answer_schema

        output.result(to_text(cbam_answer_schema(kind)), output_file)
        return
    module, _, name = _MADE_BY[kind].partition(":")
    made = getattr(import_module(f"carbonfoot.{module}"), name)()
    if kind in ("part", "site"):
        from carbonfoot.methods.schema import with_methods

        made = with_methods(made)
    output.result(to_text(made), output_file)
