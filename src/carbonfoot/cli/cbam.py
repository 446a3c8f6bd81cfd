"""`carbonfoot cbam ...`: the border adjustment mechanism; its commands stand in `cbam_*.py`, one file each."""

from __future__ import annotations

import typer

cbam = typer.Typer(
    help="The EU's carbon border adjustment mechanism: what is covered, default values, costs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
