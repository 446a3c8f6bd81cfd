"""The commands, each a thin file: parse, call, print."""

from __future__ import annotations

import typer

from carbonfoot.cli import (  # noqa: F401  (their commands join those of `factors` and `cbam`)
    cbam_compare,
    cbam_cost,
    cbam_default,
    cbam_read,
    cbam_scope,
    factors_import,
    factors_match,
    factors_own,
    factors_review,
)
from carbonfoot.cli.batch import batch
from carbonfoot.cli.calc import calc
from carbonfoot.cli.cbam import ORDER, cbam
from carbonfoot.cli.check import check
from carbonfoot.cli.declare import declare
from carbonfoot.cli.diff import diff
from carbonfoot.cli.explain import explain
from carbonfoot.cli.export import export
from carbonfoot.cli.factors import factors
from carbonfoot.cli.importing import import_
from carbonfoot.cli.init import init
from carbonfoot.cli.lock import lock
from carbonfoot.cli.methods import methods
from carbonfoot.cli.programme import programme
from carbonfoot.cli.schema import schema
from carbonfoot.cli.technologies import app as technologies
from carbonfoot.cli.verify import verify

app = typer.Typer(
    name="carbonfoot",
    help="The carbon footprint of a manufactured product, from plain text files, explained number by number.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(shown: bool) -> None:
    if shown:
        from carbonfoot import __version__

        typer.echo(f"carbonfoot {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show a traceback when carbonfoot itself fails."),
) -> None:
    pass


app.command()(init)
app.command()(calc)
app.command()(explain)
app.command()(diff)
app.command()(check)
app.command()(batch)
app.command()(declare)
app.command()(verify)
app.command()(lock)
app.command()(export)
app.command("import")(import_)
app.command()(schema)
app.add_typer(factors, name="factors")
app.add_typer(methods, name="methods")
cbam.registered_commands.sort(key=lambda one: ORDER.index(one.name or ""))
app.add_typer(cbam, name="cbam")
programme.add_typer(technologies, name="technologies")
app.add_typer(programme, name="programme")
