"""`carbonfoot schema part`: JSON Schemas, for editors and for programs that read the answers."""

from __future__ import annotations

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, OUTPUT, one_of

KINDS = (
    *("part", "site", "installation", "project", "import-map", "calc", "calc-many", "calc-installation"),
    *("scenarios", "diff", "system", "system-result"),
    *("cbam-scope", "cbam-default", "cbam-cost", "cbam-compare", "declare-inbox"),
    *("verify", "recipe"),
)


def schema(
    kind: str = typer.Argument(
        metavar="KIND",
        help="Files a user writes: part, site, installation, project (carbonfoot.toml), import-map, system. "
        "Answers with `--format json`: calc, "
        "calc-many (of folders and several files), calc-installation, scenarios, diff, system-result (of `calc --system`), "
        "cbam-scope, cbam-default, cbam-cost, cbam-compare, declare-inbox, verify. What a declaration carries: recipe.",
    ),
    output_file: str | None = OUTPUT,
    debug: bool = DEBUG,
) -> None:
    """Print a JSON Schema (draft-07)."""
    from carbonfoot.reports.envelope import to_text

    one_of(kind, KINDS, "schema")
    if kind == "part":
        from carbonfoot.documents.part import part_schema
        from carbonfoot.methods.schema import with_methods

        output.result(to_text(with_methods(part_schema())), output_file)
    elif kind == "site":
        from carbonfoot.documents.site import site_schema
        from carbonfoot.methods.schema import with_methods

        output.result(to_text(with_methods(site_schema())), output_file)
    elif kind == "installation":
        from carbonfoot.cbam.shapes.installation import installation_schema

        output.result(to_text(installation_schema()), output_file)
    elif kind == "project":
        from carbonfoot.documents.declare import project_schema

        output.result(to_text(project_schema()), output_file)
    elif kind == "calc-installation":
        from carbonfoot.reports.cbam_schema import calc_installation_schema

        output.result(to_text(calc_installation_schema()), output_file)
    elif kind.startswith("cbam-"):
        from carbonfoot.reports.cbam_answers_schema import cbam_answer_schema

        output.result(to_text(cbam_answer_schema(kind)), output_file)
    elif kind == "declare-inbox":
        from carbonfoot.declarations.inbox.schema import inbox_schema

        output.result(to_text(inbox_schema()), output_file)
    elif kind == "verify":
        from carbonfoot.reports.verify_json import verify_schema

        output.result(to_text(verify_schema()), output_file)
    elif kind == "recipe":
        from carbonfoot.declarations.recipe_schema import recipe_schema

        output.result(to_text(recipe_schema()), output_file)
    elif kind == "import-map":
        from carbonfoot.intake.map_shape import map_schema

        output.result(to_text(map_schema()), output_file)
    elif kind == "scenarios":
        from carbonfoot.reports.scenario_schema import scenario_schema

        output.result(to_text(scenario_schema()), output_file)
    elif kind == "diff":
        from carbonfoot.reports.diff_schema import diff_schema

        output.result(to_text(diff_schema()), output_file)
    elif kind == "system":
        from carbonfoot.technosphere.schema import system_schema

        output.result(to_text(system_schema()), output_file)
    elif kind == "system-result":
        from carbonfoot.reports.system_schema import system_result_schema

        output.result(to_text(system_result_schema()), output_file)
    else:
        from carbonfoot.reports.calc_schema import calc_schema, many_schema

        output.result(to_text(calc_schema() if kind == "calc" else many_schema()), output_file)
