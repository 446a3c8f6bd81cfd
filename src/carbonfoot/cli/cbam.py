"""`carbonfoot cbam ...`: the border adjustment mechanism; its commands stand in `cbam_*.py`, one file each."""

from __future__ import annotations

import typer

ORDER = ("scope", "default", "cost", "compare", "read")
"""As they are asked for: before anything is measured, then with results, then with those of others."""

cbam = typer.Typer(
    help="The EU's border adjustment (CBAM): scope, costs, templates.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
